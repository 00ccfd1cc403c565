// Owns the course of a frame, ids, the gate and the semantics.
#include "views/ui.h"

#include "core/strings.h"
#include "views/paint.h"
#include "views/ui_core.h"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <utility>

namespace tsunagi {

Ui::Ui(ThemeName theme) : core_(std::make_unique<UiCore>()) {
    core_->theme_name = theme;
}
Ui::~Ui() = default;

const SemanticsFrame& Ui::semantics() const {
    return core_->sent;
}
void Ui::set_fonts(const UiFonts& fonts) {
    core_->font_measure.fonts = fonts;
    core_->lines.clear();
}
void Ui::set_measure(Measure* measure) {
    core_->measure = measure != nullptr ? measure : &core_->font_measure;
    core_->lines.clear();
}
void Ui::set_theme(ThemeName name) {
    core_->theme_name = name;
}
const Theme& Ui::theme() const {
    return theme_of(core_->theme_name);
}
ClusterRegistry& Ui::clusters() {
    return core_->clusters;
}
Measure& Ui::measure() {
    return *core_->measure;
}
LineCache& Ui::line_cache() {
    return core_->lines;
}
ImDrawList* Ui::draw_list() {
    return core_->draw;
}
void Ui::watch_words(std::vector<PaintedLine>* lines) {
    core_->painted = lines;
}
bool Ui::watches_words() const {
    return core_->painted != nullptr;
}
void Ui::note_painted(PaintedLine line) {
    line.clip = core_->current_clip();
    line.layer = core_->layer;
    line.scrolls = !core_->open_scrolls.empty();
    core_->painted->push_back(std::move(line));
}
ImFont* Ui::font(Weight weight) const {
    return weight == Weight::bold ? core_->font_measure.fonts.bold : core_->font_measure.fonts.regular;
}

Rect Ui::full_screen() const {
    return core_->full;
}
Rect Ui::screen() const {
    Insets taken = core_->safe;
    taken.bottom = std::max(taken.bottom, core_->keyboard);
    return core_->full.inset(taken);
}
Insets Ui::safe() const {
    return core_->safe;
}
float Ui::keyboard_inset() const {
    return core_->keyboard;
}
float Ui::touch() const {
    return std::max(Theme::sz_touch / core_->scale, 36.0f);
}
float Ui::text_scale() const {
    return core_->scale;
}
std::int64_t Ui::now_ms() const {
    return core_->now;
}
bool Ui::file_over() const {
    return core_->file_over;
}
WidthClass Ui::width_class() const {
    const float width = core_->full.w;
    if (width >= 1100) return WidthClass::wide;
    return width >= 600 ? WidthClass::medium : WidthClass::phone;
}

void Ui::begin_frame(const InputFrame& input) {
    UiCore& core = *core_;
    core.draw = ImGui::GetBackgroundDrawList();
    core.draw->ChannelsSplit(UiCore::max_layers * 2 + 1);
    const float density = ImGui::GetIO().DisplayFramebufferScale.x;
    for (ImFont* font : {core.font_measure.fonts.regular, core.font_measure.fonts.bold}) {
        if (font != nullptr) font->CurrentRasterizerDensity = density;
    }
    if (std::exchange(core.density, density) != density) core.lines.clear();
    if (!core.in_layout_pass) {
        core.scale = std::clamp(input.text_scale, 1.0f, 2.0f);
        const float k = 1 / core.scale;
        core.full = {0, 0, input.screen.x * k, input.screen.y * k};
        core.safe = {input.safe.left * k, input.safe.top * k, input.safe.right * k, input.safe.bottom * k};
        if (input.keyboard_inset * k > core.keyboard + 1) core.reveal_field = Reveal::box;
        core.keyboard = input.keyboard_inset * k;
        core.still = input.still;
        core.file_over = input.file_over;
        core.shortcut.reset();
        core.wanted_frames = 0;
        core.any_fired = false;
        core.deliveries.clear();
        core.pressed_toasts.clear();
        for (ShownToast& toast : core.toasts) {
            if (std::exchange(toast.pressed, false)) core.pressed_toasts.push_back(toast.spec.id);
        }
        core.step_flings(core.now == 0 ? 16 : input.now_ms - core.now);
        core.now = input.now_ms;
        std::erase_if(core.toasts, [&](const ShownToast& toast) { return toast.until_ms <= core.now; });
        core.take_input(input);
        core.choose_wish();
        if (std::exchange(core.told_cut, false)) {
            show_toast({"field.cut", tr("field.cut"), Tone::warn, {}});
        }
    }
    if (core.painted != nullptr) core.painted->clear();
    core.deadline.reset();
    core.relayout = false;
    core.path.clear();
    core.path_lengths.clear();
    core.parents.clear();
    core.clips.clear();
    core.open_scrolls.clear();
    core.scroll_origins.clear();
    core.layer_stack.clear();
    core.layer_areas.assign(1, core.full);
    core.layer_ids.assign(1, "");
    core.nodes.clear();
    core.node_layers.clear();
    core.hits.clear();
    core.scrolls.clear();
    core.fields.clear();
    core.field_layers.clear();
    core.numbering.clear();
    core.silent = core.layer = core.layer_count = 0;
    core.set_channel(0);
    push_clip(core.full);
}

Rect UiCore::to_css(const Rect& rect) const {
    const auto half = [this](float v) { return std::round(v * scale * 2) / 2; };
    const float x = half(rect.x);
    const float y = half(rect.y);
    return {x, y, half(rect.right()) - x, half(rect.bottom()) - y};
}

SemanticsFrame UiCore::build_semantics() const {
    SemanticsFrame frame;
    std::unordered_map<std::string_view, bool> seen;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        if (node_layers[i] != layer_count) continue;
        if (!seen.emplace(nodes[i].id, true).second) {
            frame.duplicates.push_back(nodes[i].id);
            continue;
        }
        frame.nodes.push_back(nodes[i]);
    }
    return frame;
}

