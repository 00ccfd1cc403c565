// Owns exchanging the data key: from one transaction on everything new is sealed with another key; what lies
// on the disk follows piece by piece between saves, and a meta record keeps the key before until all has.
// Whatever makes a slot anew exchanges it, or the slot's bytes from before, put back, would open what is
// written later. That record is sealed by the new key, and whoever has that may read everything anyway.
//
// rotation record := JSON {"v":1,"key_id","wrapped"}: the key before under the new one (AES key wrap).
#include "vault/members.h"
#include "vault/vault_state.h"

#include <algorithm>
#include <utility>

namespace tsunagi {
namespace {

constexpr std::size_t piece = 64;  // records a transaction: bounds what a save has to wait for
constexpr std::int64_t longest_ms = std::int64_t{365} * 86'400'000;
constexpr std::uint64_t most_seals = std::uint64_t{1} << 30;  // random ivs: far below 2^32

std::string json_of_rotation(std::uint32_t key_id, ByteView wrapped) {
    std::string json = "{\"v\":1";
    append_number(json, "key_id", key_id);
    append_text(json, "wrapped", base64url_of(wrapped));
    return json + "}";
}

// The next piece of a list, taken off its end.
std::vector<std::string> take_piece(std::vector<std::string>& keys) {
    const auto first = keys.end() - static_cast<std::ptrdiff_t>(std::min(piece, keys.size()));
    std::vector<std::string> taken(first, keys.end());
    keys.erase(first, keys.end());
    return taken;
}

}  // namespace

std::string_view rotation_reason_code(RotationReason reason) {
    switch (reason) {
        case RotationReason::none: return "none";
        case RotationReason::staff_removed: return "staff_removed";
        case RotationReason::suspected_leak: return "suspected_leak";
        case RotationReason::age: return "age";
        case RotationReason::writes: return "writes";
        case RotationReason::credential: return "credential";
        case RotationReason::recovery_code: return "recovery_code";
        case RotationReason::recovery: return "recovery";
    }
    return {};
}

RotationReason Vault::State::due_rotation() const {
    if (checkpoint.is_exchange_due) return RotationReason::recovery;
    if (checkpoint.key_made_ms > 0 && clock.now_ms() - checkpoint.key_made_ms > longest_ms)
        return RotationReason::age;
    return checkpoint.seals > most_seals ? RotationReason::writes : RotationReason::none;
}

Future<Status> Vault::State::start_rotation(RotationReason reason) {
    if (Status may = may_administrate(); !may) co_return may;
    if (sealer->before().handle != 0) co_return fail(Fault::not_allowed, "under way");
    co_return co_await begin_rotation(
        {.event = {AuditAction::start_rotation, {}, std::string(rotation_reason_code(reason))},
         .renews_device = reason == RotationReason::suspected_leak});
}

// Every slot that is believed, with the next key in it.
Future<Result<SlotChanges>> Vault::State::slots_under(Sealer next, KeyExchange wanted) {
    auto trusted = co_await read_trusted_slots();
    if (!trusted) co_return std::unexpected(trusted.error());
    std::map<StaffId, Slot> wrapping;
    for (auto* list : {&*trusted, &wanted.relocked}) {
        for (Slot& slot : *list) {
            const StaffId id = slot.staff.id;
            wrapping.insert_or_assign(id, std::move(slot));
        }
    }
    SlotChanges changes;
    for (const StaffId& id : wanted.removed) {
        wrapping.erase(id);
        changes.insert_or_assign(id, std::nullopt);
    }
    for (auto& [id, slot] : wrapping) {
        auto sealed = co_await seal_slot(next, std::move(slot));
        if (!sealed) co_return std::unexpected(sealed.error());
        changes.insert_or_assign(id, std::move(*sealed));
    }
    co_return changes;
}

// Whoever is removed or had another password before may know the key that is in use now, so one that is
// under way is brought to its end first.
Future<Status> Vault::State::begin_rotation(KeyExchange wanted) {
    if (Status finished = co_await finish_rotation(); !finished) co_return finished;
    auto made = co_await crypto.generate_key();
    if (!made) co_return std::unexpected(made.error());
    KeyHold key(crypto, *made);
    const DataKey before{sealer->key(), sealer->key_id()};
    Sealer next(crypto, sealer->store_id(), {key.get(), before.id + 1}, before);
    auto wrapped = co_await crypto.wrap_key(key.get(), before.handle);
    if (!wrapped) co_return std::unexpected(wrapped.error());
    DeviceIdentity fresh;
    if (wanted.renews_device) {
        auto keys = co_await generate_device_keys();
        if (!keys) co_return std::unexpected(keys.error());
        fresh = std::move(*keys);
    }
    KeyHold signing(crypto, fresh.signing.handle);
    KeyHold agreement(crypto, fresh.agreement.handle);
    DeviceIdentity own = wanted.renews_device ? renewed(std::move(fresh)) : identity;
    auto device = co_await seal_device(next, own);
    if (!device) co_return std::unexpected(device.error());
    AuditEvent event = std::move(wanted.event);
    auto changes = co_await slots_under(next, std::move(wanted));
    if (!changes) co_return std::unexpected(changes.error());
    std::vector<Write> writes;
    writes.push_back(std::move(*device));
    writes.push_back({Collection::meta, rotation_record, bytes_of(json_of_rotation(before.id, *wrapped))});
    Status exchanged =
        co_await exchange_key(std::move(next), std::move(*changes), std::move(event), std::move(writes));
    if (!exchanged) co_return exchanged;
    key.keep();
    if (signing.keep() != 0) {
        agreement.keep();
        crypto.drop(identity.signing.handle);
        identity = std::move(own);
        recovery.is_outdated = recovery.is_in_force;
    }
    co_return exchanged;
}

// The queue is empty and nothing is on its way when the sealer changes: no transaction has both keys in it
// before the slots have the new one.
Future<Status> Vault::State::exchange_key(Sealer next, SlotChanges changes, AuditEvent event,
                                          std::vector<Write> writes) {
    while (is_writing || !queue.is_empty()) {
        if (Status flushed = co_await flush(); !flushed) co_return flushed;
    }
    if (!is_unlocked()) co_return fail(Fault::locked);
    const Sealer previous = *sealer;
    const std::int64_t made_ms = std::exchange(checkpoint.key_made_ms, clock.now_ms());
    const std::uint64_t seals = std::exchange(checkpoint.seals, 0);
    const bool was_due = std::exchange(checkpoint.is_exchange_due, false);
    // Known before the transaction is: what follows it begins as soon as it succeeds.
    stale = {};
    for (const auto& [id, mark] : records) {
        if (!isolated_ids.contains(id)) stale.records.push_back(id);
    }
    for (const auto& [key, record] : drafts) stale.drafts.push_back(record);
    stale.audit_last = checkpoint.seq;
    sealer = std::make_unique<Sealer>(std::move(next));
    Status written = co_await commit_slots(std::move(changes), std::move(event), std::move(writes));
    if (!written && is_unlocked()) {
        sealer = std::make_unique<Sealer>(previous);
        checkpoint.key_made_ms = made_ms;
        checkpoint.seals = seals;
        checkpoint.is_exchange_due = was_due;
        stale = {};
    }
    if (written) forget_pins();
    co_return written;
}

Future<Status> Vault::State::finish_rotation() {
    while (is_unlocked() && !is_locking && sealer->before().handle != 0) {
        if (Status done = co_await reseal_next(); !done) co_return done;
    }
    co_return is_unlocked() && !is_locking ? Status{} : Status(fail(Fault::locked));
}

// Goes on by itself between saves. A disk that refuses stops it until the next transaction that succeeds.
void Vault::State::resume_rotation() {
    if (is_resealing || is_locking || !is_unlocked() || !is_loaded || sealer->before().handle == 0) return;
    is_resealing = true;
    finish_rotation().then([this](Status) { is_resealing = false; });
}

// What is still sealed with the key before, and is believed: asked before that key is thrown away.
Future<Status> Vault::State::find_stale() {
    for (const auto& [collection, type] : {std::pair{Collection::records, record_type::document},
                                           std::pair{Collection::drafts, record_type::draft}}) {
        auto stored = co_await store.read_all(collection);
        if (!stored) co_return std::unexpected(stored.error());
        if (!is_unlocked()) co_return fail(Fault::locked);  // it came after a lock
        std::erase_if(*stored, [this](const StoredRecord& record) {
            auto envelope =
                parse_envelope(ByteView(record.bytes).subspan(std::min<std::size_t>(4, record.bytes.size())));
            return !envelope || envelope->key_id != sealer->before().id || isolated_ids.contains(record.key);
        });
        if (stored->empty()) continue;
        std::vector<std::string> keys;
        for (const StoredRecord& record : *stored) keys.push_back(record.key);
        auto opened = co_await sealer->open_all(type, std::move(*stored));
        if (!opened) co_return std::unexpected(opened.error());
        if (!is_unlocked()) co_return fail(Fault::locked);
        auto& left = collection == Collection::records ? stale.records : stale.drafts;
        for (std::size_t i = 0; i < keys.size(); ++i) {
            if ((*opened)[i]) left.push_back(std::move(keys[i]));
        }
    }
    co_return Status{};
}

// One piece, or the end. One at a time, whoever asks for it.
Future<Status> Vault::State::reseal_next() {
    const auto hold = co_await resealing.take();
    if (!is_unlocked() || is_locking || sealer->before().handle == 0) co_return Status{};
    if (stale.count() == 0) {
        if (Status looked = co_await find_stale(); !looked) co_return looked;
    }
    const Stale kept = stale;
    Reseal& next = queue.reseal;
    AuditLine line = line_of({AuditAction::reseal, {}, {}}, AuditLine::About::many);
    line.ticket = ++last_ticket;
    const std::uint32_t ticket = line.ticket;
    if (!stale.records.empty()) {
        next = {Collection::records, take_piece(stale.records)};
        queue.lines.push_back(std::move(line));
    } else if (!stale.drafts.empty()) {
        next = {Collection::drafts, take_piece(stale.drafts)};
    } else if (stale.audit_next <= stale.audit_last) {
        next.collection = Collection::audit;
        const std::uint64_t end = std::min(stale.audit_last + 1, stale.audit_next + piece);
        while (stale.audit_next < end) next.keys.push_back(audit_key(stale.audit_next++));
    } else {
        line.event.action = AuditAction::end_rotation;
        queue.lines.push_back(std::move(line));
        queue.writes.push_back({Collection::meta, rotation_record, std::nullopt});
    }
    const bool is_end = next.keys.empty();
    Status written = co_await flush();
    if (!is_unlocked()) co_return fail(Fault::locked);
    if (!written) {
        stale = kept;
        queue.reseal = {};
        std::erase_if(queue.lines, [ticket](const AuditLine& other) { return other.ticket == ticket; });
        std::erase_if(queue.writes, [](const Write& write) { return write.key == rotation_record; });
        changed();
    } else if (is_end) {
        const KeyHandle before = sealer->before().handle;
        sealer->forget_before();
        crypto.drop(before);
        changed();
    }
    co_return written;
}

// A rotation record that was put back would bring a key into use again that may have become known.
void Vault::State::check_key_before() {
    const DataKey before = sealer->before();
    if (!checkpoint.key_before || *checkpoint.key_before == before.id) {
        checkpoint.key_before = before.id;
        return;
    }
    if (before.handle == 0) return;  // told already: it is not there, or does not open
    found.push_back({Collection::meta, rotation_record, Fault::rolled_back, {}});
    sealer->forget_before();
    crypto.drop(before.handle);
    queue.writes.push_back({Collection::meta, rotation_record, std::nullopt});
}

// The key before, while the store is between two. 0 when it is not.
Future<Result<DataKey>> Vault::State::open_key_before(DataKey key) {
    auto stored = co_await store.read(Collection::meta, rotation_record);
    if (!stored) co_return std::unexpected(stored.error());
    if (!*stored) co_return DataKey{};
    auto json = parse_json(text_of(**stored), {64 * 1024, 2});
    std::uint32_t key_id = 0;
    Bytes wrapped;
    if (!json || !read_u32(*json, "key_id", key_id) || !read_base64url(*json, "wrapped", wrapped) ||
        key_id >= key.id) {
        found.push_back({Collection::meta, rotation_record, Fault::data_missing, {}});
        co_return DataKey{};
    }
    auto before = co_await crypto.unwrap_key(key.handle, std::move(wrapped));
    if (!before && before.error().fault != Fault::cannot_open) co_return std::unexpected(before.error());
    if (before) co_return DataKey{*before, key_id};
    found.push_back({Collection::meta, rotation_record, Fault::data_missing, {}});
    co_return DataKey{};
}

}  // namespace tsunagi
