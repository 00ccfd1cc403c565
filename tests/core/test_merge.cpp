// Tests that merging is a union whatever the order, over random histories on three tablets.
#include "core/document.h"

#include "histories.h"
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <array>
#include <random>
#include <set>
#include <vector>

using namespace tsunagi;
using namespace tsunagi::test;

namespace {

using Tablets = std::array<Tablet, 3>;

Value random_value(std::mt19937& random) {
    switch (random() % 5) {
        case 0: return Value{};
        case 1: return static_cast<std::int64_t>(random() % 3);
        case 2: return Coding{"c" + std::to_string(random() % 3), "か", "s"};
        default: return "文" + std::to_string(random() % 1000);
    }
}

Path random_path(std::mt19937& random) {
    constexpr std::array paths = {"wish",         "troubles", "rows[a].what", "rows[a].owner",
                                  "rows[b].what", "rows[a]",  "rows[b]",      "rows[a].in[x].y"};
    return paths[random() % paths.size()];
}

// Three tablets write, sometimes hand over single changes in any order, sometimes a whole copy.
Tablets random_history(unsigned seed) {
    std::mt19937 random(seed);
    Tablets tablets;
    unsigned next_id = 1;
    for (std::size_t i = 0; i < tablets.size(); ++i) {
        tablets[i].document = make_document();
        tablets[i].name = "tablet-" + std::to_string(i);
        tablets[i].now_ms += static_cast<std::int64_t>(i) * 7'000 - 5'000;  // clocks disagree
    }
    for (int step = 0; step < 120; ++step) {
        Tablet& tablet = tablets[random() % tablets.size()];
        Tablet& other = tablets[random() % tablets.size()];
        tablet.now_ms += static_cast<std::int64_t>(random() % 2000);
        const auto what = random() % 10;
        if (what < 7) {
            tablet.write(random_path(random), random_value(random), next_id);
        } else if (what < 9 && !other.document.changes.empty()) {
            const auto& changes = other.document.changes;
            const Change change = changes[random() % changes.size()];
            tablet.receive(change);
        } else if (&tablet != &other) {
            REQUIRE(merge(tablet.document, other.document).has_value());
        }
    }
    return tablets;
}

Document merged(Document into, const Document& from) {
    REQUIRE(merge(into, from).has_value());
    return into;
}

// Every text that was written and never replaced at its path must be in sight, unless its row was taken away.
void check_nothing_lost(const Document& document) {
    const Answers answers(document);
    std::set<ChangeId> replaced;
    for (const Change& change : document.changes)
        replaced.insert(change.replaces.begin(), change.replaces.end());
    for (const Change& change : document.changes) {
        if (is_empty(change.value) || replaced.contains(change.id) || change.path.find('[') != Path::npos)
            continue;
        const Answer* answer = answers.find(change.path);
        REQUIRE(answer != nullptr);
        const bool is_shown =
            std::any_of(answer->current.begin(), answer->current.end(),
                        [&](const Change* current) { return current->value == change.value; });
        REQUIRE(is_shown);
    }
}

}  // namespace

TEST_CASE("merging is commutative, associative and idempotent", "[merge]") {
    for (unsigned seed = 1; seed <= 60; ++seed) {
        CAPTURE(seed);
        const Tablets tablets = random_history(seed);
        const Document& a = tablets[0].document;
        const Document& b = tablets[1].document;
        const Document& c = tablets[2].document;
        const std::string all = json_of(merged(merged(a, b), c));
        CHECK(json_of(merged(a, merged(b, c))) == all);
        CHECK(json_of(merged(merged(c, b), a)) == all);
        CHECK(json_of(merged(b, merged(c, a))) == all);
        const Document whole = merged(merged(a, b), c);
        CHECK(json_of(merged(whole, whole)) == all);
        CHECK(json_of(merged(whole, a)) == all);
    }
}

TEST_CASE("no change and no standing text is lost", "[merge]") {
    for (unsigned seed = 1000; seed <= 1050; ++seed) {
        CAPTURE(seed);
        const Tablets tablets = random_history(seed);
        std::set<ChangeId> written;
        Document whole = make_document();
        for (const Tablet& tablet : tablets) {
            for (const Change& change : tablet.document.changes) written.insert(change.id);
            whole = merged(whole, tablet.document);
        }
        REQUIRE(whole.changes.size() == written.size());
        check_nothing_lost(whole);
        for (const Tablet& tablet : tablets) check_nothing_lost(tablet.document);
    }
}

TEST_CASE("single changes in any order give the same document and the same answers", "[merge]") {
    std::mt19937 random(7);
    for (unsigned seed = 2000; seed <= 2030; ++seed) {
        CAPTURE(seed);
        const Tablets tablets = random_history(seed);
        const Document whole = merged(merged(tablets[0].document, tablets[1].document), tablets[2].document);
        std::vector<Change> delivered = whole.changes;
        delivered.insert(delivered.end(), whole.changes.begin(), whole.changes.end());  // everything twice
        std::shuffle(delivered.begin(), delivered.end(), random);
        Document document = make_document();
        for (const Change& change : delivered) add_changes(document, {change});
        CHECK(json_of(document) == json_of(whole));
        const Answers expected(whole);
        const Answers seen(document);
        CHECK(seen.paths() == expected.paths());
        CHECK(seen.rows("rows") == expected.rows("rows"));
        CHECK(seen.conflicts() == expected.conflicts());
        for (const Path& path : expected.paths()) CHECK(seen.value(path) == expected.value(path));
    }
}