// A new layer takes the keyboard's focus; when it goes, focus returns to where it was.
void UiCore::finish_focus() {
    const auto depth = static_cast<std::size_t>(layer_count);
    while (focus_stack.size() < depth) {
        focus_stack.push_back(focused);
        focused.clear();
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            if (node_layers[i] == layer_count && nodes[i].role == NodeRole::dialog)
                focus_request = nodes[i].id;
        }
    }
    while (focus_stack.size() > depth) {
        focused = focus_stack.back();
        focus_stack.pop_back();
        if (focused.empty() || field) continue;
        focus_request = focused;
        // A field under a layer was taken from the page: the browser no longer knows its caret.
        if (const auto caret = carets.find(focused); caret != carets.end()) {
            const Caret& at = caret->second;
            commands.push_back(
                {focused, FieldCommandKind::focus, std::to_string(at.start) + "," + std::to_string(at.end)});
        }
    }
}

FrameOutput Ui::end_frame() {
    UiCore& core = *core_;
    if (!core.toasts.empty()) {
        core.layer = core.layer_count;
        core.set_channel(UiCore::max_layers * 2);
        draw_toasts(*this, core.toasts);
        core.layer = 0;
    }
    pop_clip();
    assert(core.path_lengths.empty() && core.clips.empty() && core.layer_stack.empty() &&
           "unbalanced push and pop");
    core.draw->ChannelsMerge();
    core.finish_memory();
    core.last_hits = core.hits;
    core.last_scrolls = core.scrolls;
    core.last_layer_areas = core.layer_areas;
    core.last_layer_ids = core.layer_ids;
    core.last_top = core.layer_count;
    core.fired_now.clear();
    FrameOutput out;
    out.needs_layout = core.relayout && ++core.passes < UiCore::max_passes;
    core.in_layout_pass = out.needs_layout;
    if (out.needs_layout) return out;
    core.passes = 0;
    core.reveal_field = Reveal::nothing;
    core.settle_fields();
    core.finish_focus();
    SemanticsFrame frame = core.build_semantics();
    out.semantics = diff(core.sent, frame);
    core.sent = std::move(frame);
    for (std::size_t i = 0; i < core.fields.size(); ++i) {
        if (core.field_layers[i] == core.layer_count) out.fields.push_back(core.fields[i]);
    }
    out.fields_changed = out.fields != core.sent_fields;
    core.sent_fields = out.fields;
    out.field_commands = std::exchange(core.commands, {});
    out.left_behind = std::exchange(core.left_behind, {});
    out.focus = std::exchange(core.focus_request, std::nullopt);
    const bool flinging =
        std::ranges::any_of(core.scroll_states, [](const auto& s) { return s.second.velocity != 0; });
    out.flinging = flinging;
    out.wants_frames = std::max(core.wanted_frames, flinging || core.relayout ? 1 : 0);
    if (!core.wishes.empty() || core.settle > 0 || core.has_commit())
        out.wants_frames = std::max(out.wants_frames, 2);
    for (const ShownToast& toast : core.toasts) request_wake(toast.until_ms);
    out.next_deadline_ms = core.deadline;
    if (core.pointer.mouse) {
        const HitNode* under = core.hit(*core.pointer.mouse);
        out.over_pressable = under != nullptr && under->enabled && !under->is_field;
    }
    return out;
}

