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

// The label of an item in the language of the interface, with its prefix.
std::string label_of(const Item& item);

// Two values at one path: each with who wrote it and when, and a button to keep it.
struct ConflictChoice {
    std::string text = {};
    std::string by = {};  // "藤川 美咲 10/21 14:32"
};
std::optional<std::size_t> draw_conflict(Ui& ui, std::string_view key, const Rect& rect,
                                         std::span<const ConflictChoice> choices, float* bottom);

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
    float bottom = 0;
};
struct FormViewSpec {
    std::string document = {};  // id: part of the fields' record
    std::string today = {};
    std::string only_group = {};  // linkId: draw only this item (a section); "" for all
    bool enabled = true;
    std::uint32_t generation = 0;
    // Who wrote a change, in words, for conflicts.
    std::function<std::string(const Change&)> author = {};
};
FormEdits draw_form(Ui& ui, std::string_view key, const Rect& rect, const Form& form, const Answers& answers,
                    const FormViewSpec& spec);

}  // namespace tsunagi
