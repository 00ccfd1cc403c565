// Owns the canonical bytes of an audit entry.
#include "vault/audit.h"

#include "vault/members.h"

#include <algorithm>
#include <array>
#include <utility>

namespace tsunagi {
namespace {

constexpr std::array<std::pair<AuditAction, std::string_view>,
                     static_cast<std::size_t>(last_audit_action) + 1>
    action_codes{{
        {AuditAction::create_store, "create_store"},
        {AuditAction::create_account, "create_account"},
        {AuditAction::unlock, "unlock"},
        {AuditAction::fail_unlock, "fail_unlock"},
        {AuditAction::lock, "lock"},
        {AuditAction::renew_device, "renew_device"},
        {AuditAction::find_damage, "find_damage"},
        {AuditAction::create, "create"},
        {AuditAction::edit, "edit"},
        {AuditAction::erase, "erase"},
        {AuditAction::finalise, "finalise"},
        {AuditAction::change_settings, "change_settings"},
        {AuditAction::import, "import"},
        {AuditAction::view, "view"},
        {AuditAction::make_file, "make_file"},
        {AuditAction::check_file, "check_file"},
        {AuditAction::hand_over, "hand_over"},
        {AuditAction::print, "print"},
        {AuditAction::refuse_import, "refuse_import"},
        {AuditAction::change_account, "change_account"},
        {AuditAction::change_password, "change_password"},
        {AuditAction::remove_account, "remove_account"},
        {AuditAction::enroll_passkey, "enroll_passkey"},
        {AuditAction::remove_passkey, "remove_passkey"},
        {AuditAction::make_recovery_code, "make_recovery_code"},
        {AuditAction::recover, "recover"},
        {AuditAction::set_pin, "set_pin"},
        {AuditAction::start_rotation, "start_rotation"},
        {AuditAction::reseal, "reseal"},
        {AuditAction::end_rotation, "end_rotation"},
        {AuditAction::migrate, "migrate"},
        {AuditAction::export_audit, "export_audit"},
        {AuditAction::make_backup, "make_backup"},
        {AuditAction::check_backup, "check_backup"},
        {AuditAction::restore, "restore"},
        {AuditAction::export_ledger, "export_ledger"},
        {AuditAction::decide_identity, "decide_identity"},
        {AuditAction::confirm_recovery_code, "confirm_recovery_code"},
    }};

// Members that say nothing are left out.
void append_some(std::string& json, std::string_view name, std::string_view text) {
    if (!text.empty()) append_text(json, name, text);
}

bool read_some(const Json& json, std::string_view name, std::string& into) {
    return !find_member(json, name) || read_text(json, name, into);
}

bool read_optional_members(const Json& json, AuditEntry& entry) {
    if (!read_some(json, "object", entry.object) || !read_some(json, "detail", entry.detail) ||
        !read_some(json, "marks", entry.marks))
        return false;
    if (!read_some(json, "staff", entry.staff)) return false;
    if (find_member(json, "clock_set_back")) entry.clock_set_back = true;
    if (find_member(json, "version") && !read_u32(json, "version", entry.version)) return false;
    if (find_member(json, "object_hash") && !read_hex(json, "object_hash", entry.object_hash.emplace()))
        return false;
    return !find_member(json, "seal") || read_hex(json, "seal", entry.seal.emplace());
}

}  // namespace

std::string_view audit_action_code(AuditAction action) {
    const auto* found =
        std::ranges::find(action_codes, action, &std::pair<AuditAction, std::string_view>::first);
    return found == action_codes.end() ? std::string_view{} : found->second;
}

std::optional<AuditAction> find_audit_action(std::string_view code) {
    const auto* found =
        std::ranges::find(action_codes, code, &std::pair<AuditAction, std::string_view>::second);
    if (found == action_codes.end()) return std::nullopt;
    return found->first;
}

std::string json_of(const AuditEntry& entry) {
    std::string json = "{\"v\":1";
    append_number(json, "seq", static_cast<std::int64_t>(entry.seq));
    append_text(json, "prev", hex_of(entry.prev));
    append_number(json, "utc", entry.utc_ms);
    append_number(json, "monotonic", entry.monotonic_ms);
    if (entry.clock_set_back) json += ",\"clock_set_back\":true";
    append_some(json, "staff", entry.staff);
    append_text(json, "action", audit_action_code(entry.action));
    append_some(json, "object", entry.object);
    if (entry.version > 0) append_number(json, "version", entry.version);
    if (entry.object_hash) append_text(json, "object_hash", hex_of(*entry.object_hash));
    if (entry.seal) append_text(json, "seal", hex_of(*entry.seal));
    append_some(json, "marks", entry.marks);
    append_some(json, "detail", entry.detail);
    return json + "}";
}

Result<AuditEntry> parse_audit_entry(std::string_view text) {
    constexpr JsonLimits limits{64 * 1024, 4};
    auto json = parse_json(text, limits);
    if (!json) return std::unexpected(json.error());
    const auto version = find_int(*json, "v");
    if (!version) return fail(Fault::wrong_type, "audit entry v");
    if (*version != 1) return fail(Fault::future_version, "audit entry");
    AuditEntry entry;
    const auto utc = find_int(*json, "utc");
    const auto monotonic = find_int(*json, "monotonic");
    const std::string* action = find_string(*json, "action");
    if (!read_u64(*json, "seq", entry.seq) || entry.seq == 0 || !utc || !monotonic || !action ||
        !read_hex(*json, "prev", entry.prev) || !read_optional_members(*json, entry)) {
        return fail(Fault::wrong_type, "audit entry");
    }
    const auto known = find_audit_action(*action);
    if (!known) return fail(Fault::future_version, "audit action");
    entry.utc_ms = *utc;
    entry.monotonic_ms = *monotonic;
    entry.action = *known;
    return entry;
}

bool AuditFilter::fits(const AuditEntry& entry) const {
    return (staff.empty() || entry.staff == staff) && (object.empty() || entry.object == object) &&
           (actions.empty() || std::ranges::contains(actions, entry.action)) && entry.utc_ms >= from_ms &&
           entry.utc_ms <= until_ms;
}

Bytes head_input(const Digest& prev, std::string_view entry_json) {
    Bytes input(prev.begin(), prev.end());
    const ByteView entry = view_of(entry_json);
    input.insert(input.end(), entry.begin(), entry.end());
    return input;
}

}  // namespace tsunagi
