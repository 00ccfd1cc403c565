// Owns passkeys of a device that is only memory: one secret a credential and salt, kept wrapped.
#pragma once

#include "ports/passkeys.h"

#include <map>
#include <utility>

namespace tsunagi {

class PasskeysMemory final : public Passkeys {
  public:
    explicit PasskeysMemory(Crypto& crypto)
        : crypto_(crypto), master_(crypto.generate_key().take().value_or(0)) {}

    ~PasskeysMemory() override { crypto_.drop(master_); }
    PasskeysMemory(const PasskeysMemory&) = delete;
    PasskeysMemory& operator=(const PasskeysMemory&) = delete;

    bool available = true;
    Fault refuse = Fault::none;  // of the next questions
    int asked = 0;

    bool is_available() const override { return available; }
    Future<Result<Bytes>> enroll(std::string user_id, std::string) override {
        if (refuse != Fault::none) return ready<Result<Bytes>>(fail(refuse));
        Bytes credential = bytes_of("credential of " + user_id + " " + std::to_string(++enrolled_));
        known_[credential] = {};
        return ready<Result<Bytes>>(std::move(credential));
    }
    Future<Result<KeyHandle>> ask(Bytes credential_id, PrfSalt salt) override {
        ++asked;
        if (refuse != Fault::none) return ready<Result<KeyHandle>>(fail(refuse));
        const auto found = known_.find(credential_id);
        if (found == known_.end()) return ready<Result<KeyHandle>>(fail(Fault::cannot_open));
        Bytes& wrapped = found->second[salt];
        if (wrapped.empty()) {
            const KeyHandle secret = crypto_.generate_key().take().value_or(0);
            wrapped = crypto_.wrap_key(master_, secret).take().value_or(Bytes{});
            crypto_.drop(secret);
        }
        return crypto_.unwrap_key(master_, wrapped);
    }
    void lose() { known_.clear(); }  // the device was exchanged for another

  private:
    Crypto& crypto_;
    KeyHandle master_;
    int enrolled_ = 0;
    std::map<Bytes, std::map<PrfSalt, Bytes>> known_;
};

}  // namespace tsunagi
