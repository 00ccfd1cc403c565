// Owns how secrets and keys are shown: passphrase blocks, fingerprints, a code to be read by a camera.
#pragma once

#include "views/widgets/text.h"

#include <span>
#include <string>
#include <vector>

namespace tsunagi {

// "4821 7305 1964 ..." as boxes, three a row, in reading order. Returns the lower edge.
float draw_passphrase(Ui& ui, const Rect& rect, std::string_view phrase);
float measure_passphrase(Ui& ui, float width, std::string_view phrase);

// The number of a device or a file (exchange/device_number.h) under its label, large enough to be read out
// and compared: boxes of four digits, four, two or one a row. Returns the lower edge; nothing is drawn
// without one.
float draw_device_number(Ui& ui, const Rect& rect, std::string_view number, std::string_view label);

// "9F2C 71AD 0E44 ...": groups of four, fixed-width, wrapping between groups. Returns the lower edge.
float draw_fingerprint(Ui& ui, const Rect& rect, std::string_view fingerprint, std::string_view label);
float measure_fingerprint(Ui& ui, float width, std::string_view fingerprint);

// Groups of four upper-case characters from any hex or digits.
std::vector<std::string> groups_of_four(std::string_view text);

}  // namespace tsunagi
