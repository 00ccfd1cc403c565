// Owns reading and writing members of the vault's own JSON.
#include "vault/members.h"

#include "core/json_writer.h"

#include <algorithm>

namespace tsunagi {

bool read_hex(const Json& object, std::string_view name, std::span<std::uint8_t> into) {
    const std::string* text = find_string(object, name);
    if (!text) return false;
    auto bytes = parse_hex(*text);
    if (!bytes || bytes->size() != into.size()) return false;
    std::ranges::copy(*bytes, into.begin());
    return true;
}

bool read_base64url(const Json& object, std::string_view name, Bytes& into) {
    const std::string* text = find_string(object, name);
    if (!text) return false;
    auto bytes = parse_base64url(*text);
    if (!bytes) return false;
    into = std::move(*bytes);
    return true;
}

bool read_text(const Json& object, std::string_view name, std::string& into) {
    const std::string* text = find_string(object, name);
    if (text) into = *text;
    return text != nullptr;
}

bool read_u32(const Json& object, std::string_view name, std::uint32_t& into) {
    const auto number = find_int(object, name);
    if (!number || *number < 0 || *number > UINT32_MAX) return false;
    into = static_cast<std::uint32_t>(*number);
    return true;
}

bool read_u64(const Json& object, std::string_view name, std::uint64_t& into) {
    const auto number = find_int(object, name);
    if (!number || *number < 0) return false;
    into = static_cast<std::uint64_t>(*number);
    return true;
}

void append_text(std::string& json, std::string_view name, std::string_view text) {
    json += ",\"";
    json += name;
    json += "\":";
    append_json_string(json, text);
}

void append_number(std::string& json, std::string_view name, std::int64_t number) {
    json += ",\"";
    json += name;
    json += "\":" + std::to_string(number);
}

}  // namespace tsunagi
