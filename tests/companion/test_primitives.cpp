// Owns the tests of the cryptographic primitives against published vectors and other implementations.
#include "companion/crypto_openssl.h"
#include "companion/primitives_openssl.h"
#include "support/outcome.h"

#include <catch2/catch_test_macros.hpp>

namespace tsunagi {
namespace {

Bytes hex(std::string_view text) {
    auto bytes = parse_hex(text);
    REQUIRE(bytes.has_value());
    return *bytes;
}
Bytes base64(std::string_view text) {
    auto bytes = parse_base64url(text);
    REQUIRE(bytes.has_value());
    return *bytes;
}
template <std::size_t N>
std::array<std::uint8_t, N> exact(const Bytes& bytes) {
    REQUIRE(bytes.size() == N);
    std::array<std::uint8_t, N> result{};
    std::ranges::copy(bytes, result.begin());
    return result;
}

PublicKey rfc7515_point() {
    return {.x = exact<32>(base64("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU")),
            .y = exact<32>(base64("x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"))};
}

}  // namespace

TEST_CASE("SHA-256: FIPS 180-2, B.1") {
    const auto digest = value_of(openssl::sha256(view_of("abc")));
    CHECK(hex_of(digest) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("AES-256-GCM: the zero key of McGrew and Viega's test case 14") {
    const Bytes key(32, 0);
    const Sealed sealed{.iv = {},
                        .tag = exact<16>(hex("d0d1c8a799996bf0265b98b5d48ab919")),
                        .ciphertext = hex("cea7403d4d606b6e074ec5d3baf39d18")};
    CHECK(value_of(openssl::open_gcm(key, {}, sealed)) == Bytes(16, 0));
    CHECK_FALSE(openssl::open_gcm(key, Bytes{1}, sealed).has_value());
}

TEST_CASE("AES key wrap: RFC 3394, 4.6") {
    const Bytes kek = hex("000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F");
    const Bytes key = hex("00112233445566778899AABBCCDDEEFF000102030405060708090A0B0C0D0E0F");
    const Bytes wrapped =
        hex("28C9F404C4B810F4CBCCB35CFB87F8263F5786E2D80ED326CBC7F0E71A99F43BFB988B9B7A02DD21");
    CHECK(value_of(openssl::wrap(kek, key)) == wrapped);
    CHECK(value_of(openssl::unwrap(kek, wrapped)) == key);
    for (std::size_t i = 0; i < wrapped.size(); ++i) {
        Bytes changed = wrapped;
        changed[i] ^= 1;
        const auto unwrapped = openssl::unwrap(kek, changed);
        REQUIRE_FALSE(unwrapped.has_value());
        CHECK(unwrapped.error().fault == Fault::cannot_open);
    }
}

TEST_CASE("HKDF-SHA-256: RFC 5869, A.3 (no salt, no info), its first 32 bytes") {
    CHECK(hex_of(value_of(openssl::derive_hkdf(Bytes(22, 0x0b), ""))) ==
          "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d");
}

TEST_CASE("Argon2id and HKDF: by the argon2 command and Node's hkdf") {
    const Salt salt = exact<16>(bytes_of("0123456789abcdef"));
    const Bytes stretched = value_of(openssl::derive_argon2id(
        "correct horse battery", salt, {.memory_kib = 65536, .passes = 3, .lanes = 1}));
    CHECK(hex_of(stretched) == "00bac562b407875296682e0b8043688e09be94fcea326e99aa62d0edb44404fc");
    CHECK(hex_of(value_of(openssl::derive_hkdf(stretched, "tsunagi kek v1"))) ==
          "619c3aab0976cb1244826bb53c0e4b41309051306c7d5f24e24e4b4f0b183cfc");
    CHECK(hex_of(value_of(
              openssl::derive_argon2id("pw", salt, {.memory_kib = 19456, .passes = 2, .lanes = 1}))) ==
          "aa11986f53323c413e6844bf08de8d0900cb42b5af9b3c88f960319d7d992e62");
}

TEST_CASE("Argon2id refuses parameters below the floor and beyond reason") {
    CryptoOpenssl crypto;
    for (const Argon2Params params : {Argon2Params{.memory_kib = 19 * 1024 - 1, .passes = 2, .lanes = 1},
                                      Argon2Params{.memory_kib = 65536, .passes = 1, .lanes = 1},
                                      Argon2Params{.memory_kib = 65536, .passes = 3, .lanes = 0},
                                      Argon2Params{.memory_kib = 0xFFFFFFFF, .passes = 3, .lanes = 1},
                                      Argon2Params{.memory_kib = 65536, .passes = 1'000'000, .lanes = 1}}) {
        CHECK(fault_of(crypto.derive_password_key("password", Salt{}, params)) == Fault::crypto_failed);
    }
    CHECK(crypto.key_count() == 0);
}

TEST_CASE("PBES2-HS512+A256KW: by Node's pbkdf2 and AES key wrap") {
    const Salt p2s = exact<16>(hex("000102030405060708090a0b0c0d0e0f"));
    const std::string passphrase = "0412-7783-9051-2266-4039-8817";
    const Bytes kek = value_of(openssl::derive_pbes2(passphrase, p2s, 10'000));
    CHECK(hex_of(kek) == "807cd0312dbb486d43f8094225657e01f6075b09de88b00fddce0014af6d395b");
    const Bytes key = hex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
    const Bytes wrapped =
        hex("2aa54db0424a0bdb18bcd365b5054ffc17b6894850913fc976bde242e378368e50f7a4f8ed9d4db8");
    CHECK(value_of(openssl::wrap(kek, key)) == wrapped);
    CryptoOpenssl crypto;
    CHECK(value_of(crypto.unwrap_by_passphrase(passphrase, p2s, 10'000, wrapped)) != 0);
    CHECK(fault_of(crypto.unwrap_by_passphrase(passphrase, p2s, 9'999, wrapped)) == Fault::cannot_open);
}

TEST_CASE("ECDH and the Concat KDF: RFC 7518, appendix C") {
    const PublicKey bob = {.x = exact<32>(base64("weNJy2HscCSM6AEDTDg04biOvhFhyyWvOHQfeF_PxMQ")),
                           .y = exact<32>(base64("e8lnCO-AlStT-NJVX-crhB7QRYhiix03illJOVAOyck"))};
    const auto own =
        value_of(openssl::private_p256(bob, base64("VEmDZpDXXK8p8N0Cndsxs924q6nS1RXFASRl6BfUqdw")));
    CHECK(value_of(openssl::point_of(own.get())) == bob);
    // Z of the example.
    const Bytes shared = {158, 86, 217, 29,  129, 113, 53,  211, 114, 131, 66,  131, 191, 132, 38,  156,
                          251, 49, 110, 163, 218, 128, 106, 72,  246, 218, 167, 121, 140, 254, 144, 196};
    CHECK(base64url_of(value_of(openssl::concat_kdf(shared, "A128GCM", "Alice", "Bob", 16))) ==
          "VqqN6vgjbSBcIijNcacQGg");
    // Our own agreement of the same two keys ends in the derivation for ECDH-ES+A256KW over the same Z.
    const PublicKey alice = {.x = exact<32>(base64("gI0GAILBdu7T53akrFmMyGcsF3n5dO7MmwNBHKW5SV0")),
                             .y = exact<32>(base64("SLW_xSffzlPWrHEVI30DHM_4egVwt3NQqeUD7nMFpps"))};
    const auto other = value_of(openssl::public_p256(alice));
    CHECK(value_of(openssl::agree(own.get(), other.get())) ==
          value_of(openssl::concat_kdf(shared, "ECDH-ES+A256KW", {}, {}, 32)));
}

TEST_CASE("ES256: RFC 7515, appendix A.3") {
    CryptoOpenssl crypto;
    const PublicKey rfc7515_key = rfc7515_point();
    const Bytes data = bytes_of(
        "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0"
        "cnVlfQ");
    Bytes signature =
        base64("DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q");
    CHECK(value_of(crypto.verify(rfc7515_key, data, signature)));
    signature[40] ^= 1;
    CHECK_FALSE(value_of(crypto.verify(rfc7515_key, data, signature)));
    CHECK_FALSE(value_of(crypto.verify(rfc7515_key, data, Bytes(64, 0))));
    CHECK_FALSE(value_of(crypto.verify(rfc7515_key, data, Bytes(64, 0xFF))));
    CHECK_FALSE(value_of(crypto.verify(rfc7515_key, data, {})));
    PublicKey off_curve = rfc7515_key;
    off_curve.x[0] ^= 1;
    CHECK(fault_of(crypto.verify(off_curve, data, signature)) == Fault::bad_key);

    const KeyPair pair = value_of(crypto.import_private(
        rfc7515_key, base64("jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI"), PrivateKeyUse::sign));
    const Bytes own = value_of(crypto.sign(pair.handle, data));
    CHECK(own.size() == 64);
    CHECK(value_of(crypto.verify(rfc7515_key, data, own)));
}

TEST_CASE("keys are what they were made for, and gone when dropped") {
    CryptoOpenssl crypto;
    const KeyHandle secret = value_of(crypto.generate_key());
    const KeyPair signing = value_of(crypto.generate_pair(PrivateKeyUse::sign));
    const KeyPair agreeing = value_of(crypto.generate_pair(PrivateKeyUse::agree));
    CHECK(fault_of(crypto.sign(agreeing.handle, {})) == Fault::crypto_failed);
    CHECK(fault_of(crypto.sign(secret, {})) == Fault::crypto_failed);
    CHECK(fault_of(crypto.seal(signing.handle, {}, {})) == Fault::crypto_failed);
    CHECK(fault_of(crypto.unwrap_agreed(signing.handle, agreeing.public_key, Bytes(40))) ==
          Fault::crypto_failed);
    CHECK(fault_of(crypto.wrap_key(secret, signing.handle)) == Fault::crypto_failed);
    CHECK(crypto.key_count() == 3);
    crypto.drop(secret);
    CHECK(fault_of(crypto.seal(secret, {}, {})) == Fault::locked);
    crypto.drop(secret);
    crypto.drop(0);
    CHECK(crypto.key_count() == 2);
}

TEST_CASE("a private key survives sealing, for the same use and by the same key only") {
    CryptoOpenssl crypto;
    const KeyHandle kek = value_of(crypto.generate_key());
    const KeyHandle other_kek = value_of(crypto.generate_key());
    const KeyPair pair = value_of(crypto.generate_pair(PrivateKeyUse::sign));
    Sealed sealed = value_of(crypto.seal_private(kek, pair.handle));
    CHECK(sealed.ciphertext.size() == 96);
    const KeyPair opened = value_of(crypto.open_private(kek, sealed, PrivateKeyUse::sign));
    CHECK(opened.public_key == pair.public_key);
    const Bytes signature = value_of(crypto.sign(opened.handle, bytes_of("x")));
    CHECK(value_of(crypto.verify(pair.public_key, bytes_of("x"), signature)));
    CHECK(fault_of(crypto.open_private(other_kek, sealed, PrivateKeyUse::sign)) == Fault::cannot_open);
    sealed.ciphertext[50] ^= 1;
    CHECK(fault_of(crypto.open_private(kek, sealed, PrivateKeyUse::sign)) == Fault::cannot_open);
}

TEST_CASE("secrets travel wrapped, for a key, a passphrase and a station") {
    CryptoOpenssl crypto;
    const KeyHandle secret = value_of(crypto.generate_key());
    const Sealed sealed = value_of(crypto.seal(secret, bytes_of("aad"), bytes_of("text")));
    const auto opens_with = [&](KeyHandle key) {
        return value_of(crypto.open(key, bytes_of("aad"), sealed)) == bytes_of("text");
    };
    const KeyHandle kek = value_of(crypto.generate_key());
    CHECK(opens_with(value_of(crypto.unwrap_key(kek, value_of(crypto.wrap_key(kek, secret))))));
    const KeyPair station = value_of(crypto.generate_pair(PrivateKeyUse::agree));
    const AgreedKey agreed = value_of(crypto.wrap_for(station.public_key, secret));
    CHECK(opens_with(value_of(crypto.unwrap_agreed(station.handle, agreed.epk, agreed.wrapped))));
    const Bytes wrapped = value_of(crypto.wrap_by_passphrase("x", Salt{}, 1000, secret));
    CHECK(opens_with(value_of(crypto.unwrap_by_passphrase("x", Salt{}, 1000, wrapped))));
    CHECK(fault_of(crypto.open(secret, bytes_of("other"), sealed)) == Fault::cannot_open);
    CHECK(fault_of(crypto.open(kek, bytes_of("aad"), sealed)) == Fault::cannot_open);
    PublicKey off_curve = agreed.epk;
    off_curve.y[5] ^= 1;
    CHECK(fault_of(crypto.unwrap_agreed(station.handle, off_curve, agreed.wrapped)) == Fault::cannot_open);
}

}  // namespace tsunagi
