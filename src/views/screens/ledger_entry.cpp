// Owns one entry of 台帳: all that is known of a file that left or came in, and what can be done about it
// now.
#include "app/answers.h"
#include "core/strings.h"
#include "core/text.h"
#include "views/ledger_rows.h"
#include "views/screens/handover_parts.h"
#include "views/screens/ledger_parts.h"

#include <algorithm>
#include <array>

namespace tsunagi {

namespace {

std::string when_and_who(const AppState& state, const std::string& at, const std::string& by) {
    const std::string time = entry_time(state, at);
    if (time.empty()) return {};
    return by.empty() ? time : time + "　" + mark_deceptive(by);
}

std::string receipt_words(const LedgerDetail& detail) {
    if (detail.entry.received_on.empty()) return {};
    const std::string day = long_day(detail.entry.received_on);
    return detail.received_by.empty() ? day : day + "　" + mark_deceptive(detail.received_by);
}

std::string phone_words(const LedgerDetail& detail) {
    if (detail.phone.empty()) return {};
    return mark_deceptive(detail.phone) +
           (detail.telephone_hours.empty() ? "" : "　" + mark_deceptive(detail.telephone_hours));
}

std::vector<PairSpec> pairs_of(const AppState& state, const LedgerDetail& detail) {
    const LedgerEntry& entry = detail.entry;
    std::vector<PairSpec> pairs;
    const auto add = [&pairs](const char* term, std::string words) {
        if (!words.empty()) pairs.push_back({tr(term), std::move(words)});
    };
    add("ledger.party", party_of(entry));
    add("entry.phone", phone_words(detail));
    add("ledger.contents", entry.is_notice ? tr("ledger.notice") : contents_of(entry));
    if (entry.outgoing) {
        add("handover.way",
            tr(detail.to_kid.empty() && detail.by_passphrase ? "entry.by_passphrase" : "handover.by_key"));
        add("entry.made", when_and_who(state, entry.made_at, detail.made_by));
        add("entry.checked", entry_time(state, detail.checked_at));
        add("ledger.out", when_and_who(state, entry.handed_at, detail.handed_by));
        add("handover.how", mark_deceptive(detail.handed_how));
        add("ledger.receipt", receipt_words(detail));
    } else {
        add("entry.taken_in", when_and_who(state, entry.made_at, detail.made_by));
        if (!detail.sender_checked.empty()) add("entry.sender", tr("entry.sender_" + detail.sender_checked));
        if (!detail.set_aside.empty())
            add("entry.set_aside", tr("entry.set_aside_n", {{"n", detail.set_aside}}));
    }
    return pairs;
}

float draw_withdrawn(Ui& ui, const Rect& rect, const AppState& state, const LedgerDetail& detail) {
    const LedgerEntry& entry = detail.entry;
    if (entry.withdrawn_at.empty()) return rect.y;
    const std::string words = tr(entry.outgoing ? "entry.withdrawal_told" : "entry.was_withdrawn",
                                 {{"when", when_and_who(state, entry.withdrawn_at, entry.withdrawn_by)},
                                  {"reason", mark_deceptive(detail.withdrawn_reason)}});
    return draw_hint(ui, "withdrawn", rect, {.text = words, .tone = Tone::danger, .icon = Icon::undo}) +
           Theme::sp_15;
}

float draw_facts(Ui& ui, const Rect& rect, const AppState& state, const LedgerDetail& detail) {
    const CardSpec card{.title = tr(detail.entry.outgoing ? "ledger.out" : "ledger.in"),
                        .icon = detail.entry.outgoing ? Icon::file_out : Icon::file_in};
    const Rect inner = begin_growing_card(ui, "facts", rect, card);
    const Rect inside{inner.x + 16, inner.y, inner.w - 32, 0};
    const std::array chips{receipt_chip(detail.entry)};
    float y = draw_chips(ui, inside, chips) + Theme::sp_15;
    const auto pairs = pairs_of(state, detail);
    y = draw_pairs(ui, {inside.x, y, inside.w, 0}, pairs, 132, Font::body);
    return end_growing_card(ui, y + 16);
}

// A number as others read it out, under its name.
float draw_numbered(Ui& ui, const Rect& rect, const char* label, const std::string& number) {
    if (number.empty()) return rect.y;
    const float y = draw_text(ui, rect, tr(label),
                              {.font = Font::label, .weight = Weight::bold, .color = ui.theme().col_ink_2});
    return draw_fingerprint(ui, {rect.x, y + 2, rect.w, 0}, number, tr(label)) + Theme::sp_15;
}

float draw_file_facts(Ui& ui, const Rect& rect, const LedgerDetail& detail) {
    const Rect inner =
        begin_growing_card(ui, "numbers", rect, {.title = tr("entry.file"), .icon = Icon::file_lock});
    const Rect inside{inner.x + 16, inner.y, inner.w - 32, 0};
    float y =
        draw_text(ui, inside, mark_deceptive(detail.entry.file_name), {.font = Font::label}) + Theme::sp_15;
    y = draw_numbered(ui, {inside.x, y, inside.w, 0}, "entry.file_id", detail.file_id);
    y = draw_numbered(ui, {inside.x, y, inside.w, 0}, "entry.sha256", detail.file_sha256);
    for (const auto& [label, number] : {std::pair{"device.their_number", &detail.to_number},
                                        {"device.sender_number", &detail.signer_number}}) {
        if (number->empty()) continue;
        y = draw_device_number(ui, {inside.x, y, inside.w, 0}, *number, tr(label)) + Theme::sp_15;
    }
    return end_growing_card(ui, y + 4);
}

// Entries that belong to this one: repeated, repeating, taking back.
float draw_related(Ui& ui, const Rect& rect, const AppState& state, const LedgerDetail& detail,
                   Commands& commands) {
    std::vector<std::pair<const char*, DocumentId>> related;
    if (!detail.again_of.empty()) related.emplace_back("entry.again_of", detail.again_of);
    if (!detail.withdraws.empty()) related.emplace_back("entry.withdraws", detail.withdraws);
    for (const DocumentId& id : detail.made_again) related.emplace_back("entry.made_again", id);
    for (const DocumentId& id : detail.notices) related.emplace_back("ledger.notice", id);
    if (related.empty()) return rect.y;
    const Rect inner =
        begin_growing_card(ui, "related", rect, {.title = tr("entry.related"), .icon = Icon::ledger});
    float y = inner.y;
    {
        const GroupScope list(ui, "entries", NodeRole::list, tr("entry.related"));
        for (const auto& [label, id] : related) {
            const auto other = find_ledger_detail(state, id);
            if (!other) continue;
            const GroupScope item(ui, id + label, NodeRole::list_item, {});
            const std::string& at =
                other->entry.handed_at.empty() ? other->entry.made_at : other->entry.handed_at;
            RowSpec row{.title = tr(label), .detail = entry_time(state, at) + "　" + party_of(other->entry)};
            row.chevron = true;
            const float height = measure_row(ui, inner.w, row);
            if (draw_row(ui, "row", {inner.x, y, inner.w, height}, row)) {
                commands.emplace_back(
                    cmd::GoTo{Place{Screen::ledger_entry, other->entry.case_id, {}, {}, id}});
            }
            y += height;
        }
    }
    return end_growing_card(ui, y) + Theme::sp_15;
}

float draw_actions(Ui& ui, const Rect& rect, const AppState& state, const LedgerDetail& detail,
                   LedgerUi& own) {
    const LedgerEntry& entry = detail.entry;
    const bool again = entry.outgoing && !entry.is_notice && state.library.find(entry.case_id) != nullptr;
    const bool withdraw = may_be_withdrawn(state, entry.id);
    Flow flow(rect, 8, 8);
    if (awaits_receipt(entry)) {
        const Vec2 size = measure_button(ui, receipt_button(), rect.w);
        draw_receipt_button(ui, "receipt", flow.place(size), state, entry, own.receipt);
    }
    const auto button = [&](const char* key, const ButtonSpec& spec) {
        return draw_button(ui, key, flow.place(measure_button(ui, spec, rect.w)), spec);
    };
    if (again &&
        button("again",
               {.label = tr("entry.again"), .edits = true, .size = ButtonSize::small, .icon = Icon::copy})) {
        own.again = true;
    }
    if (withdraw && button("withdraw", {.label = tr("entry.withdraw"),
                                        .edits = true,
                                        .kind = ButtonKind::danger,
                                        .size = ButtonSize::small,
                                        .icon = Icon::undo})) {
        own.withdrawing = true;
        own.by_passphrase =
            detail.by_passphrase || key_state_of(state, detail.organisation) == KeyState::none;
    }
    const bool any = awaits_receipt(entry) || again || withdraw;
    return any ? flow.bottom() + Theme::sp_15 : rect.y;
}

HandoverScene read_notice(const AppState& state) {
    const HandoverJob& job = state.handover;
    HandoverScene scene{.state = state, .case_id = job.case_id, .stage = job.stage, .job = &job};
    scene.organisation = job.to_organisation;
    scene.elsewhere = job.to_organisation.empty();
    scene.by_passphrase = job.by_passphrase;
    scene.key = key_state_of(state, job.to_organisation);
    scene.to_name = job.to_name.empty() ? tr("handover.elsewhere") : job.to_name;
    return scene;
}

// The notice, from being made to being handed over.
float draw_notice(Ui& ui, const Rect& rect, const AppState& state, LedgerUi& own, Commands& commands) {
    const HandoverScene scene = read_notice(state);
    if (scene.stage == HandoverJob::Stage::failed) return draw_handover_fault(ui, rect, scene, commands);
    const ButtonSpec next = next_step(scene);
    const Rect inner =
        begin_growing_card(ui, "notice", rect, {.title = tr("ledger.notice"), .icon = Icon::undo});
    const Rect inside{inner.x + 16, inner.y, inner.w - 32, 0};
    float y = inside.y;
    const float marks = measure_step_marks(ui, inside.w, scene);
    draw_step_marks(ui, {inside.x, y, inside.w, marks}, scene);
    y += marks + Theme::sp_15;
    if (scene.stage == HandoverJob::Stage::handed) {
        Rect box;
        const ButtonSpec done{.label = tr("entry.notice_done"), .icon = Icon::check};
        if (draw_button_left(ui, "done", {inside.x, y}, done, &box)) {
            commands.emplace_back(cmd::DiscardHandover{});
        }
        return end_growing_card(ui, box.bottom() + 16) + Theme::sp_15;
    }
    const Vec2 size = measure_button(ui, next, inside.w);
    if (draw_button(ui, "next", {inside.x, y, size.x, size.y}, next)) {
        take_next_step(scene, own.giving, commands);
    }
    y = end_growing_card(ui, y + size.y + 16) + Theme::sp_15;
    return draw_file(ui, {rect.x, y, rect.w, 0}, scene, own.giving, commands) + Theme::sp_15;
}

bool has_notice(const AppState& state, const DocumentId& entry) {
    return state.handover.stage != HandoverJob::Stage::none && state.handover.withdraws == entry;
}

float draw_main(Ui& ui, const Rect& rect, const AppState& state, const LedgerDetail& detail, LedgerUi& own,
                Commands& commands) {
    float y = draw_withdrawn(ui, rect, state, detail);
    if (has_notice(state, detail.entry.id)) {
        y = draw_notice(ui, {rect.x, y, rect.w, 0}, state, own, commands);
    } else {
        y = draw_actions(ui, {rect.x, y, rect.w, 0}, state, detail, own);
    }
    return draw_facts(ui, {rect.x, y, rect.w, 0}, state, detail);
}

void begin_entry_anew(const DocumentId& entry, LedgerUi& own) {
    if (own.entry == entry) return;
    own = LedgerUi{.filter = own.filter};
    own.entry = entry;
}

}  // namespace

void draw_ledger_entry(Ui& ui, const Rect& area, const AppState& state, LedgerUi& own, Commands& commands) {
    const IdScope scope(ui, "ledger_entry");
    begin_entry_anew(state.place.entry, own);
    const IdScope of_entry(ui, state.place.entry);
    const float pad = page_padding(ui);
    const Rect view = ui.begin_scroll("page", area);
    const Rect page{view.x + pad, view.y + 16, area.w - 2 * pad, 0};
    const std::array buttons{
        ButtonSpec{.label = tr("today.to_ledger"), .size = ButtonSize::small, .icon = Icon::left}};
    const PageTitleResult title = draw_page_title(ui, "title", page, tr("entry.title"), "", buttons);
    if (title.pressed) commands.emplace_back(cmd::GoTo{Place{Screen::ledger, {}, {}, {}}});
    const auto detail = find_ledger_detail(state, state.place.entry);
    float y = title.bottom + Theme::sp_15;
    if (!detail) {
        y = draw_empty(ui, "none", {page.x, y, page.w, 0}, {tr("ledger.none"), Icon::ledger, std::nullopt});
        ui.end_scroll(y + 24);
        return;
    }
    const std::size_t columns = ui.is_wide() ? 2 : 1;
    const Rect both{page.x, y, page.w, 0};
    const float left = draw_main(ui, column_of(both, 0, columns, 16), state, *detail, own, commands);
    Rect right =
        columns == 2 ? column_of(both, 1, columns, 16) : Rect{page.x, left + Theme::sp_15, page.w, 0};
    right.y = draw_related(ui, right, state, *detail, commands);
    y = std::max(left, draw_file_facts(ui, right, *detail));
    ui.end_scroll(y + 24);
    draw_entry_questions(ui, state, *detail, own, commands);
    if (has_notice(state, detail->entry.id)) draw_handing(ui, read_notice(state), own.giving, commands);
    draw_receipt_dialog(ui, state, own.receipt, commands);
}

}  // namespace tsunagi
