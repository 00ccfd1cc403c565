// Tests that nothing grows worse than with the number of changes: 200,000 of them, and the worst that can
// come.
#include "core/document.h"

#include "histories.h"
#include <catch2/catch_test_macros.hpp>

#include <ctime>

using namespace tsunagi;
using namespace tsunagi::test;
using namespace std::string_literals;

namespace {

constexpr unsigned change_count = 200'000;
constexpr unsigned some_count = 20'000;  // enough to tell, where less is enough

// A generous bound of processor time: with sanitizers these take seconds, quadratic work would take many
// minutes.
constexpr double most_seconds = 30;

template <class Work>
void check_time(const char* what, Work work) {
    const std::clock_t begin = std::clock();
    work();
    const double seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
    INFO(what << " took " << seconds << " s");
    CHECK(seconds < most_seconds);
}

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

}  // namespace

TEST_CASE("200,000 changes are added and answered", "[scale]") {
    Document document;
    check_time("adding", [&] { document = big_document(change_count, 20'000, Replacing::the_last); });
    REQUIRE(document.changes.size() == change_count);
    check_time("answering", [&] {
        const Answers answers(document);
        CHECK(answers.rows("rows").size() == 20'000);
        CHECK(answers.conflicts().empty());
    });
}

TEST_CASE("very many changes are written, read and merged", "[scale]") {
    const Document document = big_document(some_count, 5000, Replacing::the_last);
    std::string json;
    check_time("writing", [&] { json = json_of(document); });
    check_time("reading", [&] {
        const auto read = parse_document(json);
        REQUIRE(read.has_value());
        CHECK(read->changes.size() == some_count);
    });
    check_time("merging", [&] {
        Document copy = document;
        CHECK(merge(copy, document).has_value());
        CHECK(copy.changes.size() == some_count);
    });
}

TEST_CASE("very many changes of one text in a row, and all in conflict", "[scale]") {
    const Document chain = big_document(some_count, 1, Replacing::the_last);
    check_time("answering a chain", [&] { CHECK(Answers(chain).text("rows[r0].text") == "文章 19999"); });
    const Document conflict = big_document(some_count, 1, Replacing::nothing);
    check_time("answering a conflict",
               [&] { CHECK(Answers(conflict).find("rows[r0].text")->current.size() == some_count); });
    check_time("settling it", [&] {
        const auto change =
            make_change(conflict, "rows[r0].text", "all"s, {some_count, 0}, "s", "t", id_of(999'999));
        CHECK(change.value().replaces.size() == some_count);
    });
}

TEST_CASE("changes that arrive backwards cost no more", "[scale]") {
    const Document document = big_document(some_count, 1000, Replacing::the_last);
    Document copy = make_document();
    check_time("adding in reverse", [&] {
        CHECK(add_changes(copy, {document.changes.rbegin(), document.changes.rend()}) == some_count);
    });
    CHECK(copy.changes.front().id == document.changes.front().id);
}

// Hidden: prints, asserts no time. test_core "[measure]"
TEST_CASE("how long a case of 500 notes takes to merge", "[.][measure]") {
    constexpr unsigned notes = 500;
    constexpr unsigned changes_each = 60;
    std::vector<Document> ours;
    std::vector<Document> theirs;
    unsigned next = 1;
    for (unsigned note = 0; note < notes; ++note) {
        Document document = make_document();
        document.id = id_of(note, 'd');
        std::vector<Change> common;
        for (unsigned i = 0; i < changes_each; ++i, ++next) {
            common.push_back(make_raw(next, next, "field" + std::to_string(i % 30),
                                      "夜間の酸素と吸引の手順を家族と確かめた。" + std::to_string(next)));
        }
        add_changes(document, common);
        ours.push_back(document);
        for (unsigned i = 0; i < 10; ++i, ++next)
            add_changes(document, {make_raw(next, next, "field" + std::to_string(i), "続き"s)});
        theirs.push_back(std::move(document));
    }
    const std::clock_t begin = std::clock();
    for (unsigned note = 0; note < notes; ++note) REQUIRE(merge(ours[note], theirs[note]).has_value());
    const std::clock_t merged = std::clock();
    std::size_t conflicts = 0;
    for (const Document& document : ours) conflicts += Answers(document).conflicts().size();
    const std::clock_t answered = std::clock();
    const auto ms = [](std::clock_t from, std::clock_t to) {
        return static_cast<double>(to - from) * 1000 / CLOCKS_PER_SEC;
    };
    WARN("merging " << notes << " notes of " << changes_each << " + 10 changes: " << ms(begin, merged)
                    << " ms; answers and conflicts of all of them: " << ms(merged, answered) << " ms");
    CHECK(conflicts > 0);
}
