// A day is said in the language that is shown.
#include "core/date_words.h"
#include "core/strings.h"
#include "support/shipped.h"

#include <catch2/catch_test_macros.hpp>

using namespace tsunagi;

TEST_CASE("a day is said in the language that is shown") {
    show_shipped_words();
    CHECK(day_in_words({2026, 10, 21}) == "10月21日(水)");
    CHECK(full_day_in_words({2026, 1, 4}) == "2026年1月4日(日)");
    set_language(Language::en);
    CHECK(day_in_words({2026, 10, 21}) == "Wed 10/21");
    CHECK(full_day_in_words({2026, 1, 4}) == "Sun 2026-1-4");
    set_language(Language::ja);
}
