// Owns words of which a part is marked as differing: a tint and a line under it, so that colour is not alone.
#pragma once

#include "views/widgets/text.h"

#include <string>
#include <string_view>

namespace tsunagi {

// The part of a text that another one has otherwise, as byte offsets between whole code points. Empty
// (from == to) where nothing is in it that the other lacks.
struct TextPart {
    std::size_t from = 0, to = 0;
    bool empty() const { return from == to; }
};
struct Difference {
    TextPart left, right;
};
// One part each: what is between the common beginning and the common end.
Difference compare_texts(std::string_view left, std::string_view right);

// As draw_text, from the left; the part is marked. Returns the lower edge.
float draw_marked_text(Ui& ui, const Rect& rect, std::string_view text, const TextPart& part,
                       const TextSpec& spec = {});
// "髙 U+9AD9": the code points of a part, for letters that look alike.
std::string code_point_words(std::string_view part);

}  // namespace tsunagi
