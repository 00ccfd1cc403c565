// Owns dates as the documents keep them: ISO text in, ISO text out, nothing where it cannot be read.
#pragma once

#include "core/calendar.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tsunagi {

inline std::optional<std::int64_t> days_between(std::string_view from, std::string_view to) {
    const auto first = parse_date(from);
    const auto last = parse_date(to);
    return first && last ? std::optional(days_between(*first, *last)) : std::nullopt;
}

inline std::optional<std::string> add_days(std::string_view date, std::int64_t days) {
    const auto parsed = parse_date(date);
    return parsed ? std::optional(iso_of(add_days(*parsed, days))) : std::nullopt;
}

inline std::optional<int> age_at(std::string_view birth, std::string_view on) {
    const auto born = parse_date(birth);
    const auto day = parse_date(on);
    return born && day && *born <= *day ? std::optional(age_at(*born, *day)) : std::nullopt;
}

inline std::optional<std::int64_t> parse_date_time_ms(std::string_view iso) {
    const auto parsed = parse_date_time(iso);
    return parsed ? std::optional(unix_ms(*parsed)) : std::nullopt;
}

inline std::string iso_date(std::int64_t now_ms, int offset_minutes) {
    return iso_of(local_date(now_ms, offset_minutes));
}
inline std::string iso_time(std::int64_t now_ms, int offset_minutes) {
    return iso_of(local_time(now_ms, offset_minutes));
}
inline std::string iso_date_time(std::int64_t now_ms, int offset_minutes) {
    return iso_of(local_date_time(now_ms, offset_minutes));
}

}  // namespace tsunagi
