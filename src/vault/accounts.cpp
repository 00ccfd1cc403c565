// Owns opening a store and making accounts in it.
#include "core/sorting.h"
#include "vault/vault_state.h"

#include <utility>

namespace tsunagi {
namespace {

constexpr std::uint32_t first_key_id = 1;

Write write_of(Collection collection, std::string key, std::string_view text) {
    return {collection, std::move(key), bytes_of(text)};
}

}  // namespace

Future<Result<std::vector<StaffCard>>> Vault::State::open_store(StoreKind wanted) {
    if (is_unlocked()) co_return fail(Fault::not_allowed, "lock first");
    open = Open::nothing;
    recovery = {};
    kind = wanted;
    Status opened = co_await store.open(wanted);
    if (!opened) co_return std::unexpected(opened.error());
    auto meta = co_await store.read(Collection::meta, "store");
    if (!meta) co_return std::unexpected(meta.error());
    if (*meta) {
        // A newer app made this: nothing of it is touched.
        auto record = parse_store(text_of(**meta));
        if (!record && record.error().fault == Fault::future_version)
            co_return std::unexpected(record.error());
    }
    auto stored = co_await store.read_all(Collection::slots);
    if (!stored) co_return std::unexpected(stored.error());
    if (stored->empty()) {
        auto left = co_await store.count(Collection::records);
        if (!left) co_return std::unexpected(left.error());
        auto entries = co_await store.count(Collection::audit);
        if (!entries) co_return std::unexpected(entries.error());
        if (*meta || *left > 0 || *entries > 0) co_return fail(Fault::data_missing, "no slots");
        open = Open::empty_store;
        co_return std::vector<StaffCard>{};
    }
    std::vector<StaffCard> cards;
    Error first_error{Fault::data_missing, "no readable slot"};
    for (const StoredRecord& record : *stored) {
        auto slot = parse_slot(text_of(record.bytes));
        if (slot && slot->type == SlotType::recovery && is_recovery_slot(record.key)) {
            (record.key == recovery_slot ? recovery.is_in_force : recovery.is_pending) = true;
        } else if (slot && slot->type == SlotType::password && slot->staff.id == record.key) {
            cards.push_back(std::move(slot->staff));
        } else if (!slot && slot.error().fault == Fault::future_version) {
            first_error = slot.error();
        }
    }
    // The recovery code opens it all the same. What a newer app made is nothing to be mended.
    if (cards.empty() && (!recovery.any() || first_error.fault == Fault::future_version))
        co_return std::unexpected(first_error);
    sort_by(cards, [](const StaffCard& card) { return card.name; });
    open = Open::locked_store;
    co_return cards;
}

Future<Status> Vault::State::create_account(NewStaff staff, std::string password) {
    Status fits = check_staff(staff);
    if (fits) fits = check_password(password);
    if (fits && open == Open::nothing) fits = fail(Fault::no_store, "open a store first");
    if (fits && open == Open::locked_store) fits = fail(Fault::locked);
    if (fits && is_unlocked() && who.role != role_administrator) fits = fail(Fault::not_allowed);
    if (!fits) {
        wipe(password);
        co_return fits;
    }
    StaffCard card{make_id(random), std::move(staff.name), std::move(staff.profession),
                   std::move(staff.role)};
    if (is_unlocked()) {
        card.password = PasswordOf::administrator;
        co_return co_await create_further(std::move(card), std::move(password));
    }
    card.role = role_administrator;
    co_return co_await create_first(std::move(card), std::move(password));
}

// Everything of a new store goes in one transaction: there is never half a store.
Future<Status> Vault::State::create_first(StaffCard card, std::string password) {
    auto made = co_await crypto.generate_key();
    if (!made) {
        wipe(password);
        co_return std::unexpected(made.error());
    }
    KeyHold data_key(crypto, *made);
    Sealer with(crypto, make_id(random), {data_key.get(), first_key_id});
    Slot slot;
    slot.staff = card;
    auto locked = co_await lock_slot(std::move(slot), std::move(password), 0);
    if (!locked) co_return std::unexpected(locked.error());
    auto sealed = co_await seal_slot(with, std::move(*locked));
    if (!sealed) co_return std::unexpected(sealed.error());
    auto device = co_await make_device(with);
    if (!device) co_return std::unexpected(device.error());

    data_key.keep();
    sealer = std::make_unique<Sealer>(with);
    who = std::move(card);
    store_id = with.store_id();
    open = Open::unlocked_store;
    is_loaded = true;
    opened_by = OpenedBy::own_slot;
    is_last_a_reader = false;
    recovery = {};
    format = store_format;
    checkpoint.drafts.emplace();
    checkpoint.key_made_ms = clock.now_ms();
    queue.writes.push_back(
        write_of(Collection::meta, "store", json_of_store({store_format, with.store_id()})));
    queue.writes.push_back(std::move(*device));
    queue.lines.push_back(line_of({AuditAction::create_store, {}, {}}, AuditLine::About::nothing));
    queue.lines.push_back(line_of({AuditAction::create_account, who.id, {}}, AuditLine::About::slot));
    queue.slots.emplace(who.id, std::move(*sealed));
    Status written = co_await flush();
    if (!written) {
        forget();
        open = Open::empty_store;
        changed();
    }
    co_return written;
}

Future<Status> Vault::State::create_further(StaffCard card, std::string password) {
    const std::string id = card.id;
    Slot slot;
    slot.staff = std::move(card);
    auto locked = co_await lock_slot(std::move(slot), std::move(password), 0);
    if (!locked) co_return std::unexpected(locked.error());
    auto sealed = co_await seal_slot(*sealer, std::move(*locked));
    if (!sealed) co_return std::unexpected(sealed.error());
    SlotChanges changes;
    changes.emplace(id, std::move(*sealed));
    co_return co_await commit_slots(std::move(changes), {AuditAction::create_account, id, {}}, {});
}

}  // namespace tsunagi
