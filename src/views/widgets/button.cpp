// Owns how buttons look and how wide they want to be.
#include "views/widgets/button.h"

#include <algorithm>

namespace tsunagi {

namespace {

struct ButtonShape {
    float padding = 20;
    float height = Theme::sz_button;
    float icon = Theme::sz_icon_s;
    float gap = 8;
    TextSpec text;
};

ButtonShape shape_of(const ButtonSpec& spec) {
    ButtonShape shape;
    shape.text = {
        .font = Font::body, .weight = Weight::bold, .align = Align::center, .line = 24, .silent = true};
    if (spec.size == ButtonSize::small) shape.text.font = Font::label;
    if (spec.size == ButtonSize::small) shape.padding = 14;
    if (spec.size == ButtonSize::large) shape.padding = 24;
    if (spec.size == ButtonSize::large) shape.height = Theme::sz_button_l;
    if (spec.size == ButtonSize::square) shape.padding = 0;
    if (spec.size == ButtonSize::square) shape.icon = Theme::sz_icon;
    if (spec.kind == ButtonKind::ghost && spec.size != ButtonSize::square) shape.padding = 12;
    return shape;
}

float icons_width(const ButtonSpec& spec, const ButtonShape& shape) {
    const float gap = spec.label.empty() ? 0 : shape.gap;
    float width = 0;
    if (spec.icon != Icon::none) width += shape.icon + gap;
    if (spec.icon_after != Icon::none) width += shape.icon + gap;
    return width;
}

struct ButtonColors {
    Color fill, edge, ink, lower;
};

ButtonColors colors_for(const Theme& t, const ButtonSpec& spec, bool held) {
    if (!spec.enabled || spec.busy) {
        const bool ghost = spec.kind == ButtonKind::ghost;
        return {ghost ? 0 : t.col_sunk, ghost ? 0 : t.col_line, t.col_ink_disabled, 0};
    }
    switch (spec.kind) {
        case ButtonKind::primary:
            return {held ? t.col_accent_press : t.col_accent, held ? t.col_accent_press : t.col_accent,
                    t.col_on_accent, t.col_accent_press};
        case ButtonKind::danger:
            return {held ? t.col_red_tint : t.col_surface, t.col_red_fill, t.col_red_ink, 0};
        case ButtonKind::ghost:
            return {held ? t.col_accent_tint : 0, held ? t.col_accent : 0, t.col_accent, 0};
        case ButtonKind::secondary: break;
    }
    return {held ? t.col_accent_tint : t.col_surface, held ? t.col_accent : t.col_line_strong, t.col_accent,
            0};
}

// A secondary button that is not pressed lies on its ground; the fill of a primary one ends 2 px darker.
void draw_ground(Ui& ui, const Rect& rect, const ButtonColors& colors) {
    if (colors.lower != 0 && colors.lower != colors.fill) {
        fill_rect(ui, rect, colors.lower, Theme::rad_m);
        fill_rect(ui, rect.with_height(rect.h - 2), colors.fill, Theme::rad_m);
    } else {
        draw_box(ui, rect, colors.fill, colors.edge, Theme::rad_m);
    }
}

void draw_face(Ui& ui, const Rect& rect, const ButtonSpec& spec, Color ink) {
    ButtonShape shape = shape_of(spec);
    shape.text.color = ink;
    const float icons = icons_width(spec, shape);
    const float room = std::max(1.0f, rect.w - 2 * std::min(shape.padding, 8.0f) - icons);
    const Vec2 words = measure_text(ui, spec.label, shape.text, room);
    Rect line = rect.centered({words.x + icons, rect.h});
    const float gap = spec.label.empty() ? 0 : shape.gap;
    if (spec.icon != Icon::none) paint_icon(ui, line.cut_left(shape.icon, gap), spec.icon, ink, shape.icon);
    // The rounding of sums must not turn one line into two.
    Rect label = line.cut_left(words.x, gap);
    label.w += 1;
    shape.text.valign = VAlign::middle;
    draw_text(ui, label, spec.label, shape.text);
    if (spec.icon_after != Icon::none) {
        paint_icon(ui, {label.x + words.x + gap, line.y, shape.icon, line.h}, spec.icon_after, ink,
                   shape.icon);
    }
}

}  // namespace

Vec2 measure_button(Ui& ui, const ButtonSpec& spec, float max_width) {
    const ButtonShape shape = shape_of(spec);
    if (spec.size == ButtonSize::square) return {Theme::sz_touch, Theme::sz_touch};
    const float fixed = icons_width(spec, shape) + 2 * shape.padding;
    const float room = max_width > 0 ? std::max(1.0f, max_width - fixed) : 0;
    const Vec2 words = measure_text(ui, spec.label, shape.text, room);
    return {std::max(Theme::sz_touch, words.x + fixed), std::max(shape.height, words.y + 16)};
}

bool draw_button(Ui& ui, std::string_view key, const Rect& rect, const ButtonSpec& wanted) {
    ButtonSpec spec = wanted;
    spec.enabled = spec.enabled && !(spec.edits && ui.only_reads());
    NodeOptions options;
    options.enabled = spec.enabled && !spec.busy;
    options.busy = spec.busy;
    options.expanded = spec.expanded;
    const std::string_view name =
        spec.name.empty() ? std::string_view(spec.label) : std::string_view(spec.name);
    const Interaction act = ui.interact(key, rect, spec.role, name, options);
    if (!ui.is_visible(rect)) return act.fired;
    const ButtonColors colors = colors_for(ui.theme(), spec, act.held);
    draw_ground(ui, rect, colors);
    draw_face(ui, rect, spec, colors.ink);
    return act.fired;
}

bool draw_button_right(Ui& ui, std::string_view key, float right, float middle_y, const ButtonSpec& spec,
                       float* left) {
    const Vec2 size = measure_button(ui, spec, right - ui.clip().x - 8);
    const Rect rect{right - size.x, middle_y - size.y / 2, size.x, size.y};
    if (left != nullptr) *left = rect.x;
    return draw_button(ui, key, rect, spec);
}

bool draw_button_left(Ui& ui, std::string_view key, Vec2 top_left, const ButtonSpec& spec, Rect* box) {
    const Vec2 size = measure_button(ui, spec, ui.clip().right() - top_left.x - 8);
    const Rect rect{top_left.x, top_left.y, size.x, size.y};
    if (box != nullptr) *box = rect;
    return draw_button(ui, key, rect, spec);
}

namespace {

constexpr float row_gap = 12;

float row_width(Ui& ui, std::span<const ButtonSpec> buttons) {
    float width = 0;
    for (const ButtonSpec& button : buttons) width += measure_button(ui, button).x + row_gap;
    return width - row_gap;
}

}  // namespace

float measure_button_row(Ui& ui, float width, std::span<const ButtonSpec> buttons) {
    if (buttons.empty()) return 0;
    float height = 0;
    if (row_width(ui, buttons) <= width) {
        for (const ButtonSpec& button : buttons) height = std::max(height, measure_button(ui, button).y);
        return height;
    }
    for (const ButtonSpec& button : buttons) height += measure_button(ui, button, width).y + Theme::sp_1;
    return height - Theme::sp_1;
}

std::optional<std::size_t> draw_button_row(Ui& ui, std::string_view key, const Rect& rect,
                                           std::span<const ButtonSpec> buttons) {
    std::optional<std::size_t> pressed;
    if (buttons.empty()) return pressed;
    const IdScope scope(ui, key);
    const float total = row_width(ui, buttons);
    const bool in_row = total <= rect.w;
    Rect row = in_row ? Rect{rect.right() - total, rect.y, total, rect.h} : rect;
    for (std::size_t i = 0; i < buttons.size(); ++i) {
        // Stacked, the one that goes on comes first: nearest to the words it follows.
        const std::size_t index = in_row ? i : buttons.size() - 1 - i;
        const ButtonSpec& button = buttons[index];
        const Vec2 size = measure_button(ui, button, in_row ? 0 : rect.w);
        const Rect box =
            in_row ? row.cut_left(size.x, row_gap).middle(size.y) : row.cut_top(size.y, Theme::sp_1);
        if (draw_button(ui, "button" + std::to_string(index), box, button)) pressed = index;
    }
    return pressed;
}

}  // namespace tsunagi
