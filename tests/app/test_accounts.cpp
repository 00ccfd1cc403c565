// What a person does with their account and the recovery code, through the whole app.
#include "workplace.h"

#include <algorithm>

using namespace tsunagi;

namespace {

const std::string other_password = "夜勤明けの珈琲はうまいものだ";

bool has_notice(const Workplace& place, const std::string& text_key) {
    return std::ranges::contains(place.state().notices, text_key, &Notice::text_key);
}

// A ward whose recovery code was written down.
struct Ward : Workplace {
    std::string code;
    StaffId first;

    Ward() {
        set_up();
        code = state().accounts.recovery_code;
        first = state().who->id;
        wish(cmd::DismissRecoveryCode{true});
        REQUIRE(state().accounts.recovery_code.empty());
        REQUIRE_FALSE(has_notice(*this, "notice.recovery_pending"));
    }
    Fault fault_of_backup(const PickedFile& file, const std::string& by) {
        files.to_pick.push_back(file);
        wish(cmd::PickBackup{});
        wish(cmd::CheckBackup{by});
        const Fault fault = state().backup.fault;
        wish(cmd::CloseBackup{});
        return fault;
    }
    PickedFile make_backup() {
        wish(cmd::MakeBackup{});
        REQUIRE(state().backup.stage == BackupJob::Stage::made);
        wish(cmd::CloseBackup{});
        return files.saved.back();
    }
};

}  // namespace

TEST_CASE("a lock while a new recovery code is shown leaves the one on paper in force, and says so") {
    Ward ward;
    std::string password = nurse_password;
    SECTION("of a new code") {
        ward.wish(cmd::MakeRecoveryCode{nurse_password});
    }
    SECTION("of a recovery") {
        ward.wish(cmd::Lock{});
        password = other_password;
        ward.wish(cmd::Recover{ward.code, ward.first, password});
    }
    const std::string shown = ward.state().accounts.recovery_code;
    REQUIRE(shown.size() == 34);
    REQUIRE(shown != ward.code);
    CHECK_FALSE(has_notice(ward, "notice.recovery_pending"));  // it stands on the screen
    ward.wish(cmd::Lock{});
    CHECK(ward.state().accounts.recovery_code.empty());
    ward.unlock(password);
    REQUIRE(ward.state().phase == Phase::open);
    CHECK(has_notice(ward, "notice.recovery_pending"));
    CHECK(ward.state().accounts.recovery.is_pending);
    CHECK(ward.fault_of_backup(ward.make_backup(), ward.code) == Fault::none);
    ward.wish(cmd::Lock{});
    ward.wish(cmd::Recover{ward.code, ward.first, nurse_password});
    CHECK(ward.state().phase == Phase::open);
}

TEST_CASE("a new recovery code is in force, and backups are for it, once it was written down") {
    Ward ward;
    ward.wish(cmd::MakeRecoveryCode{nurse_password});
    const std::string next = ward.state().accounts.recovery_code;
    SECTION("a disk that refuses leaves it on the screen") {
        ward.store->faults.refuse_commits = true;
        ward.wish(cmd::DismissRecoveryCode{true});
        CHECK(ward.state().accounts.recovery_code == next);
        CHECK(ward.state().accounts.fault == Fault::storage_failed);
        ward.store->faults.refuse_commits = false;
    }
    SECTION("at once") {}
    ward.wish(cmd::DismissRecoveryCode{true});
    CHECK(ward.state().accounts.recovery_code.empty());
    CHECK_FALSE(ward.state().accounts.recovery.is_pending);
    const PickedFile backup = ward.make_backup();
    CHECK(ward.fault_of_backup(backup, next) == Fault::none);
    CHECK(ward.fault_of_backup(backup, ward.code) == Fault::cannot_open);
    ward.wish(cmd::Lock{});
    ward.wish(cmd::Recover{ward.code, ward.first, other_password});
    CHECK(ward.state().fault == Fault::wrong_password);
    ward.unlock();
    CHECK_FALSE(has_notice(ward, "notice.recovery_pending"));
}

TEST_CASE("a recovery code put off is not called written down, here or on a tablet restored from this one") {
    Ward ward;
    const PickedFile backup = ward.make_backup();
    Workplace other(7);
    other.set_up("別の 管理者", "");
    other.wish(cmd::DismissRecoveryCode{false});
    CHECK(other.state().accounts.recovery.is_pending);
    other.files.to_pick.push_back(backup);
    other.wish(cmd::PickBackup{});
    other.wish(cmd::CheckBackup{ward.code});
    other.wish(cmd::RestoreBackup{ward.code});
    REQUIRE(other.state().backup.stage == BackupJob::Stage::restored);
    CHECK(setting(other.state(), "recovery_kept_on").empty());
    other.wish(cmd::CloseBackup{});
    other.wish(cmd::MakeBackup{});
    CHECK(other.state().backup.fault == Fault::data_missing);
}

TEST_CASE("who put their old slot back is shown as a reader, and told why") {
    Ward ward;
    ward.wish(cmd::AddStaff{"田中 一郎", "看護師", role_administrator, other_password});
    const auto other = std::ranges::find(ward.state().staff, std::string("田中 一郎"), &StaffCard::name)->id;
    const Bytes old_slot = ward.disk.at(Collection::slots).at(other);
    ward.wish(cmd::ChangeRole{other, role_reader});
    ward.disk.at(Collection::slots).at(other) = old_slot;
    ward.wish(cmd::Lock{});
    ward.wish(cmd::Unlock{other, other_password});
    REQUIRE(ward.state().phase == Phase::open);
    CHECK(ward.state().who->role == role_reader);
    CHECK(has_notice(ward, "notice.rights_limited"));
    CHECK_FALSE(may_write(ward.state()));
}

TEST_CASE("a changed password exchanges the data key, and the person is told") {
    Ward ward;
    ward.wish(cmd::SetPin{"7291", other_password});
    CHECK(ward.state().accounts.fault == Fault::wrong_password);
    CHECK_FALSE(ward.state().accounts.has_pin);
    ward.wish(cmd::SetPin{"7291", nurse_password});
    CHECK(ward.state().accounts.has_pin);
    const std::uint32_t key = ward.state().accounts.key_id;
    ward.wish(cmd::ChangePassword{"ちがう合言葉ちがう合言葉", other_password});
    CHECK(ward.state().accounts.fault == Fault::wrong_password);
    CHECK_FALSE(has_notice(ward, "account.key_exchanging"));
    ward.wish(cmd::ChangePassword{nurse_password, other_password});
    CHECK(ward.state().accounts.done == "account.password_changed");
    CHECK(ward.state().accounts.key_id > key);
    CHECK(has_notice(ward, "account.key_exchanging"));
    CHECK_FALSE(ward.state().accounts.has_pin);
}
