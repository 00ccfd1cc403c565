// Tests that documents are written in one way only and that nothing else is read.
#include "core/document.h"
#include "core/document_json.h"
#include "support/outcome.h"

#include "histories.h"
#include <catch2/catch_test_macros.hpp>

#include <algorithm>

using namespace tsunagi;
using namespace tsunagi::test;
using namespace std::string_literals;

namespace {

Document full_document() {
    Document document = make_document();
    const std::vector<Value> values = {
        Value{},
        true,
        std::int64_t{-42},
        Decimal{"1.50"},
        "神\uFA19𠮷\n\"引用\"\u202E"s,
        Date{"2026-10-21"},
        DateTime{"2026-10-21T15:00:00+09:00"},
        Time{"15:00:00"},
        Coding{"open", "未", "urn:tsunagi:code:task-status"},
        Quantity{{"46.2"}, "kg"},
        Reference{"Case/" + id_of(3, 'c'), "山田"},
    };
    unsigned id = 1;
    for (const Value& value : values) {
        const Path path = "rows[r" + std::to_string(id) + "].value";
        add_changes(document, {make_raw(id, 100 - id, path, value, {id + 50, id + 40})});
        ++id;
    }
    return document;
}

Fault fault_of(std::string_view json) {
    return tsunagi::fault_of(parse_document(json));
}

const std::string small = R"({"id":"d0000000000000000000000000000001","kind":"note","form":"urn:f|1",)"
                          R"("subject":"","changes":[{"id":"a0000000000000000000000000000001","at":"10.0",)"
                          R"("by":"s","on":"t","path":"x","value":{"string":"v"},"replaces":[]}]})";

}  // namespace

TEST_CASE("every value goes out and comes back as it was", "[document_json]") {
    const Document document = full_document();
    const std::string json = json_of(document);
    const auto read = parse_document(json);
    REQUIRE(read.has_value());
    CHECK(json_of(*read) == json);
    CHECK(read->id == document.id);
    CHECK(read->kind == document.kind);
    CHECK(read->form == document.form);
    CHECK(read->subject == document.subject);
    REQUIRE(read->changes.size() == document.changes.size());
    for (std::size_t i = 0; i < read->changes.size(); ++i) {
        CHECK(read->changes[i].value == document.changes[i].value);
        CHECK(read->changes[i].replaces == document.changes[i].replaces);
    }
}

TEST_CASE("the spelling is canonical", "[document_json]") {
    CHECK(json_of(parse_document(small).value()) == small);
    // Order of members, of changes and of what is replaced, white space and escapes make no difference.
    const std::string other =
        R"({ "changes":[{"replaces":["b0000000000000000000000000000002","a0000000000000000000000000000001"],)"
        R"("value":null,"path":"x","on":"t","by":"s","at":"20.0","id":"a0000000000000000000000000000002"},)"
        R"({"id":"a0000000000000000000000000000001","at":"10.0","by":"s","on":"t","path":"x",)"
        R"("value":{"string":"\u0076"},"replaces":[]}],"subject":"","form":"urn:f|1","kind":"note",)"
        R"("id":"d0000000000000000000000000000001"} )";
    const std::string expected = replaced(
        small, "]}]}",
        R"(]},{"id":"a0000000000000000000000000000002","at":"20.0","by":"s","on":"t","path":"x",)"
        R"("value":null,"replaces":["a0000000000000000000000000000001","b0000000000000000000000000000002"]}]})");
    CHECK(json_of(parse_document(other).value()) == expected);
}

TEST_CASE("where a change came from is read in this store's own records alone", "[document_json]") {
    const std::string entry = "f0000000000000000000000000000001";
    const std::string kept =
        replaced(small, R"("replaces":[]})", R"("replaces":[],"from":")" + entry + R"("})");
    const auto own = parse_document(kept, {}, DocumentSource::own_records);
    REQUIRE(own.has_value());
    CHECK(own->changes.front().from == entry);
    CHECK(json_of(*own) == kept);
    CHECK(fault_of(kept) == Fault::wrong_type);
    // Records of before, and what was written here, have none.
    CHECK(parse_document(small, {}, DocumentSource::own_records)->changes.front().from.empty());
    for (const char* wrong : {R"("")", R"("x")", "null", R"({"id":"x"})"}) {
        const std::string json =
            replaced(small, R"("replaces":[]})", R"("replaces":[],"from":)" + std::string(wrong) + "}");
        CHECK_FALSE(parse_document(json, {}, DocumentSource::own_records).has_value());
    }
    std::vector<Document> leaving{*own};
    forget_origins(leaving);
    CHECK(json_of(leaving.front()) == small);
    // Two copies of one change may differ in it: the one that is here stays.
    Document here = *own;
    const Document there = parse_document(small).value();
    REQUIRE(merge(here, there));
    CHECK(json_of(here) == kept);
    Document other = there;
    REQUIRE(merge(other, *own));
    CHECK(json_of(other) == small);
}

