// Owns who made a file, as far as its signature bears it out. Must not know whom anybody has verified.
#pragma once

#include "core/error.h"
#include "exchange/bundle.h"
#include "exchange/envelope.h"
#include "ports/crypto.h"

#include <optional>
#include <string>

namespace tsunagi {

// Nothing in it when nobody's signature was checked: a `kid` alone is a claim and is nobody's.
struct FileSigner {
    std::string kid;                         // thumbprint of the key that made the signature
    std::optional<PublicKey> signing_key;    // as the file names it
    std::optional<PublicKey> agreement_key;  // of the same device: an answer is sealed for it
    std::string number;  // of the device (device_number.h); empty without an agreement key
    bool is_known() const { return !kid.empty(); }
};

// Who signed the opened file that holds this bundle. A document of ours names its signer's key, and the
// signature fits it, or it is refused; so is a bundle made elsewhere that names a key which did not sign it.
// bad_signature, bad_key (a named agreement key that cannot be read), and what the crypto port says.
Future<Result<FileSigner>> read_signer(Crypto& crypto, const OpenedFile& file, const ReceivedBundle& bundle);

}  // namespace tsunagi
