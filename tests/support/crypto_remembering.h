// Owns a crypto port that works a password's key out once and remembers it: Argon2 is meant to be slow, tests
// are not. Everything else is OpenSSL's as it is.
#pragma once

#include "companion/crypto_openssl.h"

#include <functional>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>

namespace tsunagi {

class CryptoRemembering final : public Crypto {
  public:
    // For tests of what is done with records, where many accounts are made: a password gives a key of its
    // own, remembered like the others, without Argon2.
    bool quick = false;
    std::function<void(const Argon2Params&)> on_derive;  // before each; nothing for none

    Future<Result<KeyHandle>> derive_password_key(std::string_view password, Salt salt,
                                                  Argon2Params params) override {
        if (on_derive) on_derive(params);
        const auto key =
            std::tuple(std::string(password), salt, params.memory_kib, params.passes, params.lanes);
        const auto known = remembered_.find(key);
        if (known != remembered_.end()) return ready(Result<KeyHandle>(known->second));
        Result<KeyHandle> derived =
            quick ? inner_.generate_key().take() : inner_.derive_password_key(password, salt, params).take();
        if (derived) remembered_.emplace(key, *derived);
        return ready(std::move(derived));
    }
    void drop(KeyHandle key) override {
        for (const auto& [how, handle] : remembered_) {
            if (handle == key) return;
        }
        inner_.drop(key);
    }
    // Keys that were made and not dropped, without the remembered ones.
    std::size_t key_count() const { return inner_.key_count() - remembered_.size(); }

    Future<Result<KeyHandle>> derive_two_factor_key(std::string_view password, Salt salt, Argon2Params params,
                                                    KeyHandle factor) override {
        return inner_.derive_two_factor_key(password, salt, params, factor);
    }
    Future<Status> remember_key(std::string name, std::string_view pin, Argon2Params params,
                                KeyHandle key) override {
        return inner_.remember_key(std::move(name), pin, quick ? Argon2Params{19 * 1024, 2, 1} : params, key);
    }
    Future<Result<KeyHandle>> recall_key(std::string name, std::string_view pin) override {
        return inner_.recall_key(std::move(name), pin);
    }
    void forget_key(std::string name) override { inner_.forget_key(std::move(name)); }
    Future<Result<KeyHandle>> generate_key() override { return inner_.generate_key(); }
    Future<Result<Bytes>> wrap_key(KeyHandle kek, KeyHandle key) override {
        return inner_.wrap_key(kek, key);
    }
    Future<Result<KeyHandle>> unwrap_key(KeyHandle kek, Bytes wrapped) override {
        return inner_.unwrap_key(kek, std::move(wrapped));
    }
    Future<Result<Sealed>> seal(KeyHandle key, Bytes aad, Bytes plaintext) override {
        return inner_.seal(key, std::move(aad), std::move(plaintext));
    }
    Future<Result<Bytes>> open(KeyHandle key, Bytes aad, Sealed sealed) override {
        return inner_.open(key, std::move(aad), std::move(sealed));
    }
    Future<Result<Digest>> sha256(Bytes data) override { return inner_.sha256(std::move(data)); }
    Future<Result<KeyPair>> generate_pair(PrivateKeyUse use) override { return inner_.generate_pair(use); }
    Future<Result<Sealed>> seal_private(KeyHandle kek, KeyHandle private_key) override {
        return inner_.seal_private(kek, private_key);
    }
    Future<Result<KeyPair>> open_private(KeyHandle kek, Sealed sealed, PrivateKeyUse use) override {
        return inner_.open_private(kek, std::move(sealed), use);
    }
    Future<Result<KeyPair>> import_private(PublicKey public_key, Bytes d, PrivateKeyUse use) override {
        return inner_.import_private(public_key, std::move(d), use);
    }
    Future<Result<Bytes>> sign(KeyHandle private_key, Bytes data) override {
        return inner_.sign(private_key, std::move(data));
    }
    Future<Result<bool>> verify(PublicKey signer, Bytes data, Bytes signature) override {
        return inner_.verify(signer, std::move(data), std::move(signature));
    }
    Future<Result<AgreedKey>> wrap_for(PublicKey recipient, KeyHandle content_key) override {
        return inner_.wrap_for(recipient, content_key);
    }
    Future<Result<KeyHandle>> unwrap_agreed(KeyHandle private_key, PublicKey epk, Bytes wrapped) override {
        return inner_.unwrap_agreed(private_key, epk, std::move(wrapped));
    }
    Future<Result<Bytes>> wrap_by_passphrase(std::string_view passphrase, Salt p2s, std::uint32_t p2c,
                                             KeyHandle content_key) override {
        return inner_.wrap_by_passphrase(passphrase, p2s, p2c, content_key);
    }
    Future<Result<KeyHandle>> unwrap_by_passphrase(std::string_view passphrase, Salt p2s, std::uint32_t p2c,
                                                   Bytes wrapped) override {
        return inner_.unwrap_by_passphrase(passphrase, p2s, p2c, std::move(wrapped));
    }

  private:
    using How = std::tuple<std::string, Salt, std::uint32_t, std::uint32_t, std::uint32_t>;

    CryptoOpenssl inner_;
    std::map<How, KeyHandle> remembered_;
};

}  // namespace tsunagi
