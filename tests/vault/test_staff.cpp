// Who may do what with accounts, and that nothing of it happens by halves.
#include "vault/slot.h"

#include "tablet.h"

#include <algorithm>

using namespace tsunagi;

namespace {

const std::string other_password = "夜勤明けの珈琲はうまいものだ";
const std::string third_password = "廊下の窓から富士山が見える";

// An administrator who is unlocked, and one person in each of the other roles.
struct Ward : Tablet {
    StaffId recorder;
    StaffId reader;

    Ward() {
        set_up();
        recorder = add("田中 一郎", role_recorder, other_password);
        reader = add("鈴木 次郎", role_reader, third_password);
    }
    StaffId add(const std::string& name, const std::string& role, const std::string& password) {
        REQUIRE(done(vault->create_account({name, "看護師", role}, password)));
        return find(name).id;
    }
    StaffCard find(const std::string& name) {
        const auto cards = done(vault->list_staff()).value();
        const auto card = std::ranges::find(cards, name, &StaffCard::name);
        return card == cards.end() ? StaffCard{} : *card;
    }
    void become(const StaffId& who, const std::string& password) {
        REQUIRE(done(vault->lock()));
        REQUIRE(done(vault->open_store(StoreKind::real)));
        REQUIRE(done(vault->unlock(who, password)));
        REQUIRE(done(vault->load()).value().isolated.empty());
    }
};

}  // namespace

TEST_CASE("Only an administrator manages accounts, and everybody their own name and password") {
    Ward ward;
    ward.become(ward.recorder, other_password);
    Vault& vault = *ward.vault;
    CHECK(fault_of(done(vault.create_account({"新人", "", "reader"}, third_password))) == Fault::not_allowed);
    CHECK(fault_of(done(vault.remove_staff(ward.reader))) == Fault::not_allowed);
    CHECK(fault_of(done(vault.change_role(ward.reader, role_recorder))) == Fault::not_allowed);
    CHECK(fault_of(done(vault.change_role(ward.recorder, role_administrator))) == Fault::not_allowed);
    CHECK(fault_of(done(vault.rename_staff(ward.reader, "別人", ""))) == Fault::not_allowed);
    CHECK(fault_of(done(vault.reset_password(ward.reader, third_password))) == Fault::not_allowed);
    CHECK(fault_of(done(vault.make_recovery_code(other_password))) == Fault::not_allowed);
    CHECK(fault_of(done(vault.start_rotation(RotationReason::suspected_leak))) == Fault::not_allowed);
    CHECK(done(vault.rename_staff(ward.recorder, "田中 太一", "副師長")));
    CHECK(vault.who().name == "田中 太一");
    CHECK(ward.find("田中 太一").profession == "副師長");
    CHECK(fault_of(done(vault.change_password("ちがう合言葉ちがう合言葉", third_password))) ==
          Fault::wrong_password);
    CHECK(fault_of(done(vault.change_password(other_password, "みじかい"))) == Fault::weak_password);
    CHECK(done(vault.change_password(other_password, "新しい合言葉は秘密にしておく")));
    ward.become(ward.recorder, "新しい合言葉は秘密にしておく");
    CHECK(vault.who().name == "田中 太一");
    CHECK(ward.crypto->key_count() == 3);  // the data key and the device's two
}

TEST_CASE("A reader writes nothing, also not by way of a lock") {
    Ward ward;
    ward.vault->save(note("n1", "一"), AuditAction::create);
    ward.become(ward.reader, third_password);
    const MemoryDisk before = ward.disk;
    CHECK(fault_of(ward.vault->save(note("n2", "二"), AuditAction::create)) == Fault::not_allowed);
    CHECK(fault_of(ward.vault->save_draft({id_of("n1"), "troubles", "書きかけ", {}, 0})) ==
          Fault::not_allowed);
    CHECK(ward.is_saved());
    CHECK(ward.disk.databases == before.databases);
    CHECK(done(ward.vault->record({AuditAction::view, id_of("n1"), {}})));
    REQUIRE(done(ward.vault->lock()));
    CHECK(fault_of(ward.vault->save(note("n2", "二"), AuditAction::create)) == Fault::not_allowed);
    REQUIRE(ward.unlock());
    CHECK(done(ward.vault->load()).value().documents.size() == 1);
}

