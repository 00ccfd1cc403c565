// Owns what keeping bytes on the device must offer: named collections of sealed records, one strict
// transaction a commit. Must not know what the bytes mean. Implementations: platform/store_browser
// (IndexedDB), tests/support/store_memory.
#pragma once

#include "core/bytes.h"
#include "ports/async.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tsunagi {

// Real and practice data are two databases that never mix.
enum class StoreKind : std::uint8_t { real, practice };

// meta: "store" (clear: format version, random store id), "attempts" (clear: failed unlocks not yet in the
// chain), "healed" (clear; put there by the store itself when it was made again from a copy that may lack
// the last commits), "aside" (clear; put there by the store itself when it found a copy of another store and
// set that aside), "head" (sealed checkpoint of the audit chain), "device" (sealed keys). slots: key slots.
// records: sealed documents. drafts: sealed drafts. audit: sealed entries, keys are the zero-padded sequence
// number.
enum class Collection : std::uint8_t { meta, slots, records, drafts, audit };

struct StoredRecord {
    std::string key;  // random id; never a name, id or date
    Bytes bytes;
};

struct Write {
    Collection collection = Collection::records;
    std::string key;
    std::optional<Bytes> bytes;  // none deletes
};

struct StorageState {
    bool persistent = false;
    std::uint64_t used_bytes = 0;
    std::uint64_t quota_bytes = 0;
};

class Store {
  public:
    virtual ~Store() = default;

    // Opens or creates the database of a kind. storage_unavailable, future_version; copy_unavailable where
    // the first copy is gone and there is a second one that cannot be opened.
    virtual Future<Status> open(StoreKind kind) = 0;
    virtual Future<Result<std::vector<StoredRecord>>> read_all(Collection collection) = 0;
    virtual Future<Result<std::optional<Bytes>>> read(Collection collection, std::string key) = 0;
    // first_key..last_key, inclusive, in key order (bytewise).
    virtual Future<Result<std::vector<StoredRecord>>> read_range(Collection collection, std::string first_key,
                                                                 std::string last_key) = 0;
    virtual Future<Result<std::uint64_t>> count(Collection collection) = 0;
    // All or nothing, durable when it completes (IndexedDB: durability strict, `complete`, not request
    // success). quota_exceeded, conflict_elsewhere (another tab was the writer when this one opened the
    // store) and storage_failed leave everything as it was.
    virtual Future<Status> commit(std::vector<Write> writes) = 0;
    // Takes every slot and the device's keys out of every copy of the open store, and looks whether they are
    // gone. copy_unavailable where a copy cannot be opened. A fault leaves the store as it was.
    virtual Future<Status> destroy_keys() = 0;
    // Deletes the whole database of a kind, in every copy (the practice store, or a wipe). copy_unavailable.
    virtual Future<Status> destroy(StoreKind kind) = 0;
    // Becomes the one that writes, in place of another tab of this browser that commits what it has and
    // locks. Where it succeeds the page starts anew, with what the other wrote.
    virtual Future<Status> take_over() = 0;
    // Asks to be kept when space runs short, and tells how things stand.
    virtual Future<Result<StorageState>> request_persistence() = 0;
};

}  // namespace tsunagi
