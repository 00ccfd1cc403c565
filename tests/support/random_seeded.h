// Owns randomness that is the same in every run: splitmix64 from a seed. Never leaves the tests.
#pragma once

#include "ports/random.h"

namespace tsunagi {

struct RandomSeeded final : Random {
    explicit RandomSeeded(std::uint64_t seed = 1) : state(seed) {}

    std::uint64_t state;

    void fill(std::span<std::uint8_t> bytes) override {
        std::uint64_t word = 0;
        for (std::size_t i = 0; i < bytes.size(); ++i) {
            if (i % 8 == 0) word = next();
            bytes[i] = static_cast<std::uint8_t>(word >> (i % 8 * 8));
        }
    }

  private:
    std::uint64_t next() {
        state += 0x9E3779B97F4A7C15;
        std::uint64_t mixed = state;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
};

}  // namespace tsunagi
