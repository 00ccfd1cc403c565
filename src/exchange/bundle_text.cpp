#include "exchange/bundle_text.h"

#include "core/text.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

namespace tsunagi::fhir {
namespace {

std::string number_text(const Json& object, const char* name) {
    const Json* number = find_member(object, name);
    return number != nullptr && number->is_number() ? dump_json(*number) : std::string{};
}

std::string string_text(const Json& object, std::string_view name) {
    const std::string* text = find_string(object, name);
    return text != nullptr ? *text : std::string{};
}

// The first of the members that is a text and not empty.
std::string first_text(const Json& object, std::initializer_list<std::string_view> names) {
    for (const std::string_view name : names) {
        if (std::string text = string_text(object, name); !text.empty()) return text;
    }
    return {};
}

class RowCollector {
  public:
    explicit RowCollector(const std::function<bool(std::string_view)>& wanted) : wanted_(wanted) {}

    void collect(const Json& items, int depth) {
        if (!items.is_array()) return;
        for (const Json& item : items) collect_item(item, depth);
    }
    std::vector<TextRow> take() { return std::move(rows_); }

  private:
    void collect_item(const Json& item, int depth) {
        if (rows_.size() >= max_text_rows) return;
        const std::string* link_id = find_string(item, "linkId");
        if (link_id == nullptr) return;
        const Json* children = find_array(item, "item");
        const std::size_t heading = rows_.size();
        if (children != nullptr) rows_.push_back({depth, label_of(item, *link_id), {}});
        if (wanted_(*link_id)) collect_answers(item, *link_id, depth);
        if (children == nullptr) return;
        collect(*children, depth + 1);
        if (rows_.size() == heading + 1) rows_.pop_back();  // nothing wanted below
    }

    void collect_answers(const Json& item, const std::string& link_id, int depth) {
        const Json* answers = find_array(item, "answer");
        if (answers == nullptr) return;
        for (const Json& answer : *answers) {
            if (std::string text = value_text(answer); !text.empty()) {
                rows_.push_back({depth, label_of(item, link_id), std::move(text)});
            }
            if (const Json* nested = find_array(answer, "item")) collect(*nested, depth + 1);
        }
    }

    static std::string label_of(const Json& item, const std::string& link_id) {
        std::string label = string_text(item, "text");
        return label.empty() ? link_id : label;
    }

    const std::function<bool(std::string_view)>& wanted_;
    std::vector<TextRow> rows_;
};

void append_escaped(std::string& out, std::string_view text) {
    for (const char32_t c : code_points(text)) {
        switch (c) {
            case U'&': out += "&amp;"; break;
            case U'<': out += "&lt;"; break;
            case U'>': out += "&gt;"; break;
            case U'"': out += "&quot;"; break;
            case U'\n': out += "<br/>"; break;
            case U'\r': break;
            // XML knows no other control characters.
            default: append_utf8(out, c < 0x20 && c != U'\t' ? replacement_character : c);
        }
    }
}

// "amp", "#12354", "#x3042"; nothing for an entity that is not known.
std::string entity_text(std::string_view name) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 6> named{
        {{"amp", "&"}, {"lt", "<"}, {"gt", ">"}, {"quot", "\""}, {"apos", "'"}, {"nbsp", "\u00A0"}}};
    for (const auto& [known, text] : named) {
        if (known == name) return std::string(text);
    }
    if (name.size() < 2 || name[0] != '#') return {};
    const bool hex = name[1] == 'x' || name[1] == 'X';
    const std::string_view digits = name.substr(hex ? 2 : 1);
    if (digits.empty() || digits.size() > 7) return {};
    std::uint32_t value = 0;
    for (const char c : digits) {
        const std::size_t digit = std::string_view("0123456789abcdef").find(static_cast<char>(c | 0x20));
        if (digit == std::string_view::npos || (!hex && digit > 9)) return {};
        value = value * (hex ? 16 : 10) + static_cast<std::uint32_t>(digit);
    }
    std::string text;
    append_utf8(text, value == 0 ? replacement_character : static_cast<char32_t>(value));
    return text;
}

bool ends_block(std::string_view tag) {
    constexpr std::array<std::string_view, 12> blocks{"br",  "/p",  "/div", "/li", "/tr", "/h1",
                                                      "/h2", "/h3", "/h4",  "/dt", "/dd", "/table"};
    const std::string_view name = tag.substr(0, tag.find_first_of(" \t\r\n/", 1));
    return std::ranges::find(blocks, name) != blocks.end();
}

// Line ends are the tags' business: runs of white space in the source are one blank.
void append_collapsed(std::string& out, char c) {
    const bool space = c == ' ' || c == '\t' || c == '\r' || c == '\n';
    if (!space) {
        out += c;
    } else if (!out.empty() && out.back() != ' ' && out.back() != '\n') {
        out += ' ';
    }
}

}  // namespace

std::string value_text(const Json& holder) {
    if (!holder.is_object()) return {};
    std::string text = first_text(holder, {"valueString", "valueMarkdown", "valueDate", "valueDateTime",
                                           "valueTime", "valueInstant", "valueUri", "valueCode"});
    if (!text.empty()) return text;
    if (const bool* flag = find_bool(holder, "valueBoolean")) return *flag ? "はい" : "いいえ";
    for (const char* name : {"valueInteger", "valueDecimal"}) {
        if (text = number_text(holder, name); !text.empty()) return text;
    }
    if (const Json* coding = find_object(holder, "valueCoding"))
        return first_text(*coding, {"display", "code"});
    if (const Json* target = find_object(holder, "valueReference")) return string_text(*target, "display");
    if (const Json* attachment = find_object(holder, "valueAttachment"))
        return string_text(*attachment, "title");
    if (const Json* quantity = find_object(holder, "valueQuantity")) {
        const std::string unit = first_text(*quantity, {"unit", "code"});
        const std::string number = number_text(*quantity, "value");
        return unit.empty() ? number : number + " " + unit;
    }
    return {};
}

std::vector<TextRow> rows_of_items(const Json& items, const std::function<bool(std::string_view)>& wanted) {
    RowCollector collector(wanted);
    collector.collect(items, 0);
    return collector.take();
}

std::string narrative_of(const std::vector<TextRow>& rows) {
    std::string div = "<div xmlns=\"http://www.w3.org/1999/xhtml\">";
    for (const TextRow& row : rows) {
        div += "<p><b>";
        append_escaped(div, row.label);
        div += "</b>";
        if (!row.value.empty()) div += "<br/>";
        append_escaped(div, row.value);
        div += "</p>";
    }
    return div + "</div>";
}

std::string text_of_narrative(std::string_view div) {
    std::string text;
    while (!div.empty()) {
        const char c = div.front();
        const std::size_t end = c == '<' ? div.find('>') : c == '&' ? div.substr(0, 10).find(';') : 0;
        if (c == '<' && end != std::string_view::npos) {
            if (ends_block(div.substr(1, end - 1)) && !text.empty() && text.back() != '\n') text += '\n';
            div.remove_prefix(end + 1);
            continue;
        }
        if (c == '&' && end != std::string_view::npos) {
            if (const std::string resolved = entity_text(div.substr(1, end - 1)); !resolved.empty()) {
                text += resolved;
                div.remove_prefix(end + 1);
                continue;
            }
        }
        append_collapsed(text, c);
        div.remove_prefix(1);
    }
    while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.pop_back();
    return text;
}

}  // namespace tsunagi::fhir
