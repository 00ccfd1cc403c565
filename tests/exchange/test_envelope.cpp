// Owns the tests of making and opening hand-over files that are as they should be.
#include "exchange/passphrase.h"
#include "support/shipped.h"

#include "envelope_fixture.h"

#include <algorithm>
#include <set>

namespace tsunagi {
namespace {

Bytes long_payload(std::size_t size) {
    Bytes bytes(size);
    RandomSeeded random(7);
    random.fill(bytes);
    return bytes;
}

}  // namespace

TEST_CASE("a file opens to the same bytes, for every station it was made for and by passphrase") {
    Parties parties;
    const std::vector<Bytes> payloads = {
        {}, bytes_of("{}"), bytes_of("{\"name\":\"神\xE3\x80\x80髙橋 𠮷野家\"}\r\n"), long_payload(100'001)};
    for (const auto& payload : payloads) {
        const MadeFile made =
            parties.make(payload, {parties.station.public_key, parties.other_station.public_key}, true);
        for (const Opener& opener :
             {parties.by_key(), parties.by_other_key(), Opener(ByPassphrase{.typed = test_passphrase})}) {
            const OpenedFile opened = value_of(parties.open(made.bytes, opener));
            CHECK(opened.payload == payload);
            CHECK(opened.id == made.id);
            CHECK(opened.created == "2026-11-21T14:05:00+09:00");
            CHECK(opened.signer_kid == parties.signer_kid);
            CHECK(opened.to == std::vector{parties.station_kid, parties.other_kid});
            CHECK(opened.trust == SignerTrust::verified);
        }
    }
}

TEST_CASE("a file for a passphrase alone names nobody") {
    Parties parties;
    const MadeFile made = parties.make(bytes_of("{}"), {}, true);
    const OpenedFile opened = value_of(parties.open(made.bytes, ByPassphrase{.typed = test_passphrase}));
    CHECK(opened.to.empty());
    const EnvelopeInfo info = value_of(inspect_file(made.bytes));
    CHECK(info.kids.empty());
    CHECK(info.by_passphrase);
}

TEST_CASE("what the envelope shows without a key") {
    Parties parties;
    const MadeFile made =
        parties.make(bytes_of("{}"), {parties.other_station.public_key, parties.station.public_key}, false);
    const EnvelopeInfo info = value_of(inspect_file(made.bytes));
    CHECK(info.kids == std::vector{parties.other_kid, parties.station_kid});
    CHECK_FALSE(info.by_passphrase);
    CHECK(fault_of(inspect_file(bytes_of("{\"resourceType\":\"Bundle\"}"))) == Fault::not_our_file);
}

TEST_CASE("a file is written to the recipe, member for member") {
    Parties parties;
    const MadeFile made = parties.make(bytes_of("{}"), {parties.station.public_key}, true);
    const Json file = value_of(parse_json(text_of(made.bytes)));
    const auto names_of = [](const Json& object) {
        std::vector<std::string> names;
        for (const auto& [name, member] : object.items()) names.push_back(name);
        return names;
    };
    CHECK(names_of(file) == std::vector<std::string>{"protected", "recipients", "iv", "ciphertext", "tag"});
    CHECK(text_of(value_of(parse_base64url(*find_string(file, "protected")))) ==
          R"({"enc":"A256GCM","typ":"tsunagi+jwe","cty":"jose+json"})");
    CHECK(value_of(parse_base64url(*find_string(file, "iv"))).size() == 12);
    CHECK(value_of(parse_base64url(*find_string(file, "tag"))).size() == 16);
    const Json& recipients = *find_array(file, "recipients");
    REQUIRE(recipients.size() == 2);
    const Json& station = *find_object(recipients[0], "header");
    CHECK(names_of(station) == std::vector<std::string>{"alg", "epk", "kid"});
    CHECK(*find_string(station, "alg") == "ECDH-ES+A256KW");
    CHECK(*find_string(station, "kid") == parties.station_kid);
    CHECK(names_of(*find_object(station, "epk")) == std::vector<std::string>{"kty", "crv", "x", "y"});
    const Json& by_passphrase = *find_object(recipients[1], "header");
    CHECK(names_of(by_passphrase) == std::vector<std::string>{"alg", "p2s", "p2c"});
    CHECK(*find_string(by_passphrase, "alg") == "PBES2-HS512+A256KW");
    CHECK(find_int(by_passphrase, "p2c") == 10'000);
    CHECK(value_of(parse_base64url(*find_string(by_passphrase, "p2s"))).size() == 16);
}

TEST_CASE("two files of the same content share nothing that could be compared") {
    Parties parties;
    std::set<std::string> seen;
    for (int i = 0; i < 3; ++i) {
        const MadeFile made = parties.make(bytes_of("{}"), {parties.station.public_key}, true);
        const Json file = value_of(parse_json(text_of(made.bytes)));
        const Json& recipients = *find_array(file, "recipients");
        CHECK(seen.insert(made.id).second);
        for (const char* name : {"iv", "ciphertext", "tag"})
            CHECK(seen.insert(*find_string(file, name)).second);
        for (const auto& one : recipients) CHECK(seen.insert(*find_string(one, "encrypted_key")).second);
        CHECK(seen.insert(*find_string(*find_object(*find_object(recipients[0], "header"), "epk"), "x"))
                  .second);
        CHECK(seen.insert(*find_string(*find_object(recipients[1], "header"), "p2s")).second);
    }
}

TEST_CASE("an unknown signer is said to be unknown, and can be checked later") {
    Parties parties;
    const MadeFile made = parties.make(bytes_of("{\"a\":1}"), {parties.station.public_key}, false);
    const OpenedFile opened =
        value_of(open_file(parties.crypto, made.bytes, parties.by_key(), {parties.station.public_key}));
    CHECK(opened.trust == SignerTrust::unknown);
    CHECK(opened.payload == bytes_of("{\"a\":1}"));
    CHECK(value_of(check_signer(parties.crypto, opened, parties.signer.public_key)));
    CHECK_FALSE(value_of(check_signer(parties.crypto, opened, parties.station.public_key)));
    OpenedFile changed = opened;
    changed.signing_input.back() = changed.signing_input.back() == 'A' ? 'B' : 'A';
    CHECK_FALSE(value_of(check_signer(parties.crypto, changed, parties.signer.public_key)));
}

TEST_CASE("only what can be opened is made") {
    Parties parties;
    const auto try_to_make = [&](MakeRequest request) {
        return fault_of(done(make_file(parties.crypto, parties.random, std::move(request))));
    };
    const PublicKey to = parties.station.public_key;
    CHECK(try_to_make(parties.request(bytes_of("{}"), {}, false)) == Fault::bad_header);
    CHECK(try_to_make(parties.request(bytes_of("{}"), {to, to}, false)) == Fault::bad_header);
    std::vector<PublicKey> eight;
    for (int i = 0; i < 8; ++i) {
        eight.push_back(value_of(parties.crypto.generate_pair(PrivateKeyUse::agree)).public_key);
    }
    CHECK(try_to_make(parties.request(bytes_of("{}"), eight, false)) == Fault::none);
    CHECK(try_to_make(parties.request(bytes_of("{}"), eight, true)) == Fault::bad_header);
    CHECK(try_to_make(parties.request(Bytes(9'500'000, 'x'), {to}, false)) == Fault::too_large);
    PublicKey off_curve = to;
    off_curve.y[31] ^= 1;
    CHECK(try_to_make(parties.request(bytes_of("{}"), {off_curve}, false)) == Fault::bad_key);
    for (const char* passphrase : {"", "secret", "041277839051226640398817"}) {
        MakeRequest request = parties.request(bytes_of("{}"), {}, true);
        request.passphrase = passphrase;
        CHECK(try_to_make(std::move(request)) == Fault::bad_value);
    }
    for (const char* created : {"", "2026-11-21", "2026-11-21T14:05:00", "2026-02-30T14:05:00+09:00"}) {
        MakeRequest request = parties.request(bytes_of("{}"), {to}, false);
        request.created = created;
        CHECK(try_to_make(std::move(request)) == Fault::bad_value);
    }
}

TEST_CASE("the largest file that is made opens") {
    Parties parties;
    std::size_t size = 9'436'000;
    const auto attempt = [&] {
        return done(make_file(parties.crypto, parties.random,
                              parties.request(long_payload(size), {parties.station.public_key}, false)));
    };
    Result<MadeFile> made = attempt();
    REQUIRE(made.has_value());
    CHECK(made->bytes.size() <= max_file_bytes);
    CHECK(made->bytes.size() > max_file_bytes - 4096);
    CHECK(value_of(parties.open(made->bytes, parties.by_key())).payload == long_payload(size));
    size += 4096;
    CHECK(fault_of(attempt()) == Fault::too_large);
}

TEST_CASE("no key outlives the file it was for") {
    Parties parties;
    const std::size_t own_keys = parties.crypto.key_count();
    const MadeFile made = parties.make(bytes_of("{}"), {parties.station.public_key}, true);
    CHECK(parties.crypto.key_count() == own_keys);
    CHECK(parties.open(made.bytes, parties.by_key()).has_value());
    CHECK(parties.open(made.bytes, ByPassphrase{.typed = test_passphrase}).has_value());
    CHECK_FALSE(parties.open(made.bytes, ByPassphrase{.typed = "0000-0000-0000-0000-0000-0000"}).has_value());
    CHECK(parties.crypto.key_count() == own_keys);
}

TEST_CASE("a wrong passphrase and a changed file cost the same and say the same") {
    Parties parties;
    const MadeFile made = parties.make(bytes_of("{}"), {}, true);
    Json tampered = value_of(parse_json(text_of(made.bytes)));
    std::string tag = *find_string(tampered, "tag");
    tag[3] = tag[3] == 'A' ? 'B' : 'A';
    tampered["tag"] = tag;

    const auto derivations = [&](const Bytes& file, const std::string& passphrase, Fault expected) {
        const int before = parties.crypto.passphrase_derivations;
        const auto opened = parties.open(file, ByPassphrase{.typed = passphrase});
        CHECK(fault_of(opened) == expected);
        if (!opened) CHECK(opened.error().detail.empty());
        return parties.crypto.passphrase_derivations - before;
    };
    const int right = derivations(made.bytes, test_passphrase, Fault::none);
    CHECK(right > 0);
    CHECK(derivations(made.bytes, "0412-7783-9051-2266-4039-8818", Fault::cannot_open) == right);
    CHECK(derivations(bytes_of(dump_json(tampered)), test_passphrase, Fault::cannot_open) == right);
}

TEST_CASE("a lost key is said as such and not as a wrong one") {
    Parties parties;
    const MadeFile made = parties.make(bytes_of("{}"), {parties.station.public_key}, false);
    parties.crypto.drop(parties.station.handle);
    CHECK(fault_of(parties.open(made.bytes, parties.by_key())) == Fault::locked);
}

TEST_CASE("files that npm jose made to the recipe open") {
    Parties parties;
    const Json vector =
        value_of(parse_json(read_project_file("tests/exchange/vectors/made_by_npm_jose.json")));
    const PublicKey signer = value_of(parse_public_jwk(dump_json(*find_object(vector, "signer"))));
    CHECK(parties.kid_of(signer) == *find_string(vector, "signer_kid"));
    const auto opener_of = [&](const char* name) -> Opener {
        PrivateJwk jwk = value_of(parse_private_jwk(dump_json(*find_object(vector, name))));
        const KeyPair pair =
            value_of(parties.crypto.import_private(jwk.public_key, jwk.d, PrivateKeyUse::agree));
        return ByKey{.key = pair.handle, .public_key = pair.public_key};
    };
    const Json& files = *find_object(vector, "files");
    const auto opens = [&](const char* file, Opener opener) {
        const Bytes bytes = bytes_of(dump_json(*find_object(files, file)));
        const OpenedFile opened = value_of(open_file(parties.crypto, bytes, std::move(opener), {signer}));
        CHECK(text_of(opened.payload) == *find_string(vector, "payload"));
        CHECK(opened.trust == SignerTrust::verified);
    };
    opens("passphrase", ByPassphrase{.typed = *find_string(vector, "passphrase")});
    opens("station", opener_of("station"));
    opens("both", ByPassphrase{.typed = *find_string(vector, "passphrase")});
    opens("both", opener_of("station"));
    opens("both", opener_of("other_station"));
}

}  // namespace tsunagi
