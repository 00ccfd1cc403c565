// Text fields: the DOM is the truth while focused, what is typed is delivered once, and nothing typed is
// lost.
#include "views/widgets.h"

#include "ui_fixture.h"
#include <catch2/catch_test_macros.hpp>

using namespace tsunagi;

namespace {

struct FieldPage {
    std::string value = "はじめ";
    FieldSpec spec = {.label = "願い", .record = "doc|patient_wish", .kind = FieldKind::line};
    bool shown = true;
    std::vector<std::string> committed;
    std::vector<std::string> changed;
    int submitted = 0;
    FieldResult last;

    void operator()(Ui& ui) {
        if (!shown) return;
        spec.value = value;
        last = draw_field(ui, "wish", {100, 100, 400, 0}, spec);
        if (last.changed) changed.push_back(last.text);
        if (last.submitted) ++submitted;
        if (last.committed) {
            committed.push_back(last.text);
            value = last.text;
        }
    }
};

FieldEvent event(FieldEventKind kind, std::string value, bool composing = false) {
    const auto end = static_cast<std::int32_t>(value.size() / 3);
    return {"wish", kind, std::move(value), end, end, composing};
}

const FieldRequest& request_of(const TestScreen& screen) {
    REQUIRE(screen.output.fields.size() == 1);
    return screen.output.fields.front();
}

}  // namespace

TEST_CASE("a field asks for a DOM field over its words") {
    TestScreen screen;
    FieldPage form;
    screen.frame(std::ref(form));
    const FieldRequest& request = request_of(screen);
    CHECK(request.id == "wish");
    CHECK(request.value == "はじめ");
    CHECK(request.label == "願い");
    CHECK(request.font_px == 18);
    CHECK(request.line_px == 28);
    const SemanticNode& node = screen.node("wish");
    CHECK(node.role == NodeRole::textbox);
    CHECK(node.value == "はじめ");
    CHECK(node.rect.contains(request.rect.center()));
    CHECK(node.rect.h == 48);
    screen.frame(std::ref(form));
    CHECK_FALSE(screen.output.fields_changed);
}

TEST_CASE("a composition is never answered and commits once when the field is left") {
    TestScreen screen;
    FieldPage form;
    screen.frame(std::ref(form));
    screen.field_event(event(FieldEventKind::focus, "はじめ"));
    screen.frame(std::ref(form));
    CHECK(form.last.focused);
    CHECK_FALSE(form.last.changed);
    for (const char* step : {"はじめk", "はじめか", "はじめかんじゃ", "はじめ患者"}) {
        screen.field_event(event(FieldEventKind::input, step, true));
        screen.frame(std::ref(form));
        CHECK(request_of(screen).value == step);
        CHECK(screen.output.field_commands.empty());
    }
    CHECK(form.changed.size() == 4);
    CHECK(form.committed.empty());
    screen.field_event(event(FieldEventKind::blur, "はじめ患者"));
    screen.frames(4, std::ref(form));
    CHECK(form.committed == std::vector<std::string>{"はじめ患者"});
    CHECK_FALSE(form.last.focused);
}

TEST_CASE("while focused, a value from elsewhere is not written into the field") {
    TestScreen screen;
    FieldPage form;
    screen.frame(std::ref(form));
    screen.field_event(event(FieldEventKind::focus, "はじめ"));
    screen.field_event(event(FieldEventKind::input, "はじめて", true));
    screen.frame(std::ref(form));
    form.value = "よそから来た";
    screen.frames(2, std::ref(form));
    CHECK(request_of(screen).value == "はじめて");
    CHECK(form.last.text == "はじめて");
}

TEST_CASE("a cancelled composition changes nothing and commits nothing") {
    TestScreen screen;
    FieldPage form;
    screen.frame(std::ref(form));
    screen.field_event(event(FieldEventKind::focus, "はじめ"));
    screen.field_event(event(FieldEventKind::input, "はじめか", true));
    screen.frame(std::ref(form));
    screen.field_event(event(FieldEventKind::input, "はじめ"));
    screen.field_event(event(FieldEventKind::blur, "はじめ"));
    screen.frames(3, std::ref(form));
    CHECK(form.committed.empty());
}

