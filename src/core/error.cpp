// Owns the stable names of faults.
#include "core/error.h"

namespace tsunagi {

std::string_view fault_code(Fault fault) {
    switch (fault) {
        case Fault::none: return "none";
        case Fault::too_large: return "too_large";
        case Fault::too_deep: return "too_deep";
        case Fault::bad_utf8: return "bad_utf8";
        case Fault::bad_json: return "bad_json";
        case Fault::duplicate_key: return "duplicate_key";
        case Fault::wrong_type: return "wrong_type";
        case Fault::bad_base64url: return "bad_base64url";
        case Fault::not_our_file: return "not_our_file";
        case Fault::future_version: return "future_version";
        case Fault::bad_header: return "bad_header";
        case Fault::bad_key: return "bad_key";
        case Fault::cannot_open: return "cannot_open";
        case Fault::bad_signature: return "bad_signature";
        case Fault::not_addressed: return "not_addressed";
        case Fault::unknown_signer: return "unknown_signer";
        case Fault::already_imported: return "already_imported";
        case Fault::older_version: return "older_version";
        case Fault::beyond_consent: return "beyond_consent";
        case Fault::identity_mismatch: return "identity_mismatch";
        case Fault::bad_form: return "bad_form";
        case Fault::bad_value: return "bad_value";
        case Fault::wrong_password: return "wrong_password";
        case Fault::locked: return "locked";
        case Fault::no_store: return "no_store";
        case Fault::data_missing: return "data_missing";
        case Fault::quota_exceeded: return "quota_exceeded";
        case Fault::storage_failed: return "storage_failed";
        case Fault::storage_unavailable: return "storage_unavailable";
        case Fault::copy_unavailable: return "copy_unavailable";
        case Fault::conflict_elsewhere: return "conflict_elsewhere";
        case Fault::rolled_back: return "rolled_back";
        case Fault::crypto_failed: return "crypto_failed";
        case Fault::weak_password: return "weak_password";
        case Fault::not_allowed: return "not_allowed";
        case Fault::last_administrator: return "last_administrator";
        case Fault::key_expired: return "key_expired";
        case Fault::former_key: return "former_key";
        case Fault::content_changed: return "content_changed";
        case Fault::not_the_sender: return "not_the_sender";
        case Fault::not_the_author: return "not_the_author";
        case Fault::administrators_only: return "administrators_only";
        case Fault::no_such_entry: return "no_such_entry";
        case Fault::self_check_failed: return "self_check_failed";
        case Fault::file_not_read: return "file_not_read";
        case Fault::file_not_saved: return "file_not_saved";
        case Fault::cancelled: return "cancelled";
    }
    return "none";
}

}  // namespace tsunagi
