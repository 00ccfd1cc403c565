// Owns segmented controls, checkboxes and radio cards.
#include "views/widgets/choice.h"

#include "core/strings.h"
#include "views/widgets/field.h"

#include <algorithm>

namespace tsunagi {

// --- segmented control

namespace {

TextSpec segment_text(bool chosen) {
    return {.font = Font::label,
            .weight = chosen ? Weight::bold : Weight::regular,
            .align = Align::center,
            .valign = VAlign::middle,
            .line = 20,
            .silent = true};
}

float segment_words(Ui& ui, const SegmentSpec& segment, bool chosen) {
    const float icon = chosen && segment.icon != Icon::none ? Theme::sz_icon_chip + 4 : 0;
    return measure_text(ui, segment.label, segment_text(chosen)).x + icon;
}

// How many segments stand side by side: all, or half, or one below the other.
std::size_t segments_per_row(Ui& ui, const SegmentedSpec& spec, float width) {
    const std::size_t count = spec.segments.size();
    float widest = 0;
    for (const SegmentSpec& segment : spec.segments)
        widest = std::max(widest, segment_words(ui, segment, true) + 6);
    widest = std::max(widest, Theme::sz_touch);
    if (widest * static_cast<float>(count) <= width) return count;
    const std::size_t half = (count + 1) / 2;
    if (count > 2 && widest * static_cast<float>(half) <= width) return half;
    return 1;
}

std::vector<float> segment_widths(Ui& ui, const SegmentedSpec& spec, float width, std::size_t per_row) {
    const std::size_t count = spec.segments.size();
    std::vector<float> widths(count, width / static_cast<float>(std::max<std::size_t>(1, per_row)));
    if (per_row < count) return widths;
    float natural = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const bool chosen = static_cast<int>(i) == spec.selected;
        widths[i] = spec.segment_width > 0
                        ? spec.segment_width
                        : std::max(Theme::sz_touch, segment_words(ui, spec.segments[i], chosen) + 24);
        natural += widths[i];
    }
    if (!spec.fill && natural <= width) return widths;
    const float even = width / static_cast<float>(count);
    const bool even_fits =
        spec.segment_width <= 0 && std::ranges::all_of(spec.segments, [&](const SegmentSpec& segment) {
            return segment_words(ui, segment, true) + 6 <= even;
        });
    for (float& w : widths) w = even_fits ? even : w * width / natural;
    return widths;
}

struct SegmentColors {
    Color fill, edge, ink;
};

SegmentColors chosen_colors(const Theme& t, SegmentLook look) {
    switch (look) {
        case SegmentLook::ok: return {t.col_green_fill, t.col_green_fill, t.col_on_green};
        case SegmentLook::todo: return {t.col_ink_2, t.col_ink_2, t.col_surface};
        case SegmentLook::none: return {t.col_sunk, t.col_ink_3, t.col_ink};
        case SegmentLook::ask: return {t.col_amber_tint, t.col_amber_fill, t.col_amber_ink};
        case SegmentLook::accent: break;
    }
    return {t.col_accent_tint, t.col_accent, t.col_accent};
}

void draw_segment(Ui& ui, const Rect& rect, const SegmentSpec& segment, bool chosen, bool enabled,
                  bool held) {
    const Theme& t = ui.theme();
    Color ink = enabled ? t.col_ink_2 : t.col_ink_disabled;
    if (chosen && enabled) {
        const SegmentColors colors = chosen_colors(t, segment.look);
        draw_box(ui, rect, colors.fill, colors.edge, 7, 2);
        ink = colors.ink;
    } else if (held && enabled) {
        fill_rect(ui, rect.inset(2), t.col_accent_tint, 6);
    }
    const bool icon = chosen && segment.icon != Icon::none;
    TextSpec text = segment_text(chosen);
    text.color = ink;
    const float lead = icon ? Theme::sz_icon_chip + 4 : 0;
    const float words = std::min(measure_text(ui, segment.label, text).x, rect.w - lead - 2);
    Rect inside = rect.centered({words + lead, rect.h});
    if (icon) paint_icon(ui, inside.cut_left(Theme::sz_icon_chip, 4), segment.icon, ink, Theme::sz_icon_chip);
    inside.w += 1;
    draw_text(ui, inside, segment.label, text);
}

}  // namespace

