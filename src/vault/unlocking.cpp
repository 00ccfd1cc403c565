// Owns unlocking and locking: from a password to keys, and what the audit chain's checkpoint says about the
// store.
#include "vault/members.h"
#include "vault/vault_state.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace tsunagi {
namespace {

// What the store itself tells, and the fault it is told as.
constexpr std::array told_by_store{std::pair{"healed", Fault::rolled_back},
                                   std::pair{"aside", Fault::data_missing}};
constexpr std::uint64_t checked_tail = 256;  // entries read at every unlock; the rest when the log is read

// {"v":1,"attempts":{"<staff id>":n}}: in clear, because nobody has a key when a password was wrong.
std::map<StaffId, std::uint32_t> parse_attempts(std::string_view text) {
    std::map<StaffId, std::uint32_t> attempts;
    auto json = parse_json(text, {64 * 1024, 3});
    const Json* list = json ? find_object(*json, "attempts") : nullptr;
    if (!list) return attempts;
    for (const auto& [staff, count] : list->items()) read_u32(*list, staff, attempts[staff]);
    return attempts;
}

std::string json_of_attempts(const std::map<StaffId, std::uint32_t>& attempts) {
    std::string list;
    for (const auto& [staff, count] : attempts) append_number(list, staff, count);
    return "{\"v\":1,\"attempts\":{" + list.substr(1) + "}}";
}

}  // namespace

Future<Status> Vault::State::unlock(StaffId staff, std::string password) {
    if (open != Open::locked_store) {
        wipe(password);
        co_return fail(open == Open::unlocked_store ? Fault::not_allowed : Fault::no_store);
    }
    auto slot = co_await read_slot(staff);
    if (slot && slot->type != SlotType::password) slot = fail(Fault::data_missing, "no such slot");
    auto factor =
        slot ? co_await ask_factor(slot->passkey) : Result<KeyHandle>(std::unexpected(slot.error()));
    if (!factor) {
        wipe(password);
        co_return std::unexpected(factor.error());
    }
    const KeyHold second(crypto, *factor);
    auto key = co_await open_slot(*slot, std::move(password), second.get());
    if (!key) co_return std::unexpected(key.error());
    co_return co_await enter(*slot, {*key, slot->key_id}, OpenedBy::own_slot);
}

// The key is this step's. Whose slot it is counts for everything after.
Future<Status> Vault::State::enter(Slot slot, DataKey key, OpenedBy by) {
    KeyHold data_key(crypto, key.handle);
    auto before = co_await open_key_before(key);
    if (!before) co_return std::unexpected(before.error());
    if (Status fits = co_await check_key(key.id); !fits) {
        if (before->handle != 0) crypto.drop(before->handle);
        found.clear();
        co_return fits;
    }
    sealer = std::make_unique<Sealer>(crypto, slot.store_id, DataKey{data_key.keep(), key.id}, *before);
    Status status = co_await take_card(slot, by);
    if (status) status = co_await check_head();
    if (status) check_key_before();
    if (status) status = co_await open_device();
    if (status) status = co_await check_slots();
    if (status) status = co_await take_attempts();
    if (status) status = co_await take_told_by_store();
    if (!status) {
        forget();
        co_return status;
    }
    if (checkpoint.key_made_ms == 0) checkpoint.key_made_ms = clock.now_ms();
    store_id = slot.store_id;
    limit_rights();
    open = Open::unlocked_store;
    queue.lines.push_back(line_of({AuditAction::unlock, {}, {}}, AuditLine::About::nothing));
    changed();
    co_return Status{};
}

// A slot from before the data key was exchanged (put back on the disk, or left behind because nobody could
// believe it) opens a key that is out of use: going on with it would spoil the store for everybody else.
Future<Status> Vault::State::check_key(std::uint32_t key_id) {
    std::size_t newer = 0;
    for (const char* key : {"head", "device"}) {
        auto stored = co_await store.read(Collection::meta, key);
        if (!stored) co_return std::unexpected(stored.error());
        if (!*stored || (**stored).size() < sizeof(std::uint32_t)) continue;
        const auto envelope = parse_envelope(ByteView(**stored).subspan(sizeof(std::uint32_t)));
        if (envelope && envelope->key_id > key_id) ++newer;
    }
    auto stored = co_await store.read_all(Collection::slots);
    if (!stored) co_return std::unexpected(stored.error());
    for (const StoredRecord& record : *stored) {
        const auto slot = parse_slot(text_of(record.bytes));
        if (slot && slot->key_id > key_id) ++newer;
    }
    co_return newer < 2 ? Status{} : Status(fail(Fault::rolled_back, "slot of a key out of use"));
}

