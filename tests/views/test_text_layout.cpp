// 禁則, clusters and the cache, with made-up widths.
#include "views/text_layout.h"

#include "ui_fixture.h"
#include <catch2/catch_test_macros.hpp>

#include <map>

using namespace tsunagi;

namespace {

FakeMeasure measure;

// Lines of a text set 10 px, `ems` wide.
std::vector<std::string> lines_of(std::string_view text, float ems, Breaking breaking = Breaking::field) {
    std::vector<std::string> lines;
    for (const Line& line : break_lines(text, ems * 10, 10, Weight::regular, measure, breaking)) {
        lines.emplace_back(text.substr(line.begin, line.end - line.begin));
    }
    return lines;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("a line never begins with what must not stand first") {
    for (const char* mark : {"、", "。", "」", "）", "ー", "々", "っ", "ゃ", "ャ", "ッ", "！", "？", "：",
                             "・", "％", "〜", "゛"}) {
        INFO(mark);
        const std::string text = std::string("あいうえ") + mark + "お";
        for (const std::string& line : lines_of(text, 4)) CHECK_FALSE(line.starts_with(mark));
        CHECK_FALSE(may_break_between("え", mark));
    }
}

TEST_CASE("a line never ends with an opening bracket") {
    for (const char* mark : {"（", "「", "『", "【", "〈", "［", "("}) {
        INFO(mark);
        const std::string text = std::string("あいう") + mark + "えお";
        for (const std::string& line : lines_of(text, 4)) CHECK_FALSE(line.ends_with(mark));
    }
}

TEST_CASE("numbers, units and Latin words stay whole") {
    CHECK(lines_of("体重は46.2kgです", 4.5f) == Lines{"体重は", "46.2kgで", "す"});
    CHECK(lines_of("次は10/28の15:00", 4) == Lines{"次は", "10/28の", "15:00"});
    CHECK(lines_of("番号0047-2213", 5) == Lines{"番号", "0047-2213"});
    CHECK(lines_of("see Tsunagi Note", 6) == Lines{"see Tsunagi", "Note"});
    CHECK_FALSE(may_break_between("1", "L"));
    CHECK_FALSE(may_break_between("6", "m"));
    CHECK(may_break_between("を", "6"));
}

TEST_CASE("prose keeps a number with its counter, a field breaks as the browser does") {
    CHECK(lines_of("残り12分", 3, Breaking::prose) == Lines{"残り", "12分"});
    CHECK(lines_of("残り12分", 3, Breaking::field) == Lines{"残り12", "分"});
}

TEST_CASE("prose leaves no single character on the last line") {
    CHECK(lines_of("あいうえおかきく", 7, Breaking::field) == Lines{"あいうえおかき", "く"});
    CHECK(lines_of("あいうえおかきく", 7, Breaking::prose) == Lines{"あいうえおか", "きく"});
    CHECK(lines_of("あいうえおか。", 5, Breaking::prose) == Lines{"あいうえ", "おか。"});
}

TEST_CASE("newlines, empty lines and spaces") {
    CHECK(lines_of("", 5) == Lines{""});
    CHECK(lines_of("あ\n\nい", 5) == Lines{"あ", "", "い"});
    CHECK(lines_of("あ\r\nい", 5) == Lines{"あ", "い"});
    CHECK(lines_of("あ\n", 5) == Lines{"あ", ""});
    CHECK(lines_of("ab   cd", 1.5f) == Lines{"ab", "cd"});
}

TEST_CASE("what is longer than a line is broken between characters") {
    CHECK(lines_of("abcdefgh", 2) == Lines{"abcd", "efgh"});
    CHECK(lines_of("あいう", 0.5f) == Lines{"あ", "い", "う"});
}

TEST_CASE("every byte of a text lies in exactly one line, whatever the width") {
    const std::string text =
        "日中は酸素（2L）をつけて、トイレまで6mを見守りで歩ける。\n「電話ができた」……10/20 練習。葛\U000E0100飾";
    for (float width = 10; width < 400; width += 7) {
        std::size_t at = 0;
        for (const Line& line : break_lines(text, width, 18, Weight::regular, measure)) {
            CHECK(line.begin >= at);
            CHECK(line.end >= line.begin);
            for (std::size_t i = at; i < line.begin; ++i) CHECK((text[i] == ' ' || text[i] == '\n'));
            at = line.end;
        }
        CHECK(at == text.size());
    }
}

TEST_CASE("what the eye takes for one character is one cluster") {
    CHECK(clusters_of("葛\U000E0100") == std::vector<std::string_view>{"葛\U000E0100"});
    CHECK(clusters_of("か\u3099き").size() == 2);
    CHECK(clusters_of("\U0001F469\u200D\U0001F469\u200D\U0001F467!").size() == 2);
    CHECK(clusters_of("\U0001F44D\U0001F3FD").size() == 1);
    CHECK(clusters_of("\U0001F1EF\U0001F1F5\U0001F1EF\U0001F1F5").size() == 2);
    CHECK(clusters_of("1\uFE0F\u20E3").size() == 1);
    CHECK(clusters_of("\r\n\n").size() == 2);
    CHECK(clusters_of("𠮷野").size() == 2);
}

TEST_CASE("broken UTF-8 is replaced byte by byte and never read past its end") {
    const auto decoded = [](std::string_view text) {
        std::vector<char32_t> all;
        for (std::size_t at = 0; at < text.size();) all.push_back(decode_utf8(text, at));
        return all;
    };
    CHECK(decoded("\xE3\x81") == std::vector<char32_t>{0xFFFD, 0xFFFD});
    CHECK(decoded("\xC0\x80") == std::vector<char32_t>{0xFFFD, 0xFFFD});
    CHECK(decoded("\xED\xA0\x80") == std::vector<char32_t>{0xFFFD, 0xFFFD, 0xFFFD});
    CHECK(decoded("\xF0\x9F\x91") == std::vector<char32_t>{0xFFFD, 0xFFFD, 0xFFFD});
    CHECK(decoded("aあ") == std::vector<char32_t>{'a', 0x3042});
}

TEST_CASE("a cluster gets one private code point and is found by it") {
    ClusterRegistry registry;
    const char32_t kuzu = registry.code_point_for("葛\U000E0100");
    CHECK(ClusterRegistry::is_ours(kuzu));
    CHECK(registry.code_point_for("葛\U000E0100") == kuzu);
    CHECK(registry.cluster_for(kuzu) == "葛\U000E0100");
    CHECK(registry.code_point_for("葛") == U'葛');
    CHECK(registry.drawable("葛\U000E0100城") == encode_utf8(kuzu) + "城");
    CHECK(registry.cluster_for(kuzu + 1).empty());
}

TEST_CASE("a ward's own private-use character is never drawn as one of our icons") {
    ClusterRegistry registry;
    const std::string gaiji = encode_utf8(0xE001);
    const char32_t drawn = registry.code_point_for(gaiji);
    CHECK(ClusterRegistry::is_ours(drawn));
    CHECK(registry.cluster_for(drawn) == gaiji);
    CHECK(registry.drawable(gaiji) == encode_utf8(drawn));
}

namespace {
class CountingMeasure : public FakeMeasure {
  public:
    float advance(std::string_view cluster, float size_px, Weight weight) override {
        ++asked;
        return FakeMeasure::advance(cluster, size_px, weight);
    }
    int asked = 0;
};
}  // namespace

TEST_CASE("lines are measured once per text, width, size and weight") {
    CountingMeasure counting;
    LineCache cache;
    cache.lines("あいうえお", 30, 10, Weight::regular, counting);
    const int once = counting.asked;
    CHECK(once == 5);
    CHECK(cache.lines("あいうえお", 30, 10, Weight::regular, counting).size() == 2);
    CHECK(counting.asked == once);
    cache.lines("あいうえお", 40, 10, Weight::regular, counting);
    cache.lines("あいうえお", 30, 10, Weight::bold, counting);
    CHECK(counting.asked == 3 * once);
}

TEST_CASE("a text is cut at the border of a character") {
    struct Case {
        std::string text;
        std::size_t at;
        std::size_t border;
    };
    const std::vector<Case> cases = {
        {"葛\U000E0100飾", 0, 0}, {"葛\U000E0100飾", 1, 7}, {"葛\U000E0100飾", 3, 7},
        {"葛\U000E0100飾", 7, 7}, {"か\u3099き", 3, 6},     {"ｶﾞｷ", 3, 6},
        {"一二", 3, 3},           {"一二", 99, 6},          {"👩\u200D⚕\uFE0F夜", 4, 13},
    };
    for (const Case& c : cases) {
        CAPTURE(c.text, c.at);
        CHECK(cluster_border(c.text, c.at) == c.border);
    }
}

TEST_CASE("what is drawn as one glyph has a code point of the first plane") {
    ClusterRegistry registry;
    for (const char* cluster :
         {"葛\U000E0100", "か\u3099", "👩\u200D⚕\uFE0F", "𠮷", "😀", "ｶﾞ", "\U000F0001"}) {
        CAPTURE(cluster);
        const char32_t given = registry.code_point_for(cluster);
        CHECK(ClusterRegistry::is_ours(given));
        CHECK(given <= 0xFFFF);
        CHECK(given >= icons_end);
        CHECK(registry.cluster_for(given) == cluster);
        CHECK(registry.code_point_for(cluster) == given);
    }
    CHECK(registry.code_point_for("髙") == U'髙');
    CHECK(registry.drawable("髙橋a") == "髙橋a");
}

TEST_CASE("what deceives the eye is drawn as its name, wherever it stands") {
    ClusterRegistry registry;
    const auto painted = [&](std::string_view text) {
        std::string out;
        for (const std::string_view cluster : clusters_of(text)) {
            const char32_t given = registry.code_point_for(cluster);
            out += ClusterRegistry::is_ours(given) ? std::string(registry.cluster_for(given))
                                                   : std::string(cluster);
        }
        return out;
    };
    CHECK(painted("服薬\u202E止") == "服薬⟦U+202E⟧止");
    CHECK(painted("朝\u200B夕") == "朝⟦U+200B⟧夕");
    CHECK(painted("1\u200D錠") == "1⟦U+200D⟧錠");
    CHECK(painted("\u2066x\u2069") == "⟦U+2066⟧x⟦U+2069⟧");
    CHECK(painted("a\x1B"
                  "b") == "a⟦U+001B⟧b");
    CHECK(painted("👩\u200D⚕\uFE0Fと葛\U000E0100") == "👩\u200D⚕\uFE0Fと葛\U000E0100");
}

TEST_CASE("when there are more characters than private code points, no other character is shown instead") {
    ClusterRegistry registry;
    char32_t last = 0;
    for (char32_t c = 0x20000; c < 0x20000 + 6000; ++c) last = registry.code_point_for(encode_utf8(c));
    CHECK(last == 0xFFFD);
    CHECK(registry.cluster_for(registry.code_point_for(encode_utf8(0x20000))) == encode_utf8(0x20000));
}
