// Owns the arithmetic of the Gregorian calendar and the words for its dates.
#include "core/calendar.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace tsunagi {
namespace {

constexpr std::int64_t minute_ms = 60'000;

// Reads a fixed pattern from the front of a text, and remembers whether it ever failed.
class Pattern {
  public:
    explicit Pattern(std::string_view text) : rest_(text) {}

    int digits(std::size_t count, int least, int most) {
        int number = 0;
        for (std::size_t i = 0; i < count; ++i) {
            const char c = i < rest_.size() ? rest_[i] : '\0';
            if (c < '0' || c > '9') {
                good_ = false;
                return least;
            }
            number = number * 10 + (c - '0');
        }
        rest_.remove_prefix(count);
        if (number < least || number > most) good_ = false;
        return number;
    }
    void expect(char c) {
        if (!skip(c)) good_ = false;
    }
    bool skip(char c) {
        if (!rest_.starts_with(c)) return false;
        rest_.remove_prefix(1);
        return true;
    }
    void skip_fraction() {
        if (!skip('.')) return;
        digits(1, 0, 9);
        while (!rest_.empty() && rest_[0] >= '0' && rest_[0] <= '9') rest_.remove_prefix(1);
    }
    bool at_end() const { return rest_.empty(); }
    bool is_good() const { return good_; }
    void refuse() { good_ = false; }

