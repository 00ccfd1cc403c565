// Locking and coming back, and what each role may do.
#include "app/practice.h"

#include "workplace.h"

#include <algorithm>

namespace tsunagi {

namespace {

const std::string other_password = "夕方の廊下を歩く三人の長い影";

DocumentId add_patient(Workplace& ward) {
    ward.wish(cmd::CreateCase{{{"name", Value{std::string("金子 ハル")}}}});
    REQUIRE(ward.state().place.screen == Screen::case_home);
    return ward.state().place.case_id;
}

void add_person(Workplace& ward, const char* name, const char* role) {
    ward.wish(cmd::AddStaff{name, "看護師", role, other_password});
    REQUIRE(ward.state().accounts.fault == Fault::none);
    REQUIRE(ward.state().staff.size() == 2);
}

StaffId id_of(const Workplace& ward, const std::string& name) {
    for (const StaffCard& card : ward.state().staff) {
        if (card.name == name) return card.id;
    }
    return {};
}

}  // namespace

TEST_CASE("the idle lock warns, waits for a touch, and keeps what was being typed") {
    Workplace ward;
    ward.set_up();
    const DocumentId id = add_patient(ward);
    ward.app->note_activity();
    ward.wish(cmd::EditDraft{id, "life_story", "書きかけ"});
    ward.pass(159'000);
    CHECK_FALSE(ward.says("notice.locks_soon"));
    REQUIRE(ward.app->next_deadline_ms().has_value());
    ward.pass(1'000);
    CHECK(ward.says("notice.locks_soon"));
    ward.app->note_activity();
    CHECK_FALSE(ward.says("notice.locks_soon"));
    ward.pass(179'000);
    CHECK(ward.state().phase == Phase::open);
    CHECK(ward.says("notice.locks_soon"));
    ward.pass(1'000);
    REQUIRE(ward.state().phase == Phase::locked);
    CHECK(ward.state().library.size() == 0);
    CHECK(ward.state().notices.empty());
    ward.unlock();
    REQUIRE(ward.state().phase == Phase::open);
    CHECK(ward.state().library.answers(id).text("life_story") == "書きかけ");
}

TEST_CASE("the same person comes back to the same place, somebody else to 今日") {
    Workplace ward;
    ward.set_up();
    add_person(ward, "小坂 亮", role_recorder);
    const DocumentId id = add_patient(ward);
    const Place place = ward.state().place;
    const StaffId first = ward.state().who->id;
    ward.wish(cmd::Lock{});
    ward.wish(cmd::Unlock{first, nurse_password});
    CHECK(ward.state().place == place);
    ward.wish(cmd::Lock{});
    ward.wish(cmd::Unlock{id_of(ward, "小坂 亮"), other_password});
    REQUIRE(ward.state().phase == Phase::open);
    CHECK(ward.state().place == Place{});
    CHECK(ward.state().library.find(id) != nullptr);
    ward.wish(cmd::Lock{});
    ward.wish(cmd::Unlock{first, nurse_password});
    CHECK(ward.state().place == Place{});
}

TEST_CASE("a reader changes nothing, and neither does a tab that is not the writer") {
    Workplace ward;
    ward.set_up();
    add_person(ward, "閲覧 花子", role_reader);
    const DocumentId id = add_patient(ward);
    ward.app->set_writing(false);
    CHECK(ward.state().save.is == SaveView::Is::read_only);
    ward.wish(cmd::Edit{id, "life_story", std::string("書けない")});
    CHECK(ward.state().library.answers(id).text("life_story").empty());
    ward.app->set_writing(true);
    ward.wish(cmd::Lock{});
    ward.wish(cmd::Unlock{id_of(ward, "閲覧 花子"), other_password});
    REQUIRE(ward.state().phase == Phase::open);
    CHECK_FALSE(may_write(ward.state()));
    ward.wish(cmd::Edit{id, "life_story", std::string("書けない")});
    ward.wish(cmd::EditDraft{id, "life_story", "書けない"});
    ward.wish(cmd::CreateCase{{{"name", Value{std::string("だれか")}}}});
    ward.wish(cmd::SetSetting{"ward", std::string("B1")});
    CHECK(ward.state().library.answers(id).text("life_story").empty());
    CHECK(ward.state().library.of_kind(Kind::case_).size() == 1);
    CHECK(setting(ward.state(), "ward") == "A3病棟");
}

TEST_CASE("the first account gets a recovery code, which opens the tablet with a new password") {
    Workplace ward;
    ward.set_up();
    const std::string code = ward.state().accounts.recovery_code;
    REQUIRE(code.size() == 34);
    ward.wish(cmd::PrintRecoveryCode{});
    REQUIRE(ward.files.printed.size() == 1);
    ward.wish(cmd::DismissRecoveryCode{true});
    CHECK(ward.state().accounts.recovery_code.empty());
    CHECK_FALSE(setting(ward.state(), "recovery_kept_on").empty());
    const StaffId first = ward.state().who->id;
    ward.wish(cmd::Lock{});
    ward.wish(cmd::Recover{"0000-" + code.substr(5), first, other_password});
    CHECK(ward.state().phase == Phase::locked);
    ward.wish(cmd::Recover{code, first, other_password});
    REQUIRE(ward.state().phase == Phase::open);
    CHECK(ward.state().accounts.recovery_code.size() == 34);
    CHECK(ward.state().accounts.recovery_code != code);
    ward.wish(cmd::Lock{});
    CHECK(ward.state().accounts.recovery_code.empty());
    ward.wish(cmd::Unlock{first, nurse_password});
    CHECK(ward.state().fault == Fault::wrong_password);
    ward.wish(cmd::Unlock{first, other_password});
    CHECK(ward.state().phase == Phase::open);
}

TEST_CASE("a PIN opens again after a lock, and the log is read and checked") {
    Workplace ward;
    ward.set_up();
    const StaffId first = ward.state().who->id;
    ward.wish(cmd::SetPin{"7291", nurse_password});
    CHECK(ward.state().accounts.has_pin);
    ward.wish(cmd::Lock{});
    CHECK(ward.state().pins == std::vector<StaffId>{first});
    ward.wish(cmd::UnlockByPin{first, "1111"});
    CHECK(ward.state().fault == Fault::wrong_password);
    ward.wish(cmd::UnlockByPin{first, "7291"});
    REQUIRE(ward.state().phase == Phase::open);
    ward.wish(cmd::ReadAudit{});
    CHECK_FALSE(ward.state().audit.entries.empty());
    ward.wish(cmd::CheckAudit{});
    REQUIRE(ward.state().audit.check.has_value());
    CHECK(ward.state().audit.check->is_whole());
    ward.wish(cmd::ExportAudit{});
    REQUIRE_FALSE(ward.files.saved.empty());
    CHECK(ward.files.saved.back().name.ends_with(".jsonl"));
}

TEST_CASE("whoever goes on while the practice records still arrive stays where they went") {
    Workplace ward;
    ward.files.holds_assets = true;
    ward.wish(cmd::StartPractice{});
    REQUIRE(ward.state().phase == Phase::open);
    REQUIRE(ward.files.held_assets.size() == 1);
    ward.wish(cmd::GoTo{Place{Screen::cases, {}, {}, {}}});
    ward.files.release_asset();
    CHECK(ward.state().library.of_kind(Kind::case_).size() > 5);
    CHECK(ward.state().place.screen == Screen::cases);
}

TEST_CASE("practice records that arrive late go into no other store, and come with the next unlocking") {
    Workplace ward;
    ward.set_up();
    ward.files.holds_assets = true;
    ward.wish(cmd::StartPractice{});
    REQUIRE(ward.state().practice());
    ward.wish(cmd::Lock{});
    ward.wish(cmd::OpenRealStore{});
    ward.unlock();
    REQUIRE(ward.state().phase == Phase::open);
    const std::size_t own = ward.state().library.size();
    ward.files.holds_assets = false;
    ward.files.release_asset();
    CHECK(ward.state().library.size() == own);
    CHECK(ward.state().library.of_kind(Kind::case_).empty());
    ward.wish(cmd::Lock{});
    CHECK_FALSE(ward.app->holds_unsaved());  // nothing of them waits for the real store either

    ward.wish(cmd::StartPractice{});
    ward.unlock(std::string(practice_password));
    REQUIRE(ward.state().phase == Phase::open);
    CHECK(ward.state().library.of_kind(Kind::case_).size() > 5);
    const std::size_t filled = ward.state().library.size();
    ward.reload();
    ward.wish(cmd::StartPractice{});
    ward.unlock(std::string(practice_password));
    CHECK(ward.state().library.size() == filled);  // and once only
}

TEST_CASE("practice records that arrive on a locked screen are not shown on it") {
    Workplace ward;
    ward.files.holds_assets = true;
    ward.wish(cmd::StartPractice{});
    ward.wish(cmd::Lock{});
    REQUIRE(ward.state().phase == Phase::locked);
    ward.files.release_asset();
    CHECK(ward.state().library.size() == 0);
}

TEST_CASE("a browser's question about storage that nobody answers holds nothing up") {
    Workplace ward;
    ward.store->never_answers_about_storage = true;
    ward.set_up();
    CHECK(setting(ward.state(), "ward") == "A3病棟");
    CHECK(setting(ward.state(), "facility") == "汐見原総合病院");
    ward.wish(cmd::StartPractice{});
    REQUIRE(ward.state().phase == Phase::open);
    CHECK(ward.state().library.of_kind(Kind::case_).size() > 5);
}

TEST_CASE("a sheet that stays open over a lock says nothing of what was made after it") {
    Workplace ward;
    ward.set_up();
    const DocumentId patient = add_patient(ward);
    const auto make = [&] {
        ward.wish(with_reason(cmd::MakeHandover{patient, {}, true, SectionSet::all()}));
    };
    make();
    REQUIRE(ward.state().handover.stage == HandoverJob::Stage::checked);
    ward.files.holds_saves = true;
    ward.wish(cmd::ShareHandover{});
    ward.wish(cmd::Lock{});
    ward.unlock();
    make();
    REQUIRE(ward.state().handover.stage == HandoverJob::Stage::checked);
    ward.files.release_save();
    CHECK_FALSE(ward.state().handover.taken_out);
    ward.wish(cmd::SaveHandover{});
    ward.files.release_save();
    CHECK(ward.state().handover.taken_out);
}

TEST_CASE("a backup saved over a lock is noted down in no other store") {
    Workplace ward;
    ward.set_up();
    ward.wish(cmd::DismissRecoveryCode{true});
    ward.files.holds_saves = true;
    ward.wish(cmd::MakeBackup{});
    REQUIRE(ward.files.held_saves.size() == 1);
    ward.wish(cmd::Lock{});
    ward.wish(cmd::StartPractice{});
    REQUIRE(ward.state().phase == Phase::open);
    ward.files.release_save();
    CHECK(setting(ward.state(), "last_backup_at").empty());
}

TEST_CASE("the page may begin anew when it is locked and nobody has touched it since") {
    Workplace ward;
    CHECK(ward.app->may_begin_anew());
    ward.app->note_activity();  // the first account is being written
    CHECK_FALSE(ward.app->may_begin_anew());
    ward.set_up();
    CHECK_FALSE(ward.app->may_begin_anew());
    ward.store->holds_commits = true;
    ward.wish(cmd::Lock{});
    CHECK_FALSE(ward.app->may_begin_anew());  // what was queued is on its way
    CHECK(ward.state().phase == Phase::locked);
    while (ward.app->is_locking()) ward.store->release_commit();
    ward.store->holds_commits = false;
    CHECK(ward.app->may_begin_anew());
    ward.app->note_activity();  // a password is being typed
    CHECK_FALSE(ward.app->may_begin_anew());
    ward.unlock();
    ward.wish(cmd::Lock{});
    CHECK(ward.app->may_begin_anew());
}

TEST_CASE("whose record was looked at is one entry, on every way to it") {
    Workplace ward;
    ward.set_up();
    const DocumentId first = add_patient(ward);
    const DocumentId second = add_patient(ward);
    ward.wish(cmd::GoTo{Place{Screen::today, {}, {}, {}}});
    const auto looks_at = [&](const DocumentId& id) {
        ward.wish(cmd::ReadAudit{});
        return std::ranges::count_if(ward.state().audit.entries, [&](const AuditEntry& entry) {
            return entry.action == AuditAction::view && entry.object == id;
        });
    };
    const auto made = looks_at(first);
    ward.wish(cmd::GoTo{Place{Screen::case_home, first, {}, {}}});
    CHECK(looks_at(first) == made + 1);
    ward.wish(cmd::GoTo{Place{Screen::checklist, first, {}, {}}});
    CHECK(looks_at(first) == made + 1);  // still the same record
    ward.wish(cmd::GoTo{Place{Screen::case_home, second, {}, {}}});
    ward.wish(cmd::GoBack{});
    REQUIRE(ward.state().place.case_id == first);
    CHECK(looks_at(first) == made + 2);
    ward.wish(cmd::Lock{});
    ward.unlock();
    REQUIRE(ward.state().place.case_id == first);
    CHECK(looks_at(first) == made + 3);
}

TEST_CASE("an administrator wipes the tablet: a signed certificate is left, and the first screen") {
    Workplace ward;
    ward.set_up();
    const DocumentId id = add_patient(ward);
    ward.wish(cmd::WipeStore{"ちがうパスワードですよね"});
    CHECK(ward.state().wipe.fault == Fault::wrong_password);
    CHECK(ward.state().phase == Phase::open);
    CHECK(ward.state().library.find(id));
    ward.wish(cmd::WipeStore{nurse_password});
    REQUIRE(ward.state().wipe.stage == WipeJob::Stage::wiped);
    CHECK(ward.state().phase == Phase::first_run);
    CHECK(ward.state().library.size() == 0);
    CHECK(ward.state().wipe.facts.is_emptied);
    CHECK(ward.state().wipe.certificate.find("\"signature\"") != std::string::npos);
    ward.wish(cmd::SaveWipeCertificate{});
    CHECK(ward.state().wipe.saved);
    REQUIRE(ward.files.saved.size() == 1);
    CHECK(ward.files.saved.back().name.starts_with("tsunagi-wipe-"));
    ward.wish(cmd::PutAwayWipe{});
    CHECK(ward.state().wipe.certificate.empty());
    ward.reload();
    CHECK(ward.state().phase == Phase::first_run);
}

}  // namespace tsunagi
