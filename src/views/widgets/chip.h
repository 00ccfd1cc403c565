// Owns marks: status chips (not pressable), phrase chips (pressable), the practice tag, numbered circles.
#pragma once

#include "views/widgets/text.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tsunagi {

// 32 high. Always a word; icon none gives the plain "txt" chip.
struct ChipSpec {
    std::string label = {};
    Tone tone = Tone::neutral;
    Icon icon = Icon::none;
    bool small = false;  // phone banner: 28 high, caption size
};
Vec2 measure_chip(Ui& ui, const ChipSpec& spec, float max_width = 0);
void draw_chip(Ui& ui, Vec2 top_left, const ChipSpec& spec);
// Right edge at `right`, middle at `middle_y`; returns its left edge.
float draw_chip_right(Ui& ui, float right, float middle_y, const ChipSpec& spec);
// Wraps in area.w; returns the lower edge.
float draw_chips(Ui& ui, const Rect& area, std::span<const ChipSpec> chips);

// 48 high, pressable: phrases that insert words, filters, 発言の印.
struct PhraseSpec {
    std::string label = {};
    bool selected = false;
    bool enabled = true;
    Icon icon = Icon::none;  // when not selected
    Icon selected_icon = Icon::check;
    bool toggles = true;  // read as a checkbox; false: a plain button ("＋ 語句")
};
Vec2 measure_phrase(Ui& ui, const PhraseSpec& spec);
bool draw_phrase(Ui& ui, std::string_view key, const Rect& rect, const PhraseSpec& spec);
// A wrapping row; keys are the labels. The index of the one pressed; lower edge in *bottom.
std::optional<std::size_t> draw_phrases(Ui& ui, std::string_view key, const Rect& area,
                                        std::span<const PhraseSpec> phrases, float* bottom);
float measure_phrases(Ui& ui, float width, std::span<const PhraseSpec> phrases);

// 練習用データ: 28 high, 1 px edge. Returns its width.
float measure_tag(Ui& ui, std::string_view label, bool small = false);
void draw_tag(Ui& ui, Vec2 top_left, std::string_view label, Color ink = 0, Color edge = 0, Color fill = 0,
              bool small = false);

// A number or icon in a circle: agenda numbers, step marks.
enum class MarkKind : std::uint8_t { outline, filled, done, warn, danger };
struct MarkSpec {
    MarkKind kind = MarkKind::outline;
    std::string text = {};  // number
    Icon icon = Icon::none;
    float diameter = 32;
};
void draw_mark(Ui& ui, Vec2 center, const MarkSpec& spec);

}  // namespace tsunagi
