#include "screens_fixture.h"
#include "settling_fixture.h"
#include "views_of_app.h"

#include <iterator>

namespace tsunagi {

namespace {

// Two who work here, one with a rare name and a long profession.
void open_staff(AppState& state) {
    state.place = at(Screen::staff);
    state.staff = {*state.who, *state.who};
    state.staff.back().id = "5f0c6d0c9d5b4f0e8a1b2c3d4e5f6071";
    state.staff.back().name = "勘解由小路 茉莉花";
    state.staff.back().profession = "退院支援看護師（入退院支援部門・専従）";
}

void open_log(AppState& state) {
    open_staff(state);
    state.place = at(Screen::audit);
    state.audit.read = true;
    for (const AuditAction action : {AuditAction::view, AuditAction::edit, AuditAction::hand_over}) {
        AuditEntry entry;
        entry.seq = state.audit.entries.size() + 1;
        entry.utc_ms = state.now_ms;
        entry.staff = state.staff.back().id;
        entry.action = action;
        entry.object = watanabe;
        state.audit.entries.push_back(entry);
    }
    state.audit.next_before = 1;
    state.audit.broken = 1;
}

void open_storage(AppState& state) {
    state.place = at(Screen::storage);
    state.storage = StorageState{false, 900'000'000, 1'000'000'000};
}

std::vector<View> views_of_settings() {
    return {
        {"settings", [](AppState& s, ShellUi&) { s.place = at(Screen::settings); }},
        {"own account", [](AppState& s, ShellUi&) { s.place = at(Screen::account); }},
        {"own account, new password",
         [](AppState& s, ShellUi& own) {
             s.place = at(Screen::account);
             own.account.step = AccountUi::Step::password;
         }},
        {"staff", [](AppState& s, ShellUi&) { open_staff(s); }},
        {"staff, adding one",
         [](AppState& s, ShellUi& own) {
             open_staff(s);
             own.staff.step = StaffUi::Step::add;
         }},
        {"staff, one of them",
         [](AppState& s, ShellUi& own) {
             open_staff(s);
             own.staff.step = StaffUi::Step::manage;
             own.staff.open = s.staff.back().id;
         }},
        {"staff, removing one",
         [](AppState& s, ShellUi& own) {
             open_staff(s);
             own.staff.step = StaffUi::Step::remove;
             own.staff.open = s.staff.back().id;
         }},
        {"log", [](AppState& s, ShellUi&) { open_log(s); }},
        {"storage", [](AppState& s, ShellUi&) { open_storage(s); }},
        {"storage, a backup was made",
         [](AppState& s, ShellUi&) {
             open_storage(s);
             s.backup.stage = BackupJob::Stage::made;
             s.backup.file_name = "tsunagi-backup-2026-11-21.json";
         }},
        {"storage, a backup was picked",
         [](AppState& s, ShellUi&) {
             open_storage(s);
             s.backup.stage = BackupJob::Stage::asking;
             s.backup.file_name = "tsunagi-backup-2026-11-21.json";
             s.backup.fault = Fault::cannot_open;
         }},
        {"the guideline", [](AppState& s, ShellUi&) { s.place = at(Screen::guideline); }},
        {"storage, a new version is held back",
         [](AppState& s, ShellUi&) {
             open_storage(s);
             s.store = StoreKind::real;
             s.who->role = role_administrator;
             s.updates.held = true;
             s.updates.offered = "1.0.1 fe15c07d4b6a2290";
         }},
        {"storage, about to wipe",
         [](AppState& s, ShellUi& own) {
             open_storage(s);
             s.store = StoreKind::real;
             s.who->role = role_administrator;
             s.wipe.fault = Fault::wrong_password;
             own.backup.wipe.asking = true;
         }},
    };
}

std::vector<View> views_of_gate() {
    return {
        {"first run, wiped",
         [](AppState& s, ShellUi&) {
             s.phase = Phase::first_run;
             s.wipe.stage = WipeJob::Stage::wiped;
             s.wipe.facts = WipeFacts{.device_id = std::string(32, 'c'), .slots = 3, .records = 1200};
             s.wipe.by = "勘解由小路 茉莉花";
             s.wipe.file_name = "tsunagi-wipe-20261121.json";
             s.wipe.certificate = "{}";
             s.wipe.saved = true;
         }},
        {"a password from an administrator",
         [](AppState& s, ShellUi&) {
             s.place = at(Screen::today);
             s.who->password = PasswordOf::administrator;
         }},
        {"a password from an administrator, put off before",
         [](AppState& s, ShellUi&) {
             s.place = at(Screen::today);
             s.who->password = PasswordOf::put_off;
         }},
        {"writing down the recovery code",
         [](AppState& s, ShellUi&) { s.accounts.recovery_code = "7Q2M-4FZK-9XWD-1HVT-6RBN-3PCJ-8YAE"; }},
        {"first run", [](AppState& s, ShellUi&) { s.phase = Phase::first_run; }},
        {"first account",
         [](AppState& s, ShellUi& own) {
             s.phase = Phase::first_run;
             own.unlock.starting = true;
         }},
        {"locked, no name can be read", [](AppState& s, ShellUi&) { s.phase = Phase::locked; }},
        {"locked",
         [](AppState& s, ShellUi&) {
             s.phase = Phase::locked;
             s.staff = {*s.who};
         }},
    };
}

}  // namespace

std::vector<View> views_of_tablet() {
    std::vector<View> all = views_of_settings();
    std::ranges::move(views_of_gate(), std::back_inserter(all));
    return all;
}

}  // namespace tsunagi
