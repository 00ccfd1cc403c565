// Owns colours, type sizes, spacing and fixed sizes: the design tokens, name by name.
// Must not know any widget.
#pragma once

#include <cstdint>

namespace tsunagi {

// 0xAABBGGRR, as ImGui's draw lists take it. 0 means "not given".
using Color = std::uint32_t;
constexpr Color rgb(std::uint32_t hex) {
    return 0xFF000000u | ((hex & 0xFFu) << 16) | (hex & 0xFF00u) | ((hex >> 16) & 0xFFu);
}
constexpr Color with_alpha(Color color, float alpha) {
    const std::uint32_t rounded =
        (static_cast<std::uint32_t>(alpha * 510.0f) + 1u) / 2u;  // half a step counts as one
    return (color & 0x00FFFFFFu) | (rounded << 24);
}

enum class Weight : std::uint8_t { regular, bold };
// caption 14/20 · label 16/24 · body 18/28 · h2 22/32 · h1 26/36 · display 40/48 (font size / line height)
enum class Font : std::uint8_t { caption, label, body, h2, h1, display };
struct FontMetrics {
    float size;
    float line;
};
constexpr FontMetrics metrics_of(Font font) {
    switch (font) {
        case Font::caption: return {14, 20};
        case Font::label: return {16, 24};
        case Font::body: return {18, 28};
        case Font::h2: return {22, 32};
        case Font::h1: return {26, 36};
        case Font::display: return {40, 48};
    }
    return {18, 28};
}

struct Theme {
    // surfaces
    Color col_canvas, col_surface, col_surface_alt, col_sunk;
    // lines
    Color col_line_soft, col_line, col_line_strong;
    // text
    Color col_ink, col_ink_2, col_ink_3, col_ink_disabled;
    // accent
    Color col_accent, col_accent_press, col_accent_tint, col_accent_line, col_on_accent;
    // navigation rail
    Color col_rail, col_rail_line, col_rail_ink, col_rail_sel, col_rail_sel_ink;
    // amber: 注意, 要確認, 訓練
    Color col_amber_ink, col_amber_tint, col_amber_line, col_amber_fill, col_on_amber;
    // red: 期限切れ, 危険
    Color col_red_ink, col_red_tint, col_red_line, col_red_fill, col_on_red;
    // green: 済
    Color col_green_ink, col_green_tint, col_green_line, col_green_fill, col_on_green;
    // focus, drill and dialogs
    Color col_focus, col_stripe_a, col_stripe_b, col_watermark, col_scrim;

    static constexpr float sp_05 = 4, sp_1 = 8, sp_15 = 12, sp_2 = 16, sp_3 = 24, sp_4 = 32, sp_5 = 40;
    static constexpr float rad_s = 6, rad_m = 8, rad_l = 12;
    static constexpr float bw_line = 1, bw_strong = 2, bw_focus = 3, bw_icon = 2;
    static constexpr float sz_touch = 48, sz_button = 48, sz_button_l = 56, sz_field = 48, sz_chip = 32;
    static constexpr float sz_icon = 24, sz_icon_s = 20, sz_icon_l = 28, sz_icon_chip = 18;
    static constexpr float sz_rail = 88, sz_rail_mid = 80, sz_topbar = 56, sz_banner = 64, sz_banner_mid = 88,
                           sz_banner_phone = 64, sz_bottombar = 72, sz_phone_nav = 64, sz_bar = 8;
    static constexpr float sz_row_s = 48, sz_row = 56, sz_row_m = 60, sz_row_l = 64, sz_row_xl = 72;
    static constexpr float lay_today_left = 608, lay_conf_queue = 208, lay_conf_side = 320,
                           lay_check_item = 300, lay_check_answer = 316, lay_check_owner = 96,
                           lay_check_due = 140, lay_case_left = 548, lay_hand_to = 324, lay_hand_scope = 308,
                           lay_hand_pass = 412, lay_drill_left = 656, lay_unlock_left = 388;
};

enum class ThemeName : std::uint8_t { light, night, contrast };
const Theme& theme_of(ThemeName name);

// What a mark means; each has its own icon and word on screen, never a colour alone.
enum class Tone : std::uint8_t { neutral, ok, warn, danger, accent, now };
struct ToneColors {
    Color ink, tint, line, fill, on_fill;
};
ToneColors colors_of(const Theme& theme, Tone tone);

}  // namespace tsunagi
