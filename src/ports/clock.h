// Owns time: what the wall says, what has passed, and where we are.
#pragma once

#include <cstdint>

namespace tsunagi {

class Clock {
  public:
    virtual ~Clock() = default;
    virtual std::int64_t now_ms() const = 0;        // Unix time, milliseconds
    virtual std::int64_t monotonic_ms() const = 0;  // since the page began; never goes back
    virtual int offset_minutes() const = 0;         // local time minus UTC: +540 in Japan
};

}  // namespace tsunagi
