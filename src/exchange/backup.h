// Owns the backup file: everything of one tablet, in sealed parts of bounded size, for the recovery code.
// Must not know the store, the screen or the clock.
//
// file  := header "\n" (part "\n")+      UTF-8, at most max_backup_bytes
// header := JSON
// {"v":1,"kind":"tsunagi-backup","kdf":{"name":"argon2id","memory_kib","passes","lanes","salt"},
//   "public","private","vouched"}: the recovery code opens private (iv 12, tag 16, ciphertext 96: x, y, d),
//   which belongs to public (x 32, y 32), and vouched (iv 12, tag 16, ciphertext 64: x, y of the signing key
//   that the code's maker vouched for; AAD `["vouch/v1"]`). Bytes are base64url.
// part  := a hand-over file (envelope.h), sealed for public and for the tablet itself
// payload of a part := line "\n" body; line := JSON {"v":1,"kind":"backup","id","part","holds","signer"}
// holds is "documents" (body: what json_of(documents) says), "audit" (body: JSON lines of the exported log)
// or "end" (body: JSON of the summary; the last part, and without it the file is cut short).
#pragma once

#include "core/document.h"
#include "core/error.h"
#include "exchange/envelope.h"
#include "ports/crypto.h"
#include "ports/random.h"
#include "ports/store.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace tsunagi {

inline constexpr std::size_t max_backup_bytes = 256u << 20;
inline constexpr std::size_t backup_part_bytes = 4u << 20;  // of a part's body, unless one document is larger

struct BackupStaff {
    std::string name, profession, role;
};

// What the file says about itself, checked against what is in it.
struct BackupSummary {
    StoreKind store = StoreKind::real;
    std::string made_at;                // ISO 8601 date-time with offset
    std::int64_t newest_change_ms = 0;  // wall clock of the newest change; 0 when there is none
    std::uint64_t documents = 0;
    std::uint64_t changes = 0;
    std::uint64_t entries = 0;       // of the audit log
    std::vector<BackupStaff> staff;  // accounts are made anew: no key of theirs is in the file
};

struct BackupInput {
    std::vector<DocumentId> ids;
    // Asked while the file is made, so that nothing is held over what is edited meanwhile; one that is gone
    // is left out.
    std::function<const Document*(const DocumentId&)> find;
    std::string audit_lines;  // JSON lines as the vault exports them, its signed head last; may be empty
    BackupSummary summary;    // its counts and newest change are filled in here
    Signer signer;
    PublicKey own_key;  // this tablet's agreement key: to check the file made
    LockedPair recovery;
    Sealed vouched_signer;
};
// too_large over max_backup_bytes, or for one document that no part can hold; the faults of make_file.
Future<Result<Bytes>> make_backup(Crypto& crypto, Random& random, BackupInput input);

struct BackupHeader {
    LockedPair recovery;
    Sealed vouched_signer;
};
// too_large, not_our_file, future_version, and what parse_json says of the header.
Result<BackupHeader> inspect_backup(ByteView file);

struct BackupKey {
    KeyPair pair;      // its handle is the caller's to drop
    PublicKey signer;  // vouched for
};
// cannot_open for another code (as parse_recovery_code gives it) or a changed header.
Future<Result<BackupKey>> open_backup_key(Crypto& crypto, BackupHeader header, std::string code);

// Takes one part's documents, and says when it wants the next; what it refuses ends the reading.
using TakeDocuments = std::function<Future<Status>(std::vector<Document>)>;

struct BackupReport {
    BackupSummary summary;
    bool is_vouched = false;  // signed by the key that the code's maker vouched for
};
// Opens and checks every part: signatures, order, counts, and that the log is one chain up to its signed
// head. A changed, exchanged, repeated or missing part is refused (cannot_open, bad_signature, bad_header,
// data_missing for a file cut short). Nothing is taken from a part before it is checked; read it once without
// `take` before anything is kept.
Future<Result<BackupReport>> read_backup(Crypto& crypto, std::shared_ptr<const Bytes> file, BackupKey key,
                                         TakeDocuments take);

}  // namespace tsunagi
