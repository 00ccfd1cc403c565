// Owns values as FHIR writes them (value[x]) and how two values compare.
#pragma once

#include "core/error.h"
#include "core/json.h"
#include "core/value.h"

#include <compare>
#include <string>
#include <string_view>

namespace tsunagi {

enum class FoundValue : std::uint8_t { none, value, unsupported };

// Reads the one member "<prefix>Boolean", "<prefix>Coding" ... of an object. unsupported: a type that answers
// cannot have (attachment), or a quantity or reference without its main part. wrong_type when it is malformed
// or there are two.
Result<FoundValue> read_typed_value(const Json& object, std::string_view prefix, Value& out);
Result<Coding> read_coding(const Json& json);

// The text of the translation extension for English on a primitive ("text" reads "_text"); empty when there
// is none.
std::string find_english(const Json& object, std::string_view primitive);

// unordered for values that cannot be compared: other types, other units, codings. Integers and decimals
// compare as numbers, dates of different precision only where they differ in what both give.
std::partial_ordering compare_values(const Value& a, const Value& b);
// Codings are equal by code, and by system where both name one.
bool are_equal(const Value& a, const Value& b);

}  // namespace tsunagi
