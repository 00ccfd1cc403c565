// Tests dates, times, ages and the Japanese for them.
#include "core/calendar.h"

#include <catch2/catch_test_macros.hpp>

using namespace tsunagi;

TEST_CASE("ISO dates are read strictly", "[calendar]") {
    CHECK(parse_date("2026-10-21") == CivilDate{2026, 10, 21});
    CHECK(parse_date("2024-02-29").has_value());
    CHECK(iso_of(CivilDate{812, 3, 4}) == "0812-03-04");
    for (const char* bad :
         {"", "2026-10", "2026-1-1", "2026-13-01", "2026-00-10", "2026-02-29", "1900-02-29", "2026-04-31",
          "2026-10-21 ", "2026/10/21", "0000-01-01", "+026-10-21", "2026-10-2１", "2026-10-00"}) {
        CAPTURE(bad);
        CHECK_FALSE(parse_date(bad).has_value());
    }
}

TEST_CASE("date-times need seconds and an offset", "[calendar]") {
    const auto read = parse_date_time("2026-10-21T15:04:05.678+09:00");
    REQUIRE(read.has_value());
    CHECK(read->date == CivilDate{2026, 10, 21});
    CHECK(read->time == ClockTime{15, 4, 5});
    CHECK(read->offset_minutes == 540);
    CHECK(iso_of(*read) == "2026-10-21T15:04:05+09:00");
    CHECK(iso_of(parse_date_time("2026-10-21T00:00:00-03:30").value()) == "2026-10-21T00:00:00-03:30");
    CHECK(iso_of(parse_date_time("2026-10-21T00:00:00Z").value()) == "2026-10-21T00:00:00+00:00");
    for (const char* bad :
         {"2026-10-21T15:04:05", "2026-10-21T15:04+09:00", "2026-10-21 15:04:05+09:00",
          "2026-10-21T24:00:00Z", "2026-10-21T15:60:00Z", "2026-10-21T15:04:60Z",
          "2026-10-21T15:04:05.+09:00", "2026-10-21T15:04:05+15:00", "2026-10-21T15:04:05+0900"}) {
        CAPTURE(bad);
        CHECK_FALSE(parse_date_time(bad).has_value());
    }
}

TEST_CASE("FHIR allows less than a whole date", "[calendar]") {
    for (const char* good : {"2026", "2026-10", "2026-10-21"}) {
        CHECK(is_fhir_date(good));
        CHECK(is_fhir_date_time(good));
    }
    CHECK(is_fhir_date_time("2026-10-21T15:00:00+09:00"));
    CHECK(is_fhir_time("15:00:00"));
    CHECK(is_fhir_time("15:00:00.25"));
    for (const char* bad : {"", "26", "2026-", "2026-13", "2026-10-32", "20261021"})
        CHECK_FALSE(is_fhir_date(bad));
    for (const char* bad : {"", "15:00", "15", "24:00:00", "15:00:00Z"}) CHECK_FALSE(is_fhir_time(bad));
}

TEST_CASE("day numbers go both ways over four centuries", "[calendar]") {
    CHECK(day_number({1970, 1, 1}) == 0);
    CHECK(day_number({2026, 11, 21}) == 20'778);
    CivilDate expected{1848, 1, 1};
    for (std::int64_t day = day_number(expected); expected.year < 2248; ++day) {
        const CivilDate date = date_of_day_number(day);
        if (day_number(date) != day || date < expected || !parse_date(iso_of(date))) FAIL("day " << day);
        expected = date;
    }
}

TEST_CASE("days, weekdays and ages", "[calendar]") {
    CHECK(days_between({2026, 10, 21}, {2026, 11, 21}) == 31);
    CHECK(days_between({2026, 3, 1}, {2026, 2, 28}) == -1);
    CHECK(add_days({2024, 2, 28}, 2) == CivilDate{2024, 3, 1});
    CHECK(add_days({2026, 1, 1}, -1) == CivilDate{2025, 12, 31});
    CHECK(weekday_of({2026, 10, 21}) == Weekday::wednesday);
    CHECK(weekday_of({1969, 12, 28}) == Weekday::sunday);
    CHECK(age_at({1941, 11, 21}, {2026, 11, 20}) == 84);
    CHECK(age_at({1941, 11, 21}, {2026, 11, 21}) == 85);
    CHECK(age_at({2024, 2, 29}, {2025, 2, 28}) == 0);
    CHECK(age_at({2024, 2, 29}, {2025, 3, 1}) == 1);
    CHECK(age_at({2026, 5, 5}, {2026, 5, 4}) == -1);
}

TEST_CASE("local time comes from the instant and the offset", "[calendar]") {
    const std::int64_t instant = unix_ms(parse_date_time("2026-11-20T15:30:00Z").value());
    CHECK(local_date(instant, 540) == CivilDate{2026, 11, 21});
    CHECK(local_time(instant, 540) == ClockTime{0, 30, 0});
    CHECK(local_date(instant, 0) == CivilDate{2026, 11, 20});
    CHECK(local_date(-1, 0) == CivilDate{1969, 12, 31});
    CHECK(local_time(-1, 0) == ClockTime{23, 59, 59});
    CHECK(iso_of(local_date_time(instant, 540)) == "2026-11-21T00:30:00+09:00");
    CHECK(unix_ms(local_date_time(instant, 540)) == instant);
    CHECK(unix_ms(local_date_time(instant, -570)) == instant);
}

TEST_CASE("dates and durations in Japanese", "[calendar]") {
    CHECK(short_date({2026, 10, 21}) == "10/21");
    CHECK(short_time({14, 32, 59}) == "14:32");
    CHECK(short_time({9, 5, 0}) == "9:05");
    CHECK(duration_in_japanese(75) == "1時間15分");
    CHECK(duration_in_japanese(120) == "2時間");
    CHECK(duration_in_japanese(45) == "45分");
    CHECK(duration_in_japanese(0) == "0分");
    CHECK(duration_in_japanese(-3) == "0分");
}
