// Plain words for what is written in the ward's own: found whole, in any width, the longest first.
#include "exchange/glossary.h"

#include "bundle_fixture.h"

namespace tsunagi {
namespace {

Glossary small() {
    auto glossary =
        parse_glossary(R"({"v":1,"words":[{"terms":["SpO2"],"plain":"酸素"},{"terms":["PPV"],"plain":"圧"},)"
                       R"({"terms":["NPPV","BiPAP"],"plain":"マスク"},{"terms":["ADL"],"plain":"動作"}]})");
    REQUIRE(glossary);
    return *glossary;
}

std::string found_in(std::string_view text) {
    const Glossary glossary = small();
    std::string words;
    for (const Gloss* gloss : find_glosses(glossary, text)) words += gloss->plain + " ";
    return words;
}

}  // namespace

TEST_CASE("words are found whole, in any width, in the order of the text, once") {
    CHECK(found_in("ＡＤＬは見守り。SpO₂ 92、ＳｐＯ２も。ADL") == "動作 酸素 ");
    CHECK(found_in("NPPVで過ごす") == "マスク ");
    CHECK(found_in("GADLYではない") == "");
    CHECK(found_in("夜はBiPAP") == "マスク ");
    CHECK(found_in("") == "");
}

TEST_CASE("what the glossary does not know is told, numbers of things are not") {
    const Glossary glossary = small();
    CHECK(find_unexplained(glossary, "A3病棟でADLを見る。QTc延長、ＥＣＭＯ。ECMO") ==
          std::vector<std::string>{"QTc", "ECMO"});
}

TEST_CASE("a glossary of another shape is refused") {
    for (const char* text :
         {"{}", R"({"v":1})", R"({"v":1,"words":[{}]})", R"({"v":1,"words":[{"terms":[],"plain":"a"}]})",
          R"({"v":1,"words":[{"terms":[1],"plain":"a"}]})"}) {
        const auto glossary = parse_glossary(text);
        REQUIRE_FALSE(glossary);
        CHECK(glossary.error().fault == Fault::wrong_type);
    }
    CHECK(parse_glossary(R"({"v":2,"words":[]})").error().fault == Fault::future_version);
    REQUIRE(parse_glossary(read_project_file("assets/glossary.json")));
}

}  // namespace tsunagi
