// Owns the browser half of the crypto port: every call goes to WebCrypto in the keeper's worker, where the
// keys are.
#pragma once

#include "ports/crypto.h"

namespace tsunagi {

class CryptoBrowser final : public Crypto {
  public:
    Future<Result<KeyHandle>> derive_password_key(std::string_view password, Salt salt,
                                                  Argon2Params params) override;
    Future<Result<KeyHandle>> derive_two_factor_key(std::string_view password, Salt salt, Argon2Params params,
                                                    KeyHandle factor) override;
    Future<Result<KeyHandle>> generate_key() override;
    Future<Result<Bytes>> wrap_key(KeyHandle kek, KeyHandle key) override;
    Future<Result<KeyHandle>> unwrap_key(KeyHandle kek, Bytes wrapped) override;
    void drop(KeyHandle key) override;
    void end_session() override;
    void abort_session() override;
    Future<Status> remember_key(std::string name, std::string_view pin, Argon2Params params,
                                KeyHandle key) override;
    Future<Result<KeyHandle>> recall_key(std::string name, std::string_view pin) override;
    void forget_key(std::string name) override;

    Future<Result<Sealed>> seal(KeyHandle key, Bytes aad, Bytes plaintext) override;
    Future<Result<Bytes>> open(KeyHandle key, Bytes aad, Sealed sealed) override;
    Future<Result<std::vector<std::optional<Bytes>>>> open_all(KeyHandle key,
                                                               std::vector<SealedItem> items) override;
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
};

}  // namespace tsunagi
