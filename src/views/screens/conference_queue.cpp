// Owns the queue of a conference and its clock: how long is left for this case, and who comes next.
#include "core/calendar.h"
#include "core/strings.h"
#include "views/screens/conference_parts.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace tsunagi {

namespace {

// "6:18", and "+0:42" when the time is over.
std::string clock_of(std::int64_t left_ms) {
    const std::int64_t seconds = left_ms >= 0 ? (left_ms + 999) / 1000 : -left_ms / 1000;
    const std::string tail = std::to_string(seconds % 60);
    return (left_ms < 0 ? "+" : "") + std::to_string(seconds / 60) + ":" + (tail.size() < 2 ? "0" : "") +
           tail;
}

RingSpec ring_of(const ConferenceView& view, bool with_total) {
    RingSpec ring;
    if (!view.here) return ring;
    const std::int64_t total = view.here->minutes * std::int64_t{60'000};
    const std::int64_t left = view.left_ms.value_or(total);
    ring.part = total > 0 ? std::clamp(static_cast<float>(left) / static_cast<float>(total), 0.0f, 1.0f) : 0;
    ring.tone = left < 0 ? BarTone::danger : left < 60'000 ? BarTone::warn : BarTone::accent;
    ring.above = tr(left < 0 ? "conference.over" : "conference.left");
    ring.number = clock_of(left);
    if (with_total) ring.below = tr("conference.of_minutes", {{"n", std::to_string(view.here->minutes)}});
    return ring;
}

// The clock on screen counts seconds; what is read out changes once a minute.
void draw_clock(Ui& ui, const Rect& square, const ConferenceView& view, bool with_total) {
    if (!view.here) return;
    const RingSpec ring = ring_of(view, with_total);
    const std::int64_t left = view.left_ms.value_or(view.here->minutes * std::int64_t{60'000});
    const std::string minutes = tr("unit.minutes", {{"n", std::to_string(left / 60'000)}});
    ui.record("clock", NodeRole::text, tr("conference.left") + " " + minutes, square);
    const SilentScope silent(ui);
    draw_ring(ui, square, ring);
}

std::string status_words(const AgendaItem& item) {
    if (item.status == "done")
        return tr("conference.done_minutes", {{"n", std::to_string(item.used_minutes)}});
    if (item.status == "running") return tr("conference.running");
    if (item.status == "carried") return tr("conference.carried");
    return tr("unit.minutes", {{"n", std::to_string(item.minutes)}});
}

RowSpec row_of(const ConferenceView& view, const AgendaItem& item, int number, char between = ' ') {
    const CaseSummary summary = summarise_case(view.state, item.case_id);
    const bool here = view.here && view.here->row == item.row;
    const bool done = item.status == "done";
    RowSpec row;
    row.mark = MarkSpec{.kind = done   ? MarkKind::done
                                : here ? MarkKind::filled
                                       : MarkKind::outline,
                        .text = std::to_string(number),
                        .icon = done                       ? Icon::check
                                : item.status == "carried" ? Icon::carry
                                                           : Icon::none};
    row.title = summary.name;
    row.detail = summary.place_short + between + status_words(item);
    row.state = here ? RowState::selected : RowState::normal;
    row.divider = false;
    row.min_height = Theme::sz_row_m;
    return row;
}

// Place and status on one line where every row has the room, else on a line each, so that no word breaks.
char between_words(Ui& ui, float width, const ConferenceView& view) {
    const bool fits = std::ranges::all_of(view.agenda, [&](const AgendaItem& item) {
        return measure_row(ui, width, row_of(view, item, 1)) <
               measure_row(ui, width, row_of(view, item, 1, '\n'));
    });
    return fits ? ' ' : '\n';
}

void open_item(const ConferenceView& view, const AgendaItem& item, Commands& commands) {
    commands.emplace_back(cmd::OpenAgendaItem{view.meeting, item.row});
}

// 会議の残り: the sum of what is planned for everybody still waiting and for this case.
int minutes_left(const ConferenceView& view) {
    int sum = 0;
    for (const AgendaItem& item : view.agenda) {
        if (item.status == "waiting") sum += item.minutes;
    }
    if (view.left_ms && *view.left_ms > 0) sum += static_cast<int>((*view.left_ms + 59'999) / 60'000);
    return sum;
}

void draw_meeting_left(Ui& ui, const Rect& area, const ConferenceView& view) {
    const Theme& theme = ui.theme();
    draw_line(ui, area.origin(), {area.right(), area.y}, theme.col_line);
    const int left = minutes_left(view);
    int total = 0;
    for (const AgendaItem& item : view.agenda) total += item.minutes;
    const Rect line{area.x + 4, area.y + 12, area.w - 8, 24};
    draw_text(ui, line, tr("conference.meeting_left"), {.font = Font::label});
    draw_text(ui, line, tr("unit.minutes", {{"n", std::to_string(left)}}),
              {.font = Font::label, .weight = Weight::bold, .align = Align::right});
    draw_bar(ui, {line.x, line.bottom() + 8, line.w, Theme::sz_bar},
             total > 0 ? static_cast<float>(left) / static_cast<float>(total) : 0, BarTone::accent,
             tr("conference.meeting_left"));
    const std::int64_t end_ms = view.state.now_ms + left * std::int64_t{60'000};
    const std::string end = short_time(local_time(end_ms, view.state.offset_minutes));
    draw_caption(ui, {line.x, line.bottom() + 22, line.w, 0}, tr("conference.ends_at", {{"time", end}}));
}

}  // namespace

void draw_queue_column(Ui& ui, const Rect& area, const ConferenceView& view, Commands& commands) {
    const Theme& theme = ui.theme();
    fill_rect(ui, area, theme.col_surface);
    draw_line(ui, {area.right(), area.y}, {area.right(), area.bottom()}, theme.col_line);
    Rect column = area.inset({12, 16, 12, 8});
    const GroupScope group(ui, "queue", NodeRole::region, tr("conference.tab_agenda"));
    if (view.here) {
        draw_clock(ui, column.cut_top(128, 12).centered({128, 128}), view, true);
        Rect buttons = column.cut_top(48, 12);
        const ButtonSpec more{.label = "+" + tr("conference.plus_minutes"), .size = ButtonSize::small};
        const ButtonSpec carry{
            .label = tr("conference.carry"), .edits = true, .size = ButtonSize::small, .icon = Icon::carry};
        if (draw_button(ui, "more", buttons.cut_left(60, 4), more)) {
            commands.emplace_back(cmd::ExtendAgendaItem{view.meeting, view.here->row, 2});
        }
        if (draw_button(ui, "carry", buttons, carry)) {
            commands.emplace_back(cmd::CarryAgendaItem{view.meeting, view.here->row});
        }
    }
    draw_meeting_left(ui, column.cut_bottom(92), view);
    const Rect list = ui.begin_scroll("list", column);
    const char between = between_words(ui, list.w, view);
    float y = list.y;
    int number = 0;
    for (const AgendaItem& item : view.agenda) {
        const RowSpec row = row_of(view, item, ++number, between);
        const float height = measure_row(ui, list.w, row);
        if (draw_row(ui, item.row, {list.x, y, list.w, height}, row)) open_item(view, item, commands);
        y += height;
    }
    ui.end_scroll(y);
}

// Medium: the ring and one tile a case, scrolling sideways when there are many.
float draw_queue_strip(Ui& ui, const Rect& area, const ConferenceView& view, Commands& commands) {
    const Theme& theme = ui.theme();
    constexpr float height = 136;
    fill_rect(ui, area.with_height(height), theme.col_surface);
    draw_line(ui, {area.x, area.y + height}, {area.right(), area.y + height}, theme.col_line);
    Rect strip = area.with_height(height).inset(16, 12);
    if (view.here) draw_clock(ui, strip.cut_left(112, 12).centered({106, 106}), view, false);
    const GroupScope group(ui, "queue", NodeRole::region, tr("conference.tab_agenda"));
    const Rect list = ui.begin_scroll("strip", strip, Axis::horizontal);
    const float n = static_cast<float>(view.agenda.size());
    const float width = std::max(128.0f, (strip.w - 8 * (n - 1)) / n);
    float x = list.x;
    for (const AgendaItem& item : view.agenda) {
        const CaseSummary summary = summarise_case(view.state, item.case_id);
        const bool here = view.here && view.here->row == item.row;
        const Rect tile{x, list.y, width, strip.h};
        const std::string name = summary.name + " " + summary.place_short + " " + status_words(item);
        if (ui.pressed(item.row, tile, NodeRole::button, name, {.current = here}))
            open_item(view, item, commands);
        const SilentScope silent(ui);
        draw_box(ui, tile, here ? theme.col_accent_tint : theme.col_surface,
                 here ? theme.col_accent : theme.col_line, Theme::rad_m, 1);
        const Rect words = tile.inset(12, 8);
        float y = draw_text(ui, words, summary.name, {.font = Font::label, .weight = Weight::bold});
        y = draw_text(ui, {words.x, y, words.w, 0}, summary.place_short,
                      {.font = Font::label, .color = here ? theme.col_accent : theme.col_ink_2});
        draw_text(ui, {words.x, y, words.w, 0}, status_words(item),
                  {.font = Font::label,
                   .weight = here ? Weight::bold : Weight::regular,
                   .color = here ? theme.col_accent : theme.col_ink_2});
        x += width + 8;
    }
    ui.end_scroll(x - 8);
    return area.y + height;
}

float draw_phone_clock(Ui& ui, const Rect& area, const ConferenceView& view) {
    if (!view.here) return area.y;
    const Theme& theme = ui.theme();
    const auto here = std::ranges::find(view.agenda, view.here->row, &AgendaItem::row);
    const std::string place = tr("conference.place", {{"i", std::to_string(here - view.agenda.begin() + 1)},
                                                      {"n", std::to_string(view.agenda.size())}});
    const RingSpec ring = ring_of(view, false);
    const std::string clock = ring.above + " " + ring.number + "／" +
                              tr("unit.minutes", {{"n", std::to_string(view.here->minutes)}});
    const TextSpec words{.font = Font::label};
    const TextSpec number{
        .font = Font::label, .weight = Weight::bold, .align = Align::right, .tabular = true};
    const bool beside = measure_text(ui, place, words).x + measure_text(ui, clock, number).x + 44 <= area.w;
    const Rect strip = area.with_height(beside ? 58.0f : 82.0f);
    fill_rect(ui, strip, theme.col_surface);
    draw_line(ui, {strip.x, strip.bottom()}, {strip.right(), strip.bottom()}, theme.col_line);
    Rect line{strip.x + 16, strip.y + 8, strip.w - 32, 24};
    draw_text(ui, line, place, words);
    if (!beside) line.y += 24;
    const SilentScope silent(ui);  // a clock that is read out every second helps nobody
    draw_text(ui, line, clock, number);
    draw_bar(ui, {line.x, line.bottom() + 6, line.w, Theme::sz_bar}, ring.part, ring.tone,
             tr("conference.left"));
    return strip.bottom();
}

float draw_phone_agenda(Ui& ui, const Rect& area, const ConferenceView& view, Commands& commands) {
    float y = area.y;
    if (view.agenda.empty()) {
        return draw_empty(ui, "empty", area, {tr("conference.outside_meeting"), Icon::meeting, std::nullopt});
    }
    const Rect inner = begin_growing_card(ui, "agenda", area, {});
    y = inner.y;
    int number = 0;
    for (const AgendaItem& item : view.agenda) {
        RowSpec row = row_of(view, item, ++number);
        row.divider = number > 1;
        const float height = measure_row(ui, inner.w, row);
        if (draw_row(ui, item.row, {inner.x, y, inner.w, height}, row)) open_item(view, item, commands);
        y += height;
    }
    y = end_growing_card(ui, y);
    if (!view.here) return y;
    const std::array buttons{
        ButtonSpec{.label = tr("conference.plus_minutes"),
                   .edits = true,
                   .size = ButtonSize::small,
                   .icon = Icon::plus},
        ButtonSpec{
            .label = tr("conference.carry"), .edits = true, .size = ButtonSize::small, .icon = Icon::carry}};
    const Rect line{area.x, y + 12, area.w, 48};
    if (draw_button(ui, "more", column_of(line, 0, 2, 8), buttons[0])) {
        commands.emplace_back(cmd::ExtendAgendaItem{view.meeting, view.here->row, 2});
    }
    if (draw_button(ui, "carry", column_of(line, 1, 2, 8), buttons[1])) {
        commands.emplace_back(cmd::CarryAgendaItem{view.meeting, view.here->row});
    }
    return line.bottom();
}

}  // namespace tsunagi
