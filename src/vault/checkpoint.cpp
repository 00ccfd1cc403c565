// Owns the bytes of the checkpoint.
#include "vault/checkpoint.h"

#include "core/json_writer.h"
#include "vault/members.h"

#include <utility>

namespace tsunagi {
namespace {

// A thousand drafts take 100 KiB.
constexpr JsonLimits checkpoint_limits{4u << 20, 4};

std::string json_of_census(const Census& census) {
    return "{\"count\":" + std::to_string(census.count) + ",\"digest\":\"" + hex_of(census.digest) + "\"}";
}

bool read_census(const Json& json, std::string_view name, Census& into) {
    const Json* census = find_object(json, name);
    return census && read_u64(*census, "count", into.count) && read_hex(*census, "digest", into.digest);
}

std::string json_of_summed(const SummedCensus& census) {
    return "{\"count\":" + std::to_string(census.count) +
           ",\"revisions\":" + std::to_string(census.revisions) + ",\"tags\":\"" + hex_of(census.tags) +
           "\"}";
}

bool read_summed(const Json& json, std::string_view name, SummedCensus& into) {
    const Json* census = find_object(json, name);
    return census && read_u64(*census, "count", into.count) &&
           read_u64(*census, "revisions", into.revisions) && read_hex(*census, "tags", into.tags);
}

bool read_contents(const Json& json, std::int64_t version, Checkpoint& into) {
    if (version == 1) {
        Checkpoint::Summed& summed = into.summed.emplace();
        return read_summed(json, "records", summed.records) && read_summed(json, "slots", summed.slots);
    }
    if (!read_census(json, "records", into.records) || !read_census(json, "slots", into.slots)) return false;
    if (find_member(json, "drafts") == nullptr) return true;
    const std::string* drafts = find_string(json, "drafts");
    MarksOfKinds marks;
    if (!drafts || !apply_marks(*drafts, marks)) return false;
    into.drafts = std::move(marks.drafts);
    return true;
}

}  // namespace

std::string json_of(const Checkpoint& checkpoint) {
    std::string json = "{\"v\":" + std::string(checkpoint.summed ? "1" : "2") +
                       ",\"seq\":" + std::to_string(checkpoint.seq) + ",\"prev\":\"" +
                       hex_of(checkpoint.prev) + "\",\"utc\":" + std::to_string(checkpoint.utc_ms) +
                       ",\"entry\":";
    append_json_string(json, checkpoint.entry_json);
    if (checkpoint.summed) {
        json += ",\"records\":" + json_of_summed(checkpoint.summed->records) +
                ",\"slots\":" + json_of_summed(checkpoint.summed->slots);
    } else {
        json += ",\"records\":" + json_of_census(checkpoint.records) +
                ",\"slots\":" + json_of_census(checkpoint.slots);
    }
    if (checkpoint.drafts && !checkpoint.summed) {
        std::string drafts;
        for (const auto& [key, mark] : *checkpoint.drafts) append_mark(drafts, 'd', key, mark);
        append_text(json, "drafts", drafts);
    }
    if (checkpoint.device) append_text(json, "device", hex_of(*checkpoint.device));
    if (checkpoint.key_before) append_number(json, "key_before", *checkpoint.key_before);
    append_number(json, "key_made", checkpoint.key_made_ms);
    append_number(json, "seals", static_cast<std::int64_t>(checkpoint.seals));
    if (checkpoint.is_exchange_due) append_number(json, "due", 1);
    if (checkpoint.slots_in_doubt) append_number(json, "doubt", 1);
    return json + "}";
}

Result<Checkpoint> parse_checkpoint(std::string_view text) {
    auto json = parse_json(text, checkpoint_limits);
    if (!json) return std::unexpected(json.error());
    const auto version = find_int(*json, "v");
    if (!version) return fail(Fault::wrong_type, "checkpoint v");
    if (*version != 1 && *version != 2) return fail(Fault::future_version, "checkpoint");
    Checkpoint checkpoint;
    const std::string* entry = find_string(*json, "entry");
    const auto utc = find_int(*json, "utc");
    if (!entry || !utc || !read_u64(*json, "seq", checkpoint.seq) ||
        !read_hex(*json, "prev", checkpoint.prev) || !read_contents(*json, *version, checkpoint)) {
        return fail(Fault::wrong_type, "checkpoint");
    }
    // A checkpoint without them was written before they were in it.
    GcmTag device{};
    if (find_member(*json, "device") != nullptr) {
        if (!read_hex(*json, "device", device)) return fail(Fault::wrong_type, "checkpoint device");
        checkpoint.device = device;
    }
    std::uint32_t key_before = 0;
    if (find_member(*json, "key_before") != nullptr) {
        if (!read_u32(*json, "key_before", key_before))
            return fail(Fault::wrong_type, "checkpoint key_before");
        checkpoint.key_before = key_before;
    }
    checkpoint.key_made_ms = find_int(*json, "key_made").value_or(0);
    if (!read_u64(*json, "seals", checkpoint.seals)) checkpoint.seals = 0;
    checkpoint.is_exchange_due = find_member(*json, "due") != nullptr;
    checkpoint.slots_in_doubt = find_member(*json, "doubt") != nullptr;
    checkpoint.entry_json = *entry;
    checkpoint.utc_ms = *utc;
    return checkpoint;
}

}  // namespace tsunagi
