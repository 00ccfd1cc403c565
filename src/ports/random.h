// Owns randomness from the platform's cryptographic source.
#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace tsunagi {

class Random {
  public:
    virtual ~Random() = default;
    virtual void fill(std::span<std::uint8_t> bytes) = 0;
};

// 128 random bits as 32 lower-case hex digits.
std::string make_id(Random& random);

}  // namespace tsunagi
