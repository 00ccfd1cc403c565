// Owns turning a short text into the squares of a QR code (ISO/IEC 18004), by Nayuki's generator.
// Must not know what the text says or how it is drawn.
#pragma once

#include "core/error.h"

#include <cstddef>
#include <string>
#include <vector>

namespace tsunagi {

struct QrSquares {
    std::size_t side = 0;    // squares a side, without the quiet zone of 4 that belongs around it
    std::vector<bool> dark;  // side * side, row by row
    bool empty() const { return side == 0; }
    bool at(std::size_t x, std::size_t y) const { return dark[y * side + x]; }
};

// Upper-case letters, digits and "$%*+-./: " take little room, anything else more. Medium correction or
// better: a screen has fingerprints and reflections. too_large for what fits no code of at most 105 squares a
// side, which a telephone still reads from a screen.
Result<QrSquares> make_qr(const std::string& text);

}  // namespace tsunagi
