// Owns reading a FHIR R4 Questionnaire into a Form: refused where it cannot be used, named where it is only
// half heard.
#include "core/form.h"
#include "core/form_extensions.h"
#include "core/form_options.h"
#include "core/form_values.h"

#include <algorithm>
#include <array>
#include <limits>
#include <unordered_map>
#include <utility>

namespace tsunagi {
namespace {

using std::string_view_literals::operator""sv;

constexpr int max_nesting = 16;
constexpr std::size_t max_link_id_bytes = 200;  // leaves a path room for its rows

struct OperatorName {
    std::string_view code;
    EnableOperator op;
};
constexpr std::array operators = {
    OperatorName{"exists"sv, EnableOperator::exists},
    OperatorName{"="sv, EnableOperator::equal},
    OperatorName{"!="sv, EnableOperator::not_equal},
    OperatorName{">"sv, EnableOperator::greater},
    OperatorName{"<"sv, EnableOperator::less},
    OperatorName{">="sv, EnableOperator::greater_or_equal},
    OperatorName{"<="sv, EnableOperator::less_or_equal},
};

bool is_order(EnableOperator op) {
    return op != EnableOperator::exists && op != EnableOperator::equal && op != EnableOperator::not_equal;
}

// Brackets would be taken for the row of a repeating group when the record is read again.
bool is_link_id(std::string_view link_id) {
    return link_id.size() <= max_link_id_bytes && is_path(link_id) &&
           link_id.find('[') == std::string_view::npos;
}

bool has_order(ItemType type) {
    switch (type) {
        case ItemType::decimal:
        case ItemType::integer:
        case ItemType::date:
        case ItemType::date_time:
        case ItemType::time:
        case ItemType::quantity: return true;
        default: return false;
    }
}

// Whether an answer of this type can ever be compared with the value.
bool can_meet(const Item& question, const Value& value) {
    switch (question.type) {
        case ItemType::group:
        case ItemType::display:
        case ItemType::attachment: return false;
        case ItemType::boolean: return std::holds_alternative<bool>(value);
        case ItemType::decimal:
        case ItemType::integer:
            return std::holds_alternative<std::int64_t>(value) || std::holds_alternative<Decimal>(value);
        case ItemType::date: return std::holds_alternative<Date>(value);
        case ItemType::date_time: return std::holds_alternative<DateTime>(value);
        case ItemType::time: return std::holds_alternative<Time>(value);
        case ItemType::string:
        case ItemType::text:
        case ItemType::url: return std::holds_alternative<std::string>(value);
        case ItemType::choice:
        case ItemType::open_choice: return !std::holds_alternative<bool>(value);
        case ItemType::reference: return std::holds_alternative<Reference>(value);
        case ItemType::quantity: return std::holds_alternative<Quantity>(value);
    }
    return false;
}

class FormReader {
  public:
    explicit FormReader(const Json& root) : root_(root), issues_(form_.issues) {}

    Result<Form> read() {
        if (!read_root()) return std::unexpected(error_);
        if (!read_items(root_, "Questionnaire", 1, form_.items)) return std::unexpected(error_);
        if (form_.items.empty()) return fail(Fault::bad_form, "no items");
        by_link_id_.clear();
        index(form_.items);
        if (!check_conditions(form_.items)) return std::unexpected(error_);
        return std::move(form_);
    }

  private:
    bool refuse(Fault fault, std::string detail) {
        error_ = {fault, std::move(detail)};
        return false;
    }
    bool refuse_type(const std::string& where, std::string_view member) {
        return refuse(Fault::wrong_type, where + ": " + std::string(member));
    }

    // Absent leaves `out` as it is.
    bool take(const Json& json, const std::string& where, std::string_view member, std::string& out) {
        const Json* found = find_member(json, member);
        if (found == nullptr) return true;
        const auto* text = found->get_ptr<const std::string*>();
        if (text == nullptr) return refuse_type(where, member);
        out = *text;
        return true;
    }
    bool take(const Json& json, const std::string& where, std::string_view member, bool& out) {
        const Json* found = find_member(json, member);
        if (found == nullptr) return true;
        const bool* value = found->get_ptr<const bool*>();
        if (value == nullptr) return refuse_type(where, member);
        out = *value;
        return true;
    }
    // nullptr when absent; sets the error when it is there and no array.
    bool take_array(const Json& json, const std::string& where, std::string_view member, const Json*& out) {
        out = find_member(json, member);
        return out == nullptr || out->is_array() || refuse_type(where, member);
    }

