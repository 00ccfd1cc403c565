// Widgets that decide something: answers, dates, numbers, forms; and the words they ask for.
#include "core/json.h"
#include "core/strings.h"
#include "support/shipped.h"
#include "views/widgets.h"

#include "ui_fixture.h"
#include <catch2/catch_test_macros.hpp>

using namespace tsunagi;

namespace {

std::string day_typed(std::string_view typed) {
    const auto day = parse_typed_day(typed, {2026, 10, 21});
    return day ? iso_of(*day) : "";
}

}  // namespace

TEST_CASE("days as people write them") {
    show_shipped_words();
    const std::vector<std::pair<std::string_view, std::string_view>> cases = {
        {"10/24", "2026-10-24"},
        {"1024", "2026-10-24"},
        {"2026/10/24", "2026-10-24"},
        {"2026-10-24", "2026-10-24"},
        {"20261024", "2026-10-24"},
        {"１０／２４", "2026-10-24"},
        {"10月24日", "2026-10-24"},
        {"R8.10.24", "2026-10-24"},
        {"令和8年10月24日", "2026-10-24"},
        {"S17.3.3", "1942-03-03"},
        {"昭和17年3月3日", "1942-03-03"},
        {"1/5", "2027-01-05"},
        {"4/30", "2026-04-30"},
        {"今日", "2026-10-21"},
        {"明日", "2026-10-22"},
        {"2/30", ""},
        {"13/1", ""},
        {"2026/2/29", ""},
        {"来週", ""},
        {"", ""},
        {"0", ""},
        {"99999999999999999999", ""},
    };
    for (const auto& [typed, iso] : cases) {
        INFO(typed);
        CHECK(day_typed(typed) == iso);
    }
}

TEST_CASE("days count through leap years and centuries") {
    for (long number = -800000; number < 200000; number += 97) {
        const CalendarDay day = day_of_number(number);
        CHECK(day_number(day) == number);
        CHECK(day.day <= days_in_month(day.year, day.month));
    }
    CHECK(weekday_of({2026, 10, 21}) == 3);
    CHECK(days_in_month(2024, 2) == 29);
    CHECK(days_in_month(1900, 2) == 28);
}

TEST_CASE("times as people write them") {
    CHECK(parse_typed_time("15:00") == "15:00:00");
    CHECK(parse_typed_time("1530") == "15:30:00");
    CHECK(parse_typed_time("９時５分") == "09:05:00");
    CHECK(parse_typed_time("9時半") == "09:30:00");
    CHECK(parse_typed_time("7") == "07:00:00");
    CHECK_FALSE(parse_typed_time("25:00").has_value());
    CHECK_FALSE(parse_typed_time("12:60").has_value());
    CHECK_FALSE(parse_typed_time("ひる").has_value());
}

TEST_CASE("the four-way answer: choosing, and taking back") {
    show_shipped_words();
    TestScreen screen;
    ChecklistAnswer answer = ChecklistAnswer::none;
    const auto draw = [&](Ui& ui) {
        if (const auto next = draw_answer(ui, "answer", {0, 0, 320, 48}, answer, "退院日を確定"))
            answer = *next;
    };
    screen.frame(draw);
    const auto press = [&](std::string_view word) {
        const SemanticNode* node = screen.ui.semantics().find(NodeRole::radio, word);
        REQUIRE(node != nullptr);
        screen.tap(node->rect.center());
        screen.frames(3, draw);
    };
    press("済");
    CHECK(answer == ChecklistAnswer::done);
    CHECK(screen.ui.semantics().find(NodeRole::radio, "済")->state.checked == Check::on);
    press("対象外");
    CHECK(answer == ChecklistAnswer::not_applicable);
    press("対象外");
    CHECK(answer == ChecklistAnswer::none);
    CHECK(screen.ui.semantics().find(NodeRole::radio_group, "退院日を確定") != nullptr);
}

TEST_CASE("a date that cannot be read stays in the field with the reason, and is not stored") {
    show_shipped_words();
    TestScreen screen;
    std::string value = "2026-10-24";
    int committed = 0;
    const auto draw = [&](Ui& ui) {
        const DateResult result =
            draw_date(ui, "due", {0, 0, 300, 0}, {.label = "期限", .value = value, .today = "2026-10-21"});
        if (!result.committed) return;
        ++committed;
        value = *result.committed;
    };
    screen.frame(draw);
    CHECK(screen.output.fields.at(0).value == "10/24");
    const auto type = [&](std::string text) {
        screen.field_event({"due", FieldEventKind::focus, screen.output.fields.at(0).value});
        screen.field_event({"due", FieldEventKind::input, text});
        screen.field_event({"due", FieldEventKind::blur, text});
        screen.frames(3, draw);
    };
    type("来月のどこか");
    CHECK(committed == 0);
    CHECK(screen.output.fields.at(0).value == "来月のどこか");
    CHECK(screen.output.fields.at(0).invalid);
    type("11/4");
    CHECK(value == "2026-11-04");
    CHECK_FALSE(screen.output.fields.at(0).invalid);
    type("");
    CHECK(value.empty());
}

