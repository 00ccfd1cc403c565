// Owns what Ui remembers within and between frames. Only ui*.cpp includes this.
// Must not know any widget but the toast.
#pragma once

#include "views/ui.h"

#include <array>
#include <deque>
#include <map>
#include <set>
#include <unordered_map>

namespace tsunagi {

// A box that can be hit or focused, as it was recorded. Input is resolved against the nodes of the last
// frame: that is what the person saw.
struct HitNode {
    std::string id;
    std::string parent;
    Rect rect;
    Rect clip;
    int layer = 0;
    int scroll = -1;  // index into scrolls of the same frame
    NodeRole role = NodeRole::group;
    bool enabled = true;
    bool is_field = false;
    bool takes_code = false;
};

struct ScrollState {
    float offset = 0;
    float velocity = 0;  // px per ms
    float content = 0;   // px
    float view = 0;      // px along the axis
    Axis axis = Axis::vertical;
    bool dragged = false;

    float max_offset() const { return std::max(0.0f, content - view); }
    bool moving() const { return dragged || velocity != 0; }
};

struct ScrollRecord {
    std::string id;
    Rect view;
    int layer = 0;
    int parent = -1;
    Axis axis = Axis::vertical;
};

struct PointerSample {
    Vec2 at;
    std::int64_t at_ms = 0;
};
struct PointerState {
    bool down = false;
    bool scrolling = false;
    bool caught = false;  // the touch stopped a fling: it presses nothing
    Vec2 start;
    Vec2 at;
    std::string candidate;
    std::string scroll_id;
    float scroll_start = 0;
    std::deque<PointerSample> samples;
    std::optional<Vec2> mouse;
};

// What of the focused field is to be brought into sight in this frame.
enum class Reveal : std::uint8_t { nothing, caret, box };

enum class Source : std::uint8_t { canvas, mirror };
enum class WishKind : std::uint8_t { node, outside, escape };
struct Wish {
    WishKind kind = WishKind::node;
    Source source = Source::canvas;
    std::string id;
    std::int64_t at_ms = 0;
};
struct Fired {
    Source source = Source::canvas;
    std::string id;
    std::int64_t at_ms = 0;
};

struct FocusedField {
    std::string id;
    std::string record;
    std::string text;
    std::string initial;
    std::int32_t selection_start = 0;
    std::int32_t selection_end = 0;
    bool composing = false;
    bool seen = true;
};
struct FieldDelivery {
    bool changed = false;
    bool committed = false;
    bool submitted = false;
    bool escaped = false;
    bool taken = false;
    std::string text;
};
struct Caret {
    std::string text;
    std::int32_t start = 0;
    std::int32_t end = 0;
};

struct Remembered {
    float size = 0;
    bool used = true;
};

struct ShownToast {
    ToastSpec spec;
    std::int64_t until_ms = 0;
    bool pressed = false;
};

// What begin_layer puts aside and end_layer brings back.
struct LayerContext {
    int layer = 0;
    std::string path;
    std::vector<std::size_t> path_lengths;
    std::vector<std::string> parents;
    std::vector<int> scrolls;
    std::size_t clip_depth = 0;
    int silent = 0;
};

class FontMeasure : public Measure {
  public:
    explicit FontMeasure(ClusterRegistry& clusters) : clusters_(clusters) {}
    float advance(std::string_view cluster, float size_px, Weight weight) override;
    UiFonts fonts;

  private:
    ClusterRegistry& clusters_;
};

class UiCore {
  public:
    static constexpr float slop_px = 8;               // more than this turns a press into a scroll
    static constexpr std::int64_t same_act_ms = 300;  // a DOM click and a canvas tap within this are one act
    static constexpr int max_layers = 6;
    static constexpr int max_passes = 3;

    // ui_input.cpp
    void take_input(const InputFrame& input);
    void take_pointer(const PointerEvent& event);
    void pointer_down(const PointerEvent& event);
    void pointer_move(const PointerEvent& event);
    void pointer_up(const PointerEvent& event);
    void take_key(const KeyEvent& event);
    void take_semantic(const SemanticEvent& event);
    void move_focus(int step);
    void move_in_group(int step);
    void set_focus(std::string_view id, bool visible);
    const HitNode* hit(Vec2 at) const;
    const HitNode* find_node(std::string_view id) const;
    bool is_live(const HitNode& node) const;  // topmost layer, enabled, unclipped
    void push_wish(Wish wish);
    void choose_wish();
    bool is_repeat(const Wish& wish) const;

    // ui_scroll.cpp
    int scroll_under(Vec2 at) const;             // innermost in the topmost layer; index into last_scrolls
    int scrollable(int index, Axis axis) const;  // walks outwards to one that can move
    void scroll_by(std::string_view id, float delta);
    void step_flings(std::int64_t passed_ms);
    void take_wheel(const WheelEvent& event);
    void scroll_by_key(Key key);
    void reveal_node(const HitNode& node);
    void reveal_in(ScrollState& scroll, const Rect& view, const Rect& rect);
    float fling_velocity(std::int64_t now) const;

