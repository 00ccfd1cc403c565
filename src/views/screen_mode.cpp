#include "views/screen_mode.h"

#include "core/strings.h"
#include "views/widgets.h"

namespace tsunagi {

Icon mode_icon(ScreenMode mode) {
    switch (mode) {
        case ScreenMode::night: return Icon::moon;
        case ScreenMode::contrast: return Icon::contrast;
        case ScreenMode::day: break;
    }
    return Icon::sun;
}

const std::string& mode_name(ScreenMode mode) {
    switch (mode) {
        case ScreenMode::night: return tr("mode.night");
        case ScreenMode::contrast: return tr("mode.contrast");
        case ScreenMode::day: break;
    }
    return tr("mode.day");
}

std::string mode_button_name(ScreenMode mode) {
    return tr("mode.button", {{"mode", mode_name(mode)}});
}

void draw_mode_button(Ui& ui, const Rect& rect, const Display& display, Commands& commands) {
    const ButtonSpec button{.label = {},
                            .size = ButtonSize::square,
                            .icon = mode_icon(display.mode),
                            .name = mode_button_name(display.mode)};
    if (draw_button(ui, "mode", rect, button))
        commands.emplace_back(cmd::SetScreenMode{next_mode(display.mode)});
}

}  // namespace tsunagi
