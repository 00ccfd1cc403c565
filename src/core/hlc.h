// Owns the hybrid logical clock that orders changes across devices whose clocks disagree.
#pragma once

#include "core/error.h"

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace tsunagi {

// wall_ms: Unix time in milliseconds of the writer's clock, pushed forward by what it has seen; count: ties
// within it.
struct Hlc {
    std::int64_t wall_ms = 0;
    std::uint32_t count = 0;
    auto operator<=>(const Hlc&) const = default;
};

std::string text_of(const Hlc& at);  // "1790000000000.3"
Result<Hlc> parse_hlc(std::string_view text);

class HybridClock {
  public:
    // The time of a new local change: later than everything seen, never before now_ms.
    Hlc next(std::int64_t now_ms);
    // Takes note of a change from elsewhere. A time more than a day ahead of now_ms is remembered as seen but
    // does not push the wall part, so that one wrong clock cannot drag everybody's years ahead.
    void observe(const Hlc& seen, std::int64_t now_ms);

  private:
    Hlc last_;
    Hlc ahead_;  // the nearest time seen that was too far ahead; taken up once now_ms comes within a day of
                 // it
};

}  // namespace tsunagi
