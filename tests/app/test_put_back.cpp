// What somebody with the disk in hand can put back or take away of it: no right, no key and no words that
// were given up come back unsaid.
#include "app/answers.h"
#include "app/keys.h"

#include "gated_workplace.h"
#include "handing.h"

#include <algorithm>
#include <map>
#include <set>

namespace tsunagi {

namespace {

using Records = MemoryDisk::Records;

const std::string other_password = "夕方の廊下を歩く三人の長い影";

Records& at(MemoryDisk& disk, Collection collection) {
    return disk.databases.at(StoreKind::real)[collection];
}

}  // namespace

TEST_CASE("whatever of the disk is put back with an old slot, nobody has a right again that was taken away") {
    Workplace ward(1);
    ward.set_up();
    ward.wish(cmd::DismissRecoveryCode{true});
    const DocumentId case_id = add_case(ward);
    ward.wish(cmd::AddStaff{"小坂 亮", "看護師", role_administrator, other_password});
    const StaffId lowered =
        std::ranges::find(ward.state().staff, std::string("小坂 亮"), &StaffCard::name)->id;
    const MemoryDisk before = ward.disk;
    ward.wish(cmd::ChangeRole{lowered, role_recorder});
    ward.wish(cmd::Edit{case_id, "life_story", std::string("大工だった")});
    ward.wish(cmd::Lock{});
    const MemoryDisk after = ward.disk;

    enum class Part { kept, old, gone };
    const auto put_back = [&](Collection collection, const std::string& key, Part part) {
        MemoryDisk old = before;
        if (part == Part::old) at(ward.disk, collection)[key] = at(old, collection).at(key);
        if (part == Part::gone) at(ward.disk, collection).erase(key);
    };
    for (const Part head : {Part::kept, Part::old, Part::gone}) {
        for (const bool is_log_cut : {false, true}) {
            for (const Part records : {Part::kept, Part::old, Part::gone}) {
                // All that says what should be there is from before: nothing on the disk can tell.
                if (head == Part::old && is_log_cut) continue;
                INFO("head " << static_cast<int>(head) << ", log cut " << is_log_cut << ", records "
                             << static_cast<int>(records));
                ward.disk = after;
                MemoryDisk old = before;
                put_back(Collection::slots, lowered, Part::old);
                put_back(Collection::meta, "head", head);
                if (is_log_cut) at(ward.disk, Collection::audit) = at(old, Collection::audit);
                if (records == Part::old) at(ward.disk, Collection::records) = at(old, Collection::records);
                if (records == Part::gone) {
                    std::erase_if(at(ward.disk, Collection::records), [&](const auto& record) {
                        const auto then = at(old, Collection::records).find(record.first);
                        return then == at(old, Collection::records).end() || then->second != record.second;
                    });
                }
                ward.reload();
                ward.wish(cmd::Unlock{lowered, other_password});
                REQUIRE(ward.state().phase == Phase::open);
                CHECK(ward.state().who->role == role_reader);
                CHECK_FALSE(ward.state().notices.empty());
            }
        }
    }
}

TEST_CASE(
    "whatever record of a key is put back, the device keeps the keys it was given after a leak, or it is told") {
    GatedWorkplace ward;
    ward.set_up();
    ward.wish(cmd::DismissRecoveryCode{true});
    ward.add_patient();
    const std::string leaked = ward.state().own_number;
    ward.wish(cmd::Lock{});
    ward.wait_for_lock();
    const MemoryDisk before = ward.disk;

    // Every version of them that an exchange leaves on the disk on its way.
    std::map<std::string, std::set<Bytes>> versions;
    const auto note = [&] {
        for (const auto& [key, bytes] : at(ward.disk, Collection::meta)) versions[key].insert(bytes);
    };
    note();
    for (std::size_t number = 0;; number += 19) {
        ward.start_over(before);
        ward.unlock();
        ward.gate.hold(number);
        ward.wish(cmd::ExchangeKey{});
        note();
        const bool is_held = ward.gate.held() > 0;
        ward.answer_all();
        ward.wait_for_lock();
        if (!is_held) break;
        REQUIRE(number < 300);
    }
    ward.start_over(before);
    ward.unlock();
    ward.wish(cmd::ExchangeKey{});
    ward.gate.hold(0);
    ward.gate.hold_nothing();
    const std::string renewed = ward.state().own_number;
    REQUIRE(renewed != leaked);
    ward.wish(cmd::Lock{});
    ward.wait_for_lock();
    const MemoryDisk after = ward.disk;
    REQUIRE_FALSE(at(ward.disk, Collection::meta).contains("rotation"));
    versions["rotation"].insert(Bytes{});  // stays away

    for (const Bytes& device : versions.at("device")) {
        for (const Bytes& rotation : versions.at("rotation")) {
            ward.disk = after;
            at(ward.disk, Collection::meta)["device"] = device;
            if (!rotation.empty()) at(ward.disk, Collection::meta)["rotation"] = rotation;
            ward.reload();
            ward.unlock();
            if (ward.state().phase != Phase::open) {
                CHECK(ward.state().fault != Fault::none);
                continue;
            }
            CHECK(ward.state().own_number != leaked);
            const bool is_same = ward.state().own_number == renewed;
            CHECK((is_same || ward.state().isolated_records > 0));
            CHECK((is_same || !ward.state().notices.empty()));
        }
    }
}

TEST_CASE("a draft that was thrown away is not typed again by a disk, whether or not a checkpoint names it") {
    Workplace ward(1);
    ward.set_up();
    ward.wish(cmd::DismissRecoveryCode{true});
    const DocumentId case_id = add_case(ward);
    ward.wish(cmd::EditDraft{case_id, "life_story", "古い書きかけ"});
    ward.pass(3'000);
    const Records drafts = at(ward.disk, Collection::drafts);
    REQUIRE(drafts.size() == 1);
    ward.wish(cmd::DropDraft{case_id, "life_story"});
    ward.pass(3'000);
    ward.wish(cmd::Lock{});
    at(ward.disk, Collection::drafts) = drafts;
    SECTION("with its checkpoint") {}
    SECTION("without") {
        at(ward.disk, Collection::meta).erase("head");
    }
    for (int unlocks = 0; unlocks < 2; ++unlocks) {
        ward.reload();
        ward.unlock();
        REQUIRE(ward.state().phase == Phase::open);
        CHECK(ward.state().library.answers(case_id).text("life_story").empty());
        ward.wish(cmd::Lock{});
    }
}

TEST_CASE("what was being typed waits for somebody who may write") {
    Workplace ward(1);
    ward.set_up();
    ward.wish(cmd::DismissRecoveryCode{true});
    const DocumentId case_id = add_case(ward);
    ward.wish(cmd::AddStaff{"小坂 亮", "看護師", role_reader, other_password});
    const StaffId reader =
        std::ranges::find(ward.state().staff, std::string("小坂 亮"), &StaffCard::name)->id;
    const StaffId first = ward.state().who->id;
    ward.wish(cmd::EditDraft{case_id, "life_story", "大工だっ"});
    ward.pass(3'000);
    ward.reload();  // as after a crash
    ward.wish(cmd::Unlock{reader, other_password});
    REQUIRE(ward.state().phase == Phase::open);
    ward.pass(3'000);
    ward.wish(cmd::Lock{});
    ward.wish(cmd::Unlock{first, nurse_password});
    CHECK(ward.state().library.answers(case_id).text("life_story") == "大工だっ");
}

}  // namespace tsunagi
