// Owns the recovery code: making one, putting it in force once it was written down, and opening a store with
// it. Until a new code was written down, the one before opens as well: whatever interrupts the person who
// reads it from the screen, there is a code on paper that opens.
#include "vault/recovery_code.h"
#include "vault/vault_state.h"

#include <utility>

namespace tsunagi {

// The slot of a code that waits to be written down: locked, not yet sealed.
Future<Result<Slot>> Vault::State::lock_pending_slot(std::string code) {
    Slot slot;
    slot.type = SlotType::recovery;
    slot.staff.id = pending_recovery_slot;
    co_return co_await lock_slot(std::move(slot), std::move(code), 0);
}

// In place of the slot of another code, the data key is exchanged with it. `before`: the key it had so far.
Future<Status> Vault::State::put_recovery_slot(Slot slot, StaffId before, AuditEvent event) {
    const StaffId id = slot.staff.id;
    std::vector<StaffId> removed;
    if (before != id) removed.push_back(before);
    if (slots.contains(id)) {
        event.detail = rotation_reason_code(RotationReason::recovery_code);
        std::vector<Slot> relocked;
        relocked.push_back(std::move(slot));
        co_return co_await begin_rotation(
            {.event = std::move(event), .relocked = std::move(relocked), .removed = std::move(removed)});
    }
    auto sealed = co_await seal_slot(*sealer, std::move(slot));
    if (!sealed) co_return std::unexpected(sealed.error());
    SlotChanges changes;
    for (const StaffId& gone : removed) changes.emplace(gone, std::nullopt);
    changes.emplace(id, std::move(*sealed));
    co_return co_await commit_slots(std::move(changes), std::move(event), {});
}

Future<Result<std::string>> Vault::State::make_recovery_code(std::string password) {
    Status may = may_administrate();
    if (may) may = co_await confirm_person(password);
    wipe(password);
    if (!may) co_return std::unexpected(may.error());
    std::string code = generate_recovery_code(random);
    auto slot = co_await lock_pending_slot(code);
    if (!slot) co_return std::unexpected(slot.error());
    Status written = co_await put_recovery_slot(std::move(*slot), pending_recovery_slot,
                                                {AuditAction::make_recovery_code, pending_recovery_slot, {}});
    if (!written) co_return std::unexpected(written.error());
    recovery.is_pending = true;
    co_return code;
}

Future<Status> Vault::State::confirm_recovery_code() {
    if (Status may = may_administrate(); !may) co_return may;
    auto slot = co_await read_trusted_slot(pending_recovery_slot);
    if (!slot) co_return std::unexpected(slot.error());
    slot->staff.id = recovery_slot;
    const bool is_outdated = is_of_former_device(*slot);
    Status written = co_await put_recovery_slot(std::move(*slot), pending_recovery_slot,
                                                {AuditAction::confirm_recovery_code, {}, {}});
    if (written) recovery = {.is_in_force = true, .is_pending = false, .is_outdated = is_outdated};
    co_return written;
}

// Whoever restores a backup by the code could not tell that this device signed it. A slot that names no
// signer was made before slots did: then it is of the first keys.
bool Vault::State::is_of_former_device(const Slot& slot) const {
    return slot.signer ? *slot.signer != identity.signing.public_key : !identity.former.empty();
}

// The slot to be locked anew: of this person, or, where no person's can be read, of a new administrator.
Future<Result<Slot>> Vault::State::recovered_slot(StaffId staff, std::string name) {
    if (!staff.empty()) co_return co_await read_slot(std::move(staff));
    if (Status fits = check_staff({name, {}, role_administrator}); !fits)
        co_return std::unexpected(fits.error());
    auto stored = co_await store.read_all(Collection::slots);
    if (!stored) co_return std::unexpected(stored.error());
    for (const StoredRecord& record : *stored) {
        auto other = parse_slot(text_of(record.bytes));
        if (other && other->type == SlotType::password && other->staff.id == record.key)
            co_return fail(Fault::not_allowed, "somebody's slot can be read");
    }
    Slot slot;
    slot.staff = {make_id(random), std::move(name), {}, role_administrator};
    co_return slot;
}

// Whichever slot this code opens. wrong_password is counted once; data_missing where there is no slot to try.
Future<Result<Vault::State::OpenedSlot>> Vault::State::open_recovery(std::string code) {
    Error error{Fault::data_missing, "no recovery slot"};
    for (const char* id : {recovery_slot, pending_recovery_slot}) {
        auto slot = co_await read_slot(id);
        if (!slot) {
            if (error.fault != Fault::wrong_password) error = slot.error();
            continue;
        }
        auto key = co_await try_slot(*slot, code, 0);
        if (key || key.error().fault != Fault::wrong_password) {
            wipe(code);
            if (!key) co_return std::unexpected(key.error());
            co_return OpenedSlot{std::move(*slot), *key};
        }
        error = key.error();
    }
    wipe(code);
    if (error.fault == Fault::wrong_password) (void)co_await count_attempt(recovery_slot);
    co_return std::unexpected(std::move(error));
}

// What a recovery changes: the person's slot, and a new code that waits beside the one that was given, which
// somebody holds.
Future<Result<SlotChanges>> Vault::State::recovered_slots(Slot own, std::string password, Slot given,
                                                          std::string next) {
    auto disbelieved = co_await slots_without_rights();
    if (!disbelieved) co_return disbelieved;
    SlotChanges changes = std::move(*disbelieved);
    const StaffId staff = own.staff.id;
    auto locked = co_await lock_slot(std::move(own), std::move(password), 0);
    if (!locked) co_return std::unexpected(locked.error());
    auto sealed = co_await seal_slot(*sealer, std::move(*locked));
    if (!sealed) co_return std::unexpected(sealed.error());
    changes.emplace(staff, std::move(*sealed));
    if (given.staff.id != recovery_slot) {
        given.staff.id = recovery_slot;
        auto kept = co_await seal_slot(*sealer, std::move(given));
        if (!kept) co_return std::unexpected(kept.error());
        changes.emplace(recovery_slot, std::move(*kept));
    }
    auto locked_next = co_await lock_pending_slot(std::move(next));
    if (!locked_next) co_return std::unexpected(locked_next.error());
    auto pending = co_await seal_slot(*sealer, std::move(*locked_next));
    if (!pending) co_return std::unexpected(pending.error());
    changes.emplace(pending_recovery_slot, std::move(*pending));
    co_return changes;
}

Future<Result<std::string>> Vault::State::recover(std::string code, StaffId staff, std::string password,
                                                  std::string name) {
    const bool is_new = staff.empty();
    Status may = check_password(password);
    if (may && open != Open::locked_store)
        may = fail(open == Open::unlocked_store ? Fault::not_allowed : Fault::no_store);
    auto typed = parse_recovery_code(code);
    wipe(code);
    if (may && !typed) may = std::unexpected(typed.error());
    auto own =
        may ? co_await recovered_slot(staff, std::move(name)) : Result<Slot>(std::unexpected(may.error()));
    auto given =
        own ? co_await open_recovery(std::move(*typed)) : Result<OpenedSlot>(std::unexpected(own.error()));
    Status entered = given ? co_await enter(is_new ? given->slot : *own, {given->key, given->slot.key_id},
                                            OpenedBy::recovery_code)
                           : Status(std::unexpected(given.error()));
    if (!entered) {
        wipe(password);
        co_return std::unexpected(entered.error());
    }
    Status checked;
    if (is_new) {
        staff = own->staff.id;
        who = own->staff;
        is_last_a_reader = false;
    } else if (who.role != role_administrator) {
        checked = fail(Fault::not_allowed, "not an administrator");
    }
    std::string next = generate_recovery_code(random);
    own->passkey.reset();
    who.password = PasswordOf::owner;
    own->staff = who;
    auto changes = checked ? co_await recovered_slots(std::move(*own), password, std::move(given->slot), next)
                           : Result<SlotChanges>(std::unexpected(checked.error()));
    wipe(password);
    Status written = changes ? Status{} : Status(std::unexpected(changes.error()));
    if (written) {
        checkpoint.slots_in_doubt = false;
        checkpoint.is_exchange_due = true;  // by load(), when all records are known
        is_loaded = true;                   // for this one transaction: no document is in it
        written = co_await commit_slots(std::move(*changes), {AuditAction::recover, staff, {}}, {});
        is_loaded = false;
    }
    if (!written) {
        forget();
        open = Open::locked_store;
        changed();
        co_return std::unexpected(written.error());
    }
    recovery.is_in_force = recovery.is_pending = true;
    who.has_passkey = false;
    forget_pin(staff);
    co_return next;
}

// Where the log cannot say which slots are as they should be, whoever gave the code is the one who is known:
// everybody else's loses its card. It opens for reading, until they are registered anew.
Future<Result<SlotChanges>> Vault::State::slots_without_rights() {
    SlotChanges changes;
    if (!checkpoint.slots_in_doubt) co_return changes;
    auto stored = co_await store.read_all(Collection::slots);
    if (!stored) co_return std::unexpected(stored.error());
    for (const StoredRecord& record : *stored) {
        auto slot = parse_slot(text_of(record.bytes));
        if (!slot || slot->type != SlotType::password || slot->staff.id != record.key ||
            record.key == who.id) {
            continue;
        }
        slot->card.clear();
        changes.emplace(record.key, std::move(*slot));
    }
    co_return changes;
}

// What was found in doubt after a recovery.
Future<Status> Vault::State::settle_doubt() {
    auto changes = co_await slots_without_rights();
    if (!changes) co_return std::unexpected(changes.error());
    checkpoint.slots_in_doubt = false;
    Status written =
        co_await commit_slots(std::move(*changes), {AuditAction::change_account, {}, "doubt"}, {});
    if (!written && is_unlocked()) checkpoint.slots_in_doubt = true;
    co_return written;
}

Future<Result<RecoveryRecipient>> Vault::State::recovery_recipient() {
    if (!is_unlocked() || !is_loaded) co_return fail(Fault::locked);
    auto slot = co_await read_trusted_slot(recovery_slot);
    if (!slot) co_return std::unexpected(slot.error());
    if (!slot->vouched || is_of_former_device(*slot)) co_return fail(Fault::data_missing, "recovery slot");
    co_return RecoveryRecipient{std::move(slot->pair), std::move(*slot->vouched)};
}

}  // namespace tsunagi
