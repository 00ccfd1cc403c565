#include "platform/page_output.h"

#include "platform/page.h"

#include <array>
#include <cstdio>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace tsunagi {

namespace {

// While something moves the mirror follows a few times a second: laying it out anew each frame would make it
// stutter.
constexpr std::int64_t tree_interval_ms = 200;

std::string_view code_of(FieldKind kind) {
    switch (kind) {
        case FieldKind::line: return "line";
        case FieldKind::lines: return "lines";
        case FieldKind::secret: return "secret";
    }
    return "line";
}

std::string_view code_of(InputMode mode) {
    switch (mode) {
        case InputMode::text: return "text";
        case InputMode::numeric: return "numeric";
        case InputMode::decimal: return "decimal";
        case InputMode::tel: return "tel";
        case InputMode::email: return "email";
        case InputMode::url: return "url";
        case InputMode::search: return "search";
    }
    return "text";
}

std::string_view code_of(EnterKey key) {
    switch (key) {
        case EnterKey::enter: return "enter";
        case EnterKey::done: return "done";
        case EnterKey::next: return "next";
        case EnterKey::go: return "go";
        case EnterKey::search: return "search";
        case EnterKey::send: return "send";
    }
    return "done";
}

std::string_view code_of(FieldCommandKind kind) {
    switch (kind) {
        case FieldCommandKind::focus: return "focus";
        case FieldCommandKind::blur: return "blur";
        case FieldCommandKind::replace: return "replace";
        case FieldCommandKind::insert: return "insert";
    }
    return "blur";
}

std::string_view code_of(Check check) {
    switch (check) {
        case Check::none: return "";
        case Check::off: return "off";
        case Check::on: return "on";
        case Check::mixed: return "mixed";
    }
    return "";
}

std::string_view code_of(Expand expand) {
    switch (expand) {
        case Expand::none: return "";
        case Expand::closed: return "closed";
        case Expand::open: return "open";
    }
    return "";
}

std::string css_color(Color color) {
    std::array<char, 12> text{};
    std::snprintf(text.data(), text.size(), "#%02x%02x%02x", static_cast<unsigned>(color & 0xFFu),
                  static_cast<unsigned>((color >> 8) & 0xFFu), static_cast<unsigned>((color >> 16) & 0xFFu));
    return text.data();
}

int css_weight(Weight weight) {
    return weight == Weight::bold ? 700 : 400;
}

// Writes the properties of one thing: all of them, or those that differ from what was sent before.
class Properties {
  public:
    explicit Properties(JsonText& json, bool all) : json_(json), all_(all) { json_.begin_object(); }
    ~Properties() { json_.end_object(); }
    Properties(const Properties&) = delete;
    Properties& operator=(const Properties&) = delete;

    void put(std::string_view key, const Rect& now, const Rect& before) {
        if (!all_ && now == before) return;
        json_.key(key).begin_array();
        for (const float part : {now.x, now.y, now.w, now.h}) json_.number(static_cast<double>(part));
        json_.end_array();
    }
    void put(std::string_view key, std::string_view now, std::string_view before) {
        if (all_ ? !now.empty() : now != before) json_.key(key).text(now);
    }
    void put(std::string_view key, float now, float before) {
        put_number(key, static_cast<double>(now), static_cast<double>(before));
    }
    void put(std::string_view key, int now, int before) { put_number(key, now, before); }
    void put(std::string_view key, bool now, bool before) {
        if (all_ ? now : now != before) json_.key(key).boolean(now);
    }

  private:
    void put_number(std::string_view key, double now, double before) {
        if (all_ || now < before || now > before) json_.key(key).number(now);
    }

