// Owns what cryptography must offer. Keys stay on the other side, named by handles, and die with a lock.
// Implementations: companion/crypto_openssl (native), platform/crypto_browser over WebCrypto in the keeper
// worker.
#pragma once

#include "core/bytes.h"
#include "ports/async.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tsunagi {

using KeyHandle = std::uint32_t;  // 0 is no key
using Digest = std::array<std::uint8_t, 32>;
using Salt = std::array<std::uint8_t, 16>;
using GcmIv = std::array<std::uint8_t, 12>;
using GcmTag = std::array<std::uint8_t, 16>;

// Affine coordinates on P-256.
struct PublicKey {
    std::array<std::uint8_t, 32> x{};
    std::array<std::uint8_t, 32> y{};
    bool operator==(const PublicKey&) const = default;
};

enum class PrivateKeyUse : std::uint8_t { sign, agree };  // ECDSA (ES256) or ECDH, both P-256

struct KeyPair {
    KeyHandle handle = 0;
    PublicKey public_key;
};

struct Argon2Params {
    std::uint32_t memory_kib = 64 * 1024;
    std::uint32_t passes = 3;
    std::uint32_t lanes = 1;
};
// What a device makes a slot with lies between these (vault/calibration.h). What was read from a disk or a
// file and asks for more was not made by this app, and would only hold the tablet up.
inline constexpr Argon2Params password_cost_floor{19 * 1024, 2, 1};
inline constexpr Argon2Params password_cost_ceiling{64 * 1024, 8, 1};
constexpr bool is_password_cost(const Argon2Params& cost) {
    const auto lies = [](std::uint32_t value, std::uint32_t low, std::uint32_t high) {
        return value >= low && value <= high;
    };
    const Argon2Params& low = password_cost_floor;
    const Argon2Params& high = password_cost_ceiling;
    return lies(cost.memory_kib, low.memory_kib, high.memory_kib) &&
           lies(cost.passes, low.passes, high.passes) && lies(cost.lanes, low.lanes, high.lanes);
}

struct Sealed {
    GcmIv iv{};
    GcmTag tag{};
    Bytes ciphertext;
};

struct SealedItem {
    Bytes aad;
    Sealed sealed;
};

// ECDH-ES+A256KW (RFC 7518 section 4.6): one wrapped content key for one recipient.
struct AgreedKey {
    PublicKey epk;
    Bytes wrapped;  // 40 bytes
};

// An ECDH pair whose private half a password opens: seal_private under derive_password_key.
struct LockedPair {
    Argon2Params cost;
    Salt salt{};
    PublicKey public_key;
    Sealed sealed;
};

inline constexpr int max_pin_tries = 5;

class Crypto {
  public:
    virtual ~Crypto() = default;

    // Symmetric keys are AES-256. KEK = HKDF-SHA-256(Argon2id(password, salt, params), info "tsunagi kek
    // v1").
    virtual Future<Result<KeyHandle>> derive_password_key(std::string_view password, Salt salt,
                                                          Argon2Params params) = 0;
    // The same of two things: HKDF-SHA-256(Argon2id(...) || factor, info "tsunagi kek v1"). The factor is a
    // secret of 32 bytes, as ports/passkeys.h gives it.
    virtual Future<Result<KeyHandle>> derive_two_factor_key(std::string_view password, Salt salt,
                                                            Argon2Params params, KeyHandle factor) = 0;
    virtual Future<Result<KeyHandle>> generate_key() = 0;
    // RFC 3394 AES key wrap, 40 bytes. unwrap fails with cannot_open.
    virtual Future<Result<Bytes>> wrap_key(KeyHandle kek, KeyHandle key) = 0;
    virtual Future<Result<KeyHandle>> unwrap_key(KeyHandle kek, Bytes wrapped) = 0;
    virtual void drop(KeyHandle key) = 0;
    // Locking: every key held is gone, dropped or not, and what is still under way is answered with locked.
    virtual void end_session() {}
    // The same where nothing may be waited for: what does not answer is ended, and everything that waits for
    // it, calls of the store too, is answered with locked. What was remembered goes with it.
    virtual void abort_session() { end_session(); }

    // A key kept beyond end_session under a short PIN, in memory alone: it is gone with the page, and never
    // stored. One for each name; a new one replaces it.
    virtual Future<Status> remember_key(std::string name, std::string_view pin, Argon2Params params,
                                        KeyHandle key) = 0;
    // cannot_open for a wrong PIN; locked when nothing is remembered for that name. The max_pin_tries-th
    // wrong PIN in a row for one name forgets everything remembered, for everybody.
    virtual Future<Result<KeyHandle>> recall_key(std::string name, std::string_view pin) = 0;
    virtual void forget_key(std::string name) = 0;

    // AES-256-GCM with a fresh random iv; open fails with cannot_open.
    virtual Future<Result<Sealed>> seal(KeyHandle key, Bytes aad, Bytes plaintext) = 0;
    virtual Future<Result<Bytes>> open(KeyHandle key, Bytes aad, Sealed sealed) = 0;

    // Many at once, in order; none for each that does not open. One crossing to where the keys are.
    virtual Future<Result<std::vector<std::optional<Bytes>>>> open_all(KeyHandle key,
                                                                       std::vector<SealedItem> items);

    virtual Future<Result<Digest>> sha256(Bytes data) = 0;

    virtual Future<Result<KeyPair>> generate_pair(PrivateKeyUse use) = 0;
    // The private scalar (32 bytes, with its public point) sealed under kek by AES-GCM: x 32, y 32, d 32
    // inside.
    virtual Future<Result<Sealed>> seal_private(KeyHandle kek, KeyHandle private_key) = 0;
    virtual Future<Result<KeyPair>> open_private(KeyHandle kek, Sealed sealed, PrivateKeyUse use) = 0;
    // From a JWK's d, x, y. bad_key when d does not belong to the point or the point is off the curve.
    virtual Future<Result<KeyPair>> import_private(PublicKey public_key, Bytes d, PrivateKeyUse use) = 0;

    // ES256: r and s, 64 bytes. verify says false for a signature that does not fit, bad_key for a point off
    // the curve.
    virtual Future<Result<Bytes>> sign(KeyHandle private_key, Bytes data) = 0;
    virtual Future<Result<bool>> verify(PublicKey signer, Bytes data, Bytes signature) = 0;

    // JWE key management (RFC 7518). Failures to unwrap are all cannot_open.
    virtual Future<Result<AgreedKey>> wrap_for(PublicKey recipient, KeyHandle content_key) = 0;
    virtual Future<Result<KeyHandle>> unwrap_agreed(KeyHandle private_key, PublicKey epk, Bytes wrapped) = 0;
    // PBES2-HS512+A256KW: salt = "PBES2-HS512+A256KW" || 0 || p2s.
    virtual Future<Result<Bytes>> wrap_by_passphrase(std::string_view passphrase, Salt p2s, std::uint32_t p2c,
                                                     KeyHandle content_key) = 0;
    virtual Future<Result<KeyHandle>> unwrap_by_passphrase(std::string_view passphrase, Salt p2s,
                                                           std::uint32_t p2c, Bytes wrapped) = 0;
};

}  // namespace tsunagi
