// Owns how a record is sealed: its bytes, and what is vouched for beside the content.
// Must not know what the content means or where it is kept.
//
// record   := revision:u32 envelope                         (big endian)
// envelope := version:u8=1 key_id:u32 iv:12 ciphertext tag:16
// AAD      := canonical JSON ["<type>", "<store id>", "<id>", revision, key id, schema]
// A record under another id, in another store or with another revision does not open.
#pragma once

#include "core/bytes.h"
#include "ports/async.h"
#include "ports/crypto.h"
#include "ports/store.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tsunagi {

// What a record is, and therefore what may not be put in its place.
namespace record_type {
inline constexpr std::string_view document = "doc/v1";
inline constexpr std::string_view draft = "draft/v1";
inline constexpr std::string_view audit = "audit/v1";
inline constexpr std::string_view checkpoint = "checkpoint/v1";
inline constexpr std::string_view device = "device/v1";
inline constexpr std::string_view slot = "slot/v2";
inline constexpr std::string_view carried = "carried/v1";
}  // namespace record_type

struct Label {
    std::string_view type;  // one of record_type
    std::string id;
    std::uint32_t revision = 0;
};

struct SealedRecord {
    Bytes bytes;
    GcmTag tag{};
};

struct OpenedRecord {
    Bytes plaintext;
    std::uint32_t revision = 0;
    GcmTag tag{};
    std::uint32_t key_id = 0;
};

// "record" without the revision is an envelope; used inside sealed device keys.
Bytes envelope_of(const Sealed& sealed, std::uint32_t key_id);
struct Envelope {
    std::uint32_t key_id = 0;
    Sealed sealed;
};
// future_version, data_missing when too short.
Result<Envelope> parse_envelope(ByteView bytes);
// Of a record that was sealed here.
GcmTag tag_of_record(ByteView record);

// A data key and its number, which every record names.
struct DataKey {
    KeyHandle handle = 0;  // 0: none
    std::uint32_t id = 0;
};

// Whether a fault is of the record that was opened or parsed, and not of the keys or the disk.
constexpr bool is_of_record(Fault fault) {
    return fault == Fault::data_missing || fault == Fault::future_version || fault == Fault::wrong_type ||
           fault == Fault::bad_json;
}

// Seals with one data key; while that is being exchanged, what the one before sealed opens as well.
class Sealer {
  public:
    Sealer(Crypto& crypto, std::string store_id, DataKey key, DataKey before = {})
        : crypto_(crypto), store_id_(std::move(store_id)), key_(key), before_(before) {}

    Future<Result<SealedRecord>> seal(Label label, Bytes plaintext);
    // data_missing for what does not open, whatever the reason; future_version for a newer envelope. Faults
    // that are not the record's (locked, crypto_failed) come as they are.
    Future<Result<OpenedRecord>> open(std::string_view type, std::string id, Bytes record);

    // Many at once, in order; keys are the records' ids.
    Future<Result<std::vector<Result<OpenedRecord>>>> open_all(std::string_view type,
                                                               std::vector<StoredRecord> records);

    KeyHandle key() const { return key_.handle; }
    std::uint32_t key_id() const { return key_.id; }
    const DataKey& before() const { return before_; }
    void forget_before() { before_ = {}; }
    // How often seal() was called since this was last asked.
    std::uint64_t take_seals() { return std::exchange(seals_, 0); }
    const std::string& store_id() const { return store_id_; }

  private:
    struct Split;

    Result<Split> split(std::string_view type, std::string_view id, ByteView record) const;
    Bytes aad_of(std::string_view type, std::string_view id, std::uint32_t revision,
                 std::uint32_t key_id) const;

    Crypto& crypto_;
    std::string store_id_;
    DataKey key_;
    DataKey before_;
    std::uint64_t seals_ = 0;
};

}  // namespace tsunagi
