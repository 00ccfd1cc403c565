// Owns how an id is made from random bits.
#include "ports/random.h"

#include "core/bytes.h"

#include <array>

namespace tsunagi {

std::string make_id(Random& random) {
    std::array<std::uint8_t, 16> bits{};
    random.fill(bits);
    return hex_of(bits);
}

}  // namespace tsunagi
