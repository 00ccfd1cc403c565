// Owns what can be asked about a field: which of its texts is right, and what it said before.
#pragma once

#include "core/document.h"

#include <cstdint>
#include <string>

namespace tsunagi {

struct FieldQuestion {
    enum class Is : std::uint8_t {
        none,
        settle,    // two texts stand at the path: which one
        history,   // what was written here before
        versions,  // what differs between 確定 of a document, and now
    };
    Is is = Is::none;
    DocumentId document;
    // history: one field, or, ending in "." or "]", everything of a row
    Path path;
    bool operator==(const FieldQuestion&) const = default;
};

}  // namespace tsunagi
