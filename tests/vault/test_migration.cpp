// A store made by an older app becomes ours, killed at any commit; one made by a newer app is left alone.
#include "support/shipped.h"
#include "vault/checkpoint.h"
#include "vault/slot.h"

#include "tablet.h"

#include <sstream>

using namespace tsunagi;

namespace {

std::uint32_t format_on(MemoryDisk& disk) {
    return parse_store(text_of(disk.at(Collection::meta).at("store"))).value().format;
}

// As an app of format 1 left it: a store record with that number, and nothing counted in the checkpoint.
struct Older : Tablet {
    Older() {
        set_up();
        for (const char* id : {"n1", "n2"}) vault->save(note(id, "一"), AuditAction::create);
        const std::string id = parse_store(text_of(disk.at(Collection::meta).at("store"))).value().id;
        disk.at(Collection::meta).at("store") = bytes_of(json_of_store({1, id}));
    }
};

// As an app of format 2 left it, byte for byte, locked: three documents, one of them edited, a draft, two
// people and a recovery code.
struct OfFormat2 : Tablet {
    std::string code;

    OfFormat2() {
        std::istringstream file(read_project_file("tests/vault/store_of_format_2.txt"));
        std::string what;
        std::string key;
        std::string bytes;
        file >> what >> staff >> what >> code;
        while (file >> what >> key >> bytes)
            disk.at(static_cast<Collection>(std::stoi(what))).emplace(key, parse_base64url(bytes).value());
        restart();
    }
    void check_whole(const Loaded& loaded) {
        CHECK(loaded.documents.size() == 3);
        REQUIRE(loaded.drafts.size() == 1);
        CHECK(loaded.drafts[0].text == "書きかけ");
        CHECK(loaded.isolated.empty());
    }
};

}  // namespace

TEST_CASE("A store of format 2 opens whole, and from then on its drafts are counted too") {
    OfFormat2 tablet;
    CHECK(format_on(tablet.disk) == 2);
    tablet.check_whole(tablet.restart_and_load());
    CHECK(format_on(tablet.disk) == store_format);
    tablet.check_whole(tablet.restart_and_load());
    tablet.disk.at(Collection::drafts).clear();
    CHECK(tablet.restart_and_load().isolated.size() == 1);
}

TEST_CASE("What was done to a store of format 2 is found when it is taken over") {
    OfFormat2 tablet;
    tablet.disk.at(Collection::records).erase(id_of("n2"));
    const Loaded loaded = tablet.restart_and_load();
    CHECK(loaded.documents.size() == 2);
    CHECK(find_isolated(loaded, Collection::records, id_of("n2")));
    CHECK(find_isolated(tablet.restart_and_load(), Collection::records, id_of("n2")));
}

TEST_CASE("The recovery code opens a store of format 2, and nothing in it is taken for put back") {
    OfFormat2 tablet;
    REQUIRE(done(tablet.vault->open_store(StoreKind::real)));
    REQUIRE(done(tablet.vault->recover(tablet.code, tablet.staff, good_password)));
    tablet.check_whole(done(tablet.vault->load()).value());
    tablet.check_whole(tablet.restart_and_load());
}

TEST_CASE("An older app's store is taken over at the first unlock, once") {
    Older tablet;
    const Loaded loaded = tablet.restart_and_load();
    CHECK(loaded.documents.size() == 2);
    CHECK(loaded.isolated.empty());
    CHECK(format_on(tablet.disk) == store_format);
    CHECK(tablet.vault->key_state().made_at_ms == tablet.clock.now_ms());
    CHECK(tablet.vault->key_state().seals >= 4);
    CHECK(tablet.restart_and_load().isolated.empty());
    AuditFilter migrations;
    migrations.actions = {AuditAction::migrate};
    CHECK(done(tablet.vault->find_audit(migrations, 0, 10)).value().entries.size() == store_format - 1);
}

TEST_CASE("Killed or refused at any step of it, the older store is whole and is taken over later") {
    Older prepared;
    for (const bool is_killed : {false, true}) {
        for (const bool after_commit : {false, true}) {
            for (std::size_t step = 1;; ++step) {
                CAPTURE(is_killed, after_commit, step);
                Tablet tablet;
                tablet.disk = prepared.disk;
                tablet.staff = prepared.staff;
                tablet.restart();
                StoreMemory::Faults& faults = tablet.store->faults;
                (is_killed ? faults.crash_step : faults.fail_step) = step;
                faults.crash_after_commit = after_commit;
                faults.fault = Fault::quota_exceeded;
                if (tablet.unlock()) (void)done(tablet.vault->load());
                const bool was_reached = tablet.store->steps() >= step;
                const Loaded loaded = tablet.restart_and_load();
                CHECK(loaded.documents.size() == 2);
                CHECK(loaded.isolated.empty());
                CHECK(format_on(tablet.disk) == store_format);
                CHECK(done(tablet.vault->verify_audit()).value().is_whole());
                if (!was_reached) break;
            }
        }
    }
}

TEST_CASE("A newer app's store is refused, and not a byte of it changed") {
    Tablet tablet;
    tablet.set_up();
    const std::string id = parse_store(text_of(tablet.disk.at(Collection::meta).at("store"))).value().id;
    tablet.disk.at(Collection::meta).at("store") = bytes_of(json_of_store({store_format + 1, id}));
    tablet.vault->save(note("n1", "一"), AuditAction::create);
    tablet.restart();
    const MemoryDisk before = tablet.disk;
    CHECK(done(tablet.vault->open_store(StoreKind::real)).error().fault == Fault::future_version);
    CHECK(done(tablet.vault->unlock(tablet.staff, good_password)).error().fault == Fault::no_store);
    CHECK(done(tablet.vault->create_account({"新", "", "admin"}, good_password)).error().fault ==
          Fault::no_store);
    CHECK(tablet.disk.databases == before.databases);
}