TEST_CASE("a date is picked from the calendar") {
    show_shipped_words();
    TestScreen screen;
    std::string value;
    const auto draw = [&](Ui& ui) {
        const DateResult result =
            draw_date(ui, "due", {0, 0, 300, 0}, {.label = "期限", .value = value, .today = "2026-10-21"});
        if (result.committed) value = *result.committed;
    };
    screen.frame(draw);
    const auto press = [&](std::string_view name) {
        INFO(name);
        const SemanticNode* node = screen.ui.semantics().find(NodeRole::button, name);
        REQUIRE(node != nullptr);
        screen.tap(node->rect.center());
        screen.frames(3, draw);
    };
    press("期限 カレンダー");
    REQUIRE(screen.ui.semantics().find(NodeRole::dialog, "期限") != nullptr);
    press("次の月");
    press(long_day("2026-11-04"));
    CHECK(value == "2026-11-04");
    CHECK(screen.ui.semantics().find(NodeRole::dialog, "期限") == nullptr);
    press("期限 カレンダー");
    press("1週間後");
    CHECK(value == "2026-10-28");
}

namespace {

// A form nobody has written C++ for.
constexpr std::string_view questionnaire = R"({
  "resourceType": "Questionnaire", "status": "active", "url": "urn:test:form:any", "version": "1", "title": "ためし",
  "item": [
    {"linkId": "wish", "type": "text", "text": "願い"},
    {"linkId": "weight", "type": "decimal", "text": "体重"},
    {"linkId": "steps", "type": "integer", "text": "段数"},
    {"linkId": "alone", "type": "boolean", "text": "ひとり暮らし"},
    {"linkId": "helper", "type": "string", "text": "手伝う人",
     "enableWhen": [{"question": "alone", "operator": "=", "answerBoolean": true}]},
    {"linkId": "way", "type": "choice", "text": "移動",
     "answerOption": [{"valueCoding": {"code": "walk", "display": "歩く"}}, {"valueCoding": {"code": "chair", "display": "車いす"}}]},
    {"linkId": "on", "type": "date", "text": "評価日"},
    {"linkId": "drugs", "type": "group", "repeats": true, "text": "薬",
     "item": [{"linkId": "drugs.name", "type": "string", "text": "薬の名前"}]}
  ]})";

struct FormRun {
    TestScreen screen;
    Form form = *parse_form(questionnaire);
    Document document{
        .id = "d", .kind = Kind::case_, .form = "urn:test:form:any|1", .subject = "", .changes = {}};
    FormEdits last;
    int number = 0;

    void set(const Path& path, Value value) {
        const std::string id = std::string(31, '0') + std::to_string(number++ % 10);
        auto change = make_change(document, path, std::move(value), {1000 + number, 0}, "s", "t",
                                  id + std::to_string(number));
        if (change) add_changes(document, {*change});
    }
    void frames(int count) {
        for (int i = 0; i < count; ++i) {
            screen.frame([this](Ui& ui) {
                const Answers answers(document);
                const Rect content = ui.begin_scroll("page", ui.screen());
                const FormEdits edits = draw_form(ui, "form", {content.x, content.y, 700, 0}, form, answers,
                                                  {.document = "d", .today = "2026-10-21"});
                ui.end_scroll(edits.bottom);
                if (!edits.edits.empty() || !edits.add_rows.empty()) last = edits;
            });
        }
    }
    void apply() {
        for (const FormEdit& edit : last.edits) set(edit.path, edit.value);
        last = {};
    }
    void type(const std::string& id, const std::string& text) {
        screen.field_event({id, FieldEventKind::focus, ""});
        screen.field_event({id, FieldEventKind::input, text});
        screen.field_event({id, FieldEventKind::blur, text});
        frames(3);
    }
    void press(NodeRole role, std::string_view name) {
        const SemanticNode* node = screen.ui.semantics().find(role, name);
        INFO(name);
        REQUIRE(node != nullptr);
        screen.click_mirror(node->id);
        frames(4);
        const SemanticNode* again = screen.ui.semantics().find(role, name);
        if (last.edits.empty() && last.add_rows.empty() && again != nullptr) {
            screen.click_mirror(again->id);
            frames(3);
        }
    }
};

}  // namespace

