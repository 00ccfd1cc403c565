// Owns one frame of interface: ids, hit testing and the one gate, layers, scrolling, focus, fields and the
// semantics. Must not know any widget or any screen. Draws nothing but focus rings, scroll marks and toasts.
#pragma once

#include "views/geometry.h"
#include "views/icons.h"
#include "views/semantics.h"
#include "views/text_field.h"
#include "views/text_layout.h"
#include "views/theme.h"
#include "views/ui_events.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct ImDrawList;
struct ImFont;

namespace tsunagi {

// wide >= 1100, medium 600-1099, phone < 600, in design px (so a zoom of 2 on a tablet is laid out like a
// phone).
enum class WidthClass : std::uint8_t { wide, medium, phone };

struct NodeOptions {
    bool enabled = true;
    bool selected = false;
    bool current = false;
    bool invalid = false;
    bool required = false;
    bool busy = false;
    Check checked = Check::none;
    Expand expanded = Expand::none;
    float radius = Theme::rad_m;  // of the focus ring
    bool ring = true;             // draw the focus ring (false: the widget draws its own)
    float ring_gap = 2;           // px between the box and its ring
    std::string_view value = {};
    std::string_view description = {};
};

struct Interaction {
    bool fired = false;    // activated: exactly once
    bool held = false;     // a finger is down on it: draw it pressed
    bool hovered = false;  // a mouse is over it
    bool focused = false;  // keyboard focus rests on it
};

enum class Pretend : std::uint8_t { nothing, held, focused };

enum class Axis : std::uint8_t { vertical, horizontal };
struct ScrollInfo {
    float offset = 0;      // px scrolled
    float max_offset = 0;  // px
    float below = 0;       // px of content under the lower (right) edge
    bool moving = false;
};

struct ToastSpec {
    std::string id = {};  // a new toast with the same id takes the old one's place
    std::string text = {};
    Tone tone = Tone::neutral;
    std::string action = {};  // label of its one button; "" for none
};

enum class Modality : std::uint8_t { modal, sheet };          // centred; at the bottom edge (phones)
enum class Dismissal : std::uint8_t { by_button, anywhere };  // anywhere: also Escape and a tap outside

struct UiFonts {
    ImFont* regular = nullptr;
    ImFont* bold = nullptr;
};

// A line of words as it was painted, in design px: what tests look for cut or colliding words in.
struct PaintedLine {
    std::string text;
    Rect ink;   // as wide as the words, as high as the letters
    Rect room;  // what they were given; no height where it is free
    Rect clip;
    int layer = 0;
    bool scrolls = false;   // inside a scroll area: what is under its edge can be reached
    std::size_t lines = 1;  // of the whole text
};

class UiCore;  // everything behind the interface (ui_core.h)

// All rectangles given to and taken from Ui are design px: CSS px divided by the text scale.
class Ui {
  public:
    explicit Ui(ThemeName theme = ThemeName::light);
    ~Ui();
    Ui(const Ui&) = delete;
    Ui& operator=(const Ui&) = delete;

    // Between ImGui::NewFrame and ImGui::Render. ImGui's DisplaySize must be screen / text_scale and its
    // framebuffer scale device pixel ratio * text_scale; then text is sharp at every zoom.
    void begin_frame(const InputFrame& input);
    FrameOutput end_frame();
    // The tree as of the last end_frame(), CSS px.
    const SemanticsFrame& semantics() const;

    void set_fonts(const UiFonts& fonts);  // widths are forgotten
    void set_measure(Measure* measure);    // instead of ImGui's fonts (tests); not owned
    void set_theme(ThemeName name);
    const Theme& theme() const;
    ClusterRegistry& clusters();
    Measure& measure();
    LineCache& line_cache();

    // Who only reads: fields of records and whatever leads to a change take no input.
    void set_only_reads(bool only_reads);
    bool only_reads() const;

