// Owns bars, rings, steps, meeting minutes and the tabs that carry bars.
#include "views/widgets/progress.h"

#include "core/strings.h"
#include "views/widgets/button.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tsunagi {

namespace {

Color fill_of(const Theme& t, BarTone tone) {
    switch (tone) {
        case BarTone::ok: return t.col_green_fill;
        case BarTone::warn: return t.col_amber_fill;
        case BarTone::danger: return t.col_red_fill;
        case BarTone::accent: break;
    }
    return t.col_accent;
}

void paint_bar(Ui& ui, const Rect& rect, float part, BarTone tone, Color track) {
    const float radius = rect.h / 2;
    fill_rect(ui, rect, track != 0 ? track : ui.theme().col_sunk, radius);
    const float width = rect.w * std::clamp(part, 0.0f, 1.0f);
    if (width <= 0) return;
    // Even very little is shown as something.
    fill_rect(ui, rect.with_width(std::max(width, rect.h)), fill_of(ui.theme(), tone), radius);
}

}  // namespace

void draw_bar(Ui& ui, const Rect& rect, float part, BarTone tone, std::string_view name, Color track) {
    if (!name.empty()) ui.record({}, NodeRole::progress, name, rect, 0, {}, std::clamp(part, 0.0f, 1.0f));
    paint_bar(ui, rect, part, tone, track);
}

void draw_ring(Ui& ui, const Rect& square, const RingSpec& spec) {
    const Theme& t = ui.theme();
    const float k = square.w / 128;
    const float radius = 56 * k;
    const Vec2 center = square.center();
    std::string name = spec.above;
    for (const std::string* part : {&spec.number, &spec.below}) {
        if (!part->empty()) name += (name.empty() ? "" : " ") + *part;
    }
    const float part = std::clamp(spec.part, 0.0f, 1.0f);
    if (!name.empty()) ui.record("ring", NodeRole::progress, name, square, 0, {}, part);
    stroke_circle(ui, center, radius, t.col_sunk, spec.thickness * k);
    stroke_arc(ui, center, radius, 0, part, fill_of(t, spec.tone), spec.thickness * k);
    const bool small = square.w < 112;
    const TextSpec caption{.font = Font::label,
                           .color = t.col_ink_2,
                           .align = Align::center,
                           .line = small ? 20.0f : 24.0f,
                           .silent = true};
    const TextSpec number{.font = small ? Font::h2 : Font::h1,
                          .weight = Weight::bold,
                          .align = Align::center,
                          .line = small ? 26.0f : 30.0f,
                          .tabular = true,
                          .silent = true};
    const bool below = !spec.below.empty() && !small;
    const TextSpec note{
        .font = Font::caption, .color = t.col_ink_3, .align = Align::center, .tabular = true, .silent = true};
    const float height = (spec.above.empty() ? 0 : caption.line) + number.line + (below ? 20.0f : 0);
    float y = center.y - height / 2;
    y = draw_text(ui, {square.x, y, square.w, 0}, spec.above, caption);
    y = draw_text(ui, {square.x, y, square.w, 0}, spec.number, number);
    if (below) draw_text(ui, {square.x, y, square.w, 0}, spec.below, note);
}

// --- steps

namespace {

constexpr float step_mark = 36;
constexpr TextSpec step_title{.weight = Weight::bold, .line = 24};
constexpr TextSpec step_detail{.font = Font::label, .line = 22};

float step_width(Ui& ui, const StepSpec& step) {
    const TextSpec bold_detail{.font = Font::label, .weight = Weight::bold, .line = 22};
    return step_mark + 10 +
           std::max(measure_text(ui, step.title, step_title).x,
                    measure_text(ui, step.detail, bold_detail).x) +
           1;
}

bool steps_beside(Ui& ui, float width, std::span<const StepSpec> steps) {
    float needed = 0;
    for (const StepSpec& step : steps) needed += step_width(ui, step) + 48;
    return needed - 48 <= width;
}

void draw_step(Ui& ui, const Rect& rect, const StepSpec& step, std::size_t number) {
    const Theme& t = ui.theme();
    const GroupScope item(ui, "step" + std::to_string(number), NodeRole::list_item, {});
    MarkSpec mark;
    mark.diameter = step_mark;
    mark.text = std::to_string(number);
    TextSpec title = step_title;
    TextSpec detail = step_detail;
    detail.color = t.col_ink_2;
    switch (step.state) {
        case StepState::ahead: break;
        case StepState::now:
            mark.kind = MarkKind::filled;
            title.color = t.col_accent;
            break;
        case StepState::done:
            mark.kind = MarkKind::done;
            mark.icon = Icon::check;
            detail.color = t.col_green_ink;
            detail.weight = Weight::bold;
            break;
        case StepState::failed:
            mark.kind = MarkKind::danger;
            mark.icon = Icon::overdue;
            detail.color = t.col_red_ink;
            detail.weight = Weight::bold;
            break;
    }
    Rect words = rect;
    draw_mark(ui, words.cut_left(step_mark, 10).center(), mark);
    const float height =
        measure_text(ui, step.title, title, words.w).y + measure_text(ui, step.detail, detail, words.w).y;
    const float y = draw_text(ui, {words.x, rect.y + (rect.h - height) / 2, words.w, 0}, step.title, title);
    draw_text(ui, {words.x, y, words.w, 0}, step.detail, detail);
}

float step_height(Ui& ui, float width, const StepSpec& step) {
    const float room = width - step_mark - 10;
    return std::max(48.0f, measure_text(ui, step.title, step_title, room).y +
                               measure_text(ui, step.detail, step_detail, room).y + 4);
}

}  // namespace

