// Owns the contract between a text field we draw and the real DOM field laid over it.
// While it is focused the DOM field is the truth; no value is written into it, only asked for by a
// FieldCommand.
#pragma once

#include "views/geometry.h"
#include "views/theme.h"

#include <cstdint>
#include <string>

namespace tsunagi {

enum class InputMode : std::uint8_t { text, numeric, decimal, tel, email, url, search };
enum class EnterKey : std::uint8_t { enter, done, next, go, search, send };
enum class FieldKind : std::uint8_t { line, lines, secret };  // <input>, <textarea>, <input type=password>

// One DOM field to be present this frame. rect is the text box itself (inside border and padding), CSS px
// like clip. Idle: transparent, our drawing shows through. Focused: opaque, same font, size, line height and
// colours.
struct FieldRequest {
    std::string id = {};  // equal to its semantic node's
    Rect rect = {};
    Rect clip = {};
    FieldKind kind = FieldKind::line;
    InputMode input_mode = InputMode::text;
    EnterKey enter_key = EnterKey::done;
    int max_length = 0;      // code points, enforced after composition; 0 for none
    std::string value = {};  // to be put into the DOM only while it is not focused
    std::string label = {};
    std::string placeholder = {};
    std::string description = {};  // error or hint
    bool invalid = false;
    bool required = false;
    bool enabled = true;
    bool revealed = false;    // a secret shown in clear on request
    bool takes_code = false;  // a code read from a wristband or label belongs here
    Weight weight = Weight::regular;
    float font_px = 0;  // CSS px, zoomed
    float line_px = 0;
    Color ink = 0;
    Color background = 0;
    // Grows when the record behind the field changes (another patient): native undo must not reach across.
    std::uint32_t generation = 0;
    bool operator==(const FieldRequest&) const = default;
};

enum class FieldEventKind : std::uint8_t {
    focus,
    input,
    selection,
    blur,
    enter,
    escape,
    tab,
    shift_tab,
    cut
};
// What the DOM field tells. enter, escape and tabs come only when they do not belong to a composition; cut:
// more was put in at once than a field holds (1 MiB), and value is what could be taken.
struct FieldEvent {
    std::string id = {};
    FieldEventKind kind = FieldEventKind::input;
    std::string value = {};            // whole text, UTF-8, with \n line ends
    std::int32_t selection_start = 0;  // UTF-16 units, as the DOM counts
    std::int32_t selection_end = 0;
    bool composing = false;
};

// The focused field and where its caret is, in UTF-16 units as the DOM counts.
struct FieldFocus {
    std::string id = {};
    std::int32_t selection_start = 0;
    std::int32_t selection_end = 0;
};

enum class FieldCommandKind : std::uint8_t { focus, blur, replace, insert };
// What we ask of the DOM field. replace and insert wait until a composition has ended; insert goes to the
// caret. Both answer with an input event when the field is focused. focus may say where the caret goes:
// "start,end".
struct FieldCommand {
    std::string id = {};
    FieldCommandKind kind = FieldCommandKind::focus;
    std::string text = {};
    bool operator==(const FieldCommand&) const = default;
};

// A focused field whose widget was no longer drawn. Its text must be kept all the same.
struct LeftBehind {
    std::string id = {};
    std::string record = {};  // as given in FieldSpec::record: "<document id>|<path>"
    std::string text = {};
};

// What a view learns about its field this frame.
struct FieldResult {
    bool focused = false;
    bool changed = false;  // text differs since the last frame: good for drafts and search as you type
    bool committed =
        false;  // left, or Enter in a single line, with a text other than the one it began with: once
    bool submitted =
        false;  // Enter in a single line (never one that ends a composition); may come with committed
    bool escaped = false;
    std::string text = {};  // the text as it stands: typed while focused, the view's value otherwise
    float bottom = 0;       // lower edge of everything drawn (label, box, error line)
};

}  // namespace tsunagi
