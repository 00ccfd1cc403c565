// Owns writing the case form part by part, reading earlier views of life, and adding or closing a task.
#include "app/answers.h"
#include "app/cases.h"
#include "app/field_words.h"
#include "core/strings.h"
#include "views/form_commands.h"
#include "views/record_field.h"
#include "views/screens/case_home_parts.h"
#include "views/widgets.h"

#include <algorithm>

namespace tsunagi {

namespace {

struct Filled {
    int answered = 0;
    int rows = 0;
    int all = 0;
};
Filled count_filled(const Item& item, const Answers& answers) {
    if (item.repeats) {
        const int rows = static_cast<int>(answers.rows(item.link_id).size());
        return {rows > 0 ? 1 : 0, rows, 1};
    }
    if (item.type != ItemType::group) return {answers.text(item.link_id).empty() ? 0 : 1, 0, 1};
    Filled sum;
    for (const Item& child : item.items) {
        const Filled filled = count_filled(child, answers);
        sum.answered += filled.answered;
        sum.rows += filled.rows;
        sum.all += filled.all;
    }
    return sum;
}

void draw_form_dialog(Ui& ui, const AppState& state, const DocumentId& case_id, CaseHomeUi& own,
                      Commands& commands) {
    const Form* form = state.forms.find("case");
    const Item* item = form ? form->find(own.form_section) : nullptr;
    if (!item) {
        own.form_section.clear();
        return;
    }
    DialogSpec dialog{.title = words_of(*item), .icon = Icon::edit, .width = 760};
    dialog.buttons = {ButtonSpec{.label = tr("dialog.done"), .kind = ButtonKind::primary}};
    const Rect body = begin_dialog(ui, own.form_section, dialog);
    FormViewSpec spec = form_view_of(state, case_id);
    spec.only_group = own.form_section;
    const FormEdits edits = draw_form(ui, "form", body, *form, state.library.answers(case_id), spec);
    push_form_edits(edits, case_id, commands);
    if (end_dialog(ui, edits.bottom).done()) own.form_section.clear();
}

// A follow-up heard by telephone or written down at the station: saved as it is typed, like every form.
void draw_follow_up(Ui& ui, const AppState& state, const DocumentId& case_id, CaseHomeUi& own,
                    Commands& commands) {
    if (own.follow_up_wanted) {
        const auto all = state.library.of_case(case_id, Kind::follow_up);
        if (all.empty()) return;
        own.follow_up = all.back();
        own.follow_up_wanted = false;
    }
    const Form* form = state.forms.find("follow-up");
    if (own.follow_up.empty() || !form) return;
    DialogSpec dialog{.title = tr("reply.follow_up"), .icon = Icon::phone, .width = 760};
    dialog.buttons = {ButtonSpec{.label = tr("dialog.done"), .kind = ButtonKind::primary}};
    const Rect body = begin_dialog(ui, "follow_up", dialog);
    FormViewSpec spec = form_view_of(state, own.follow_up);
    const FormEdits edits = draw_form(ui, "form", body, *form, state.library.answers(own.follow_up), spec);
    push_form_edits(edits, own.follow_up, commands);
    if (end_dialog(ui, edits.bottom).done()) own.follow_up.clear();
}

void draw_versions(Ui& ui, const AppState& state, const DocumentId& case_id, CaseHomeUi& own) {
    DialogSpec dialog{.title = tr("case.versions"), .icon = Icon::history, .width = 760};
    dialog.buttons = {ButtonSpec{.label = tr("notice.close"), .kind = ButtonKind::primary}};
    const Rect body = begin_dialog(ui, "versions", dialog);
    auto versions = list_assessments(state, case_id);
    std::ranges::reverse(versions);
    float y = body.y;
    for (const AssessmentVersion& version : versions) {
        const std::string title = tr("conference.version_by", {{"n", std::to_string(version.number)},
                                                               {"date", short_day(version.held_on)},
                                                               {"by", version.by}});
        y = draw_heading(ui, {body.x, y, body.w, 0}, title, 3, Font::label) + 4;
        y = draw_text(ui, {body.x, y, body.w, 0}, version.text) + 20;
    }
    if (end_dialog(ui, y).done()) own.versions = false;
}

void add_task(const AppState& state, const DocumentId& case_id, const CaseHomeUi& own, Commands& commands) {
    Fields fields{{"what", own.task_what}, {"status", Coding{"open", "未", "urn:tsunagi:code:task-status"}}};
    if (!own.task_owner.empty()) fields.emplace_back("owner", own.task_owner);
    if (!own.task_due.empty()) fields.emplace_back("due", Date{own.task_due});
    (void)state;
    commands.emplace_back(cmd::AddTask{case_id, fields});
}

void draw_new_task(Ui& ui, const AppState& state, const DocumentId& case_id, CaseHomeUi& own,
                   Commands& commands) {
    DialogSpec dialog{.title = tr("case.add_task"), .icon = Icon::task, .width = 560};
    dialog.dismissal = Dismissal::by_button;
    dialog.buttons = {ButtonSpec{.label = tr("dialog.cancel")},
                      ButtonSpec{.label = tr("decision.add_go"),
                                 .edits = true,
                                 .kind = ButtonKind::primary,
                                 .enabled = !own.task_what.empty()}};
    const Rect body = begin_dialog(ui, "task", dialog);
    const FieldResult what = draw_field(
        ui, "what", body, {.label = tr("case.task_what"), .value = own.task_what, .required = true});
    own.task_what = what.text;
    const FieldResult owner = draw_field(ui, "owner", {body.x, what.bottom + 12, body.w, 0},
                                         {.label = tr("decision.owner"), .value = own.task_owner});
    own.task_owner = owner.text;
    const DateSpec due{.label = tr("checklist.column_due"), .value = own.task_due, .today = today_iso(state)};
    const DateResult date = draw_date(ui, "due", {body.x, owner.bottom + 12, body.w, 0}, due);
    if (date.committed) own.task_due = *date.committed;
    const DialogResult result = end_dialog(ui, date.bottom + 8);
    if (result.button == 1u) add_task(state, case_id, own, commands);
    if (!result.done()) return;
    own.adding_task = false;
    own.task_what.clear();
    own.task_owner.clear();
    own.task_due.clear();
}

void draw_task(Ui& ui, const AppState& state, CaseHomeUi& own, Commands& commands) {
    const Answers& answers = state.library.answers(own.task_document);
    const auto path = [&own](std::string_view field) {
        return row_path(own.task_group, own.task_row, field);
    };
    DialogSpec dialog{.title = tr("case.task"), .icon = Icon::task, .width = 560};
    dialog.buttons = {
        ButtonSpec{.label = tr("case.task_cancelled"), .edits = true},
        ButtonSpec{
            .label = tr("case.task_done"), .edits = true, .kind = ButtonKind::primary, .icon = Icon::check}};
    const Rect body = begin_dialog(ui, "task_open", dialog);
    float y =
        draw_text(ui, body, answers.text(path("what")), {.font = Font::body, .weight = Weight::bold}) + 12;
    const std::vector<PairSpec> pairs{{tr("decision.owner"), answers.text(path("owner"))},
                                      {tr("checklist.column_due"), short_day(answers.text(path("due")))}};
    y = draw_pairs(ui, {body.x, y, body.w, 0}, pairs) + 8;
    for (const char* field : {"what", "owner", "due", "status"}) {
        y = draw_field_conflict(ui, std::string(field) + "#conflict", {body.x, y, body.w, 0}, state,
                                own.task_document, path(field),
                                field_words(state, own.task_document, path(field)), commands);
    }
    y = draw_past_of(ui, "past", {body.x, y, body.w, 0}, own.task_document, path("") + ".", commands);
    const DialogResult result = end_dialog(ui, y);
    const auto close = [&](const char* code, const char* display) {
        push_edit(state, own.task_document, path("status"),
                  Coding{code, display, "urn:tsunagi:code:task-status"}, commands);
    };
    if (result.button == 0u) close("cancelled", "中止");
    if (result.button == 1u) close("done", "済");
    if (result.done()) own.task_row.clear();
}

}  // namespace

float draw_case_record(Ui& ui, const Rect& area, const AppState& state, const DocumentId& case_id,
                       CaseHomeUi& own) {
    const Form* form = state.forms.find("case");
    if (!form) return area.y;
    const Answers& answers = state.library.answers(case_id);
    const Rect inner = begin_growing_card(ui, "record", area, {.title = tr("case.record"), .icon = Icon::id});
    float y = inner.y;
    for (const Item& item : form->items) {
        if (item.type != ItemType::group || item.hidden) continue;
        const Filled filled = count_filled(item, answers);
        RowSpec row;
        row.title = words_of(item);
        row.title_bold = false;
        row.chips.push_back(
            filled.answered == 0
                ? ChipSpec{.label = tr("case.part_empty"), .icon = Icon::circle}
                : ChipSpec{.label = tr("case.part_filled", {{"m", std::to_string(filled.answered)},
                                                            {"n", std::to_string(filled.all)}}),
                           .icon = Icon::check});
        row.chevron = true;
        row.min_height = Theme::sz_row;
        const float height = measure_row(ui, inner.w, row);
        if (draw_row(ui, item.link_id, {inner.x, y, inner.w, height}, row)) own.form_section = item.link_id;
        y += height;
    }
    return end_growing_card(ui, y);
}

void draw_case_dialogs(Ui& ui, const AppState& state, const DocumentId& case_id, CaseHomeUi& own,
                       Commands& commands) {
    if (!own.form_section.empty()) draw_form_dialog(ui, state, case_id, own, commands);
    if (own.versions) draw_versions(ui, state, case_id, own);
    if (own.adding_task) draw_new_task(ui, state, case_id, own, commands);
    if (!own.task_row.empty()) draw_task(ui, state, own, commands);
    draw_follow_up(ui, state, case_id, own, commands);
}

}  // namespace tsunagi
