// Owns the strict reading of small JSON objects: exactly these members, and bytes of exactly this size.
#pragma once

#include "core/bytes.h"
#include "core/json.h"

#include <algorithm>
#include <initializer_list>
#include <string_view>

namespace tsunagi {

// wrong_type unless object is an object with exactly these members. `where` goes into Error.detail.
Status check_members(const Json& object, std::initializer_list<std::string_view> names,
                     std::string_view where);

// A member that is text in strict base64url. wrong_type or bad_base64url.
Result<Bytes> read_base64url(const Json& object, std::string_view name);

// The same, of exactly that many bytes; `fault` when the size is another.
template <std::size_t byte_count>
Result<std::array<std::uint8_t, byte_count>> read_exact_bytes(const Json& object, std::string_view name,
                                                              Fault fault) {
    const auto bytes = read_base64url(object, name);
    if (!bytes) return std::unexpected(bytes.error());
    std::array<std::uint8_t, byte_count> exact{};
    if (bytes->size() != byte_count) return fail(fault, "size of " + std::string(name));
    std::ranges::copy(*bytes, exact.begin());
    return exact;
}

}  // namespace tsunagi
