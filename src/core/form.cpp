// Owns what a form can be asked once it is read: its items, what it is made of, whether a value fits.
#include "core/form.h"

#include "core/calendar.h"
#include "core/document_json.h"
#include "core/form_values.h"
#include "core/text.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>

namespace tsunagi {
namespace {

constexpr std::array<std::string_view, 16> type_codes = {
    "group",  "display", "boolean", "decimal", "integer",     "date",       "dateTime",  "time",
    "string", "text",    "url",     "choice",  "open-choice", "attachment", "reference", "quantity",
};

const Item* find_in(const std::vector<Item>& items, std::string_view link_id) {
    for (const Item& item : items) {
        if (item.link_id == link_id) return &item;
        if (const Item* inner = find_in(item.items, link_id)) return inner;
    }
    return nullptr;
}

void summarise_items(const std::vector<Item>& items, int depth, FormSummary& summary) {
    for (const Item& item : items) {
        summary.max_depth = std::max(summary.max_depth, depth);
        ++summary.items_by_type[std::string(item_type_code(item.type))];
        summary.link_ids.push_back(item.link_id);
        if (!item.enable_when.empty()) summary.enable_when.push_back(item.link_id);
        summarise_items(item.items, depth + 1, summary);
    }
}

bool is_integer(const Value& value) {
    const auto* number = std::get_if<std::int64_t>(&value);
    return number != nullptr && *number >= std::numeric_limits<std::int32_t>::min() &&
           *number <= std::numeric_limits<std::int32_t>::max();
}

bool is_url(const Value& value) {
    const auto* text = std::get_if<std::string>(&value);
    return text != nullptr && std::none_of(text->begin(), text->end(), [](char c) {
               return static_cast<unsigned char>(c) <= 0x20 || c == 0x7F;
           });
}

bool is_offered(const Item& item, const Value& value) {
    return std::any_of(item.options.begin(), item.options.end(),
                       [&value](const AnswerOption& option) { return are_equal(option.value, value); });
}

bool is_choice_answer(const Item& item, const Value& value) {
    if (item.options.empty())
        return std::holds_alternative<Coding>(value) || std::holds_alternative<std::string>(value);
    return is_offered(item, value);
}

bool has_type_of(const Item& item, const Value& value) {
    switch (item.type) {
        case ItemType::group:
        case ItemType::display:
        case ItemType::attachment: return false;
        case ItemType::boolean: return std::holds_alternative<bool>(value);
        case ItemType::decimal: return std::holds_alternative<Decimal>(value);
        case ItemType::integer: return is_integer(value);
        case ItemType::date: {
            const auto* date = std::get_if<Date>(&value);
            return date != nullptr && parse_date(date->iso).has_value();
        }
        case ItemType::date_time: return std::holds_alternative<DateTime>(value);
        case ItemType::time: return std::holds_alternative<Time>(value);
        case ItemType::string:
        case ItemType::text: return std::holds_alternative<std::string>(value);
        case ItemType::url: return is_url(value);
        case ItemType::choice: return is_choice_answer(item, value);
        // What was written in place of an option.
        case ItemType::open_choice:
            return std::holds_alternative<std::string>(value) || is_choice_answer(item, value);
        case ItemType::reference: return std::holds_alternative<Reference>(value);
        case ItemType::quantity: return std::holds_alternative<Quantity>(value);
    }
    return false;
}

// A bare number as the limit of a quantity means its number.
Value comparable(const Value& value, const Value& limit) {
    const auto* quantity = std::get_if<Quantity>(&value);
    const bool to_number = quantity != nullptr && !std::holds_alternative<Quantity>(limit);
    return to_number ? Value(quantity->value) : value;
}

}  // namespace

std::string_view item_type_code(ItemType type) {
    return type_codes[static_cast<std::size_t>(type)];
}

std::optional<ItemType> find_item_type(std::string_view code) {
    const auto* found = std::find(type_codes.begin(), type_codes.end(), code);
    if (found == type_codes.end()) return std::nullopt;
    return static_cast<ItemType>(found - type_codes.begin());
}

const Item* Form::find(std::string_view link_id) const {
    return find_in(items, link_id);
}

FormSummary summarise(const Form& form) {
    FormSummary summary;
    summarise_items(form.items, 1, summary);
    return summary;
}

Status check_value(const Item& item, const Value& value) {
    if (is_empty(value)) return {};
    const auto refuse = [&item](std::string_view why) {
        return fail(Fault::bad_value, item.link_id + ": " + std::string(why));
    };
    if (!is_storable(value) || !has_type_of(item, value))
        return refuse("does not fit the item's type or options");
    if (item.max_length) {
        const auto* text = std::get_if<std::string>(&value);
        const auto most = static_cast<std::size_t>(*item.max_length);
        if (text != nullptr && count_code_points(*text) > most) return refuse("too long");
    }
    if (item.min_value && compare_values(comparable(value, *item.min_value), *item.min_value) < 0) {
        return refuse("below the least value");
    }
    if (item.max_value && compare_values(comparable(value, *item.max_value), *item.max_value) > 0) {
        return refuse("above the greatest value");
    }
    return {};
}

}  // namespace tsunagi
