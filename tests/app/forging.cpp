#include "forging.h"

#include "exchange/bundle_fhir.h"
#include "exchange/jwe.h"
#include "exchange/jwk.h"
#include "exchange/jws.h"
#include "exchange/passphrase.h"
#include "support/outcome.h"

#include <algorithm>

namespace tsunagi {

namespace {

void for_each_resource(Json& bundle, std::string_view type, const std::function<void(Json&)>& visit) {
    for (Json& entry : bundle["entry"]) {
        Json& resource = entry["resource"];
        if (*find_string(resource, "resourceType") == type) visit(resource);
    }
}

std::string with_agent_key(const std::string& bundle, std::string_view url, const std::string& jwk) {
    Json json = parse_json(bundle).value();
    for_each_resource(json, "Provenance", [&](Json& provenance) {
        Json& agent = provenance["agent"][0];
        Json kept = Json::array();
        for (const Json& extension : agent["extension"]) {
            if (*find_string(extension, "url") != url) kept.push_back(extension);
        }
        if (!jwk.empty()) {
            Json extension = Json::object();
            extension["url"] = url;
            extension["valueString"] = jwk;
            kept.push_back(std::move(extension));
        }
        agent["extension"] = std::move(kept);
    });
    return dump_json(json);
}

}  // namespace

OpenedFile Forger::open(const Bytes& file, const std::string& passphrase) {
    return value_of(open_file(crypto, file, ByPassphrase{passphrase}, {}));
}

PickedFile Forger::card(const std::string& organisation, const PublicKey& agreement_key) {
    KeyCard card;
    card.organisation = organisation;
    card.agreement_key = agreement_key;
    card.signing_key = signing.public_key;
    card.created = "2026-11-21T12:00:00+09:00";
    return {"card.json", bytes_of(value_of(make_key_card(crypto, card, signing.handle)))};
}

Bytes Forger::make_signed(const std::string& payload, const PublicKey& to, const std::string& created) {
    MakeRequest request;
    request.payload = bytes_of(payload);
    request.to = {to};
    request.signer = {signing.handle, signing.public_key};
    request.created = created;
    return value_of(make_file(crypto, random, std::move(request))).bytes;
}

Forger::Unsigned Forger::make_unsigned(const std::string& payload, const std::string& kid,
                                       const std::string& created) {
    const JwsHeader header{.signer_kid = kid, .id = make_id(random), .created = created, .to = {}};
    const std::string inner = jws_text_of(signing_input_of(header, bytes_of(payload)), Bytes(64, 1));
    const std::string passphrase = generate_passphrase(random);
    const KeyHandle content_key = value_of(crypto.generate_key());
    PassphraseRecipient recipient;
    random.fill(recipient.p2s);
    const Bytes wrapped =
        value_of(crypto.wrap_by_passphrase(passphrase, recipient.p2s, passphrase_iterations, content_key));
    std::ranges::copy(wrapped, recipient.wrapped.begin());
    Jwe jwe{.recipients = {recipient}, .protected_text = jwe_protected_text(), .sealed = {}};
    jwe.sealed = value_of(crypto.seal(content_key, bytes_of(jwe.protected_text), bytes_of(inner)));
    return {bytes_of(jwe_text_of(jwe)), passphrase};
}

OpenedKeyCard card_of(Workplace& place, const std::string& organisation) {
    CryptoOpenssl crypto;
    return value_of(open_key_card(crypto, text_of(make_card(place, organisation).bytes)));
}

std::string with_documents(const std::string& bundle,
                           const std::function<void(std::vector<Document>&)>& change) {
    Json json = parse_json(bundle).value();
    for_each_resource(json, "Binary", [&](Json& binary) {
        auto documents =
            parse_documents(text_of(fhir::parse_base64(*find_string(binary, "data")).value())).value();
        change(documents);
        binary["data"] = fhir::base64_of(view_of(json_of(documents)));
    });
    return dump_json(json);
}

std::string with_signer_key(const std::string& bundle, const std::string& jwk) {
    return with_agent_key(bundle, "urn:tsunagi:signer-key", jwk);
}

std::string with_return_key(const std::string& bundle, const std::string& jwk) {
    return with_agent_key(bundle, "urn:tsunagi:return-key", jwk);
}

}  // namespace tsunagi
