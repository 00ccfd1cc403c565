// A request to lock is obeyed in every phase, first on the screen; and a disk or worker that does not answer
// holds up neither that nor, for long, the keys.
#include "gated_workplace.h"

#include <algorithm>

namespace tsunagi {

namespace {

const std::string other_password = "夕方の廊下を歩く三人の長い影";

bool says(const AppState& state, std::string_view key) {
    return std::ranges::any_of(state.notices, [key](const Notice& notice) { return notice.text_key == key; });
}

// Locked for good: the screen, the vault's keys, and whoever knows the password gets in again.
void check_locked(GatedWorkplace& ward) {
    check_blank(ward.state());
    CHECK(ward.state().phase == Phase::locked);
    CHECK_FALSE(ward.app->is_locking());
    ward.unlock();
    CHECK(ward.state().phase == Phase::open);
}

}  // namespace

TEST_CASE("a page hidden while the password is worked out does not open") {
    GatedWorkplace ward;
    ward.set_up();
    const DocumentId id = ward.add_patient();
    ward.wish(cmd::Lock{});
    ward.gate.hold(0);
    ward.unlock();
    REQUIRE(ward.state().phase == Phase::opening);
    REQUIRE(ward.gate.held() == 1);
    ward.wish(cmd::Lock{});
    check_blank(ward.state());
    CHECK(ward.state().phase == Phase::locked);
    ward.gate.hold_nothing();
    ward.gate.release();
    check_locked(ward);
    CHECK(ward.state().place.case_id == id);  // and still the same place
}

TEST_CASE("whatever an unlock waits for, a lock that comes meanwhile is obeyed") {
    GatedWorkplace ward;
    ward.set_up();
    ward.add_patient();
    const StaffId who = ward.state().who->id;
    // A worker that ends takes the PINs with it.
    const auto set_pin_again = [&] {
        ward.unlock();
        ward.wish(cmd::SetPin{"7291", nurse_password});
        ward.wish(cmd::Lock{});
        REQUIRE(ward.state().pins.size() == 1);
    };
    struct Way {
        std::function<void()> prepare, open;
    };
    const std::vector<Way> ways{
        {[] {}, [&] { ward.wish(cmd::Unlock{who, nurse_password}); }},
        {set_pin_again, [&] { ward.wish(cmd::UnlockByPin{who, "7291"}); }},
    };
    ward.wish(cmd::Lock{});
    const MemoryDisk prepared = ward.disk;  // every unlock reads the log: it does not grow here
    for (const Way& way : ways) {
        for (const bool well : {true, false}) {
            std::size_t number = 0;
            for (;; ++number) {
                INFO("call " << number << (well ? " well" : " locked"));
                ward.start_over(prepared);
                way.prepare();
                ward.gate.hold(number);
                way.open();
                if (ward.gate.held() == 0) break;
                ward.wish(cmd::Lock{});
                check_blank(ward.state());
                ward.gate.hold_nothing();
                ward.gate.release(well);
                ward.wait_for_lock();
                REQUIRE(ward.state().phase == Phase::locked);
                check_blank(ward.state());
                CHECK_FALSE(ward.app->is_locking());
            }
            CHECK(number > 5);
            REQUIRE(ward.state().phase == Phase::open);
            ward.gate.hold_nothing();  // the lock's own calls come next
            ward.wish(cmd::Lock{});
        }
    }
    ward.unlock();
    CHECK(ward.state().phase == Phase::open);
    CHECK_FALSE(ward.app->holds_unsaved());
}

TEST_CASE("a lock while a recovery code is worked out is obeyed") {
    GatedWorkplace ward;
    for (const bool well : {true, false}) {
        for (std::size_t number = 0; number < 120; number += number < 12 ? 1 : 7) {
            INFO("call " << number << (well ? " well" : " locked"));
            ward.start_over();
            ward.set_up();
            const std::string code = ward.state().accounts.recovery_code;
            const StaffId who = ward.state().who->id;
            ward.wish(cmd::DismissRecoveryCode{true});
            ward.wish(cmd::Lock{});
            ward.gate.hold(number);
            ward.wish(cmd::Recover{code, who, other_password});
            if (ward.gate.held() == 0) {
                CHECK(number > 5);
                break;
            }
            ward.wish(cmd::Lock{});
            check_blank(ward.state());
            ward.gate.hold_nothing();
            ward.gate.release(well);
            ward.wait_for_lock();
            CHECK(ward.state().phase == Phase::locked);
            check_blank(ward.state());
        }
    }
}

TEST_CASE("a lock while the first account is made: the account is there, and nothing is open") {
    GatedWorkplace ward;
    for (std::size_t number = 0; number < 120; ++number) {
        INFO("call " << number);
        ward.start_over();
        ward.gate.hold(number);
        ward.wish(cmd::CreateAccount{"渡辺 ゆかり", "病棟看護師", nurse_password, "汐見原", "A3"});
        if (ward.gate.held() == 0) {
            CHECK(number > 10);
            return;
        }
        ward.wish(cmd::Lock{});
        CHECK(ward.state().phase != Phase::open);
        ward.gate.hold_nothing();
        ward.gate.release();
        CHECK(ward.state().phase == Phase::locked);
        check_blank(ward.state());
        ward.unlock();
        CHECK(setting(ward.state(), "facility") == "汐見原");  // nothing that was given is lost
    }
    FAIL("never done");
}

TEST_CASE("a lock on the way to the practice records ends at a lock screen") {
    GatedWorkplace ward;
    for (std::size_t number = 0; number < 120; ++number) {
        INFO("call " << number);
        ward.start_over();
        ward.set_up();
        ward.gate.hold(number);
        ward.wish(cmd::StartPractice{});
        if (ward.gate.held() == 0) {
            CHECK(number > 10);
            return;
        }
        if (ward.state().phase == Phase::open) {  // only the records are awaited
            CHECK(number > 10);
            return;
        }
        ward.wish(cmd::Lock{});
        ward.gate.hold_nothing();
        ward.gate.release();
        CHECK(ward.state().phase == Phase::locked);
        check_blank(ward.state());
    }
    FAIL("never done");
}

TEST_CASE("the other store's button while a password is worked out: nothing stays open behind it") {
    GatedWorkplace ward;
    ward.set_up();
    ward.wish(cmd::Lock{});
    ward.gate.hold(0);
    ward.unlock();
    REQUIRE(ward.state().phase == Phase::opening);
    ward.wish(cmd::OpenRealStore{});
    ward.gate.hold_nothing();
    ward.gate.release();
    check_locked(ward);
}

TEST_CASE(
    "a disk that hangs keeps nothing on the screen, the queue waits sealed, and is saved after the next unlock") {
    GatedWorkplace ward;
    ward.set_up();
    const DocumentId id = ward.add_patient();
    ward.gate.hold_all(PortKind::store);
    ward.wish(cmd::EditDraft{id, "life_story", "書きかけ"});
    ward.wish(cmd::Lock{});
    check_blank(ward.state());
    CHECK(ward.state().phase == Phase::locked);
    CHECK(ward.app->is_locking());
    CHECK(ward.app->holds_unsaved());
    CHECK_FALSE(ward.app->may_begin_anew());
    CHECK(ward.crypto.sessions_ended + ward.crypto.sessions_aborted == 0);
    REQUIRE(ward.app->next_deadline_ms().has_value());
    ward.wait_for_lock();
    CHECK(ward.crypto.sessions_aborted > 0);
    CHECK_FALSE(ward.app->is_locking());
    CHECK(ward.state().unsaved_at_lock);
    CHECK(ward.app->holds_unsaved());
    check_blank(ward.state());
    ward.answer_all();
    ward.unlock();
    REQUIRE(ward.state().phase == Phase::open);
    CHECK(ward.state().library.answers(id).text("life_story") == "書きかけ");
    CHECK(ward.state().save.is == SaveView::Is::saved);
    ward.reload();
    ward.unlock();
    CHECK(ward.state().library.answers(id).text("life_story") == "書きかけ");
}

TEST_CASE("a worker that does not even seal ends all the same, and nothing typed is lost") {
    GatedWorkplace ward;
    ward.set_up();
    const DocumentId id = ward.add_patient();
    ward.gate.hold_all(PortKind::crypto);
    ward.gate.hold_all(PortKind::store);
    ward.wish(cmd::EditDraft{id, "life_story", "書きかけ"});
    ward.wish(cmd::Lock{});
    check_blank(ward.state());
    ward.wait_for_lock();
    CHECK(ward.crypto.sessions_aborted > 0);
    CHECK_FALSE(ward.app->is_locking());
    CHECK(ward.app->holds_unsaved());
    ward.answer_all();
    ward.unlock();
    REQUIRE(ward.state().phase == Phase::open);
    CHECK(ward.state().library.answers(id).text("life_story") == "書きかけ");
    ward.reload();
    ward.unlock();
    CHECK(ward.state().library.answers(id).text("life_story") == "書きかけ");
}

TEST_CASE("a disk that is only slow is waited for: nothing is sealed aside, and the worker ends as ever") {
    GatedWorkplace ward;
    ward.set_up();
    const DocumentId id = ward.add_patient();
    ward.gate.hold_all(PortKind::store);
    ward.wish(cmd::Edit{id, "life_story", std::string("庭の柿")});
    ward.wish(cmd::Lock{});
    ward.pass(5'000);
    ward.gate.hold_nothing();
    ward.gate.release();
    CHECK(ward.crypto.sessions_aborted == 0);
    CHECK_FALSE(ward.state().unsaved_at_lock);
    check_locked(ward);
    CHECK(ward.state().library.answers(id).text("life_story") == "庭の柿");
}

TEST_CASE("an unlock that nothing answers to can be given up by a lock, and tried again") {
    GatedWorkplace ward;
    ward.set_up();
    ward.wish(cmd::Lock{});
    ward.gate.hold_all(PortKind::crypto);
    ward.unlock();
    REQUIRE(ward.state().phase == Phase::opening);
    ward.wish(cmd::Lock{});
    ward.wait_for_lock();
    CHECK(ward.gate.held() == 0);
    ward.answer_all();
    check_locked(ward);
}

TEST_CASE("what an earlier lock could not save outlives a lock that comes before the records are read") {
    GatedWorkplace ward;
    ward.set_up();
    const DocumentId id = ward.add_patient();
    ward.plain_store->faults.refuse_commits = true;
    ward.wish(cmd::Edit{id, "life_story", std::string("庭の柿")});
    ward.wish(cmd::Lock{});
    REQUIRE(ward.state().unsaved_at_lock);
    // Each unlock reads one more line that could not be written: more calls than these come with every time.
    for (std::size_t number = 0; number < 40; ++number) {
        INFO("call " << number);
        ward.gate.hold(number);
        ward.unlock();
        CHECK(ward.gate.held() == 1);
        ward.wish(cmd::Lock{});
        ward.gate.hold_nothing();
        ward.gate.release();
        REQUIRE(ward.state().phase == Phase::locked);
        CHECK(ward.app->holds_unsaved());
    }
    ward.plain_store->faults.refuse_commits = false;
    ward.unlock();
    REQUIRE(ward.state().phase == Phase::open);
    CHECK(ward.state().library.answers(id).text("life_story") == "庭の柿");
    ward.reload();
    ward.unlock();
    CHECK(ward.state().library.answers(id).text("life_story") == "庭の柿");
}

TEST_CASE(
    "idle time is what the clock says that went further: a device that slept locks before it takes a touch") {
    for (const bool monotonic : {true, false}) {
        for (const bool touched : {true, false}) {
            INFO((monotonic ? "monotonic clock" : "wall clock") << (touched ? ", by touch" : ", by time"));
            GatedWorkplace ward;
            ward.set_up();
            ward.app->note_activity();
            (monotonic ? ward.clock.passed_ms : ward.clock.wall_ms) += 180'000;
            if (touched) {
                ward.app->note_activity();
            } else {
                ward.app->tick();
            }
            CHECK(ward.state().phase == Phase::locked);
            check_blank(ward.state());
        }
    }
}

TEST_CASE("a clock that is set back does not keep the page open") {
    GatedWorkplace ward;
    ward.set_up();
    ward.app->note_activity();
    ward.clock.wall_ms -= 86'400'000;
    ward.pass(159'000);
    CHECK_FALSE(says(ward.state(), "notice.locks_soon"));
    ward.pass(1'000);
    CHECK(says(ward.state(), "notice.locks_soon"));
    ward.pass(20'000);
    CHECK(ward.state().phase == Phase::locked);
}

TEST_CASE("each request to lock is counted, in phases where nothing is open too: what is typed there goes") {
    GatedWorkplace ward;
    CHECK(ward.state().phase == Phase::first_run);
    ward.wish(cmd::Lock{});
    CHECK(ward.state().phase == Phase::first_run);
    CHECK(ward.state().locks == 1);
    ward.set_up();
    ward.wish(cmd::Lock{});
    ward.wish(cmd::Lock{});
    CHECK(ward.state().phase == Phase::locked);
    CHECK(ward.state().locks == 3);
}

}  // namespace tsunagi
