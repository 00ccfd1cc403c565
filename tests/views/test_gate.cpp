// The one gate: what fires, what never does, and that one act fires once.
#include "views/widgets.h"

#include "ui_fixture.h"
#include <catch2/catch_test_macros.hpp>

using namespace tsunagi;

namespace {

const Rect box{100, 100, 200, 48};

struct Counted {
    int fired = 0;
    NodeOptions options = {};
    void operator()(Ui& ui) {
        if (ui.pressed("save", box, NodeRole::button, "保存する", options)) ++fired;
    }
};

}  // namespace

TEST_CASE("a tap inside fires once, a tap beside does not") {
    TestScreen screen;
    Counted button;
    screen.frame(std::ref(button));
    screen.tap(box.center());
    screen.frames(3, std::ref(button));
    CHECK(button.fired == 1);
    screen.tap({50, 50});
    screen.frames(3, std::ref(button));
    CHECK(button.fired == 1);
}

TEST_CASE("a finger lifted elsewhere takes the press back") {
    TestScreen screen;
    Counted button;
    screen.frame(std::ref(button));
    screen.touch(PointerPhase::down, box.center());
    screen.frame(std::ref(button));
    screen.touch(PointerPhase::move, {600, 600});
    screen.touch(PointerPhase::up, {600, 600});
    screen.frames(3, std::ref(button));
    CHECK(button.fired == 0);
}

TEST_CASE("a disabled button never fires") {
    TestScreen screen;
    Counted button;
    button.options.enabled = false;
    screen.frame(std::ref(button));
    screen.tap(box.center());
    screen.click_mirror("save");
    screen.frames(3, std::ref(button));
    CHECK(button.fired == 0);
    CHECK_FALSE(screen.node("save").state.enabled);
}

TEST_CASE("a click of the mirror fires once") {
    TestScreen screen;
    Counted button;
    screen.frame(std::ref(button));
    screen.click_mirror("save");
    screen.frames(3, std::ref(button));
    CHECK(button.fired == 1);
    screen.click_mirror("nobody");
    screen.frames(2, std::ref(button));
    CHECK(button.fired == 1);
}

TEST_CASE("a canvas tap and a DOM click within 300 ms are one act, whichever comes first") {
    TestScreen screen;
    Counted button;
    screen.frame(std::ref(button));
    screen.tap(box.center());
    screen.click_mirror("save");
    screen.frames(4, std::ref(button));
    CHECK(button.fired == 1);
    screen.pass(500);
    screen.click_mirror("save");
    screen.frame(std::ref(button));
    screen.pass(100);
    screen.tap(box.center());
    screen.frames(4, std::ref(button));
    CHECK(button.fired == 2);
    screen.pass(500);
    screen.tap(box.center());
    screen.frames(2, std::ref(button));
    screen.pass(400);
    screen.click_mirror("save");
    screen.frames(4, std::ref(button));
    CHECK(button.fired == 4);
}

TEST_CASE("two taps are two acts") {
    TestScreen screen;
    Counted button;
    screen.frame(std::ref(button));
    screen.tap(box.center());
    screen.tap(box.center());
    screen.frames(5, std::ref(button));
    CHECK(button.fired == 2);
}

TEST_CASE("Enter and Space fire what the keyboard rests on") {
    TestScreen screen;
    Counted button;
    screen.frame(std::ref(button));
    screen.press_key(Key::enter);
    screen.frames(2, std::ref(button));
    CHECK(button.fired == 0);
    screen.press_key(Key::tab);
    screen.frame(std::ref(button));
    CHECK(screen.output.focus == "save");
    screen.press_key(Key::enter);
    screen.frames(2, std::ref(button));
    screen.press_key(Key::space);
    screen.frames(2, std::ref(button));
    CHECK(button.fired == 2);
}

TEST_CASE("a button inside a row wins over the row") {
    TestScreen screen;
    int row = 0;
    int inner = 0;
    const auto draw = [&](Ui& ui) {
        if (ui.pressed("row", {0, 0, 400, 64}, NodeRole::button, "行")) ++row;
        if (ui.pressed("inner", {340, 8, 48, 48}, NodeRole::button, "消す")) ++inner;
    };
    screen.frame(draw);
    screen.tap({360, 30});
    screen.frames(3, draw);
    CHECK(inner == 1);
    CHECK(row == 0);
    screen.tap({60, 30});
    screen.frames(3, draw);
    CHECK(row == 1);
}

