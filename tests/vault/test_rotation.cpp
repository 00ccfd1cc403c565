// Exchanging the data key: killed at any step, it goes on, and nothing that was acknowledged is missing.
#include "support/passkeys_memory.h"
#include "vault/sealer.h"
#include "vault/slot.h"

#include "tablet.h"

#include <algorithm>
#include <functional>

using namespace tsunagi;

namespace {

constexpr int note_count = 70;  // more than one piece
const std::string other_password = "夜勤明けの珈琲はうまいものだ";

std::uint32_t key_of(const Bytes& record) {
    return parse_envelope(ByteView(record).subspan(4)).value().key_id;
}

std::size_t count_of_key(Tablet& tablet, std::uint32_t key_id) {
    std::size_t count = 0;
    for (const Collection collection : {Collection::records, Collection::drafts, Collection::audit}) {
        for (const auto& [key, bytes] : tablet.disk.at(collection)) count += key_of(bytes) == key_id ? 1 : 0;
    }
    return count;
}

// A store with documents, a draft, two people and a recovery code.
struct Filled : Tablet {
    std::string code;

    Filled() {
        set_up();
        store->holds_commits = true;
        for (int i = 0; i < note_count; ++i)
            vault->save(note("n" + std::to_string(i), "一"), AuditAction::create);
        vault->save_draft({id_of("n0"), "troubles", "書きかけ", {}, 0});
        while (store->held() > 0) store->release_commit();
        store->holds_commits = false;
        REQUIRE(done(vault->create_account({"田中 一郎", "", "recorder"}, other_password)));
        code = done(vault->make_recovery_code(good_password)).value();
        REQUIRE(done(vault->confirm_recovery_code()));
    }
    void check_whole(const Loaded& loaded) {
        CHECK(loaded.documents.size() == note_count);
        CHECK(loaded.drafts.size() == 1);
        CHECK(loaded.isolated.empty());
    }
};

}  // namespace

TEST_CASE("After a rotation everything is under the new key, everybody still gets in, and the log is whole") {
    Filled tablet;
    const std::uint32_t device_key = key_of(tablet.disk.at(Collection::meta).at("device"));
    CHECK(device_key == 1);
    const std::string device = tablet.vault->identity().device_id;
    REQUIRE(done(tablet.vault->start_rotation(RotationReason::suspected_leak)));
    const DataKeyState state = tablet.vault->key_state();
    CHECK(state.key_id == 2);
    CHECK_FALSE(state.is_rotating);
    CHECK(state.made_at_ms == tablet.clock.now_ms());
    CHECK(count_of_key(tablet, 1) == 0);
    CHECK(key_of(tablet.disk.at(Collection::meta).at("device")) == 2);
    CHECK_FALSE(tablet.disk.at(Collection::meta).contains("rotation"));
    CHECK(tablet.crypto->key_count() == 4);  // data, signing, agreement, and the agreement key before
    tablet.check_whole(tablet.restart_and_load());
    CHECK(tablet.vault->identity().device_id == device);
    const ChainCheck check = done(tablet.vault->verify_audit()).value();
    CHECK(check.is_whole());

    REQUIRE(done(tablet.vault->lock()));
    const auto cards = done(tablet.vault->open_store(StoreKind::real)).value();
    for (const StaffCard& card : cards) {
        tablet.restart();
        REQUIRE(done(tablet.vault->open_store(StoreKind::real)));
        REQUIRE(
            done(tablet.vault->unlock(card.id, card.id == tablet.staff ? good_password : other_password)));
        tablet.check_whole(done(tablet.vault->load()).value());
    }
    tablet.restart();
    REQUIRE(done(tablet.vault->open_store(StoreKind::real)));
    REQUIRE(done(tablet.vault->recover(tablet.code, tablet.staff, other_password)));
    tablet.check_whole(done(tablet.vault->load()).value());
}

