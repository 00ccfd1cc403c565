// Scrolling follows the finger, flings decay, touches catch, and frames are asked for only while something
// moves.
#include "views/widgets.h"

#include "ui_fixture.h"
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include <cmath>

using namespace tsunagi;
using Catch::Matchers::WithinAbs;

namespace {

struct List {
    int pressed = 0;
    float length = 3000;
    void operator()(Ui& ui) {
        const Rect content = ui.begin_scroll("list", {0, 0, 400, 600});
        for (int i = 0; i < 50; ++i) {
            const Rect row{0, content.y + static_cast<float>(i) * 60, 400, 60};
            if (ui.pressed("row" + std::to_string(i), row, NodeRole::button, "行" + std::to_string(i)))
                ++pressed;
        }
        ui.end_scroll(content.y + length);
    }
};

void drag(TestScreen& screen, List& list, Vec2 from, float by, int steps, std::int64_t step_ms) {
    screen.touch(PointerPhase::down, from);
    screen.frame(std::ref(list));
    for (int i = 1; i <= steps; ++i) {
        const float part = by * static_cast<float>(i) / static_cast<float>(steps);
        screen.touch(PointerPhase::move, {from.x, from.y + part}, step_ms);
        screen.frame(std::ref(list));
    }
}

}  // namespace

TEST_CASE("the content stays under the finger") {
    TestScreen screen;
    List list;
    screen.frame(std::ref(list));
    drag(screen, list, {200, 400}, -150, 10, 0);
    CHECK_THAT(screen.ui.scroll_info("list").offset, WithinAbs(150, 0.01));
    CHECK(screen.ui.scroll_info("list").moving);
    screen.touch(PointerPhase::move, {200, 330});
    screen.frame(std::ref(list));
    CHECK_THAT(screen.ui.scroll_info("list").offset, WithinAbs(70, 0.01));
}

TEST_CASE("8 px are still a press, more is a scroll and presses nothing") {
    TestScreen screen;
    List list;
    screen.frame(std::ref(list));
    screen.touch(PointerPhase::down, {200, 30});
    screen.touch(PointerPhase::move, {200, 24});
    screen.touch(PointerPhase::up, {200, 24});
    screen.frames(3, std::ref(list));
    CHECK(list.pressed == 1);
    CHECK(screen.ui.scroll_info("list").offset == 0);
    screen.touch(PointerPhase::down, {200, 300});
    screen.touch(PointerPhase::move, {200, 291});
    screen.touch(PointerPhase::up, {200, 291}, 200);
    screen.frames(3, std::ref(list));
    CHECK(list.pressed == 1);
    CHECK_THAT(screen.ui.scroll_info("list").offset, WithinAbs(9, 0.01));
}

TEST_CASE("a fling runs on, slows down and comes to rest with no more frames wanted") {
    TestScreen screen;
    List list;
    screen.frame(std::ref(list));
    drag(screen, list, {200, 500}, -160, 8, 0);
    screen.touch(PointerPhase::up, {200, 340}, 1);
    screen.frame(std::ref(list));
    float last = screen.ui.scroll_info("list").offset;
    float last_step = 1e6f;
    int frames = 0;
    while (screen.output.wants_frames > 0 && frames < 1000) {
        screen.frame(std::ref(list));
        const float step = screen.ui.scroll_info("list").offset - last;
        CHECK(step >= 0);
        CHECK(step <= last_step + 0.01f);
        last_step = step;
        last += step;
        ++frames;
    }
    CHECK(frames > 30);
    CHECK(frames < 300);
    CHECK(last > 300);
    CHECK_FALSE(screen.ui.scroll_info("list").moving);
    const float resting = screen.ui.scroll_info("list").offset;
    screen.frames(5, std::ref(list));
    CHECK(screen.ui.scroll_info("list").offset == resting);
    CHECK(screen.output.wants_frames == 0);
}

TEST_CASE("what is let go runs on as fast as the finger was, and says so until it is caught") {
    for (const float by : {-160.0f, -80.0f}) {
        TestScreen screen;
        List list;
        screen.frame(std::ref(list));
        drag(screen, list, {200, 500}, by, 8, 0);  // a frame a step: 16 ms
        screen.touch(PointerPhase::up, {200, 500 + by}, 0);
        screen.frame(std::ref(list));
        CHECK(screen.output.flinging);
        const float let_go = screen.ui.scroll_info("list").offset;
        screen.frame(std::ref(list));
        const float step = screen.ui.scroll_info("list").offset - let_go;
        CHECK(std::abs(step + by / 8) < -by / 8 * 0.1f);
        screen.tap({200, 300});
        screen.frames(2, std::ref(list));
        CHECK_FALSE(screen.output.flinging);
        CHECK(list.pressed == 0);
    }
}

