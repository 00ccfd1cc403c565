// Tests of 確定: what a version holds, what was changed since, and who first wrote words that came back.
#include "core/versions.h"

#include "histories.h"
#include <catch2/catch_test_macros.hpp>

using namespace tsunagi;
using namespace tsunagi::test;
using namespace std::string_literals;

namespace {

const std::string some_hash(64, 'a');

Path finalise(Tablet& tablet, const std::string& row, unsigned& next_id) {
    const Path path = row_path(finalised_group, row);
    REQUIRE(tablet.write(path, finalising_value(some_hash, content_of(tablet.document)), next_id));
    return path;
}

}  // namespace

TEST_CASE("a version holds what stood when it was declared final", "[versions]") {
    Tablet tablet{.document = make_document(), .name = "ward"};
    unsigned next_id = 1;
    tablet.write("wish", "家へ帰りたい", next_id);
    tablet.write("troubles", "夜の酸素", next_id);
    finalise(tablet, "one", next_id);
    auto versions = versions_of(tablet.document);
    REQUIRE(versions.size() == 1);
    CHECK(versions[0].hash == some_hash);
    CHECK(versions[0].missing == 0);
    CHECK(differing(versions[0].content, content_of(tablet.document)).empty());

    tablet.write("wish", "家で猫と暮らしたい", next_id);
    tablet.write("troubles", Value{}, next_id);
    tablet.write("rows[a].what", "ケアマネへ電話", next_id);
    versions = versions_of(tablet.document);
    REQUIRE(versions.size() == 1);
    CHECK(differing(versions[0].content, content_of(tablet.document)) ==
          std::vector<Path>{"rows[a].what", "troubles", "wish"});
    CHECK(versions[0].content.at("wish").front()->value == Value{"家へ帰りたい"s});

    finalise(tablet, "two", next_id);
    tablet.write("wish", "家へ帰りたい", next_id);
    versions = versions_of(tablet.document);
    REQUIRE(versions.size() == 2);
    CHECK(versions[1].row == "two");
    CHECK(differing(versions[1].content, content_of(tablet.document)) == std::vector<Path>{"wish"});
    // The words are back, so nothing but the rest differs from the first.
    CHECK(differing(versions[0].content, content_of(tablet.document)) ==
          std::vector<Path>{"rows[a].what", "troubles"});
}

TEST_CASE("what comes late is a change after the version, whatever its clock says", "[versions]") {
    Tablet ward{.document = make_document(), .name = "ward"};
    Tablet station{.document = make_document(), .name = "station"};
    station.now_ms -= 400LL * 24 * 3'600'000;  // a clock more than a year behind
    unsigned next_id = 1;
    ward.write("wish", "家へ帰りたい", next_id);
    station.write("troubles", "段差", next_id);
    finalise(ward, "one", next_id);
    REQUIRE(merge(ward.document, station.document));
    const auto versions = versions_of(ward.document);
    REQUIRE(versions.size() == 1);
    CHECK(differing(versions[0].content, content_of(ward.document)) == std::vector<Path>{"troubles"});
}

TEST_CASE("a conflict is part of the content, and equal contents have equal bytes", "[versions]") {
    Tablet a{.document = make_document(), .name = "a"};
    Tablet b{.document = make_document(), .name = "b"};
    unsigned next_id = 1;
    a.write("wish", "家", next_id);
    b.write("wish", "施設", next_id);
    Document left = a.document;
    Document right = b.document;
    REQUIRE(merge(left, b.document));
    REQUIRE(merge(right, a.document));
    CHECK(text_of_content(content_of(left)) == text_of_content(content_of(right)));
    CHECK(text_of_content(content_of(left)) != text_of_content(content_of(a.document)));
    CHECK(content_of(left).at("wish").size() == 2);
}

TEST_CASE("values that are no finalising, and changes that are not here, do no harm", "[versions]") {
    Tablet tablet{.document = make_document(), .name = "ward"};
    unsigned next_id = 1;
    tablet.write("wish", "家", next_id);
    tablet.write("finalised[x]", "sha256:abc", next_id);
    tablet.write("finalised[y]", true, next_id);
    tablet.write("finalised[z]", "sha256:" + some_hash + "\n" + std::string(32, 'e') + "\nzzz", next_id);
    const auto versions = versions_of(tablet.document);
    REQUIRE(versions.size() == 1);
    CHECK(versions[0].missing == 2);
    CHECK(versions[0].content.empty());
    CHECK(differing(versions[0].content, content_of(tablet.document)) == std::vector<Path>{"wish"});
}

TEST_CASE("a field has a past as soon as something else was written there", "[versions]") {
    Tablet tablet{.document = make_document(), .name = "ward"};
    unsigned next_id = 1;
    tablet.write("wish", "家", next_id);
    CHECK_FALSE(Answers(tablet.document).has_past("wish"));
    tablet.write("wish", Value{}, next_id);
    CHECK(Answers(tablet.document).has_past("wish"));
    CHECK(Answers(tablet.document).find("wish") == nullptr);
}

TEST_CASE("words that came back with a conflict belong to who first wrote them", "[versions]") {
    Document document = make_document();
    const Path path = "wish";
    add_changes(document,
                {make_raw(1, 10, path, "家"s), make_raw(2, 20, path, "施設"s),
                 make_raw(3, 30, path, "家か施設"s, {1, 2}),                              // settled
                 make_raw(4, 40, path, "家"s, {3}), make_raw(5, 41, path, "施設"s, {3}),  // taken back
                 make_raw(6, 50, path, "家"s, {4, 5}),                                    // settled again
                 make_raw(7, 60, path, "家"s, {6}), make_raw(8, 61, path, "施設"s, {6})});
    const auto now = standing(document, path);
    REQUIRE(now.size() == 2);
    CHECK(origin_of(document, *now[0]).id == id_of(1));
    CHECK(origin_of(document, *now[1]).id == id_of(2));
    // Written again on purpose it is the writer's own.
    const Document plain = [] {
        Document one = make_document();
        add_changes(one, {make_raw(1, 10, "wish", "家"s), make_raw(2, 20, "wish", "施設"s, {1}),
                          make_raw(3, 30, "wish", "家"s, {2})});
        return one;
    }();
    CHECK(origin_of(plain, plain.changes.back()).id == id_of(3));
}

TEST_CASE("a change made beside the others leaves them standing", "[versions]") {
    Document document = make_document();
    add_changes(document, {make_raw(1, 10, "wish", "家"s), make_raw(2, 20, "wish", "施設"s)});
    add_changes(document, {make_change_beside("wish", "家に帰る"s, {30, 0}, "s", "t", id_of(3), {id_of(1)})});
    const Answers answers(document);
    const Answer* answer = answers.find("wish");
    REQUIRE(answer != nullptr);
    REQUIRE(answer->current.size() == 2);
    CHECK(answer->current[0]->value == Value{"家に帰る"s});
    CHECK(answer->current[1]->value == Value{"施設"s});
}
