// Owns the look of an idle field. Our drawing and the DOM field share box, font, size and line height.
#include "views/widgets/field.h"

#include "core/strings.h"

#include <algorithm>

namespace tsunagi {

namespace {

constexpr float pad_x = 12;
constexpr float pad_y = 10;  // 48 = 10 + 28 + 10

float unit_width(Ui& ui, const FieldSpec& spec) {
    return spec.unit.empty() ? 0 : measure_text(ui, spec.unit, {.font = spec.font}).x + 8;
}

// Where the words are: inside border and padding, beside icon and unit.
Rect words_box(Ui& ui, const Rect& box, const FieldSpec& spec) {
    Rect words = box.inset(pad_x, 0);
    const float line = metrics_of(spec.font).line;
    if (spec.kind == FieldKind::lines) {
        words = words.inset({0, pad_y, 0, pad_y});
    } else {
        words = words.middle(line);
    }
    if (spec.icon != Icon::none) words.cut_left(Theme::sz_icon_s, 8);
    words.cut_right(unit_width(ui, spec));
    if (!spec.error.empty()) words.cut_right(Theme::sz_icon_s, 6);
    return words;
}

float box_height(Ui& ui, float width, const FieldSpec& spec, std::string_view text) {
    const FontMetrics font = metrics_of(spec.font);
    if (spec.box_height > 0) return spec.box_height;
    if (spec.kind != FieldKind::lines) return std::max(Theme::sz_field, font.line + 2 * pad_y);
    const float inner = words_box(ui, {0, 0, width, 100}, spec).w;
    const auto& lines =
        ui.line_cache().lines(text, inner, font.size, Weight::regular, ui.measure(), Breaking::field);
    const auto count = std::max(static_cast<std::size_t>(std::max(1, spec.min_lines)), lines.size());
    return static_cast<float>(count) * font.line + 2 * pad_y;
}

void draw_words(Ui& ui, const Rect& words, const FieldSpec& spec, std::string_view text, Color ink) {
    const FontMetrics font = metrics_of(spec.font);
    if (spec.kind == FieldKind::secret && !spec.revealed) {
        float x = words.x + font.size / 3;
        for (std::size_t left = clusters_of(text).size(); left > 0; --left) {
            fill_circle(ui, {x, words.center().y}, font.size / 3, ink);
            x += font.size;
        }
        return;
    }
    const bool wraps = spec.kind == FieldKind::lines;
    const auto& lines = ui.line_cache().lines(text, wraps ? words.w : 0, font.size, Weight::regular,
                                              ui.measure(), Breaking::field);
    ui.push_clip(words.inset({0, -pad_y, 0, -pad_y}));
    // Of a text of thousands of lines only what is in sight is painted.
    const Rect clip = ui.clip();
    float y = words.y;
    for (const Line& line : lines) {
        if (y + font.line > clip.y && y < clip.bottom()) {
            paint_line(ui, {words.x, y}, text.substr(line.begin, line.end - line.begin), font.size, font.line,
                       Weight::regular, ink);
        }
        y += font.line;
    }
    ui.pop_clip();
}

void draw_ground(Ui& ui, const Rect& box, const FieldSpec& spec, bool focused) {
    const Theme& t = ui.theme();
    if (spec.read_only) {
        draw_box(ui, box, t.col_surface_alt, t.col_line_soft, Theme::rad_m);
    } else if (!spec.enabled) {
        draw_box(ui, box, t.col_sunk, t.col_line, Theme::rad_m);
    } else if (!spec.error.empty()) {
        draw_box(ui, box, t.col_surface, t.col_red_fill, Theme::rad_m, 2);
    } else if (focused) {
        draw_box(ui, box, t.col_surface, t.col_accent, Theme::rad_m, 2);
    } else {
        draw_box(ui, box, t.col_surface, t.col_line_strong, Theme::rad_m);
    }
}

void draw_inside(Ui& ui, const Rect& box, const FieldSpec& spec, Color ink) {
    const Theme& t = ui.theme();
    Rect inside = box.inset(pad_x, 0);
    const float line = metrics_of(spec.font).line;
    Rect row = spec.kind == FieldKind::lines ? Rect{inside.x, box.y + pad_y, inside.w, line} : inside;
    if (spec.icon != Icon::none) {
        paint_icon(ui, row.cut_left(Theme::sz_icon_s, 8), spec.icon, t.col_ink_3, Theme::sz_icon_s);
    }
    if (!spec.error.empty()) {
        paint_icon(ui, row.cut_right(Theme::sz_icon_s, 6), Icon::overdue, t.col_red_ink, Theme::sz_icon_s);
    }
    if (!spec.unit.empty()) {
        draw_text(ui, row, spec.unit,
                  {.font = spec.font,
                   .color = ink,
                   .align = Align::right,
                   .valign = VAlign::middle,
                   .silent = true});
    }
}

FieldRequest request_of(Ui& ui, const FieldSpec& spec, const Rect& words) {
    const Theme& t = ui.theme();
    FieldRequest request;
    request.rect = words;
    request.kind = spec.kind;
    request.input_mode = spec.input_mode;
    request.enter_key = spec.kind == FieldKind::lines ? EnterKey::enter : spec.enter_key;
    request.max_length = spec.max_length;
    request.value = spec.value;
    request.label = spec.label;
    request.placeholder = spec.placeholder;
    request.description = spec.error.empty() ? spec.hint : spec.error;
    request.invalid = !spec.error.empty();
    request.required = spec.required;
    request.enabled = spec.enabled;
    request.revealed = spec.revealed;
    request.takes_code = spec.takes_code;
    request.font_px = metrics_of(spec.font).size;
    request.line_px = metrics_of(spec.font).line;
    request.ink = t.col_ink;
    request.background = t.col_surface;
    request.generation = spec.generation;
    return request;
}

}  // namespace

float draw_field_label(Ui& ui, const Rect& rect, std::string_view label, bool required) {
    const Theme& t = ui.theme();
    const TextSpec text{.font = Font::label, .weight = Weight::bold, .color = t.col_ink_2};
    float bottom = draw_text(ui, rect, label, text);
    if (required) {
        const Vec2 size = measure_text(ui, label, text, rect.w);
        const TextSpec mark{.font = Font::caption, .color = t.col_ink_3};
        const std::string& word = tr("field.required");
        if (size.y <= 24 && size.x + 8 + measure_text(ui, word, mark).x <= rect.w) {
            draw_text(ui, {rect.x + size.x + 8, rect.y + 3, rect.w - size.x - 8, 20}, word, mark);
        } else {
            bottom = draw_text(ui, {rect.x, bottom, rect.w, 0}, word, mark);
        }
    }
    return bottom + Theme::sp_05;
}

float draw_field_error(Ui& ui, const Rect& rect, std::string_view error) {
    if (error.empty()) return rect.y;
    return draw_text(ui, {rect.x, rect.y + 4, rect.w, 0}, error,
                     {.font = Font::caption, .color = ui.theme().col_red_ink});
}

FieldResult draw_field(Ui& ui, std::string_view key, const Rect& rect, const FieldSpec& spec) {
    const Theme& t = ui.theme();
    float y = rect.y;
    if (spec.show_label && !spec.label.empty()) {
        // The words are the DOM field's own label: read once.
        const SilentScope silent(ui);
        y = draw_field_label(ui, rect, spec.label, spec.required);
    }
    // The height follows what is typed, which only the field call tells: the last frame's height comes first.
    const std::string height_key = std::string(key) + "#height";
    const float height = ui.remembered(height_key, box_height(ui, rect.w, spec, spec.value));
    const Rect box{rect.x, y, rect.w, height};
    const Color ink = spec.enabled ? t.col_ink : t.col_ink_disabled;
    FieldResult result;
    if (spec.read_only) {
        ui.record(key, NodeRole::text, spec.label + " " + spec.value, box);
        result.text = spec.value;
    } else {
        result = ui.field(key, box, request_of(ui, spec, words_box(ui, box, spec)), spec.record);
    }
    ui.remember(height_key, box_height(ui, rect.w, spec, result.text));
    if (ui.is_visible(box)) {
        draw_ground(ui, box, spec, result.focused);
        draw_inside(ui, box, spec, ink);
        const Rect words = words_box(ui, box, spec);
        if (!result.text.empty()) {
            draw_words(ui, words, spec, result.text, ink);
        } else if (!spec.placeholder.empty() && !result.focused) {
            FieldSpec ghost = spec;
            ghost.kind = spec.kind == FieldKind::secret ? FieldKind::line : spec.kind;
            draw_words(ui, words, ghost, spec.placeholder, t.col_ink_3);
        }
    }
    result.bottom = box.bottom();
    const Rect below{rect.x, box.bottom(), rect.w, 0};
    const SilentScope silent(ui);
    if (!spec.error.empty()) {
        result.bottom = draw_field_error(ui, below, spec.error);
    } else if (!spec.hint.empty()) {
        result.bottom = draw_caption(ui, {below.x, below.y + 4, below.w, 0}, spec.hint);
    }
    return result;
}

float measure_field(Ui& ui, std::string_view key, float width, const FieldSpec& spec) {
    float height = ui.remembered(std::string(key) + "#height", box_height(ui, width, spec, spec.value));
    if (spec.show_label && !spec.label.empty()) {
        height += measure_text(ui, spec.label, {.font = Font::label, .weight = Weight::bold}, width).y +
                  Theme::sp_05;
    }
    const std::string& below = spec.error.empty() ? spec.hint : spec.error;
    if (!below.empty()) height += 4 + measure_text(ui, below, {.font = Font::caption}, width).y;
    return height;
}

}  // namespace tsunagi
