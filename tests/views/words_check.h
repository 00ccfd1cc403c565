// Owns telling whether words on a screen can be read: none cut, none over another, none over what is pressed.
#pragma once

#include "ui_fixture.h"

#include <string>
#include <vector>

namespace tsunagi {

// One line for each thing wrong with the words of the last frame; empty when all is well. `lines` is what
// Ui::watch_words() collected in it.
std::vector<std::string> find_unreadable(const TestScreen& screen, const std::vector<PaintedLine>& lines);

}  // namespace tsunagi
