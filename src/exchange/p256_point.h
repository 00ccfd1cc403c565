// Owns one question: does a point lie on P-256? Only for public points; nothing here runs in constant time.
#pragma once

#include "ports/crypto.h"

namespace tsunagi {

// Coordinates below the field prime and y^2 = x^3 - 3x + b. (0, 0) is not on the curve.
bool is_on_curve(const PublicKey& point);

}  // namespace tsunagi
