// Owns the values of the design tokens.
#include "views/theme.h"

namespace tsunagi {

namespace {

constexpr Theme light_theme{
    .col_canvas = rgb(0xF5F3EE),
    .col_surface = rgb(0xFFFFFF),
    .col_surface_alt = rgb(0xFAF8F4),
    .col_sunk = rgb(0xECE8E0),
    .col_line_soft = rgb(0xE4E0D7),
    .col_line = rgb(0xCBC5B9),
    .col_line_strong = rgb(0x6F7C7B),
    .col_ink = rgb(0x1C2B2E),
    .col_ink_2 = rgb(0x445255),
    .col_ink_3 = rgb(0x566365),
    .col_ink_disabled = rgb(0x5E6869),
    .col_accent = rgb(0x0B6069),
    .col_accent_press = rgb(0x08474E),
    .col_accent_tint = rgb(0xE1EFEF),
    .col_accent_line = rgb(0x86B8BB),
    .col_on_accent = rgb(0xFFFFFF),
    .col_rail = rgb(0x0E3D43),
    .col_rail_line = rgb(0x2B5A60),
    .col_rail_ink = rgb(0xDDEBEB),
    .col_rail_sel = rgb(0xFFFFFF),
    .col_rail_sel_ink = rgb(0x0B4A51),
    .col_amber_ink = rgb(0x774700),
    .col_amber_tint = rgb(0xFFF1D4),
    .col_amber_line = rgb(0xD49A33),
    .col_amber_fill = rgb(0x985E00),
    .col_on_amber = rgb(0xFFFFFF),
    .col_red_ink = rgb(0xA31D15),
    .col_red_tint = rgb(0xFDEBE8),
    .col_red_line = rgb(0xD88A82),
    .col_red_fill = rgb(0xB3261E),
    .col_on_red = rgb(0xFFFFFF),
    .col_green_ink = rgb(0x1D6035),
    .col_green_tint = rgb(0xE4F1E6),
    .col_green_line = rgb(0x88B894),
    .col_green_fill = rgb(0x2B7A45),
    .col_on_green = rgb(0xFFFFFF),
    .col_focus = rgb(0x0B6069),
    .col_stripe_a = rgb(0xF3C565),
    .col_stripe_b = rgb(0x3A2A08),
    .col_watermark = rgb(0xF8F2E3),
    .col_scrim = with_alpha(rgb(0x0E1C1F), 0.48f),
};

constexpr Theme night_theme{
    .col_canvas = rgb(0x000000),
    .col_surface = rgb(0x0A0101),
    .col_surface_alt = rgb(0x120302),
    .col_sunk = rgb(0x2A0805),
    .col_line_soft = rgb(0x3A0E09),
    .col_line = rgb(0x5C1910),
    .col_line_strong = rgb(0xB24334),
    .col_ink = rgb(0xEC4F40),
    .col_ink_2 = rgb(0xE64A3B),
    .col_ink_3 = rgb(0xE2483A),
    .col_ink_disabled = rgb(0xE2483A),
    .col_accent = rgb(0xEC4F40),
    .col_accent_press = rgb(0xB93A2C),
    .col_accent_tint = rgb(0x200604),
    .col_accent_line = rgb(0x8A2C20),
    .col_on_accent = rgb(0x000000),
    .col_rail = rgb(0x0A0101),
    .col_rail_line = rgb(0x3A0E09),
    .col_rail_ink = rgb(0xE2483A),
    .col_rail_sel = rgb(0xE64A3B),
    .col_rail_sel_ink = rgb(0x000000),
    .col_amber_ink = rgb(0xF05A49),
    .col_amber_tint = rgb(0x1C0503),
    .col_amber_line = rgb(0xB93A2C),
    .col_amber_fill = rgb(0xE2483A),
    .col_on_amber = rgb(0x000000),
    .col_red_ink = rgb(0xFF7A66),
    .col_red_tint = rgb(0x2A0805),
    .col_red_line = rgb(0xFF7A66),
    .col_red_fill = rgb(0xFF7A66),
    .col_on_red = rgb(0x000000),
    .col_green_ink = rgb(0xE2483A),
    .col_green_tint = rgb(0x0A0101),
    .col_green_line = rgb(0x5C1910),
    .col_green_fill = rgb(0xD24434),
    .col_on_green = rgb(0x000000),
    .col_focus = rgb(0xFF7A66),
    .col_stripe_a = rgb(0x7A2418),
    .col_stripe_b = rgb(0x000000),
    .col_watermark = rgb(0x240705),
    .col_scrim = with_alpha(rgb(0x000000), 0.7f),
};

// Black on white, every edge dark, tints all but gone: seen at an angle, in the sun, by tired eyes.
constexpr Theme contrast_theme{
    .col_canvas = rgb(0xFFFFFF),
    .col_surface = rgb(0xFFFFFF),
    .col_surface_alt = rgb(0xFFFFFF),
    .col_sunk = rgb(0xEDEDED),
    .col_line_soft = rgb(0x767676),
    .col_line = rgb(0x3A3A3A),
    .col_line_strong = rgb(0x000000),
    .col_ink = rgb(0x000000),
    .col_ink_2 = rgb(0x000000),
    .col_ink_3 = rgb(0x1F1F1F),
    .col_ink_disabled = rgb(0x3D3D3D),
    .col_accent = rgb(0x003B43),
    .col_accent_press = rgb(0x000000),
    .col_accent_tint = rgb(0xDDF3F3),
    .col_accent_line = rgb(0x003B43),
    .col_on_accent = rgb(0xFFFFFF),
    .col_rail = rgb(0x000000),
    .col_rail_line = rgb(0x767676),
    .col_rail_ink = rgb(0xFFFFFF),
    .col_rail_sel = rgb(0xFFFFFF),
    .col_rail_sel_ink = rgb(0x000000),
    .col_amber_ink = rgb(0x4A2B00),
    .col_amber_tint = rgb(0xFFF3D6),
    .col_amber_line = rgb(0x4A2B00),
    .col_amber_fill = rgb(0x5C3600),
    .col_on_amber = rgb(0xFFFFFF),
    .col_red_ink = rgb(0x8B0000),
    .col_red_tint = rgb(0xFFECEA),
    .col_red_line = rgb(0x8B0000),
    .col_red_fill = rgb(0x8B0000),
    .col_on_red = rgb(0xFFFFFF),
    .col_green_ink = rgb(0x003D17),
    .col_green_tint = rgb(0xE3F6E8),
    .col_green_line = rgb(0x003D17),
    .col_green_fill = rgb(0x00491C),
    .col_on_green = rgb(0xFFFFFF),
    .col_focus = rgb(0x0000C8),
    .col_stripe_a = rgb(0xFFFFFF),
    .col_stripe_b = rgb(0x000000),
    .col_watermark = rgb(0xF4F4F4),
    .col_scrim = with_alpha(rgb(0x000000), 0.7f),
};

}  // namespace

const Theme& theme_of(ThemeName name) {
    switch (name) {
        case ThemeName::night: return night_theme;
        case ThemeName::contrast: return contrast_theme;
        case ThemeName::light: break;
    }
    return light_theme;
}

ToneColors colors_of(const Theme& t, Tone tone) {
    switch (tone) {
        case Tone::ok:
            return {t.col_green_ink, t.col_green_tint, t.col_green_line, t.col_green_fill, t.col_on_green};
        case Tone::warn:
            return {t.col_amber_ink, t.col_amber_tint, t.col_amber_line, t.col_amber_fill, t.col_on_amber};
        case Tone::danger:
            return {t.col_red_ink, t.col_red_tint, t.col_red_line, t.col_red_fill, t.col_on_red};
        case Tone::accent:
            return {t.col_accent, t.col_accent_tint, t.col_accent_line, t.col_accent, t.col_on_accent};
        case Tone::now: return {t.col_on_accent, t.col_accent, t.col_accent, t.col_accent, t.col_on_accent};
        case Tone::neutral: break;
    }
    return {t.col_ink_2, t.col_surface_alt, t.col_line, t.col_sunk, t.col_ink};
}

}  // namespace tsunagi
