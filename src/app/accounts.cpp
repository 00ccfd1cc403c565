// Owns what a person does with accounts: staff, one's own password, passkey and PIN, and the recovery code.
#include "app/accounts.h"

#include "app/app.h"
#include "app/dates.h"
#include "core/calendar.h"
#include "core/strings.h"

#include <array>
#include <utility>

namespace tsunagi {

namespace {
constexpr std::size_t audit_page_size = 100;
constexpr const char* key_exchanging = "account.key_exchanging";
}  // namespace

PasswordRating rate(const AppState& state, std::string_view password, std::string_view name) {
    std::vector<std::string> own_words{std::string(name)};
    for (const char* path : {"facility", "ward"}) own_words.push_back(setting(state, path));
    return rate_password(password, own_words);
}

std::vector<AuditAction> audit_actions_of(int kind) {
    using enum AuditAction;
    switch (kind) {
        case 0: return {unlock, fail_unlock, lock};
        case 1: return {create, edit, erase, finalise, view, import};
        case 2: return {make_file, check_file, hand_over, print, refuse_import, export_audit};
        case 3:
            return {create_account, change_account,     change_password,       remove_account, enroll_passkey,
                    remove_passkey, make_recovery_code, confirm_recovery_code, recover,        set_pin};
        case 4:
            return {create_store, change_settings, start_rotation, reseal,        end_rotation, migrate,
                    make_backup,  check_backup,    restore,        export_ledger, renew_device, find_damage};
        default: return {};
    }
}

void audit_days(const AppState& state, std::string_view from, std::string_view until, AuditFilter& filter) {
    const auto start_of = [&state](const CivilDate& day) {
        return unix_ms(ZonedTime{day, {}, state.offset_minutes});
    };
    if (const auto first = parse_date(from)) filter.from_ms = start_of(*first);
    if (const auto last = parse_date(until)) filter.until_ms = start_of(*last) + day_ms - 1;
}

// One at a time; the screens show what came of the last one.
void App::account_step(Future<Status> step, const char* done) {
    state_.accounts.fault = Fault::none;
    state_.accounts.done = {};
    state_.accounts.busy = true;
    step.then([this, done, guard = session_.guard()](Status status) {
        if (!guard.holds()) return;
        state_.accounts.busy = false;
        if (status) {
            state_.accounts.done = done;
            notify(Severity::done, done);
        } else if (status.error().fault != Fault::cancelled) {
            state_.accounts.fault = status.error().fault;
        }
        const std::uint32_t key = vault_->key_state().key_id;
        const bool is_exchanged = state_.accounts.key_id != 0 && key != state_.accounts.key_id && key != 0;
        if (is_exchanged && status && std::string_view(done) != key_exchanging)
            notify(Severity::info, key_exchanging);
        ++state_.accounts.steps;
        run(refresh_accounts());
        wake();
    });
}

// The cards as they are now; each person is a document too, so that a name stays readable beside what was
// written when the account is gone.
Future<Status> App::refresh_accounts() {
    const Guard guard = session_.guard();
    auto staff = co_await guard(vault_->list_staff());
    if (!staff) co_return std::unexpected(staff.error());
    state_.staff = std::move(*staff);
    for (const StaffCard& card : state_.staff) {
        if (may_write(state_) && !state_.library.find(card.id)) write_person(card);
    }
    state_.who = vault_->who();  // its role is not always what the slot on the disk says
    state_.accounts.recovery = vault_->recovery_codes();
    state_.accounts.has_pin = state_.who && vault_->has_pin(state_.who->id);
    const DataKeyState key = vault_->key_state();
    state_.accounts.is_rotating = key.is_rotating;
    state_.accounts.key_id = key.key_id;
    state_.accounts.key_made_at_ms = key.made_at_ms;
    co_return Status{};
}

void App::on(const cmd::AddStaff& wish) {
    account_step(vault_->create_account({wish.name, wish.profession, wish.role}, wish.password),
                 "staff.added");
}

void App::on(const cmd::RemoveStaff& wish) {
    account_step(vault_->remove_staff(wish.staff), "staff.removed");
}

void App::on(const cmd::ChangeRole& wish) {
    account_step(vault_->change_role(wish.staff, wish.role), "staff.role_changed");
}

void App::on(const cmd::ResetPassword& wish) {
    account_step(vault_->reset_password(wish.staff, wish.password), "staff.password_reset");
}

void App::on(const cmd::ChangePassword& wish) {
    account_step(vault_->change_password(wish.current, wish.next), "account.password_changed");
}

void App::on(const cmd::ChangePasskey& wish) {
    if (wish.enroll) {
        account_step(vault_->enroll_passkey(wish.password), "account.passkey_added");
    } else {
        account_step(vault_->remove_passkey(wish.password), "account.passkey_removed");
    }
}

void App::on(const cmd::SetPin& wish) {
    if (!wish.pin.empty()) {
        account_step(vault_->set_pin(wish.pin, wish.password), "account.pin_set");
        return;
    }
    vault_->forget_pin();
    account_step(ready(Status{}), "account.pin_forgotten");
}

void App::on(const cmd::PutOffPassword&) {
    account_step(vault_->put_off_password(), "given.put_off_done");
}

void App::on(const cmd::ExchangeKey&) {
    account_step(exchange_keys(), key_exchanging);
}

// The data key, and the keys this device is known by.
Future<Status> App::exchange_keys() {
    const Guard guard = session_.guard();
    Status started = co_await guard(vault_->start_rotation(RotationReason::suspected_leak));
    if (!started) co_return started;
    if (Status read = co_await guard(read_own_number()); !read) co_return read;
    note_own_key();
    co_return Status{};
}

// --- the recovery code: shown once, kept nowhere but on paper

void App::on(const cmd::MakeRecoveryCode& wish) {
    account_step(make_recovery_code(wish.password), "recovery.made");
}

Future<Status> App::make_recovery_code(std::string password) {
    const Guard guard = session_.guard();
    auto code = co_await guard(vault_->make_recovery_code(std::move(password)));
    if (!code) co_return std::unexpected(code.error());
    state_.accounts.recovery_code = std::move(*code);
    co_return Status{};
}

// A plain sheet for the sealed envelope: what it opens, the code, and whom it is for.
void App::on(const cmd::PrintRecoveryCode&) {
    const std::string place = setting(state_, "facility") + " " + setting(state_, "ward");
    run(ports_.files.print({tr("recovery.sheet_title"), place, state_.accounts.recovery_code,
                            tr("recovery.sheet_use"), tr("recovery.sheet_keep"), today_iso(state_)}));
    (void)vault_->record({AuditAction::print, {}, "recovery"});
}

// Not written down: the code is pending, and the one before, if there is one, stays in force.
void App::on(const cmd::DismissRecoveryCode& wish) {
    if (state_.accounts.recovery_code.empty() || state_.accounts.busy) return;
    if (wish.written_down) return account_step(confirm_recovery_code(), "recovery.confirmed");
    wipe(state_.accounts.recovery_code);
    state_.accounts.recovery_code.clear();
}

// The code stays on the screen until the disk has it in force.
Future<Status> App::confirm_recovery_code() {
    if (Status confirmed = co_await vault_->confirm_recovery_code(); !confirmed) co_return confirmed;
    wipe(state_.accounts.recovery_code);
    state_.accounts.recovery_code.clear();
    if (state_.phase == Phase::open) on(cmd::SetSetting{"recovery_kept_on", Date{today_iso(state_)}});
    co_return Status{};
}

// A lock, or the person, took a new code off the screen before it was said to be written down.
// Or it took effect, and the lock came before its day was noted.
void App::note_pending_code() {
    const bool may_mend = state_.who && state_.who->role == role_administrator;
    const RecoveryCodes codes = vault_->recovery_codes();
    if (!may_mend || !state_.accounts.recovery_code.empty()) return;
    if (codes.is_pending)
        notify(Severity::care, codes.is_in_force ? "notice.recovery_pending" : "notice.recovery_none");
    if (codes.is_in_force && !codes.is_pending && setting(state_, "recovery_kept_on").empty() &&
        !state_.practice()) {
        on(cmd::SetSetting{"recovery_kept_on", Date{today_iso(state_)}});
    }
}

void App::on(const cmd::Recover& wish) {
    run(recover(wish));
}

Future<Status> App::recover(cmd::Recover wish) {
    const Guard guard = session_.guard();
    state_.phase = Phase::opening;
    state_.fault = Fault::none;
    const Status there = co_await guard(reopen_store());
    auto code = there ? co_await guard(vault_->recover(std::move(wish.code), std::move(wish.staff),
                                                       std::move(wish.password), std::move(wish.name)))
                      : Result<std::string>(std::unexpected(there.error()));
    if (!code) {
        state_.phase = Phase::locked;
        state_.fault = code.error().fault;
        co_return Status{};
    }
    state_.accounts.recovery_code = std::move(*code);
    Status entered = co_await guard(read_records());
    if (!entered) wipe(state_.accounts.recovery_code);
    if (!entered) state_.accounts.recovery_code.clear();
    co_return entered;
}

void App::on(const cmd::UnlockByPin& wish) {
    run(unlock([this, wish] { return vault_->unlock_by_pin(wish.staff_id, wish.pin); }));
}

// Whom the lock screen may ask for a PIN.
void App::note_pins() {
    state_.pins.clear();
    for (const StaffCard& card : state_.staff) {
        if (vault_->has_pin(card.id)) state_.pins.push_back(card.id);
    }
}

// --- the audit chain

void App::on(const cmd::ReadAudit& wish) {
    if (wish.first_page) state_.audit = AuditView{.job = session_.new_job(), .filter = wish.filter};
    state_.audit.reading = true;
    run(read_audit());
}

Future<Status> App::read_audit() {
    const Guard guard = session_.guard(state_.audit.job);
    auto found =
        co_await guard(vault_->find_audit(state_.audit.filter, state_.audit.next_before, audit_page_size));
    state_.audit.reading = false;
    if (!found) co_return std::unexpected(found.error());
    for (AuditEntry& entry : found->entries) state_.audit.entries.push_back(std::move(entry));
    state_.audit.next_before = found->next_before;
    state_.audit.broken += found->broken;
    state_.audit.read = true;
    co_return Status{};
}

void App::on(const cmd::CheckAudit&) {
    run([](App& app) -> Future<Status> {
        const Guard guard = app.session_.guard();
        app.state_.audit.checking = true;
        auto check = co_await guard(app.vault_->verify_audit());
        app.state_.audit.checking = false;
        if (!check) co_return std::unexpected(check.error());
        app.state_.audit.check = std::move(*check);
        co_return Status{};
    }(*this));
}

void App::on(const cmd::ExportAudit&) {
    run([](App& app) -> Future<Status> {
        const Guard guard = app.session_.guard();
        auto lines = co_await guard(app.vault_->export_audit());
        if (!lines) co_return std::unexpected(lines.error());
        const std::string name = "tsunagi-audit-" + today_iso(app.state_) + ".jsonl";
        co_return co_await app.ports_.files.save(name, "application/jsonl", std::move(*lines));
    }(*this));
}

}  // namespace tsunagi
