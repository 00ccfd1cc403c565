#include "app/cases.h"

#include "app/answers.h"
#include "app/dates.h"
#include "core/sorting.h"

#include <algorithm>
#include <set>

namespace tsunagi {

namespace {

std::string before_bracket(const std::string& text) {
    const auto at = std::min(text.find("（"), text.find('('));
    return at == std::string::npos || at == 0 ? text : text.substr(0, at);
}

}  // namespace

CaseSummary summarise_case(const AppState& state, const DocumentId& case_id) {
    CaseSummary result;
    result.id = case_id;
    if (!state.library.find(case_id)) return result;
    const Answers& answers = state.library.answers(case_id);
    const std::string today = today_iso(state);
    result.name = answers.text("name");
    result.kana = answers.text("kana");
    result.patient_id = answers.text("patient_id");
    result.sex = answers.text("sex");
    result.ward = answers.text("ward");
    result.bed = answers.text("bed");
    result.admission_date = answers.text("admission_date");
    result.planned_discharge = answers.text("planned_discharge_date");
    result.discharged_on = answers.text("actual_discharge_date");
    result.age = age_at(answers.text("birth_date"), today);
    const auto stayed = days_between(result.admission_date, today);
    const bool left = !result.discharged_on.empty() && result.discharged_on <= today;
    result.in_hospital = !left;
    if (stayed && *stayed >= 0 && !left) result.stay_day = static_cast<int>(*stayed) + 1;
    for (const std::string& row : answers.rows("allergies")) {
        if (std::string what = answers.text(row_path("allergies", row, "what")); !what.empty()) {
            result.allergies.push_back(std::move(what));
        }
    }
    const auto diagnoses = answers.rows("diagnoses");
    if (!diagnoses.empty()) result.diagnosis = answers.text(row_path("diagnoses", diagnoses.front(), "name"));
    result.place_short = result.bed.empty() ? result.patient_id : before_bracket(result.bed);
    result.diagnosis_short = before_bracket(result.diagnosis);
    return result;
}

std::vector<CaseSummary> list_cases(const AppState& state) {
    std::vector<CaseSummary> result;
    for (const DocumentId& id : state.library.of_kind(Kind::case_))
        result.push_back(summarise_case(state, id));
    sort_by(result, [](const CaseSummary& summary) {
        return std::tuple(!summary.in_hospital, summary.ward, summary.bed, summary.kana, summary.id);
    });
    return result;
}

namespace {

void collect_tasks(const AppState& state, const DocumentId& case_id, const DocumentId& document,
                   std::string_view group, std::vector<TaskView>& into) {
    const Answers& answers = state.library.answers(document);
    const std::string today = today_iso(state);
    for (const std::string& row : answers.rows(group)) {
        TaskView task;
        task.case_id = case_id;
        task.document = document;
        task.group = group;
        task.row = row;
        task.what = answers.text(row_path(group, row, "what"));
        task.owner = answers.text(row_path(group, row, "owner"));
        task.owner_profession = answers.text(row_path(group, row, "owner_profession"));
        task.due = answers.text(row_path(group, row, "due"));
        task.status = code_at(answers, row_path(group, row, "status"));
        if (task.status.empty()) task.status = "open";
        if (const auto days = days_between(today, task.due)) task.days_left = static_cast<int>(*days);
        if (!task.what.empty()) into.push_back(std::move(task));
    }
}

}  // namespace

std::vector<TaskView> list_tasks(const AppState& state, const DocumentId& case_id) {
    std::vector<TaskView> result;
    const auto collect = [&](const DocumentId& id) {
        for (const DocumentId& note : state.library.of_case(id, Kind::note)) {
            collect_tasks(state, id, note, "decisions", result);
        }
        for (const DocumentId& tasks : state.library.of_case(id, Kind::tasks)) {
            collect_tasks(state, id, tasks, "tasks", result);
        }
    };
    if (case_id.empty()) {
        for (const DocumentId& id : state.library.of_kind(Kind::case_)) {
            if (summarise_case(state, id).in_hospital) collect(id);
        }
    } else {
        collect(case_id);
    }
    sort_by(result, [](const TaskView& task) {
        return std::tuple(task.status != "open", task.due.empty(), task.due);
    });
    return result;
}

DocumentId find_checklist(const AppState& state, const DocumentId& case_id) {
    const auto lists = state.library.of_case(case_id, Kind::checklist);
    return lists.empty() ? DocumentId{} : lists.front();
}

namespace {

ChecklistRow read_row(const Item& item, const Answers& answers, const std::string& today, bool english) {
    ChecklistRow row;
    row.item = item.link_id;
    row.text = english && !item.english.empty() ? item.english : item.text;
    row.answer = code_at(answers, item.link_id + ".answer");
    row.owner = answers.text(item.link_id + ".owner");
    row.due = answers.text(item.link_id + ".due");
    row.note = answers.text(item.link_id + ".note");
    row.checked_by = answers.text(item.link_id + ".checked_by");
    row.checked_on = answers.text(item.link_id + ".checked_on");
    for (const char* field : {".answer", ".note", ".owner", ".due", ".checked_by", ".checked_on"}) {
        const Answer* answer = answers.find(item.link_id + field);
        if (answer == nullptr || !answer->in_conflict()) continue;
        row.conflict = item.link_id + field;
        break;
    }
    const bool settled = row.answer == "done" || row.answer == "not_applicable";
    if (const auto days = days_between(today, row.due); days && !settled)
        row.days_left = static_cast<int>(*days);
    return row;
}

}  // namespace

std::vector<ChecklistPhase> list_checklist(const AppState& state, const DocumentId& case_id) {
    std::vector<ChecklistPhase> phases;
    const Form* form = state.forms.find("discharge-checklist");
    if (!form) return phases;
    const bool english = state.language == "en";
    const Answers& answers = state.library.answers(find_checklist(state, case_id));
    const std::string today = today_iso(state);
    for (const Item& group : form->items) {
        if (group.type != ItemType::group) continue;
        ChecklistPhase phase;
        phase.group = group.link_id;
        phase.text = english && !group.english.empty() ? group.english : group.text;
        for (const Item& item : group.items) {
            if (item.widget != ItemWidget::checklist_row) continue;
            phase.rows.push_back(read_row(item, answers, today, english));
            const std::string& answer = phase.rows.back().answer;
            phase.settled += answer == "done" || answer == "not_applicable" ? 1 : 0;
            phase.open += answer == "open" || answer.empty() ? 1 : 0;
            phase.to_check += answer == "check" ? 1 : 0;
        }
        phases.push_back(std::move(phase));
    }
    return phases;
}

std::size_t current_phase(const std::vector<ChecklistPhase>& phases) {
    const auto found = std::ranges::find_if(phases, [](const ChecklistPhase& phase) {
        return phase.settled < static_cast<int>(phase.rows.size());
    });
    return found == phases.end() ? 0 : static_cast<std::size_t>(found - phases.begin());
}

std::vector<DocumentId> list_notes(const AppState& state, const DocumentId& case_id) {
    auto notes = state.library.of_case(case_id, Kind::note);
    std::ranges::reverse(notes);  // later created first among those of one day
    sort_by(
        notes,
        [&state](const DocumentId& id) {
            const Answers& answers = state.library.answers(id);
            return answers.text("held_on") + answers.text("start_time");
        },
        SortOrder::descending);
    return notes;
}

std::vector<AssessmentVersion> list_assessments(const AppState& state, const DocumentId& case_id) {
    auto notes = list_notes(state, case_id);
    std::ranges::reverse(notes);
    std::vector<AssessmentVersion> result;
    for (const DocumentId& note : notes) {
        const Answers& answers = state.library.answers(note);
        const std::string text = answers.text("life_assessment");
        if (text.empty() || (!result.empty() && result.back().text == text)) continue;
        const Answer* answer = answers.find("life_assessment");
        const std::string by = answer && !answer->current.empty()
                                   ? staff_name(state, answer->current.front()->by)
                                   : std::string();
        result.push_back({static_cast<int>(result.size()) + 1, note, answers.text("held_on"), text, by});
    }
    return result;
}

std::vector<DocumentId> list_meetings_ahead(const AppState& state) {
    const std::string today = today_iso(state);
    std::vector<DocumentId> result;
    for (const DocumentId& id : state.library.of_kind(Kind::meeting)) {
        const Answers& answers = state.library.answers(id);
        const std::string status = code_at(answers, "status");
        if (status == "held" || status == "cancelled") continue;
        if (answers.text("held_on") >= today || status == "running") result.push_back(id);
    }
    sort_by(result, [&state](const DocumentId& id) {
        const Answers& answers = state.library.answers(id);
        return answers.text("held_on") + answers.text("start_time");
    });
    return result;
}

std::vector<AgendaItem> list_agenda(const AppState& state, const DocumentId& meeting) {
    const Answers& answers = state.library.answers(meeting);
    std::vector<AgendaItem> result;
    for (const std::string& row : answers.rows("agenda")) {
        AgendaItem item;
        item.row = row;
        item.case_id = target_id(answers.value(row_path("agenda", row, "case")));
        item.note = target_id(answers.value(row_path("agenda", row, "note")));
        item.topic = answers.text(row_path("agenda", row, "topic"));
        item.status = code_at(answers, row_path("agenda", row, "status"));
        if (item.status.empty()) item.status = "waiting";
        item.minutes = static_cast<int>(int_at(answers, row_path("agenda", row, "minutes")) +
                                        int_at(answers, row_path("agenda", row, "extra_minutes")));
        item.used_minutes = static_cast<int>(int_at(answers, row_path("agenda", row, "used_minutes")));
        item.carried_times = static_cast<int>(int_at(answers, row_path("agenda", row, "carried_times")));
        item.started_at_ms = parse_date_time_ms(answers.text(row_path("agenda", row, "started_at")));
        result.push_back(std::move(item));
    }
    return result;
}

std::vector<LedgerEntry> list_ledger(const AppState& state, const DocumentId& case_id) {
    std::vector<LedgerEntry> result;
    const std::string today = today_iso(state);
    const auto ids =
        case_id.empty() ? state.library.of_kind(Kind::ledger) : state.library.of_case(case_id, Kind::ledger);
    for (const DocumentId& id : ids) {
        const Answers& answers = state.library.answers(id);
        LedgerEntry entry;
        entry.id = id;
        entry.case_id = state.library.find(id)->subject;
        entry.outgoing = code_at(answers, "direction") != "in";
        entry.to_name = answers.text("to_name");
        entry.sections = answers.text("sections");
        entry.file_name = answers.text("file_name");
        entry.made_at = answers.text("made_at");
        entry.handed_at = answers.text("handed_at");
        entry.receipt_state = code_at(answers, "receipt_state");
        entry.receipt_due = answers.text("receipt_due");
        entry.received_on = answers.text("received_on");
        entry.is_notice = code_at(answers, "file_kind") == "withdrawal";
        entry.withdrawn_at = answers.text("withdrawn_at");
        entry.withdrawn_by = answers.text("withdrawn_by");
        entry.awaits_receipt =
            entry.outgoing && entry.receipt_state == "waiting" && entry.withdrawn_at.empty();
        entry.assessment_version = static_cast<int>(int_at(answers, "assessment_version"));
        entry.organisation = target_id(answers.value("to_organisation"));
        entry.audience = code_at(answers, "audience");
        entry.beyond_consent = answers.text("beyond_consent");
        entry.assessment_mark = answers.text("assessment_mark");
        entry.by_passphrase = answers.value("by_passphrase") == Value{true};
        if (const auto days = days_between(today, entry.receipt_due); days && entry.awaits_receipt) {
            entry.days_left = static_cast<int>(*days);
        }
        result.push_back(std::move(entry));
    }
    sort_by(result, [](const LedgerEntry& entry) { return entry.made_at; }, SortOrder::descending);
    return result;
}

}  // namespace tsunagi
