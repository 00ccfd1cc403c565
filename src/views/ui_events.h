// Owns what goes into a frame and what comes out of it. Everything outside is in CSS px and monotonic
// milliseconds.
#pragma once

#include "views/geometry.h"
#include "views/semantics.h"
#include "views/text_field.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tsunagi {

enum class PointerKind : std::uint8_t { touch, mouse, pen };
enum class PointerPhase : std::uint8_t { down, move, up, cancel };
struct PointerEvent {
    PointerPhase phase = PointerPhase::move;
    Vec2 at = {};
    std::int64_t at_ms = 0;
    PointerKind kind = PointerKind::touch;
};

struct WheelEvent {
    Vec2 at = {};
    Vec2 by = {};  // CSS px; positive y shows what lies below
};

enum class Key : std::uint8_t {
    tab,
    enter,
    space,
    escape,
    up,
    down,
    left,
    right,
    page_up,
    page_down,
    home,
    end,
    // Shortcuts: Ctrl+Z, Ctrl+Y, Ctrl+F, Ctrl+Enter, F1 or ?
    undo,
    redo,
    find,
    go_on,
    help,
};
struct KeyEvent {
    Key key = Key::tab;
    bool shift = false;
};

// From the DOM mirror: a click, or keyboard focus having moved onto a node.
enum class SemanticEventKind : std::uint8_t { activate, focus };
struct SemanticEvent {
    std::string id = {};
    SemanticEventKind kind = SemanticEventKind::activate;
    std::int64_t at_ms = 0;
};

struct InputFrame {
    Vec2 screen = {};          // CSS px
    float text_scale = 1.0f;   // 1.0-2.0
    Insets safe = {};          // notches and home bars, CSS px
    float keyboard_inset = 0;  // what the soft keyboard covers at the bottom, CSS px
    bool still = false;        // reduced motion: nothing moves but what a finger holds
    bool file_over = false;    // a file is being dragged over the page
    std::string code = {};     // read by a barcode or wristband reader; "" for none
    std::int64_t now_ms = 0;   // monotonic
    std::vector<PointerEvent> pointer = {};
    std::vector<WheelEvent> wheel = {};
    std::vector<KeyEvent> keys = {};
    std::vector<FieldEvent> fields = {};
    std::vector<SemanticEvent> semantics = {};
};

struct FrameOutput {
    // Draw again at once, with an empty InputFrame and before anything is presented: sizes were learnt this
    // frame. Never more than three times in a row. Ops, fields and commands of such a frame are empty.
    bool needs_layout = false;
    int wants_frames = 0;                               // animation frames still needed (0: sleep)
    std::optional<std::int64_t> next_deadline_ms = {};  // wake up then at the latest
    std::vector<SemanticsOp> semantics = {};            // nodes are in Ui::semantics()
    std::vector<FieldRequest> fields = {};              // all that are present
    bool fields_changed = false;                        // differs from the last frame's
    std::vector<FieldCommand> field_commands = {};      // in order
    std::vector<LeftBehind> left_behind = {};
    std::optional<std::string> focus = {};  // keyboard focus moved there by us: focus its DOM node
    bool over_pressable = false;            // mouse cursor: a hand
    bool flinging = false;  // something scrolls by itself: the next touch only stops it, wherever it lands
};

}  // namespace tsunagi
