// Conflicts, 確定, the history and the identity question as a person meets them on the screen.
#include "app/cases.h"
#include "app/field_words.h"
#include "core/strings.h"
#include "views/shell.h"

#include "screens_fixture.h"
#include "settling_fixture.h"
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <array>

using namespace tsunagi;
using namespace std::string_literals;

namespace {

Bench bench_of(AppState& state, ShellUi& own, Vec2 size = wide) {
    return {size, [&state, &own](Ui& ui, Commands& commands) { draw_app(ui, state, own, commands); }};
}

// As App does with what the screens ask for.
void take_question(AppState& state, Bench& bench) {
    for (const Command& command : bench.commands) {
        if (const auto* asked = command.get_if<cmd::AskField>()) state.question = asked->question;
        if (command.get_if<cmd::PutAwayQuestion>()) state.question = {};
    }
    bench.commands.clear();
    bench.settle();
}

}  // namespace

TEST_CASE("a field in conflict cannot be typed in, says so, and leads to both texts", "[settling]") {
    AppState state = make_ward();
    disagree(state, watanabe_note, "patient_wish", "家へ帰りたい"s, "施設もよい"s);
    state.place = Place{Screen::conference, watanabe, watanabe_note, {}};
    ShellUi own;
    own.conference.note = watanabe_note;
    own.conference.section = "s_wish";
    Bench bench = bench_of(state, own);
    CHECK(bench.says(tr("conflict.mark")));
    bench.check_all();
    const auto& nodes = bench.screen.ui.semantics().nodes;
    CHECK(std::ranges::none_of(nodes, [](const SemanticNode& node) {
        return node.role == NodeRole::textbox && node.id.contains("patient_wish");
    }));
    const Item* item = item_at(state, watanabe_note, "patient_wish");
    REQUIRE(item);
    bench.press(NodeRole::button, tr("conflict.open_of", {{"what", label_of(*item)}}));
    const auto* asked = find_command<cmd::AskField>(bench.commands);
    REQUIRE(asked);
    CHECK(asked->question == FieldQuestion{FieldQuestion::Is::settle, watanabe_note, "patient_wish"});
    take_question(state, bench);
    CHECK(bench.says("家へ帰りたい"));
    CHECK(bench.says("施設もよい"));
    CHECK(bench.says("梶谷 むつみ"));
    CHECK(bench.says(tr("settle.other_device")));
    bench.check_all();
}

TEST_CASE("one text is chosen, or both are kept and edited, or a third is written", "[settling]") {
    AppState state = make_ward();
    disagree(state, watanabe_note, "patient_wish", "家へ帰りたい"s, "施設もよい"s);
    state.place = Place{Screen::case_home, watanabe, {}, {}};
    state.question = {FieldQuestion::Is::settle, watanabe_note, "patient_wish"};
    ShellUi own;
    own.case_id = watanabe;
    Bench bench = bench_of(state, own);
    const auto settled = [&bench]() -> const cmd::Settle* {
        return find_command<cmd::Settle>(bench.commands);
    };
    REQUIRE_FALSE(bench.find(NodeRole::button, tr("settle.go"))->state.enabled);
    SECTION("one") {
        bench.press(NodeRole::radio, "施設もよい");
        bench.press(NodeRole::button, tr("settle.go"));
        REQUIRE(settled());
        CHECK(settled()->value == Value{"施設もよい"s});
        CHECK(settled()->seen.size() == 2);
    }
    SECTION("both, in order, edited") {
        bench.press(NodeRole::radio, tr("settle.both"));
        CHECK(bench.find(NodeRole::textbox, tr("settle.text"))->value == "家へ帰りたい\n施設もよい");
        bench.type(tr("settle.text"), "家へ帰りたい。施設もよい");
        bench.press(NodeRole::button, tr("settle.go"));
        REQUIRE(settled());
        CHECK(settled()->value == Value{"家へ帰りたい。施設もよい"s});
    }
    SECTION("anew") {
        bench.press(NodeRole::radio, tr("settle.anew"));
        CHECK_FALSE(bench.find(NodeRole::button, tr("settle.go"))->state.enabled);
        bench.type(tr("settle.text"), "本人ともう一度話す");
        bench.press(NodeRole::button, tr("settle.go"));
        REQUIRE(settled());
        CHECK(settled()->value == Value{"本人ともう一度話す"s});
    }
    SECTION("later") {
        bench.press(NodeRole::button, tr("settle.later"));
        CHECK_FALSE(settled());
        CHECK(find_command<cmd::PutAwayQuestion>(bench.commands));
    }
}

