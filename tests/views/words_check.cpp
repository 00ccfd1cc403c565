#include "words_check.h"

#include <algorithm>
#include <format>
#include <functional>
#include <span>
#include <string_view>

namespace tsunagi {

namespace {

constexpr float tolerance = 2.5f;  // px of a line's own leading that may be shared

bool cut_sideways(const PaintedLine& line, const Rect& screen) {
    const Rect edge = intersect(line.clip, screen);
    return line.ink.x < edge.x - 1 || line.ink.right() > edge.right() + 1;
}

bool cut_up_or_down(const PaintedLine& line) {
    return line.ink.y < line.clip.y - 1 || line.ink.bottom() > line.clip.bottom() + 1;
}

bool wider_than_room(const PaintedLine& line) {
    return line.ink.w > line.room.w + tolerance;
}

bool higher_than_room(const PaintedLine& line) {
    if (line.room.h <= 0) return false;
    return line.ink.y < line.room.y - tolerance || line.ink.bottom() > line.room.bottom() + tolerance;
}

// A word standing on its head: one or two letters a line.
bool squeezed(const PaintedLine& line) {
    return line.lines >= 4 && line.room.w < 2.2f * line.ink.h;
}

std::string at(const Rect& r) {
    return std::format("[{:.0f} {:.0f} {:.0f} {:.0f}]", r.x, r.y, r.w, r.h);
}

bool collide(const Rect& a, const Rect& b) {
    const Rect common = intersect(a, b);
    return common.w > tolerance && common.h > tolerance;
}

bool contains(const Rect& outer, const Rect& inner) {
    return intersect(outer.outset(tolerance), inner) == inner;
}

// Lines from the top down, so that only those beside each other are compared.
class Rows {
  public:
    explicit Rows(std::vector<const PaintedLine*> lines) : lines_(std::move(lines)) {
        std::ranges::sort(lines_, {}, [](const PaintedLine* line) { return line->ink.y; });
        for (const PaintedLine* line : lines_) highest_ = std::max(highest_, line->ink.h);
    }
    // Every line whose letters may share a height with this rectangle.
    std::span<const PaintedLine* const> beside(const Rect& rect) const {
        const auto top = [](const PaintedLine* line) { return line->ink.y; };
        const auto first = std::ranges::lower_bound(lines_, rect.y - highest_, {}, top);
        return {first, std::ranges::upper_bound(first, lines_.end(), rect.bottom(), {}, top)};
    }
    const std::vector<const PaintedLine*>& all() const { return lines_; }

  private:
    std::vector<const PaintedLine*> lines_;
    float highest_ = 0;
};

using Tell = std::function<void(std::string_view what, const PaintedLine& line, const Rect& other)>;

void find_cut(const PaintedLine& line, const Rect& screen, const Tell& tell) {
    if (cut_sideways(line, screen)) tell("cut at the side", line, line.clip);
    if (!line.scrolls && cut_up_or_down(line)) tell("cut above or below", line, line.clip);
    if (wider_than_room(line)) tell("wider than its room", line, line.room);
    if (higher_than_room(line)) tell("higher than its room", line, line.room);
    if (squeezed(line)) tell("squeezed", line, line.room);
}

void find_over_others(const PaintedLine& line, const Rows& rows, const Tell& tell) {
    for (const PaintedLine* other : rows.beside(line.ink)) {
        if (other >= &line) continue;  // each pair once
        if (other->layer == line.layer && other->scrolls == line.scrolls && collide(other->ink, line.ink))
            tell("over other words", line, other->ink);
    }
}

void find_half_over(const SemanticNode& node, float scale, int top, const Rows& rows, const Tell& tell) {
    if (!node.activates && node.role != NodeRole::textbox) return;
    const Rect shown = intersect(node.rect, node.clip);
    const Rect box{shown.x / scale, shown.y / scale, shown.w / scale, shown.h / scale};
    for (const PaintedLine* line : rows.beside(box)) {
        const Rect ink = intersect(line->ink, line->clip);
        if (line->layer != top || !collide(box, ink) || contains(box, ink)) continue;
        tell(std::format("half over \"{}\"", node.name), *line, box);
    }
}

}  // namespace

std::vector<std::string> find_unreadable(const TestScreen& screen, const std::vector<PaintedLine>& lines) {
    std::vector<std::string> wrong;
    const Tell tell = [&wrong](std::string_view what, const PaintedLine& line, const Rect& other) {
        wrong.push_back(std::format("{}: \"{}\" {} / {}", what, line.text, at(line.ink), at(other)));
    };
    std::vector<const PaintedLine*> seen;
    int top = 0;
    for (const PaintedLine& line : lines) {
        if (!overlaps(line.ink, line.clip)) continue;
        seen.push_back(&line);
        top = std::max(top, line.layer);
    }
    const Rows rows(std::move(seen));
    for (const PaintedLine* line : rows.all()) {
        find_cut(*line, screen.ui.full_screen(), tell);
        find_over_others(*line, rows, tell);
    }
    for (const SemanticNode& node : screen.ui.semantics().nodes)
        find_half_over(node, screen.ui.text_scale(), top, rows, tell);
    return wrong;
}

}  // namespace tsunagi