float measure_steps(Ui& ui, float width, std::span<const StepSpec> steps) {
    if (steps_beside(ui, width, steps)) return 48;
    float height = 0;
    for (const StepSpec& step : steps) height += step_height(ui, width, step) + 4;
    return height - 4;
}

void draw_steps(Ui& ui, std::string_view key, const Rect& rect, std::span<const StepSpec> steps) {
    const Theme& t = ui.theme();
    const GroupScope group(ui, key, NodeRole::list, {}, rect);
    if (!steps_beside(ui, rect.w, steps)) {
        Column column(rect, 4);
        for (std::size_t i = 0; i < steps.size(); ++i) {
            draw_step(ui, column.next(step_height(ui, rect.w, steps[i])), steps[i], i + 1);
        }
        return;
    }
    float words = 0;
    for (const StepSpec& step : steps) words += step_width(ui, step);
    const float line = steps.size() > 1 ? (rect.w - words) / static_cast<float>(steps.size() - 1) : 0;
    Rect row = rect;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        draw_step(ui, row.cut_left(step_width(ui, steps[i])), steps[i], i + 1);
        if (i + 1 == steps.size()) break;
        const Rect gap = row.cut_left(line).inset(12, 0).middle(2);
        fill_rect(ui, gap, steps[i].state == StepState::done ? t.col_green_fill : t.col_line);
    }
}

// --- phase tabs

namespace {

constexpr int phases_in_row = 6;

int phase_rows(Ui& ui, std::size_t count) {
    if (!ui.is_phone()) return 1;
    return static_cast<int>((count + 2) / 3);
}

void draw_phase_tab(Ui& ui, const Rect& rect, const PhaseTabSpec& tab, bool selected, bool held) {
    const Theme& t = ui.theme();
    const bool lit = selected || held;
    draw_box(ui, rect, lit ? t.col_accent_tint : t.col_surface, selected ? t.col_accent : t.col_line,
             Theme::rad_l, selected ? 2.0f : 1.0f);
    const bool wide = ui.is_wide();
    Rect inside = rect.inset(wide ? 12.0f : 8.0f, 0).middle(50);
    Rect top = inside.cut_top(24, 2);
    const bool done = tab.total > 0 && tab.done >= tab.total;
    if (done && wide)
        paint_icon(ui, top.cut_right(Theme::sz_icon_s, 4), Icon::check_circle, t.col_green_ink,
                   Theme::sz_icon_s);
    draw_text(ui, top, tab.label,
              {.font = wide ? Font::body : Font::label,
               .weight = Weight::bold,
               .color = selected ? t.col_accent : t.col_ink,
               .valign = VAlign::middle,
               .line = 24,
               .silent = true});
    const std::string count = std::to_string(tab.done) + "/" + std::to_string(tab.total);
    const TextSpec numbers{.font = Font::label, .color = t.col_ink_2, .align = Align::right, .silent = true};
    draw_text(ui, inside.cut_right(measure_text(ui, count, numbers).x + 1, wide ? 10.0f : 6.0f), count,
              numbers);
    const float part = tab.total > 0 ? static_cast<float>(tab.done) / static_cast<float>(tab.total) : 0;
    paint_bar(ui, inside.middle(Theme::sz_bar), part, done ? BarTone::ok : BarTone::accent,
              selected ? t.col_surface : t.col_sunk);
}

}  // namespace