TEST_CASE("settling a conflict settles it everywhere", "[merge]") {
    for (unsigned seed = 3000; seed <= 3030; ++seed) {
        CAPTURE(seed);
        Tablets tablets = random_history(seed);
        unsigned next_id = 100'000;
        Tablet& first = tablets[0];
        REQUIRE(merge(first.document, tablets[1].document).has_value());
        REQUIRE(merge(first.document, tablets[2].document).has_value());
        for (const Change& change : first.document.changes) first.clock.observe(change.at, first.now_ms);
        for (const Path& path : Answers(first.document).conflicts()) {
            CHECK(first.write(path, "settled", next_id));
        }
        CHECK(Answers(first.document).conflicts().empty());
        REQUIRE(merge(tablets[1].document, first.document).has_value());
        CHECK(Answers(tablets[1].document).conflicts().empty());
        CHECK(json_of(tablets[1].document) == json_of(first.document));
    }
}

namespace {

// Any number of copies, clocks wrong by years in both directions, and copies that were lying about for long.
std::vector<Tablet> wild_history(unsigned seed, std::size_t copies) {
    constexpr std::int64_t year_ms = 365LL * 24 * 3'600'000;
    std::mt19937 random(seed);
    std::vector<Tablet> tablets(copies);
    std::vector<Document> old_files;
    unsigned next_id = 1;
    for (std::size_t i = 0; i < copies; ++i) {
        tablets[i].document = make_document();
        tablets[i].name = "tablet-" + std::to_string(i);
        tablets[i].now_ms += (static_cast<std::int64_t>(random() % 7) - 3) * year_ms;
    }
    for (int step = 0; step < 200; ++step) {
        Tablet& tablet = tablets[random() % copies];
        tablet.now_ms += static_cast<std::int64_t>(random() % 100'000);
        if (random() % 40 == 0) tablet.now_ms += (random() % 2 == 0 ? 2 : -2) * year_ms;  // somebody set it
        switch (random() % 8) {
            case 0: old_files.push_back(tablet.document); break;
            case 1:  // a file, sometimes an old one, sometimes one already taken in
                if (!old_files.empty()) {
                    const Document& file = old_files[random() % old_files.size()];
                    REQUIRE(merge(tablet.document, file).has_value());
                    for (const Change& change : file.changes) tablet.clock.observe(change.at, tablet.now_ms);
                }
                break;
            default: tablet.write(random_path(random), random_value(random), next_id); break;
        }
    }
    return tablets;
}

void check_five_copies(unsigned first_seed, unsigned count) {
    std::mt19937 random(11);
    for (unsigned seed = first_seed; seed < first_seed + count; ++seed) {
        CAPTURE(seed);
        std::vector<Tablet> tablets = wild_history(seed, 5);
        std::set<ChangeId> written;
        for (const Tablet& tablet : tablets) {
            for (const Change& change : tablet.document.changes) written.insert(change.id);
        }
        std::string first;
        std::vector<Path> conflicts;
        for (int order = 0; order < 6; ++order) {
            std::vector<std::size_t> turns{0, 1, 2, 3, 4, 0, 1, 2, 3, 4};  // each twice: nothing comes of it
            std::shuffle(turns.begin(), turns.end(), random);
            Document whole = make_document();
            for (const std::size_t turn : turns) REQUIRE(merge(whole, tablets[turn].document).has_value());
            CHECK(whole.changes.size() == written.size());
            check_nothing_lost(whole);
            if (order == 0) {
                first = json_of(whole);
                conflicts = Answers(whole).conflicts();
            }
            CHECK(json_of(whole) == first);
            CHECK(Answers(whole).conflicts() == conflicts);
        }
    }
}

}  // namespace

TEST_CASE("five copies with clocks years apart meet in any order, old files again and again", "[merge]") {
    check_five_copies(4000, 8);
}

TEST_CASE("five copies meet in any order, over many histories", "[merge][.deep]") {
    check_five_copies(4008, 200);
}

TEST_CASE("a settlement by a clock years behind settles all the same", "[merge]") {
    for (unsigned seed = 5000; seed <= 5020; ++seed) {
        CAPTURE(seed);
        std::vector<Tablet> tablets = wild_history(seed, 4);
        Tablet late{.document = make_document(), .name = "late"};
        late.now_ms = 1'000'000'000'000;
        for (const Tablet& tablet : tablets) REQUIRE(merge(late.document, tablet.document).has_value());
        unsigned next_id = 100'000;
        for (const Path& path : Answers(late.document).conflicts())
            CHECK(late.write(path, "settled", next_id));
        CHECK(Answers(late.document).conflicts().empty());
        for (Tablet& tablet : tablets) {
            REQUIRE(merge(tablet.document, late.document).has_value());
            CHECK(Answers(tablet.document).conflicts().empty());
        }
    }
}
