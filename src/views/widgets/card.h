// Owns surfaces: cards with a header, panels, the boxes that tell of an error or a hint.
#pragma once

#include "views/widgets/button.h"
#include "views/widgets/chip.h"

#include <optional>
#include <span>
#include <string>

namespace tsunagi {

struct CardSpec {
    std::string title = {};  // "" for a card without a header
    std::string count = {};  // beside the title: "6件のうち期限の近い3件"
    Icon icon = Icon::none;
    std::optional<ButtonSpec> action = {};  // ghost, at the right of the header
    std::optional<ChipSpec> chip = {};      // at the right of the header
    bool danger_edge = false;
    bool accent_edge = false;
    int heading = 2;
};

// A card of fixed size. Returns the area under the header, without padding (rows go from edge to edge).
// *action_pressed tells of the header's button. Everything until end_card is inside its region.
Rect begin_card(Ui& ui, std::string_view key, const Rect& rect, const CardSpec& spec,
                bool* action_pressed = nullptr);
void end_card(Ui& ui);
// A card as high as its content: rect.h is ignored, the height is remembered. end_card tells where the
// content ended and gets the card's lower edge back.
Rect begin_growing_card(Ui& ui, std::string_view key, const Rect& rect, const CardSpec& spec,
                        bool* action_pressed = nullptr);
float end_growing_card(Ui& ui, float content_bottom);
float card_header_height(Ui& ui, float width, const CardSpec& spec);  // 56 or more

// What happened / what is safe / what to do.
struct ErrorBoxSpec {
    std::string happened = {};
    std::string safe = {};
    std::string todo = {};
    std::optional<ButtonSpec> action = {};  // "やり直す"
};
// *pressed tells of the action. Returns the lower edge.
float draw_error_box(Ui& ui, std::string_view key, const Rect& rect, const ErrorBoxSpec& spec,
                     bool* pressed = nullptr);
float measure_error_box(Ui& ui, float width, const ErrorBoxSpec& spec);

// A quiet or coloured strip with an icon and words, and maybe a button: 注意 lines, practice hints.
struct HintSpec {
    std::string text = {};
    Tone tone = Tone::neutral;
    Icon icon = Icon::info;
    bool boxed = true;  // tint and edge; false: only icon and words
    std::optional<ButtonSpec> action = {};
};
float draw_hint(Ui& ui, std::string_view key, const Rect& rect, const HintSpec& spec,
                bool* pressed = nullptr);
float measure_hint(Ui& ui, float width, const HintSpec& spec);

// One thing that is ready or not (備え): icon, label, state in words. 60 high.
struct StateTileSpec {
    std::string label = {};
    std::string state = {};
    Icon icon = Icon::none;
    Tone tone = Tone::ok;
};
float measure_state_tile(Ui& ui, float width, const StateTileSpec& spec);
void draw_state_tile(Ui& ui, const Rect& rect, const StateTileSpec& spec);

// What is shown where a list is empty: an icon, words, maybe a button.
struct EmptySpec {
    std::string text = {};
    Icon icon = Icon::none;
    std::optional<ButtonSpec> action = {};
};
float draw_empty(Ui& ui, std::string_view key, const Rect& rect, const EmptySpec& spec,
                 bool* pressed = nullptr);

// A dashed area to drop a file on, with a button to pick one. True when the button was pressed.
struct DropZoneSpec {
    std::string title = {};
    std::string detail = {};
    ButtonSpec button = {};
    bool enabled = true;
};
float measure_drop_zone(Ui& ui, float width, const DropZoneSpec& spec);
bool draw_drop_zone(Ui& ui, std::string_view key, const Rect& rect, const DropZoneSpec& spec);

}  // namespace tsunagi
