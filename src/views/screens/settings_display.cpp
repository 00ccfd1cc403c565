// Owns how the screen looks on this tablet: colours, text size, motion, language.
#include "core/strings.h"
#include "views/screen_mode.h"
#include "views/screens/settings_parts.h"
#include "views/widgets.h"

#include <algorithm>
#include <array>
#include <vector>

namespace tsunagi {

namespace {

// A label, and under it one choice out of several.
std::optional<int> draw_choice(Ui& ui, std::string_view key, Column& column, const char* label,
                               std::span<const SegmentSpec> segments, int selected) {
    const float top = column.next().y;
    const float y = draw_field_label(ui, {column.area.x, top, column.area.w, 0}, tr(label), false);
    SegmentedSpec spec{.segments = segments, .selected = selected, .fill = true, .name = tr(label)};
    const float height = measure_segmented(ui, spec, column.area.w).y;
    const auto chosen = draw_segmented(ui, key, {column.area.x, y, column.area.w, height}, spec);
    column.reached(y + height);
    return chosen;
}

}  // namespace

float draw_display_settings(Ui& ui, const Rect& area, const AppState& state, SettingsUi& own,
                            Commands& commands) {
    const Display& display = state.display;
    const Rect inner =
        begin_growing_card(ui, "display", area, {.title = tr("settings.display"), .icon = Icon::text_size});
    Column column({inner.x + 16, inner.y, inner.w - 32, 0}, 14);

    std::vector<SegmentSpec> modes;
    for (const ScreenMode mode : {ScreenMode::day, ScreenMode::night, ScreenMode::contrast})
        modes.push_back({mode_name(mode), mode_icon(mode)});
    const auto mode = draw_choice(ui, "mode", column, "settings.mode", modes, static_cast<int>(display.mode));
    if (mode) commands.emplace_back(cmd::SetScreenMode{static_cast<ScreenMode>(*mode)});

    std::vector<SegmentSpec> sizes;
    for (const int percent : text_sizes)
        sizes.push_back({tr("settings.percent", {{"n", std::to_string(percent)}}), Icon::none});
    const auto here = std::ranges::find(text_sizes, display.text_percent) - text_sizes.begin();
    const auto size =
        draw_choice(ui, "text_size", column, "settings.text_size", sizes, static_cast<int>(here));
    if (size) commands.emplace_back(cmd::SetTextSize{text_sizes[static_cast<std::size_t>(*size)]});
    column.reached(
        draw_caption(ui, {column.area.x, column.y + 4, column.area.w, 0}, tr("settings.text_size_hint")));

    const std::array languages{SegmentSpec{"日本語", Icon::check}, SegmentSpec{"English", Icon::check}};
    const auto language =
        draw_choice(ui, "language", column, "settings.language", languages, state.language == "en" ? 1 : 0);
    if (language) commands.emplace_back(cmd::SetLanguage{*language == 1 ? "en" : "ja"});

    const std::array motion{PairSpec{tr("settings.motion"),
                                     tr(display.still ? "settings.motion_still" : "settings.motion_full")}};
    column.reached(draw_pairs(ui, column.next(), motion, 64));

    Rect box;
    const ButtonSpec keys{.label = tr("settings.keys"),
                          .kind = ButtonKind::ghost,
                          .size = ButtonSize::small,
                          .icon_after = Icon::right};
    const Rect place = column.next();
    if (draw_button_left(ui, "keys", {place.x - 12, place.y - 8}, keys, &box)) own.keys = true;
    return end_growing_card(ui, box.bottom() + 8);
}

}  // namespace tsunagi
