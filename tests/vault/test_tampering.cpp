// What somebody with the disk can do, and how it is found: never an abort, never an empty list that says
// nothing.
#include "tablet.h"

#include <algorithm>

using namespace tsunagi;

namespace {

struct Attacked : Tablet {
    MemoryDisk older;  // the disk after the first save of each document

    Attacked() {
        set_up();
        for (const char* id : {"n1", "n2", "n3"}) vault->save(note(id, "一"), AuditAction::create);
        older = disk;
        vault->save(longer(note("n1", "一"), "c2", "二"), AuditAction::edit);
        vault->save_draft({"n1", "troubles", "書きかけ", {}, 0});
        REQUIRE(is_saved());
    }
    MemoryDisk::Records& records() { return disk.at(Collection::records); }
    MemoryDisk::Records& audit() { return disk.at(Collection::audit); }
    MemoryDisk::Records& meta() { return disk.at(Collection::meta); }
};

bool has_find_damage(Tablet& tablet) {
    const auto page = done(tablet.vault->read_audit(1, 1'000));
    REQUIRE(page);
    return std::ranges::find(page->entries, AuditAction::find_damage, &AuditEntry::action) !=
           page->entries.end();
}

}  // namespace

TEST_CASE("An untouched disk has nothing to tell") {
    Attacked tablet;
    for (int i = 0; i < 3; ++i) {
        const Loaded loaded = tablet.restart_and_load();
        CHECK(loaded.isolated.empty());
        CHECK(loaded.documents.size() == 3);
        CHECK(loaded.drafts.size() == 1);
    }
    CHECK_FALSE(has_find_damage(tablet));
}

TEST_CASE("Every edited byte of a record is found, and the others stay readable") {
    Attacked tablet;
    const MemoryDisk untouched = tablet.disk;
    const Bytes good = tablet.records().at(id_of("n2"));
    for (std::size_t at = 0; at < good.size(); at += 13) {
        CAPTURE(at);
        tablet.disk = untouched;
        tablet.records().at(id_of("n2"))[at] ^= 0x40;
        const Loaded loaded = tablet.restart_and_load();
        CHECK(loaded.documents.size() == 2);
        REQUIRE(find_isolated(loaded, Collection::records, id_of("n2")));
        CHECK(tablet.records().at(id_of("n2")) != good);  // its bytes stay untouched
    }
    CHECK(has_find_damage(tablet));
}

TEST_CASE("Records that are too short, empty or of another kind are isolated") {
    Attacked tablet;
    const Bytes draft = tablet.disk.at(Collection::drafts).begin()->second;
    for (const Bytes& bytes : {Bytes{}, Bytes{1}, Bytes(40, 0), Bytes(5'000, 0xff), draft}) {
        tablet.records()[id_of("n2")] = bytes;
        const Loaded loaded = tablet.restart_and_load();
        CHECK(loaded.documents.size() == 2);
        CHECK(find_isolated(loaded, Collection::records, id_of("n2")));
    }
}

TEST_CASE("Two records swapped are both isolated") {
    Attacked tablet;
    std::swap(tablet.records().at(id_of("n1")), tablet.records().at(id_of("n2")));
    const Loaded loaded = tablet.restart_and_load();
    CHECK(loaded.documents.size() == 1);
    CHECK(find_isolated(loaded, Collection::records, id_of("n1")));
    CHECK(find_isolated(loaded, Collection::records, id_of("n2")));
}

TEST_CASE("A record put back to an old version is found, named, and its copy can still be looked at") {
    Attacked tablet;
    tablet.records().at(id_of("n1")) = tablet.older.at(Collection::records).at(id_of("n1"));
    const Loaded loaded = tablet.restart_and_load();
    CHECK(loaded.documents.size() == 2);
    CHECK(find_document(loaded, "n1") == nullptr);
    const IsolatedRecord* isolated = find_isolated(loaded, Collection::records, id_of("n1"));
    REQUIRE(isolated);
    CHECK(isolated->reason == Fault::rolled_back);
    REQUIRE(isolated->older_copy);
    CHECK(isolated->older_copy->changes.size() == 1);
    CHECK(loaded.isolated.size() == 1);
    CHECK(has_find_damage(tablet));
    // And again at every unlock, until it has been dealt with.
    CHECK(find_isolated(tablet.restart_and_load(), Collection::records, id_of("n1")));
}

TEST_CASE("Saving anew over an isolated record keeps the old bytes beside and ends the notice") {
    Attacked tablet;
    const Bytes old = tablet.older.at(Collection::records).at(id_of("n1"));
    tablet.records().at(id_of("n1")) = old;
    REQUIRE(find_isolated(tablet.restart_and_load(), Collection::records, id_of("n1")));
    const Document mended = longer(longer(note("n1", "一"), "c2", "二"), "c3", "三");
    tablet.vault->save(mended, AuditAction::edit);
    REQUIRE(tablet.is_saved());
    CHECK(std::ranges::any_of(tablet.meta(), [&old](const auto& item) { return item.second == old; }));
    const Loaded loaded = tablet.restart_and_load();
    CHECK(loaded.isolated.empty());
    REQUIRE(find_document(loaded, "n1"));
    CHECK(json_of(*find_document(loaded, "n1")) == json_of(mended));
}

TEST_CASE("A deleted record is found and named") {
    Attacked tablet;
    tablet.records().erase(id_of("n2"));
    const Loaded loaded = tablet.restart_and_load();
    CHECK(loaded.documents.size() == 2);
    const IsolatedRecord* isolated = find_isolated(loaded, Collection::records, id_of("n2"));
    REQUIRE(isolated);
    CHECK(isolated->reason == Fault::data_missing);
    CHECK(find_isolated(tablet.restart_and_load(), Collection::records, id_of("n2")));
}

TEST_CASE("All records deleted is never an empty list that says nothing") {
    Attacked tablet;
    tablet.records().clear();
    const Loaded loaded = tablet.restart_and_load();
    CHECK(loaded.documents.empty());
    CHECK(loaded.isolated.size() == 3);
}

TEST_CASE("A record from another branch of the past is found although its number fits") {
    Attacked tablet;
    const MemoryDisk one = tablet.disk;
    tablet.disk = tablet.older;  // everything put back: this alone cannot be seen on the tablet
    const Loaded quiet = tablet.restart_and_load();
    CHECK(quiet.isolated.empty());
    tablet.vault->save(longer(note("n1", "一"), "c9", "別の二"), AuditAction::edit);
    REQUIRE(tablet.is_saved());
    tablet.records().at(id_of("n1")) =
        one.databases.at(StoreKind::real).at(Collection::records).at(id_of("n1"));
    const Loaded loaded = tablet.restart_and_load();
    const IsolatedRecord* isolated = find_isolated(loaded, Collection::records, id_of("n1"));
    REQUIRE(isolated);
    CHECK(isolated->reason == Fault::rolled_back);
}

TEST_CASE("A store that was made again from an older copy says so, once") {
    Attacked tablet;
    tablet.disk = tablet.older;  // whole, so that its own checkpoint fits
    tablet.meta()["healed"] = bytes_of("{\"v\":1}");
    const Loaded loaded = tablet.restart_and_load();
    const IsolatedRecord* isolated = find_isolated(loaded, Collection::meta, "healed");
    REQUIRE(isolated);
    CHECK(isolated->reason == Fault::rolled_back);
    CHECK(has_find_damage(tablet));
    CHECK_FALSE(tablet.meta().contains("healed"));
    CHECK(tablet.restart_and_load().isolated.empty());
}

TEST_CASE("A copy of another store that was found and set aside is told, once") {
    Attacked tablet;
    tablet.meta()["aside"] = bytes_of("{\"v\":1}");
    const Loaded loaded = tablet.restart_and_load();
    CHECK(find_isolated(loaded, Collection::meta, "aside"));
    CHECK(loaded.documents.size() == 3);
    CHECK_FALSE(tablet.meta().contains("aside"));
    CHECK(tablet.restart_and_load().isolated.empty());
}

TEST_CASE("A foreign record is isolated and the rest is trusted") {
    Attacked tablet;
    tablet.records()["zz"] = tablet.records().at(id_of("n1"));
    const Loaded loaded = tablet.restart_and_load();
    CHECK(loaded.documents.size() == 3);
    CHECK(find_isolated(loaded, Collection::records, "zz"));
    CHECK(loaded.isolated.size() == 1);
}

TEST_CASE("A shortened log is found") {
    Attacked tablet;
    SECTION("by its end") {
        tablet.audit().erase(std::prev(tablet.audit().end()));
    }
    SECTION("by an entry in the middle") {
        tablet.audit().erase(std::next(tablet.audit().begin(), 2));
    }
    SECTION("all of it") {
        tablet.audit().clear();
    }
    const Loaded loaded = tablet.restart_and_load();
    CHECK(loaded.documents.size() == 3);
    const IsolatedRecord* isolated = find_isolated(loaded, Collection::audit, "");
    REQUIRE(isolated);
    CHECK(isolated->reason == Fault::rolled_back);
    CHECK(has_find_damage(tablet));
    tablet.vault->save(note("n4", "続き"), AuditAction::create);
    CHECK(tablet.is_saved());
    CHECK(find_document(tablet.restart_and_load(), "n4"));
}

TEST_CASE("An edited or exchanged entry is found") {
    Attacked tablet;
    auto second = std::next(tablet.audit().begin(), 1);
    auto third = std::next(second);
    SECTION("edited") {
        second->second.back() ^= 1;
    }
    SECTION("exchanged") {
        std::swap(second->second, third->second);
    }
    SECTION("copied") {
        second->second = third->second;
    }
    const Loaded loaded = tablet.restart_and_load();
    CHECK(loaded.documents.size() == 3);
    CHECK(find_isolated(loaded, Collection::audit, second->first));
    const auto page = done(tablet.vault->read_audit(1, 4));
    REQUIRE(page);
    CHECK(page->broken >= 1);
    CHECK(page->entries.size() + page->broken == 4);
}

TEST_CASE("An older checkpoint does not hide newer entries, and none of them is overwritten") {
    Attacked tablet;
    tablet.meta().at("head") = tablet.older.at(Collection::meta).at("head");
    const std::size_t length = tablet.audit().size();
    const Loaded loaded = tablet.restart_and_load();
    CHECK(loaded.documents.size() == 3);
    const IsolatedRecord* isolated = find_isolated(loaded, Collection::meta, "head");
    REQUIRE(isolated);
    CHECK(isolated->reason == Fault::rolled_back);
    CHECK(tablet.audit().size() == length + 2);  // unlock and find_damage, after the last
    const auto page = done(tablet.vault->read_audit(1, 100));
    REQUIRE(page);
    CHECK(page->broken == 0);
    CHECK(page->entries.size() == length + 2);
    CHECK(tablet.restart_and_load().isolated.empty());
}

TEST_CASE("A record put back together with the checkpoint of its time is still found by the log") {
    Attacked tablet;
    tablet.meta().at("head") = tablet.older.at(Collection::meta).at("head");
    tablet.records().at(id_of("n1")) = tablet.older.at(Collection::records).at(id_of("n1"));
    const Loaded loaded = tablet.restart_and_load();
    CHECK(find_isolated(loaded, Collection::records, id_of("n1")));
    CHECK(find_isolated(loaded, Collection::meta, "head"));
}

TEST_CASE("A checkpoint that is gone or damaged is made again from the log") {
    Attacked tablet;
    SECTION("gone") {
        tablet.meta().erase("head");
    }
    SECTION("damaged") {
        tablet.meta().at("head").back() ^= 1;
    }
    SECTION("gone, with a record") {
        tablet.meta().erase("head");
        tablet.records().erase(id_of("n2"));
    }
    const bool without_record = !tablet.records().contains(id_of("n2"));
    const Loaded loaded = tablet.restart_and_load();
    CHECK(find_isolated(loaded, Collection::meta, "head"));
    CHECK((find_isolated(loaded, Collection::records, id_of("n2")) != nullptr) == without_record);
    CHECK(loaded.documents.size() == (without_record ? 2 : 3));
    if (!without_record) CHECK(tablet.restart_and_load().isolated.empty());
}

TEST_CASE("Checkpoint, log and a record gone: what is left is readable and the damage is told") {
    Attacked tablet;
    tablet.meta().erase("head");
    tablet.audit().clear();
    const Loaded loaded = tablet.restart_and_load();
    CHECK(loaded.documents.size() == 3);
    CHECK(find_isolated(loaded, Collection::meta, "head"));
    // Nothing is left that says who may write.
    CHECK(loaded.are_rights_limited);
    CHECK_FALSE(tablet.vault->save(longer(note("n1", "一"), "c3", "続き"), AuditAction::edit));
    CHECK(tablet.restart_and_load().documents.size() == 3);
}

TEST_CASE("The end of the log and a record named only there: told, though it cannot be named") {
    Attacked tablet;
    tablet.vault->save(note("n4", "新しい"), AuditAction::create);
    tablet.audit().erase(std::prev(tablet.audit().end()));
    tablet.records().erase(id_of("n4"));
    const Loaded loaded = tablet.restart_and_load();
    CHECK(find_isolated(loaded, Collection::audit, ""));
    CHECK(find_isolated(loaded, Collection::records, ""));
}

TEST_CASE("A damaged draft is isolated, the others are found") {
    Attacked tablet;
    tablet.vault->save_draft({"n2", "troubles", "もう一つ", {}, 0});
    auto& drafts = tablet.disk.at(Collection::drafts);
    const std::string damaged = drafts.begin()->first;
    drafts.begin()->second.back() ^= 1;
    const Loaded loaded = tablet.restart_and_load();
    CHECK(loaded.drafts.size() == 1);
    CHECK(find_isolated(loaded, Collection::drafts, damaged));
}

TEST_CASE("A draft of before is told once, not shown as unsaved words, and kept") {
    Attacked tablet;
    auto& drafts = tablet.disk.at(Collection::drafts);
    const MemoryDisk::Records first = drafts;
    const std::string key = first.begin()->first;
    const auto check_told = [&](const char* what, bool is_kept) {
        CAPTURE(what);
        const Loaded loaded = tablet.restart_and_load();
        CHECK(loaded.drafts.empty());
        const IsolatedRecord* told = find_isolated(loaded, Collection::drafts, key);
        REQUIRE(told);
        CHECK(told->reason == (is_kept ? Fault::rolled_back : Fault::data_missing));
        CHECK(std::ranges::any_of(tablet.meta(), [&](const auto& record) {
                  return record.first.starts_with("kept." + key) && record.second == first.at(key);
              }) == is_kept);
        CHECK(drafts.empty());
        CHECK(tablet.restart_and_load().isolated.empty());
    };
    const auto write_on = [&] {
        tablet.vault->save_draft({"n1", "troubles", "書きかけの続き", {}, 0});
        REQUIRE(tablet.is_saved());
    };
    SECTION("put back over what was written on") {
        write_on();
        drafts = first;
        check_told("older", true);
    }
    SECTION("put back after it was kept") {
        tablet.vault->drop_draft("n1", "troubles");
        REQUIRE(drafts.empty());
        drafts = first;
        check_told("dropped", true);
    }
    SECTION("taken away") {
        drafts.clear();
        check_told("gone", false);
    }
}

TEST_CASE("Slots gone is data missing, not a fresh start; without anything it is a fresh start") {
    Attacked tablet;
    tablet.disk.at(Collection::slots).clear();
    tablet.restart();
    CHECK(done(tablet.vault->open_store(StoreKind::real)).error().fault == Fault::data_missing);
    tablet.meta().clear();
    CHECK(done(tablet.vault->open_store(StoreKind::real)).error().fault == Fault::data_missing);
    CHECK(done(tablet.vault->create_account({"新", "", "admin"}, good_password)).error().fault ==
          Fault::no_store);
    tablet.disk = {};
    CHECK(done(tablet.vault->open_store(StoreKind::real)).value().empty());
}

TEST_CASE("A damaged slot, a missing one, and one from the future") {
    Attacked tablet;
    Bytes& slot = tablet.disk.at(Collection::slots).at(tablet.staff);
    const std::string good = text_of(slot);
    const auto opened = [&](const std::string& json) {
        slot = bytes_of(json);
        tablet.restart();
        return fault_of(tablet.vault->open_store(StoreKind::real));
    };
    CHECK(opened("{}") == Fault::data_missing);
    CHECK(opened("not json") == Fault::data_missing);
    CHECK(opened("{\"v\":9" + good.substr(6)) == Fault::future_version);
    CHECK(opened(good.substr(0, good.size() / 2)) == Fault::data_missing);
    CHECK(opened(good) == Fault::none);
}

TEST_CASE("A role or name edited on the disk does not count") {
    Attacked tablet;
    REQUIRE(done(tablet.vault->create_account({"田中 一郎", "看護師", "reader"}, good_password)));
    tablet.restart();
    const auto cards = done(tablet.vault->open_store(StoreKind::real)).value();
    const auto reader = std::ranges::find(cards, std::string("reader"), &StaffCard::role);
    REQUIRE(reader != cards.end());
    Bytes& slot = tablet.disk.at(Collection::slots).at(reader->id);
    std::string json = text_of(slot);
    json.replace(json.find("reader"), 6, "admin");
    slot = bytes_of(json);

    tablet.restart();
    REQUIRE(done(tablet.vault->open_store(StoreKind::real)));
    REQUIRE(done(tablet.vault->unlock(reader->id, good_password)));
    CHECK(tablet.vault->who().role == "reader");
    CHECK(find_isolated(done(tablet.vault->load()).value(), Collection::slots, reader->id));
}

TEST_CASE("Another person's slot taken away is told") {
    Attacked tablet;
    REQUIRE(done(tablet.vault->create_account({"田中 一郎", "看護師", "reader"}, good_password)));
    auto& slots = tablet.disk.at(Collection::slots);
    const std::string other =
        slots.begin()->first == tablet.staff ? slots.rbegin()->first : slots.begin()->first;
    slots.erase(other);
    CHECK(find_isolated(tablet.restart_and_load(), Collection::slots, other));
}

TEST_CASE("Device keys that are gone are made anew, and it is told") {
    Attacked tablet;
    const std::string device = tablet.vault->identity().device_id;
    SECTION("gone") {
        tablet.meta().erase("device");
    }
    SECTION("damaged") {
        tablet.meta().at("device").back() ^= 1;
    }
    const Loaded loaded = tablet.restart_and_load();
    CHECK(loaded.documents.size() == 3);
    CHECK(find_isolated(loaded, Collection::meta, "device"));
    const std::string renewed = tablet.vault->identity().device_id;
    CHECK(renewed.size() == 32);
    CHECK(renewed != device);
    CHECK(tablet.restart_and_load().isolated.empty());
    CHECK(tablet.vault->identity().device_id == renewed);
}

TEST_CASE("A lost store record is made again from the slot") {
    Attacked tablet;
    tablet.meta().erase("store");
    const Loaded loaded = tablet.restart_and_load();
    CHECK(loaded.documents.size() == 3);
    CHECK(find_isolated(loaded, Collection::meta, "store"));
    CHECK(tablet.restart_and_load().isolated.empty());
}
