// Owns how a record is sealed and opened.
#include "vault/sealer.h"

#include "core/json_writer.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace tsunagi {
namespace {

constexpr std::uint8_t envelope_version = 1;
constexpr std::uint32_t record_schema = 1;  // of the plaintext's JSON
constexpr std::size_t revision_size = 4;
constexpr std::size_t envelope_overhead = 1 + 4 + sizeof(GcmIv) + sizeof(GcmTag);

void append_u32(Bytes& out, std::uint32_t value) {
    for (int shift = 24; shift >= 0; shift -= 8)
        out.push_back(static_cast<std::uint8_t>(value >> shift & 0xFFu));
}

std::uint32_t u32_at_front_of(ByteView bytes) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i) value = value << 8 | bytes[i];
    return value;
}

}  // namespace

Bytes envelope_of(const Sealed& sealed, std::uint32_t key_id) {
    Bytes out;
    out.reserve(envelope_overhead + sealed.ciphertext.size());
    out.push_back(envelope_version);
    append_u32(out, key_id);
    out.insert(out.end(), sealed.iv.begin(), sealed.iv.end());
    out.insert(out.end(), sealed.ciphertext.begin(), sealed.ciphertext.end());
    out.insert(out.end(), sealed.tag.begin(), sealed.tag.end());
    return out;
}

Result<Envelope> parse_envelope(ByteView bytes) {
    if (bytes.size() < envelope_overhead) return fail(Fault::data_missing, "record too short");
    if (bytes[0] > envelope_version) return fail(Fault::future_version, "envelope");
    if (bytes[0] != envelope_version) return fail(Fault::data_missing, "envelope version");
    Envelope envelope;
    envelope.key_id = u32_at_front_of(bytes.subspan(1, 4));
    ByteView rest = bytes.subspan(5);
    std::ranges::copy(rest.first(sizeof(GcmIv)), envelope.sealed.iv.begin());
    rest = rest.subspan(sizeof(GcmIv));
    const ByteView ciphertext = rest.first(rest.size() - sizeof(GcmTag));
    envelope.sealed.ciphertext.assign(ciphertext.begin(), ciphertext.end());
    std::ranges::copy(rest.last(sizeof(GcmTag)), envelope.sealed.tag.begin());
    return envelope;
}

GcmTag tag_of_record(ByteView record) {
    const auto envelope = parse_envelope(record.subspan(std::min(revision_size, record.size())));
    assert(envelope && "we sealed it");
    return envelope->sealed.tag;
}

Bytes Sealer::aad_of(std::string_view type, std::string_view id, std::uint32_t revision,
                     std::uint32_t key_id) const {
    std::string json = "[";
    append_json_string(json, type);
    json += ',';
    append_json_string(json, store_id_);
    json += ',';
    append_json_string(json, id);
    json += ',' + std::to_string(revision) + ',' + std::to_string(key_id) + ',' +
            std::to_string(record_schema) + ']';
    return bytes_of(json);
}

Future<Result<SealedRecord>> Sealer::seal(Label label, Bytes plaintext) {
    // What belongs to this object is read before waiting: it may be gone afterwards.
    const std::uint32_t key_id = key_.id;
    ++seals_;
    Bytes aad = aad_of(label.type, label.id, label.revision, key_id);
    auto sealed = co_await crypto_.seal(key_.handle, std::move(aad), std::move(plaintext));
    if (!sealed) co_return std::unexpected(sealed.error());
    SealedRecord record;
    append_u32(record.bytes, label.revision);
    const Bytes envelope = envelope_of(*sealed, key_id);
    record.bytes.insert(record.bytes.end(), envelope.begin(), envelope.end());
    record.tag = sealed->tag;
    co_return record;
}

// A record split into what its label says and what is to be opened.
struct Sealer::Split {
    std::uint32_t revision = 0;
    DataKey key;
    SealedItem item;
};

Result<Sealer::Split> Sealer::split(std::string_view type, std::string_view id, ByteView record) const {
    if (record.size() < revision_size) return fail(Fault::data_missing, "record too short");
    auto envelope = parse_envelope(record.subspan(revision_size));
    if (!envelope) return std::unexpected(envelope.error());
    const bool is_before = before_.handle != 0 && envelope->key_id == before_.id;
    if (envelope->key_id != key_.id && !is_before) return fail(Fault::data_missing, "record of another key");
    const std::uint32_t revision = u32_at_front_of(record);
    return Split{revision,
                 is_before ? before_ : key_,
                 {aad_of(type, id, revision, envelope->key_id), std::move(envelope->sealed)}};
}

Future<Result<OpenedRecord>> Sealer::open(std::string_view type, std::string id, Bytes record) {
    auto parts = split(type, id, record);
    if (!parts) co_return std::unexpected(parts.error());
    const GcmTag tag = parts->item.sealed.tag;
    auto plaintext =
        co_await crypto_.open(parts->key.handle, std::move(parts->item.aad), std::move(parts->item.sealed));
    if (!plaintext) {
        const Fault fault = plaintext.error().fault;
        co_return fail(fault == Fault::cannot_open ? Fault::data_missing : fault, "record does not open");
    }
    co_return OpenedRecord{std::move(*plaintext), parts->revision, tag, parts->key.id};
}

Future<Result<std::vector<Result<OpenedRecord>>>> Sealer::open_all(std::string_view type,
                                                                   std::vector<StoredRecord> records) {
    std::vector<Result<OpenedRecord>>
        opened;  // what can be said without opening, and the rest to be filled in
    std::vector<SealedItem> items;
    std::vector<SealedItem> items_before;
    const DataKey key = key_;
    const DataKey before = before_;
    for (const StoredRecord& record : records) {
        auto parts = split(type, record.key, record.bytes);
        if (parts) {
            opened.emplace_back(OpenedRecord{{}, parts->revision, parts->item.sealed.tag, parts->key.id});
            (parts->key.id == key.id ? items : items_before).push_back(std::move(parts->item));
        } else {
            opened.emplace_back(std::unexpected(parts.error()));
        }
    }
    Crypto& crypto = crypto_;
    auto plaintexts = co_await crypto.open_all(key.handle, std::move(items));
    if (!plaintexts) co_return std::unexpected(plaintexts.error());
    Result<std::vector<std::optional<Bytes>>> plaintexts_before{std::vector<std::optional<Bytes>>{}};
    if (!items_before.empty()) {
        plaintexts_before = co_await crypto.open_all(before.handle, std::move(items_before));
        if (!plaintexts_before) co_return std::unexpected(plaintexts_before.error());
    }
    auto next = plaintexts->begin();
    auto next_before = plaintexts_before->begin();
    for (Result<OpenedRecord>& record : opened) {
        if (!record) continue;
        std::optional<Bytes>& plaintext = record->key_id == key.id ? *next++ : *next_before++;
        if (plaintext) {
            record->plaintext = std::move(*plaintext);
        } else {
            record = fail(Fault::data_missing, "record does not open");
        }
    }
    co_return opened;
}

}  // namespace tsunagi
