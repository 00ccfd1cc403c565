// Owns the line from admission to after discharge.
#include "views/widgets/progress.h"

#include <algorithm>

namespace tsunagi {

namespace {

constexpr float dot = 34;
constexpr float least_point = 112;  // narrower than this, the points stand below each other
constexpr TextSpec title_spec{
    .font = Font::label, .weight = Weight::bold, .align = Align::center, .line = 22};
constexpr TextSpec date_spec{.font = Font::label, .align = Align::center, .line = 20};
constexpr TextSpec hint_spec{.font = Font::caption, .align = Align::center, .line = 18};

bool is_across(float width, const TimelineSpec& spec) {
    return width >= least_point * static_cast<float>(spec.points.size());
}

float words_height(Ui& ui, float width, const TimelinePoint& point) {
    return measure_text(ui, point.title, title_spec, width).y +
           measure_text(ui, point.date, date_spec, width).y +
           (point.hint.empty() ? 0 : 2 + measure_text(ui, point.hint, hint_spec, width).y);
}

void draw_dot(Ui& ui, Vec2 center, const TimelinePoint& point) {
    MarkSpec mark;
    mark.diameter = dot;
    mark.icon = point.icon;
    switch (point.state) {
        case PointState::ahead: mark.kind = MarkKind::outline; break;
        case PointState::done: mark.kind = MarkKind::done; break;
        case PointState::warn: mark.kind = MarkKind::warn; break;
        case PointState::now: mark.kind = MarkKind::filled; break;
    }
    draw_mark(ui, center, mark);
}

void draw_words(Ui& ui, const Rect& area, const TimelinePoint& point, Align align) {
    const Theme& t = ui.theme();
    TextSpec title = title_spec;
    TextSpec date = date_spec;
    TextSpec hint = hint_spec;
    title.align = date.align = hint.align = align;
    date.color = hint.color = t.col_ink_2;
    if (point.state == PointState::warn) {
        hint.color = t.col_amber_ink;
        hint.weight = Weight::bold;
    }
    float y = draw_text(ui, area, point.title, title);
    y = draw_text(ui, {area.x, y, area.w, 0}, point.date, date);
    draw_text(ui, {area.x, y + 2, area.w, 0}, point.hint, hint);
}

constexpr float today_height = 24;
constexpr TextSpec today_spec{.font = Font::label,
                              .weight = Weight::bold,
                              .align = Align::center,
                              .valign = VAlign::middle,
                              .line = 24};

float today_width(Ui& ui, std::string_view label) {
    return measure_text(ui, label, today_spec).x + 20;
}

void draw_today_mark(Ui& ui, Vec2 corner, std::string_view label) {
    TextSpec text = today_spec;
    text.color = ui.theme().col_on_accent;
    const Rect box{corner.x, corner.y, today_width(ui, label), today_height};
    fill_rect(ui, box, ui.theme().col_accent, Theme::rad_s);
    draw_text(ui, box, label, text);
}

void draw_across(Ui& ui, const Rect& rect, const TimelineSpec& spec) {
    const Theme& t = ui.theme();
    const auto count = static_cast<float>(spec.points.size());
    const float step = rect.w / count;
    const float y = rect.y + dot / 2;
    const auto x_of = [&](float point) { return rect.x + step * (point + 0.5f); };
    const float begin = x_of(0);
    const float end = x_of(count - 1);
    fill_rect(ui, {begin, y - 2, end - begin, 4}, t.col_line);
    const float today = spec.today >= 0 ? std::clamp(spec.today, 0.0f, count - 1) : 0;
    fill_rect(ui, {begin, y - 2, x_of(today) - begin, 4}, t.col_green_fill);
    for (std::size_t i = 0; i < spec.points.size(); ++i) {
        const float x = x_of(static_cast<float>(i));
        const GroupScope item(ui, "point" + std::to_string(i), NodeRole::list_item, {});
        draw_dot(ui, {x, y}, spec.points[i]);
        draw_words(ui, {x - step / 2 + 2, rect.y + dot + 4, step - 4, 0}, spec.points[i], Align::center);
    }
    if (spec.today < 0) return;
    const GroupScope item(ui, "today", NodeRole::list_item, {});
    // After the last point it stands beside it, not over it.
    const float width = today_width(ui, spec.today_label);
    const float left = std::min(x_of(spec.today) - width / 2, rect.right() - width);
    draw_today_mark(ui, {left, y - today_height / 2}, spec.today_label);
}

// Whether today lies between this point and the next.
bool is_here(const TimelineSpec& spec, std::size_t i) {
    const auto point = static_cast<float>(i);
    return spec.today >= point && spec.today < point + 1 && i + 1 < spec.points.size();
}

// Of a point that stands above the next, with the mark of today where that comes between.
float height_down(Ui& ui, float width, const TimelineSpec& spec, std::size_t i) {
    const float words = words_height(ui, width - dot - 12, spec.points[i]);
    return std::max(dot + 14, words + 14) + (is_here(spec, i) ? today_height + 14 : 0);
}

void draw_down(Ui& ui, const Rect& rect, const TimelineSpec& spec) {
    const Theme& t = ui.theme();
    float y = rect.y;
    for (std::size_t i = 0; i < spec.points.size(); ++i) {
        const TimelinePoint& point = spec.points[i];
        const float height = height_down(ui, rect.w, spec, i);
        const Vec2 center{rect.x + dot / 2, y + dot / 2};
        const bool passed = spec.today > static_cast<float>(i);
        if (i + 1 < spec.points.size()) {
            fill_rect(ui, {center.x - 2, center.y, 4, height}, passed ? t.col_green_fill : t.col_line);
        }
        const GroupScope item(ui, "point" + std::to_string(i), NodeRole::list_item, {});
        draw_dot(ui, center, point);
        draw_words(ui, {rect.x + dot + 12, y, rect.w - dot - 12, 0}, point, Align::left);
        if (is_here(spec, i)) draw_today_mark(ui, {rect.x, y + height - today_height - 14}, spec.today_label);
        y += height;
    }
}

}  // namespace

float measure_timeline(Ui& ui, float width, const TimelineSpec& spec) {
    if (spec.points.empty()) return 0;
    float height = 0;
    if (is_across(width, spec)) {
        const float step = width / static_cast<float>(spec.points.size());
        for (const TimelinePoint& point : spec.points)
            height = std::max(height, words_height(ui, step - 4, point));
        return dot + 4 + height;
    }
    for (std::size_t i = 0; i < spec.points.size(); ++i) height += height_down(ui, width, spec, i);
    return height;
}

void draw_timeline(Ui& ui, std::string_view key, const Rect& rect, const TimelineSpec& spec) {
    if (spec.points.empty()) return;
    const GroupScope group(ui, key, NodeRole::list, {}, rect);
    if (is_across(rect.w, spec)) {
        draw_across(ui, rect, spec);
    } else {
        draw_down(ui, rect, spec);
    }
}

}  // namespace tsunagi
