// Owns the one spelling of a JSON string, so that equal records give equal bytes.
#include "core/json_writer.h"

#include "core/text.h"

namespace tsunagi {
namespace {

void append_escaped(std::string& out, char c) {
    constexpr std::string_view hex_digits = "0123456789abcdef";
    switch (c) {
        case '"': out += "\\\""; return;
        case '\\': out += "\\\\"; return;
        case '\b': out += "\\b"; return;
        case '\f': out += "\\f"; return;
        case '\n': out += "\\n"; return;
        case '\r': out += "\\r"; return;
        case '\t': out += "\\t"; return;
        default: break;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += "\\u00";
    out += hex_digits[byte >> 4];
    out += hex_digits[byte & 15];
}

bool is_plain(char c) {
    return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\';
}

void append_body(std::string& out, std::string_view text) {
    std::size_t begin = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (is_plain(text[at])) continue;
        out += text.substr(begin, at - begin);
        append_escaped(out, text[at]);
        begin = at + 1;
    }
    out += text.substr(begin);
}

// NUL counts as broken: no reader of ours takes it.
std::string repaired(std::string_view text) {
    std::string whole;
    whole.reserve(text.size());
    for (const char32_t c : code_points(text)) append_utf8(whole, c == 0 ? replacement_character : c);
    return whole;
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
    out += '"';
    if (is_utf8(text) && text.find('\0') == std::string_view::npos) {
        append_body(out, text);
    } else {
        append_body(out, repaired(text));
    }
    out += '"';
}

}  // namespace tsunagi
