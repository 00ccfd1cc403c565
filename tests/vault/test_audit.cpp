// The audit chain: its bytes, its order, its signed head.
#include "core/json.h"

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
    const auto fault_after = [&good](std::string_view what, std::string_view with) {
        return fault_of(parse_audit_entry(replaced(good, what, with)));
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

namespace {
// A log of 601 entries by two actions.
struct Logged : Tablet {
    Logged() {
        set_up();
        for (int i = 0; i < 599; ++i) {
            const AuditAction action = i % 3 == 0 ? AuditAction::print : AuditAction::view;
            clock.advance(1'000);
            REQUIRE(done(vault->record({action, id_of(i % 2 == 0 ? "even" : "odd"), {}})));
        }
    }
};
}  // namespace

TEST_CASE("The log is searched from its end, page by page, without gap or repetition") {
    Logged tablet;
    AuditFilter prints;
    prints.actions = {AuditAction::print};
    std::vector<std::uint64_t> seen;
    std::uint64_t before = 0;
    do {
        const AuditFound page = done(tablet.vault->find_audit(prints, before, 37)).value();
        CHECK(page.broken == 0);
        for (const AuditEntry& entry : page.entries) {
            CHECK(entry.action == AuditAction::print);
            if (!seen.empty()) CHECK(entry.seq < seen.back());
            seen.push_back(entry.seq);
        }
        before = page.next_before;
    } while (before != 0);
    CHECK(seen.size() == 200);

    AuditFilter narrow;
    narrow.object = id_of("even");
    narrow.staff = tablet.staff;
    narrow.until_ms = tablet.clock.now_ms() - 100'000;
    narrow.from_ms = tablet.clock.now_ms() - 200'000;
    const AuditFound some = done(tablet.vault->find_audit(narrow, 0, 1'000)).value();
    CHECK(some.entries.size() == 51);
    CHECK(some.next_before == 0);
    narrow.staff = "nobody";
    CHECK(done(tablet.vault->find_audit(narrow, 0, 10)).value().entries.empty());
    CHECK(done(tablet.vault->find_audit({}, 3, 10)).value().entries.size() == 2);
}

TEST_CASE("The whole chain is checked, and what is wrong in it is named wherever it is") {
    Logged tablet;
    tablet.clock.advance(-3'600'000);
    REQUIRE(done(tablet.vault->record({AuditAction::view, {}, {}})));
    REQUIRE(done(tablet.vault->lock()));
    (void)tablet.restart_and_load();
    ChainCheck check = done(tablet.vault->verify_audit()).value();
    CHECK(check.is_whole());
    CHECK(check.length == tablet.vault->audit_length());
    CHECK(check.signed_heads == 1);
    CHECK(check.wrong_signatures == 0);
    CHECK(check.clocks_set_back == 1);
    // Deep in the log, where an unlock does not look; at the seams of what is read at once.
    for (const std::uint64_t seq : {2u, 256u, 257u}) {
        CAPTURE(seq);
        auto& audit = tablet.disk.at(Collection::audit);
        std::string key = std::to_string(seq);
        key = std::string(20 - key.size(), '0') + key;
        const Bytes kept = audit.at(key);
        audit.at(key).back() ^= 1;
        CHECK(done(tablet.vault->verify_audit()).value().broken == std::vector{key});
        audit.erase(key);
        check = done(tablet.vault->verify_audit()).value();
        CHECK_FALSE(check.is_whole());
        CHECK(check.broken == std::vector{key});
        audit[key] = kept;
        CHECK(done(tablet.vault->verify_audit()).value().is_whole());
    }
}

TEST_CASE("The exported log can be checked by whoever has it: every head, and the signature at its end") {
    Tablet tablet;
    tablet.set_up();
    tablet.vault->save(note("n1", "一"), AuditAction::create);
    const std::string text = text_of(done(tablet.vault->export_audit()).value());
    Digest head{};
    std::size_t entries = 0;
    std::size_t at = 0;
    while (text.find('\n', at) != text.size() - 1) {
        const std::size_t end = text.find('\n', at);
        const std::string line = text.substr(at, end - at);
        const auto entry = parse_audit_entry(line);
        REQUIRE(entry);
        CHECK(entry->prev == head);
        head = done(tablet.crypto->sha256(head_input(entry->prev, line))).value();
        ++entries;
        at = end + 1;
    }
    CHECK(entries == 4);  // the export itself is the last
    const auto last = parse_json(std::string_view(text).substr(at));
    REQUIRE(last);
    const std::string signed_text = *find_string(*last, "signed");
    CHECK(signed_text.contains(hex_of(head)));
    const Bytes signature = parse_base64url(*find_string(*last, "signature")).value();
    CHECK(done(tablet.crypto->verify(tablet.vault->identity().signing.public_key, bytes_of(signed_text),
                                     signature))
              .value());
}
