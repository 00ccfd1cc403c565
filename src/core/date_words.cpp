#include "core/date_words.h"

#include "core/strings.h"

namespace tsunagi {

namespace {

std::string said(std::string_view key, const CivilDate& date) {
    const auto weekday = static_cast<int>(weekday_of(date));
    return tr(key, {{"y", std::to_string(date.year)},
                    {"m", std::to_string(date.month)},
                    {"d", std::to_string(date.day)},
                    {"w", tr("date.weekday" + std::to_string(weekday))}});
}

}  // namespace

std::string day_in_words(const CivilDate& date) {
    return said("date.day", date);
}

std::string full_day_in_words(const CivilDate& date) {
    return said("date.long", date);
}

}  // namespace tsunagi
