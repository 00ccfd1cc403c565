// Owns the closed list of faults and the error value every layer returns.
// Must not know patients: detail goes to the log and never holds what a person typed.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

namespace tsunagi {

// One entry per thing that can go wrong in the world (not in our code: that is an assert).
// The interface has one message per fault: what happened, what is safe, what to do (strings "fault.<code>").
enum class Fault : std::uint8_t {
    none,
    // input from outside
    too_large,          // over the limit before anything was read or allocated
    too_deep,           // JSON nested deeper than the limit
    bad_utf8,           // invalid, overlong, surrogate, BOM or NUL
    bad_json,           // not JSON
    duplicate_key,      // an object names a member twice
    wrong_type,         // JSON, but a member is missing, extra or of another type
    bad_base64url,      // padded, non-canonical, whitespace
    not_our_file,       // well-formed, but none of our file kinds
    future_version,     // made by a newer version; the file is kept
    bad_header,         // an algorithm, size or count that the format does not allow
    bad_key,            // a point off the curve, a private member where a public key belongs
    cannot_open,        // wrong passphrase, wrong key or changed file: never told apart
    bad_signature,      // the signature does not fit the signer it names
    not_addressed,      // opened, but its inner list does not name the key that opened it
    unknown_signer,     // valid, but nobody vouched for the key: readable, not merged
    already_imported,   // the same file was imported before
    older_version,      // nothing in it is new
    beyond_consent,     // more would leave than this recipient may be told
    identity_mismatch,  // same patient id, other name or birth date
    bad_form,           // a Questionnaire that cannot be used at all
    bad_value,          // a value that does not fit the item's type
    // keeping
    wrong_password,
    locked,               // the keys are gone; unlock first
    no_store,             // nothing has been set up here
    data_missing,         // there was data and it is gone, or a record does not open
    quota_exceeded,       // the disk or the browser's share of it is full
    storage_failed,       // the store refused for another reason
    storage_unavailable,  // no IndexedDB (private mode, blocked)
    copy_unavailable,     // the second copy of the records cannot be opened, and may hold what is asked about
    conflict_elsewhere,   // another tab is the writer
    rolled_back,          // a record or the log is older than its checkpoint
    crypto_failed,        // the platform's cryptography refused
    weak_password,
    not_allowed,          // the role does not permit it
    last_administrator,   // nobody would be left who may manage accounts
    key_expired,          // a key older than this facility accepts, and nobody said to use it all the same
    former_key,           // a card with a key that was replaced by another one
    content_changed,      // what a file held cannot be put together again as it was
    not_the_sender,       // a withdrawal by somebody else than the file it withdraws
    not_the_author,       // a file says that this store wrote what is not here
    administrators_only,  // somebody else may not do this
    no_such_entry,        // a withdrawal of a file that never came here
    // leaving
    self_check_failed,  // the file made does not open to the same bytes
    file_not_read,      // the picked file could not be read
    file_not_saved,     // download or share was refused
    cancelled,
};

// Stable snake_case name of a fault, for logs, the companion command and string keys.
std::string_view fault_code(Fault fault);

struct Error {
    Fault fault = Fault::none;
    std::string detail;  // where and why, for the log; never patient data, keys or passwords
};

template <class T>
using Result = std::expected<T, Error>;
using Status = Result<void>;

inline std::unexpected<Error> fail(Fault fault, std::string detail = {}) {
    return std::unexpected(Error{fault, std::move(detail)});
}

}  // namespace tsunagi
