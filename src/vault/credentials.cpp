// Owns what opens one's own account: password, passkey and PIN, and the recovery code behind them all.
#include "vault/recovery_code.h"
#include "vault/vault_state.h"

#include <algorithm>
#include <utility>

namespace tsunagi {

// One's own slot, once the password was given again.
Future<Result<Slot>> Vault::State::confirm_own(std::string password, KeyHandle factor) {
    auto slot = co_await read_trusted_slot(who.id);
    if (!slot) {
        wipe(password);
        co_return slot;
    }
    auto key = co_await open_slot(*slot, std::move(password), factor);
    if (!key) co_return std::unexpected(key.error());
    crypto.drop(*key);
    co_return slot;
}

Future<Status> Vault::State::relock_own(Slot slot, std::string password, KeyHandle factor,
                                        AuditAction action) {
    auto locked = co_await lock_slot(std::move(slot), std::move(password), factor);
    if (!locked) co_return std::unexpected(locked.error());
    auto sealed = co_await seal_slot(*sealer, std::move(*locked));
    if (!sealed) co_return std::unexpected(sealed.error());
    SlotChanges changes;
    changes.emplace(who.id, std::move(*sealed));
    co_return co_await commit_slots(std::move(changes), {action, who.id, {}}, {});
}

Future<Status> Vault::State::change_password(std::string current, std::string next) {
    Status may = is_unlocked() && is_loaded ? Status{} : Status(fail(Fault::locked));
    auto slot = may ? co_await read_slot(who.id) : Result<Slot>(std::unexpected(may.error()));
    if (slot)
        may = check_password(next, slot->passkey ? Factors::password_and_passkey : Factors::password);
    else
        may = std::unexpected(slot.error());
    Result<KeyHandle> factor{0};
    if (may) factor = co_await ask_factor(slot->passkey);
    if (!factor) may = std::unexpected(factor.error());
    if (!may) {
        wipe(current);
        wipe(next);
        co_return may;
    }
    const KeyHold second(crypto, *factor);
    auto own = co_await confirm_own(std::move(current), second.get());
    if (!own) {
        wipe(next);
        co_return std::unexpected(own.error());
    }
    own->staff.password = PasswordOf::owner;
    Status written =
        co_await relock_own(std::move(*own), std::move(next), second.get(), AuditAction::change_password);
    if (written) who.password = PasswordOf::owner;
    co_return written;
}

Future<Status> Vault::State::put_off_password() {
    if (!is_unlocked() || !is_loaded) co_return fail(Fault::locked);
    if (who.password != PasswordOf::administrator) co_return fail(Fault::not_allowed, "put off before");
    auto slot = co_await read_trusted_slot(who.id);
    if (!slot) co_return std::unexpected(slot.error());
    slot->staff.password = PasswordOf::put_off;
    auto sealed = co_await seal_slot(*sealer, std::move(*slot));
    if (!sealed) co_return std::unexpected(sealed.error());
    SlotChanges changes;
    changes.emplace(who.id, std::move(*sealed));
    Status written =
        co_await commit_slots(std::move(changes), {AuditAction::change_account, who.id, "put_off"}, {});
    if (written) who.password = PasswordOf::put_off;
    co_return written;
}

Future<Status> Vault::State::enroll_passkey(std::string password) {
    Status may = is_unlocked() && is_loaded ? Status{} : Status(fail(Fault::locked));
    if (may && (options.passkeys == nullptr || !options.passkeys->is_available() || who.has_passkey))
        may = fail(Fault::not_allowed, "passkey");
    if (!may) {
        wipe(password);
        co_return may;
    }
    auto own = co_await confirm_own(password, 0);
    if (!own) {
        wipe(password);
        co_return std::unexpected(own.error());
    }
    auto credential = co_await options.passkeys->enroll(who.id, who.name);
    if (!credential) {
        wipe(password);
        co_return std::unexpected(credential.error());
    }
    own->passkey = SlotPasskey{std::move(*credential), {}};
    random.fill(own->passkey->salt);
    auto factor = co_await ask_factor(own->passkey);
    if (!factor) {
        wipe(password);
        co_return std::unexpected(factor.error());
    }
    const KeyHold second(crypto, *factor);
    Status written =
        co_await relock_own(std::move(*own), std::move(password), second.get(), AuditAction::enroll_passkey);
    if (written) who.has_passkey = true;
    co_return written;
}

Future<Status> Vault::State::remove_passkey(std::string password) {
    Status may = is_unlocked() && is_loaded ? Status{} : Status(fail(Fault::locked));
    if (may && !who.has_passkey) may = fail(Fault::not_allowed, "no passkey");
    if (may) may = check_password(password);
    auto slot = may ? co_await read_slot(who.id) : Result<Slot>(std::unexpected(may.error()));
    auto factor =
        slot ? co_await ask_factor(slot->passkey) : Result<KeyHandle>(std::unexpected(slot.error()));
    if (!factor) {
        wipe(password);
        co_return std::unexpected(factor.error());
    }
    const KeyHold second(crypto, *factor);
    auto own = co_await confirm_own(password, second.get());
    if (!own) {
        wipe(password);
        co_return std::unexpected(own.error());
    }
    own->passkey.reset();
    Status written =
        co_await relock_own(std::move(*own), std::move(password), 0, AuditAction::remove_passkey);
    if (written) who.has_passkey = false;
    co_return written;
}

Future<Status> Vault::State::set_pin(std::string pin) {
    Status may = is_unlocked() && is_loaded ? Status{} : Status(fail(Fault::locked));
    if (may && !is_pin(pin)) may = fail(Fault::weak_password, "PIN");
    if (may) {
        auto remembering = crypto.remember_key(who.id, pin, password_cost_floor, sealer->key());
        may = co_await remembering;
    }
    wipe(pin);
    if (!may) co_return may;
    pins.insert_or_assign(who.id, Pin{kind, sealer->key_id(), 0});
    put(AuditEvent{AuditAction::set_pin, {}, {}});
    co_return Status{};
}

void Vault::State::forget_pin(const StaffId& staff) {
    if (pins.erase(staff) > 0) crypto.forget_key(staff);
}

void Vault::State::forget_pins() {
    for (const auto& [staff, pin] : pins) crypto.forget_key(staff);
    pins.clear();
}

Future<Status> Vault::State::unlock_by_pin(StaffId staff, std::string pin) {
    if (open != Open::locked_store) {
        wipe(pin);
        co_return fail(open == Open::unlocked_store ? Fault::not_allowed : Fault::no_store);
    }
    const auto known = pins.find(staff);
    const std::uint32_t key_id = known != pins.end() && known->second.kind == kind ? known->second.key_id : 0;
    auto slot = key_id == 0 ? Result<Slot>(fail(Fault::locked, "no PIN")) : co_await read_slot(staff);
    // A slot put back, or a data key exchanged since: the remembered one would open the wrong records.
    if (slot && slot->key_id != key_id) slot = fail(Fault::locked, "PIN of another key");
    if (!slot) {
        wipe(pin);
        co_return std::unexpected(slot.error());
    }
    auto key = co_await crypto.recall_key(staff, pin);
    wipe(pin);
    int& tries = pins[staff].tries;
    if (key) {
        tries = 0;
        co_return co_await enter(*slot, {*key, key_id});
    }
    const bool is_wrong = key.error().fault == Fault::cannot_open;
    if (key.error().fault == Fault::locked || (is_wrong && ++tries >= max_pin_tries)) forget_pins();
    if (!is_wrong) co_return std::unexpected(key.error());
    (void)co_await count_attempt(std::move(staff));
    co_return fail(Fault::wrong_password);
}

Future<Result<Slot>> Vault::State::make_recovery_slot(std::string code) {
    Slot slot;
    slot.type = SlotType::recovery;
    slot.staff.id = recovery_slot;
    const auto before = slots.find(recovery_slot);
    if (before != slots.end()) slot.revision = before->second.revision;
    auto locked = co_await lock_slot(std::move(slot), std::move(code), 0);
    if (!locked) co_return locked;
    co_return co_await seal_slot(*sealer, std::move(*locked));
}

Future<Result<std::string>> Vault::State::make_recovery_code() {
    if (Status may = may_administrate(); !may) co_return std::unexpected(may.error());
    std::string code = generate_recovery_code(random);
    auto slot = co_await make_recovery_slot(code);
    if (!slot) co_return std::unexpected(slot.error());
    SlotChanges changes;
    changes.emplace(recovery_slot, std::move(*slot));
    Status written =
        co_await commit_slots(std::move(changes), {AuditAction::make_recovery_code, recovery_slot, {}}, {});
    if (!written) co_return std::unexpected(written.error());
    has_recovery = true;
    co_return code;
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

Future<Result<std::string>> Vault::State::recover(std::string code, StaffId staff, std::string password,
                                                  std::string name) {
    const bool is_new = staff.empty();
    Status may = check_password(password);
    if (may && open != Open::locked_store)
        may = fail(open == Open::unlocked_store ? Fault::not_allowed : Fault::no_store);
    auto typed = parse_recovery_code(code);
    wipe(code);
    if (may && !typed) may = std::unexpected(typed.error());
    auto recovery = may ? co_await read_slot(recovery_slot) : Result<Slot>(std::unexpected(may.error()));
    auto own = recovery ? co_await recovered_slot(staff, std::move(name)) : recovery;
    auto key = own ? co_await open_slot(*recovery, std::move(*typed), 0)
                   : Result<KeyHandle>(std::unexpected(own.error()));
    Status entered = key ? co_await enter(is_new ? *recovery : *own, {*key, recovery->key_id})
                         : Status(std::unexpected(key.error()));
    if (!entered) {
        wipe(password);
        co_return std::unexpected(entered.error());
    }
    // The marks of the slots, so that the census stays right; load() will tell what is wrong with them.
    Loaded seen;
    Status checked = co_await check_slots(seen);
    if (is_new) {
        staff = own->staff.id;
        who = own->staff;
        is_last_a_reader = false;
    } else if (checked && (who.role != role_administrator || !slots.contains(staff))) {
        checked = fail(Fault::not_allowed, "not an administrator");
    }
    std::string next = generate_recovery_code(random);
    own->passkey.reset();
    who.password = PasswordOf::owner;
    own->staff = who;
    auto locked = checked ? co_await lock_slot(std::move(*own), std::move(password), 0)
                          : Result<Slot>(std::unexpected(checked.error()));
    auto sealed = locked ? co_await seal_slot(*sealer, std::move(*locked)) : locked;
    auto renewed = sealed ? co_await make_recovery_slot(next) : sealed;
    Status written = renewed ? Status{} : Status(std::unexpected(renewed.error()));
    if (written) {
        SlotChanges changes;
        changes.emplace(staff, std::move(*sealed));
        changes.emplace(recovery_slot, std::move(*renewed));
        is_loaded = true;  // for this one transaction: no document is in it
        written = co_await commit_slots(std::move(changes), {AuditAction::recover, staff, {}}, {});
        is_loaded = false;
    }
    if (!written) {
        forget();
        open = Open::locked_store;
        changed();
        co_return std::unexpected(written.error());
    }
    who.has_passkey = false;
    forget_pin(staff);
    co_return next;
}

Future<Result<RecoveryRecipient>> Vault::State::recovery_recipient() {
    if (!is_unlocked() || !is_loaded) co_return fail(Fault::locked);
    auto slot = co_await read_trusted_slot(recovery_slot);
    if (!slot) co_return std::unexpected(slot.error());
    if (!slot->vouched) co_return fail(Fault::data_missing, "recovery slot");
    co_return RecoveryRecipient{std::move(slot->pair), std::move(*slot->vouched)};
}

}  // namespace tsunagi
