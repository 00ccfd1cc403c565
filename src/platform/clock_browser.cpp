#include "platform/clock_browser.h"

#include "platform/page.h"

namespace tsunagi {

std::int64_t ClockBrowser::now_ms() const {
    return static_cast<std::int64_t>(tsunagi_wall_clock_ms());
}

std::int64_t ClockBrowser::monotonic_ms() const {
    return static_cast<std::int64_t>(tsunagi_now_ms());
}

int ClockBrowser::offset_minutes() const {
    return tsunagi_offset_minutes();
}

}  // namespace tsunagi
