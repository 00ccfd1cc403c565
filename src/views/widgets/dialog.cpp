// Owns the frame of dialogs: scrim, surface, title, scrolling body, buttons.
#include "views/widgets/dialog.h"

#include "core/strings.h"

#include <algorithm>

namespace tsunagi {

namespace {

constexpr float padding = 20;

// What end_dialog must know of begin_dialog, remembered by numbers of the dialog's own scope.
struct DialogPlan {
    Rect box;
    Rect body;
    float footer = 0;
};

// Under a keyboard on a low screen nothing of a dialog stays put.
constexpr float least_for_bars = 220;
constexpr float low_edge = 8;

float dialog_margin(const Ui& ui) {
    return ui.is_low() ? 4.0f : 24.0f;
}

bool all_scrolls(const Ui& ui) {
    return ui.screen().h - 2 * dialog_margin(ui) < least_for_bars;
}

float footer_height(Ui& ui, float width, const DialogSpec& spec) {
    const float buttons = measure_button_row(ui, width - 2 * padding, spec.buttons);
    return buttons > 0 ? buttons + 16 + padding : padding;
}

float dialog_header_height(Ui& ui, float width, const DialogSpec& spec) {
    const float lead = spec.icon == Icon::none ? 0 : Theme::sz_icon_l + 10;
    const float room = width - 2 * padding - lead - (spec.close_button ? 52.0f : 0.0f);
    return std::max(64.0f,
                    measure_text(ui, spec.title, {.font = Font::h2, .weight = Weight::bold}, room).y + 28);
}

DialogPlan plan_dialog(const Ui& ui, float width, float header, float footer, float content) {
    const Rect screen = ui.screen();
    const bool sheet = ui.is_phone();
    const float margin = dialog_margin(ui);
    const float most = screen.h - (sheet ? margin : 2 * margin);
    const float height = std::min(most, header + content + footer);
    DialogPlan plan;
    plan.footer = footer;
    plan.box =
        sheet ? Rect{screen.x, screen.bottom() - height, screen.w, height} : screen.centered({width, height});
    plan.body = plan.box.inset({padding, header, padding, footer});
    return plan;
}

bool draw_close(Ui& ui, const Rect& box) {
    ButtonSpec close;
    close.kind = ButtonKind::ghost;
    close.size = ButtonSize::square;
    close.icon = Icon::close;
    close.name = tr("common.close");
    return draw_button(ui, "close", {box.right() - 56, box.y + 8, 48, 48}, close);
}

void draw_title(Ui& ui, Rect row, const DialogSpec& spec) {
    if (spec.close_button) row.cut_right(52);
    if (spec.icon != Icon::none) {
        const ToneColors colors = colors_of(ui.theme(), spec.tone);
        const Color color = spec.tone == Tone::neutral ? ui.theme().col_accent : colors.ink;
        paint_icon(ui, row.cut_left(Theme::sz_icon_l, 10), spec.icon, color, Theme::sz_icon_l);
    }
    draw_text(ui, row, spec.title,
              {.font = Font::h2, .weight = Weight::bold, .valign = VAlign::middle, .heading = 2});
}

// Between begin_dialog and end_dialog: 0 nothing, 1 dismissed, 2 and up the button pressed.
constexpr int dismissed = 1;
constexpr int first_button = 2;

}  // namespace

Rect begin_dialog(Ui& ui, std::string_view key, const DialogSpec& spec) {
    const Theme& t = ui.theme();
    const Rect screen = ui.screen();
    const float width = ui.is_phone() ? screen.w : std::min(spec.width, screen.w - 48);
    const float title = dialog_header_height(ui, width, spec);
    const float footer = footer_height(ui, width, spec);
    // A long title in large letters on a phone would push the buttons out: it scrolls with the rest.
    const bool all_scroll = all_scrolls(ui);
    const bool title_scrolls = all_scroll || title + footer > screen.h * 0.7f;
    const float header = !title_scrolls ? title : spec.close_button && !all_scroll ? 64.0f : low_edge;
    const float content = ui.remembered(std::string(key) + "/dialog/#content", 160);
    const DialogPlan plan = plan_dialog(ui, width, header, all_scroll ? low_edge : footer, content);
    ui.begin_layer(key, plan.box);
    fill_rect(ui, ui.full_screen(), t.col_scrim);
    Rect ground = plan.box;
    if (ui.is_phone()) ground.h = ui.full_screen().bottom() - plan.box.y;
    draw_box(ui, ground, t.col_surface, t.col_line, Theme::rad_l);
    ui.begin_group("dialog", NodeRole::dialog, spec.title, plan.box);
    if (!title_scrolls)
        draw_title(ui, {plan.box.x + padding, plan.box.y, plan.box.w - 2 * padding, title}, spec);
    int& state = ui.scratch("#state", 0);
    state = 0;
    if (spec.close_button && !all_scroll && draw_close(ui, plan.box)) state = dismissed;
    if (spec.dismissal == Dismissal::anywhere && (ui.tapped_outside() || ui.escape_pressed()))
        state = dismissed;
    const Rect body = ui.begin_scroll("body", plan.body);
    // Buttons come after the body in reading order.
    ui.push_closing([&ui, plan, body, footer, all_scroll, buttons = spec.buttons](float body_bottom) {
        Rect row{plan.box.x + padding, plan.box.bottom() - footer + 16, plan.box.w - 2 * padding,
                 footer - 16 - padding};
        if (all_scroll) row = {body.x, body_bottom + 16, body.w, row.h};
        std::optional<std::size_t> pressed;
        if (all_scroll) {
            pressed = draw_button_row(ui, "buttons", row, buttons);
            body_bottom += footer;
        }
        ui.end_scroll(body_bottom);
        ui.remember("#content", body_bottom - body.y);
        if (!all_scroll) pressed = draw_button_row(ui, "buttons", row, buttons);
        if (pressed) ui.scratch("#state", 0) = first_button + static_cast<int>(*pressed);
    });
    if (!title_scrolls) return body;
    if (all_scroll && spec.close_button && draw_close(ui, {body.x, body.y - 8, body.w + 8, 64})) {
        state = dismissed;
    }
    draw_title(ui, {body.x, body.y, body.w, title}, spec);
    return {body.x, body.y + title, body.w, body.h};
}

DialogResult end_dialog(Ui& ui, float body_bottom) {
    ui.run_closing(body_bottom);
    const int state = ui.scratch("#state", 0);
    ui.end_group();
    ui.end_layer();
    DialogResult result;
    result.dismissed = state == dismissed;
    if (state >= first_button) result.button = static_cast<std::size_t>(state - first_button);
    return result;
}

ConfirmResult draw_confirm(Ui& ui, std::string_view key, const ConfirmSpec& spec) {
    DialogSpec dialog;
    dialog.title = spec.title;
    dialog.icon = spec.icon;
    dialog.tone = spec.tone;
    dialog.buttons = {{.label = spec.cancel}, spec.confirm};
    const Rect body = begin_dialog(ui, key, dialog);
    const DialogResult result = end_dialog(ui, draw_text(ui, body, spec.body));
    if (result.dismissed || result.button == 0) return ConfirmResult::cancelled;
    return result.button ? ConfirmResult::confirmed : ConfirmResult::open;
}

}  // namespace tsunagi
