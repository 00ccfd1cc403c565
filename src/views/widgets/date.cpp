// Owns the fields for dates and times, and the sheets that pick them.
#include "views/widgets/date.h"

#include "core/strings.h"
#include "views/widgets/chip.h"
#include "views/widgets/dialog.h"
#include "views/widgets/field.h"

#include <algorithm>
#include <cstdlib>

namespace tsunagi {

namespace {

struct CellLook {
    bool chosen = false;
    bool marked = false;  // today
    bool faint = false;
};

bool draw_cell(Ui& ui, std::string_view key, const Rect& rect, std::string_view label, std::string_view name,
               const CellLook& look) {
    const Theme& t = ui.theme();
    NodeOptions options;
    options.selected = look.chosen;
    options.current = look.marked;
    options.ring_gap = -3;
    const Interaction act = ui.interact(key, rect, NodeRole::button, name, options);
    const Rect box = rect.inset(2);
    if (look.chosen) {
        fill_rect(ui, box, t.col_accent, Theme::rad_m);
    } else if (act.held) {
        fill_rect(ui, box, t.col_accent_tint, Theme::rad_m);
    }
    if (look.marked && !look.chosen) stroke_rect(ui, box, t.col_accent, 2, Theme::rad_m);
    const Color ink = look.chosen ? t.col_on_accent : look.faint ? t.col_ink_3 : t.col_ink;
    draw_text(ui, rect, label,
              {.weight = look.chosen || look.marked ? Weight::bold : Weight::regular,
               .color = ink,
               .align = Align::center,
               .valign = VAlign::middle,
               .tabular = true,
               .silent = true});
    return act.fired;
}

// Months since year 0, so that turning pages is plain arithmetic.
int month_index(const CalendarDay& day) {
    return day.year * 12 + day.month - 1;
}

float draw_month_head(Ui& ui, const Rect& area, int& shown) {
    const std::string title =
        tr("date.month", {{"y", std::to_string(shown / 12)}, {"m", std::to_string(shown % 12 + 1)}});
    ButtonSpec button;
    button.size = ButtonSize::square;
    Rect row = area.with_height(48);
    button.icon = Icon::left;
    button.name = tr("date.previous_month");
    if (draw_button(ui, "previous", row.cut_left(48, 8), button)) --shown;
    button.icon = Icon::right;
    button.name = tr("date.next_month");
    if (draw_button(ui, "next", row.cut_right(48, 8), button)) ++shown;
    draw_text(ui, row, title,
              {.font = Font::h2,
               .weight = Weight::bold,
               .align = Align::center,
               .valign = VAlign::middle,
               .heading = 3,
               .key = "month"});
    return area.y + 56;
}

std::optional<std::string> draw_days(Ui& ui, const Rect& area, int shown, const DateSpec& spec,
                                     float* bottom) {
    const Theme& t = ui.theme();
    std::optional<std::string> chosen;
    const int year = shown / 12;
    const int month = shown % 12 + 1;
    Rect head = area.with_height(28);
    for (int i = 0; i < 7; ++i) {
        const Color color = i == 0 ? t.col_red_ink : t.col_ink_2;
        draw_text(ui, column_of(head, static_cast<std::size_t>(i), 7, 0),
                  tr("date.weekday" + std::to_string(i)),
                  {.font = Font::label,
                   .color = color,
                   .align = Align::center,
                   .valign = VAlign::middle,
                   .silent = true});
    }
    const int first = weekday_of({year, month, 1});
    const int days = days_in_month(year, month);
    for (int day = 1; day <= days; ++day) {
        const int slot = first + day - 1;
        Rect cell = column_of({area.x, head.bottom(), area.w, 48}, static_cast<std::size_t>(slot % 7), 7, 0);
        cell.y += rows_above(static_cast<std::size_t>(slot), 7) * 48;
        const std::string iso = iso_of({year, month, day});
        const CellLook look{iso == spec.value, iso == spec.today, false};
        if (draw_cell(ui, "day" + std::to_string(day), cell, std::to_string(day), long_day(iso), look))
            chosen = iso;
    }
    // Always six weeks high: the sheet must not jump while months are turned.
    *bottom = head.bottom() + 6 * 48;
    return chosen;
}

std::optional<std::string> draw_near_days(Ui& ui, const Rect& area, const DateSpec& spec, float* bottom) {
    std::vector<PhraseSpec> near;
    std::vector<std::string> days;
    if (const std::optional<CalendarDay> today = parse_day(spec.today)) {
        for (const auto& [key, ahead] :
             {std::pair{"date.today", 0}, {"date.tomorrow", 1}, {"date.in_a_week", 7}}) {
            near.push_back({.label = tr(key), .toggles = false});
            days.push_back(iso_of(day_of_number(day_number(*today) + ahead)));
        }
    }
    if (!spec.value.empty()) {
        near.push_back({.label = tr("date.clear"), .icon = Icon::close, .toggles = false});
        days.emplace_back();
    }
    const std::optional<std::size_t> pressed = draw_phrases(ui, "near", area, near, bottom);
    if (!pressed) return std::nullopt;
    return days[*pressed];
}

std::optional<std::string> draw_calendar(Ui& ui, std::string_view key, const DateSpec& spec) {
    DialogSpec dialog;
    dialog.title = spec.label;
    dialog.icon = Icon::calendar;
    dialog.width = 420;
    const Rect body = begin_dialog(ui, key, dialog);
    const CalendarDay start =
        parse_day(spec.value).value_or(parse_day(spec.today).value_or(CalendarDay{2026, 1, 1}));
    int& shown = ui.scratch("month", month_index(start));
    shown = std::clamp(shown, 1800 * 12, 2200 * 12);
    const float days_top = draw_month_head(ui, body, shown);
    float bottom = body.y;
    std::optional<std::string> chosen = draw_days(ui, {body.x, days_top, body.w, 0}, shown, spec, &bottom);
    const std::optional<std::string> near =
        draw_near_days(ui, {body.x, bottom + 12, body.w, 0}, spec, &bottom);
    if (near) chosen = near;
    const DialogResult result = end_dialog(ui, bottom);
    if (chosen || result.done()) ui.close(key);
    return chosen;
}

// A text field with a button at its right that opens a sheet.
struct PickerSpec {
    std::string label;
    bool show_label = true;
    std::string shown;
    std::string placeholder;
    std::string error;
    std::string record;
    bool enabled = true;
    bool required = false;
    Icon icon = Icon::calendar;
    std::string button_name;
};

FieldResult draw_picker(Ui& ui, std::string_view key, std::string_view sheet_key, const Rect& rect,
                        const PickerSpec& spec) {
    FieldSpec field;
    field.label = spec.label;
    field.show_label = spec.show_label;
    field.value = spec.shown;
    field.placeholder = spec.placeholder;
    field.error = spec.error;
    field.record = spec.record;
    field.enabled = spec.enabled;
    field.required = spec.required;
    field.max_length = 32;
    const FieldResult typed = draw_field(ui, key, rect.with_width(std::max(48.0f, rect.w - 56)), field);
    float top = rect.y;
    if (spec.show_label && !spec.label.empty()) {
        top += measure_field(ui, key, rect.w - 56, field) - Theme::sz_field;
        if (!spec.error.empty())
            top -= 4 + measure_text(ui, spec.error, {.font = Font::caption}, rect.w - 56).y;
    }
    ButtonSpec button;
    button.size = ButtonSize::square;
    button.icon = spec.icon;
    button.enabled = spec.enabled;
    button.name = spec.label + " " + spec.button_name;
    if (draw_button(ui, std::string(key) + "#open", {rect.right() - 48, top, 48, 48}, button))
        ui.open(sheet_key);
    return typed;
}

}  // namespace

DateResult draw_date(Ui& ui, std::string_view key, const Rect& rect, const DateSpec& spec) {
    const std::string sheet_key = std::string(key) + "#calendar";
    const std::string note_key = std::string(key) + "#unread";
    const std::optional<CalendarDay> today = parse_day(spec.today);
    std::string& unread = ui.scratch_text(note_key, {});
    PickerSpec picker{spec.label,     spec.show_label,    {},           tr("date.placeholder"),
                      spec.error,     spec.record,        spec.enabled, spec.required,
                      Icon::calendar, tr("date.calendar")};
    // What could not be read stays in the field, with the reason below it, until it is put right.
    const std::optional<CalendarDay> day = parse_day(spec.value);
    const bool near = day && today && std::abs(day_number(*day) - day_number(*today)) < 170;
    picker.shown = !unread.empty() ? unread : near ? short_day(spec.value) : long_day(spec.value);
    if (!unread.empty()) picker.error = tr("date.unread");
    const FieldResult typed = draw_picker(ui, key, sheet_key, rect, picker);
    DateResult result{std::nullopt, typed.bottom};
    if (typed.committed) {
        unread.clear();
        const std::optional<CalendarDay> read =
            parse_typed_day(typed.text, today.value_or(CalendarDay{2026, 1, 1}));
        if (typed.text.empty()) {
            result.committed = "";
        } else if (read) {
            if (iso_of(*read) != spec.value) result.committed = iso_of(*read);
        } else {
            unread = typed.text;
        }
    }
    if (ui.is_open(sheet_key)) {
        if (const std::optional<std::string> chosen = draw_calendar(ui, sheet_key, spec)) {
            result.committed = chosen;
            unread.clear();
        }
    }
    return result;
}

namespace {

std::optional<std::string> draw_clock(Ui& ui, std::string_view key, const TimeSpec& spec) {
    DialogSpec dialog;
    dialog.title = spec.label;
    dialog.icon = Icon::clock;
    dialog.width = 440;
    dialog.buttons = {{.label = tr("time.take"), .kind = ButtonKind::primary}};
    const std::string now = short_time(spec.value);
    const int start_hour = now.empty() ? 15 : std::atoi(now.substr(0, 2).c_str());
    const int start_minute = now.empty() ? 0 : std::atoi(now.substr(3, 2).c_str());
    const Rect body = begin_dialog(ui, key, dialog);
    int& hour = ui.scratch("hour", start_hour);
    int& minute = ui.scratch("minute", start_minute);
    const TextSpec head{.font = Font::label, .weight = Weight::bold, .color = ui.theme().col_ink_2};
    float y = draw_text(ui, body, tr("time.hour"), head) + 4;
    for (int h = 0; h < 24; ++h) {
        Rect cell = column_of({body.x, y, body.w, 48}, static_cast<std::size_t>(h % 6), 6, 0);
        cell.y += rows_above(static_cast<std::size_t>(h), 6) * 48;
        const std::string name = tr("time.hour_name", {{"n", std::to_string(h)}});
        if (draw_cell(ui, "hour" + std::to_string(h), cell, std::to_string(h), name, {.chosen = h == hour}))
            hour = h;
    }
    y = draw_text(ui, {body.x, y + 4 * 48 + 8, body.w, 0}, tr("time.minute"), head) + 4;
    for (int m = 0; m < 12; ++m) {
        Rect cell = column_of({body.x, y, body.w, 48}, static_cast<std::size_t>(m % 6), 6, 0);
        cell.y += rows_above(static_cast<std::size_t>(m), 6) * 48;
        const std::string name = tr("time.minute_name", {{"n", std::to_string(m * 5)}});
        if (draw_cell(ui, "minute" + std::to_string(m), cell, std::to_string(m * 5), name,
                      {.chosen = m * 5 == minute})) {
            minute = m * 5;
        }
    }
    const std::string chosen = std::to_string(hour) + ":" + (minute < 10 ? "0" : "") + std::to_string(minute);
    const DialogResult result = end_dialog(ui, y + 2 * 48);
    if (result.done()) ui.close(key);
    if (!result.button) return std::nullopt;
    return parse_typed_time(chosen);
}

}  // namespace

DateResult draw_time(Ui& ui, std::string_view key, const Rect& rect, const TimeSpec& spec) {
    const std::string sheet_key = std::string(key) + "#clock";
    std::string& unread = ui.scratch_text(std::string(key) + "#unread", {});
    PickerSpec picker{spec.label,
                      spec.show_label,
                      unread.empty() ? short_time(spec.value) : unread,
                      tr("time.placeholder"),
                      unread.empty() ? spec.error : tr("time.unread"),
                      spec.record,
                      spec.enabled,
                      spec.required,
                      Icon::clock,
                      tr("time.pick")};
    const FieldResult typed = draw_picker(ui, key, sheet_key, rect, picker);
    DateResult result{std::nullopt, typed.bottom};
    if (typed.committed) {
        unread.clear();
        const std::optional<std::string> read = parse_typed_time(typed.text);
        if (typed.text.empty()) {
            result.committed = "";
        } else if (read) {
            if (*read != spec.value) result.committed = read;
        } else {
            unread = typed.text;
        }
    }
    if (ui.is_open(sheet_key)) {
        if (const std::optional<std::string> chosen = draw_clock(ui, sheet_key, spec)) {
            result.committed = chosen;
            unread.clear();
        }
    }
    return result;
}

}  // namespace tsunagi
