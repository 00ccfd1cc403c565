// A store made by an older app becomes ours, killed at any commit; one made by a newer app is left alone.
#include "vault/checkpoint.h"
#include "vault/slot.h"

#include "tablet.h"

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

}  // namespace

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
    CHECK(done(tablet.vault->find_audit(migrations, 0, 10)).value().entries.size() == 1);
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
