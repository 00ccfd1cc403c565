// Owns the JSON form of a value and of a change, for whoever writes records piece by piece.
#pragma once

#include "core/document.h"

#include <string>

namespace tsunagi {

// The canonical text of each, appended; the members and their order are those of document.h.
void append_json(std::string& out, const Value& value);
void append_json(std::string& out, const Change& change);

bool is_document_id(std::string_view text);  // 32 lower-case hex digits
// Whether a value could be stored: dates are dates, decimals decimals, texts UTF-8 within the limit.
bool is_storable(const Value& value, const DocumentLimits& limits = {});

}  // namespace tsunagi
