// Owns what was agreed to be told: to whom, which sections, by whom, from when until when. Read models,
// computed from the consent documents of a case; nothing kept. Recording and withdrawing are in consents.cpp
// too.
#pragma once

#include "app/state.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tsunagi {

enum class ConsentState : std::uint8_t {
    none,       // nothing on record for this recipient
    own,        // the recipient is the patient: nobody has to agree
    valid,      // given, not ended, not withdrawn
    ahead,      // counts only from a later day
    expired,    // its last day has passed
    withdrawn,  // taken back
};

// One consent document. All texts as typed; empty where nothing was written.
struct ConsentView {
    DocumentId id, organisation;  // organisation: empty for a recipient who is none
    std::string to_name;
    SectionSet sections;  // of two scopes nobody has settled yet, what both hold
    std::string given_by, given_by_name, method, note;
    std::string given_on, until;  // ISO dates; until: the last day it counts, empty for no end
    std::string withdrawn_on, withdrawn_by, withdrawn_note;
    std::string recorded_by;  // display name of who wrote it down
    ConsentState state = ConsentState::valid;
};
// Newest first: by the day it was given, then by when it was written down.
std::vector<ConsentView> list_consents(const AppState& state, const DocumentId& case_id);

// What one recipient may be told today. The newest consent that has begun counts, alone: a narrower one given
// later narrows. One in the future counts only where there is no other.
struct ConsentScope {
    ConsentState state = ConsentState::none;
    SectionSet allowed;  // identity always with the rest; empty unless own or valid
    std::optional<ConsentView> consent;
};
ConsentScope find_consent(const AppState& state, const DocumentId& case_id, const DocumentId& organisation,
                          std::string_view to_name);
// "本人": the patient is told about himself or herself.
bool is_patient(std::string_view to_name);
inline constexpr std::string_view patient_self = "本人";

// A hand-over of this case that this recipient was given already, newest first.
struct ToldBefore {
    DocumentId entry;      // of the ledger
    std::string on;        // ISO date-time
    std::string sections;  // codes
};
std::vector<ToldBefore> list_told(const AppState& state, const DocumentId& case_id,
                                  const DocumentId& organisation, std::string_view to_name);

}  // namespace tsunagi
