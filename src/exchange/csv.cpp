#include "exchange/csv.h"

#include "core/text.h"

namespace tsunagi {
namespace {

// White space before a sign does not make it harmless: spreadsheets trim it.
bool would_calculate(std::string_view cell) {
    for (const char32_t c : code_points(cell)) {
        switch (c) {
            case U' ':
            case U'　':
            case U'\xA0': continue;
            case U'=':
            case U'+':
            case U'-':
            case U'@':
            case U'＝':
            case U'＋':
            case U'－':
            case U'＠':
            case U'\t':
            case U'\r':
            case U'\n': return true;
            default: return false;
        }
    }
    return false;
}

bool wants_quotes(std::string_view cell) {
    return cell.find_first_of(",\"\r\n") != std::string_view::npos || cell.starts_with(' ') ||
           cell.ends_with(' ');
}

std::string csv_cell(std::string_view cell) {
    std::string text = would_calculate(cell) ? "'" + std::string(cell) : std::string(cell);
    if (!wants_quotes(text)) return text;
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"') quoted += '"';
        quoted += c;
    }
    return quoted + '"';
}

}  // namespace

std::string csv_line(std::span<const std::string> cells) {
    std::string line;
    for (const std::string& cell : cells) {
        if (&cell != cells.data()) line += ',';
        line += csv_cell(cell);
    }
    return line + "\r\n";
}

}  // namespace tsunagi