TEST_CASE("what is not exactly a document is refused", "[document_json]") {
    struct Case {
        std::string from;
        std::string to;
        Fault fault;
    };
    const Case cases[] = {
        {R"("kind":"note")", R"("kind":"notes")", Fault::wrong_type},
        {R"("kind":"note")", R"("kind":1)", Fault::wrong_type},
        {R"("kind":"note",)", "", Fault::wrong_type},
        {R"("kind":"note")", R"("kind":"note","extra":1)", Fault::wrong_type},
        {R"("kind":"note")", R"("kind":"note","__proto__":{})", Fault::wrong_type},
        {R"("kind":"note")", R"("kind":"note","kind":"note")", Fault::duplicate_key},
        {R"("subject":"")", R"("subject":null)", Fault::wrong_type},
        {R"("subject":"")", R"("subject":"D0000000000000000000000000000001")", Fault::wrong_type},
        {"d0000000000000000000000000000001", "D0000000000000000000000000000001", Fault::wrong_type},
        {"d0000000000000000000000000000001", "d000000000000000000000000000001", Fault::wrong_type},
        {"d0000000000000000000000000000001", "", Fault::wrong_type},
        {R"("at":"10.0")", R"("at":10.0)", Fault::wrong_type},
        {R"("at":"10.0")", R"("at":"10")", Fault::wrong_type},
        {R"("by":"s")", R"("by":"")", Fault::wrong_type},
        {R"("by":"s")", R"("by":"a b")", Fault::wrong_type},
        {R"("on":"t")", R"("on":"<img>")", Fault::wrong_type},
        {R"("path":"x")", R"("path":"")", Fault::wrong_type},
        {R"("path":"x")", R"("path":"a[]")", Fault::wrong_type},
        {R"("replaces":[])", R"("replaces":[1])", Fault::wrong_type},
        {R"("replaces":[])", R"("replaces":["x"])", Fault::wrong_type},
        {R"("replaces":[])", R"("replaces":{})", Fault::wrong_type},
        {R"({"string":"v"})", R"("v")", Fault::wrong_type},
        {R"({"string":"v"})", R"({})", Fault::wrong_type},
        {R"({"string":"v"})", R"({"string":1})", Fault::wrong_type},
        {R"({"string":"v"})", R"({"string":"v","date":"2026-10-21"})", Fault::wrong_type},
        {R"({"string":"v"})", R"({"text":"v"})", Fault::wrong_type},
        {R"({"string":"v"})", R"({"boolean":1})", Fault::wrong_type},
        {R"({"string":"v"})", R"({"integer":1.5})", Fault::wrong_type},
        {R"({"string":"v"})", R"({"integer":"1"})", Fault::wrong_type},
        {R"({"string":"v"})", R"({"integer":9223372036854775808})", Fault::wrong_type},
        {R"({"string":"v"})", R"({"decimal":1.5})", Fault::wrong_type},
        {R"({"string":"v"})", R"({"decimal":"1,5"})", Fault::wrong_type},
        {R"({"string":"v"})", R"({"date":"2026-02-30"})", Fault::wrong_type},
        {R"({"string":"v"})", R"({"dateTime":"2026-10-21 15:00"})", Fault::wrong_type},
        {R"({"string":"v"})", R"({"time":"15:00"})", Fault::wrong_type},
        {R"({"string":"v"})", R"({"coding":{"code":"a","display":"b"}})", Fault::wrong_type},
        {R"({"string":"v"})", R"({"coding":{"code":"","display":"","system":"s"}})", Fault::wrong_type},
        {R"({"string":"v"})", R"({"coding":{"code":"a","display":"b","system":"c","x":""}})",
         Fault::wrong_type},
        {R"({"string":"v"})", R"({"quantity":{"value":1,"unit":"kg"}})", Fault::wrong_type},
        {R"({"string":"v"})", R"({"reference":{"target":"","display":"x"}})", Fault::wrong_type},
        {R"({"string":"v"})", R"({"string":"\u0000"})", Fault::bad_utf8},
        {R"({"string":"v"})", R"({"string":"v")", Fault::bad_json},
        {R"("changes":[)", R"("changes":{)", Fault::bad_json},
    };
    for (const Case& c : cases) {
        CAPTURE(c.from, c.to);
        CHECK(fault_code(fault_of(replaced(small, c.from, c.to))) == fault_code(c.fault));
    }
    CHECK(fault_of("") == Fault::bad_json);
    CHECK(fault_of("[]") == Fault::wrong_type);
    CHECK(fault_of("no") == Fault::bad_json);
    CHECK(fault_of(small + "x") == Fault::bad_json);
    CHECK(fault_of("\xEF\xBB\xBF" + small) == Fault::bad_utf8);
    const std::string twice = replaced(small, "}]}", "}," + small.substr(small.find("[{") + 1));
    CHECK(fault_of(twice) == Fault::wrong_type);
}

