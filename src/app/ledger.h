// Owns what the ledger's screens ask of one entry: all of it, whether its contents are still the same, and
// which entry a notice of withdrawal is about. Read models: computed from the library, nothing kept.
#pragma once

#include "app/cases.h"
#include "app/state.h"

#include <optional>
#include <string>
#include <vector>

namespace tsunagi {

// Texts as kept; empty where nothing was written. Kids are thumbprints, times ISO date-times.
struct LedgerDetail {
    LedgerEntry entry;
    DocumentId organisation;  // of the recipient, when it is in the directory
    std::string phone, telephone_hours;
    bool by_passphrase = false;
    std::string file_id, file_sha256, to_kid, signer_kid;
    std::string to_number, signer_number;  // of the devices; empty where they have none or it was not kept
    std::string made_by, checked_at, handed_by, handed_how, received_by;
    std::string withdrawn_reason;
    std::string sender_checked;          // how: "verified", "compared", "answer"; empty for what left
    std::string set_aside;               // how many changes were not taken in; empty for none
    DocumentId again_of;                 // the entry this one repeats
    DocumentId withdraws;                // the entry this notice takes back
    std::vector<DocumentId> made_again;  // entries that repeat this one
    std::vector<DocumentId> notices;     // entries of notices that take this one back
};
// None for what is no entry of the ledger.
std::optional<LedgerDetail> find_ledger_detail(const AppState& state, const DocumentId& entry);

// Whether making an entry's file again would put the same into it.
struct ContentSince {
    bool known = false;       // the entry says what was in it
    std::size_t changes = 0;  // written since, in the sections it held
};
ContentSince content_since(const AppState& state, const DocumentId& entry);

// Handed out, a hand-over, and not yet withdrawn.
bool may_be_withdrawn(const AppState& state, const DocumentId& entry);

// The entry of a file that came in and that this notice (answers of a withdrawal) names: by number and
// SHA-256.
std::optional<DocumentId> find_withdrawn_entry(const AppState& state, const Answers& notice);

// Entries of a case that somebody else withdrew, the newest first.
std::vector<LedgerEntry> list_withdrawn(const AppState& state, const DocumentId& case_id);

// The telephone of the entry's recipient; of the organisation of that name where no more is known.
std::string phone_of_entry(const AppState& state, const DocumentId& entry);

}  // namespace tsunagi