void Ui::request_frames(int count) {
    core_->wanted_frames = std::max(core_->wanted_frames, count);
}
void Ui::request_wake(std::int64_t at_ms) {
    core_->deadline = core_->deadline ? std::min(*core_->deadline, at_ms) : at_ms;
}

// --- ids

std::string UiCore::full_id(std::string_view key) const {
    if (path.empty()) return std::string(key);
    std::string id = path;
    id += '/';
    id += key;
    return id;
}

void Ui::push_id(std::string_view key) {
    core_->path_lengths.push_back(core_->path.size());
    core_->path = core_->full_id(key);
}
void Ui::pop_id() {
    core_->path.resize(core_->path_lengths.back());
    core_->path_lengths.pop_back();
}
std::string Ui::id(std::string_view key) const {
    return core_->full_id(key);
}

// --- clips and channels

void UiCore::set_channel(int channel) {
    draw->ChannelsSetCurrent(std::min(channel, max_layers * 2));
}

void Ui::push_clip(const Rect& rect) {
    const Rect clipped = core_->clips.empty() ? rect : intersect(rect, core_->clips.back());
    core_->clips.push_back(clipped);
    core_->draw->PushClipRect({clipped.x, clipped.y}, {clipped.right(), clipped.bottom()}, false);
}
void Ui::pop_clip() {
    core_->clips.pop_back();
    core_->draw->PopClipRect();
}
Rect Ui::clip() const {
    return core_->current_clip();
}

// --- nodes

SemanticNode& UiCore::add_node(std::string id, NodeRole role, std::string_view name, const Rect& rect,
                               const NodeOptions& options) {
    SemanticNode& node = nodes.emplace_back();
    node_layers.push_back(layer);
    node.id = std::move(id);
    node.parent = parents.empty() ? std::string() : parents.back();
    node.role = role;
    node.name = name;
    node.value = options.value;
    node.description = options.description;
    node.state.enabled = options.enabled;
    node.state.selected = options.selected;
    node.state.current = options.current;
    node.state.invalid = options.invalid;
    node.state.busy = options.busy;
    node.state.required = options.required;
    node.state.checked = options.checked;
    node.state.expanded = options.expanded;
    node.rect = to_css(rect);
    node.clip = to_css(current_clip());
    return node;
}

void UiCore::add_hit(const std::string& id, NodeRole role, const Rect& rect, bool enabled, bool is_field) {
    hits.push_back({id, parents.empty() ? std::string() : parents.back(), rect, current_clip(), layer,
                    open_scrolls.empty() ? -1 : open_scrolls.back(), role, enabled, is_field});
}

