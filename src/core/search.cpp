// Owns the folding of text into search keys, driven by tables.
#include "core/search.h"

#include "core/search_variants.h"
#include "core/text.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

namespace tsunagi {
namespace {

struct Variant {
    char32_t from;
    char32_t to;
};

constexpr std::size_t variant_count = kanji_variants.size() / 2;

constexpr std::array<Variant, variant_count> sorted_variants() {
    std::array<Variant, variant_count> variants{};
    for (std::size_t i = 0; i < variant_count; ++i)
        variants[i] = {kanji_variants[2 * i], kanji_variants[2 * i + 1]};
    std::sort(variants.begin(), variants.end(), [](Variant a, Variant b) { return a.from < b.from; });
    return variants;
}

constexpr std::array<Variant, variant_count> variants = sorted_variants();

constexpr char32_t without_variant(char32_t c) {
    const auto* found =
        std::lower_bound(variants.begin(), variants.end(), c,
                         [](Variant variant, char32_t value) { return variant.from < value; });
    return found != variants.end() && found->from == c ? found->to : c;
}

// Folding twice must change nothing, or a key would depend on who made it.
static_assert(std::all_of(variants.begin(), variants.end(),
                          [](Variant variant) { return without_variant(variant.to) == variant.to; }));
static_assert(std::adjacent_find(variants.begin(), variants.end(),
                                 [](Variant a, Variant b) { return a.from == b.from; }) == variants.end());

// U+FF61 to U+FF9F, in the order of JIS X 0201.
constexpr std::u32string_view half_width_katakana =
    U"。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン"
    U"\u3099\u309A";
static_assert(half_width_katakana.size() == 0xFF9F - 0xFF61 + 1);

// What a run of code points becomes: shift by `by` when in [first, last].
struct Shift {
    char32_t first;
    char32_t last;
    std::int32_t by;
};
constexpr std::array shifts = {
    Shift{U'A', U'Z', 0x20},
    Shift{0x00C0, 0x00D6, 0x20},
    Shift{0x00D8, 0x00DE, 0x20},
    Shift{0x0391, 0x03A9, 0x20},
    Shift{0x0400, 0x040F, 0x50},
    Shift{0x0410, 0x042F, 0x20},
    Shift{0x2460, 0x2468, '1' - 0x2460},  // ① to ⑨
    Shift{0x30A1, 0x30F6, -0x60},
    Shift{0x30FD, 0x30FE, -0x60},  // カタカナ to ひらがな
};

struct Single {
    char32_t from;
    char32_t to;
};
constexpr std::array singles = {
    Single{0x2010, U'-'},   Single{0x2011, U'-'},   Single{0x2012, U'-'}, Single{0x2013, U'-'},
    Single{0x2014, U'-'},   Single{0x2015, U'-'},   Single{0x2212, U'-'}, Single{0x301C, U'~'},
    Single{0x3095, U'か'},  Single{0x3096, U'け'},   // ヵ and ヶ, once they are ひらがな
    Single{0x309B, 0x3099}, Single{0x309C, 0x309A},  // ゛ and ゜ standing alone
};

constexpr char32_t voiced_mark = 0x3099;
constexpr char32_t half_voiced_mark = 0x309A;

char32_t folded(char32_t c) {
    if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0;
    if (c >= 0xFF61 && c <= 0xFF9F) c = half_width_katakana[c - 0xFF61];
    for (const Shift& shift : shifts) {
        if (c < shift.first || c > shift.last) continue;
        c = static_cast<char32_t>(static_cast<std::int32_t>(c) + shift.by);
        break;
    }
    for (const Single& single : singles) {
        if (c == single.from) return single.to;
    }
    return without_variant(c);
}

// The one character for a kana and the mark after it, or 0.
char32_t voiced(char32_t kana, char32_t mark) {
    const bool is_ha_row = kana >= U'は' && kana <= U'ほ' && (kana - U'は') % 3 == 0;
    if (mark == half_voiced_mark) return is_ha_row ? kana + 2 : 0;
    if (mark != voiced_mark) return 0;
    constexpr std::u32string_view with_mark = U"かきくけこさしすせそたちつてとゝ";
    if (is_ha_row || with_mark.find(kana) != std::u32string_view::npos) return kana + 1;
    return kana == U'う' ? U'ゔ' : 0;
}

bool is_space(char32_t c) {
    return c == U' ' || (c >= 0x09 && c <= 0x0D) || c == 0x00A0 || (c >= 0x2000 && c <= 0x200A) ||
           c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

bool is_variation_selector(char32_t c) {
    return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
}

// Ⅰ to Ⅻ and ⅰ to ⅻ, as letters; empty for anything else.
std::u32string_view roman_letters(char32_t c) {
    constexpr std::array<std::u32string_view, 12> letters = {U"i",   U"ii",   U"iii", U"iv", U"v",  U"vi",
                                                             U"vii", U"viii", U"ix",  U"x",  U"xi", U"xii"};
    if (c >= 0x2160 && c <= 0x216B) return letters[c - 0x2160];
    if (c >= 0x2170 && c <= 0x217B) return letters[c - 0x2170];
    return {};
}

// Collects a key; holds one character back, because a mark may follow that changes it.
class KeyMaker {
  public:
    void add(char32_t c) {
        if (is_variation_selector(c) || is_deceptive(c) || is_space(c)) return;
        if (const std::u32string_view letters = roman_letters(c); !letters.empty()) {
            for (const char32_t letter : letters) push(letter);
            return;
        }
        c = folded(c);
        if (const char32_t both = voiced(held_, c); both != 0) {
            held_ = both;
        } else {
            push(c);
        }
    }
    bool empty() const { return held_ == 0 && key_.empty(); }
    std::string take() {
        push(0);
        return std::exchange(key_, {});
    }

  private:
    void push(char32_t c) {
        if (held_ != 0) append_utf8(key_, held_);
        held_ = c;
    }

    std::string key_;
    char32_t held_ = 0;
};

}  // namespace

std::string search_key(std::string_view text) {
    KeyMaker maker;
    for (const char32_t c : code_points(text)) maker.add(c);
    return maker.take();
}

SearchQuery parse_query(std::string_view typed) {
    SearchQuery query;
    KeyMaker maker;
    for (const char32_t c : code_points(typed)) {
        if (!is_space(c)) {
            maker.add(c);
        } else if (!maker.empty()) {
            query.words.push_back(maker.take());
        }
    }
    if (!maker.empty()) query.words.push_back(maker.take());
    return query;
}

bool matches(const SearchQuery& query, std::string_view key) {
    return std::all_of(query.words.begin(), query.words.end(),
                       [key](const std::string& word) { return key.find(word) != std::string_view::npos; });
}

}  // namespace tsunagi
