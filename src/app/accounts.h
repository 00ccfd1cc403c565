// Owns what screens ask about accounts and the audit log: how good a password is, and which entries belong
// together.
#pragma once

#include "app/state.h"
#include "vault/password.h"

#include <string_view>
#include <vector>

namespace tsunagi {

// With the names others guess first: the person's, the facility's, the ward's.
PasswordRating rate(const AppState& state, std::string_view password, std::string_view name);

// Kinds of entries a person looks for: opening and locking, records, files that leave or come, accounts,
// settings.
inline constexpr int audit_kinds = 5;
std::vector<AuditAction> audit_actions_of(int kind);  // all for anything else
// Local days, ISO, inclusive; "" for no bound.
void audit_days(const AppState& state, std::string_view from, std::string_view until, AuditFilter& filter);

}  // namespace tsunagi
