// Owns what somebody can do who writes a program of their own: files made by hand around any contents, key
// cards of any two keys. Without a key of somebody else's.
#pragma once

#include "companion/crypto_openssl.h"
#include "core/json.h"
#include "exchange/envelope.h"
#include "exchange/key_card.h"
#include "support/random_seeded.h"

#include "handing.h"

#include <functional>
#include <string>
#include <vector>

namespace tsunagi {

struct Forger {
    explicit Forger(std::uint64_t seed = 9) : random(seed) {}

    CryptoOpenssl crypto;
    RandomSeeded random;
    KeyPair signing = crypto.generate_pair(PrivateKeyUse::sign).take().value();
    KeyPair agreement = crypto.generate_pair(PrivateKeyUse::agree).take().value();

    // What a file says to whoever has its passphrase.
    OpenedFile open(const Bytes& file, const std::string& passphrase);
    // The card of these two keys, signed by the forger's signing key.
    PickedFile card(const std::string& organisation, const PublicKey& agreement_key);
    // A file around a payload, signed with the forger's key, sealed for one device.
    Bytes make_signed(const std::string& payload, const PublicKey& to, const std::string& created);
    // A file around a payload under somebody else's kid, with a signature of nothing; opens by the
    // passphrase.
    struct Unsigned {
        Bytes bytes;
        std::string passphrase;
    };
    Unsigned make_unsigned(const std::string& payload, const std::string& kid, const std::string& created);
};

// What a place's own card says.
OpenedKeyCard card_of(Workplace& place, const std::string& organisation);

// A bundle with its documents changed, and with another signer's key in it; "" takes the key out.
std::string with_documents(const std::string& bundle,
                           const std::function<void(std::vector<Document>&)>& change);
std::string with_signer_key(const std::string& bundle, const std::string& jwk);
std::string with_return_key(const std::string& bundle, const std::string& jwk);

}  // namespace tsunagi
