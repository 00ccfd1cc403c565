#include "exchange/jws.h"

#include "core/calendar.h"
#include "core/json.h"
#include "exchange/jwk.h"
#include "exchange/members.h"

#include <algorithm>

namespace tsunagi {
namespace {

constexpr std::string_view jws_type = "tsunagi+jws";

bool is_id(std::string_view text) {
    return text.size() == 32 &&
           std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

Result<std::vector<std::string>> parse_recipient_kids(const Json& list) {
    std::vector<std::string> to;
    for (const auto& entry : list) {
        const auto* kid = entry.get_ptr<const Json::string_t*>();
        if (kid == nullptr) return fail(Fault::wrong_type, "to: not text");
        if (!is_thumbprint(*kid)) return fail(Fault::bad_header, "to: not a thumbprint");
        to.push_back(*kid);
    }
    return to;
}

// Before anything else of the header: a later version may have other members.
Status check_version(const Json& header) {
    const auto* version = find_member(header, "v");
    if (version == nullptr) return {};
    const auto number = find_int(header, "v");
    if (!number) return fail(Fault::wrong_type, "v is not an integer");
    if (*number >= 2) return fail(Fault::future_version, "v is " + std::to_string(*number));
    return fail(Fault::bad_header, "v below 2 is never written");
}

Result<JwsHeader> parse_header(std::string_view text) {
    const auto json = parse_json(text);
    if (!json) return std::unexpected(json.error());
    if (!json->is_object()) return fail(Fault::wrong_type, "jws header is not an object");
    if (const auto version = check_version(*json); !version) return std::unexpected(version.error());
    if (const auto exact = check_members(*json, {"alg", "kid", "typ", "id", "created", "to"}, "jws header");
        !exact) {
        return std::unexpected(exact.error());
    }
    const auto* alg = find_string(*json, "alg");
    const auto* kid = find_string(*json, "kid");
    const auto* typ = find_string(*json, "typ");
    const auto* id = find_string(*json, "id");
    const auto* created = find_string(*json, "created");
    const auto* to = find_array(*json, "to");
    if (!alg || !kid || !typ || !id || !created || !to) return fail(Fault::wrong_type, "jws header member");
    if (*alg != "ES256") return fail(Fault::bad_header, "jws alg");
    if (*typ != jws_type) return fail(Fault::bad_header, "jws typ");
    if (!is_thumbprint(*kid)) return fail(Fault::bad_header, "jws kid");
    if (!is_id(*id)) return fail(Fault::bad_header, "jws id");
    if (!parse_date_time(*created)) return fail(Fault::bad_header, "jws created");
    auto recipients = parse_recipient_kids(*to);
    if (!recipients) return std::unexpected(recipients.error());
    return JwsHeader{.signer_kid = *kid, .id = *id, .created = *created, .to = std::move(*recipients)};
}

}  // namespace

std::string signing_input_of(const JwsHeader& header, ByteView payload) {
    Json json = Json::object();
    json["alg"] = "ES256";
    json["kid"] = header.signer_kid;
    json["typ"] = jws_type;
    json["id"] = header.id;
    json["created"] = header.created;
    json["to"] = header.to;
    return base64url_of(view_of(dump_json(json))) + "." + base64url_of(payload);
}

std::string jws_text_of(std::string_view signing_input, ByteView signature) {
    const auto dot = signing_input.find('.');
    std::string text = R"({"payload":")";
    text += signing_input.substr(dot + 1);
    text += R"(","protected":")";
    text += signing_input.substr(0, dot);
    text += R"(","signature":")";
    text += base64url_of(signature);
    text += R"("})";
    return text;
}

Result<Jws> parse_jws(std::string_view text) {
    const auto json = parse_json(text);
    if (!json) return std::unexpected(json.error());
    if (const auto exact = check_members(*json, {"payload", "protected", "signature"}, "jws"); !exact) {
        return std::unexpected(exact.error());
    }
    const auto header_bytes = read_base64url(*json, "protected");
    if (!header_bytes) return std::unexpected(header_bytes.error());
    auto header = parse_header(text_of(*header_bytes));
    if (!header) return std::unexpected(header.error());
    auto signature = read_base64url(*json, "signature");
    if (!signature) return std::unexpected(signature.error());
    if (signature->size() != signature_bytes) return fail(Fault::bad_header, "signature size");
    auto payload = read_base64url(*json, "payload");
    if (!payload) return std::unexpected(payload.error());
    return Jws{.header = std::move(*header),
               .signing_input = *find_string(*json, "protected") + "." + *find_string(*json, "payload"),
               .signature = std::move(*signature),
               .payload = std::move(*payload)};
}

}  // namespace tsunagi
