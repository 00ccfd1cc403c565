#include "views/ledger_rows.h"

#include "app/answers.h"
#include "app/dates.h"
#include "app/ledger.h"
#include "core/strings.h"
#include "core/text.h"
#include "views/widgets.h"

#include <algorithm>

namespace tsunagi {

namespace {

constexpr std::size_t told_one_by_one = 5;

std::string joined(const std::vector<Section>& sections) {
    std::string words;
    for (const Section section : sections) {
        words += (words.empty() ? "" : tr("ledger.and")) + tr(info_of(section).label_key);
    }
    return words;
}

// Without identity: it goes with every file.
std::vector<Section> listed(SectionSet sections) {
    std::vector<Section> result;
    for (const SectionInfo& info : section_table()) {
        if (info.section != Section::identity && sections.has(info.section)) result.push_back(info.section);
    }
    return result;
}

// What is in `all` and not in `part`.
SectionSet without(SectionSet all, SectionSet part) {
    for (const SectionInfo& info : section_table()) {
        if (part.has(info.section)) all.remove(info.section);
    }
    return all;
}

void record_receipt(const ReceiptUi& own, Commands& commands) {
    commands.emplace_back(
        cmd::EditTogether{own.entry,
                          {{"receipt_state", code_value("receipt-state", "received", "受領")},
                           {"received_on", Date{own.received_on}},
                           {"received_by", own.received_by}}});
}

}  // namespace

std::string entry_time(const AppState& state, std::string_view iso) {
    const auto at = parse_date_time_ms(iso);
    if (!at) return {};
    const std::string local = iso_date_time(*at, state.offset_minutes);
    return short_day(local.substr(0, 10)) + " " + local.substr(11, 5);
}

std::string party_of(const LedgerEntry& entry) {
    return entry.to_name.empty() ? tr("ledger.by_passphrase") : mark_deceptive(entry.to_name);
}

std::string sections_in_words(std::string_view codes) {
    const auto parsed = parse_section_codes(codes);
    if (!parsed || codes.empty()) return {};
    const std::vector<Section> all = listed(*parsed);
    if (all.empty()) return tr(info_of(Section::identity).label_key);
    if (all.size() <= told_one_by_one) return joined(all);
    const std::vector<Section> left_out = listed(without(minimum_sections(), *parsed));
    if (left_out.size() > told_one_by_one) return joined(all);
    std::string words = left_out.empty() ? tr("ledger.minimum_set")
                                         : tr("ledger.minimum_set_but", {{"sections", joined(left_out)}});
    const std::vector<Section> more = listed(without(*parsed, minimum_sections()));
    if (!more.empty()) words += tr("ledger.and") + joined(more);
    return words;
}

std::string contents_of(const LedgerEntry& entry) {
    if (entry.is_notice) return tr("ledger.notice");
    std::string words;
    if (entry.assessment_version > 0) {
        words = tr("ledger.version", {{"n", std::to_string(entry.assessment_version)}});
    }
    const std::string sections = sections_in_words(entry.sections);
    if (!sections.empty()) words += (words.empty() ? "" : " ") + sections;
    if (!entry.beyond_consent.empty()) {
        words += (words.empty() ? "" : "\n") +
                 tr("consent.beyond", {{"reason", mark_deceptive(entry.beyond_consent)}});
    }
    return words;
}

bool awaits_receipt(const LedgerEntry& entry) {
    return entry.awaits_receipt;
}

ChipSpec receipt_chip(const LedgerEntry& entry) {
    if (!entry.withdrawn_at.empty()) {
        return {.label = tr(entry.outgoing ? "ledger.withdrawal_told" : "ledger.was_withdrawn"),
                .tone = Tone::danger,
                .icon = Icon::undo};
    }
    if (!entry.outgoing) return {.label = tr("ledger.taken_in"), .icon = Icon::file_in};
    if (entry.receipt_state == "received") {
        const std::string day = short_day(entry.received_on);
        return {.label = day.empty() ? tr("ledger.receipt") : tr("ledger.received", {{"date", day}}),
                .tone = Tone::ok,
                .icon = Icon::receipt};
    }
    if (entry.receipt_state != "waiting") return {.label = tr("ledger.not_handed"), .icon = Icon::circle};
    if (entry.days_left && *entry.days_left < 0) {
        return {.label = tr("ledger.late", {{"n", std::to_string(-*entry.days_left)}}),
                .tone = Tone::danger,
                .icon = Icon::overdue};
    }
    const std::string due = short_day(entry.receipt_due);
    return {.label = due.empty() ? tr("ledger.waiting") : tr("ledger.waiting_until", {{"date", due}}),
            .tone = Tone::warn,
            .icon = Icon::clock};
}

ButtonSpec receipt_button() {
    return {.label = tr("ledger.record_receipt"), .size = ButtonSize::small, .icon = Icon::phone};
}

bool draw_receipt_button(Ui& ui, std::string_view key, const Rect& place, const AppState& state,
                         const LedgerEntry& entry, ReceiptUi& own) {
    ButtonSpec button = receipt_button();
    button.name = tr("ledger.record_receipt_of", {{"name", party_of(entry)}});
    if (!draw_button(ui, key, place, button)) return false;
    own = ReceiptUi{entry.id, today_iso(state), {}};
    return true;
}

namespace {

std::array<TableColumn, 4> case_columns() {
    return {TableColumn{.title = tr("ledger.when"), .width = 108},
            TableColumn{.title = tr("ledger.party"), .share = 1},
            TableColumn{.title = tr("ledger.contents"), .share = 1.2f},
            TableColumn{.title = tr("ledger.receipt"), .width = 184}};
}

std::array<TableCell, 4> case_cells(const AppState& state, const LedgerEntry& entry) {
    const std::string direction = tr(entry.outgoing ? "ledger.out" : "ledger.in");
    return {TableCell{.text = entry_time(state, entry.handed_at.empty() ? entry.made_at : entry.handed_at),
                      .detail = direction},
            TableCell{.text = party_of(entry)}, TableCell{.text = contents_of(entry)},
            TableCell{.chip = receipt_chip(entry)}};
}

}  // namespace

float draw_case_entries(Ui& ui, const Rect& rect, const AppState& state,
                        const std::vector<LedgerEntry>& entries, ReceiptUi& own, Commands& commands) {
    const auto columns = case_columns();
    const TableSpec spec{.columns = columns, .name = tr("handover.ledger")};
    const bool stacked = rect.w < 560;
    float y = stacked ? rect.y : begin_table(ui, "entries", rect, spec);
    for (const LedgerEntry& entry : entries) {
        const auto cells = case_cells(state, entry);
        if (stacked) {
            y = draw_stacked_row(ui, entry.id, {rect.x, y, rect.w, 0}, spec, cells);
        } else {
            const Rect row{rect.x, y, rect.w, 0};
            const TableRowResult drawn = draw_table_row(ui, entry.id, row, spec, cells, RowPress::pressable);
            if (drawn.pressed) {
                commands.emplace_back(
                    cmd::GoTo{Place{Screen::ledger_entry, entry.case_id, {}, {}, entry.id}});
            }
            y = drawn.bottom;
        }
        if (!awaits_receipt(entry)) continue;
        const Vec2 size = measure_button(ui, receipt_button(), rect.w - 32);
        draw_receipt_button(ui, entry.id + "/receipt", {rect.right() - 16 - size.x, y + 4, size.x, size.y},
                            state, entry, own);
        y += size.y + 12;
    }
    if (!stacked) end_table(ui);
    return y;
}

void draw_receipt_dialog(Ui& ui, const AppState& state, ReceiptUi& own, Commands& commands) {
    if (own.entry.empty()) return;
    DialogSpec dialog{.title = tr("ledger.receipt_title"), .icon = Icon::phone};
    dialog.dismissal = Dismissal::by_button;
    dialog.buttons = {ButtonSpec{.label = tr("dialog.cancel")},
                      ButtonSpec{.label = tr("ledger.receipt_go"),
                                 .kind = ButtonKind::primary,
                                 .enabled = !own.received_by.empty() && !own.received_on.empty()}};
    const Rect body = begin_dialog(ui, "receipt", dialog);
    const std::string to = state.library.answers(own.entry).text("to_name");
    const std::string phone = phone_of_entry(state, own.entry);
    std::string words =
        tr("ledger.receipt_ask", {{"name", to.empty() ? tr("ledger.by_passphrase") : mark_deceptive(to)}});
    float y = draw_text(ui, body, words) + 8;
    if (!phone.empty()) {
        y = draw_icon_text(ui, {body.x, y, body.w, 0}, mark_deceptive(phone),
                           {.icon = Icon::phone, .text = {.font = Font::body, .weight = Weight::bold}}) +
            8;
    }
    const DateResult day = draw_date(ui, "on", {body.x, y, body.w, 0},
                                     {.label = tr("ledger.received_on"),
                                      .value = own.received_on,
                                      .today = today_iso(state),
                                      .required = true});
    if (day.committed) own.received_on = *day.committed;
    const FieldResult by =
        draw_field(ui, "by", {body.x, day.bottom + 12, body.w, 0},
                   {.label = tr("ledger.received_by"), .value = own.received_by, .required = true});
    own.received_by = by.text;
    const DialogResult result = end_dialog(ui, by.bottom);
    if (result.button == 1u) record_receipt(own, commands);
    if (result.done()) own = ReceiptUi{};
}

}  // namespace tsunagi