TEST_CASE("After a suspected leak the device has new keys, and the ones before only read and prove") {
    Filled tablet;
    const DeviceIdentity before = tablet.vault->identity();
    const PublicKey signer = before.signing.public_key;
    const PublicKey agreement = before.agreement.public_key;
    // The signature of a lock, by the key that will be the one before.
    REQUIRE(done(tablet.vault->lock()));
    (void)tablet.restart_and_load();
    REQUIRE(done(tablet.vault->start_rotation(RotationReason::suspected_leak)));
    const auto check_renewed = [&] {
        const DeviceIdentity now = tablet.vault->identity();
        CHECK(now.device_id == before.device_id);
        CHECK(now.signing.public_key != signer);
        CHECK(now.agreement.public_key != agreement);
        REQUIRE(now.former.size() == 1);
        CHECK(now.former[0].signer == signer);
        CHECK(now.former[0].agreement.public_key == agreement);
        CHECK(now.former[0].until_ms > 0);
        CHECK(tablet.vault->recovery_codes().is_outdated);
        CHECK(done(tablet.vault->recovery_recipient()).error().fault == Fault::data_missing);
    };
    check_renewed();
    tablet.check_whole(tablet.restart_and_load());
    check_renewed();
    const ChainCheck check = done(tablet.vault->verify_audit()).value();
    CHECK(check.is_whole());
    CHECK(check.signed_heads == 1);
    CHECK(check.wrong_signatures == 0);
    // The next code vouches for the key that signs now.
    REQUIRE(done(tablet.vault->make_recovery_code(good_password)));
    REQUIRE(done(tablet.vault->confirm_recovery_code()));
    CHECK_FALSE(tablet.vault->recovery_codes().is_outdated);
    CHECK(done(tablet.vault->recovery_recipient()));
}

TEST_CASE("Of twenty leaks the last sixteen keys are kept") {
    Tablet tablet;
    tablet.set_up();
    std::vector<PublicKey> signers;
    for (int i = 0; i < 20; ++i) {
        signers.push_back(tablet.vault->identity().signing.public_key);
        REQUIRE(done(tablet.vault->start_rotation(RotationReason::suspected_leak)));
    }
    (void)tablet.restart_and_load();
    const auto former = tablet.vault->identity().former;
    REQUIRE(former.size() == 16);
    for (std::size_t i = 0; i < former.size(); ++i) CHECK(former[i].signer == signers[i + 4]);
}

TEST_CASE("Every other exchange of the data key leaves the device its keys") {
    Filled tablet;
    const PublicKey signer = tablet.vault->identity().signing.public_key;
    REQUIRE(done(tablet.vault->start_rotation(RotationReason::age)));
    tablet.check_whole(tablet.restart_and_load());
    CHECK(tablet.vault->identity().signing.public_key == signer);
    CHECK(tablet.vault->identity().former.empty());
    CHECK_FALSE(tablet.vault->recovery_codes().is_outdated);
}

TEST_CASE("The log alone still names every record after a rotation") {
    Filled tablet;
    REQUIRE(done(tablet.vault->start_rotation(RotationReason::suspected_leak)));
    tablet.disk.at(Collection::meta).erase("head");
    tablet.disk.at(Collection::records).erase(id_of("n3"));
    const Loaded loaded = tablet.restart_and_load();
    CHECK(loaded.documents.size() == note_count - 1);
    CHECK(find_isolated(loaded, Collection::records, id_of("n3")));
    // And the checkpoint, and what was being typed: the log does not name it.
    CHECK(loaded.isolated.size() == 3);
}

TEST_CASE("A rotation killed after any commit goes on at the next unlock and loses nothing") {
    const Filled filled;
    std::size_t kills = 0;
    for (const bool after_commit : {false, true}) {
        for (std::size_t commit = 1;; ++commit) {
            CAPTURE(after_commit, commit);
            Tablet tablet;
            tablet.disk = filled.disk;
            tablet.staff = filled.staff;
            REQUIRE(tablet.restart_and_load().isolated.empty());
            tablet.store->faults.crash_commit = tablet.store->commits() + commit;
            tablet.store->faults.crash_after_commit = after_commit;
            (void)done(tablet.vault->start_rotation(RotationReason::suspected_leak));
            const bool was_reached = tablet.store->commits() >= *tablet.store->faults.crash_commit;
            const Loaded loaded = tablet.restart_and_load();
            CHECK(loaded.documents.size() == note_count);
            CHECK(loaded.drafts.size() == 1);
            CHECK(loaded.isolated.empty());
            // Whatever had begun has come to its end with that unlock.
            CHECK_FALSE(tablet.vault->key_state().is_rotating);
            const std::uint32_t key = tablet.vault->key_state().key_id;
            CHECK(count_of_key(tablet, key == 1 ? 2 : 1) == 0);
            CHECK(done(tablet.vault->verify_audit()).value().is_whole());
            CHECK(tablet.restart_and_load().isolated.empty());
            if (!was_reached) break;
            ++kills;
        }
    }
    CHECK(kills >= 12);
}

