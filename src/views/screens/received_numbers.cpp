// Owns the two numbers that people compare over a file that came in: whose device made it, and this one's.
#include "app/received.h"
#include "core/strings.h"
#include "views/screens/received_parts.h"

namespace tsunagi {

float draw_own_number(Ui& ui, const Rect& rect, const AppState& state) {
    if (has_account(state))
        return draw_device_number(ui, rect, state.own_number, tr("device.own_number_if_asked"));
    return draw_text(ui, rect, tr(state.staff.empty() ? "device.no_own_number" : "device.number_locked"),
                     {.font = Font::label, .color = ui.theme().col_ink_2});
}

float draw_compared_numbers(Ui& ui, const Rect& rect, const AppState& state) {
    const ComparedNumber theirs = number_to_compare(state);
    if (theirs.text.empty()) return rect.y;
    float y = draw_device_number(ui, rect, theirs.text,
                                 tr(theirs.of_file ? "device.file_number" : "device.sender_number")) +
              12;
    if (theirs.of_file) {  // nobody's device: there is nothing of this one's to be compared either
        return draw_text(ui, {rect.x, y, rect.w, 0}, tr("received.file_number_why"),
                         {.font = Font::label, .color = ui.theme().col_ink_2});
    }
    return draw_own_number(ui, {rect.x, y, rect.w, 0}, state);
}

}  // namespace tsunagi
