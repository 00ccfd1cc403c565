// Tests the order of changes across clocks that disagree.
#include "core/calendar.h"
#include "core/hlc.h"

#include <catch2/catch_test_macros.hpp>

using namespace tsunagi;

namespace {
constexpr std::int64_t now_ms = 1'790'000'000'000;
}  // namespace

TEST_CASE("a time has one spelling", "[hlc]") {
    CHECK(text_of(Hlc{now_ms, 3}) == "1790000000000.3");
    CHECK(parse_hlc("1790000000000.3").value() == Hlc{now_ms, 3});
    CHECK(parse_hlc("0.0").value() == Hlc{});
    CHECK(parse_hlc("9007199254740991.4294967295").has_value());
    for (const char* bad :
         {"", ".", "1", "1.", ".1", "01.0", "1.00", "-1.0", "1.-1", "+1.0", "1.0 ", " 1.0", "1.0.0", "1,0",
          "9007199254740992.0", "1.4294967296", "99999999999999999999.0", "1e3.0"}) {
        CAPTURE(bad);
        CHECK(parse_hlc(bad).error().fault == Fault::bad_value);
    }
}

TEST_CASE("local times only go forward", "[hlc]") {
    HybridClock clock;
    CHECK(clock.next(now_ms) == Hlc{now_ms, 0});
    CHECK(clock.next(now_ms) == Hlc{now_ms, 1});
    CHECK(clock.next(now_ms - 5000) == Hlc{now_ms, 2});
    CHECK(clock.next(now_ms + 1) == Hlc{now_ms + 1, 0});
}

TEST_CASE("what was seen comes before what is written next", "[hlc]") {
    HybridClock clock;
    clock.observe({now_ms + 60'000, 7}, now_ms);
    CHECK(clock.next(now_ms) == Hlc{now_ms + 60'000, 8});
    clock.observe({now_ms - 60'000, 99}, now_ms);
    CHECK(clock.next(now_ms) == Hlc{now_ms + 60'000, 9});
    clock.observe({now_ms + 60'000, 4'294'967'295u}, now_ms);
    CHECK(clock.next(now_ms) == Hlc{now_ms + 60'001, 0});
}

TEST_CASE("one clock years ahead drags nobody along", "[hlc]") {
    HybridClock clock;
    clock.observe({now_ms + day_ms + 1, 0}, now_ms);
    clock.observe({now_ms + 9000 * day_ms, 0}, now_ms);
    CHECK(clock.next(now_ms) == Hlc{now_ms, 0});
    // Once it is within a day, what was seen is honoured.
    CHECK(clock.next(now_ms + 1) == Hlc{now_ms + day_ms + 1, 1});
    clock.observe({now_ms + 2 * day_ms, 0}, now_ms + day_ms);
    CHECK(clock.next(now_ms + day_ms) == Hlc{now_ms + 2 * day_ms, 1});
}
