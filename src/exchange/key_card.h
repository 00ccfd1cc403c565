// Owns the key card: a tablet's or a station's public keys with a name, as a small signed file (also as QR
// code). It proves that whoever made it has the signing key, not who that is: the device's number is read out
// by telephone.
#pragma once

#include "core/bytes.h"
#include "core/error.h"
#include "exchange/device_number.h"
#include "ports/crypto.h"

#include <string>
#include <string_view>

namespace tsunagi {

struct KeyCard {
    std::string name;          // of the person or the desk
    std::string organisation;  // at least one of the two is not empty; each at most 1024 bytes
    PublicKey agreement_key;   // files are encrypted to it
    PublicKey signing_key;     // its answers are signed by it
    std::string created;       // ISO 8601 date-time with offset
    DeviceKeys keys() const { return {.agreement = agreement_key, .signing = signing_key}; }
};

// UTF-8 text of a flattened JWS (RFC 7515): exactly payload, protected, signature. Protected header exactly
// {"alg": "ES256","kid":(thumbprint of the signing key),"typ":"tsunagi-card+jws"}; payload exactly
// {"v":1,"kind":"key-card", "name","organisation","agreement_key":JWK,"signing_key":JWK,"created"}. `signer`
// is the private half of card.signing_key. bad_value for names or a time that a reader would refuse.
Future<Result<std::string>> make_key_card(Crypto& crypto, KeyCard card, KeyHandle signer);

struct OpenedKeyCard {
    KeyCard card;
    std::string agreement_kid;  // RFC 7638 thumbprints
    std::string signing_kid;
    std::string number;  // of the device, to be compared by telephone
};
// Nothing of the card is given out before its signature was checked. too_large over 16 KiB, bad_json and its
// kin, not_our_file for another kind of payload, future_version, wrong_type, bad_header, bad_key, bad_value,
// bad_signature.
Future<Result<OpenedKeyCard>> open_key_card(Crypto& crypto, std::string text);

// For the short form of a card (key_card_code.h): its parts, with nothing checked but their shape, and the
// same text put together from them again.
struct KeyCardParts {
    KeyCard card;
    Bytes signature;  // 64 bytes
};
Result<KeyCardParts> parse_key_card(std::string_view text);
std::string key_card_text(const KeyCardParts& parts, const std::string& signing_kid);

// Whether a file could be a key card, so that picking the wrong kind is said plainly. Checks the outer form
// only.
bool looks_like_key_card(std::string_view text);

}  // namespace tsunagi
