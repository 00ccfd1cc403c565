// Owns what a slot gives the right to do: only one that is as it should be gives any. Whoever has the disk
// can put an old slot of theirs back, take a part of it from somebody else, or break it; it opens what its
// key opens, and that is reading.
#include "vault/vault_state.h"

#include <algorithm>
#include <utility>

namespace tsunagi {

// The sealed card is what counts: the readable one may have been edited on the disk.
Future<Status> Vault::State::take_card(Slot slot, OpenedBy by) {
    auto card = co_await sealer->open(record_type::slot, slot.staff.id, slot.card);
    if (!card && !is_of_record(card.error().fault)) co_return std::unexpected(card.error());
    auto sealed = card ? parse_slot(text_of(card->plaintext)) : Result<Slot>(std::unexpected(card.error()));
    who = sealed ? sealed->staff : slot.staff;
    opened_by = by;
    own_mark.reset();
    if (sealed && json_without_card(*sealed) == json_without_card(slot)) {
        own_mark = RecordMark{card->revision, card->tag};
    } else {
        found.push_back({Collection::slots, slot.staff.id, Fault::data_missing, {}});
    }
    auto meta = co_await store.read(Collection::meta, "store");
    if (!meta) co_return std::unexpected(meta.error());
    auto record = *meta ? parse_store(text_of(**meta)) : Result<StoreRecord>(fail(Fault::data_missing));
    format = record ? record->format : store_format;
    if (!record || record->id != slot.store_id) {
        found.push_back({Collection::meta, "store", Fault::data_missing, {}});
        queue.writes.push_back({Collection::meta, "store", bytes_of(json_of_store({format, slot.store_id}))});
    }
    co_return Status{};
}

// What lies on the disk against what the checkpoint says, and where that differs, the log. slots becomes what
// should be there.
Future<Status> Vault::State::check_slots() {
    auto stored = co_await store.read_all(Collection::slots);
    if (!stored) co_return std::unexpected(stored.error());
    slots.clear();
    for (const StoredRecord& record : *stored) {
        auto slot = parse_slot(text_of(record.bytes));
        if (!slot) {
            isolate_slot(record.key, slot.error().fault);
            continue;
        }
        if (record.key == recovery_slot) recovery.is_outdated = is_of_former_device(*slot);
        auto card = co_await sealer->open(record_type::slot, record.key, slot->card);
        if (!card && !is_of_record(card.error().fault)) co_return std::unexpected(card.error());
        if (card) slots[record.key] = {card->revision, card->tag};
        if (!card && slot->key_id < sealer->key_id())
            isolate_slot(record.key, Fault::rolled_back);
        else if (!card || text_of(card->plaintext) != json_without_card(*slot))
            isolate_slot(record.key, Fault::data_missing);
    }
    auto there = co_await fit_slots();
    if (!there) co_return std::unexpected(there.error());
    if (*there) co_return Status{};
    auto replay = co_await replay_log(crypto, store, *sealer, checkpoint.seq);
    if (!replay) co_return std::unexpected(replay.error());
    for (const auto& [id, mark] : replay->slots) {
        const auto stored_mark = slots.find(id);
        if (stored_mark != slots.end() && stored_mark->second == mark) continue;
        isolate_slot(id, stored_mark == slots.end() ? Fault::data_missing : Fault::rolled_back);
    }
    // Of somebody who was removed, or from before the log was cut.
    for (const auto& [id, mark] : slots) {
        if (!replay->slots.contains(id)) isolate_slot(id, Fault::rolled_back);
    }
    slots = std::move(replay->slots);
    auto by_log = co_await fit_slots();
    if (!by_log) co_return std::unexpected(by_log.error());
    if (*by_log) co_return Status{};
    // The log is damaged too, and cannot say whose slot it is.
    checkpoint.slots_in_doubt = true;
    auto census = co_await census_of(crypto, slots);
    if (!census) co_return std::unexpected(census.error());
    checkpoint.slots = *census;
    if (checkpoint.summed) checkpoint.summed->slots = summed_census_of(slots);
    co_return Status{};
}

// Whether slots are what the checkpoint says.
Future<Result<bool>> Vault::State::fit_slots() {
    auto census = co_await census_of(crypto, slots);
    if (!census) co_return std::unexpected(census.error());
    if (!checkpoint.summed) co_return *census == checkpoint.slots;
    const bool fits = summed_census_of(slots) == checkpoint.summed->slots;
    if (fits) checkpoint.slots = *census;
    co_return fits;
}

void Vault::State::isolate_slot(const std::string& id, Fault reason) {
    const bool is_named = std::ranges::any_of(found, [&id](const IsolatedRecord& record) {
        return record.collection == Collection::slots && record.key == id;
    });
    if (!is_named) found.push_back({Collection::slots, id, reason, {}});
}

// After this, who.role says what whoever is unlocked may do.
void Vault::State::limit_rights() {
    const auto mark = slots.find(who.id);
    const bool is_as_it_should_be =
        own_mark && mark != slots.end() && mark->second == *own_mark && !checkpoint.slots_in_doubt;
    are_rights_limited = opened_by == OpenedBy::own_slot && !is_as_it_should_be;
    if (are_rights_limited) who.role = role_reader;
    is_last_a_reader = who.role == role_reader;
}

}  // namespace tsunagi
