// Owns how toasts look and where they stand: above everything, at the lower edge; over a dialog at the upper
// one, where they hide no button.
#include "views/ui_core.h"
#include "views/widgets/button.h"

#include <algorithm>

namespace tsunagi {

namespace {

Icon icon_of(Tone tone) {
    switch (tone) {
        case Tone::ok: return Icon::check_circle;
        case Tone::warn: return Icon::warn;
        case Tone::danger: return Icon::overdue;
        default: return Icon::info;
    }
}

// One toast whose edge is at `edge`, the upper one or the lower; returns where the next one's is.
float draw_toast(Ui& ui, ShownToast& toast, float edge, bool from_top) {
    const Theme& t = ui.theme();
    const Rect screen = ui.screen();
    const bool has_action = !toast.spec.action.empty();
    const ButtonSpec action{.label = toast.spec.action, .kind = ButtonKind::ghost, .size = ButtonSize::small};
    const float button = has_action ? measure_button(ui, action).x + 8 : 0;
    const float most = std::min(560.0f, screen.w - 24);
    const IconTextSpec text{.icon = icon_of(toast.spec.tone),
                            .text = {.font = Font::label, .color = t.col_ink, .valign = VAlign::middle},
                            .icon_color = colors_of(t, toast.spec.tone).ink,
                            .icon_size = Theme::sz_icon_s,
                            .gap = 10};
    const Vec2 words = measure_icon_text(ui, toast.spec.text, text, most - 32 - button);
    const float width = std::min(most, words.x + 33 + button);
    const float height = std::max(has_action ? Theme::sz_row : Theme::sz_touch, words.y + 24);
    const Rect box{screen.x + (screen.w - width) / 2, from_top ? edge : edge - height, width, height};
    const GroupScope group(ui, toast.spec.id, NodeRole::status, toast.spec.text, box);
    draw_box(ui, box, t.col_surface, t.col_ink_2, Theme::rad_m, 2);
    Rect inside = box.inset({16, 0, has_action ? 8.0f : 16.0f, 0});
    if (has_action) {
        const Rect place = inside.cut_right(button - 8, 8).middle(Theme::sz_touch);
        if (draw_button(ui, "action", place, action)) {
            toast.pressed = true;
            toast.until_ms = ui.now_ms();  // gone with the next frame
            ui.request_frames(2);
        }
    }
    const SilentScope silent(ui);
    draw_icon_text(ui, inside, toast.spec.text, text);
    return from_top ? box.bottom() + 8 : box.y - 8;
}

}  // namespace

void draw_toasts(Ui& ui, std::vector<ShownToast>& toasts) {
    // A screen of a phone may have a bar of its own over the one of the app.
    const float lower = Theme::sz_bottombar + (ui.is_phone() ? Theme::sz_phone_nav : 0);
    const bool from_top = ui.layer_is_open();
    float edge = from_top ? ui.screen().y + 8 : ui.screen().bottom() - lower - 12;
    const IdScope scope(ui, "toast");
    for (auto toast = toasts.rbegin(); toast != toasts.rend(); ++toast)
        edge = draw_toast(ui, *toast, edge, from_top);
}

}  // namespace tsunagi