TEST_CASE("A step that is refused stops a rotation until the next save, and saves go on meanwhile") {
    for (const Fault fault : {Fault::storage_failed, Fault::quota_exceeded}) {
        for (std::size_t commit = 1; commit <= 7; ++commit) {
            CAPTURE(fault, commit);
            Filled tablet;
            tablet.store->faults.fault = fault;
            tablet.store->faults.fail_commit = tablet.store->commits() + commit;
            const Status started = done(tablet.vault->start_rotation(RotationReason::suspected_leak));
            CHECK(started.has_value() == (commit > 1));
            if (!started) {
                CHECK(started.error().fault == fault);
                CHECK(tablet.vault->key_state().key_id == 1);
                CHECK(count_of_key(tablet, 2) == 0);
                REQUIRE(done(tablet.vault->start_rotation(RotationReason::suspected_leak)));
            } else if (tablet.vault->key_state().is_rotating) {
                CHECK(tablet.store->commits() == *tablet.store->faults.fail_commit);
            }
            tablet.vault->save(longer(note("n1", "一"), "c9", "続き"), AuditAction::edit);
            CHECK(tablet.is_saved());
            CHECK_FALSE(tablet.vault->key_state().is_rotating);
            CHECK(count_of_key(tablet, 1) == 0);
            const Loaded loaded = tablet.restart_and_load();
            tablet.check_whole(loaded);
            CHECK(find_document(loaded, "n1")->changes.size() == 2);
        }
    }
}

TEST_CASE("Saves between the pieces of a rotation win over them") {
    Filled tablet;
    tablet.store->holds_commits = true;
    auto starting = tablet.vault->start_rotation(RotationReason::suspected_leak);
    int edits = 0;
    while (tablet.store->held() > 0) {
        const std::string change = "e" + std::to_string(edits);
        if (edits < 4)
            tablet.vault->save(longer(note("n" + std::to_string(edits), "一"), change, "続き"),
                               AuditAction::edit);
        ++edits;
        tablet.store->release_commit();
    }
    REQUIRE(done(std::move(starting)));
    CHECK_FALSE(tablet.vault->key_state().is_rotating);
    const Loaded loaded = tablet.restart_and_load();
    tablet.check_whole(loaded);
    for (int i = 0; i < 4; ++i) CHECK(find_document(loaded, "n" + std::to_string(i))->changes.size() == 2);
}

TEST_CASE("A lock stops a rotation at a whole piece, and the next unlock ends it") {
    Filled tablet;
    tablet.store->holds_commits = true;
    auto starting = tablet.vault->start_rotation(RotationReason::suspected_leak);
    tablet.store->release_commit();
    REQUIRE(done(std::move(starting)));
    CHECK(tablet.vault->key_state().is_rotating);
    CHECK(tablet.vault->key_state().left_to_seal > 0);
    auto locking = tablet.vault->lock();
    while (tablet.store->held() > 0) tablet.store->release_commit();
    REQUIRE(done(std::move(locking)));
    CHECK(tablet.crypto->key_count() == 0);
    tablet.store->holds_commits = false;
    CHECK(tablet.disk.at(Collection::meta).contains("rotation"));
    CHECK(count_of_key(tablet, 1) > 0);
    REQUIRE(tablet.unlock());
    tablet.check_whole(done(tablet.vault->load()).value());
    CHECK_FALSE(tablet.vault->key_state().is_rotating);
    CHECK(count_of_key(tablet, 1) == 0);
}