TEST_CASE("One administrator always remains, and nobody removes themselves") {
    Ward ward;
    Vault& vault = *ward.vault;
    CHECK(fault_of(done(vault.change_role(ward.staff, role_recorder))) == Fault::last_administrator);
    CHECK(fault_of(done(vault.remove_staff(ward.staff))) == Fault::not_allowed);
    CHECK(fault_of(done(vault.change_role(ward.recorder, "king"))) == Fault::bad_value);
    CHECK(fault_of(done(vault.change_role("nobody", role_reader))) == Fault::data_missing);
    CHECK(fault_of(done(vault.remove_staff("nobody"))) == Fault::data_missing);
    CHECK(fault_of(done(vault.remove_staff(recovery_slot))) == Fault::data_missing);
    CHECK(fault_of(done(vault.reset_password(ward.staff, other_password))) == Fault::not_allowed);
    CHECK(done(vault.change_role(ward.recorder, role_administrator)));
    CHECK(done(vault.change_role(ward.staff, role_reader)));
    CHECK(vault.who().role == role_reader);
    CHECK(fault_of(vault.save(note("n1", "一"), AuditAction::create)) == Fault::not_allowed);
    CHECK(fault_of(done(vault.change_role(ward.staff, role_administrator))) == Fault::not_allowed);
    ward.become(ward.recorder, other_password);
    CHECK(vault.who().role == role_administrator);
    CHECK(done(vault.remove_staff(ward.staff)));
    CHECK(done(vault.list_staff()).value().size() == 2);
}

TEST_CASE("A reader signs nothing, and records no act of those who write") {
    Ward ward;
    ward.become(ward.reader, third_password);
    Vault& vault = *ward.vault;
    CHECK(vault.identity().signing.handle == 0);
    CHECK(vault.identity().agreement.handle != 0);  // what was sent here can be read
    CHECK(vault.identity().device_id.size() == 32);
    const std::uint64_t length = vault.audit_length();
    using enum AuditAction;
    for (const AuditAction action :
         {make_file, check_file, hand_over, import, make_backup, restore, export_ledger, decide_identity}) {
        CAPTURE(audit_action_code(action));
        CHECK(fault_of(done(vault.record({action, "x", {}}))) == Fault::not_allowed);
    }
    CHECK(fault_of(done(vault.export_audit())) == Fault::not_allowed);
    CHECK(fault_of(done(vault.recovery_recipient())) == Fault::not_allowed);
    CHECK(vault.audit_length() == length);
    CHECK(done(vault.record({view, "x", {}})));

    ward.become(ward.recorder, other_password);
    CHECK(vault.identity().signing.handle != 0);
    CHECK(done(vault.record({make_file, "x", {}})));
    CHECK(fault_of(done(vault.record({export_ledger, {}, {}}))) == Fault::not_allowed);
}

TEST_CASE("A password set anew by an administrator opens, the one before does not") {
    Ward ward;
    CHECK(fault_of(done(ward.vault->reset_password(ward.reader, "みじかい"))) == Fault::weak_password);
    REQUIRE(done(ward.vault->reset_password(ward.reader, "仮の合言葉はすぐに変えること")));
    ward.restart();
    REQUIRE(done(ward.vault->open_store(StoreKind::real)));
    CHECK(fault_of(done(ward.vault->unlock(ward.reader, third_password))) == Fault::wrong_password);
    REQUIRE(done(ward.vault->unlock(ward.reader, "仮の合言葉はすぐに変えること")));
    CHECK(done(ward.vault->load()).value().isolated.empty());
    CHECK(ward.vault->who().role == role_reader);
}

