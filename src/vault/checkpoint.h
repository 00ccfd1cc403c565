// Owns the checkpoint: the newest audit entry and a census of every record, rewritten with each commit.
// Must not know where it is kept.
//
// An attacker with the disk can put authentic records back or take them away, not make new ones. So a count
// and two sums over all records find any of it, and cost the same at every commit however many records there
// are; which record it was is then read from the log.
#pragma once

#include "core/error.h"
#include "ports/crypto.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace tsunagi {

// One record as it should be.
struct RecordMark {
    std::uint32_t revision = 0;
    GcmTag tag{};
    bool operator==(const RecordMark&) const = default;
};
using RecordMarks = std::map<std::string, RecordMark, std::less<>>;  // by key in the store

// The marks of several records in one audit entry:
// marks := mark (" " mark)*    mark := ("r" | "s") id "/" revision "/" tag    (r: record, s: slot; tag in
// hex) Revision 0 says that the record is gone.
void append_mark(std::string& marks, char kind, std::string_view id, const RecordMark& mark);
// False when the text is not of this form; what came before was taken.
bool apply_marks(std::string_view marks, RecordMarks& records, RecordMarks& slots);

struct Census {
    std::uint64_t count = 0;
    std::uint64_t revisions = 0;  // sum
    GcmTag tags{};                // sum of the envelopes' tags, modulo 2^128, big endian

    void add(const RecordMark& mark);
    void take_away(const RecordMark& mark);
    bool operator==(const Census&) const = default;
};
Census census_of(const RecordMarks& marks);

struct Checkpoint {
    std::uint64_t seq = 0;    // of the newest entry
    Digest prev{};            // head before it
    std::string entry_json;   // the entry itself: the head is SHA-256(prev || entry)
    std::int64_t utc_ms = 0;  // its time, to see the clock set back
    Census records;
    Census slots;
    std::int64_t key_made_ms = 0;  // wall clock; 0 when not known
    std::uint64_t seals = 0;       // with this data key
    // The data key is to be exchanged at the next unlock: a recovery made a slot anew that it opens.
    bool is_exchange_due = false;
    // The log lacks what would say which slots are as they should be: nobody's rights are known until the
    // recovery code was given.
    bool slots_in_doubt = false;
    bool operator==(const Checkpoint&) const = default;
};

// {"v":1,"seq","prev","utc","entry","records":{"count","revisions","tags"},"slots":{...},"key_made",
//   "seals","due"?:1,"doubt"?:1}
std::string json_of(const Checkpoint& checkpoint);
Result<Checkpoint> parse_checkpoint(std::string_view json);

}  // namespace tsunagi
