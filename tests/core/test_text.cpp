// Tests UTF-8 reading and writing, and the marking of what deceives.
#include "core/text.h"

#include <catch2/catch_test_macros.hpp>

#include <vector>

using namespace tsunagi;

TEST_CASE("UTF-8 is told from what only looks like it", "[text]") {
    struct Case {
        std::string_view text;
        bool valid;
    };
    using namespace std::string_view_literals;
    constexpr Case cases[] = {
        {""sv, true},
        {"abc"sv, true},
        {"患者 𠮷野家"sv, true},
        {"\x00"sv, true},
        {"\xEF\xBB\xBF"sv, true},
        {"\xF4\x8F\xBF\xBF"sv, true},   // U+10FFFF
        {"\xC0\x80"sv, false},          // overlong NUL
        {"\xC1\xBF"sv, false},          // overlong
        {"\xE0\x9F\xBF"sv, false},      // overlong
        {"\xF0\x8F\xBF\xBF"sv, false},  // overlong
        {"\xED\xA0\x80"sv, false},      // surrogate
        {"\xED\xBF\xBF"sv, false},      // surrogate
        {"\xF4\x90\x80\x80"sv, false},  // above U+10FFFF
        {"\xF5\x80\x80\x80"sv, false},
        {"\x80"sv, false},
        {"\xE3\x81"sv, false},  // cut short
        {"\xE3\x81\x41"sv, false},
        {"\xFF"sv, false},
    };
    for (const Case& c : cases) {
        CAPTURE(c.text);
        CHECK(is_utf8(c.text) == c.valid);
    }
}

TEST_CASE("every code point is written as it is read", "[text]") {
    for (char32_t c = 0; c <= 0x10FFFF; ++c) {
        if (c >= 0xD800 && c <= 0xDFFF) continue;
        std::string text;
        append_utf8(text, c);
        const CodePoint read = code_point_at(text, 0);
        if (read.value != c || read.size != text.size()) FAIL("U+" << std::hex << static_cast<unsigned>(c));
    }
    std::string broken;
    append_utf8(broken, 0xD800);
    append_utf8(broken, 0x110000);
    CHECK(broken == "\uFFFD\uFFFD");
}

TEST_CASE("code points are counted and cut whole", "[text]") {
    const std::string_view text = "a神𠮷\xFFz";
    CHECK(count_code_points(text) == 5);
    CHECK(first_code_points(text, 3) == "a神𠮷");
    CHECK(first_code_points(text, 0).empty());
    CHECK(first_code_points(text, 99) == text);
    std::vector<char32_t> seen;
    for (const char32_t c : code_points(text)) seen.push_back(c);
    CHECK(seen == std::vector<char32_t>{U'a', U'神', U'𠮷', replacement_character, U'z'});
}

TEST_CASE("what cannot be seen is written out, the rest is left alone", "[text]") {
    struct Case {
        std::string_view text;
        std::string_view marked;
    };
    constexpr Case cases[] = {
        {"", ""},
        {"山田\n花子\t様", "山田\n花子\t様"},
        {"a\u202Eb", "a⟦U+202E⟧b"},
        {"\u200B患\u2066者\u2069", "⟦U+200B⟧患⟦U+2066⟧者⟦U+2069⟧"},
        {"\uFEFFx\u200F\u061C", "⟦U+FEFF⟧x⟦U+200F⟧⟦U+061C⟧"},
        {"\u0007\u007F\u0085", "⟦U+0007⟧⟦U+007F⟧⟦U+0085⟧"},
        {"\U000E0041", "⟦U+E0041⟧"},
        {"line\r\nline", "line\r\nline"},
        {"line\rline", "line⟦U+000D⟧line"},
        {"\u795E\uFA19", "\u795E\uFA19"},      // never normalised
        {"葛\U000E0100城", "葛\U000E0100城"},  // a variant, not a trick
        {"か\u3099", "か\u3099"},              // two code points stay two
        {"\U0001F468\u200D\U0001F469\u200D\U0001F467",
         "\U0001F468\u200D\U0001F469\u200D\U0001F467"},  // one emoji
        {"a\u200Db", "a⟦U+200D⟧b"},
        {"\U0001F468\u200Db", "\U0001F468⟦U+200D⟧b"},
    };
    for (const Case& c : cases) {
        CAPTURE(c.text);
        CHECK(mark_deceptive(c.text) == c.marked);
        CHECK(has_deceptive(c.text) == (c.text != c.marked));
    }
}