TEST_CASE("a touch catches a fling and presses nothing") {
    TestScreen screen;
    List list;
    screen.frame(std::ref(list));
    drag(screen, list, {200, 500}, -200, 8, 0);
    screen.touch(PointerPhase::up, {200, 300}, 1);
    screen.frames(4, std::ref(list));
    REQUIRE(screen.ui.scroll_info("list").moving);
    screen.tap({200, 300});
    screen.frames(3, std::ref(list));
    CHECK_FALSE(screen.ui.scroll_info("list").moving);
    CHECK(list.pressed == 0);
    screen.tap({200, 300});
    screen.frames(3, std::ref(list));
    CHECK(list.pressed == 1);
}

TEST_CASE("a finger that rests before it lifts does not fling") {
    TestScreen screen;
    List list;
    screen.frame(std::ref(list));
    drag(screen, list, {200, 500}, -200, 8, 0);
    screen.touch(PointerPhase::up, {200, 300}, 200);
    screen.frames(2, std::ref(list));
    CHECK_FALSE(screen.ui.scroll_info("list").moving);
    CHECK(screen.output.wants_frames == 0);
}

TEST_CASE("nothing scrolls beyond its ends, and shrinking content pulls it back") {
    TestScreen screen;
    List list;
    screen.frame(std::ref(list));
    screen.input.wheel.push_back({{200, 300}, {0, 9000}});
    screen.frame(std::ref(list));
    CHECK_THAT(screen.ui.scroll_info("list").offset, WithinAbs(2400, 0.01));
    CHECK(screen.ui.scroll_info("list").below == 0);
    list.length = 800;
    screen.frame(std::ref(list));
    CHECK_THAT(screen.ui.scroll_info("list").offset, WithinAbs(200, 0.01));
    screen.input.wheel.push_back({{200, 300}, {0, -9000}});
    screen.frame(std::ref(list));
    CHECK(screen.ui.scroll_info("list").offset == 0);
}

TEST_CASE("keys turn pages, and focus brings what it rests on into view") {
    TestScreen screen;
    List list;
    screen.frame(std::ref(list));
    screen.press_key(Key::page_down);
    screen.frame(std::ref(list));
    CHECK_THAT(screen.ui.scroll_info("list").offset, WithinAbs(540, 0.01));
    screen.press_key(Key::home);
    screen.frame(std::ref(list));
    screen.input.semantics.push_back({"list/row40", SemanticEventKind::focus, screen.input.now_ms});
    screen.frames(2, std::ref(list));
    const Rect row = screen.node("list/row40").rect;
    CHECK(row.y >= 0);
    CHECK(row.bottom() <= 600);
}

TEST_CASE("the inner area scrolls first, the other axis goes to the outer one") {
    TestScreen screen;
    const auto draw = [](Ui& ui) {
        const Rect page = ui.begin_scroll("page", {0, 0, 800, 600});
        const Rect strip = ui.begin_scroll("strip", {0, page.y + 100, 800, 100}, Axis::horizontal);
        ui.end_scroll(strip.x + 2000);
        ui.end_scroll(page.y + 2000);
    };
    screen.frame(draw);
    screen.touch(PointerPhase::down, {400, 150});
    screen.touch(PointerPhase::move, {300, 152});
    screen.frame(draw);
    CHECK(screen.ui.scroll_info("page/strip").offset == 100);
    CHECK(screen.ui.scroll_info("page").offset == 0);
    screen.touch(PointerPhase::up, {300, 152}, 300);
    screen.touch(PointerPhase::down, {400, 150});
    screen.touch(PointerPhase::move, {402, 90});
    screen.frame(draw);
    CHECK(screen.ui.scroll_info("page/strip").offset == 100);
    CHECK(screen.ui.scroll_info("page").offset == 60);
}

TEST_CASE("a page under a dialog does not scroll") {
    TestScreen screen;
    List list;
    const auto draw = [&](Ui& ui) {
        list(ui);
        const Rect body = begin_dialog(ui, "dialog", {.title = "対話"});
        end_dialog(ui, body.y + 40);
    };
    screen.frames(2, draw);
    screen.touch(PointerPhase::down, {200, 100});
    screen.touch(PointerPhase::move, {200, 20});
    screen.frame(draw);
    screen.input.wheel.push_back({{200, 100}, {0, 200}});
    screen.frame(draw);
    CHECK(screen.ui.scroll_info("list").offset == 0);
}

TEST_CASE("of a long list only what is near is drawn") {
    TestScreen screen;
    VisibleRows rows;
    const auto draw = [&](Ui& ui) {
        const Rect content = ui.begin_scroll("list", {0, 0, 400, 600});
        rows = visible_rows(ui, content, 60, 2000);
        ui.end_scroll(content.y + 120000);
    };
    screen.frame(draw);
    CHECK(rows.first == 0);
    CHECK(rows.end == 21);
    screen.ui.scroll_to("list", 60000);
    screen.frame(draw);
    CHECK(rows.first == 990);
    CHECK(rows.end == 1021);
    screen.ui.scroll_to("list", 1e9f);
    screen.frame(draw);
    CHECK(rows.end == 2000);
}
