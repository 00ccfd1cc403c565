// Owns what a character is (grapheme clusters) and what may stand at the ends of a line (禁則).
#include "views/text_layout.h"

#include <algorithm>
#include <array>

namespace tsunagi {

char32_t decode_utf8(std::string_view text, std::size_t& at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char lead = byte(at);
    std::size_t length = 1;
    char32_t value = lead;
    char32_t least = 0;
    if (lead >= 0xF0 && lead < 0xF5) {
        length = 4, value = lead & 0x07, least = 0x10000;
    } else if (lead >= 0xE0 && lead < 0xF0) {
        length = 3, value = lead & 0x0F, least = 0x800;
    } else if (lead >= 0xC2 && lead < 0xE0) {
        length = 2, value = lead & 0x1F, least = 0x80;
    } else if (lead >= 0x80) {
        ++at;
        return 0xFFFD;
    }
    for (std::size_t i = 1; i < length; ++i) {
        if (at + i >= text.size() || (byte(at + i) & 0xC0) != 0x80) {
            ++at;
            return 0xFFFD;
        }
        value = (value << 6) | (byte(at + i) & 0x3F);
    }
    if (value < least || value > 0x10FFFF || (value >= 0xD800 && value < 0xE000)) {
        ++at;
        return 0xFFFD;
    }
    at += length;
    return value;
}

std::string encode_utf8(char32_t c) {
    const auto tail = [c](unsigned shift) { return static_cast<char>(0x80 | ((c >> shift) & 0x3F)); };
    if (c < 0x80) return {static_cast<char>(c)};
    if (c < 0x800) return {static_cast<char>(0xC0 | (c >> 6)), tail(0)};
    if (c < 0x10000) return {static_cast<char>(0xE0 | (c >> 12)), tail(6), tail(0)};
    return {static_cast<char>(0xF0 | (c >> 18)), tail(12), tail(6), tail(0)};
}

namespace {

struct Range {
    char32_t from;
    char32_t to;
};

template <std::size_t size>
bool is_in(const std::array<Range, size>& ranges, char32_t c) {
    return std::ranges::any_of(ranges, [c](Range r) { return c >= r.from && c <= r.to; });
}

// Grapheme_Extend as far as Japanese, European and emoji text needs it (UAX 29).
bool extends(char32_t c) {
    static constexpr std::array<Range, 16> ranges{{{0x0300, 0x036F},
                                                   {0x0483, 0x0489},
                                                   {0x0591, 0x05BD},
                                                   {0x0610, 0x061A},
                                                   {0x064B, 0x065F},
                                                   {0x0E31, 0x0E3A},
                                                   {0x1AB0, 0x1AFF},
                                                   {0x1DC0, 0x1DFF},
                                                   {0x200C, 0x200D},
                                                   {0x20D0, 0x20FF},
                                                   {0x302A, 0x302F},
                                                   {0x3099, 0x309A},
                                                   {0xFE00, 0xFE0F},
                                                   {0xFE20, 0xFE2F},
                                                   {0xFF9E, 0xFF9F},
                                                   {0x1F3FB, 0x1F3FF}}};
    if (c < 0x0300) return false;
    return is_in(ranges, c) || (c >= 0xE0020 && c <= 0xE007F) || (c >= 0xE0100 && c <= 0xE01EF);
}

bool is_regional(char32_t c) {
    return c >= 0x1F1E6 && c <= 0x1F1FF;
}
bool is_hangul_lead(char32_t c) {
    return c >= 0x1100 && c <= 0x115F;
}
bool is_hangul_tail(char32_t c) {
    return c >= 0x1160 && c <= 0x11FF;
}
bool is_pictographic(char32_t c) {
    return (c >= 0x2190 && c <= 0x2BFF) || (c >= 0x1F000 && c <= 0x1FAFF);
}

}  // namespace

std::size_t cluster_end(std::string_view text, std::size_t at) {
    std::size_t end = at;
    const char32_t base = decode_utf8(text, end);
    if (base == '\r') return end < text.size() && text[end] == '\n' ? end + 1 : end;
    if (base < 0x20) return end;
    char32_t last = base;
    bool paired = false;
    while (end < text.size()) {
        std::size_t after = end;
        const char32_t next = decode_utf8(text, after);
        const bool joins = extends(next) || (last == 0x200D && is_pictographic(next)) ||
                           (is_regional(base) && is_regional(next) && last == base && !paired) ||
                           ((is_hangul_lead(last) || is_hangul_tail(last)) && is_hangul_tail(next));
        if (!joins) break;
        paired = paired || is_regional(next);
        last = next;
        end = after;
    }
    return end;
}

std::size_t cluster_border(std::string_view text, std::size_t at) {
    std::size_t border = 0;
    while (border < at && border < text.size()) border = cluster_end(text, border);
    return border;
}

std::vector<std::string_view> clusters_of(std::string_view text) {
    std::vector<std::string_view> clusters;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = cluster_end(text, at);
        clusters.push_back(text.substr(at, end - at));
        at = end;
    }
    return clusters;
}

