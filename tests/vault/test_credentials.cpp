// PIN, passkey and recovery code: what else opens an account, and what then does not.
#include "core/text.h"
#include "support/passkeys_memory.h"
#include "vault/recovery_code.h"

#include "tablet.h"
#include <catch2/generators/catch_generators.hpp>

#include <set>

using namespace tsunagi;

namespace {

const std::string next_password = "夜勤明けの珈琲はうまいものだ";

void lock(Tablet& tablet) {
    REQUIRE(done(tablet.vault->lock()));
    REQUIRE(done(tablet.vault->open_store(StoreKind::real)));
}

}  // namespace

TEST_CASE("A PIN opens again after a lock, not after the page was gone") {
    Tablet tablet;
    tablet.set_up();
    tablet.vault->save(note("n1", "一"), AuditAction::create);
    CHECK(fault_of(done(tablet.vault->set_pin("1234", good_password))) == Fault::weak_password);
    CHECK_FALSE(tablet.vault->has_pin(tablet.staff));
    const MemoryDisk before = tablet.disk;
    REQUIRE(done(tablet.vault->set_pin("2580", good_password)));
    CHECK(tablet.disk.at(Collection::slots) == before.databases.at(StoreKind::real).at(Collection::slots));
    CHECK(tablet.vault->has_pin(tablet.staff));
    lock(tablet);
    CHECK(tablet.crypto->key_count() == 0);
    CHECK(tablet.vault->has_pin(tablet.staff));
    CHECK(fault_of(done(tablet.vault->unlock_by_pin(tablet.staff, "2581"))) == Fault::wrong_password);
    CHECK(fault_of(done(tablet.vault->unlock_by_pin("nobody", "2580"))) == Fault::locked);
    REQUIRE(done(tablet.vault->unlock_by_pin(tablet.staff, "2580")));
    CHECK(tablet.vault->who().role == role_administrator);
    CHECK(done(tablet.vault->load()).value().documents.size() == 1);
    lock(tablet);
    REQUIRE(done(tablet.vault->unlock_by_pin(tablet.staff, "2580")));
    REQUIRE(done(tablet.vault->load()));
    tablet.vault->forget_pin();
    lock(tablet);
    CHECK(fault_of(done(tablet.vault->unlock_by_pin(tablet.staff, "2580"))) == Fault::locked);

    REQUIRE(tablet.unlock());
    REQUIRE(done(tablet.vault->load()));
    REQUIRE(done(tablet.vault->set_pin("2580", good_password)));
    tablet.restart();
    REQUIRE(done(tablet.vault->open_store(StoreKind::real)));
    CHECK_FALSE(tablet.vault->has_pin(tablet.staff));
    CHECK(fault_of(done(tablet.vault->unlock_by_pin(tablet.staff, "2580"))) == Fault::locked);
}

TEST_CASE("The fifth wrong PIN in a row ends everybody's, and the tries are in the chain") {
    Tablet tablet;
    tablet.set_up();
    REQUIRE(done(tablet.vault->create_account({"田中 一郎", "", "recorder"}, next_password)));
    const auto cards = done(tablet.vault->list_staff()).value();
    const StaffId other = cards.front().id == tablet.staff ? cards.back().id : cards.front().id;
    REQUIRE(done(tablet.vault->set_pin("2580", good_password)));
    lock(tablet);
    REQUIRE(done(tablet.vault->unlock(other, next_password)));
    REQUIRE(done(tablet.vault->load()));
    REQUIRE(done(tablet.vault->set_pin("1357", next_password)));
    lock(tablet);
    for (int wrong = 0; wrong < 4; ++wrong)
        CHECK(fault_of(done(tablet.vault->unlock_by_pin(tablet.staff, "0001"))) == Fault::wrong_password);
    // Opening one's own in between gives no more tries at somebody else's.
    REQUIRE(done(tablet.vault->unlock_by_pin(other, "1357")));
    REQUIRE(done(tablet.vault->load()));
    lock(tablet);
    CHECK(fault_of(done(tablet.vault->unlock_by_pin(tablet.staff, "0001"))) == Fault::wrong_password);
    CHECK_FALSE(tablet.vault->has_pin(tablet.staff));
    CHECK_FALSE(tablet.vault->has_pin(other));
    CHECK(fault_of(done(tablet.vault->unlock_by_pin(tablet.staff, "2580"))) == Fault::locked);
    CHECK(fault_of(done(tablet.vault->unlock_by_pin(other, "1357"))) == Fault::locked);
    REQUIRE(tablet.unlock());
    REQUIRE(done(tablet.vault->load()));
    AuditFilter failed;
    failed.actions = {AuditAction::fail_unlock};
    CHECK(done(tablet.vault->find_audit(failed, 0, 10)).value().entries.size() == 2);
}

