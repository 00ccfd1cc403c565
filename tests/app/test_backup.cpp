// Backups through the whole app: made here, rehearsed here, restored on another tablet.
#include "workplace.h"

#include <algorithm>

using namespace tsunagi;
using Stage = BackupJob::Stage;

namespace {

// Somebody else's administrator unlocks the same disk to get at the vault's own calls.
std::string recovery_code_of(Workplace& place) {
    auto store = std::make_unique<StoreMemory>(place.disk);
    Vault vault(place.crypto, *store, place.clock, place.random,
                VaultOptions{.password_cost = Argon2Params{0, 0, 0}});
    auto cards = vault.open_store(StoreKind::real).take();
    REQUIRE(cards);
    REQUIRE(vault.unlock(cards->front().id, nurse_password).take());
    REQUIRE(vault.load().take());
    auto code = vault.make_recovery_code(nurse_password).take();
    REQUIRE(code);
    REQUIRE(vault.confirm_recovery_code().take());
    REQUIRE(vault.lock().take());
    return *code;
}

struct Saved {
    std::string code;
    PickedFile file;
    std::vector<std::string> documents;  // canonical, without the settings
};

std::vector<std::string> contents(const AppState& state) {
    std::vector<std::string> all;
    for (const DocumentId& id : state.library.ids()) {
        const Document& document = *state.library.find(id);
        if (document.kind != Kind::settings) all.push_back(json_of(document));
    }
    std::ranges::sort(all);
    return all;
}

Saved make_saved(Workplace& place) {
    place.set_up();
    place.wish(cmd::CreateCase{{{"name", std::string("乾 一郎")}, {"patient_id", std::string("A-1")}}});
    place.wish(cmd::SetSetting{"phone", std::string("0000-00-0000")});
    place.wish(cmd::DismissRecoveryCode{true});
    place.wish(cmd::Lock{});
    Saved saved;
    saved.code = recovery_code_of(place);
    place.reload();
    place.unlock();
    REQUIRE(place.state().phase == Phase::open);
    CHECK_FALSE(last_backup_ms(place.state()));
    place.wish(cmd::MakeBackup{});
    REQUIRE(place.state().backup.stage == Stage::made);
    REQUIRE(place.files.saved.size() == 1);
    saved.file = place.files.saved.front();
    saved.documents = contents(place.state());
    return saved;
}

void check(Workplace& place, const Saved& saved, const std::string& code) {
    place.files.to_pick.push_back(saved.file);
    place.wish(cmd::PickBackup{});
    REQUIRE(place.state().backup.stage == Stage::asking);
    place.wish(cmd::CheckBackup{code});
}

}  // namespace

TEST_CASE("Without a recovery code that somebody wrote down there is no backup, and it says so") {
    Workplace place;
    place.set_up();
    place.wish(cmd::DismissRecoveryCode{false});
    place.wish(cmd::MakeBackup{});
    CHECK(place.state().backup.stage == Stage::none);
    CHECK(place.state().backup.fault == Fault::data_missing);
    CHECK(place.files.saved.empty());
    CHECK_FALSE(last_backup_ms(place.state()));
}

TEST_CASE("A backup is called made when the disk knows of it, not before") {
    Workplace place;
    place.set_up();
    place.wish(cmd::DismissRecoveryCode{true});
    place.store->holds_commits = true;
    place.wish(cmd::MakeBackup{});
    REQUIRE(place.store->held() > 0);
    std::size_t waited = 0;
    for (; place.store->held() > 0; ++waited) {
        CHECK(place.state().backup.stage == Stage::making);
        place.store->release_commit();
    }
    CHECK(waited >= 2);  // the log, and the day of the backup
    CHECK(place.state().backup.stage == Stage::made);
    CHECK(place.state().save.is == SaveView::Is::saved);
    CHECK(last_backup_ms(place.state()).has_value());
}