TEST_CASE("Enter that ends a composition submits nothing; the next one does, once") {
    TestScreen screen;
    FieldPage form;
    screen.frame(std::ref(form));
    screen.field_event(event(FieldEventKind::focus, "はじめ"));
    screen.field_event(event(FieldEventKind::input, "患者", true));
    screen.field_event(event(FieldEventKind::enter, "患者", true));
    screen.frames(2, std::ref(form));
    CHECK(form.submitted == 0);
    CHECK(form.committed.empty());
    screen.field_event(event(FieldEventKind::enter, "患者"));
    screen.frames(3, std::ref(form));
    CHECK(form.submitted == 1);
    CHECK(form.committed == std::vector<std::string>{"患者"});
    screen.field_event(event(FieldEventKind::blur, "患者"));
    screen.frames(3, std::ref(form));
    CHECK(form.committed.size() == 1);
}

TEST_CASE("going from one field to the next commits the first") {
    TestScreen screen;
    std::vector<std::string> committed;
    const auto draw = [&](Ui& ui) {
        for (const char* key : {"a", "b"}) {
            const float y = *key == 'a' ? 100.0f : 200.0f;
            const FieldResult result = draw_field(ui, key, {0, y, 300, 0}, {.label = key});
            if (result.committed) committed.push_back(std::string(key) + ":" + result.text);
        }
    };
    screen.frame(draw);
    screen.field_event({"a", FieldEventKind::focus, ""});
    screen.field_event({"a", FieldEventKind::input, "一"});
    screen.field_event({"b", FieldEventKind::focus, ""});
    screen.frames(2, draw);
    CHECK(committed == std::vector<std::string>{"a:一"});
}

TEST_CASE("a tap on Save in the middle of typing: the text is committed before Save runs") {
    TestScreen screen;
    std::string saved;
    std::string value;
    const auto draw = [&](Ui& ui) {
        // The button comes first in the frame, the field's commit after it.
        if (draw_button(ui, "save", {0, 0, 120, 48}, {.label = "保存する"})) saved = value;
        const FieldResult result =
            draw_field(ui, "wish", {0, 100, 300, 0}, {.label = "願い", .value = value});
        if (result.committed) value = result.text;
    };
    screen.frame(draw);
    screen.field_event({"wish", FieldEventKind::focus, ""});
    screen.field_event({"wish", FieldEventKind::input, "家に帰りたい", 0, 0, true});
    screen.frame(draw);
    screen.field_event({"wish", FieldEventKind::blur, "家に帰りたい"});
    screen.tap({60, 24});
    screen.frames(4, draw);
    CHECK(saved == "家に帰りたい");
}

TEST_CASE("a field that vanishes while it is typed in leaves its text behind, with its record") {
    TestScreen screen;
    FieldPage form;
    screen.frame(std::ref(form));
    screen.field_event(event(FieldEventKind::focus, "はじめ"));
    screen.field_event(event(FieldEventKind::input, "書きかけ", true));
    screen.frame(std::ref(form));
    form.shown = false;
    screen.frame(std::ref(form));
    REQUIRE(screen.output.left_behind.size() == 1);
    CHECK(screen.output.left_behind[0].record == "doc|patient_wish");
    CHECK(screen.output.left_behind[0].text == "書きかけ");
    screen.frame(std::ref(form));
    CHECK(screen.output.left_behind.empty());
    CHECK(form.committed.empty());
}

