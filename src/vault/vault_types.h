// Owns the plain values that go in and out of the vault.
#pragma once

#include "core/document.h"
#include "core/error.h"
#include "ports/crypto.h"
#include "ports/store.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tsunagi {

// Roles as stored in a card.
inline constexpr const char* role_administrator = "admin";  // 管理者
inline constexpr const char* role_recorder = "recorder";    // 記録者
inline constexpr const char* role_reader = "reader";        // 閲覧者

// Whose the password of an account is.
enum class PasswordOf : std::uint8_t {
    owner,
    administrator,  // who made the account or the password anew: the owner is asked for one of their own
    put_off,        // and has put that off, which is possible once
};

// What the lock screen shows before unlocking: the only names kept readable on the device.
struct StaffCard {
    StaffId id;
    std::string name;
    std::string profession;
    std::string role;
    bool has_passkey = false;  // it is asked for together with the password
    PasswordOf password = PasswordOf::owner;
    bool operator==(const StaffCard&) const = default;
};

struct NewStaff {
    std::string name;        // 1-100 code points
    std::string profession;  // at most 100
    std::string role;        // one of the three above
};

// What was being typed into one field of one document, by one person, and was not yet a change.
struct Draft {
    DocumentId document;
    Path path;
    std::string text;
    StaffId staff;
    std::int64_t saved_at_ms = 0;  // filled in by the vault
    bool operator==(const Draft&) const = default;
};

// Something that could not be believed. Its bytes stay where they are.
// data_missing: gone, or does not open. rolled_back: authentic, but older than the chain says. The rest: what
// parsing said.
struct IsolatedRecord {
    Collection collection = Collection::records;
    std::string
        key;  // document id, staff id, draft record, audit sequence number ("" for the log as a whole)
    Fault reason = Fault::none;
    std::optional<Document> older_copy;  // of a rolled back document
};

struct Loaded {
    std::vector<Document> documents;  // by id
    std::vector<Draft> drafts;        // the newest of each document, path and person
    std::vector<IsolatedRecord> isolated;
    // One's own slot is not as it should be, or nobody can say whether it is: reading is all that is allowed.
    bool are_rights_limited = false;
};

struct SaveState {
    enum class Phase : std::uint8_t {
        saved,   // nothing is waiting
        saving,  // something is on its way
        failed,  // the last attempt was refused; everything is still queued
    };
    Phase phase = Phase::saved;
    std::int64_t saved_at_ms =
        0;  // wall clock of the last completed transaction with a save in it; 0 for none yet
    Fault fault = Fault::none;  // of a failed attempt
    std::size_t pending = 0;    // documents, drafts and entries not yet durable
};

// Why the data key should be, or is being, exchanged for another one.
// credential: a password or a passkey was made anew; recovery: the recovery code opened the store.
enum class RotationReason : std::uint8_t {
    none,
    staff_removed,
    suspected_leak,
    age,
    writes,
    credential,
    recovery_code,
    recovery,
};
std::string_view rotation_reason_code(RotationReason reason);  // "staff_removed", ...

struct DataKeyState {
    std::uint32_t key_id = 0;      // 0 while locked
    std::int64_t made_at_ms = 0;   // wall clock; 0 when not known
    std::uint64_t seals = 0;       // records sealed with it
    bool is_rotating = false;      // records of the key before are still being rewritten
    std::size_t left_to_seal = 0;  // of these; known after load()
};

// Which recovery codes open the store.
struct RecoveryCodes {
    bool is_in_force = false;  // one that was written down
    bool is_pending = false;   // one that was made, and of which nobody said that it was written down
    // The one in force vouches for a signing key that the device has no more: no backup is made for it.
    bool is_outdated = false;
    bool any() const { return is_in_force || is_pending; }
};

// The recovery code's half that is not secret: how to open a backup's key with the code, and that the code's
// maker vouches for this device's signing key (its public point, sealed under the code's key).
struct RecoveryRecipient {
    LockedPair pair;
    Sealed vouched_signer;
};

// What a wipe took away, for the certificate.
struct WipeFacts {
    std::string store_id;
    std::string device_id;
    std::uint32_t key_id = 0;  // the data key nobody can open any more
    std::uint64_t slots = 0, records = 0, audit_entries = 0;
    std::int64_t at_ms = 0;   // wall clock
    bool is_emptied = false;  // the database is gone too; otherwise sealed records nobody can open are left
};

// Keys the device had until they were renewed. agreement opens what was sent to it; signer is whose
// signatures are this device's own from before.
struct FormerKeys {
    KeyPair agreement;
    PublicKey signer;
    std::int64_t until_ms = 0;  // wall clock
};

struct DeviceIdentity {
    std::string device_id;           // 32 hex digits; the `on` of changes
    KeyPair signing;                 // ES256
    KeyPair agreement;               // ECDH-ES
    std::vector<FormerKeys> former;  // oldest first
};

}  // namespace tsunagi
