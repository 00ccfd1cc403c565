// Owns what a second factor must offer: a passkey of this device (WebAuthn) that gives a secret through its
// PRF extension. The secret stays where the keys are. Must not know what it opens.
#pragma once

#include "ports/crypto.h"

#include <string>

namespace tsunagi {

using PrfSalt = std::array<std::uint8_t, 32>;

class Passkeys {
  public:
    virtual ~Passkeys() = default;
    // Whether this device can make one at all: a platform authenticator that verifies its user.
    virtual bool is_available() const = 0;
    // Makes one for a person and gives its credential id (1-1023 bytes). cancelled when the person closed
    // the dialogue, not_allowed when the device has no PRF or refuses.
    virtual Future<Result<Bytes>> enroll(std::string user_id, std::string name) = 0;
    // Asks for it: the handle of its secret (32 bytes) for this salt, the same every time. cancelled,
    // cannot_open when the device does not know the credential. Drop it like every key.
    virtual Future<Result<KeyHandle>> ask(Bytes credential_id, PrfSalt salt) = 0;
};

}  // namespace tsunagi
