// Keys that mean the same on every screen, and what they wish for.
#include "views/shell.h"

#include "screens_fixture.h"
#include "views_of_app.h"
#include <catch2/catch_test_macros.hpp>

using namespace tsunagi;

namespace {

struct Ward {
    AppState state = make_ward();
    ShellUi own;
    Commands commands;
    TestScreen screen;

    void press(Key key) {
        const auto draw = [this](Ui& ui) { draw_app(ui, state, own, commands); };
        screen.frames(2, draw);
        commands.clear();
        screen.press_key(key);
        screen.frames(2, draw);
    }
    template <class T>
    const T* wished() const {
        return find_command<T>(commands);
    }
};

}  // namespace

TEST_CASE("Ctrl+Enter asks before the last item ends the meeting; nowhere else it does anything") {
    Ward ward;
    ward.press(Key::go_on);
    CHECK_FALSE(ward.own.conference.ending);
    CHECK(ward.wished<cmd::FinishAgendaItem>() == nullptr);
    open_conference(ward.state);
    ward.press(Key::go_on);
    CHECK((ward.own.conference.ending || ward.wished<cmd::FinishAgendaItem>() != nullptr));
}

TEST_CASE("undo and redo are wished for only where there is something, find opens the cases") {
    Ward ward;
    ward.press(Key::undo);
    ward.press(Key::redo);
    CHECK(ward.wished<cmd::Undo>() == nullptr);
    CHECK(ward.wished<cmd::Redo>() == nullptr);
    ward.state.can_undo = ward.state.can_redo = true;
    ward.press(Key::undo);
    CHECK(ward.wished<cmd::Undo>() != nullptr);
    ward.press(Key::redo);
    CHECK(ward.wished<cmd::Redo>() != nullptr);
    ward.press(Key::find);
    const auto* there = ward.wished<cmd::GoTo>();
    REQUIRE(there != nullptr);
    CHECK(there->place.screen == Screen::cases);
}

TEST_CASE("a locked page takes no key but the one for help") {
    Ward ward;
    ward.state.phase = Phase::locked;
    ward.state.staff = {*ward.state.who};
    ward.state.can_undo = true;
    for (const Key key : {Key::undo, Key::redo, Key::find, Key::go_on}) {
        ward.press(key);
        CHECK(ward.commands.empty());
    }
    ward.press(Key::help);
    CHECK(ward.own.help);
}
