// Tests hex, base64url, wiping, fault names and ids.
#include "core/bytes.h"
#include "ports/random.h"

#include <catch2/catch_test_macros.hpp>

#include <numeric>
#include <set>

using namespace tsunagi;

TEST_CASE("hex goes both ways and refuses what is not hex", "[bytes]") {
    const Bytes bytes = {0x00, 0x7f, 0x80, 0xff};
    CHECK(hex_of(bytes) == "007f80ff");
    CHECK(parse_hex("007f80FF").value() == bytes);
    CHECK(parse_hex("").value().empty());
    for (const char* bad : {"0", "0g", " 00", "0x"}) {
        CAPTURE(bad);
        CHECK(parse_hex(bad).error().fault == Fault::bad_value);
    }
}

TEST_CASE("base64url keeps RFC 4648's vectors without padding", "[bytes]") {
    struct Case {
        std::string_view plain;
        std::string_view encoded;
    };
    constexpr Case cases[] = {
        {"", ""},           {"f", "Zg"},          {"fo", "Zm8"},          {"foo", "Zm9v"},
        {"foob", "Zm9vYg"}, {"fooba", "Zm9vYmE"}, {"foobar", "Zm9vYmFy"}, {"\xfb\xff", "-_8"}};
    for (const Case& c : cases) {
        CAPTURE(c.encoded);
        CHECK(base64url_of(view_of(c.plain)) == c.encoded);
        CHECK(text_of(parse_base64url(c.encoded).value()) == c.plain);
    }
}

TEST_CASE("base64url refuses every other spelling", "[bytes]") {
    for (const char* bad :
         {"Zg==", "Zm8=", "Z", "Zm9vY", "Zh", "Zm9", "Zm 9v", "Zm9v\n", "Zm+v", "Zm/v", "Zm\xe3v"}) {
        CAPTURE(bad);
        const auto parsed = parse_base64url(bad);
        REQUIRE_FALSE(parsed.has_value());
        CHECK(parsed.error().fault == Fault::bad_base64url);
    }
}

TEST_CASE("base64url goes both ways for every length", "[bytes]") {
    Bytes bytes(300);
    std::iota(bytes.begin(), bytes.end(), std::uint8_t{0});
    for (std::size_t size = 0; size <= bytes.size(); ++size) {
        const Bytes part(bytes.end() - static_cast<std::ptrdiff_t>(size), bytes.end());
        REQUIRE(parse_base64url(base64url_of(part)).value() == part);
        REQUIRE(parse_hex(hex_of(part)).value() == part);
    }
}

TEST_CASE("wiping leaves nothing", "[bytes]") {
    Bytes bytes = bytes_of("secret");
    const std::uint8_t* const where = bytes.data();
    const std::size_t capacity = bytes.capacity();
    wipe(bytes);
    CHECK(bytes.empty());
    REQUIRE(bytes.capacity() == capacity);
    bytes.resize(6);  // the memory is still ours to look at
    CHECK(where == bytes.data());
    std::string text = "a passphrase that is longer than a short string";
    wipe(text);
    CHECK(text.empty());
}

TEST_CASE("every fault has a name of its own", "[error]") {
    std::set<std::string_view> codes;
    const auto last = static_cast<int>(Fault::cancelled);
    for (int i = 0; i <= last; ++i) codes.insert(fault_code(static_cast<Fault>(i)));
    CHECK(codes.size() == static_cast<std::size_t>(last) + 1);
    CHECK(fault_code(Fault::cannot_open) == "cannot_open");
    CHECK(fail(Fault::locked, "why").error().detail == "why");
}

namespace {
struct CountingRandom final : Random {
    std::uint8_t next = 0xf0;
    void fill(std::span<std::uint8_t> bytes) override {
        for (std::uint8_t& byte : bytes) byte = next++;
    }
};
}  // namespace

TEST_CASE("an id is 128 random bits in lower-case hex", "[random]") {
    CountingRandom random;
    CHECK(make_id(random) == "f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff");
    CHECK(make_id(random) == "000102030405060708090a0b0c0d0e0f");
}
