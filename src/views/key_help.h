// Owns the sheet that lists what the keys of a keyboard do.
#pragma once

#include "views/ui.h"

namespace tsunagi {

// True when it was closed.
bool draw_key_help(Ui& ui);

}  // namespace tsunagi