    // ui_field.cpp
    void take_field(const FieldEvent& event);
    void take_code(const std::string& code);
    void leave_field(const std::string& text);
    void reveal_focused(Ui& ui, const Rect& box, const FieldRequest& request, std::string_view text);
    bool has_commit() const;
    void settle_fields();  // end of frame: what was left behind

    // ui.cpp
    std::string full_id(std::string_view key) const;
    Rect current_clip() const { return clips.empty() ? full : clips.back(); }
    SemanticNode& add_node(std::string id, NodeRole role, std::string_view name, const Rect& rect,
                           const NodeOptions& options);
    void add_hit(const std::string& id, NodeRole role, const Rect& rect, bool enabled, bool is_field);
    bool shows_focus(std::string_view id) const { return focus_visible && focused == id; }
    void draw_ring(const Rect& rect, float radius, float gap);
    void set_channel(int channel);
    Rect to_css(const Rect& rect) const;
    SemanticsFrame build_semantics() const;
    void finish_focus();
    void finish_memory();

    // --- settings
    ThemeName theme_name = ThemeName::light;
    ClusterRegistry clusters;
    FontMeasure font_measure{clusters};
    Measure* measure = &font_measure;
    LineCache lines;
    float density = 0;
    std::vector<PaintedLine>* painted = nullptr;

    // --- the frame at hand
    Rect full;
    Insets safe;
    float keyboard = 0;
    float scale = 1;
    bool still = false;
    bool file_over = false;
    std::optional<Key> shortcut;
    std::int64_t now = 0;
    ImDrawList* draw = nullptr;
    std::string path;
    std::vector<std::size_t> path_lengths;
    std::vector<std::string> parents;
    std::vector<Rect> clips;
    std::vector<int> open_scrolls;
    std::vector<float> scroll_origins;
    int silent = 0;
    Pretend pretend = Pretend::nothing;
    int layer = 0;
    int layer_count = 0;
    std::vector<LayerContext> layer_stack;
    std::vector<std::function<void(float)>> closings;
    std::vector<Rect> layer_areas;  // per layer number
    std::vector<std::string> layer_ids;
    std::vector<SemanticNode> nodes;
    std::vector<int> node_layers;
    std::vector<HitNode> hits;
    std::vector<ScrollRecord> scrolls;
    std::vector<FieldRequest> fields;
    std::vector<int> field_layers;
    std::unordered_map<std::string, int> numbering;
    std::string fired_now;  // the id the gate lets through this frame
    WishKind fired_kind = WishKind::node;
    Source fired_source = Source::canvas;
    std::int64_t fired_at = 0;
    bool any_fired = false;
    bool relayout = false;
    bool in_layout_pass = false;
    int passes = 0;

    // --- between frames
    std::vector<HitNode> last_hits;
    std::vector<ScrollRecord> last_scrolls;
    std::vector<Rect> last_layer_areas;
    std::vector<std::string> last_layer_ids;
    int last_top = 0;
    PointerState pointer;
    std::deque<Wish> wishes;
    int settle = 0;  // frames that let nothing through, so that the last act is drawn first
    std::deque<Fired> recent;
    std::map<std::string, ScrollState, std::less<>> scroll_states;
    std::string last_scroll;
    std::string focused;
    bool focus_visible = false;
    std::optional<std::string> focus_request;
    std::vector<std::string> focus_stack;  // what had focus under each layer
    std::optional<FocusedField> field;
    Reveal reveal_field = Reveal::nothing;
    std::string unclaimed_code;
    std::uint32_t generation = 0;  // of all fields: grows when what was typed is forgotten
    bool told_cut = false;         // a text did not fit into its field whole: it has to be said
    std::unordered_map<std::string, FieldDelivery> deliveries;
    std::unordered_map<std::string, std::string> field_records;
    std::unordered_map<std::string, Caret> carets;
    std::vector<FieldCommand> commands;
    std::vector<LeftBehind> left_behind;
    std::vector<FieldRequest> sent_fields;
    std::unordered_map<std::string, Remembered> memory;
    std::map<std::string, bool, std::less<>> opened;  // value: asked about this frame
    std::unordered_map<std::string, std::pair<int, bool>> numbers;
    std::unordered_map<std::string, std::pair<std::string, bool>> texts;
    bool only_reads = false;
    std::vector<ShownToast> toasts;
    std::vector<std::string> pressed_toasts;  // drawn last, so heard of in the next frame
    int wanted_frames = 0;
    std::optional<std::int64_t> deadline;
    SemanticsFrame sent;
};

// widgets/toast.cpp
void draw_toasts(Ui& ui, std::vector<ShownToast>& toasts);

}  // namespace tsunagi
