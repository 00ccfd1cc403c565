// Tests that JSON from outside is bounded and strict, and that no access can fail hard.
#include "core/json.h"
#include "core/json_cursor.h"
#include "core/json_writer.h"

#include <catch2/catch_test_macros.hpp>

using namespace tsunagi;
using namespace std::string_view_literals;

TEST_CASE("each fault of JSON has its name", "[json]") {
    struct Case {
        std::string_view text;
        Fault fault;
    };
    constexpr Case cases[] = {
        {""sv, Fault::bad_json},
        {"{"sv, Fault::bad_json},
        {"[1,]"sv, Fault::bad_json},
        {"{} {}"sv, Fault::bad_json},
        {"NaN"sv, Fault::bad_json},
        {"01"sv, Fault::bad_json},
        {"'a'"sv, Fault::bad_json},
        {"[1] // no"sv, Fault::bad_json},
        {"\"\\x\""sv, Fault::bad_json},
        {"\"\\u12g4\""sv, Fault::bad_json},
        {"\"a\nb\""sv, Fault::bad_json},
        {"1e999"sv, Fault::bad_json},
        {"\xEF\xBB\xBF{}"sv, Fault::bad_utf8},
        {"{}\0"sv, Fault::bad_utf8},
        {"\"\0\""sv, Fault::bad_utf8},
        {"\"\\u0000\""sv, Fault::bad_utf8},
        {"\"\xC0\xAF\""sv, Fault::bad_utf8},
        {"\"\xED\xA0\x80\""sv, Fault::bad_utf8},
        {"\"\xFF\""sv, Fault::bad_utf8},
        {"\"\\uD842\""sv, Fault::bad_utf8},
        {"\"\\uDFB7\""sv, Fault::bad_utf8},
        {"\"\\uD842\\u0041\""sv, Fault::bad_utf8},
        {"\"\\uD842x\""sv, Fault::bad_utf8},
        {"{\"\\uD842\":1}"sv, Fault::bad_utf8},
        {R"({"a":1,"a":2})"sv, Fault::duplicate_key},
        {R"({"a":{"b":1,"b":1}})"sv, Fault::duplicate_key},
        {R"({"a":1,"\u0061":2})"sv, Fault::duplicate_key},
        {R"([{"x":[{"k":1,"z":0,"k":2}]}])"sv, Fault::duplicate_key},
    };
    for (const Case& c : cases) {
        CAPTURE(c.text);
        const auto parsed = parse_json(c.text);
        REQUIRE_FALSE(parsed.has_value());
        CHECK(fault_code(parsed.error().fault) == fault_code(c.fault));
    }
}

TEST_CASE("good JSON is kept as it is", "[json]") {
    for (const std::string_view text :
         {"{}"sv, "[]"sv, "null"sv, "\"神\uFA19𠮷\""sv, R"({"b":1,"a":[true,null,-5,1.5],"c":{"a":"x"}})"sv,
          R"(["\\uD842",{"a":1},{"a":2}])"sv}) {
        CAPTURE(text);
        CHECK(dump_json(parse_json(text).value()) == text);
    }
    CHECK(parse_json(R"("\uD842\uDFB7\n")").value().get<std::string>() == "𠮷\n");
    CHECK(parse_json(" {\"a\" : 1 } \n").has_value());
}

TEST_CASE("names that other languages stumble over are plain data", "[json]") {
    const Json json = parse_json(R"({"__proto__":{"x":1},"constructor":2,"":3})").value();
    CHECK(find_int(*find_object(json, "__proto__"), "x") == 1);
    CHECK(find_int(json, "constructor") == 2);
    CHECK(find_int(json, "") == 3);
    CHECK(parse_json(R"({"__proto__":1,"__proto__":1})").error().fault == Fault::duplicate_key);
}

