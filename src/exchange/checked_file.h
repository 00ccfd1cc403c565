// Owns making a file that is known to open: sealed, opened again as its reader would, and compared byte for
// byte. Must not know what the payload says.
#pragma once

#include "core/bytes.h"
#include "core/error.h"
#include "exchange/envelope.h"
#include "ports/crypto.h"
#include "ports/random.h"

#include <functional>
#include <optional>
#include <string>

namespace tsunagi {

struct CheckedFileWish {
    Bytes payload;
    std::string created;          // ISO 8601 date-time with offset
    std::optional<PublicKey> to;  // none: by a passphrase made here
    KeyPair own;                  // agreement pair; a recipient too when there is `to`, for the check
    Signer signer;
    std::function<void()> sealed = {};  // called when it is made and the check begins
};

struct CheckedFile {
    Bytes bytes;
    std::string id;
    std::string sha256;      // 64 lower-case hex digits
    std::string passphrase;  // 6 groups of 4 digits; empty when it is sealed for a key
};

// What make_file says; self_check_failed when the file does not give back what was put in.
Future<Result<CheckedFile>> make_checked_file(Crypto& crypto, Random& random, CheckedFileWish wish);

}  // namespace tsunagi
