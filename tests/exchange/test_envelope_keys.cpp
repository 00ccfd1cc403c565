// Owns the tests of what surrounds the envelope: passphrases, keys as JWK, thumbprints, points.
#include "exchange/p256_point.h"
#include "exchange/passphrase.h"

#include "envelope_fixture.h"

#include <array>

namespace tsunagi {
namespace {

// Gives out what it was given, in order.
struct RandomScripted final : Random {
    explicit RandomScripted(Bytes script) : bytes(std::move(script)) {}
    Bytes bytes;
    std::size_t at = 0;
    void fill(std::span<std::uint8_t> to) override {
        for (auto& byte : to) byte = bytes[at++ % bytes.size()];
    }
};

// RFC 7515, appendix A.3: the key of the ES256 example.
constexpr auto rfc_public =
    R"({"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"})";
constexpr auto rfc_private =
    R"({"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0","d":"jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI"})";

std::string with(std::string json, std::string_view from, std::string_view to) {
    const auto at = json.find(from);
    REQUIRE(at != std::string::npos);
    return json.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("a generated passphrase is 24 digits in 6 groups, every digit as likely as the next") {
    RandomSeeded random;
    std::array<int, 10> counts{};
    constexpr int rounds = 2000;
    for (int i = 0; i < rounds; ++i) {
        const std::string passphrase = generate_passphrase(random);
        REQUIRE(passphrase.size() == 29);
        for (std::size_t at = 0; at < passphrase.size(); ++at) {
            if (at % 5 == 4) {
                REQUIRE(passphrase[at] == '-');
            } else {
                REQUIRE((passphrase[at] >= '0' && passphrase[at] <= '9'));
                ++counts[static_cast<std::size_t>(passphrase[at] - '0')];
            }
        }
        REQUIRE(value_of(parse_passphrase(passphrase)) == passphrase);
    }
    // Chi-square with 9 degrees of freedom: 27.9 is passed by chance once in a thousand seeds, and this one
    // is fixed.
    const double expected = rounds * 24 / 10.0;
    double chi_square = 0;
    for (const int count : counts) chi_square += (count - expected) * (count - expected) / expected;
    CHECK(chi_square < 27.9);
}

TEST_CASE("bytes that would favour small digits are thrown away") {
    RandomScripted random({250, 251, 252, 253, 254, 255, 249, 10, 9});
    CHECK(generate_passphrase(random) == "9099-0990-9909-9099-0990-9909");
}

TEST_CASE("a passphrase may be typed with any separators and in any width") {
    for (const char* typed :
         {"0412-7783-9051-2266-4039-8817", "041277839051226640398817", " 0412 7783 9051 2266 4039 8817 \r\n",
          "0412.7783.9051.2266.4039.8817", "０４１２－７７８３－９０５１－２２６６－４０３９－８８１７",
          "０４１２　７７８３　９０５１　２２６６　４０３９　８８１７", "0412ー7783ー9051‐2266—4039−8817",
          "041 277 839 051 226 640 398 817"}) {
        INFO(typed);
        CHECK(value_of(parse_passphrase(typed)) == "0412-7783-9051-2266-4039-8817");
    }
    for (const char* typed : {"", "0412-7783-9051-2266-4039-881", "0412-7783-9051-2266-4039-88170",
                              "password", "０４１２", "\xEF\xBC", "O412-7783-9051-2266-4039-8817"}) {
        INFO(typed);
        CHECK(fault_of(parse_passphrase(typed)) == Fault::bad_value);
    }
}

TEST_CASE("a passphrase typed in another shape opens the file") {
    Parties parties;
    const MadeFile made = parties.make(bytes_of("{}"), {}, true);
    CHECK(parties.open(made.bytes, ByPassphrase{.typed = "０４１２ 7783 9051 2266 4039 8817"}).has_value());
    CHECK(fault_of(parties.open(made.bytes, ByPassphrase{.typed = "0412"})) == Fault::cannot_open);
    CHECK(fault_of(parties.open(made.bytes, ByPassphrase{.typed = ""})) == Fault::cannot_open);
}

TEST_CASE("thumbprints are those of RFC 7638") {
    Parties parties;
    const PublicKey key = value_of(parse_public_jwk(rfc_public));
    // By npm jose and by OpenSSL's command line over the canonical form.
    CHECK(parties.kid_of(key) == "oKIywvGUpTVTyxMQ3bwIIeQUudfr_CkLMjCE19ECD-U");
    CHECK(is_thumbprint("oKIywvGUpTVTyxMQ3bwIIeQUudfr_CkLMjCE19ECD-U"));
    CHECK_FALSE(is_thumbprint("oKIywvGUpTVTyxMQ3bwIIeQUudfr_CkLMjCE19ECD-V"));
}

TEST_CASE("a public key goes to JWK and back, with nothing but its four members") {
    const PublicKey key = value_of(parse_public_jwk(rfc_public));
    CHECK(jwk_text_of(key) == rfc_public);
    const std::string exported =
        with(rfc_public, R"("kty")",
             R"("key_ops":["deriveBits"],"ext":true,"kid":"1","use":"enc","alg":"ECDH-ES+A256KW","kty")");
    CHECK(value_of(parse_public_jwk(exported)) == key);
}

TEST_CASE("keys that are not what they should be") {
    struct Case {
        const char* name;
        std::string jwk;
        Fault expected;
    };
    const std::string key = rfc_public;
    const std::vector<Case> cases = {
        {"a private key", rfc_private, Fault::bad_key},
        {"an empty private member", with(key, R"("crv")", R"("d":"","crv")"), Fault::bad_key},
        {"no object", "[]", Fault::wrong_type},
        {"text", "\"x\"", Fault::wrong_type},
        {"no JSON", "-----BEGIN PUBLIC KEY-----", Fault::bad_json},
        {"RSA", with(key, "EC", "RSA"), Fault::bad_key},
        {"another curve", with(key, "P-256", "P-384"), Fault::bad_key},
        {"Montgomery", R"({"kty":"OKP","crv":"X25519","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"})",
         Fault::bad_key},
        {"no y", R"({"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"})",
         Fault::wrong_type},
        {"y as a number", with(key, R"("x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0")", "1"),
         Fault::wrong_type},
        {"off the curve", with(key, "5a0\"", "5a4\""), Fault::bad_key},
        {"short x",
         with(key, "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
              "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVE"),
         Fault::bad_base64url},
        {"short but canonical x",
         with(key, "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
              "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVA"),
         Fault::bad_key},
        {"padded x", with(key, "RVEU\"", "RVEU=\""), Fault::bad_base64url},
        {"not canonical x", with(key, "RVEU\"", "RVEV\""), Fault::bad_base64url},
        {"two x", with(key, R"("kty")", R"("x":"AA","kty")"), Fault::duplicate_key},
    };
    for (const auto& one : cases) {
        INFO(one.name);
        CHECK(fault_of(parse_public_jwk(one.jwk)) == one.expected);
    }
}

TEST_CASE("a private key is read with what browsers export beside it") {
    const PrivateJwk jwk =
        value_of(parse_private_jwk(with(rfc_private, R"("kty")", R"("key_ops":["sign"],"ext":true,"kty")")));
    CHECK(hex_of(jwk.d) == "8e9b109e719098bf980487df1f5d77e9cb29606ebed2263b5f57c213df84f4b2");
    CHECK(fault_of(parse_private_jwk(rfc_public)) == Fault::bad_key);
    CHECK(fault_of(parse_private_jwk(with(rfc_private, "jpsQnnGQ", ""))) == Fault::bad_key);
    Parties parties;
    PrivateJwk wrong = jwk;
    wrong.d[0] ^= 1;
    CHECK(fault_of(done(parties.crypto.import_private(wrong.public_key, wrong.d, PrivateKeyUse::sign))) ==
          Fault::bad_key);
}

TEST_CASE("points are told from non-points as OpenSSL does") {
    Parties parties;
    CHECK_FALSE(is_on_curve(PublicKey{}));
    for (int i = 0; i < 20; ++i) {
        PublicKey key = value_of(parties.crypto.generate_pair(PrivateKeyUse::agree)).public_key;
        CHECK(is_on_curve(key));
        key.x[static_cast<std::size_t>(i)] ^= 0x40;
        const bool accepted = done(parties.crypto.verify(key, {}, Bytes(64))).has_value();
        CHECK(is_on_curve(key) == accepted);
    }
    // The point with x = 0 (y is a root of b), and the same point with the field's prime added to x.
    const auto coordinate = [](std::string_view hex) {
        std::array<std::uint8_t, 32> bytes{};
        std::ranges::copy(value_of(parse_hex(hex)), bytes.begin());
        return bytes;
    };
    PublicKey zero{.x = {},
                   .y = coordinate("66485c780e2f83d72433bd5d84a06bb6541c2af31dae871728bf856a174f93f4")};
    CHECK(is_on_curve(zero));
    zero.x = coordinate("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff");
    CHECK_FALSE(is_on_curve(zero));
}

}  // namespace tsunagi
