#include "hostile_file.h"

namespace tsunagi {
namespace {

std::string bent(const std::function<void(Json&)>& bend,
                 const std::function<std::string(std::string)>& bend_text, Json json) {
    if (bend) bend(json);
    std::string text = dump_json(json);
    return bend_text ? bend_text(text) : text;
}

std::string encoded(const std::string& text) {
    return base64url_of(view_of(text));
}

}  // namespace

std::string HostileFile::sign(const Bends& bends, const std::vector<std::string>& to) {
    Json header = Json::object();
    header["alg"] = "ES256";
    header["kid"] = parties_.signer_kid;
    header["typ"] = "tsunagi+jws";
    header["id"] = make_id(parties_.random);
    header["created"] = "2026-11-21T14:05:00+09:00";
    header["to"] = to;
    const std::string protected_text = encoded(bent(bends.header, bends.header_text, header));
    const std::string payload = encoded(R"({"resourceType":"Bundle"})");
    const Bytes signature =
        value_of(parties_.crypto.sign(parties_.signer.handle, bytes_of(protected_text + "." + payload)));
    Json inner = Json::object();
    inner["payload"] = payload;
    inner["protected"] = protected_text;
    inner["signature"] = base64url_of(signature);
    return bent(bends.inner, bends.inner_text, inner);
}

Json HostileFile::recipient_for(PublicKey station, const std::string& kid, KeyHandle content_key) {
    const AgreedKey agreed = value_of(parties_.crypto.wrap_for(station, content_key));
    Json recipient = Json::object();
    Json& header = recipient["header"] = Json::object();
    header["alg"] = "ECDH-ES+A256KW";
    header["epk"] = jwk_of(agreed.epk);
    header["kid"] = kid;
    recipient["encrypted_key"] = base64url_of(agreed.wrapped);
    return recipient;
}

Json HostileFile::recipient_by_passphrase(KeyHandle content_key) {
    Salt p2s{};
    parties_.random.fill(p2s);
    const Bytes wrapped = value_of(
        parties_.crypto.wrap_by_passphrase(test_passphrase, p2s, passphrase_iterations, content_key));
    Json recipient = Json::object();
    Json& header = recipient["header"] = Json::object();
    header["alg"] = "PBES2-HS512+A256KW";
    header["p2s"] = base64url_of(p2s);
    header["p2c"] = passphrase_iterations;
    recipient["encrypted_key"] = base64url_of(wrapped);
    return recipient;
}

Bytes HostileFile::make(const Bends& bends, SealedFor sealed_for) {
    const KeyHandle content_key = value_of(parties_.crypto.generate_key());
    Json recipients = Json::array();
    std::vector<std::string> to;
    if (sealed_for != SealedFor::passphrase) {
        recipients.push_back(recipient_for(parties_.station.public_key, parties_.station_kid, content_key));
        to.push_back(parties_.station_kid);
    }
    if (sealed_for == SealedFor::two_stations) {
        recipients.push_back(
            recipient_for(parties_.other_station.public_key, parties_.other_kid, content_key));
        to.push_back(parties_.other_kid);
    } else {
        recipients.push_back(recipient_by_passphrase(content_key));
    }
    Json outer_header = Json::object();
    outer_header["enc"] = "A256GCM";
    outer_header["typ"] = "tsunagi+jwe";
    outer_header["cty"] = "jose+json";
    const std::string protected_text =
        encoded(bent(bends.outer_header, bends.outer_header_text, outer_header));
    const Bytes inner = bytes_of(sign(bends, to));
    const Sealed sealed = value_of(parties_.crypto.seal(content_key, bytes_of(protected_text), inner));
    parties_.crypto.drop(content_key);
    Json outer = Json::object();
    outer["protected"] = protected_text;
    outer["recipients"] = std::move(recipients);
    outer["iv"] = base64url_of(sealed.iv);
    outer["ciphertext"] = base64url_of(sealed.ciphertext);
    outer["tag"] = base64url_of(sealed.tag);
    return bytes_of(bent(bends.outer, bends.text, outer));
}

}  // namespace tsunagi
