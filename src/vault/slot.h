// Owns a key slot: how one person's password opens the store's data key, and the card the lock screen shows.
// Must not know where slots are kept.
#pragma once

#include "core/bytes.h"
#include "core/error.h"
#include "ports/crypto.h"
#include "vault/vault_types.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace tsunagi {

inline constexpr Argon2Params password_cost_floor{19 * 1024, 2, 1};

// slot := JSON
// {"v":1,"type":"password","store","revision","key_id","kdf":{"name":"argon2id","memory_kib","passes","lanes",
//   "salt"},"wrapped","staff":{"id","name","profession","role"},"card"}; salt, wrapped and card are
//   base64url.
// wrapped is the data key under the password's key (AES key wrap). card is a sealed record (slot/v1) of
// everything before it, so that a name, a role or a cost edited on the disk is seen after unlocking.
struct Slot {
    std::string store_id;  // the same as in the store record, in case that one is lost
    std::uint32_t revision = 1;
    std::uint32_t key_id = 1;
    Argon2Params cost;
    Salt salt{};
    Bytes wrapped;
    StaffCard staff;
    Bytes card;
};

std::string json_of(const Slot& slot);
std::string json_without_card(const Slot& slot);  // what the card holds
// wrong_type, future_version (a newer version or another type of slot), bad_value for a cost out of bounds.
Result<Slot> parse_slot(std::string_view json);

// store record := JSON {"v":1,"id"}: what says that something was set up here.
std::string json_of_store(std::string_view store_id);
Result<std::string> parse_store(std::string_view json);

// bad_value for an empty or overlong name or profession, an unknown role, or control characters.
Status check_staff(const NewStaff& staff);
Argon2Params at_least_floor(Argon2Params cost);

}  // namespace tsunagi
