// Owns running a conference: the agenda, its clock, and the note each case gets.
#include "app/answers.h"
#include "app/app.h"
#include "app/dates.h"

#include <algorithm>

namespace tsunagi {

namespace {

Value agenda_status(std::string_view status) {
    const char* display = status == "running"   ? "進行中"
                          : status == "done"    ? "済"
                          : status == "carried" ? "持ち越し"
                                                : "待ち";
    return code_value("agenda-status", std::string(status), display);
}
Value meeting_status(std::string_view status) {
    const char* display = status == "running" ? "進行中" : status == "held" ? "終了" : "予定";
    return code_value("meeting-status", std::string(status), display);
}

}  // namespace

void App::on(const cmd::CreateMeeting& wish) {
    Fields fields = wish.fields;
    fields.emplace_back("status", meeting_status("planned"));
    create(Kind::meeting, "meeting", {}, fields);
}

void App::on(const cmd::AddToAgenda& wish) {
    add_row(wish.meeting, "agenda",
            {{"case", Reference{"Case/" + wish.case_id, {}}},
             {"topic", wish.topic.empty() ? Value{} : Value{wish.topic}},
             {"minutes", std::int64_t{std::clamp(wish.minutes, 1, 180)}},
             {"status", agenda_status("waiting")}});
}

void App::on(const cmd::RemoveFromAgenda& wish) {
    on(cmd::DeleteRow{wish.meeting, "agenda", wish.row});
}

void App::on(const cmd::StartMeeting& wish) {
    const Answers& answers = state_.library.answers(wish.meeting);
    std::string row = answers.text("current");
    if (row.empty()) row = find_next_waiting(wish.meeting, {});
    if (may_write(state_)) edit(wish.meeting, "status", meeting_status("running"));  // a reader looks on
    if (!row.empty()) {
        on(cmd::OpenAgendaItem{wish.meeting, row});
    } else {
        on(cmd::GoTo{Place{Screen::conference, {}, {}, wish.meeting}});
    }
}

// Used minutes of the running item are added up, so that a case can be left and taken up again.
void App::stop_clock(const DocumentId& meeting, std::string_view row, std::string_view status) {
    const Answers& answers = state_.library.answers(meeting);
    const auto started = parse_date_time_ms(answers.text(row_path("agenda", row, "started_at")));
    const std::int64_t before = int_at(answers, row_path("agenda", row, "used_minutes"));
    std::int64_t used = before;
    if (started && state_.now_ms > *started) used += (state_.now_ms - *started + 59'999) / 60'000;
    editor_.begin_step();
    if (used != before) edit(meeting, row_path("agenda", row, "used_minutes"), used);
    edit(meeting, row_path("agenda", row, "started_at"), Value{});
    edit(meeting, row_path("agenda", row, "status"), agenda_status(status));
    editor_.end_step();
}

void App::on(const cmd::OpenAgendaItem& wish) {
    if (!state_.library.find(wish.meeting)) return;
    if (!may_write(state_)) return look_at_agenda_item(wish.meeting, wish.row);
    const std::string running = state_.library.answers(wish.meeting).text("current");
    if (!running.empty() && running != wish.row &&
        code_at(state_.library.answers(wish.meeting), row_path("agenda", running, "status")) == "running") {
        stop_clock(wish.meeting, running, "waiting");
    }
    const Answers& answers = state_.library.answers(wish.meeting);
    const DocumentId case_id = target_id(answers.value(row_path("agenda", wish.row, "case")));
    if (!state_.library.find(case_id)) return;
    DocumentId note = target_id(answers.value(row_path("agenda", wish.row, "note")));
    if (!state_.library.find(note)) note = begin_note(case_id, wish.meeting);
    const std::string status =
        code_at(state_.library.answers(wish.meeting), row_path("agenda", wish.row, "status"));
    editor_.begin_step();
    edit(wish.meeting, "current", wish.row);
    edit(wish.meeting, row_path("agenda", wish.row, "note"), Reference{"Note/" + note, {}});
    if (status != "done" && status != "running") {
        edit(wish.meeting, row_path("agenda", wish.row, "status"), agenda_status("running"));
        edit(wish.meeting, row_path("agenda", wish.row, "started_at"),
             DateTime{iso_date_time(state_.now_ms, state_.offset_minutes)});
    }
    editor_.end_step();
    on(cmd::GoTo{Place{Screen::conference, case_id, note, wish.meeting}});
}

// Of somebody who only reads: the case's note as far as there is one.
void App::look_at_agenda_item(const DocumentId& meeting, std::string_view row) {
    const Answers& answers = state_.library.answers(meeting);
    const auto there = [&](std::string_view field) {
        const DocumentId id = target_id(answers.value(row_path("agenda", row, field)));
        return state_.library.find(id) ? id : DocumentId{};
    };
    on(cmd::GoTo{Place{Screen::conference, there("case"), there("note"), meeting}});
}

std::string App::find_next_waiting(const DocumentId& meeting, std::string_view after) const {
    const Answers& answers = state_.library.answers(meeting);
    const auto rows = answers.rows("agenda");
    const auto is_waiting = [&](const std::string& row) {
        const std::string status = code_at(answers, row_path("agenda", row, "status"));
        return status == "waiting" || status.empty();
    };
    auto here = std::ranges::find(rows, after);
    const auto begin = here == rows.end() ? rows.begin() : here + 1;
    if (auto next = std::find_if(begin, rows.end(), is_waiting); next != rows.end()) return *next;
    if (auto next = std::find_if(rows.begin(), begin, is_waiting); next != begin) return *next;
    return {};
}

void App::on(const cmd::FinishAgendaItem& wish) {
    commit_drafts();
    stop_clock(wish.meeting, wish.row, "done");
    const Answers& answers = state_.library.answers(wish.meeting);
    const DocumentId note = target_id(answers.value(row_path("agenda", wish.row, "note")));
    const std::int64_t used = int_at(answers, row_path("agenda", wish.row, "used_minutes"));
    if (!note.empty() && used > 0) edit(note, "meeting_minutes", used);
    if (const std::string next = find_next_waiting(wish.meeting, wish.row); !next.empty()) {
        on(cmd::OpenAgendaItem{wish.meeting, next});
    } else {
        edit(wish.meeting, "current", Value{});
    }
}

void App::on(const cmd::CarryAgendaItem& wish) {
    commit_drafts();
    stop_clock(wish.meeting, wish.row, "carried");
    const Path times = row_path("agenda", wish.row, "carried_times");
    edit(wish.meeting, times, int_at(state_.library.answers(wish.meeting), times) + 1);
    if (const std::string next = find_next_waiting(wish.meeting, wish.row); !next.empty()) {
        on(cmd::OpenAgendaItem{wish.meeting, next});
    }
}

void App::on(const cmd::ExtendAgendaItem& wish) {
    const Path extra = row_path("agenda", wish.row, "extra_minutes");
    edit(wish.meeting, extra, int_at(state_.library.answers(wish.meeting), extra) + wish.minutes);
}

void App::on(const cmd::EndMeeting& wish) {
    commit_drafts();
    const std::string running = state_.library.answers(wish.meeting).text("current");
    if (!running.empty() &&
        code_at(state_.library.answers(wish.meeting), row_path("agenda", running, "status")) == "running") {
        stop_clock(wish.meeting, running, "done");
    }
    edit(wish.meeting, "current", Value{});
    edit(wish.meeting, "status", meeting_status("held"));
    on(cmd::GoTo{Place{Screen::meetings, {}, {}, {}}});
}

// A new note starts with what the last one said wherever the form carries it over; the new text is then a
// change of its own, so the old note stays as it was.
DocumentId App::begin_note(const DocumentId& case_id, const DocumentId& meeting) {
    Fields fields{{"held_on", Date{today_iso(state_)}},
                  {"start_time", Time{iso_time(state_.now_ms, state_.offset_minutes)}}};
    if (!meeting.empty()) {
        fields.emplace_back("meeting", Reference{"Meeting/" + meeting, {}});
        if (const std::string place = state_.library.answers(meeting).text("place"); !place.empty()) {
            fields.emplace_back("place", place);
        }
    }
    if (state_.who) fields.emplace_back("recorder", state_.who->name);
    const auto earlier = state_.library.of_case(case_id, Kind::note);
    const Form* form = state_.forms.find("conference-note");
    if (form && !earlier.empty()) {
        const auto latest = std::ranges::max(
            earlier, {}, [this](const DocumentId& id) { return state_.library.answers(id).text("held_on"); });
        const Answers& last = state_.library.answers(latest);
        for (Path& path : last.paths()) {
            const auto bracket = path.find('[');
            const std::string item_id = path.substr(0, bracket);
            const Item* item = form->find(item_id);
            if (!item || !item->carry_over) continue;
            const bool personal = path.ends_with("].spoken") || path.ends_with("].told_by");
            if (!personal) fields.emplace_back(path, last.value(path));
        }
    }
    return create(Kind::note, "conference-note", case_id, fields);
}

void App::on(const cmd::BeginNote& wish) {
    if (!state_.library.find(wish.case_id)) return;
    const DocumentId note = begin_note(wish.case_id, {});
    on(cmd::GoTo{Place{Screen::conference, wish.case_id, note, {}}});
}

void App::on(const cmd::OpenChecklist& wish) {
    if (!state_.library.find(wish.case_id)) return;
    if (may_write(state_) && state_.library.of_case(wish.case_id, Kind::checklist).empty()) {
        create(Kind::checklist, "discharge-checklist", wish.case_id, {});
    }
    on(cmd::GoTo{Place{Screen::checklist, wish.case_id, {}, {}}});
}

}  // namespace tsunagi
