// What somebody with the disk can make of their own slot: it opens what its key opens, and gives no right
// that was not given.
#include "vault/slot.h"

#include "tablet.h"
#include <catch2/generators/catch_generators.hpp>

#include <algorithm>

using namespace tsunagi;

namespace {

const std::string other_password = "夜勤明けの珈琲はうまいものだ";
const std::string third_password = "廊下の窓から富士山が見える";

// An administrator who is unlocked, a recovery code on paper, and somebody else.
struct Ward : Tablet {
    StaffId other;
    std::string code;

    explicit Ward(const char* role) {
        set_up();
        vault->save(note("n1", "一"), AuditAction::create);
        code = done(vault->make_recovery_code(good_password)).value();
        REQUIRE(done(vault->confirm_recovery_code()));
        REQUIRE(done(vault->create_account({"田中 一郎", "看護師", role}, other_password)));
        const auto cards = done(vault->list_staff()).value();
        other = std::ranges::find(cards, std::string("田中 一郎"), &StaffCard::name)->id;
    }
    MemoryDisk::Records& slots() { return disk.at(Collection::slots); }
    // A restart, and this person's password.
    Loaded enter(const StaffId& who, const std::string& password) {
        restart();
        REQUIRE(done(vault->open_store(StoreKind::real)));
        REQUIRE(done(vault->unlock(who, password)));
        auto loaded = done(vault->load());
        REQUIRE(loaded);
        return std::move(*loaded);
    }
    // Everything that changes something is refused; what there is can be read.
    void check_only_reads(const Loaded& loaded) {
        CHECK(loaded.are_rights_limited);
        CHECK_FALSE(loaded.documents.empty());
        CHECK(vault->who().role == role_reader);
        const MemoryDisk before = disk;
        CHECK(fault_of(vault->save(note("n9", "書けた"), AuditAction::create)) == Fault::not_allowed);
        CHECK(fault_of(vault->save_draft({id_of("n1"), "troubles", "書きかけ", {}, 0})) ==
              Fault::not_allowed);
        CHECK(fault_of(done(vault->make_recovery_code(other_password))) == Fault::not_allowed);
        CHECK(fault_of(done(vault->reset_password(staff, third_password))) == Fault::not_allowed);
        CHECK(fault_of(done(vault->change_role(staff, role_reader))) == Fault::not_allowed);
        CHECK(fault_of(done(vault->start_rotation(RotationReason::suspected_leak))) == Fault::not_allowed);
        // Nothing of one's own either that would seal the slot anew.
        CHECK(fault_of(done(vault->rename_staff(vault->who().id, "別人", ""))) == Fault::data_missing);
        CHECK(fault_of(done(vault->change_password(other_password, third_password))) == Fault::data_missing);
        CHECK(is_saved());
        CHECK(disk.databases == before.databases);
        CHECK(done(vault->record({AuditAction::view, id_of("n1"), {}})));
    }
};

std::string edited(const Bytes& slot, const std::string& what, const std::string& with) {
    std::string json = text_of(slot);
    const auto at = json.find(what);
    REQUIRE(at != std::string::npos);
    return json.replace(at, what.size(), with);
}

}  // namespace

TEST_CASE("An own slot put back from before a role was lowered gives no right, at no unlock") {
    Ward ward(role_administrator);
    const Bytes old_slot = ward.slots().at(ward.other);
    REQUIRE(done(ward.vault->change_role(ward.other, GENERATE(role_reader, role_recorder))));
    const Bytes slot = ward.slots().at(ward.other);
    ward.slots().at(ward.other) = old_slot;
    for (int time = 0; time < 2; ++time) {
        const Loaded loaded = ward.enter(ward.other, other_password);
        const IsolatedRecord* isolated = find_isolated(loaded, Collection::slots, ward.other);
        REQUIRE(isolated);
        CHECK(isolated->reason == Fault::rolled_back);
        ward.check_only_reads(loaded);
    }
    // Also from before this page was locked, by a PIN.
    CHECK_FALSE(done(ward.vault->set_pin("2580", other_password)));
    // The others are as they were, and are told; with the right slot back, so is this one.
    const Loaded loaded = ward.restart_and_load();
    CHECK(ward.vault->who().role == role_administrator);
    CHECK_FALSE(loaded.are_rights_limited);
    CHECK(find_isolated(loaded, Collection::slots, ward.other));
    ward.slots().at(ward.other) = slot;
    CHECK_FALSE(ward.enter(ward.other, other_password).are_rights_limited);
    CHECK(ward.restart_and_load().isolated.empty());
}

