// Owns recovery codes: 130 random bits in Crockford's base 32 and two check symbols, in 7 groups of 4.
#pragma once

#include "core/error.h"
#include "ports/random.h"

#include <string>
#include <string_view>

namespace tsunagi {

// code := symbol{26} check{2}; check := (the 26 symbols as a number) modulo 1021, which finds any one symbol
// mistyped and any two neighbours exchanged.
std::string generate_recovery_code(Random& random);  // "7K2M-...": digits and letters without I, L, O, U

// What somebody typed, in the form that was generated: any case, width and separators, O for 0, I and L for
// 1. bad_value when the check symbols say that it was mistyped.
Result<std::string> parse_recovery_code(std::string_view typed);

}  // namespace tsunagi
