// Owns the halves of the page for a file that came in: opening it, and reading it.
#pragma once

#include "views/screens/screens.h"
#include "views/widgets.h"

namespace tsunagi {

// Without an account the page stands alone: nothing can be kept, only read.
inline bool has_account(const AppState& state) {
    return state.phase == Phase::open;
}

// Asking what it takes to open it; returns the lower edge.
float draw_received_asking(Ui& ui, const Rect& rect, const AppState& state, ReceivedUi& own,
                           Commands& commands);
// The whole reading view with its own scrolling.
void draw_received_reading(Ui& ui, const Rect& area, const AppState& state, ReceivedUi& own,
                           Commands& commands);

// What is compared by telephone: the number of the sender's device (of the file, where that has none) and
// this device's own. Nothing where nobody is known to have signed the file. Returns the lower edge.
float draw_compared_numbers(Ui& ui, const Rect& rect, const AppState& state);
// This device's own number, or why it has none.
float draw_own_number(Ui& ui, const Rect& rect, const AppState& state);

// A notice that takes back a file that came earlier.
void draw_received_withdrawal(Ui& ui, const Rect& area, const AppState& state, Commands& commands);
// Whether the file's patient is the one here, where both share an id and nothing else is sure; nothing when
// that is not asked.
void draw_identity_question(Ui& ui, const AppState& state, Commands& commands);

}  // namespace tsunagi
