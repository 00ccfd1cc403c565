#include "views/widgets/qr.h"

#include "views/paint.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>

namespace tsunagi {

namespace {

constexpr float widest = 400;
constexpr std::size_t quiet = 4;  // squares around the code, by the standard
constexpr Color white = 0xFFFFFFFF;
constexpr Color black = 0xFF000000;

}  // namespace

float draw_qr(Ui& ui, const Rect& rect, const QrSquares& squares, std::string_view name) {
    if (squares.empty()) return rect.y;
    const float count = static_cast<float>(squares.side + 2 * quiet);
    // A square of a broken number of pixels is wider here than there, and a camera stumbles over it.
    const float pixels = std::max(1.0f, ImGui::GetIO().DisplayFramebufferScale.x);
    const float wide = std::min(rect.w, widest);
    const float square = std::max(1.0f, std::floor(wide * pixels / count)) / pixels;
    const float side = square * count;
    const auto snapped = [pixels](float at) { return std::floor(at * pixels) / pixels; };
    const Rect box{snapped(rect.x), snapped(rect.y), side, side};
    ui.record({}, NodeRole::image, std::string(name), box);
    fill_rect(ui, box, white);
    for (std::size_t y = 0; y < squares.side; ++y) {
        std::size_t x = 0;
        while (x < squares.side) {
            const std::size_t from = x;
            while (x < squares.side && squares.at(x, y)) ++x;
            if (x > from) {
                fill_rect(ui,
                          {box.x + static_cast<float>(from + quiet) * square,
                           box.y + static_cast<float>(y + quiet) * square,
                           static_cast<float>(x - from) * square, square},
                          black);
            } else {
                ++x;
            }
        }
    }
    return box.bottom();
}

}  // namespace tsunagi
