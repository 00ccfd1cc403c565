// Key cards: made and opened, and refused when anything about them is not as it must be.
#include "core/json.h"

#include "key_card_fixture.h"

namespace tsunagi {
namespace {

struct Desk : CardMaker {
    Fault fault_of_card(const std::string& text) { return fault_of(done(open_key_card(crypto, text))); }
};

std::string decoded(const std::string& text, std::string_view member) {
    const Json json = parse_json(text).value();
    return text_of(parse_base64url(*find_string(json, member)).value());
}

std::string with_member(const std::string& text, const std::string& member, const std::string& value) {
    Json json = parse_json(text).value();
    json[member] = value;
    return dump_json(json);
}

// A card whose payload was changed and signed again by the right key: only the contents are wrong.
std::string signed_again(Desk& desk, const std::string& payload) {
    const std::string text = desk.made();
    const Json json = parse_json(text).value();
    const std::string input = *find_string(json, "protected") + "." + base64url_of(view_of(payload));
    const Bytes signature = value_of(desk.crypto.sign(desk.signing.handle, bytes_of(input)));
    return with_member(with_member(text, "payload", base64url_of(view_of(payload))), "signature",
                       base64url_of(signature));
}

}  // namespace

TEST_CASE("a key card says who and which keys, with the device's number for the telephone") {
    Desk desk;
    const std::string text = desk.made();
    CHECK(looks_like_key_card(text));
    const OpenedKeyCard opened = value_of(open_key_card(desk.crypto, text));
    CHECK(opened.card.name == "梶谷 むつみ");
    CHECK(opened.card.organisation == "訪問看護ステーション このは坂");
    CHECK(opened.card.agreement_key == desk.agreement.public_key);
    CHECK(opened.card.signing_key == desk.signing.public_key);
    CHECK(opened.card.created == "2026-11-21T14:05:00+09:00");
    CHECK(opened.agreement_kid == value_of(thumbprint_of(desk.crypto, desk.agreement.public_key)));
    CHECK(opened.signing_kid == value_of(thumbprint_of(desk.crypto, desk.signing.public_key)));
    CHECK(opened.number == value_of(device_number(desk.crypto, desk.card().keys())));
    CHECK(opened.number.size() == 39);
    const Json payload = parse_json(decoded(text, "payload")).value();
    CHECK(find_int(payload, "v") == 1);
    CHECK(*find_string(payload, "kind") == "key-card");
    CHECK(find_object(payload, "agreement_key")->size() == 4);
}

TEST_CASE("a card fits into a QR code") {
    CHECK(Desk().made().size() < 1800);
}

TEST_CASE("a changed card is refused") {
    Desk desk;
    const std::string text = desk.made();
    const std::string payload = decoded(text, "payload");
    CHECK(desk.fault_of_card(with_member(text, "payload",
                                         base64url_of(view_of(replaced(payload, "このは坂", "べつの坂"))))) ==
          Fault::bad_signature);
    Desk other;
    const std::string foreign_key = jwk_text_of(other.agreement.public_key);
    const std::string swapped = replaced(payload, jwk_text_of(desk.agreement.public_key), foreign_key);
    CHECK(desk.fault_of_card(with_member(text, "payload", base64url_of(view_of(swapped)))) ==
          Fault::bad_signature);
    const std::string other_signer =
        replaced(payload, jwk_text_of(desk.signing.public_key), jwk_text_of(other.signing.public_key));
    CHECK(desk.fault_of_card(signed_again(desk, other_signer)) == Fault::bad_signature);
    CHECK(desk.fault_of_card(with_member(text, "signature", base64url_of(Bytes(64, 1)))) ==
          Fault::bad_signature);
}

TEST_CASE("a card signed by another key than the one on it is refused") {
    Desk desk;
    Desk other;
    const KeyCard card = desk.card();
    const KeyHandle wrong = value_of(desk.crypto.generate_pair(PrivateKeyUse::sign)).handle;
    const std::string text = value_of(make_key_card(desk.crypto, card, wrong));
    CHECK(desk.fault_of_card(text) == Fault::bad_signature);
}

TEST_CASE("the form of a card is exact") {
    Desk desk;
    const std::string text = desk.made();
    CHECK(desk.fault_of_card("") == Fault::bad_json);
    CHECK(desk.fault_of_card("{}") == Fault::wrong_type);
    CHECK(desk.fault_of_card(replaced(text, "{", R"({"extra":1,)")) == Fault::wrong_type);
    CHECK(desk.fault_of_card(replaced(text, "{", R"({"payload":"",)")) == Fault::duplicate_key);
    CHECK(desk.fault_of_card(with_member(text, "payload", "a=")) == Fault::bad_base64url);
    CHECK(desk.fault_of_card(with_member(text, "signature", base64url_of(Bytes(63, 1)))) ==
          Fault::bad_header);
    CHECK(desk.fault_of_card(std::string(20'000, ' ')) == Fault::too_large);
    const std::string header = decoded(text, "protected");
    const auto with_header = [&](const std::string& changed) {
        return with_member(text, "protected", base64url_of(view_of(changed)));
    };
    CHECK(desk.fault_of_card(with_header(replaced(header, "ES256", "none"))) == Fault::bad_header);
    CHECK(desk.fault_of_card(with_header(replaced(header, "tsunagi-card+jws", "tsunagi+jws"))) ==
          Fault::bad_header);
    CHECK(desk.fault_of_card(with_header(replaced(header, "{", R"({"crit":[],)"))) == Fault::wrong_type);
    CHECK_FALSE(looks_like_key_card("{}"));
}

TEST_CASE("the payload of a card is exact, even when it is signed") {
    Desk desk;
    const std::string payload = decoded(desk.made(), "payload");
    CHECK(desk.fault_of_card(signed_again(desk, payload)) == Fault::none);
    const auto fault_with = [&](std::string_view from, std::string_view to) {
        return desk.fault_of_card(signed_again(desk, replaced(payload, from, to)));
    };
    CHECK(fault_with("key-card", "receipt") == Fault::not_our_file);
    CHECK(fault_with("\"v\":1", "\"v\":2") == Fault::future_version);
    CHECK(fault_with("\"v\":1", "\"v\":0") == Fault::wrong_type);
    CHECK(fault_with("\"v\":1", "\"v\":\"1\"") == Fault::wrong_type);
    CHECK(fault_with("\"v\":1", "\"v\":1,\"more\":1") == Fault::wrong_type);
    CHECK(fault_with("2026-11-21T", "2026-13-21T") == Fault::bad_value);
    CHECK(fault_with("梶谷 むつみ", std::string(1100, 'a')) == Fault::bad_value);
    CHECK(fault_with("\"梶谷 むつみ\"", "5") == Fault::wrong_type);
    CHECK(fault_with("{\"kty\"", "{\"use\":\"enc\",\"kty\"") == Fault::wrong_type);
    CHECK(fault_with("{\"kty\"", "{\"d\":\"AA\",\"kty\"") == Fault::bad_key);
    CHECK(fault_with("P-256", "P-384") == Fault::bad_key);
    CHECK(fault_with(base64url_of(desk.agreement.public_key.x), base64url_of(desk.agreement.public_key.y)) ==
          Fault::bad_key);
}

TEST_CASE("a card without a name or with an impossible time is not made") {
    Desk desk;
    KeyCard card = desk.card();
    card.name.clear();
    CHECK(done(make_key_card(desk.crypto, card, desk.signing.handle)).has_value());
    card.organisation.clear();
    CHECK(fault_of(done(make_key_card(desk.crypto, card, desk.signing.handle))) == Fault::bad_value);
    card = desk.card();
    card.created = "2026-11-21";
    CHECK(fault_of(done(make_key_card(desk.crypto, card, desk.signing.handle))) == Fault::bad_value);
}

}  // namespace tsunagi
