// Owns what a case's notes say about telling others (共有先): who agreed, to what, and what must not be told.
// A read model: computed from the library, nothing kept.
#pragma once

#include "app/state.h"

#include <optional>
#include <string>

namespace tsunagi {

// A row of a note's 共有先. Texts as typed, empty where nothing was written.
struct SharingRow {
    DocumentId note;
    std::string to, scope, not_shared;
    std::string consent_by, consent_on, consent_method;  // consent_on: ISO date
};

// The row of the newest note that names the organisation by its name or short name; none when no note does.
std::optional<SharingRow> find_sharing(const AppState& state, const DocumentId& case_id,
                                       const DocumentId& organisation);

}  // namespace tsunagi
