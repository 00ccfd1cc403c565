// Owns 確認表: six phases, four answers a question, owner, due date and memo. Nothing here blocks anything.
#include "app/cases.h"
#include "app/companions.h"
#include "core/sorting.h"
#include "core/strings.h"
#include "views/due_chip.h"
#include "views/form_commands.h"
#include "views/record_field.h"
#include "views/screens/screens.h"
#include "views/widgets.h"

#include <algorithm>
#include <array>

namespace tsunagi {

namespace {

struct Columns {
    float item = Theme::lay_check_item, answer = Theme::lay_check_answer, owner = Theme::lay_check_owner,
          due = Theme::lay_check_due + 14;  // room for 期限切れ of two figures
};

ChecklistAnswer answer_of(const std::string& code) {
    if (code == "done") return ChecklistAnswer::done;
    if (code == "open") return ChecklistAnswer::open;
    if (code == "not_applicable") return ChecklistAnswer::not_applicable;
    return code == "check" ? ChecklistAnswer::check : ChecklistAnswer::none;
}

Value value_of(ChecklistAnswer answer) {
    const auto coded = [](const char* code, const char* display) {
        return Value{Coding{code, display, "urn:tsunagi:code:checklist-answer"}};
    };
    switch (answer) {
        case ChecklistAnswer::done: return coded("done", "済");
        case ChecklistAnswer::open: return coded("open", "未");
        case ChecklistAnswer::not_applicable: return coded("not_applicable", "対象外");
        case ChecklistAnswer::check: return coded("check", "要確認");
        case ChecklistAnswer::none: break;
    }
    return {};
}

// What is written with one tap: the answer, and who gave it when.
void push_answer(const AppState& state, const DocumentId& list, const ChecklistRow& row,
                 ChecklistAnswer answer, ChecklistUi& own, Commands& commands) {
    for (const char* field : {".answer", ".checked_by", ".checked_on"}) {
        if (!is_in_conflict(state, list, row.item + field)) continue;
        commands.emplace_back(cmd::AskField{{FieldQuestion::Is::settle, list, row.item + field}});
        return;
    }
    const bool given = answer != ChecklistAnswer::none;
    commands.emplace_back(
        cmd::EditTogether{list,
                          {{row.item + ".answer", value_of(answer)},
                           {row.item + ".checked_by", given && state.who ? Value{state.who->name} : Value{}},
                           {row.item + ".checked_on", given ? Value{Date{today_iso(state)}} : Value{}}}});
    if (answer == ChecklistAnswer::not_applicable && row.note.empty()) {
        own.editing = row.item;
        own.reason_wanted = true;
    }
}

ChipSpec mark_of(const ChecklistRow& row) {
    if (!row.conflict.empty()) return {.label = tr("conflict.chip"), .tone = Tone::warn, .icon = Icon::merge};
    if (row.answer == "done") {
        const std::string day = short_day(row.checked_on);
        return {.label = day.empty() ? tr("answer.done") : day + " " + tr("answer.done"),
                .tone = Tone::ok,
                .icon = Icon::check};
    }
    if (row.answer == "not_applicable") {
        return row.note.empty()
                   ? ChipSpec{.label = tr("checklist.no_reason"), .tone = Tone::warn, .icon = Icon::warn}
                   : ChipSpec{.label = tr("checklist.reason"), .icon = Icon::note};
    }
    return due_chip(row.due, row.days_left).value_or(ChipSpec{.label = tr("checklist.no_due")});
}

bool is_late(const ChecklistRow& row) {
    return row.days_left && *row.days_left < 0;
}

// Owner, due and memo are one target each side of the answer: they open the same dialog.
bool draw_memo(Ui& ui, std::string_view key, const Rect& rect, const ChecklistRow& row) {
    const Theme& theme = ui.theme();
    const std::string words = row.note.empty() ? tr("checklist.add_memo") : row.note;
    const Interaction touch = ui.interact(
        key, rect, NodeRole::button, tr("checklist.details_of", {{"item", row.text}}), {.value = row.note});
    const SilentScope silent(ui);
    if (touch.held) fill_rect(ui, rect, theme.col_accent_tint, Theme::rad_m);
    if (row.note.empty()) {
        const IconTextSpec add{
            .icon = Icon::plus,
            .text = {.font = Font::label, .weight = Weight::bold, .color = theme.col_accent}};
        const float height = measure_icon_text(ui, words, add, rect.w).y;
        draw_icon_text(ui, rect.middle(height), words, add);
    } else {
        draw_text(ui, rect, words, {.font = Font::label, .color = theme.col_ink_2, .valign = VAlign::middle});
    }
    return touch.fired;
}

float draw_wide_row(Ui& ui, const Rect& area, const AppState& state, const DocumentId& list,
                    const ChecklistRow& row, ChecklistUi& own, Commands& commands) {
    const Theme& theme = ui.theme();
    const Columns columns;
    const TextSpec item{.font = Font::body, .valign = VAlign::middle, .line = 26};
    const TextSpec small{.font = Font::label, .color = theme.col_ink, .valign = VAlign::middle, .line = 22};
    const float memo_width = area.w - 32 - columns.item - columns.answer - columns.owner - columns.due - 48;
    const float words = measure_text(ui, row.text, item, columns.item).y;
    const float memo = measure_text(ui, row.note, {.font = Font::label}, memo_width).y;
    const float owner = measure_text(ui, row.owner, small, columns.owner).y;
    const float height = std::max({76.0f, words + 20, memo + 20, owner + 20});
    const Rect box = area.with_height(height);
    if (is_late(row)) fill_rect(ui, box, theme.col_red_tint);
    draw_line(ui, box.origin(), {box.right(), box.y}, theme.col_line_soft);
    Rect cells = box.inset(16, 0);
    draw_text(ui, cells.cut_left(columns.item, 12), row.text, item);
    const auto answer = draw_answer(ui, "answer", cells.cut_left(columns.answer, 12).middle(48),
                                    answer_of(row.answer), row.text);
    if (answer) push_answer(state, list, row, *answer, own, commands);
    draw_text(ui, cells.cut_left(columns.owner, 12), row.owner, small);
    const Rect due = cells.cut_left(columns.due, 12);
    const ChipSpec chip = mark_of(row);
    const Vec2 size = measure_chip(ui, chip, due.w);
    draw_chip(ui, {due.x, due.center().y - size.y / 2}, chip);
    if (draw_memo(ui, "memo", cells.inset(0, 8), row)) own.editing = row.item;
    return box.bottom();
}

float draw_narrow_row(Ui& ui, const Rect& area, const AppState& state, const DocumentId& list,
                      const ChecklistRow& row, ChecklistUi& own, Commands& commands) {
    const Theme& theme = ui.theme();
    const bool phone = ui.is_phone();
    const float pad = phone ? 12 : 16;
    const float width = area.w - 2 * pad;
    const float words = measure_text(ui, row.text, {.font = Font::body}, width).y;
    const float answer_height = measure_answer(ui, phone ? width : 352.0f).y;
    ChecklistRow memo = row;
    if (!row.owner.empty()) memo.note = row.owner + (row.note.empty() ? "" : "・" + row.note);
    const ChipSpec chip = mark_of(row);
    const Vec2 mark = measure_chip(ui, chip);
    const float beside_answer = phone ? 0 : 364;
    const float memo_width = std::max(Theme::sz_touch, width - beside_answer - mark.x - 8);
    const bool memo_below = phone && memo_width < 120;
    const float memo_height =
        std::max(Theme::sz_touch,
                 measure_text(ui, memo.note, {.font = Font::label}, memo_below ? width : memo_width).y + 4);
    const float rest_height = memo_below ? mark.y + 4 + memo_height : memo_height;
    const float below_text = phone ? answer_height + 4 + rest_height : std::max(answer_height, rest_height);
    const float height = 14 + words + 8 + below_text + 14;
    const Rect box = area.with_height(height);
    if (is_late(row)) fill_rect(ui, box, theme.col_red_tint);
    draw_line(ui, box.origin(), {box.right(), box.y}, theme.col_line_soft);
    const float y = draw_text(ui, {box.x + pad, box.y + 14, width, 0}, row.text) + 8;
    Rect line{box.x + pad, y, width, phone ? answer_height : below_text};
    const Rect answer_box = phone ? line : line.cut_left(352, 12).middle(answer_height);
    const auto answer = draw_answer(ui, "answer", answer_box, answer_of(row.answer), row.text);
    if (answer) push_answer(state, list, row, *answer, own, commands);
    Rect rest = phone ? Rect{line.x, line.bottom() + 4, width, rest_height} : line;
    if (memo_below) {
        draw_chip(ui, rest.origin(), chip);
        rest.cut_top(mark.y + 4);
    } else {
        const float left = draw_chip_right(ui, rest.right(), rest.center().y, chip);
        rest.w = std::max(Theme::sz_touch, left - rest.x - 8);
    }
    if (draw_memo(ui, "memo", rest.middle(memo_height), memo)) own.editing = row.item;
    return box.bottom();
}

bool is_shown(const ChecklistRow& row, int filter) {
    if (filter == 1) return row.answer == "open" || row.answer.empty();
    return filter != 2 || row.answer == "check";
}

std::vector<ChecklistRow> shown_rows(const ChecklistPhase& phase, const ChecklistUi& own) {
    std::vector<ChecklistRow> rows;
    std::ranges::copy_if(phase.rows, std::back_inserter(rows),
                         [&own](const ChecklistRow& row) { return is_shown(row, own.filter); });
    if (own.order == 1) {
        sort_by(rows, [](const ChecklistRow& row) {
            return std::pair(!row.days_left.has_value(), row.days_left.value_or(0));
        });
    }
    return rows;
}

constexpr float low_checklist = 360;

// Which phase of the discharge is shown; cut off the top of the page.
void draw_phase_choice(Ui& ui, Rect& page, const std::vector<PhaseTabSpec>& tabs, ChecklistUi& own) {
    if (!ui.is_phone()) {
        const auto chosen = draw_phase_tabs(ui, "phases", page.cut_top(72, 12), tabs, own.phase);
        if (chosen) own.phase = *chosen;
        return;
    }
    const PhaseTabSpec& tab = tabs[static_cast<std::size_t>(own.phase)];
    const std::string detail =
        tr("checklist.progress", {{"m", std::to_string(tab.done)}, {"n", std::to_string(tab.total)}});
    const auto step =
        draw_pager(ui, "pager", page.cut_top(measure_pager(ui, page.w, tab.label, detail), 8), tab.label,
                   detail, own.phase > 0, own.phase + 1 < static_cast<int>(tabs.size()));
    if (step) own.phase += *step;
    draw_phase_dots(ui, page.cut_top(8, 8), tabs);
}

void draw_foot(Ui& ui, const Rect& bar, int hidden_rows) {
    const Theme& theme = ui.theme();
    const float pad = page_padding(ui);
    fill_rect(ui, bar, theme.col_surface);
    draw_line(ui, bar.origin(), {bar.right(), bar.y}, theme.col_line);
    draw_more_below(ui, bar.inset(pad, (bar.h - 28) / 2), hidden_rows);
    if (ui.is_phone()) return;
    draw_text(
        ui, bar.inset(pad, 0), tr("checklist.never_blocks"),
        {.font = Font::label, .color = theme.col_ink_2, .align = Align::right, .valign = VAlign::middle});
}

void draw_filters(Ui& ui, Rect& page, const ChecklistPhase& phase, ChecklistUi& own) {
    const std::array segments{SegmentSpec{tr("checklist.all", {{"n", std::to_string(phase.rows.size())}}),
                                          Icon::none, SegmentLook::accent},
                              SegmentSpec{tr("checklist.open", {{"n", std::to_string(phase.open)}}),
                                          Icon::none, SegmentLook::accent},
                              SegmentSpec{tr("checklist.check", {{"n", std::to_string(phase.to_check)}}),
                                          Icon::none, SegmentLook::accent}};
    SegmentedSpec spec{
        .segments = segments, .selected = own.filter, .fill = ui.is_phone(), .name = tr("checklist.filter")};
    const Vec2 size = measure_segmented(ui, spec, page.w);
    const Rect line = page.cut_top(size.y, 12);
    const Rect place = ui.is_phone() ? line : line.with_width(std::min(size.x, line.w));
    if (const auto chosen = draw_segmented(ui, "filter", place, spec)) own.filter = *chosen;
    if (ui.is_phone()) return;
    const ButtonSpec order{.label = tr(own.order == 1 ? "checklist.by_due" : "checklist.by_number"),
                           .size = ButtonSize::small,
                           .icon = Icon::swap,
                           .name = tr("checklist.order")};
    if (draw_button_right(ui, "order", line.right(), line.center().y, order)) own.order = 1 - own.order;
}

void draw_table_head(Ui& ui, const Rect& head) {
    const Theme& theme = ui.theme();
    const Columns columns;
    fill_rect(ui, head, theme.col_surface_alt, Theme::rad_l);
    Rect cells = head.inset(16, 0);
    const TextSpec words{
        .font = Font::label, .weight = Weight::bold, .color = theme.col_ink_2, .valign = VAlign::middle};
    draw_text(ui, cells.cut_left(columns.item, 12), tr("checklist.column_item"), words);
    draw_text(ui, cells.cut_left(columns.answer, 12), tr("checklist.column_answer"), words);
    draw_text(ui, cells.cut_left(columns.owner, 12), tr("checklist.column_owner"), words);
    draw_text(ui, cells.cut_left(columns.due, 12), tr("checklist.column_due"), words);
    draw_text(ui, cells, tr("checklist.column_memo"), words);
}

void draw_details(Ui& ui, const AppState& state, const DocumentId& list, const ChecklistRow& row,
                  ChecklistUi& own, Commands& commands) {
    DialogSpec dialog{.title = tr("checklist.details"), .icon = Icon::edit, .width = 560};
    dialog.buttons = {ButtonSpec{.label = tr("dialog.done"), .kind = ButtonKind::primary}};
    const Rect body = begin_dialog(ui, "details", dialog);
    float y = draw_text(ui, body, row.text, {.font = Font::body, .weight = Weight::bold}) + 16;
    FieldSpec note{
        .label = tr(row.answer == "not_applicable" ? "checklist.reason_label" : "checklist.memo_label")};
    note.kind = FieldKind::lines;
    note.enter_key = EnterKey::enter;
    if (own.reason_wanted) note.hint = tr("checklist.reason_hint");
    y = draw_record_field(ui, "note", {body.x, y, body.w, 0}, state, list, row.item + ".note", note, commands)
            .bottom +
        12;
    y = draw_record_field(ui, "owner", {body.x, y, body.w, 0}, state, list, row.item + ".owner",
                          {.label = tr("checklist.column_owner")}, commands)
            .bottom +
        12;
    DateSpec due{.label = tr("checklist.column_due"),
                 .value = row.due,
                 .today = today_iso(state),
                 .record = record_of(list, row.item + ".due")};
    due.enabled = !is_in_conflict(state, list, row.item + ".due");
    const DateResult date = draw_date(ui, "due", {body.x, y, body.w, 0}, due);
    if (date.committed) {
        const Value value = date.committed->empty() ? Value{} : Value{Date{*date.committed}};
        commands.emplace_back(cmd::Edit{list, row.item + ".due", value});
    }
    y = draw_field_conflict(ui, "due#conflict", {body.x, date.bottom + 8, body.w, 0}, state, list,
                            row.item + ".due", due.label, commands) +
        4;
    for (const auto& [field, label] : {std::pair{".answer", "checklist.column_answer"},
                                       {".checked_by", "settle.checked_by"},
                                       {".checked_on", "settle.checked_on"}}) {
        const Path path = row.item + field;
        if (is_settled_with(state.library.answers(list), path) || !is_in_conflict(state, list, path))
            continue;
        y = draw_field_label(ui, {body.x, y, body.w, 0}, tr(label));
        y = draw_field_conflict(ui, path, {body.x, y, body.w, 0}, state, list, path, tr(label), commands) +
            12;
    }
    if (!row.checked_by.empty()) {
        const std::string words =
            tr("checklist.checked", {{"by", row.checked_by}, {"date", short_day(row.checked_on)}});
        y = draw_caption(ui, {body.x, y, body.w, 0}, words) + 8;
    }
    y = draw_past_of(ui, "past", {body.x, y, body.w, 0}, list, row.item + ".", commands);
    if (end_dialog(ui, y).done()) {
        own.editing.clear();
        own.reason_wanted = false;
    }
}

float draw_rows(Ui& ui, const Rect& area, const AppState& state, const DocumentId& list,
                const std::vector<ChecklistRow>& rows, ChecklistUi& own, Commands& commands) {
    const Rect inner = begin_growing_card(ui, "rows", area, {});
    float y = inner.y;
    if (ui.is_wide()) {
        draw_table_head(ui, {inner.x, y, inner.w, 40});
        y += 40;
    }
    if (rows.empty()) {
        y = draw_empty(ui, "empty", {inner.x + 16, y + 8, inner.w - 32, 0},
                       {tr("checklist.none"), Icon::check_circle, std::nullopt}) +
            16;
    }
    for (const ChecklistRow& row : rows) {
        const GroupScope scope(ui, row.item, NodeRole::group, row.text);
        const Rect place{inner.x, y, inner.w, 0};
        y = ui.is_wide() ? draw_wide_row(ui, place, state, list, row, own, commands)
                         : draw_narrow_row(ui, place, state, list, row, own, commands);
    }
    return end_growing_card(ui, y);
}

}  // namespace

void draw_checklist(Ui& ui, const Rect& area, const AppState& state, ChecklistUi& own, Commands& commands) {
    const IdScope scope(ui, "checklist");
    const DocumentId list = find_checklist(state, state.place.case_id);
    const auto phases = list_checklist(state, state.place.case_id);
    if (list.empty() || phases.empty()) {
        bool begin = false;
        const EmptySpec empty{
            tr("checklist.not_begun"), Icon::task,
            ButtonSpec{.label = tr("checklist.begin"), .edits = true, .kind = ButtonKind::primary}};
        draw_empty(ui, "begin", area.inset(24, 48), empty, &begin);
        if (begin) commands.emplace_back(cmd::OpenChecklist{state.place.case_id});
        return;
    }
    const IdScope of_list(ui, list);
    if (own.phase < 0 || own.phase >= static_cast<int>(phases.size()))
        own.phase = static_cast<int>(current_phase(phases));
    Rect page = area;
    const bool low = area.h < low_checklist;
    const Rect bar = low ? Rect{} : page.cut_bottom(ui.is_phone() ? 44.0f : 48.0f);
    const float pad = page_padding(ui);
    std::vector<PhaseTabSpec> tabs;
    for (const ChecklistPhase& phase : phases)
        tabs.push_back({phase.text, phase.settled, static_cast<int>(phase.rows.size())});
    // Large text: what stays put leaves no room for the rows, so it scrolls with them.
    const std::string scroll_key = "rows/" + phases[static_cast<std::size_t>(own.phase)].group;
    Rect view = low ? ui.begin_scroll(scroll_key, page) : page;
    page = Rect{view.x, view.y, view.w, low ? 10'000.0f : view.h}.inset({pad, 12, pad, 0});
    draw_phase_choice(ui, page, tabs, own);
    const ChecklistPhase& phase =
        phases[static_cast<std::size_t>(std::clamp(own.phase, 0, static_cast<int>(phases.size()) - 1))];
    draw_filters(ui, page, phase, own);
    const auto rows = shown_rows(phase, own);
    if (!low) view = ui.begin_scroll(scroll_key, page);
    const Rect list_area = low ? page.with_height(0) : Rect{view.x, view.y, view.w, 0};
    const float bottom = draw_rows(ui, list_area, state, list, rows, own, commands);
    ui.end_scroll(bottom + 12);
    if (!low) {
        const float below = ui.scroll_info(ui.id(scroll_key)).below;
        const float row_height = rows.empty() ? 76 : (bottom - list_area.y) / static_cast<float>(rows.size());
        draw_foot(ui, bar, static_cast<int>(below / row_height + 0.4f));
    }
    if (own.editing.empty()) return;
    const auto row = std::ranges::find(phase.rows, own.editing, &ChecklistRow::item);
    if (row != phase.rows.end()) draw_details(ui, state, list, *row, own, commands);
}

}  // namespace tsunagi
