// The number two people read to each other by telephone: of a device over both its keys, of a file over all
// of it.
#include "exchange/device_number.h"

#include "envelope_fixture.h"

#include <set>

namespace tsunagi {

namespace {

// RFC 7515 A.3.1 and RFC 7517 A.1.
constexpr std::string_view first_key =
    R"({"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"})";
constexpr std::string_view second_key =
    R"({"kty":"EC","crv":"P-256","x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4","y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM"})";

}  // namespace

TEST_CASE("the number of a device is over both keys, each in its place") {
    CryptoOpenssl crypto;
    const PublicKey first = value_of(parse_public_jwk(first_key));
    const PublicKey second = value_of(parse_public_jwk(second_key));
    // By Python's hashlib over "tsunagi-device-v1." and the thumbprints as `jose jwk thp` gives them.
    CHECK(value_of(device_number(crypto, {.agreement = first, .signing = second})) ==
          "269e 93f7 1e4b 0b03 ac3a 60b3 7042 6185");
    CHECK(value_of(device_number(crypto, {.agreement = second, .signing = first})) ==
          "1f13 11c8 ad12 e3a2 4453 a8c5 a992 170c");
}

TEST_CASE("whoever shares one key with a device has another number") {
    CryptoOpenssl crypto;
    const auto key = [&crypto] { return value_of(crypto.generate_pair(PrivateKeyUse::agree)).public_key; };
    const PublicKey agreement = key();
    const PublicKey signing = key();
    std::set<std::string> numbers;
    for (const DeviceKeys& keys :
         {DeviceKeys{agreement, signing}, {agreement, key()}, {key(), signing}, {signing, agreement}}) {
        numbers.insert(value_of(device_number(crypto, keys)));
    }
    CHECK(numbers.size() == 4);
}

TEST_CASE("the number of a file is the beginning of its SHA-256") {
    CHECK(file_number("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08") ==
          "9f86 d081 884c 7d65 9a2f eaa0 c55a d015");
    CHECK(file_number("").empty());
    CHECK(file_number("9f86d081884c7d659a2feaa0c55ad015").empty());
    CHECK(file_number("9F86D081884C7D659A2FEAA0C55AD015A3BF4F1B2B0B822CD15D6C15B0F00A08").empty());
}

}  // namespace tsunagi