TEST_CASE("A PIN ends with the password or the account it stood for") {
    Tablet tablet;
    tablet.set_up();
    REQUIRE(done(tablet.vault->create_account({"田中 一郎", "", "admin"}, next_password)));
    REQUIRE(done(tablet.vault->set_pin("2580", good_password)));
    lock(tablet);
    const auto cards = done(tablet.vault->open_store(StoreKind::real)).value();
    const StaffId other = cards.front().id == tablet.staff ? cards.back().id : cards.front().id;
    REQUIRE(done(tablet.vault->unlock(other, next_password)));
    REQUIRE(done(tablet.vault->load()));
    SECTION("its password was reset") {
        REQUIRE(done(tablet.vault->reset_password(tablet.staff, next_password)));
    }
    SECTION("its account was removed") {
        REQUIRE(done(tablet.vault->remove_staff(tablet.staff)));
    }
    SECTION("the data key was exchanged") {
        REQUIRE(done(tablet.vault->start_rotation(RotationReason::suspected_leak)));
    }
    CHECK_FALSE(tablet.vault->has_pin(tablet.staff));
    lock(tablet);
    CHECK(fault_of(done(tablet.vault->unlock_by_pin(tablet.staff, "2580"))) == Fault::locked);
}

TEST_CASE("What opens the store later is not had from a screen that was left open, without the password") {
    Tablet tablet;
    tablet.set_up();
    const std::string code = done(tablet.vault->make_recovery_code(good_password)).value();
    REQUIRE(done(tablet.vault->confirm_recovery_code()));
    const MemoryDisk before = tablet.disk;
    for (const std::string& password : {std::string(), next_password}) {
        CHECK(fault_of(done(tablet.vault->set_pin("2580", password))) == Fault::wrong_password);
        CHECK(fault_of(done(tablet.vault->make_recovery_code(password))) == Fault::wrong_password);
        CHECK(fault_of(done(tablet.vault->confirm_person(password))) == Fault::wrong_password);
    }
    CHECK_FALSE(tablet.vault->has_pin(tablet.staff));
    CHECK_FALSE(tablet.vault->recovery_codes().is_pending);
    CHECK(tablet.disk.at(Collection::slots) == before.databases.at(StoreKind::real).at(Collection::slots));
    CHECK(done(tablet.vault->confirm_person(good_password)));
    REQUIRE(done(tablet.vault->lock()));
    CHECK(fault_of(done(tablet.vault->confirm_person(good_password))) == Fault::locked);
    // The tries are in the chain.
    (void)tablet.restart_and_load();
    AuditFilter failed;
    failed.actions = {AuditAction::fail_unlock};
    const auto entries = done(tablet.vault->find_audit(failed, 0, 10)).value().entries;
    REQUIRE(entries.size() == 1);
    CHECK(entries.front().detail == "6");
}

