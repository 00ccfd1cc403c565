// Owns what is asked about a field over any screen: settling a conflict, reading what it said before,
// comparing what was declared final.
#include "app/field_words.h"
#include "app/history.h"
#include "core/strings.h"
#include "views/history_entries.h"
#include "views/screens/question_parts.h"
#include "views/widgets.h"

#include <algorithm>

namespace tsunagi {

namespace {

std::string asked_words(const AppState& state, const FieldQuestion& asked) {
    const bool whole_row = asked.path.ends_with('.');
    const std::string_view path =
        whole_row ? std::string_view(asked.path).substr(0, asked.path.size() - 1) : asked.path;
    return document_words(state, asked.document) + "　" + field_words(state, asked.document, path);
}

void draw_field_history(Ui& ui, const AppState& state, QuestionUi& own, Commands& commands) {
    DialogSpec dialog{.title = tr("history.of_field_title"), .icon = Icon::history, .width = 720};
    dialog.buttons = {ButtonSpec{.label = tr("notice.close"), .kind = ButtonKind::primary}};
    const Rect body = begin_dialog(ui, "history", dialog);
    float y = draw_text(ui, body, asked_words(state, own.asked), {.weight = Weight::bold}) + 4;
    const auto past = list_history(state, own.asked.document, own.asked.path);
    const EntryTitle title = own.asked.path.ends_with('.') ? EntryTitle::field : EntryTitle::none;
    y = draw_history_entries(ui, {body.x, y, body.w, 0}, state, own.asked.document, past, title, own.entries,
                             commands);
    if (end_dialog(ui, y + 8).done()) commands.emplace_back(cmd::PutAwayQuestion{});
}

}  // namespace

void draw_question(Ui& ui, const AppState& state, QuestionUi& own, Commands& commands) {
    if (own.asked != state.question) own = {.asked = state.question};
    if (own.asked.is == FieldQuestion::Is::none) return;
    if (!state.library.find(own.asked.document)) {
        commands.emplace_back(cmd::PutAwayQuestion{});
        return;
    }
    const IdScope scope(ui, "question");
    switch (own.asked.is) {
        case FieldQuestion::Is::none: return;
        case FieldQuestion::Is::settle: return draw_settling(ui, state, own, commands);
        case FieldQuestion::Is::history: return draw_field_history(ui, state, own, commands);
        case FieldQuestion::Is::versions: return draw_versions_compared(ui, state, own, commands);
    }
}

}  // namespace tsunagi
