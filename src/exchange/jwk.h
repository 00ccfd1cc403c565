// Owns P-256 keys as JWK (RFC 7517) and their thumbprints (RFC 7638).
#pragma once

#include "core/json_reader.h"
#include "ports/crypto.h"

#include <string>
#include <string_view>

namespace tsunagi {

// {"kty":"EC","crv":"P-256","x":"...","y":"..."} in this order, without key_ops and ext: Debian's jose
// refuses private keys derived from ones that carry them.
Json jwk_of(const PublicKey& key);
std::string jwk_text_of(const PublicKey& key);

// Members beyond kty, crv, x and y (use, kid, alg, key_ops...) say nothing we need and are ignored, as RFC
// 7517 wants. wrong_type, bad_base64url; bad_key for another kind of key, a point off the curve, or a private
// member.
Result<PublicKey> read_public_jwk(const Json& jwk);
Result<PublicKey> parse_public_jwk(std::string_view json);

// The ephemeral key of a recipient: exactly the four members.
Result<PublicKey> parse_ephemeral_jwk(const Json& jwk);

struct PrivateJwk {
    PublicKey public_key;
    Bytes d;  // 32 bytes; wipe it after import
};
Result<PrivateJwk> parse_private_jwk(std::string_view json);

// SHA-256 of the canonical JWK in base64url, 43 characters: what a `kid` is in our files.
Future<Result<std::string>> thumbprint_of(Crypto& crypto, PublicKey key);
// Whether text could be a thumbprint: 43 characters, canonical base64url.
bool is_thumbprint(std::string_view text);

}  // namespace tsunagi
