// Owns 会議: meetings ahead with their agendas, planning one, adding cases, and what was held.
#include "app/answers.h"
#include "app/cases.h"
#include "app/dates.h"
#include "core/date_words.h"
#include "core/search.h"
#include "core/sorting.h"
#include "core/strings.h"
#include "views/screens/screens.h"
#include "views/widgets.h"

#include <algorithm>
#include <array>

namespace tsunagi {

namespace {

constexpr std::array meeting_fields{"title", "ward", "held_on", "start_time", "end_time", "place"};
constexpr std::size_t held_at_first = 10;

Value value_of(const std::vector<std::pair<Path, Value>>& fields, std::string_view path) {
    const auto found =
        std::ranges::find(fields, path, [](const auto& field) { return std::string_view(field.first); });
    return found == fields.end() ? Value{} : found->second;
}

void draw_planning(Ui& ui, const AppState& state, MeetingsUi& own, Commands& commands) {
    const Form* form = state.forms.find("meeting");
    if (!form) return;
    DialogSpec dialog{.title = tr("meetings.plan"), .icon = Icon::meeting, .width = 600};
    const bool complete = !is_empty(value_of(own.fields, "held_on"));
    dialog.buttons = {ButtonSpec{.label = tr("dialog.cancel")}, ButtonSpec{.label = tr("meetings.plan_go"),
                                                                           .edits = true,
                                                                           .kind = ButtonKind::primary,
                                                                           .enabled = complete}};
    dialog.dismissal = Dismissal::by_button;
    const Rect body = begin_dialog(ui, "planning", dialog);
    const std::size_t columns = ui.is_phone() ? 1 : 2;
    float y = body.y;
    float row_bottom = y;
    for (std::size_t i = 0; i < meeting_fields.size(); ++i) {
        const Item* item = form->find(meeting_fields[i]);
        if (!item) continue;
        const Rect place = column_of({body.x, y, body.w, 0}, i % columns, columns, 16);
        const ItemFieldResult result =
            draw_item_field(ui, meeting_fields[i], place, *item, value_of(own.fields, meeting_fields[i]),
                            {.today = today_iso(state)});
        if (result.committed) {
            std::erase_if(own.fields, [&](const auto& field) { return field.first == meeting_fields[i]; });
            own.fields.emplace_back(meeting_fields[i], *result.committed);
        }
        row_bottom = std::max(row_bottom, result.bottom);
        if (i % columns == columns - 1) y = row_bottom + 12;
    }
    const DialogResult result = end_dialog(ui, std::max(y, row_bottom));
    if (result.button == 1u) commands.emplace_back(cmd::CreateMeeting{own.fields});
    if (result.done()) own = MeetingsUi{};
}

// Cases in hospital that are not on the agenda yet; one tap adds one.
void draw_adding_case(Ui& ui, const AppState& state, MeetingsUi& own, Commands& commands) {
    DialogSpec dialog{.title = tr("meetings.add_case"), .icon = Icon::case_, .width = 600};
    dialog.buttons = {ButtonSpec{.label = tr("notice.close")}};
    const Rect body = begin_dialog(ui, "adding", dialog);
    FieldSpec search{.label = tr("cases.search"),
                     .show_label = false,
                     .value = own.search,
                     .placeholder = tr("cases.search"),
                     .icon = Icon::search};
    search.takes_code = true;
    const FieldResult typed = draw_field(ui, "search", body, search);
    own.search = typed.text;
    float y = typed.bottom + 12;
    const SearchQuery query = parse_query(own.search);
    const auto agenda = list_agenda(state, own.agenda_of);
    bool any = false;
    for (const CaseSummary& summary : list_cases(state)) {
        const bool there =
            std::ranges::any_of(agenda, [&](const AgendaItem& item) { return item.case_id == summary.id; });
        const std::string key =
            search_key(summary.name + " " + summary.kana + " " + summary.patient_id + " " + summary.bed);
        if (there || (!summary.in_hospital && query.empty()) || !matches(query, key)) continue;
        any = true;
        RowSpec row;
        row.title = summary.name;
        row.title_note = summary.patient_id;
        row.detail = summary.ward + " " + summary.bed + "  " + summary.diagnosis;
        const float height = measure_row(ui, body.w, row);
        if (draw_row(ui, summary.id, {body.x, y, body.w, height}, row)) {
            commands.emplace_back(cmd::AddToAgenda{own.agenda_of, summary.id, {}, 12});
        }
        y += height;
    }
    if (!any)
        y = draw_empty(ui, "empty", {body.x, y, body.w, 0},
                       {tr("meetings.nobody_left"), Icon::case_, std::nullopt});
    if (end_dialog(ui, y).done()) own = MeetingsUi{};
}

std::string time_span(const Answers& answers) {
    const std::string end = answers.text("end_time");
    return short_time(answers.text("start_time")) + (end.empty() ? "" : "–" + short_time(end));
}

float draw_agenda_rows(Ui& ui, const Rect& area, const AppState& state, const DocumentId& meeting,
                       Commands& commands) {
    float y = area.y;
    int number = 0;
    for (const AgendaItem& item : list_agenda(state, meeting)) {
        const CaseSummary summary = summarise_case(state, item.case_id);
        RowSpec row;
        const bool done = item.status == "done";
        row.mark = MarkSpec{.kind = done ? MarkKind::done : MarkKind::outline,
                            .text = std::to_string(++number),
                            .icon = done ? Icon::check : Icon::none};
        row.title = summary.name;
        row.title_note = summary.place_short;
        row.detail = item.topic;
        row.trailing = tr("unit.minutes", {{"n", std::to_string(item.minutes)}});
        row.pressable = false;
        Rect line{area.x, y, area.w, 0};
        const float height = measure_row(ui, area.w - 64, row);
        const ButtonSpec remove{.kind = ButtonKind::ghost,
                                .size = ButtonSize::square,
                                .icon = Icon::close,
                                .enabled = item.status == "waiting",
                                .name = tr("meetings.remove_case", {{"name", summary.name}})};
        draw_row(ui, item.row, {line.x, y, area.w - 64, height}, row);
        if (draw_button(ui, "remove" + item.row, {area.right() - 60, y + (height - 48) / 2, 48, 48},
                        remove)) {
            commands.emplace_back(cmd::RemoveFromAgenda{meeting, item.row});
        }
        y += height;
    }
    return y;
}

float draw_meeting(Ui& ui, const Rect& area, const AppState& state, const DocumentId& meeting,
                   MeetingsUi& own, Commands& commands) {
    const Answers& answers = state.library.answers(meeting);
    const auto day = parse_date(answers.text("held_on"));
    const bool running = code_at(answers, "status") == "running";
    const bool has_cases = !list_agenda(state, meeting).empty();
    CardSpec card{.title = (day ? day_in_words(*day) : std::string()) + " " + time_span(answers),
                  .count = answers.text("title") + " " + answers.text("ward"),
                  .icon = Icon::meeting};
    const Rect inner = begin_growing_card(ui, meeting, area, card);
    float y = draw_agenda_rows(ui, {inner.x, inner.y, inner.w, 0}, state, meeting, commands);
    if (!has_cases) {
        y = draw_text(ui, {inner.x + 16, y, inner.w - 32, 0}, tr("today.no_agenda"), {.font = Font::label}) +
            8;
    }
    const std::array buttons{ButtonSpec{.label = tr("meetings.add_case"), .edits = true, .icon = Icon::plus},
                             ButtonSpec{.label = tr(running ? "today.resume_meeting" : "today.start_meeting"),
                                        .edits = !running,
                                        .kind = ButtonKind::primary,
                                        .icon_after = Icon::arrow,
                                        .enabled = has_cases}};
    const float height = measure_button_row(ui, inner.w - 32, buttons);
    const auto pressed = draw_button_row(ui, "go", {inner.x + 16, y + 12, inner.w - 32, height}, buttons);
    if (pressed == 0u) own.agenda_of = meeting;
    if (pressed == 1u) commands.emplace_back(cmd::StartMeeting{meeting});
    return end_growing_card(ui, y + 12 + height + 16);
}

float draw_held(Ui& ui, const Rect& area, const AppState& state) {
    std::vector<DocumentId> held;
    for (const DocumentId& id : state.library.of_kind(Kind::meeting)) {
        if (code_at(state.library.answers(id), "status") == "held") held.push_back(id);
    }
    if (held.empty()) return area.y;
    sort_by(
        held, [&state](const DocumentId& id) { return state.library.answers(id).text("held_on"); },
        SortOrder::descending);
    const CardSpec card{.title = tr("meetings.held"),
                        .count = tr("unit.count", {{"n", std::to_string(held.size())}}),
                        .icon = Icon::history};
    const Rect inner = begin_growing_card(ui, "held", area, card);
    float y = inner.y;
    for (const DocumentId& id : std::span(held).first(std::min(held.size(), held_at_first))) {
        const Answers& answers = state.library.answers(id);
        const auto day = parse_date(answers.text("held_on"));
        RowSpec row;
        row.title = day ? full_day_in_words(*day) : std::string();
        row.title_note = time_span(answers);
        std::string names;
        for (const AgendaItem& item : list_agenda(state, id)) {
            names += (names.empty() ? "" : "、") + summarise_case(state, item.case_id).name;
        }
        row.detail = names;
        row.pressable = false;
        const float height = measure_row(ui, inner.w, row);
        draw_row(ui, id, {inner.x, y, inner.w, height}, row);
        y += height;
    }
    return end_growing_card(ui, y);
}

}  // namespace

void draw_meetings(Ui& ui, const Rect& area, const AppState& state, MeetingsUi& own, Commands& commands) {
    const IdScope scope(ui, "meetings");
    const float pad = page_padding(ui);
    const Rect view = ui.begin_scroll("page", area);
    Rect page{view.x + pad, view.y + 16, area.w - 2 * pad, 0};
    const std::array buttons{ButtonSpec{
        .label = tr("meetings.plan"), .edits = true, .size = ButtonSize::small, .icon = Icon::plus}};
    const PageTitleResult title = draw_page_title(ui, "title", page, tr("nav.meetings"), "", buttons);
    if (title.pressed) {
        own.adding = true;
        own.fields = {{"held_on", Date{today_iso(state)}}, {"ward", setting(state, "ward")}};
    }
    Column column({page.x, title.bottom + 12, page.w, 0}, 16);
    const auto ahead = list_meetings_ahead(state);
    if (ahead.empty()) {
        column.reached(
            draw_empty(ui, "empty", column.next(), {tr("today.no_meeting"), Icon::meeting, std::nullopt}));
    }
    for (const DocumentId& meeting : ahead) {
        column.reached(draw_meeting(ui, column.next(), state, meeting, own, commands));
    }
    column.reached(draw_held(ui, column.next(), state));
    ui.end_scroll(column.y + 24);
    if (own.adding) draw_planning(ui, state, own, commands);
    if (!own.agenda_of.empty()) draw_adding_case(ui, state, own, commands);
}

}  // namespace tsunagi
