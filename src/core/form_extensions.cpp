// Owns the table of extensions: which ones do something, and which ones we must say we cannot do.
#include "core/form_extensions.h"

#include "core/form_values.h"

#include <algorithm>
#include <array>

namespace tsunagi {
namespace {

using std::string_view_literals::operator""sv;

template <class Code>
struct Named {
    std::string_view name;
    Code code;
};

constexpr std::array controls = {
    Named{"check-box"sv, ItemControl::check_box}, Named{"radio-button"sv, ItemControl::radio_button},
    Named{"slider"sv, ItemControl::slider},       Named{"gtable"sv, ItemControl::gtable},
    Named{"drop-down"sv, ItemControl::drop_down},
};

constexpr std::array widgets = {
    Named{"checklist-row"sv, ItemWidget::checklist_row},
    Named{"phrases"sv, ItemWidget::phrases},
    Named{"table"sv, ItemWidget::table},
    Named{"section"sv, ItemWidget::section},
};

template <class Code, std::size_t n>
const Named<Code>* find_named(const std::array<Named<Code>, n>& all, std::string_view name) {
    const auto* found =
        std::find_if(all.begin(), all.end(), [name](const Named<Code>& named) { return named.name == name; });
    return found == all.end() ? nullptr : found;
}

// What a handler returns when the extension does not hold what it should.
using Reason = std::string;
using Handler = Reason (*)(const Json& extension, Item& item);

Reason read_control(const Json& extension, Item& item) {
    const Json* concept_json = find_object(extension, "valueCodeableConcept");
    const Json* codings = concept_json == nullptr ? nullptr : find_array(*concept_json, "coding");
    if (codings == nullptr) return "itemControl has no coding";
    std::string codes;
    for (const Json& coding : *codings) {
        const std::string* code = find_string(coding, "code");
        if (code == nullptr) continue;
        if (const auto* control = find_named(controls, *code)) {
            item.control = control->code;
            return {};
        }
        codes += codes.empty() ? *code : ", " + *code;
    }
    return "itemControl " + (codes.empty() ? "without a code" : codes) +
           " is not known; shown in the usual way";
}

Reason read_hidden(const Json& extension, Item& item) {
    const bool* hidden = find_bool(extension, "valueBoolean");
    if (hidden == nullptr) return "hidden is not a boolean";
    item.hidden = *hidden;
    return {};
}

Reason read_unit(const Json& extension, Item& item) {
    const Json* json = find_member(extension, "valueCoding");
    const Result<Coding> coding = json == nullptr ? fail(Fault::wrong_type) : read_coding(*json);
    if (!coding) return "unit is not a coding";
    item.unit = coding->display.empty() ? coding->code : coding->display;
    return {};
}

Reason read_unit_option(const Json& extension, Item& item) {
    if (!item.unit.empty()) return "only the first of several units can be used";
    return read_unit(extension, item);
}

Reason read_limit(const Json& extension, std::optional<Value>& limit) {
    Value value;
    const Result<FoundValue> found = read_typed_value(extension, "value", value);
    if (!found || *found != FoundValue::value) return "minValue or maxValue holds no value";
    limit = std::move(value);
    return {};
}

Reason read_min(const Json& extension, Item& item) {
    return read_limit(extension, item.min_value);
}
Reason read_max(const Json& extension, Item& item) {
    return read_limit(extension, item.max_value);
}

Reason read_widget(const Json& extension, Item& item) {
    const std::string* code = find_string(extension, "valueCode");
    if (code == nullptr) return "widget is not a code";
    const auto* widget = find_named(widgets, *code);
    if (widget == nullptr) return "widget " + *code + " is not known; shown in the usual way";
    item.widget = widget->code;
    return {};
}

Reason read_phrase(const Json& extension, Item& item) {
    const std::string* phrase = find_string(extension, "valueString");
    if (phrase == nullptr) return "phrase is not a string";
    item.phrases.push_back(*phrase);
    return {};
}

Reason read_carry_over(const Json& extension, Item& item) {
    const bool* carries = find_bool(extension, "valueBoolean");
    if (carries == nullptr) return "carry-over is not a boolean";
    item.carry_over = *carries;
    return {};
}

constexpr std::array handlers = {
    Named<Handler>{"http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl", read_control},
    Named<Handler>{"http://hl7.org/fhir/StructureDefinition/questionnaire-hidden", read_hidden},
    Named<Handler>{"http://hl7.org/fhir/StructureDefinition/questionnaire-unit", read_unit},
    Named<Handler>{"http://hl7.org/fhir/StructureDefinition/questionnaire-unitOption", read_unit_option},
    Named<Handler>{"http://hl7.org/fhir/StructureDefinition/minValue", read_min},
    Named<Handler>{"http://hl7.org/fhir/StructureDefinition/maxValue", read_max},
    Named<Handler>{"urn:tsunagi:widget", read_widget},
    Named<Handler>{"urn:tsunagi:phrases", read_phrase},
    Named<Handler>{"urn:tsunagi:carry-over", read_carry_over},
};

// Ignoring these would change what is asked or what is accepted, so it is said. Matched by the end of the
// url, as SDC and the base specification have both carried them.
constexpr std::array not_honoured = {
    Named{"questionnaire-enableWhenExpression"sv, "is always shown: its condition is an expression"sv},
    Named{"questionnaire-calculatedExpression"sv, "is not calculated"sv},
    Named{"questionnaire-initialExpression"sv, "has no initial value: it is an expression"sv},
    Named{"questionnaire-answerExpression"sv, "has no options: they are an expression"sv},
    Named{"questionnaire-answerOptionsToggleExpression"sv, "always offers all options"sv},
    Named{"questionnaire-constraint"sv, "is not checked against its constraint"sv},
    Named{"questionnaire-unitValueSet"sv, "takes any unit: its units lie in a value set"sv},
    Named{"questionnaire-minOccurs"sv, "takes any number of answers"sv},
    Named{"questionnaire-maxOccurs"sv, "takes any number of answers"sv},
    Named{"StructureDefinition/minLength"sv, "takes shorter answers than it asks for"sv},
    Named{"StructureDefinition/regex"sv, "is not checked against its pattern"sv},
    Named{"StructureDefinition/maxDecimalPlaces"sv, "takes any number of decimal places"sv},
};

void read_extension(const Json& extension, Item& item, FormIssues& issues) {
    const std::string* url = find_string(extension, "url");
    if (url == nullptr) {
        issues.add(item.link_id, "an extension without url");
        return;
    }
    if (const auto* handler = find_named(handlers, *url)) {
        if (Reason reason = handler->code(extension, item); !reason.empty()) {
            issues.add(item.link_id, std::move(reason));
        }
        return;
    }
    for (const auto& known : not_honoured) {
        if (url->ends_with(known.name)) issues.add(item.link_id, std::string(known.code));
    }
}

bool is_choice(ItemType type) {
    return type == ItemType::choice || type == ItemType::open_choice;
}
bool is_number(ItemType type) {
    return type == ItemType::integer || type == ItemType::decimal || type == ItemType::quantity;
}

bool fits(ItemControl control, const Item& item) {
    switch (control) {
        case ItemControl::none: return true;
        case ItemControl::slider: return is_number(item.type) && item.min_value && item.max_value;
        case ItemControl::gtable: return item.type == ItemType::group && item.repeats;
        case ItemControl::check_box:
        case ItemControl::radio_button: return is_choice(item.type) || item.type == ItemType::boolean;
        case ItemControl::drop_down: return is_choice(item.type);
    }
    return false;
}

std::string name_of(ItemControl control) {
    const auto* found = std::find_if(controls.begin(), controls.end(),
                                     [control](const auto& named) { return named.code == control; });
    return found == controls.end() ? std::string() : std::string(found->name);
}

// A limit of another type than the answers would never be compared.
bool is_limit_for(ItemType type, const Value& limit) {
    switch (type) {
        case ItemType::integer:
        case ItemType::decimal:
            return std::holds_alternative<std::int64_t>(limit) || std::holds_alternative<Decimal>(limit);
        case ItemType::quantity:
            return std::holds_alternative<std::int64_t>(limit) || std::holds_alternative<Decimal>(limit) ||
                   std::holds_alternative<Quantity>(limit);
        case ItemType::date: return std::holds_alternative<Date>(limit);
        case ItemType::date_time:
            return std::holds_alternative<DateTime>(limit) || std::holds_alternative<Date>(limit);
        case ItemType::time: return std::holds_alternative<Time>(limit);
        default: return false;
    }
}

void check_limit(const Item& item, std::optional<Value>& limit, FormIssues& issues) {
    if (!limit || is_limit_for(item.type, *limit)) return;
    issues.add(item.link_id, "minValue or maxValue does not fit an item of type " +
                                 std::string(item_type_code(item.type)) + "; not checked");
    limit.reset();
}

}  // namespace

void read_item_extensions(const Json& json, Item& item, FormIssues& issues) {
    if (const Json* extensions = find_array(json, "extension")) {
        for (const Json& extension : *extensions) read_extension(extension, item, issues);
    }
    if (find_member(json, "modifierExtension") != nullptr) {
        issues.add(item.link_id, "modifierExtension is not understood; the item may mean something else");
    }
}

void check_item_extensions(Item& item, FormIssues& issues) {
    check_limit(item, item.min_value, issues);
    check_limit(item, item.max_value, issues);
    if (item.min_value && item.max_value && compare_values(*item.min_value, *item.max_value) > 0) {
        issues.add(item.link_id, "minValue is above maxValue; not checked");
        item.min_value.reset();
        item.max_value.reset();
    }
    if (fits(item.control, item)) return;
    const bool lacks_range = item.control == ItemControl::slider && is_number(item.type);
    issues.add(item.link_id, lacks_range ? "slider needs minValue and maxValue; shown in the usual way"
                                         : "itemControl " + name_of(item.control) +
                                               " does not fit this item; shown in the usual way");
    item.control = ItemControl::none;
}

}  // namespace tsunagi
