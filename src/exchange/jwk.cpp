#include "exchange/jwk.h"

#include "core/json.h"
#include "exchange/members.h"
#include "exchange/p256_point.h"

namespace tsunagi {
namespace {

constexpr std::size_t thumbprint_characters = 43;

bool says(const Json& object, std::string_view name, std::string_view expected) {
    const auto* text = find_string(object, name);
    return text != nullptr && *text == expected;
}

Result<PublicKey> parse_point(const Json& jwk) {
    if (!jwk.is_object()) return fail(Fault::wrong_type, "jwk is not an object");
    if (!says(jwk, "kty", "EC") || !says(jwk, "crv", "P-256"))
        return fail(Fault::bad_key, "not an EC P-256 key");
    const auto x = read_exact_bytes<32>(jwk, "x", Fault::bad_key);
    if (!x) return std::unexpected(x.error());
    const auto y = read_exact_bytes<32>(jwk, "y", Fault::bad_key);
    if (!y) return std::unexpected(y.error());
    const PublicKey key{.x = *x, .y = *y};
    if (!is_on_curve(key)) return fail(Fault::bad_key, "point off the curve");
    return key;
}

}  // namespace

Json jwk_of(const PublicKey& key) {
    Json jwk = Json::object();
    jwk["kty"] = "EC";
    jwk["crv"] = "P-256";
    jwk["x"] = base64url_of(key.x);
    jwk["y"] = base64url_of(key.y);
    return jwk;
}

std::string jwk_text_of(const PublicKey& key) {
    return dump_json(jwk_of(key));
}

Result<PublicKey> read_public_jwk(const Json& jwk) {
    if (find_member(jwk, "d") != nullptr)
        return fail(Fault::bad_key, "private key where a public one belongs");
    return parse_point(jwk);
}

Result<PublicKey> parse_public_jwk(std::string_view json) {
    const auto jwk = parse_json(json);
    if (!jwk) return std::unexpected(jwk.error());
    return read_public_jwk(*jwk);
}

Result<PublicKey> parse_ephemeral_jwk(const Json& jwk) {
    // Named by its own fault: a private ephemeral key would give the content key away.
    if (find_member(jwk, "d") != nullptr) return fail(Fault::bad_key, "epk with d");
    if (const auto exact = check_members(jwk, {"kty", "crv", "x", "y"}, "epk"); !exact) {
        return std::unexpected(exact.error());
    }
    return parse_point(jwk);
}

Result<PrivateJwk> parse_private_jwk(std::string_view json) {
    const auto jwk = parse_json(json);
    if (!jwk) return std::unexpected(jwk.error());
    const auto point = parse_point(*jwk);
    if (!point) return std::unexpected(point.error());
    if (find_member(*jwk, "d") == nullptr)
        return fail(Fault::bad_key, "public key where a private one belongs");
    auto d = read_base64url(*jwk, "d");
    if (!d) return std::unexpected(d.error());
    if (d->size() != 32) return fail(Fault::bad_key, "size of d");
    return PrivateJwk{.public_key = *point, .d = std::move(*d)};
}

Future<Result<std::string>> thumbprint_of(Crypto& crypto, PublicKey key) {
    // RFC 7638: the required members in lexicographic order, without whitespace.
    const std::string canonical = R"({"crv":"P-256","kty":"EC","x":")" + base64url_of(key.x) + R"(","y":")" +
                                  base64url_of(key.y) + R"("})";
    Bytes input = bytes_of(canonical);
    auto waiting = crypto.sha256(std::move(input));
    const Result<Digest> digest = co_await waiting;
    if (!digest) co_return std::unexpected(digest.error());
    co_return base64url_of(*digest);
}

bool is_thumbprint(std::string_view text) {
    return text.size() == thumbprint_characters && parse_base64url(text).has_value();
}

}  // namespace tsunagi
