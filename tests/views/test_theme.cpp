// Words on their grounds reach 4.5:1 in every theme, and at night through the red of the screen pass as well.
#include "views/theme.h"

#include <catch2/catch_test_macros.hpp>

#include <array>
#include <cmath>

using namespace tsunagi;

namespace {

struct Light {
    double r, g, b;
};

Light light_of(Color color) {
    const auto part = [&](int shift) { return static_cast<double>((color >> shift) & 0xFFu) / 255; };
    return {part(0), part(8), part(16)};
}

double luminance(const Light& light) {
    const auto linear = [](double v) {
        return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(light.r) + 0.7152 * linear(light.g) + 0.0722 * linear(light.b);
}

// The matrix of src/platform/screen_pass.cpp.
Light at_night(const Light& light) {
    const double red = std::min(1.0, 0.86 * light.r + 0.33 * light.g + 0.15 * light.b);
    return {red, red * 0.335, red * 0.271};
}

double contrast(const Light& a, const Light& b) {
    const double high = std::max(luminance(a), luminance(b));
    const double low = std::min(luminance(a), luminance(b));
    return (high + 0.05) / (low + 0.05);
}

struct Pair {
    const char* what;
    Color Theme::* ink;
    Color Theme::* ground;
};
constexpr std::array pairs{
    Pair{"ink on surface", &Theme::col_ink, &Theme::col_surface},
    Pair{"ink_2 on surface", &Theme::col_ink_2, &Theme::col_surface},
    Pair{"ink_3 on surface", &Theme::col_ink_3, &Theme::col_surface},
    Pair{"ink_2 on canvas", &Theme::col_ink_2, &Theme::col_canvas},
    Pair{"ink_3 on canvas", &Theme::col_ink_3, &Theme::col_canvas},
    Pair{"ink_2 on surface_alt", &Theme::col_ink_2, &Theme::col_surface_alt},
    Pair{"ink_2 on sunk", &Theme::col_ink_2, &Theme::col_sunk},
    Pair{"ink_disabled on sunk", &Theme::col_ink_disabled, &Theme::col_sunk},
    Pair{"accent on surface", &Theme::col_accent, &Theme::col_surface},
    Pair{"accent on accent_tint", &Theme::col_accent, &Theme::col_accent_tint},
    Pair{"ink_2 on accent_tint", &Theme::col_ink_2, &Theme::col_accent_tint},
    Pair{"ink_2 on red_tint", &Theme::col_ink_2, &Theme::col_red_tint},
    Pair{"on_accent on accent", &Theme::col_on_accent, &Theme::col_accent},
    Pair{"rail_ink on rail", &Theme::col_rail_ink, &Theme::col_rail},
    Pair{"rail_sel_ink on rail_sel", &Theme::col_rail_sel_ink, &Theme::col_rail_sel},
    Pair{"amber_ink on amber_tint", &Theme::col_amber_ink, &Theme::col_amber_tint},
    Pair{"on_amber on amber_fill", &Theme::col_on_amber, &Theme::col_amber_fill},
    Pair{"red_ink on red_tint", &Theme::col_red_ink, &Theme::col_red_tint},
    Pair{"red_ink on surface", &Theme::col_red_ink, &Theme::col_surface},
    Pair{"on_red on red_fill", &Theme::col_on_red, &Theme::col_red_fill},
    Pair{"green_ink on green_tint", &Theme::col_green_ink, &Theme::col_green_tint},
    Pair{"on_green on green_fill", &Theme::col_on_green, &Theme::col_green_fill},
};

}  // namespace

TEST_CASE("words reach 4.5:1 on their ground in every theme", "[theme]") {
    for (const ThemeName name : {ThemeName::light, ThemeName::night, ThemeName::contrast}) {
        const Theme& theme = theme_of(name);
        for (const Pair& pair : pairs) {
            Light ink = light_of(theme.*pair.ink);
            Light ground = light_of(theme.*pair.ground);
            INFO(pair.what << " in theme " << static_cast<int>(name));
            if (name == ThemeName::night) {
                ink = at_night(ink);
                ground = at_night(ground);
            }
            CHECK(contrast(ink, ground) >= (name == ThemeName::contrast ? 7.0 : 4.5));
        }
    }
}
