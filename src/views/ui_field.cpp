// Owns what the DOM field tells and what a view hears of it: typed text is delivered once and never lost.
#include "views/ui_core.h"

#include <algorithm>
#include <utility>

namespace tsunagi {

namespace {

constexpr std::size_t max_field_bytes = 1u << 20;

std::string bounded(const std::string& text) {
    if (text.size() <= max_field_bytes) return text;
    std::size_t end = 0;
    while (end < text.size()) {
        const std::size_t next = cluster_end(text, end);
        if (next > max_field_bytes) break;
        end = next;
    }
    return text.substr(0, end);
}

// Byte offset of a DOM offset (UTF-16 units).
std::size_t byte_offset(std::string_view text, std::int32_t units) {
    std::size_t at = 0;
    while (at < text.size() && units > 0) units -= decode_utf8(text, at) > 0xFFFF ? 2 : 1;
    return at;
}

}  // namespace

void UiCore::take_field(const FieldEvent& event) {
    const bool ours = field && field->id == event.id;
    const std::string text = bounded(event.value);
    if (event.kind == FieldEventKind::focus || (event.kind == FieldEventKind::input && !ours)) {
        if (field && !ours) leave_field(field->text);
        if (!ours) field = FocusedField{event.id, field_records[event.id], text, text};
        if (event.kind == FieldEventKind::input) {
            // Typed without a focus event before it: what we last sent is what it began with.
            const auto sent_field = std::ranges::find(sent_fields, event.id, &FieldRequest::id);
            if (sent_field != sent_fields.end()) field->initial = sent_field->value;
        }
        // Moved there by the keyboard: the ring stays.
        focus_visible = focus_visible && focused == event.id;
        focused = event.id;
        reveal_field = Reveal::box;
    }
    if (!field || field->id != event.id) return;
    const bool moved = text != field->text || event.selection_end != field->selection_end;
    if (moved && reveal_field == Reveal::nothing) reveal_field = Reveal::caret;
    field->selection_start = event.selection_start;
    field->selection_end = event.selection_end;
    field->composing = event.composing;
    FieldDelivery& delivery = deliveries[event.id];
    if (text != field->text) delivery.changed = true;
    field->text = delivery.text = text;
    switch (event.kind) {
        case FieldEventKind::focus:
        case FieldEventKind::input:
        case FieldEventKind::selection: break;
        case FieldEventKind::blur: leave_field(text); break;
        case FieldEventKind::enter:
            if (event.composing) break;
            delivery.submitted = true;
            delivery.committed = delivery.committed || text != field->initial;
            field->initial = text;
            break;
        case FieldEventKind::escape: delivery.escaped = true; break;
        case FieldEventKind::cut: told_cut = true; break;
        case FieldEventKind::tab: move_focus(1); break;
        case FieldEventKind::shift_tab: move_focus(-1); break;
    }
}

// The whole box where it fits in what can be seen; of a longer one, and while it is typed in, the caret's
// line.
void UiCore::reveal_focused(Ui& ui, const Rect& box, const FieldRequest& request, std::string_view text) {
    if (reveal_field == Reveal::nothing) return;
    constexpr float margins = 32;
    if (reveal_field == Reveal::box && box.h + margins <= current_clip().h) return ui.reveal(box);
    const std::size_t caret = byte_offset(text, field->selection_end);
    std::size_t index = 0;
    if (request.kind == FieldKind::lines) {
        const auto& broken =
            lines.lines(text, request.rect.w, request.font_px, request.weight, *measure, Breaking::field);
        while (index + 1 < broken.size() && broken[index + 1].begin <= caret) ++index;
    }
    const float y = request.rect.y + static_cast<float>(index) * request.line_px;
    ui.reveal({box.x, y, box.w, request.line_px});
}

void UiCore::leave_field(const std::string& text) {
    if (!field) return;
    FieldDelivery& delivery = deliveries[field->id];
    delivery.text = text;
    delivery.committed = delivery.committed || text != field->initial;
    carets[field->id] = {text, field->selection_start, field->selection_end};
    field.reset();
}

// A code goes to the field in sight that wants one, never to the one that happens to be typed in.
void UiCore::take_code(const std::string& code) {
    unclaimed_code = code;
    if (code.empty()) return;
    const auto taker = std::ranges::find_if(last_hits, [this](const HitNode& node) {
        return node.takes_code && node.enabled && node.layer == last_top;
    });
    if (taker == last_hits.end()) return;
    unclaimed_code.clear();
    FieldDelivery& delivery = deliveries[taker->id];
    delivery.changed = delivery.committed = true;
    delivery.text = code;
    if (field && field->id == taker->id) {
        field->text = field->initial = code;
        commands.push_back({taker->id, FieldCommandKind::replace, code});
    }
    reveal_node(*taker);
}

bool UiCore::has_commit() const {
    return std::ranges::any_of(
        deliveries, [](const auto& entry) { return entry.second.committed && !entry.second.taken; });
}

void UiCore::settle_fields() {
    for (auto& [id, delivery] : deliveries) {
        if (delivery.committed && !delivery.taken) {
            delivery.taken = true;
            left_behind.push_back({id, field_records[id], delivery.text});
        }
    }
    if (field && !field->seen) {
        if (field->text != field->initial) left_behind.push_back({field->id, field->record, field->text});
        carets.erase(field->id);
        field.reset();
    }
    if (field) field->seen = false;
}

FieldResult Ui::field(std::string_view key, const Rect& box, FieldRequest request, std::string_view record) {
    UiCore& core = *core_;
    request.id = core.full_id(key);
    request.enabled = request.enabled && !(core.only_reads && !record.empty());
    FieldResult result;
    result.text = request.value;
    if (const auto found = core.deliveries.find(request.id); found != core.deliveries.end()) {
        FieldDelivery& delivery = found->second;
        if (!delivery.taken) {
            result.changed = delivery.changed;
            result.committed = delivery.committed;
            result.submitted = delivery.submitted;
            result.escaped = delivery.escaped;
            delivery.taken = true;
        }
        result.text = delivery.text;
    }
    if (core.field && core.field->id == request.id) {
        result.focused = true;
        result.text = core.field->text;
        core.field->seen = true;
        core.field->record = record;
        core.reveal_focused(*this, box, request, result.text);
    }
    core.field_records[request.id] = record;
    request.value = result.text;
    request.generation += core.generation;
    NodeOptions options;
    options.enabled = request.enabled;
    options.invalid = request.invalid;
    options.required = request.required;
    options.value = request.kind == FieldKind::secret ? std::string_view{} : std::string_view(request.value);
    options.description = request.description;
    SemanticNode& node = core.add_node(request.id, NodeRole::textbox, request.label, box, options);
    node.focuses = request.enabled;
    core.add_hit(request.id, NodeRole::textbox, box, request.enabled, true);
    core.hits.back().takes_code = request.takes_code;
    if (core.pretend == Pretend::held) result.focused = true;
    if (core.shows_focus(core.nodes.back().id) || core.pretend == Pretend::focused)
        core.draw_ring(box, Theme::rad_m, 2);
    const bool present = overlaps(box, clip()) || result.focused;
    request.clip = core.to_css(intersect(clip(), core.full));
    request.rect = core.to_css(request.rect);
    request.font_px *= core.scale;
    request.line_px *= core.scale;
    if (present) {
        core.fields.push_back(std::move(request));
        core.field_layers.push_back(core.layer);
    }
    return result;
}

std::optional<std::string> Ui::insert_text(std::string_view full_field_id, std::string_view current,
                                           std::string_view words) {
    UiCore& core = *core_;
    const std::string id(full_field_id);
    if (core.field && core.field->id == id) {
        core.commands.push_back({id, FieldCommandKind::insert, std::string(words)});
        return std::nullopt;
    }
    std::string text(current);
    std::size_t from = text.size();
    std::size_t to = text.size();
    const auto caret = core.carets.find(id);
    if (caret != core.carets.end() && caret->second.text == current) {
        from = cluster_border(text, byte_offset(text, caret->second.start));
        to = std::max(from, cluster_border(text, byte_offset(text, caret->second.end)));
    }
    text.replace(from, to - from, words);
    if (caret != core.carets.end()) {
        std::int32_t units = 0;
        for (std::size_t at = 0; at < from + words.size();) units += decode_utf8(text, at) > 0xFFFF ? 2 : 1;
        caret->second = {text, units, units};
    }
    return text;
}

void Ui::replace_text(std::string_view full_field_id, std::string_view text) {
    core_->commands.push_back({std::string(full_field_id), FieldCommandKind::replace, std::string(text)});
}

void Ui::blur_field() {
    if (core_->field) core_->commands.push_back({core_->field->id, FieldCommandKind::blur, {}});
}

namespace {

template <class... T>
void release(std::vector<T>&... lists) {
    (std::vector<T>(lists).swap(lists), ...);
}

}  // namespace

void Ui::release_spare_memory() {
    UiCore& c = *core_;
    release(c.nodes, c.hits, c.last_hits, c.scrolls, c.last_scrolls, c.fields, c.sent_fields, c.commands,
            c.left_behind, c.toasts, c.pressed_toasts, c.parents, c.layer_ids, c.last_layer_ids,
            c.focus_stack, c.sent.nodes);
}

void Ui::forget_texts() {
    UiCore& core = *core_;
    core.field.reset();
    core.deliveries.clear();
    core.carets.clear();
    core.left_behind.clear();
    core.unclaimed_code.clear();
    core.texts.clear();
    core.lines.clear();
    ++core.generation;
}

std::string Ui::take_unclaimed_code() {
    return std::exchange(core_->unclaimed_code, {});
}

bool Ui::field_is_focused() const {
    return core_->field.has_value();
}

std::optional<FieldFocus> Ui::field_focus() const {
    if (!core_->field) return std::nullopt;
    return FieldFocus{core_->field->id, core_->field->selection_start, core_->field->selection_end};
}

bool Ui::focus_field(const FieldFocus& field) {
    const HitNode* node = core_->find_node(field.id);
    if (node == nullptr || !node->is_field || !node->enabled) return false;
    core_->set_focus(field.id, false);
    core_->commands.back().text =
        std::to_string(field.selection_start) + "," + std::to_string(field.selection_end);
    return true;
}

}  // namespace tsunagi
