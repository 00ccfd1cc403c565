// Owns the table of files that are wrong inside, each in one way, and what each is refused as.
#include "hostile_case.h"

#include <algorithm>

namespace tsunagi {

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

}  // namespace tsunagi
