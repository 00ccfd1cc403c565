// Owns 監査の記録: who did what and when, whether the chain is whole, and taking it out as a file. For
// administrators.
#include "app/accounts.h"
#include "app/cases.h"
#include "core/calendar.h"
#include "core/strings.h"
#include "views/screens/account_parts.h"
#include "views/widgets.h"

#include <algorithm>
#include <array>

namespace tsunagi {

namespace {

std::string day_and_time(const AppState& state, std::int64_t at_ms) {
    return short_date(local_date(at_ms, state.offset_minutes)) + " " +
           short_time(local_time(at_ms, state.offset_minutes));
}

std::string action_name(AuditAction action) {
    return tr("audit." + std::string(audit_action_code(action)));
}

// What an entry is about, in words: a patient where it is one's record.
std::string object_name(const AppState& state, const std::string& id) {
    const Document* document = id.empty() ? nullptr : state.library.find(id);
    if (!document) return staff_name(state, id);
    const DocumentId case_id = document->kind == Kind::case_ ? document->id : document->subject;
    if (case_id.empty()) return staff_name(state, id);
    return state.library.answers(case_id).text("name");
}

void ask(const AppState& state, const AuditUi& own, Commands& commands) {
    AuditFilter filter;
    if (own.staff >= 0 && own.staff < static_cast<int>(state.staff.size()))
        filter.staff = state.staff[static_cast<std::size_t>(own.staff)].id;
    filter.actions = audit_actions_of(own.kind);
    audit_days(state, own.from, own.until, filter);
    commands.emplace_back(cmd::ReadAudit{filter, true});
}

float draw_filters(Ui& ui, const Rect& area, const AppState& state, AuditUi& own, Commands& commands) {
    std::size_t columns = 4;
    if (!ui.is_wide()) columns = ui.is_phone() ? 1 : 2;
    Rect line = area;
    float bottom = line.y;
    const auto place = [&](std::size_t index) {
        if (index > 0 && index % columns == 0) line = {line.x, bottom + 12, line.w, 0};
        return column_of(line, index % columns, columns, 12);
    };
    bool changed = false;
    std::vector<std::string> names;
    for (const StaffCard& card : state.staff) names.push_back(card.name);
    const ChoiceResult who = draw_choice(ui, "who", place(0),
                                         {.label = tr("audit.who"),
                                          .options = names,
                                          .selected = own.staff,
                                          .allow_clear = true,
                                          .placeholder = tr("audit.anybody")});
    bottom = std::max(bottom, who.bottom);
    if (who.chosen) own.staff = *who.chosen, changed = true;
    std::vector<std::string> kinds;
    for (int i = 0; i < audit_kinds; ++i) kinds.push_back(tr("audit.kind" + std::to_string(i)));
    const ChoiceResult what = draw_choice(ui, "what", place(1),
                                          {.label = tr("audit.what"),
                                           .options = kinds,
                                           .selected = own.kind,
                                           .allow_clear = true,
                                           .placeholder = tr("audit.anything")});
    bottom = std::max(bottom, what.bottom);
    if (what.chosen) own.kind = *what.chosen, changed = true;
    const auto day = [&](std::string_view key, std::size_t index, const char* label, std::string& value) {
        const DateResult typed =
            draw_date(ui, key, place(index), {.label = tr(label), .value = value, .today = today_iso(state)});
        bottom = std::max(bottom, typed.bottom);
        if (typed.committed) value = *typed.committed, changed = true;
    };
    day("from", 2, "audit.from", own.from);
    day("until", 3, "audit.until", own.until);
    if (changed) ask(state, own, commands);
    return bottom;
}

float draw_check(Ui& ui, const Rect& area, const AppState& state, Commands& commands) {
    const AuditView& audit = state.audit;
    const std::array buttons{
        ButtonSpec{.label = tr("audit.verify"), .icon = Icon::shield, .busy = audit.checking},
        ButtonSpec{.label = tr("audit.export"), .icon = Icon::download}};
    const float height = measure_button_row(ui, area.w, buttons);
    const auto pressed = draw_button_row(ui, "do", {area.x, area.y, area.w, height}, buttons);
    if (pressed == 0u) commands.emplace_back(cmd::CheckAudit{});
    if (pressed == 1u) commands.emplace_back(cmd::ExportAudit{});
    const float y = area.y + height;
    if (!audit.check) return y;
    const ChainCheck& check = *audit.check;
    std::string words = check.is_whole() ? tr("audit.whole", {{"n", std::to_string(check.entries)}})
                                         : tr("audit.broken", {{"n", std::to_string(check.broken.size())},
                                                               {"all", std::to_string(check.length)}});
    if (check.clocks_set_back > 0)
        words += tr("audit.clocks", {{"n", std::to_string(check.clocks_set_back)}});
    return draw_hint(ui, "check", {area.x, y + 12, area.w, 0},
                     {.text = words,
                      .tone = check.is_whole() ? Tone::ok : Tone::danger,
                      .icon = check.is_whole() ? Icon::shield : Icon::overdue});
}

float draw_entries(Ui& ui, const Rect& area, const AppState& state, Commands& commands) {
    const AuditView& audit = state.audit;
    const Rect card = begin_growing_card(ui, "entries", area, {});
    float y = card.y;
    {
        const GroupScope list(ui, "list", NodeRole::list, tr("nav.audit"));
        for (const AuditEntry& entry : audit.entries) {
            const GroupScope item(ui, std::to_string(entry.seq), NodeRole::list_item, {});
            RowSpec row;
            row.title = action_name(entry.action);
            row.detail = day_and_time(state, entry.utc_ms) + "　" + staff_name(state, entry.staff);
            row.text = object_name(state, entry.object);
            if (entry.clock_set_back)
                row.chips.push_back({.label = tr("audit.set_back"), .tone = Tone::warn, .icon = Icon::clock});
            row.trailing = std::to_string(entry.seq);
            row.pressable = false;
            row.divider = y > card.y;
            row.min_height = Theme::sz_touch;
            const float height = measure_row(ui, card.w, row);
            draw_row(ui, std::to_string(entry.seq), {card.x, y, card.w, height}, row);
            y += height;
        }
    }
    if (audit.entries.empty()) {
        const std::string words = tr(audit.read ? "audit.none" : "unlock.starting");
        y = draw_empty(ui, "empty", card.inset(16, 8), {words, Icon::ledger, std::nullopt}) + 8;
    }
    if (audit.next_before > 0) {
        Rect box;
        const ButtonSpec more{.label = tr("audit.more"), .kind = ButtonKind::ghost, .busy = audit.reading};
        if (draw_button_left(ui, "more", {card.x + 4, y}, more, &box))
            commands.emplace_back(cmd::ReadAudit{audit.filter, false});
        y = box.bottom();
    }
    return end_growing_card(ui, y);
}

}  // namespace

void draw_audit(Ui& ui, const Rect& area, const AppState& state, AuditUi& own, Commands& commands) {
    const IdScope scope(ui, "audit");
    if (!own.asked) {
        own.asked = true;
        ask(state, own, commands);
    }
    const float pad = page_padding(ui);
    const Rect view = ui.begin_scroll("page", area);
    const Rect page{view.x + pad, view.y + 16, area.w - 2 * pad, 0};
    float y = draw_inner_title(ui, page, tr("nav.audit"), tr("audit.note"), commands) + 12;
    y = draw_check(ui, {page.x, y, page.w, 0}, state, commands) + 16;
    y = draw_filters(ui, {page.x, y, page.w, 0}, state, own, commands) + 16;
    y = draw_entries(ui, {page.x, y, page.w, 0}, state, commands);
    ui.end_scroll(y + 24);
}

}  // namespace tsunagi
