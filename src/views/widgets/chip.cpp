// Owns how chips, tags and circles look.
#include "views/widgets/chip.h"

#include <algorithm>

namespace tsunagi {

namespace {

struct ChipShape {
    float height, left, right, gap, icon;
    TextSpec text;
};

ChipShape shape_of(const ChipSpec& spec) {
    ChipShape shape{Theme::sz_chip, 8, 10, 6, Theme::sz_icon_chip, {.font = Font::label, .line = 24}};
    if (spec.small) shape = {28, 6, 6, 4, Theme::sz_icon_chip, {.font = Font::caption, .line = 20}};
    if (spec.icon == Icon::none) shape.left = shape.right;
    if (spec.tone != Tone::neutral) shape.text.weight = Weight::bold;
    return shape;
}

float lead_of(const ChipSpec& spec, const ChipShape& shape) {
    return spec.icon == Icon::none ? 0 : shape.icon + shape.gap;
}

}  // namespace

Vec2 measure_chip(Ui& ui, const ChipSpec& spec, float max_width) {
    const ChipShape shape = shape_of(spec);
    const float fixed = shape.left + shape.right + lead_of(spec, shape);
    const Vec2 words =
        measure_text(ui, spec.label, shape.text, max_width > 0 ? std::max(1.0f, max_width - fixed) : 0);
    return {words.x + fixed, std::max(shape.height, words.y + shape.height - shape.text.line)};
}

namespace {

void draw_chip_in(Ui& ui, const Rect& rect, const ChipSpec& spec) {
    ChipShape shape = shape_of(spec);
    const ToneColors colors = colors_of(ui.theme(), spec.tone);
    draw_box(ui, rect, colors.tint, colors.line, Theme::rad_m);
    Rect inside = rect.inset({shape.left, 0, shape.right - 1, 0});
    if (spec.icon != Icon::none) {
        paint_icon(ui, inside.cut_left(shape.icon, shape.gap), spec.icon, colors.ink, shape.icon);
    }
    shape.text.color = colors.ink;
    shape.text.valign = VAlign::middle;
    draw_text(ui, inside, spec.label, shape.text);
}

}  // namespace

void draw_chip(Ui& ui, Vec2 top_left, const ChipSpec& spec) {
    const Vec2 size = measure_chip(ui, spec);
    draw_chip_in(ui, {top_left.x, top_left.y, size.x, size.y}, spec);
}

float draw_chip_right(Ui& ui, float right, float middle_y, const ChipSpec& spec) {
    const Vec2 size = measure_chip(ui, spec);
    draw_chip_in(ui, {right - size.x, middle_y - size.y / 2, size.x, size.y}, spec);
    return right - size.x;
}

float draw_chips(Ui& ui, const Rect& area, std::span<const ChipSpec> chips) {
    Flow flow(area, Theme::sp_1, Theme::sp_1);
    for (const ChipSpec& chip : chips) draw_chip_in(ui, flow.place(measure_chip(ui, chip, area.w)), chip);
    return flow.bottom();
}

namespace {

TextSpec phrase_text(const PhraseSpec& spec) {
    return {.font = Font::label,
            .weight = spec.selected ? Weight::bold : Weight::regular,
            .valign = VAlign::middle,
            .line = 22,
            .silent = true};
}
Icon phrase_icon(const PhraseSpec& spec) {
    return spec.selected ? spec.selected_icon : spec.icon;
}

}  // namespace

Vec2 measure_phrase(Ui& ui, const PhraseSpec& spec) {
    const float lead = phrase_icon(spec) == Icon::none ? 0 : Theme::sz_icon_chip + 6;
    const Vec2 words = measure_text(ui, spec.label, phrase_text(spec));
    return {std::max(Theme::sz_touch, words.x + lead + 28), Theme::sz_touch};
}

bool draw_phrase(Ui& ui, std::string_view key, const Rect& rect, const PhraseSpec& spec) {
    const Theme& t = ui.theme();
    NodeOptions options;
    options.enabled = spec.enabled;
    if (spec.toggles) options.checked = spec.selected ? Check::on : Check::off;
    const Interaction act =
        ui.interact(key, rect, spec.toggles ? NodeRole::checkbox : NodeRole::button, spec.label, options);
    if (!ui.is_visible(rect)) return act.fired;
    const bool lit = spec.selected || act.held;
    Color ink = spec.selected ? t.col_accent : t.col_ink;
    if (!spec.enabled) {
        draw_box(ui, rect, t.col_sunk, t.col_line, Theme::rad_m);
        ink = t.col_ink_disabled;
    } else {
        draw_box(ui, rect, lit ? t.col_accent_tint : t.col_surface, lit ? t.col_accent : t.col_line_strong,
                 Theme::rad_m, spec.selected ? 2.0f : 1.0f);
    }
    const Icon icon = phrase_icon(spec);
    TextSpec text = phrase_text(spec);
    text.color = ink;
    const float lead = icon == Icon::none ? 0 : Theme::sz_icon_chip + 6;
    const Vec2 words = measure_text(ui, spec.label, text, std::max(1.0f, rect.w - lead - 16));
    Rect inside = rect.centered({words.x + lead, rect.h});
    if (icon != Icon::none) {
        Color icon_color = spec.toggles && !spec.selected ? t.col_ink_3 : t.col_accent;
        if (!spec.enabled) icon_color = ink;
        paint_icon(ui, inside.cut_left(Theme::sz_icon_chip, 6), icon, icon_color, Theme::sz_icon_chip);
    }
    inside.w += 1;
    draw_text(ui, inside, spec.label, text);
    return act.fired;
}

std::optional<std::size_t> draw_phrases(Ui& ui, std::string_view key, const Rect& area,
                                        std::span<const PhraseSpec> phrases, float* bottom) {
    const IdScope scope(ui, key);
    std::optional<std::size_t> pressed;
    Flow flow(area, Theme::sp_1, Theme::sp_1);
    for (std::size_t i = 0; i < phrases.size(); ++i) {
        const Rect box = flow.place(measure_phrase(ui, phrases[i]));
        if (draw_phrase(ui, phrases[i].label, box, phrases[i])) pressed = i;
    }
    if (bottom != nullptr) *bottom = phrases.empty() ? area.y : flow.bottom();
    return pressed;
}

float measure_phrases(Ui& ui, float width, std::span<const PhraseSpec> phrases) {
    Flow flow({0, 0, width, 0}, Theme::sp_1, Theme::sp_1);
    for (const PhraseSpec& phrase : phrases) flow.place(measure_phrase(ui, phrase));
    return phrases.empty() ? 0 : flow.bottom();
}

float measure_tag(Ui& ui, std::string_view label, bool small) {
    const Font font = small ? Font::caption : Font::label;
    return measure_text(ui, label, {.font = font}).x + (small ? 12.0f : 16.0f);
}

void draw_tag(Ui& ui, Vec2 top_left, std::string_view label, Color ink, Color edge, Color fill, bool small) {
    const Theme& t = ui.theme();
    const Rect rect{top_left.x, top_left.y, measure_tag(ui, label, small), 28};
    draw_box(ui, rect, fill != 0 ? fill : t.col_surface, edge != 0 ? edge : t.col_ink_2, Theme::rad_s);
    draw_text(ui, rect.inset({small ? 6.0f : 8.0f, 0, 0, 0}), label,
              {.font = small ? Font::caption : Font::label,
               .color = ink != 0 ? ink : t.col_ink,
               .valign = VAlign::middle,
               .line = 26});
}

void draw_mark(Ui& ui, Vec2 center, const MarkSpec& spec) {
    const Theme& t = ui.theme();
    const float radius = spec.diameter / 2;
    Color ink = t.col_ink_2;
    switch (spec.kind) {
        case MarkKind::outline:
            fill_circle(ui, center, radius, t.col_surface);
            stroke_circle(ui, center, radius - 1, t.col_line_strong, 2);
            break;
        case MarkKind::filled:
            fill_circle(ui, center, radius, t.col_accent);
            ink = t.col_on_accent;
            break;
        case MarkKind::done:
            fill_circle(ui, center, radius, t.col_green_fill);
            ink = t.col_on_green;
            break;
        case MarkKind::warn:
            fill_circle(ui, center, radius, t.col_amber_tint);
            stroke_circle(ui, center, radius - 1, t.col_amber_fill, 2);
            ink = t.col_amber_ink;
            break;
        case MarkKind::danger:
            fill_circle(ui, center, radius, t.col_red_tint);
            stroke_circle(ui, center, radius - 1, t.col_red_fill, 2);
            ink = t.col_red_ink;
            break;
    }
    const Rect box{center.x - radius, center.y - radius, spec.diameter, spec.diameter};
    if (spec.icon != Icon::none) {
        paint_icon(ui, box, spec.icon, ink, Theme::sz_icon_s);
    } else {
        draw_text(ui, box, spec.text,
                  {.font = Font::label,
                   .weight = Weight::bold,
                   .color = ink,
                   .align = Align::center,
                   .valign = VAlign::middle,
                   .silent = true});
    }
}

}  // namespace tsunagi
