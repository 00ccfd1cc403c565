// Owns reading documents from outside: every member checked, nothing unknown let in.
#include "core/document.h"
#include "core/document_json.h"
#include "core/json.h"
#include "core/json_cursor.h"

#include <algorithm>
#include <array>
#include <unordered_set>
#include <utility>

namespace tsunagi {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::size_t max_form_bytes = 512;
constexpr std::size_t max_writer_bytes = 64;
constexpr std::int64_t known_version = 1;

constexpr std::array document_members = {"id"sv, "kind"sv, "form"sv, "subject"sv, "changes"sv};
constexpr std::array change_members = {"id"sv,   "at"sv,    "by"sv,       "on"sv,
                                       "path"sv, "value"sv, "replaces"sv, "from"sv};
constexpr std::array coding_members = {"code"sv, "display"sv, "system"sv};
constexpr std::array quantity_members = {"value"sv, "unit"sv};
constexpr std::array reference_members = {"target"sv, "display"sv};

// Staff and device ids: printable, without spaces or quotes, so that they are safe wherever they are shown.
bool is_writer(std::string_view text) {
    return !text.empty() && text.size() <= max_writer_bytes &&
           std::all_of(text.begin(), text.end(), [](char c) {
               return c > 0x20 && c < 0x7F && c != '"' && c != '\\' && c != '<' && c != '>';
           });
}

// Reads the one shape there is and stops at the first thing that is not it.
class Reader {
  public:
    Reader(std::string_view checked_text, const DocumentLimits& limits, DocumentSource source)
        : cursor_(checked_text), limits_(limits), source_(source) {}

    bool read_document(Document& document) {
        ++document_count_;
        change_count_ = 0;
        const bool good = read_members(document_members, [&](std::size_t index) {
            switch (index) {
                case 0: return read_id(document.id);
                case 1: return read_kind(document.kind);
                case 2: return cursor_.read_string(document.form) && document.form.size() <= max_form_bytes;
                case 3: return read_subject(document.subject);
                default: return read_changes(document);
            }
        });
        return good;
    }

    bool read_documents(std::vector<Document>& documents) {
        bool has_version = false;
        bool has_documents = false;
        const bool good = cursor_.read_object([&](std::string_view name) {
            if (name == "v") return !std::exchange(has_version, true) && read_version();
            return name == "documents" && !std::exchange(has_documents, true) && read_list(documents);
        });
        return good && has_version && has_documents;
    }

    bool is_finished() { return cursor_.at_end(); }
    Fault fault() const { return fault_; }
    // Where it stopped: numbers only, nothing that a person wrote.
    std::string where() const {
        return "document " + std::to_string(document_count_) + ", change " + std::to_string(change_count_);
    }

  private:
    // Every name once, none missing but the last `optional` ones, none other.
    template <std::size_t n, class Visit>
    bool read_members(const std::array<std::string_view, n>& names, Visit visit, std::size_t optional = 0) {
        unsigned seen = 0;
        const bool good = cursor_.read_object([&](std::string_view name) {
            const auto index =
                static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
            const unsigned bit = 1u << index;
            if (index == n || (seen & bit) != 0) return false;
            seen |= bit;
            return visit(index);
        });
        const unsigned wanted = (1u << (n - optional)) - 1;
        return good && (seen & wanted) == wanted;
    }

    bool refuse(Fault fault) {
        fault_ = fault;
        return false;
    }

    bool read_id(std::string& id) { return cursor_.read_string(id) && is_document_id(id); }
    bool read_subject(DocumentId& id) {
        return cursor_.read_string(id) && (id.empty() || is_document_id(id));
    }
    bool read_writer(std::string& id) { return cursor_.read_string(id) && is_writer(id); }
    bool read_version() {
        std::int64_t version = 0;
        if (!cursor_.read_int(version) || version < known_version) return false;
        return version == known_version || refuse(Fault::future_version);
    }
    bool read_kind(Kind& kind) {
        std::string code;
        if (!cursor_.read_string(code)) return false;
        const std::optional<Kind> found = find_kind(code);
        if (found) kind = *found;
        return found.has_value();
    }
    bool read_time(Hlc& at) {
        std::string text;
        if (!cursor_.read_string(text)) return false;
        const Result<Hlc> parsed = parse_hlc(text);
        if (parsed) at = *parsed;
        return parsed.has_value();
    }

    bool read_list(std::vector<Document>& documents) {
        std::unordered_set<DocumentId> ids;
        return cursor_.read_array([&] {
            if (documents.size() == limits_.max_documents) return refuse(Fault::too_large);
            Document& document = documents.emplace_back();
            return read_document(document) && ids.insert(document.id).second;
        });
    }