Vec2 measure_segmented(Ui& ui, const SegmentedSpec& spec, float max_width) {
    const std::size_t per_row = segments_per_row(ui, spec, max_width);
    const std::size_t rows = (spec.segments.size() + per_row - 1) / std::max<std::size_t>(1, per_row);
    float width = 0;
    for (const float w : segment_widths(ui, spec, max_width, per_row)) width += w;
    float height = Theme::sz_touch * static_cast<float>(rows);
    if (!spec.error.empty()) height += 4 + measure_text(ui, spec.error, {.font = Font::caption}, max_width).y;
    return {rows > 1 ? max_width : width, height};
}

std::optional<int> draw_segmented(Ui& ui, std::string_view key, const Rect& rect, const SegmentedSpec& spec) {
    const Theme& t = ui.theme();
    std::optional<int> pressed;
    const std::size_t count = spec.segments.size();
    if (count == 0) return pressed;
    const std::size_t per_row = segments_per_row(ui, spec, rect.w);
    const std::size_t rows = (count + per_row - 1) / per_row;
    const std::vector<float> widths = segment_widths(ui, spec, rect.w, per_row);
    float total = 0;
    for (std::size_t i = 0; i < std::min(per_row, count); ++i) total += widths[i];
    const Rect box{rect.x, rect.y, total, Theme::sz_touch * static_cast<float>(rows)};
    NodeOptions group_options;
    group_options.invalid = !spec.error.empty();
    group_options.description = spec.error;
    ui.begin_group(key, NodeRole::radio_group, spec.name, box, group_options);
    draw_box(ui, box, spec.enabled ? t.col_surface : t.col_sunk,
             spec.enabled ? t.col_line_strong : t.col_line, Theme::rad_m);
    // Chosen and held ones are drawn over their neighbours' lines, so all lines come first.
    std::vector<Rect> places;
    Flow flow(box, 0, 0);
    for (std::size_t i = 0; i < count; ++i) {
        const bool row_start = i % per_row == 0;
        const Rect place{row_start ? box.x : places.back().right(),
                         box.y + rows_above(i, per_row) * Theme::sz_touch, widths[i], Theme::sz_touch};
        if (!row_start) draw_line(ui, {place.x, place.y + 1}, {place.x, place.bottom() - 1}, t.col_line);
        if (row_start && i > 0) draw_line(ui, {box.x + 1, place.y}, {box.right() - 1, place.y}, t.col_line);
        places.push_back(place);
    }
    for (std::size_t i = 0; i < count; ++i) {
        const bool chosen = static_cast<int>(i) == spec.selected;
        NodeOptions options;
        options.enabled = spec.enabled;
        options.checked = chosen ? Check::on : Check::off;
        options.ring = false;
        const std::string segment_key = "option" + std::to_string(i);
        const Interaction act =
            ui.interact(segment_key, places[i], NodeRole::radio, spec.segments[i].label, options);
        // The ring goes round all; the one the keyboard rests on is tinted like a held one.
        if (act.focused) ui.draw_focus_ring(box, Theme::rad_m);
        draw_segment(ui, places[i], spec.segments[i], chosen, spec.enabled, act.held || act.focused);
        if (act.fired) pressed = static_cast<int>(i);
    }
    if (!spec.error.empty()) stroke_rect(ui, box.outset(2), t.col_red_fill, 2, Theme::rad_m + 2);
    ui.end_group();
    if (!spec.error.empty()) draw_field_error(ui, {rect.x, box.bottom(), rect.w, 0}, spec.error);
    return pressed;
}

namespace {

std::vector<SegmentSpec> answer_segments() {
    return {{tr("answer.done"), Icon::check, SegmentLook::ok},
            {tr("answer.open"), Icon::circle, SegmentLook::todo},
            {tr("answer.not_applicable"), Icon::minus_circle, SegmentLook::none},
            {tr("answer.check"), Icon::question, SegmentLook::ask}};
}

}  // namespace

