// Tests where answers lie and what enableWhen makes of them.
#include "core/form.h"

#include "histories.h"
#include <catch2/catch_test_macros.hpp>

using namespace tsunagi;
using namespace tsunagi::test;
using namespace std::string_literals;

namespace {

Form form_of(const std::string& items) {
    Result<Form> form = parse_form(R"({"resourceType":"Questionnaire","url":"u","item":[)" + items + "]}");
    REQUIRE(form.has_value());
    return std::move(*form);
}

struct Given {
    Path path;
    Value value;
};

Document document_of(const std::vector<Given>& given) {
    Document document = make_document();
    unsigned id = 1;
    for (const auto& [path, value] : given) {
        add_changes(document, {make_raw(id, id, path, value)});
        ++id;
    }
    return document;
}

bool is_shown(const Form& form, std::string_view link_id, const std::vector<Given>& given,
              std::string_view row = {}) {
    const Document document = document_of(given);
    const Item* item = form.find(link_id);
    REQUIRE(item != nullptr);
    return is_enabled(form, *item, Answers(document), row);
}

std::string when(const std::string& question, const std::string& op, const std::string& answer) {
    return R"({"question":")" + question + R"(","operator":")" + op + R"(",)" + answer + "}";
}

}  // namespace

TEST_CASE("every operator compares values of its type", "[form]") {
    struct Case {
        std::string type;
        std::string op;
        std::string answer;
        Value given;
        bool shown;
    };
    const Case cases[] = {
        {"boolean", "exists", R"("answerBoolean":true)", Value{}, false},
        {"boolean", "exists", R"("answerBoolean":true)", false, true},
        {"boolean", "exists", R"("answerBoolean":false)", Value{}, true},
        {"boolean", "exists", R"("answerBoolean":false)", true, false},
        {"boolean", "=", R"("answerBoolean":true)", true, true},
        {"boolean", "=", R"("answerBoolean":true)", false, false},
        {"boolean", "=", R"("answerBoolean":true)", Value{}, false},
        {"boolean", "!=", R"("answerBoolean":true)", false, true},
        {"boolean", "!=", R"("answerBoolean":true)", Value{}, true},
        {"integer", ">", R"("answerInteger":5)", std::int64_t{6}, true},
        {"integer", ">", R"("answerInteger":5)", std::int64_t{5}, false},
        {"integer", ">=", R"("answerInteger":5)", std::int64_t{5}, true},
        {"integer", "<", R"("answerInteger":5)", std::int64_t{4}, true},
        {"integer", "<=", R"("answerInteger":5)", std::int64_t{6}, false},
        {"integer", "<=", R"("answerInteger":5)", Value{}, false},
        {"decimal", "=", R"("answerDecimal":1.5)", Decimal{"1.50"}, true},
        {"decimal", ">", R"("answerInteger":1)", Decimal{"1.01"}, true},
        {"date", ">", R"("answerDate":"2026-10-21")", Date{"2026-10-22"}, true},
        {"date", ">", R"("answerDate":"2026-10-21")", Date{"2026-09-30"}, false},
        {"date", ">=", R"("answerDate":"2026-10")", Date{"2026-11-01"}, true},
        {"date", ">=", R"("answerDate":"2026-10")", Date{"2026-10-05"}, false},
        {"dateTime", "=", R"("answerDateTime":"2026-10-21T06:00:00Z")", DateTime{"2026-10-21T15:00:00+09:00"},
         true},
        {"dateTime", "<", R"("answerDateTime":"2026-10-21T06:00:00Z")", DateTime{"2026-10-21T14:59:59+09:00"},
         true},
        {"time", ">", R"("answerTime":"12:00:00")", Time{"12:00:01"}, true},
        {"string", "=", R"("answerString":"家")", "家"s, true},
        {"string", "=", R"("answerString":"\u795E")", "\uFA19"s, false},
        {"choice", "=", R"("answerCoding":{"code":"a","system":"s"})", Coding{"a", "あ", "s"}, true},
        {"choice", "=", R"("answerCoding":{"code":"a","system":"s"})", Coding{"a", "あ", "t"}, false},
        {"choice", "=", R"("answerCoding":{"code":"a"})", Coding{"a", "あ", "t"}, true},
        {"choice", "!=", R"("answerCoding":{"code":"a"})", Coding{"b", "", "t"}, true},
        {"quantity", ">", R"("answerQuantity":{"value":40,"unit":"kg"})", Quantity{{"40.5"}, "kg"}, true},
        {"quantity", ">", R"("answerQuantity":{"value":40,"unit":"kg"})", Quantity{{"41"}, "g"}, false},
        {"reference", "=", R"("answerReference":{"reference":"Case/1"})", Reference{"Case/1", "山田"}, true},
    };
    for (const Case& c : cases) {
        CAPTURE(c.type, c.op, c.answer, text_of(c.given));
        const Form form =
            form_of(R"({"linkId":"q","type":")" + c.type +
                    R"("},{"linkId":"x","type":"text","enableWhen":[)" + when("q", c.op, c.answer) + "]}");
        CHECK(is_shown(form, "x", {{"q", c.given}}) == c.shown);
        CHECK(is_shown(form, "q", {}));
    }
}

TEST_CASE("any and all", "[form]") {
    const std::string both =
        when("a", "=", R"("answerBoolean":true)") + "," + when("b", "=", R"("answerBoolean":true)");
    const Form form = form_of(
        R"({"linkId":"a","type":"boolean"},{"linkId":"b","type":"boolean"},)"
        R"({"linkId":"any","type":"text","enableBehavior":"any","enableWhen":[)" +
        both + R"(]},{"linkId":"all","type":"text","enableBehavior":"all","enableWhen":[)" + both + "]}");
    const std::vector<Given> one = {{"a", true}};
    const std::vector<Given> two = {{"a", true}, {"b", true}};
    CHECK(is_shown(form, "any", one));
    CHECK_FALSE(is_shown(form, "all", one));
    CHECK(is_shown(form, "all", two));
    CHECK_FALSE(is_shown(form, "any", {}));
}

