// Owns a ward for tests that need no store and no keys: the practice records in a state as the app would hold
// it.
#pragma once

#include "app/state.h"

namespace tsunagi {

// Forms, words and practice records as they ship, opened by 練習 花子 on 2026-11-21 at noon.
AppState make_ward();

}  // namespace tsunagi