    bool read_root() {
        const std::string* type = find_string(root_, "resourceType");
        if (type == nullptr || *type != "Questionnaire")
            return refuse(Fault::bad_form, "not a Questionnaire");
        const std::string where = "Questionnaire";
        if (!take(root_, where, "url", form_.url) || !take(root_, where, "version", form_.version) ||
            !take(root_, where, "title", form_.title)) {
            return false;
        }
        form_.english = find_english(root_, "title");
        for (const std::string_view meaning : {"modifierExtension"sv, "implicitRules"sv}) {
            if (find_member(root_, meaning) == nullptr) continue;
            issues_.add({}, std::string(meaning) + " is not understood; the form may mean something else");
        }
        if (form_.url.empty()) issues_.add({}, "has no url; its answers cannot name it");
        return true;
    }

    bool read_items(const Json& parent, const std::string& where, int depth, std::vector<Item>& out) {
        const Json* items = nullptr;
        if (!take_array(parent, where, "item", items)) return false;
        if (items == nullptr) return true;
        if (depth > max_nesting && !items->empty()) return refuse(Fault::bad_form, "items nested too deep");
        out.reserve(items->size());
        for (const Json& json : *items) {
            if (!read_item(json, depth, out.emplace_back())) return false;
        }
        return true;
    }

    bool read_item(const Json& json, int depth, Item& item) {
        if (!read_identity(json, item)) return false;
        const std::string& where = item.link_id;
        const bool good = take(json, where, "text", item.text) && take(json, where, "prefix", item.prefix) &&
                          take(json, where, "required", item.required) &&
                          take(json, where, "repeats", item.repeats) &&
                          take(json, where, "readOnly", item.read_only) && read_max_length(json, item) &&
                          read_conditions(json, item);
        if (!good) return false;
        item.english = find_english(json, "text");
        read_item_extensions(json, item, issues_);
        check_item_extensions(item, issues_);
        if (const Status status = read_options(root_, json, item, issues_); !status) {
            return refuse(status.error().fault, where + ": options");
        }
        if (!read_initial(json, item)) return false;
        if (!read_items(json, where, depth + 1, item.items)) return false;
        note_shape(item);
        return true;
    }

    bool read_identity(const Json& json, Item& item) {
        const std::string* link_id = find_string(json, "linkId");
        if (link_id == nullptr || link_id->empty()) return refuse(Fault::bad_form, "an item without linkId");
        if (!is_link_id(*link_id))
            return refuse(Fault::bad_form, "a linkId that is too long or has brackets");
        item.link_id = *link_id;
        if (!by_link_id_.emplace(item.link_id, nullptr).second) {
            return refuse(Fault::bad_form, "two items named " + item.link_id);
        }
        const std::string* code = find_string(json, "type");
        const std::optional<ItemType> type = code == nullptr ? std::nullopt : find_item_type(*code);
        if (!type) return refuse(Fault::bad_form, item.link_id + ": no known type");
        item.type = *type;
        return true;
    }

    bool read_max_length(const Json& json, Item& item) {
        if (find_member(json, "maxLength") == nullptr) return true;
        const std::optional<std::int64_t> length = find_int(json, "maxLength");
        if (!length || *length < 1 || *length > std::numeric_limits<int>::max()) {
            return refuse_type(item.link_id, "maxLength");
        }
        item.max_length = static_cast<int>(*length);
        return true;
    }

    bool read_conditions(const Json& json, Item& item) {
        const Json* conditions = nullptr;
        if (!take_array(json, item.link_id, "enableWhen", conditions)) return false;
        if (conditions != nullptr) {
            for (const Json& condition : *conditions) {
                if (!read_condition(condition, item)) return false;
            }
        }
        std::string behavior;
        if (!take(json, item.link_id, "enableBehavior", behavior)) return false;
        if (behavior == "all") {
            item.enable_behavior = EnableBehavior::all;
        } else if (behavior.empty() && item.enable_when.size() > 1) {
            issues_.add(item.link_id, "has several enableWhen and no enableBehavior; any of them is enough");
        } else if (!behavior.empty() && behavior != "any") {
            return refuse(Fault::bad_form, item.link_id + ": no known enableBehavior");
        }
        return true;
    }

