// Every operation against every fault a disk can have, at every step: what was acknowledged is there, what
// was refused is not there by halves, and the store opens again without a word of damage.
#include "vault/slot.h"

#include "tablet.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>

using namespace tsunagi;

namespace {

const std::string other_password = "夜勤明けの珈琲はうまいものだ";
const std::string new_password = "廊下の窓から富士山が見える";

// The world before the operation: two people, a few documents, a draft, a recovery code.
struct Before : Tablet {
    StaffId other;
    std::string code;

    Before() {
        set_up();
        for (const char* id : {"n1", "n2", "n3"}) vault->save(note(id, "一"), AuditAction::create);
        vault->save_draft({id_of("n1"), "troubles", "書きかけ", {}, 0});
        REQUIRE(done(vault->create_account({"田中 一郎", "", "recorder"}, other_password)));
        const auto cards = done(vault->list_staff()).value();
        other = cards.front().id == staff ? cards.back().id : cards.front().id;
        code = done(vault->make_recovery_code(good_password)).value();
        REQUIRE(done(vault->confirm_recovery_code()));
        REQUIRE(done(vault->make_recovery_code(good_password)));
        REQUIRE(is_saved());
    }
};

// What can be seen of a store from outside, after opening it anew.
struct Seen {
    std::map<std::string, std::string> documents;
    std::size_t drafts = 0;
    std::map<StaffId, std::string> roles;
    std::set<std::string> codes;  // keys of the recovery codes' slots, with their revisions
    bool old_password = false;
    bool new_password_opens = false;
    bool other_opens = false;
    auto operator<=>(const Seen&) const = default;
};

struct Operation {
    const char* name;
    std::function<Status(Before&)> run;
};

template <class T>
Status status_of(Result<T> result) {
    return result ? Status{} : Status(std::unexpected(result.error()));
}

const std::vector<Operation>& operations() {
    static const std::vector<Operation> all = {
        {"save",
         [](Before& world) {
             (void)world.vault->save(longer(note("n1", "一"), "c2", "二"), AuditAction::edit);
             return done(world.vault->flush());
         }},
        {"import of many",
         [](Before& world) {
             const std::vector<Document> documents{note("i1", "外から"), note("i2", "外から"),
                                                   note("i3", "外から")};
             (void)world.vault->save_all(documents, AuditAction::import);
             return done(world.vault->flush());
         }},
        {"draft",
         [](Before& world) {
             (void)world.vault->save_draft({id_of("n2"), "troubles", "もう一つ", {}, 0});
             return done(world.vault->flush());
         }},
        {"rotate",
         [](Before& world) { return done(world.vault->start_rotation(RotationReason::suspected_leak)); }},
        {"add staff",
         [](Before& world) {
             return done(world.vault->create_account({"新人", "", "reader"}, new_password));
         }},
        {"remove staff", [](Before& world) { return done(world.vault->remove_staff(world.other)); }},
        {"change role",
         [](Before& world) { return done(world.vault->change_role(world.other, role_administrator)); }},
        {"rename", [](Before& world) { return done(world.vault->rename_staff(world.other, "別名", "")); }},
        {"reset password",
         [](Before& world) { return done(world.vault->reset_password(world.other, new_password)); }},
        {"change password",
         [](Before& world) { return done(world.vault->change_password(good_password, new_password)); }},
        {"recovery code",
         [](Before& world) { return status_of(done(world.vault->make_recovery_code(good_password))); }},
        {"recovery code written down",
         [](Before& world) { return done(world.vault->confirm_recovery_code()); }},
        {"recover",
         [](Before& world) {
             if (Status locked = done(world.vault->lock()); !locked) return locked;
             if (auto cards = done(world.vault->open_store(StoreKind::real)); !cards)
                 return Status(std::unexpected(cards.error()));
             return status_of(done(world.vault->recover(world.code, world.staff, new_password)));
         }},
        {"lock", [](Before& world) { return done(world.vault->lock()); }},
        {"audit export", [](Before& world) { return status_of(done(world.vault->export_audit())); }},
    };
    return all;
}

bool opens(Tablet& tablet, const StaffId& staff, const std::string& password) {
    tablet.restart();
    const auto cards = done(tablet.vault->open_store(StoreKind::real));
    REQUIRE(cards);
    return done(tablet.vault->unlock(staff, password)).has_value();
}

// Looks without leaving a trace: the disk is put back as it was.
Seen look(const MemoryDisk& disk, const Before& world) {
    Seen seen;
    Tablet tablet;
    tablet.disk = disk;
    seen.other_opens = opens(tablet, world.other, other_password);
    seen.old_password = opens(tablet, world.staff, good_password);
    if (!seen.old_password) seen.new_password_opens = opens(tablet, world.staff, new_password);
    REQUIRE(tablet.vault->is_unlocked());
    const auto loaded = done(tablet.vault->load());
    REQUIRE(loaded);
    CHECK(loaded->isolated.empty());
    for (const Document& document : loaded->documents) seen.documents[document.id] = json_of(document);
    seen.drafts = loaded->drafts.size();
    for (const char* key : {recovery_slot, pending_recovery_slot}) {
        const auto slot = disk.databases.at(StoreKind::real).at(Collection::slots).find(key);
        if (slot == disk.databases.at(StoreKind::real).at(Collection::slots).end()) continue;
        seen.codes.insert(key + std::to_string(parse_slot(text_of(slot->second)).value().revision));
    }
    for (const StaffCard& card : done(tablet.vault->list_staff()).value())
        seen.roles[card.id] = card.name + "/" + card.role;
    CHECK(done(tablet.vault->verify_audit()).value().is_whole());
    CHECK_FALSE(tablet.vault->key_state().is_rotating);
    return seen;
}

// Ids of people made within the operation differ from run to run.
Seen without_ids(Seen seen) {
    std::map<StaffId, std::string> roles;
    int number = 0;
    std::vector<std::string> names;
    for (auto& [id, name] : seen.roles) names.push_back(name);
    std::ranges::sort(names);
    for (std::string& name : names) roles[std::to_string(number++)] = std::move(name);
    seen.roles = std::move(roles);
    return seen;
}

}  // namespace

