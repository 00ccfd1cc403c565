// Owns the table of files that must be refused, each wrong in one way, and what each is refused as.
#include "hostile_file.h"

#include <algorithm>

namespace tsunagi {
namespace {

enum class OpenBy : std::uint8_t { all, key, passphrase };

struct Case {
    const char* name;
    Fault expected;
    Bends bends;
    SealedFor sealed_for = SealedFor::both;
    OpenBy open_by = OpenBy::all;
};

std::function<std::string(std::string)> replace(std::string from, std::string to) {
    return [from = std::move(from), to = std::move(to)](std::string text) {
        return replaced(std::move(text), from, to);
    };
}
template <class T>
std::function<void(Json&)> set(const char* name, T value) {
    return [name, value](Json& object) { object[name] = value; };
}
std::function<void(Json&)> erase(const char* name) {
    return [name](Json& object) { object.erase(name); };
}
std::function<std::string(std::string)> say(std::string text) {
    return [text = std::move(text)](std::string) { return text; };
}
// Bends the first recipient (the station) or the second (the passphrase).
std::function<void(Json&)> station(std::function<void(Json&)> bend) {
    return [bend = std::move(bend)](Json& outer) { bend(outer["recipients"][0]); };
}
std::function<void(Json&)> station_header(std::function<void(Json&)> bend) {
    return [bend = std::move(bend)](Json& outer) { bend(outer["recipients"][0]["header"]); };
}
std::function<void(Json&)> epk(std::function<void(Json&)> bend) {
    return [bend = std::move(bend)](Json& outer) { bend(outer["recipients"][0]["header"]["epk"]); };
}
std::function<void(Json&)> passphrase(std::function<void(Json&)> bend) {
    return [bend = std::move(bend)](Json& outer) { bend(outer["recipients"][1]); };
}
std::function<void(Json&)> passphrase_header(std::function<void(Json&)> bend) {
    return [bend = std::move(bend)](Json& outer) { bend(outer["recipients"][1]["header"]); };
}
std::function<void(Json&)> tampered(const char* name) {
    return [name](Json& object) { tamper(object, name); };
}
// As long as it should be, but with bits set behind the last byte.
std::function<void(Json&)> not_canonical(const char* name) {
    return [name](Json& object) {
        std::string text = *find_string(object, name);
        const std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        text.back() = digits[(digits.find(text.back()) | 1) % 64];
        object[name] = text;
    };
}
std::string sized(std::size_t bytes) {
    return base64url_of(Bytes(bytes, 7));
}
std::string nested(int depth) {
    return std::string(static_cast<std::size_t>(depth), '[') +
           std::string(static_cast<std::size_t>(depth), ']');
}

std::vector<Case> text_cases() {
    return {
        {"nothing", Fault::bad_json, {.text = say("")}},
        {"no JSON", Fault::bad_json, {.text = say("PK\x03\x04")}},
        {"compact serialisation", Fault::bad_json, {.text = say("eyJhbGciOiJkaXIifQ..AAAA.AAAA.AAAA")}},
        {"cut off",
         Fault::bad_json,
         {.text = [](std::string text) { return text.substr(0, text.size() / 2); }}},
        {"something behind it",
         Fault::bad_json,
         {.text = [](const std::string& text) { return text + "{}"; }}},
        {"over 16 MiB",
         Fault::too_large,
         {.text =
              [](const std::string& text) {
                  return text + std::string(max_file_bytes - text.size() + 1, ' ');
              }}},
        {"nested 65 deep",
         Fault::too_deep,
         {.text = replace(R"("iv":)", R"("x":)" + nested(64) + R"(,"iv":)")}},
        {"nested 100000 deep", Fault::too_deep, {.text = say(std::string(100'000, '['))}},
        {"byte order mark",
         Fault::bad_utf8,
         {.text = [](const std::string& text) { return "\xEF\xBB\xBF" + text; }}},
        {"broken UTF-8", Fault::bad_utf8, {.text = replace(R"("iv":")", "\"iv\":\"\xE3\x81")}},
        {"overlong UTF-8", Fault::bad_utf8, {.text = replace(R"("iv":")", "\"iv\":\"\xC1\xA1")}},
        {"a surrogate in UTF-8", Fault::bad_utf8, {.text = replace(R"("iv":")", "\"iv\":\"\xED\xA0\x80")}},
        {"NUL", Fault::bad_utf8, {.text = replace(R"("iv":")", std::string("\"iv\":\"\0", 7))}},
        {"escaped NUL", Fault::bad_utf8, {.text = replace(R"("iv":")", R"("iv":"\u0000)")}},
        {"lone surrogate escape", Fault::bad_utf8, {.text = replace(R"("iv":")", R"("iv":"\ud800)")}},
        {"UTF-16", Fault::bad_utf8, {.text = say(std::string("\xFF\xFE{\0}\0", 6))}},
        {"a member twice", Fault::duplicate_key, {.text = replace(R"("iv":)", R"("tag":"AAAA","iv":)")}},
        {"a member twice by escape",
         Fault::duplicate_key,
         {.text = replace(R"("iv":)", R"("\u0074ag":"AAAA","iv":)")}},
        {"a list", Fault::not_our_file, {.text = say("[]")}},
        {"another kind of file", Fault::not_our_file, {.text = say(R"({"resourceType":"Bundle"})")}},
    };
}

std::vector<Case> member_cases() {
    return {
        {"aad", Fault::wrong_type, {.outer = set("aad", "AAAA")}},
        {"unprotected", Fault::wrong_type, {.outer = set("unprotected", Json::object())}},
        {"__proto__", Fault::wrong_type, {.outer = set("__proto__", Json::object())}},
        {"no tag", Fault::wrong_type, {.outer = erase("tag")}},
        {"no recipients", Fault::wrong_type, {.outer = erase("recipients")}},
        {"flattened serialisation",
         Fault::wrong_type,
         {.outer =
              [](Json& outer) {
                  const Json first = outer["recipients"][0];
                  outer.erase("recipients");
                  outer["header"] = first["header"];
                  outer["encrypted_key"] = first["encrypted_key"];
              }}},
        {"iv as a number", Fault::wrong_type, {.outer = set("iv", 5)}},
        {"ciphertext as null", Fault::wrong_type, {.outer = set("ciphertext", nullptr)}},
        {"padded tag", Fault::bad_base64url, {.text = replace(R"("}],"iv")", R"(="}],"iv")")}},
        {"line break in the ciphertext",
         Fault::bad_base64url,
         {.text = replace(R"("ciphertext":")", R"("ciphertext":"\n)")}},
        {"the other alphabet", Fault::bad_base64url, {.text = replace(R"("iv":")", R"("iv":"+/)")}},
        {"tag not canonical", Fault::bad_base64url, {.outer = not_canonical("tag")}},
        {"p2s not canonical", Fault::bad_base64url, {.outer = passphrase_header(not_canonical("p2s"))}},
        {"iv of 16 bytes", Fault::bad_header, {.outer = set("iv", sized(16))}},
        {"iv of 8 bytes", Fault::bad_header, {.outer = set("iv", sized(8))}},
        {"empty iv", Fault::bad_header, {.outer = set("iv", "")}},
        {"tag of 12 bytes", Fault::bad_header, {.outer = set("tag", sized(12))}},
        {"tag of 4 bytes", Fault::bad_header, {.outer = set("tag", sized(4))}},
        {"empty tag", Fault::bad_header, {.outer = set("tag", "")}},
        {"enc A128GCM", Fault::bad_header, {.outer_header = set("enc", "A128GCM")}},
        {"enc A256CBC-HS512", Fault::bad_header, {.outer_header = set("enc", "A256CBC-HS512")}},
        {"enc as a number", Fault::wrong_type, {.outer_header = set("enc", 256)}},
        {"zip", Fault::wrong_type, {.outer_header = set("zip", "DEF")}},
        {"crit", Fault::wrong_type, {.outer_header = set("crit", Json::array({"exp"}))}},
        {"alg for everybody", Fault::wrong_type, {.outer_header = set("alg", "dir")}},
        {"another typ", Fault::bad_header, {.outer_header = set("typ", "JWE")}},
        {"another cty", Fault::bad_header, {.outer_header = set("cty", "JWT")}},
        {"no cty", Fault::wrong_type, {.outer_header = erase("cty")}},
        {"enc twice",
         Fault::duplicate_key,
         {.outer_header_text = replace(R"("typ")", R"("enc":"A256GCM","typ")")}},
        {"protected header no JSON", Fault::bad_json, {.outer_header_text = say("enc=A256GCM")}},
        {"protected header a list", Fault::wrong_type, {.outer_header_text = say("[]")}},
        {"empty protected header", Fault::bad_json, {.outer_header_text = say("")}},
    };
}

