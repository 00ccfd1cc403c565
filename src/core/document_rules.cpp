// Owns what an id, a path and a value may look like in a record.
#include "core/calendar.h"
#include "core/document.h"
#include "core/document_json.h"
#include "core/text.h"

#include <algorithm>

namespace tsunagi {
namespace {

constexpr std::size_t max_path_bytes = 512;
constexpr std::size_t max_label_bytes = 4096;  // codes, displays, systems, units, references
constexpr int max_rows_deep = 8;

// NUL is refused wherever text is kept: no reader of ours takes it back.
bool is_text(std::string_view text, std::size_t max_bytes) {
    return text.size() <= max_bytes && text.find('\0') == std::string_view::npos && is_utf8(text);
}

struct IsStorable {
    const DocumentLimits& limits;

    bool operator()(std::monostate) const { return true; }
    bool operator()(bool) const { return true; }
    bool operator()(std::int64_t) const { return true; }
    bool operator()(const Decimal& value) const { return is_decimal(value.digits); }
    bool operator()(const std::string& value) const { return is_text(value, limits.max_text_bytes); }
    bool operator()(const Date& value) const { return is_fhir_date(value.iso); }
    bool operator()(const DateTime& value) const { return is_fhir_date_time(value.iso); }
    bool operator()(const Time& value) const { return is_fhir_time(value.iso); }
    bool operator()(const Coding& value) const {
        return is_text(value.code, max_label_bytes) && is_text(value.display, max_label_bytes) &&
               is_text(value.system, max_label_bytes) && !(value.code.empty() && value.display.empty());
    }
    bool operator()(const Quantity& value) const {
        return is_decimal(value.value.digits) && is_text(value.unit, max_label_bytes);
    }
    bool operator()(const Reference& value) const {
        return !value.target.empty() && is_text(value.target, max_label_bytes) &&
               is_text(value.display, max_label_bytes);
    }
};

bool is_control(char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
}

}  // namespace

bool is_document_id(std::string_view text) {
    return text.size() == 32 && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

bool is_storable(const Value& value, const DocumentLimits& limits) {
    return std::visit(IsStorable{limits}, value);
}

bool is_path(std::string_view path) {
    if (path.empty() || !is_text(path, max_path_bytes) || std::any_of(path.begin(), path.end(), is_control)) {
        return false;
    }
    int rows = 0;
    std::size_t from = 0;
    while (true) {
        const std::size_t open = path.find_first_of("[]", from);
        if (open == std::string_view::npos) return from == 0 || from < path.size();
        const std::size_t close = path.find_first_of("[]", open + 1);
        const bool is_row = path[open] == '[' && open > from && close != std::string_view::npos &&
                            path[close] == ']' && close > open + 1;
        if (!is_row || ++rows > max_rows_deep) return false;
        if (close + 1 == path.size()) return true;
        if (path[close + 1] != '.') return false;
        from = close + 2;
    }
}

}  // namespace tsunagi
