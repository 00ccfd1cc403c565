// Owns the arithmetic of the census and the bytes of the checkpoint.
#include "vault/checkpoint.h"

#include "core/json_writer.h"
#include "vault/members.h"

#include <algorithm>
#include <charconv>

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

void append_mark(std::string& marks, char kind, std::string_view id, const RecordMark& mark) {
    if (!marks.empty()) marks += ' ';
    marks += kind;
    marks += id;
    marks += '/' + std::to_string(mark.revision) + '/' + hex_of(mark.tag);
}

bool apply_marks(std::string_view text, RecordMarks& records, RecordMarks& slots) {
    while (!text.empty()) {
        const std::string_view one = text.substr(0, text.find(' '));
        text.remove_prefix(std::min(text.size(), one.size() + 1));
        const std::size_t at = one.find('/');
        const std::size_t end = one.rfind('/');
        if (at == std::string_view::npos || at == end || at < 2) return false;
        RecordMark mark;
        const std::string_view digits = one.substr(at + 1, end - at - 1);
        if (std::from_chars(digits.begin(), digits.end(), mark.revision).ptr != digits.end()) return false;
        const auto tag = parse_hex(one.substr(end + 1));
        if (!tag || tag->size() != mark.tag.size()) return false;
        std::ranges::copy(*tag, mark.tag.begin());
        RecordMarks& marks = one[0] == 's' ? slots : records;
        std::string id(one.substr(1, at - 1));
        if (mark.revision == 0) {
            marks.erase(id);
        } else {
            marks[std::move(id)] = mark;
        }
    }
    return true;
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
           ",\"slots\":" + json_of_census(checkpoint.slots) +
           ",\"key_made\":" + std::to_string(checkpoint.key_made_ms) +
           ",\"seals\":" + std::to_string(checkpoint.seals) +
           (checkpoint.is_exchange_due ? ",\"due\":1" : "") +
           (checkpoint.slots_in_doubt ? ",\"doubt\":1}" : "}");
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
    // A checkpoint without them was written before they were counted.
    checkpoint.key_made_ms = find_int(*json, "key_made").value_or(0);
    if (!read_u64(*json, "seals", checkpoint.seals)) checkpoint.seals = 0;
    checkpoint.is_exchange_due = find_member(*json, "due") != nullptr;
    checkpoint.slots_in_doubt = find_member(*json, "doubt") != nullptr;
    checkpoint.entry_json = *entry;
    checkpoint.utc_ms = *utc;
    return checkpoint;
}

}  // namespace tsunagi
