// Owns how a value reads in a list or on a chip.
#include "core/value.h"

#include <string_view>

namespace tsunagi {
namespace {

struct TextOf {
    std::string operator()(std::monostate) const { return {}; }
    std::string operator()(bool value) const { return value ? "true" : "false"; }
    std::string operator()(std::int64_t value) const { return std::to_string(value); }
    std::string operator()(const Decimal& value) const { return value.digits; }
    std::string operator()(const std::string& value) const { return value; }
    std::string operator()(const Date& value) const { return value.iso; }
    std::string operator()(const DateTime& value) const { return value.iso; }
    std::string operator()(const Time& value) const { return value.iso; }
    std::string operator()(const Coding& value) const {
        return value.display.empty() ? value.code : value.display;
    }
    std::string operator()(const Quantity& value) const {
        return value.unit.empty() ? value.value.digits : value.value.digits + " " + value.unit;
    }
    std::string operator()(const Reference& value) const {
        return value.display.empty() ? value.target : value.display;
    }
};

bool is_decimal_digit(char c) {
    return c >= '0' && c <= '9';
}

std::size_t skip_digits(std::string_view text, std::size_t at) {
    while (at < text.size() && is_decimal_digit(text[at])) ++at;
    return at;
}

}  // namespace

std::string text_of(const Value& value) {
    return std::visit(TextOf{}, value);
}

bool is_decimal(std::string_view text) {
    constexpr std::size_t max_size = 64;
    if (text.size() > max_size) return false;
    std::size_t at = text.starts_with('-') ? 1 : 0;
    const std::size_t whole = at;
    at = skip_digits(text, at);
    if (at == whole || (text[whole] == '0' && at - whole > 1)) return false;
    if (at < text.size() && text[at] == '.') {
        const std::size_t fraction = at + 1;
        at = skip_digits(text, fraction);
        if (at == fraction) return false;
    }
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        ++at;
        if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
        const std::size_t exponent = at;
        at = skip_digits(text, exponent);
        if (at == exponent) return false;
    }
    return at == text.size();
}

}  // namespace tsunagi