TEST_CASE("A passkey is a second thing that is needed, and allows a shorter password") {
    Tablet tablet;
    PasskeysMemory passkeys(*tablet.crypto);
    const auto with_passkeys = [&] {
        tablet.vault.reset();
        tablet.vault = std::make_unique<Vault>(
            *tablet.crypto, *tablet.store, tablet.clock, tablet.random,
            VaultOptions{.password_cost = Argon2Params{0, 0, 0}, .passkeys = &passkeys});
    };
    with_passkeys();
    tablet.set_up();
    tablet.vault->save(note("n1", "一"), AuditAction::create);
    CHECK(fault_of(done(tablet.vault->enroll_passkey(next_password))) == Fault::wrong_password);
    passkeys.refuse = Fault::cancelled;
    CHECK(fault_of(done(tablet.vault->enroll_passkey(good_password))) == Fault::cancelled);
    CHECK_FALSE(tablet.vault->who().has_passkey);
    passkeys.refuse = Fault::none;
    REQUIRE(done(tablet.vault->enroll_passkey(good_password)));
    CHECK(tablet.vault->who().has_passkey);
    REQUIRE(done(tablet.vault->change_password(good_password, "窓から富士山が見")));
    lock(tablet);
    CHECK(done(tablet.vault->open_store(StoreKind::real)).value().front().has_passkey);
    CHECK(fault_of(tablet.unlock(good_password)) == Fault::wrong_password);
    passkeys.refuse = Fault::cancelled;
    CHECK(fault_of(tablet.unlock("窓から富士山が見")) == Fault::cancelled);
    passkeys.refuse = Fault::none;
    REQUIRE(tablet.unlock("窓から富士山が見"));
    REQUIRE(done(tablet.vault->load()).value().documents.size() == 1);
    CHECK(fault_of(done(tablet.vault->remove_passkey("窓から富士山が見"))) == Fault::weak_password);
    REQUIRE(done(tablet.vault->change_password("窓から富士山が見", good_password)));

    SECTION("removed by its owner") {
        REQUIRE(done(tablet.vault->remove_passkey(good_password)));
        const int asked = passkeys.asked;
        lock(tablet);
        REQUIRE(tablet.unlock());
        CHECK(passkeys.asked == asked);
        CHECK_FALSE(tablet.vault->who().has_passkey);
    }
    SECTION("on another device, or without any: the recovery code is the way") {
        const std::string code = done(tablet.vault->make_recovery_code(good_password)).value();
        lock(tablet);
        passkeys.lose();
        CHECK(fault_of(tablet.unlock()) == Fault::not_allowed);
        tablet.restart();
        CHECK(fault_of(tablet.unlock()) == Fault::not_allowed);
        REQUIRE(done(tablet.vault->recover(code, tablet.staff, next_password)));
        CHECK(done(tablet.vault->load()).value().documents.size() == 1);
        lock(tablet);
        REQUIRE(tablet.unlock(next_password));
    }
    CHECK(tablet.crypto->key_count() == 4);  // the data key, the device's two, and the passkeys' own
}

TEST_CASE("A recovery code is random, checked, and forgives how it is typed") {
    RandomSeeded random;
    std::set<std::string> seen;
    for (int i = 0; i < 200; ++i) {
        const std::string code = generate_recovery_code(random);
        CHECK(code.size() == 34);
        CHECK(seen.insert(code).second);
        CHECK(parse_recovery_code(code).value() == code);
    }
    const std::string code = *seen.begin();
    std::string lower;
    std::string wide;
    for (const char c : code) {
        lower += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c == '-' ? ' ' : c;
        append_utf8(wide, c == '-' ? U'ー' : static_cast<char32_t>(c) + 0xFEE0);
    }
    CHECK(parse_recovery_code(lower).value() == code);
    CHECK(parse_recovery_code(wide).value() == code);
    constexpr std::string_view symbols = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    for (std::size_t at = 0; at < code.size(); ++at) {
        if (code[at] == '-') continue;
        for (const char other : symbols) {
            std::string wrong = code;
            wrong[at] = other;
            CHECK(parse_recovery_code(wrong).has_value() == (other == code[at]));
        }
        const std::size_t next = code[at + 1] == '-' ? at + 2 : at + 1;
        if (next < code.size() && code[next] != code[at]) {
            std::string exchanged = code;
            std::swap(exchanged[at], exchanged[next]);
            CHECK_FALSE(parse_recovery_code(exchanged));
        }
    }
    for (const std::string& wrong : {std::string(), code.substr(1), code + "0", code + "U",
                                     std::string(600, '0'), std::string("\xff\xfe")}) {
        CHECK(fault_of(parse_recovery_code(wrong)) == Fault::bad_value);
    }
}

