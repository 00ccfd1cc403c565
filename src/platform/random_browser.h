// Owns randomness from the browser's cryptographic source.
#pragma once

#include "ports/random.h"

namespace tsunagi {

class RandomBrowser final : public Random {
  public:
    void fill(std::span<std::uint8_t> bytes) override;
};

}  // namespace tsunagi
