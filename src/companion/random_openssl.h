// Owns the random port over OpenSSL's generator.
#pragma once

#include "ports/random.h"

namespace tsunagi {

class RandomOpenssl final : public Random {
  public:
    // Ends the process when the system has no randomness left to give: nothing sealed after that would be
    // safe.
    void fill(std::span<std::uint8_t> bytes) override;
};

}  // namespace tsunagi
