// Owns hex and base64url, and forgetting bytes for good.
#include "core/bytes.h"

#include <array>

namespace tsunagi {
namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";
constexpr std::string_view base64url_digits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::uint8_t not_a_digit = 0xff;

using DigitValues = std::array<std::uint8_t, 256>;

constexpr DigitValues values_of(std::string_view digits) {
    DigitValues values{};
    values.fill(not_a_digit);
    for (std::size_t i = 0; i < digits.size(); ++i) {
        values[static_cast<std::uint8_t>(digits[i])] = static_cast<std::uint8_t>(i);
    }
    return values;
}

constexpr DigitValues base64url_values = values_of(base64url_digits);

constexpr DigitValues make_hex_values() {
    DigitValues values = values_of(hex_digits);
    for (std::size_t i = 0; i < 6; ++i) values['A' + i] = static_cast<std::uint8_t>(10 + i);
    return values;
}

constexpr DigitValues hex_values = make_hex_values();

// The compiler must assume that memory is read after it was overwritten.
void overwrite(void* data, std::size_t size) {
    auto* bytes = static_cast<volatile std::uint8_t*>(data);
    for (std::size_t i = 0; i < size; ++i) bytes[i] = 0;
}

}  // namespace

Bytes bytes_of(std::string_view text) {
    const ByteView view = view_of(text);
    return {view.begin(), view.end()};
}

std::string text_of(ByteView bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::string hex_of(ByteView bytes) {
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const std::uint8_t byte : bytes) {
        text += hex_digits[byte >> 4];
        text += hex_digits[byte & 15];
    }
    return text;
}

Result<Bytes> parse_hex(std::string_view text) {
    if (text.size() % 2 != 0) return fail(Fault::bad_value, "hex of odd length");
    Bytes bytes;
    bytes.reserve(text.size() / 2);
    for (std::size_t i = 0; i < text.size(); i += 2) {
        const std::uint8_t high = hex_values[static_cast<std::uint8_t>(text[i])];
        const std::uint8_t low = hex_values[static_cast<std::uint8_t>(text[i + 1])];
        if (high == not_a_digit || low == not_a_digit) return fail(Fault::bad_value, "not a hex digit");
        bytes.push_back(static_cast<std::uint8_t>(high << 4 | low));
    }
    return bytes;
}

std::string base64url_of(ByteView bytes) {
    std::string text;
    text.reserve((bytes.size() * 4 + 2) / 3);
    std::uint32_t buffer = 0;
    int held_bits = 0;
    for (const std::uint8_t byte : bytes) {
        buffer = (buffer << 8 | byte) & 0xffff;
        held_bits += 8;
        while (held_bits >= 6) {
            held_bits -= 6;
            text += base64url_digits[buffer >> held_bits & 63];
        }
    }
    if (held_bits > 0) text += base64url_digits[buffer << (6 - held_bits) & 63];
    return text;
}

Result<Bytes> parse_base64url(std::string_view text) {
    if (text.size() % 4 == 1) return fail(Fault::bad_base64url, "impossible length");
    Bytes bytes;
    bytes.reserve(text.size() * 3 / 4);
    std::uint32_t buffer = 0;
    int held_bits = 0;
    for (const char c : text) {
        const std::uint8_t value = base64url_values[static_cast<std::uint8_t>(c)];
        if (value == not_a_digit) return fail(Fault::bad_base64url, "not a base64url digit");
        buffer = (buffer << 6 | value) & 0xffff;
        held_bits += 6;
        if (held_bits >= 8) {
            held_bits -= 8;
            bytes.push_back(static_cast<std::uint8_t>(buffer >> held_bits & 0xff));
        }
    }
    // Two texts must never mean the same bytes.
    if ((buffer & ((1u << held_bits) - 1)) != 0) return fail(Fault::bad_base64url, "non-zero trailing bits");
    return bytes;
}

void wipe(Bytes& bytes) {
    overwrite(bytes.data(), bytes.size());
    bytes.clear();
}

void wipe(std::string& text) {
    overwrite(text.data(), text.size());
    text.clear();
}

}  // namespace tsunagi