TEST_CASE("a form nobody wrote C++ for is drawn and filled in") {
    show_shipped_words();
    FormRun run;
    run.frames(2);
    run.type("page/form/wish", "家で猫と");
    REQUIRE(run.last.edits.size() == 1);
    CHECK(run.last.edits[0].path == "wish");
    CHECK(run.last.edits[0].value == Value{std::string("家で猫と")});
    run.apply();
    run.type("page/form/weight", "４６．20");
    CHECK(run.last.edits.at(0).value == Value{Decimal{"46.20"}});
    run.apply();
    run.type("page/form/steps", "3段");
    CHECK(run.last.edits.empty());
    run.type("page/form/steps", "3");
    CHECK(run.last.edits.at(0).value == Value{std::int64_t{3}});
    run.apply();
    CHECK(run.screen.ui.semantics().find(NodeRole::textbox, "手伝う人") == nullptr);
    run.press(NodeRole::checkbox, "ひとり暮らし");
    CHECK(run.last.edits.at(0).value == Value{true});
    run.apply();
    run.frames(2);
    CHECK(run.screen.ui.semantics().find(NodeRole::textbox, "手伝う人") != nullptr);
    run.press(NodeRole::radio, "車いす");
    REQUIRE(run.last.edits.size() == 1);
    CHECK(std::get<Coding>(run.last.edits[0].value).code == "chair");
    run.apply();
    run.type("page/form/on", "10/24");
    CHECK(run.last.edits.at(0).value == Value{Date{"2026-10-24"}});
    run.apply();
    run.press(NodeRole::button, tr("form.add_row", {{"what", "薬"}}));
    CHECK(run.last.add_rows == std::vector<std::string>{"drugs"});
    run.last = {};
    run.set("drugs[r1].name", std::string("フロセミド"));
    run.frames(2);
    run.type("page/form/drugs/row-r1/drugs[r1].name", "フロセミド20mg");
    CHECK(run.last.edits.at(0).path == "drugs[r1].name");
    CHECK(run.screen.ui.semantics().duplicates.empty());
}

TEST_CASE("words: gaps are filled, missing keys show themselves and are remembered") {
    REQUIRE(load_strings(Language::ja, R"({"a": "あと{n}日、{who}", "b": "{"})"));
    REQUIRE(load_strings(Language::en, R"({"a": "{n} days"})"));
    set_language(Language::ja);
    CHECK(tr("a", {{"n", "2"}, {"who", "大森"}}) == "あと2日、大森");
    CHECK(tr("a", {{"n", "2"}}) == "あと2日、{who}");
    CHECK(tr("b", {}) == "{");
    set_language(Language::en);
    CHECK(tr("a", {{"n", "2"}}) == "2 days");
    CHECK(tr("b") == "{");
    CHECK(tr("no.such") == "no.such");
    CHECK(missing_strings() == std::vector<std::string>{"no.such"});
    CHECK(load_strings(Language::ja, "[]").error().fault == Fault::wrong_type);
    CHECK(load_strings(Language::ja, R"({"a": 1})").error().fault == Fault::wrong_type);
    CHECK(load_strings(Language::ja, "{").error().fault == Fault::bad_json);
    set_language(Language::ja);
    CHECK(tr("a", {{"n", "1"}, {"who", "x"}}) == "あと1日、x");
}

TEST_CASE("every icon named in code has a shape, one code point each") {
    const Result<Json> icons = parse_json(read_project_file("assets/icons.json"));
    REQUIRE(icons);
    std::vector<bool> drawn(icons_end - 0xE000, false);
    for (const auto& [name, entry] : icons->items()) {
        INFO(name);
        REQUIRE(entry.is_array());
        const auto code_point = entry[0].get<char32_t>();
        REQUIRE(code_point >= 0xE000);
        REQUIRE(code_point < icons_end);
        CHECK_FALSE(drawn[code_point - 0xE000]);
        drawn[code_point - 0xE000] = true;
        CHECK(entry[1].get<std::string>().starts_with("M"));
    }
    CHECK(std::ranges::all_of(drawn, [](bool yes) { return yes; }));
}

TEST_CASE("both languages have the same keys and the same gaps") {
    const Result<Json> ja = parse_json(read_project_file("assets/strings/ja.json"));
    const Result<Json> en = parse_json(read_project_file("assets/strings/en.json"));
    REQUIRE(ja);
    REQUIRE(en);
    const auto gaps = [](const std::string& words) {
        std::vector<std::string> found;
        for (std::size_t at = words.find('{'); at != std::string::npos; at = words.find('{', at + 1)) {
            found.push_back(words.substr(at, words.find('}', at) - at));
        }
        std::ranges::sort(found);
        return found;
    };
    for (const auto& [key, words] : ja->items()) {
        INFO(key);
        REQUIRE(en->contains(key));
        CHECK(gaps(words.get<std::string>()) == gaps((*en)[key].get<std::string>()));
    }
    CHECK(ja->size() == en->size());
}
