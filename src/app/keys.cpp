#include "app/keys.h"

#include "app/answers.h"
#include "core/calendar.h"
#include "core/sorting.h"
#include "exchange/jwk.h"

namespace tsunagi {

bool is_key(const std::string& jwk, const PublicKey& key) {
    const auto parsed = parse_public_jwk(std::string_view(jwk));
    return parsed && *parsed == key;
}

namespace {

constexpr int usual_years = 2;

// 29 February comes to 1 March where there is none.
std::string years_after(const std::string& iso, int years) {
    const auto day = parse_date(iso);
    if (!day) return {};
    auto later = *day;
    later.year += years;
    std::string text = iso_of(later);
    if (parse_date(text)) return text;
    later.month = 3;
    later.day = 1;
    return iso_of(later);
}

}  // namespace

int key_years(const AppState& state) {
    const auto ids = state.library.of_kind(Kind::settings);
    const std::int64_t years = ids.empty() ? 0 : int_at(state.library.answers(ids.front()), "key_years");
    return years >= 1 && years <= 10 ? static_cast<int>(years) : usual_years;
}

std::optional<std::string> key_good_until(const AppState& state, const DocumentId& organisation) {
    const Answers& answers = state.library.answers(organisation);
    std::string from = answers.text("key_made_on");
    if (from.empty()) from = answers.text("key_verified_on");
    std::string until = years_after(from, key_years(state));
    return until.empty() ? std::nullopt : std::optional(std::move(until));
}

std::optional<DeviceKeys> device_keys_of(const AppState& state, const DocumentId& organisation) {
    const Answers& answers = state.library.answers(organisation);
    const auto agreement = parse_public_jwk(answers.text("agreement_key"));
    const auto signing = parse_public_jwk(answers.text("signing_key"));
    if (!agreement || !signing) return std::nullopt;
    return DeviceKeys{.agreement = *agreement, .signing = *signing};
}

std::string device_number_of(const AppState& state, const DocumentId& organisation) {
    const auto known = state.device_numbers.find(organisation);
    if (known == state.device_numbers.end()) return {};
    const Answers& answers = state.library.answers(organisation);
    const bool is_current = known->second.agreement_key == answers.text("agreement_key") &&
                            known->second.signing_key == answers.text("signing_key");
    return is_current ? known->second.text : std::string();
}

bool must_verify_again(const AppState& state, const DocumentId& organisation) {
    const Answers& answers = state.library.answers(organisation);
    return !answers.text("agreement_key").empty() && !answers.text("key_verified_by").empty() &&
           answers.text("key_verified_number").empty();
}

KeyState key_state_of(const AppState& state, const DocumentId& organisation) {
    const Answers& answers = state.library.answers(organisation);
    if (answers.text("agreement_key").empty()) return KeyState::none;
    const std::string verified = answers.text("key_verified_number");
    if (verified.empty() || verified != device_number_of(state, organisation)) return KeyState::unverified;
    if (answers.text("key_verified_by").empty() || answers.text("key_verified_on").empty())
        return KeyState::unverified;
    const auto until = key_good_until(state, organisation);
    return until && *until < today_iso(state) ? KeyState::expired : KeyState::verified;
}

std::vector<FormerKey> list_former_keys(const AppState& state, const DocumentId& organisation) {
    std::vector<FormerKey> keys;
    const Answers& answers = state.library.answers(organisation);
    for (const std::string& row : answers.rows("former_keys")) {
        const auto text = [&](std::string_view field) {
            return answers.text(row_path("former_keys", row, field));
        };
        keys.push_back({organisation, answers.text("name"), text("agreement_key"), text("signing_key"),
                        text("verified_by"), text("verified_on"), text("verified_number"),
                        text("replaced_on")});
    }
    return keys;
}

std::optional<KnownSigner> find_signer(const AppState& state, const PublicKey& key) {
    std::optional<KnownSigner> found;
    for (const DocumentId& id : state.library.of_kind(Kind::organisation)) {
        const Answers& answers = state.library.answers(id);
        if (is_key(answers.text("signing_key"), key)) {
            return KnownSigner{
                id, answers.text("name"), key_state_of(state, id) >= KeyState::expired, false, {}};
        }
        for (const FormerKey& former : list_former_keys(state, id)) {
            if (!is_key(former.signing_key, key)) continue;
            found = KnownSigner{id, former.name, !former.verified_number.empty(), true, former.replaced_on};
        }
    }
    return found;
}

namespace {

// When this tablet got the keys it has in place of others; none: it has had no others.
std::optional<Hlc> own_keys_renewed(const AppState& state) {
    const auto ids = state.library.of_kind(Kind::settings);
    if (ids.empty()) return std::nullopt;
    const Answers& answers = state.library.answers(ids.front());
    const auto rows = answers.rows("own_keys");
    if (rows.size() < 2) return std::nullopt;
    for (const std::string& row : rows) {
        const Path path = row_path("own_keys", row, "kid");
        if (answers.text(path) != state.device_kid) continue;
        for (const Change& change : state.library.find(ids.front())->changes) {
            if (change.path == path) return change.at;
        }
    }
    return std::nullopt;
}

}  // namespace

std::vector<DocumentId> list_without_own_card(const AppState& state) {
    std::vector<DocumentId> without;
    const auto renewed = own_keys_renewed(state);
    if (!renewed) return without;
    for (const DocumentId& id : state.library.of_kind(Kind::organisation)) {
        const Answers& answers = state.library.answers(id);
        const auto& changes = state.library.find(id)->changes;
        const bool was_known = !changes.empty() && changes.front().at < *renewed;
        if (was_known && !answers.text("agreement_key").empty() &&
            answers.text("card_given") != state.device_kid) {
            without.push_back(id);
        }
    }
    sort_by(without, [&state](const DocumentId& id) { return state.library.answers(id).text("name"); });
    return without;
}

bool is_own_former_kid(const AppState& state, std::string_view kid) {
    const auto ids = state.library.of_kind(Kind::settings);
    if (ids.empty() || kid == state.device_kid) return false;
    const Answers& answers = state.library.answers(ids.front());
    for (const std::string& row : answers.rows("own_keys")) {
        if (answers.text(row_path("own_keys", row, "kid")) == kid) return true;
    }
    return false;
}

}  // namespace tsunagi
