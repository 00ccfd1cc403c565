// Owns layers, things that open and close by themselves, remembered sizes and toasts.
#include "views/paint.h"
#include "views/ui_core.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>

namespace tsunagi {

bool Ui::layer_is_open() const {
    return core_->layer_count > 0;
}

void Ui::begin_layer(std::string_view key, const Rect& area) {
    UiCore& core = *core_;
    core.layer_stack.push_back({core.layer, core.path, core.path_lengths, core.parents, core.open_scrolls,
                                core.clips.size(), core.silent});
    const std::string id = core.full_id(key);
    core.layer = ++core.layer_count;
    core.layer_areas.push_back(area);
    core.layer_ids.push_back(id);
    core.parents.clear();
    core.open_scrolls.clear();
    core.silent = 0;
    push_id(key);
    core.set_channel(core.layer * 2);
    core.clips.push_back(core.full);
    core.draw->PushClipRect({core.full.x, core.full.y}, {core.full.right(), core.full.bottom()}, false);
}

void Ui::end_layer() {
    UiCore& core = *core_;
    LayerContext context = std::move(core.layer_stack.back());
    core.layer_stack.pop_back();
    core.draw->PopClipRect();
    core.clips.resize(context.clip_depth);
    core.layer = context.layer;
    core.path = std::move(context.path);
    core.path_lengths = std::move(context.path_lengths);
    core.parents = std::move(context.parents);
    core.open_scrolls = std::move(context.scrolls);
    core.silent = context.silent;
    core.set_channel(core.layer * 2);
}

void Ui::push_closing(std::function<void(float)> closing) {
    core_->closings.push_back(std::move(closing));
}

void Ui::run_closing(float content_end) {
    const std::function<void(float)> closing = std::move(core_->closings.back());
    core_->closings.pop_back();
    closing(content_end);
}

int Ui::layer() const {
    return core_->layer;
}

bool Ui::tapped_outside() const {
    UiCore& core = *core_;
    const auto layer = static_cast<std::size_t>(core.layer);
    if (core.fired_kind != WishKind::outside || core.fired_now.empty() || layer >= core.layer_ids.size())
        return false;
    if (core.fired_now != core.layer_ids[layer]) return false;
    core.fired_now.clear();
    core.any_fired = true;
    core.settle = 1;
    return true;
}

bool Ui::escape_pressed() {
    UiCore& core = *core_;
    const auto layer = static_cast<std::size_t>(core.layer);
    if (core.fired_kind != WishKind::escape || core.fired_now.empty()) return false;
    const std::string& own = core.layer == 0 ? "/" : core.layer_ids[layer];
    if (core.fired_now != own) return false;
    core.fired_now.clear();
    core.any_fired = true;
    core.settle = 1;
    return true;
}

bool Ui::shortcut(Key key) {
    UiCore& core = *core_;
    if (core.shortcut != key || core.layer != core.last_top) return false;
    core.shortcut.reset();
    core.any_fired = true;
    core.settle = 1;
    return true;
}

bool Ui::is_open(std::string_view key) const {
    const auto found = core_->opened.find(core_->full_id(key));
    if (found == core_->opened.end()) return false;
    found->second = true;
    return true;
}

void Ui::open(std::string_view key) {
    core_->opened[core_->full_id(key)] = true;
    core_->relayout = true;
}

void Ui::close(std::string_view key) {
    core_->opened.erase(core_->full_id(key));
    core_->relayout = true;
}

int& Ui::scratch(std::string_view key, int initial) {
    auto& entry = core_->numbers.try_emplace(core_->full_id(key), initial, true).first->second;
    entry.second = true;
    return entry.first;
}

std::string& Ui::scratch_text(std::string_view key, std::string_view initial) {
    auto& entry = core_->texts.try_emplace(core_->full_id(key), std::string(initial), true).first->second;
    entry.second = true;
    return entry.first;
}

float Ui::remembered(std::string_view key, float fallback) const {
    const auto found = core_->memory.find(core_->full_id(key));
    return found == core_->memory.end() ? fallback : found->second.size;
}

void Ui::remember(std::string_view key, float size) {
    auto [entry, fresh] = core_->memory.try_emplace(core_->full_id(key));
    if (fresh || std::abs(entry->second.size - size) > 0.5f) core_->relayout = true;
    entry->second = {size, true};
}

void UiCore::finish_memory() {
    constexpr std::size_t max_remembered = 4096;
    if (memory.size() > max_remembered) {
        std::erase_if(memory, [](const auto& entry) { return !entry.second.used; });
    }
    for (auto& [id, entry] : memory) entry.used = false;
    std::erase_if(opened, [](const auto& entry) { return !entry.second; });
    for (auto& [id, touched] : opened) touched = false;
    std::erase_if(numbers, [](const auto& entry) { return !entry.second.second; });
    for (auto& [id, entry] : numbers) entry.second = false;
    std::erase_if(texts, [](const auto& entry) { return !entry.second.second; });
    for (auto& [id, entry] : texts) entry.second = false;
}

void Ui::drop_toasts() {
    core_->toasts.clear();
}

void Ui::show_toast(ToastSpec toast) {
    UiCore& core = *core_;
    constexpr std::int64_t shown_ms = 6000;
    constexpr std::int64_t shown_with_action_ms = 12000;
    std::erase_if(core.toasts, [&](const ShownToast& shown) { return shown.spec.id == toast.id; });
    const std::int64_t until = core.now + (toast.action.empty() ? shown_ms : shown_with_action_ms);
    core.toasts.push_back({std::move(toast), until, false});
    if (core.toasts.size() > 3) core.toasts.erase(core.toasts.begin());
    core.relayout = true;
}

bool Ui::toast_pressed(std::string_view toast_id) const {
    return std::ranges::find(core_->pressed_toasts, toast_id) != core_->pressed_toasts.end();
}

}  // namespace tsunagi
