#include "exchange/key_card.h"

#include "core/calendar.h"
#include "core/json.h"
#include "core/text.h"
#include "exchange/jwk.h"
#include "exchange/jws.h"
#include "exchange/members.h"

namespace tsunagi {
namespace {

constexpr std::string_view card_type = "tsunagi-card+jws";
constexpr std::size_t max_card_bytes = 16u << 10;
constexpr std::size_t max_name_bytes = 1024;
constexpr JsonLimits card_limits{.max_bytes = max_card_bytes, .max_depth = 8};

Status check_card(const KeyCard& card) {
    if (card.name.empty() && card.organisation.empty())
        return fail(Fault::bad_value, "key card without a name");
    for (const std::string* name : {&card.name, &card.organisation}) {
        if (name->size() > max_name_bytes || !is_utf8(*name))
            return fail(Fault::bad_value, "name on the key card");
    }
    if (!parse_date_time(card.created)) return fail(Fault::bad_value, "created of the key card");
    return {};
}

std::string header_of(const std::string& kid) {
    Json header = Json::object();
    header["alg"] = "ES256";
    header["kid"] = kid;
    header["typ"] = card_type;
    return dump_json(header);
}

std::string payload_of(const KeyCard& card) {
    Json payload = Json::object();
    payload["v"] = 1;
    payload["kind"] = "key-card";
    payload["name"] = card.name;
    payload["organisation"] = card.organisation;
    payload["agreement_key"] = jwk_of(card.agreement_key);
    payload["signing_key"] = jwk_of(card.signing_key);
    payload["created"] = card.created;
    return dump_json(payload);
}

std::string signing_input_of(const KeyCard& card, const std::string& kid) {
    const std::string header = header_of(kid);
    const std::string payload = payload_of(card);
    return base64url_of(view_of(header)) + "." + base64url_of(view_of(payload));
}

struct SignedCard {
    KeyCard card;
    std::string kid;
    std::string signing_input;
    Bytes signature;
};

Result<std::string> parse_kid(std::string_view text) {
    const auto header = parse_json(text, card_limits);
    if (!header) return std::unexpected(header.error());
    if (const Status exact = check_members(*header, {"alg", "kid", "typ"}, "card header"); !exact) {
        return std::unexpected(exact.error());
    }
    const std::string* alg = find_string(*header, "alg");
    const std::string* kid = find_string(*header, "kid");
    const std::string* typ = find_string(*header, "typ");
    if (alg == nullptr || kid == nullptr || typ == nullptr)
        return fail(Fault::wrong_type, "card header member");
    if (*alg != "ES256" || *typ != card_type || !is_thumbprint(*kid))
        return fail(Fault::bad_header, "card header");
    return *kid;
}

// Kind and version come before the members: a later version may have others.
Status check_kind(const Json& payload) {
    const std::string* kind = find_string(payload, "kind");
    if (kind == nullptr || *kind != "key-card") return fail(Fault::not_our_file, "not a key card");
    const auto version = find_int(payload, "v");
    if (!version || *version < 1) return fail(Fault::wrong_type, "version of the key card");
    if (*version > 1) return fail(Fault::future_version, "key card");
    return check_members(payload,
                         {"v", "kind", "name", "organisation", "agreement_key", "signing_key", "created"},
                         "key card");
}

// Public keys here carry nothing but the point: a card is ours, so nothing else has any business in it.
Result<PublicKey> parse_card_key(const Json& payload, std::string_view name) {
    const Json* jwk = find_object(payload, name);
    if (jwk == nullptr) return fail(Fault::wrong_type, std::string(name) + " is not an object");
    auto key = read_public_jwk(*jwk);
    if (!key) return key;
    if (const Status exact = check_members(*jwk, {"kty", "crv", "x", "y"}, name); !exact) {
        return std::unexpected(exact.error());
    }
    return key;
}

Result<KeyCard> parse_payload(std::string_view text) {
    const auto payload = parse_json(text, card_limits);
    if (!payload) return std::unexpected(payload.error());
    if (const Status kind = check_kind(*payload); !kind) return std::unexpected(kind.error());
    const std::string* name = find_string(*payload, "name");
    const std::string* organisation = find_string(*payload, "organisation");
    const std::string* created = find_string(*payload, "created");
    if (name == nullptr || organisation == nullptr || created == nullptr) {
        return fail(Fault::wrong_type, "key card member");
    }
    const auto agreement_key = parse_card_key(*payload, "agreement_key");
    if (!agreement_key) return std::unexpected(agreement_key.error());
    const auto signing_key = parse_card_key(*payload, "signing_key");
    if (!signing_key) return std::unexpected(signing_key.error());
    KeyCard card{*name, *organisation, *agreement_key, *signing_key, *created};
    if (const Status checked = check_card(card); !checked) return std::unexpected(checked.error());
    return card;
}

Result<SignedCard> parse_card(std::string_view text) {
    const auto json = parse_json(text, card_limits);
    if (!json) return std::unexpected(json.error());
    if (const Status exact = check_members(*json, {"payload", "protected", "signature"}, "key card file");
        !exact) {
        return std::unexpected(exact.error());
    }
    const auto header = read_base64url(*json, "protected");
    if (!header) return std::unexpected(header.error());
    auto kid = parse_kid(text_of(*header));
    if (!kid) return std::unexpected(kid.error());
    auto signature = read_base64url(*json, "signature");
    if (!signature) return std::unexpected(signature.error());
    if (signature->size() != signature_bytes) return fail(Fault::bad_header, "card signature size");
    const auto payload = read_base64url(*json, "payload");
    if (!payload) return std::unexpected(payload.error());
    auto card = parse_payload(text_of(*payload));
    if (!card) return std::unexpected(card.error());
    return SignedCard{std::move(*card), std::move(*kid),
                      *find_string(*json, "protected") + "." + *find_string(*json, "payload"),
                      std::move(*signature)};
}

}  // namespace

Future<Result<std::string>> make_key_card(Crypto& crypto, KeyCard card, KeyHandle signer) {
    if (const Status checked = check_card(card); !checked) co_return std::unexpected(checked.error());
    auto naming = thumbprint_of(crypto, card.signing_key);
    const Result<std::string> kid = co_await naming;
    if (!kid) co_return std::unexpected(kid.error());
    const std::string signing_input = signing_input_of(card, *kid);
    Bytes data = bytes_of(signing_input);
    auto signing = crypto.sign(signer, std::move(data));
    const Result<Bytes> signature = co_await signing;
    if (!signature) co_return std::unexpected(signature.error());
    co_return jws_text_of(signing_input, *signature);
}

Future<Result<OpenedKeyCard>> open_key_card(Crypto& crypto, std::string text) {
    Result<SignedCard> parsed = parse_card(text);
    if (!parsed) co_return std::unexpected(parsed.error());
    auto naming_signer = thumbprint_of(crypto, parsed->card.signing_key);
    const Result<std::string> signing_kid = co_await naming_signer;
    if (!signing_kid) co_return std::unexpected(signing_kid.error());
    if (*signing_kid != parsed->kid) co_return fail(Fault::bad_signature, "the card names another key");
    Bytes data = bytes_of(parsed->signing_input);
    Bytes signature = parsed->signature;
    auto verifying = crypto.verify(parsed->card.signing_key, std::move(data), std::move(signature));
    const Result<bool> fits = co_await verifying;
    if (!fits) co_return std::unexpected(fits.error());
    if (!*fits) co_return fail(Fault::bad_signature, "key card");
    auto naming = thumbprint_of(crypto, parsed->card.agreement_key);
    const Result<std::string> agreement_kid = co_await naming;
    if (!agreement_kid) co_return std::unexpected(agreement_kid.error());
    auto numbering = device_number(crypto, parsed->card.keys());
    Result<std::string> number = co_await numbering;
    if (!number) co_return std::unexpected(number.error());
    co_return OpenedKeyCard{std::move(parsed->card), *agreement_kid, *signing_kid, std::move(*number)};
}

Result<KeyCardParts> parse_key_card(std::string_view text) {
    Result<SignedCard> parsed = parse_card(text);
    if (!parsed) return std::unexpected(parsed.error());
    return KeyCardParts{std::move(parsed->card), std::move(parsed->signature)};
}

std::string key_card_text(const KeyCardParts& parts, const std::string& signing_kid) {
    return jws_text_of(signing_input_of(parts.card, signing_kid), parts.signature);
}

bool looks_like_key_card(std::string_view text) {
    const auto json = parse_json(text, card_limits);
    return json && check_members(*json, {"payload", "protected", "signature"}, "key card file").has_value();
}

}  // namespace tsunagi
