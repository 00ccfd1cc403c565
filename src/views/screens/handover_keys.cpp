// Owns the questions about a recipient's key: its card read as a code, another key than before, a key that is
// too old.
#include "core/strings.h"
#include "core/text.h"
#include "views/screens/handover_parts.h"

namespace tsunagi {

namespace {

void draw_reading_code(Ui& ui, HandoverUi& own, Commands& commands) {
    DialogSpec dialog{.title = tr("handover.take_key_code"), .icon = Icon::id, .width = 600};
    dialog.dismissal = Dismissal::by_button;
    dialog.buttons = {ButtonSpec{.label = tr("dialog.cancel")}, ButtonSpec{.label = tr("handover.code_go"),
                                                                           .edits = true,
                                                                           .kind = ButtonKind::primary,
                                                                           .icon = Icon::key_card,
                                                                           .enabled = !own.code.empty()}};
    const Rect body = begin_dialog(ui, "key_code", dialog);
    const float y = draw_text(ui, body, tr("handover.code_ask")) + 12;
    FieldSpec field{.label = tr("handover.code"),
                    .value = own.code,
                    .placeholder = "TNK1-…",
                    .hint = tr("handover.code_hint"),
                    .kind = FieldKind::lines};
    field.max_length = 8'000;
    const FieldResult typed = draw_field(ui, "code", {body.x, y, body.w, 0}, field);
    own.code = typed.text;
    const DialogResult result = end_dialog(ui, typed.bottom);
    if (result.button == 1u) commands.emplace_back(cmd::TakeKeyCard{own.code});
    if (!result.done()) return;
    own.reading_code = false;
    own.code.clear();
}

// A number with what it is and how old its card is.
float draw_number(Ui& ui, std::string_view key, const Rect& rect, const char* label,
                  const std::string& number, const std::string& made_on) {
    const GroupScope group(ui, key, NodeRole::group, tr(label));
    std::string words = tr(label);
    if (!made_on.empty()) words += "　" + tr("handover.card_of_day", {{"date", long_day(made_on)}});
    if (!number.empty()) return draw_device_number(ui, rect, number, words);
    const float y = draw_text(ui, rect, words, {.font = Font::label, .weight = Weight::bold}) + 4;
    return draw_text(ui, {rect.x, y, rect.w, 0}, tr("handover.key_unreadable"), {.font = Font::label});
}

void draw_key_change(Ui& ui, const KeyChange& change, Commands& commands) {
    DialogSpec dialog{
        .title = tr("handover.key_changed"), .icon = Icon::shield_q, .tone = Tone::warn, .width = 720};
    dialog.dismissal = Dismissal::by_button;
    dialog.buttons = {ButtonSpec{.label = tr("handover.key_keep")},
                      ButtonSpec{.label = tr("handover.key_replace"),
                                 .edits = true,
                                 .kind = ButtonKind::primary,
                                 .icon = Icon::swap}};
    const Rect body = begin_dialog(ui, "key_change", dialog);
    float y =
        draw_text(ui, body, tr("handover.key_changed_ask", {{"name", mark_deceptive(change.name)}})) + 12;
    if (change.card_name != change.name) {
        const HintSpec hint{.text = tr("handover.card_name", {{"name", mark_deceptive(change.card_name)}}),
                            .tone = Tone::warn,
                            .icon = Icon::info};
        y = draw_hint(ui, "name", {body.x, y, body.w, 0}, hint) + 12;
    }
    const std::size_t columns = body.w < 560 ? 1 : 2;
    const Rect both{body.x, y, body.w, 0};
    const Rect left = column_of(both, 0, columns, 24);
    const float old_bottom =
        draw_number(ui, "before", left, "handover.key_before", change.number_before, change.made_on_before);
    const Rect right =
        columns == 2 ? column_of(both, 1, columns, 24) : Rect{body.x, old_bottom + 12, body.w, 0};
    const float new_bottom = draw_number(ui, "now", right, "handover.key_now", change.number, change.made_on);
    y = std::max(old_bottom, new_bottom) + 12;
    y = draw_text(ui, {body.x, y, body.w, 0}, tr("handover.key_changed_note"),
                  {.font = Font::label, .color = ui.theme().col_ink_2});
    const DialogResult result = end_dialog(ui, y);
    if (result.done()) commands.emplace_back(cmd::AnswerKeyChange{result.button == 1u});
}

void draw_accepting_expired(Ui& ui, const HandoverScene& scene, HandoverUi& own, Commands& commands) {
    const std::string until = key_good_until(scene.state, scene.organisation).value_or(std::string());
    const ConfirmSpec spec{
        tr("handover.expired_title"),
        tr("handover.expired_ask", {{"name", mark_deceptive(scene.to_name)}, {"date", long_day(until)}}),
        ButtonSpec{.label = tr("handover.expired_go"), .edits = true, .icon = Icon::file_lock},
        tr("dialog.cancel"),
        Icon::hourglass,
        Tone::warn};
    const ConfirmResult result = draw_confirm(ui, "expired", spec);
    if (result == ConfirmResult::open) return;
    own.accepting_expired = false;
    if (result == ConfirmResult::confirmed) {
        cmd::MakeHandover wish = wish_of(scene, own);
        wish.accept_expired_key = true;
        commands.emplace_back(std::move(wish));
    }
}

}  // namespace

void draw_key_questions(Ui& ui, const HandoverScene& scene, HandoverUi& own, Commands& commands) {
    if (scene.state.key_change) {
        draw_key_change(ui, *scene.state.key_change, commands);
    } else if (own.reading_code) {
        draw_reading_code(ui, own, commands);
    } else if (own.accepting_expired) {
        draw_accepting_expired(ui, scene, own, commands);
    }
}

}  // namespace tsunagi