TEST_CASE("what is not shown counts as not answered, and hides what is inside it", "[form]") {
    const Form form =
        form_of(R"({"linkId":"a","type":"boolean"},{"linkId":"g","type":"group","enableWhen":[)" +
                when("a", "=", R"("answerBoolean":true)") +
                R"(],"item":[{"linkId":"b","type":"boolean"}]},{"linkId":"c","type":"text","enableWhen":[)" +
                when("b", "=", R"("answerBoolean":true)") + "]}");
    const std::vector<Given> off = {{"a", false}, {"b", true}};
    const std::vector<Given> on = {{"a", true}, {"b", true}};
    CHECK_FALSE(is_shown(form, "b", off));
    CHECK_FALSE(is_shown(form, "c", off));
    CHECK(is_shown(form, "b", on));
    CHECK(is_shown(form, "c", on));
}

TEST_CASE("a conflict shows what any of its values shows", "[form]") {
    const Form form =
        form_of(R"({"linkId":"a","type":"boolean"},{"linkId":"x","type":"text","enableWhen":[)" +
                when("a", "=", R"("answerBoolean":true)") + "]}");
    CHECK(is_shown(form, "x", {{"a", true}, {"a", false}}));
}

TEST_CASE("inside rows, answers of the same row count", "[form]") {
    const Form form = form_of(
        R"({"linkId":"d","type":"group","repeats":true,"item":[{"linkId":"d.status","type":"string"},)"
        R"({"linkId":"d.why","type":"text","enableWhen":[)" +
        when("d.status", "=", R"("answerString":"中止")") +
        R"(]},{"linkId":"d.sub","type":"group","repeats":true,"item":[{"linkId":"d.sub.x","type":"text","enableWhen":[)" +
        when("d.status", "=", R"("answerString":"中止")") +
        R"(]}]}]},{"linkId":"note","type":"text","enableWhen":[)" +
        when("d.status", "=", R"("answerString":"中止")") +
        R"(]},{"linkId":"tags","type":"string","repeats":true},)"
        R"({"linkId":"tagged","type":"text","enableWhen":[)" +
        when("tags", "=", R"("answerString":"急")") + "]}");
    const std::vector<Given> given = {{"d[1].status", "未"s}, {"d[2].status", "中止"s}, {"tags[7]", "急"s}};
    CHECK_FALSE(is_shown(form, "d.why", given, "d[1]."));
    CHECK(is_shown(form, "d.why", given, "d[2]."));
    CHECK_FALSE(is_shown(form, "d.sub.x", given, "d[1].sub[9]."));
    CHECK(is_shown(form, "d.sub.x", given, "d[2].sub[9]."));
    CHECK(is_shown(form, "note", given));  // from outside, any row
    CHECK_FALSE(is_shown(form, "note", {{"d[1].status", "未"s}}));
    CHECK(is_shown(form, "tagged", given));
    CHECK_FALSE(is_shown(form, "tagged", {{"tags[7]", "緩"s}}));
}

TEST_CASE("an item's path takes the group's name off inside its rows", "[form]") {
    const Form form = form_of(
        R"({"linkId":"s","type":"group","item":[{"linkId":"d","type":"group","repeats":true,"item":[)"
        R"({"linkId":"d.what","type":"text"},{"linkId":"other","type":"text"},{"linkId":"dx","type":"text"},)"
        R"({"linkId":"d.sub","type":"group","repeats":true,"item":[{"linkId":"d.sub.x","type":"text"}]}]},)"
        R"({"linkId":"plain.6.answer","type":"text"}]})");
    struct Case {
        std::string_view link_id;
        std::string_view row;
        std::string_view path;
    };
    constexpr Case cases[] = {
        {"plain.6.answer", "", "plain.6.answer"},
        {"d", "", "d"},
        {"d.what", "d[7].", "d[7].what"},
        {"other", "d[7].", "d[7].other"},
        {"dx", "d[7].", "d[7].dx"},
        {"d.sub", "d[7].", "d[7].sub"},
        {"d.sub.x", "d[7].sub[8].", "d[7].sub[8].x"},
    };
    for (const Case& c : cases) {
        CAPTURE(c.link_id);
        CHECK(path_of(form, *form.find(c.link_id), c.row) == c.path);
    }
}

TEST_CASE("conditions in a ring, in a long row and in a dense web all come to an end", "[form]") {
    const Form ring = form_of(R"({"linkId":"a","type":"text","enableWhen":[)" +
                              when("b", "exists", R"("answerBoolean":true)") +
                              R"(]},{"linkId":"b","type":"text","enableWhen":[)" +
                              when("a", "exists", R"("answerBoolean":true)") + "]}");
    CHECK_FALSE(is_shown(ring, "a", {{"a", "x"s}, {"b", "x"s}}));

    std::string web = R"({"linkId":"q0","type":"boolean"})";
    std::vector<Given> given = {{"q0", true}};
    for (int i = 1; i < 30; ++i) {
        std::string conditions;
        for (int j = 0; j < i; ++j) {
            if (j > 0) conditions += ',';
            conditions += when("q" + std::to_string(j), "=", R"("answerBoolean":true)");
        }
        web += R"(,{"linkId":"q)" + std::to_string(i) +
               R"(","type":"boolean","enableBehavior":"all","enableWhen":[)" + conditions + "]}";
        given.push_back({"q" + std::to_string(i), true});
    }
    CHECK(is_shown(form_of(web), "q29", given));
}
