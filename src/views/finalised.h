// Owns 確定 on the screens that show a note: its chips, its card, and the question before it.
#pragma once

#include "app/command.h"
#include "app/state.h"
#include "views/ui.h"
#include "views/widgets/chip.h"

#include <vector>

namespace tsunagi {

// 確定 with name and time, and how much was changed since; none before the first.
std::vector<ChipSpec> finalised_chips(const AppState& state, const DocumentId& document);
// The same with what can be done: declare final, compare, read the history. Returns the lower edge.
float draw_finalised_card(Ui& ui, const Rect& area, const AppState& state, const DocumentId& case_id,
                          const DocumentId& note, bool& asking, Commands& commands);
void draw_finalising(Ui& ui, const DocumentId& note, bool& asking, Commands& commands);

}  // namespace tsunagi
