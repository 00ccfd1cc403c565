#include "exchange/passphrase.h"

#include "core/bytes.h"

#include <array>

namespace tsunagi {
namespace {

constexpr std::size_t digit_count = 24;
constexpr std::size_t group_digits = 4;

std::string grouped(std::string_view digits) {
    std::string text;
    for (std::size_t i = 0; i < digits.size(); i += group_digits) {
        if (i > 0) text += '-';
        text += digits.substr(i, group_digits);
    }
    return text;
}

// Whatever a person or an input method puts between the digits is a separator; only the digits count.
Result<std::string> digits_of(std::string_view typed) {
    std::string digits;
    while (!typed.empty()) {
        std::size_t taken = 1;
        if (typed.front() >= '0' && typed.front() <= '9') {
            digits += typed.front();
        } else if (typed.starts_with("\xEF\xBC") && typed.size() >= 3 && typed[2] >= '\x90' &&
                   typed[2] <= '\x99') {
            digits += static_cast<char>('0' + (typed[2] - '\x90'));  // full width, U+FF10 to U+FF19
            taken = 3;
        }
        typed.remove_prefix(taken);
    }
    if (digits.size() != digit_count) return fail(Fault::bad_value, "passphrase: not 24 digits");
    return digits;
}

}  // namespace

std::string generate_passphrase(Random& random) {
    std::string digits;
    while (digits.size() < digit_count) {
        std::array<std::uint8_t, 32> bytes{};
        random.fill(bytes);
        for (const auto byte : bytes) {
            // 250 is the largest multiple of ten in a byte: the rest would favour the small digits.
            if (byte < 250 && digits.size() < digit_count) digits += static_cast<char>('0' + byte % 10);
        }
        bytes.fill(0);
    }
    std::string passphrase = grouped(digits);
    wipe(digits);
    return passphrase;
}

Result<std::string> parse_passphrase(std::string_view typed) {
    const auto digits = digits_of(typed);
    if (!digits) return std::unexpected(digits.error());
    return grouped(*digits);
}

std::vector<std::string> passphrase_candidates(std::string_view typed) {
    const auto digits = digits_of(typed);
    if (!digits) return {std::string(typed)};
    return {grouped(*digits), *digits};
}

}  // namespace tsunagi
