// Owns how text and icons get into ImGui's atlas: by the browser's own fonts, glyph by glyph.
// Must not know which words are drawn where.
#pragma once

#include "views/ui.h"

namespace tsunagi {

// Adds the two weights to the current ImGui context. clusters must outlive it: it tells what a private code
// point stands for.
UiFonts add_browser_fonts(const ClusterRegistry& clusters);

// Device pixels per ImGui unit, for both weights. Call before a frame's first text.
void set_font_density(const UiFonts& fonts, float density);

}  // namespace tsunagi
