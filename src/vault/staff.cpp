// Owns what an administrator does with other people's accounts.
#include "core/sorting.h"
#include "vault/vault_state.h"

#include <algorithm>
#include <utility>

namespace tsunagi {

Status Vault::State::may_administrate() const {
    if (!is_unlocked() || !is_loaded) return fail(Fault::locked);
    if (who.role != role_administrator) return fail(Fault::not_allowed, "not an administrator");
    return {};
}

Future<Status> Vault::State::remove_staff(StaffId staff) {
    if (Status may = may_administrate(); !may) co_return may;
    if (staff == who.id) co_return fail(Fault::not_allowed, "oneself");
    auto stored = co_await store.read(Collection::slots, staff);
    if (!stored) co_return std::unexpected(stored.error());
    // Also one whose slot was taken away or does not parse any more.
    if (is_recovery_slot(staff) || (!*stored && !slots.contains(staff)))
        co_return fail(Fault::data_missing, "no such slot");
    std::string reason(rotation_reason_code(RotationReason::staff_removed));
    co_return co_await begin_rotation(
        {.event = {AuditAction::remove_account, staff, std::move(reason)}, .removed = {staff}});
}

Future<Status> Vault::State::change_role(StaffId staff, std::string role) {
    if (Status may = may_administrate(); !may) co_return may;
    if (Status fits = check_staff({"x", {}, role}); !fits) co_return fits;
    auto all = co_await read_trusted_slots();
    if (!all) co_return std::unexpected(all.error());
    const auto own = std::ranges::find(*all, staff, [](const Slot& slot) { return slot.staff.id; });
    if (own == all->end() || own->type != SlotType::password)
        co_return fail(Fault::data_missing, "no such slot");
    if (own->staff.role == role) co_return Status{};
    const bool has_other = std::ranges::any_of(*all, [&staff](const Slot& slot) {
        return slot.staff.id != staff && slot.staff.role == role_administrator;
    });
    if (own->staff.role == role_administrator && !has_other) co_return fail(Fault::last_administrator);
    own->staff.role = role;
    auto sealed = co_await seal_slot(*sealer, std::move(*own));
    if (!sealed) co_return std::unexpected(sealed.error());
    SlotChanges changes;
    changes.emplace(staff, std::move(*sealed));
    Status written =
        co_await commit_slots(std::move(changes), {AuditAction::change_account, staff, role}, {});
    if (written && staff == who.id) {
        who.role = role;
        is_last_a_reader = role == role_reader;
    }
    co_return written;
}

Future<Status> Vault::State::rename_staff(StaffId staff, std::string name, std::string profession) {
    Status may = may_administrate();
    if (!may && is_unlocked() && is_loaded && staff == who.id) may = {};
    if (may) may = check_staff({name, profession, role_reader});
    if (!may) co_return may;
    auto slot = co_await read_trusted_slot(staff);
    if (!slot) co_return std::unexpected(slot.error());
    if (slot->type != SlotType::password) co_return fail(Fault::data_missing, "no such slot");
    slot->staff.name = std::move(name);
    slot->staff.profession = std::move(profession);
    const StaffCard card = slot->staff;
    auto sealed = co_await seal_slot(*sealer, std::move(*slot));
    if (!sealed) co_return std::unexpected(sealed.error());
    SlotChanges changes;
    changes.emplace(staff, std::move(*sealed));
    Status written =
        co_await commit_slots(std::move(changes), {AuditAction::change_account, staff, "name"}, {});
    if (written && staff == who.id) who = card;
    co_return written;
}

Future<Status> Vault::State::reset_password(StaffId staff, std::string password) {
    Status may = may_administrate();
    if (may && staff == who.id) may = fail(Fault::not_allowed, "oneself");
    if (may) may = check_password(password);
    if (!may) {
        wipe(password);
        co_return may;
    }
    auto slot = co_await read_trusted_slot(staff);
    if (slot && slot->type != SlotType::password) slot = fail(Fault::data_missing, "no such slot");
    if (!slot) {
        wipe(password);
        co_return std::unexpected(slot.error());
    }
    slot->passkey.reset();
    slot->staff.password = PasswordOf::administrator;
    auto locked = co_await lock_slot(std::move(*slot), std::move(password), 0);
    if (!locked) co_return std::unexpected(locked.error());
    std::vector<Slot> relocked;
    relocked.push_back(std::move(*locked));
    co_return co_await begin_rotation({.event = {AuditAction::change_password, std::move(staff), "reset"},
                                       .relocked = std::move(relocked)});
}

Future<Result<std::vector<StaffCard>>> Vault::State::list_staff() {
    std::vector<StaffCard> cards;
    if (!is_unlocked()) co_return cards;
    auto stored = co_await store.read_all(Collection::slots);
    if (!stored) co_return std::unexpected(stored.error());
    for (const StoredRecord& record : *stored) {
        auto slot = parse_slot(text_of(record.bytes));
        if (slot && slot->type == SlotType::password && slot->staff.id == record.key)
            cards.push_back(std::move(slot->staff));
    }
    sort_by(cards, [](const StaffCard& card) { return card.name; });
    co_return cards;
}

}  // namespace tsunagi