// The store was made again from a copy that may lack the last of what was written: its own checkpoint fits
// it, so nothing else can tell. Or a copy of another store was found. Said once.
Future<Status> Vault::State::take_told_by_store() {
    for (const auto& [key, fault] : told_by_store) {
        auto stored = co_await store.read(Collection::meta, key);
        if (!stored) co_return std::unexpected(stored.error());
        if (!*stored) continue;
        found.push_back({Collection::meta, key, fault, {}});
        queue.writes.push_back({Collection::meta, key, std::nullopt});
    }
    co_return Status{};
}

Future<Status> Vault::State::check_head() {
    auto stored = co_await store.read(Collection::meta, "head");
    if (!stored) co_return std::unexpected(stored.error());
    auto count = co_await store.count(Collection::audit);
    if (!count) co_return std::unexpected(count.error());
    if (!*stored) {
        found.push_back({Collection::meta, "head", Fault::data_missing, {}});
        co_return co_await rebuild_checkpoint();
    }
    auto opened = co_await sealer->open(record_type::checkpoint, "head", std::move(**stored));
    if (!opened && !is_of_record(opened.error().fault)) co_return std::unexpected(opened.error());
    // The transaction that exchanges the data key writes it anew.
    const bool is_of_key = opened && opened->key_id == sealer->key_id();
    auto parsed = is_of_key ? parse_checkpoint(text_of(opened->plaintext))
                            : Result<Checkpoint>(fail(Fault::data_missing));
    if (!parsed) {
        if (parsed.error().fault == Fault::future_version) co_return std::unexpected(parsed.error());
        found.push_back({Collection::meta, "head", Fault::data_missing, {}});
        co_return co_await rebuild_checkpoint();
    }
    auto beyond = co_await store.read(Collection::audit, audit_key(parsed->seq + 1));
    if (!beyond) co_return std::unexpected(beyond.error());
    if (*beyond || *count > parsed->seq) {
        // Going on from here would overwrite entries that are newer than this checkpoint.
        found.push_back({Collection::meta, "head", Fault::rolled_back, {}});
        co_return co_await rebuild_checkpoint();
    }
    checkpoint = std::move(*parsed);
    auto hashed = co_await crypto.sha256(head_input(checkpoint.prev, checkpoint.entry_json));
    if (!hashed) co_return std::unexpected(hashed.error());
    head = *hashed;
    if (*count < checkpoint.seq) found.push_back({Collection::audit, {}, Fault::rolled_back, {}});
    co_return co_await check_tail();
}

Future<Status> Vault::State::check_tail() {
    const std::uint64_t last = checkpoint.seq;
    const std::uint64_t first = last > checked_tail ? last - checked_tail + 1 : 1;
    auto part = co_await read_log(crypto, store, *sealer, first, last);
    if (!part) co_return std::unexpected(part.error());
    if (!part->entries.empty() && part->entries.back().entry.seq == last &&
        part->entries.back().head != head) {
        part->broken.push_back(audit_key(last));
    }
    for (std::string& key : part->broken) {
        found.push_back({Collection::audit, std::move(key), Fault::data_missing, {}});
    }
    co_return Status{};
}

// Without a checkpoint to believe, the log itself says what should be there. It may have been cut off where
// a role was changed, and does not name drafts: nobody has rights until the recovery code was given, and no
// draft is taken for what was typed last.
Future<Status> Vault::State::rebuild_checkpoint() {
    auto replay = co_await replay_log(crypto, store, *sealer, 0);
    if (!replay) co_return std::unexpected(replay.error());
    checkpoint = {};
    checkpoint.seq = replay->last_seq;
    checkpoint.prev = replay->last_prev;
    checkpoint.entry_json = replay->last_json;
    checkpoint.utc_ms = replay->last_utc_ms;
    auto of_records = co_await census_of(crypto, replay->records);
    if (!of_records) co_return std::unexpected(of_records.error());
    checkpoint.records = *of_records;
    auto of_slots = co_await census_of(crypto, replay->slots);
    if (!of_slots) co_return std::unexpected(of_slots.error());
    checkpoint.slots = *of_slots;
    checkpoint.drafts.emplace();
    checkpoint.slots_in_doubt = true;
    head = replay->head;
    if (replay->broken > 0) found.push_back({Collection::audit, {}, Fault::data_missing, {}});
    co_return Status{};
}

Future<Status> Vault::State::count_attempt(StaffId staff) {
    auto stored = co_await store.read(Collection::meta, "attempts");
    if (!stored) co_return std::unexpected(stored.error());
    auto attempts = parse_attempts(*stored ? text_of(**stored) : std::string{});
    std::uint32_t& count = attempts[staff];
    if (count < UINT32_MAX) ++count;
    std::vector<Write> writes;
    writes.push_back({Collection::meta, "attempts", bytes_of(json_of_attempts(attempts))});
    co_return co_await store.commit(std::move(writes));
}