TEST_CASE("Somebody removed during a rotation does not know the key after it") {
    Filled tablet;
    const auto cards = done(tablet.vault->list_staff()).value();
    const StaffId other = cards.front().id == tablet.staff ? cards.back().id : cards.front().id;
    tablet.store->faults.fail_commit = tablet.store->commits() + 2;
    REQUIRE(done(tablet.vault->start_rotation(RotationReason::suspected_leak)));
    REQUIRE(tablet.vault->key_state().is_rotating);
    CHECK(done(tablet.vault->start_rotation(RotationReason::suspected_leak)).error().fault ==
          Fault::not_allowed);
    REQUIRE(done(tablet.vault->remove_staff(other)));
    CHECK(tablet.vault->key_state().key_id == 3);
    CHECK_FALSE(tablet.vault->key_state().is_rotating);
    CHECK(count_of_key(tablet, 1) + count_of_key(tablet, 2) == 0);
    tablet.check_whole(tablet.restart_and_load());
}

TEST_CASE("What could not be believed before a rotation is not believed after it") {
    Filled tablet;
    const Bytes old = tablet.disk.at(Collection::records).at(id_of("n1"));
    tablet.vault->save(longer(note("n1", "一"), "c2", "二"), AuditAction::edit);
    tablet.disk.at(Collection::records).at(id_of("n1")) = old;
    REQUIRE(find_isolated(tablet.restart_and_load(), Collection::records, id_of("n1")));
    REQUIRE(done(tablet.vault->start_rotation(RotationReason::suspected_leak)));
    CHECK_FALSE(tablet.vault->key_state().is_rotating);
    CHECK(tablet.disk.at(Collection::records).at(id_of("n1")) == old);
    CHECK(find_isolated(tablet.restart_and_load(), Collection::records, id_of("n1")));
}

TEST_CASE("A year, or very many sealed records, begin a rotation at the next unlock") {
    Filled tablet;
    CHECK(tablet.vault->key_state().seals > note_count);
    tablet.clock.advance(std::int64_t{364} * 86'400'000);
    (void)tablet.restart_and_load();
    CHECK(tablet.vault->key_state().key_id == 1);
    tablet.clock.advance(std::int64_t{2} * 86'400'000);
    tablet.check_whole(tablet.restart_and_load());
    CHECK(tablet.vault->key_state().key_id == 2);
    CHECK_FALSE(tablet.vault->key_state().is_rotating);
    const auto entries = done(tablet.vault->find_audit({}, 0, 100)).value().entries;
    const auto start = std::ranges::find(entries, AuditAction::start_rotation, &AuditEntry::action);
    REQUIRE(start != entries.end());
    CHECK(start->detail == "age");
    CHECK(tablet.vault->key_state().seals < 200);
}

