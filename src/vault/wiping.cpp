// Owns making a store unreadable for good. What a browser deletes lingers on the disk, so the slots go first:
// without a password's or the recovery code's slot nothing that is left can be opened by anybody. They go
// from every copy of the store, or nothing goes and nothing is certified.
#include "vault/vault_state.h"

#include <utility>

namespace tsunagi {

Future<Status> Vault::State::confirm_wipe(std::string password) {
    Status may = is_unlocked() && is_loaded ? Status{} : Status(fail(Fault::locked));
    if (may && (kind != StoreKind::real || who.role != role_administrator))
        may = fail(Fault::not_allowed, "wipe");
    if (may) may = co_await confirm_person(password);
    wipe(password);
    co_return may;
}

Future<Result<Vault::Wiped>> Vault::State::wipe_store(std::string password, Vault::Certify certify) {
    if (Status sure = co_await confirm_wipe(std::move(password)); !sure)
        co_return std::unexpected(sure.error());
    // Nothing may be on its way when the keys go.
    if (Status saved = co_await flush(); !saved) co_return std::unexpected(saved.error());

    const auto locks = co_await store.count(Collection::slots);
    if (!locks) co_return std::unexpected(locks.error());
    const auto records_there = co_await store.count(Collection::records);
    if (!records_there) co_return std::unexpected(records_there.error());
    WipeFacts facts{.store_id = store_id,
                    .device_id = identity.device_id,
                    .key_id = sealer->key_id(),
                    .slots = *locks,
                    .records = *records_there,
                    .audit_entries = checkpoint.seq};
    is_wiping = true;
    if (Status gone = co_await store.destroy_keys(); !gone) {
        is_wiping = false;
        co_return std::unexpected(gone.error());
    }

    // There is no way back from here: what fails is told in the certificate.
    const Status emptied = co_await store.destroy(StoreKind::real);
    facts.is_emptied = emptied.has_value();
    facts.at_ms = clock.now_ms();
    Vault::Wiped wiped{.facts = facts, .certificate = {}};
    if (auto text = co_await certify(facts)) wiped.certificate = std::move(*text);
    forget_pins();
    carried.erase(store_id);
    forget();
    crypto.end_session();
    open = Open::nothing;
    changed();
    co_return wiped;
}

}  // namespace tsunagi
