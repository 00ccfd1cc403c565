// Owns counting what this program asks memory for: a bound that does not depend on how fast a machine is.
#pragma once

#include <cstddef>

namespace tsunagi {

// Bytes asked for since the last call; counting begins with the first.
std::size_t take_bytes_allocated();

}  // namespace tsunagi
