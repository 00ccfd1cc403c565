// A day is said in the language that is shown.
#include "core/date_words.h"

#include "core/strings.h"

#include <catch2/catch_test_macros.hpp>

#include <fstream>
#include <iterator>

using namespace tsunagi;

namespace {

void load(Language language, const char* name) {
    std::ifstream in(TSUNAGI_SOURCE_DIR "/assets/strings/" + std::string(name), std::ios::binary);
    const std::string json(std::istreambuf_iterator<char>(in), {});
    REQUIRE(load_strings(language, json));
}

}  // namespace

TEST_CASE("a day is said in the language that is shown") {
    load(Language::ja, "ja.json");
    load(Language::en, "en.json");
    set_language(Language::ja);
    CHECK(day_in_words({2026, 10, 21}) == "10月21日(水)");
    CHECK(full_day_in_words({2026, 1, 4}) == "2026年1月4日(日)");
    set_language(Language::en);
    CHECK(day_in_words({2026, 10, 21}) == "Wed 10/21");
    CHECK(full_day_in_words({2026, 1, 4}) == "Sun 2026-1-4");
    set_language(Language::ja);
}
