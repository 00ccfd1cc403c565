// Owns 今日: the next meeting and its queue, what is due, receipts still awaited, and whether the tablet is
// ready.
#include "app/answers.h"
#include "app/cases.h"
#include "app/keys.h"
#include "app/ledger.h"
#include "app/replies.h"
#include "app/rules.h"
#include "app/told.h"
#include "core/calendar.h"
#include "core/date_words.h"
#include "core/sorting.h"
#include "core/strings.h"
#include "core/text.h"
#include "views/due_chip.h"
#include "views/person_name.h"
#include "views/screens/account_parts.h"
#include "views/screens/screens.h"
#include "views/screens/told_rows.h"
#include "views/widgets.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace tsunagi {

namespace {

constexpr std::size_t tasks_at_first = 3;
constexpr std::size_t deadlines_at_first = 4;

void go_to(Screen screen, const DocumentId& case_id, Commands& commands) {
    commands.emplace_back(cmd::GoTo{Place{screen, case_id, {}, {}}});
}

std::string name_and_bed(const CaseSummary& summary) {
    return summary.name + " " + summary.place_short;
}

// --- the next meeting

float draw_agenda(Ui& ui, const Rect& area, const AppState& state, const std::vector<AgendaItem>& agenda,
                  Commands& commands) {
    float y = area.y;
    int number = 0;
    for (const AgendaItem& item : agenda) {
        const CaseSummary summary = summarise_case(state, item.case_id);
        RowSpec row;
        const bool done = item.status == "done";
        row.mark = MarkSpec{.kind = done ? MarkKind::done : MarkKind::filled,
                            .text = std::to_string(++number),
                            .icon = done ? Icon::check : Icon::none};
        row.title = summary.name;
        row.detail = summary.place_short;
        row.title_width = ui.is_phone() ? 0.0f : 148.0f;
        row.text = summary.diagnosis_short;
        row.text_detail = item.topic;
        if (item.carried_times > 0) {
            row.chips.push_back({.label = tr("agenda.carried", {{"n", std::to_string(item.carried_times)}}),
                                 .tone = Tone::warn,
                                 .icon = Icon::carry});
        }
        row.trailing = tr("unit.minutes", {{"n", std::to_string(item.minutes)}});
        row.chevron = true;
        row.min_height = Theme::sz_row_m;
        const float height = measure_row(ui, area.w, row);
        if (draw_row(ui, item.row, {area.x, y, area.w, height}, row))
            go_to(Screen::case_home, item.case_id, commands);
        y += height;
    }
    return y;
}

std::string meeting_note(const AppState& state, const Answers& answers) {
    std::string note;
    if (const auto day = parse_date(answers.text("held_on")); day && iso_of(*day) != today_iso(state)) {
        note = day_in_words(*day) + " ";
    }
    note += answers.text("ward") + " " + short_time(answers.text("start_time"));
    if (const std::string end = answers.text("end_time"); !end.empty()) note += "–" + short_time(end);
    return note;
}

float draw_no_meeting(Ui& ui, const Rect& area, Commands& commands) {
    const Rect inner =
        begin_growing_card(ui, "meeting", area, {.title = tr("today.meeting"), .icon = Icon::meeting});
    bool pressed = false;
    const EmptySpec empty{tr("today.no_meeting"), Icon::meeting,
                          ButtonSpec{.label = tr("today.plan_meeting"), .edits = true, .icon = Icon::plus}};
    const float bottom = draw_empty(ui, "empty", inner.inset(16, 8), empty, &pressed);
    if (pressed) go_to(Screen::meetings, {}, commands);
    return end_growing_card(ui, bottom + 16);
}

float draw_meeting(Ui& ui, const Rect& area, const AppState& state, Commands& commands) {
    const auto ahead = list_meetings_ahead(state);
    if (ahead.empty()) return draw_no_meeting(ui, area, commands);
    const DocumentId& meeting = ahead.front();
    const Answers& answers = state.library.answers(meeting);
    const auto agenda = list_agenda(state, meeting);
    const bool running = code_at(answers, "status") == "running";
    const bool is_today = answers.text("held_on") <= today_iso(state);
    const ButtonSpec start{.label = tr(running ? "today.resume_meeting" : "today.start_meeting"),
                           .edits = !running,
                           .kind = ButtonKind::primary,
                           .icon = Icon::arrow,
                           .enabled = !agenda.empty()};
    CardSpec card{.title = tr(is_today ? "today.meeting" : "today.next_meeting"),
                  .count = meeting_note(state, answers),
                  .icon = Icon::meeting,
                  .action = start};
    bool pressed = false;
    const Rect inner = begin_growing_card(ui, "meeting", area, card, &pressed);
    if (pressed) commands.emplace_back(cmd::StartMeeting{meeting});
    float y = inner.y;
    if (agenda.empty()) {
        bool add = false;
        const EmptySpec empty{
            tr("today.no_agenda"), Icon::case_,
            ButtonSpec{.label = tr("meetings.add_case"), .edits = true, .icon = Icon::plus}};
        y = draw_empty(ui, "empty", inner.inset(16, 8), empty, &add) + 16;
        if (add) go_to(Screen::meetings, {}, commands);
        return end_growing_card(ui, y);
    }
    std::vector<int> minutes;
    for (const AgendaItem& item : agenda) minutes.push_back(item.minutes);
    const int sum = std::accumulate(minutes.begin(), minutes.end(), 0);
    const MinutesSpec strip{
        minutes, short_time(answers.text("start_time")),
        tr("agenda.sum", {{"n", std::to_string(agenda.size())}, {"minutes", std::to_string(sum)}}),
        short_time(answers.text("end_time"))};
    y = draw_minutes(ui, {inner.x + 16, y, inner.w - 32, 0}, strip) + 8;
    return end_growing_card(ui, draw_agenda(ui, {inner.x, y, inner.w, 0}, state, agenda, commands));
}

// --- tasks

float draw_tasks(Ui& ui, const Rect& area, const AppState& state, TodayUi& own, Commands& commands) {
    auto tasks = list_tasks(state, {});
    std::erase_if(tasks, [](const TaskView& task) { return task.status != "open"; });
    const bool more = tasks.size() > tasks_at_first;
    CardSpec card{.title = tr("today.tasks"), .icon = Icon::task};
    if (more && !own.all_tasks) {
        card.count = tr("today.tasks_some",
                        {{"n", std::to_string(tasks.size())}, {"m", std::to_string(tasks_at_first)}});
    } else {
        card.count = tr("unit.count", {{"n", std::to_string(tasks.size())}});
    }
    if (more) {
        card.action = ButtonSpec{.label = tr(own.all_tasks ? "today.tasks_fewer" : "today.tasks_all"),
                                 .kind = ButtonKind::ghost,
                                 .size = ButtonSize::small,
                                 .icon_after = own.all_tasks ? Icon::up : Icon::right};
    }
    bool pressed = false;
    const Rect inner = begin_growing_card(ui, "tasks", area, card, &pressed);
    if (pressed) own.all_tasks = !own.all_tasks;
    float y = inner.y;
    if (tasks.empty()) {
        y = draw_empty(ui, "empty", inner.inset(16, 8),
                       {tr("today.no_tasks"), Icon::check_circle, std::nullopt}) +
            16;
    }
    const std::size_t shown = own.all_tasks ? tasks.size() : std::min(tasks.size(), tasks_at_first);
    for (const TaskView& task : std::span(tasks).first(shown)) {
        RowSpec row;
        row.title = task.what;
        row.title_bold = false;
        row.detail = name_and_bed(summarise_case(state, task.case_id));
        row.middle = full_name(task.owner_profession, task.owner);
        row.middle_icon = row.middle.empty() ? Icon::none : Icon::person;
        if (const auto chip = due_chip(task.due, task.days_left)) row.chips.push_back(*chip);
        row.min_height = Theme::sz_row_l;
        const float height = measure_row(ui, inner.w, row);
        if (draw_row(ui, task.document + task.row, {inner.x, y, inner.w, height}, row)) {
            go_to(Screen::case_home, task.case_id, commands);
        }
        y += height;
    }
    return end_growing_card(ui, y);
}

// --- deadlines

float draw_deadlines(Ui& ui, const Rect& area, const AppState& state, Commands& commands) {
    auto deadlines = open_deadlines(state.library, state.rules, today_iso(state), state.language);
    const auto late =
        std::ranges::count_if(deadlines, [](const Deadline& deadline) { return deadline.days_left < 0; });
    CardSpec card{.title = tr("today.deadlines"), .icon = Icon::hourglass};
    if (late > 0) {
        card.chip = ChipSpec{.label = tr("due.late_count", {{"n", std::to_string(late)}}),
                             .tone = Tone::danger,
                             .icon = Icon::overdue};
    }
    const Rect inner = begin_growing_card(ui, "deadlines", area, card);
    float y = inner.y;
    if (deadlines.empty()) {
        y = draw_empty(ui, "empty", inner.inset(16, 8),
                       {tr("today.no_deadlines"), Icon::check_circle, std::nullopt}) +
            16;
    }
    const std::size_t shown = std::min(deadlines.size(), deadlines_at_first);
    for (std::size_t i = 0; i < shown; ++i) {
        const Deadline& deadline = deadlines[i];
        const CaseSummary summary = summarise_case(state, deadline.case_id);
        RowSpec row;
        row.title = summary.name;
        row.title_note = summary.place_short;
        row.detail = deadline.title + (deadline.verify ? tr("today.verify") : std::string());
        if (const auto chip = due_chip(deadline.due, deadline.days_left)) row.chips.push_back(*chip);
        const float height = measure_row(ui, inner.w, row);
        if (draw_row(ui, deadline.case_id + std::to_string(i), {inner.x, y, inner.w, height}, row)) {
            commands.emplace_back(cmd::OpenChecklist{deadline.case_id});
        }
        y += height;
    }
    if (deadlines.size() > shown) {
        const std::string words =
            tr("today.more_deadlines", {{"n", std::to_string(deadlines.size() - shown)}});
        y = draw_caption(ui, {inner.x + 16, y + 4, inner.w - 32, 0}, words) + 12;
    }
    return end_growing_card(ui, y);
}

// --- receipts awaited

float draw_receipts(Ui& ui, const Rect& area, const AppState& state, Commands& commands) {
    auto entries = list_ledger(state, {});
    std::erase_if(entries, [](const LedgerEntry& entry) { return !entry.awaits_receipt; });
    const auto late_count = std::ranges::count_if(
        entries, [](const LedgerEntry& entry) { return entry.days_left && *entry.days_left < 0; });
    sort_by(entries, [](const LedgerEntry& entry) { return entry.receipt_due; });
    CardSpec card{.title = tr("today.receipts"),
                  .count = tr("unit.count", {{"n", std::to_string(entries.size())}}),
                  .icon = Icon::receipt,
                  .action = ButtonSpec{.label = tr("today.to_ledger"),
                                       .kind = ButtonKind::ghost,
                                       .size = ButtonSize::small,
                                       .icon_after = Icon::right}};
    if (late_count > 0) card.count += "　" + tr("due.late_count", {{"n", std::to_string(late_count)}});
    bool pressed = false;
    const Rect inner = begin_growing_card(ui, "receipts", area, card, &pressed);
    if (pressed) go_to(Screen::ledger, {}, commands);
    float y = inner.y;
    if (entries.empty()) {
        y = draw_empty(ui, "empty", inner.inset(16, 8),
                       {tr("today.no_receipts"), Icon::check_circle, std::nullopt}) +
            16;
    }
    for (const LedgerEntry& entry : entries) {
        RowSpec row;
        row.title = entry.to_name.empty() ? tr("ledger.by_passphrase") : entry.to_name;
        row.detail = short_day(entry.handed_at.substr(0, 10)) + " " +
                     name_and_bed(summarise_case(state, entry.case_id));
        if (const std::string phone = phone_of_entry(state, entry.id); !phone.empty()) {
            row.detail += "　" + tr("today.phone", {{"number", mark_deceptive(phone)}});
        }
        const bool late = entry.days_left && *entry.days_left < 0;
        row.chips.push_back(
            late ? ChipSpec{.label = tr("receipt.call_late", {{"n", std::to_string(-*entry.days_left)}}),
                            .tone = Tone::danger,
                            .icon = Icon::phone}
                 : ChipSpec{.label = tr("due.until", {{"date", short_day(entry.receipt_due)}}),
                            .icon = Icon::clock});
        const float height = measure_row(ui, inner.w, row);
        if (draw_row(ui, entry.id, {inner.x, y, inner.w, height}, row))
            commands.emplace_back(cmd::GoTo{Place{Screen::ledger_entry, entry.case_id, {}, {}, entry.id}});
        y += height;
    }
    return end_growing_card(ui, y);
}

// --- what came back from the stations

float draw_replies(Ui& ui, const Rect& area, const AppState& state, const std::vector<ReplyNews>& news,
                   Commands& commands) {
    const CardSpec card{.title = tr("today.replies"),
                        .count = tr("unit.count", {{"n", std::to_string(news.size())}}),
                        .icon = Icon::speech};
    const Rect inner = begin_growing_card(ui, "replies", area, card);
    float y = inner.y;
    for (const ReplyNews& one : news) {
        const bool question = one.kind == Kind::consult;
        RowSpec row;
        row.title = mark_deceptive(one.text.empty() ? tr("reply.follow_up") : one.text);
        row.title_bold = false;
        row.detail = name_and_bed(summarise_case(state, one.case_id)) + "　" + mark_deceptive(one.from);
        row.chips.push_back(
            question ? ChipSpec{.label = tr("reply.unanswered"), .tone = Tone::warn, .icon = Icon::speech}
                     : ChipSpec{.label = short_day(one.on), .icon = Icon::phone});
        row.min_height = Theme::sz_row_l;
        const float height = measure_row(ui, inner.w, row);
        if (draw_row(ui, one.document, {inner.x, y, inner.w, height}, row))
            go_to(Screen::case_home, one.case_id, commands);
        y += height;
    }
    return end_growing_card(ui, y);
}

// --- readiness of this tablet

float draw_readiness(Ui& ui, const Rect& area, const AppState& state) {
    struct Tile {
        StateTileSpec spec;
        bool ready;
    };
    const bool kept = state.storage && state.storage->persistent;
    const bool saved = state.save.is != SaveView::Is::failed;
    std::vector<Tile> tiles{
        {{tr("ready.app"), tr(state.offline_ready ? "ready.app_ok" : "ready.app_not"),
          state.offline_ready ? Icon::app : Icon::warn, state.offline_ready ? Tone::ok : Tone::warn},
         state.offline_ready},
        {{tr("ready.storage"), tr(kept ? "ready.storage_ok" : "ready.storage_not"),
          kept ? Icon::saved : Icon::warn, kept ? Tone::ok : Tone::warn},
         kept},
        {{tr("ready.records"), tr(saved ? "ready.records_ok" : "ready.records_not"),
          saved ? Icon::file_lock : Icon::warn, saved ? Tone::ok : Tone::danger},
         saved},
        {{tr("ready.log"), tr(state.isolated_records == 0 ? "ready.log_ok" : "ready.log_not"),
          state.isolated_records == 0 ? Icon::shield : Icon::warn,
          state.isolated_records == 0 ? Tone::ok : Tone::warn},
         state.isolated_records == 0},
    };
    if (!state.practice()) {
        const bool due = wants_backup(state);
        tiles.push_back({{tr("backup.title"), backup_age(state), due ? Icon::warn : Icon::backup,
                          due ? Tone::warn : Tone::ok},
                         !due});
        const bool pending_code = state.accounts.recovery.is_pending;
        const bool outdated_code = state.accounts.recovery.is_outdated;
        const bool kept_code = !setting(state, "recovery_kept_on").empty() && !pending_code && !outdated_code;
        tiles.push_back({{tr("account.recovery"),
                          tr(kept_code       ? "ready.recovery_ok"
                             : pending_code  ? "ready.recovery_pending"
                             : outdated_code ? "ready.recovery_outdated"
                                             : "ready.recovery_not"),
                          kept_code ? Icon::shield : Icon::warn, kept_code ? Tone::ok : Tone::warn},
                         kept_code});
    }
    const auto ready = std::ranges::count_if(tiles, &Tile::ready);
    const CardSpec card{
        .title = tr("today.readiness"),
        .count = tr("ready.count", {{"n", std::to_string(tiles.size())}, {"m", std::to_string(ready)}}),
        .icon = Icon::shield};
    const Rect inner = begin_growing_card(ui, "readiness", area, card).inset(16, 0);
    float y = inner.y;
    const std::size_t columns = inner.w < 300 ? 1 : 2;
    float row_height = 60;
    for (const Tile& tile : tiles) {
        const float width = column_of(inner, 0, columns, 8).w;
        row_height = std::max(row_height, measure_state_tile(ui, width, tile.spec));
    }
    for (std::size_t i = 0; i < tiles.size(); ++i) {
        const float top = inner.y + rows_above(i, columns) * (row_height + 8);
        const Rect place = column_of({inner.x, top, inner.w, row_height}, i % columns, columns, 8);
        draw_state_tile(ui, place, tiles[i].spec);
        y = place.bottom();
    }
    return end_growing_card(ui, y + 16);
}

// Conflicts of anybody's, of those at home too: a station knows no others. Returns the lower edge.
float draw_conflicts(Ui& ui, const Rect& rect, const AppState& state, Commands& commands) {
    std::size_t count = 0;
    DocumentId first;
    std::string name;
    for (const CaseSummary& summary : list_cases(state)) {
        const std::size_t here = state.library.conflicts_of(summary.id).size();
        if (here == 0) continue;
        if (count == 0) first = summary.id;
        name += (count == 0 ? "" : "・") + summary.name;
        count += here;
    }
    if (count == 0) return rect.y;
    const HintSpec hint{.text = tr("today.conflicts", {{"n", std::to_string(count)}, {"names", name}}),
                        .tone = Tone::warn,
                        .icon = Icon::merge,
                        .action = ButtonSpec{.label = tr("conflict.open"), .size = ButtonSize::small}};
    bool pressed = false;
    const float bottom = draw_hint(ui, "conflicts", rect, hint, &pressed) + 12;
    if (pressed) go_to(Screen::case_home, first, commands);
    return bottom;
}

// The keys were renewed, and somebody still has the card from before. Returns the lower edge.
float draw_cards_due(Ui& ui, const Rect& rect, const AppState& state, Commands& commands) {
    const auto due = list_without_own_card(state);
    if (due.empty()) return rect.y;
    const HintSpec hint{.text = tr("today.cards_due", {{"n", std::to_string(due.size())}}),
                        .tone = Tone::warn,
                        .icon = Icon::key_card,
                        .action = ButtonSpec{.label = tr("today.cards_due_open"), .size = ButtonSize::small}};
    bool pressed = false;
    const float bottom = draw_hint(ui, "cards_due", rect, hint, &pressed) + 12;
    if (pressed) go_to(Screen::settings, {}, commands);
    return bottom;
}

// The code on paper is of the keys before. Returns the lower edge.
float draw_recovery_due(Ui& ui, const Rect& rect, const AppState& state, Commands& commands) {
    if (!state.who || state.who->role != role_administrator || !state.accounts.recovery.is_outdated)
        return rect.y;
    const HintSpec hint{
        .text = tr("today.recovery_due"),
        .tone = Tone::warn,
        .icon = Icon::shield,
        .action = ButtonSpec{.label = tr("today.recovery_due_open"), .size = ButtonSize::small}};
    bool pressed = false;
    const float bottom = draw_hint(ui, "recovery_due", rect, hint, &pressed) + 12;
    if (pressed) go_to(Screen::account, {}, commands);
    return bottom;
}

float draw_title(Ui& ui, const Rect& rect, const AppState& state, Commands& commands) {
    const std::array buttons{
        ButtonSpec{.label = tr("today.open_file"), .size = ButtonSize::small, .icon = Icon::file_in},
        ButtonSpec{.label = tr("cases.add"), .edits = true, .size = ButtonSize::small, .icon = Icon::plus}};
    const auto day = parse_date(today_iso(state));
    const std::string note = day ? day_in_words(*day) : std::string();
    const PageTitleResult title = draw_page_title(ui, "title", rect, tr("nav.today"), note, buttons);
    if (title.pressed == 0u) commands.emplace_back(cmd::PickFile{});
    if (title.pressed == 1u) go_to(Screen::cases, {}, commands);
    return title.bottom;
}

}  // namespace

