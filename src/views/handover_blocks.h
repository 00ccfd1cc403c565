// Owns drawing what a recipient sees of a case. The ward's preview and the station's reading view are both
// drawn here, so they cannot differ. Must not know where the view came from.
#pragma once

#include "exchange/handover_view.h"
#include "views/icons.h"
#include "views/ui.h"

#include <string>
#include <string_view>
#include <vector>

namespace tsunagi {

// A heading with everything under it: blocks [first, end) of the view.
struct ViewPart {
    std::size_t first = 0;
    std::size_t end = 0;
    Section section = Section::identity;
};
// In the order in which a nurse needs them: wish, outlook, procedures, medicines, sudden change, decisions
// first.
std::vector<ViewPart> parts_of(const HandoverView& view);

// Words in the language of the interface; in typed words hidden characters are written out.
std::string words_of(const ViewText& text);
std::string title_of(const HandoverView& view, const ViewPart& part);
Icon icon_of(Section section);
// What is in red in the medicines' part; empty when nothing is known.
std::vector<std::string> allergies_of(const HandoverView& view);
// What of the minimum set was not written: "病名・住まい"; "" when nothing is missing.
std::string missing_words(const HandoverView& view);

enum class PracticeMark : std::uint8_t { none, shown };
// Name, kana, id, birth date and age, sex; 練習用データ; allergies in red. Returns the lower edge.
float draw_view_patient(Ui& ui, const Rect& rect, const HandoverView& view, PracticeMark mark);

// card: one card a part, body size (reading). plain: a heading and its blocks, label size (within a card).
enum class PartFrame : std::uint8_t { card, plain };
// Fills the columns from the top in the order of parts_of. Upper edges, from rect.y, in *tops. Returns the
// lower edge.
float draw_view_parts(Ui& ui, const Rect& rect, const HandoverView& view, PartFrame frame,
                      std::size_t columns, std::vector<float>* tops = nullptr);

}  // namespace tsunagi
