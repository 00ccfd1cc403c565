// Owns what is known about others' keys: whether they may be used, until when, and what they were before.
// Read models: computed from the library, nothing kept.
#pragma once

#include "app/state.h"
#include "exchange/device_number.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tsunagi {

// Both keys of an organisation's device; none where one is missing or cannot be read.
std::optional<DeviceKeys> device_keys_of(const AppState& state, const DocumentId& organisation);
// The number of those keys; empty while it is worked out and where there is none.
std::string device_number_of(const AppState& state, const DocumentId& organisation);

// In the order in which a recipient is to be preferred. verified: a person compared the number of these very
// keys by telephone. expired: verified, but its card is older than the years after which this facility wants
// a new one; it is used only when a person says so.
enum class KeyState : std::uint8_t { none, unverified, expired, verified };
KeyState key_state_of(const AppState& state, const DocumentId& organisation);
// Somebody compared a number that did not cover the signing key (as it was before there was one number of a
// device): it says nothing about who signs, and is asked for again.
bool must_verify_again(const AppState& state, const DocumentId& organisation);

// Whether the JWK is this key.
bool is_key(const std::string& jwk, const PublicKey& key);

// Years a key card is good for: the setting key_years, 2 where nothing was set.
int key_years(const AppState& state);
// ISO date of the last day, counted from the card's date or, where that is not known, from the day of the
// telephone call; none while neither is known.
std::optional<std::string> key_good_until(const AppState& state, const DocumentId& organisation);

// A key an organisation had before: files signed by it are still told as its own, none is addressed to it.
struct FormerKey {
    DocumentId organisation;
    std::string name;                        // of the organisation
    std::string agreement_key, signing_key;  // JWK
    std::string verified_by, verified_on;    // empty when nobody did
    std::string verified_number;             // of the device, as it was compared
    std::string replaced_on;                 // ISO date
};
std::vector<FormerKey> list_former_keys(const AppState& state, const DocumentId& organisation);

// Whose signing key this is, now or before.
struct KnownSigner {
    DocumentId organisation;
    std::string name;
    bool verified = false;
    bool former = false;
    std::string replaced_on;  // of a former key
};
std::optional<KnownSigner> find_signer(const AppState& state, const PublicKey& key);

// Organisations with a device that know this tablet by keys in place of which it got others: until a person
// says that they were given the card of now. By name.
std::vector<DocumentId> list_without_own_card(const AppState& state);

// Thumbprints of keys this tablet had before (a restored or repaired one has new keys).
bool is_own_former_kid(const AppState& state, std::string_view kid);

}  // namespace tsunagi