TEST_CASE("nothing behind a dialog fires, and it is out of the tree") {
    TestScreen screen;
    Counted button;
    bool open = false;
    int confirmed = 0;
    const auto draw = [&](Ui& ui) {
        button(ui);
        if (!open) return;
        const ConfirmSpec spec{.title = "会議を終えますか",
                               .body = "残りは持ち越します。",
                               .confirm = {.label = "会議を終える"},
                               .cancel = "続ける"};
        const ConfirmResult result = draw_confirm(ui, "confirm", spec);
        if (result == ConfirmResult::confirmed) ++confirmed;
        if (result != ConfirmResult::open) open = false;
    };
    screen.frame(draw);
    REQUIRE(screen.has("save"));
    open = true;
    screen.frame(draw);
    CHECK_FALSE(screen.has("save"));
    const SemanticNode* dialog = screen.ui.semantics().find(NodeRole::dialog, "会議を終えますか");
    REQUIRE(dialog != nullptr);
    CHECK(screen.output.focus == dialog->id);
    screen.click_mirror("save");
    screen.press_key(Key::tab);
    screen.frames(2, draw);
    CHECK(button.fired == 0);
    CHECK(open);
    const SemanticNode* confirm = screen.ui.semantics().find(NodeRole::button, "会議を終える");
    REQUIRE(confirm != nullptr);
    screen.tap(confirm->rect.center());
    screen.frames(3, draw);
    CHECK(confirmed == 1);
    CHECK_FALSE(open);
    CHECK(screen.has("save"));
    CHECK(button.fired == 0);
}

TEST_CASE("a tap on the scrim and Escape close what may be closed, and press nothing below") {
    TestScreen screen;
    Counted button;
    int dismissed = 0;
    DialogSpec spec;
    spec.title = "並べ替え";
    const auto draw = [&](Ui& ui) {
        button(ui);
        const Rect body = begin_dialog(ui, "sheet", spec);
        if (end_dialog(ui, body.y + 50).dismissed) ++dismissed;
    };
    screen.frames(2, draw);
    screen.tap(box.center());
    screen.frames(3, draw);
    CHECK(dismissed == 1);
    screen.press_key(Key::escape);
    screen.frames(3, draw);
    CHECK(dismissed == 2);
    spec.dismissal = Dismissal::by_button;
    screen.tap(box.center());
    screen.press_key(Key::escape);
    screen.frames(4, draw);
    CHECK(dismissed == 2);
    CHECK(button.fired == 0);
}

TEST_CASE("a second tap cannot reach through to what the first one has just covered") {
    TestScreen screen;
    bool open = false;
    int deleted = 0;
    const auto draw = [&](Ui& ui) {
        const bool was_open = open;  // as in the app: a command changes the state after the frame
        if (ui.pressed("open", {0, 0, 100, 48}, NodeRole::button, "開く")) open = true;
        if (ui.pressed("delete", {0, 60, 100, 48}, NodeRole::button, "消す")) ++deleted;
        if (was_open) {
            const Rect body =
                begin_dialog(ui, "dialog", {.title = "確かめる", .dismissal = Dismissal::by_button});
            end_dialog(ui, body.y + 20);
        }
    };
    screen.frame(draw);
    screen.tap({50, 20});
    screen.tap({50, 80});
    screen.frames(6, draw);
    CHECK(open);
    CHECK(deleted == 0);
}

TEST_CASE("what is clipped away is not pressed but scrolled into view") {
    TestScreen screen;
    int fired = 0;
    const auto draw = [&](Ui& ui) {
        const Rect content = ui.begin_scroll("list", {0, 0, 400, 300});
        if (ui.pressed("last", {0, content.y + 900, 400, 48}, NodeRole::button, "最後")) ++fired;
        ui.end_scroll(content.y + 948);
    };
    screen.frame(draw);
    screen.tap({200, 920});
    screen.click_mirror("list/last");
    screen.frame(draw);
    CHECK(fired == 0);
    screen.frames(2, draw);
    CHECK(screen.node("list/last").rect.bottom() <= 300);
    screen.click_mirror("list/last");
    screen.frames(2, draw);
    CHECK(fired == 1);
}

TEST_CASE("a toast's action is heard once and takes the toast away") {
    TestScreen screen;
    int undone = 0;
    bool shown = false;
    const auto draw = [&](Ui& ui) {
        if (!shown) ui.show_toast({"undo", "消しました", Tone::ok, "もとに戻す"});
        shown = true;
        if (ui.toast_pressed("undo")) ++undone;
    };
    screen.frame(draw);
    REQUIRE(screen.output.next_deadline_ms.has_value());
    REQUIRE(screen.ui.semantics().find(NodeRole::status, "消しました") != nullptr);
    const SemanticNode* action = screen.ui.semantics().find(NodeRole::button, "もとに戻す");
    REQUIRE(action != nullptr);
    screen.tap(action->rect.center());
    screen.frames(4, draw);
    CHECK(undone == 1);
    CHECK(screen.ui.semantics().find(NodeRole::status, "消しました") == nullptr);
}

TEST_CASE("a toast goes by itself") {
    TestScreen screen;
    bool shown = false;
    const auto draw = [&](Ui& ui) {
        if (!shown) ui.show_toast({"saved", "保存しました", Tone::ok, ""});
        shown = true;
    };
    screen.frame(draw);
    screen.pass(*screen.output.next_deadline_ms - screen.input.now_ms);
    screen.frame(draw);
    CHECK(screen.ui.semantics().nodes.empty());
    CHECK_FALSE(screen.output.next_deadline_ms.has_value());
}
