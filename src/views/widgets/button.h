// Owns buttons in all their kinds.
#pragma once

#include "views/widgets/text.h"

#include <optional>
#include <span>
#include <string>

namespace tsunagi {

enum class ButtonKind : std::uint8_t { primary, secondary, danger, ghost };
// normal 48 high 18 px · small 48 high 16 px · large 56 high · square 48x48, icon only (name says it)
enum class ButtonSize : std::uint8_t { normal, small, large, square };

struct ButtonSpec {
    std::string label = {};
    bool edits = false;  // leads to a change of a record: not for those who only read
    ButtonKind kind = ButtonKind::secondary;
    ButtonSize size = ButtonSize::normal;
    Icon icon = Icon::none;        // before the label
    Icon icon_after = Icon::none;  // after it ("次の症例へ →")
    bool enabled = true;
    bool busy = false;  // working on it: shown disabled, with its own words
    Expand expanded = Expand::none;
    std::string name = {};  // what is read, where the label alone does not say it
    NodeRole role = NodeRole::button;
};

// Words wrap when max_width (> 0) is too narrow; the height grows with them.
Vec2 measure_button(Ui& ui, const ButtonSpec& spec, float max_width = 0);
bool draw_button(Ui& ui, std::string_view key, const Rect& rect, const ButtonSpec& spec);
// As wide and high as it measures, its right edge at `right` and its middle at `middle_y`; left edge in
// *left.
bool draw_button_right(Ui& ui, std::string_view key, float right, float middle_y, const ButtonSpec& spec,
                       float* left = nullptr);
// As wide as it measures, from the left. Returns like draw_button; its box in *box.
bool draw_button_left(Ui& ui, std::string_view key, Vec2 top_left, const ButtonSpec& spec,
                      Rect* box = nullptr);

// A row of buttons, right-aligned (wide) or stacked full width (when they do not fit). keys come from labels'
// order: "button0"... The index of the one pressed. Height by measure_button_row.
float measure_button_row(Ui& ui, float width, std::span<const ButtonSpec> buttons);
std::optional<std::size_t> draw_button_row(Ui& ui, std::string_view key, const Rect& rect,
                                           std::span<const ButtonSpec> buttons);

}  // namespace tsunagi