TEST_CASE("refusing says where and never what", "[document_json]") {
    const auto parsed = parse_document(replaced(small, R"({"string":"v"})", R"({"date":"患者の名前"})"));
    REQUIRE_FALSE(parsed.has_value());
    CHECK(parsed.error().detail == "document 1, change 1");
}

TEST_CASE("limits hold", "[document_json]") {
    const std::string json = json_of(full_document());
    CHECK(parse_document(json, {.max_bytes = json.size()}).has_value());
    CHECK(parse_document(json, {.max_bytes = json.size() - 1}).error().fault == Fault::too_large);
    CHECK(parse_document(json, {.max_changes = 10}).error().fault == Fault::too_large);
    CHECK(parse_document(json, {.max_changes = 11}).has_value());
    CHECK(parse_document(json, {.max_text_bytes = 8}).error().fault == Fault::too_large);
    const std::string list = json_of(std::vector{full_document()});
    CHECK(parse_documents(list, {.max_documents = 0}).error().fault == Fault::too_large);
}

TEST_CASE("lists of documents have a version", "[document_json]") {
    Document other = make_document(Kind::case_);
    other.id = id_of(9, 'd');
    const std::vector<Document> documents = {full_document(), other};
    const std::string json = json_of(documents);
    const auto read = parse_documents(json);
    REQUIRE(read.has_value());
    CHECK(json_of(*read) == json);
    CHECK(parse_documents(R"({"v":1,"documents":[]})").value().empty());
    const auto fault = [](std::string_view text) { return parse_documents(text).error().fault; };
    CHECK(fault(R"({"v":2,"documents":[]})") == Fault::future_version);
    CHECK(fault(R"({"v":0,"documents":[]})") == Fault::wrong_type);
    CHECK(fault(R"({"v":"1","documents":[]})") == Fault::wrong_type);
    CHECK(fault(R"({"documents":[]})") == Fault::wrong_type);
    CHECK(fault(R"({"v":1})") == Fault::wrong_type);
    CHECK(fault(R"({"v":1,"documents":[],"more":1})") == Fault::wrong_type);
    CHECK(fault(R"({"v":1,"documents":[{}]})") == Fault::wrong_type);
    CHECK(fault(json_of(std::vector{other, other})) == Fault::wrong_type);
}

TEST_CASE("paths are linkIds and rows", "[document_json]") {
    for (const char* good : {"x", "patient_wish", "decisions[7f3].owner", "decisions[7f3]", "a[1].b[2].c",
                             "本人の願い", "checklist[before_discharge.6].answer", "s 1.2"}) {
        CAPTURE(good);
        CHECK(is_path(good));
    }
    for (const char* bad : {"", "[a]", "[a].b", "a[", "a]", "a[]", "a[b", "a[b]c", "a[b].", "a[b][c]",
                            "a[[b]]", "a\nb", "a.\x7f"}) {
        CAPTURE(bad);
        CHECK_FALSE(is_path(bad));
    }
    CHECK_FALSE(is_path(std::string(513, 'a')));
    CHECK_FALSE(is_path("a[1].a[1].a[1].a[1].a[1].a[1].a[1].a[1].a[1]"));
}
