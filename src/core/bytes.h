// Owns the byte containers and the two text encodings of bytes (hex, base64url).
#pragma once

#include "core/error.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tsunagi {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

Bytes bytes_of(std::string_view text);
std::string text_of(ByteView bytes);  // no check: the caller knows it is UTF-8
inline ByteView view_of(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

std::string hex_of(ByteView bytes);  // lower case
Result<Bytes> parse_hex(std::string_view text);

std::string base64url_of(ByteView bytes);  // RFC 4648 section 5, no padding
// Strict: no padding, no whitespace, no non-zero trailing bits. bad_base64url otherwise.
Result<Bytes> parse_base64url(std::string_view text);

// Overwrites before the memory is given back; the compiler may not drop it.
void wipe(Bytes& bytes);
void wipe(std::string& text);

}  // namespace tsunagi
