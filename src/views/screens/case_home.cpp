// Owns 症例: one patient's page. From admission to after discharge, the view of life, procedures, tasks,
// hand-overs.
#include "app/answers.h"
#include "app/cases.h"
#include "app/dates.h"
#include "app/ledger.h"
#include "app/replies.h"
#include "core/date_words.h"
#include "core/sorting.h"
#include "core/strings.h"
#include "views/due_chip.h"
#include "views/finalised.h"
#include "views/person_name.h"
#include "views/reply_rows.h"
#include "views/screens/case_home_parts.h"
#include "views/screens/consent_dialog.h"
#include "views/screens/told_rows.h"
#include "views/widgets.h"

#include <algorithm>
#include <array>

namespace tsunagi {

namespace {

constexpr std::size_t tasks_at_first = 5;
constexpr std::size_t handovers_at_first = 3;

std::string iso_after(const std::string& date, std::int64_t days) {
    return add_days(date, days).value_or(std::string());
}

// The stay as the documents tell it; nothing is invented where a date is not known.
std::vector<TimelinePoint> read_points(const AppState& state, const CaseSummary& summary, float& today_at) {
    struct Point {
        std::string date;
        TimelinePoint shown;
    };
    std::vector<Point> points;
    const std::string today = today_iso(state);
    const auto add = [&](const char* title, const std::string& date, std::string hint, Icon icon) {
        if (date.empty()) return;
        const bool done = date <= today;
        points.push_back({date,
                          {.title = tr(title),
                           .date = short_day(date),
                           .hint = std::move(hint),
                           .icon = done ? Icon::check : icon,
                           .state = done ? PointState::done : PointState::ahead}});
    };
    const Answers& answers = state.library.answers(summary.id);
    add("case.admission", summary.admission_date, answers.text("admission_type"), Icon::hospital);
    auto notes = list_notes(state, summary.id);
    std::ranges::reverse(notes);
    for (const DocumentId& note : notes) {
        add("case.conference", state.library.answers(note).text("held_on"),
            state.library.answers(note).text("mode"), Icon::speech);
    }
    const bool left = !summary.discharged_on.empty();
    const std::string discharge = left ? summary.discharged_on : summary.planned_discharge;
    add(left ? "case.discharged" : "case.planned_discharge", discharge, answers.text("discharge_destination"),
        Icon::flag);
    if (!discharge.empty()) add("case.after_30", iso_after(discharge, 30), "", Icon::phone);
    sort_by(points, [](const Point& point) { return point.date; });
    constexpr std::size_t most = 8;
    while (points.size() > most) points.erase(points.begin() + 1);  // admission and the newest stay
    const auto ahead =
        std::ranges::find_if(points, [&today](const Point& point) { return point.date > today; });
    const auto index = static_cast<float>(ahead - points.begin());
    today_at =
        points.empty() ? -1 : std::clamp(index - 0.5f, -0.4f, static_cast<float>(points.size()) - 0.6f);
    std::vector<TimelinePoint> result;
    for (Point& point : points) result.push_back(std::move(point.shown));
    return result;
}

float draw_actions(Ui& ui, const Rect& area, const AppState& state, const CaseSummary& summary,
                   Commands& commands) {
    const auto phases = list_checklist(state, summary.id);
    const std::size_t current = phases.empty() ? 0 : current_phase(phases);
    const std::string progress = phases.empty() ? std::string()
                                                : " " + std::to_string(phases[current].settled) + "/" +
                                                      std::to_string(phases[current].rows.size());
    const std::array buttons{
        ButtonSpec{.label = tr("case.checklist") + progress, .size = ButtonSize::small, .icon = Icon::task},
        ButtonSpec{
            .label = tr("case.new_note"), .edits = true, .size = ButtonSize::small, .icon = Icon::note},
        ButtonSpec{.label = tr("nav.handover"),
                   .kind = ButtonKind::primary,
                   .size = ButtonSize::small,
                   .icon = Icon::handover}};
    const float height = measure_button_row(ui, area.w, buttons);
    const auto pressed = draw_button_row(ui, "actions", area.with_height(height), buttons);
    if (pressed == 0u) commands.emplace_back(cmd::OpenChecklist{summary.id});
    if (pressed == 1u) commands.emplace_back(cmd::BeginNote{summary.id});
    if (pressed == 2u) commands.emplace_back(cmd::GoTo{Place{Screen::handover, summary.id, {}, {}}});
    return area.y + height;
}

float draw_course(Ui& ui, const Rect& area, const AppState& state, const CaseSummary& summary,
                  Commands& commands) {
    CardSpec card{.title = tr("case.course"), .icon = Icon::today};
    const auto days = days_between(today_iso(state), summary.planned_discharge);
    if (summary.in_hospital && days && *days >= 0) {
        card.count = tr("case.days_to_discharge", {{"n", std::to_string(*days)}});
    }
    const Rect inner = begin_growing_card(ui, "course", area, card);
    float today_at = -1;
    const auto points = read_points(state, summary, today_at);
    float y = draw_actions(ui, {inner.x + 16, inner.y, inner.w - 32, 0}, state, summary, commands) + 12;
    if (!points.empty()) {
        const TimelineSpec timeline{.points = points, .today = today_at, .today_label = tr("nav.today")};
        const float height = measure_timeline(ui, inner.w - 24, timeline);
        draw_timeline(ui, "timeline", {inner.x + 12, y, inner.w - 24, height}, timeline);
        y += height;
    }
    return end_growing_card(ui, y + 12);
}

float draw_assessment(Ui& ui, const Rect& area, const AppState& state, const CaseSummary& summary,
                      CaseHomeUi& own, Commands& commands) {
    const auto versions = list_assessments(state, summary.id);
    CardSpec card{.title = tr("case.assessment"), .icon = Icon::eye};
    if (!versions.empty()) {
        const AssessmentVersion& newest = versions.back();
        card.count =
            tr("case.version", {{"n", std::to_string(newest.number)}, {"date", short_day(newest.held_on)}});
        card.action = ButtonSpec{.label = tr("case.versions"),
                                 .kind = ButtonKind::ghost,
                                 .size = ButtonSize::small,
                                 .icon_after = Icon::right};
    }
    bool pressed = false;
    const Rect inner = begin_growing_card(ui, "assessment", area, card, &pressed);
    if (pressed) own.versions = true;
    if (versions.empty()) {
        const float y =
            draw_empty(ui, "empty", inner.inset(16, 8), {tr("case.no_assessment"), Icon::note, std::nullopt});
        return end_growing_card(ui, y + 16);
    }
    const float y = draw_text(ui, {inner.x + 16, inner.y, inner.w - 32, 0}, versions.back().text) + 16;
    return end_growing_card(ui, draw_outdated(ui, {inner.x, y, inner.w, 0}, state, summary.id, commands));
}

float draw_procedures(Ui& ui, const Rect& area, const AppState& state, const CaseSummary& summary,
                      CaseHomeUi& own) {
    const Answers& answers = state.library.answers(summary.id);
    const auto rows = answers.rows("procedures");
    const CardSpec card{.title = tr("case.procedures"),
                        .count = tr("unit.count", {{"n", std::to_string(rows.size())}}),
                        .icon = Icon::drop,
                        .action = ButtonSpec{.label = tr("case.edit"),
                                             .edits = true,
                                             .kind = ButtonKind::ghost,
                                             .size = ButtonSize::small,
                                             .icon = Icon::edit,
                                             .name = tr("case.edit_procedures")}};
    bool pressed = false;
    const Rect inner = begin_growing_card(ui, "procedures", area, card, &pressed);
    if (pressed) own.form_section = "procedures";
    if (rows.empty()) {
        const float y =
            draw_empty(ui, "empty", inner.inset(16, 8), {tr("case.no_procedures"), Icon::drop, std::nullopt});
        return end_growing_card(ui, y + 16);
    }
    const std::array columns{TableColumn{.title = tr("case.procedure"), .share = 1.2f},
                             TableColumn{.title = tr("case.specification"), .share = 1.2f},
                             TableColumn{.title = tr("case.next_exchange"), .width = 110}};
    const TableSpec table{.columns = columns, .name = tr("case.procedures")};
    // Columns of less than a few letters are no columns.
    const bool stacked = inner.w < 340;
    float y = inner.y;
    if (stacked) {
        ui.begin_group("table", NodeRole::list, tr("case.procedures"));
    } else {
        y = begin_table(ui, "table", inner, table);
    }
    for (const std::string& row : rows) {
        const auto text = [&](std::string_view field) {
            return answers.text(row_path("procedures", row, field));
        };
        const std::string setting = text("setting");
        const std::string next = text("next_exchange_on");
        const std::array cells{TableCell{.text = text("name")},
                               TableCell{.text = text("specification"), .detail = setting},
                               TableCell{.text = next.empty() ? text("exchange") : short_day(next)}};
        const Rect place{inner.x, y, inner.w, 0};
        y = stacked ? draw_stacked_row(ui, row, place, table, cells)
                    : draw_table_row(ui, row, place, table, cells).bottom;
    }
    ui.end_group();
    return end_growing_card(ui, y + 8);
}

float draw_tasks(Ui& ui, const Rect& area, const AppState& state, const CaseSummary& summary, CaseHomeUi& own,
                 Commands& commands) {
    auto tasks = list_tasks(state, summary.id);
    const auto open = std::ranges::count(tasks, "open", &TaskView::status);
    const CardSpec card{.title = tr("case.tasks"),
                        .count = tr("case.tasks_open", {{"n", std::to_string(open)}}),
                        .icon = Icon::task,
                        .action = ButtonSpec{.label = tr("people.add"),
                                             .edits = true,
                                             .kind = ButtonKind::ghost,
                                             .size = ButtonSize::small,
                                             .icon = Icon::plus,
                                             .name = tr("case.add_task")}};
    bool pressed = false;
    const Rect inner = begin_growing_card(ui, "tasks", area, card, &pressed);
    if (pressed) own.adding_task = true;
    float y = inner.y;
    if (open == 0) {
        y = draw_empty(ui, "empty", inner.inset(16, 8),
                       {tr("today.no_tasks"), Icon::check_circle, std::nullopt}) +
            16;
    }
    const std::size_t shown = std::min(static_cast<std::size_t>(open), tasks_at_first);
    for (const TaskView& task : std::span(tasks).first(shown)) {
        RowSpec row;
        row.title = task.what;
        row.title_bold = false;
        row.detail = full_name(task.owner_profession, task.owner);
        if (const auto chip = due_chip(task.due, task.days_left)) row.chips.push_back(*chip);
        const float height = measure_row(ui, inner.w, row);
        if (draw_row(ui, task.document + task.row, {inner.x, y, inner.w, height}, row)) {
            own.task_document = task.document;
            own.task_group = task.group;
            own.task_row = task.row;
        }
        y += height;
    }
    if (static_cast<std::size_t>(open) > shown) {
        const std::string more =
            tr("today.more_deadlines", {{"n", std::to_string(static_cast<std::size_t>(open) - shown)}});
        y = draw_caption(ui, {inner.x + 16, y + 4, inner.w - 32, 0}, more) + 12;
    }
    (void)commands;
    return end_growing_card(ui, y);
}

ChipSpec receipt_state_chip(const LedgerEntry& entry) {
    if (entry.receipt_state == "received") {
        return {.label = tr("receipt.received", {{"date", short_day(entry.received_on)}}),
                .tone = Tone::ok,
                .icon = Icon::receipt};
    }
    if (entry.receipt_state == "waiting") {
        const std::string date = short_day(entry.receipt_due);
        return {.label = date.empty() ? tr("receipt.waiting") : tr("receipt.waiting_until", {{"date", date}}),
                .tone = Tone::warn,
                .icon = Icon::clock};
    }
    return {.label = tr("receipt.not_handed"), .icon = Icon::circle};
}

float draw_handovers(Ui& ui, const Rect& area, const AppState& state, const CaseSummary& summary,
                     Commands& commands) {
    const auto entries = list_ledger(state, summary.id);
    CardSpec card{.title = tr("nav.handover"),
                  .count = tr("unit.count", {{"n", std::to_string(entries.size())}}),
                  .icon = Icon::handover};
    card.action = ButtonSpec{.label = tr("today.to_ledger"),
                             .kind = ButtonKind::ghost,
                             .size = ButtonSize::small,
                             .icon_after = Icon::right};
    bool pressed = false;
    const Rect inner = begin_growing_card(ui, "handovers", area, card, &pressed);
    if (pressed) commands.emplace_back(cmd::GoTo{Place{Screen::ledger, {}, {}, {}}});
    float y = inner.y;
    if (entries.empty()) {
        y = draw_empty(ui, "empty", inner.inset(16, 8),
                       {tr("case.no_handovers"), Icon::handover, std::nullopt}) +
            16;
    }
    for (const LedgerEntry& entry : std::span(entries).first(std::min(entries.size(), handovers_at_first))) {
        RowSpec row;
        row.title = entry.to_name.empty() ? tr("ledger.by_passphrase") : entry.to_name;
        row.detail = short_day((entry.handed_at.empty() ? entry.made_at : entry.handed_at).substr(0, 10));
        if (entry.outgoing) row.chips.push_back(receipt_state_chip(entry));
        row.pressable = false;
        const float height = measure_row(ui, inner.w, row);
        draw_row(ui, entry.id, {inner.x, y, inner.w, height}, row);
        y += height;
    }
    return end_growing_card(ui, y);
}

float draw_notes(Ui& ui, const Rect& area, const AppState& state, const CaseSummary& summary,
                 Commands& commands) {
    const auto notes = list_notes(state, summary.id);
    const CardSpec card{.title = tr("case.notes"),
                        .count = tr("unit.count", {{"n", std::to_string(notes.size())}}),
                        .icon = Icon::note};
    const Rect inner = begin_growing_card(ui, "notes", area, card);
    float y = inner.y;
    if (notes.empty())
        y = draw_empty(ui, "empty", inner.inset(16, 8), {tr("case.no_notes"), Icon::note, std::nullopt}) + 16;
    for (const DocumentId& note : notes) {
        const Answers& answers = state.library.answers(note);
        const auto day = parse_date(answers.text("held_on"));
        RowSpec row;
        row.title = day ? full_day_in_words(*day) : answers.text("held_on");
        row.title_note = short_time(answers.text("start_time"));
        row.detail = answers.text("kind");
        row.trailing = tr("case.note_decisions", {{"n", std::to_string(answers.rows("decisions").size())}});
        row.chips = finalised_chips(state, note);
        row.chevron = true;
        const float height = measure_row(ui, inner.w, row);
        if (draw_row(ui, note, {inner.x, y, inner.w, height}, row)) {
            commands.emplace_back(cmd::GoTo{Place{Screen::conference, summary.id, note, {}}});
        }
        y += height;
    }
    return end_growing_card(ui, y);
}

// What came back from the stations, what is asked, and the answer to a file that was taken in.
float draw_replies(Ui& ui, const Rect& area, const AppState& state, const CaseSummary& summary,
                   CaseHomeUi& own, Commands& commands) {
    const auto questions = list_questions(state, summary.id);
    const auto follow_ups = list_follow_ups(state, summary.id);
    const auto incoming = find_incoming(state, summary.id);
    CardSpec card{.title = tr("case.replies"), .icon = Icon::speech};
    if (incoming) {
        const bool unsent = has_unsent_replies(state, summary.id, *incoming) || incoming->returned_at.empty();
        if (unsent)
            card.chip = ChipSpec{.label = tr("reply.unsent"), .tone = Tone::warn, .icon = Icon::receipt};
    }
    const Rect inner = begin_growing_card(ui, "replies", area, card);
    float y = draw_question_rows(ui, inner, state, questions, own.answering) + 8;
    y = draw_follow_up_rows(ui, {inner.x, y, inner.w, 0}, state, follow_ups, &own.follow_up);
    Flow flow({inner.x + 16, y, inner.w - 32, 0}, 8, 8);
    const auto button = [&](std::string_view key, const ButtonSpec& spec) {
        return draw_button(ui, key, flow.place(measure_button(ui, spec, inner.w - 32)), spec);
    };
    const ButtonSpec reply{.label = tr("reply.write"),
                           .edits = true,
                           .kind = ButtonKind::primary,
                           .size = ButtonSize::small,
                           .icon = Icon::receipt};
    if (incoming && button("reply", reply)) commands.emplace_back(cmd::BeginReply{summary.id});
    const ButtonSpec heard{
        .label = tr("reply.heard"), .edits = true, .size = ButtonSize::small, .icon = Icon::phone};
    if (button("heard", heard)) {
        commands.emplace_back(cmd::AddFollowUp{summary.id});
        own.follow_up_wanted = true;
    }
    return end_growing_card(ui, flow.bottom() + 16);
}

}  // namespace

void draw_case_home(Ui& ui, const Rect& area, const AppState& state, CaseHomeUi& own, Commands& commands) {
    const IdScope scope(ui, "case");
    const DocumentId& case_id = state.place.case_id;
    if (!state.library.find(case_id)) {
        draw_empty(ui, "empty", area.inset(24, 48), {tr("cases.none_found"), Icon::case_, std::nullopt});
        return;
    }
    const IdScope of_case(ui, case_id);
    const CaseSummary summary = summarise_case(state, case_id);
    const float pad = page_padding(ui);
    const Rect view = ui.begin_scroll("page", area);
    Column page({view.x + pad, view.y + 16, area.w - 2 * pad, 0}, 16);
    page.y = draw_case_conflicts(ui, {page.area.x, page.y, page.area.w, 0}, state, case_id, own, commands);
    if (!list_withdrawn(state, case_id).empty()) {
        page.reached(draw_withdrawn_files(ui, page.next(), state, case_id, commands));
    }
    page.reached(draw_course(ui, page.next(), state, summary, commands));
    const Rect rest{page.area.x, page.y + 16, page.area.w, 0};
    const float left_width = ui.is_wide() ? Theme::lay_case_left : rest.w;
    Column left(rest.with_width(left_width), 16);
    left.reached(draw_assessment(ui, left.next(), state, summary, own, commands));
    left.reached(draw_procedures(ui, left.next(), state, summary, own));
    if (ui.is_wide()) left.reached(draw_case_record(ui, left.next(), state, case_id, own));
    Column right = ui.is_wide() ? Column({rest.x + left_width + 16, rest.y, rest.w - left_width - 16, 0}, 16)
                                : Column({rest.x, left.y + 16, rest.w, 0}, 16);
    right.reached(draw_tasks(ui, right.next(), state, summary, own, commands));
    right.reached(draw_notes(ui, right.next(), state, summary, commands));
    right.reached(draw_handovers(ui, right.next(), state, summary, commands));
    if (!state.library.of_case(case_id, Kind::consent).empty())
        right.reached(draw_consent_card(ui, right.next(), state, case_id, own.consent));
    right.reached(draw_replies(ui, right.next(), state, summary, own, commands));
    if (!ui.is_wide()) right.reached(draw_case_record(ui, right.next(), state, case_id, own));
    const float bottom =
        draw_caption(ui, {rest.x, std::max(left.y, right.y) + 12, rest.w, 0}, tr("case.guide_only"));
    ui.end_scroll(bottom + 16);
    draw_case_dialogs(ui, state, case_id, own, commands);
    draw_answering(ui, state, own.answering, commands);
    draw_consent_dialogs(ui, state, own.consent, commands);
}

}  // namespace tsunagi
