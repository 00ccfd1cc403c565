// The audit chain: its bytes, its order, its signed head.
#include "tablet.h"

using namespace tsunagi;

namespace {
AuditEntry full_entry() {
    AuditEntry entry;
    entry.seq = 7;
    entry.prev.fill(0xab);
    entry.utc_ms = 1'795'230'000'000;
    entry.monotonic_ms = 12;
    entry.clock_set_back = true;
    entry.staff = "s1";
    entry.action = AuditAction::finalise;
    entry.object = "n1";
    entry.version = 3;
    entry.object_hash.emplace().fill(0x01);
    entry.seal.emplace().fill(0x02);
    entry.detail = "詳細";
    return entry;
}
}  // namespace

TEST_CASE("An entry comes back from its canonical bytes") {
    const AuditEntry entry = full_entry();
    const auto parsed = parse_audit_entry(json_of(entry));
    REQUIRE(parsed);
    CHECK(*parsed == entry);
    AuditEntry bare;
    bare.seq = 1;
    CHECK(json_of(bare) ==
          "{\"v\":1,\"seq\":1,\"prev\":\"0000000000000000000000000000000000000000000000000000000000000000\","
          "\"utc\":0,\"monotonic\":0,\"action\":\"view\"}");
    CHECK(parse_audit_entry(json_of(bare)).value() == bare);
}

TEST_CASE("Every action has a code of its own") {
    for (int i = 0; i <= static_cast<int>(last_audit_action); ++i) {
        const auto action = static_cast<AuditAction>(i);
        REQUIRE_FALSE(audit_action_code(action).empty());
        CHECK(find_audit_action(audit_action_code(action)) == action);
    }
    CHECK_FALSE(find_audit_action("nonsense"));
}

TEST_CASE("Entries that are not ours are refused") {
    const std::string good = json_of(full_entry());
    const auto fault_after = [&good](const std::string& what, const std::string& with) {
        std::string json = good;
        json.replace(json.find(what), what.size(), with);
        const auto parsed = parse_audit_entry(json);
        return parsed ? Fault::none : parsed.error().fault;
    };
    CHECK(fault_after("\"v\":1", "\"v\":1") == Fault::none);
    CHECK(fault_after("\"v\":1", "\"v\":2") == Fault::future_version);
    CHECK(fault_after("\"v\":1", "\"v\":\"1\"") == Fault::wrong_type);
    CHECK(fault_after("\"seq\":7", "\"seq\":0") == Fault::wrong_type);
    CHECK(fault_after("\"seq\":7", "\"seq\":-1") == Fault::wrong_type);
    CHECK(fault_after("finalise", "fly") == Fault::future_version);
    CHECK(fault_after("\"staff\":\"s1\"", "\"staff\":[]") == Fault::wrong_type);
    CHECK(fault_after("\"version\":3", "\"version\":4294967296") == Fault::wrong_type);
    CHECK(fault_after("abab", "zzzz") == Fault::wrong_type);
}

TEST_CASE("The chain names who did what in order, each entry the one before") {
    Tablet tablet;
    tablet.set_up();
    tablet.vault->save(note("n1", "一"), AuditAction::create);
    tablet.clock.advance(-10'000);
    REQUIRE(done(tablet.vault->record({AuditAction::view, "n1", {}})));
    tablet.clock.advance(20'000);
    REQUIRE(done(tablet.vault->record({AuditAction::make_file, "f1", "宛先"})));
    CHECK(tablet.vault->audit_length() == 5);
    const auto page = done(tablet.vault->read_audit(0, 1'000));
    REQUIRE(page);
    CHECK(page->broken == 0);
    REQUIRE(page->entries.size() == 5);
    const AuditAction actions[] = {AuditAction::create_store, AuditAction::create_account,
                                   AuditAction::create, AuditAction::view, AuditAction::make_file};
    Digest head{};
    for (std::size_t i = 0; i < 5; ++i) {
        const AuditEntry& entry = page->entries[i];
        CHECK(entry.seq == i + 1);
        CHECK(entry.action == actions[i]);
        CHECK(entry.staff == tablet.staff);
        CHECK(entry.prev == head);
        CHECK(entry.clock_set_back == (i == 3));
        head = done(tablet.crypto->sha256(head_input(entry.prev, json_of(entry)))).value();
    }
    CHECK(page->entries[4].detail == "宛先");

    const auto signed_head = done(tablet.vault->sign_head());
    REQUIRE(signed_head);
    CHECK(signed_head->signed_json.contains(hex_of(head)));
    CHECK(signed_head->signed_json.contains("\"seq\":5"));
    CHECK(done(tablet.crypto->verify(tablet.vault->identity().signing.public_key,
                                     bytes_of(signed_head->signed_json), signed_head->signature))
              .value());
}

TEST_CASE("A part of the log can be read, and nothing beyond its ends") {
    Tablet tablet;
    tablet.set_up();
    for (int i = 0; i < 600; ++i)
        REQUIRE(done(tablet.vault->record({AuditAction::view, std::to_string(i), {}})));
    CHECK(tablet.vault->audit_length() == 602);
    CHECK(done(tablet.vault->read_audit(601, 700)).value().entries.size() == 2);
    CHECK(done(tablet.vault->read_audit(603, 700)).value().entries.empty());
    CHECK(done(tablet.vault->read_audit(5, 4)).value().entries.empty());
    const auto page = done(tablet.vault->read_audit(3, 12));
    REQUIRE(page);
    REQUIRE(page->entries.size() == 10);
    CHECK(page->entries[9].object == "9");

    // Unlocking reads the end of the log only, whatever its length; replaying it still finds everything.
    tablet.disk.at(Collection::meta).erase("head");
    const Loaded loaded = tablet.restart_and_load();
    CHECK(loaded.isolated.size() == 1);
    CHECK(tablet.vault->audit_length() == 604);
}
