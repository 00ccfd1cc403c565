// Owns what a file that came in means here before any of it is taken in. Read models: computed from the
// library and the file, nothing kept.
#pragma once

#include "app/state.h"

#include <vector>

namespace tsunagi {

// The ledger's entry of a file made here that this receipt names: by its number, which only somebody who
// opened the file knows, and by what was sealed. Empty for none.
DocumentId find_receipted_entry(const AppState& state, const Document& receipt);
// The entry of the file that documents which came in answer; empty when they answer none made here.
DocumentId find_answered_entry(const AppState& state, const std::vector<Document>& documents);
// Whether taking the documents in would add nothing but receipts, follow-ups and questions, and people who
// are not known here.
bool adds_only_replies(const AppState& state, const std::vector<Document>& documents);

// Whether the sender's number has to be compared by telephone before the received file is taken in. Not where
// the sender is verified; nor where the file brings an answer to one made here and nothing else: only
// somebody who opened that file can have made it.
bool asks_for_call(const AppState& state);

// The number that two people compare for the received file: of its sender's device, or of the file itself
// where that device has none (somebody without an account). Empty while nobody is known to have signed it.
struct ComparedNumber {
    std::string text;
    bool of_file = false;
};
ComparedNumber number_to_compare(const AppState& state);

}  // namespace tsunagi