TEST_CASE("The recovery code opens with a new password, and a new code takes its place") {
    Tablet tablet;
    tablet.set_up();
    tablet.vault->save(note("n1", "一"), AuditAction::create);
    CHECK_FALSE(tablet.vault->recovery_codes().any());
    CHECK(fault_of(done(tablet.vault->recovery_recipient())) == Fault::data_missing);
    CHECK(fault_of(done(tablet.vault->confirm_recovery_code())) == Fault::data_missing);
    const std::string first = done(tablet.vault->make_recovery_code(good_password)).value();
    const std::string second = done(tablet.vault->make_recovery_code(good_password)).value();
    CHECK(fault_of(done(tablet.vault->recovery_recipient())) == Fault::data_missing);  // nobody has it yet
    REQUIRE(done(tablet.vault->confirm_recovery_code()));
    CHECK(done(tablet.vault->recovery_recipient()));
    REQUIRE(done(tablet.vault->create_account({"田中 一郎", "", "recorder"}, next_password)));
    tablet.restart();
    const auto cards = done(tablet.vault->open_store(StoreKind::real)).value();
    REQUIRE(cards.size() == 2);  // the code is nobody's name
    CHECK(tablet.vault->recovery_codes().is_in_force);
    CHECK_FALSE(tablet.vault->recovery_codes().is_pending);
    const StaffId other = cards.front().id == tablet.staff ? cards.back().id : cards.front().id;
    const auto recover = [&tablet](const std::string& code, const StaffId& staff,
                                   const std::string& password) {
        return done(tablet.vault->recover(code, staff, password));
    };
    std::string mistyped = second;
    mistyped[0] = mistyped[0] == '0' ? '1' : '0';
    CHECK(fault_of(recover(mistyped, tablet.staff, next_password)) == Fault::bad_value);
    CHECK(fault_of(recover(first, tablet.staff, next_password)) == Fault::wrong_password);
    CHECK(fault_of(recover(second, tablet.staff, "みじかい")) == Fault::weak_password);
    CHECK(fault_of(recover(second, other, next_password)) == Fault::not_allowed);
    CHECK(fault_of(recover(second, "nobody", next_password)) == Fault::data_missing);
    CHECK_FALSE(tablet.vault->is_unlocked());
    CHECK(tablet.crypto->key_count() == 0);

    const auto third = recover(second, tablet.staff, next_password);
    REQUIRE(third);
    CHECK(tablet.vault->is_unlocked());
    const auto loaded = done(tablet.vault->load());
    REQUIRE(loaded);
    CHECK(loaded->isolated.empty());
    CHECK(loaded->documents.size() == 1);
    REQUIRE(done(tablet.vault->confirm_recovery_code()));
    tablet.restart();
    CHECK(fault_of(tablet.unlock()) == Fault::wrong_password);
    CHECK(fault_of(recover(second, tablet.staff, good_password)) == Fault::wrong_password);
    REQUIRE(recover(*third, tablet.staff, good_password));
    CHECK(done(tablet.vault->load()).value().isolated.empty());
    CHECK(done(tablet.vault->verify_audit()).value().is_whole());
}

TEST_CASE("A new recovery code ends the one before when it was written down, and not earlier") {
    Tablet tablet;
    tablet.set_up();
    const std::string before = done(tablet.vault->make_recovery_code(good_password)).value();
    REQUIRE(done(tablet.vault->confirm_recovery_code()));
    const auto recover = [&tablet](const std::string& code) {
        tablet.restart();
        REQUIRE(done(tablet.vault->open_store(StoreKind::real)));
        auto next = done(tablet.vault->recover(code, tablet.staff, next_password));
        if (next) REQUIRE(done(tablet.vault->load()).value().isolated.empty());
        return next;
    };
    // The code on the screen: of a new one that was asked for, or of a recovery.
    const bool was_asked_for = GENERATE(true, false);
    const std::string shown = was_asked_for ? done(tablet.vault->make_recovery_code(good_password)).value()
                                            : recover(before).value();
    CHECK(tablet.vault->recovery_codes().is_in_force);
    CHECK(tablet.vault->recovery_codes().is_pending);
    CHECK(done(tablet.vault->recovery_recipient()));  // backups are for the code on paper
    REQUIRE(done(tablet.vault->lock()));

    SECTION("the code on paper opens after a lock, and so does the one that was shown") {
        const std::string code = GENERATE_COPY(before, shown);
        const std::string next = recover(code).value();
        CHECK(tablet.vault->recovery_codes().is_pending);
        // What was typed stays in force, whichever it was; the other one is gone.
        CHECK(fault_of(recover(code == before ? shown : before)) == Fault::wrong_password);
        CHECK(recover(code));
        CHECK(next != code);
    }
    SECTION("once it was written down, the one before opens nothing") {
        REQUIRE(tablet.unlock(was_asked_for ? good_password : next_password));
        REQUIRE(done(tablet.vault->load()));
        CHECK(tablet.vault->recovery_codes().is_pending);  // known after the restart
        REQUIRE(done(tablet.vault->confirm_recovery_code()));
        CHECK_FALSE(tablet.vault->recovery_codes().is_pending);
        CHECK(fault_of(done(tablet.vault->confirm_recovery_code())) == Fault::data_missing);
        CHECK(fault_of(recover(before)) == Fault::wrong_password);
        CHECK(recover(shown));
    }
    SECTION("another one that was made instead ends the one that was shown") {
        REQUIRE(tablet.unlock(was_asked_for ? good_password : next_password));
        REQUIRE(done(tablet.vault->load()));
        const std::string again =
            done(tablet.vault->make_recovery_code(was_asked_for ? good_password : next_password)).value();
        CHECK(fault_of(recover(shown)) == Fault::wrong_password);
        CHECK(recover(before));
        CHECK(again != shown);
    }
}

