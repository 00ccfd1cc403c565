// Owns key cards: making this device's own, taking a station's in, noting who verified its device's number,
// and what happens when a key is another one than before.
#include "app/answers.h"
#include "app/app.h"
#include "app/dates.h"
#include "app/keys.h"
#include "core/strings.h"
#include "exchange/jwk.h"
#include "exchange/key_card.h"
#include "exchange/key_card_code.h"

#include <algorithm>

namespace tsunagi {

namespace {

constexpr std::size_t max_card_bytes = 16u << 10;

std::string name_on(const KeyCard& card) {
    return card.organisation.empty() ? card.name : card.organisation;
}

bool has_keys_of(const std::string& agreement_key, const std::string& signing_key, const KeyCard& card) {
    return is_key(agreement_key, card.agreement_key) && is_key(signing_key, card.signing_key);
}

// A card of tomorrow is good no longer than one of today.
std::string made_on(const AppState& state, const KeyCard& card) {
    return std::min(card.created.substr(0, 10), today_iso(state));
}

// By its keys first: a station may change its name, and a card with one key of somebody known is about them.
// Then by the name.
DocumentId find_owner(const AppState& state, const KeyCard& card) {
    DocumentId reached, named;
    for (const DocumentId& id : state.library.of_kind(Kind::organisation)) {
        const Answers& answers = state.library.answers(id);
        if (is_key(answers.text("signing_key"), card.signing_key)) return id;
        if (is_key(answers.text("agreement_key"), card.agreement_key)) reached = id;
        if (answers.text("name") == name_on(card)) named = id;
    }
    return reached.empty() ? named : reached;
}

}  // namespace

void App::on(const cmd::MakeKeyCard& wish) {
    run(make_key_card(wish.organisation));
}

Future<Status> App::make_key_card(std::string organisation) {
    const Guard guard = session_.guard();
    const DeviceIdentity& own = vault_->identity();
    KeyCard card;
    card.name = state_.who ? state_.who->name : std::string();
    card.organisation = std::move(organisation);
    card.agreement_key = own.agreement.public_key;
    card.signing_key = own.signing.public_key;
    card.created = iso_date_time(state_.now_ms, state_.offset_minutes);
    auto made = co_await guard(::tsunagi::make_key_card(ports_.crypto, card, own.signing.handle));
    if (!made) co_return std::unexpected(made.error());
    OwnKeyCard shown;
    shown.organisation = card.organisation;
    // Too long a name fits the file, not the code: then there is the file.
    if (auto code = code_of_key_card(*made)) {
        if (auto squares = make_qr(*code)) {
            shown.code = std::move(*code);
            shown.squares = std::move(*squares);
        }
    }
    state_.own_card = std::move(shown);
    std::string day = today_iso(state_);
    std::erase(day, '-');
    const std::string file_name = "key-card-" + day + ".tsunagi-key.json";
    const Bytes bytes = bytes_of(*made);
    Status saved = co_await guard(ports_.files.save(file_name, "application/json", bytes));
    if (saved) notify(Severity::done, "notice.key_card_saved");
    co_return saved;
}

void App::on(const cmd::PutAwayKeyCard&) {
    state_.own_card.reset();
}

void App::on(const cmd::PickKeyCard&) {
    run(pick_key_card());
}

// A card is only as good as the telephone call: it comes in unverified, whatever it says.
Future<Status> App::pick_key_card() {
    const Guard guard = session_.guard();
    auto picked = co_await guard(ports_.files.pick(".json,.txt,application/json,text/plain", max_card_bytes));
    if (!picked) co_return std::unexpected(picked.error());
    co_return co_await take_key_card(text_of(picked->bytes));
}

void App::on(const cmd::TakeKeyCard& wish) {
    run(take_key_card(wish.code));
}

Future<Status> App::take_key_card(std::string text) {
    const Guard guard = session_.guard();
    if (looks_like_key_card_code(text)) {
        auto card = co_await guard(key_card_of_code(ports_.crypto, std::move(text)));
        if (!card) co_return std::unexpected(card.error());
        text = std::move(*card);
    }
    auto opened = co_await guard(open_key_card(ports_.crypto, std::move(text)));
    if (!opened) co_return std::unexpected(opened.error());
    if (!may_write(state_)) co_return fail(Fault::not_allowed);
    if (opened->agreement_kid == state_.device_kid) {
        notify(Severity::care, "notice.key_card_own");
        co_return Status{};
    }
    co_return compare_key_card(*opened);
}

// New, the same again, or another one than before: only the last is a question.
Status App::compare_key_card(const OpenedKeyCard& opened) {
    const KeyCard& card = opened.card;
    const DocumentId known = find_owner(state_, card);
    const Answers& answers = state_.library.answers(known);
    const std::string agreement_key = answers.text("agreement_key");
    const std::string signing_key = answers.text("signing_key");
    if (known.empty() || (agreement_key.empty() && signing_key.empty())) {
        keep_key_card(known, card);
        notify(Severity::done, "notice.key_card_taken");
        return {};
    }
    const std::string day = made_on(state_, card);
    if (has_keys_of(agreement_key, signing_key, card)) {
        // The telephone call was about the key, and the key is the same: it stays verified.
        if (day > answers.text("key_made_on")) edit(known, "key_made_on", Date{day});
        notify(Severity::done, "notice.key_card_same");
        return {};
    }
    for (const FormerKey& former : list_former_keys(state_, known)) {
        if (has_keys_of(former.agreement_key, former.signing_key, card)) return fail(Fault::former_key);
    }
    KeyChange change;
    change.organisation = known;
    change.name = answers.text("name");
    change.card_name = name_on(card);
    change.number = opened.number;
    change.number_before = device_number_of(state_, known);
    change.made_on = day;
    change.card = card;
    change.made_on_before = answers.text("key_made_on");
    state_.key_change = std::move(change);
    return {};
}

void App::keep_key_card(DocumentId organisation, const KeyCard& card) {
    if (organisation.empty()) {
        organisation = create(Kind::organisation, "organisation", {},
                              {{"name", name_on(card)}, {"type", tr("organisation.type_station")}});
    }
    editor_.begin_step();
    edit(organisation, "agreement_key", jwk_text_of(card.agreement_key));
    edit(organisation, "signing_key", jwk_text_of(card.signing_key));
    edit(organisation, "key_made_on", Date{made_on(state_, card)});
    edit(organisation, "key_verified_by", Value{});
    edit(organisation, "key_verified_on", Value{});
    edit(organisation, "key_verified_number", Value{});
    editor_.end_step();
}

// The key before is remembered, so that what it signed is still told as theirs; nothing is addressed to it
// again.
void App::on(const cmd::AnswerKeyChange& wish) {
    const auto asked = std::exchange(state_.key_change, std::nullopt);
    if (!asked) return;
    const KeyChange& change = *asked;
    const Answers& answers = state_.library.answers(change.organisation);
    if (!wish.accept || !state_.library.find(change.organisation)) return;
    Fields before{{"replaced_on", Date{today_iso(state_)}}};
    if (state_.who) before.emplace_back("replaced_by", state_.who->name);
    for (const auto& [from, to] : {std::pair{"agreement_key", "agreement_key"},
                                   {"signing_key", "signing_key"},
                                   {"key_verified_by", "verified_by"},
                                   {"key_verified_on", "verified_on"},
                                   {"key_verified_number", "verified_number"}}) {
        if (!is_empty(answers.value(from))) before.emplace_back(to, answers.value(from));
    }
    editor_.begin_step();
    add_row(change.organisation, "former_keys", before);
    keep_key_card(change.organisation, change.card);
    editor_.end_step();
    notify(Severity::care, "notice.key_replaced");
}

// Only a number that stood on the screen can have been compared, and it is kept: what was compared holds for
// the keys that have this number and for no others.
void App::on(const cmd::MarkKeyVerified& wish) {
    if (wish.by.empty()) return;
    if (wish.number.empty() || wish.number != device_number_of(state_, wish.organisation)) {
        notify(Fault::bad_key);
        return;
    }
    editor_.begin_step();
    edit(wish.organisation, "key_verified_by", wish.by);
    edit(wish.organisation, "key_verified_on", Date{today_iso(state_)});
    edit(wish.organisation, "key_verified_number", wish.number);
    editor_.end_step();
}

// Told once after each unlocking, until it is done; the reason stands beside each recipient.
void App::ask_to_verify_again() {
    const auto organisations = state_.library.of_kind(Kind::organisation);
    const bool wanted = std::ranges::any_of(
        organisations, [this](const DocumentId& id) { return must_verify_again(state_, id); });
    if (wanted && may_write(state_)) notify(Severity::care, "notice.verify_again");
}

// Whenever the keys of this device may be others: after unlocking, and when they were renewed.
Future<Status> App::read_own_number() {
    const DeviceKeys own{vault_->identity().agreement.public_key, vault_->identity().signing.public_key};
    const Guard guard = session_.guard();
    auto kid = co_await guard(thumbprint_of(ports_.crypto, own.agreement));
    if (!kid) co_return std::unexpected(kid.error());
    auto number = co_await guard(device_number(ports_.crypto, own));
    if (!number) co_return std::unexpected(number.error());
    std::vector<FormerOwnKeys> former;
    const std::vector<FormerKeys> keys = vault_->identity().former;
    for (const FormerKeys& one : keys) {
        auto former_kid = co_await guard(thumbprint_of(ports_.crypto, one.agreement.public_key));
        if (!former_kid) co_return std::unexpected(former_kid.error());
        auto former_number =
            co_await guard(device_number(ports_.crypto, DeviceKeys{one.agreement.public_key, one.signer}));
        if (!former_number) co_return std::unexpected(former_number.error());
        former.push_back({std::move(*former_kid), std::move(*former_number), one.until_ms});
    }
    // A card of the keys before is not shown beside the new number.
    if (*number != state_.own_number) state_.own_card.reset();
    state_.device_kid = std::move(*kid);
    state_.former_keys = std::move(former);
    state_.own_number = std::move(*number);
    co_return Status{};
}

// Of a file that is for this device: the key of now, or the one of before that it was sent to.
ByKey App::own_opener(const std::vector<std::string>& kids) const {
    const DeviceIdentity& own = vault_->identity();
    const auto is_for = [&kids](const std::string& kid) { return std::ranges::contains(kids, kid); };
    if (!is_for(state_.device_kid)) {
        for (std::size_t i = 0; i < std::min(own.former.size(), state_.former_keys.size()); ++i) {
            const KeyPair& former = own.former[i].agreement;
            if (is_for(state_.former_keys[i].kid)) return {former.handle, former.public_key};
        }
    }
    return {own.agreement.handle, own.agreement.public_key};
}

void App::on(const cmd::MarkCardGiven& wish) {
    editor_.begin_step();
    edit(wish.organisation, "card_given", state_.device_kid);
    edit(wish.organisation, "card_given_on", Date{today_iso(state_)});
    editor_.end_step();
}

// A repaired or restored tablet has new keys: what was sent to the former ones is then told as that. No step
// to take back: nobody did anything.
void App::note_own_key() {
    const auto ids = state_.library.of_kind(Kind::settings);
    if (ids.empty() || state_.device_kid.empty() || !may_write(state_)) return;
    const Answers& answers = state_.library.answers(ids.front());
    const auto rows = answers.rows("own_keys");
    for (const std::string& row : rows) {
        if (answers.text(row_path("own_keys", row, "kid")) == state_.device_kid) return;
    }
    const bool renewed = !rows.empty();
    const Document* settings = state_.library.find(ids.front());
    auto change =
        make_change(*settings, row_path("own_keys", make_id(ports_.random), "kid"), Value{state_.device_kid},
                    editor_.next_time(state_.now_ms), state_.who ? state_.who->id : StaffId{},
                    state_.device_id, make_id(ports_.random));
    if (!change) return;
    std::vector<Change> one;
    one.push_back(std::move(*change));
    state_.library.add(ids.front(), std::move(one));
    save_edited(*state_.library.find(ids.front()), AuditAction::change_settings);
    if (renewed) notify(Severity::care, "notice.own_key_new");
}

// Numbers follow the keys, however these came in: worked out once for each pair.
void App::refresh_device_numbers() {
    if (state_.phase != Phase::open) return;
    for (const DocumentId& id : state_.library.of_kind(Kind::organisation)) {
        const Answers& answers = state_.library.answers(id);
        KnownNumber wanted{answers.text("agreement_key"), answers.text("signing_key"), {}};
        const auto known = state_.device_numbers.find(id);
        const bool is_known = known != state_.device_numbers.end();
        if (is_known && known->second.agreement_key == wanted.agreement_key &&
            known->second.signing_key == wanted.signing_key) {
            continue;
        }
        if (is_known) state_.device_numbers.erase(known);
        if (wanted.agreement_key.empty()) continue;
        state_.device_numbers.emplace(id, wanted);
        run(read_device_number(id, std::move(wanted)));
    }
}

Future<Status> App::read_device_number(DocumentId organisation, KnownNumber wanted) {
    const auto keys = device_keys_of(state_, organisation);
    if (!keys) co_return Status{};  // it stays without a number, and so can never be marked as verified
    const Guard guard = session_.guard();
    auto number = co_await guard(device_number(ports_.crypto, *keys));
    if (!number) co_return std::unexpected(number.error());
    const auto known = state_.device_numbers.find(organisation);
    if (known != state_.device_numbers.end() && known->second.agreement_key == wanted.agreement_key &&
        known->second.signing_key == wanted.signing_key) {
        known->second.text = std::move(*number);
    }
    co_return Status{};
}

}  // namespace tsunagi