// Failed unlocks go into the chain at the next good one, and out of the clear in the same transaction.
Future<Status> Vault::State::take_attempts() {
    auto stored = co_await store.read(Collection::meta, "attempts");
    if (!stored) co_return std::unexpected(stored.error());
    if (!*stored) co_return Status{};
    for (const auto& [staff, count] : parse_attempts(text_of(**stored))) {
        queue.lines.push_back(
            line_of({AuditAction::fail_unlock, staff, std::to_string(count)}, AuditLine::About::nothing));
    }
    queue.writes.push_back({Collection::meta, "attempts", std::nullopt});
    co_return Status{};
}

Future<Status> Vault::State::lock() {
    if (!is_unlocked()) co_return Status{};
    Status status{};
    is_locking = true;
    if (is_loaded) {  // before that there are only lines of the unlocking itself
        status = co_await flush();
        while (status && !queue.is_empty()) status = co_await flush();
    }
    if (is_loaded && !has_given_up) {
        // The signed head of everything before it. Locking never waits for a signature that fails.
        AuditLine line = line_of({AuditAction::lock, {}, {}}, AuditLine::About::nothing);
        if (auto signed_head = co_await sign_head(line.utc_ms))
            line.event.detail = base64url_of(signed_head->signature);
        queue.lines.push_back(std::move(line));
        start_writing();
        status = co_await flush();
        while (status && !queue.is_empty()) status = co_await flush();
    }
    if (!has_given_up) (void)co_await carry(std::exchange(queue, {}));
    forget();
    crypto.end_session();
    open = Open::locked_store;
    changed();
    co_return status;
}

// Nothing typed is lost by a lock, and nothing of it stays readable in memory. A step with slots or keys in
// it is not typed: it ends here, and so does what it says in the log.
Future<Status> Vault::State::carry(Pending pending) {
    pending.reseal = {};
    pending.slots.clear();
    pending.writes.clear();
    std::erase_if(pending.lines, [](const AuditLine& line) {
        return line.ticket != 0 || line.about == AuditLine::About::slot ||
               line.about == AuditLine::About::many;
    });
    if (!is_loaded) {  // what an earlier lock carried has not been taken back yet: only lines come to it
        auto& lines = carried[store_id].unsealed.lines;
        std::ranges::move(pending.lines, std::back_inserter(lines));
        co_return Status{};
    }
    if (pending.is_empty()) co_return Status{};
    // They may be gone first, where the lock does not wait for this. While the key is exchanged nobody knows
    // yet which of the two opens the store next.
    Sealer with = *sealer;
    Sealer with_before(crypto, sealer->store_id(), sealer->before());
    const bool is_between = sealer->before().handle != 0;
    const std::string its_store = store_id;
    const Label label{record_type::carried, "carried", 0};
    Carried kept;
    kept.count = pending.size();
    kept.has_saves = pending.has_saves();
    const Bytes content = bytes_of(json_of(pending));
    auto sealing = with.seal(label, content);
    auto sealing_before = is_between ? with_before.seal(label, content) : ready(Result<SealedRecord>());
    auto sealed = co_await sealing;
    auto sealed_before = co_await sealing_before;
    if (sealed && sealed_before) {
        kept.sealed = std::move(sealed->bytes);
        kept.sealed_before = std::move(sealed_before->bytes);
    } else {
        kept.unsealed = std::move(pending);  // losing it would be worse
    }
    carried[its_store] = std::move(kept);
    co_return Status{};
}

void Vault::State::give_up() {
    if (is_wiping) return;  // ended half way, nobody could certify what is gone; nothing can be read any more
    if (has_given_up || !is_unlocked()) {
        crypto.abort_session();
        return;
    }
    has_given_up = true;
    Pending all = queue;
    if (on_its_way) all.put_back(*on_its_way);
    carry(std::move(all)).then([this](const Status&) {
        if (has_given_up) crypto.abort_session();  // otherwise the lock was not held up any longer
    });
}

void Vault::State::forget() {
    if (sealer) crypto.drop(sealer->key());
    if (sealer && sealer->before().handle != 0) crypto.drop(sealer->before().handle);
    drop_device(identity);
    sealer.reset();
    identity = {};
    who = {};
    checkpoint = {};
    head = {};
    records.clear();
    slots.clear();
    drafts.clear();
    revisions.clear();
    isolated_ids.clear();
    found.clear();
    own_mark.reset();
    are_rights_limited = false;
    leaves.clear();
    queue = {};
    stale = {};
    is_locking = false;
    is_wiping = false;
    has_given_up = false;
    is_loaded = false;
    last_fault = Fault::none;
    saved_at_ms = 0;
}

Future<Status> Vault::State::destroy_practice() {
    if (is_unlocked() && kind == StoreKind::practice) co_return fail(Fault::not_allowed, "lock first");
    Status destroyed = co_await store.destroy(StoreKind::practice);
    if (destroyed && kind == StoreKind::practice) open = Open::nothing;
    co_return destroyed;
}

}  // namespace tsunagi
