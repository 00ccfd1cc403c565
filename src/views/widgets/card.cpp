// Owns how surfaces look and how they grow with their content.
#include "views/widgets/card.h"

#include <algorithm>

namespace tsunagi {

namespace {

constexpr float header_height = 56;

// Under the title when the width is not enough for both.
struct HeaderPlan {
    bool end_below = false;
    float height = header_height;
    float title_height = header_height;
};

float end_width(Ui& ui, const CardSpec& spec) {
    float width = 0;
    if (spec.chip) width += measure_chip(ui, *spec.chip).x + 8;
    if (spec.action) width += measure_button(ui, *spec.action).x + 8;
    return width;
}

constexpr TextSpec title_text{.font = Font::h2, .weight = Weight::bold};
constexpr TextSpec count_text{.font = Font::label};

float lead_width(const CardSpec& spec) {
    return spec.icon == Icon::none ? 0 : Theme::sz_icon + 10;
}

HeaderPlan plan_header(Ui& ui, float width, const CardSpec& spec) {
    HeaderPlan plan;
    if (spec.title.empty()) return {.end_below = false, .height = 0, .title_height = 0};
    const float end = end_width(ui, spec);
    const float room = width - 32 - lead_width(spec);
    const float title = measure_text(ui, spec.title, title_text).x;
    const float count = spec.count.empty() ? 0 : measure_text(ui, spec.count, count_text).x + 10;
    plan.end_below = end > 0 && title + std::min(count, 0.0f) + end > room;
    const float beside = plan.end_below ? room : room - end;
    const float title_lines = measure_text(ui, spec.title, title_text, beside).y;
    const bool count_below = title + count > beside;
    const float count_lines = count_below ? measure_text(ui, spec.count, count_text, beside).y : 0;
    plan.title_height = std::max(header_height, title_lines + count_lines + 24);
    plan.height = plan.title_height + (plan.end_below ? Theme::sz_touch + 8 : 0);
    return plan;
}

bool draw_header_end(Ui& ui, const Rect& area, const CardSpec& spec) {
    float right = area.right();
    bool pressed = false;
    if (spec.action) {
        // The ghost button's own padding runs out into the card's: its words end at the same edge as the
        // rows.
        const float overhang = spec.action->kind == ButtonKind::ghost ? 12.0f : 0.0f;
        float left = right;
        pressed = draw_button_right(ui, "action", right + overhang, area.center().y, *spec.action, &left);
        right = left - 8;
    }
    if (spec.chip) draw_chip_right(ui, right, area.center().y, *spec.chip);
    return pressed;
}

bool draw_header(Ui& ui, const Rect& card, const CardSpec& spec, const HeaderPlan& plan) {
    if (spec.title.empty()) return false;
    const Theme& t = ui.theme();
    Rect row{card.x + 16, card.y, card.w - 32, plan.title_height};
    if (spec.icon != Icon::none) {
        paint_icon(ui, row.cut_left(Theme::sz_icon, 10).with_height(header_height), spec.icon, t.col_accent);
    }
    const float end = plan.end_below ? 0 : end_width(ui, spec);
    Rect words = row;
    words.w -= end;
    const Vec2 title = measure_text(ui, spec.title, title_text, words.w);
    TextSpec title_spec = title_text;
    title_spec.heading = spec.heading;
    TextSpec count_spec = count_text;
    count_spec.color = t.col_ink_2;
    const float count = measure_text(ui, spec.count, count_spec).x;
    const bool beside = title.x + 10 + count <= words.w;
    const float top = card.y + (plan.title_height > header_height ? 12 : (header_height - 32) / 2);
    const float bottom = draw_text(ui, {words.x, top, words.w, 0}, spec.title, title_spec);
    if (beside) {
        draw_text(ui, {words.x + title.x + 10, card.y + 17, count + 1, 24}, spec.count, count_spec);
    } else {
        draw_text(ui, {words.x, bottom, words.w, 0}, spec.count, count_spec);
    }
    Rect end_row = row;
    if (plan.end_below) end_row = {card.x + 16, card.y + plan.title_height, card.w - 32, Theme::sz_touch};
    return draw_header_end(ui, end_row, spec);
}

void draw_surface(Ui& ui, const Rect& rect, const CardSpec& spec) {
    const Theme& t = ui.theme();
    Color edge = t.col_line_soft;
    if (spec.accent_edge) edge = t.col_accent_line;
    if (spec.danger_edge) edge = t.col_red_line;
    if (edge == t.col_line_soft) {
        // The lower edge is one step darker.
        draw_box(ui, rect, t.col_line, t.col_line, Theme::rad_l);
        draw_box(ui, rect.with_height(rect.h - 1), t.col_surface, edge, Theme::rad_l);
    } else {
        draw_box(ui, rect, t.col_surface, edge, Theme::rad_l);
    }
}

}  // namespace

float card_header_height(Ui& ui, float width, const CardSpec& spec) {
    return plan_header(ui, width, spec).height;
}

Rect begin_card(Ui& ui, std::string_view key, const Rect& rect, const CardSpec& spec, bool* action_pressed) {
    ui.begin_group(key, NodeRole::region, spec.title, rect);
    draw_surface(ui, rect, spec);
    const HeaderPlan plan = plan_header(ui, rect.w, spec);
    const bool pressed = draw_header(ui, rect, spec, plan);
    if (action_pressed != nullptr) *action_pressed = pressed;
    Rect content = rect;
    content.cut_top(plan.height);
    return content;
}

void end_card(Ui& ui) {
    ui.end_group();
}

Rect begin_growing_card(Ui& ui, std::string_view key, const Rect& rect, const CardSpec& spec,
                        bool* action_pressed) {
    const float header = card_header_height(ui, rect.w, spec);
    ui.push_id(key);
    const float height = ui.remembered("#height", header + 64);
    ui.pop_id();
    Rect content = begin_card(ui, key, rect.with_height(height), spec, action_pressed);
    // end_growing_card needs to know where the card began; the top is kept beside the height.
    ui.scratch("#top", 0) = static_cast<int>(rect.y * 16);
    return content;
}

float end_growing_card(Ui& ui, float content_bottom) {
    const float top = static_cast<float>(ui.scratch("#top", 0)) / 16;
    const float height = content_bottom - top;
    ui.remember("#height", height);
    ui.end_group();
    return top + height;
}

// --- error box

namespace {

struct ErrorLine {
    const std::string* text;
    Icon icon;
    Color icon_color;
    Color color;
    Weight weight;
};

constexpr float error_icon_column = 38;  // 28 + 10

TextSpec error_text(Weight weight, Color color) {
    return {.font = Font::body, .weight = weight, .color = color, .line = 26};
}

}  // namespace

float measure_error_box(Ui& ui, float width, const ErrorBoxSpec& spec) {
    const float room = width - 28 - error_icon_column;
    float height = 24;
    for (const std::string* text : {&spec.happened, &spec.safe, &spec.todo}) {
        if (text->empty()) continue;
        const Weight weight = text == &spec.happened ? Weight::bold : Weight::regular;
        height += measure_text(ui, *text, error_text(weight, 0), room).y + 2;
    }
    if (spec.action) height += 8 + measure_button(ui, *spec.action, width - 28).y;
    return height;
}

float draw_error_box(Ui& ui, std::string_view key, const Rect& rect, const ErrorBoxSpec& spec,
                     bool* pressed) {
    const Theme& t = ui.theme();
    const Rect box = rect.with_height(measure_error_box(ui, rect.w, spec));
    const GroupScope group(ui, key, NodeRole::alert, spec.happened, box);
    draw_box(ui, box, t.col_surface, t.col_red_fill, Theme::rad_l, 2);
    const ErrorLine lines[] = {
        {&spec.happened, Icon::overdue, t.col_red_ink, t.col_red_ink, Weight::bold},
        {&spec.safe, Icon::saved, t.col_green_ink, t.col_ink, Weight::regular},
        {&spec.todo, Icon::refresh, t.col_accent, t.col_ink, Weight::regular},
    };
    float y = box.y + 12;
    for (const ErrorLine& line : lines) {
        if (line.text->empty()) continue;
        paint_icon(ui, {box.x + 14, y, 28, 26}, line.icon, line.icon_color);
        const Rect words{box.x + 14 + error_icon_column, y, box.w - 28 - error_icon_column, 0};
        y = draw_text(ui, words, *line.text, error_text(line.weight, line.color)) + 2;
    }
    if (spec.action) {
        const Vec2 size = measure_button(ui, *spec.action, box.w - 28);
        const bool fired = draw_button(ui, "action", {box.x + 14, y + 6, size.x, size.y}, *spec.action);
        if (pressed != nullptr) *pressed = fired;
    }
    return box.bottom();
}

// --- hints

namespace {

IconTextSpec hint_text(Ui& ui, const HintSpec& spec) {
    const Theme& t = ui.theme();
    IconTextSpec text;
    text.icon = spec.icon;
    text.icon_size = Theme::sz_icon_s;
    text.gap = 8;
    text.text = {.font = Font::label, .color = colors_of(t, spec.tone).ink, .line = 24};
    if (spec.tone == Tone::neutral) text.icon_color = t.col_ink_3;
    return text;
}

}  // namespace

float measure_hint(Ui& ui, float width, const HintSpec& spec) {
    const float padding = spec.boxed ? 12.0f : 0.0f;
    const float button = spec.action ? measure_button(ui, *spec.action).x + 12 : 0;
    const float room = width - 2 * padding;
    const bool beside = room - button >= 220;
    float height = measure_icon_text(ui, spec.text, hint_text(ui, spec), beside ? room - button : room).y;
    if (spec.action) height = beside ? std::max(height, Theme::sz_touch) : height + 8 + Theme::sz_touch;
    return height + (spec.boxed ? 20.0f : 0.0f);
}

float draw_hint(Ui& ui, std::string_view key, const Rect& rect, const HintSpec& spec, bool* pressed) {
    const Rect box = rect.with_height(measure_hint(ui, rect.w, spec));
    const GroupScope group(ui, key, NodeRole::group, {}, box);
    const ToneColors colors = colors_of(ui.theme(), spec.tone);
    if (spec.boxed) draw_box(ui, box, colors.tint, colors.line, Theme::rad_m);
    Rect inside = spec.boxed ? box.inset(12, 10) : box;
    if (spec.action) {
        const Vec2 size = measure_button(ui, *spec.action);
        const bool beside = inside.w - size.x - 12 >= 220;
        const Rect place = beside
                               ? inside.cut_right(size.x, 12).middle(size.y)
                               : inside.cut_bottom(Theme::sz_touch, 8).with_width(std::min(size.x, inside.w));
        const bool fired = draw_button(ui, "action", place, *spec.action);
        if (pressed != nullptr) *pressed = fired;
    }
    IconTextSpec text = hint_text(ui, spec);
    text.text.valign = VAlign::middle;
    draw_icon_text(ui, inside, spec.text, text);
    return box.bottom();
}

namespace {
constexpr TextSpec tile_label{.font = Font::label, .line = 22};
constexpr TextSpec tile_state{.font = Font::label, .weight = Weight::bold, .line = 22};
constexpr float tile_lead = 20 + Theme::sz_icon + 10;
}  // namespace

float measure_state_tile(Ui& ui, float width, const StateTileSpec& spec) {
    return measure_text(ui, spec.label, tile_label, width - tile_lead).y +
           measure_text(ui, spec.state, tile_state, width - tile_lead).y + 16;
}

void draw_state_tile(Ui& ui, const Rect& rect, const StateTileSpec& spec) {
    const Theme& t = ui.theme();
    const ToneColors colors = colors_of(t, spec.tone);
    const bool calm = spec.tone == Tone::ok || spec.tone == Tone::neutral;
    draw_box(ui, rect, calm ? t.col_surface_alt : colors.tint, calm ? t.col_line_soft : colors.line,
             Theme::rad_m);
    Rect inside = rect.inset(10, 0);
    paint_icon(ui, inside.cut_left(Theme::sz_icon, 10), spec.icon, colors.ink);
    TextSpec state = tile_state;
    state.color = colors.ink;
    const float height = measure_state_tile(ui, rect.w, spec) - 16;
    const float y =
        draw_text(ui, {inside.x, inside.y + (inside.h - height) / 2, inside.w, 0}, spec.label, tile_label);
    draw_text(ui, {inside.x, y, inside.w, 0}, spec.state, state);
}

float draw_empty(Ui& ui, std::string_view key, const Rect& rect, const EmptySpec& spec, bool* pressed) {
    const Theme& t = ui.theme();
    const GroupScope group(ui, key, NodeRole::group, {});
    float y = rect.y + 24;
    if (spec.icon != Icon::none) {
        paint_icon(ui, {rect.x, y, rect.w, 40}, spec.icon, t.col_ink_3, 40);
        y += 48;
    }
    y = draw_text(ui, {rect.x + 16, y, rect.w - 32, 0}, spec.text,
                  {.font = Font::label, .color = t.col_ink_2, .align = Align::center});
    if (spec.action) {
        const Vec2 size = measure_button(ui, *spec.action, rect.w - 32);
        const bool fired =
            draw_button(ui, "action", {rect.x + (rect.w - size.x) / 2, y + 12, size.x, size.y}, *spec.action);
        if (pressed != nullptr) *pressed = fired;
        y += 12 + size.y;
    }
    return y + 24;
}

// --- drop zone

namespace {

void stroke_dashes(Ui& ui, const Rect& rect, Color color) {
    constexpr float dash = 10;
    constexpr float gap = 6;
    float x = rect.x + Theme::rad_l;
    while (x < rect.right() - Theme::rad_l) {
        const float w = std::min(dash, rect.right() - Theme::rad_l - x);
        fill_rect(ui, {x, rect.y, w, 2}, color, 1);
        fill_rect(ui, {x, rect.bottom() - 2, w, 2}, color, 1);
        x += dash + gap;
    }
    float y = rect.y + Theme::rad_l;
    while (y < rect.bottom() - Theme::rad_l) {
        const float h = std::min(dash, rect.bottom() - Theme::rad_l - y);
        fill_rect(ui, {rect.x, y, 2, h}, color, 1);
        fill_rect(ui, {rect.right() - 2, y, 2, h}, color, 1);
        y += dash + gap;
    }
    const float r = Theme::rad_l - 1;
    const Vec2 corners[] = {{rect.x + r + 1, rect.y + r + 1},
                            {rect.right() - r - 1, rect.y + r + 1},
                            {rect.right() - r - 1, rect.bottom() - r - 1},
                            {rect.x + r + 1, rect.bottom() - r - 1}};
    for (int i = 0; i < 4; ++i) {
        const float from = 0.75f + 0.25f * static_cast<float>(i);
        stroke_arc(ui, corners[i], r, from + 0.06f, from + 0.19f, color, 2);
    }
}

}  // namespace

float measure_drop_zone(Ui& ui, float width, const DropZoneSpec& spec) {
    const float room = width - 48;
    return 24 + 40 + 12 + measure_text(ui, spec.title, {.weight = Weight::bold}, room).y +
           measure_text(ui, spec.detail, {.font = Font::label}, room).y + 16 +
           measure_button(ui, spec.button, room).y + 24;
}

bool draw_drop_zone(Ui& ui, std::string_view key, const Rect& rect, const DropZoneSpec& spec) {
    const Theme& t = ui.theme();
    const GroupScope group(ui, key, NodeRole::group, spec.title, rect);
    const bool over = ui.file_over() && spec.enabled;
    fill_rect(ui, rect, over ? t.col_accent_tint : t.col_surface, Theme::rad_l);
    stroke_dashes(ui, rect, over ? t.col_accent : t.col_line_strong);
    Rect inside = rect.inset(24, 0);
    const float height = measure_drop_zone(ui, rect.w, spec);
    float y = rect.y + (rect.h - height) / 2 + 24;
    paint_icon(ui, {inside.x, y, inside.w, 40}, Icon::file_in, over ? t.col_accent : t.col_ink_3, 40);
    y = draw_text(ui, {inside.x, y + 52, inside.w, 0}, spec.title,
                  {.weight = Weight::bold, .align = Align::center});
    y = draw_text(ui, {inside.x, y, inside.w, 0}, spec.detail,
                  {.font = Font::label, .color = t.col_ink_2, .align = Align::center});
    const Vec2 size = measure_button(ui, spec.button, inside.w);
    ButtonSpec button = spec.button;
    button.enabled = button.enabled && spec.enabled;
    return draw_button(ui, "pick", {rect.x + (rect.w - size.x) / 2, y + 16, size.x, size.y}, button);
}

}  // namespace tsunagi
