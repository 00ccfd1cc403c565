// Owns what several screens ask of a case: who it is, its tasks, its checklist, its views of life (見立て).
// Read models only: computed from the library, nothing kept.
#pragma once

#include "app/state.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tsunagi {

// The two identifiers and what the banner shows. All texts as typed; empty where unknown.
struct CaseSummary {
    DocumentId id;
    std::string name, kana, patient_id, sex, ward, bed;
    std::optional<int> age;       // today
    std::optional<int> stay_day;  // 1 on the day of admission; none before it or after discharge
    std::string admission_date, planned_discharge, discharged_on;
    std::vector<std::string> allergies;
    std::string diagnosis;  // the first one
    // For lists: what stands before a bracket ("201号室（個室）" -> "201号室"). place is the bed, or the id
    // without one.
    std::string place_short, diagnosis_short;
    bool in_hospital = false;
};
CaseSummary summarise_case(const AppState& state, const DocumentId& case_id);
// In hospital first, then by ward and bed, then by name.
std::vector<CaseSummary> list_cases(const AppState& state);

// A decision with owner and due date, or a row of a task list: both are 課題.
struct TaskView {
    DocumentId case_id, document;
    std::string group, row;  // where to edit it
    std::string what, owner, owner_profession, due;
    std::string status;            // code: open, done, cancelled
    std::optional<int> days_left;  // negative: late; none without a due date
};
// Tasks of one case, or of all cases in hospital when case_id is empty; open ones first, the nearest due date
// first.
std::vector<TaskView> list_tasks(const AppState& state, const DocumentId& case_id);

struct ChecklistRow {
    std::string item;  // "before_discharge.6"
    std::string text;
    std::string answer;  // code: done, open, not_applicable, check; empty for none yet
    std::string owner, due, note, checked_by, checked_on;
    std::optional<int> days_left;  // only while it is neither done nor not_applicable
    Path conflict;                 // the first of its answers with two texts; "" for none
};
struct ChecklistPhase {
    std::string group;  // "p_before_discharge"
    std::string text;
    std::vector<ChecklistRow> rows;
    int settled = 0;  // done and not applicable
    int open = 0, to_check = 0;
};
// The six phases; the answers of the case's checklist document, empty answers when it has none yet.
std::vector<ChecklistPhase> list_checklist(const AppState& state, const DocumentId& case_id);
// Document id of the case's checklist; empty when none was begun.
DocumentId find_checklist(const AppState& state, const DocumentId& case_id);
// The phase to show first: the first one with something unsettled.
std::size_t current_phase(const std::vector<ChecklistPhase>& phases);

// 見立て: each distinct text in the order of the case's notes is a version.
struct AssessmentVersion {
    int number = 1;
    DocumentId note;
    std::string held_on, text, by;
};
std::vector<AssessmentVersion> list_assessments(const AppState& state, const DocumentId& case_id);

// Notes of a case, newest first.
std::vector<DocumentId> list_notes(const AppState& state, const DocumentId& case_id);

// Meetings not held yet, today's and later ones, the next first.
std::vector<DocumentId> list_meetings_ahead(const AppState& state);

struct AgendaItem {
    std::string row;
    DocumentId case_id, note;
    std::string topic;
    std::string status;  // code: waiting, running, done, carried
    int minutes = 0;     // planned, with what was added
    int used_minutes = 0;
    int carried_times = 0;
    std::optional<std::int64_t> started_at_ms;
};
std::vector<AgendaItem> list_agenda(const AppState& state, const DocumentId& meeting);

struct LedgerEntry {
    DocumentId id, case_id;
    bool outgoing = true;
    std::string to_name, sections, file_name, made_at, handed_at, receipt_state, receipt_due, received_on;
    int assessment_version = 0;
    DocumentId organisation;      // empty for a recipient who is none
    std::string audience;         // code; empty in entries of before there were audiences
    std::string beyond_consent;   // why more was told than was agreed
    std::string assessment_mark;  // of the view told (told.h)
    bool by_passphrase = false;
    bool is_notice = false;                  // a notice of withdrawal, no hand-over
    std::string withdrawn_at, withdrawn_by;  // when its recipient was told, or the notice that came in
    bool awaits_receipt = false;             // handed out, not withdrawn, and not yet told to have come
    std::optional<int> days_left;            // to the receipt's due date while it is awaited
};
// Newest first; of one case when case_id is given.
std::vector<LedgerEntry> list_ledger(const AppState& state, const DocumentId& case_id);

}  // namespace tsunagi
