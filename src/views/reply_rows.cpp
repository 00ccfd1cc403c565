#include "views/reply_rows.h"

#include "app/answers.h"
#include "app/dates.h"
#include "app/replies.h"
#include "core/strings.h"
#include "core/text.h"
#include "views/widgets.h"

namespace tsunagi {

namespace {

std::string moment_words(const AppState& state, const std::string& iso) {
    const auto at = parse_date_time_ms(iso);
    if (!at) return mark_deceptive(iso);
    const std::string local = iso_date_time(*at, state.offset_minutes);
    return short_day(local.substr(0, 10)) + " " + local.substr(11, 5);
}

// "このは坂 訪問看護　梶谷 むつみ　11/18 10:20"
std::string who_and_when(const AppState& state, const Answers& answers, const char* organisation,
                         const char* person, const char* at) {
    std::string words = organisation ? mark_deceptive(answers.text(organisation)) : std::string();
    for (const std::string& part :
         {mark_deceptive(answers.text(person)), moment_words(state, answers.text(at))}) {
        if (!part.empty()) words += (words.empty() ? "" : "　") + part;
    }
    return words;
}

ChipSpec question_chip(const AppState& state, const DocumentId& id) {
    if (!is_open_question(state, id))
        return {.label = tr("reply.answered"), .tone = Tone::ok, .icon = Icon::check};
    if (asked_here(state, id)) return {.label = tr("reply.waiting"), .icon = Icon::clock};
    return {.label = tr("reply.unanswered"), .tone = Tone::warn, .icon = Icon::speech};
}

}  // namespace

float draw_question_rows(Ui& ui, const Rect& rect, const AppState& state,
                         const std::vector<DocumentId>& questions, AnsweringUi& own) {
    if (questions.empty()) {
        return draw_empty(ui, "none", rect.inset(16, 8),
                          {tr("reply.no_questions"), Icon::speech, std::nullopt});
    }
    const GroupScope list(ui, "list", NodeRole::list, tr("reply.questions"));
    float y = rect.y;
    for (const DocumentId& id : questions) {
        const GroupScope item(ui, id, NodeRole::list_item, {});
        const Answers& answers = state.library.answers(id);
        RowSpec row;
        row.title = mark_deceptive(answers.text("question"));
        row.detail = who_and_when(state, answers, "asked_organisation", "asked_by", "asked_at");
        row.text = mark_deceptive(answers.text("answer"));
        row.chips.push_back(question_chip(state, id));
        row.chevron = true;
        row.divider = y > rect.y;
        const float height = measure_row(ui, rect.w, row);
        if (draw_row(ui, id, {rect.x, y, rect.w, height}, row)) {
            own.consult = id;
            own.text = answers.text("answer");
        }
        y += height;
    }
    return y;
}

float draw_follow_up_rows(Ui& ui, const Rect& rect, const AppState& state,
                          const std::vector<DocumentId>& follow_ups, DocumentId* opened) {
    float y = rect.y;
    for (const DocumentId& id : follow_ups) {
        const GroupScope block(ui, id, NodeRole::group, tr("reply.follow_up"));
        const Answers& answers = state.library.answers(id);
        if (y > rect.y) draw_line(ui, {rect.x, y - 8}, {rect.right(), y - 8}, ui.theme().col_line_soft);
        const Rect inside{rect.x + 16, y, rect.w - 32, 0};
        std::string from = short_day(answers.text("on"));
        for (const char* field : {"organisation", "from"}) {
            if (const std::string text = answers.text(field); !text.empty())
                from += "　" + mark_deceptive(text);
        }
        y = draw_text(ui, inside, from, {.font = Font::label, .color = ui.theme().col_ink_2});
        if (const std::string text = answers.text("text"); !text.empty())
            y = draw_text(ui, {inside.x, y + 2, inside.w, 0}, mark_deceptive(text));
        std::vector<PairSpec> pairs;
        for (const auto& [label, field] : {std::pair{"reply.first_visit_on", "first_visit_on"},
                                           {"reply.differed", "differed"},
                                           {"reply.readmission", "readmission"},
                                           {"reply.readmission_on", "readmission_on"},
                                           {"reply.readmission_reason", "readmission_reason"}}) {
            const std::string text = answers.text(field);
            const bool is_day = std::holds_alternative<Date>(answers.value(field));
            if (!text.empty()) pairs.push_back({tr(label), is_day ? short_day(text) : mark_deceptive(text)});
        }
        if (!pairs.empty()) y = draw_pairs(ui, {inside.x, y + 4, inside.w, 0}, pairs, 120);
        if (asked_here(state, id)) {
            const ButtonSpec edit{
                .label = tr("case.edit"),
                .edits = true,
                .kind = ButtonKind::ghost,
                .size = ButtonSize::small,
                .icon = Icon::edit,
                .name = tr("reply.edit_follow_up", {{"date", short_day(answers.text("on"))}})};
            Rect box;
            if (draw_button_left(ui, "edit", {inside.x - 12, y}, edit, &box)) *opened = id;
            y = box.bottom();
        }
        y += 16;
    }
    return y;
}

void draw_answering(Ui& ui, const AppState& state, AnsweringUi& own, Commands& commands) {
    if (own.consult.empty()) return;
    const Answers& answers = state.library.answers(own.consult);
    DialogSpec dialog{.title = tr("reply.question"), .icon = Icon::speech, .width = 600};
    dialog.dismissal = Dismissal::by_button;
    dialog.buttons = {ButtonSpec{.label = tr("dialog.cancel")},
                      ButtonSpec{.label = tr("reply.answer_go"),
                                 .edits = true,
                                 .kind = ButtonKind::primary,
                                 .enabled = !own.text.empty() && own.text != answers.text("answer")}};
    const Rect body = begin_dialog(ui, "answering", dialog);
    float y = draw_text(ui, body, mark_deceptive(answers.text("question")),
                        {.font = Font::body, .weight = Weight::bold});
    y = draw_text(ui, {body.x, y, body.w, 0},
                  who_and_when(state, answers, "asked_organisation", "asked_by", "asked_at"),
                  {.font = Font::label, .color = ui.theme().col_ink_2}) +
        12;
    if (!is_open_question(state, own.consult)) {
        y = draw_text(ui, {body.x, y, body.w, 0},
                      who_and_when(state, answers, nullptr, "answered_by", "answered_at"),
                      {.font = Font::label, .color = ui.theme().col_ink_2}) +
            4;
    }
    FieldSpec field{.label = tr("reply.answer"), .value = own.text};
    field.kind = FieldKind::lines;
    field.max_length = 4000;
    const FieldResult typed = draw_field(ui, "answer", {body.x, y, body.w, 0}, field);
    own.text = typed.text;
    const DialogResult result = end_dialog(ui, typed.bottom);
    if (result.button == 1u) commands.emplace_back(cmd::AnswerQuestion{own.consult, own.text});
    if (result.done()) own = AnsweringUi{};
}

}  // namespace tsunagi
