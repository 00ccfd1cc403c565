// Owns what waits to be made durable.
#include "vault/save_queue.h"

#include "core/json_writer.h"
#include "vault/members.h"

#include <algorithm>
#include <utility>

namespace tsunagi {
namespace {

std::string json_of_line(const AuditLine& line) {
    std::string json = "{\"about\":" + std::to_string(static_cast<int>(line.about));
    append_text(json, "action", audit_action_code(line.event.action));
    append_text(json, "object", line.event.object);
    append_text(json, "detail", line.event.detail);
    append_text(json, "staff", line.staff);
    append_number(json, "utc", line.utc_ms);
    append_number(json, "monotonic", line.monotonic_ms);
    return json + "}";
}

std::optional<AuditLine> parse_line(const Json& json) {
    AuditLine line;
    const auto about = find_int(json, "about");
    const std::string* action = find_string(json, "action");
    const auto utc = find_int(json, "utc");
    const auto monotonic = find_int(json, "monotonic");
    if (!about || *about < 0 || *about > 1 || !action || !utc || !monotonic ||
        !read_text(json, "object", line.event.object) || !read_text(json, "detail", line.event.detail) ||
        !read_text(json, "staff", line.staff)) {
        return std::nullopt;
    }
    const auto known = find_audit_action(*action);
    if (!known) return std::nullopt;
    line.about = static_cast<AuditLine::About>(*about);
    line.event.action = *known;
    line.utc_ms = *utc;
    line.monotonic_ms = *monotonic;
    return line;
}

Status read_drafts(const Json& list, Pending& pending) {
    for (const Json& item : list) {
        const std::string* text = item.get_ptr<const std::string*>();
        if (!text) return fail(Fault::wrong_type, "carried draft");
        auto draft = parse_draft(*text);
        if (!draft) return std::unexpected(draft.error());
        pending.put(std::move(*draft));
    }
    return {};
}

Status read_drops(const Json& list, Pending& pending) {
    for (const Json& item : list) {
        DraftKey key;
        if (!read_text(item, "document", key.document) || !read_text(item, "path", key.path) ||
            !read_text(item, "staff", key.staff)) {
            return fail(Fault::wrong_type, "carried drop");
        }
        pending.drop(key);
    }
    return {};
}

}  // namespace

void Pending::put(Document document, AuditLine line) {
    const auto says_the_same = [&line](const AuditLine& other) {
        return other.about == line.about && other.event.object == line.event.object &&
               other.event.action == line.event.action && other.staff == line.staff;
    };
    if (std::ranges::none_of(lines, says_the_same)) lines.push_back(std::move(line));
    DocumentId id = document.id;
    documents.insert_or_assign(std::move(id), std::move(document));
}

void Pending::put(Draft draft) {
    DraftKey key = key_of(draft);
    drafts.insert_or_assign(std::move(key), std::move(draft));
}

void Pending::put_back(Pending older) {
    documents.merge(older.documents);  // keeps what is here, which is newer
    drafts.merge(older.drafts);
    slots.merge(older.slots);
    older.lines.insert(older.lines.end(), std::make_move_iterator(lines.begin()),
                       std::make_move_iterator(lines.end()));
    lines = std::move(older.lines);
    older.writes.insert(older.writes.end(), std::make_move_iterator(writes.begin()),
                        std::make_move_iterator(writes.end()));
    writes = std::move(older.writes);
}

std::string json_of(const Pending& pending) {
    std::vector<Document> documents;
    for (const auto& [id, document] : pending.documents) documents.push_back(document);
    std::string drafts;
    std::string drops;
    for (const auto& [key, draft] : pending.drafts) {
        if (draft) {
            drafts += ',';
            append_json_string(drafts, json_of(*draft));
            continue;
        }
        std::string drop = ",{\"v\":1";
        append_text(drop, "document", key.document);
        append_text(drop, "path", key.path);
        append_text(drop, "staff", key.staff);
        drops += drop + "}";
    }
    std::string lines;
    for (const AuditLine& line : pending.lines) lines += "," + json_of_line(line);
    const auto list_of = [](const std::string& items) {
        return "[" + (items.empty() ? items : items.substr(1)) + "]";
    };
    std::string json = "{\"v\":1";
    append_text(json, "documents", json_of(documents));
    return json + ",\"drafts\":" + list_of(drafts) + ",\"drops\":" + list_of(drops) +
           ",\"lines\":" + list_of(lines) + "}";
}

Result<Pending> parse_pending(std::string_view text) {
    auto json = parse_json(text, JsonLimits{own_limits.max_bytes, 8});
    if (!json) return std::unexpected(json.error());
    const std::string* documents = find_string(*json, "documents");
    const Json* drafts = find_array(*json, "drafts");
    const Json* drops = find_array(*json, "drops");
    const Json* lines = find_array(*json, "lines");
    if (!documents || !drafts || !drops || !lines) return fail(Fault::wrong_type, "carried");
    Pending pending;
    auto parsed = parse_documents(*documents, own_limits, DocumentSource::own_records);
    if (!parsed) return std::unexpected(parsed.error());
    for (Document& document : *parsed) {
        DocumentId id = document.id;
        pending.documents.emplace(std::move(id), std::move(document));
    }
    if (Status status = read_drafts(*drafts, pending); !status) return std::unexpected(status.error());
    if (Status status = read_drops(*drops, pending); !status) return std::unexpected(status.error());
    for (const Json& item : *lines) {
        auto line = parse_line(item);
        if (!line) return fail(Fault::wrong_type, "carried line");
        pending.lines.push_back(std::move(*line));
    }
    return pending;
}

}  // namespace tsunagi
