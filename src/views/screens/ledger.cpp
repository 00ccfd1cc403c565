// Owns 台帳: everything that left and came in, newest first, and which receipts are still awaited.
#include "app/cases.h"
#include "core/strings.h"
#include "views/ledger_rows.h"
#include "views/screens/screens.h"
#include "views/widgets.h"

#include <algorithm>
#include <array>

namespace tsunagi {

namespace {

enum class Shown : int { all, waiting, handed, received };

bool is_shown(const LedgerEntry& entry, int filter) {
    switch (static_cast<Shown>(filter)) {
        case Shown::all: return true;
        case Shown::waiting: return awaits_receipt(entry);
        case Shown::handed: return entry.outgoing && !entry.handed_at.empty();
        case Shown::received: return !entry.outgoing;
    }
    return true;
}

std::array<TableColumn, 6> ledger_columns() {
    return {TableColumn{.title = tr("ledger.when"), .width = 112},
            TableColumn{.title = tr("ledger.direction"), .width = 108},
            TableColumn{.title = tr("ledger.patient"), .share = 1},
            TableColumn{.title = tr("ledger.party"), .share = 1.3f},
            TableColumn{.title = tr("ledger.contents"), .share = 1.5f},
            TableColumn{.title = tr("ledger.receipt"), .width = 200}};
}

TableCell patient_cell(const AppState& state, const LedgerEntry& entry) {
    const CaseSummary summary = summarise_case(state, entry.case_id);
    return {.text = summary.name, .detail = summary.patient_id, .weight = Weight::bold};
}

std::array<TableCell, 6> ledger_cells(const AppState& state, const LedgerEntry& entry) {
    const std::string& at = entry.handed_at.empty() ? entry.made_at : entry.handed_at;
    return {TableCell{.text = entry_time(state, at)},
            TableCell{.text = tr(entry.outgoing ? "ledger.out" : "ledger.in")},
            patient_cell(state, entry),
            TableCell{.text = party_of(entry)},
            TableCell{.text = contents_of(entry)},
            TableCell{.chip = receipt_chip(entry)}};
}

void open_entry(const LedgerEntry& entry, Commands& commands) {
    commands.emplace_back(cmd::GoTo{Place{Screen::ledger_entry, entry.case_id, {}, {}, entry.id}});
}

// The button stands under its row, at the receipt's column.
float draw_entries_table(Ui& ui, const Rect& rect, const AppState& state,
                         const std::vector<LedgerEntry>& entries, LedgerUi& own, Commands& commands) {
    const auto columns = ledger_columns();
    const TableSpec plain{.columns = columns, .name = tr("nav.ledger")};
    const Vec2 button = measure_button(ui, receipt_button());
    float y = begin_table(ui, "entries", rect, plain);
    for (const LedgerEntry& entry : entries) {
        const auto cells = ledger_cells(state, entry);
        const Rect row{rect.x, y, rect.w, 0};
        const TableRowResult drawn = draw_table_row(ui, entry.id, row, plain, cells, RowPress::pressable);
        if (drawn.pressed) open_entry(entry, commands);
        y = drawn.bottom;
        if (!awaits_receipt(entry)) continue;
        const Rect place{rect.right() - 16 - button.x, y + 4, button.x, button.y};
        const GroupScope line(ui, entry.id + "/receipt", NodeRole::row, {}, place);
        const GroupScope cell(ui, "cell", NodeRole::cell, {}, place);
        draw_receipt_button(ui, entry.id, place, state, entry, own.receipt);
        y = place.bottom() + 8;
        draw_line(ui, {rect.x, y - 1}, {rect.right(), y - 1}, ui.theme().col_line_soft);
    }
    end_table(ui);
    return y;
}

RowSpec stacked_row(const AppState& state, const LedgerEntry& entry) {
    const CaseSummary summary = summarise_case(state, entry.case_id);
    const std::string& at = entry.handed_at.empty() ? entry.made_at : entry.handed_at;
    RowSpec row;
    row.title = summary.name;
    row.title_note = summary.patient_id;
    row.detail = entry_time(state, at) + "　" + tr(entry.outgoing ? "ledger.out" : "ledger.in") + "　" +
                 party_of(entry);
    row.text = contents_of(entry);
    row.chips.push_back(receipt_chip(entry));
    row.chevron = true;
    return row;
}

float draw_entries_stacked(Ui& ui, const Rect& rect, const AppState& state,
                           const std::vector<LedgerEntry>& entries, LedgerUi& own, Commands& commands) {
    const GroupScope list(ui, "entries", NodeRole::list, tr("nav.ledger"));
    float y = rect.y;
    for (const LedgerEntry& entry : entries) {
        const GroupScope item(ui, entry.id, NodeRole::list_item, {});
        const RowSpec row = stacked_row(state, entry);
        const float height = measure_row(ui, rect.w, row);
        if (draw_row(ui, entry.id, {rect.x, y, rect.w, height}, row)) open_entry(entry, commands);
        y += height;
        if (!awaits_receipt(entry)) continue;
        const Vec2 size = measure_button(ui, receipt_button(), rect.w - 32);
        draw_receipt_button(ui, entry.id + "/receipt", {rect.x + 16, y, size.x, size.y}, state, entry,
                            own.receipt);
        y += size.y + 12;
    }
    return y;
}

float draw_filter(Ui& ui, const Rect& rect, const std::vector<LedgerEntry>& entries, LedgerUi& own) {
    const auto waiting = std::ranges::count_if(entries, awaits_receipt);
    const std::array segments{
        SegmentSpec{.label = tr("ledger.filter_all")},
        SegmentSpec{.label = waiting > 0 ? tr("ledger.filter_waiting_n", {{"n", std::to_string(waiting)}})
                                         : tr("ledger.filter_waiting")},
        SegmentSpec{.label = tr("ledger.out")}, SegmentSpec{.label = tr("ledger.in")}};
    const SegmentedSpec spec{
        .segments = segments, .selected = own.filter, .fill = ui.is_phone(), .name = tr("ledger.filter")};
    const Vec2 size = measure_segmented(ui, spec, rect.w);
    const auto chosen = draw_segmented(ui, "filter", {rect.x, rect.y, rect.w, size.y}, spec);
    if (chosen) own.filter = *chosen;
    return rect.y + size.y;
}

}  // namespace

void draw_ledger(Ui& ui, const Rect& area, const AppState& state, LedgerUi& own, Commands& commands) {
    const IdScope scope(ui, "ledger");
    const float pad = page_padding(ui);
    const Rect view = ui.begin_scroll("page", area);
    const Rect page{view.x + pad, view.y + 16, area.w - 2 * pad, 0};
    std::vector<ButtonSpec> buttons{
        ButtonSpec{.label = tr("today.open_file"), .size = ButtonSize::small, .icon = Icon::file_in}};
    if (state.who && state.who->role == role_administrator) {
        buttons.push_back({.label = tr("ledger.export"), .size = ButtonSize::small, .icon = Icon::download});
    }
    const PageTitleResult title =
        draw_page_title(ui, "title", page, tr("nav.ledger"), tr("ledger.note"), buttons);
    if (title.pressed == 0u) commands.emplace_back(cmd::PickFile{});
    if (title.pressed == 1u) commands.emplace_back(cmd::ExportLedger{});
    auto entries = list_ledger(state, {});
    float y = draw_filter(ui, {page.x, title.bottom + 12, page.w, 0}, entries, own) + 12;
    std::erase_if(entries, [&own](const LedgerEntry& entry) { return !is_shown(entry, own.filter); });
    const Rect card = begin_growing_card(ui, "card", {page.x, y, page.w, 0}, {});
    if (entries.empty()) {
        y = draw_empty(ui, "empty", card.inset(16, 8), {tr("ledger.none"), Icon::ledger, std::nullopt}) + 8;
    } else if (card.w >= 860) {
        y = draw_entries_table(ui, {card.x, card.y + 1, card.w, 0}, state, entries, own, commands);
    } else {
        y = draw_entries_stacked(ui, card, state, entries, own, commands);
    }
    y = end_growing_card(ui, y);
    ui.end_scroll(y + 24);
    draw_receipt_dialog(ui, state, own.receipt, commands);
}

}  // namespace tsunagi
