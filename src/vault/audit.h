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
};
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
    std::string detail;
    bool operator==(const AuditEntry&) const = default;
};

// entry := canonical JSON
// {"v":1,"seq","prev","utc","monotonic","clock_set_back"?,"staff","action","object"?,"version"?,
//   "object_hash"?,"seal"?,"detail"?}; head := SHA-256(prev || entry).
std::string json_of(const AuditEntry& entry);
Result<AuditEntry> parse_audit_entry(std::string_view json);
Bytes head_input(const Digest& prev, std::string_view entry_json);

struct AuditPage {
    std::vector<AuditEntry> entries;  // oldest first
    std::size_t broken = 0;           // entries missing, not opening or not chained
};

// What a receiver keeps as a witness. signed_json := {"v":1,"device","seq","head","utc"}.
struct SignedHead {
    std::string signed_json;
    Bytes signature;  // ES256, 64 bytes
    PublicKey signer;
};

}  // namespace tsunagi