  private:
    std::string_view rest_;
    bool good_ = true;
};

bool is_leap(int year) {
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int days_in_month(int year, int month) {
    constexpr std::array<int, 12> days = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[static_cast<std::size_t>(month - 1)];
}

int read_year(Pattern& pattern) {
    return pattern.digits(4, 1, 9999);
}

CivilDate read_date(Pattern& pattern) {
    CivilDate date;
    date.year = read_year(pattern);
    pattern.expect('-');
    date.month = pattern.digits(2, 1, 12);
    pattern.expect('-');
    date.day = pattern.digits(2, 1, 31);
    if (pattern.is_good() && date.day > days_in_month(date.year, date.month)) pattern.refuse();
    return date;
}

ClockTime read_time(Pattern& pattern) {
    ClockTime time;
    time.hour = pattern.digits(2, 0, 23);
    pattern.expect(':');
    time.minute = pattern.digits(2, 0, 59);
    pattern.expect(':');
    time.second = pattern.digits(2, 0, 59);
    pattern.skip_fraction();
    return time;
}

int read_offset(Pattern& pattern) {
    if (pattern.skip('Z')) return 0;
    const bool is_behind = pattern.skip('-');
    if (!is_behind) pattern.expect('+');
    const int hours = pattern.digits(2, 0, 14);
    pattern.expect(':');
    const int minutes = pattern.digits(2, 0, 59);
    const int offset = hours * 60 + minutes;
    if (offset > 14 * 60) pattern.refuse();
    return is_behind ? -offset : offset;
}

bool is_year_or_month(std::string_view iso) {
    Pattern pattern(iso);
    read_year(pattern);
    if (pattern.is_good() && pattern.at_end()) return true;
    pattern.expect('-');
    pattern.digits(2, 1, 12);
    return pattern.is_good() && pattern.at_end();
}

template <class Parsed>
std::optional<Parsed> finished(const Pattern& pattern, const Parsed& parsed) {
    if (!pattern.is_good() || !pattern.at_end()) return std::nullopt;
    return parsed;
}

std::string padded(int number, std::size_t width) {
    std::string digits = std::to_string(number);
    if (digits.size() < width) digits.insert(0, width - digits.size(), '0');
    return digits;
}

std::int64_t floor_divide(std::int64_t number, std::int64_t by) {
    return number / by - (number % by < 0 ? 1 : 0);
}

}  // namespace

std::optional<CivilDate> parse_date(std::string_view iso) {
    Pattern pattern(iso);
    const CivilDate date = read_date(pattern);
    return finished(pattern, date);
}

std::optional<ClockTime> parse_time(std::string_view iso) {
    Pattern pattern(iso);
    const ClockTime time = read_time(pattern);
    return finished(pattern, time);
}

std::optional<ZonedTime> parse_date_time(std::string_view iso) {
    Pattern pattern(iso);
    ZonedTime zoned;
    zoned.date = read_date(pattern);
    pattern.expect('T');
    zoned.time = read_time(pattern);
    zoned.offset_minutes = read_offset(pattern);
    return finished(pattern, zoned);
}

std::string iso_of(const CivilDate& date) {
    return padded(date.year, 4) + "-" + padded(date.month, 2) + "-" + padded(date.day, 2);
}

std::string iso_of(const ClockTime& time) {
    return padded(time.hour, 2) + ":" + padded(time.minute, 2) + ":" + padded(time.second, 2);
}

std::string iso_of(const ZonedTime& zoned) {
    const int offset = std::abs(zoned.offset_minutes);
    const std::string sign = zoned.offset_minutes < 0 ? "-" : "+";
    return iso_of(zoned.date) + "T" + iso_of(zoned.time) + sign + padded(offset / 60, 2) + ":" +
           padded(offset % 60, 2);
}

bool is_fhir_date(std::string_view iso) {
    return parse_date(iso).has_value() || is_year_or_month(iso);
}
bool is_fhir_date_time(std::string_view iso) {
    return parse_date_time(iso).has_value() || is_fhir_date(iso);
}
bool is_fhir_time(std::string_view iso) {
    return parse_time(iso).has_value();
}

// Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms": years begin on 1 March, eras are 400 years.
std::int64_t day_number(const CivilDate& date) {
    const std::int64_t year = date.year - (date.month <= 2 ? 1 : 0);
    const std::int64_t era = floor_divide(year, 400);
    const std::int64_t year_of_era = year - era * 400;
    const std::int64_t day_of_year = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
    const std::int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146'097 + day_of_era - 719'468;
}

CivilDate date_of_day_number(std::int64_t day) {
    const std::int64_t shifted = day + 719'468;
    const std::int64_t era = floor_divide(shifted, 146'097);
    const std::int64_t day_of_era = shifted - era * 146'097;
    const std::int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
    const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const std::int64_t month_from_march = (5 * day_of_year + 2) / 153;
    const std::int64_t month = month_from_march + (month_from_march < 10 ? 3 : -9);
    const std::int64_t year = year_of_era + era * 400 + (month <= 2 ? 1 : 0);
    return {static_cast<int>(year), static_cast<int>(month),
            static_cast<int>(day_of_year - (153 * month_from_march + 2) / 5 + 1)};
}

std::int64_t days_between(const CivilDate& from, const CivilDate& to) {
    return day_number(to) - day_number(from);
}

CivilDate add_days(const CivilDate& date, std::int64_t days) {
    return date_of_day_number(day_number(date) + days);
}

Weekday weekday_of(const CivilDate& date) {
    const std::int64_t since_sunday = day_number(date) + 4;  // 1970-01-01 was a Thursday
    return static_cast<Weekday>(since_sunday - floor_divide(since_sunday, 7) * 7);
}

int age_at(const CivilDate& birth, const CivilDate& on) {
    const bool before_birthday = on.month != birth.month ? on.month < birth.month : on.day < birth.day;
    return on.year - birth.year - (before_birthday ? 1 : 0);
}

CivilDate local_date(std::int64_t now_ms, int offset_minutes) {
    return date_of_day_number(floor_divide(now_ms + offset_minutes * minute_ms, day_ms));
}

ClockTime local_time(std::int64_t now_ms, int offset_minutes) {
    const std::int64_t local_ms = now_ms + offset_minutes * minute_ms;
    const auto seconds = static_cast<int>((local_ms - floor_divide(local_ms, day_ms) * day_ms) / 1000);
    return {seconds / 3600, seconds / 60 % 60, seconds % 60};
}

ZonedTime local_date_time(std::int64_t now_ms, int offset_minutes) {
    return {local_date(now_ms, offset_minutes), local_time(now_ms, offset_minutes), offset_minutes};
}

std::int64_t unix_ms(const ZonedTime& zoned) {
    const std::int64_t seconds = zoned.time.hour * 3600 + zoned.time.minute * 60 + zoned.time.second;
    return day_number(zoned.date) * day_ms + seconds * 1000 - zoned.offset_minutes * minute_ms;
}

std::string short_date(const CivilDate& date) {
    return std::to_string(date.month) + "/" + std::to_string(date.day);
}

std::string short_time(const ClockTime& time) {
    return std::to_string(time.hour) + ":" + padded(time.minute, 2);
}

std::string duration_in_japanese(std::int64_t minutes) {
    minutes = std::max<std::int64_t>(minutes, 0);
    const std::int64_t hours = minutes / 60;
    const std::int64_t rest = minutes % 60;
    if (hours == 0) return std::to_string(rest) + "分";
    const std::string whole = std::to_string(hours) + "時間";
    return rest == 0 ? whole : whole + std::to_string(rest) + "分";
}

}  // namespace tsunagi