void Ui::begin_group(std::string_view key, NodeRole role, std::string_view name, const Rect& rect,
                     const NodeOptions& options) {
    UiCore& core = *core_;
    std::string id = core.full_id(key);
    SemanticNode& node = core.add_node(id, role, name, rect, options);
    node.focuses = role == NodeRole::dialog;
    push_id(key);
    core.parents.push_back(std::move(id));
}

void Ui::end_group() {
    core_->parents.pop_back();
    pop_id();
}

void Ui::begin_silent() {
    ++core_->silent;
}
void Ui::end_silent() {
    --core_->silent;
}

void Ui::record(std::string_view key, NodeRole role, std::string_view name, const Rect& rect, int level,
                const NodeOptions& options, float now) {
    UiCore& core = *core_;
    if (core.silent > 0) return;
    std::string id =
        key.empty() ? core.full_id("~" + std::to_string(core.numbering[core.path]++)) : core.full_id(key);
    SemanticNode& node = core.add_node(std::move(id), role, name, rect, options);
    node.state.level = static_cast<std::uint8_t>(level);
    node.state.now = now;
}

void UiCore::draw_ring(const Rect& rect, float radius, float gap) {
    const Rect outer = rect.outset(gap + Theme::bw_focus);
    const Rect room = current_clip().outset(gap + Theme::bw_focus);
    set_channel(layer * 2 + 1);
    draw->PushClipRect({room.x, room.y}, {room.right(), room.bottom()}, false);
    const float half = Theme::bw_focus / 2;
    draw->AddRect({outer.x + half, outer.y + half}, {outer.right() - half, outer.bottom() - half},
                  theme_of(theme_name).col_focus, radius + gap + half, 0, Theme::bw_focus);
    draw->PopClipRect();
    set_channel(layer * 2);
}

Interaction Ui::interact(std::string_view key, const Rect& rect, NodeRole role, std::string_view name,
                         const NodeOptions& options) {
    UiCore& core = *core_;
    const std::string id = core.full_id(key);
    SemanticNode& node = core.add_node(id, role, name, rect, options);
    node.activates = node.focuses = true;
    core.add_hit(id, role, rect, options.enabled, false);
    Interaction act;
    act.focused = core.shows_focus(id) || core.pretend == Pretend::focused;
    const bool live = options.enabled && core.layer == core.last_top && overlaps(rect, clip());
    act.held =
        (live && core.pointer.down && core.pointer.candidate == id && rect.contains(core.pointer.at)) ||
        core.pretend == Pretend::held;
    act.hovered = live && core.pointer.mouse && rect.contains(*core.pointer.mouse);
    if (live && core.fired_kind == WishKind::node && core.fired_now == id) {
        act.fired = true;
        core.fired_now.clear();
        core.any_fired = true;
        core.settle = 1;
        core.recent.push_back({core.fired_source, id, core.fired_at});
        while (core.recent.size() > 8) core.recent.pop_front();
    }
    if (act.focused && options.ring) core.draw_ring(rect, options.radius, options.ring_gap);
    return act;
}

void Ui::pretend(Pretend how) {
    core_->pretend = how;
}

void Ui::draw_focus_ring(const Rect& rect, float radius) {
    core_->draw_ring(rect, radius, 2);
}

bool Ui::activated_any() const {
    return core_->any_fired;
}
void Ui::set_only_reads(bool only_reads) {
    core_->only_reads = only_reads;
}
bool Ui::only_reads() const {
    return core_->only_reads;
}
void Ui::focus(std::string_view full_id) {
    core_->set_focus(full_id, true);
}
std::string_view Ui::focused_id() const {
    return core_->focused;
}

// --- measuring with ImGui's fonts

float FontMeasure::advance(std::string_view cluster, float size_px, Weight weight) {
    ImFont* font = weight == Weight::bold ? fonts.bold : fonts.regular;
    if (font == nullptr) return size_px;
    const char32_t code_point = clusters_.code_point_for(cluster);
    return font->GetFontBaked(size_px)->GetCharAdvance(static_cast<ImWchar>(code_point));
}

}  // namespace tsunagi