std::optional<ChecklistAnswer> draw_answer(Ui& ui, std::string_view key, const Rect& rect,
                                           ChecklistAnswer answer, std::string_view name, bool enabled,
                                           std::string_view error) {
    const std::vector<SegmentSpec> segments = answer_segments();
    SegmentedSpec spec;
    spec.segments = segments;
    spec.selected = static_cast<int>(answer) - 1;
    spec.enabled = enabled && !ui.only_reads();
    spec.name = name;
    spec.error = error;
    const std::optional<int> chosen = draw_segmented(ui, key, rect, spec);
    if (!chosen) return std::nullopt;
    if (*chosen == spec.selected) return ChecklistAnswer::none;
    return static_cast<ChecklistAnswer>(*chosen + 1);
}

Vec2 measure_answer(Ui& ui, float max_width) {
    const std::vector<SegmentSpec> segments = answer_segments();
    SegmentedSpec spec;
    spec.segments = segments;
    return measure_segmented(ui, spec, max_width);
}

// --- checkbox

namespace {

void draw_check_box(Ui& ui, const Rect& box, const CheckboxSpec& spec, bool held) {
    const Theme& t = ui.theme();
    const bool on = spec.mark != CheckMark::off;
    if (!spec.enabled) {
        draw_box(ui, box, t.col_sunk, t.col_line, Theme::rad_s, 2);
        paint_icon(ui, box, on ? Icon::check : Icon::lock, t.col_ink_2, Theme::sz_icon_s);
    } else if (spec.error) {
        draw_box(ui, box, t.col_surface, t.col_red_fill, Theme::rad_s, 2);
        paint_icon(ui, box, Icon::warn, t.col_red_ink, Theme::sz_icon_s);
    } else if (on) {
        fill_rect(ui, box, held ? t.col_accent_press : t.col_accent, Theme::rad_s);
        paint_icon(ui, box, spec.mark == CheckMark::mixed ? Icon::minus : Icon::check, t.col_on_accent,
                   Theme::sz_icon_s);
    } else {
        draw_box(ui, box, held ? t.col_accent_tint : t.col_surface, t.col_line_strong, Theme::rad_s, 2);
    }
}

Interaction check_gate(Ui& ui, std::string_view key, const Rect& rect, const CheckboxSpec& spec) {
    NodeOptions options;
    options.enabled = spec.enabled;
    options.invalid = spec.error;
    options.checked = spec.mark == CheckMark::on      ? Check::on
                      : spec.mark == CheckMark::mixed ? Check::mixed
                                                      : Check::off;
    options.description = spec.note;
    options.ring_gap = -2;
    const std::string_view name =
        spec.name.empty() ? std::string_view(spec.label) : std::string_view(spec.name);
    return ui.interact(key, rect, NodeRole::checkbox, name, options);
}

float note_width(Ui& ui, const CheckboxSpec& spec) {
    return spec.note.empty() ? 0 : measure_text(ui, spec.note, {.font = Font::label}).x + 12;
}

}  // namespace

float measure_checkbox(Ui& ui, float width, const CheckboxSpec& spec) {
    const float note = note_width(ui, spec);
    const bool beside = width - 72 - note >= 120;
    float height = measure_text(ui, spec.label, {}, width - 72 - (beside ? note : 0)).y;
    if (!beside && note > 0) height += measure_text(ui, spec.note, {.font = Font::label}, width - 72).y;
    return std::max(Theme::sz_row_s, height + 16);
}

bool draw_checkbox(Ui& ui, std::string_view key, const Rect& rect, const CheckboxSpec& spec) {
    const Theme& t = ui.theme();
    const Interaction act = check_gate(ui, key, rect, spec);
    if (!ui.is_visible(rect)) return act.fired;
    if (!spec.enabled) fill_rect(ui, rect, t.col_surface_alt);
    if (act.held) fill_rect(ui, rect, t.col_accent_tint);
    if (spec.divider) draw_line(ui, rect.origin(), {rect.right(), rect.y}, t.col_line_soft);
    Rect inside = rect.inset(16, 0);
    draw_check_box(ui, inside.cut_left(28, 12).middle(28), spec, act.held);
    const TextSpec label{
        .color = spec.enabled ? t.col_ink : t.col_ink_2, .valign = VAlign::middle, .silent = true};
    const TextSpec note{.font = Font::label,
                        .color = t.col_ink_2,
                        .align = Align::right,
                        .valign = VAlign::middle,
                        .silent = true};
    const float width = note_width(ui, spec);
    if (width > 0 && inside.w - width >= 120) {
        draw_text(ui, inside.cut_right(width), spec.note, note);
        draw_text(ui, inside, spec.label, label);
    } else if (width > 0) {
        const float height = measure_text(ui, spec.label, label, inside.w).y;
        draw_text(ui, inside.cut_top(8 + height).inset({0, 8, 0, 0}), spec.label, label);
        draw_text(ui, inside, spec.note, {.font = Font::label, .color = t.col_ink_2, .silent = true});
    } else {
        draw_text(ui, inside, spec.label, label);
    }
    return act.fired;
}