TEST_CASE("A password from an administrator is to be changed by its owner, and can be put off once") {
    Ward ward;
    CHECK(ward.vault->who().password == PasswordOf::owner);
    ward.become(ward.recorder, other_password);
    CHECK(ward.vault->who().password == PasswordOf::administrator);  // who made the account
    ward.become(ward.staff, good_password);
    REQUIRE(done(ward.vault->reset_password(ward.reader, good_password)));
    ward.become(ward.reader, good_password);
    CHECK(ward.vault->who().password == PasswordOf::administrator);
    REQUIRE(done(ward.vault->put_off_password()));
    CHECK(ward.vault->who().password == PasswordOf::put_off);
    CHECK(fault_of(done(ward.vault->put_off_password())) == Fault::not_allowed);
    ward.become(ward.reader, good_password);
    CHECK(ward.vault->who().password == PasswordOf::put_off);
    CHECK(fault_of(done(ward.vault->put_off_password())) == Fault::not_allowed);
    REQUIRE(done(ward.vault->change_password(good_password, other_password)));
    CHECK(ward.vault->who().password == PasswordOf::owner);
    ward.become(ward.reader, other_password);
    CHECK(ward.vault->who().password == PasswordOf::owner);
    CHECK(fault_of(done(ward.vault->put_off_password())) == Fault::not_allowed);
}

TEST_CASE("That a password is an administrator's cannot be taken off a slot on the disk") {
    Ward ward;
    REQUIRE(done(ward.vault->reset_password(ward.reader, good_password)));
    REQUIRE(done(ward.vault->lock()));
    Bytes& stored = ward.disk.databases.at(StoreKind::real).at(Collection::slots).at(ward.reader);
    auto slot = parse_slot(text_of(stored)).value();
    slot.staff.password = PasswordOf::owner;
    stored = bytes_of(json_of(slot));
    REQUIRE(done(ward.vault->open_store(StoreKind::real)));
    REQUIRE(done(ward.vault->unlock(ward.reader, good_password)));
    CHECK(ward.vault->who().password == PasswordOf::administrator);
    CHECK(find_isolated(done(ward.vault->load()).value(), Collection::slots, ward.reader));
}

TEST_CASE("Who was removed opens nothing any more, also not with a copy of the old slot") {
    Ward ward;
    ward.vault->save(note("n1", "一"), AuditAction::create);
    const Bytes copy = ward.disk.at(Collection::slots).at(ward.recorder);
    REQUIRE(done(ward.vault->remove_staff(ward.recorder)));
    CHECK(ward.find("田中 一郎").id.empty());
    CHECK_FALSE(ward.disk.at(Collection::slots).contains(ward.recorder));
    CHECK(ward.vault->key_state().key_id == 2);
    CHECK_FALSE(ward.vault->key_state().is_rotating);
    ward.disk.at(Collection::slots)[ward.recorder] = copy;
    ward.restart();
    REQUIRE(done(ward.vault->open_store(StoreKind::real)));
    const MemoryDisk before = ward.disk;
    CHECK(fault_of(done(ward.vault->unlock(ward.recorder, other_password))) == Fault::rolled_back);
    CHECK(ward.crypto->key_count() == 0);
    CHECK(ward.disk.databases == before.databases);
    const Loaded loaded = ward.restart_and_load();
    CHECK(loaded.documents.size() == 1);
    CHECK(find_isolated(loaded, Collection::slots, ward.recorder));
}

TEST_CASE("A slot put back to the password before is told") {
    Ward ward;
    const Bytes copy = ward.disk.at(Collection::slots).at(ward.reader);
    REQUIRE(done(ward.vault->reset_password(ward.reader, other_password)));
    ward.disk.at(Collection::slots).at(ward.reader) = copy;
    const Loaded loaded = ward.restart_and_load();
    const IsolatedRecord* isolated = find_isolated(loaded, Collection::slots, ward.reader);
    REQUIRE(isolated);
    CHECK(isolated->reason == Fault::rolled_back);
    CHECK(fault_of(done(ward.vault->rename_staff(ward.reader, "x", ""))) == Fault::data_missing);
    REQUIRE(done(ward.vault->remove_staff(ward.reader)));
    CHECK(ward.restart_and_load().isolated.empty());
}

