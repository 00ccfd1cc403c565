// Owns choosing who gets the file: stations first, with the state of their keys; and verifying a key by
// telephone.
#include "core/search.h"
#include "core/sorting.h"
#include "core/strings.h"
#include "core/text.h"
#include "exchange/jwk.h"
#include "views/screens/handover_parts.h"

#include <algorithm>
#include <array>
#include <set>
#include <tuple>

namespace tsunagi {

namespace {

constexpr std::size_t shown_at_first = 4;

struct Recipient {
    DocumentId id;
    std::string name, kana, type;
    KeyState key = KeyState::none;
    bool is_station = false;
    bool is_agreed = false;  // a note of this case names it among those to be told
};

// Everybody the case's notes name among those to be told.
std::set<std::string> agreed_names(const HandoverScene& scene) {
    std::set<std::string> names;
    for (const DocumentId& note : list_notes(scene.state, scene.case_id)) {
        const Answers& answers = scene.state.library.answers(note);
        for (const std::string& row : answers.rows("sharing"))
            names.insert(answers.text(row_path("sharing", row, "to")));
    }
    return names;
}

bool is_station(const std::string& type) {
    return type == tr("organisation.type_station") || type.contains("訪問看護");
}

auto order_of(const Recipient& recipient) {
    return std::tuple(!recipient.is_station, !recipient.is_agreed, -static_cast<int>(recipient.key),
                      recipient.kana, recipient.name);
}

std::vector<Recipient> list_recipients(const HandoverScene& scene) {
    const std::set<std::string> agreed = agreed_names(scene);
    const std::string own_name = setting(scene.state, "facility");
    std::vector<Recipient> result;
    for (const DocumentId& id : scene.state.library.of_kind(Kind::organisation)) {
        const Answers& answers = scene.state.library.answers(id);
        Recipient recipient{id, answers.text("name"), answers.text("kana"), answers.text("type")};
        if (recipient.name.empty() || recipient.name == own_name) continue;
        const std::string short_name = answers.text("short_name");
        recipient.key = key_state_of(scene.state, id);
        recipient.is_station = is_station(recipient.type);
        recipient.is_agreed =
            agreed.contains(recipient.name) || (!short_name.empty() && agreed.contains(short_name));
        result.push_back(std::move(recipient));
    }
    sort_by(result, order_of);
    return result;
}

// The likely ones, and always the one that was chosen.
std::vector<Recipient> shown_recipients(std::vector<Recipient> all, const HandoverScene& scene,
                                        const HandoverUi& own) {
    if (scene.is_settled()) {
        std::erase_if(all, [&](const Recipient& recipient) { return recipient.id != scene.organisation; });
        return all;
    }
    if (own.everybody) {
        const SearchQuery query = parse_query(own.search);
        std::erase_if(all, [&](const Recipient& recipient) {
            return recipient.id != scene.organisation && !query.empty() &&
                   !matches(query, search_key(recipient.name + " " + recipient.kana + " " + recipient.type));
        });
        return all;
    }
    const auto chosen = std::ranges::find(all, scene.organisation, &Recipient::id);
    if (chosen != all.end() && chosen - all.begin() >= static_cast<std::ptrdiff_t>(shown_at_first)) {
        std::rotate(all.begin() + shown_at_first - 1, chosen, chosen + 1);
    }
    if (all.size() > shown_at_first) all.resize(shown_at_first);
    return all;
}

std::string short_number(const AppState& state, const DocumentId& organisation) {
    const auto groups = groups_of_four(device_number_of(state, organisation));
    if (groups.empty()) return {};
    std::string words;
    for (std::size_t i = 0; i < std::min<std::size_t>(3, groups.size()); ++i) words += " " + groups[i];
    return tr("handover.key") + words;
}

RadioCardSpec card_of(const HandoverScene& scene, const Recipient& recipient) {
    RadioCardSpec card{.title = mark_deceptive(recipient.name),
                       .selected = recipient.id == scene.organisation};
    card.enabled = !scene.is_settled();
    switch (recipient.key) {
        case KeyState::verified:
            card.chip =
                ChipSpec{.label = tr("handover.key_verified"), .tone = Tone::ok, .icon = Icon::shield};
            card.detail = short_number(scene.state, recipient.id);
            break;
        case KeyState::expired:
            card.chip =
                ChipSpec{.label = tr("handover.key_expired"), .tone = Tone::warn, .icon = Icon::hourglass};
            card.detail = short_number(scene.state, recipient.id);
            break;
        case KeyState::unverified:
            card.chip =
                ChipSpec{.label = tr("handover.key_unverified"), .tone = Tone::warn, .icon = Icon::shield_q};
            card.detail = tr(must_verify_again(scene.state, recipient.id) ? "handover.verify_again"
                                                                          : "handover.verify_by_phone");
            break;
        case KeyState::none:
            card.chip = ChipSpec{.label = tr("handover.key_none"), .icon = Icon::key};
            card.detail = mark_deceptive(recipient.type);
            break;
    }
    return card;
}

void choose(const DocumentId& organisation, HandoverUi& own) {
    own.organisation = organisation;
    own.elsewhere = organisation.empty();
    own.by_passphrase = false;
    own.to_name.clear();
    // What was chosen for one recipient is not what the next one may be told.
    own.sections.reset();
    own.audience.reset();
    own.beyond.clear();
}

float draw_cards(Ui& ui, const Rect& rect, const HandoverScene& scene, HandoverUi& own,
                 const std::vector<Recipient>& recipients) {
    const GroupScope group(ui, "choices", NodeRole::radio_group, tr("handover.to"));
    float y = rect.y;
    for (const Recipient& recipient : recipients) {
        const RadioCardSpec card = card_of(scene, recipient);
        const float height = measure_radio_card(ui, rect.w, card);
        if (draw_radio_card(ui, recipient.id, {rect.x, y, rect.w, height}, card)) choose(recipient.id, own);
        y += height + 8;
    }
    if (scene.is_settled() && !scene.elsewhere) return y;
    const RadioCardSpec elsewhere{.title = tr("handover.elsewhere"),
                                  .detail = tr("handover.elsewhere_note"),
                                  .selected = scene.elsewhere,
                                  .enabled = !scene.is_settled()};
    const float height = measure_radio_card(ui, rect.w, elsewhere);
    if (draw_radio_card(ui, "elsewhere", {rect.x, y, rect.w, height}, elsewhere)) choose({}, own);
    return y + height + 8;
}

// Who is not listed is named: the ledger, the consent and the next view of life find them by it.
float draw_name(Ui& ui, const Rect& rect, const HandoverScene& scene, HandoverUi& own) {
    if (!scene.elsewhere || scene.is_settled()) return rect.y;
    FieldSpec field{.label = tr("handover.to_name"), .value = own.to_name};
    field.placeholder = tr("handover.to_name_example");
    field.max_length = 120;
    const FieldResult name = draw_field(ui, "to_name", rect, field);
    own.to_name = name.text;
    const std::array words{std::string(patient_self), tr("handover.to_family")};
    std::vector<PhraseSpec> phrases;
    for (const std::string& word : words) phrases.push_back({.label = word, .selected = own.to_name == word});
    float y = name.bottom + 8;
    const auto pressed = draw_phrases(ui, "names", {rect.x, y, rect.w, 0}, phrases, &y);
    if (pressed) own.to_name = words[*pressed];
    return y + 12;
}

// An unverified key is offered to be verified; nothing waits for it.
float draw_key_hint(Ui& ui, const Rect& rect, const HandoverScene& scene, HandoverUi& own) {
    if (!scene.organisation.empty() && scene.key == KeyState::expired) {
        const std::string until = key_good_until(scene.state, scene.organisation).value_or(std::string());
        return draw_hint(ui, "expired", rect,
                         {.text = tr("handover.expired_hint", {{"date", long_day(until)}}),
                          .tone = Tone::warn,
                          .icon = Icon::hourglass}) +
               8;
    }
    if (scene.organisation.empty() || scene.key != KeyState::unverified) return rect.y;
    bool pressed = false;
    const HintSpec hint{
        .text = tr(must_verify_again(scene.state, scene.organisation) ? "handover.verify_again_why"
                                                                      : "handover.unverified_hint"),
        .tone = Tone::warn,
        .icon = Icon::shield_q,
        .action = ButtonSpec{
            .label = tr("handover.verify"), .edits = true, .size = ButtonSize::small, .icon = Icon::phone}};
    const float bottom = draw_hint(ui, "unverified", rect, hint, &pressed);
    if (pressed) {
        own.verifying = scene.organisation;
        own.verified_by = scene.state.who ? scene.state.who->name : std::string();
    }
    return bottom + 8;
}

float draw_ghost(Ui& ui, std::string_view key, Vec2 at, float width, const char* label, Icon icon,
                 bool* pressed) {
    const ButtonSpec button{
        .label = tr(label), .kind = ButtonKind::ghost, .size = ButtonSize::small, .icon = icon};
    const Vec2 size = measure_button(ui, button, width);
    *pressed = draw_button(ui, key, {at.x, at.y, size.x, size.y}, button);
    return at.y + size.y;
}

// Theirs to be compared, and this device's own for whoever is called.
float draw_numbers(Ui& ui, const Rect& rect, const AppState& state, const std::string& theirs) {
    float y = rect.y;
    if (theirs.empty()) {
        y = draw_hint(ui, "unreadable", rect,
                      {.text = tr("handover.key_unreadable"), .tone = Tone::warn, .icon = Icon::warn});
    } else {
        y = draw_device_number(ui, rect, theirs, tr("device.their_number"));
    }
    return draw_device_number(ui, {rect.x, y + 12, rect.w, 0}, state.own_number,
                              tr("device.own_number_if_asked"));
}

}  // namespace

float draw_recipients(Ui& ui, const Rect& rect, const HandoverScene& scene, HandoverUi& own,
                      Commands& commands) {
    const Rect inner =
        begin_growing_card(ui, "recipients", rect, {.title = tr("handover.to"), .icon = Icon::hospital});
    const Rect inside{inner.x + 12, inner.y, inner.w - 24, 0};
    const auto all = list_recipients(scene);
    const bool more = all.size() > shown_at_first && !scene.is_settled();
    float y = inside.y;
    if (own.everybody && more) {
        FieldSpec search{.label = tr("handover.search"),
                         .show_label = false,
                         .value = own.search,
                         .placeholder = tr("handover.search"),
                         .icon = Icon::search};
        search.input_mode = InputMode::search;
        const FieldResult typed = draw_field(ui, "search", {inside.x, y, inside.w, 0}, search);
        own.search = typed.text;
        y = typed.bottom + 8;
    }
    y = draw_cards(ui, {inside.x, y, inside.w, 0}, scene, own, shown_recipients(all, scene, own));
    y = draw_name(ui, {inside.x, y, inside.w, 0}, scene, own);
    y = draw_key_hint(ui, {inside.x, y, inside.w, 0}, scene, own);
    if (scene.is_settled()) return end_growing_card(ui, y + 4);
    bool pressed = false;
    if (more) {
        y = draw_ghost(ui, "everybody", {inside.x, y}, inside.w,
                       own.everybody ? "handover.fewer" : "handover.everybody",
                       own.everybody ? Icon::up : Icon::down, &pressed);
        if (pressed) own.everybody = !own.everybody;
    }
    y = draw_ghost(ui, "key_card", {inside.x, y}, inside.w, "handover.take_key_card", Icon::key_card,
                   &pressed);
    if (pressed) commands.emplace_back(cmd::PickKeyCard{});
    y = draw_ghost(ui, "key_code", {inside.x, y}, inside.w, "handover.take_key_code", Icon::id, &pressed);
    if (pressed) own.reading_code = true;
    return end_growing_card(ui, y + 8);
}

void draw_verifying(Ui& ui, const HandoverScene& scene, HandoverUi& own, Commands& commands) {
    if (own.verifying.empty()) return;
    const Answers& answers = scene.state.library.answers(own.verifying);
    const std::string number = device_number_of(scene.state, own.verifying);
    DialogSpec dialog{.title = tr("handover.verify_title"), .icon = Icon::phone, .width = 600};
    dialog.buttons = {ButtonSpec{.label = tr("dialog.cancel")},
                      ButtonSpec{.label = tr("handover.verify_go"),
                                 .edits = true,
                                 .kind = ButtonKind::primary,
                                 .icon = Icon::shield,
                                 .enabled = !number.empty() && !own.verified_by.empty()}};
    const Rect body = begin_dialog(ui, "verifying", dialog);
    const std::string name = mark_deceptive(answers.text("name"));
    float y = draw_text(ui, body, tr("handover.verify_ask", {{"name", name}})) + 8;
    if (const std::string phone = answers.text("tel"); !phone.empty()) {
        const IconTextSpec bold{.icon = Icon::phone, .text = {.font = Font::body, .weight = Weight::bold}};
        y = draw_icon_text(ui, {body.x, y, body.w, 0}, mark_deceptive(phone), bold) + 8;
    }
    if (must_verify_again(scene.state, own.verifying)) {
        const HintSpec why{
            .text = tr("handover.verify_again_why"), .tone = Tone::warn, .icon = Icon::shield_q};
        y = draw_hint(ui, "why_again", {body.x, y, body.w, 0}, why) + 12;
    }
    y = draw_numbers(ui, {body.x, y, body.w, 0}, scene.state, number) + 12;
    y = draw_text(ui, {body.x, y, body.w, 0}, tr("handover.verify_differs"),
                  {.font = Font::label, .color = ui.theme().col_ink_2}) +
        12;
    const FieldResult by =
        draw_field(ui, "by", {body.x, y, body.w, 0},
                   {.label = tr("handover.verified_by"), .value = own.verified_by, .required = true});
    own.verified_by = by.text;
    const DialogResult result = end_dialog(ui, by.bottom);
    if (result.button == 1u)
        commands.emplace_back(cmd::MarkKeyVerified{own.verifying, own.verified_by, number});
    if (result.done()) own.verifying.clear();
}

}  // namespace tsunagi
