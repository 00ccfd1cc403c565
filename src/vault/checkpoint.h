// Owns the checkpoint: the newest audit entry and what should be in the store, rewritten with each commit.
// Must not know where it is kept.
#pragma once

#include "core/error.h"
#include "ports/crypto.h"
#include "vault/census.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tsunagi {

struct Checkpoint {
    std::uint64_t seq = 0;    // of the newest entry
    Digest prev{};            // head before it
    std::string entry_json;   // the entry itself: the head is SHA-256(prev || entry)
    std::int64_t utc_ms = 0;  // its time, to see the clock set back
    Census records;
    Census slots;
    // All of them: there are few, and the log does not name them. None: not known.
    std::optional<RecordMarks> drafts;
    // Of a store of format 2 or before, in place of the three above until its records were loaded.
    struct Summed {
        SummedCensus records, slots;
        bool operator==(const Summed&) const = default;
    };
    std::optional<Summed> summed;
    // The record of the device's own keys. None: not known.
    std::optional<GcmTag> device;
    // The data key before, while the store is between two; 0 when it is not. None: not known.
    std::optional<std::uint32_t> key_before;
    std::int64_t key_made_ms = 0;  // wall clock; 0 when not known
    std::uint64_t seals = 0;       // with this data key
    // The data key is to be exchanged at the next unlock: a recovery made a slot anew that it opens.
    bool is_exchange_due = false;
    // The log lacks what would say which slots are as they should be: nobody's rights are known until the
    // recovery code was given.
    bool slots_in_doubt = false;
    bool operator==(const Checkpoint&) const = default;
};

// {"v":2,"seq","prev","utc","entry","records":{"count","digest"},"slots":{...},"drafts"?:marks,"device"?:tag,
//   "key_before"?,"key_made","seals","due"?:1,"doubt"?:1}
// Version 1 (summed) has "records" and "slots" of {"count","revisions","tags"} and no "drafts".
std::string json_of(const Checkpoint& checkpoint);
Result<Checkpoint> parse_checkpoint(std::string_view json);

}  // namespace tsunagi