TEST_CASE("a field left in the very frame its screen goes leaves its text behind too") {
    TestScreen screen;
    FieldPage form;
    screen.frame(std::ref(form));
    screen.field_event(event(FieldEventKind::focus, "はじめ"));
    screen.field_event(event(FieldEventKind::input, "書いた"));
    screen.frame(std::ref(form));
    form.shown = false;
    screen.field_event(event(FieldEventKind::blur, "書いた"));
    screen.frame(std::ref(form));
    REQUIRE(screen.output.left_behind.size() == 1);
    CHECK(screen.output.left_behind[0].text == "書いた");
}

TEST_CASE("a phrase goes to the caret of a focused field by the DOM, of an idle one by a new text") {
    TestScreen screen;
    FieldPage form;
    screen.frame(std::ref(form));
    CHECK(screen.ui.insert_text("wish", "はじめ", "。段差") == "はじめ。段差");
    FieldEvent typed = event(FieldEventKind::focus, "一二三𠮷四");
    screen.field_event(typed);
    screen.frame(std::ref(form));
    CHECK_FALSE(screen.ui.insert_text("wish", "一二三𠮷四", "段差").has_value());
    screen.frame(std::ref(form));
    REQUIRE(screen.output.field_commands.size() == 1);
    CHECK(screen.output.field_commands[0].kind == FieldCommandKind::insert);
    CHECK(screen.output.field_commands[0].text == "段差");
    typed.kind = FieldEventKind::blur;
    typed.selection_start = typed.selection_end = 5;  // after the surrogate pair
    screen.field_event(typed);
    screen.frame(std::ref(form));
    CHECK(screen.ui.insert_text("wish", "一二三𠮷四", "段") == "一二三𠮷段四");
    CHECK(screen.ui.insert_text("wish", "一二三𠮷段四", "差") == "一二三𠮷段差四");
    CHECK(screen.ui.insert_text("wish", "すっかり別の文", "。") == "すっかり別の文。");
}

TEST_CASE("a box of lines grows as it is typed in, within the same frame") {
    TestScreen screen;
    FieldPage form;
    form.spec.kind = FieldKind::lines;
    form.spec.min_lines = 2;
    screen.frame(std::ref(form));
    const float before = screen.node("wish").rect.h;
    CHECK(before == 2 * 28 + 20);
    screen.field_event(event(FieldEventKind::focus, "はじめ"));
    screen.field_event(event(FieldEventKind::input, "一\n二\n三\n四\n五"));
    screen.frame(std::ref(form));
    CHECK(screen.passes == 2);
    CHECK(screen.node("wish").rect.h == 5 * 28 + 20);
    CHECK(form.changed.size() == 1);
}

TEST_CASE("fields under a dialog have no DOM field, and what was typed is still heard") {
    TestScreen screen;
    FieldPage form;
    bool open = false;
    const auto draw = [&](Ui& ui) {
        form(ui);
        if (!open) return;
        const Rect body = begin_dialog(ui, "dialog", {.title = "対話"});
        end_dialog(ui, body.y + 20);
    };
    screen.frame(draw);
    screen.field_event(event(FieldEventKind::focus, "はじめ"));
    screen.field_event(event(FieldEventKind::input, "途中"));
    screen.frame(draw);
    open = true;
    screen.frame(draw);
    CHECK(screen.output.fields.empty());
    screen.field_event(event(FieldEventKind::blur, "途中"));
    screen.frame(draw);
    CHECK(form.committed == std::vector<std::string>{"途中"});
}

TEST_CASE("a secret is never in the semantics") {
    TestScreen screen;
    const auto draw = [](Ui& ui) {
        draw_field(ui, "password", {0, 0, 300, 0},
                   {.label = "パスワード", .value = "himitsu", .kind = FieldKind::secret});
    };
    screen.frame(draw);
    CHECK(screen.node("password").value.empty());
    for (const SemanticNode& node : screen.ui.semantics().nodes)
        CHECK(node.name.find("himitsu") == std::string::npos);
}

