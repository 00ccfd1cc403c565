// Every view at every size of a screen and of its text: no word cut, none over another, the keyboard in
// reading order. At 150 % in a deep run alone: what holds at 100 and at 200 % rarely fails between them.
#include "support/parts.h"

#include "frame_check.h"
#include "screens_fixture.h"
#include "views_of_app.h"
#include "words_check.h"
#include <catch2/catch_template_test_macros.hpp>

#include <algorithm>
#include <array>
#include <format>
#include <initializer_list>
#include <utility>

using namespace tsunagi;

namespace {

constexpr std::array as_held{wide, medium, phone, phone_sideways};
// So high that everything a screen scrolls to is painted.
constexpr float all_of_it = 9000;

// Whether there is more of the view than is in sight.
bool reaches_out_of_sight(const SemanticsFrame& frame) {
    return std::ranges::any_of(frame.nodes, [](const SemanticNode& node) {
        return node.rect.h > 0 && node.rect.bottom() > node.clip.bottom() + 1;
    });
}

// A view as it stands once it has been opened.
struct Shown {
    Shown(AppState& opened, const View& view, Vec2 size, float scale)
        : state(opened),
          where(std::format("{} {}x{} {}", view.name, size.x, size.y, scale)),
          screen(size, Glyphs::measured) {
        begin_anew(state);
        view.open(state, own);
        screen.input.text_scale = scale;
        screen.ui.watch_words(&lines);
        draw_frames(2);
    }
    void draw_frames(int count) {
        screen.frames(count, [this](Ui& ui) { draw_app(ui, state, own, commands); });
    }

    AppState& state;
    std::string where;
    ShellUi own;
    Commands commands;
    std::vector<PaintedLine> lines;
    TestScreen screen;
};

// Returns whether a higher screen would show more.
bool check_view(AppState& state, const View& view, Vec2 size, float scale) {
    const Shown shown(state, view, size, scale);
    const SemanticsFrame& frame = shown.screen.ui.semantics();
    std::vector<std::string> wrong = find_unreadable(shown.screen, shown.lines);
    for (const std::string& order : find_out_of_order(frame)) wrong.push_back("order: " + order);
    for (const std::string& list : find_broken_lists(frame)) wrong.push_back("list: " + list);
    for (const std::string& node : find_outside_card(frame)) wrong.push_back("outside its card: " + node);
    for (const std::string& small : find_small(frame)) wrong.push_back("small: " + small);
    INFO(shown.where);
    CHECK(wrong == std::vector<std::string>{});
    return reaches_out_of_sight(frame);
}

void check_view_at_all_sizes(AppState& state, const View& view, float scale) {
    for (const Vec2 size : as_held) {
        const bool more = check_view(state, view, size, scale);
        // As wide as a phone is high nothing is laid out in another way than on a tablet held upright.
        if (more && size != phone_sideways) check_view(state, view, {size.x, all_of_it}, scale);
    }
}

template <class Part>
void check_part(std::initializer_list<float> scales) {
    AppState ward = make_ward();
    AppState disputed = make_disputed_ward();
    std::size_t number = 0;
    for (const auto& [state, all] : {std::pair{&ward, views()}, std::pair{&disputed, views_of_settling()}}) {
        for (const View& view : all) {
            if (!Part::deals(number++)) continue;
            for (const float scale : scales) check_view_at_all_sizes(*state, view, scale);
        }
    }
}

// --- a phone held sideways, with a keyboard

constexpr float low_keyboard = 200;  // as high as one gets on a phone held sideways

// What is seen of a thing above the keyboard, CSS px.
Rect seen_of(const SemanticNode& node) {
    return intersect(intersect(node.rect, node.clip),
                     {0, 0, phone_sideways.x, phone_sideways.y - low_keyboard});
}

void check_above_keyboard(Shown& shown, const std::string& id) {
    TestScreen& screen = shown.screen;
    screen.field_event({id, FieldEventKind::focus, ""});
    shown.draw_frames(1);
    screen.input.keyboard_inset = low_keyboard;
    shown.draw_frames(4);
    INFO(shown.where << " " << id);
    CHECK(screen.has(id));
    if (screen.has(id)) CHECK(seen_of(screen.node(id)).h >= 44);
    screen.field_event({id, FieldEventKind::blur, ""});
    screen.input.keyboard_inset = 0;
    shown.draw_frames(2);
}

void check_fields(AppState& state, const View& view, float scale) {
    Shown shown(state, view, phone_sideways, scale);
    std::vector<std::string> fields;
    for (const SemanticNode& node : shown.screen.ui.semantics().nodes) {
        if (node.role == NodeRole::textbox && node.state.enabled) fields.push_back(node.id);
    }
    // The first, one in the middle and the last: what is in the way differs by where a field lies.
    if (fields.size() > 3) fields = {fields.front(), fields[fields.size() / 2], fields.back()};
    for (const std::string& id : fields) check_above_keyboard(shown, id);
}

template <class Part>
void check_keyboard_part(std::initializer_list<float> scales) {
    AppState state = make_ward();
    std::size_t number = 0;
    for (const View& view : views()) {
        if (!Part::deals(number++)) continue;
        for (const float scale : scales) check_fields(state, view, scale);
    }
}

}  // namespace

TEMPLATE_LIST_TEST_CASE("no word is cut, at 100 and at 200 %", "[text_size]", Parts<12>) {
    check_part<TestType>({1.0f, 2.0f});
}

TEMPLATE_LIST_TEST_CASE("no word is cut, at 150 %", "[text_size][.deep]", Parts<12>) {
    check_part<TestType>({1.5f});
}

TEMPLATE_LIST_TEST_CASE("on a phone held sideways the field typed in stays in sight above the keyboard",
                        "[text_size]", Parts<4>) {
    check_keyboard_part<TestType>({1.0f, 2.0f});
}

TEMPLATE_LIST_TEST_CASE("the field typed in stays in sight above the keyboard, at 150 %",
                        "[text_size][.deep]", Parts<4>) {
    check_keyboard_part<TestType>({1.5f});
}
