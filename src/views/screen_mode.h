// Owns how the screen modes and the text sizes are called and chosen.
#pragma once

#include "app/command.h"
#include "app/display.h"
#include "views/ui.h"

#include <string>

namespace tsunagi {

Icon mode_icon(ScreenMode mode);
const std::string& mode_name(ScreenMode mode);
std::string mode_button_name(ScreenMode mode);  // of the button that goes on to the next mode

// That button by itself, where there is no top bar.
void draw_mode_button(Ui& ui, const Rect& rect, const Display& display, Commands& commands);

}  // namespace tsunagi
