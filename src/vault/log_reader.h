// Owns reading the audit log back: opening entries, checking that each vouches for the one before.
// Must not write.
#pragma once

#include "ports/store.h"
#include "vault/audit.h"
#include "vault/census.h"
#include "vault/sealer.h"

#include <cstdint>
#include <string>
#include <vector>

namespace tsunagi {

// Entries of the log that are read at once: bounds what lies in memory.
inline constexpr std::uint64_t chunk_entries = 256;

std::string audit_key(std::uint64_t seq);  // 20 digits

struct LogEntry {
    AuditEntry entry;
    std::string json;
    Digest head{};  // after it
};

struct LogPart {
    std::vector<LogEntry> entries;    // oldest first; only what can be believed
    std::vector<std::string> broken;  // keys that are missing, do not open, or do not chain
    std::size_t stored = 0;           // records seen, believed or not
};

// Entries first..last, inclusive.
Future<Result<LogPart>> read_log(Crypto& crypto, Store& store, Sealer sealer, std::uint64_t first,
                                 std::uint64_t last);

// What the whole log says should be there. It does not name drafts.
struct Replay : MarksOfKinds {
    std::uint64_t last_seq = 0;  // of the newest entry that can be believed
    std::string last_json;
    Digest last_prev{};
    Digest head{};
    std::int64_t last_utc_ms = 0;
    std::size_t broken = 0;
};
// Reads on until every stored entry was seen. Costs as much as the log is long: only for when something is
// wrong.
Future<Result<Replay>> replay_log(Crypto& crypto, Store& store, Sealer sealer, std::uint64_t known_length);

}  // namespace tsunagi
