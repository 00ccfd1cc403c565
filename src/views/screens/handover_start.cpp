// Owns 受け渡し before a patient is chosen: opening a file that came in, or choosing whose record is handed
// over.
#include "core/search.h"
#include "core/strings.h"
#include "views/ledger_rows.h"
#include "views/screens/handover_parts.h"

#include <algorithm>

namespace tsunagi {

namespace {

constexpr std::size_t searched_from = 9;

float draw_taking(Ui& ui, const Rect& rect, Commands& commands) {
    const DropZoneSpec zone{.title = tr("handover.open_title"),
                            .detail = tr("handover.open_detail"),
                            .button = {.label = tr("handover.open_file"), .icon = Icon::folder}};
    const float height = measure_drop_zone(ui, rect.w, zone);
    if (draw_drop_zone(ui, "open", rect.with_height(height), zone)) commands.emplace_back(cmd::PickFile{});
    return rect.y + height;
}

RowSpec row_of(const AppState& state, const CaseSummary& summary) {
    RowSpec row;
    row.title = summary.name;
    row.title_note = summary.patient_id;
    row.detail = summary.ward + (summary.ward.empty() || summary.bed.empty() ? "" : " ") + summary.bed;
    row.chevron = true;
    row.min_height = Theme::sz_row_m;
    const auto entries = list_ledger(state, summary.id);
    const auto newest = std::ranges::find(entries, true, &LedgerEntry::outgoing);
    if (newest != entries.end()) row.chips.push_back(receipt_chip(*newest));
    return row;
}

float draw_patients(Ui& ui, const Rect& rect, const AppState& state, std::string_view key, const char* title,
                    const std::vector<CaseSummary>& cases, Commands& commands) {
    if (cases.empty()) return rect.y;
    const Rect inner = begin_growing_card(ui, key, rect,
                                          {.title = tr(title),
                                           .count = tr("unit.people", {{"n", std::to_string(cases.size())}}),
                                           .icon = Icon::case_});
    float y = inner.y;
    for (const CaseSummary& summary : cases) {
        const RowSpec row = row_of(state, summary);
        const float height = measure_row(ui, inner.w, row);
        if (draw_row(ui, summary.id, {inner.x, y, inner.w, height}, row)) {
            commands.emplace_back(cmd::GoTo{Place{Screen::handover, summary.id, {}, {}}});
        }
        y += height;
    }
    return end_growing_card(ui, y) + 12;
}

float draw_choice_of_patient(Ui& ui, const Rect& rect, const AppState& state, HandoverUi& own,
                             Commands& commands) {
    const auto all = list_cases(state);
    float y = rect.y;
    if (all.size() >= searched_from) {
        FieldSpec search{.label = tr("cases.search"),
                         .show_label = false,
                         .value = own.search,
                         .placeholder = tr("cases.search"),
                         .icon = Icon::search};
        search.input_mode = InputMode::search;
        search.takes_code = true;
        const FieldResult typed = draw_field(ui, "search", rect, search);
        own.search = typed.text;
        y = typed.bottom + 12;
    }
    const SearchQuery query = parse_query(own.search);
    std::vector<CaseSummary> inside, left;
    for (const CaseSummary& summary : all) {
        const std::string words =
            summary.name + " " + summary.kana + " " + summary.patient_id + " " + summary.bed;
        if (!query.empty() && !matches(query, search_key(words))) continue;
        (summary.in_hospital ? inside : left).push_back(summary);
    }
    if (inside.empty() && left.empty()) {
        return draw_empty(
            ui, "nobody", {rect.x, y, rect.w, 0},
            {tr(all.empty() ? "handover.nobody" : "cases.none_found"), Icon::case_, std::nullopt});
    }
    y = draw_patients(ui, {rect.x, y, rect.w, 0}, state, "inside", "cases.in_hospital", inside, commands);
    return draw_patients(ui, {rect.x, y, rect.w, 0}, state, "left", "cases.discharged", left, commands);
}

}  // namespace

float draw_handover_start(Ui& ui, const Rect& area, const AppState& state, HandoverUi& own,
                          Commands& commands) {
    const PageTitleResult title =
        draw_page_title(ui, "title", area, tr("nav.handover"), tr("handover.choose_patient"), {});
    const Rect page{area.x, title.bottom + 12, area.w, 0};
    if (!ui.is_wide()) {
        const float y = draw_taking(ui, page, commands) + 12;
        return draw_choice_of_patient(ui, {page.x, y, page.w, 0}, state, own, commands);
    }
    const float side = 380;
    const float left =
        draw_choice_of_patient(ui, {page.x, page.y, page.w - side - 16, 0}, state, own, commands);
    const float right = draw_taking(ui, {page.right() - side, page.y, side, 0}, commands);
    return std::max(left, right);
}

}  // namespace tsunagi
