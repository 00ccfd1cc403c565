// Owns text fields as they look when idle, and the request for the DOM field over them.
#pragma once

#include "views/widgets/text.h"

#include <string>

namespace tsunagi {

struct FieldSpec {
    std::string label = {};  // read; drawn above the box when show_label
    bool show_label = true;
    std::string value = {};
    std::string record = {};  // "<document id>|<path>", given back in LeftBehind
    std::string placeholder = {};
    std::string error = {};  // one line below, red edge, octagon
    std::string hint = {};   // one line below, caption
    FieldKind kind = FieldKind::line;
    InputMode input_mode = InputMode::text;
    EnterKey enter_key = EnterKey::done;
    int max_length = 0;
    bool enabled = true;
    bool read_only = false;  // drawn as text on surface_alt, no DOM field
    bool required = false;   // "必須" beside the label
    bool revealed = false;
    bool takes_code = false;  // patient's id: a wristband read by a reader is written here
    std::string unit = {};    // drawn inside at the right: "kg"
    Icon icon = Icon::none;   // drawn inside at the left: search
    float box_height = 0;     // 0: 48 for a line; for lines as high as the text, at least min_lines
    int min_lines = 3;
    Font font = Font::body;
    std::uint32_t generation = 0;
};

// rect.h is ignored: FieldResult::bottom says where it ended. Multi-line boxes grow with the text as it is
// typed.
FieldResult draw_field(Ui& ui, std::string_view key, const Rect& rect, const FieldSpec& spec);
float measure_field(Ui& ui, std::string_view key, float width, const FieldSpec& spec);

// The label above any control (bold label size, "必須" mark); returns its lower edge (with the gap below it).
float draw_field_label(Ui& ui, const Rect& rect, std::string_view label, bool required = false);
// The red line below any control; returns its lower edge.
float draw_field_error(Ui& ui, const Rect& rect, std::string_view error);

}  // namespace tsunagi
