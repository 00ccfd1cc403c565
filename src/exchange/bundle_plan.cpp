// Owns CarePlan and Task: what was decided, what is still open, and who does it by when.
#include "core/calendar.h"
#include "exchange/bundle_build.h"

namespace tsunagi::fhir {
namespace {

// The code of a choice, or the words where somebody's data has only words.
bool says(const Value& value, std::string_view code, std::string_view word) {
    const auto* choice = std::get_if<Coding>(&value);
    return (choice != nullptr && choice->code == code) || text_of(value) == word;
}

std::string status_of(const Value& status) {
    if (says(status, "done", "済")) return "completed";
    return says(status, "cancelled", "中止") ? "cancelled" : "requested";
}

struct TaskSource {
    const SentDocument& sent;
    Path path;              // of the row or checklist item; gives the task its stable identity
    std::string_view code;  // decision, task, open-question, checklist-item
    std::string status;
    std::string what, owner, due, note;
};

void add_task(Draft& draft, const TaskSource& source) {
    if (fit_text(source.what).text.empty()) return;
    const std::string identity = source.sent.document.id + "/" + source.path;
    Json task = resource_of("Task");
    Json identifier = Json::object();
    identifier["system"] = "urn:tsunagi:row";
    set_text(identifier, "value", identity);
    task["identifier"] = Json::array({identifier});
    task["status"] = source.status;
    task["intent"] = "plan";
    task["code"] = concept_of("urn:tsunagi:code:task_kind", source.code);
    set_text(task, "description", source.what);
    task["focus"] = reference(source.sent.response_url, {});
    task["for"] = patient_reference(draft);
    task["encounter"] = encounter_reference(draft);
    if (!fit_text(source.owner).text.empty()) task["owner"] = member_reference(draft, source.owner);
    if (Json note = Json::object(); set_text(note, "text", source.note)) task["note"] = Json::array({note});
    if (is_fhir_date(source.due)) task["restriction"]["period"]["end"] = source.due;
    const std::string url = draft.url("Task/" + identity);
    draft.task_urls.push_back(url);
    draft.add_entry(url, std::move(task));
}

// decisions[] of a note and tasks[] of a task list have the same fields.
void add_rows(Draft& draft, const SentDocument& sent, std::string_view group, std::string_view code) {
    for (const std::string& row : sent.answers.rows(group)) {
        add_task(draft, {.sent = sent,
                         .path = row_path(group, row),
                         .code = code,
                         .status = status_of(sent.answers.value(row_path(group, row, "status"))),
                         .what = row_text(sent, group, row, "what"),
                         .owner = row_text(sent, group, row, "owner"),
                         .due = row_text(sent, group, row, "due"),
                         .note = {}});
    }
}

void add_open_questions(Draft& draft, const SentDocument& note) {
    for (const std::string& row : note.answers.rows("open_questions")) {
        add_task(draft, {.sent = note,
                         .path = row_path("open_questions", row),
                         .code = "open-question",
                         .status = "requested",
                         .what = row_text(note, "open_questions", row, "what"),
                         .owner = row_text(note, "open_questions", row, "who_decides"),
                         .due = row_text(note, "open_questions", row, "by_when"),
                         .note = {}});
    }
}

void add_open_items(Draft& draft, const SentDocument& checklist, const std::vector<Item>& items) {
    for (const Item& item : items) {
        if (item.widget != ItemWidget::checklist_row) {
            add_open_items(draft, checklist, item.items);
            continue;
        }
        const Value& answer = checklist.answers.value(item.link_id + ".answer");
        const bool check = says(answer, "check", "要確認");
        if (!check && !says(answer, "open", "未")) continue;
        add_task(draft, {.sent = checklist,
                         .path = item.link_id,
                         .code = "checklist-item",
                         .status = check ? "on-hold" : "requested",
                         .what = item.text,
                         .owner = checklist.answers.text(item.link_id + ".owner"),
                         .due = checklist.answers.text(item.link_id + ".due"),
                         .note = checklist.answers.text(item.link_id + ".note")});
    }
}

std::string joined(std::initializer_list<std::string> parts) {
    std::string text;
    for (const std::string& part : parts) {
        if (part.empty()) continue;
        if (!text.empty()) text += "\n";
        text += part;
    }
    return text;
}

// A procedure goes on at home: what, how it is set, and when something is exchanged next.
Json procedure_of(const SentDocument& sent, const std::string& row) {
    const auto field = [&](std::string_view name) { return row_text(sent, "procedures", row, name); };
    Json detail = Json::object();
    if (Json code = concept_text(field("name")); !code.empty()) detail["code"] = std::move(code);
    detail["status"] = "in-progress";
    set_text(detail, "scheduledString", joined({field("exchange"), field("next_exchange_on")}));
    set_text(detail, "description",
             joined({field("specification"), field("setting"), field("performed_by"), field("supplies"),
                     field("power_failure_plan"), field("note")}));
    Json activity = Json::object();
    activity["detail"] = std::move(detail);
    return activity;
}

void add_care_plan(Draft& draft) {
    const SentDocument& sent = draft.case_document();
    Json plan = resource_of("CarePlan");
    plan["status"] = "active";
    plan["intent"] = "plan";
    plan["title"] = "退院後の支援";
    set_text(plan, "description", sent.answers.text("patient_wish"));
    plan["subject"] = patient_reference(draft);
    plan["encounter"] = encounter_reference(draft);
    plan["created"] = draft.input.made_at;
    plan["author"] = sender_reference(draft);
    plan["careTeam"] = Json::array({reference(draft.url("CareTeam"), {})});
    Json activities = Json::array();
    for (const std::string& row : sent.answers.rows("procedures"))
        activities.push_back(procedure_of(sent, row));
    for (const std::string& url : draft.task_urls) {
        Json activity = Json::object();
        activity["reference"] = reference(url, {});
        activities.push_back(std::move(activity));
    }
    set(plan, "activity", std::move(activities));
    draft.add_entry(draft.url("CarePlan"), std::move(plan));
}

}  // namespace

void add_plan(Draft& draft) {
    for (const SentDocument& sent : draft.sent) {
        if (sent.document.kind == Kind::note) {
            add_rows(draft, sent, "decisions", "decision");
            add_open_questions(draft, sent);
        } else if (sent.document.kind == Kind::tasks) {
            add_rows(draft, sent, "tasks", "task");
        } else if (sent.document.kind == Kind::checklist && sent.form != nullptr) {
            add_open_items(draft, sent, sent.form->items);
        }
    }
    add_care_plan(draft);
}

}  // namespace tsunagi::fhir
