#include "exchange/backup_format.h"

#include "core/calendar.h"
#include "core/document_json.h"
#include "exchange/jwk.h"
#include "exchange/members.h"

#include <algorithm>
#include <array>

namespace tsunagi {
namespace backup {
namespace {

constexpr std::array<std::string_view, 3> holds_codes = {"documents", "audit", "end"};
constexpr JsonLimits small_limits{.max_bytes = 256u << 10, .max_depth = 6};
constexpr std::size_t sealed_pair_size = 96;
std::string base64url_of_sealed(const Sealed& sealed) {
    Bytes bytes(sealed.iv.begin(), sealed.iv.end());
    bytes.insert(bytes.end(), sealed.tag.begin(), sealed.tag.end());
    bytes.insert(bytes.end(), sealed.ciphertext.begin(), sealed.ciphertext.end());
    return base64url_of(bytes);
}

Result<Bytes> bytes_of_member(const Json& json, std::string_view name, std::size_t size) {
    const std::string* text = find_string(json, name);
    if (text == nullptr) return fail(Fault::wrong_type, "backup header");
    auto bytes = parse_base64url(*text);
    if (bytes && bytes->size() != size) return fail(Fault::bad_header, "backup header");
    return bytes;
}

Status read_sealed(const Json& json, std::string_view name, std::size_t size, Sealed& into) {
    const auto bytes = bytes_of_member(json, name, sizeof(GcmIv) + sizeof(GcmTag) + size);
    if (!bytes) return std::unexpected(bytes.error());
    const ByteView all = *bytes;
    std::ranges::copy(all.first(sizeof(GcmIv)), into.iv.begin());
    std::ranges::copy(all.subspan(sizeof(GcmIv), sizeof(GcmTag)), into.tag.begin());
    const ByteView rest = all.subspan(sizeof(GcmIv) + sizeof(GcmTag));
    into.ciphertext.assign(rest.begin(), rest.end());
    return {};
}

bool read_number(const Json& kdf, std::string_view name, std::uint32_t& into) {
    const auto number = find_int(kdf, name);
    if (!number || *number < 0 || *number > UINT32_MAX) return false;
    into = static_cast<std::uint32_t>(*number);
    return true;
}

Status read_kdf(const Json& json, LockedPair& into) {
    const Json* kdf = find_object(json, "kdf");
    if (kdf == nullptr) return fail(Fault::wrong_type, "backup kdf");
    if (const Status exact = check_members(*kdf, {"name", "memory_kib", "passes", "lanes", "salt"}, "kdf");
        !exact)
        return exact;
    const std::string* name = find_string(*kdf, "name");
    if (name == nullptr || *name != "argon2id" || !read_number(*kdf, "memory_kib", into.cost.memory_kib) ||
        !read_number(*kdf, "passes", into.cost.passes) || !read_number(*kdf, "lanes", into.cost.lanes) ||
        !is_password_cost(into.cost)) {
        return fail(Fault::bad_header, "backup kdf");
    }
    const auto salt = bytes_of_member(*kdf, "salt", into.salt.size());
    if (!salt) return std::unexpected(salt.error());
    std::ranges::copy(*salt, into.salt.begin());
    return {};
}

bool read_count(const Json& json, std::string_view name, std::uint64_t& into) {
    const auto number = find_int(json, name);
    if (!number || *number < 0) return false;
    into = static_cast<std::uint64_t>(*number);
    return true;
}

Status check_kind(const Json& json, std::string_view wanted) {
    const std::string* kind = find_string(json, "kind");
    if (kind == nullptr || *kind != wanted) return fail(Fault::not_our_file, "no backup");
    const auto version = find_int(json, "v");
    if (!version || *version < 1) return fail(Fault::wrong_type, "version of the backup");
    if (*version > 1) return fail(Fault::future_version, "backup");
    return {};
}

}  // namespace

std::string text_of(const BackupHeader& header) {
    Json json = Json::object();
    json["v"] = 1;
    json["kind"] = "tsunagi-backup";
    Json& kdf = json["kdf"] = Json::object();
    kdf["name"] = "argon2id";
    kdf["memory_kib"] = header.recovery.cost.memory_kib;
    kdf["passes"] = header.recovery.cost.passes;
    kdf["lanes"] = header.recovery.cost.lanes;
    kdf["salt"] = base64url_of(header.recovery.salt);
    Bytes point(header.recovery.public_key.x.begin(), header.recovery.public_key.x.end());
    point.insert(point.end(), header.recovery.public_key.y.begin(), header.recovery.public_key.y.end());
    json["public"] = base64url_of(point);
    json["private"] = base64url_of_sealed(header.recovery.sealed);
    json["vouched"] = base64url_of_sealed(header.vouched_signer);
    return dump_json(json);
}

std::string text_of(const PartLine& line) {
    Json json = Json::object();
    json["v"] = 1;
    json["kind"] = "backup";
    json["id"] = line.id;
    json["part"] = line.part;
    json["holds"] = holds_codes.at(static_cast<std::size_t>(line.holds));
    json["signer"] = jwk_of(line.signer);
    return dump_json(json);
}

Result<PartLine> parse_line(std::string_view text) {
    const auto json = parse_json(text, small_limits);
    if (!json) return std::unexpected(json.error());
    if (const Status kind = check_kind(*json, "backup"); !kind) return std::unexpected(kind.error());
    PartLine line;
    const std::string* id = find_string(*json, "id");
    const std::string* holds = find_string(*json, "holds");
    const Json* signer = find_object(*json, "signer");
    if (id == nullptr || !is_document_id(*id) || holds == nullptr || signer == nullptr ||
        !read_count(*json, "part", line.part)) {
        return fail(Fault::wrong_type, "part of a backup");
    }
    const auto* code = std::ranges::find(holds_codes, *holds);
    if (code == holds_codes.end()) return fail(Fault::wrong_type, "what a part holds");
    const auto key = read_public_jwk(*signer);
    if (!key) return std::unexpected(key.error());
    line.id = *id;
    line.holds = static_cast<Holds>(code - holds_codes.begin());
    line.signer = *key;
    return line;
}

std::string text_of(const BackupSummary& summary) {
    Json json = Json::object();
    json["v"] = 1;
    json["store"] = summary.store == StoreKind::practice ? "practice" : "real";
    json["made_at"] = summary.made_at;
    json["newest_change_ms"] = summary.newest_change_ms;
    json["documents"] = summary.documents;
    json["changes"] = summary.changes;
    json["entries"] = summary.entries;
    Json& staff = json["staff"] = Json::array();
    for (const BackupStaff& person : summary.staff) {
        Json& one = staff.emplace_back(Json::object());
        one["name"] = person.name;
        one["profession"] = person.profession;
        one["role"] = person.role;
    }
    return dump_json(json);
}

Result<BackupSummary> parse_summary(std::string_view text) {
    const auto json = parse_json(text, small_limits);
    if (!json) return std::unexpected(json.error());
    BackupSummary summary;
    const std::string* store = find_string(*json, "store");
    const std::string* made_at = find_string(*json, "made_at");
    const auto newest = find_int(*json, "newest_change_ms");
    const Json* staff = find_array(*json, "staff");
    if (store == nullptr || (*store != "real" && *store != "practice") || made_at == nullptr || !newest ||
        staff == nullptr || !parse_date_time(*made_at) ||
        !read_count(*json, "documents", summary.documents) ||
        !read_count(*json, "changes", summary.changes) || !read_count(*json, "entries", summary.entries)) {
        return fail(Fault::wrong_type, "summary of a backup");
    }
    for (const Json& one : *staff) {
        const std::string* name = find_string(one, "name");
        const std::string* profession = find_string(one, "profession");
        const std::string* role = find_string(one, "role");
        if (name == nullptr || profession == nullptr || role == nullptr)
            return fail(Fault::wrong_type, "staff of a backup");
        summary.staff.push_back({*name, *profession, *role});
    }
    summary.store = *store == "practice" ? StoreKind::practice : StoreKind::real;
    summary.made_at = *made_at;
    summary.newest_change_ms = *newest;
    return summary;
}

Result<LogLine> parse_log_line(std::string_view text) {
    const auto json = parse_json(text, small_limits);
    if (!json) return std::unexpected(json.error());
    LogLine line;
    if (const std::string* signed_text = find_string(*json, "signed")) {
        const auto inner = parse_json(*signed_text, small_limits);
        if (!inner) return std::unexpected(inner.error());
        const std::string* head = find_string(*inner, "head");
        const std::string* signature = find_string(*json, "signature");
        if (head == nullptr || signature == nullptr) return fail(Fault::wrong_type, "signed head");
        auto bytes = parse_base64url(*signature);
        if (!bytes) return std::unexpected(bytes.error());
        line.signed_text = *signed_text;
        line.head = *head;
        line.signature = std::move(*bytes);
        return line;
    }
    const std::string* prev = find_string(*json, "prev");
    const auto bytes = prev != nullptr ? parse_hex(*prev) : Result<Bytes>(fail(Fault::wrong_type, "log"));
    if (!bytes || bytes->size() != line.prev.size()) return fail(Fault::wrong_type, "line of the log");
    std::ranges::copy(*bytes, line.prev.begin());
    return line;
}

}  // namespace backup

Result<BackupHeader> inspect_backup(ByteView file) {
    using namespace backup;
    if (file.size() > max_backup_bytes) return fail(Fault::too_large, "backup");
    const std::string_view all(reinterpret_cast<const char*>(file.data()), file.size());
    const std::string_view first = all.substr(0, all.substr(0, small_limits.max_bytes).find('\n'));
    if (first.size() > small_limits.max_bytes) return fail(Fault::not_our_file, "no backup");
    const auto json = parse_json(first, small_limits);
    if (!json) return std::unexpected(json.error());
    if (const Status kind = check_kind(*json, "tsunagi-backup"); !kind) return std::unexpected(kind.error());
    BackupHeader header;
    Status read = check_members(*json, {"v", "kind", "kdf", "public", "private", "vouched"}, "backup header");
    if (read) read = read_kdf(*json, header.recovery);
    if (read) read = read_sealed(*json, "private", sealed_pair_size, header.recovery.sealed);
    if (read) read = read_sealed(*json, "vouched", sizeof(PublicKey), header.vouched_signer);
    if (!read) return std::unexpected(read.error());
    const auto point = bytes_of_member(*json, "public", sizeof(PublicKey));
    if (!point) return std::unexpected(point.error());
    std::copy_n(point->begin(), 32, header.recovery.public_key.x.begin());
    std::copy_n(point->begin() + 32, 32, header.recovery.public_key.y.begin());
    return header;
}

}  // namespace tsunagi
