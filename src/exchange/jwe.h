// Owns the outer half of a hand-over file: JWE (RFC 7516) in general JSON serialisation, its form and its
// limits. Must not know keys, passphrases or what is inside.
#pragma once

#include "core/bytes.h"
#include "core/error.h"
#include "ports/crypto.h"

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace tsunagi {

inline constexpr std::size_t max_file_bytes = 16u << 20;
inline constexpr std::size_t max_recipients = 8;
// npm jose's default ceiling; what a file asks for is compared with it before anything is derived.
inline constexpr std::uint32_t passphrase_iterations = 10'000;

using WrappedKey = std::array<std::uint8_t, 40>;

// ECDH-ES+A256KW: a station's key.
struct StationRecipient {
    std::string kid;  // thumbprint
    PublicKey epk;
    WrappedKey wrapped{};
};

// PBES2-HS512+A256KW with p2c = passphrase_iterations.
struct PassphraseRecipient {
    Salt p2s{};
    WrappedKey wrapped{};
};

using Recipient = std::variant<StationRecipient, PassphraseRecipient>;

struct Jwe {
    std::vector<Recipient> recipients;
    std::string protected_text;  // base64url, as in the file: the additional authenticated data
    Sealed sealed;
};

// base64url of {"enc":"A256GCM","typ":"tsunagi+jwe","cty":"jose+json"}.
std::string jwe_protected_text();

std::string jwe_text_of(const Jwe& jwe);

// Strict in form: exact members, algorithms, sizes and counts. not_our_file when it is JSON but no JWE of
// ours at all.
Result<Jwe> parse_jwe(ByteView file);

// The kids of the station recipients, in order.
std::vector<std::string> kids_of(const Jwe& jwe);

}  // namespace tsunagi
