// Owns the browser half of passkeys: WebAuthn in the page, its secret in the keeper (web/passkeys.js).
#pragma once

#include "ports/passkeys.h"

namespace tsunagi {

class PasskeysBrowser final : public Passkeys {
  public:
    bool is_available() const override;
    Future<Result<Bytes>> enroll(std::string user_id, std::string name) override;
    Future<Result<KeyHandle>> ask(Bytes credential_id, PrfSalt salt) override;
};

}  // namespace tsunagi
