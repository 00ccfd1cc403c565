// Owns the one way JSON from outside is read: bounded, strict UTF-8, no duplicate keys, every access
// type-checked.
#pragma once

#include "core/error.h"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tsunagi {

using Json = nlohmann::ordered_json;

struct JsonLimits {
    std::size_t max_bytes = 16u << 20;
    std::size_t max_depth = 64;
};

// too_large, bad_utf8 (invalid, overlong, surrogates, BOM, NUL also as \u0000 and lone \uD800 escapes),
// too_deep (counted before parsing), duplicate_key, bad_json. `__proto__` and its like are plain data.
Result<Json> parse_json(std::string_view text, const JsonLimits& limits = {});

// The part of parse_json that comes before parsing: everything but duplicate_key and bad_json.
Status check_json_text(std::string_view text, const JsonLimits& limits = {});

// Serialises with the replace handler for broken UTF-8, so that it can never abort.
std::string dump_json(const Json& json, int indent = -1);

// Typed access; each returns nothing on a missing member or another type, never aborts.
const Json* find_member(const Json& object, std::string_view name);
const std::string* find_string(const Json& object, std::string_view name);
const Json* find_array(const Json& object, std::string_view name);
const Json* find_object(const Json& object, std::string_view name);
const bool* find_bool(const Json& object, std::string_view name);
std::optional<std::int64_t> find_int(const Json& object, std::string_view name);

}  // namespace tsunagi
