// Owns the blocks that come from conference notes, task lists and the checklist. Must not know how they are
// drawn.
#include "exchange/handover_view_build.h"

#include <algorithm>
#include <set>

namespace tsunagi::view_detail {
ViewText section_title(Section section) {
    return keyed(std::string(info_of(section).label_key));
}

namespace {

bool says(const Value& value, std::string_view code, std::string_view word) {
    const auto* choice = std::get_if<Coding>(&value);
    return (choice != nullptr && choice->code == code) || text_of(value) == word;
}

// 確認表: 済 未 対象外 要確認, or not yet answered.
ViewCell answer_cell(const Value& answer) {
    ViewCell cell;
    cell.tone = ViewTone::muted;
    if (is_empty(answer)) {
        cell.text = keyed("handover_view.answer.none");
    } else if (says(answer, "done", "済")) {
        cell.text = keyed("handover_view.answer.done");
        cell.tone = ViewTone::ok;
    } else if (says(answer, "check", "要確認")) {
        cell.text = keyed("handover_view.answer.check");
        cell.tone = ViewTone::care;
    } else if (says(answer, "not_applicable", "対象外")) {
        cell.text = keyed("handover_view.answer.not_applicable");
    } else {
        cell.text = keyed("handover_view.answer.open");
        cell.tone = ViewTone::normal;
    }
    return cell;
}

// "梶谷 むつみ（訪問看護師）": the name first, since that is who is called.
ViewCell person_cell(const std::string& name, const std::string& profession) {
    if (name.empty()) return cell_of(profession);
    return cell_of(profession.empty() ? name : name + "（" + profession + "）");
}

std::vector<ViewCell> decision_line(const Answers& answers, std::string_view group, const std::string& row,
                                    const std::string& held_on) {
    const auto path = [&](std::string_view field) { return row_path(group, row, field); };
    return {cell_at(answers, path("what")),
            person_cell(answers.text(path("owner")), answers.text(path("owner_profession"))),
            cell_at(answers, path("due")), status_cell(answers.value(path("status"))),
            cell_of(date_text(held_on), ViewTone::muted)};
}

std::string decision_identity(const Answers& answers, std::string_view group, const std::string& row) {
    return answers.text(row_path(group, row, "what")) + "\n" + answers.text(row_path(group, row, "owner"));
}

struct PhaseLines {
    std::vector<std::vector<ViewCell>> lines;
    int settled = 0;
    int answered = 0;
};

void collect_items(const Answers& answers, const std::vector<Item>& items, PhaseLines& phase) {
    for (const Item& item : items) {
        if (item.widget != ItemWidget::checklist_row) {
            collect_items(answers, item.items, phase);
            continue;
        }
        const auto path = [&](std::string_view field) { return item.link_id + "." + std::string(field); };
        const Value& answer = answers.value(path("answer"));
        const bool settled = says(answer, "done", "済") || says(answer, "not_applicable", "対象外");
        phase.settled += settled ? 1 : 0;
        phase.answered += is_empty(answer) ? 0 : 1;
        phase.lines.push_back({cell_of(item.text), answer_cell(answer), cell_at(answers, path("note")),
                               cell_at(answers, path("owner")), cell_at(answers, path("due"))});
    }
}

// Without the form the wording of the questions is not known: their ids and answers are still shown.
void add_bare_checklist(Builder& builder, const Answers& answers) {
    std::vector<std::vector<ViewCell>> lines;
    for (const Path& path : answers.paths()) {
        if (!path.ends_with(".answer")) continue;
        const std::string item = path.substr(0, path.size() - std::string_view(".answer").size());
        lines.push_back({cell_of(item), answer_cell(answers.value(path)), cell_at(answers, item + ".note"),
                         cell_at(answers, item + ".owner"), cell_at(answers, item + ".due")});
    }
    builder.add_table({"handover_view.item", "handover_view.answer", "handover_view.note",
                       "handover_view.owner", "handover_view.due"},
                      std::move(lines));
}

void add_conference_rows(Builder& builder, const Answers& answers) {
    builder.add_row("handover_view.held_on", {cell_at(answers, "held_on"), cell_at(answers, "start_time")});
    builder.add_row("handover_view.conference_kind", {cell_at(answers, "kind"), cell_at(answers, "mode")});
    builder.add_rows(answers, {{"handover_view.place", "place"},
                               {"handover_view.chair", "chair"},
                               {"handover_view.recorder", "recorder"}});
    builder.add_group(answers, "participants",
                      {{"handover_view.participant", "name"},
                       {"handover_view.profession", "profession"},
                       {"handover_view.organisation", "organisation"},
                       {"handover_view.attendance", "attendance"},
                       {"handover_view.told_by", "told_by"}});
}

}  // namespace

ViewCell status_cell(const Value& status) {
    ViewCell cell;
    if (says(status, "done", "済")) {
        cell.text = keyed("handover_view.status.done");
        cell.tone = ViewTone::ok;
    } else if (says(status, "cancelled", "中止")) {
        cell.text = keyed("handover_view.status.cancelled");
        cell.tone = ViewTone::muted;
    } else {
        cell.text = keyed("handover_view.status.open");
    }
    return cell;
}

const Source* newest_with(const Sources& sources, std::string_view path) {
    for (const Source* note : sources.notes) {
        if (has_words(note->answers.text(path)) || !note->answers.rows(path).empty()) return note;
    }
    return nullptr;
}

void add_conference(Builder& builder, const Sources& sources) {
    if (sources.notes.empty()) return;
    builder.open(Section::identity, keyed("handover_view.conference"));
    add_conference_rows(builder, sources.notes.front()->answers);
}

void add_assessment(Builder& builder, const Sources& sources, int version) {
    const Source* note = newest_with(sources, "life_assessment");
    if (note == nullptr) return;
    builder.open(Section::assessment,
                 keyed("handover_view.assessment_version", {{"n", std::to_string(version)}}));
    builder.add_row("handover_view.assessment", note->answers, "life_assessment");
    builder.add_row("handover_view.written_on", {cell_at(note->answers, "held_on")});
}

void add_decisions(Builder& builder, const Sources& sources) {
    builder.open(Section::decisions, section_title(Section::decisions));
    if (const Source* note = newest_with(sources, "discussion")) {
        builder.add_row("handover_view.discussion", note->answers, "discussion");
    }
    std::vector<std::vector<ViewCell>> lines;
    std::set<std::string> shown;
    for (const Source* note : sources.notes) {
        for (const std::string& row : note->answers.rows("decisions")) {
            shown.insert(decision_identity(note->answers, "decisions", row));
            lines.push_back(decision_line(note->answers, "decisions", row, note->answers.text("held_on")));
        }
    }
    // A decision lives on as a task; the list of tasks adds only what was not decided in a conference.
    for (const Source* list : sources.tasks) {
        for (const std::string& row : list->answers.rows("tasks")) {
            if (!shown.insert(decision_identity(list->answers, "tasks", row)).second) continue;
            lines.push_back(decision_line(list->answers, "tasks", row, {}));
        }
    }
    builder.add_table({"handover_view.decision", "handover_view.owner", "handover_view.due",
                       "handover_view.status", "handover_view.decided_on"},
                      std::move(lines));
    builder.add_rows(sources.about->answers, {{"handover_view.first_visit", "first_visit"}});
}

void add_open_and_sudden(Builder& builder, const Sources& sources) {
    builder.open(Section::open, section_title(Section::open));
    if (const Source* note = newest_with(sources, "open_questions")) {
        builder.add_group(note->answers, "open_questions",
                          {{"handover_view.open_question", "what"},
                           {"handover_view.who_decides", "who_decides"},
                           {"handover_view.by_when", "by_when"}});
    }
    builder.open(Section::sudden, section_title(Section::sudden));
    if (const Source* note = newest_with(sources, "sudden_change")) {
        builder.add_row("handover_view.sudden", note->answers, "sudden_change");
    }
}

void add_checklist(Builder& builder, const Sources& sources) {
    for (const Source* checklist : sources.checklists) {
        builder.open(Section::checklist, section_title(Section::checklist));
        const Form* form = sources.form_of(*checklist->document);
        if (form == nullptr) {
            add_bare_checklist(builder, checklist->answers);
            continue;
        }
        for (const Item& group : form->items) {
            PhaseLines phase;
            collect_items(checklist->answers, group.items, phase);
            if (phase.answered == 0) continue;
            builder.open(Section::checklist,
                         keyed("handover_view.phase", {{"phase", group.text},
                                                       {"n", std::to_string(phase.settled)},
                                                       {"m", std::to_string(phase.lines.size())}}),
                         3);
            builder.add_table({"handover_view.item", "handover_view.answer", "handover_view.note",
                               "handover_view.owner", "handover_view.due"},
                              std::move(phase.lines));
        }
    }
}

void add_sharing(Builder& builder, const Sources& sources) {
    const Source* note = newest_with(sources, "sharing");
    builder.open(Section::decisions, keyed("handover_view.sharing"));
    if (note != nullptr) {
        builder.add_group(note->answers, "sharing",
                          {{"handover_view.sharing_to", "to"},
                           {"handover_view.sharing_scope", "scope"},
                           {"handover_view.not_shared", "not_shared"},
                           {"handover_view.consent_by", "consent_by"},
                           {"handover_view.consent_on", "consent_on"},
                           {"handover_view.consent_method", "consent_method"}});
    }
    if (const Source* next = newest_with(sources, "next_conference")) {
        builder.add_row("handover_view.next_conference", {cell_at(next->answers, "next_conference"),
                                                          cell_at(next->answers, "next_conference_note")});
    }
}

void add_earlier_conferences(Builder& builder, const Sources& sources) {
    for (std::size_t i = 1; i < sources.notes.size(); ++i) {
        const Answers& answers = sources.notes[i]->answers;
        builder.open(Section::identity, keyed("handover_view.earlier_conference",
                                              {{"date", date_text(answers.text("held_on"))}}));
        add_conference_rows(builder, answers);
        builder.add_rows(answers, {{"handover_view.wish", "patient_wish"},
                                   {"handover_view.family_wishes", "family_feelings"},
                                   {"handover_view.medical_outlook", "medical_outlook"},
                                   {"handover_view.assessment", "life_assessment"},
                                   {"handover_view.troubles", "troubles"},
                                   {"handover_view.discussion", "discussion"},
                                   {"handover_view.sudden", "sudden_change"}});
    }
}

}  // namespace tsunagi::view_detail
