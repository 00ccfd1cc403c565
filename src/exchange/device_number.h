// Owns the one number of a device, and how numbers that people read to each other are set. The same number on
// the device's own screen, on its card, in the directory, on a file it made and in tsunagi-file.
#pragma once

#include "core/error.h"
#include "ports/crypto.h"

#include <string>
#include <string_view>

namespace tsunagi {

// A device is both its public keys: either alone could stand beside somebody else's other half.
struct DeviceKeys {
    PublicKey agreement;
    PublicKey signing;
    bool operator==(const DeviceKeys&) const = default;
};

// The first 128 bits of SHA-256 over the ASCII text "tsunagi-device-v1." agreement "." signing, both as RFC
// 7638 thumbprints in base64url: "3f2a 91c0 ...", 8 groups of 4 hex digits. What the crypto port says.
Future<Result<std::string>> device_number(Crypto& crypto, DeviceKeys keys);

// The first 128 bits of a SHA-256 in hex, in 8 groups: the number of one file, where the device that made it
// has none. Empty for anything but 64 lower-case hex digits.
std::string file_number(std::string_view sha256);

}  // namespace tsunagi