TEST_CASE("Whatever makes a slot anew exchanges the data key: the slot before opens nothing any more") {
    struct Step {
        const char* name;
        const char* slot;  // key of the slot made anew; "" for one's own, "other" for somebody else's
        std::function<Status(Filled&, const StaffId& other)> make;
        std::function<Status(Filled&, const StaffId& other)> open_by_before;
    };
    const std::string third_password = "廊下の窓から富士山が見える";
    const auto open_by = [](const std::string& code) {
        return [code](Filled& tablet, const StaffId&) -> Status {
            auto next = done(tablet.vault->recover(code, tablet.staff, other_password));
            return next ? Status{} : Status(std::unexpected(next.error()));
        };
    };
    const auto own = [](Filled& tablet, const StaffId&) {
        return done(tablet.vault->unlock(tablet.staff, good_password));
    };
    const auto others = [](Filled& tablet, const StaffId& other) {
        return done(tablet.vault->unlock(other, other_password));
    };
    std::string shown;
    const auto by_shown = [&](Filled& tablet, const StaffId& other) { return open_by(shown)(tablet, other); };
    const std::vector<Step> steps{
        {"a password is changed", "",
         [&](Filled& tablet, const StaffId&) {
             return done(tablet.vault->change_password(good_password, third_password));
         },
         own},
        {"a password is reset", "other",
         [&](Filled& tablet, const StaffId& other) {
             return done(tablet.vault->reset_password(other, third_password));
         },
         others},
        {"a passkey is added", "",
         [](Filled& tablet, const StaffId&) { return done(tablet.vault->enroll_passkey(good_password)); },
         own},
        {"a new recovery code is written down", recovery_slot,
         [](Filled& tablet, const StaffId&) {
             REQUIRE(done(tablet.vault->make_recovery_code(good_password)));
             return done(tablet.vault->confirm_recovery_code());
         },
         [&](Filled& tablet, const StaffId& other) { return open_by(tablet.code)(tablet, other); }},
        {"a recovery code is made in place of one that was shown", pending_recovery_slot,
         [](Filled& tablet, const StaffId&) {
             auto again = done(tablet.vault->make_recovery_code(good_password));
             return again ? Status{} : Status(std::unexpected(again.error()));
         },
         by_shown},
        {"a recovery", "",
         [&](Filled& tablet, const StaffId&) {
             REQUIRE(done(tablet.vault->lock()));
             REQUIRE(done(tablet.vault->open_store(StoreKind::real)));
             REQUIRE(done(tablet.vault->recover(tablet.code, tablet.staff, third_password)));
             return done(tablet.vault->load()) ? Status{} : Status(fail(Fault::data_missing));
         },
         own},
    };
    for (const Step& step : steps) {
        CAPTURE(step.name);
        Filled tablet;
        PasskeysMemory passkeys(*tablet.crypto);
        tablet.vault = std::make_unique<Vault>(
            *tablet.crypto, *tablet.store, tablet.clock, tablet.random,
            VaultOptions{.password_cost = Argon2Params{0, 0, 0}, .passkeys = &passkeys});
        REQUIRE(tablet.unlock());
        REQUIRE(done(tablet.vault->load()));
        if (step.slot == std::string_view(pending_recovery_slot))
            shown = done(tablet.vault->make_recovery_code(good_password)).value();
        const auto cards = done(tablet.vault->list_staff()).value();
        const StaffId other = cards.front().id == tablet.staff ? cards.back().id : cards.front().id;
        const StaffId slot = step.slot == std::string_view("")        ? tablet.staff
                             : step.slot == std::string_view("other") ? other
                                                                      : StaffId(step.slot);
        const Bytes before = tablet.disk.at(Collection::slots).at(slot);
        const std::uint32_t key = tablet.vault->key_state().key_id;
        REQUIRE(step.make(tablet, other));
        CHECK(tablet.vault->key_state().key_id > key);
        CHECK_FALSE(tablet.vault->key_state().is_rotating);
        CHECK(count_of_key(tablet, key) == 0);
        REQUIRE(tablet.vault->save(note("later", "あとで書いた"), AuditAction::create));
        REQUIRE(done(tablet.vault->lock()));

        tablet.disk.at(Collection::slots)[slot] = before;
        tablet.restart();
        REQUIRE(done(tablet.vault->open_store(StoreKind::real)));
        const MemoryDisk untouched = tablet.disk;
        const Status opened = step.open_by_before(tablet, other);
        REQUIRE_FALSE(opened);
        CHECK(opened.error().fault == Fault::rolled_back);
        CHECK(tablet.disk.databases == untouched.databases);
        // Nor where what says so was taken away: nothing of what was written later opens.
        tablet.disk.at(Collection::meta).erase("head");
        tablet.restart();
        REQUIRE(done(tablet.vault->open_store(StoreKind::real)));
        CHECK_FALSE(step.open_by_before(tablet, other));
    }
}

TEST_CASE("A password that could not be kept exchanges nothing") {
    Filled tablet;
    tablet.store->faults.refuse_commits = true;
    CHECK_FALSE(done(tablet.vault->change_password(good_password, "廊下の窓から富士山が見える")));
    tablet.store->faults.refuse_commits = false;
    CHECK(tablet.vault->key_state().key_id == 1);
    tablet.check_whole(tablet.restart_and_load());
    CHECK(tablet.vault->key_state().key_id == 1);
}

TEST_CASE(
    "An exchange that a recovery asked for is made at the next unlock where the first one was cut short") {
    Filled tablet;
    REQUIRE(done(tablet.vault->lock()));
    tablet.restart();
    REQUIRE(done(tablet.vault->open_store(StoreKind::real)));
    REQUIRE(done(tablet.vault->recover(tablet.code, tablet.staff, other_password)));
    tablet.restart();
    REQUIRE(tablet.unlock(other_password));
    tablet.check_whole(done(tablet.vault->load()).value());
    CHECK(tablet.vault->key_state().key_id == 2);
    tablet.restart();
    REQUIRE(tablet.unlock(other_password));
    tablet.check_whole(done(tablet.vault->load()).value());
    CHECK(tablet.vault->key_state().key_id == 2);
}
