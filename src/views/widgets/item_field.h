// Owns drawing and editing any Questionnaire item from its description, so that a new form needs no C++.
// Must not know any particular form.
#pragma once

#include "core/form.h"
#include "views/widgets/choice.h"
#include "views/widgets/date.h"
#include "views/widgets/field.h"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tsunagi {

struct ItemFieldSpec {
    std::string today = {};   // ISO date
    std::string record = {};  // "<document id>|<path>"
    std::string error = {};   // why the value is not accepted
    bool enabled = true;
    bool show_label = true;
    bool takes_code = false;  // as in FieldSpec
    std::uint32_t generation = 0;
};
struct ItemFieldResult {
    std::optional<Value> committed = {};  // a new value (monostate: taken back); write it at the item's path
    std::optional<std::string> draft = {};  // while typing: keep it as a draft
    float bottom = 0;
};
// rect.h is ignored. One switch over the item's type and control. group draws nothing (see draw_form);
// display draws its words; attachment says that it is kept but not shown.
ItemFieldResult draw_item_field(Ui& ui, std::string_view key, const Rect& rect, const Item& item,
                                const Value& value, const ItemFieldSpec& spec);

// The words of a question in the language shown, without its number.
std::string words_of(const Item& item);
// The label of an item in the language of the interface, with its prefix.
std::string label_of(const Item& item);

// 食い違い: every text that stands at a field, with who and when, read only: typing over them would lose one.
struct ConflictText {
    std::string words = {};
    std::string by = {};
};
// label is drawn above them when show_label. True when they are to be settled.
bool draw_conflict(Ui& ui, std::string_view key, const Rect& rect, std::string_view label, bool show_label,
                   std::span<const ConflictText> texts, float* bottom);
// A quiet way to what a field said before, in the 48 px at its right edge. True when it was pressed.
bool draw_past_button(Ui& ui, std::string_view key, const Rect& place, std::string_view label);
// What is left of a field's width beside that button.
inline constexpr float past_button_width = Theme::sz_touch + 8;

// A whole form: groups, repeating groups as tables of cards with add and remove, enableWhen, conflicts.
struct FormEdit {
    Path path;
    Value value;
};
struct FormDraft {
    Path path;
    std::string text = {};
};
struct FormEdits {
    std::vector<FormEdit> edits = {};
    std::vector<FormDraft> drafts = {};
    std::vector<FormEdit> add_values = {};   // repeating questions: a new row at path[row] with this value
    std::vector<std::string> add_rows = {};  // groups to get a new row
    std::vector<std::pair<std::string, std::string>> remove_rows = {};  // group, row id
    std::vector<Path> settle = {};                                      // fields in conflict to be settled
    std::vector<Path> history = {};  // fields whose earlier values are wanted
    float bottom = 0;
};
struct FormViewSpec {
    std::string document = {};  // id: part of the fields' record
    std::string today = {};
    std::string only_group = {};  // linkId: draw only this item (a section); "" for all
    bool enabled = true;
    std::uint32_t generation = 0;
    std::function<std::vector<ConflictText>(const Path&)> texts_at = {};  // of fields in conflict
};
FormEdits draw_form(Ui& ui, std::string_view key, const Rect& rect, const Form& form, const Answers& answers,
                    const FormViewSpec& spec);

}  // namespace tsunagi