TEST_CASE("A recovery code tried in vain is one attempt, however many codes open") {
    Tablet tablet;
    tablet.set_up();
    (void)done(tablet.vault->make_recovery_code(good_password));
    REQUIRE(done(tablet.vault->confirm_recovery_code()));
    (void)done(tablet.vault->make_recovery_code(good_password));
    tablet.restart();
    REQUIRE(done(tablet.vault->open_store(StoreKind::real)));
    RandomSeeded other(99);
    CHECK(fault_of(done(tablet.vault->recover(generate_recovery_code(other), tablet.staff, next_password))) ==
          Fault::wrong_password);
    (void)tablet.restart_and_load();
    AuditFilter failed;
    failed.actions = {AuditAction::fail_unlock};
    const auto entries = done(tablet.vault->find_audit(failed, 0, 10)).value().entries;
    REQUIRE(entries.size() == 1);
    CHECK(entries.front().detail == "1");
}

TEST_CASE("The recovery code opens a tablet on which no person's slot can be read any more") {
    Tablet tablet;
    tablet.set_up();
    tablet.vault->save(note("n1", "一"), AuditAction::create);
    const std::string code = done(tablet.vault->make_recovery_code(good_password)).value();
    REQUIRE(done(tablet.vault->lock()));
    auto& slots = tablet.disk.databases.at(StoreKind::real).at(Collection::slots);
    REQUIRE(slots.contains(tablet.staff));

    SECTION("while one can be read, nobody becomes an administrator by it") {
        tablet.restart();
        REQUIRE(done(tablet.vault->open_store(StoreKind::real)).value().size() == 1);
        CHECK(fault_of(done(tablet.vault->recover(code, {}, next_password, "新任 師長"))) ==
              Fault::not_allowed);
    }
    SECTION("half overwritten, or gone") {
        const bool gone = GENERATE(false, true);
        if (gone) {
            slots.erase(tablet.staff);
        } else {
            slots.at(tablet.staff).resize(slots.at(tablet.staff).size() / 2);
        }
        tablet.restart();
        auto cards = done(tablet.vault->open_store(StoreKind::real));
        REQUIRE(cards);
        CHECK(cards->empty());
        CHECK(tablet.vault->recovery_codes().any());
        CHECK(fault_of(done(tablet.vault->recover(code, {}, next_password, ""))) == Fault::bad_value);
        const auto next = done(tablet.vault->recover(code, {}, next_password, "新任 師長"));
        REQUIRE(next);
        CHECK(tablet.vault->who().name == "新任 師長");
        CHECK(tablet.vault->who().role == role_administrator);
        const StaffId fresh = tablet.vault->who().id;
        const Loaded loaded = done(tablet.vault->load()).value();
        CHECK(find_document(loaded, "n1"));
        CHECK(find_isolated(loaded, Collection::slots, tablet.staff));
        CHECK_FALSE(find_isolated(loaded, Collection::slots, fresh));
        tablet.vault->save(note("n2", "二"), AuditAction::create);
        REQUIRE(tablet.is_saved());
        REQUIRE(done(tablet.vault->remove_staff(tablet.staff)));

        tablet.staff = fresh;
        tablet.restart();
        REQUIRE(tablet.unlock(next_password));
        const Loaded again = done(tablet.vault->load()).value();
        CHECK(again.documents.size() == 2);
        CHECK(again.isolated.empty());
        CHECK(done(tablet.vault->verify_audit()).value().is_whole());
    }
    SECTION("without a recovery code it says that the data is missing") {
        slots.clear();
        slots["x"] = bytes_of("{}");
        tablet.restart();
        CHECK(fault_of(done(tablet.vault->open_store(StoreKind::real))) == Fault::data_missing);
    }
}

TEST_CASE("A new recovery code whose keeping failed is not in force") {
    Tablet tablet;
    tablet.set_up();
    const std::string code = done(tablet.vault->make_recovery_code(good_password)).value();
    tablet.store->faults.refuse_commits = true;
    CHECK(fault_of(done(tablet.vault->make_recovery_code(good_password))) == Fault::storage_failed);
    CHECK(fault_of(done(tablet.vault->confirm_recovery_code())) == Fault::storage_failed);
    CHECK(tablet.vault->recovery_codes().is_pending);
    tablet.store->faults.refuse_commits = false;
    tablet.restart();
    REQUIRE(done(tablet.vault->open_store(StoreKind::real)));
    REQUIRE(done(tablet.vault->recover(code, tablet.staff, next_password)));
}