std::optional<int> draw_phase_tabs(Ui& ui, std::string_view key, const Rect& rect,
                                   std::span<const PhaseTabSpec> tabs, int selected) {
    std::optional<int> pressed;
    const GroupScope group(ui, key, NodeRole::tab_list, tr("phase.tabs"), rect);
    const int rows = phase_rows(ui, tabs.size());
    const auto per_row =
        static_cast<std::size_t>(rows == 1 ? std::max<std::size_t>(1, tabs.size()) : phases_in_row / 2);
    const float gap = ui.is_wide() ? 8 : 6;
    for (std::size_t i = 0; i < tabs.size(); ++i) {
        Rect box = column_of(rect.with_height(Theme::sz_row_xl), i % per_row, per_row, gap);
        box.y += rows_above(i, per_row) * (Theme::sz_row_xl + gap);
        NodeOptions options;
        options.selected = static_cast<int>(i) == selected;
        options.radius = Theme::rad_l;
        const std::string count = std::to_string(tabs[i].done) + "/" + std::to_string(tabs[i].total);
        options.value = count;
        const Interaction act =
            ui.interact("tab" + std::to_string(i), box, NodeRole::tab, tabs[i].label + " " + count, options);
        if (act.fired) pressed = static_cast<int>(i);
        draw_phase_tab(ui, box, tabs[i], options.selected, act.held);
    }
    return pressed;
}

void draw_phase_dots(Ui& ui, const Rect& rect, std::span<const PhaseTabSpec> tabs) {
    for (std::size_t i = 0; i < tabs.size(); ++i) {
        const PhaseTabSpec& tab = tabs[i];
        const float part = tab.total > 0 ? static_cast<float>(tab.done) / static_cast<float>(tab.total) : 0;
        const Rect box = column_of(rect.with_height(Theme::sz_bar), i, tabs.size(), Theme::sp_05);
        const std::string name = tab.label + " " + std::to_string(tab.done) + "/" + std::to_string(tab.total);
        draw_bar(ui, box, part, part >= 1 ? BarTone::ok : BarTone::accent, name);
    }
}

float draw_minutes(Ui& ui, const Rect& rect, const MinutesSpec& spec) {
    const Theme& t = ui.theme();
    const int sum = std::max(1, std::accumulate(spec.minutes.begin(), spec.minutes.end(), 0));
    const float gaps = Theme::sp_05 * static_cast<float>(std::max<std::size_t>(1, spec.minutes.size()) - 1);
    Rect row = rect.with_height(28);
    const float room = std::max(0.0f, rect.w - gaps);
    for (const int minutes : spec.minutes) {
        const Rect box =
            row.cut_left(room * static_cast<float>(minutes) / static_cast<float>(sum), Theme::sp_05);
        draw_box(ui, box, t.col_accent_tint, t.col_accent_line, Theme::rad_s);
        std::string words = tr("minutes.short", {{"n", std::to_string(minutes)}});
        const TextSpec text{.font = Font::label,
                            .weight = Weight::bold,
                            .color = t.col_accent,
                            .align = Align::center,
                            .valign = VAlign::middle,
                            .line = 24,
                            .silent = true};
        if (measure_text(ui, words, text).x > box.w - 4) words = std::to_string(minutes);
        if (measure_text(ui, words, text).x <= box.w) draw_text(ui, box, words, text);
    }
    const Rect ends{rect.x, rect.y + 30, rect.w, 20};
    const TextSpec cap{.font = Font::caption, .color = t.col_ink_3};
    TextSpec end = cap;
    draw_text(ui, ends, spec.begin, end);
    end.align = Align::right;
    draw_text(ui, ends, spec.end, end);
    end.align = Align::center;
    const float sides = 2 * std::max(measure_text(ui, spec.begin, cap).x, measure_text(ui, spec.end, cap).x);
    const bool beside = measure_text(ui, spec.sum, cap).x + sides + 16 <= rect.w;
    return draw_text(ui, {ends.x, beside ? ends.y : ends.bottom(), ends.w, 0}, spec.sum, end);
}

// --- section tabs

namespace {

std::size_t sections_per_row(Ui& ui, float width, std::span<const SectionTabSpec> tabs) {
    float widest = 0;
    const TextSpec text{.font = Font::label, .weight = Weight::bold};
    for (const SectionTabSpec& tab : tabs)
        widest = std::max(widest, measure_text(ui, tab.label, text).x + 30);
    for (std::size_t count : {4u, 3u, 2u}) {
        const float gaps = Theme::sp_1 * static_cast<float>(count - 1);
        if ((width - gaps) / static_cast<float>(count) >= widest) return count;
    }
    return 1;
}

}  // namespace

float measure_section_tabs(Ui& ui, float width, std::span<const SectionTabSpec> tabs) {
    const std::size_t per_row = sections_per_row(ui, width, tabs);
    const float rows = rows_for(tabs.size(), per_row);
    return rows * (Theme::sz_row_s + Theme::sp_1) - Theme::sp_1;
}

