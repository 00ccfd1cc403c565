// Owns forms: FHIR R4 Questionnaire resources read into a tree that views draw and answers are checked
// against. Must not know any particular form.
#pragma once

#include "core/document.h"
#include "core/error.h"
#include "core/value.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tsunagi {

enum class ItemType : std::uint8_t {
    group,
    display,
    boolean,
    decimal,
    integer,
    date,
    date_time,
    time,
    string,
    text,
    url,
    choice,
    open_choice,
    attachment,
    reference,
    quantity,
};
std::string_view item_type_code(ItemType type);  // FHIR's own codes: "dateTime", "open-choice"
std::optional<ItemType> find_item_type(std::string_view code);

enum class ItemControl : std::uint8_t { none, check_box, radio_button, slider, gtable, drop_down };
// The extension `widget` of our own: how a group or a field is shown.
enum class ItemWidget : std::uint8_t { none, checklist_row, phrases, table, section };
enum class EnableOperator : std::uint8_t {
    exists,
    equal,
    not_equal,
    greater,
    less,
    greater_or_equal,
    less_or_equal
};
enum class EnableBehavior : std::uint8_t { any, all };

struct EnableWhen {
    std::string question;
    EnableOperator op = EnableOperator::exists;
    Value answer;
};

struct AnswerOption {
    Value value;
    std::string english;
    bool initially_selected = false;
};

struct Item {
    std::string link_id;
    ItemType type = ItemType::group;
    std::string text;
    std::string english;  // from the translation extension; empty when there is none
    std::string prefix;
    bool required = false;
    bool repeats = false;
    bool read_only = false;
    bool hidden = false;
    std::optional<int> max_length;  // code points
    std::vector<Value> initial;
    std::vector<EnableWhen> enable_when;
    EnableBehavior enable_behavior = EnableBehavior::any;
    std::vector<AnswerOption> options;
    ItemControl control = ItemControl::none;
    ItemWidget widget = ItemWidget::none;
    std::vector<std::string> phrases;  // what the phrase chips insert
    bool carry_over = false;           // the next note starts with this answer
    std::string unit;
    std::optional<Value> min_value;
    std::optional<Value> max_value;
    std::vector<Item> items;
};

// An item that cannot be honoured in full, and why (English, for the log and the companion command).
struct FormIssue {
    std::string link_id;
    std::string reason;
};

struct Form {
    std::string url;
    std::string version;
    std::string title;
    std::string english;
    std::vector<Item> items;
    std::vector<FormIssue> issues;
    bool has_conditions = false;  // whether any item carries enableWhen

    std::string reference() const { return url + "|" + version; }
    const Item* find(std::string_view link_id) const;
};

// bad_json and its kin, or bad_form when it cannot be used at all (no items, an item without linkId or with
// an unknown type, duplicate linkIds, enableWhen that names no item, nesting over 16).
Result<Form> parse_form(std::string_view questionnaire_json);

struct FormSummary {
    std::map<std::string, int> items_by_type;  // FHIR codes
    std::vector<std::string> link_ids;         // document order
    int max_depth = 0;                         // the top level is 1
    std::vector<std::string> enable_when;      // linkIds that carry enableWhen, document order
};
FormSummary summarise(const Form& form);

// Where the answer to an item is kept. Inside a repeating group `row` is the path prefix ("decisions[7f3].")
// and the group's own linkId is taken off the front of the item's: item "decisions.owner" gives
// "decisions[7f3].owner". The answers to a question that repeats (not a group) are at row_path(this, row id).
Path path_of(const Form& form, const Item& item, std::string_view row = {});

// Whether an item is shown, given the answers; `row` is the path prefix ("decisions[7f3].") inside a
// repeating group. An item is not shown when a group around it is not, and a question that is not shown
// counts as not answered.
bool is_enabled(const Form& form, const Item& item, const Answers& answers, std::string_view row = {});

// bad_value when a value does not fit its item: other type, too long, out of range, not among the options. No
// answer always fits. A date is a whole date.
Status check_value(const Item& item, const Value& value);

}  // namespace tsunagi
