// Owns the halves of the page before a store is open: choosing a name, and the first account.
#pragma once

#include "views/screens/screens.h"

namespace tsunagi {

// Each draws from area's top and returns the lower edge of what it drew.
float draw_name_choice(Ui& ui, const Rect& area, const AppState& state, UnlockUi& own, Commands& commands);
float draw_first_run(Ui& ui, const Rect& area, const AppState& state, UnlockUi& own, Commands& commands);
float draw_recover(Ui& ui, const Rect& area, const AppState& state, UnlockUi& own, Commands& commands);
float draw_broken(Ui& ui, const Rect& area, const AppState& state, Commands& commands);

}  // namespace tsunagi
