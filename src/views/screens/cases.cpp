// Owns 症例: the list of patients, finding one, and adding one.
#include "app/cases.h"

#include "core/search.h"
#include "core/strings.h"
#include "views/screens/screens.h"
#include "views/widgets.h"

#include <algorithm>
#include <array>
#include <utility>

namespace tsunagi {

namespace {

// What a new case needs to be told from others; everything else is written on its own page.
constexpr std::array first_fields{"name",
                                  "kana",
                                  "patient_id",
                                  "birth_date",
                                  "sex",
                                  "ward",
                                  "bed",
                                  "admission_date",
                                  "planned_discharge_date"};

Value value_of(const std::vector<std::pair<Path, Value>>& fields, std::string_view path) {
    const auto found =
        std::ranges::find(fields, path, [](const auto& field) { return std::string_view(field.first); });
    return found == fields.end() ? Value{} : found->second;
}

void set_value(std::vector<std::pair<Path, Value>>& fields, const Path& path, Value value) {
    std::erase_if(fields, [&path](const auto& field) { return field.first == path; });
    if (!is_empty(value)) fields.emplace_back(path, std::move(value));
}

// Two identifiers at least: a name alone is not a patient.
std::string find_error(const AppState& state, const CasesUi& own) {
    if (text_of(value_of(own.fields, "name")).empty()) return "cases.error_name";
    const std::string patient_id = text_of(value_of(own.fields, "patient_id"));
    if (patient_id.empty()) return "cases.error_id";
    const bool taken = std::ranges::any_of(state.library.of_kind(Kind::case_), [&](const DocumentId& id) {
        return state.library.answers(id).text("patient_id") == patient_id;
    });
    return taken ? "cases.error_taken" : std::string();
}

void draw_adding(Ui& ui, const AppState& state, CasesUi& own, Commands& commands) {
    const Form* form = state.forms.find("case");
    if (!form) return;
    DialogSpec dialog{.title = tr("cases.add"), .icon = Icon::plus, .width = 640};
    dialog.buttons = {ButtonSpec{.label = tr("dialog.cancel")},
                      ButtonSpec{.label = tr("cases.add_go"), .edits = true, .kind = ButtonKind::primary}};
    dialog.dismissal = Dismissal::by_button;
    const Rect body = begin_dialog(ui, "adding", dialog);
    const std::size_t columns = ui.is_phone() ? 1 : 2;
    float y = body.y;
    float row_bottom = y;
    std::size_t index = 0;
    for (const char* path : first_fields) {
        const Item* item = form->find(path);
        if (!item) continue;
        const Rect place = column_of({body.x, y, body.w, 0}, index % columns, columns, 16);
        ItemFieldSpec field{.today = today_iso(state)};
        field.takes_code = std::string_view(path) == "patient_id";
        if (own.error == "cases.error_name" && std::string_view(path) == "name") field.error = tr(own.error);
        if (own.error.starts_with("cases.error_") && own.error != "cases.error_name" &&
            std::string_view(path) == "patient_id") {
            field.error = tr(own.error);
        }
        const ItemFieldResult result =
            draw_item_field(ui, path, place, *item, value_of(own.fields, path), field);
        if (result.committed) set_value(own.fields, path, *result.committed);
        row_bottom = std::max(row_bottom, result.bottom);
        if (++index % columns == 0 || path == first_fields.back()) y = row_bottom + 12;
    }
    const DialogResult result = end_dialog(ui, y);
    if (result.button == 1u) {
        own.error = find_error(state, own);
        if (own.error.empty()) {
            commands.emplace_back(cmd::CreateCase{own.fields});
            own = CasesUi{};
        }
    } else if (result.done()) {
        own = CasesUi{};
    }
}

bool is_found(const CaseSummary& summary, const SearchQuery& query) {
    return query.empty() ||
           matches(query, search_key(summary.name + " " + summary.kana + " " + summary.patient_id + " " +
                                     summary.ward + " " + summary.bed + " " + summary.diagnosis));
}

RowSpec row_of(const AppState& state, const CaseSummary& summary) {
    RowSpec row;
    row.title = summary.name;
    row.title_note = summary.kana;
    row.detail = summary.patient_id + "  " + summary.ward + " " + summary.bed;
    row.text = summary.diagnosis;
    if (summary.age)
        row.text_detail = tr("banner.age", {{"n", std::to_string(*summary.age)}}) + " " + summary.sex;
    if (summary.stay_day) {
        row.trailing = tr("banner.stay_day", {{"n", std::to_string(*summary.stay_day)}});
    } else if (!summary.in_hospital) {
        row.chips.push_back({.label = tr("banner.discharged", {{"date", short_day(summary.discharged_on)}})});
    }
    const auto tasks = list_tasks(state, summary.id);
    const auto late = std::ranges::count_if(tasks, [](const TaskView& task) {
        return task.status == "open" && task.days_left && *task.days_left < 0;
    });
    if (late > 0 && summary.in_hospital) {
        row.chips.push_back({.label = tr("due.late_count", {{"n", std::to_string(late)}}),
                             .tone = Tone::danger,
                             .icon = Icon::overdue});
    }
    if (const std::size_t conflicts = state.library.conflicts_of(summary.id).size(); conflicts > 0) {
        row.chips.push_back({.label = tr("conflict.count", {{"n", std::to_string(conflicts)}}),
                             .tone = Tone::warn,
                             .icon = Icon::merge});
    }
    row.title_width = 300;
    row.chevron = true;
    return row;
}

float draw_list(Ui& ui, const Rect& area, const AppState& state, const std::vector<CaseSummary>& cases,
                const char* title, std::string_view key, Commands& commands) {
    if (cases.empty()) return area.y;
    const CardSpec card{.title = tr(title),
                        .count = tr("unit.people", {{"n", std::to_string(cases.size())}})};
    const Rect inner = begin_growing_card(ui, key, area, card);
    float y = inner.y;
    for (const CaseSummary& summary : cases) {
        RowSpec row = row_of(state, summary);
        if (ui.is_phone()) row.title_width = 0;
        const float height = measure_row(ui, inner.w, row);
        if (draw_row(ui, summary.id, {inner.x, y, inner.w, height}, row)) {
            commands.emplace_back(cmd::GoTo{Place{Screen::case_home, summary.id, {}, {}}});
        }
        y += height;
    }
    return end_growing_card(ui, y) + 16;
}

float draw_lists(Ui& ui, const Rect& area, const AppState& state, CasesUi& own, Commands& commands) {
    const SearchQuery query = parse_query(own.search);
    std::vector<CaseSummary> inside, left;
    for (CaseSummary& summary : list_cases(state)) {
        if (!is_found(summary, query)) continue;
        (summary.in_hospital ? inside : left).push_back(std::move(summary));
    }
    if (inside.empty() && left.empty()) {
        bool pressed = false;
        EmptySpec empty{tr(query.empty() ? "cases.none" : "cases.none_found"), Icon::case_, std::nullopt};
        if (query.empty())
            empty.action = ButtonSpec{.label = tr("cases.add"), .edits = true, .icon = Icon::plus};
        const float bottom = draw_empty(ui, "empty", area, empty, &pressed);
        if (pressed) own.adding = true;
        return bottom;
    }
    const float y = draw_list(ui, area, state, inside, "cases.in_hospital", "inside", commands);
    return draw_list(ui, {area.x, y, area.w, 0}, state, left, "cases.discharged", "left", commands);
}

}  // namespace

void draw_cases(Ui& ui, const Rect& area, const AppState& state, CasesUi& own, Commands& commands) {
    const IdScope scope(ui, "cases");
    const float pad = page_padding(ui);
    const Rect view = ui.begin_scroll("page", area);
    Rect page{view.x + pad, view.y + 16, area.w - 2 * pad, 0};
    const std::array buttons{
        ButtonSpec{.label = tr("cases.add"), .edits = true, .kind = ButtonKind::primary, .icon = Icon::plus}};
    const PageTitleResult title = draw_page_title(ui, "title", page, tr("nav.cases"), "", buttons);
    if (title.pressed) own.adding = true;
    FieldSpec search{.label = tr("cases.search"),
                     .show_label = false,
                     .value = own.search,
                     .placeholder = tr("cases.search"),
                     .icon = Icon::search};
    search.input_mode = InputMode::search;
    search.takes_code = true;
    const FieldResult typed = draw_field(ui, "search", {page.x, title.bottom + 12, page.w, 0}, search);
    own.search = typed.text;
    if (std::exchange(own.find, false)) ui.focus(ui.id("search"));
    const float bottom = draw_lists(ui, {page.x, typed.bottom + 16, page.w, 0}, state, own, commands);
    ui.end_scroll(bottom + 24);
    if (own.adding) draw_adding(ui, state, own, commands);
}

}  // namespace tsunagi
