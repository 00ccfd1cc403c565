// Owns the reading of FHIR's value[x] into values, and their comparison.
#include "core/form_values.h"

#include "core/calendar.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <optional>

namespace tsunagi {
namespace {

constexpr std::string_view translation_url = "http://hl7.org/fhir/StructureDefinition/translation";

using Read = bool (*)(const Json& json, Value& out);

bool read_text(const Json& json, std::string& out) {
    const auto* text = json.get_ptr<const std::string*>();
    if (text != nullptr) out = *text;
    return text != nullptr;
}

bool read_boolean(const Json& json, Value& out) {
    const bool* value = json.get_ptr<const bool*>();
    if (value != nullptr) out = *value;
    return value != nullptr;
}

bool read_digits(const Json& json, Decimal& out) {
    if (!json.is_number()) return false;
    out.digits = dump_json(json);
    return is_decimal(out.digits);
}

bool read_decimal(const Json& json, Value& out) {
    return read_digits(json, out.emplace<Decimal>());
}

bool read_integer(const Json& json, Value& out) {
    if (!json.is_number_integer()) return false;
    const Decimal digits{dump_json(json)};
    constexpr std::size_t most_digits = 11;  // of a 32-bit integer, with its sign
    if (digits.digits.size() > most_digits) return false;
    out = static_cast<std::int64_t>(std::strtoll(digits.digits.c_str(), nullptr, 10));
    return true;
}

bool read_string(const Json& json, Value& out) {
    return read_text(json, out.emplace<std::string>());
}

bool read_date(const Json& json, Value& out) {
    Date& date = out.emplace<Date>();
    return read_text(json, date.iso) && is_fhir_date(date.iso);
}

bool read_date_time(const Json& json, Value& out) {
    DateTime& date_time = out.emplace<DateTime>();
    return read_text(json, date_time.iso) && is_fhir_date_time(date_time.iso);
}

bool read_time(const Json& json, Value& out) {
    Time& time = out.emplace<Time>();
    return read_text(json, time.iso) && is_fhir_time(time.iso);
}

// Absent is fine, another type is not.
bool read_optional_text(const Json& object, std::string_view name, std::string& out) {
    const Json* member = find_member(object, name);
    return member == nullptr || read_text(*member, out);
}

bool read_coding_value(const Json& json, Value& out) {
    Result<Coding> coding = read_coding(json);
    if (coding) out = std::move(*coding);
    return coding.has_value();
}

// No value leaves the digits empty.
bool read_quantity(const Json& json, Value& out) {
    if (!json.is_object()) return false;
    Quantity& quantity = out.emplace<Quantity>();
    if (!read_optional_text(json, "code", quantity.unit) || !read_optional_text(json, "unit", quantity.unit))
        return false;
    const Json* value = find_member(json, "value");
    return value == nullptr || read_digits(*value, quantity.value);
}

bool read_reference(const Json& json, Value& out) {
    Reference& reference = out.emplace<Reference>();
    return json.is_object() && read_optional_text(json, "reference", reference.target) &&
           read_optional_text(json, "display", reference.display);
}

bool read_nothing(const Json&, Value& out) {
    out = {};
    return true;
}

struct TypeReader {
    std::string_view suffix;
    Read read;
};
constexpr std::array type_readers = {
    TypeReader{"Boolean", read_boolean},     TypeReader{"Decimal", read_decimal},
    TypeReader{"Integer", read_integer},     TypeReader{"Date", read_date},
    TypeReader{"DateTime", read_date_time},  TypeReader{"Time", read_time},
    TypeReader{"String", read_string},       TypeReader{"Uri", read_string},
    TypeReader{"Coding", read_coding_value}, TypeReader{"Quantity", read_quantity},
    TypeReader{"Reference", read_reference}, TypeReader{"Attachment", read_nothing},
};

bool lacks_main_part(const Value& value) {
    if (is_empty(value)) return true;
    if (const auto* quantity = std::get_if<Quantity>(&value)) return quantity->value.digits.empty();
    if (const auto* reference = std::get_if<Reference>(&value)) return reference->target.empty();
    return false;
}

std::optional<double> number_of(const Value& value) {
    if (const auto* integer = std::get_if<std::int64_t>(&value)) return static_cast<double>(*integer);
    if (const auto* decimal = std::get_if<Decimal>(&value))
        return std::strtod(decimal->digits.c_str(), nullptr);
    return std::nullopt;
}

// What both give is compared; when that is the same, only equal precision says more.
std::partial_ordering compare_iso(std::string_view a, std::string_view b) {
    const std::size_t both = std::min(a.size(), b.size());
    if (const auto order = a.substr(0, both) <=> b.substr(0, both); order != 0) return order;
    return a.size() == b.size() ? std::partial_ordering::equivalent : std::partial_ordering::unordered;
}

std::partial_ordering compare_date_times(const std::string& a, const std::string& b) {
    const std::optional<ZonedTime> left = parse_date_time(a);
    const std::optional<ZonedTime> right = parse_date_time(b);
    if (left && right) return unix_ms(*left) <=> unix_ms(*right);
    return compare_iso(a, b);
}

template <class T>
struct Both {
    const T* a;
    const T* b;
    Both(const Value& left, const Value& right) : a(std::get_if<T>(&left)), b(std::get_if<T>(&right)) {}
    explicit operator bool() const { return a != nullptr && b != nullptr; }
};

bool is_english(const Json& translation) {
    const Json* parts = find_array(translation, "extension");
    if (parts == nullptr) return false;
    return std::any_of(parts->begin(), parts->end(), [](const Json& part) {
        const std::string* url = find_string(part, "url");
        const std::string* code = find_string(part, "valueCode");
        return url != nullptr && *url == "lang" && code != nullptr &&
               (*code == "en" || code->starts_with("en-"));
    });
}

std::string content_of(const Json& translation) {
    for (const Json& part : *find_array(translation, "extension")) {
        const std::string* url = find_string(part, "url");
        if (url == nullptr || *url != "content") continue;
        if (const std::string* text = find_string(part, "valueString")) return *text;
        if (const std::string* text = find_string(part, "valueMarkdown")) return *text;
    }
    return {};
}

}  // namespace

Result<FoundValue> read_typed_value(const Json& object, std::string_view prefix, Value& out) {
    const auto* members = object.get_ptr<const Json::object_t*>();
    if (members == nullptr) return fail(Fault::wrong_type);
    bool has_one = false;
    for (const auto& [name, json] : *members) {
        if (!name.starts_with(prefix)) continue;
        const std::string_view suffix = std::string_view(name).substr(prefix.size());
        const auto* reader = std::find_if(type_readers.begin(), type_readers.end(),
                                          [suffix](const TypeReader& type) { return type.suffix == suffix; });
        if (reader == type_readers.end()) continue;
        if (has_one || !reader->read(json, out)) return fail(Fault::wrong_type);
        has_one = true;
    }
    if (!has_one) return FoundValue::none;
    return lacks_main_part(out) ? FoundValue::unsupported : FoundValue::value;
}

Result<Coding> read_coding(const Json& json) {
    Coding coding;
    const bool good = json.is_object() && read_optional_text(json, "code", coding.code) &&
                      read_optional_text(json, "display", coding.display) &&
                      read_optional_text(json, "system", coding.system);
    if (!good || (coding.code.empty() && coding.display.empty())) return fail(Fault::wrong_type);
    return coding;
}

std::string find_english(const Json& object, std::string_view primitive) {
    const Json* beside = find_object(object, "_" + std::string(primitive));
    const Json* extensions = beside == nullptr ? nullptr : find_array(*beside, "extension");
    if (extensions == nullptr) return {};
    for (const Json& extension : *extensions) {
        const std::string* url = find_string(extension, "url");
        if (url != nullptr && *url == translation_url && is_english(extension)) return content_of(extension);
    }
    return {};
}

std::partial_ordering compare_values(const Value& a, const Value& b) {
    const std::optional<double> left = number_of(a);
    const std::optional<double> right = number_of(b);
    if (left && right) return *left <=> *right;
    if (const Both<Date> both(a, b); both) return compare_iso(both.a->iso, both.b->iso);
    if (const Both<DateTime> both(a, b); both) return compare_date_times(both.a->iso, both.b->iso);
    if (const Both<Time> both(a, b); both) return both.a->iso.substr(0, 8) <=> both.b->iso.substr(0, 8);
    if (const Both<std::string> both(a, b); both) return *both.a <=> *both.b;
    if (const Both<Quantity> both(a, b); both) {
        const bool same_unit = both.a->unit == both.b->unit || both.a->unit.empty() || both.b->unit.empty();
        if (same_unit) return compare_values(both.a->value, both.b->value);
    }
    return std::partial_ordering::unordered;
}

bool are_equal(const Value& a, const Value& b) {
    if (const Both<Coding> both(a, b); both) {
        const bool same_system =
            both.a->system == both.b->system || both.a->system.empty() || both.b->system.empty();
        if (both.a->code.empty() || both.b->code.empty())
            return both.a->display == both.b->display && same_system;
        return both.a->code == both.b->code && same_system;
    }
    if (const Both<Reference> both(a, b); both) return both.a->target == both.b->target;
    if (const Both<bool> both(a, b); both) return *both.a == *both.b;
    return compare_values(a, b) == 0;
}

}  // namespace tsunagi