TEST_CASE("Whatever refuses at whatever step of whatever operation: all of it or nothing of it") {
    enum class Kind : std::uint8_t { refused, full, killed, killed_after_commit };
    const Before prepared;
    for (const Operation& operation : operations()) {
        Before world;
        world.disk = prepared.disk;
        world.staff = prepared.staff;
        world.other = prepared.other;
        world.code = prepared.code;
        world.random = prepared.random;
        const Seen before = without_ids(look(world.disk, world));
        REQUIRE(world.restart_and_load().isolated.empty());
        const std::size_t first = world.store->steps();
        REQUIRE(operation.run(world));
        const std::size_t steps = world.store->steps() - first;
        const Seen after = without_ids(look(world.disk, world));
        // Every step of a short one; of the long ones (a rotation reads record by record) an even spread.
        const std::size_t stride = steps / 5 + 1;
        for (const Kind kind : {Kind::refused, Kind::full, Kind::killed, Kind::killed_after_commit}) {
            for (std::size_t step = 1; step <= steps; step += stride) {
                CAPTURE(operation.name, static_cast<int>(kind), step, steps);
                world.disk = prepared.disk;
                world.random = prepared.random;  // so that no password is worked out twice
                REQUIRE(world.restart_and_load().isolated.empty());
                StoreMemory::Faults& faults = world.store->faults;
                const std::size_t at = world.store->steps() + step;
                if (kind == Kind::refused || kind == Kind::full) faults.fail_step = at;
                if (kind == Kind::full) faults.fault = Fault::quota_exceeded;
                if (kind == Kind::killed || kind == Kind::killed_after_commit) faults.crash_step = at;
                faults.crash_after_commit = kind == Kind::killed_after_commit;
                const Status done_so_far = operation.run(world);
                const Seen there = without_ids(look(world.disk, world));
                CHECK((there == before || there == after));
                if (done_so_far) CHECK(there == after);
                const bool may_be_unheard = kind == Kind::killed_after_commit;
                if (!done_so_far && !may_be_unheard) CHECK(there == before);
            }
        }
    }
}
