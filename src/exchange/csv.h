// Owns CSV as spreadsheets read it (RFC 4180, UTF-8 with a byte order mark, CRLF), with nothing in it that
// one would calculate. Must not know what the cells say.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace tsunagi {

// Three bytes that tell Excel that it is UTF-8; once, at the beginning.
inline constexpr std::string_view csv_mark = "\xEF\xBB\xBF";

// One line with its CRLF. A cell that a spreadsheet would take for a formula (=, +, -, @, half or full width,
// or a tab or line end in front) gets an apostrophe before it.
std::string csv_line(std::span<const std::string> cells);

}  // namespace tsunagi
