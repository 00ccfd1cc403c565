// Tests that different spellings meet in a search key, and that different words do not.
#include "core/search.h"
#include "core/text.h"

#include <catch2/catch_test_macros.hpp>

using namespace tsunagi;

TEST_CASE("spellings of one word have one key", "[search]") {
    struct Case {
        std::string_view a;
        std::string_view b;
    };
    constexpr Case cases[] = {
        {"ヤマダ", "やまだ"},
        {"ﾔﾏﾀﾞ ﾊﾅｺ", "やまだ　はなこ"},
        {"ﾊﾟｯﾄﾞｳｪｲ", "ぱっどうぇい"},
        {"ヴ", "ゔ"},
        {"か\u3099き\u3099", "がぎ"},  // as macOS file names write it
        {"は\u309Aう\u3099", "ぱゔ"},
        {"ハ゜ン", "ぱん"},
        {"市ヶ谷", "市ケ谷"},
        {"ＡＢＣ１２３", "abc123"},
        {"０３－１２３４", "03-1234"},
        {"03‐1234", "03−1234"},
        {"ÉCOLE", "école"},
        {"Ⅱｂ", "IIb"},
        {"①", "1"},
        {"髙橋", "高橋"},
        {"山﨑", "山崎"},
        {"𠮷田", "吉田"},
        {"渡邉", "渡辺"},
        {"渡邊", "渡辺"},
        {"齋藤", "斉藤"},
        {"齊藤", "斎藤"},
        {"濵田", "浜田"},
        {"濱田", "浜田"},
        {"德永", "徳永"},
        {"桒原", "桑原"},
        {"\uFA19谷", "神谷"},
        {"葛\U000E0100城", "葛城"},
        {"廣澤 惠", "広沢恵"},
        {"ア\u200Bイ\uFE0F", "あい"},
        {"ラーメン", "らーめん"},
        {"ﾗｰﾒﾝ", "らーめん"},
    };
    for (const Case& c : cases) {
        CAPTURE(c.a, c.b);
        CHECK(search_key(c.a) == search_key(c.b));
        CHECK(search_key(search_key(c.a)) == search_key(c.a));
    }
}

TEST_CASE("different words keep different keys", "[search]") {
    CHECK(search_key("かき") != search_key("がき"));
    CHECK(search_key("はん") != search_key("ぱん"));
    CHECK(search_key("びょういん") != search_key("びよういん"));
    CHECK(search_key("川") != search_key("河"));
    CHECK(search_key("").empty());
    CHECK(search_key(" 　\u200B").empty());
    CHECK(search_key("゛") == "\u3099");
}

TEST_CASE("keys are idempotent and valid for every character", "[search]") {
    for (char32_t c = 1; c < 0x30000; ++c) {
        if (c >= 0xD800 && c <= 0xDFFF) continue;
        std::string text;
        append_utf8(text, c);
        const std::string key = search_key(text);
        if (!is_utf8(key) || search_key(key) != key) FAIL("U+" << std::hex << static_cast<unsigned>(c));
    }
}

TEST_CASE("every word of a query must occur", "[search]") {
    const std::string key = search_key("髙橋　ハナコ 3東 0012-345 誤嚥性肺炎");
    struct Case {
        std::string_view typed;
        bool found;
    };
    constexpr Case cases[] = {
        {"", true},          {"  　", true},       {"高橋", true},
        {"はなこ", true},    {"高橋花", false},    {"ﾊﾅｺ 高", true},
        {"たかはし", false}, {"肺炎　高橋", true}, {"肺炎　山田", false},
        {"３東", true},      {"12-34", true},      {"高橋はなこ", true},
    };
    for (const Case& c : cases) {
        CAPTURE(c.typed);
        CHECK(matches(parse_query(c.typed), key) == c.found);
    }
    CHECK(parse_query(" あ　イ ").words == std::vector<std::string>{"あ", "い"});
    CHECK(parse_query("　").empty());
}