    // --- where we are
    Rect screen() const;       // without safe insets and the soft keyboard
    Rect full_screen() const;  // everything, for backgrounds
    Insets safe() const;
    float keyboard_inset() const;
    WidthClass width_class() const;
    bool is_phone() const { return width_class() == WidthClass::phone; }
    bool is_wide() const { return width_class() == WidthClass::wide; }
    // A phone at large text: not even the words of a small phone fit side by side.
    bool is_narrow() const { return full_screen().w < 300; }
    // A phone held sideways, or what a soft keyboard leaves: what never scrolls away is lower, or goes along.
    bool is_low() const { return full_screen().h - keyboard_inset() < 400; }
    // The smallest side of what is pressed: a finger does not grow with the text.
    float touch() const;
    float text_scale() const;
    std::int64_t now_ms() const;  // monotonic
    bool file_over() const;

    // --- ids: keys joined by '/'. Keys come from records, never from loop indices where order can change.
    void push_id(std::string_view key);
    void pop_id();
    std::string id(std::string_view key) const;  // the full id

    // --- semantics without activation
    // A container: everything recorded until end_group() is inside it. Also a scope of ids.
    void begin_group(std::string_view key, NodeRole role, std::string_view name, const Rect& rect = {},
                     const NodeOptions& options = {});
    void end_group();
    // A leaf that is read but not pressed. key "" numbers it within the scope (texts).
    void record(std::string_view key, NodeRole role, std::string_view name, const Rect& rect, int level = 0,
                const NodeOptions& options = {}, float now = 0);
    // Between these nothing is recorded: the words are already in the name of a pressable node.
    void begin_silent();
    void end_silent();

    bool layer_is_open() const;  // something lies over the page: a dialog, a list that was opened

    // --- the one gate
    // fired once for a tap released inside (not turned into a scroll), for Enter or Space on keyboard focus,
    // or for one semantic activation: only when the node is enabled, unclipped and in the topmost layer.
    // Later nodes lie above earlier ones, so a button inside a row wins over the row.
    Interaction interact(std::string_view key, const Rect& rect, NodeRole role, std::string_view name,
                         const NodeOptions& options = {});
    bool pressed(std::string_view key, const Rect& rect, NodeRole role, std::string_view name,
                 const NodeOptions& options = {}) {
        return interact(key, rect, role, name, options).fired;
    }
    bool activated_any() const;            // something fired this frame (the idle lock starts over)
    void focus(std::string_view full_id);  // moves keyboard focus (also into a field)
    std::string_view focused_id() const;

    // For widgets that draw their own ring (NodeOptions::ring false).
    void draw_focus_ring(const Rect& rect, float radius);
    // Draws everything as if a finger or the focus were on it, for the gallery.
    void pretend(Pretend how);

    // --- fields (widgets/field.h draws them)
    FieldResult field(std::string_view key, const Rect& box, FieldRequest request, std::string_view record);
    // Puts words at the caret of the field when it is focused (then they come back as `changed`) and returns
    // nothing; else returns the whole new text, the words inserted where its caret last was (or at its end),
    // to be committed.
    std::optional<std::string> insert_text(std::string_view full_field_id, std::string_view current,
                                           std::string_view words);
    void replace_text(std::string_view full_field_id,
                      std::string_view text);  // a template; waits for composition
    void blur_field();  // asks the focused field to let go (before a lock): its text is committed
    bool field_is_focused() const;
    // A code from a reader that no field in sight wanted: once, "" for none.
    std::string take_unclaimed_code();
    std::optional<FieldFocus> field_focus() const;
    // Takes the person back into a field; false when it was not on the page in the last frame.
    bool focus_field(const FieldFocus& field);

