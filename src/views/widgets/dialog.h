// Owns dialogs and sheets: title, body, buttons; everything under them is inert.
#pragma once

#include "views/widgets/button.h"

#include <optional>
#include <span>
#include <string>

namespace tsunagi {

struct DialogSpec {
    std::string title = {};
    Icon icon = Icon::none;
    Tone tone = Tone::neutral;
    float width = 520;                          // at most; a phone uses the whole width
    std::vector<ButtonSpec> buttons = {};       // left to right; the last is the one that goes on
    Dismissal dismissal = Dismissal::anywhere;  // by_button where words would be lost
    bool close_button = true;                   // × in the header
};
struct DialogResult {
    std::optional<std::size_t> button = {};  // index into buttons
    bool dismissed = false;                  // ×, Escape, tap outside
    bool done() const { return button.has_value() || dismissed; }
};
// Draws the frame and returns where the body goes (it scrolls when it is higher than the screen). Always pair
// with end_dialog, telling where the body ended.
Rect begin_dialog(Ui& ui, std::string_view key, const DialogSpec& spec);
DialogResult end_dialog(Ui& ui, float body_bottom);

// Title, words, two buttons.
struct ConfirmSpec {
    std::string title = {};
    std::string body = {};
    ButtonSpec confirm = {};
    std::string cancel = {};  // label
    Icon icon = Icon::none;
    Tone tone = Tone::neutral;
};
enum class ConfirmResult : std::uint8_t { open, confirmed, cancelled };
ConfirmResult draw_confirm(Ui& ui, std::string_view key, const ConfirmSpec& spec);

}  // namespace tsunagi
