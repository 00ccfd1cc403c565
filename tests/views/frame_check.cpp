#include "frame_check.h"

#include <algorithm>

namespace tsunagi {

std::vector<std::string> find_out_of_order(const SemanticsFrame& frame) {
    std::vector<std::string> wrong;
    const SemanticNode* last = nullptr;
    for (const SemanticNode& node : frame.nodes) {
        if (!node.focuses || !node.state.enabled || node.role == NodeRole::dialog) continue;
        if (!overlaps(node.rect, node.clip)) continue;
        if (last != nullptr) {
            const Rect a = intersect(last->rect, last->clip);
            const Rect b = intersect(node.rect, node.clip);
            const bool one_row = intersect(a, {a.x, b.y, a.w, b.h}).h > std::min(a.h, b.h) / 2;
            const bool to_the_left = one_row && b.right() <= a.x + 1;
            const bool above = !one_row && b.bottom() <= a.y + 1 && b.x < a.right() - 1;
            if (to_the_left || above) wrong.push_back("\"" + last->name + "\" before \"" + node.name + "\"");
        }
        last = &node;
    }
    return wrong;
}

std::vector<std::string> find_broken_lists(const SemanticsFrame& frame) {
    std::vector<std::string> wrong;
    for (const SemanticNode& node : frame.nodes) {
        const SemanticNode* parent = frame.find(node.parent);
        const bool in_list = parent != nullptr && parent->role == NodeRole::list;
        if (in_list != (node.role == NodeRole::list_item)) wrong.push_back(node.id);
    }
    return wrong;
}

std::vector<std::string> find_outside_card(const SemanticsFrame& frame) {
    std::vector<std::string> wrong;
    for (const SemanticNode& node : frame.nodes) {
        const SemanticNode* card = frame.find(node.parent);
        while (card != nullptr && card->role != NodeRole::region) card = frame.find(card->parent);
        if (card == nullptr || card->rect.h <= 0 || node.rect.h <= 0) continue;
        if (node.rect.bottom() > card->rect.bottom() + 2) wrong.push_back(node.id + " " + node.name);
    }
    return wrong;
}

}  // namespace tsunagi