    bool read_changes(Document& document) {
        std::vector<Change> changes;
        const bool good = cursor_.read_array([&] {
            if (changes.size() == limits_.max_changes) return refuse(Fault::too_large);
            return read_change(changes.emplace_back());
        });
        if (!good) return false;
        const std::size_t count = changes.size();
        document.changes.clear();
        return add_changes(document, std::move(changes)) == count;  // fewer: an id was used twice
    }

    bool read_change(Change& change) {
        ++change_count_;
        return read_members(
            change_members,
            [&](std::size_t index) {
                switch (index) {
                    case 0: return read_id(change.id);
                    case 1: return read_time(change.at);
                    case 2: return read_writer(change.by);
                    case 3: return read_writer(change.on);
                    case 4: return cursor_.read_string(change.path) && is_path(change.path);
                    case 5: return read_value(change.value);
                    case 6: return read_replaces(change.replaces);
                    default: return source_ == DocumentSource::own_records && read_id(change.from);
                }
            },
            1);
    }

    bool read_replaces(std::vector<ChangeId>& ids) {
        return cursor_.read_array([&] { return read_id(ids.emplace_back()); });
    }

    bool read_value(Value& value) {
        if (cursor_.peek() == 'n') return cursor_.read_null();
        bool has_one = false;
        const bool good = cursor_.read_object(
            [&](std::string_view type) { return !std::exchange(has_one, true) && read_typed(type, value); });
        if (!good || !has_one) return false;
        if (const auto* text = std::get_if<std::string>(&value);
            text != nullptr && text->size() > limits_.max_text_bytes) {
            return refuse(Fault::too_large);
        }
        return is_storable(value, limits_);
    }

    bool read_typed(std::string_view type, Value& value) {
        if (type == "string") return cursor_.read_string(value.emplace<std::string>());
        if (type == "coding") return read_coding(value.emplace<Coding>());
        if (type == "date") return cursor_.read_string(value.emplace<Date>().iso);
        if (type == "boolean") return cursor_.read_bool(value.emplace<bool>());
        if (type == "integer") return cursor_.read_int(value.emplace<std::int64_t>());
        if (type == "decimal") return cursor_.read_string(value.emplace<Decimal>().digits);
        if (type == "dateTime") return cursor_.read_string(value.emplace<DateTime>().iso);
        if (type == "time") return cursor_.read_string(value.emplace<Time>().iso);
        if (type == "quantity") return read_quantity(value.emplace<Quantity>());
        return type == "reference" && read_reference(value.emplace<Reference>());
    }
    bool read_coding(Coding& coding) {
        return read_members(coding_members, [&](std::size_t index) {
            return cursor_.read_string(index == 0   ? coding.code
                                       : index == 1 ? coding.display
                                                    : coding.system);
        });
    }
    bool read_quantity(Quantity& quantity) {
        return read_members(quantity_members, [&](std::size_t index) {
            return cursor_.read_string(index == 0 ? quantity.value.digits : quantity.unit);
        });
    }
    bool read_reference(Reference& reference) {
        return read_members(reference_members, [&](std::size_t index) {
            return cursor_.read_string(index == 0 ? reference.target : reference.display);
        });
    }

    JsonCursor cursor_;
    const DocumentLimits& limits_;
    DocumentSource source_;
    Fault fault_ = Fault::wrong_type;
    std::size_t document_count_ = 0;
    std::size_t change_count_ = 0;
};

template <class Record, class Read>
Result<Record> parse_record(std::string_view json, const DocumentLimits& limits, DocumentSource source,
                            Read read) {
    const JsonLimits json_limits{.max_bytes = limits.max_bytes};
    if (auto status = check_json_text(json, json_limits); !status) return std::unexpected(status.error());
    Reader reader(json, limits, source);
    Record record;
    if (read(reader, record) && reader.is_finished()) return record;
    // Only text that is refused anyway is read again, to tell "not JSON" from "not one of ours".
    if (auto parsed = parse_json(json, json_limits); !parsed) return std::unexpected(parsed.error());
    return fail(reader.fault(), reader.where());
}

}  // namespace

Result<Document> parse_document(std::string_view json, const DocumentLimits& limits, DocumentSource source) {
    return parse_record<Document>(json, limits, source, [](Reader& reader, Document& document) {
        return reader.read_document(document);
    });
}

Result<std::vector<Document>> parse_documents(std::string_view json, const DocumentLimits& limits,
                                              DocumentSource source) {
    using Documents = std::vector<Document>;
    return parse_record<Documents>(json, limits, source, [](Reader& reader, Documents& documents) {
        return reader.read_documents(documents);
    });
}

}  // namespace tsunagi
