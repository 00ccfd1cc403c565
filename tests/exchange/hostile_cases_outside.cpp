// Owns the table of files that are wrong outside, each in one way, and what each is refused as.
#include "hostile_case.h"

#include <algorithm>

namespace tsunagi {

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

}  // namespace tsunagi
