#include "vault/calibration.h"

#include "vault/slot.h"
#include "vault/vault_state.h"

#include <algorithm>
#include <array>

namespace tsunagi {

namespace {

constexpr std::uint32_t mib = 1024;
// Memory before passes: it is what a guessing machine pays most for.
constexpr std::array steps{password_cost_floor,          Argon2Params{32 * mib, 2, 1},
                           Argon2Params{46 * mib, 2, 1}, Argon2Params{64 * mib, 2, 1},
                           Argon2Params{64 * mib, 3, 1}, Argon2Params{64 * mib, 4, 1},
                           Argon2Params{64 * mib, 6, 1}, password_cost_ceiling};
// The first run also loads the code; the quicker of two is the device's.
constexpr int runs = 2;

std::int64_t work_of(const Argon2Params& cost) {
    return std::int64_t{cost.memory_kib} * cost.passes;
}

}  // namespace

Argon2Params cost_within_wait(std::int64_t floor_ms) {
    const std::int64_t most = password_wait_ms * work_of(password_cost_floor);
    Argon2Params best = password_cost_floor;
    for (const Argon2Params& step : steps) {
        if (floor_ms * work_of(step) <= most) best = step;
    }
    return best;
}

// Measured once while the page is open.
Future<Result<Argon2Params>> Vault::State::cost_of_new_slots() {
    if (options.password_cost) co_return at_least_floor(*options.password_cost);
    if (measured_cost) co_return *measured_cost;
    std::int64_t quickest = password_wait_ms;
    for (int run = 0; run < runs; ++run) {
        Salt salt{};
        random.fill(salt);
        const std::int64_t began = clock.monotonic_ms();
        auto key = co_await crypto.derive_password_key("calibration", salt, password_cost_floor);
        if (!key) co_return std::unexpected(key.error());
        quickest = std::min(quickest, clock.monotonic_ms() - began);
        crypto.drop(*key);
    }
    measured_cost = cost_within_wait(quickest);
    co_return *measured_cost;
}

}  // namespace tsunagi
