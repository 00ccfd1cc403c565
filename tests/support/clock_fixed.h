// Owns a clock that stands still until a test moves it.
#pragma once

#include "ports/clock.h"

namespace tsunagi {

struct ClockFixed final : Clock {
    std::int64_t wall_ms = 1'795'230'000'000;  // 2026-11-21T12:00:00+09:00
    std::int64_t passed_ms = 0;
    int offset = 9 * 60;

    std::int64_t now_ms() const override { return wall_ms; }
    std::int64_t monotonic_ms() const override { return passed_ms; }
    int offset_minutes() const override { return offset; }

    void advance(std::int64_t milliseconds) {
        wall_ms += milliseconds;
        passed_ms += milliseconds;
    }
};

}  // namespace tsunagi
