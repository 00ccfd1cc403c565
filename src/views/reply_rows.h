// Owns how the talk about a case is told: questions with their answers, follow-ups; and the dialog in which a
// question is answered.
#pragma once

#include "app/command.h"
#include "app/state.h"
#include "views/screens/screen_state.h"
#include "views/ui.h"

#include <vector>

namespace tsunagi {

// One row a question, pressed to answer it. Returns the lower edge.
float draw_question_rows(Ui& ui, const Rect& rect, const AppState& state,
                         const std::vector<DocumentId>& questions, AnsweringUi& own);
// One block a follow-up: who told it and when, how it went, what differed, readmission. What was written here
// can be opened: its id in *opened.
float draw_follow_up_rows(Ui& ui, const Rect& rect, const AppState& state,
                          const std::vector<DocumentId>& follow_ups, DocumentId* opened);
// The question that is open; nothing while none is.
void draw_answering(Ui& ui, const AppState& state, AnsweringUi& own, Commands& commands);

}  // namespace tsunagi
