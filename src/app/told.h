// Owns who was told which 見立て: recipients whose newest hand-over of it is older than what stands now. A
// read model, computed from the ledger and the notes.
#pragma once

#include "app/state.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tsunagi {

// A short mark of a text, to tell whether it is still the same (the text itself stays out of the ledger). Not
// a secret and no proof: 16 hex digits of FNV-1a.
std::string mark_of_text(std::string_view text);

// Somebody who knows an older view of life.
struct OutdatedRecipient {
    DocumentId case_id, entry;  // entry: of the ledger, what they were given last
    DocumentId organisation;    // empty for a recipient who is none
    std::string name;
    int version = 0;        // what they were told
    int newest = 0;         // what stands now
    bool reworded = false;  // the same version by number, but its words were changed afterwards
    std::string told_on;    // ISO date-time
    SectionSet sections;    // what they were given then
    Audience audience = Audience::visiting_nurse;
    bool by_passphrase = false;
};
// Of one case, or of all cases when case_id is empty; who was told longest ago first. Hand-overs without the
// view of life told nobody of it; files made but never handed over did not either.
std::vector<OutdatedRecipient> list_outdated(const AppState& state, const DocumentId& case_id);

// To tell the recipient of that ledger entry again: the same sections as far as they may be told today, the
// same audience. None when they know what stands now. Its number is 0.
std::optional<HandoverProposal> propose_update(const AppState& state, const DocumentId& entry);

}  // namespace tsunagi
