// Owns a table of a hand-over view: columns where there is room, lines below each other where there is not.
#pragma once

#include "exchange/handover_view.h"
#include "views/theme.h"
#include "views/ui.h"

namespace tsunagi {

Color color_of(const Theme& theme, ViewTone tone);
// From edge to edge of rect, with this padding inside. Columns nobody filled are left out. Returns the lower
// edge.
float draw_view_table(Ui& ui, const Rect& rect, const ViewBlock& block, Font font, float padding);

}  // namespace tsunagi
