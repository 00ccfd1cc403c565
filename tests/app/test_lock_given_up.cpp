// A lock that nothing answers to, given up in the midst of a step that exchanges keys or slots: the store
// opens again on the same page, and what was typed is there.
#include "app/answers.h"

#include "gated_workplace.h"

#include <algorithm>

namespace tsunagi {

namespace {

struct Typing : GatedWorkplace {
    DocumentId case_id;
    StaffId first, second;
    MemoryDisk prepared;

    Typing() {
        set_up();
        wish(cmd::DismissRecoveryCode{true});
        first = state().who->id;
        case_id = add_patient();
        wish(cmd::AddStaff{"小坂 亮", "看護師", role_recorder, "夕方の廊下を歩く三人の長い影"});
        second = std::ranges::find(state().staff, std::string("小坂 亮"), &StaffCard::name)->id;
        wish(cmd::Lock{});
        wait_for_lock();
        prepared = disk;
    }
    // Strides where the calls are of the same few kinds, with another phase for each command.
    void give_up_at_every_call(const Command& command, std::size_t phase) {
        for (std::size_t number = phase;; number += 5) {
            INFO("call " << number);
            start_over(prepared);
            wish(cmd::Unlock{first, nurse_password});
            REQUIRE(state().phase == Phase::open);
            gate.hold(number);
            Commands commands{command};
            app->apply(commands);
            if (gate.held() == 0) break;
            gate.hold_all(PortKind::store);
            wish(cmd::EditDraft{case_id, "life_story", "書きかけ"});
            wish(cmd::Lock{});
            check_blank(state());
            wait_for_lock();
            answer_all();
            wish(cmd::Unlock{first, nurse_password});
            REQUIRE(state().phase == Phase::open);
            CHECK(state().library.answers(case_id).text("life_story") == "書きかけ");
            // And on the disk: another page finds it.
            wish(cmd::Lock{});
            wait_for_lock();
            REQUIRE_FALSE(app->holds_unsaved());
            reload();
            wish(cmd::Unlock{first, nurse_password});
            REQUIRE(state().phase == Phase::open);
            CHECK(state().library.answers(case_id).text("life_story") == "書きかけ");
            CHECK(state().isolated_records == 0);
            REQUIRE(number < 400);
        }
    }
};

}  // namespace

TEST_CASE("given up while the data key is exchanged") {
    Typing ward;
    ward.give_up_at_every_call(Command(cmd::ExchangeKey{}), 0);
}

TEST_CASE("given up while a password is changed") {
    Typing ward;
    ward.give_up_at_every_call(Command(cmd::ChangePassword{nurse_password, nurse_password}), 1);
}

TEST_CASE("given up while a recovery code is made") {
    Typing ward;
    ward.give_up_at_every_call(Command(cmd::MakeRecoveryCode{nurse_password}), 2);
}

TEST_CASE("given up while somebody is removed") {
    Typing ward;
    ward.give_up_at_every_call(Command(cmd::RemoveStaff{ward.second}), 0);
}

}  // namespace tsunagi