TEST_CASE("a tick, a day or a choice can only be one of the two; a deletion is told", "[settling]") {
    AppState state = make_ward();
    disagree(state, watanabe, "planned_discharge_date", Value{Date{"2026-12-01"}}, Value{});
    state.place = Place{Screen::case_home, watanabe, {}, {}};
    state.question = {FieldQuestion::Is::settle, watanabe, "planned_discharge_date"};
    ShellUi own;
    own.case_id = watanabe;
    Bench bench = bench_of(state, own);
    CHECK(bench.find(NodeRole::radio, tr("settle.deleted")));
    CHECK(bench.says("2026年12月1日"));
    CHECK_FALSE(bench.find(NodeRole::radio, tr("settle.both")));
    CHECK_FALSE(bench.find(NodeRole::radio, tr("settle.anew")));
    bench.press(NodeRole::radio, tr("settle.deleted"));
    bench.press(NodeRole::button, tr("settle.go"));
    REQUIRE(find_command<cmd::Settle>(bench.commands));
    CHECK(is_empty(find_command<cmd::Settle>(bench.commands)->value));
}

TEST_CASE("the patient's page lists the conflicts, the list and 今日 count them", "[settling]") {
    AppState state = make_ward();
    disagree(state, watanabe_note, "patient_wish", "家"s, "施設"s);
    disagree(state, watanabe, "planned_discharge_date", Value{Date{"2026-12-01"}}, Value{Date{"2026-12-08"}});
    ShellUi own;
    SECTION("the page") {
        state.place = Place{Screen::case_home, watanabe, {}, {}};
        Bench bench = bench_of(state, own);
        CHECK(bench.find(NodeRole::heading, tr("conflict.card")));
        CHECK(bench.says(field_words(state, watanabe, "planned_discharge_date")));
        bench.check_all();
    }
    SECTION("the list") {
        state.place = Place{Screen::cases, {}, {}, {}};
        Bench bench = bench_of(state, own);
        CHECK(bench.says(tr("conflict.count", {{"n", "2"}})));
    }
    SECTION("今日, for those in hospital") {
        const CaseSummary inside = list_cases(state).front();
        REQUIRE(inside.in_hospital);
        disagree(state, inside.id, "ward_nurse", "渡辺 ゆかり"s, "勘解由小路 茉莉花"s);
        state.place = Place{Screen::today, {}, {}, {}};
        Bench bench = bench_of(state, own);
        bench.press(NodeRole::button, tr("conflict.open"));
        const auto* there = find_command<cmd::GoTo>(bench.commands);
        REQUIRE(there);
        CHECK(there->place == Place{Screen::case_home, inside.id, {}, {}});
    }
}

TEST_CASE("a checklist row in conflict asks instead of ticking", "[settling]") {
    AppState state = make_ward();
    const DocumentId list = find_checklist(state, watanabe);
    REQUIRE_FALSE(list.empty());
    const auto phases = list_checklist(state, watanabe);
    const ChecklistRow& row = phases.front().rows.front();
    disagree(state, list, row.item + ".answer", Coding{"done", "済", "urn:tsunagi:code:checklist-answer"},
             Coding{"open", "未", "urn:tsunagi:code:checklist-answer"});
    state.place = Place{Screen::checklist, watanabe, {}, {}};
    ShellUi own;
    own.case_id = watanabe;
    own.checklist.phase = 0;
    Bench bench = bench_of(state, own);
    CHECK(bench.says(tr("conflict.chip")));
    const auto& nodes = bench.screen.ui.semantics().nodes;
    const auto answer = std::ranges::find_if(nodes, [&row](const SemanticNode& node) {
        return node.role == NodeRole::radio && node.id.contains(row.item + "/");
    });
    REQUIRE(answer != nodes.end());
    bench.screen.click_mirror(std::string(answer->id));
    bench.settle();
    CHECK_FALSE(find_command<cmd::EditTogether>(bench.commands));
    CHECK(find_command<cmd::AskField>(bench.commands));
}

