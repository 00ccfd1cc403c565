// Owns the inner half of a hand-over file: a flattened JWS (RFC 7515) that says who made it, when and for
// whom. Must not know encryption.
#pragma once

#include "core/bytes.h"
#include "core/error.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tsunagi {

inline constexpr std::size_t signature_bytes = 64;  // ES256: r and s

// The protected header: {"alg":"ES256","kid","typ":"tsunagi+jws","id","created","to"}, in version 1.
struct JwsHeader {
    std::string signer_kid;
    std::string id;               // 32 lower-case hex digits
    std::string created;          // ISO 8601 date-time with offset
    std::vector<std::string> to;  // thumbprints of the recipients, in order
};

struct Jws {
    JwsHeader header;
    std::string signing_input;  // base64url(protected) "." base64url(payload)
    Bytes signature;            // 64 bytes
    Bytes payload;
};

// base64url(header) "." base64url(payload): what is signed.
std::string signing_input_of(const JwsHeader& header, ByteView payload);
// {"payload","protected","signature"}, put together from a signing input and the signature over it.
std::string jws_text_of(std::string_view signing_input, ByteView signature);

// Strict in form: exact members, types and sizes. The signature is not checked here. future_version when the
// header names a format version from 2 on.
Result<Jws> parse_jws(std::string_view json);

}  // namespace tsunagi
