#include "companion/crypto_openssl.h"

#include "companion/primitives_openssl.h"

#include <algorithm>

namespace tsunagi {

// Either a secret (AES-256) or a P-256 private key with its use.
struct CryptoOpenssl::Key {
    Bytes secret;
    openssl::Pkey pair;
    PrivateKeyUse use = PrivateKeyUse::sign;

    Key() = default;
    Key(Key&&) noexcept = default;
    Key& operator=(Key&&) = delete;
    ~Key() { wipe(secret); }
};

CryptoOpenssl::CryptoOpenssl() = default;
CryptoOpenssl::~CryptoOpenssl() = default;

KeyHandle CryptoOpenssl::keep(Key key) {
    const KeyHandle handle = ++last_handle_;
    keys_.emplace(handle, std::move(key));
    return handle;
}

KeyHandle CryptoOpenssl::keep_secret(Bytes secret) {
    Key key;
    key.secret = std::move(secret);
    return keep(std::move(key));
}

Result<const CryptoOpenssl::Key*> CryptoOpenssl::find_key(KeyHandle handle) const {
    const auto found = keys_.find(handle);
    if (found == keys_.end()) return fail(Fault::locked, "no such key");
    return &found->second;
}

Result<const Bytes*> CryptoOpenssl::find_secret(KeyHandle handle) const {
    const auto key = find_key(handle);
    if (!key) return std::unexpected(key.error());
    if ((*key)->pair) return fail(Fault::crypto_failed, "not a secret key");
    return &(*key)->secret;
}

Result<evp_pkey_st*> CryptoOpenssl::find_private(KeyHandle handle, PrivateKeyUse use) const {
    const auto key = find_key(handle);
    if (!key) return std::unexpected(key.error());
    if (!(*key)->pair || (*key)->use != use) return fail(Fault::crypto_failed, "key of another use");
    return (*key)->pair.get();
}

Result<KeyPair> CryptoOpenssl::keep_pair(PublicKey public_key, Bytes d, PrivateKeyUse use) {
    auto pair = openssl::private_p256(public_key, d);
    wipe(d);
    if (!pair) return std::unexpected(pair.error());
    Key key;
    key.pair = std::move(*pair);
    key.use = use;
    return KeyPair{.handle = keep(std::move(key)), .public_key = public_key};
}

void CryptoOpenssl::drop(KeyHandle key) {
    keys_.erase(key);
}

Future<Result<KeyHandle>> CryptoOpenssl::derive_password_key(std::string_view password, Salt salt,
                                                             Argon2Params params) {
    using Answer = Result<KeyHandle>;
    auto stretched = openssl::derive_argon2id(password, salt, params);
    if (!stretched) return ready<Answer>(std::unexpected(stretched.error()));
    auto kek = openssl::derive_hkdf(*stretched, "tsunagi kek v1");
    wipe(*stretched);
    if (!kek) return ready<Answer>(std::unexpected(kek.error()));
    return ready<Answer>(keep_secret(std::move(*kek)));
}

Future<Result<KeyHandle>> CryptoOpenssl::derive_two_factor_key(std::string_view password, Salt salt,
                                                               Argon2Params params, KeyHandle factor) {
    using Answer = Result<KeyHandle>;
    const auto second = find_secret(factor);
    if (!second) return ready<Answer>(std::unexpected(second.error()));
    auto both = openssl::derive_argon2id(password, salt, params);
    if (!both) return ready<Answer>(std::unexpected(both.error()));
    both->insert(both->end(), (*second)->begin(), (*second)->end());
    auto kek = openssl::derive_hkdf(*both, "tsunagi kek v1");
    wipe(*both);
    if (!kek) return ready<Answer>(std::unexpected(kek.error()));
    return ready<Answer>(keep_secret(std::move(*kek)));
}

Future<Status> CryptoOpenssl::remember_key(std::string name, std::string_view pin, Argon2Params params,
                                           KeyHandle key) {
    const auto secret = find_secret(key);
    const auto salt = openssl::random_bytes(sizeof(Salt));
    if (!secret || !salt) return ready<Status>(fail(Fault::crypto_failed, "remember"));
    Remembered kept{.params = params};
    std::ranges::copy(*salt, kept.salt.begin());
    auto kek = openssl::derive_argon2id(pin, kept.salt, params);
    if (!kek) return ready<Status>(std::unexpected(kek.error()));
    auto wrapped = openssl::wrap(*kek, **secret);
    wipe(*kek);
    if (!wrapped) return ready<Status>(std::unexpected(wrapped.error()));
    kept.wrapped = std::move(*wrapped);
    remembered_.insert_or_assign(std::move(name), std::move(kept));
    return ready<Status>({});
}

Future<Result<KeyHandle>> CryptoOpenssl::recall_key(std::string name, std::string_view pin) {
    using Answer = Result<KeyHandle>;
    const auto found = remembered_.find(name);
    if (found == remembered_.end()) return ready<Answer>(fail(Fault::locked, "nothing remembered"));
    auto kek = openssl::derive_argon2id(pin, found->second.salt, found->second.params);
    if (!kek) return ready<Answer>(std::unexpected(kek.error()));
    auto secret = openssl::unwrap(*kek, found->second.wrapped);
    wipe(*kek);
    if (secret) {
        found->second.tries = 0;
        return ready<Answer>(keep_secret(std::move(*secret)));
    }
    if (++found->second.tries >= max_pin_tries) remembered_.clear();
    return ready<Answer>(std::unexpected(secret.error()));
}

void CryptoOpenssl::forget_key(std::string name) {
    remembered_.erase(name);
}

Future<Result<KeyHandle>> CryptoOpenssl::generate_key() {
    auto secret = openssl::random_bytes(32);
    return ready(std::move(secret).transform([this](Bytes bytes) { return keep_secret(std::move(bytes)); }));
}

Future<Result<Bytes>> CryptoOpenssl::wrap_key(KeyHandle kek, KeyHandle key) {
    using Answer = Result<Bytes>;
    const auto wrapping = find_secret(kek);
    if (!wrapping) return ready<Answer>(std::unexpected(wrapping.error()));
    const auto secret = find_secret(key);
    if (!secret) return ready<Answer>(std::unexpected(secret.error()));
    return ready(openssl::wrap(**wrapping, **secret));
}

Future<Result<KeyHandle>> CryptoOpenssl::unwrap_key(KeyHandle kek, Bytes wrapped) {
    using Answer = Result<KeyHandle>;
    const auto wrapping = find_secret(kek);
    if (!wrapping) return ready<Answer>(std::unexpected(wrapping.error()));
    auto secret = openssl::unwrap(**wrapping, wrapped);
    return ready(std::move(secret).transform([this](Bytes bytes) { return keep_secret(std::move(bytes)); }));
}

Future<Result<Sealed>> CryptoOpenssl::seal(KeyHandle key, Bytes aad, Bytes plaintext) {
    const auto secret = find_secret(key);
    if (!secret) return ready<Result<Sealed>>(std::unexpected(secret.error()));
    auto sealed = openssl::seal_gcm(**secret, aad, plaintext);
    wipe(plaintext);
    return ready(std::move(sealed));
}

Future<Result<Bytes>> CryptoOpenssl::open(KeyHandle key, Bytes aad, Sealed sealed) {
    const auto secret = find_secret(key);
    if (!secret) return ready<Result<Bytes>>(std::unexpected(secret.error()));
    return ready(openssl::open_gcm(**secret, aad, sealed));
}

Future<Result<Digest>> CryptoOpenssl::sha256(Bytes data) {
    return ready(openssl::sha256(data));
}

Future<Result<KeyPair>> CryptoOpenssl::generate_pair(PrivateKeyUse use) {
    using Answer = Result<KeyPair>;
    auto pair = openssl::generate_p256();
    if (!pair) return ready<Answer>(std::unexpected(pair.error()));
    const auto point = openssl::point_of(pair->get());
    if (!point) return ready<Answer>(std::unexpected(point.error()));
    Key key;
    key.pair = std::move(*pair);
    key.use = use;
    return ready<Answer>(KeyPair{.handle = keep(std::move(key)), .public_key = *point});
}

Future<Result<Sealed>> CryptoOpenssl::seal_private(KeyHandle kek, KeyHandle private_key) {
    using Answer = Result<Sealed>;
    const auto wrapping = find_secret(kek);
    if (!wrapping) return ready<Answer>(std::unexpected(wrapping.error()));
    const auto key = find_key(private_key);
    if (!key) return ready<Answer>(std::unexpected(key.error()));
    if (!(*key)->pair) return ready<Answer>(fail(Fault::crypto_failed, "not a private key"));
    const auto point = openssl::point_of((*key)->pair.get());
    auto d = openssl::scalar_of((*key)->pair.get());
    if (!point || !d) return ready<Answer>(fail(Fault::crypto_failed, "private key"));
    // x 32, y 32, d 32
    Bytes plaintext(96);
    std::ranges::copy(point->x, plaintext.begin());
    std::ranges::copy(point->y, plaintext.begin() + 32);
    std::ranges::copy(*d, plaintext.begin() + 64);
    auto sealed = openssl::seal_gcm(**wrapping, {}, plaintext);
    wipe(plaintext);
    wipe(*d);
    return ready(std::move(sealed));
}

Future<Result<KeyPair>> CryptoOpenssl::open_private(KeyHandle kek, Sealed sealed, PrivateKeyUse use) {
    using Answer = Result<KeyPair>;
    const auto wrapping = find_secret(kek);
    if (!wrapping) return ready<Answer>(std::unexpected(wrapping.error()));
    auto plaintext = openssl::open_gcm(**wrapping, {}, sealed);
    if (!plaintext) return ready<Answer>(std::unexpected(plaintext.error()));
    if (plaintext->size() != 96) return ready<Answer>(fail(Fault::bad_key, "sealed key size"));
    PublicKey point;
    std::copy_n(plaintext->begin(), 32, point.x.begin());
    std::copy_n(plaintext->begin() + 32, 32, point.y.begin());
    Bytes d(plaintext->begin() + 64, plaintext->end());
    wipe(*plaintext);
    return ready(keep_pair(point, std::move(d), use));
}

Future<Result<KeyPair>> CryptoOpenssl::import_private(PublicKey public_key, Bytes d, PrivateKeyUse use) {
    return ready(keep_pair(public_key, std::move(d), use));
}

Future<Result<Bytes>> CryptoOpenssl::sign(KeyHandle private_key, Bytes data) {
    const auto key = find_private(private_key, PrivateKeyUse::sign);
    if (!key) return ready<Result<Bytes>>(std::unexpected(key.error()));
    return ready(openssl::sign_es256(*key, data));
}

Future<Result<bool>> CryptoOpenssl::verify(PublicKey signer, Bytes data, Bytes signature) {
    const auto key = openssl::public_p256(signer);
    if (!key) return ready<Result<bool>>(std::unexpected(key.error()));
    return ready(openssl::verify_es256(key->get(), data, signature));
}

Future<Result<AgreedKey>> CryptoOpenssl::wrap_for(PublicKey recipient, KeyHandle content_key) {
    using Answer = Result<AgreedKey>;
    const auto secret = find_secret(content_key);
    if (!secret) return ready<Answer>(std::unexpected(secret.error()));
    const auto other = openssl::public_p256(recipient);
    if (!other) return ready<Answer>(std::unexpected(other.error()));
    const auto ephemeral = openssl::generate_p256();
    if (!ephemeral) return ready<Answer>(std::unexpected(ephemeral.error()));
    const auto epk = openssl::point_of(ephemeral->get());
    if (!epk) return ready<Answer>(std::unexpected(epk.error()));
    auto kek = openssl::agree(ephemeral->get(), other->get());
    if (!kek) return ready<Answer>(std::unexpected(kek.error()));
    auto wrapped = openssl::wrap(*kek, **secret);
    wipe(*kek);
    if (!wrapped) return ready<Answer>(std::unexpected(wrapped.error()));
    return ready<Answer>(AgreedKey{.epk = *epk, .wrapped = std::move(*wrapped)});
}

Future<Result<KeyHandle>> CryptoOpenssl::unwrap_agreed(KeyHandle private_key, PublicKey epk, Bytes wrapped) {
    using Answer = Result<KeyHandle>;
    const auto own = find_private(private_key, PrivateKeyUse::agree);
    if (!own) return ready<Answer>(std::unexpected(own.error()));
    const auto other = openssl::public_p256(epk);
    if (!other) return ready<Answer>(fail(Fault::cannot_open, "epk"));
    auto kek = openssl::agree(*own, other->get());
    if (!kek) return ready<Answer>(std::unexpected(kek.error()));
    auto secret = openssl::unwrap(*kek, wrapped);
    wipe(*kek);
    return ready(std::move(secret).transform([this](Bytes bytes) { return keep_secret(std::move(bytes)); }));
}

Future<Result<Bytes>> CryptoOpenssl::wrap_by_passphrase(std::string_view passphrase, Salt p2s,
                                                        std::uint32_t p2c, KeyHandle content_key) {
    using Answer = Result<Bytes>;
    const auto secret = find_secret(content_key);
    if (!secret) return ready<Answer>(std::unexpected(secret.error()));
    auto kek = openssl::derive_pbes2(passphrase, p2s, p2c);
    if (!kek) return ready<Answer>(std::unexpected(kek.error()));
    auto wrapped = openssl::wrap(*kek, **secret);
    wipe(*kek);
    return ready(std::move(wrapped));
}

Future<Result<KeyHandle>> CryptoOpenssl::unwrap_by_passphrase(std::string_view passphrase, Salt p2s,
                                                              std::uint32_t p2c, Bytes wrapped) {
    using Answer = Result<KeyHandle>;
    auto kek = openssl::derive_pbes2(passphrase, p2s, p2c);
    if (!kek) return ready<Answer>(std::unexpected(kek.error()));
    auto secret = openssl::unwrap(*kek, wrapped);
    wipe(*kek);
    return ready(std::move(secret).transform([this](Bytes bytes) { return keep_secret(std::move(bytes)); }));
}

}  // namespace tsunagi