TEST_CASE("the history offers earlier words back; a reader only reads", "[settling]") {
    AppState state = make_ward();
    write(state, watanabe_note, "patient_wish", "一度目の言葉"s);
    write(state, watanabe_note, "patient_wish", "二度目の言葉"s);
    state.place = Place{Screen::case_home, watanabe, {}, {}};
    state.question = {FieldQuestion::Is::history, watanabe_note, "patient_wish"};
    ShellUi own;
    own.case_id = watanabe;
    const std::string back = tr("history.bring_back_of", {{"what", "一度目の言葉"}});
    SECTION("whoever writes") {
        Bench bench = bench_of(state, own);
        bench.check_all();
        bench.press(NodeRole::button, back);
        const auto* edit = find_command<cmd::Edit>(bench.commands);
        REQUIRE(edit);
        CHECK(edit->path == "patient_wish");
        CHECK(edit->value == Value{"一度目の言葉"s});
    }
    SECTION("whoever reads") {
        state.who->role = role_reader;
        Bench bench = bench_of(state, own);
        const SemanticNode* button = bench.find(NodeRole::button, back);
        CHECK((button == nullptr || !button->state.enabled));
    }
    SECTION("the whole note") {
        state.question = {};
        state.place = Place{Screen::history, watanabe, watanabe_note, {}};
        Bench bench = bench_of(state, own);
        CHECK(bench.find(NodeRole::heading, tr("history.title")));
        CHECK(bench.says("二度目の言葉"));
        bench.check_all();
    }
}

TEST_CASE("確定 is asked for, shown with name and time, and compared", "[settling]") {
    AppState state = make_ward();
    state.place = Place{Screen::conference, watanabe, watanabe_note, {}};
    ShellUi own;
    own.conference.note = watanabe_note;
    own.conference.section = "s_wish";
    SECTION("asked for") {
        Bench bench = bench_of(state, own);
        bench.press(NodeRole::button, tr("finalise.go"));
        CHECK(own.conference.finalising);
        bench.check_all();
        return;
    }
    declare_final(state, watanabe_note);
    write(state, watanabe_note, "patient_wish", "家で猫と暮らしたい"s);
    SECTION("whoever reads cannot") {
        state.who->role = role_reader;
        Bench bench = bench_of(state, own);
        const SemanticNode* again = bench.find(NodeRole::button, tr("finalise.again"));
        CHECK((again == nullptr || !again->state.enabled));
        return;
    }
    Bench bench = bench_of(state, own);
    CHECK(bench.says(tr("finalise.changed", {{"n", "1"}})));
    bench.press(NodeRole::button, tr("finalise.compare"));
    take_question(state, bench);
    CHECK(state.question.is == FieldQuestion::Is::versions);
    CHECK(bench.says("家で猫と暮らしたい"));
    bench.check_all();
}

TEST_CASE("two identities stand side by side, and look-alike letters are told apart", "[settling]") {
    AppState state = make_ward();
    ShellUi own;
    ask_identity(state);
    Bench bench = bench_of(state, own);
    CHECK(bench.says("髙 U+9AD9"));
    CHECK(bench.says("高 U+9AD8"));
    CHECK(bench.says(tr("identity.birth_date")));
    bench.check_all();
    SECTION("the same") {
        bench.press(NodeRole::button, tr("identity.same_person"));
        REQUIRE(find_command<cmd::DecideIdentity>(bench.commands));
        CHECK(find_command<cmd::DecideIdentity>(bench.commands)->same_person);
    }
    SECTION("another") {
        bench.press(NodeRole::button, tr("identity.other_person"));
        REQUIRE(find_command<cmd::DecideIdentity>(bench.commands));
        CHECK_FALSE(find_command<cmd::DecideIdentity>(bench.commands)->same_person);
        state.received.identity = IdentityAnswer::other;
        bench.settle();
        CHECK(bench.says(tr("identity.other_todo")));
        CHECK_FALSE(bench.find(NodeRole::button, tr("received.import")));
    }
    SECTION("put off") {
        bench.press(NodeRole::button, tr("dialog.cancel"));
        CHECK(find_command<cmd::PutOffIdentity>(bench.commands));
    }
}

TEST_CASE("what differs between two texts is the part between what both share", "[settling]") {
    const auto part = [](std::string_view text, const TextPart& where) {
        return std::string(text.substr(where.from, where.to - where.from));
    };
    for (const auto& [left, right, only_left, only_right] :
         {std::array<std::string, 4>{"髙橋 一", "高橋 一", "髙", "高"},
          std::array<std::string, 4>{"家へ帰りたい", "家で暮らしたい", "へ帰り", "で暮らし"},
          std::array<std::string, 4>{"同じ", "同じ", "", ""}, std::array<std::string, 4>{"", "文", "", "文"},
          std::array<std::string, 4>{"ああ", "あああ", "", "あ"},
          std::array<std::string, 4>{"𠮷野", "吉野", "𠮷", "吉"}}) {
        const Difference difference = compare_texts(left, right);
        CHECK(part(left, difference.left) == only_left);
        CHECK(part(right, difference.right) == only_right);
    }
    CHECK(code_point_words("𠮷吉") == "𠮷 U+20BB7、吉 U+5409");
}
