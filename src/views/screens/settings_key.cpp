// Owns この端末の鍵: the number that is read out by telephone, and the card for others, as a file and as a QR
// code.
#include "app/answers.h"
#include "app/dates.h"
#include "app/keys.h"
#include "core/strings.h"
#include "core/text.h"
#include "views/screens/settings_parts.h"
#include "views/widgets.h"

namespace tsunagi {

namespace {

// What the card of this device looks like on the screen, until it is put away.
float draw_card(Ui& ui, const Rect& rect, const AppState& state, const OwnKeyCard& card, Commands& commands) {
    const std::string name = mark_deceptive(card.organisation);
    float y = draw_text(ui, rect, tr("settings.card_of", {{"name", name}}),
                        {.font = Font::body, .weight = Weight::bold, .heading = 3}) +
              8;
    const TextSpec small{.font = Font::label, .color = ui.theme().col_ink_2};
    if (card.squares.empty()) {
        y = draw_hint(ui, "no_qr", {rect.x, y, rect.w, 0},
                      {.text = tr("settings.card_too_long"), .tone = Tone::warn, .icon = Icon::warn}) +
            12;
    } else {
        if (state.display.mode != ScreenMode::day) {
            const HintSpec hint{.text = tr("settings.card_by_day"), .tone = Tone::warn, .icon = Icon::sun};
            y = draw_hint(ui, "by_day", {rect.x, y, rect.w, 0}, hint) + 8;
        }
        y = draw_qr(ui, {rect.x, y, rect.w, 0}, card.squares, tr("settings.card_qr", {{"name", name}})) + 8;
        y = draw_text(ui, {rect.x, y, rect.w, 0}, tr("settings.card_how"), small) + 12;
    }
    Rect box;
    const ButtonSpec close{
        .label = tr("settings.card_close"), .size = ButtonSize::small, .icon = Icon::close};
    if (draw_button_left(ui, "put_away", {rect.x, y}, close, &box)) {
        commands.emplace_back(cmd::PutAwayKeyCard{});
    }
    return box.bottom();
}

// Who has the card from before the keys were renewed, until they were given the new one.
float draw_cards_due(Ui& ui, const Rect& rect, const AppState& state, const std::vector<DocumentId>& due,
                     Commands& commands) {
    float y = draw_text(ui, rect, tr("settings.cards_due"),
                        {.font = Font::body, .weight = Weight::bold, .heading = 3}) +
              8;
    y = draw_text(ui, {rect.x, y, rect.w, 0}, tr("settings.cards_due_detail"),
                  {.font = Font::label, .color = ui.theme().col_ink_2}) +
        8;
    for (const DocumentId& organisation : due) {
        const std::string name = mark_deceptive(state.library.answers(organisation).text("name"));
        y = draw_text(ui, {rect.x, y, rect.w, 0}, name) + 4;
        Rect box;
        const ButtonSpec given{.label = tr("settings.card_given"),
                               .edits = true,
                               .size = ButtonSize::small,
                               .icon = Icon::check,
                               .name = tr("settings.card_given_to", {{"name", name}})};
        if (draw_button_left(ui, "given." + organisation, {rect.x, y}, given, &box))
            commands.emplace_back(cmd::MarkCardGiven{organisation});
        y = box.bottom() + 12;
    }
    return y;
}

}  // namespace

float draw_own_key(Ui& ui, const Rect& area, const AppState& state, SettingsUi& own, Commands& commands) {
    const Rect inner = begin_growing_card(ui, "key", area, {.title = tr("settings.key"), .icon = Icon::key});
    const Rect inside = inner.inset(16, 0);
    float y = draw_text(ui, inside, tr("settings.key_detail"),
                        {.font = Font::label, .color = ui.theme().col_ink_2}) +
              12;
    y = draw_device_number(ui, {inside.x, y, inside.w, 0}, state.own_number, tr("device.own_number")) + 12;
    if (!state.former_keys.empty()) {  // what was handed over until then shows that one
        const FormerOwnKeys& before = state.former_keys.back();
        const std::string until = short_day(iso_date(before.until_ms, state.offset_minutes));
        y = draw_device_number(ui, {inside.x, y, inside.w, 0}, before.number,
                               tr("device.former_number", {{"date", until}})) +
            12;
    }
    if (own.key_card_name.empty()) own.key_card_name = setting(state, "facility");
    const FieldResult name = draw_field(ui, "name", {inside.x, y, inside.w, 0},
                                        {.label = tr("settings.key_name"), .value = own.key_card_name});
    own.key_card_name = name.text;
    Rect box;
    const ButtonSpec make{
        .label = tr("settings.key_make"), .icon = Icon::key_card, .enabled = !own.key_card_name.empty()};
    if (draw_button_left(ui, "make", {inside.x, name.bottom + 12}, make, &box)) {
        commands.emplace_back(cmd::MakeKeyCard{own.key_card_name});
    }
    y = box.bottom() + 16;
    if (state.own_card) {
        const float top = y;
        y = draw_card(ui, {inside.x, y, inside.w, 0}, state, *state.own_card, commands) + 16;
        // A code to be photographed must not come below the edge of the screen.
        if (!own.card_shown) ui.reveal({inside.x, top, inside.w, y - top});
    }
    own.card_shown = state.own_card.has_value();
    if (const auto due = list_without_own_card(state); !due.empty())
        y = draw_cards_due(ui, {inside.x, y, inside.w, 0}, state, due, commands) + 4;
    return end_growing_card(ui, y);
}

}  // namespace tsunagi
