// Owns rows: what lists are made of, people tiles, name and value pairs.
#pragma once

#include "views/widgets/chip.h"
#include "views/widgets/text.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tsunagi {

enum class RowState : std::uint8_t { normal, selected, disabled, danger };
struct RowSpec {
    std::optional<MarkSpec> mark = {};  // numbered circle at the left
    Icon icon = Icon::none;             // or an icon
    Color icon_color = 0;
    std::string title = {};
    bool title_bold = true;
    std::string title_note = {};    // small, beside the title: "1120-4"
    std::string detail = {};        // second line
    float title_width = 0;          // > 0: title and detail in a column of this width, text beside it
    std::string text = {};          // middle column, first line
    std::string text_detail = {};   // middle column, second line
    Icon middle_icon = Icon::none;  // owner column: person icon
    std::string middle = {};        // owner column
    float middle_width = 168;
    std::vector<ChipSpec> chips = {};  // at the right; below the words on a phone
    std::string trailing = {};         // bold, at the right: "12分"
    bool chevron = false;
    bool pressable = true;
    float radius = 0;     // rounded where the row stands by itself
    bool divider = true;  // 1 px line on top
    RowState state = RowState::normal;
    float min_height = Theme::sz_row_l;
    std::string name = {};  // read; made of all words when empty
};
float measure_row(Ui& ui, float width, const RowSpec& spec);
// True when pressed. rect.h from measure_row (or more). Rows go from card edge to card edge; padding is
// inside.
bool draw_row(Ui& ui, std::string_view key, const Rect& rect, const RowSpec& spec);

// A person in a conference: 52 high, tint when they have spoken, sunk when absent (detail names who will tell
// them).
enum class SpokeState : std::uint8_t { silent, spoken, absent };
struct SpokeSpec {
    std::string profession = {};
    std::string person = {};
    SpokeState state = SpokeState::silent;
};
float measure_spoke(Ui& ui, float width, const SpokeSpec& spec);
bool draw_spoke(Ui& ui, std::string_view key, const Rect& rect, const SpokeSpec& spec);

// A staff member to choose at unlock: avatar, name, profession; 72 high.
struct AvatarSpec {
    std::string name = {};
    std::string detail = {};
    bool selected = false;
};
float measure_avatar(Ui& ui, float width, const AvatarSpec& spec);
bool draw_avatar(Ui& ui, std::string_view key, const Rect& rect, const AvatarSpec& spec);

// Term and words side by side (previews, identity); on a narrow width below each other. Returns the lower
// edge.
struct PairSpec {
    std::string term = {};
    std::string words = {};
};
float draw_pairs(Ui& ui, const Rect& rect, std::span<const PairSpec> pairs, float term_width = 84,
                 Font font = Font::label);
float measure_pairs(Ui& ui, float width, std::span<const PairSpec> pairs, float term_width = 84,
                    Font font = Font::label);

// "下にあと8項目" while a scroll area hides that many; 28 high, nothing when n is 0.
void draw_more_below(Ui& ui, const Rect& rect, int hidden_rows);

}  // namespace tsunagi
