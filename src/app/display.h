// Owns how this tablet shows the app: colours and text size, and what the system asks for. Nothing of a
// person.
#pragma once

#include <array>
#include <cstdint>

namespace tsunagi {

// day; night: dark red on black, for a ward that sleeps; contrast: black on white, strong lines.
enum class ScreenMode : std::uint8_t { day, night, contrast };
constexpr std::array screen_mode_codes{"day", "night", "contrast"};

// Percent; what a setting or two fingers choose among.
constexpr std::array text_sizes{100, 115, 130, 150, 175, 200};

struct Display {
    ScreenMode mode = ScreenMode::day;
    int text_percent = 100;
    bool still = false;         // the system asks for reduced motion
    bool away = false;          // the page is covered, or another window has the keyboard
    bool locking_soon = false;  // the idle lock comes within seconds
    bool operator==(const Display&) const = default;
};

constexpr ScreenMode next_mode(ScreenMode mode) {
    return static_cast<ScreenMode>((static_cast<std::uint8_t>(mode) + 1) % screen_mode_codes.size());
}

}  // namespace tsunagi
