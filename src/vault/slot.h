// Owns a key slot: how a password or the recovery code opens the store's data key, and the card the lock
// screen shows. Must not know where slots are kept.
#pragma once

#include "core/bytes.h"
#include "core/error.h"
#include "ports/crypto.h"
#include "ports/passkeys.h"
#include "vault/vault_types.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tsunagi {

enum class SlotType : std::uint8_t { password, recovery };
// Keys in the store, and their cards' ids: of the recovery code in force, and of one that was made and not
// yet written down. Both open.
inline constexpr const char* recovery_slot = "recovery";
inline constexpr const char* pending_recovery_slot = "recovery.next";
inline bool is_recovery_slot(std::string_view key) {
    return key == recovery_slot || key == pending_recovery_slot;
}

struct SlotPasskey {
    Bytes credential;
    PrfSalt salt{};
};

// slot := JSON
// {"v":2,"type":"password"|"recovery","store","revision","key_id","kdf":{"name":"argon2id","memory_kib",
//   "passes","lanes","salt"},"public","private","data_key","passkey"?:{"credential","salt"},"vouched"?,"signer"?,
//   "given"?:1|2 (PasswordOf),"staff":{"id","name","profession","role"},"card"}; bytes are base64url.
// The password opens private (iv 12, tag 16, ciphertext 96), which belongs to public (x 32, y 32); the data
// key is wrapped for public (epk x 32, y 32, wrapped 40). So the data key can be exchanged for another one
// without anybody's password. card is a sealed record (slot/v2) of everything before it: nothing is wrapped
// for a key that somebody put here, and a name or a role edited on the disk is seen after unlocking. A slot
// whose card is empty or does not fit opens the data key and gives no right to change anything.
struct Slot {
    SlotType type = SlotType::password;
    std::string store_id;  // the same as in the store record, in case that one is lost
    std::uint32_t revision = 0;
    std::uint32_t key_id = 1;
    LockedPair pair;
    AgreedKey data_key;
    std::optional<SlotPasskey> passkey;
    std::optional<Sealed> vouched;    // of a recovery slot: the device's signing point under the code's key
    std::optional<PublicKey> signer;  // that point; slots made before it was kept in clear have none
    StaffCard staff;
    Bytes card;
};

std::string json_of(const Slot& slot);
std::string json_without_card(const Slot& slot);  // what the card holds
// wrong_type, future_version (a newer version or another type of slot), bad_value for a cost out of bounds.
Result<Slot> parse_slot(std::string_view json);

// store record := JSON {"v":format,"id"}: what says that something was set up here, and in which form.
// Format 1 did not count a data key's age and use. The steps from one format to the next: migration.cpp.
inline constexpr std::uint32_t store_format = 3;
struct StoreRecord {
    std::uint32_t format = store_format;
    std::string id;
};
std::string json_of_store(const StoreRecord& record);
// future_version for a format after ours, data_missing for anything else that is none.
Result<StoreRecord> parse_store(std::string_view json);

// bad_value for an empty or overlong name or profession, an unknown role, or control characters.
Status check_staff(const NewStaff& staff);
Argon2Params at_least_floor(Argon2Params cost);

}  // namespace tsunagi
