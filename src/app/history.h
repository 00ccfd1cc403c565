// Owns the history of a document as people read it: who wrote what, when, and what it said before.
#pragma once

#include "app/state.h"

#include <string>
#include <string_view>
#include <vector>

namespace tsunagi {

// Points into the document.
struct PastChange {
    const Change* change = nullptr;
    const Change* before = nullptr;  // the newest of what it replaced; null for the first words
    std::size_t replaced = 0;        // how many: more than one settled a conflict
    bool stands = false;             // nobody has replaced it
};
// Newest first. path: one field; ending in "." or "]": all of a row; "": the whole document.
std::vector<PastChange> list_history(const AppState& state, const DocumentId& document,
                                     std::string_view path);

}  // namespace tsunagi
