// Owns how a QR code is drawn: black on white whatever the theme, with its quiet zone, on whole pixels.
#pragma once

#include "exchange/qr.h"
#include "views/ui.h"

#include <string_view>

namespace tsunagi {

// As large as it gets in rect.w, at most 400 px, at the left. name is read. Returns the lower edge.
float draw_qr(Ui& ui, const Rect& rect, const QrSquares& squares, std::string_view name);

}  // namespace tsunagi
