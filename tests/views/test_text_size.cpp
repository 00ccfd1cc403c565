// Every screen at 100, 150 and 200 % on the three sizes: no word cut, none over another, the keyboard in
// reading order.
#include "frame_check.h"
#include "screens_fixture.h"
#include "views_of_app.h"
#include "words_check.h"
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <array>
#include <format>

using namespace tsunagi;

namespace {

struct Size {
    const char* name;
    Vec2 px;
};
// As they are held, and so high that everything a screen scrolls to is painted.
constexpr std::array sizes{Size{"1180x820", {1180, 820}},   Size{"820x1180", {820, 1180}},
                           Size{"390x844", {390, 844}},     Size{"844x390", {844, 390}},
                           Size{"1180x9000", {1180, 9000}}, Size{"820x9000", {820, 9000}},
                           Size{"390x9000", {390, 9000}}};

void check_views(AppState& state, const std::vector<View>& all, float scale) {
    for (const View& view : all) {
        for (const Size& size : sizes) {
            begin_anew(state);
            ShellUi own;
            view.open(state, own);
            Commands commands;
            TestScreen screen(size.px);
            screen.input.text_scale = scale;
            std::vector<PaintedLine> lines;
            screen.ui.watch_words(&lines);
            screen.frames(2, [&](Ui& ui) { draw_app(ui, state, own, commands); });
            const std::string where = std::format("{} {} {}: ", view.name, size.name, scale);
            for (const std::string& wrong : find_unreadable(screen, lines)) FAIL_CHECK(where << wrong);
            for (const std::string& wrong : find_out_of_order(screen.ui.semantics())) {
                FAIL_CHECK(where << "order: " << wrong);
            }
            for (const std::string& wrong : find_broken_lists(screen.ui.semantics())) {
                FAIL_CHECK(where << "list: " << wrong);
            }
            for (const std::string& wrong : find_outside_card(screen.ui.semantics())) {
                FAIL_CHECK(where << "outside its card: " << wrong);
            }
            for (const SemanticNode& node : screen.ui.semantics().nodes) {
                if (!node.activates && node.role != NodeRole::textbox) continue;
                if (node.rect.h >= 47.5f && node.rect.w >= 47.5f) continue;
                FAIL_CHECK(where << "small: " << node.name << " " << node.rect.w << "x" << node.rect.h);
            }
        }
    }
}

constexpr float low_keyboard = 200;  // as high as one gets on a phone held sideways

// What is seen of a thing above the keyboard, CSS px.
Rect seen_of(const SemanticNode& node) {
    return intersect(intersect(node.rect, node.clip), {0, 0, 844, 390 - low_keyboard});
}

}  // namespace

TEST_CASE("on a phone held sideways the field typed in stays in sight above the keyboard", "[text_size]") {
    AppState state = make_ward();
    const float scale = GENERATE(1.0f, 1.5f, 2.0f);
    for (const View& view : views()) {
        begin_anew(state);
        ShellUi own;
        view.open(state, own);
        Commands commands;
        TestScreen screen({844, 390});
        screen.input.text_scale = scale;
        const auto draw = [&](Ui& ui) { draw_app(ui, state, own, commands); };
        screen.frames(2, draw);
        std::vector<std::string> fields;
        for (const SemanticNode& node : screen.ui.semantics().nodes) {
            if (node.role == NodeRole::textbox && node.state.enabled) fields.push_back(node.id);
        }
        // The first, one in the middle and the last: what is in the way differs by where a field lies.
        if (fields.size() > 3) fields = {fields.front(), fields[fields.size() / 2], fields.back()};
        for (const std::string& id : fields) {
            screen.field_event({id, FieldEventKind::focus, ""});
            screen.frame(draw);
            screen.input.keyboard_inset = low_keyboard;
            screen.frames(4, draw);
            const std::string where = std::format("{} {} {}", view.name, scale, id);
            if (!screen.has(id)) {
                FAIL_CHECK(where << ": is gone");
            } else {
                const Rect seen = seen_of(screen.node(id));
                if (seen.h < 44) FAIL_CHECK(where << ": " << seen.h << " px are seen");
            }
            screen.field_event({id, FieldEventKind::blur, ""});
            screen.input.keyboard_inset = 0;
            screen.frames(2, draw);
        }
    }
}

TEST_CASE("no word is cut at any text size of the daily work", "[text_size]") {
    AppState state = make_ward();
    check_views(state, views_of_work(), GENERATE(1.0f, 1.5f, 2.0f));
}

TEST_CASE("no word is cut at any text size of handing over and answering", "[text_size]") {
    AppState state = make_ward();
    check_views(state, views_of_exchange(), GENERATE(1.0f, 1.5f, 2.0f));
}

TEST_CASE("no word is cut at any text size of the tablet itself", "[text_size]") {
    AppState state = make_ward();
    check_views(state, views_of_tablet(), GENERATE(1.0f, 1.5f, 2.0f));
}

TEST_CASE("no word is cut at any text size of a conflict, a version or an identity", "[text_size]") {
    AppState state = make_disputed_ward();
    check_views(state, views_of_settling(), GENERATE(1.0f, 1.5f, 2.0f));
}
