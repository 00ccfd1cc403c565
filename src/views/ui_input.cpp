// Owns turning events into at most one act a frame, resolved against what the person saw: the last frame.
#include "views/ui_core.h"

#include <algorithm>
#include <cmath>

namespace tsunagi {

void UiCore::take_input(const InputFrame& input) {
    for (const FieldEvent& event : input.fields) take_field(event);
    for (const PointerEvent& event : input.pointer) take_pointer(event);
    for (const WheelEvent& event : input.wheel) take_wheel(event);
    for (const KeyEvent& event : input.keys) take_key(event);
    for (const SemanticEvent& event : input.semantics) take_semantic(event);
    take_code(input.code);
}

const HitNode* UiCore::hit(Vec2 at) const {
    for (auto node = last_hits.rbegin(); node != last_hits.rend(); ++node) {
        if (node->layer == last_top && node->rect.contains(at) && node->clip.contains(at)) return &*node;
    }
    return nullptr;
}

const HitNode* UiCore::find_node(std::string_view id) const {
    const auto found = std::ranges::find(last_hits, id, &HitNode::id);
    return found == last_hits.end() ? nullptr : &*found;
}

bool UiCore::is_live(const HitNode& node) const {
    return node.layer == last_top && node.enabled && overlaps(node.rect, node.clip);
}

void UiCore::take_pointer(const PointerEvent& event) {
    PointerEvent scaled = event;
    scaled.at = event.at * (1 / scale);
    if (event.kind == PointerKind::mouse) pointer.mouse = scaled.at;
    if (event.kind != PointerKind::mouse) pointer.mouse.reset();
    switch (event.phase) {
        case PointerPhase::down: pointer_down(scaled); break;
        case PointerPhase::move: pointer_move(scaled); break;
        case PointerPhase::up: pointer_up(scaled); break;
        case PointerPhase::cancel:
            if (pointer.scrolling) scroll_states[pointer.scroll_id].dragged = false;
            pointer.down = pointer.scrolling = false;
            pointer.candidate.clear();
            break;
    }
}

void UiCore::pointer_down(const PointerEvent& event) {
    pointer.down = true;
    pointer.scrolling = false;
    pointer.caught = false;
    pointer.start = pointer.at = event.at;
    pointer.candidate.clear();
    pointer.samples.assign(1, {event.at, event.at_ms});
    focus_visible = false;
    for (int index = scroll_under(event.at); index >= 0;
         index = last_scrolls[static_cast<std::size_t>(index)].parent) {
        ScrollState& scroll = scroll_states[last_scrolls[static_cast<std::size_t>(index)].id];
        if (std::abs(scroll.velocity) > 0) pointer.caught = true;
        scroll.velocity = 0;
    }
    if (pointer.caught) return;
    if (const HitNode* node = hit(event.at)) pointer.candidate = node->id;
}

void UiCore::pointer_move(const PointerEvent& event) {
    pointer.at = event.at;
    if (!pointer.down) return;
    pointer.samples.push_back({event.at, event.at_ms});
    while (pointer.samples.size() > 2 && event.at_ms - pointer.samples.front().at_ms > 100) {
        pointer.samples.pop_front();
    }
    const Vec2 moved = event.at - pointer.start;
    if (!pointer.scrolling) {
        if (std::hypot(moved.x, moved.y) <= slop_px) return;
        const Axis axis = std::abs(moved.y) >= std::abs(moved.x) ? Axis::vertical : Axis::horizontal;
        const int index = scrollable(scroll_under(pointer.start), axis);
        if (index < 0) return;
        pointer.scrolling = true;
        pointer.candidate.clear();
        pointer.scroll_id = last_scroll = last_scrolls[static_cast<std::size_t>(index)].id;
        pointer.scroll_start = scroll_states[pointer.scroll_id].offset;
    }
    ScrollState& scroll = scroll_states[pointer.scroll_id];
    scroll.dragged = true;
    const float along = scroll.axis == Axis::vertical ? moved.y : moved.x;
    scroll.offset = std::clamp(pointer.scroll_start - along, 0.0f, scroll.max_offset());
}

void UiCore::pointer_up(const PointerEvent& event) {
    if (!pointer.down) return;
    // A finger is lifted a little after it was last seen to move: that is not slowing down.
    if (event.at != pointer.at) pointer_move(event);
    pointer.down = false;
    if (pointer.scrolling) {
        pointer.scrolling = false;
        ScrollState& scroll = scroll_states[pointer.scroll_id];
        scroll.dragged = false;
        scroll.velocity = still ? 0 : fling_velocity(event.at_ms);
        return;
    }
    if (pointer.caught) return;
    if (pointer.candidate.empty()) {
        const auto top = static_cast<std::size_t>(last_top);
        const bool outside = last_top > 0 && top < last_layer_areas.size() &&
                             !last_layer_areas[top].contains(pointer.start) &&
                             !last_layer_areas[top].contains(event.at);
        if (outside) push_wish({WishKind::outside, Source::canvas, last_layer_ids[top], event.at_ms});
        return;
    }
    const HitNode* node = find_node(pointer.candidate);
    pointer.candidate.clear();
    if (node == nullptr || !node->rect.contains(event.at)) return;
    if (node->is_field) {
        if (node->enabled) commands.push_back({node->id, FieldCommandKind::focus, {}});
        return;
    }
    focused = node->id;
    push_wish({WishKind::node, Source::canvas, node->id, event.at_ms});
}

void UiCore::take_key(const KeyEvent& event) {
    switch (event.key) {
        case Key::tab: move_focus(event.shift ? -1 : 1); break;
        case Key::enter:
        case Key::space:
            if (!focused.empty() && focus_visible) push_wish({WishKind::node, Source::canvas, focused, now});
            break;
        case Key::escape: push_wish({WishKind::escape, Source::canvas, {}, now}); break;
        case Key::left: move_in_group(-1); break;
        case Key::right: move_in_group(1); break;
        case Key::up:
        case Key::down:
        case Key::page_up:
        case Key::page_down:
        case Key::home:
        case Key::end: scroll_by_key(event.key); break;
        case Key::undo:
        case Key::redo:
        case Key::find:
        case Key::go_on:
        case Key::help: shortcut = event.key; break;
    }
}

void UiCore::take_semantic(const SemanticEvent& event) {
    if (event.kind == SemanticEventKind::focus) {
        set_focus(event.id, true);
        focus_request.reset();  // it is there already
        return;
    }
    push_wish({WishKind::node, Source::mirror, event.id, event.at_ms});
}

void UiCore::set_focus(std::string_view id, bool visible) {
    focused = id;
    focus_visible = visible;
    focus_request = focused;
    const HitNode* node = find_node(id);
    if (node == nullptr) return;
    reveal_node(*node);
    if (node->is_field) commands.push_back({node->id, FieldCommandKind::focus, {}});
}

void UiCore::move_focus(int step) {
    std::vector<const HitNode*> stops;
    for (const HitNode& node : last_hits) {
        if (node.layer == last_top && node.enabled) stops.push_back(&node);
    }
    if (stops.empty()) return;
    const auto at = std::ranges::find(stops, focused, [](const HitNode* node) { return node->id; });
    const auto count = static_cast<int>(stops.size());
    int index = step > 0 ? 0 : count - 1;
    if (at != stops.end()) index = (static_cast<int>(at - stops.begin()) + step + count) % count;
    if (field && field->id == focused) commands.push_back({field->id, FieldCommandKind::blur, {}});
    set_focus(stops[static_cast<std::size_t>(index)]->id, true);
}

// Arrow keys among radios and tabs of one group.
void UiCore::move_in_group(int step) {
    const HitNode* from = find_node(focused);
    if (from == nullptr || (from->role != NodeRole::radio && from->role != NodeRole::tab)) return;
    std::vector<const HitNode*> siblings;
    for (const HitNode& node : last_hits) {
        if (node.parent == from->parent && node.role == from->role && node.layer == from->layer &&
            node.enabled) {
            siblings.push_back(&node);
        }
    }
    const auto at = std::ranges::find(siblings, focused, [](const HitNode* node) { return node->id; });
    const auto count = static_cast<int>(siblings.size());
    if (at == siblings.end()) return;
    const int index = (static_cast<int>(at - siblings.begin()) + step + count) % count;
    set_focus(siblings[static_cast<std::size_t>(index)]->id, true);
}

bool UiCore::is_repeat(const Wish& wish) const {
    return std::ranges::any_of(recent, [&](const Fired& fired) {
        return fired.id == wish.id && fired.source != wish.source &&
               std::abs(wish.at_ms - fired.at_ms) <= same_act_ms;
    });
}

void UiCore::push_wish(Wish wish) {
    const bool waiting = std::ranges::any_of(wishes, [&](const Wish& other) {
        return other.kind == wish.kind && other.id == wish.id && other.source != wish.source &&
               std::abs(other.at_ms - wish.at_ms) <= same_act_ms;
    });
    if (wish.kind == WishKind::node && (waiting || is_repeat(wish))) return;
    if (wishes.size() < 32) wishes.push_back(std::move(wish));
}

// Lets one wish through, unless the last act has not been drawn yet or a field's text must be kept first.
void UiCore::choose_wish() {
    fired_now.clear();
    if (settle > 0) {
        --settle;
        return;
    }
    if (has_commit()) return;
    while (!wishes.empty()) {
        const Wish wish = wishes.front();
        wishes.pop_front();
        if (wish.kind == WishKind::node) {
            if (is_repeat(wish)) continue;
            const HitNode* node = find_node(wish.id);
            if (node == nullptr || node->layer != last_top || !node->enabled) continue;
            if (!overlaps(node->rect, node->clip)) {
                reveal_node(*node);  // a reader walked to it: show it first, the next activation counts
                continue;
            }
            if (node->is_field) {
                commands.push_back({node->id, FieldCommandKind::focus, {}});
                continue;
            }
        }
        fired_now =
            wish.kind == WishKind::escape ? last_layer_ids[static_cast<std::size_t>(last_top)] : wish.id;
        fired_kind = wish.kind;
        fired_source = wish.source;
        fired_at = wish.at_ms;
        if (wish.kind == WishKind::escape && fired_now.empty()) fired_now = "/";
        return;
    }
}

}  // namespace tsunagi
