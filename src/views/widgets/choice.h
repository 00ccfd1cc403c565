// Owns choosing: segmented controls, the four-way answer, checkboxes, radio cards, and choices that open a
// sheet.
#pragma once

#include "views/widgets/chip.h"
#include "views/widgets/text.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tsunagi {

// How a chosen segment looks. ok 済 · todo 未 · none 対象外 · ask 要確認 · accent anything else.
enum class SegmentLook : std::uint8_t { accent, ok, todo, none, ask };
struct SegmentSpec {
    std::string label = {};
    Icon icon = Icon::none;  // shown when chosen
    SegmentLook look = SegmentLook::accent;
};
struct SegmentedSpec {
    std::span<const SegmentSpec> segments = {};
    int selected = -1;
    bool enabled = true;
    bool fill = true;         // as wide as the rectangle; false: as wide as the words
    std::string name = {};    // of the radio group
    std::string error = {};   // red edge and this line below
    float segment_width = 0;  // fixed width each (checklist: 79); 0: even or by words
};
// The newly chosen index. 48 high; when the words do not fit, two rows (then four): measure first.
Vec2 measure_segmented(Ui& ui, const SegmentedSpec& spec, float max_width);
std::optional<int> draw_segmented(Ui& ui, std::string_view key, const Rect& rect, const SegmentedSpec& spec);

enum class ChecklistAnswer : std::uint8_t { none, done, open, not_applicable, check };
// 済 未 対象外 要確認. Pressing the chosen one again takes the answer back (none).
std::optional<ChecklistAnswer> draw_answer(Ui& ui, std::string_view key, const Rect& rect,
                                           ChecklistAnswer answer, std::string_view name, bool enabled = true,
                                           std::string_view error = {});
Vec2 measure_answer(Ui& ui, float max_width);

enum class CheckMark : std::uint8_t { off, on, mixed };
struct CheckboxSpec {
    std::string label = {};
    std::string note = {};  // right side ("同意なし") or second line
    CheckMark mark = CheckMark::off;
    bool enabled = true;  // a lock icon in the box when not
    bool error = false;
    bool divider = false;   // 1 px line on top (lists)
    std::string name = {};  // read instead of the label
};
// The whole row (48 or more) is the target. True when pressed: the caller turns the mark.
float measure_checkbox(Ui& ui, float width, const CheckboxSpec& spec);
bool draw_checkbox(Ui& ui, std::string_view key, const Rect& rect, const CheckboxSpec& spec);
// The bare 28 px box in a 48 px target.
bool draw_check_square(Ui& ui, std::string_view key, const Rect& rect, const CheckboxSpec& spec);

// A card with a radio circle: who to hand to. 72 high or more.
struct RadioCardSpec {
    std::string title = {};
    std::string detail = {};
    std::optional<ChipSpec> chip = {};
    bool selected = false;
    bool enabled = true;
};
float measure_radio_card(Ui& ui, float width, const RadioCardSpec& spec);
bool draw_radio_card(Ui& ui, std::string_view key, const Rect& rect, const RadioCardSpec& spec);

// A field that shows the chosen words and opens a sheet with the choices.
struct ChoiceSpec {
    std::string label = {};
    bool show_label = true;
    std::span<const std::string> options = {};
    int selected = -1;
    std::string other_text = {};  // open choice: what was typed instead of an option
    bool allow_other = false;     // adds a field "ほか"
    bool allow_clear = false;     // adds "選ばない"
    std::string placeholder = {};
    std::string error = {};
    bool enabled = true;
    bool required = false;
    std::string record = {};  // for the "ほか" field
};
struct ChoiceResult {
    std::optional<int> chosen = {};         // index; -1 when cleared
    std::optional<std::string> other = {};  // words of one's own
    float bottom = 0;
};
ChoiceResult draw_choice(Ui& ui, std::string_view key, const Rect& rect, const ChoiceSpec& spec);
// The same sheet opened by a button of one's own: ui.open(key) opens it.
std::optional<int> draw_choice_sheet(Ui& ui, std::string_view key, std::string_view title,
                                     std::span<const std::string> options, int selected,
                                     bool allow_clear = false);

}  // namespace tsunagi
