// Owns the dialogs of what is asked about a field.
#pragma once

#include "views/screens/screens.h"

namespace tsunagi {

void draw_settling(Ui& ui, const AppState& state, QuestionUi& own, Commands& commands);
void draw_versions_compared(Ui& ui, const AppState& state, QuestionUi& own, Commands& commands);

}  // namespace tsunagi