void draw_today(Ui& ui, const Rect& area, const AppState& state, TodayUi& own, Commands& commands) {
    const IdScope scope(ui, "today");
    const float pad = page_padding(ui);
    const Rect view = ui.begin_scroll("page", area);
    Rect page{view.x + pad, view.y + 16, area.w - 2 * pad, 0};
    page.y = draw_title(ui, page, state, commands) + 12;
    page.y = draw_conflicts(ui, page, state, commands);
    page.y = draw_cards_due(ui, page, state, commands);
    page.y = draw_recovery_due(ui, page, state, commands);
    float bottom = 0;
    const auto news = list_reply_news(state);
    const auto outdated = list_outdated(state, {});  // once a frame: it looks at every hand-over
    if (ui.is_wide()) {
        const float left_width = std::min(Theme::lay_today_left, page.w * 0.6f);
        Column left({page.x, page.y, left_width, 0}, 16);
        left.reached(draw_meeting(ui, left.next(), state, commands));
        left.reached(draw_tasks(ui, left.next(), state, own, commands));
        Column right({page.x + left_width + 16, page.y, page.w - left_width - 16, 0}, 16);
        right.reached(draw_deadlines(ui, right.next(), state, commands));
        if (!outdated.empty()) right.reached(draw_outdated_card(ui, right.next(), state, outdated, commands));
        right.reached(draw_receipts(ui, right.next(), state, commands));
        if (!news.empty()) right.reached(draw_replies(ui, right.next(), state, news, commands));
        right.reached(draw_readiness(ui, right.next(), state));
        bottom = std::max(left.y, right.y);
    } else {
        Column all(page, 12);
        all.reached(draw_meeting(ui, all.next(), state, commands));
        all.reached(draw_deadlines(ui, all.next(), state, commands));
        all.reached(draw_tasks(ui, all.next(), state, own, commands));
        if (!outdated.empty()) all.reached(draw_outdated_card(ui, all.next(), state, outdated, commands));
        all.reached(draw_receipts(ui, all.next(), state, commands));
        if (!news.empty()) all.reached(draw_replies(ui, all.next(), state, news, commands));
        all.reached(draw_readiness(ui, all.next(), state));
        bottom = all.y;
    }
    ui.end_scroll(bottom + 24);
}

}  // namespace tsunagi
