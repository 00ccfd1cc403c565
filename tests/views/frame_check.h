// Owns telling whether a frame's semantics are sound: the keyboard's order, lists, cards.
#pragma once

#include "ui_fixture.h"

#include <string>
#include <vector>

namespace tsunagi {

// One line for each thing that the keyboard reaches before what stands to its left or above it.
std::vector<std::string> find_out_of_order(const SemanticsFrame& frame);
// One line for each list that holds something else than items, and each item outside a list.
std::vector<std::string> find_broken_lists(const SemanticsFrame& frame);
// One line for each thing that stands out of its card: the card was measured wrongly.
std::vector<std::string> find_outside_card(const SemanticsFrame& frame);
// One line for each thing that is pressed or typed in and smaller than a finger.
std::vector<std::string> find_small(const SemanticsFrame& frame);

}  // namespace tsunagi
