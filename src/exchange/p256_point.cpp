#include "exchange/p256_point.h"

#include <algorithm>

namespace tsunagi {
namespace {

// 256 bits, least significant word first.
using Number = std::array<std::uint32_t, 8>;

// NIST SP 800-186, 3.2.1.3.
constexpr Number field_prime = {0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0x00000000,
                                0x00000000, 0x00000000, 0x00000001, 0xFFFFFFFF};
constexpr Number curve_b = {0x27D2604B, 0x3BCE3C3E, 0xCC53B0F6, 0x651D06B0,
                            0x769886BC, 0xB3EBBD55, 0xAA3A93E7, 0x5AC635D8};

Number number_of(const std::array<std::uint8_t, 32>& big_endian) {
    Number number{};
    for (std::size_t i = 0; i < 32; ++i) {
        number[7 - i / 4] = (number[7 - i / 4] << 8) | big_endian[i];
    }
    return number;
}

bool is_below_prime(const Number& number) {
    return std::ranges::lexicographical_compare(number.rbegin(), number.rend(), field_prime.rbegin(),
                                                field_prime.rend());
}

// Modulo 2^256; the borrow is dropped.
Number subtract(const Number& from, const Number& what) {
    Number difference{};
    std::uint64_t borrow = 0;
    for (std::size_t i = 0; i < 8; ++i) {
        const std::uint64_t word = std::uint64_t{from[i]} - what[i] - borrow;
        difference[i] = static_cast<std::uint32_t>(word);
        borrow = (word >> 63) & 1;
    }
    return difference;
}

// Both below the prime, so is the result.
Number add_mod(const Number& left, const Number& right) {
    Number sum{};
    std::uint64_t carry = 0;
    for (std::size_t i = 0; i < 8; ++i) {
        const std::uint64_t word = std::uint64_t{left[i]} + right[i] + carry;
        sum[i] = static_cast<std::uint32_t>(word);
        carry = word >> 32;
    }
    return carry != 0 || !is_below_prime(sum) ? subtract(sum, field_prime) : sum;
}

Number subtract_mod(const Number& from, const Number& what) {
    return what == Number{} ? from : add_mod(from, subtract(field_prime, what));
}

// Double and add: slow and plain, for a handful of points a file.
Number multiply_mod(const Number& left, const Number& right) {
    Number product{};
    for (std::size_t bit = 256; bit-- > 0;) {
        product = add_mod(product, product);
        if ((right[bit / 32] >> (bit % 32)) & 1) product = add_mod(product, left);
    }
    return product;
}

}  // namespace

bool is_on_curve(const PublicKey& point) {
    const Number x = number_of(point.x);
    const Number y = number_of(point.y);
    if (!is_below_prime(x) || !is_below_prime(y)) return false;
    const Number x_cubed = multiply_mod(multiply_mod(x, x), x);
    const Number three_x = add_mod(add_mod(x, x), x);
    return multiply_mod(y, y) == add_mod(subtract_mod(x_cubed, three_x), curve_b);
}

}  // namespace tsunagi
