// Owns words and icons on screen: wrapped text, headings, icon and words side by side.
#pragma once

#include "views/paint.h"
#include "views/ui.h"

#include <string_view>

namespace tsunagi {

enum class Align : std::uint8_t { left, center, right };
enum class VAlign : std::uint8_t { top, middle, bottom };

struct TextSpec {
    Font font = Font::body;
    Weight weight = Weight::regular;
    Color color = 0;  // 0: theme ink
    Align align = Align::left;
    VAlign valign = VAlign::top;
    float size = 0;             // px of the letters; 0: the font's own
    float line = 0;             // line height; 0: the font's own
    bool tabular = false;       // numbers that change keep their width
    int heading = 0;            // 1-6 records a heading, 0 a text
    bool silent = false;        // not recorded: the words are part of another node's name
    std::string_view key = {};  // a stable id where the text is live; "" numbers it in its scope
};

// Wraps in rect.w and returns the lower edge of the text. With a valign it needs rect.h.
float draw_text(Ui& ui, const Rect& rect, std::string_view text, const TextSpec& spec = {});
// Size when wrapped in max_width (<= 0: only at newlines).
Vec2 measure_text(Ui& ui, std::string_view text, const TextSpec& spec = {}, float max_width = 0);

float draw_heading(Ui& ui, const Rect& rect, std::string_view text, int level, Font font = Font::h2);
float draw_caption(Ui& ui, const Rect& rect, std::string_view text);  // caption size, ink_3

// The meaning is in the words beside it, so an icon is not recorded; with a name it is an image.
void draw_icon(Ui& ui, const Rect& rect, Icon icon, Color color, float size = Theme::sz_icon,
               std::string_view name = {});

// An icon and words that wrap beside it: hints, owners, due dates.
struct IconTextSpec {
    Icon icon = Icon::none;
    TextSpec text = {.font = Font::label};
    Color icon_color = 0;  // 0: the text's colour
    float icon_size = Theme::sz_icon_chip;
    float gap = 6;
};
float draw_icon_text(Ui& ui, const Rect& rect, std::string_view text, const IconTextSpec& spec);
Vec2 measure_icon_text(Ui& ui, std::string_view text, const IconTextSpec& spec, float max_width = 0);

}  // namespace tsunagi