namespace {

constexpr std::u32string_view never_first =
    U"、。，．・：；？！‼⁇⁈⁉）］｝〕〉》」』】〙〗〟’”｠»ー々〻ゝゞヽヾ゛゜"
    U"ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ"
    U"〜～゠‐–％‰℃℉°′″｡､･｣ｧｨｩｪｫｬｭｮｯｰﾞﾟ)]},.:;?!%";
constexpr std::u32string_view never_last = U"（［｛〔〈《「『【〘〖〝‘“｟«￥＄￡＃№([{$#¥£";
constexpr std::u32string_view inseparable = U"…‥—―";
constexpr std::u32string_view counters =
    U"年月日時分秒回件名人枚個本台階号室床歳才週度点割番例版者床錠包滴泊万円";

bool has(std::u32string_view set, char32_t c) {
    return set.find(c) != std::u32string_view::npos;
}
bool is_digit(char32_t c) {
    return (c >= '0' && c <= '9') || (c >= U'０' && c <= U'９');
}
bool is_letter(char32_t c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0x00C0 && c < 0x0300 && c != 0x00D7) ||
           (c >= 0x0370 && c < 0x0600);
}
bool is_joint(char32_t c) {
    return has(U"'_@&+-/.,:;~=<>*\"\\^|`", c);
}
bool is_space(char32_t c) {
    return c == ' ' || c == '\t' || c == 0x3000;
}
bool is_latin(char32_t c) {
    return is_letter(c) || (c >= '0' && c <= '9') || is_joint(c);
}

}  // namespace

bool may_break_between(std::string_view before, std::string_view after, Breaking breaking) {
    std::size_t at = 0;
    const char32_t a = decode_utf8(before, at);
    at = 0;
    const char32_t b = decode_utf8(after, at);
    if (is_space(b) || a == 0x00A0 || b == 0x00A0 || a == 0x2060 || b == 0x2060) return false;
    if (has(never_first, b) || has(never_last, a)) return false;
    if (is_space(a)) return true;
    if (has(inseparable, a) && has(inseparable, b)) return false;
    if ((a == '-' || a == '/') && is_letter(b)) return true;
    if (is_latin(a) && is_latin(b)) return false;
    // A bracket belongs to the Latin word or number beside it: "f(x)", "2(3)".
    if (is_latin(a) && has(U"([{", b)) return false;
    if (has(U")]}", a) && is_latin(b)) return false;
    if (breaking == Breaking::prose && is_digit(a) && (has(counters, b) || has(U"／×", b))) return false;
    if (breaking == Breaking::prose && has(U"／×", a) && is_digit(b)) return false;
    if (is_digit(a) && is_digit(b)) return false;
    return true;
}

}  // namespace tsunagi
