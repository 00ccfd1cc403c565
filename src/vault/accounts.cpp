// Owns opening a store and making accounts in it.
#include "core/sorting.h"
#include "vault/vault_state.h"

#include <algorithm>
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
    kind = wanted;
    Status opened = co_await store.open(wanted);
    if (!opened) co_return std::unexpected(opened.error());
    auto meta = co_await store.read(Collection::meta, "store");
    if (!meta) co_return std::unexpected(meta.error());
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
        if (slot && slot->staff.id == record.key) {
            cards.push_back(std::move(slot->staff));
        } else if (!slot && slot.error().fault == Fault::future_version) {
            first_error = slot.error();
        }
    }
    if (cards.empty()) co_return std::unexpected(first_error);
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
    if (is_unlocked()) co_return co_await create_further(std::move(card), std::move(password));
    card.role = role_administrator;
    co_return co_await create_first(std::move(card), std::move(password));
}

Future<Result<Slot>> Vault::State::make_slot(Sealer with, StaffCard card, std::string password) {
    Slot slot;
    slot.store_id = with.store_id();
    slot.key_id = with.key_id();
    slot.cost = at_least_floor(options.password_cost);
    random.fill(slot.salt);
    slot.staff = std::move(card);
    auto derived = co_await crypto.derive_password_key(password, slot.salt, slot.cost);
    wipe(password);
    if (!derived) co_return std::unexpected(derived.error());
    const KeyHold kek(crypto, *derived);
    auto wrapped = co_await crypto.wrap_key(kek.get(), with.key());
    if (!wrapped) co_return std::unexpected(wrapped.error());
    slot.wrapped = std::move(*wrapped);
    Label label{record_type::slot, slot.staff.id, slot.revision};
    Bytes content = bytes_of(json_without_card(slot));
    auto sealed = co_await with.seal(std::move(label), std::move(content));
    if (!sealed) co_return std::unexpected(sealed.error());
    slot.card = std::move(sealed->bytes);
    co_return slot;
}

// Fills in identity as well.
Future<Result<Write>> Vault::State::make_device(Sealer with) {
    auto signing = co_await crypto.generate_pair(PrivateKeyUse::sign);
    if (!signing) co_return std::unexpected(signing.error());
    KeyHold signing_key(crypto, signing->handle);
    auto agreement = co_await crypto.generate_pair(PrivateKeyUse::agree);
    if (!agreement) co_return std::unexpected(agreement.error());
    KeyHold agreement_key(crypto, agreement->handle);
    auto sealed_signing = co_await crypto.seal_private(with.key(), signing->handle);
    if (!sealed_signing) co_return std::unexpected(sealed_signing.error());
    auto sealed_agreement = co_await crypto.seal_private(with.key(), agreement->handle);
    if (!sealed_agreement) co_return std::unexpected(sealed_agreement.error());
    const std::string device_id = make_id(random);
    Bytes content =
        bytes_of("{\"v\":1,\"device\":\"" + device_id + "\",\"signing\":\"" +
                 base64url_of(envelope_of(*sealed_signing, with.key_id())) + "\",\"agreement\":\"" +
                 base64url_of(envelope_of(*sealed_agreement, with.key_id())) + "\"}");
    Label label{record_type::device, "device", 1};
    auto sealed = co_await with.seal(std::move(label), std::move(content));
    if (!sealed) co_return std::unexpected(sealed.error());
    signing_key.keep();
    agreement_key.keep();
    identity = {device_id, *signing, *agreement};
    co_return Write{Collection::meta, "device", std::move(sealed->bytes)};
}

// Everything of a new store goes in one transaction: there is never half a store.
Future<Status> Vault::State::create_first(StaffCard card, std::string password) {
    auto made = co_await crypto.generate_key();
    if (!made) {
        wipe(password);
        co_return std::unexpected(made.error());
    }
    KeyHold data_key(crypto, *made);
    const Sealer with(crypto, make_id(random), data_key.get(), first_key_id);
    auto slot = co_await make_slot(with, card, std::move(password));
    if (!slot) co_return std::unexpected(slot.error());
    auto device = co_await make_device(with);
    if (!device) co_return std::unexpected(device.error());

    data_key.keep();
    sealer = std::make_unique<Sealer>(with);
    who = std::move(card);
    store_id = with.store_id();
    open = Open::unlocked_store;
    is_loaded = true;
    queue.writes.push_back(write_of(Collection::meta, "store", json_of_store(with.store_id())));
    queue.writes.push_back(std::move(*device));
    queue.lines.push_back(line_of({AuditAction::create_store, {}, {}}, AuditLine::About::nothing));
    queue.lines.push_back(line_of({AuditAction::create_account, who.id, {}}, AuditLine::About::slot));
    queue.slots.emplace(who.id, std::move(*slot));
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
    auto slot = co_await make_slot(*sealer, std::move(card), std::move(password));
    if (!slot) co_return std::unexpected(slot.error());
    queue.slots.emplace(id, std::move(*slot));
    queue.lines.push_back(line_of({AuditAction::create_account, id, {}}, AuditLine::About::slot));
    Status written = co_await flush();
    if (!written) {
        // The person was told that it failed and will do it again: it must not appear later by itself.
        queue.slots.erase(id);
        std::erase_if(queue.lines, [&id](const AuditLine& line) {
            return line.about == AuditLine::About::slot && line.event.object == id;
        });
        changed();
    }
    co_return written;
}

}  // namespace tsunagi
