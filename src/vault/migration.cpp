// Owns taking a store from the format of an older app to ours, step by step. A step is done when the store
// record with its number is durable, in the same transaction as the last of what it writes: killed before
// that, it is done again at the next unlock.
#include "vault/vault_state.h"

#include <array>
#include <utility>

namespace tsunagi {

Future<Status> Vault::State::migrate() {
    constexpr std::array steps{&State::migrate_from_1, &State::migrate_from_2};
    static_assert(steps.size() + 1 == store_format);
    while (format < store_format) {
        if (Status done = co_await (this->*steps.at(format - 1))(); !done) co_return done;
    }
    co_return Status{};
}

// Format 2 counts how old its data key is and how much was sealed with it: from now on, and not too little.
Future<Status> Vault::State::migrate_from_1() {
    const Checkpoint before = checkpoint;
    checkpoint.key_made_ms = clock.now_ms();
    checkpoint.seals = checkpoint.seq * 2 + records.size();
    const Status written = co_await commit_format(2);
    if (!written && is_unlocked()) checkpoint = before;
    co_return written;
}

// Format 3 has a digest in the checkpoint where there were sums, and which drafts there are: every commit
// writes it so.
Future<Status> Vault::State::migrate_from_2() {
    return commit_format(3);
}

Future<Status> Vault::State::commit_format(std::uint32_t reached) {
    std::vector<Write> writes;
    writes.push_back({Collection::meta, "store", bytes_of(json_of_store({reached, sealer->store_id()}))});
    Status written =
        co_await commit_slots({}, {AuditAction::migrate, {}, std::to_string(reached)}, std::move(writes));
    if (written) format = reached;
    co_return written;
}

}  // namespace tsunagi
