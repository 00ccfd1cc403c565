// Owns the two questions of a ledger entry: what to make again, and why its file is withdrawn.
#include "app/answers.h"
#include "app/keys.h"
#include "core/strings.h"
#include "core/text.h"
#include "views/ledger_rows.h"
#include "views/screens/ledger_parts.h"

#include <array>

namespace tsunagi {

namespace {

// Only whom the entry itself names: the directory may know another of that name.
DocumentId addressee(const AppState& state, const LedgerDetail& detail) {
    return target_id(state.library.answers(detail.entry.id).value("to_organisation"));
}

// What would be lost, and what is old: said before it is pressed.
float draw_warnings(Ui& ui, Rect rect, const AppState& state, bool by_key, const DocumentId& to) {
    if (state.handover.stage == HandoverJob::Stage::checked) {
        const HintSpec hint{.text = tr("entry.other_file"), .tone = Tone::warn, .icon = Icon::warn};
        rect.y = draw_hint(ui, "other_file", rect, hint) + Theme::sp_15;
    }
    if (by_key && key_state_of(state, to) == KeyState::expired) {
        const std::string until = key_good_until(state, to).value_or(std::string());
        const HintSpec hint{.text = tr("handover.expired_hint", {{"date", long_day(until)}}),
                            .tone = Tone::warn,
                            .icon = Icon::hourglass};
        rect.y = draw_hint(ui, "expired", rect, hint) + Theme::sp_15;
    }
    return rect.y;
}

std::string since_words(const ContentSince& since) {
    if (!since.known) return tr("entry.since_unknown");
    if (since.changes == 0) return tr("entry.since_none");
    return tr("entry.since_changed", {{"n", std::to_string(since.changes)}});
}

void make_again(const AppState& state, const LedgerDetail& detail, bool as_then, Commands& commands) {
    const auto sections = parse_section_codes(detail.entry.sections);
    const DocumentId to = addressee(state, detail);
    const bool by_passphrase =
        to.empty() || detail.by_passphrase || key_state_of(state, to) == KeyState::none;
    commands.emplace_back(
        cmd::MakeHandover{.case_id = detail.entry.case_id,
                          .to_organisation = to,
                          .by_passphrase = by_passphrase,
                          .sections = sections ? *sections : minimum_sections(),
                          .to_name = to.empty() ? detail.entry.to_name : std::string(),
                          .audience = find_audience(detail.entry.audience).value_or(Audience::visiting_nurse),
                          .beyond_consent = detail.entry.beyond_consent,
                          .accept_expired_key = true,
                          .again_of = detail.entry.id,
                          .as_then = as_then});
    commands.emplace_back(cmd::GoTo{Place{Screen::handover, detail.entry.case_id, {}, {}}});
}

void draw_again(Ui& ui, const AppState& state, const LedgerDetail& detail, LedgerUi& own,
                Commands& commands) {
    const ContentSince since = content_since(state, detail.entry.id);
    DialogSpec dialog{.title = tr("entry.again"), .icon = Icon::copy, .width = 600};
    dialog.buttons = {ButtonSpec{.label = tr("dialog.cancel")}};
    const bool differs = since.known && since.changes > 0;
    if (since.known) {
        dialog.buttons.push_back({.label = tr(differs ? "entry.as_then" : "entry.again_go"),
                                  .edits = true,
                                  .kind = differs ? ButtonKind::secondary : ButtonKind::primary,
                                  .icon = differs ? Icon::history : Icon::file_lock});
    }
    if (!since.known || differs) {
        dialog.buttons.push_back({.label = tr("entry.as_now"),
                                  .edits = true,
                                  .kind = ButtonKind::primary,
                                  .icon = Icon::file_lock});
    }
    const Rect body = begin_dialog(ui, "again", dialog);
    const std::array pairs{PairSpec{tr("ledger.party"), party_of(detail.entry)},
                           PairSpec{tr("ledger.contents"), contents_of(detail.entry)}};
    float y = draw_pairs(ui, body, pairs, 84, Font::body) + Theme::sp_15;
    y = draw_text(ui, {body.x, y, body.w, 0}, since_words(since)) + Theme::sp_15;
    const DocumentId to = addressee(state, detail);
    y = draw_warnings(ui, {body.x, y, body.w, 0}, state, !detail.by_passphrase, to);
    y = draw_text(ui, {body.x, y, body.w, 0}, tr("entry.again_note"),
                  {.font = Font::label, .color = ui.theme().col_ink_2});
    const DialogResult result = end_dialog(ui, y);
    if (!result.done()) return;
    own.again = false;
    if (result.button.value_or(0) == 0) return;
    make_again(state, detail, since.known && result.button == 1u, commands);
}

constexpr std::array reasons{"entry.reason_recipient", "entry.reason_consent", "entry.reason_contents",
                             "entry.reason_passphrase"};

float draw_reason(Ui& ui, const Rect& rect, LedgerUi& own) {
    float y = draw_field_label(ui, rect, tr("entry.reason"), true);
    std::vector<PhraseSpec> phrases;
    for (const char* reason : reasons) {
        phrases.push_back({.label = tr(reason), .selected = own.reason == tr(reason)});
    }
    const auto pressed = draw_phrases(ui, "reasons", {rect.x, y, rect.w, 0}, phrases, &y);
    if (pressed) own.reason = tr(reasons[*pressed]);
    FieldSpec field{.label = tr("entry.reason"),
                    .show_label = false,
                    .value = own.reason,
                    .hint = tr("entry.reason_hint"),
                    .kind = FieldKind::lines};
    field.max_length = 1'000;
    field.min_lines = 2;
    const FieldResult typed = draw_field(ui, "reason", {rect.x, y + 8, rect.w, 0}, field);
    own.reason = typed.text;
    return typed.bottom;
}

void draw_withdrawing(Ui& ui, const AppState& state, const LedgerDetail& detail, LedgerUi& own,
                      Commands& commands) {
    DialogSpec dialog{.title = tr("entry.withdraw"), .icon = Icon::undo, .tone = Tone::danger, .width = 640};
    dialog.dismissal = Dismissal::by_button;
    dialog.buttons = {ButtonSpec{.label = tr("dialog.cancel")}, ButtonSpec{.label = tr("entry.withdraw_go"),
                                                                           .edits = true,
                                                                           .kind = ButtonKind::primary,
                                                                           .icon = Icon::file_lock,
                                                                           .enabled = !own.reason.empty()}};
    const Rect body = begin_dialog(ui, "withdrawing", dialog);
    float y =
        draw_text(ui, body, tr("entry.withdraw_ask", {{"name", party_of(detail.entry)}})) + Theme::sp_15;
    y = draw_reason(ui, {body.x, y, body.w, 0}, own) + Theme::sp_15;
    const DocumentId to = addressee(state, detail);
    const bool has_key = !to.empty() && key_state_of(state, to) != KeyState::none;
    const std::array segments{SegmentSpec{.label = tr("handover.by_key"), .icon = Icon::shield},
                              SegmentSpec{.label = tr("handover.by_passphrase"), .icon = Icon::key}};
    const bool by_passphrase = own.by_passphrase || !has_key;
    const SegmentedSpec way{.segments = segments,
                            .selected = by_passphrase ? 1 : 0,
                            .enabled = has_key,
                            .name = tr("handover.way")};
    y = draw_field_label(ui, {body.x, y, body.w, 0}, tr("handover.way"));
    const Vec2 size = measure_segmented(ui, way, body.w);
    if (const auto chosen = draw_segmented(ui, "way", {body.x, y, body.w, size.y}, way)) {
        own.by_passphrase = *chosen == 1;
    }
    y = draw_warnings(ui, {body.x, y + size.y + Theme::sp_15, body.w, 0}, state, !by_passphrase, to);
    y = draw_text(ui, {body.x, y, body.w, 0}, tr("entry.withdraw_note"),
                  {.font = Font::label, .color = ui.theme().col_ink_2});
    const DialogResult result = end_dialog(ui, y);
    if (!result.done()) return;
    own.withdrawing = false;
    if (result.button == 1u) {
        commands.emplace_back(cmd::MakeWithdrawal{detail.entry.id, own.reason, by_passphrase, true});
    }
    own.reason.clear();
}

}  // namespace

void draw_entry_questions(Ui& ui, const AppState& state, const LedgerDetail& detail, LedgerUi& own,
                          Commands& commands) {
    if (own.again) {
        draw_again(ui, state, detail, own, commands);
    } else if (own.withdrawing) {
        draw_withdrawing(ui, state, detail, own, commands);
    }
}

}  // namespace tsunagi
