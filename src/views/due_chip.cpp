#include "views/due_chip.h"

#include "core/strings.h"
#include "views/widgets/date.h"

namespace tsunagi {

namespace {
constexpr int soon_days = 3;
}

std::optional<ChipSpec> due_chip(const std::string& due, std::optional<int> days_left) {
    if (due.empty()) return std::nullopt;
    if (days_left && *days_left < 0) {
        return ChipSpec{.label = tr("due.late", {{"n", std::to_string(-*days_left)}}),
                        .tone = Tone::danger,
                        .icon = Icon::overdue};
    }
    if (days_left && *days_left == 0) {
        return ChipSpec{.label = tr("due.today"), .tone = Tone::warn, .icon = Icon::clock};
    }
    if (days_left && *days_left <= soon_days) {
        return ChipSpec{.label = tr("due.left", {{"n", std::to_string(*days_left)}}),
                        .tone = Tone::warn,
                        .icon = Icon::clock};
    }
    return ChipSpec{.label = tr("due.until", {{"date", short_day(due)}}), .icon = Icon::clock};
}

}  // namespace tsunagi
