// Owns the certificate of a wipe: what was made unreadable, when and by whom, signed by the device in the
// moment before its keys are gone. Whoever has the device's key card can verify it.
#pragma once

#include "core/error.h"
#include "ports/async.h"
#include "ports/crypto.h"

#include <cstdint>
#include <string>

namespace tsunagi {

struct WipeCertificate {
    std::string facility, ward, device_name;
    std::string by;  // the administrator
    std::string at;  // ISO 8601 date-time with offset
    std::string store_id, device_id;
    std::uint32_t data_key_id = 0;
    std::uint64_t slots = 0, records = 0, audit_entries = 0;
    bool is_emptied = false;
};

// UTF-8 text of a flattened JWS (RFC 7515). Protected header {"alg":"ES256","kid":(thumbprint of the signing
// key), "typ":"tsunagi-wipe+jws"}; payload {"v":1,"kind":"wipe-certificate","statement" (in
// Japanese),"facility","ward",
// "device_name","by","at","store_id","device_id","data_key_id","slots","records","audit_entries","emptied",
// "signing_key":JWK}. `signer` is the private half of key.
Future<Result<std::string>> make_wipe_certificate(Crypto& crypto, WipeCertificate certificate, PublicKey key,
                                                  KeyHandle signer);

}  // namespace tsunagi
