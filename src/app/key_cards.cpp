// Owns key cards: making this device's own, taking a station's in, and noting who verified its fingerprint.
#include "app/answers.h"
#include "app/app.h"
#include "app/dates.h"
#include "core/strings.h"
#include "exchange/jwk.h"
#include "exchange/key_card.h"

namespace tsunagi {

namespace {
constexpr std::size_t max_card_bytes = 16u << 10;
}

void App::on(const cmd::MakeKeyCard& wish) {
    if (state_.phase == Phase::open) run(make_key_card(wish.organisation));
}

Future<Status> App::make_key_card(std::string organisation) {
    const DeviceIdentity& own = vault_->identity();
    KeyCard card;
    card.name = state_.who ? state_.who->name : std::string();
    card.organisation = std::move(organisation);
    card.agreement_key = own.agreement.public_key;
    card.signing_key = own.signing.public_key;
    card.created = iso_date_time(state_.now_ms, state_.offset_minutes);
    auto made = co_await ::tsunagi::make_key_card(ports_.crypto, card, own.signing.handle);
    if (!made) co_return std::unexpected(made.error());
    std::string day = today_iso(state_);
    std::erase(day, '-');
    const std::string file_name = "key-card-" + day + ".tsunagi-key.json";
    const Bytes bytes = bytes_of(*made);
    Status saved = co_await ports_.files.save(file_name, "application/json", bytes);
    if (saved) notify(Severity::done, "notice.key_card_saved");
    co_return saved;
}

void App::on(const cmd::PickKeyCard&) {
    if (state_.phase == Phase::open) run(pick_key_card());
}

// A card is only as good as the telephone call: it comes in unverified, whatever it says.
Future<Status> App::pick_key_card() {
    auto picked = co_await ports_.files.pick(".json,application/json", max_card_bytes);
    if (!picked) co_return std::unexpected(picked.error());
    co_return co_await take_key_card(std::move(picked->bytes));
}

Future<Status> App::take_key_card(Bytes bytes) {
    const std::string text = text_of(bytes);
    auto opened = co_await open_key_card(ports_.crypto, text);
    if (!opened) co_return std::unexpected(opened.error());
    if (state_.phase != Phase::open) co_return fail(Fault::locked);
    const KeyCard& card = opened->card;
    const std::string name = card.organisation.empty() ? card.name : card.organisation;
    DocumentId organisation;
    for (const DocumentId& id : state_.library.of_kind(Kind::organisation)) {
        if (state_.library.answers(id).text("name") == name) organisation = id;
    }
    if (organisation.empty()) {
        organisation = create(Kind::organisation, "organisation", {},
                              {{"name", name}, {"type", tr("organisation.type_station")}});
    }
    editor_.begin_step();
    edit(organisation, "agreement_key", jwk_text_of(card.agreement_key));
    edit(organisation, "signing_key", jwk_text_of(card.signing_key));
    edit(organisation, "key_verified_by", Value{});
    edit(organisation, "key_verified_on", Value{});
    editor_.end_step();
    notify(Severity::done, "notice.key_card_taken");
    co_return Status{};
}

void App::on(const cmd::MarkKeyVerified& wish) {
    if (state_.phase != Phase::open || wish.by.empty()) return;
    editor_.begin_step();
    edit(wish.organisation, "key_verified_by", wish.by);
    edit(wish.organisation, "key_verified_on", Date{today_iso(state_)});
    editor_.end_step();
}

// Fingerprints follow the keys, however these came in: worked out once for each key.
void App::refresh_fingerprints() {
    if (state_.phase != Phase::open) return;
    for (const DocumentId& id : state_.library.of_kind(Kind::organisation)) {
        const std::string jwk = state_.library.answers(id).text("agreement_key");
        const auto known = state_.key_fingerprints.find(id);
        const bool is_known = known != state_.key_fingerprints.end();
        if (is_known && known->second.jwk == jwk) continue;
        if (is_known) state_.key_fingerprints.erase(known);
        if (jwk.empty()) continue;
        state_.key_fingerprints.emplace(id, KeyFingerprint{jwk, {}});
        run(read_fingerprint(id, jwk));
    }
}

Future<Status> App::read_fingerprint(DocumentId organisation, std::string jwk) {
    auto key = parse_public_jwk(std::string_view(jwk));
    if (!key) co_return Status{};  // it stays without a number, and so can never be marked as verified
    auto kid = co_await thumbprint_of(ports_.crypto, *key);
    if (!kid) co_return std::unexpected(kid.error());
    const auto known = state_.key_fingerprints.find(organisation);
    if (known != state_.key_fingerprints.end() && known->second.jwk == jwk)
        known->second.text = fingerprint_of(*kid);
    co_return Status{};
}

}  // namespace tsunagi
