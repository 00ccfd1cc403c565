// Accounts, unlocking and locking.
#include "tablet.h"

using namespace tsunagi;

TEST_CASE("A password is long enough and not one character again and again") {
    struct Case {
        std::string password;
        Fault fault;
    };
    const Case cases[] = {
        {good_password, Fault::none},
        {"correct horse", Fault::none},
        {"correct hors", Fault::weak_password},
        {"さくら病棟の朝は五時半", Fault::weak_password},  // 11 code points in 33 bytes
        {"aaaaaaaaaaaaaaaaaaaaaaaa", Fault::weak_password},
        {"ああああああああああああああ", Fault::weak_password},
        {"", Fault::weak_password},
        {"correct horse\xff", Fault::bad_value},
        {std::string(1025, 'a') + "b", Fault::bad_value},
    };
    for (const Case& item : cases) {
        CAPTURE(item.password);
        CHECK(fault_of(check_password(item.password)) == item.fault);
    }
}

TEST_CASE("Nothing is set up, then a first administrator is, and is still there after a restart") {
    Tablet tablet;
    tablet.set_up();
    CHECK(tablet.vault->is_unlocked());
    CHECK(tablet.vault->who().role == role_administrator);
    CHECK(done(tablet.vault->load()).value().documents.empty());
    const DeviceIdentity before = tablet.vault->identity();
    CHECK(before.device_id.size() == 32);
    CHECK(before.signing.public_key != before.agreement.public_key);

    tablet.restart();
    const auto cards = done(tablet.vault->open_store(StoreKind::real));
    REQUIRE(cards);
    REQUIRE(cards->size() == 1);
    CHECK(cards->front() == StaffCard{tablet.staff, "佐藤 花子", "看護師", "admin"});
    CHECK_FALSE(tablet.vault->is_unlocked());
    REQUIRE(tablet.unlock());
    CHECK(tablet.vault->identity().device_id == before.device_id);
    CHECK(tablet.vault->identity().signing.public_key == before.signing.public_key);
    CHECK(tablet.vault->identity().agreement.public_key == before.agreement.public_key);
}

TEST_CASE("A wrong password opens nothing, says so, and is in the chain at the next unlock") {
    Tablet tablet;
    tablet.set_up();
    tablet.restart();
    REQUIRE(done(tablet.vault->open_store(StoreKind::real)));
    for (int attempt = 0; attempt < 2; ++attempt) {
        const Status refused = done(tablet.vault->unlock(tablet.staff, "さくら病棟の朝は五時半かな"));
        REQUIRE_FALSE(refused);
        CHECK(refused.error().fault == Fault::wrong_password);
        CHECK_FALSE(tablet.vault->is_unlocked());
        CHECK(tablet.crypto->key_count() == 0);
        CHECK(tablet.vault->identity().signing.handle == 0);
    }
    CHECK(done(tablet.vault->load()).error().fault == Fault::locked);
    CHECK(tablet.disk.at(Collection::meta).contains("attempts"));

    const Loaded loaded = tablet.restart_and_load();
    CHECK(loaded.isolated.empty());
    CHECK_FALSE(tablet.disk.at(Collection::meta).contains("attempts"));
    const auto page = done(tablet.vault->read_audit(1, 100));
    REQUIRE(page);
    REQUIRE(page->entries.size() == 4);
    CHECK(page->entries[2].action == AuditAction::fail_unlock);
    CHECK(page->entries[2].object == tablet.staff);
    CHECK(page->entries[2].detail == "2");
    CHECK(page->entries[3].action == AuditAction::unlock);
}

TEST_CASE("An unknown person and a store that is not open are refused") {
    Tablet tablet;
    CHECK(done(tablet.vault->unlock("nobody", good_password)).error().fault == Fault::no_store);
    CHECK(done(tablet.vault->create_account({"あ", "", "admin"}, good_password)).error().fault ==
          Fault::no_store);
    tablet.set_up();
    tablet.restart();
    REQUIRE(done(tablet.vault->open_store(StoreKind::real)));
    CHECK(done(tablet.vault->unlock("nobody", good_password)).error().fault == Fault::data_missing);
    CHECK(done(tablet.vault->create_account({"あ", "", "admin"}, good_password)).error().fault ==
          Fault::locked);
}

TEST_CASE("An account needs a name, a known role and a good password, and nothing is left when it has not") {
    Tablet tablet;
    REQUIRE(done(tablet.vault->open_store(StoreKind::real)));
    const auto refused = [&tablet](const NewStaff& staff, const std::string& password) {
        return fault_of(tablet.vault->create_account(staff, password));
    };
    CHECK(refused({"", "看護師", "admin"}, good_password) == Fault::bad_value);
    CHECK(refused({std::string(101, 'a'), "看護師", "admin"}, good_password) == Fault::bad_value);
    CHECK(refused({"\xe2\x80\xae山田", "看護師", "admin"}, good_password) == Fault::bad_value);
    CHECK(refused({"山田", "看護師", "king"}, good_password) == Fault::bad_value);
    CHECK(refused({"山田", "看護師", "admin"}, "short") == Fault::weak_password);
    CHECK(tablet.disk.size_bytes() == 0);
    CHECK(tablet.crypto->key_count() == 0);
}

