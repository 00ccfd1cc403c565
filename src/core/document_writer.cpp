// Owns the canonical JSON of documents: equal documents give equal bytes.
#include "core/document.h"
#include "core/document_json.h"
#include "core/json_writer.h"

#include <string>

namespace tsunagi {
namespace {

// Appends `"name":"text"` after what is there.
void append_member(std::string& out, std::string_view name, std::string_view text) {
    out += '"';
    out += name;
    out += "\":";
    append_json_string(out, text);
}

struct AppendValue {
    std::string& out;

    void single(std::string_view type, std::string_view text) const {
        out += '{';
        append_member(out, type, text);
        out += '}';
    }
    void operator()(std::monostate) const { out += "null"; }
    void operator()(bool value) const { out += value ? "{\"boolean\":true}" : "{\"boolean\":false}"; }
    void operator()(std::int64_t value) const {
        out += "{\"integer\":";
        out += std::to_string(value);
        out += '}';
    }
    void operator()(const Decimal& value) const { single("decimal", value.digits); }
    void operator()(const std::string& value) const { single("string", value); }
    void operator()(const Date& value) const { single("date", value.iso); }
    void operator()(const DateTime& value) const { single("dateTime", value.iso); }
    void operator()(const Time& value) const { single("time", value.iso); }
    void operator()(const Coding& value) const {
        out += "{\"coding\":{";
        append_member(out, "code", value.code);
        out += ',';
        append_member(out, "display", value.display);
        out += ',';
        append_member(out, "system", value.system);
        out += "}}";
    }
    void operator()(const Quantity& value) const {
        out += "{\"quantity\":{";
        append_member(out, "value", value.value.digits);
        out += ',';
        append_member(out, "unit", value.unit);
        out += "}}";
    }
    void operator()(const Reference& value) const {
        out += "{\"reference\":{";
        append_member(out, "target", value.target);
        out += ',';
        append_member(out, "display", value.display);
        out += "}}";
    }
};

void append_json(std::string& out, const Document& document) {
    out += '{';
    append_member(out, "id", document.id);
    out += ',';
    append_member(out, "kind", kind_code(document.kind));
    out += ',';
    append_member(out, "form", document.form);
    out += ',';
    append_member(out, "subject", document.subject);
    out += ",\"changes\":[";
    bool is_first = true;
    for (const Change& change : document.changes) {
        if (!is_first) out += ',';
        is_first = false;
        append_json(out, change);
    }
    out += "]}";
}

}  // namespace

void append_json(std::string& out, const Value& value) {
    std::visit(AppendValue{out}, value);
}

void append_json(std::string& out, const Change& change) {
    out += '{';
    append_member(out, "id", change.id);
    out += ',';
    append_member(out, "at", text_of(change.at));
    out += ',';
    append_member(out, "by", change.by);
    out += ',';
    append_member(out, "on", change.on);
    out += ',';
    append_member(out, "path", change.path);
    out += ",\"value\":";
    append_json(out, change.value);
    out += ",\"replaces\":[";
    bool is_first = true;
    for (const ChangeId& id : change.replaces) {
        if (!is_first) out += ',';
        is_first = false;
        append_json_string(out, id);
    }
    out += ']';
    if (!change.from.empty()) {
        out += ',';
        append_member(out, "from", change.from);
    }
    out += '}';
}

std::string json_of(const Document& document) {
    std::string out;
    append_json(out, document);
    return out;
}

std::string json_of(const std::vector<Document>& documents) {
    std::string out = "{\"v\":1,\"documents\":[";
    bool is_first = true;
    for (const Document& document : documents) {
        if (!is_first) out += ',';
        is_first = false;
        append_json(out, document);
    }
    out += "]}";
    return out;
}

}  // namespace tsunagi
