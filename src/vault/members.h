// Owns reading the members that the vault's own JSON has and plain JSON does not: bytes and optional text.
#pragma once

#include "core/bytes.h"
#include "core/json.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace tsunagi {

// Each says false on a missing member, another type or another size, and then leaves `into` in any state.
bool read_hex(const Json& object, std::string_view name, std::span<std::uint8_t> into);
bool read_base64url(const Json& object, std::string_view name, Bytes& into);
bool read_text(const Json& object, std::string_view name, std::string& into);
bool read_u32(const Json& object, std::string_view name, std::uint32_t& into);
bool read_u64(const Json& object, std::string_view name, std::uint64_t& into);  // up to 2^63 - 1

// ,"name":"text" appended to an object that has a member already.
void append_text(std::string& json, std::string_view name, std::string_view text);
void append_number(std::string& json, std::string_view name, std::int64_t number);

}  // namespace tsunagi
