// Owns what assistive technology and tests see: one flat list of nodes a frame, and its difference to the
// last one. Must not know how a node looks or what the DOM is.
#pragma once

#include "views/geometry.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace tsunagi {

enum class NodeRole : std::uint8_t {
    group,
    region,
    navigation,
    list,
    list_item,
    table,
    row,
    column_header,
    cell,
    heading,
    text,
    image,
    link,
    button,
    checkbox,
    radio,
    radio_group,
    tab_list,
    tab,
    textbox,
    progress,
    status,
    alert,
    dialog,
};
std::string_view role_code(NodeRole role);  // ARIA's own words: "radiogroup", "columnheader", "progressbar"

enum class Check : std::uint8_t { none, off, on, mixed };  // none: the node has no such state
enum class Expand : std::uint8_t { none, closed, open };

struct NodeState {
    bool enabled = true;
    bool selected = false;  // tabs, options, rows
    bool current = false;   // the page or step one is on
    bool invalid = false;
    bool busy = false;
    bool required = false;
    Check checked = Check::none;
    Expand expanded = Expand::none;
    std::uint8_t level = 0;  // headings 1-6
    float now = 0;           // progress, 0..1
    bool operator==(const NodeState&) const = default;
};

// rect and clip are CSS px of the page, rounded to half px. A node whose rect lies outside its clip is there
// (so that a reader can walk to it) but does nothing when activated: it is scrolled into view instead. A
// textbox is the DOM field of the FieldRequest with the same id: never a second element.
struct SemanticNode {
    std::string id = {};      // stable, from record keys: "today/agenda/7f3"
    std::string parent = {};  // "" for the root
    NodeRole role = NodeRole::group;
    std::string name = {};         // the visible words
    std::string value = {};        // what it holds now, where that is not its name
    std::string description = {};  // error or hint
    NodeState state = {};
    Rect rect = {};
    Rect clip = {};
    bool activates = false;  // a click does something
    bool focuses = false;    // keyboard focus can rest on it
    bool operator==(const SemanticNode&) const = default;
};

// Nodes in reading order; parents come before their children. Only the topmost layer is in it.
struct SemanticsFrame {
    std::vector<SemanticNode> nodes = {};
    std::vector<std::string> duplicates = {};  // ids used twice in one frame: our bug

    const SemanticNode* find(std::string_view id) const;
    // The first node of a role with this visible name, as a person would look for it.
    const SemanticNode* find(NodeRole role, std::string_view name) const;
};

enum class SemanticsOpKind : std::uint8_t { remove, insert, move, update };
struct SemanticsOp {
    SemanticsOpKind kind = SemanticsOpKind::update;
    std::string id = {};
    std::string parent = {};  // insert, move
    std::string after = {};   // insert, move: the sibling before it; "" when it comes first
    std::size_t index = 0;    // insert, move, update: its node in the new frame
};

// What turns the old tree into the new one, in an order that can be applied one by one: removals (a removed
// parent takes its children along; they are not named), then insertions and moves in reading order, then
// updates. A move may come with an update of the same id. Equal frames give nothing.
std::vector<SemanticsOp> diff(const SemanticsFrame& before, const SemanticsFrame& after);

}  // namespace tsunagi
