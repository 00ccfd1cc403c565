// Owns the shapes widgets are made of, on the current layer's draw list. Colours 0 draw nothing.
#pragma once

#include "views/ui.h"

#include <string_view>

namespace tsunagi {

void fill_rect(Ui& ui, const Rect& rect, Color color, float radius = 0);
// The stroke lies inside the rectangle, as a CSS border does.
void stroke_rect(Ui& ui, const Rect& rect, Color color, float width = 1, float radius = 0);
// Fill and border at once.
void draw_box(Ui& ui, const Rect& rect, Color fill, Color edge, float radius, float edge_width = 1);
void draw_line(Ui& ui, Vec2 from, Vec2 to, Color color, float width = 1);
void fill_circle(Ui& ui, Vec2 center, float radius, Color color);
void stroke_circle(Ui& ui, Vec2 center, float radius, Color color, float width);
// Clockwise from 12 o'clock; from and to in turns (0..1).
void stroke_arc(Ui& ui, Vec2 center, float radius, float from, float to, Color color, float width);
// In the middle of the rectangle, `size` px square.
void paint_icon(Ui& ui, const Rect& rect, Icon icon, Color color, float size = Theme::sz_icon);
// One line at exactly this place (left edge, top of the line box), nothing recorded.
void paint_line(Ui& ui, Vec2 at, std::string_view text, float size_px, float line_px, Weight weight,
                Color color, bool tabular = false);
// Diagonal bands (the drill stripe).
void paint_stripes(Ui& ui, const Rect& rect, Color a, Color b, float band);

}  // namespace tsunagi