bool draw_check_square(Ui& ui, std::string_view key, const Rect& rect, const CheckboxSpec& spec) {
    const Interaction act = check_gate(ui, key, rect, spec);
    draw_check_box(ui, rect.centered({28, 28}), spec, act.held);
    return act.fired;
}

// --- radio card

namespace {

constexpr TextSpec radio_title{.line = 24, .silent = true};
constexpr TextSpec radio_detail{.font = Font::label, .line = 22, .silent = true};

bool chip_beside(Ui& ui, float room, const RadioCardSpec& spec) {
    return spec.chip &&
           measure_text(ui, spec.title, radio_title).x + 12 + measure_chip(ui, *spec.chip).x <= room;
}

}  // namespace

float measure_radio_card(Ui& ui, float width, const RadioCardSpec& spec) {
    const float room = width - 24 - 36;
    const bool beside = chip_beside(ui, room, spec);
    float height = beside ? 34 : measure_text(ui, spec.title, radio_title, room).y;
    if (spec.chip && !beside) height += 4 + measure_chip(ui, *spec.chip, room).y;
    height += measure_text(ui, spec.detail, radio_detail, room).y;
    return std::max(Theme::sz_row_xl, height + 16);
}

bool draw_radio_card(Ui& ui, std::string_view key, const Rect& rect, const RadioCardSpec& spec) {
    const Theme& t = ui.theme();
    NodeOptions options;
    options.enabled = spec.enabled;
    options.checked = spec.selected ? Check::on : Check::off;
    options.description = spec.detail;
    std::string name = spec.title;
    if (spec.chip) name += " " + spec.chip->label;
    const Interaction act = ui.interact(key, rect, NodeRole::radio, name, options);
    if (!ui.is_visible(rect)) return act.fired;
    const SilentScope silent(ui);
    const bool lit = spec.selected || act.held;
    const Color ground = !spec.enabled ? t.col_sunk : lit ? t.col_accent_tint : t.col_surface;
    draw_box(ui, rect, ground, spec.selected ? t.col_accent : t.col_line, Theme::rad_m,
             spec.selected ? 2.0f : 1.0f);
    Rect inside = rect.inset(12, 0);
    const Vec2 circle = inside.cut_left(24, 12).center();
    stroke_circle(ui, circle, 11, spec.selected ? t.col_accent : t.col_line_strong, 2);
    if (spec.selected) fill_circle(ui, circle, 6, t.col_accent);
    const float height = measure_radio_card(ui, rect.w, spec) - 16;
    const bool beside = chip_beside(ui, inside.w, spec);
    const Color ink = spec.enabled ? t.col_ink : t.col_ink_disabled;
    TextSpec title = radio_title;
    title.color = ink;
    float y = rect.y + (rect.h - std::min(height, rect.h)) / 2;
    const float content = beside ? 34 + measure_text(ui, spec.detail, radio_detail, inside.w).y : height;
    y = rect.y + (rect.h - content) / 2;
    if (beside && spec.chip) {
        draw_chip_right(ui, inside.right(), y + 17, *spec.chip);
        draw_text(ui, {inside.x, y + 5, inside.w, 24}, spec.title, title);
        y += 34;
    } else {
        y = draw_text(ui, {inside.x, y, inside.w, 0}, spec.title, title);
        if (spec.chip) {
            draw_chips(ui, {inside.x, y + 2, inside.w, 0}, std::span(&*spec.chip, 1));
            y += 4 + measure_chip(ui, *spec.chip, inside.w).y;
        }
    }
    TextSpec detail = radio_detail;
    detail.color = t.col_ink_2;
    draw_text(ui, {inside.x, y, inside.w, 0}, spec.detail, detail);
    return act.fired;
}

}  // namespace tsunagi
