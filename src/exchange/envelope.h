// Owns the hand-over file as a whole: signed inside, sealed outside, made and opened (format version 1).
// Must not know what the payload says.
#pragma once

#include "core/bytes.h"
#include "core/error.h"
#include "exchange/jwe.h"
#include "ports/crypto.h"
#include "ports/random.h"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace tsunagi {

struct Signer {
    KeyHandle key = 0;  // PrivateKeyUse::sign
    PublicKey public_key;
};

struct MakeRequest {
    Bytes payload;
    std::vector<PublicKey> to;              // stations, at most max_recipients together with the passphrase
    std::optional<std::string> passphrase;  // from generate_passphrase
    Signer signer;
    std::string created;  // ISO 8601 date-time with offset
};

struct MadeFile {
    Bytes bytes;
    std::string id;  // 32 lower-case hex digits, inside the signature
};

// bad_header for no recipient, too many or the same one twice; bad_value for `created`; too_large for the
// whole file.
Future<Result<MadeFile>> make_file(Crypto& crypto, Random& random, MakeRequest request);

struct ByPassphrase {
    std::string typed;  // as somebody typed it: separators and width do not matter
};
struct ByKey {
    KeyHandle key = 0;  // PrivateKeyUse::agree
    PublicKey public_key;
};
using Opener = std::variant<ByPassphrase, ByKey>;

enum class SignerTrust : std::uint8_t {
    verified,  // the signature fits one of the known signers
    unknown,   // the signer is none of them: readable, not merged; see check_signer
};

struct OpenedFile {
    Bytes payload;  // exactly as signed
    std::string id;
    std::string created;
    std::string signer_kid;
    std::vector<std::string> to;
    SignerTrust trust = SignerTrust::unknown;
    // Kept for a later check against a key that turns up with this kid.
    std::string signing_input;
    Bytes signature;
};

// Refuses, with nothing interpreted before it was authenticated: the faults of parse_jwe and parse_jws;
// cannot_open for a wrong passphrase, a wrong key and any change to the file alike; not_addressed when `to`
// is not exactly the stations the file is sealed for; bad_signature when the signer is known and the
// signature does not fit.
Future<Result<OpenedFile>> open_file(Crypto& crypto, Bytes file, Opener opener,
                                     std::vector<PublicKey> known_signers);

// Whether this key made the file: its thumbprint is signer_kid and the signature fits. For a signer that was
// unknown when the file was opened, with the key the payload brings along or one that was confirmed since.
Future<Result<bool>> check_signer(Crypto& crypto, const OpenedFile& file, PublicKey key);

// What can be said without any key, so that the right one is asked for. Checks the outer form in full.
struct EnvelopeInfo {
    std::vector<std::string> kids;  // stations, in order
    bool by_passphrase = false;
};
Result<EnvelopeInfo> inspect_file(ByteView file);

}  // namespace tsunagi
