// Making a store unreadable for good: who may, what is left at every step that fails, and that nothing opens
// afterwards.
#include "tablet.h"

namespace tsunagi {

namespace {

Future<Result<std::string>> certify_nothing(WipeFacts) {
    co_return std::string("certified");
}

}  // namespace

TEST_CASE("a wipe takes the slots and the database, and says what it took") {
    Tablet tablet;
    tablet.set_up();
    REQUIRE(done(tablet.vault->make_recovery_code(good_password)));
    const std::string device = tablet.vault->identity().device_id;
    bool asked = false;
    auto wiped =
        done(tablet.vault->wipe_store(good_password, [&](WipeFacts facts) -> Future<Result<std::string>> {
            asked = true;
            CHECK(tablet.vault->identity().signing.handle != 0);  // there is still something to sign with
            CHECK(facts.is_emptied);
            co_return "certified";
        }));
    REQUIRE(wiped);
    CHECK(asked);
    CHECK(wiped->certificate == "certified");
    CHECK(wiped->facts.device_id == device);
    CHECK(wiped->facts.slots == 2);
    CHECK(wiped->facts.audit_entries > 0);
    CHECK_FALSE(tablet.vault->is_unlocked());
    CHECK(tablet.vault->identity().signing.handle == 0);
    tablet.restart();
    CHECK(done(tablet.vault->open_store(StoreKind::real)).value().empty());
    CHECK_FALSE(tablet.vault->recovery_codes().any());
}

TEST_CASE("only an administrator who says the password again may wipe, and nothing is lost by trying") {
    Tablet tablet;
    tablet.set_up();
    SECTION("a wrong password") {
        const auto refused = done(tablet.vault->wipe_store(good_password + "x", certify_nothing));
        REQUIRE_FALSE(refused);
        CHECK(refused.error().fault == Fault::wrong_password);
    }
    SECTION("somebody who records") {
        REQUIRE(done(tablet.vault->create_account({"藤川 美咲", "看護師", role_recorder},
                                                  "夜勤の朝は六時半から始まる")));
        const auto staff = done(tablet.vault->list_staff()).value();
        const StaffId other = staff.front().id == tablet.staff ? staff.back().id : staff.front().id;
        tablet.restart();
        REQUIRE(done(tablet.vault->open_store(StoreKind::real)));
        REQUIRE(done(tablet.vault->unlock(other, "夜勤の朝は六時半から始まる")));
        REQUIRE(done(tablet.vault->load()));
        const auto refused = done(tablet.vault->wipe_store("夜勤の朝は六時半から始まる", certify_nothing));
        REQUIRE_FALSE(refused);
        CHECK(refused.error().fault == Fault::not_allowed);
    }
    SECTION("nobody") {
        tablet.restart();
        REQUIRE(done(tablet.vault->open_store(StoreKind::real)));
        const auto refused = done(tablet.vault->wipe_store(good_password, certify_nothing));
        REQUIRE_FALSE(refused);
        CHECK(refused.error().fault == Fault::locked);
    }
    tablet.restart();
    CHECK(tablet.unlock());
    CHECK(done(tablet.vault->load()));
}

TEST_CASE("while a copy of the store cannot be opened nothing is wiped and nothing certified") {
    Tablet tablet;
    tablet.set_up();
    tablet.vault->save(note("n1", "一"), AuditAction::create);
    bool asked = false;
    const auto certify = [&asked](WipeFacts) -> Future<Result<std::string>> {
        asked = true;
        co_return "certified";
    };
    tablet.store->faults.second_unavailable = true;
    const auto refused = done(tablet.vault->wipe_store(good_password, certify));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().fault == Fault::copy_unavailable);
    CHECK_FALSE(asked);
    CHECK(tablet.vault->is_unlocked());
    CHECK(tablet.restart_and_load().documents.size() == 1);
    const auto wiped = done(tablet.vault->wipe_store(good_password, certify));
    REQUIRE(wiped);
    CHECK(wiped->facts.is_emptied);
    CHECK(asked);
}

TEST_CASE("without the slots nothing opens, even where the database is still there") {
    Tablet tablet;
    tablet.set_up();
    const MemoryDisk before = tablet.disk;
    REQUIRE(done(tablet.vault->wipe_store(good_password, certify_nothing)));
    // What a browser may leave behind: everything but the slots and the device's keys.
    tablet.disk = before;
    tablet.restart();
    REQUIRE(done(tablet.store->open(StoreKind::real)));
    std::vector<Write> gone{{Collection::slots, tablet.staff, std::nullopt},
                            {Collection::meta, "device", std::nullopt}};
    REQUIRE(done(tablet.store->commit(std::move(gone))));
    const auto cards = done(tablet.vault->open_store(StoreKind::real));
    REQUIRE_FALSE(cards);
    CHECK(cards.error().fault == Fault::data_missing);
    CHECK_FALSE(done(tablet.vault->unlock(tablet.staff, good_password)));
}

TEST_CASE("refused at any step a wipe has taken everything or nothing, and says which") {
    Tablet origin;
    origin.set_up();
    origin.vault->save(note("n1", "一"), AuditAction::create);
    REQUIRE(origin.is_saved());
    const MemoryDisk before = origin.disk;
    std::size_t refused = 0, wiped_all = 0, wiped_keys = 0;
    for (std::size_t step = 1; step < 40; ++step) {
        Tablet tablet;
        tablet.disk = before;
        tablet.staff = origin.staff;
        tablet.restart();
        REQUIRE(tablet.unlock());
        REQUIRE(done(tablet.vault->load()));
        tablet.store->faults.fail_step = tablet.store->steps() + step;
        const auto wiped = done(tablet.vault->wipe_store(good_password, certify_nothing));
        const bool tried = tablet.store->steps() >= *tablet.store->faults.fail_step;
        tablet.restart();
        if (!wiped) {
            ++refused;
            REQUIRE(tablet.unlock());
            CHECK(done(tablet.vault->load()).value().documents.size() == 1);
            continue;
        }
        ++(wiped->facts.is_emptied ? wiped_all : wiped_keys);
        CHECK(tablet.disk.at(Collection::slots).empty());
        CHECK_FALSE(tablet.unlock());
        if (!tried) break;
    }
    CHECK(refused >= 4);
    CHECK(wiped_keys == 1);
    CHECK(wiped_all >= 1);
}

}  // namespace tsunagi
