// Owns turning shapes into draw list calls.
#include "views/paint.h"

#include <imgui.h>

#include <cmath>
#include <numbers>

namespace tsunagi {

namespace {
ImVec2 to_im(Vec2 v) {
    return {v.x, v.y};
}
}  // namespace

void fill_rect(Ui& ui, const Rect& rect, Color color, float radius) {
    if (color == 0 || rect.empty()) return;
    ui.draw_list()->AddRectFilled({rect.x, rect.y}, {rect.right(), rect.bottom()}, color, radius);
}

void stroke_rect(Ui& ui, const Rect& rect, Color color, float width, float radius) {
    if (color == 0 || rect.empty()) return;
    // ImGui centres its stroke on the path (which it moves by half a pixel): ours lies inside.
    const float half = width / 2;
    const Rect path = rect.inset(half);
    ImDrawList* draw = ui.draw_list();
    draw->PathRect({path.x, path.y}, {path.right(), path.bottom()}, std::max(0.0f, radius - half));
    draw->PathStroke(color, ImDrawFlags_Closed, width);
}

void draw_box(Ui& ui, const Rect& rect, Color fill, Color edge, float radius, float edge_width) {
    if (edge == 0) {
        fill_rect(ui, rect, fill, radius);
        return;
    }
    // The fill stays under the middle of the edge, so that no light seam shows between the two.
    fill_rect(ui, rect.inset(edge_width / 2), fill, std::max(0.0f, radius - edge_width / 2));
    stroke_rect(ui, rect, edge, edge_width, radius);
}

void draw_line(Ui& ui, Vec2 from, Vec2 to, Color color, float width) {
    if (color == 0) return;
    // Straight lines are filled boxes: they stay sharp on whole pixels.
    if (from.y == to.y) {
        fill_rect(ui, {from.x, from.y, to.x - from.x, width}, color);
    } else if (from.x == to.x) {
        fill_rect(ui, {from.x, from.y, width, to.y - from.y}, color);
    } else {
        ui.draw_list()->AddLine(to_im(from), to_im(to), color, width);
    }
}

void fill_circle(Ui& ui, Vec2 center, float radius, Color color) {
    if (color != 0) ui.draw_list()->AddCircleFilled(to_im(center), radius, color);
}

void stroke_circle(Ui& ui, Vec2 center, float radius, Color color, float width) {
    if (color != 0) ui.draw_list()->AddCircle(to_im(center), radius, color, 0, width);
}

void stroke_arc(Ui& ui, Vec2 center, float radius, float from, float to, Color color, float width) {
    if (color == 0 || to <= from) return;
    constexpr float turn = 2 * std::numbers::pi_v<float>;
    ImDrawList* draw = ui.draw_list();
    draw->PathArcTo(to_im(center), radius, (from - 0.25f) * turn, (to - 0.25f) * turn);
    draw->PathStroke(color, 0, width);
}

void paint_icon(Ui& ui, const Rect& rect, Icon icon, Color color, float size) {
    if (icon == Icon::none || color == 0) return;
    const Rect box = rect.centered({size, size});
    ImFont* font = ui.font(Weight::regular);
    if (font == nullptr) return;
    const std::string text = encode_utf8(static_cast<char32_t>(icon));
    ui.draw_list()->AddText(font, size, {box.x, box.y}, color, text.data(), text.data() + text.size());
}

namespace {

void paint_run(Ui& ui, ImFont* font, Vec2 at, std::string_view text, float size_px, Color color) {
    const std::string run = ui.clusters().drawable(text);
    ui.draw_list()->AddText(font, size_px, to_im(at), color, run.data(), run.data() + run.size());
}

// Digits one by one in boxes of one width, everything else as it comes.
void paint_tabular(Ui& ui, ImFont* font, Vec2 at, std::string_view text, float size_px, Weight weight,
                   Color color) {
    float widest = 0;
    for (char digit = '0'; digit <= '9'; ++digit) {
        widest = std::max(widest, ui.measure().advance({&digit, 1}, size_px, weight));
    }
    for (const std::string_view cluster : clusters_of(text)) {
        const float own = ui.measure().advance(cluster, size_px, weight);
        const bool digit = cluster.size() == 1 && cluster[0] >= '0' && cluster[0] <= '9';
        paint_run(ui, font, {at.x + (digit ? (widest - own) / 2 : 0), at.y}, cluster, size_px, color);
        at.x += digit ? widest : own;
    }
}

}  // namespace

void paint_line(Ui& ui, Vec2 at, std::string_view text, float size_px, float line_px, Weight weight,
                Color color, bool tabular) {
    ImFont* font = ui.font(weight);
    if (text.empty() || color == 0 || font == nullptr) return;
    const Vec2 top{at.x, at.y + (line_px - size_px) / 2};
    if (tabular) {
        paint_tabular(ui, font, top, text, size_px, weight, color);
    } else {
        paint_run(ui, font, top, text, size_px, color);
    }
}

void paint_stripes(Ui& ui, const Rect& rect, Color a, Color b, float band) {
    fill_rect(ui, rect, a);
    ui.push_clip(rect);
    const float slant = rect.h;
    float x = rect.x - slant;
    while (x < rect.right()) {
        ui.draw_list()->AddQuadFilled({x, rect.bottom()}, {x + slant, rect.y}, {x + slant + band, rect.y},
                                      {x + band, rect.bottom()}, b);
        x += 2 * band;
    }
    ui.pop_clip();
}

}  // namespace tsunagi
