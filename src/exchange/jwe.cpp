#include "exchange/jwe.h"

#include "core/json.h"
#include "exchange/jwk.h"
#include "exchange/members.h"

#include <algorithm>

namespace tsunagi {
namespace {

constexpr std::string_view agreement = "ECDH-ES+A256KW";
constexpr std::string_view by_passphrase = "PBES2-HS512+A256KW";

Json header_json(const StationRecipient& recipient) {
    Json header = Json::object();
    header["alg"] = agreement;
    header["epk"] = jwk_of(recipient.epk);
    header["kid"] = recipient.kid;
    return header;
}

Json header_json(const PassphraseRecipient& recipient) {
    Json header = Json::object();
    header["alg"] = by_passphrase;
    header["p2s"] = base64url_of(recipient.p2s);
    header["p2c"] = passphrase_iterations;
    return header;
}

Result<Recipient> parse_station(const Json& header, const WrappedKey& wrapped) {
    // A private ephemeral key is named before the rest, whatever else is wrong with the header.
    const auto* epk_json = find_object(header, "epk");
    if (epk_json == nullptr) return fail(Fault::wrong_type, "recipient without epk");
    const auto epk = parse_ephemeral_jwk(*epk_json);
    if (!epk) return std::unexpected(epk.error());
    if (const auto exact = check_members(header, {"alg", "epk", "kid"}, "recipient header"); !exact) {
        return std::unexpected(exact.error());
    }
    const auto* kid = find_string(header, "kid");
    if (kid == nullptr) return fail(Fault::wrong_type, "recipient kid");
    if (!is_thumbprint(*kid)) return fail(Fault::bad_header, "recipient kid");
    return StationRecipient{.kid = *kid, .epk = *epk, .wrapped = wrapped};
}

Result<Recipient> parse_by_passphrase(const Json& header, const WrappedKey& wrapped) {
    if (const auto exact = check_members(header, {"alg", "p2s", "p2c"}, "recipient header"); !exact) {
        return std::unexpected(exact.error());
    }
    const auto p2c = find_int(header, "p2c");
    if (!p2c) return fail(Fault::wrong_type, "p2c");
    // More would let a file keep the tablet busy for as long as it likes; less would be a downgrade.
    if (*p2c != std::int64_t{passphrase_iterations}) return fail(Fault::bad_header, "p2c");
    const auto p2s = read_exact_bytes<16>(header, "p2s", Fault::bad_header);
    if (!p2s) return std::unexpected(p2s.error());
    return PassphraseRecipient{.p2s = *p2s, .wrapped = wrapped};
}

Result<Recipient> parse_recipient(const Json& json) {
    if (const auto exact = check_members(json, {"header", "encrypted_key"}, "recipient"); !exact) {
        return std::unexpected(exact.error());
    }
    const auto* header = find_object(json, "header");
    if (header == nullptr) return fail(Fault::wrong_type, "recipient header");
    const auto wrapped = read_exact_bytes<40>(json, "encrypted_key", Fault::bad_header);
    if (!wrapped) return std::unexpected(wrapped.error());
    const auto* alg = find_string(*header, "alg");
    if (alg == nullptr) return fail(Fault::wrong_type, "recipient alg");
    if (*alg == agreement) return parse_station(*header, *wrapped);
    if (*alg == by_passphrase) return parse_by_passphrase(*header, *wrapped);
    return fail(Fault::bad_header, "recipient alg");
}

Result<std::vector<Recipient>> parse_recipients(const Json& list) {
    // Counted before any of them is looked at.
    if (list.empty() || list.size() > max_recipients) return fail(Fault::bad_header, "number of recipients");
    std::vector<Recipient> recipients;
    std::vector<std::string> kids;
    for (const auto& entry : list) {
        auto recipient = parse_recipient(entry);
        if (!recipient) return std::unexpected(recipient.error());
        if (const auto* station = std::get_if<StationRecipient>(&*recipient)) {
            if (std::ranges::contains(kids, station->kid)) return fail(Fault::bad_header, "recipient twice");
            kids.push_back(station->kid);
        }
        recipients.push_back(std::move(*recipient));
    }
    return recipients;
}

Result<Json> parse_protected(const Json& json) {
    const auto bytes = read_base64url(json, "protected");
    if (!bytes) return std::unexpected(bytes.error());
    return parse_json(text_of(*bytes));
}

// For a file with a single recipient npm jose writes what its key management needs into the protected header
// and leaves only alg and kid with the recipient. Put back where the format has it, everything is checked in
// one place. A member in both headers stays where it is and is refused there as one too many.
void restore_single_recipient(Json& header, Json& recipients) {
    if (!header.is_object() || recipients.size() != 1) return;
    const auto* own = find_object(recipients[0], "header");
    if (own == nullptr) return;
    for (const char* name : {"epk", "p2s", "p2c"}) {
        if (find_member(header, name) == nullptr || find_member(*own, name) != nullptr) continue;
        recipients[0]["header"][name] = std::move(header[name]);
        header.erase(name);
    }
}

Status check_protected(const Json& header) {
    if (auto exact = check_members(header, {"enc", "typ", "cty"}, "jwe header"); !exact) return exact;
    const auto* enc = find_string(header, "enc");
    const auto* typ = find_string(header, "typ");
    const auto* cty = find_string(header, "cty");
    if (!enc || !typ || !cty) return fail(Fault::wrong_type, "jwe header member");
    if (*enc != "A256GCM") return fail(Fault::bad_header, "enc");
    if (*typ != "tsunagi+jwe") return fail(Fault::bad_header, "jwe typ");
    if (*cty != "jose+json") return fail(Fault::bad_header, "jwe cty");
    return {};
}

}  // namespace

std::string jwe_protected_text() {
    return base64url_of(view_of(R"({"enc":"A256GCM","typ":"tsunagi+jwe","cty":"jose+json"})"));
}

std::string jwe_text_of(const Jwe& jwe) {
    Json json = Json::object();
    json["protected"] = jwe.protected_text;
    Json& recipients = json["recipients"] = Json::array();
    for (const auto& recipient : jwe.recipients) {
        Json entry = Json::object();
        std::visit(
            [&entry](const auto& one) {
                entry["header"] = header_json(one);
                entry["encrypted_key"] = base64url_of(one.wrapped);
            },
            recipient);
        recipients.push_back(std::move(entry));
    }
    json["iv"] = base64url_of(jwe.sealed.iv);
    json["ciphertext"] = base64url_of(jwe.sealed.ciphertext);
    json["tag"] = base64url_of(jwe.sealed.tag);
    return dump_json(json);
}

Result<Jwe> parse_jwe(ByteView file) {
    if (file.size() > max_file_bytes) return fail(Fault::too_large, "file");
    const std::string_view text(reinterpret_cast<const char*>(file.data()), file.size());
    auto json = parse_json(text, JsonLimits{.max_bytes = max_file_bytes, .max_depth = 64});
    if (!json) return std::unexpected(json.error());
    if (find_member(*json, "protected") == nullptr && find_member(*json, "ciphertext") == nullptr) {
        return fail(Fault::not_our_file, "no jwe");
    }
    if (auto exact = check_members(*json, {"protected", "recipients", "iv", "ciphertext", "tag"}, "jwe");
        !exact) {
        return std::unexpected(exact.error());
    }
    auto header = parse_protected(*json);
    if (!header) return std::unexpected(header.error());
    if (find_array(*json, "recipients") == nullptr) return fail(Fault::wrong_type, "recipients");
    Json& list = (*json)["recipients"];
    restore_single_recipient(*header, list);
    if (const auto fine = check_protected(*header); !fine) return std::unexpected(fine.error());
    auto recipients = parse_recipients(list);
    if (!recipients) return std::unexpected(recipients.error());
    const auto iv = read_exact_bytes<12>(*json, "iv", Fault::bad_header);
    if (!iv) return std::unexpected(iv.error());
    const auto tag = read_exact_bytes<16>(*json, "tag", Fault::bad_header);
    if (!tag) return std::unexpected(tag.error());
    auto ciphertext = read_base64url(*json, "ciphertext");
    if (!ciphertext) return std::unexpected(ciphertext.error());
    return Jwe{.recipients = std::move(*recipients),
               .protected_text = *find_string(*json, "protected"),
               .sealed = Sealed{.iv = *iv, .tag = *tag, .ciphertext = std::move(*ciphertext)}};
}

std::vector<std::string> kids_of(const Jwe& jwe) {
    std::vector<std::string> kids;
    for (const auto& recipient : jwe.recipients) {
        if (const auto* station = std::get_if<StationRecipient>(&recipient)) kids.push_back(station->kid);
    }
    return kids;
}

}  // namespace tsunagi