std::vector<Case> recipient_cases() {
    const auto many = [](std::size_t count) {
        return [count](Json& outer) {
            const Json one = outer["recipients"][1];
            while (outer["recipients"].size() < count) outer["recipients"].push_back(one);
        };
    };
    return {
        {"nobody", Fault::bad_header, {.outer = set("recipients", Json::array())}},
        {"nine recipients", Fault::bad_header, {.outer = many(9)}},
        {"a hundred thousand recipients",
         Fault::bad_header,
         {.outer = set("recipients", Json(Json::array_t(100'000)))}},
        {"recipients as an object", Fault::wrong_type, {.outer = set("recipients", Json::object())}},
        {"a recipient as text", Fault::wrong_type, {.outer = set("recipients", Json::array({"x"}))}},
        {"the same station twice",
         Fault::bad_header,
         {.outer = [](Json& outer) { outer["recipients"].push_back(outer["recipients"][0]); }}},
        {"extra member in a recipient", Fault::wrong_type, {.outer = station(set("x", 1))}},
        {"no header in a recipient", Fault::wrong_type, {.outer = station(erase("header"))}},
        {"header as text", Fault::wrong_type, {.outer = station(set("header", "x"))}},
        {"no encrypted_key", Fault::wrong_type, {.outer = station(erase("encrypted_key"))}},
        {"encrypted_key of 24 bytes", Fault::bad_header, {.outer = station(set("encrypted_key", sized(24)))}},
        {"encrypted_key of 48 bytes",
         Fault::bad_header,
         {.outer = passphrase(set("encrypted_key", sized(48)))}},
        {"alg dir", Fault::bad_header, {.outer = station_header(set("alg", "dir"))}},
        {"alg ECDH-ES", Fault::bad_header, {.outer = station_header(set("alg", "ECDH-ES"))}},
        {"alg ECDH-ES+A128KW", Fault::bad_header, {.outer = station_header(set("alg", "ECDH-ES+A128KW"))}},
        {"alg RSA1_5", Fault::bad_header, {.outer = station_header(set("alg", "RSA1_5"))}},
        {"alg PBES2-HS256+A128KW",
         Fault::bad_header,
         {.outer = passphrase_header(set("alg", "PBES2-HS256+A128KW"))}},
        {"no alg", Fault::wrong_type, {.outer = station_header(erase("alg"))}},
        {"apu", Fault::wrong_type, {.outer = station_header(set("apu", "QWxpY2U"))}},
        {"no kid", Fault::wrong_type, {.outer = station_header(erase("kid"))}},
        {"kid that is no thumbprint", Fault::bad_header, {.outer = station_header(set("kid", "station-1"))}},
        {"kid of a passphrase", Fault::wrong_type, {.outer = passphrase_header(set("kid", "x"))}},
        {"p2c 9999", Fault::bad_header, {.outer = passphrase_header(set("p2c", 9999))}},
        {"p2c 10001", Fault::bad_header, {.outer = passphrase_header(set("p2c", 10001))}},
        {"p2c two thousand million",
         Fault::bad_header,
         {.outer = passphrase_header(set("p2c", 2'000'000'000))}},
        {"p2c beyond 64 bits",
         Fault::wrong_type,
         {.text = replace(R"("p2c":10000)", R"("p2c":18446744073709561616)")}},
        {"p2c negative", Fault::bad_header, {.outer = passphrase_header(set("p2c", -10000))}},
        {"p2c as text", Fault::wrong_type, {.outer = passphrase_header(set("p2c", "10000"))}},
        {"p2c as a fraction", Fault::wrong_type, {.text = replace(R"("p2c":10000)", R"("p2c":10000.0)")}},
        {"p2s of 8 bytes", Fault::bad_header, {.outer = passphrase_header(set("p2s", sized(8)))}},
        {"p2s of 17 bytes", Fault::bad_header, {.outer = passphrase_header(set("p2s", sized(17)))}},
        {"epk with d", Fault::bad_key, {.outer = epk(set("d", sized(32)))}},
        {"epk off the curve", Fault::bad_key, {.outer = epk(tampered("y"))}},
        {"epk at nought", Fault::bad_key, {.outer = epk([](Json& key) {
                                               key["x"] = key["y"] = base64url_of(Bytes(32, 0));
                                           })}},
        {"epk beyond the field", Fault::bad_key, {.outer = epk(set("x", base64url_of(Bytes(32, 0xFF))))}},
        {"epk of 33 bytes", Fault::bad_key, {.outer = epk(set("x", sized(33)))}},
        {"epk on another curve", Fault::bad_key, {.outer = epk(set("crv", "P-384"))}},
        {"epk with alg", Fault::wrong_type, {.outer = epk(set("alg", "ECDH-ES+A256KW"))}},
        {"epk for two recipients in the protected header",
         Fault::wrong_type,
         {.outer_header = set("epk", Json::object())}},
        {"p2s in both headers",
         Fault::wrong_type,
         {.outer_header = set("p2s", sized(16))},
         SealedFor::passphrase},
        {"p2c in both headers",
         Fault::wrong_type,
         {.outer_header = set("p2c", 10000)},
         SealedFor::passphrase},
        {"epk beside a passphrase",
         Fault::wrong_type,
         {.outer_header = set("epk", Json::object())},
         SealedFor::passphrase},
        {"no epk", Fault::wrong_type, {.outer = station_header(erase("epk"))}},
    };
}

std::vector<Case> tampering_cases() {
    return {
        {"ciphertext changed", Fault::cannot_open, {.outer = tampered("ciphertext")}},
        {"ciphertext cut", Fault::cannot_open, {.outer = set("ciphertext", "")}},
        {"tag changed", Fault::cannot_open, {.outer = tampered("tag")}},
        {"iv changed", Fault::cannot_open, {.outer = tampered("iv")}},
        {"protected header respelt",
         Fault::cannot_open,
         {.outer = set("protected", base64url_of(view_of(
                                        R"({ "enc":"A256GCM","typ":"tsunagi+jwe","cty":"jose+json"})")))}},
        {"station's key changed",
         Fault::cannot_open,
         {.outer = station(tampered("encrypted_key"))},
         SealedFor::both,
         OpenBy::key},
        {"passphrase's key changed",
         Fault::cannot_open,
         {.outer = passphrase(tampered("encrypted_key"))},
         SealedFor::both,
         OpenBy::passphrase},
        {"p2s changed",
         Fault::cannot_open,
         {.outer = passphrase_header(tampered("p2s"))},
         SealedFor::both,
         OpenBy::passphrase},
        {"epk of somebody else",
         Fault::cannot_open,
         {.outer = station_header(set(
              "epk",
              value_of(parse_json(
                  R"({"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"})"))))},
         SealedFor::both,
         OpenBy::key},
        {"kids exchanged",
         Fault::cannot_open,
         {.outer =
              [](Json& outer) {
                  std::swap(outer["recipients"][0]["header"]["kid"], outer["recipients"][1]["header"]["kid"]);
              }},
         SealedFor::two_stations,
         OpenBy::key},
        {"no passphrase was given to it",
         Fault::cannot_open,
         {},
         SealedFor::two_stations,
         OpenBy::passphrase},
        {"not for this station", Fault::cannot_open, {}, SealedFor::passphrase, OpenBy::key},
    };
}

std::vector<Case> inner_cases() {
    const auto signature = [](std::size_t size) { return set("signature", base64url_of(Bytes(size, 0))); };
    return {
        {"payload not signed", Fault::wrong_type, {.inner_text = say(R"({"resourceType":"Bundle"})")}},
        {"inner file no JSON", Fault::bad_json, {.inner_text = say("hello")}},
        {"general JWS",
         Fault::wrong_type,
         {.inner =
              [](Json& inner) {
                  inner["signatures"] = Json::array(
                      {Json{{"protected", inner["protected"]}, {"signature", inner["signature"]}}});
                  inner.erase("protected");
                  inner.erase("signature");
              }}},
        {"unprotected header", Fault::wrong_type, {.inner = set("header", Json{{"kid", "x"}})}},
        {"inner member twice",
         Fault::duplicate_key,
         {.inner_text = replace(R"("payload")", R"("signature":"","payload")")}},
        {"padded payload",
         Fault::bad_base64url,
         {.inner_text = replace(R"(","protected")", R"(=","protected")")}},
        {"payload as an object", Fault::wrong_type, {.inner = set("payload", Json::object())}},
        {"inner nesting", Fault::too_deep, {.header_text = replace(R"("ES256")", nested(65))}},
        {"alg none", Fault::bad_header, {.header = set("alg", "none")}},
        {"alg HS256", Fault::bad_header, {.header = set("alg", "HS256")}},
        {"alg ES384", Fault::bad_header, {.header = set("alg", "ES384")}},
        {"inner typ", Fault::bad_header, {.header = set("typ", "JWT")}},
        {"no inner kid", Fault::wrong_type, {.header = erase("kid")}},
        {"inner kid no thumbprint", Fault::bad_header, {.header = set("kid", "me")}},
        {"jwk in the header", Fault::wrong_type, {.header = set("jwk", Json::object())}},
        {"b64 false", Fault::wrong_type, {.header = set("b64", false)}},
        {"inner crit", Fault::wrong_type, {.header = set("crit", Json::array({"b64"}))}},
        {"inner header a list", Fault::wrong_type, {.header_text = say("[]")}},
        {"alg twice", Fault::duplicate_key, {.header_text = replace(R"("typ")", R"("alg":"ES256","typ")")}},
        {"id in capitals", Fault::bad_header, {.header = set("id", "0123456789ABCDEF0123456789ABCDEF")}},
        {"short id", Fault::bad_header, {.header = set("id", "0123456789abcdef0123456789abcde")}},
        {"id as a number", Fault::wrong_type, {.header = set("id", 12)}},
        {"created without offset", Fault::bad_header, {.header = set("created", "2026-11-21T14:05:00")}},
        {"created on no day", Fault::bad_header, {.header = set("created", "2026-02-30T14:05:00+09:00")}},
        {"created as a number", Fault::wrong_type, {.header = set("created", 1795230000)}},
        {"to as text", Fault::wrong_type, {.header = set("to", "x")}},
        {"to with a number", Fault::wrong_type, {.header = set("to", Json::array({1}))}},
        {"to with a name", Fault::bad_header, {.header = set("to", Json::array({"station"}))}},
        {"version 2", Fault::future_version, {.header = set("v", 2)}},
        {"version 2 with members we do not know",
         Fault::future_version,
         {.header =
              [](Json& header) {
                  header["v"] = 2;
                  header["alg"] = "ML-DSA-65";
                  header["new"] = true;
              }}},
        {"version 1 said", Fault::bad_header, {.header = set("v", 1)}},
        {"version as text", Fault::wrong_type, {.header = set("v", "2")}},
        {"signature of 63 bytes", Fault::bad_header, {.inner = signature(63)}},
        {"signature in DER", Fault::bad_header, {.inner = signature(71)}},
        {"no signature", Fault::bad_header, {.inner = signature(0)}},
        {"signature of nought", Fault::bad_signature, {.inner = signature(64)}},
        {"signature changed", Fault::bad_signature, {.inner = tampered("signature")}},
        {"payload changed", Fault::bad_signature, {.inner = set("payload", base64url_of(view_of("{}")))}},
    };
}

std::vector<Case> addressing_cases(const Parties& parties) {
    return {
        {"made for nobody, sealed for a station", Fault::not_addressed, {.header = set("to", Json::array())}},
        {"made for another station",
         Fault::not_addressed,
         {.header = set("to", Json::array({parties.other_kid}))}},
        {"made for two, sealed for one",
         Fault::not_addressed,
         {.header = set("to", Json::array({parties.station_kid, parties.other_kid}))}},
        {"made for a station, sealed again by passphrase",
         Fault::not_addressed,
         {.header = set("to", Json::array({parties.station_kid}))},
         SealedFor::passphrase,
         OpenBy::passphrase},
        {"in another order",
         Fault::not_addressed,
         {.header = set("to", Json::array({parties.other_kid, parties.station_kid}))},
         SealedFor::two_stations,
         OpenBy::key},
        {"named twice",
         Fault::not_addressed,
         {.header = set("to", Json::array({parties.station_kid, parties.station_kid}))}},
    };
}

void check(Parties& parties, const Case& one) {
    INFO(one.name);
    const Bytes file = HostileFile(parties).make(one.bends, one.sealed_for);
    const std::size_t keys = parties.crypto.key_count();
    const auto refused = [&](const Opener& opener) {
        const auto opened = parties.open(file, opener);
        CHECK(fault_code(fault_of(opened)) == fault_code(one.expected));
        CHECK(parties.crypto.key_count() == keys);
        // The log must not tell what was in it.
        if (!opened) CHECK(opened.error().detail.size() < 64);
    };
    if (one.open_by != OpenBy::passphrase) refused(parties.by_key());
    if (one.open_by != OpenBy::key) refused(ByPassphrase{.typed = test_passphrase});
}

}  // namespace

TEST_CASE("the unbent file opens, or the table would prove nothing") {
    Parties parties;
    for (const SealedFor sealed_for : {SealedFor::both, SealedFor::passphrase, SealedFor::two_stations}) {
        const Bytes file = HostileFile(parties).make({}, sealed_for);
        if (sealed_for != SealedFor::passphrase) CHECK(parties.open(file, parties.by_key()).has_value());
        if (sealed_for == SealedFor::two_stations) continue;
        CHECK(parties.open(file, ByPassphrase{.typed = test_passphrase}).has_value());
    }
}

TEST_CASE("what is wrong outside is refused before any key is touched") {
    Parties parties;
    for (const auto& cases : {text_cases(), member_cases(), recipient_cases()}) {
        for (const auto& one : cases) {
            check(parties, one);
            const Bytes file = HostileFile(parties).make(one.bends, one.sealed_for);
            INFO(one.name);
            CHECK(fault_of(inspect_file(file)) == one.expected);
        }
    }
    CHECK(parties.crypto.passphrase_derivations == 0);
    CHECK(parties.crypto.agreements == 0);
}

TEST_CASE("any change to what is sealed is one and the same refusal") {
    Parties parties;
    for (const auto& one : tampering_cases()) check(parties, one);
}

TEST_CASE("what is wrong inside is refused although it opens") {
    Parties parties;
    for (const auto& one : inner_cases()) check(parties, one);
}

TEST_CASE("a file sealed for somebody its maker did not name is refused") {
    Parties parties;
    for (const auto& one : addressing_cases(parties)) check(parties, one);
}

TEST_CASE("a signature by another key under a known name is refused") {
    Parties parties;
    KeyPair impostor = value_of(parties.crypto.generate_pair(PrivateKeyUse::sign));
    std::swap(impostor.handle, parties.signer.handle);
    const Bytes file = HostileFile(parties).make({}, SealedFor::both);
    CHECK(fault_of(parties.open(file, parties.by_key())) == Fault::bad_signature);
    // Where the name is unknown it is not believed either, once the key turns up.
    const OpenedFile opened = value_of(open_file(parties.crypto, file, parties.by_key(), {}));
    CHECK(opened.trust == SignerTrust::unknown);
    CHECK_FALSE(value_of(check_signer(parties.crypto, opened, parties.signer.public_key)));
}

}  // namespace tsunagi
