// Owns the history of a document as people read it: who wrote what, when, and what it said before.
#pragma once

#include "app/state.h"

#include <optional>
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
// The file a change came in, as the ledger has it.
struct FileOrigin {
    DocumentId entry;
    std::string name;         // of whose device it was, as the directory had it; otherwise as the file said
    bool is_claimed = false;  // nobody had verified that device
    std::string taken_in_at;  // ISO date-time
};
// None for what was written here, and for what came in before files were kept with changes.
std::optional<FileOrigin> find_file_origin(const AppState& state, const Change& change);

// Newest first. path: one field; ending in "." or "]": all of a row; "": the whole document.
std::vector<PastChange> list_history(const AppState& state, const DocumentId& document,
                                     std::string_view path);

}  // namespace tsunagi
