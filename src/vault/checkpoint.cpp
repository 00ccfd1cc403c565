// Owns the arithmetic of the census and the bytes of the checkpoint.
#include "vault/checkpoint.h"

#include "core/json_writer.h"
#include "vault/members.h"

namespace tsunagi {
namespace {

std::string json_of_census(const Census& census) {
    return "{\"count\":" + std::to_string(census.count) +
           ",\"revisions\":" + std::to_string(census.revisions) + ",\"tags\":\"" + hex_of(census.tags) +
           "\"}";
}

bool read_census(const Json& json, std::string_view name, Census& into) {
    const Json* census = find_object(json, name);
    return census && read_u64(*census, "count", into.count) &&
           read_u64(*census, "revisions", into.revisions) && read_hex(*census, "tags", into.tags);
}

}  // namespace

void Census::add(const RecordMark& mark) {
    ++count;
    revisions += mark.revision;
    unsigned carry = 0;
    for (std::size_t i = tags.size(); i-- > 0;) {
        const unsigned sum = unsigned{tags[i]} + mark.tag[i] + carry;
        tags[i] = static_cast<std::uint8_t>(sum & 0xFFu);
        carry = sum >> 8;
    }
}

void Census::take_away(const RecordMark& mark) {
    --count;
    revisions -= mark.revision;
    unsigned borrow = 0;
    for (std::size_t i = tags.size(); i-- > 0;) {
        const unsigned difference = 0x100u + tags[i] - mark.tag[i] - borrow;
        tags[i] = static_cast<std::uint8_t>(difference & 0xFFu);
        borrow = difference < 0x100u ? 1 : 0;
    }
}

Census census_of(const RecordMarks& marks) {
    Census census;
    for (const auto& [key, mark] : marks) census.add(mark);
    return census;
}

std::string json_of(const Checkpoint& checkpoint) {
    std::string json = "{\"v\":1,\"seq\":" + std::to_string(checkpoint.seq) + ",\"prev\":\"" +
                       hex_of(checkpoint.prev) + "\",\"utc\":" + std::to_string(checkpoint.utc_ms) +
                       ",\"entry\":";
    append_json_string(json, checkpoint.entry_json);
    return json + ",\"records\":" + json_of_census(checkpoint.records) +
           ",\"slots\":" + json_of_census(checkpoint.slots) + "}";
}

Result<Checkpoint> parse_checkpoint(std::string_view text) {
    constexpr JsonLimits limits{256 * 1024, 4};
    auto json = parse_json(text, limits);
    if (!json) return std::unexpected(json.error());
    const auto version = find_int(*json, "v");
    if (!version) return fail(Fault::wrong_type, "checkpoint v");
    if (*version != 1) return fail(Fault::future_version, "checkpoint");
    Checkpoint checkpoint;
    const std::string* entry = find_string(*json, "entry");
    const auto utc = find_int(*json, "utc");
    if (!entry || !utc || !read_u64(*json, "seq", checkpoint.seq) ||
        !read_hex(*json, "prev", checkpoint.prev) || !read_census(*json, "records", checkpoint.records) ||
        !read_census(*json, "slots", checkpoint.slots)) {
        return fail(Fault::wrong_type, "checkpoint");
    }
    checkpoint.entry_json = *entry;
    checkpoint.utc_ms = *utc;
    return checkpoint;
}

}  // namespace tsunagi