TEST_CASE("Further accounts are made by an administrator and open the same data") {
    Tablet tablet;
    tablet.set_up();
    tablet.vault->save(note("n1", "家に帰りたい"), AuditAction::create);
    const std::string other_password = "夜勤明けの珈琲はうまいものだ";
    REQUIRE(done(tablet.vault->create_account({"田中 一郎", "看護師", "recorder"}, other_password)));
    CHECK(tablet.vault->who().id == tablet.staff);

    tablet.restart();
    auto cards = done(tablet.vault->open_store(StoreKind::real));
    REQUIRE(cards);
    REQUIRE(cards->size() == 2);
    const auto other = cards->front().id == tablet.staff ? cards->back() : cards->front();
    CHECK(other.name == "田中 一郎");
    CHECK(done(tablet.vault->unlock(other.id, good_password)).error().fault == Fault::wrong_password);
    REQUIRE(done(tablet.vault->unlock(other.id, other_password)));
    const auto loaded = done(tablet.vault->load());
    REQUIRE(loaded);
    CHECK(loaded->isolated.empty());
    CHECK(loaded->documents.size() == 1);
    const Status refused = done(tablet.vault->create_account({"鈴木", "", "reader"}, good_password));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().fault == Fault::not_allowed);
}

TEST_CASE("Locking drops every key") {
    Tablet tablet;
    tablet.set_up();
    tablet.vault->save(note("n1", "家に帰りたい"), AuditAction::create);
    REQUIRE(done(tablet.vault->lock()));
    CHECK_FALSE(tablet.vault->is_unlocked());
    CHECK(tablet.crypto->key_count() == 0);
    CHECK(tablet.vault->identity().device_id.empty());
    CHECK(tablet.vault->who().name.empty());
    CHECK(done(tablet.vault->record({AuditAction::view, "n1", {}})).error().fault == Fault::locked);
    CHECK(done(tablet.vault->flush()));

    REQUIRE(tablet.unlock());
    CHECK(done(tablet.vault->load()).value().documents.size() == 1);
}

TEST_CASE("A step waits for the one before it") {
    Tablet tablet;
    tablet.set_up();
    tablet.store->holds_commits = true;
    tablet.vault->save(note("n1", "家に帰りたい"), AuditAction::create);
    auto locking = tablet.vault->lock();
    auto opening = tablet.vault->open_store(StoreKind::real);
    CHECK_FALSE(locking.is_ready());
    CHECK_FALSE(opening.is_ready());
    while (tablet.store->held() > 0) tablet.store->release_commit();
    REQUIRE(done(std::move(locking)));
    const auto cards = done(std::move(opening));
    REQUIRE(cards);
    CHECK(cards->size() == 1);
}

TEST_CASE("The practice store is another store, and the only one that can be thrown away here") {
    Tablet tablet;
    tablet.set_up();
    tablet.vault->save(note("n1", "本物"), AuditAction::create);
    REQUIRE(done(tablet.vault->lock()));

    REQUIRE(done(tablet.vault->open_store(StoreKind::practice)).value().empty());
    REQUIRE(done(tablet.vault->create_account({"練習", "", "admin"}, "renshu-renshu-2026")));
    tablet.vault->save(note("p1", "練習"), AuditAction::create);
    CHECK(done(tablet.vault->destroy_practice()).error().fault == Fault::not_allowed);
    REQUIRE(done(tablet.vault->lock()));
    REQUIRE(done(tablet.vault->destroy_practice()));
    CHECK(done(tablet.vault->open_store(StoreKind::practice)).value().empty());

    const Loaded loaded = tablet.restart_and_load();
    REQUIRE(loaded.documents.size() == 1);
    CHECK(loaded.documents[0].id == id_of("n1"));
}

TEST_CASE("Whatever refuses while a first account is made, there is never half a store") {
    for (std::size_t step = 1;; ++step) {
        Tablet tablet;
        tablet.store->faults.fail_step = step;
        const auto opened = done(tablet.vault->open_store(StoreKind::real));
        const Status made = opened ? done(tablet.vault->create_account({"佐藤", "", "admin"}, good_password))
                                   : Status(std::unexpected(opened.error()));
        if (made) {
            CHECK(step > 3);
            break;
        }
        CAPTURE(step);
        CHECK(tablet.disk.size_bytes() == 0);
        CHECK(tablet.crypto->key_count() == 0);
        CHECK_FALSE(tablet.vault->is_unlocked());
        tablet.set_up();  // and it can simply be done again
    }
}

TEST_CASE("Whatever cannot be read while unlocking is told, holds no keys, and harms nothing") {
    Tablet tablet;
    tablet.set_up();
    tablet.vault->save(note("n1", "家に帰りたい"), AuditAction::create);
    for (std::size_t step = 1;; ++step) {
        CAPTURE(step);
        tablet.restart();
        tablet.store->faults.fail_step = step;
        const Status unlocked = tablet.unlock();
        auto loaded =
            unlocked ? done(tablet.vault->load()) : Result<Loaded>(std::unexpected(unlocked.error()));
        if (tablet.store->steps() < step) break;
        if (!unlocked) {
            CHECK(unlocked.error().fault == Fault::storage_failed);
            CHECK(tablet.crypto->key_count() == 0);
        }
        if (loaded) {
            CHECK(tablet.vault->save_state().phase ==
                  SaveState::Phase::failed);  // only the entries were refused
            CHECK(loaded->documents.size() == 1);
        }
        const Loaded again = tablet.restart_and_load();
        CHECK(again.documents.size() == 1);
        CHECK(again.isolated.empty());
    }
}
