// Owns the crypto port over OpenSSL 3 and the reference Argon2, for the companion command and every native
// test. Everything completes at once. Must not know files, documents or formats.
#pragma once

#include "ports/crypto.h"

#include <map>
#include <memory>
#include <string>

struct evp_pkey_st;

namespace tsunagi {

class CryptoOpenssl : public Crypto {
  public:
    CryptoOpenssl();
    ~CryptoOpenssl() override;
    CryptoOpenssl(const CryptoOpenssl&) = delete;
    CryptoOpenssl& operator=(const CryptoOpenssl&) = delete;

    Future<Result<KeyHandle>> derive_password_key(std::string_view password, Salt salt,
                                                  Argon2Params params) override;
    Future<Result<KeyHandle>> derive_two_factor_key(std::string_view password, Salt salt, Argon2Params params,
                                                    KeyHandle factor) override;
    Future<Result<KeyHandle>> generate_key() override;
    Future<Result<Bytes>> wrap_key(KeyHandle kek, KeyHandle key) override;
    Future<Result<KeyHandle>> unwrap_key(KeyHandle kek, Bytes wrapped) override;
    void drop(KeyHandle key) override;

    Future<Status> remember_key(std::string name, std::string_view pin, Argon2Params params,
                                KeyHandle key) override;
    Future<Result<KeyHandle>> recall_key(std::string name, std::string_view pin) override;
    void forget_key(std::string name) override;

    Future<Result<Sealed>> seal(KeyHandle key, Bytes aad, Bytes plaintext) override;
    Future<Result<Bytes>> open(KeyHandle key, Bytes aad, Sealed sealed) override;

    Future<Result<Digest>> sha256(Bytes data) override;

    Future<Result<KeyPair>> generate_pair(PrivateKeyUse use) override;
    Future<Result<Sealed>> seal_private(KeyHandle kek, KeyHandle private_key) override;
    Future<Result<KeyPair>> open_private(KeyHandle kek, Sealed sealed, PrivateKeyUse use) override;
    Future<Result<KeyPair>> import_private(PublicKey public_key, Bytes d, PrivateKeyUse use) override;

    Future<Result<Bytes>> sign(KeyHandle private_key, Bytes data) override;
    Future<Result<bool>> verify(PublicKey signer, Bytes data, Bytes signature) override;

    Future<Result<AgreedKey>> wrap_for(PublicKey recipient, KeyHandle content_key) override;
    Future<Result<KeyHandle>> unwrap_agreed(KeyHandle private_key, PublicKey epk, Bytes wrapped) override;
    Future<Result<Bytes>> wrap_by_passphrase(std::string_view passphrase, Salt p2s, std::uint32_t p2c,
                                             KeyHandle content_key) override;
    Future<Result<KeyHandle>> unwrap_by_passphrase(std::string_view passphrase, Salt p2s, std::uint32_t p2c,
                                                   Bytes wrapped) override;

    // Keys that were made and not dropped: tests ask, so that nothing outlives its use.
    std::size_t key_count() const { return keys_.size(); }

  private:
    struct Key;

    KeyHandle keep(Key key);
    KeyHandle keep_secret(Bytes secret);
    Result<const Key*> find_key(KeyHandle handle) const;
    Result<const Bytes*> find_secret(KeyHandle handle) const;
    Result<evp_pkey_st*> find_private(KeyHandle handle, PrivateKeyUse use) const;
    Result<KeyPair> keep_pair(PublicKey public_key, Bytes d, PrivateKeyUse use);

    std::map<KeyHandle, Key> keys_;
    KeyHandle last_handle_ = 0;

    struct Remembered {
        Argon2Params params;
        Salt salt{};
        Bytes wrapped;
        int tries = 0;
    };
    std::map<std::string, Remembered> remembered_;
};

}  // namespace tsunagi
