// Owns the audit chain: what an entry is, its canonical bytes, and how one entry vouches for the one before.
// Must not know where entries are kept.
#pragma once

#include "core/bytes.h"
#include "core/document.h"
#include "core/error.h"
#include "ports/crypto.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tsunagi {

enum class AuditAction : std::uint8_t {
    create_store,
    create_account,
    unlock,
    fail_unlock,
    lock,
    renew_device,
    find_damage,  // by the vault
    create,
    edit,
    erase,
    finalise,
    change_settings,
    import,  // with a save
    view,
    make_file,
    check_file,
    hand_over,
    print,
    refuse_import,  // with record()
    change_account,
    change_password,
    remove_account,
    enroll_passkey,
    remove_passkey,
    make_recovery_code,
    recover,
    set_pin,
    start_rotation,
    reseal,
    end_rotation,
    migrate,       // by the vault
    export_audit,  // with export_audit()
    make_backup,
    check_backup,
    restore,          // with record()
    export_ledger,    // with record()
    decide_identity,  // with record()
    confirm_recovery_code,
};
inline constexpr AuditAction last_audit_action = AuditAction::confirm_recovery_code;
std::string_view audit_action_code(AuditAction action);  // "create_store", ... as stored
std::optional<AuditAction> find_audit_action(std::string_view code);

// What the app says; the vault adds who, when and the place in the chain.
struct AuditEvent {
    AuditAction action = AuditAction::view;
    std::string object;  // document id, file id; empty for none
    std::string detail;  // sealed with the rest: may name a recipient's key, a count, a fault code
};

struct AuditEntry {
    std::uint64_t seq = 0;  // from 1
    Digest prev{};          // head before this entry; zeros before the first
    std::int64_t utc_ms = 0;
    std::int64_t monotonic_ms = 0;
    bool clock_set_back =
        false;  // utc_ms is before the previous entry's: the order is the chain's, not the clock's
    StaffId staff;
    AuditAction action = AuditAction::view;
    std::string object;
    std::uint32_t version = 0;          // of the object's record; 0 when none was written
    std::optional<Digest> object_hash;  // SHA-256 of the document's canonical JSON
    std::optional<GcmTag> seal;         // tag of the record's envelope: finds a record put back
    std::string marks;                  // of several records written at once; see checkpoint.h
    std::string detail;
    bool operator==(const AuditEntry&) const = default;
};

// entry := canonical JSON
// {"v":1,"seq","prev","utc","monotonic","clock_set_back"?,"staff","action","object"?,"version"?,
//   "object_hash"?,"seal"?,"marks"?,"detail"?}; head := SHA-256(prev || entry).
std::string json_of(const AuditEntry& entry);
Result<AuditEntry> parse_audit_entry(std::string_view json);
Bytes head_input(const Digest& prev, std::string_view entry_json);

struct AuditPage {
    std::vector<AuditEntry> entries;  // oldest first
    std::size_t broken = 0;           // entries missing, not opening or not chained
};

// What to look for; empty members fit everything.
struct AuditFilter {
    StaffId staff;
    std::string object;
    std::vector<AuditAction> actions;
    std::int64_t from_ms = 0;
    std::int64_t until_ms = INT64_MAX;  // inclusive
    bool fits(const AuditEntry& entry) const;
};

struct AuditFound {
    std::vector<AuditEntry> entries;  // newest first
    std::uint64_t next_before = 0;    // to go on from; 0 when the beginning was reached
    std::size_t broken = 0;           // of the entries looked at
};

struct ChainCheck {
    std::uint64_t length = 0;          // of the chain by its checkpoint
    std::uint64_t entries = 0;         // that open and chain
    std::vector<std::string> broken;   // keys of entries that are missing, do not open or do not chain
    std::size_t clocks_set_back = 0;   // entries whose clock was behind the one before
    std::size_t signed_heads = 0;      // at locks, whose signature is by this device's keys of now or before
    std::size_t wrong_signatures = 0;  // at locks, whose signature does not fit (device keys that were lost)
    bool is_whole() const { return broken.empty() && entries == length; }
};

// What a receiver keeps as a witness. signed_json := {"v":1,"device","seq","head","utc"}.
struct SignedHead {
    std::string signed_json;
    Bytes signature;  // ES256, 64 bytes
    PublicKey signer;
};

}  // namespace tsunagi