TEST_CASE("the keyboard's inset brings the focused field above it") {
    TestScreen screen;
    const auto draw = [](Ui& ui) {
        const Rect content = ui.begin_scroll("page", ui.screen());
        draw_field(ui, "low", {0, content.y + 700, 400, 0}, {.label = "下の欄"});
        ui.end_scroll(content.y + 1400);
    };
    screen.frame(draw);
    screen.field_event({"page/low", FieldEventKind::focus, ""});
    screen.frame(draw);
    screen.input.keyboard_inset = 300;
    screen.frame(draw);
    screen.frame(draw);
    CHECK(screen.node("page/low").rect.bottom() <= 820 - 300);
    CHECK(screen.node("page/low").rect.y >= 0);
}

TEST_CASE("of a text longer than what the keyboard leaves, the line of the caret is seen") {
    TestScreen screen(phone);
    std::string text;
    for (int i = 0; i < 40; ++i) text += "家に帰りたい\n";
    std::string value = text;
    const auto draw = [&](Ui& ui) {
        const Rect content = ui.begin_scroll("page", ui.screen());
        const FieldResult result = draw_field(ui, "long", {16, content.y + 200, 358, 0},
                                              {.label = "記録", .value = value, .kind = FieldKind::lines});
        if (result.committed) value = result.text;
        ui.end_scroll(result.bottom + 100);
    };
    const auto line_of_caret = [&](std::int32_t newlines) {
        return screen.node("page/long").rect.y + 10 + static_cast<float>(newlines) * 28;
    };
    screen.frames(2, draw);
    const auto units = static_cast<std::int32_t>(40 * 7);
    screen.field_event({"page/long", FieldEventKind::focus, text, units, units});
    screen.frame(draw);
    screen.input.keyboard_inset = 336;
    screen.frames(2, draw);
    CHECK(line_of_caret(40) >= 0);
    CHECK(line_of_caret(40) + 28 <= 844 - 336);
    for (int i = 1; i <= 5; ++i) {
        text += "まだ続く\n";
        const std::int32_t end = units + 5 * i;
        screen.field_event({"page/long", FieldEventKind::input, text, end, end});
        screen.frames(2, draw);
        CHECK(line_of_caret(40 + i) + 28 <= 844 - 336);
    }
    screen.field_event({"page/long", FieldEventKind::selection, text, 0, 0});
    screen.frames(2, draw);
    CHECK(line_of_caret(0) >= 0);
    CHECK(line_of_caret(0) + 28 <= 844 - 336);
}

TEST_CASE("a phrase is put between characters, never into one") {
    TestScreen screen;
    FieldPage form;
    screen.frame(std::ref(form));
    const std::string name = "葛\U000E0100飾";  // 1 + 2 + 1 UTF-16 units
    for (std::int32_t unit = 0; unit <= 4; ++unit) {
        screen.field_event({"wish", FieldEventKind::focus, name, unit, unit});
        screen.field_event({"wish", FieldEventKind::blur, name, unit, unit});
        screen.frames(2, std::ref(form));
        const auto text = screen.ui.insert_text("wish", name, "、");
        REQUIRE(text.has_value());
        CHECK(text->find("葛\U000E0100") != std::string::npos);
    }
}

TEST_CASE("the keyboard walks into fields and out of them") {
    TestScreen screen;
    FieldPage form;
    const auto draw = [&](Ui& ui) {
        draw_button(ui, "before", {0, 0, 100, 48}, {.label = "前"});
        form(ui);
    };
    screen.frame(draw);
    screen.press_key(Key::tab);
    screen.frame(draw);
    screen.press_key(Key::tab);
    screen.frame(draw);
    CHECK(screen.output.focus == "wish");
    REQUIRE(screen.output.field_commands.size() == 1);
    CHECK(screen.output.field_commands[0] == FieldCommand{"wish", FieldCommandKind::focus, {}});
    screen.field_event(event(FieldEventKind::focus, "はじめ"));
    screen.frame(draw);
    screen.field_event(event(FieldEventKind::shift_tab, "はじめ"));
    screen.frame(draw);
    CHECK(screen.output.focus == "before");
}
