#include "companion/clock_native.h"

#include <chrono>
#include <ctime>

namespace tsunagi {
namespace {

template <class ClockType>
std::int64_t milliseconds_of() {
    const auto since = ClockType::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(since).count();
}

}  // namespace

std::int64_t ClockNative::now_ms() const {
    return milliseconds_of<std::chrono::system_clock>();
}

std::int64_t ClockNative::monotonic_ms() const {
    return milliseconds_of<std::chrono::steady_clock>();
}

int ClockNative::offset_minutes() const {
    const std::time_t now = std::time(nullptr);
    std::tm local{};
    if (localtime_r(&now, &local) == nullptr) return 0;
    return static_cast<int>(local.tm_gmtoff / 60);
}

}  // namespace tsunagi
