// Owns points, rectangles and the few ways layouts cut and stack them.
// All lengths are design px: the text scale is a zoom that Ui applies on the way in and out (see ui.h).
#pragma once

#include <algorithm>
#include <cstddef>

namespace tsunagi {

struct Vec2 {
    float x = 0;
    float y = 0;
    bool operator==(const Vec2&) const = default;
};
inline Vec2 operator+(Vec2 a, Vec2 b) {
    return {a.x + b.x, a.y + b.y};
}
inline Vec2 operator-(Vec2 a, Vec2 b) {
    return {a.x - b.x, a.y - b.y};
}
inline Vec2 operator*(Vec2 a, float k) {
    return {a.x * k, a.y * k};
}

struct Insets {
    float left = 0;
    float top = 0;
    float right = 0;
    float bottom = 0;
    bool operator==(const Insets&) const = default;
};

struct Rect {
    float x = 0;
    float y = 0;
    float w = 0;
    float h = 0;
    bool operator==(const Rect&) const = default;

    float right() const { return x + w; }
    float bottom() const { return y + h; }
    Vec2 origin() const { return {x, y}; }
    Vec2 size() const { return {w, h}; }
    Vec2 center() const { return {x + w / 2, y + h / 2}; }
    bool empty() const { return w <= 0 || h <= 0; }
    bool contains(Vec2 p) const { return p.x >= x && p.x < right() && p.y >= y && p.y < bottom(); }

    Rect inset(float all) const { return inset(all, all); }
    Rect inset(float dx, float dy) const {
        return {x + dx, y + dy, std::max(0.0f, w - 2 * dx), std::max(0.0f, h - 2 * dy)};
    }
    Rect inset(const Insets& by) const {
        return {x + by.left, y + by.top, std::max(0.0f, w - by.left - by.right),
                std::max(0.0f, h - by.top - by.bottom)};
    }
    Rect outset(float all) const { return {x - all, y - all, w + 2 * all, h + 2 * all}; }
    Rect moved(Vec2 by) const { return {x + by.x, y + by.y, w, h}; }
    Rect with_height(float height) const { return {x, y, w, height}; }
    Rect with_width(float width) const { return {x, y, width, h}; }
    // A rectangle of this size in the middle of this one.
    Rect centered(Vec2 inner) const {
        return {x + (w - inner.x) / 2, y + (h - inner.y) / 2, inner.x, inner.y};
    }
    // A strip of this height across the middle.
    Rect middle(float height) const { return {x, y + (h - height) / 2, w, height}; }

    // Cut a piece off this rectangle and return it; `gap` is left away between the piece and the rest.
    Rect cut_left(float width, float gap = 0) {
        const float taken = std::min(width, w);
        const Rect piece{x, y, taken, h};
        const float used = std::min(taken + gap, w);
        x += used;
        w -= used;
        return piece;
    }
    Rect cut_right(float width, float gap = 0) {
        const float taken = std::min(width, w);
        const Rect piece{x + w - taken, y, taken, h};
        w -= std::min(taken + gap, w);
        return piece;
    }
    Rect cut_top(float height, float gap = 0) {
        const float taken = std::min(height, h);
        const Rect piece{x, y, w, taken};
        const float used = std::min(taken + gap, h);
        y += used;
        h -= used;
        return piece;
    }
    Rect cut_bottom(float height, float gap = 0) {
        const float taken = std::min(height, h);
        const Rect piece{x, y + h - taken, w, taken};
        h -= std::min(taken + gap, h);
        return piece;
    }
};

inline Rect intersect(const Rect& a, const Rect& b) {
    const float x = std::max(a.x, b.x);
    const float y = std::max(a.y, b.y);
    return {x, y, std::max(0.0f, std::min(a.right(), b.right()) - x),
            std::max(0.0f, std::min(a.bottom(), b.bottom()) - y)};
}
inline bool overlaps(const Rect& a, const Rect& b) {
    return !intersect(a, b).empty();
}

// The index-th of `count` equal columns with `gap` between them.
inline Rect column_of(const Rect& area, std::size_t index, std::size_t count, float gap) {
    const float n = static_cast<float>(count);
    const float width = std::max(0.0f, (area.w - gap * (n - 1)) / n);
    return {area.x + static_cast<float>(index) * (width + gap), area.y, width, area.h};
}

// How many rows of per_row cells hold count cells; per_row > 0.
inline float rows_for(std::size_t count, std::size_t per_row) {
    const std::size_t rows = (count + per_row - 1) / per_row;
    return static_cast<float>(rows);
}

// How many whole rows lie above the cell with this index; per_row > 0.
inline float rows_above(std::size_t index, std::size_t per_row) {
    const std::size_t rows = index / per_row;
    return static_cast<float>(rows);
}

// Stacks boxes downwards in an area whose height need not be known. `bottom()` is the lower edge of the last
// box.
struct Column {
    Rect area;
    float gap = 0;
    float y = area.y;
    bool started = false;

    explicit Column(const Rect& in, float gap_between = 0) : area(in), gap(gap_between), y(in.y) {}
    // The place of the next box; take it after it was drawn with reached() when its height was not known
    // before.
    Rect next(float height = 0) {
        if (started) y += gap;
        started = true;
        const Rect box{area.x, y, area.w, height};
        y += height;
        return box;
    }
    void reached(float new_bottom) { y = std::max(y, new_bottom); }
    void skip(float height) { y += height; }
    float bottom() const { return y; }
};

// Places boxes from left to right, and onto the next line when the row is full: rows of chips.
struct Flow {
    Rect area;
    float gap_x = 8;
    float gap_y = 8;
    float x = 0;
    float y = 0;
    float line_height = 0;

    Flow(const Rect& in, float between_x, float between_y)
        : area(in), gap_x(between_x), gap_y(between_y), x(in.x), y(in.y) {}
    Rect place(Vec2 size) {
        if (x > area.x && x + size.x > area.right() + 0.5f) {
            x = area.x;
            y += line_height + gap_y;
            line_height = 0;
        }
        const Rect box{x, y, std::min(size.x, area.w), size.y};
        x += box.w + gap_x;
        line_height = std::max(line_height, size.y);
        return box;
    }
    float bottom() const { return y + line_height; }
};

}  // namespace tsunagi
