// Owns what opens one's own account: password, passkey and PIN.
#include "vault/vault_state.h"

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

// The data key is exchanged with it.
Future<Status> Vault::State::relock_own(Slot slot, std::string password, KeyHandle factor,
                                        AuditAction action) {
    auto locked = co_await lock_slot(std::move(slot), std::move(password), factor);
    if (!locked) co_return std::unexpected(locked.error());
    std::vector<Slot> relocked;
    relocked.push_back(std::move(*locked));
    std::string reason(rotation_reason_code(RotationReason::credential));
    co_return co_await begin_rotation(
        {.event = {action, who.id, std::move(reason)}, .relocked = std::move(relocked)});
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

Future<Status> Vault::State::confirm_person(std::string password) {
    Status may = is_unlocked() && is_loaded ? Status{} : Status(fail(Fault::locked));
    auto slot = may ? co_await read_trusted_slot(who.id) : Result<Slot>(std::unexpected(may.error()));
    const auto factor =
        slot ? co_await ask_factor(slot->passkey) : Result<KeyHandle>(std::unexpected(slot.error()));
    if (!factor) {
        wipe(password);
        co_return std::unexpected(factor.error());
    }
    const KeyHold second(crypto, *factor);
    const auto own = co_await confirm_own(std::move(password), second.get());
    co_return own ? Status{} : Status(std::unexpected(own.error()));
}

Future<Status> Vault::State::set_pin(std::string pin, std::string password) {
    Status may = is_unlocked() && is_loaded ? Status{} : Status(fail(Fault::locked));
    if (may && !is_pin(pin)) may = fail(Fault::weak_password, "PIN");
    if (may) may = co_await confirm_person(password);
    wipe(password);
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
        co_return co_await enter(*slot, {*key, key_id}, OpenedBy::own_slot);
    }
    const bool is_wrong = key.error().fault == Fault::cannot_open;
    if (key.error().fault == Fault::locked || (is_wrong && ++tries >= max_pin_tries)) forget_pins();
    if (!is_wrong) co_return std::unexpected(key.error());
    (void)co_await count_attempt(std::move(staff));
    co_return fail(Fault::wrong_password);
}

}  // namespace tsunagi