    JsonText& json_;
    bool all_;
};

void write_field(JsonText& json, const FieldRequest& now, const Rect& box, const FieldRequest& before,
                 const Rect& box_before, bool all) {
    Properties to(json, all);
    to.put("kind", code_of(now.kind), code_of(before.kind));
    to.put("generation", static_cast<int>(now.generation), static_cast<int>(before.generation));
    to.put("rect", now.rect, before.rect);
    to.put("box", box, box_before);
    to.put("clip", now.clip, before.clip);
    to.put("font", now.font_px, before.font_px);
    to.put("line", now.line_px, before.line_px);
    to.put("weight", css_weight(now.weight), css_weight(before.weight));
    to.put("ink", css_color(now.ink), css_color(before.ink));
    to.put("ground", css_color(now.background), css_color(before.background));
    to.put("max", now.max_length, before.max_length);
    to.put("mode", code_of(now.input_mode), code_of(before.input_mode));
    to.put("enter", code_of(now.enter_key), code_of(before.enter_key));
    to.put("label", now.label, before.label);
    to.put("hint", now.placeholder, before.placeholder);
    to.put("description", now.description, before.description);
    to.put("invalid", now.invalid, before.invalid);
    to.put("required", now.required, before.required);
    to.put("disabled", !now.enabled, !before.enabled);
    to.put("revealed", now.revealed, before.revealed);
    to.put("value", now.value, before.value);
}

void write_node(JsonText& json, const SemanticNode& now, const SemanticNode& before, bool all) {
    Properties to(json, all);
    if (all) to.put("role", role_code(now.role), "");
    to.put("name", now.name, before.name);
    to.put("value", now.value, before.value);
    to.put("description", now.description, before.description);
    to.put("rect", now.rect, before.rect);
    to.put("clip", now.clip, before.clip);
    to.put("disabled", !now.state.enabled, !before.state.enabled);
    to.put("selected", now.state.selected, before.state.selected);
    to.put("current", now.state.current, before.state.current);
    to.put("invalid", now.state.invalid, before.state.invalid);
    to.put("busy", now.state.busy, before.state.busy);
    to.put("required", now.state.required, before.state.required);
    to.put("checked", code_of(now.state.checked), code_of(before.state.checked));
    to.put("expanded", code_of(now.state.expanded), code_of(before.state.expanded));
    to.put("level", static_cast<int>(now.state.level), static_cast<int>(before.state.level));
    to.put("now", now.state.now, before.state.now);
    to.put("focuses", now.focuses, before.focuses);
}

void write_step(JsonText& json, const SemanticsOp& step, const SemanticsFrame& now,
                const std::unordered_map<std::string_view, const SemanticNode*>& before) {
    json.begin_array();
    switch (step.kind) {
        case SemanticsOpKind::remove: json.text("remove").text(step.id); break;
        case SemanticsOpKind::move: json.text("move").text(step.id).text(step.parent).text(step.after); break;
        case SemanticsOpKind::insert:
            json.text("insert").text(step.id).text(step.parent).text(step.after);
            write_node(json, now.nodes[step.index], {}, true);
            break;
        case SemanticsOpKind::update: {
            const auto old = before.find(step.id);
            json.text("update").text(step.id);
            write_node(json, now.nodes[step.index], old == before.end() ? SemanticNode{} : *old->second,
                       old == before.end());
            break;
        }
    }
    json.end_array();
}

void write_commands(JsonText& json, const FrameOutput& output) {
    if (output.field_commands.empty()) return;
    json.key("commands").begin_array();
    for (const FieldCommand& command : output.field_commands) {
        json.begin_array().text(code_of(command.kind)).text(command.id).text(command.text).end_array();
    }
    json.end_array();
}

void write_look(JsonText& json, const Theme& theme, const PageLook& look) {
    json.key("look").begin_object();
    json.key("mode").text(screen_mode_codes[static_cast<std::size_t>(look.mode)]);
    json.key("text").number(look.text_percent);
    json.key("covered").boolean(look.covered);
    json.key("language").text(look.language);
    json.key("colors").begin_object();
    json.key("--field-hint").text(css_color(theme.col_ink_3));
    json.key("--field-caret").text(css_color(theme.col_accent));
    json.key("--field-mark").text(css_color(theme.col_accent_line));
    json.key("--page").text(css_color(theme.col_canvas));
    json.key("--page-ink").text(css_color(theme.col_ink));
    json.key("--page-bar").text(css_color(theme.col_rail));
    json.end_object().end_object();
}

// A tap anywhere in a field's box goes to the field, not only on its text.
Rect box_of(const FieldRequest& request, const SemanticsFrame& tree) {
    const SemanticNode* node = tree.find(request.id);
    if (node == nullptr || intersect(node->rect, request.rect) != request.rect) return request.rect;
    return node->rect;
}

}  // namespace

void PageOutput::write_fields(JsonText& json, const Ui& ui, const FrameOutput& output) {
    if (!output.fields_changed) return;
    JsonText list;
    list.begin_array();
    std::unordered_set<std::string_view> present;
    for (const FieldRequest& request : output.fields) present.insert(request.id);
    std::erase_if(fields_, [&](const auto& sent) {
        if (present.contains(sent.first)) return false;
        list.begin_array().text(sent.first).null().end_array();
        return true;
    });
    for (const FieldRequest& request : output.fields) {
        const Rect box = box_of(request, ui.semantics());
        const auto sent = fields_.find(request.id);
        const bool fresh = sent == fields_.end();
        if (!fresh && sent->second.request == request && sent->second.box == box) continue;
        list.begin_array().text(request.id);
        write_field(list, request, box, fresh ? FieldRequest{} : sent->second.request,
                    fresh ? Rect{} : sent->second.box, fresh);
        list.end_array();
        fields_.insert_or_assign(request.id, SentField{request, box});
    }
    list.end_array();
    if (list.str() != "[]") json.key("fields").raw(list.str());
}

void PageOutput::write_tree(JsonText& json, const Ui& ui, const FrameOutput& output, std::int64_t now_ms) {
    tree_behind_ = tree_behind_ || !output.semantics.empty();
    const bool still = output.wants_frames == 0 || output.focus.has_value() || !output.field_commands.empty();
    if (!tree_behind_ || (!still && now_ms - tree_sent_at_ms_ < tree_interval_ms)) return;
    const SemanticsFrame& now = ui.semantics();
    std::unordered_map<std::string_view, const SemanticNode*> before;
    for (const SemanticNode& node : tree_.nodes) before.emplace(node.id, &node);
    const std::vector<SemanticsOp> steps = diff(tree_, now);
    if (!steps.empty()) {
        json.key("tree").begin_array();
        for (const SemanticsOp& step : steps) write_step(json, step, now, before);
        json.end_array();
    }
    before.clear();
    tree_ = now;
    tree_behind_ = false;
    tree_sent_at_ms_ = now_ms;
}

void PageOutput::send(const Ui& ui, const FrameOutput& output, const PageLook& look, std::int64_t now_ms) {
    JsonText json;
    json.begin_object();
    if (look != look_) {
        look_ = look;
        write_look(json, ui.theme(), look);
    }
    write_fields(json, ui, output);
    write_tree(json, ui, output, now_ms);
    write_commands(json, output);
    if (output.focus) json.key("focus").text(*output.focus);
    if (output.over_pressable != over_pressable_) {
        over_pressable_ = output.over_pressable;
        json.key("cursor").text(over_pressable_ ? "pointer" : "");
    }
    if (output.flinging != flinging_) {
        flinging_ = output.flinging;
        json.key("flinging").boolean(flinging_);
    }
    json.end_object();
    if (json.str() != "{}") tsunagi_page_update(json.str().c_str());
}

}  // namespace tsunagi
