// Owns the parts of 設定 that have a file of their own.
#pragma once

#include "views/screens/screens.h"

#include <cstdint>
#include <string>

namespace tsunagi {

// 画面: colours, text size, motion, language, and the list of keys. Draws from area's top, returns the lower
// edge.
float draw_display_settings(Ui& ui, const Rect& area, const AppState& state, SettingsUi& own,
                            Commands& commands);

// この端末の鍵: its number, and the card for others as a file and as a QR code. The same.
float draw_own_key(Ui& ui, const Rect& area, const AppState& state, SettingsUi& own, Commands& commands);

// "12 MB", rounded up.
std::string megabytes(std::uint64_t bytes);

}  // namespace tsunagi
