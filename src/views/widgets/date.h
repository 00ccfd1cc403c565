// Owns entering dates and times: typed, or picked from a calendar or a grid of hours.
#pragma once

#include "views/widgets/text.h"

#include <optional>
#include <string>
#include <string_view>

namespace tsunagi {

struct CalendarDay {
    int year = 0, month = 0, day = 0;
    bool operator==(const CalendarDay&) const = default;
};
std::optional<CalendarDay> parse_day(
    std::string_view iso);  // "2026-10-21"; nothing for days that do not exist
std::string iso_of(const CalendarDay& day);
long day_number(const CalendarDay& day);  // days since 1970-01-01
CalendarDay day_of_number(long number);
int weekday_of(const CalendarDay& day);  // 0 Sunday
int days_in_month(int year, int month);
// "10/24", "1024", "2026/10/24", "2026-10-24", "R8.10.24", "令和8年10月24日", "今日", "明日"; full-width
// digits too. Without a year: the nearest such day within half a year of today.
std::optional<CalendarDay> parse_typed_day(std::string_view typed, const CalendarDay& today);
std::string short_day(std::string_view iso);  // "10/21"; "" for none
std::string long_day(std::string_view iso);   // "2026年10月21日(水)" by strings "date.long"
std::optional<std::string> parse_typed_time(
    std::string_view typed);                   // "15:00", "1500", "15時30分" -> "15:00:00"
std::string short_time(std::string_view iso);  // "15:00"

struct DateSpec {
    std::string label = {};
    bool show_label = true;
    std::string value = {};  // ISO date or ""
    std::string today = {};  // ISO date
    std::string error = {};
    std::string record = {};
    bool enabled = true;
    bool required = false;
};
struct DateResult {
    std::optional<std::string> committed = {};  // ISO date, or "" when cleared
    float bottom = 0;
};
DateResult draw_date(Ui& ui, std::string_view key, const Rect& rect, const DateSpec& spec);

struct TimeSpec {
    std::string label = {};
    bool show_label = true;
    std::string value = {};  // "15:00:00" or ""
    std::string error = {};
    std::string record = {};
    bool enabled = true;
    bool required = false;
};
DateResult draw_time(Ui& ui, std::string_view key, const Rect& rect, const TimeSpec& spec);  // "15:00:00"

}  // namespace tsunagi
