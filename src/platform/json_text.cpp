#include "platform/json_text.h"

#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>

namespace tsunagi {

void JsonText::separate() {
    if (out_.empty()) return;
    const char last = out_.back();
    if (last != '[' && last != '{' && last != ':' && last != ',') out_ += ',';
}

JsonText& JsonText::begin_array() {
    separate();
    out_ += '[';
    return *this;
}

JsonText& JsonText::end_array() {
    out_ += ']';
    return *this;
}

JsonText& JsonText::begin_object() {
    separate();
    out_ += '{';
    return *this;
}

JsonText& JsonText::end_object() {
    out_ += '}';
    return *this;
}

JsonText& JsonText::key(std::string_view name) {
    text(name);
    out_ += ':';
    return *this;
}

JsonText& JsonText::text(std::string_view value) {
    separate();
    quote(value);
    return *this;
}

void JsonText::quote(std::string_view value) {
    out_ += '"';
    for (const char c : value) {
        const auto byte = static_cast<std::uint8_t>(c);
        if (c == '"' || c == '\\') {
            out_ += '\\';
            out_ += c;
        } else if (byte < 0x20) {
            std::array<char, 8> escape{};
            std::snprintf(escape.data(), escape.size(), "\\u%04x", static_cast<unsigned>(byte));
            out_ += escape.data();
        } else {
            out_ += c;
        }
    }
    out_ += '"';
}

JsonText& JsonText::number(double value) {
    separate();
    constexpr double thousand = 1000.0;
    const auto thousandths = static_cast<std::int64_t>(std::round(value * thousand));
    const bool whole = thousandths % 1000 == 0;
    std::array<char, 32> digits{};
    if (whole) {
        std::snprintf(digits.data(), digits.size(), "%lld", static_cast<long long>(thousandths / 1000));
    } else {
        std::snprintf(digits.data(), digits.size(), "%.3f", static_cast<double>(thousandths) / thousand);
    }
    out_ += digits.data();
    return *this;
}

JsonText& JsonText::boolean(bool value) {
    return raw(value ? "true" : "false");
}

JsonText& JsonText::null() {
    return raw("null");
}

JsonText& JsonText::raw(std::string_view json) {
    separate();
    out_ += json;
    return *this;
}

}  // namespace tsunagi
