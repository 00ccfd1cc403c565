// A wristband read by a reader goes to the field that wants an id, and to no other.
#include "views/shell.h"
#include "views/widgets.h"

#include "screens_fixture.h"
#include "ui_fixture.h"
#include <catch2/catch_test_macros.hpp>

using namespace tsunagi;

namespace {

// 自由記述 and 患者ID, one above the other; what each was told to keep.
struct Page {
    std::string note = "家に帰りたい";
    std::string patient_id = "00000000";
    int committed = 0;
    bool dialog = false;
    std::string unclaimed;

    void operator()(Ui& ui) {
        const FieldResult free = draw_field(ui, "note", {0, 0, 400, 0},
                                            {.label = "記録", .value = note, .kind = FieldKind::lines});
        if (free.committed) note = free.text;
        FieldSpec spec{.label = "患者ID", .value = patient_id};
        spec.takes_code = true;
        const FieldResult id = draw_field(ui, "id", {0, 300, 400, 0}, spec);
        if (id.committed) {
            patient_id = id.text;
            ++committed;
        }
        if (dialog) {
            const Rect body = begin_dialog(ui, "dialog", {.title = "対話"});
            end_dialog(ui, body.y + 20);
        }
        if (const std::string code = ui.take_unclaimed_code(); !code.empty()) unclaimed = code;
    }
};

}  // namespace

TEST_CASE("a code read goes to the field for ids although another is typed in") {
    TestScreen screen;
    Page page;
    screen.frame(std::ref(page));
    screen.field_event({"note", FieldEventKind::focus, page.note});
    screen.frame(std::ref(page));
    screen.input.code = "12345678";
    screen.frames(3, std::ref(page));
    CHECK(page.patient_id == "12345678");
    CHECK(page.committed == 1);
    CHECK(page.note == "家に帰りたい");
    CHECK(page.unclaimed.empty());
    CHECK(screen.output.field_commands.empty());
}

TEST_CASE("a code replaces what stands in the focused field for ids, and is committed once") {
    TestScreen screen;
    Page page;
    screen.frame(std::ref(page));
    screen.field_event({"id", FieldEventKind::focus, page.patient_id});
    screen.frame(std::ref(page));
    screen.input.code = "12345678";
    screen.frame(std::ref(page));
    REQUIRE(screen.output.field_commands.size() == 1);
    CHECK(screen.output.field_commands[0] == FieldCommand{"id", FieldCommandKind::replace, "12345678"});
    screen.field_event({"id", FieldEventKind::input, "12345678"});
    screen.field_event({"id", FieldEventKind::blur, "12345678"});
    screen.frames(3, std::ref(page));
    CHECK(page.patient_id == "12345678");
    CHECK(page.committed == 1);
}

TEST_CASE("a code is not written behind a dialog") {
    TestScreen screen;
    Page page;
    page.dialog = true;
    screen.frames(2, std::ref(page));
    screen.input.code = "12345678";
    screen.frames(2, std::ref(page));
    CHECK(page.patient_id == "00000000");
    CHECK(page.unclaimed == "12345678");
}

TEST_CASE("a wristband is compared with the patient that is open, and the patient found by it") {
    AppState state = make_ward();
    ShellUi shell;
    Bench bench(wide, [&](Ui& ui, Commands& commands) { draw_app(ui, state, shell, commands); });
    const DocumentId own = state.library.of_kind(Kind::case_).front();
    const std::string id = state.library.answers(own).text("patient_id");
    REQUIRE_FALSE(id.empty());

    state.place = {Screen::case_home, own, {}, {}};
    bench.settle();
    bench.screen.input.code = id;
    bench.settle();
    CHECK(bench.says("開いている患者のIDと一致しました"));

    bench.screen.input.code = "99999999";
    bench.settle();
    CHECK(bench.says("開いている患者のものではありません"));
    bench.press(NodeRole::button, "症例を探す");
    const auto* gone = find_command<cmd::GoTo>(bench.commands);
    REQUIRE(gone != nullptr);
    CHECK(gone->place.screen == Screen::cases);
    CHECK(shell.cases.search == "99999999");
}

TEST_CASE("a code fills the search on the list of cases and the id of a new case") {
    AppState state = make_ward();
    state.place = {Screen::cases, {}, {}, {}};
    ShellUi shell;
    Bench bench(wide, [&](Ui& ui, Commands& commands) { draw_app(ui, state, shell, commands); });
    bench.screen.input.code = "20431187";
    bench.settle();
    CHECK(shell.cases.search == "20431187");
    bench.press(NodeRole::button, "症例を追加");
    bench.screen.input.code = "55555555";
    bench.settle();
    CHECK(shell.cases.search == "20431187");
    REQUIRE(shell.cases.fields.size() == 1);
    CHECK(shell.cases.fields[0].first == "patient_id");
    CHECK(shell.cases.fields[0].second == Value{std::string("55555555")});
}
