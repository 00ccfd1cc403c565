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
    auto made = co_await make_key_card_file(ports_.crypto, card, own.signing.handle);
    if (!made) co_return std::unexpected(made.error());
    std::string day = today_iso(state_);
    std::erase(day, '-');
    Status saved = co_await ports_.files.save("key-card-" + day + ".tsunagi-key.json", "application/json", *made);
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
    auto card = co_await open_key_card(ports_.crypto, text_of(bytes));
    if (!card) co_return std::unexpected(card.error());
    if (state_.phase != Phase::open) co_return fail(Fault::locked);
    DocumentId organisation;
    for (const DocumentId& id : state_.library.of_kind(Kind::organisation)) {
        if (state_.library.answers(id).text("name") == card->organisation) organisation = id;
    }
    if (organisation.empty()) {
        organisation = create(Kind::organisation, "organisation", {},
                              {{"name", card->organisation}, {"type", tr("organisation.type_station")}});
    }
    editor_.begin_step();
    edit(organisation, "agreement_key", jwk_text_of(card->agreement_key));
    edit(organisation, "signing_key", jwk_text_of(card->signing_key));
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

}  // namespace tsunagi