TEST_CASE("Every change of an account is an entry, and the chain and its census stay whole") {
    Ward ward;
    Vault& vault = *ward.vault;
    REQUIRE(done(vault.change_role(ward.reader, role_recorder)));
    REQUIRE(done(vault.rename_staff(ward.reader, "鈴木 花", "看護師")));
    REQUIRE(done(vault.reset_password(ward.reader, other_password)));
    REQUIRE(done(vault.change_password(good_password, third_password)));
    REQUIRE(done(vault.make_recovery_code(third_password)));
    REQUIRE(done(vault.remove_staff(ward.recorder)));
    const auto entries = done(vault.find_audit({}, 0, 100)).value().entries;
    for (const AuditAction action : {AuditAction::change_account, AuditAction::change_password,
                                     AuditAction::make_recovery_code, AuditAction::remove_account}) {
        CHECK(std::ranges::find(entries, action, &AuditEntry::action) != entries.end());
    }
    SECTION("as it is") {}
    SECTION("without its checkpoint, from the log alone") {
        ward.disk.at(Collection::meta).erase("head");
    }
    ward.restart();
    REQUIRE(ward.unlock(third_password));
    const Loaded loaded = done(ward.vault->load()).value();
    for (const IsolatedRecord& record : loaded.isolated) CHECK(record.collection == Collection::meta);
    ward.restart();
    REQUIRE(ward.unlock(third_password));
    CHECK(done(ward.vault->load()).value().isolated.empty());
}

TEST_CASE("A slot that somebody changed on the disk gets no data key and no trust") {
    Ward ward;
    Bytes& slot = ward.disk.at(Collection::slots).at(ward.reader);
    std::string json = text_of(slot);
    const std::size_t at = json.find("reader");
    slot = bytes_of(json.replace(at, 6, "admin"));
    CHECK(fault_of(done(ward.vault->rename_staff(ward.reader, "x", ""))) == Fault::data_missing);
    CHECK(fault_of(done(ward.vault->reset_password(ward.reader, good_password))) == Fault::data_missing);
    REQUIRE(done(ward.vault->start_rotation(RotationReason::suspected_leak)));
    CHECK(text_of(slot) == json);  // left as it was: it opens the old key alone
    CHECK(done(ward.vault->remove_staff(ward.reader)));
}

TEST_CASE("Strength is rated by what is left to guess") {
    const std::vector<std::string> own = {"佐藤", "さくら病棟"};
    const auto rate = [&own](std::string_view password, Factors factors = Factors::password) {
        return rate_password(password, own, factors);
    };
    const auto has = [&rate](std::string_view password, PasswordWeakness weakness) {
        return std::ranges::contains(rate(password).weaknesses, weakness);
    };
    CHECK(rate("").score == 0);
    CHECK(rate("短い").score == 0);
    CHECK(rate("aaaaaaaaaaaaaaaa").score == 0);
    CHECK(rate("password12345").score <= 2);
    CHECK(has("password1234", PasswordWeakness::common));
    CHECK(has("パスワード12345678", PasswordWeakness::too_short) == false);
    CHECK(has("1234567890123", PasswordWeakness::digits_only));
    CHECK(has("1234567890123", PasswordWeakness::sequence));
    CHECK(has("abcabcabcabcabc", PasswordWeakness::repeats));
    CHECK(has("さくら病棟さとう朝は五時半から", PasswordWeakness::own_words));
    CHECK(has("サクラ病棟の朝は五時半からだ", PasswordWeakness::own_words));
    CHECK(rate("廊下の窓から富士山が見える日").score >= 3);
    CHECK(rate("correct horse battery staple").score == 4);
    CHECK(rate("窓から富士山が", Factors::password_and_passkey).score == 0);
    CHECK(rate("窓から富士山が見", Factors::password_and_passkey).score >= 1);
    CHECK(check_password("窓から富士山が見", Factors::password_and_passkey));
    for (const char* pin : {"1234", "4321", "0000", "999999", "123", "1234567", "12a4", "１２４５", ""})
        CHECK_FALSE(is_pin(pin));
    for (const char* pin : {"2580", "1357", "112233", "0907"}) CHECK(is_pin(pin));
}