TEST_CASE("A slot whose card is broken opens for reading") {
    Ward ward(GENERATE(role_reader, role_recorder, role_administrator));
    const Bytes good = ward.slots().at(ward.other);
    const std::string how = GENERATE("edited", "empty", "gone", "of somebody else", "from an older slot");
    CAPTURE(how);
    Slot slot = parse_slot(text_of(good)).value();
    if (how == "edited") slot.card.back() ^= 1;
    if (how == "empty" || how == "gone") slot.card.clear();
    if (how == "of somebody else") slot.card = parse_slot(text_of(ward.slots().at(ward.staff))).value().card;
    if (how == "from an older slot") {
        REQUIRE(done(ward.vault->rename_staff(ward.other, "田中 太一", "")));
        slot = parse_slot(text_of(ward.slots().at(ward.other))).value();
        slot.card = parse_slot(text_of(good)).value().card;
    }
    ward.slots().at(ward.other) = bytes_of(how == "gone" ? json_without_card(slot) : json_of(slot));
    const Loaded loaded = ward.enter(ward.other, other_password);
    CHECK(find_isolated(loaded, Collection::slots, ward.other));
    ward.check_only_reads(loaded);
    ward.check_only_reads(ward.enter(ward.other, other_password));
}

TEST_CASE("Somebody else's card around one's own key gives none of their rights") {
    Ward ward(role_reader);
    Slot spliced = parse_slot(text_of(ward.slots().at(ward.staff))).value();
    const Slot own = parse_slot(text_of(ward.slots().at(ward.other))).value();
    spliced.pair = own.pair;
    spliced.data_key = own.data_key;
    ward.slots().at(ward.staff) = bytes_of(json_of(spliced));
    const Loaded loaded = ward.enter(ward.staff, other_password);  // the reader's password
    CHECK(find_isolated(loaded, Collection::slots, ward.staff));
    ward.check_only_reads(loaded);
}

TEST_CASE("Where the log lacks what would say whose slot is right, everybody reads until the code is given") {
    Ward ward(role_administrator);
    const Bytes old_slot = ward.slots().at(ward.other);
    REQUIRE(done(ward.vault->change_role(ward.other, role_reader)));
    auto& audit = ward.disk.at(Collection::audit);
    const auto lowered = std::prev(audit.end());
    ward.vault->save(note("n2", "あとで"), AuditAction::create);
    SECTION("the entry is gone") {
        audit.erase(lowered);
    }
    SECTION("the entry and the checkpoint are gone") {
        audit.erase(lowered);
        ward.disk.at(Collection::meta).erase("head");
    }
    SECTION("the log ends before it, and there is no checkpoint") {
        audit.erase(lowered, audit.end());
        ward.disk.at(Collection::meta).erase("head");
    }
    ward.slots().at(ward.other) = old_slot;
    ward.check_only_reads(ward.enter(ward.other, other_password));
    ward.check_only_reads(ward.enter(ward.other, other_password));
    const Loaded of_administrator = ward.restart_and_load();
    CHECK(of_administrator.are_rights_limited);
    CHECK(ward.vault->who().role == role_reader);

    ward.restart();
    REQUIRE(done(ward.vault->open_store(StoreKind::real)));
    REQUIRE(done(ward.vault->recover(ward.code, ward.staff, third_password)));
    const Loaded recovered = done(ward.vault->load()).value();
    CHECK_FALSE(recovered.are_rights_limited);
    CHECK(ward.vault->who().role == role_administrator);
    REQUIRE(ward.vault->save(note("n3", "続き"), AuditAction::create));
    CHECK(ward.is_saved());
    // Whose slot nobody can vouch for did not get the data key that was exchanged with it: registered anew.
    ward.restart();
    REQUIRE(done(ward.vault->open_store(StoreKind::real)));
    CHECK(fault_of(done(ward.vault->unlock(ward.other, other_password))) == Fault::rolled_back);
    CHECK_FALSE(ward.enter(ward.staff, third_password).are_rights_limited);
    CHECK(ward.vault->who().role == role_administrator);
    REQUIRE(done(ward.vault->remove_staff(ward.other)));
    REQUIRE(done(ward.vault->create_account({"田中 一郎", "看護師", role_recorder}, other_password)));
    const auto cards = done(ward.vault->list_staff()).value();
    const StaffId again = std::ranges::find(cards, std::string("田中 一郎"), &StaffCard::name)->id;
    CHECK_FALSE(ward.enter(again, other_password).are_rights_limited);
    CHECK(ward.vault->who().role == role_recorder);
}

TEST_CASE("The recovery code mends an administrator's slot that is broken") {
    Ward ward(role_recorder);
    ward.slots().at(ward.staff) =
        bytes_of(edited(ward.slots().at(ward.staff), "\"card\":\"", "\"card\":\"AAAA"));
    CHECK(ward.restart_and_load().are_rights_limited);
    ward.restart();
    REQUIRE(done(ward.vault->open_store(StoreKind::real)));
    CHECK(fault_of(done(ward.vault->recover(ward.code, ward.other, third_password))) == Fault::not_allowed);
    REQUIRE(done(ward.vault->recover(ward.code, ward.staff, third_password)));
    CHECK_FALSE(done(ward.vault->load()).value().are_rights_limited);
    CHECK_FALSE(ward.enter(ward.staff, third_password).are_rights_limited);
    CHECK(ward.vault->who().role == role_administrator);
    CHECK_FALSE(ward.enter(ward.other, other_password).are_rights_limited);
}
