// Owns the census: one digest that says of every record which revision of it there should be. Must not know
// what the records hold, nor where the digest is kept.
//
// An attacker with the disk can put authentic records back or take them away, not make new ones, but may
// choose among all that ever lay there: sums of tags could be met by a choice, a collision-resistant digest
// cannot. Records are grouped by the first two characters of their keys into leaves, so that a commit renews
// a few leaves and the digest over them, and costs the same however many records there are. Which record it
// was is read from the log.
//
// mark := length of key:u32 key revision:u32 tag:16     (big endian)
// leaf := SHA-256(00 mark*), marks in the order of their keys
// census := SHA-256(01 (length of name:u32 name leaf)*), leaves in the order of their names
#pragma once

#include "core/error.h"
#include "ports/async.h"
#include "ports/crypto.h"

#include <cstdint>
#include <map>
#include <set>
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

// The marks of several records in one text:
// marks := mark (" " mark)*    mark := ("r" | "s" | "d") id "/" revision "/" tag    (r: record, s: slot, d:
// draft; tag in hex) Revision 0 says that the record is gone.
void append_mark(std::string& marks, char kind, std::string_view id, const RecordMark& mark);
struct MarksOfKinds {
    RecordMarks records, slots, drafts;
};
// False when the text is not of this form; what came before was taken.
bool apply_marks(std::string_view marks, MarksOfKinds& into);

// Of no records: zeros.
struct Census {
    std::uint64_t count = 0;
    Digest digest{};
    bool operator==(const Census&) const = default;
};

using Leaves = std::map<std::string, Digest, std::less<>>;  // by name; none of no records
std::string leaf_of(std::string_view key);
// The leaves of these names as they are with these marks. Those without a record are left out.
Future<Result<Leaves>> leaves_of(Crypto& crypto, const RecordMarks& marks,
                                 const std::set<std::string>& names);
Future<Result<Leaves>> leaves_of(Crypto& crypto, const RecordMarks& marks);  // all
Future<Result<Census>> census_of(Crypto& crypto, const Leaves& leaves, std::uint64_t count);
Future<Result<Census>> census_of(Crypto& crypto, const RecordMarks& marks);

// As stores of format 2 and before counted: read once, to compare with.
struct SummedCensus {
    std::uint64_t count = 0;
    std::uint64_t revisions = 0;  // sum
    GcmTag tags{};                // sum modulo 2^128, big endian
    bool operator==(const SummedCensus&) const = default;
};
SummedCensus summed_census_of(const RecordMarks& marks);

}  // namespace tsunagi
