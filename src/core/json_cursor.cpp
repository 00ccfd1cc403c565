// Owns the tokens of JSON. Escaped surrogates were already found to come in pairs.
#include "core/json_cursor.h"

#include "core/text.h"

#include <charconv>

namespace tsunagi {
namespace {

bool is_space(char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

}  // namespace

char JsonCursor::peek() {
    while (at_ < text_.size() && is_space(text_[at_])) ++at_;
    return at_ < text_.size() ? text_[at_] : '\0';
}

bool JsonCursor::take(char c) {
    if (peek() != c) return false;
    ++at_;
    return true;
}

bool JsonCursor::take_word(std::string_view word) {
    peek();
    if (!text_.substr(at_).starts_with(word)) return false;
    at_ += word.size();
    return true;
}

bool JsonCursor::read_bool(bool& out) {
    out = peek() == 't';
    return take_word(out ? "true" : "false");
}

bool JsonCursor::read_int(std::int64_t& out) {
    peek();
    const char* const begin = text_.data() + at_;
    const char* const end = text_.data() + text_.size();
    const auto [stop, code] = std::from_chars(begin, end, out);
    if (code != std::errc{}) return false;
    const char* const digits = *begin == '-' ? begin + 1 : begin;
    if (*digits == '0' && stop - digits > 1) return false;
    if (stop != end && (*stop == '.' || *stop == 'e' || *stop == 'E' || is_digit(*stop))) return false;
    at_ += static_cast<std::size_t>(stop - begin);
    return true;
}

bool JsonCursor::read_string(std::string& out) {
    out.clear();
    if (!take('"')) return false;
    while (at_ < text_.size()) {
        std::size_t stop = at_;
        while (stop < text_.size() && text_[stop] != '"' && text_[stop] != '\\') {
            if (static_cast<unsigned char>(text_[stop]) < 0x20) return false;
            ++stop;
        }
        out += text_.substr(at_, stop - at_);
        at_ = stop;
        if (at_ == text_.size()) return false;
        if (text_[at_++] == '"') return true;
        if (!read_escape(out)) return false;
    }
    return false;
}

// at_ is behind the backslash.
bool JsonCursor::read_escape(std::string& out) {
    if (at_ == text_.size()) return false;
    constexpr std::string_view letters = "\"\\/bfnrt";
    constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
    const char letter = text_[at_++];
    if (const std::size_t index = letters.find(letter); index != std::string_view::npos) {
        out += meanings[index];
        return true;
    }
    if (letter != 'u') return false;
    char32_t value = read_code_unit();
    if (value >= 0xD800 && value <= 0xDBFF) {
        at_ += 2;
        value = 0x10000 + ((value - 0xD800) << 10) + (read_code_unit() - 0xDC00);
    }
    if (value == 0) return false;
    append_utf8(out, value);
    return true;
}

// Four hex digits at at_; 0 when they are not.
char32_t JsonCursor::read_code_unit() {
    if (at_ + 4 > text_.size()) return 0;
    unsigned unit = 0;
    const char* const begin = text_.data() + at_;
    const auto [stop, code] = std::from_chars(begin, begin + 4, unit, 16);
    if (code != std::errc{} || stop != begin + 4) return 0;
    at_ += 4;
    return unit;
}

}  // namespace tsunagi
