// Owns what a password must be, and how good one is. Must not know accounts or keys.
#pragma once

#include "core/error.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tsunagi {

// What opens a slot.
enum class Factors : std::uint8_t { password, password_and_passkey };

// weak_password below 13 code points (8 together with a passkey), when every code point is the same, or when
// it is one of the common ones; bad_value when not UTF-8 or over 1024 bytes.
Status check_password(std::string_view password, Factors factors = Factors::password);

// Whether text can be a PIN: 4-6 digits (half-width), not one digit repeated and not digits in a row.
bool is_pin(std::string_view text);

enum class PasswordWeakness : std::uint8_t { too_short, common, digits_only, repeats, sequence, own_words };

struct PasswordRating {
    int score = 0;  // 0-4; 0 is refused by check_password, 3 and 4 are good
    std::vector<PasswordWeakness> weaknesses;
};

// own_words: the person's and the facility's names and the ward, which others guess first.
PasswordRating rate_password(std::string_view password, const std::vector<std::string>& own_words,
                             Factors factors = Factors::password);

}  // namespace tsunagi
