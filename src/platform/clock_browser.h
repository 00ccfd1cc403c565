// Owns time as the browser tells it.
#pragma once

#include "ports/clock.h"

namespace tsunagi {

class ClockBrowser final : public Clock {
  public:
    std::int64_t now_ms() const override;
    std::int64_t monotonic_ms() const override;
    int offset_minutes() const override;
};

}  // namespace tsunagi
