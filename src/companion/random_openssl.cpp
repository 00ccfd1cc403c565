#include "companion/random_openssl.h"

#include <openssl/rand.h>

#include <cstdlib>

namespace tsunagi {

void RandomOpenssl::fill(std::span<std::uint8_t> bytes) {
    if (bytes.empty()) return;
    if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1) std::abort();
}

}  // namespace tsunagi