TEST_CASE("A backup is rehearsed without touching anything, and its age is known") {
    Workplace place;
    const Saved saved = make_saved(place);
    CHECK(last_backup_ms(place.state()).value() / 1'000 == place.clock.now_ms() / 1'000);
    const auto before = place.disk.at(Collection::records);
    check(place, saved, saved.code);
    REQUIRE(place.state().backup.stage == Stage::checked);
    const BackupReport& report = *place.state().backup.report;
    CHECK(report.is_vouched);
    CHECK(report.summary.documents == saved.documents.size() + 1);
    CHECK(report.summary.newest_change_ms > 0);
    CHECK(report.summary.entries > 3);
    CHECK(place.disk.at(Collection::records) == before);
    place.wish(cmd::CloseBackup{});
    check(place, saved, "7K2M-0000-1111-2222-3333-4444-55ZZ");
    CHECK(place.state().backup.stage == Stage::asking);
    CHECK(place.state().backup.fault == Fault::bad_value);
    CHECK(place.disk.at(Collection::records) == before);
}

TEST_CASE("The recovery code alone brings everything back onto an empty tablet") {
    Workplace first;
    const Saved saved = make_saved(first);
    Workplace other(7);
    other.set_up("別の 管理者", "");
    const std::size_t own = other.state().library.size() - 1;
    check(other, saved, saved.code);
    REQUIRE(other.state().backup.stage == Stage::checked);
    other.wish(cmd::RestoreBackup{saved.code});
    REQUIRE(other.state().backup.stage == Stage::restored);
    CHECK(other.state().backup.new_changes > 0);
    other.reload();
    other.unlock();
    REQUIRE(other.state().phase == Phase::open);
    const auto restored = contents(other.state());
    CHECK(restored.size() == saved.documents.size() + own);
    for (const std::string& json : saved.documents) CHECK(std::ranges::contains(restored, json));
    CHECK(setting(other.state(), "phone") == "0000-00-0000");
    CHECK(setting(other.state(), "facility") == "汐見原総合病院");
    CHECK_FALSE(last_backup_ms(other.state()));
    CHECK(other.state().library.of_kind(Kind::settings).size() == 1);
}

TEST_CASE("Restoring into a tablet in use merges, overwrites nothing, and twice is as once") {
    Workplace place;
    const Saved saved = make_saved(place);
    const DocumentId case_id = place.state().library.of_kind(Kind::case_).front();
    place.wish(cmd::Edit{case_id, "name", std::string("乾 一朗")});
    place.wish(cmd::CreateCase{{{"name", std::string("新しい人")}}});
    const auto before = contents(place.state());
    for (int again = 0; again < 2; ++again) {
        check(place, saved, saved.code);
        place.wish(cmd::RestoreBackup{saved.code});
        REQUIRE(place.state().backup.stage == Stage::restored);
        CHECK(place.state().backup.new_changes == 0);
        CHECK(contents(place.state()) == before);
    }
    CHECK(place.state().library.answers(case_id).text("name") == "乾 一朗");
}

TEST_CASE("A restore whose disk refuses says so, keeps whole documents only, and can be done again") {
    Workplace first;
    const Saved saved = make_saved(first);
    Workplace other(7);
    other.set_up("別の 管理者", "");
    check(other, saved, saved.code);
    other.store->faults.refuse_commits = true;
    other.store->faults.fault = Fault::quota_exceeded;
    other.wish(cmd::RestoreBackup{saved.code});
    CHECK(other.state().backup.stage == Stage::checked);
    CHECK(other.state().backup.fault == Fault::quota_exceeded);
    other.store->faults = {};
    other.wish(cmd::RestoreBackup{saved.code});
    CHECK(other.state().backup.stage == Stage::restored);
    other.reload();
    other.unlock();
    const auto restored = contents(other.state());
    for (const std::string& json : saved.documents) CHECK(std::ranges::contains(restored, json));
    CHECK(other.state().isolated_records == 0);
}

TEST_CASE("A changed backup restores nothing at all") {
    Workplace first;
    Saved saved = make_saved(first);
    Workplace other(7);
    other.set_up("別の 管理者", "");
    const auto before = other.disk.at(Collection::records);
    saved.file.bytes[saved.file.bytes.size() / 2] ^= 1;
    check(other, saved, saved.code);
    CHECK(other.state().backup.stage == Stage::asking);
    CHECK(other.state().backup.fault != Fault::none);
    other.wish(cmd::RestoreBackup{saved.code});
    CHECK(other.state().backup.stage == Stage::asking);
    CHECK(other.disk.at(Collection::records) == before);
}
