// Owns looking nodes up and telling two trees apart.
#include "views/semantics.h"

#include <algorithm>
#include <map>
#include <ranges>

namespace tsunagi {

std::string_view role_code(NodeRole role) {
    switch (role) {
        case NodeRole::group: return "group";
        case NodeRole::region: return "region";
        case NodeRole::navigation: return "navigation";
        case NodeRole::list: return "list";
        case NodeRole::list_item: return "listitem";
        case NodeRole::table: return "table";
        case NodeRole::row: return "row";
        case NodeRole::column_header: return "columnheader";
        case NodeRole::cell: return "cell";
        case NodeRole::heading: return "heading";
        case NodeRole::text: return "text";
        case NodeRole::image: return "img";
        case NodeRole::link: return "link";
        case NodeRole::button: return "button";
        case NodeRole::checkbox: return "checkbox";
        case NodeRole::radio: return "radio";
        case NodeRole::radio_group: return "radiogroup";
        case NodeRole::tab_list: return "tablist";
        case NodeRole::tab: return "tab";
        case NodeRole::textbox: return "textbox";
        case NodeRole::progress: return "progressbar";
        case NodeRole::status: return "status";
        case NodeRole::alert: return "alert";
        case NodeRole::dialog: return "dialog";
    }
    return "group";
}

const SemanticNode* SemanticsFrame::find(std::string_view id) const {
    const auto found = std::ranges::find(nodes, id, &SemanticNode::id);
    return found == nodes.end() ? nullptr : &*found;
}

const SemanticNode* SemanticsFrame::find(NodeRole role, std::string_view name) const {
    const auto found = std::ranges::find_if(
        nodes, [&](const SemanticNode& node) { return node.role == role && node.name == name; });
    return found == nodes.end() ? nullptr : &*found;
}

namespace {

using Index = std::unordered_map<std::string_view, std::size_t>;
// Children of each parent in order, as node indices.
using Families = std::map<std::string_view, std::vector<std::size_t>>;

Index index_of(const SemanticsFrame& frame) {
    Index index;
    for (std::size_t i = 0; i < frame.nodes.size(); ++i) index.emplace(frame.nodes[i].id, i);
    return index;
}

Families families_of(const SemanticsFrame& frame) {
    Families families;
    for (std::size_t i = 0; i < frame.nodes.size(); ++i) families[frame.nodes[i].parent].push_back(i);
    return families;
}

// Which of these (distinct old positions, in new order) can stay where they are: a longest increasing
// subsequence.
std::vector<bool> longest_increasing(const std::vector<std::size_t>& positions) {
    std::vector<std::size_t> tails;  // index of the smallest end of a run of each length
    std::vector<std::size_t> previous(positions.size(), positions.size());
    for (std::size_t i = 0; i < positions.size(); ++i) {
        const auto slot =
            std::ranges::lower_bound(tails, positions[i], {}, [&](std::size_t t) { return positions[t]; });
        if (slot != tails.begin()) previous[i] = *(slot - 1);
        if (slot == tails.end()) {
            tails.push_back(i);
        } else {
            *slot = i;
        }
    }
    std::vector<bool> stays(positions.size(), false);
    for (std::size_t i = tails.empty() ? positions.size() : tails.back(); i < positions.size();
         i = previous[i]) {
        stays[i] = true;
    }
    return stays;
}

// Old positions among siblings that are still children of the same parent, in new order.
std::vector<bool> stay_flags(const SemanticsFrame& before, const SemanticsFrame& after,
                             const Index& old_index, const std::vector<std::size_t>& children) {
    std::vector<std::size_t> positions;
    std::vector<std::size_t> which;
    for (std::size_t k = 0; k < children.size(); ++k) {
        const SemanticNode& node = after.nodes[children[k]];
        const auto old = old_index.find(node.id);
        if (old == old_index.end()) continue;
        const SemanticNode& was = before.nodes[old->second];
        if (was.parent != node.parent || was.role != node.role) continue;
        positions.push_back(old->second);
        which.push_back(k);
    }
    const std::vector<bool> increasing = longest_increasing(positions);
    std::vector<bool> stays(children.size(), false);
    for (std::size_t i = 0; i < which.size(); ++i) stays[which[i]] = increasing[i];
    return stays;
}

bool same_content(const SemanticNode& a, const SemanticNode& b) {
    return a.name == b.name && a.value == b.value && a.description == b.description && a.state == b.state &&
           a.rect == b.rect && a.clip == b.clip && a.activates == b.activates && a.focuses == b.focuses;
}

}  // namespace

std::vector<SemanticsOp> diff(const SemanticsFrame& before, const SemanticsFrame& after) {
    if (before.nodes == after.nodes) return {};
    std::vector<SemanticsOp> ops;
    const Index old_index = index_of(before);
    const Index new_index = index_of(after);
    // A node whose role changed is another element: gone and made anew, and so are its children.
    const auto survives = [&](const SemanticNode& was) {
        const auto now = new_index.find(was.id);
        return now != new_index.end() && after.nodes[now->second].role == was.role;
    };
    std::unordered_map<std::string_view, bool> gone;
    for (const SemanticNode& was : before.nodes) {
        const bool with_parent = gone.contains(was.parent);
        if (!with_parent && survives(was)) continue;
        if (!with_parent) ops.push_back({SemanticsOpKind::remove, was.id, {}, {}, 0});
        gone.emplace(was.id, true);
    }
    std::vector<bool> placed(after.nodes.size(), true);
    std::vector<std::string_view> sibling_before(after.nodes.size());
    for (const auto& [parent, children] : families_of(after)) {
        const std::vector<bool> stays = stay_flags(before, after, old_index, children);
        for (std::size_t k = 0; k < children.size(); ++k) {
            placed[children[k]] = stays[k] && !gone.contains(after.nodes[children[k]].id);
            if (k > 0) sibling_before[children[k]] = after.nodes[children[k - 1]].id;
        }
    }
    for (std::size_t i = 0; i < after.nodes.size(); ++i) {
        if (placed[i]) continue;
        const SemanticNode& node = after.nodes[i];
        const bool fresh = gone.contains(node.id) || !old_index.contains(node.id);
        ops.push_back({fresh ? SemanticsOpKind::insert : SemanticsOpKind::move, node.id, node.parent,
                       std::string(sibling_before[i]), i});
    }
    for (std::size_t i = 0; i < after.nodes.size(); ++i) {
        const SemanticNode& node = after.nodes[i];
        const auto old = old_index.find(node.id);
        if (old == old_index.end() || gone.contains(node.id)) continue;
        if (!same_content(before.nodes[old->second], node)) {
            ops.push_back({SemanticsOpKind::update, node.id, node.parent, {}, i});
        }
    }
    return ops;
}

}  // namespace tsunagi
