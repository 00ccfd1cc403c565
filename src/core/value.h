// Owns the values an answer can have, in the terms of FHIR R4 Questionnaire answers.
// Text is kept code point by code point: nothing here normalises.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

namespace tsunagi {

struct Coding {
    std::string code;
    std::string display;
    std::string system;
    bool operator==(const Coding&) const = default;
};

// A decimal keeps the digits as typed: 1.50 stays 1.50.
struct Decimal {
    std::string digits;
    bool operator==(const Decimal&) const = default;
};

struct Quantity {
    Decimal value;
    std::string unit;
    bool operator==(const Quantity&) const = default;
};

// ISO 8601 text of the precision given: "2026-10-21", "2026-10-21T15:00:00+09:00", "15:00:00".
struct Date {
    std::string iso;
    bool operator==(const Date&) const = default;
};
struct DateTime {
    std::string iso;
    bool operator==(const DateTime&) const = default;
};
struct Time {
    std::string iso;
    bool operator==(const Time&) const = default;
};

// "Case/<id>", or a document id with the kind it points at.
struct Reference {
    std::string target;
    std::string display;
    bool operator==(const Reference&) const = default;
};

// monostate is "no answer": a change with it deletes what it replaces.
using Value = std::variant<std::monostate, bool, std::int64_t, Decimal, std::string, Date, DateTime, Time,
                           Coding, Quantity, Reference>;

// What a list or a chip shows: the text itself, the display of a coding, "46.2 kg", "2026-10-21"; "" for
// none.
std::string text_of(const Value& value);
// FHIR's decimal: "-1.50", "1e3"; no leading zeros or plus, at most 64 characters.
bool is_decimal(std::string_view text);
inline bool is_empty(const Value& value) {
    return std::holds_alternative<std::monostate>(value);
}

}  // namespace tsunagi
