// Owns dates and times as numbers: ISO text, days between, ages, and how Japanese reads them.
// Must not know the clock or the time zone: both are given.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tsunagi {

inline constexpr std::int64_t day_ms = 24LL * 60 * 60 * 1000;

struct CivilDate {
    int year = 1970;
    int month = 1;  // 1 to 12
    int day = 1;    // 1 to 31
    auto operator<=>(const CivilDate&) const = default;
};

struct ClockTime {
    int hour = 0;
    int minute = 0;
    int second = 0;
    auto operator<=>(const ClockTime&) const = default;
};

struct ZonedTime {
    CivilDate date;
    ClockTime time;
    int offset_minutes = 0;  // local time minus UTC
};

enum class Weekday : std::uint8_t { sunday, monday, tuesday, wednesday, thursday, friday, saturday };

// Whole dates and times only: "2026-10-21", "15:00:00" (a fraction is dropped), "2026-10-21T15:00:00+09:00"
// or "...Z". Years 1 to 9999; 24:00 and leap seconds are refused.
std::optional<CivilDate> parse_date(std::string_view iso);
std::optional<ClockTime> parse_time(std::string_view iso);
std::optional<ZonedTime> parse_date_time(std::string_view iso);
std::string iso_of(const CivilDate& date);
std::string iso_of(const ClockTime& time);
std::string iso_of(const ZonedTime& time);  // "2026-10-21T15:00:00+09:00"

// What FHIR allows in a value: dates of year, month or day precision; date-times the same or whole to the
// second with an offset; times to the second.
bool is_fhir_date(std::string_view iso);
bool is_fhir_date_time(std::string_view iso);
bool is_fhir_time(std::string_view iso);

std::int64_t day_number(const CivilDate& date);  // days since 1970-01-01
CivilDate date_of_day_number(std::int64_t day);
std::int64_t days_between(const CivilDate& from, const CivilDate& to);  // negative when to is before from
CivilDate add_days(const CivilDate& date, std::int64_t days);
Weekday weekday_of(const CivilDate& date);
// Completed years; who was born on 29 February grows older on 1 March. Negative before birth.
int age_at(const CivilDate& birth, const CivilDate& on);

// now_ms: Unix time in milliseconds.
CivilDate local_date(std::int64_t now_ms, int offset_minutes);
ClockTime local_time(std::int64_t now_ms, int offset_minutes);
ZonedTime local_date_time(std::int64_t now_ms, int offset_minutes);
std::int64_t unix_ms(const ZonedTime& time);

std::string short_date(const CivilDate& date);  // "10/21"
std::string short_time(const ClockTime& time);  // "14:32"
std::string duration_in_japanese(
    std::int64_t minutes);  // "1時間15分", "45分", "2時間", "0分"; negative counts as 0

}  // namespace tsunagi
