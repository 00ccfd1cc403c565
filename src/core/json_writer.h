// Owns writing JSON as text without building it first. Must not know what it means.
#pragma once

#include <string>
#include <string_view>

namespace tsunagi {

// text in quotes. Only what must be escaped is; broken UTF-8 and NUL become U+FFFD, so the result always
// parses.
void append_json_string(std::string& out, std::string_view text);

}  // namespace tsunagi
