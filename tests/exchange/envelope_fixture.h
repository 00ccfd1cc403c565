// Owns what the envelope tests share: a signer, two stations, a crypto port that counts what is derived.
#pragma once

#include "companion/crypto_openssl.h"
#include "core/json_reader.h"
#include "exchange/envelope.h"
#include "exchange/jwk.h"
#include "support/outcome.h"
#include "support/random_seeded.h"

#include <catch2/catch_test_macros.hpp>

#include <string>

namespace tsunagi {

inline const std::string test_passphrase = "0412-7783-9051-2266-4039-8817";

struct CountingCrypto final : CryptoOpenssl {
    int passphrase_derivations = 0;
    int agreements = 0;

    Future<Result<KeyHandle>> unwrap_agreed(KeyHandle private_key, PublicKey epk, Bytes wrapped) override {
        ++agreements;
        return CryptoOpenssl::unwrap_agreed(private_key, epk, std::move(wrapped));
    }
    Future<Result<KeyHandle>> unwrap_by_passphrase(std::string_view passphrase, Salt p2s, std::uint32_t p2c,
                                                   Bytes wrapped) override {
        ++passphrase_derivations;
        return CryptoOpenssl::unwrap_by_passphrase(passphrase, p2s, p2c, std::move(wrapped));
    }
};

struct Parties {
    CountingCrypto crypto;
    RandomSeeded random;
    KeyPair signer = value_of(crypto.generate_pair(PrivateKeyUse::sign));
    KeyPair station = value_of(crypto.generate_pair(PrivateKeyUse::agree));
    KeyPair other_station = value_of(crypto.generate_pair(PrivateKeyUse::agree));
    std::string signer_kid = kid_of(signer.public_key);
    std::string station_kid = kid_of(station.public_key);
    std::string other_kid = kid_of(other_station.public_key);

    std::string kid_of(PublicKey key) { return value_of(thumbprint_of(crypto, key)); }

    MakeRequest request(Bytes payload, std::vector<PublicKey> to, bool by_passphrase) {
        return {.payload = std::move(payload),
                .to = std::move(to),
                .passphrase = by_passphrase ? std::optional(test_passphrase) : std::nullopt,
                .signer = {.key = signer.handle, .public_key = signer.public_key},
                .created = "2026-11-21T14:05:00+09:00"};
    }
    MadeFile make(Bytes payload, std::vector<PublicKey> to, bool by_passphrase) {
        return value_of(make_file(crypto, random, request(std::move(payload), std::move(to), by_passphrase)));
    }
    Opener by_key() const { return ByKey{.key = station.handle, .public_key = station.public_key}; }
    Opener by_other_key() const {
        return ByKey{.key = other_station.handle, .public_key = other_station.public_key};
    }
    Result<OpenedFile> open(const Bytes& file, Opener opener) {
        return done(open_file(crypto, file, std::move(opener), {signer.public_key}));
    }
};

}  // namespace tsunagi