    bool read_condition(const Json& json, Item& item) {
        const std::string* question = find_string(json, "question");
        const std::string* code = find_string(json, "operator");
        if (question == nullptr || code == nullptr) return refuse_type(item.link_id, "enableWhen");
        const auto* found = std::find_if(operators.begin(), operators.end(),
                                         [code](const OperatorName& name) { return name.code == *code; });
        if (found == operators.end())
            return refuse(Fault::bad_form, item.link_id + ": no known enableWhen operator");
        EnableWhen condition{*question, found->op, {}};
        const Result<FoundValue> answer = read_typed_value(json, "answer", condition.answer);
        const bool good =
            answer && *answer == FoundValue::value &&
            (condition.op != EnableOperator::exists || std::holds_alternative<bool>(condition.answer));
        if (!good) return refuse_type(item.link_id, "enableWhen.answer");
        item.enable_when.push_back(std::move(condition));
        form_.has_conditions = true;
        return true;
    }

    bool read_initial(const Json& json, Item& item) {
        const Json* initial = nullptr;
        if (!take_array(json, item.link_id, "initial", initial)) return false;
        if (initial == nullptr) return true;
        for (const Json& entry : *initial) {
            Value value;
            const Result<FoundValue> found = read_typed_value(entry, "value", value);
            if (!found || *found == FoundValue::none) return refuse_type(item.link_id, "initial");
            // A whole number is how JSON writes a decimal without a fraction.
            const auto* integer = std::get_if<std::int64_t>(&value);
            if (item.type == ItemType::decimal && integer != nullptr)
                value = Decimal{std::to_string(*integer)};
            if (*found == FoundValue::unsupported || !check_value(item, value)) {
                issues_.add(item.link_id, "its initial value does not fit it and is left out");
            } else if (!item.initial.empty() && !item.repeats) {
                issues_.add(item.link_id,
                            "has several initial values but does not repeat; the first is used");
            } else {
                item.initial.push_back(std::move(value));
            }
        }
        return true;
    }

    void note_shape(const Item& item) {
        if (item.type == ItemType::attachment) {
            issues_.add(
                item.link_id,
                "attachment: an entry that is there is kept, but it is not shown and none can be added");
        }
        if (item.type == ItemType::group && item.items.empty())
            issues_.add(item.link_id, "a group with nothing in it");
        if (item.type == ItemType::display && !item.items.empty()) {
            issues_.add(item.link_id, "a display with items in it; they are shown after it");
        }
    }

    void index(const std::vector<Item>& items) {
        for (const Item& item : items) {
            by_link_id_[item.link_id] = &item;
            index(item.items);
        }
    }

    bool check_conditions(const std::vector<Item>& items) {
        for (const Item& item : items) {
            for (const EnableWhen& condition : item.enable_when) {
                const auto found = by_link_id_.find(condition.question);
                if (found == by_link_id_.end()) {
                    return refuse(Fault::bad_form, item.link_id + ": enableWhen names no item");
                }
                note_condition(item, condition, *found->second);
            }
            if (!check_conditions(item.items)) return false;
        }
        return true;
    }

    void note_condition(const Item& item, const EnableWhen& condition, const Item& question) {
        if (question.link_id == item.link_id) {
            issues_.add(item.link_id,
                        "its enableWhen asks about itself, so it can only be shown once it has an answer");
        } else if (condition.op != EnableOperator::exists && !can_meet(question, condition.answer)) {
            issues_.add(item.link_id,
                        "its enableWhen compares with another type than " + question.link_id + " has");
        } else if (is_order(condition.op) && !has_order(question.type)) {
            issues_.add(item.link_id, "its enableWhen asks for an order that answers to " + question.link_id +
                                          " do not have");
        }
    }

    const Json& root_;
    Form form_;
    FormIssues issues_;
    Error error_;
    std::unordered_map<std::string, const Item*> by_link_id_;
};

}  // namespace

Result<Form> parse_form(std::string_view questionnaire_json) {
    const Result<Json> root = parse_json(questionnaire_json);
    if (!root) return std::unexpected(root.error());
    return FormReader(*root).read();
}

}  // namespace tsunagi
