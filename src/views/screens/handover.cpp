// Owns 受け渡し as a whole: what lies where at three widths, and the way from one step to the next on a
// phone.
#include "core/strings.h"
#include "views/ledger_rows.h"
#include "views/screens/consent_dialog.h"
#include "views/screens/handover_parts.h"

#include <algorithm>
#include <array>

namespace tsunagi {

namespace {

enum class StepButton : std::uint8_t { beside, elsewhere };  // elsewhere: in the bar at the lower edge

float draw_entries(Ui& ui, const Rect& rect, const HandoverScene& scene, HandoverUi& own,
                   Commands& commands) {
    const auto entries = list_ledger(scene.state, scene.case_id);
    const Rect inner =
        begin_growing_card(ui, "ledger", rect, {.title = tr("handover.ledger"), .icon = Icon::ledger});
    float y = inner.y;
    if (entries.empty()) {
        y = draw_text(ui, {inner.x + 16, y, inner.w - 32, 0}, tr("handover.ledger_empty"),
                      {.font = Font::label, .color = ui.theme().col_ink_2}) +
            16;
    } else {
        y = draw_case_entries(ui, {inner.x, y, inner.w, 0}, scene.state, entries, own.receipt, commands);
    }
    return end_growing_card(ui, y + 4);
}

// A file made for somebody else and not handed over would be lost by making another.
float draw_other_file(Ui& ui, const Rect& rect, const HandoverScene& scene, Commands& commands) {
    const HandoverJob& job = scene.state.handover;
    if (job.stage != HandoverJob::Stage::checked || scene.job) return rect.y;
    const CaseSummary other = summarise_case(scene.state, job.case_id);
    bool pressed = false;
    const HintSpec hint{
        .text = tr("handover.other_file", {{"name", other.name}, {"id", other.patient_id}}),
        .tone = Tone::warn,
        .icon = Icon::warn,
        .action = ButtonSpec{
            .label = tr("handover.to_other"), .size = ButtonSize::small, .icon_after = Icon::right}};
    const float bottom = draw_hint(ui, "other", rect, hint, &pressed);
    if (pressed) {
        commands.emplace_back(cmd::GoTo{
            job.withdraws.empty() ? Place{Screen::handover, job.case_id, {}, {}}
                                  : Place{Screen::ledger_entry, job.case_id, {}, {}, job.withdraws}});
    }
    return bottom + Theme::sp_15;
}

float draw_steps_card(Ui& ui, const Rect& rect, const HandoverScene& scene, HandoverUi& own,
                      Commands& commands, StepButton where) {
    const ButtonSpec next = next_step(scene);
    const bool beside = where == StepButton::beside;
    const float button = beside ? measure_button(ui, next).x + 16 : 0;
    const float width = rect.w - 28 - button;
    const float height = std::max(Theme::sz_row_xl, measure_step_marks(ui, width, scene) + 16);
    const Rect card = begin_card(ui, "progress", rect.with_height(height), {});
    Rect inside = card.inset({16, 8, 12, 8});
    if (beside) {
        const Rect place = inside.cut_right(button - 16, 16).middle(Theme::sz_button_l);
        if (draw_button(ui, "next", place, next)) take_next_step(scene, own, commands);
    }
    draw_step_marks(ui, inside, scene);
    end_card(ui);
    return rect.y + height;
}

// Recipient and scope side by side, what follows below them; the preview keeps its place at the right.
void draw_wide(Ui& ui, Rect area, const HandoverScene& scene, HandoverUi& own, Commands& commands) {
    const float pad = page_padding(ui);
    area = area.inset({pad, Theme::sp_15, pad, 0});
    const float steps = draw_steps_card(ui, area, scene, own, commands, StepButton::beside);
    area.cut_top(steps - area.y + Theme::sp_15);
    const float left_width = Theme::lay_hand_to + Theme::sp_15 + Theme::lay_hand_scope;
    Rect left = area.cut_left(left_width, Theme::sp_15);
    draw_preview_column(ui, area.with_height(area.h - Theme::sp_15), scene, own);
    left = left.outset(4).inset({0, 4, 0, 4});  // room for focus rings
    const Rect scroll = ui.begin_scroll("left", left);
    const Rect inside{scroll.x + 4, scroll.y, left_width, 0};
    float y = draw_other_file(ui, inside, scene, commands);
    y = draw_handover_fault(ui, {inside.x, y, inside.w, 0}, scene, commands);
    const float to = draw_recipients(ui, {inside.x, y, Theme::lay_hand_to, 0}, scene, own, commands);
    const float file =
        draw_file(ui, {inside.x, to + Theme::sp_15, Theme::lay_hand_to, 0}, scene, own, commands);
    const float scope_x = inside.x + Theme::lay_hand_to + Theme::sp_15;
    const float scope = draw_scope(ui, {scope_x, y, Theme::lay_hand_scope, 0}, scene, own);
    y = draw_entries(ui, {inside.x, std::max(file, scope) + Theme::sp_15, inside.w, 0}, scene, own, commands);
    ui.end_scroll(y + 24);
}

void draw_medium(Ui& ui, Rect area, const HandoverScene& scene, HandoverUi& own, Commands& commands) {
    const float pad = page_padding(ui);
    if (!ui.is_low() || ui.keyboard_inset() <= 0) {
        const float height = ui.is_low() ? Theme::sz_row_m : Theme::sz_bottombar;
        const Rect bar = draw_bottom_bar(ui, area.cut_bottom(height));
        const ButtonSpec next = next_step(scene);
        if (draw_button_right(ui, "next", bar.right(), bar.center().y, next))
            take_next_step(scene, own, commands);
    }
    const Rect scroll = ui.begin_scroll("page", area);
    const Rect page{scroll.x + pad, scroll.y + Theme::sp_15, scroll.w - 2 * pad, 0};
    float y = draw_steps_card(ui, page, scene, own, commands, StepButton::elsewhere) + Theme::sp_15;
    y = draw_other_file(ui, {page.x, y, page.w, 0}, scene, commands);
    y = draw_handover_fault(ui, {page.x, y, page.w, 0}, scene, commands);
    const Rect both{page.x, y, page.w, 0};
    const Rect first = column_of(both, 0, 2, Theme::sp_15);
    float left = draw_recipients(ui, first, scene, own, commands);
    left = draw_file(ui, {first.x, left + Theme::sp_15, first.w, 0}, scene, own, commands);
    const float right = draw_scope(ui, column_of(both, 1, 2, Theme::sp_15), scene, own);
    y = draw_preview(ui, {page.x, std::max(left, right) + Theme::sp_15, page.w, 0}, scene, own);
    y = draw_entries(ui, {page.x, y + Theme::sp_15, page.w, 0}, scene, own, commands);
    ui.end_scroll(y + 24);
}

constexpr std::array phone_steps{"handover.to", "handover.scope", "handover.preview", "handover.phone_last"};
static_assert(phone_steps.size() == last_phone_step + 1);

float draw_phone_last(Ui& ui, const Rect& rect, const HandoverScene& scene, HandoverUi& own,
                      Commands& commands) {
    float y = draw_steps_card(ui, rect, scene, own, commands, StepButton::elsewhere) + Theme::sp_15;
    y = draw_handover_fault(ui, {rect.x, y, rect.w, 0}, scene, commands);
    const std::string to = scene.to_name.empty() ? tr("handover.choose_first") : scene.to_name;
    y = draw_hint(ui, "to", {rect.x, y, rect.w, 0},
                  {.text = tr("handover.to_whom", {{"name", to}}), .icon = Icon::hospital}) +
        Theme::sp_15;
    y = draw_file(ui, {rect.x, y, rect.w, 0}, scene, own, commands) + Theme::sp_15;
    return draw_entries(ui, {rect.x, y, rect.w, 0}, scene, own, commands);
}

void draw_phone_bar(Ui& ui, const Rect& bar, const HandoverScene& scene, HandoverUi& own,
                    Commands& commands) {
    const Rect inside = draw_bottom_bar(ui, bar);
    const Rect place = inside.middle(Theme::sz_button_l);
    if (own.phone_step >= last_phone_step) {
        if (draw_button(ui, "next", place, next_step(scene))) take_next_step(scene, own, commands);
        return;
    }
    const auto index = static_cast<std::size_t>(own.phone_step) + 1;
    const ButtonSpec on{.label = tr("handover.on_to", {{"step", tr(phone_steps[index])}}),
                        .kind = ButtonKind::primary,
                        .size = ButtonSize::large,
                        .icon_after = Icon::arrow,
                        .enabled = own.phone_step > 0 || scene.has_recipient()};
    if (draw_button(ui, "on", place, on)) ++own.phone_step;
}

// Held sideways nothing stays put: the pager and the bar scroll with the step.
constexpr float low_handover = 260;

void draw_phone(Ui& ui, Rect area, const HandoverScene& scene, HandoverUi& own, Commands& commands) {
    const bool typing = ui.keyboard_inset() > 0;
    const bool low = area.h < low_handover;
    const Rect bar = typing || low ? Rect{} : area.cut_bottom(Theme::sz_bottombar);
    const std::string detail = tr("handover.phone_step", {{"n", std::to_string(own.phone_step + 1)},
                                                          {"m", std::to_string(phone_steps.size())}});
    const std::string& title = tr(phone_steps[static_cast<std::size_t>(own.phone_step)]);
    const float pager = Theme::sp_15 + measure_pager(ui, area.w - 2 * Theme::sp_15, title, detail);
    const auto draw_turning = [&](Rect place) {
        place = place.inset(Theme::sp_15, 0);
        place.cut_top(Theme::sp_15);
        return draw_pager(ui, "pager", place, title, detail, own.phone_step > 0,
                          own.phone_step < last_phone_step && scene.has_recipient());
    };
    std::optional<int> turned;
    if (!low) turned = draw_turning(area.cut_top(pager));
    if (turned) own.phone_step = std::clamp(own.phone_step + *turned, 0, last_phone_step);
    const Rect scroll = ui.begin_scroll("phone" + std::to_string(own.phone_step), area);
    Rect page{scroll.x + Theme::sp_15, scroll.y + Theme::sp_15, scroll.w - 2 * Theme::sp_15, 0};
    const int step = own.phone_step;
    if (low) {
        turned = draw_turning(scroll.with_height(pager));
        page.y += pager;
    }
    float y = draw_other_file(ui, page, scene, commands);
    const Rect rest{page.x, y, page.w, 0};
    switch (step) {
        case 0: y = draw_recipients(ui, rest, scene, own, commands); break;
        case 1: y = draw_scope(ui, rest, scene, own); break;
        case 2: y = draw_preview(ui, rest, scene, own); break;
        default: y = draw_phone_last(ui, rest, scene, own, commands); break;
    }
    y += 16;
    if (low && !typing) {
        draw_phone_bar(ui, {scroll.x, y, scroll.w, Theme::sz_bottombar}, scene, own, commands);
        y += Theme::sz_bottombar;
    }
    ui.end_scroll(y);
    if (low && turned) own.phone_step = std::clamp(step + *turned, 0, last_phone_step);
    if (bar.h > 0) draw_phone_bar(ui, bar, scene, own, commands);
}

void draw_start(Ui& ui, const Rect& area, const AppState& state, HandoverUi& own, Commands& commands) {
    const float pad = page_padding(ui);
    const Rect scroll = ui.begin_scroll("start", area);
    const float bottom =
        draw_handover_start(ui, {scroll.x + pad, scroll.y + 16, scroll.w - 2 * pad, 0}, state, own, commands);
    ui.end_scroll(bottom + 24);
}

}  // namespace

void draw_handover(Ui& ui, const Rect& area, const AppState& state, HandoverUi& own, Commands& commands) {
    const IdScope scope(ui, "handover");
    if (!state.library.find(state.place.case_id)) return draw_start(ui, area, state, own, commands);
    const IdScope of_case(ui, state.place.case_id);  // fields of another patient are other fields
    const HandoverScene scene = read_handover(state, own);
    if (ui.is_wide()) {
        draw_wide(ui, area, scene, own, commands);
    } else if (ui.is_phone()) {
        draw_phone(ui, area, scene, own, commands);
    } else {
        draw_medium(ui, area, scene, own, commands);
    }
    draw_verifying(ui, scene, own, commands);
    draw_key_questions(ui, scene, own, commands);
    draw_reason(ui, scene, own);
    draw_consent_dialogs(ui, state, own.consent, commands);
    draw_handing(ui, scene, own, commands);
    draw_receipt_dialog(ui, state, own.receipt, commands);
}

}  // namespace tsunagi
