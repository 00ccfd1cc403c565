// Owns UTF-8: whether text is valid, its code points, and making the invisible visible.
// Must not normalise: what was typed is kept code point by code point.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace tsunagi {

constexpr char32_t replacement_character = 0xFFFD;

// No overlong forms, no surrogates, nothing above U+10FFFF. NUL and BOM are valid here; parse_json refuses
// them.
bool is_utf8(std::string_view text);

// size: bytes taken, 1 to 4; a byte that begins no valid sequence is U+FFFD of size 1.
struct CodePoint {
    char32_t value = 0;
    std::size_t size = 0;
};
// at < text.size().
CodePoint code_point_at(std::string_view text, std::size_t at);

// for (char32_t c : code_points(text))
class CodePoints {
  public:
    class Iterator {
      public:
        Iterator(std::string_view text, std::size_t at) : text_(text), at_(at) { read(); }
        char32_t operator*() const { return current_.value; }
        Iterator& operator++() {
            at_ += current_.size;
            read();
            return *this;
        }
        bool operator==(const Iterator& other) const { return at_ == other.at_; }
        std::size_t byte_offset() const { return at_; }

      private:
        void read() {
            if (at_ < text_.size()) current_ = code_point_at(text_, at_);
        }
        std::string_view text_;
        std::size_t at_;
        CodePoint current_;
    };

    explicit CodePoints(std::string_view text) : text_(text) {}
    Iterator begin() const { return {text_, 0}; }
    Iterator end() const { return {text_, text_.size()}; }

  private:
    std::string_view text_;
};
inline CodePoints code_points(std::string_view text) {
    return CodePoints(text);
}

std::size_t count_code_points(std::string_view text);
// The first count code points, whole.
std::string_view first_code_points(std::string_view text, std::size_t count);

// Surrogates and values above U+10FFFF are written as U+FFFD.
void append_utf8(std::string& out, char32_t code_point);

// Characters that draw nothing or turn the text around them: bidi controls, zero-width characters, control
// characters other than tab and line feed. Variation selectors are not among them, they belong to the
// character before.
bool is_deceptive(char32_t code_point);
bool has_deceptive(std::string_view text);
// The same text with every deceptive character written out: "⟦U+202E⟧". A joiner inside an emoji stays.
std::string mark_deceptive(std::string_view text);

}  // namespace tsunagi