TEST_CASE("size and depth are refused before anything is built", "[json]") {
    const std::string deep = std::string(64, '[') + std::string(64, ']');
    CHECK(parse_json(deep).has_value());
    CHECK(parse_json("[" + deep + "]").error().fault == Fault::too_deep);
    CHECK(parse_json(std::string(5'000'000, '[')).error().fault == Fault::too_deep);
    CHECK(parse_json(R"(["[[[[","{{{{"])", {.max_bytes = 100, .max_depth = 1}).has_value());
    CHECK(parse_json(R"(["\"[[[["])", {.max_bytes = 100, .max_depth = 1}).has_value());
    CHECK(parse_json("[1,2,3]", {.max_bytes = 6, .max_depth = 9}).error().fault == Fault::too_large);
    CHECK(parse_json("[1,2,3]", {.max_bytes = 7, .max_depth = 9}).has_value());
}

TEST_CASE("an object with very many members takes no longer than its size", "[json]") {
    std::string text = "{";
    for (int i = 0; i < 50'000; ++i) text += "\"k" + std::to_string(i) + "\":" + std::to_string(i) + ",";
    const std::string twice = text + "\"k7\":0}";
    text += "\"last\":0}";
    CHECK(parse_json(text).value().size() == 50'001);
    CHECK(parse_json(twice).error().fault == Fault::duplicate_key);
}

TEST_CASE("access is typed and never aborts", "[json]") {
    const Json json =
        parse_json(R"({"s":"x","n":null,"i":-7,"u":18446744073709551615,"f":1.0,"b":false,"a":[1],"o":{}})")
            .value();
    CHECK(*find_string(json, "s") == "x");
    CHECK(find_int(json, "i") == -7);
    CHECK(*find_bool(json, "b") == false);
    CHECK(find_array(json, "a")->size() == 1);
    CHECK(find_object(json, "o")->empty());
    for (const std::string_view name : {"n"sv, "missing"sv, "f"sv}) {
        CAPTURE(name);
        CHECK(find_string(json, name) == nullptr);
        CHECK(find_bool(json, name) == nullptr);
        CHECK(find_array(json, name) == nullptr);
        CHECK(find_object(json, name) == nullptr);
        CHECK_FALSE(find_int(json, name).has_value());
    }
    CHECK_FALSE(find_int(json, "u").has_value());
    CHECK(find_string(json, "i") == nullptr);
    CHECK(find_member(Json("no object"), "a") == nullptr);
    CHECK(find_member(Json::array({1}), "a") == nullptr);
    CHECK(find_int(Json(nullptr), "a") == std::nullopt);
}

TEST_CASE("writing survives broken text", "[json]") {
    CHECK(dump_json(Json("a\xFF")) == "\"a\uFFFD\"");
    struct Case {
        std::string_view text;
        std::string_view written;
    };
    constexpr Case cases[] = {
        {"", R"("")"},
        {"神\uFA19𠮷", "\"神\uFA19𠮷\""},
        {"\"\\/\b\f\n\r\t", R"("\"\\/\b\f\n\r\t")"},
        {"\x01\x1f\x7f", "\"\\u0001\\u001f\x7f\""},
        {"a\xFFz", "\"a\uFFFDz\""},
        {"a\0z"sv, "\"a\uFFFDz\""},
    };
    for (const Case& c : cases) {
        std::string out;
        append_json_string(out, c.text);
        CHECK(out == c.written);
        CHECK(parse_json(out).has_value());
    }
}

namespace {

// Reads any JSON through the cursor; what it accepts must be what the parser accepts.
bool read_anything(JsonCursor& cursor, int depth) {
    std::string text;
    std::int64_t number = 0;
    bool flag = false;
    switch (cursor.peek()) {
        case '{':
            return cursor.read_object([&](std::string_view) { return read_anything(cursor, depth + 1); });
        case '[': return cursor.read_array([&] { return read_anything(cursor, depth + 1); });
        case '"': return cursor.read_string(text);
        case 't':
        case 'f': return cursor.read_bool(flag);
        case 'n': return cursor.read_null();
        default: return cursor.read_int(number);
    }
}

}  // namespace

TEST_CASE("the cursor reads what the parser reads", "[json]") {
    for (const std::string_view text : {R"({"a":[1,-2,0,{"b":null}],"c":"\u00e9\\\"","d":true,"e":false})"sv,
                                        "[]"sv,
                                        "{}"sv,
                                        "[1 , 2]"sv,
                                        "\"\\uD842\\uDFB7\""sv,
                                        "[1,]"sv,
                                        "[,1]"sv,
                                        "{\"a\"}"sv,
                                        "{\"a\":}"sv,
                                        "[1"sv,
                                        "{\"a\":1"sv,
                                        "\"a"sv,
                                        "\"\\q\""sv,
                                        "\"\\u12\""sv,
                                        "01"sv,
                                        "-"sv,
                                        "- 1"sv,
                                        "+1"sv,
                                        "tru"sv,
                                        "nul"sv,
                                        "[1}"sv,
                                        "{,}"sv,
                                        "\"a\tb\""sv,
                                        "{1:2}"sv,
                                        "[1]]"sv,
                                        "9223372036854775807"sv}) {
        CAPTURE(text);
        REQUIRE(check_json_text(text).has_value());
        JsonCursor cursor(text);
        const bool accepted = read_anything(cursor, 0) && cursor.at_end();
        CHECK(accepted == parse_json(text).has_value());
    }
}
