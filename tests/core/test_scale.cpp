// Tests of documents larger than any ward's, and in a deep run as large as may be: 200,000 changes, a case of
// 500 notes. They count what is there; how long it takes is measured by tests/bench. Work that grew with the
// square of the changes would not end here at all.
#include "core/document.h"

#include "two_copies.h"
#include <catch2/catch_test_macros.hpp>

using namespace tsunagi;
using namespace tsunagi::test;
using namespace std::string_literals;

namespace {

constexpr auto most_count = static_cast<unsigned>(DocumentLimits{}.max_changes);
constexpr unsigned some_count = 20'000;  // enough to tell

enum class Replacing : std::uint8_t { nothing, the_last };

Document big_document(unsigned count, unsigned paths, Replacing replacing) {
    Document document = make_document();
    std::vector<Change> changes;
    for (unsigned i = 0; i < count; ++i) {
        const Path path = "rows[r" + std::to_string(i % paths) + "].text";
        std::vector<unsigned> replaces;
        if (replacing == Replacing::the_last && i >= paths) replaces.push_back(i - paths);
        changes.push_back(make_raw(i, i, path, "文章 " + std::to_string(i), std::move(replaces)));
    }
    add_changes(document, std::move(changes));
    return document;
}

void check_added(unsigned count) {
    const Document document = big_document(count, count / 10, Replacing::the_last);
    REQUIRE(document.changes.size() == count);
    const Answers answers(document);
    CHECK(answers.rows("rows").size() == count / 10);
    CHECK(answers.conflicts().empty());
    CHECK(answers.text("rows[r0].text") == "文章 " + std::to_string(count - count / 10));
}

// Every text of both places, and exactly their conflicts.
void check_met(unsigned notes) {
    TwoCopies copies = make_two_copies(notes);
    for (unsigned note = 0; note < notes; ++note) {
        Document& here = copies.here[note];
        Document& there = copies.there[note];
        const Document ours_before = here;
        REQUIRE(merge(here, there).has_value());
        REQUIRE(merge(there, ours_before).has_value());
        CHECK(here.changes.size() == TwoCopies::changes_merged);
        CHECK(json_of(here) == json_of(there));  // whoever hears of whom first
        const Answers answers(here);
        CHECK(answers.conflicts() == std::vector<Path>{field_of_note(3), field_of_note(4)});
        CHECK(answers.paths().size() == TwoCopies::fields);
        for (const Path& path : answers.conflicts()) CHECK(answers.find(path)->current.size() == 2);
        CHECK(answers.find(field_of_note(0))->current.size() == 1);
        CHECK(answers.text(field_of_note(0)).starts_with("続き"));
        CHECK(answers.text(field_of_note(7)).starts_with("続き"));
        CHECK(answers.text(field_of_note(8)).starts_with("夜間の酸素"));
    }
}

}  // namespace

TEST_CASE("very many changes are added and answered", "[scale]") {
    check_added(some_count);
}

TEST_CASE("as many changes as a document may have are added and answered", "[scale][.deep]") {
    check_added(most_count);
}

TEST_CASE("very many changes are written, read and merged", "[scale]") {
    const Document document = big_document(some_count, 5000, Replacing::the_last);
    const std::string json = json_of(document);
    auto read = parse_document(json);
    REQUIRE(read.has_value());
    CHECK(read->changes.size() == some_count);
    CHECK(merge(*read, document).has_value());
    CHECK(read->changes.size() == some_count);
    CHECK(json_of(*read) == json);
}

TEST_CASE("very many changes of one text in a row, and all in conflict", "[scale]") {
    const Document chain = big_document(some_count, 1, Replacing::the_last);
    CHECK(Answers(chain).text("rows[r0].text") == "文章 19999");
    const Document conflict = big_document(some_count, 1, Replacing::nothing);
    CHECK(Answers(conflict).find("rows[r0].text")->current.size() == some_count);
    const auto change =
        make_change(conflict, "rows[r0].text", "all"s, {some_count, 0}, "s", "t", id_of(999'999));
    CHECK(change.value().replaces.size() == some_count);
}

TEST_CASE("changes that arrive backwards end in the same order", "[scale]") {
    const Document document = big_document(some_count, 1000, Replacing::the_last);
    Document copy = make_document();
    CHECK(add_changes(copy, {document.changes.rbegin(), document.changes.rend()}) == some_count);
    CHECK(json_of(copy) == json_of(document));
}

TEST_CASE("a case written in two places has every text of both, and exactly its conflicts", "[scale]") {
    check_met(25);
}

TEST_CASE("a case of 500 notes written in two places has every text of both", "[scale][.deep]") {
    check_met(500);
}
