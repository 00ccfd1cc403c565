// Owns reading the audit log back.
#include "vault/log_reader.h"

#include <algorithm>
#include <utility>

namespace tsunagi {
namespace {

using Hashing = Future<Result<Digest>>;

void take_entry(LogPart& part, const std::string& key, Bytes plaintext) {
    std::string json = text_of(plaintext);
    auto entry = parse_audit_entry(json);
    if (!entry || audit_key(entry->seq) != key) {
        part.broken.push_back(key);
        return;
    }
    part.entries.push_back({std::move(*entry), std::move(json), {}});
}

// An entry whose predecessor is here must name its head.
void drop_unchained(LogPart& part) {
    std::vector<LogEntry> chained;
    for (LogEntry& entry : part.entries) {
        const bool follows = !chained.empty() && chained.back().entry.seq + 1 == entry.entry.seq;
        if (follows && chained.back().head != entry.entry.prev) {
            part.broken.push_back(audit_key(entry.entry.seq));
        } else {
            chained.push_back(std::move(entry));
        }
    }
    part.entries = std::move(chained);
}

void name_missing(LogPart& part, const std::vector<StoredRecord>& stored, std::uint64_t first,
                  std::uint64_t last) {
    auto next = stored.begin();
    for (std::uint64_t seq = first; seq <= last; ++seq) {
        const std::string key = audit_key(seq);
        while (next != stored.end() && next->key < key) ++next;
        if (next == stored.end() || next->key != key) part.broken.push_back(key);
    }
}

bool is_about_slot(AuditAction action) {
    return action == AuditAction::create_account || action == AuditAction::change_account ||
           action == AuditAction::change_password || action == AuditAction::enroll_passkey ||
           action == AuditAction::remove_passkey || action == AuditAction::make_recovery_code;
}

}  // namespace

std::string audit_key(std::uint64_t seq) {
    const std::string digits = std::to_string(seq);
    return std::string(20 - std::min<std::size_t>(20, digits.size()), '0') + digits;
}

Future<Result<LogPart>> read_log(Crypto& crypto, Store& store, Sealer sealer, std::uint64_t first,
                                 std::uint64_t last) {
    LogPart part;
    auto stored = co_await store.read_range(Collection::audit, audit_key(first), audit_key(last));
    if (!stored) co_return std::unexpected(stored.error());
    part.stored = stored->size();
    name_missing(part, *stored, first, last);
    std::vector<std::string> keys;
    for (const StoredRecord& record : *stored) keys.push_back(record.key);
    auto opened = co_await sealer.open_all(record_type::audit, std::move(*stored));
    if (!opened) co_return std::unexpected(opened.error());
    for (std::size_t i = 0; i < keys.size(); ++i) {
        auto& record = (*opened)[i];
        if (record) {
            take_entry(part, keys[i], std::move(record->plaintext));
        } else {
            part.broken.push_back(keys[i]);
        }
    }
    std::vector<Hashing> hashings;
    for (const LogEntry& entry : part.entries) {
        hashings.push_back(crypto.sha256(head_input(entry.entry.prev, entry.json)));
    }
    for (std::size_t i = 0; i < hashings.size(); ++i) {
        auto head = co_await hashings[i];
        if (!head) co_return std::unexpected(head.error());
        part.entries[i].head = *head;
    }
    drop_unchained(part);
    co_return part;
}

Future<Result<Replay>> replay_log(Crypto& crypto, Store& store, Sealer sealer, std::uint64_t known_length) {
    Replay replay;
    auto count = co_await store.count(Collection::audit);
    if (!count) co_return std::unexpected(count.error());
    std::uint64_t seen = 0;
    for (std::uint64_t first = 1; seen < *count || first <= known_length; first += chunk_entries) {
        auto part = co_await read_log(crypto, store, sealer, first, first + chunk_entries - 1);
        if (!part) co_return std::unexpected(part.error());
        seen += part->stored;
        for (LogEntry& item : part->entries) {
            const AuditEntry& entry = item.entry;
            if (entry.version > 0 && entry.seal) {
                RecordMarks& marks = is_about_slot(entry.action) ? replay.slots : replay.records;
                marks[entry.object] = {entry.version, *entry.seal};
            }
            (void)apply_marks(entry.marks, replay);  // ours: the entry is authentic
            replay.last_seq = entry.seq;
            replay.last_prev = entry.prev;
            replay.last_utc_ms = entry.utc_ms;
            replay.head = item.head;
            replay.last_json = std::move(item.json);
        }
        const std::string last_key = audit_key(replay.last_seq);
        replay.broken += static_cast<std::size_t>(
            std::ranges::count_if(part->broken, [&](const std::string& key) { return key <= last_key; }));
    }
    co_return replay;
}

}  // namespace tsunagi
