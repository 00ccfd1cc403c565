// Owns how dear it is made to guess a password: as dear as this device works out within a wait people bear.
#pragma once

#include "ports/crypto.h"

#include <cstdint>

namespace tsunagi {

// What unlocking may take on the device that made the slot.
inline constexpr std::int64_t password_wait_ms = 1000;

// The dearest cost whose time stays within the wait, where the floor (19 MiB, 2 passes) took floor_ms. Time
// goes with memory times passes. Never below the floor; never above 64 MiB, which an old tablet still gives a
// page.
Argon2Params cost_within_wait(std::int64_t floor_ms);

}  // namespace tsunagi
