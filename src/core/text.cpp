// Owns the reading and writing of UTF-8, and the table of characters that deceive.
#include "core/text.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>

namespace tsunagi {
namespace {

struct Range {
    char32_t first;
    char32_t last;
};

constexpr std::array deceptive_ranges = {
    Range{0x0000, 0x0008},    // C0 controls up to tab
    Range{0x000B, 0x001F},    // and after line feed
    Range{0x007F, 0x009F},    // delete and C1 controls
    Range{0x00AD, 0x00AD},    // soft hyphen
    Range{0x034F, 0x034F},    // combining grapheme joiner
    Range{0x061C, 0x061C},    // Arabic letter mark
    Range{0x115F, 0x1160},    // Hangul fillers
    Range{0x17B4, 0x17B5},    // Khmer vowels that draw nothing
    Range{0x180B, 0x180E},    // Mongolian selectors and vowel separator
    Range{0x200B, 0x200F},    // zero-width space, joiners, direction marks
    Range{0x2028, 0x202E},    // line and paragraph separators, embeddings and overrides
    Range{0x2060, 0x206F},    // word joiner, invisible operators, isolates
    Range{0x3164, 0x3164},    // Hangul filler
    Range{0xFEFF, 0xFEFF},    // byte order mark inside text
    Range{0xFFA0, 0xFFA0},    // half-width Hangul filler
    Range{0xFFF9, 0xFFFB},    // interlinear annotation
    Range{0x1D173, 0x1D17A},  // musical formatting
    Range{0xE0000, 0xE007F},  // tags
};

constexpr std::array emoji_ranges = {
    Range{0x2190, 0x21FF}, Range{0x2300, 0x23FF}, Range{0x2600, 0x27BF},
    Range{0x2B00, 0x2BFF}, Range{0xFE0F, 0xFE0F}, Range{0x1F000, 0x1FAFF},
};

template <std::size_t n>
bool is_in(const std::array<Range, n>& ranges, char32_t c) {
    const auto* range = std::lower_bound(ranges.begin(), ranges.end(), c,
                                         [](const Range& r, char32_t value) { return r.last < value; });
    return range != ranges.end() && c >= range->first;
}

constexpr char32_t zero_width_joiner = 0x200D;

bool is_emoji(char32_t c) {
    return is_in(emoji_ranges, c);
}

std::uint8_t byte_at(std::string_view text, std::size_t at) {
    return static_cast<std::uint8_t>(text[at]);
}

bool is_scalar(char32_t c) {
    return c <= 0x10FFFF && (c < 0xD800 || c > 0xDFFF);
}

void append_marked(std::string& out, char32_t c) {
    std::array<char, 16> hex{};
    std::snprintf(hex.data(), hex.size(), "%04X", static_cast<unsigned>(c));
    out += "⟦U+";
    out += hex.data();
    out += "⟧";
}

struct Seen {
    char32_t value = 0;
    bool is_marked = false;
};

// Reads on, and knows the two places where a deceptive character is at home: between emoji, and before a line
// feed.
struct Utf8Reader {
    explicit Utf8Reader(std::string_view source) : text(source) {}

    std::string_view text;
    std::size_t at = 0;
    char32_t before = 0;

    bool at_end() const { return at >= text.size(); }

    Seen next() {
        const CodePoint current = code_point_at(text, at);
        at += current.size;
        const char32_t after = at_end() ? 0 : code_point_at(text, at).value;
        const bool is_at_home = (current.value == zero_width_joiner && is_emoji(before) && is_emoji(after)) ||
                                (current.value == '\r' && after == '\n');
        before = current.value;
        return {current.value, is_deceptive(current.value) && !is_at_home};
    }
};

}  // namespace

CodePoint code_point_at(std::string_view text, std::size_t at) {
    constexpr CodePoint broken{replacement_character, 1};
    const std::uint8_t lead = byte_at(text, at);
    if (lead < 0x80) return {lead, 1};
    const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || at + size > text.size()) return broken;
    char32_t value = lead & (0x7Fu >> size);
    for (std::size_t i = 1; i < size; ++i) {
        const std::uint8_t next = byte_at(text, at + i);
        if ((next & 0xC0) != 0x80) return broken;
        value = value << 6 | (next & 0x3Fu);
    }
    constexpr std::array<char32_t, 5> least = {0, 0, 0x80, 0x800, 0x10000};
    if (value < least[size] || !is_scalar(value)) return broken;
    return {value, size};
}

bool is_utf8(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
        if (byte_at(text, at) < 0x80) {
            ++at;
            continue;
        }
        const CodePoint next = code_point_at(text, at);
        if (next.size == 1) return false;
        at += next.size;
    }
    return true;
}

std::size_t count_code_points(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size(); at += code_point_at(text, at).size) ++count;
    return count;
}

std::string_view first_code_points(std::string_view text, std::size_t count) {
    std::size_t at = 0;
    for (; count > 0 && at < text.size(); --count) at += code_point_at(text, at).size;
    return text.substr(0, at);
}

void append_utf8(std::string& out, char32_t c) {
    if (!is_scalar(c)) c = replacement_character;
    const auto put = [&out](char32_t byte) { out += static_cast<char>(static_cast<std::uint8_t>(byte)); };
    if (c < 0x80) {
        put(c);
        return;
    }
    if (c < 0x800) {
        put(0xC0 | c >> 6);
    } else if (c < 0x10000) {
        put(0xE0 | c >> 12);
        put(0x80 | (c >> 6 & 0x3F));
    } else {
        put(0xF0 | c >> 18);
        put(0x80 | (c >> 12 & 0x3F));
        put(0x80 | (c >> 6 & 0x3F));
    }
    put(0x80 | (c & 0x3F));
}

bool is_deceptive(char32_t code_point) {
    return is_in(deceptive_ranges, code_point);
}

bool has_deceptive(std::string_view text) {
    Utf8Reader reader(text);
    while (!reader.at_end()) {
        if (reader.next().is_marked) return true;
    }
    return false;
}

std::string mark_deceptive(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    Utf8Reader reader(text);
    while (!reader.at_end()) {
        const std::size_t at = reader.at;
        const Seen seen = reader.next();
        if (seen.is_marked) {
            append_marked(out, seen.value);
        } else {
            out += text.substr(at, reader.at - at);
        }
    }
    return out;
}

}  // namespace tsunagi