std::optional<int> draw_section_tabs(Ui& ui, std::string_view key, const Rect& rect,
                                     std::span<const SectionTabSpec> tabs, int selected) {
    const Theme& t = ui.theme();
    std::optional<int> pressed;
    const GroupScope group(ui, key, NodeRole::tab_list, tr("section.tabs"), rect);
    const std::size_t per_row = sections_per_row(ui, rect.w, tabs);
    for (std::size_t i = 0; i < tabs.size(); ++i) {
        Rect box = column_of(rect.with_height(Theme::sz_row_s), i % per_row, per_row, Theme::sp_1);
        box.y += rows_above(i, per_row) * (Theme::sz_row_s + Theme::sp_1);
        const bool on = static_cast<int>(i) == selected;
        NodeOptions options;
        options.selected = on;
        options.value = tabs[i].has_words ? std::string_view(tr("section.written"))
                                          : std::string_view(tr("section.empty"));
        const Interaction act =
            ui.interact("tab" + std::to_string(i), box, NodeRole::tab, tabs[i].label, options);
        if (act.fired) pressed = static_cast<int>(i);
        const Color ground = on ? t.col_accent : act.held ? t.col_accent_tint : t.col_surface;
        draw_box(ui, box, ground, on || act.held ? t.col_accent : t.col_line, Theme::rad_m);
        const Icon icon = on ? Icon::edit : tabs[i].has_words ? Icon::check : Icon::circle;
        const Color ink = on ? t.col_on_accent : t.col_ink;
        const Color icon_color = on ? t.col_on_accent : tabs[i].has_words ? t.col_green_ink : t.col_ink_3;
        const TextSpec text{.font = Font::label,
                            .weight = on ? Weight::bold : Weight::regular,
                            .color = ink,
                            .valign = VAlign::middle,
                            .line = 22,
                            .silent = true};
        const float words = std::min(measure_text(ui, tabs[i].label, text).x, box.w - 26);
        Rect inside = box.centered({words + 22, box.h});
        paint_icon(ui, inside.cut_left(Theme::sz_icon_chip, 4), icon, icon_color, Theme::sz_icon_chip);
        inside.w += 1;
        draw_text(ui, inside, tabs[i].label, text);
    }
    return pressed;
}

namespace {

constexpr float pager_words_least = 140;  // narrower, and the title goes below

TextSpec pager_title() {
    return {.font = Font::h2, .weight = Weight::bold, .align = Align::center, .line = 28, .heading = 2};
}
TextSpec pager_note(const Ui& ui) {
    return {.font = Font::label, .color = ui.theme().col_ink_2, .align = Align::center};
}

}  // namespace

float measure_pager(Ui& ui, float width, std::string_view title, std::string_view detail) {
    const float between = width - 2 * (Theme::sz_touch + 8);
    const float note = measure_text(ui, detail, pager_note(ui), between).y;
    if (between < pager_words_least)
        return std::max(Theme::sz_touch, note) + 4 + measure_text(ui, title, pager_title(), width).y;
    return std::max(56.0f, measure_text(ui, title, pager_title(), between).y + note);
}

std::optional<int> draw_pager(Ui& ui, std::string_view key, const Rect& rect, std::string_view title,
                              std::string_view detail, bool has_previous, bool has_next) {
    std::optional<int> pressed;
    const GroupScope group(ui, key, NodeRole::group, {}, rect);
    ButtonSpec button;
    button.size = ButtonSize::square;
    const bool below = rect.w - 2 * (Theme::sz_touch + 8) < pager_words_least;
    const float words = measure_text(ui, title, pager_title(), rect.w).y;
    Rect row = below ? rect.with_height(rect.h - 4 - words) : rect;
    const Rect left = row.cut_left(48, 8).middle(48);
    const Rect right = row.cut_right(48, 8).middle(48);
    button.icon = Icon::left;
    button.name = tr("common.previous");
    button.enabled = has_previous;
    if (draw_button(ui, "previous", left, button)) pressed = -1;
    const Rect title_room = below ? Rect{rect.x, rect.bottom() - words, rect.w, words} : row;
    const float title_height = below ? 0 : measure_text(ui, title, pager_title(), row.w).y;
    const float height = title_height + measure_text(ui, detail, pager_note(ui), row.w).y;
    const float y = row.y + (row.h - height) / 2;
    draw_text(ui, {title_room.x, below ? title_room.y : y, title_room.w, 0}, title, pager_title());
    draw_text(ui, {row.x, y + title_height, row.w, 0}, detail, pager_note(ui));
    button.icon = Icon::right;
    button.name = tr("common.next");
    button.enabled = has_next;
    if (draw_button(ui, "next", right, button)) pressed = 1;
    return pressed;
}

}  // namespace tsunagi
