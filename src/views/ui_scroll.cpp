// Owns scrolling: the finger is followed one to one, a fling decays, a touch catches it.
#include "views/paint.h"
#include "views/ui_core.h"

#include <algorithm>
#include <cmath>

namespace tsunagi {

namespace {
constexpr float decay_per_ms = 0.998f;
constexpr float least_velocity = 0.02f;  // px per ms; slower is standing still
constexpr float fling_from = 0.05f;
constexpr float most_velocity = 6.0f;
}  // namespace

int UiCore::scroll_under(Vec2 at) const {
    for (std::size_t i = last_scrolls.size(); i-- > 0;) {
        const ScrollRecord& record = last_scrolls[i];
        if (record.layer == last_top && record.view.contains(at)) return static_cast<int>(i);
    }
    return -1;
}

int UiCore::scrollable(int index, Axis axis) const {
    for (; index >= 0; index = last_scrolls[static_cast<std::size_t>(index)].parent) {
        const ScrollRecord& record = last_scrolls[static_cast<std::size_t>(index)];
        const auto state = scroll_states.find(record.id);
        if (record.axis == axis && state != scroll_states.end() && state->second.max_offset() > 0)
            return index;
    }
    return -1;
}

float UiCore::fling_velocity(std::int64_t now_ms) const {
    const auto& samples = pointer.samples;
    if (samples.size() < 2 || now_ms - samples.back().at_ms > 60) return 0;
    const PointerSample& first = samples.front();
    const PointerSample& last = samples.back();
    const auto passed = static_cast<float>(std::max<std::int64_t>(1, last.at_ms - first.at_ms));
    const auto state = scroll_states.find(pointer.scroll_id);
    if (state == scroll_states.end()) return 0;
    const Vec2 moved = last.at - first.at;
    const float velocity = -(state->second.axis == Axis::vertical ? moved.y : moved.x) / passed;
    if (std::abs(velocity) < fling_from) return 0;
    return std::clamp(velocity, -most_velocity, most_velocity);
}

void UiCore::scroll_by(std::string_view id, float delta) {
    const auto state = scroll_states.find(id);
    if (state == scroll_states.end()) return;
    ScrollState& scroll = state->second;
    scroll.velocity = 0;
    scroll.offset = std::clamp(scroll.offset + delta, 0.0f, scroll.max_offset());
}

void UiCore::step_flings(std::int64_t passed_ms) {
    const auto passed = static_cast<float>(std::clamp<std::int64_t>(passed_ms, 1, 50));
    for (auto& [id, scroll] : scroll_states) {
        if (scroll.velocity == 0) continue;
        const float wanted = scroll.offset + scroll.velocity * passed;
        scroll.offset = std::clamp(wanted, 0.0f, scroll.max_offset());
        scroll.velocity *= std::pow(decay_per_ms, passed);
        if (std::abs(scroll.velocity) < least_velocity || scroll.offset != wanted) scroll.velocity = 0;
    }
}

void UiCore::take_wheel(const WheelEvent& event) {
    const int under = scroll_under(event.at * (1 / scale));
    const auto turn = [&](Axis axis, float by) {
        const int index = scrollable(under, axis);
        if (by == 0 || index < 0) return;
        last_scroll = last_scrolls[static_cast<std::size_t>(index)].id;
        scroll_by(last_scroll, by / scale);
    };
    turn(Axis::vertical, event.by.y);
    turn(Axis::horizontal, event.by.x);
}

void UiCore::scroll_by_key(Key key) {
    int index = -1;
    if (const HitNode* node = find_node(focused)) index = node->scroll;
    if (index < 0) {
        const auto found = std::ranges::find(last_scrolls, last_scroll, &ScrollRecord::id);
        if (found != last_scrolls.end() && found->layer == last_top) {
            index = static_cast<int>(found - last_scrolls.begin());
        }
    }
    for (std::size_t i = 0; index < 0 && i < last_scrolls.size(); ++i) {
        if (last_scrolls[i].layer == last_top) index = static_cast<int>(i);
    }
    index = scrollable(index, Axis::vertical);
    if (index < 0) return;
    last_scroll = last_scrolls[static_cast<std::size_t>(index)].id;
    const float page = scroll_states[last_scroll].view * 0.9f;
    const float all = scroll_states[last_scroll].content;
    switch (key) {
        case Key::up: scroll_by(last_scroll, -60); break;
        case Key::down: scroll_by(last_scroll, 60); break;
        case Key::page_up: scroll_by(last_scroll, -page); break;
        case Key::page_down: scroll_by(last_scroll, page); break;
        case Key::home: scroll_by(last_scroll, -all); break;
        case Key::end: scroll_by(last_scroll, all); break;
        default: break;
    }
}

void UiCore::reveal_in(ScrollState& scroll, const Rect& view, const Rect& rect) {
    constexpr float margin = 16;
    const bool vertical = scroll.axis == Axis::vertical;
    const float low = vertical ? view.y : view.x;
    const float high = vertical ? view.bottom() : view.right();
    const float from = (vertical ? rect.y : rect.x) - margin;
    const float to = (vertical ? rect.bottom() : rect.right()) + margin;
    float delta = 0;
    if (to > high) delta = to - high;
    if (from - delta < low) delta = from - low;
    const float wanted = std::clamp(scroll.offset + delta, 0.0f, scroll.max_offset());
    if (std::abs(wanted - scroll.offset) < 0.5f) return;
    scroll.offset = wanted;
    scroll.velocity = 0;
    relayout = true;
}

void UiCore::reveal_node(const HitNode& node) {
    for (int index = node.scroll; index >= 0; index = last_scrolls[static_cast<std::size_t>(index)].parent) {
        const ScrollRecord& record = last_scrolls[static_cast<std::size_t>(index)];
        reveal_in(scroll_states[record.id], record.view, node.rect);
    }
}

Rect Ui::begin_scroll(std::string_view key, const Rect& view, Axis axis) {
    UiCore& core = *core_;
    const std::string id = core.full_id(key);
    ScrollState& scroll = core.scroll_states[id];
    const float length = axis == Axis::vertical ? view.h : view.w;
    scroll.axis = axis;
    scroll.view = length;
    const float kept = std::clamp(scroll.offset, 0.0f, scroll.max_offset());
    if (scroll.content > 0) scroll.offset = kept;
    core.scrolls.push_back({id, intersect(view, core.current_clip()), core.layer,
                            core.open_scrolls.empty() ? -1 : core.open_scrolls.back(), axis});
    core.open_scrolls.push_back(static_cast<int>(core.scrolls.size()) - 1);
    push_clip(view);
    push_id(key);
    Rect content = view;
    (axis == Axis::vertical ? content.y : content.x) -= scroll.offset;
    core.scroll_origins.push_back(axis == Axis::vertical ? content.y : content.x);
    return content;
}

namespace {

void draw_scroll_mark(Ui& ui, const ScrollState& scroll, const Rect& view) {
    const float part = scroll.view / scroll.content;
    const float length = std::max(32.0f, scroll.view * part);
    const float at =
        scroll.max_offset() > 0 ? scroll.offset / scroll.max_offset() * (scroll.view - length) : 0;
    const Rect mark = scroll.axis == Axis::vertical ? Rect{view.right() - 6, view.y + at, 4, length}
                                                    : Rect{view.x + at, view.bottom() - 6, length, 4};
    fill_rect(ui, mark, with_alpha(ui.theme().col_ink_3, 0.6f), 2);
}

}  // namespace

void Ui::end_scroll(float content_end) {
    UiCore& core = *core_;
    const ScrollRecord record = core.scrolls[static_cast<std::size_t>(core.open_scrolls.back())];
    ScrollState& scroll = core.scroll_states[record.id];
    const float content = content_end - core.scroll_origins.back();
    core.scroll_origins.pop_back();
    core.open_scrolls.pop_back();
    pop_id();
    scroll.content = content;
    if (scroll.offset > scroll.max_offset() + 0.01f) {
        scroll.offset = scroll.max_offset();
        core.relayout = true;
    }
    if (scroll.moving() && scroll.max_offset() > 0) {
        core.set_channel(core.layer * 2 + 1);
        draw_scroll_mark(*this, scroll, record.view);
        core.set_channel(core.layer * 2);
    }
    pop_clip();
}

ScrollInfo Ui::scroll_info(std::string_view full_id) const {
    const auto state = core_->scroll_states.find(full_id);
    if (state == core_->scroll_states.end()) return {};
    const ScrollState& scroll = state->second;
    return {scroll.offset, scroll.max_offset(), std::max(0.0f, scroll.max_offset() - scroll.offset),
            scroll.moving()};
}

void Ui::scroll_to(std::string_view full_id, float offset) {
    ScrollState& scroll = core_->scroll_states[std::string(full_id)];
    scroll.velocity = 0;
    // The content may not have been measured yet: begin_scroll and end_scroll keep it in range.
    const float wanted = std::max(0.0f, scroll.content > 0 ? std::min(offset, scroll.max_offset()) : offset);
    if (wanted == scroll.offset) return;
    scroll.offset = wanted;
    core_->relayout = true;
}

void Ui::reveal(const Rect& rect) {
    UiCore& core = *core_;
    for (std::size_t depth = core.open_scrolls.size(); depth-- > 0;) {
        const ScrollRecord& record = core.scrolls[static_cast<std::size_t>(core.open_scrolls[depth])];
        ScrollState& scroll = core.scroll_states[record.id];
        // What has just grown is longer than the last frame knew.
        const float end = scroll.axis == Axis::vertical ? rect.bottom() : rect.right();
        scroll.content = std::max(scroll.content, end - core.scroll_origins[depth]);
        core.reveal_in(scroll, record.view, rect);
    }
}

VisibleRows visible_rows(const Ui& ui, const Rect& content, float row_height, std::size_t count) {
    const Rect clip = ui.clip();
    const float page = clip.h;
    const auto row_at = [&](float y) {
        const float row = std::floor((y - content.y) / row_height);
        return static_cast<std::size_t>(std::clamp(row, 0.0f, static_cast<float>(count)));
    };
    return {row_at(clip.y - page), std::min(count, row_at(clip.bottom() + page) + 1)};
}

}  // namespace tsunagi
