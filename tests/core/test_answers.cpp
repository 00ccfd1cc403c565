// Tests how answers, conflicts, deletions and rows come out of changes.
#include "core/document.h"

#include "histories.h"
#include <catch2/catch_test_macros.hpp>

using namespace tsunagi;
using namespace tsunagi::test;
using namespace std::string_literals;

namespace {

Document with(std::vector<Change> changes) {
    Document document = make_document();
    const std::size_t count = changes.size();
    REQUIRE(add_changes(document, std::move(changes)) == count);
    return document;
}

std::vector<std::string> texts_at(const Answers& answers, std::string_view path) {
    std::vector<std::string> texts;
    const Answer* answer = answers.find(path);
    if (answer == nullptr) return texts;
    for (const Change* change : answer->current) texts.push_back(text_of(change->value));
    return texts;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("an answer is what nobody has replaced", "[answers]") {
    const Document document = with({
        make_raw(1, 10, "patient_wish", "帰りたい"s),
        make_raw(2, 20, "patient_wish", "家に帰りたい"s, {1}),
        make_raw(3, 30, "troubles", "階段"s),
    });
    const Answers answers(document);
    CHECK(texts_at(answers, "patient_wish") == Texts{"家に帰りたい"});
    CHECK(answers.text("patient_wish") == "家に帰りたい");
    CHECK(answers.text("nothing").empty());
    CHECK(is_empty(answers.value("nothing")));
    CHECK(answers.find("nothing") == nullptr);
    CHECK(answers.conflicts().empty());
    CHECK(answers.paths() == std::vector<Path>{"patient_wish", "troubles"});
    CHECK(history(document, "patient_wish").size() == 2);
    CHECK(history(document, "patient_wish")[0]->id == id_of(1));
}

TEST_CASE("two values nobody replaced are a conflict, newest first", "[answers]") {
    Document document = with({
        make_raw(1, 10, "x", "a"s),
        make_raw(2, 20, "x", "b"s, {1}),
        make_raw(3, 30, "x", "c"s, {1}),
    });
    const Answers answers(document);
    CHECK(texts_at(answers, "x") == Texts{"c", "b"});
    CHECK(answers.find("x")->in_conflict());
    CHECK(answers.conflicts() == std::vector<Path>{"x"});

    const auto settled =
        make_change(document, "x", "b, then c"s, {40, 0}, id_of(1, 'b'), "tablet-2", id_of(4));
    REQUIRE(settled.has_value());
    CHECK(settled->replaces == std::vector<ChangeId>{id_of(2), id_of(3)});
    add_changes(document, {*settled});
    CHECK(texts_at(Answers(document), "x") == Texts{"b, then c"});
}

TEST_CASE("the same value written twice is agreement", "[answers]") {
    Document document = with({make_raw(1, 10, "x", "a"s), make_raw(2, 20, "x", "a"s)});
    CHECK(texts_at(Answers(document), "x") == Texts{"a"});
    CHECK_FALSE(make_change(document, "x", "a"s, {30, 0}, "s", "t", id_of(3)).has_value());
    const auto change = make_change(document, "x", "b"s, {30, 0}, "s", "t", id_of(3));
    REQUIRE(change.has_value());
    CHECK(change->replaces == std::vector<ChangeId>{id_of(1), id_of(2)});
}

TEST_CASE("deleting is a change that leaves nothing, or a conflict", "[answers]") {
    Document document = with({make_raw(1, 10, "x", "a"s), make_raw(2, 20, "x", Value{}, {1})});
    CHECK(Answers(document).find("x") == nullptr);
    CHECK(Answers(document).paths().empty());
    CHECK_FALSE(make_change(document, "x", Value{}, {30, 0}, "s", "t", id_of(3)).has_value());
    CHECK_FALSE(make_change(document, "x", ""s, {30, 0}, "s", "t", id_of(3)).has_value());
    CHECK_FALSE(make_change(document, "never", Value{}, {30, 0}, "s", "t", id_of(3)).has_value());

    add_changes(document, {make_raw(4, 15, "x", "a, but more"s, {1})});
    const Answers answers(document);
    CHECK(texts_at(answers, "x") == Texts{"", "a, but more"});
    CHECK(answers.find("x")->in_conflict());
    CHECK(answers.text("x") == "a, but more");

    add_changes(document, {make_raw(5, 40, "x", Value{}, {2, 4})});
    CHECK(Answers(document).find("x") == nullptr);
}

TEST_CASE("a change settles only its own path, and never itself", "[answers]") {
    const Document document = with({
        make_raw(1, 10, "a", "kept"s),
        make_raw(2, 20, "b", "reaches over"s, {1}),
        make_raw(3, 30, "c", "replaces itself"s, {3}),
        make_raw(4, 40, "d", "unknown before"s, {77}),
    });
    const Answers answers(document);
    CHECK(texts_at(answers, "a") == Texts{"kept"});
    CHECK(texts_at(answers, "c") == Texts{"replaces itself"});
    CHECK(texts_at(answers, "d") == Texts{"unknown before"});
}

TEST_CASE("changes that replace each other in a ring do not make a text vanish", "[answers]") {
    const Document document = with({make_raw(1, 10, "x", "a"s, {2}), make_raw(2, 20, "x", "b"s, {1})});
    CHECK(texts_at(Answers(document), "x") == Texts{"b"});
}

TEST_CASE("rows come in the order of their creation", "[answers]") {
    const Document document = with({
        make_raw(1, 10, "decisions[bb].what", "first"s),
        make_raw(2, 20, "decisions[aa].what", "second"s),
        make_raw(3, 30, "decisions[aa].owner", "x"s),
        make_raw(4, 40, "decisions[cc]", true),
        make_raw(5, 50, "other", "y"s),
        make_raw(6, 60, "decisions[bb].what", "first, again"s, {1}),
        make_raw(7, 70, "checklist[before_discharge.6].answer", "z"s),
    });
    const Answers answers(document);
    CHECK(answers.rows("decisions") == Texts{"bb", "aa", "cc"});
    CHECK(answers.rows("checklist") == Texts{"before_discharge.6"});
    CHECK(answers.rows("other").empty());
    CHECK(row_path("decisions", "bb", "what") == "decisions[bb].what");
    CHECK(row_path("decisions", "bb") == "decisions[bb]");
}

TEST_CASE("a row whose answers are all deleted is gone", "[answers]") {
    const Document document = with({
        make_raw(1, 10, "d[a].what", "x"s),
        make_raw(2, 11, "d[a].owner", "y"s),
        make_raw(3, 12, "d[b].what", "z"s),
        make_raw(4, 20, "d[a].what", Value{}, {1}),
        make_raw(5, 21, "d[a].owner", Value{}, {2}),
    });
    CHECK(Answers(document).rows("d") == Texts{"b"});
}

TEST_CASE("a marked row is gone with its answers until something is written in it later", "[answers]") {
    Document document = with({
        make_raw(1, 10, "d[a].what", "x"s),
        make_raw(2, 11, "d[a].sub[i].y", "inner"s),
        make_raw(3, 20, "d[a]", Value{}),
    });
    const Answers gone(document);
    CHECK(gone.rows("d").empty());
    CHECK(gone.rows("d[a].sub").empty());
    CHECK(gone.paths().empty());
    CHECK(history(document, "d[a].what").size() == 1);

    Document elsewhere = document;
    add_changes(elsewhere, {make_raw(4, 30, "d[a].owner", "written without knowing"s)});
    CHECK(Answers(elsewhere).rows("d") == Texts{"a"});
    CHECK(Answers(elsewhere).text("d[a].what") == "x");

    add_changes(document, {make_raw(5, 40, "d[a]", true, {3})});  // undone
    CHECK(Answers(document).rows("d") == Texts{"a"});
    CHECK(Answers(document).rows("d[a].sub") == Texts{"i"});
}

TEST_CASE("text written against the deletion of its row stays in sight", "[answers]") {
    Document document = with({
        make_raw(1, 10, "d[a].what", "x"s),
        make_raw(2, 15, "d[a].what", "x, but more"s,
                 {1}),  // on another tablet, before it heard of the deletion
        make_raw(3, 20, "d[a].what", Value{}, {1}),
        make_raw(4, 21, "d[a]", Value{}),
    });
    const Answers answers(document);
    CHECK(answers.rows("d") == Texts{"a"});
    CHECK(answers.conflicts() == std::vector<Path>{"d[a].what"});
    CHECK(answers.text("d[a].what") == "x, but more");
}

TEST_CASE("adding is idempotent and keeps the order of time", "[document]") {
    Document document = make_document();
    CHECK(add_changes(document, {make_raw(3, 30, "x", "c"s), make_raw(1, 10, "x", "a"s),
                                 make_raw(1, 10, "x", "a"s)}) == 2);
    CHECK(add_changes(document, {make_raw(2, 20, "x", "b"s), make_raw(3, 30, "x", "c"s)}) == 1);
    CHECK(add_changes(document, {}) == 0);
    REQUIRE(document.changes.size() == 3);
    for (unsigned i = 0; i < 3; ++i) CHECK(document.changes[i].id == id_of(i + 1));
}

TEST_CASE("copies of different documents do not meet", "[document]") {
    const Document document = make_document();
    Document other = document;
    other.id = id_of(5, 'd');
    CHECK(merge(other, document).error().fault == Fault::wrong_type);
    other = document;
    other.kind = Kind::case_;
    CHECK(merge(other, document).error().fault == Fault::wrong_type);
    other = document;
    other.subject = id_of(6, 'c');
    CHECK(merge(other, document).error().fault == Fault::wrong_type);
    other.subject.clear();
    CHECK(merge(other, document).has_value());
    CHECK(other.subject == document.subject);
}

TEST_CASE("the newer form wins whichever copy has it", "[document]") {
    Document nine = make_document();
    nine.form = "urn:f|9";
    Document ten = make_document();
    ten.form = "urn:f|10";
    Document a = nine;
    Document b = ten;
    REQUIRE(merge(a, ten).has_value());
    REQUIRE(merge(b, nine).has_value());
    CHECK(a.form == "urn:f|10");
    CHECK(b.form == "urn:f|10");
}

TEST_CASE("one id for two different changes is refused, and nothing changes", "[document]") {
    Document mine = with({make_raw(1, 10, "x", "mine"s)});
    Document forged = make_document();
    add_changes(forged, {make_raw(1, 10, "x", "theirs"s), make_raw(2, 20, "x", "more"s)});
    const std::string before = json_of(mine);
    CHECK(merge(mine, forged).error().fault == Fault::wrong_type);
    CHECK(json_of(mine) == before);
}

TEST_CASE("kinds have stable names", "[document]") {
    CHECK(kind_code(Kind::case_) == "case");
    CHECK(kind_code(Kind::follow_up) == "follow_up");
    for (int i = 0; i <= static_cast<int>(Kind::settings); ++i) {
        const auto kind = static_cast<Kind>(i);
        CHECK(find_kind(kind_code(kind)) == kind);
    }
    CHECK_FALSE(find_kind("").has_value());
    CHECK_FALSE(find_kind("Case").has_value());
}

TEST_CASE("a value reads as people read it", "[value]") {
    struct Case {
        Value value;
        std::string_view text;
    };
    const Case cases[] = {
        {Value{}, ""},
        {true, "true"},
        {std::int64_t{-3}, "-3"},
        {Decimal{"1.50"}, "1.50"},
        {"神\uFA19"s, "神\uFA19"},
        {Date{"2026-10-21"}, "2026-10-21"},
        {Coding{"open", "未", "s"}, "未"},
        {Coding{"open", "", "s"}, "open"},
        {Quantity{{"46.2"}, "kg"}, "46.2 kg"},
        {Quantity{{"46.2"}, ""}, "46.2"},
        {Reference{"Case/1", "山田"}, "山田"},
        {Reference{"Case/1", ""}, "Case/1"},
    };
    for (const Case& c : cases) CHECK(text_of(c.value) == c.text);
    for (const char* good : {"0", "-0.5", "1.50", "12e3", "1E-2"}) CHECK(is_decimal(good));
    for (const char* bad : {"", "-", "01", "1.", ".5", "+1", "1e", "1 ", "NaN", "0x1"})
        CHECK_FALSE(is_decimal(bad));
}