    // --- clipping and scrolling
    void push_clip(const Rect& rect);
    void pop_clip();
    Rect clip() const;
    bool is_visible(const Rect& rect) const { return overlaps(rect, clip()); }
    // Content is laid out from the returned rectangle's origin (already moved by the scroll); its height is
    // that of the view. Tell end_scroll() where the content ended.
    Rect begin_scroll(std::string_view key, const Rect& view, Axis axis = Axis::vertical);
    void end_scroll(float content_end);  // bottom (right) edge of the content as it was drawn
    ScrollInfo scroll_info(std::string_view full_id) const;  // as of the last frame
    void scroll_to(std::string_view full_id, float offset);
    void reveal(const Rect& rect);  // scrolls the innermost open scroll area so that the rectangle is seen

    // --- sizes known only after drawing: what was remembered under this key, or the fallback
    float remembered(std::string_view key, float fallback) const;
    void remember(std::string_view key, float size);  // another pass follows when it changed

    // --- layers
    void begin_layer(std::string_view key,
                     const Rect& area);  // modal: everything under it is inert and unread
    void end_layer();
    int layer() const;
    // What a begin_… leaves to its end_…: run once, innermost first, given where the content ended.
    void push_closing(std::function<void(float)> closing);
    void run_closing(float content_end);
    bool tapped_outside() const;  // a tap on the scrim of the innermost layer, this frame
    bool escape_pressed();        // once, and only for the topmost layer
    bool shortcut(Key key);       // the same, for undo to help of Key

    // --- things that open and close by themselves (choice sheets, calendars): one at a time per depth
    bool is_open(std::string_view key) const;
    void open(std::string_view key);
    void close(std::string_view key);
    // Small numbers and texts of a widget that opens (the month a calendar shows). Dropped when it is closed.
    int& scratch(std::string_view key, int initial);
    std::string& scratch_text(std::string_view key, std::string_view initial);

    // --- toasts
    void show_toast(ToastSpec toast);
    void drop_toasts();
    // For a lock: of what was typed and drawn before nothing stays in memory, and fields begin empty, also
    // one that has the focus.
    void forget_texts();
    // Gives back what lists keep room for beyond what is in them: short texts of earlier frames stand there.
    void release_spare_memory();
    bool toast_pressed(std::string_view toast_id) const;  // its action was pressed this frame

    // --- time
    void request_frames(int count);         // a few more frames
    void request_wake(std::int64_t at_ms);  // a frame at this monotonic time at the latest

    // --- drawing (views/paint.h has the shapes)
    ImDrawList* draw_list();
    // From the next pass on every line painted is also written down here; nullptr for no more. Not owned.
    void watch_words(std::vector<PaintedLine>* lines);
    void note_painted(PaintedLine line);
    bool watches_words() const;
    ImFont* font(Weight weight) const;

  private:
    std::unique_ptr<UiCore> core_;
};

// push_id/pop_id for a block.
class IdScope {
  public:
    IdScope(Ui& ui, std::string_view key) : ui_(ui) { ui_.push_id(key); }
    ~IdScope() { ui_.pop_id(); }
    IdScope(const IdScope&) = delete;
    IdScope& operator=(const IdScope&) = delete;

  private:
    Ui& ui_;
};

class GroupScope {
  public:
    GroupScope(Ui& ui, std::string_view key, NodeRole role, std::string_view name, const Rect& rect = {})
        : ui_(ui) {
        ui_.begin_group(key, role, name, rect);
    }
    ~GroupScope() { ui_.end_group(); }
    GroupScope(const GroupScope&) = delete;
    GroupScope& operator=(const GroupScope&) = delete;

  private:
    Ui& ui_;
};

class SilentScope {
  public:
    explicit SilentScope(Ui& ui) : ui_(ui) { ui_.begin_silent(); }
    ~SilentScope() { ui_.end_silent(); }
    SilentScope(const SilentScope&) = delete;
    SilentScope& operator=(const SilentScope&) = delete;

  private:
    Ui& ui_;
};

// Rows of one height: which of `count` are in sight (with one page around), so that long lists cost little.
struct VisibleRows {
    std::size_t first = 0;
    std::size_t end = 0;
};
VisibleRows visible_rows(const Ui& ui, const Rect& content, float row_height, std::size_t count);

}  // namespace tsunagi
