// Owns FHIR's primitive types: which text, codes and numbers may stand where, and how everything else is
// represented. Must not know documents or resources.
#pragma once

#include "core/bytes.h"
#include "core/json.h"
#include "core/value.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tsunagi::fhir {

// FHIR strings hold no white space but blank, tab, line ends and (widened) U+3000, and are never blank
// altogether. Other spaces become their nearest neighbour here and the element says so; the Binary keeps what
// was typed.
struct Text {
    std::string text;  // empty: nothing that may stand in a FHIR string
    bool changed = false;
};
Text fit_text(std::string_view typed);

// object[name] = text, with an extension on _name where it had to be changed. False when nothing was set.
bool set_text(Json& object, const std::string& name, std::string_view typed);
// The same, but text that may not stand there leaves _name with data-absent-reason, so that the element
// exists.
void set_text_or_reason(Json& object, const std::string& name, std::string_view typed);

bool is_code(std::string_view code);
bool is_uri(std::string_view uri);  // not empty, no white space

// A JSON number for decimal digits; nothing when they are not a number FHIR can write.
std::optional<Json> number_of(std::string_view digits);

std::string base64_of(ByteView bytes);  // RFC 4648 section 4, padded
// Strict: padded, no white space, no stray bits. bad_base64url otherwise.
Result<Bytes> parse_base64(std::string_view text);

// "8-4-4-4-12" of 32 lower-case hex digits; of anything else, a UUID of version 8 computed from the text. The
// computed ones only have to differ within one bundle, so a plain hash does.
std::string uuid_of(std::string_view id);

Json reference(std::string_view full_url, std::string_view display);  // either may be empty, not both
Json coding(std::string_view system, std::string_view code, std::string_view display = {});
Json concept_of(std::string_view system, std::string_view code, std::string_view display = {});
Json concept_text(std::string_view text);  // {"text"}; an empty object when there is none
Json extension(std::string_view url, std::string_view value_name, Json value);

// Sets object[name] unless value is null, an empty object or an empty array: FHIR has none of these.
void set(Json& object, const std::string& name, Json value);

}  // namespace tsunagi::fhir
