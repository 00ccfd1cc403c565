#include "frame_check.h"

#include <algorithm>
#include <format>
#include <string_view>
#include <unordered_map>

namespace tsunagi {

namespace {

// SemanticsFrame::find() looks at one after the other: too slow to be asked for every node of a long screen.
class Parents {
  public:
    explicit Parents(const SemanticsFrame& frame) {
        for (const SemanticNode& node : frame.nodes) by_id_.emplace(node.id, &node);
    }
    const SemanticNode* of(const SemanticNode& node) const {
        const auto found = by_id_.find(node.parent);
        return found == by_id_.end() ? nullptr : found->second;
    }

  private:
    std::unordered_map<std::string_view, const SemanticNode*> by_id_;
};

}  // namespace

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
    const Parents parents(frame);
    for (const SemanticNode& node : frame.nodes) {
        const SemanticNode* parent = parents.of(node);
        const bool in_list = parent != nullptr && parent->role == NodeRole::list;
        if (in_list != (node.role == NodeRole::list_item)) wrong.push_back(node.id);
    }
    return wrong;
}

std::vector<std::string> find_outside_card(const SemanticsFrame& frame) {
    std::vector<std::string> wrong;
    const Parents parents(frame);
    for (const SemanticNode& node : frame.nodes) {
        const SemanticNode* card = parents.of(node);
        while (card != nullptr && card->role != NodeRole::region) card = parents.of(*card);
        if (card == nullptr || card->rect.h <= 0 || node.rect.h <= 0) continue;
        if (node.rect.bottom() > card->rect.bottom() + 2) wrong.push_back(node.id + " " + node.name);
    }
    return wrong;
}

std::vector<std::string> find_small(const SemanticsFrame& frame) {
    std::vector<std::string> wrong;
    for (const SemanticNode& node : frame.nodes) {
        if (!node.activates && node.role != NodeRole::textbox) continue;
        if (node.rect.h >= 47.5f && node.rect.w >= 47.5f) continue;
        wrong.push_back(std::format("{} {} {}x{}", node.id, node.name, node.rect.w, node.rect.h));
    }
    return wrong;
}

}  // namespace tsunagi
