// Owns days and times as values: reading what was typed, and writing it short or long.
#include "core/date_words.h"
#include "core/strings.h"
#include "views/text_layout.h"
#include "views/widgets/date.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>

namespace tsunagi {

int days_in_month(int year, int month) {
    static constexpr std::array<int, 12> days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    if (month < 1 || month > 12) return 0;
    return month == 2 && leap ? 29 : days[static_cast<std::size_t>(month - 1)];
}

// Days from civil by Howard Hinnant's algorithm (proleptic Gregorian).
long day_number(const CalendarDay& day) {
    const long y = day.year - (day.month <= 2 ? 1 : 0);
    const long era = (y >= 0 ? y : y - 399) / 400;
    const long year_of_era = y - era * 400;
    const long day_of_year = (153 * (day.month + (day.month > 2 ? -3 : 9)) + 2) / 5 + day.day - 1;
    return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

CalendarDay day_of_number(long number) {
    const long z = number + 719468;
    const long era = (z >= 0 ? z : z - 146096) / 146097;
    const long day_of_era = z - era * 146097;
    const long year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    const long day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const long shifted = (5 * day_of_year + 2) / 153;
    const int day = static_cast<int>(day_of_year - (153 * shifted + 2) / 5 + 1);
    const int month = static_cast<int>(shifted < 10 ? shifted + 3 : shifted - 9);
    return {static_cast<int>(year_of_era + era * 400) + (month <= 2 ? 1 : 0), month, day};
}

int weekday_of(const CalendarDay& day) {
    return static_cast<int>(((day_number(day) + 4) % 7 + 7) % 7);
}

namespace {

bool exists(const CalendarDay& day) {
    return day.year >= 1 && day.year <= 9999 && day.day >= 1 && day.day <= days_in_month(day.year, day.month);
}

// Full-width digits and signs as their ASCII kin.
std::string narrow(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = decode_utf8(text, at);
        if (c >= 0xFF01 && c <= 0xFF5E) {
            out += static_cast<char>(c - 0xFF01 + '!');
        } else if (c != ' ' && c != 0x3000) {
            out += encode_utf8(c);
        }
    }
    return out;
}

// The numbers in a text, in order, at most eight.
std::vector<int> numbers_in(std::string_view text) {
    std::vector<int> numbers;
    for (std::size_t i = 0; i < text.size() && numbers.size() < 8;) {
        if (text[i] < '0' || text[i] > '9') {
            ++i;
            continue;
        }
        int value = 0;
        const auto [end, error] = std::from_chars(text.data() + i, text.data() + text.size(), value);
        if (error != std::errc{}) return {};
        numbers.push_back(value);
        i = static_cast<std::size_t>(end - text.data());
    }
    return numbers;
}

int era_start(std::string_view text) {
    struct Era {
        std::string_view word;
        int before_first;
    };
    static constexpr std::array<Era, 8> eras{{{"令和", 2018},
                                              {"平成", 1988},
                                              {"昭和", 1925},
                                              {"大正", 1911},
                                              {"R", 2018},
                                              {"H", 1988},
                                              {"S", 1925},
                                              {"T", 1911}}};
    for (const Era& era : eras) {
        if (text.starts_with(era.word)) return era.before_first;
    }
    return 0;
}

std::optional<CalendarDay> checked(CalendarDay day) {
    if (!exists(day)) return std::nullopt;
    return day;
}

// A day without a year is the nearest one.
std::optional<CalendarDay> nearest(int month, int day, const CalendarDay& today) {
    std::optional<CalendarDay> best;
    for (int year = today.year - 1; year <= today.year + 1; ++year) {
        const CalendarDay candidate{year, month, day};
        if (!exists(candidate)) continue;
        const auto distance = [&](const CalendarDay& d) {
            return std::abs(day_number(d) - day_number(today));
        };
        if (!best || distance(candidate) < distance(*best)) best = candidate;
    }
    return best;
}

std::optional<CalendarDay> of_run(int run, std::size_t length, const CalendarDay& today) {
    if (length == 8) return checked({run / 10000, run / 100 % 100, run % 100});
    if (length == 3 || length == 4) return nearest(run / 100, run % 100, today);
    return std::nullopt;
}

}  // namespace

std::optional<CalendarDay> parse_day(std::string_view iso) {
    if (iso.size() < 10 || iso[4] != '-' || iso[7] != '-') return std::nullopt;
    const std::vector<int> numbers = numbers_in(iso.substr(0, 10));
    if (numbers.size() != 3) return std::nullopt;
    return checked({numbers[0], numbers[1], numbers[2]});
}

std::string iso_of(const CalendarDay& day) {
    std::array<char, 16> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02d-%02d", day.year, day.month, day.day);
    return text.data();
}

std::optional<CalendarDay> parse_typed_day(std::string_view typed, const CalendarDay& today) {
    const std::string text = narrow(typed);
    if (text == tr("date.today")) return today;
    if (text == tr("date.tomorrow")) return day_of_number(day_number(today) + 1);
    const std::vector<int> numbers = numbers_in(text);
    if (numbers.size() == 1) {
        const auto digits = static_cast<std::size_t>(
            std::ranges::count_if(text, [](char c) { return c >= '0' && c <= '9'; }));
        if (digits == text.size()) return of_run(numbers[0], digits, today);
        return std::nullopt;
    }
    if (numbers.size() == 2) return nearest(numbers[0], numbers[1], today);
    if (numbers.size() != 3) {
        // 令和元年5月1日
        if (numbers.size() == 2 && era_start(text) > 0)
            return checked({era_start(text) + 1, numbers[0], numbers[1]});
        return std::nullopt;
    }
    return checked({numbers[0] + era_start(text), numbers[1], numbers[2]});
}

std::string short_day(std::string_view iso) {
    const std::optional<CalendarDay> day = parse_day(iso);
    if (!day) return {};
    return std::to_string(day->month) + "/" + std::to_string(day->day);
}

std::string long_day(std::string_view iso) {
    const std::optional<CalendarDay> day = parse_day(iso);
    if (!day) return {};
    return full_day_in_words({day->year, day->month, day->day});
}

std::optional<std::string> parse_typed_time(std::string_view typed) {
    const std::string text = narrow(typed);
    std::vector<int> numbers = numbers_in(text);
    if (numbers.size() == 1 && text.size() >= 3 && text.size() <= 4)
        numbers = {numbers[0] / 100, numbers[0] % 100};
    if (numbers.size() == 1) numbers.push_back(text.ends_with("半") ? 30 : 0);
    if (numbers.empty() || numbers[0] > 23 || numbers[1] > 59) return std::nullopt;
    std::array<char, 16> out{};
    std::snprintf(out.data(), out.size(), "%02d:%02d:00", numbers[0], numbers[1]);
    return out.data();
}

std::string short_time(std::string_view iso) {
    return iso.size() >= 5 && iso[2] == ':' ? std::string(iso.substr(0, 5)) : std::string();
}

}  // namespace tsunagi
