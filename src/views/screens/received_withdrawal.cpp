// Owns reading a notice of withdrawal: which file is taken back, why, by whom, and what to do about it.
#include "app/keys.h"
#include "app/ledger.h"
#include "core/strings.h"
#include "core/text.h"
#include "views/ledger_rows.h"
#include "views/screens/received_parts.h"

#include <array>

namespace tsunagi {

namespace {

constexpr float widest = 760;

float draw_words(Ui& ui, const Rect& rect, const AppState& state, const Answers& notice) {
    std::vector<PairSpec> pairs;
    const auto add = [&pairs](const char* term, const std::string& words) {
        if (!words.empty()) pairs.push_back({tr(term), mark_deceptive(words)});
    };
    add("withdrawal.reason", notice.text("reason"));
    add("withdrawal.by", notice.text("organisation") + "　" + notice.text("withdrawn_by"));
    add("received.phone", state.received.bundle.sender.phone);
    add("withdrawal.at", entry_time(state, notice.text("withdrawn_at")));
    add("withdrawal.file", notice.text("file_name"));
    add("withdrawal.made_at", entry_time(state, notice.text("made_at")));
    float y = draw_pairs(ui, rect, pairs, 132, Font::body) + Theme::sp_15;
    const TextSpec label{.font = Font::label, .weight = Weight::bold, .color = ui.theme().col_ink_2};
    for (const auto& [term, path] :
         {std::pair{"entry.file_id", "file_id"}, {"entry.sha256", "file_sha256"}}) {
        y = draw_text(ui, {rect.x, y, rect.w, 0}, tr(term), label) + 2;
        y = draw_fingerprint(ui, {rect.x, y, rect.w, 0}, mark_deceptive(notice.text(path)), tr(term)) +
            Theme::sp_15;
    }
    return y;
}

// Where that file is here, as far as an account can know it.
float draw_found(Ui& ui, const Rect& rect, const AppState& state, const Answers& notice) {
    if (!has_account(state)) {
        return draw_hint(ui, "found", rect, {.text = tr("withdrawal.no_account"), .icon = Icon::info}) +
               Theme::sp_15;
    }
    const auto entry = find_withdrawn_entry(state, notice);
    if (!entry) {
        const HintSpec hint{.text = tr("withdrawal.not_here"), .tone = Tone::warn, .icon = Icon::question};
        return draw_hint(ui, "found", rect, hint) + Theme::sp_15;
    }
    const CaseSummary summary = summarise_case(state, state.library.find(*entry)->subject);
    const HintSpec hint{.text = tr("withdrawal.here", {{"name", summary.name}, {"id", summary.patient_id}}),
                        .tone = Tone::danger,
                        .icon = Icon::case_};
    return draw_hint(ui, "found", rect, hint) + Theme::sp_15;
}

float draw_todo(Ui& ui, const Rect& rect) {
    const Rect inner =
        begin_growing_card(ui, "todo", rect, {.title = tr("withdrawal.todo"), .icon = Icon::task});
    float y = inner.y;
    const GroupScope list(ui, "steps", NodeRole::list, tr("withdrawal.todo"));
    for (const char* step :
         {"withdrawal.todo_stop", "withdrawal.todo_delete", "withdrawal.todo_mark", "withdrawal.todo_call"}) {
        const GroupScope item(ui, step, NodeRole::list_item, {});
        const IconTextSpec line{.icon = Icon::right, .text = {.font = Font::body}};
        y = draw_icon_text(ui, {inner.x + 16, y, inner.w - 32, 0}, tr(step), line) + 8;
    }
    return y;
}

std::string fault_words(Fault fault) {
    const std::string code(fault_code(fault));
    return tr("fault." + code + ".what");
}

float draw_doubt(Ui& ui, const Rect& rect, const AppState& state) {
    const ReceivedFile& file = state.received;
    float y = rect.y;
    if (file.fault != Fault::none) {
        const std::string code(fault_code(file.fault));
        y = draw_error_box(ui, "fault", rect,
                           {fault_words(file.fault), tr("fault." + code + ".safe"),
                            tr("fault." + code + ".do"), std::nullopt}) +
            Theme::sp_15;
    }
    if (file.trust == SignerTrust::verified) return y;
    const HintSpec hint{.text = tr("withdrawal.unverified"), .tone = Tone::warn, .icon = Icon::shield_q};
    y = draw_hint(ui, "unverified", {rect.x, y, rect.w, 0}, hint) + 8;
    return draw_compared_numbers(ui, {rect.x, y, rect.w, 0}, state) + Theme::sp_15;
}

void draw_bar(Ui& ui, Rect& area, const AppState& state, const Answers& notice, Commands& commands) {
    if (!has_account(state)) return;  // the frame has its own way out
    const Rect bar = draw_bottom_bar(ui, area.cut_bottom(Theme::sz_bottombar));
    const bool acceptable = state.received.stage == ReceivedFile::Stage::opened &&
                            (state.received.bundle.store == StoreKind::practice) == state.practice() &&
                            find_withdrawn_entry(state, notice).has_value();
    float left = bar.right();
    const ButtonSpec accept{
        .label = tr("withdrawal.accept"), .edits = true, .kind = ButtonKind::primary, .icon = Icon::flag};
    if (acceptable && draw_button_right(ui, "accept", bar.right(), bar.center().y, accept, &left)) {
        commands.emplace_back(cmd::ImportReceived{});
    }
    const ButtonSpec close{.label = tr("received.close"), .icon = Icon::close};
    const float right = acceptable ? left - 12 : bar.right();
    if (draw_button_right(ui, "close", right, bar.center().y, close)) {
        commands.emplace_back(cmd::CloseReceived{});
    }
}

}  // namespace

void draw_received_withdrawal(Ui& ui, const Rect& area, const AppState& state, Commands& commands) {
    const Answers notice(*state.received.bundle.withdrawal());
    Rect page = area;
    draw_bar(ui, page, state, notice, commands);
    const float pad = page_padding(ui);
    const Rect scroll = ui.begin_scroll("withdrawal", page);
    const float width = std::min(widest, page.w - 2 * pad);
    const Rect middle{scroll.x + (page.w - width) / 2, scroll.y + Theme::sp_15, width, 0};
    const bool practice = state.received.bundle.store == StoreKind::practice;
    const CardSpec card{
        .title = tr("withdrawal.title"),
        .icon = Icon::undo,
        .chip = practice ? std::optional(ChipSpec{.label = tr("practice.tag")}) : std::nullopt,
        .danger_edge = true,
        .heading = 1};
    const Rect inner = begin_growing_card(ui, "notice", middle, card);
    const Rect inside{inner.x + 20, inner.y, inner.w - 40, 0};
    float y = draw_doubt(ui, inside, state);
    y = draw_text(ui, {inside.x, y, inside.w, 0}, tr("withdrawal.what"), {.weight = Weight::bold}) +
        Theme::sp_15;
    y = draw_words(ui, {inside.x, y, inside.w, 0}, state, notice);
    y = draw_found(ui, {inside.x, y, inside.w, 0}, state, notice);
    y = end_growing_card(ui, y) + Theme::sp_15;
    const float todo = draw_todo(ui, {middle.x, y, middle.w, 0});
    y = end_growing_card(ui, todo + 8);
    ui.end_scroll(y + 24);
}

}  // namespace tsunagi
