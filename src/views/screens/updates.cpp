// Owns the card about new versions of the app: which one this is, and whether they wait for an administrator.
#include "app/updates.h"

#include "core/strings.h"
#include "views/screens/account_parts.h"
#include "views/widgets.h"

namespace tsunagi {

float draw_updates(Ui& ui, const Rect& area, const AppState& state, Commands& commands) {
    const UpdatesView& updates = state.updates;
    const Rect inner =
        begin_growing_card(ui, "updates", area, {.title = tr("updates.title"), .icon = Icon::refresh});
    const Rect inside = inner.inset(16, 0);
    float y = draw_text(ui, inside, tr("updates.now", {{"version", version_words(updates.version)}})) + 8;
    const CheckboxSpec hold{.label = tr("updates.hold"),
                            .mark = updates.held ? CheckMark::on : CheckMark::off};
    const float height = measure_checkbox(ui, inside.w, hold);
    if (draw_checkbox(ui, "hold", {inside.x, y, inside.w, height}, hold))
        commands.emplace_back(cmd::HoldUpdates{!updates.held});
    y = draw_text(ui, {inside.x, y + height + 4, inside.w, 0}, tr("updates.hold_how"),
                  {.font = Font::label, .color = ui.theme().col_ink_2});
    if (updates.offered.empty()) return end_growing_card(ui, y + 16);
    const std::string version = version_words(updates.offered);
    y = draw_hint(ui, "offered", {inside.x, y + 12, inside.w, 0},
                  {.text = tr("updates.offered", {{"version", version}}), .icon = Icon::info}) +
        12;
    Rect box;
    const ButtonSpec confirm{.label = tr("updates.confirm"), .icon = Icon::check_circle};
    if (draw_button_left(ui, "confirm", {inside.x, y}, confirm, &box))
        commands.emplace_back(cmd::ConfirmUpdate{state.updates.offered});
    return end_growing_card(ui, box.bottom() + 16);
}

}  // namespace tsunagi
