#include "words_check.h"

#include <algorithm>
#include <format>

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

}  // namespace

std::vector<std::string> find_unreadable(const TestScreen& screen, const std::vector<PaintedLine>& lines) {
    std::vector<std::string> wrong;
    const Rect all = screen.ui.full_screen();
    const auto tell = [&](const char* what, const PaintedLine& line, const Rect& other) {
        wrong.push_back(std::format("{}: \"{}\" {} / {}", what, line.text, at(line.ink), at(other)));
    };
    std::vector<const PaintedLine*> seen;
    for (const PaintedLine& line : lines) {
        if (!overlaps(line.ink, line.clip)) continue;
        if (cut_sideways(line, all)) tell("cut at the side", line, line.clip);
        if (!line.scrolls && cut_up_or_down(line)) tell("cut above or below", line, line.clip);
        if (wider_than_room(line)) tell("wider than its room", line, line.room);
        if (higher_than_room(line)) tell("higher than its room", line, line.room);
        if (squeezed(line)) tell("squeezed", line, line.room);
        for (const PaintedLine* other : seen) {
            if (other->layer == line.layer && other->scrolls == line.scrolls &&
                collide(other->ink, line.ink)) {
                tell("over other words", line, other->ink);
            }
        }
        seen.push_back(&line);
    }
    const float scale = screen.ui.text_scale();
    int top = 0;
    for (const PaintedLine* line : seen) top = std::max(top, line->layer);
    for (const SemanticNode& node : screen.ui.semantics().nodes) {
        if (!node.activates && node.role != NodeRole::textbox) continue;
        const Rect shown = intersect(node.rect, node.clip);
        const Rect box{shown.x / scale, shown.y / scale, shown.w / scale, shown.h / scale};
        for (const PaintedLine* line : seen) {
            const Rect ink = intersect(line->ink, line->clip);
            if (line->layer != top || !collide(box, ink) || contains(box, ink)) continue;
            wrong.push_back(std::format("half over \"{}\": \"{}\" {} / {}", node.name, line->text,
                                        at(line->ink), at(box)));
        }
    }
    return wrong;
}

}  // namespace tsunagi
