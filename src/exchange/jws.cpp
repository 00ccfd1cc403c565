#include "exchange/jws.h"

#include "core/json_reader.h"
#include "exchange/jwk.h"
#include "exchange/members.h"

#include <algorithm>
#include <chrono>

namespace tsunagi {
namespace {

constexpr std::string_view kType = "tsunagi+jws";
constexpr std::size_t kSignatureBytes = 64;

bool is_id(std::string_view text) {
    return text.size() == 32 &&
           std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

Result<std::vector<std::string>> parse_recipients(const Json& list) {
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
    if (*typ != kType) return fail(Fault::bad_header, "jws typ");
    if (!is_thumbprint(*kid)) return fail(Fault::bad_header, "jws kid");
    if (!is_id(*id)) return fail(Fault::bad_header, "jws id");
    if (!is_date_time_with_offset(*created)) return fail(Fault::bad_header, "jws created");
    auto recipients = parse_recipients(*to);
    if (!recipients) return std::unexpected(recipients.error());
    return JwsHeader{.signer_kid = *kid, .id = *id, .created = *created, .to = std::move(*recipients)};
}

// Digits only, exactly the span given; -1 otherwise.
int number_in(std::string_view text, std::size_t from, std::size_t count) {
    if (text.size() < from + count) return -1;
    int number = 0;
    for (const char c : text.substr(from, count)) {
        if (c < '0' || c > '9') return -1;
        number = number * 10 + (c - '0');
    }
    return number;
}

bool is_between(int number, int least, int most) {
    return number >= least && number <= most;
}

bool is_offset(std::string_view text) {
    if (text == "Z") return true;
    return text.size() == 6 && (text[0] == '+' || text[0] == '-') && text[3] == ':' &&
           is_between(number_in(text, 1, 2), 0, 14) && is_between(number_in(text, 4, 2), 0, 59);
}

}  // namespace

std::string signing_input_of(const JwsHeader& header, ByteView payload) {
    Json json = Json::object();
    json["alg"] = "ES256";
    json["kid"] = header.signer_kid;
    json["typ"] = kType;
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
    if (signature->size() != kSignatureBytes) return fail(Fault::bad_header, "signature size");
    auto payload = read_base64url(*json, "payload");
    if (!payload) return std::unexpected(payload.error());
    return Jws{.header = std::move(*header),
               .signing_input = *find_string(*json, "protected") + "." + *find_string(*json, "payload"),
               .signature = std::move(*signature),
               .payload = std::move(*payload)};
}

bool is_date_time_with_offset(std::string_view text) {
    constexpr std::size_t kThroughSeconds = 19;
    if (text.size() < kThroughSeconds + 1 || text.size() > 40) return false;
    if (text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' || text[16] != ':')
        return false;
    const int year = number_in(text, 0, 4);
    const int month = number_in(text, 5, 2);
    const int day = number_in(text, 8, 2);
    if (year < 1 || month < 0 || day < 0) return false;
    const std::chrono::year_month_day date{std::chrono::year(year),
                                           std::chrono::month(static_cast<unsigned>(month)),
                                           std::chrono::day(static_cast<unsigned>(day))};
    if (!date.ok() || !is_between(number_in(text, 11, 2), 0, 23) ||
        !is_between(number_in(text, 14, 2), 0, 59) || !is_between(number_in(text, 17, 2), 0, 60)) {
        return false;
    }
    std::size_t at = kThroughSeconds;
    if (text[at] == '.') {
        const auto end = text.find_first_not_of("0123456789", at + 1);
        if (end == std::string_view::npos || end == at + 1) return false;
        at = end;
    }
    return is_offset(text.substr(at));
}

}  // namespace tsunagi
