// Tests that Questionnaires are read whole, refused where they cannot be used, and named where they are only
// half heard.
#include "core/form.h"
#include "core/json_reader.h"
#include "support/outcome.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>

using namespace tsunagi;
using namespace std::string_literals;

namespace {

std::string questionnaire(const std::string& items, const std::string& more = {}) {
    return R"({"resourceType":"Questionnaire","url":"urn:f","version":"1","status":"active",)" + more +
           R"("item":[)" + items + "]}";
}

Form form_of(const std::string& items, const std::string& more = {}) {
    Result<Form> form = parse_form(questionnaire(items, more));
    REQUIRE(form.has_value());
    return std::move(*form);
}

Fault fault_of(const std::string& json) {
    return tsunagi::fault_of(parse_form(json));
}

// The reasons given for one item.
std::vector<std::string> reasons(const Form& form, std::string_view link_id) {
    std::vector<std::string> found;
    for (const FormIssue& issue : form.issues) {
        if (issue.link_id == link_id) found.push_back(issue.reason);
    }
    return found;
}

const std::string translation =
    R"({"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/translation",)"
    R"("extension":[{"url":"lang","valueCode":"en"},)"
    R"({"url":"content","valueString":"Wish"}]}]})";
const std::string sdc = "http://hl7.org/fhir/StructureDefinition/";

std::string extension(const std::string& url, const std::string& value) {
    return R"({"url":")" + url + R"(",)" + value + "}";
}

std::string control(const std::string& code) {
    return extension(
        sdc + "questionnaire-itemControl",
        R"("valueCodeableConcept":{"coding":[{"system":"http://hl7.org/fhir/questionnaire-item-control",)"
        R"("code":")" +
            code + R"("}]})");
}

}  // namespace

TEST_CASE("every item type of R4 is read", "[form]") {
    constexpr std::string_view codes[] = {
        "group",  "display", "boolean", "decimal", "integer",     "date",       "dateTime",  "time",
        "string", "text",    "url",     "choice",  "open-choice", "attachment", "reference", "quantity"};
    std::string items;
    for (const std::string_view code : codes) {
        if (!items.empty()) items += ',';
        items += R"({"linkId":"i-)" + std::string(code) + R"(","type":")" + std::string(code) + R"("})";
    }
    const Form form = form_of(items);
    const FormSummary summary = summarise(form);
    for (const std::string_view code : codes) {
        CAPTURE(code);
        CHECK(summary.items_by_type.at(std::string(code)) == 1);
        const Item* item = form.find("i-" + std::string(code));
        REQUIRE(item != nullptr);
        CHECK(item_type_code(item->type) == code);
        CHECK(find_item_type(code) == item->type);
    }
    CHECK(summary.items_by_type.size() == 16);
    CHECK(summary.link_ids.size() == 16);
    CHECK(summary.max_depth == 1);
    CHECK(reasons(form, "i-attachment").size() == 1);
    CHECK(reasons(form, "i-choice").size() == 1);  // nothing to choose from
    CHECK(reasons(form, "i-text").empty());
}

TEST_CASE("an item keeps all that is said about it", "[form]") {
    const Form form =
        form_of(R"({"linkId":"wish","type":"text","text":"本人の願い","_text":)" + translation +
                    R"(,"prefix":"1.","required":true,"repeats":true,"readOnly":true,"maxLength":400,)"
                    R"("initial":[{"valueString":"家"},{"valueString":"庭"}],"extension":[)" +
                    extension("urn:tsunagi:widget", R"("valueCode":"phrases")") + "," +
                    extension("urn:tsunagi:phrases", R"("valueString":"自宅で")") + "," +
                    extension("urn:tsunagi:phrases", R"("valueString":"家族と")") + "," +
                    extension("urn:tsunagi:carry-over", R"("valueBoolean":true)") + "," +
                    extension(sdc + "questionnaire-hidden", R"("valueBoolean":true)") + "," +
                    extension("urn:somebody:else", R"("valueString":"ignored")") + "]}",
                R"("title":"会議記録","_title":)" + translation + ",");
    CHECK(form.reference() == "urn:f|1");
    CHECK(form.title == "会議記録");
    CHECK(form.english == "Wish");
    CHECK(form.issues.empty());
    const Item& item = *form.find("wish");
    CHECK(item.text == "本人の願い");
    CHECK(item.english == "Wish");
    CHECK(item.prefix == "1.");
    CHECK(item.required);
    CHECK(item.repeats);
    CHECK(item.read_only);
    CHECK(item.hidden);
    CHECK(item.max_length == 400);
    CHECK(item.initial == std::vector<Value>{"家"s, "庭"s});
    CHECK(item.widget == ItemWidget::phrases);
    CHECK(item.phrases == std::vector<std::string>{"自宅で", "家族と"});
    CHECK(item.carry_over);
    CHECK_FALSE(form_of(R"({"linkId":"a","type":"text"})").items[0].carry_over);
}

TEST_CASE("units, limits and controls are read where they fit", "[form]") {
    const std::string min = extension(sdc + "minValue", R"("valueInteger":0)");
    const std::string max = extension(sdc + "maxValue", R"("valueDecimal":100.5)");
    const std::string unit =
        extension(sdc + "questionnaire-unit", R"("valueCoding":{"code":"kg","display":"キロ"})");
    const Form form =
        form_of(R"({"linkId":"w","type":"quantity","extension":[)" + min + "," + max + "," + unit + "," +
                control("slider") + R"(]},{"linkId":"g","type":"group","repeats":true,"extension":[)" +
                control("gtable") + R"(],"item":[{"linkId":"g.a","type":"boolean","extension":[)" +
                control("check-box") + R"(]}]})");
    CHECK(form.issues.empty());
    CHECK(form.find("w")->unit == "キロ");
    CHECK(form.find("w")->min_value == Value{std::int64_t{0}});
    CHECK(form.find("w")->max_value == Value{Decimal{"100.5"}});
    CHECK(form.find("w")->control == ItemControl::slider);
    CHECK(form.find("g")->control == ItemControl::gtable);
    CHECK(form.find("g.a")->control == ItemControl::check_box);
}

TEST_CASE("what cannot be honoured is named with its item", "[form]") {
    struct Case {
        std::string item;  // all that follows linkId
        std::string_view reason;
    };
    const auto with = [](const std::string& type, const std::string& extensions) {
        return R"("type":")" + type + R"(","extension":[)" + extensions + "]";
    };
    const std::string cases_url =
        "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-enableWhenExpression";
    const Case cases[] = {
        {R"("type":"choice","answerValueSet":"http://x/vs")", "lies outside"},
        {R"("type":"choice","answerValueSet":"#missing")", "not contained"},
        {R"("type":"choice")", "nothing to choose"},
        {R"("type":"string","answerOption":[{"valueString":"a"}])", "is no choice"},
        {R"("type":"attachment")", "attachment"},
        {R"("type":"group")", "nothing in it"},
        {R"("type":"display","item":[{"linkId":"in","type":"text"}])", "display with items"},
        {R"("type":"integer","initial":[{"valueString":"x"}])", "initial"},
        {R"("type":"integer","initial":[{"valueInteger":1},{"valueInteger":2}])", "first is used"},
        {R"("type":"text","modifierExtension":[])", "modifierExtension"},
        {R"("type":"text","enableWhen":[{"question":"y","operator":"exists","answerBoolean":true},)"
         R"({"question":"x","operator":"exists","answerBoolean":true}])",
         "no enableBehavior"},
        {R"("type":"text","enableWhen":[{"question":"x","operator":"exists","answerBoolean":true}])",
         "about itself"},
        {R"("type":"text","enableWhen":[{"question":"y","operator":"=","answerString":"1"}])",
         "another type"},
        {R"("type":"text","enableWhen":[{"question":"z","operator":">","answerString":"1"}])", "order"},
        {with("choice", control("autocomplete")), "autocomplete"},
        {with("text", control("gtable")), "does not fit"},
        {with("integer", control("slider")), "needs minValue"},
        {with("text", extension("urn:tsunagi:widget", R"("valueCode":"hologram")")), "hologram"},
        {with("text", extension(sdc + "minValue", R"("valueInteger":1)")), "does not fit"},
        {with("integer", extension(sdc + "minValue", R"("valueInteger":9)") + "," +
                             extension(sdc + "maxValue", R"("valueInteger":1)")),
         "above"},
        {with("text", extension(sdc + "questionnaire-hidden", R"("valueString":"true")")), "not a boolean"},
        {with("text", extension(cases_url, R"("valueExpression":{})")), "condition is an expression"},
        {with("text", extension(sdc + "regex", R"("valueString":"[0-9]+")")), "pattern"},
    };
    for (const Case& c : cases) {
        CAPTURE(c.item);
        const Form form = form_of(R"({"linkId":"x",)" + c.item +
                                  R"(},{"linkId":"y","type":"integer"},{"linkId":"z","type":"string"})");
        const std::vector<std::string> found = reasons(form, "x");
        const bool is_named = std::any_of(found.begin(), found.end(), [&](const std::string& reason) {
            return reason.find(c.reason) != std::string::npos;
        });
        CHECK(is_named);
    }
}

TEST_CASE("options of every type are read, also from contained value sets", "[form]") {
    const std::string contained =
        R"("contained":[{"resourceType":"ValueSet","id":"set","compose":{"include":[{"system":"urn:s","concept":[)"
        R"({"code":"a","display":"あ","designation":[{"language":"en","value":"A"}]},{"code":"b","display":"い"},)"
        R"({"code":"c"}]}],"exclude":[{"system":"urn:s","concept":[{"code":"b"}]}]}},)"
        R"({"resourceType":"ValueSet","id":"grown","expansion":{"contains":[{"abstract":true,"display":"組","contains":[)"
        R"({"system":"urn:t","code":"x","display":"え"}]},{"code":"y","display":"お"}]}},)"
        R"({"resourceType":"ValueSet","id":"open","compose":{"include":[{"system":"http://loinc.org"}]}}],)";
    const Form form = form_of(
        R"({"linkId":"o","type":"open-choice","answerOption":[{"valueInteger":3},{"valueDate":"2026-10-21"},)"
        R"({"valueTime":"12:00:00"},{"valueString":"文"},{"valueCoding":{"code":"k","display":"か"},"initialSelected":true},)"
        R"({"valueReference":{"reference":"Case/1"}}]},)"
        R"({"linkId":"s","type":"choice","answerValueSet":"#set"},{"linkId":"g","type":"choice","answerValueSet":"#grown"},)"
        R"({"linkId":"l","type":"choice","answerValueSet":"#open"})",
        contained);
    const auto& options = form.find("o")->options;
    REQUIRE(options.size() == 6);
    CHECK(options[0].value == Value{std::int64_t{3}});
    CHECK(options[1].value == Value{Date{"2026-10-21"}});
    CHECK(options[2].value == Value{Time{"12:00:00"}});
    CHECK(options[3].value == Value{"文"s});
    CHECK(options[4].value == Value{Coding{"k", "か", ""}});
    CHECK(options[4].initially_selected);
    CHECK(options[5].value == Value{Reference{"Case/1", ""}});
    const auto& set = form.find("s")->options;
    REQUIRE(set.size() == 2);
    CHECK(set[0].value == Value{Coding{"a", "あ", "urn:s"}});
    CHECK(set[0].english == "A");
    CHECK(set[1].value == Value{Coding{"c", "", "urn:s"}});
    const auto& grown = form.find("g")->options;
    REQUIRE(grown.size() == 2);
    CHECK(grown[0].value == Value{Coding{"x", "え", "urn:t"}});
    CHECK(grown[1].value == Value{Coding{"y", "お", ""}});
    CHECK(form.find("l")->options.empty());
    REQUIRE(form.issues.size() == 1);
    CHECK(form.issues[0].link_id == "l");
}

TEST_CASE("a form that cannot be used is refused", "[form]") {
    struct Case {
        std::string json;
        Fault fault;
    };
    std::string deep = R"({"linkId":"i16","type":"group"})";
    for (int i = 15; i >= 1; --i) {
        deep = R"({"linkId":"i)" + std::to_string(i) + R"(","type":"group","item":[)" + deep + "]}";
    }
    const Case cases[] = {
        {"", Fault::bad_json},
        {"[]", Fault::bad_form},
        {"{}", Fault::bad_form},
        {R"({"resourceType":"Patient"})", Fault::bad_form},
        {R"({"resourceType":"Questionnaire"})", Fault::bad_form},
        {questionnaire(""), Fault::bad_form},
        {questionnaire(R"({"type":"text"})"), Fault::bad_form},
        {questionnaire(R"({"linkId":"","type":"text"})"), Fault::bad_form},
        {questionnaire(R"({"linkId":5,"type":"text"})"), Fault::bad_form},
        {questionnaire(R"({"linkId":"a[1]","type":"text"})"), Fault::bad_form},
        {questionnaire(R"({"linkId":"a"})"), Fault::bad_form},
        {questionnaire(R"({"linkId":"a","type":"question"})"), Fault::bad_form},
        {questionnaire(R"({"linkId":"a","type":"text"},{"linkId":"a","type":"text"})"), Fault::bad_form},
        {questionnaire(R"({"linkId":"a","type":"group","item":[{"linkId":"a","type":"text"}]})"),
         Fault::bad_form},
        {questionnaire(
             R"({"linkId":"a","type":"text","enableWhen":[{"question":"b","operator":"exists","answerBoolean":true}]})"),
         Fault::bad_form},
        {questionnaire(
             R"({"linkId":"a","type":"text","enableWhen":[{"question":"a","operator":"~","answerBoolean":true}]})"),
         Fault::bad_form},
        {questionnaire(R"({"linkId":"a","type":"text","enableWhen":[{"question":"a","operator":"exists"}]})"),
         Fault::wrong_type},
        {questionnaire(
             R"({"linkId":"a","type":"text","enableWhen":[{"question":"a","operator":"=","answerDate":"x"}]})"),
         Fault::wrong_type},
        {questionnaire(R"({"linkId":"a","type":"text","enableBehavior":"some"})"), Fault::bad_form},
        {questionnaire(R"({"linkId":"a","type":"text","text":7})"), Fault::wrong_type},
        {questionnaire(R"({"linkId":"a","type":"text","required":"yes"})"), Fault::wrong_type},
        {questionnaire(R"({"linkId":"a","type":"text","maxLength":0})"), Fault::wrong_type},
        {questionnaire(R"({"linkId":"a","type":"text","item":{}})"), Fault::wrong_type},
        {questionnaire(R"({"linkId":"a","type":"choice","answerOption":[{}]})"), Fault::wrong_type},
        {questionnaire(R"({"linkId":"a","type":"choice","answerOption":[{"valueCoding":{}}]})"),
         Fault::wrong_type},
        {questionnaire(R"({"linkId":"a","linkId":"b","type":"text"})"), Fault::duplicate_key},
        {questionnaire("5"), Fault::bad_form},
        {questionnaire(deep), Fault::none},
        {questionnaire(R"({"linkId":"i0","type":"group","item":[)" + deep + "]}"), Fault::bad_form},
    };
    for (const Case& c : cases) {
        CAPTURE(c.json);
        CHECK(fault_code(fault_of(c.json)) == fault_code(c.fault));
    }
}

TEST_CASE("a summary is in document order and counts depth from one", "[form]") {
    const Form form = form_of(
        R"({"linkId":"g","type":"group","item":[{"linkId":"g.a","type":"boolean"},{"linkId":"g.h","type":"group","item":[)"
        R"({"linkId":"deep","type":"text","enableWhen":[{"question":"g.a","operator":"=","answerBoolean":true}]}]}]},)"
        R"({"linkId":"last","type":"text","enableWhen":[{"question":"g.a","operator":"exists","answerBoolean":false}]})");
    const FormSummary summary = summarise(form);
    CHECK(summary.link_ids == std::vector<std::string>{"g", "g.a", "g.h", "deep", "last"});
    CHECK(summary.max_depth == 3);
    CHECK(summary.enable_when == std::vector<std::string>{"deep", "last"});
    CHECK(summary.items_by_type == std::map<std::string, int>{{"boolean", 1}, {"group", 2}, {"text", 2}});
    CHECK(form.has_conditions);
    CHECK(form.find("none") == nullptr);
}

TEST_CASE("values are checked against their item", "[form]") {
    const Form form = form_of(
        R"({"linkId":"b","type":"boolean"},{"linkId":"i","type":"integer","extension":[)" +
        extension(sdc + "minValue", R"("valueInteger":0)") + "," +
        extension(sdc + "maxValue", R"("valueInteger":100)") +
        R"(]},{"linkId":"d","type":"decimal"},{"linkId":"s","type":"string","maxLength":3},{"linkId":"u","type":"url"},)"
        R"({"linkId":"on","type":"date","extension":[)" +
        extension(sdc + "minValue", R"("valueDate":"2026-01-01")") +
        R"(]},{"linkId":"at","type":"dateTime"},{"linkId":"t","type":"time"},)"
        R"({"linkId":"c","type":"choice","answerOption":[{"valueCoding":{"code":"a","display":"あ","system":"s"}}]},)"
        R"({"linkId":"o","type":"open-choice","answerOption":[{"valueCoding":{"code":"a","display":"あ"}}]},)"
        R"({"linkId":"r","type":"reference"},{"linkId":"q","type":"quantity","extension":[)" +
        extension(sdc + "maxValue", R"("valueDecimal":300)") +
        R"(]},{"linkId":"g","type":"group","item":[{"linkId":"x","type":"attachment"}]},{"linkId":"free","type":"choice"})");
    struct Case {
        std::string_view item;
        Value value;
        bool fits;
    };
    const Case cases[] = {
        {"b", true, true},
        {"b", "true"s, false},
        {"i", std::int64_t{100}, true},
        {"i", std::int64_t{101}, false},
        {"i", std::int64_t{-1}, false},
        {"i", Decimal{"5"}, false},
        {"d", Decimal{"5.0"}, true},
        {"d", Decimal{"5,0"}, false},
        {"s", "𠮷野家"s, true},
        {"s", "𠮷野家だ"s, false},
        {"s", "a\xFF"s, false},
        {"u", "https://example.jp/"s, true},
        {"u", "not a url"s, false},
        {"on", Date{"2026-10-21"}, true},
        {"on", Date{"2026-10"}, false},
        {"on", Date{"2025-12-31"}, false},
        {"on", "2026-10-21"s, false},
        {"at", DateTime{"2026-10-21T15:00:00+09:00"}, true},
        {"at", DateTime{"soon"}, false},
        {"t", Time{"15:00:00"}, true},
        {"c", Coding{"a", "あ", "s"}, true},
        {"c", Coding{"b", "い", "s"}, false},
        {"c", Coding{"a", "あ", "other"}, false},
        {"c", "あ"s, false},
        {"o", "ほか"s, true},
        {"o", Coding{"a", "あ", ""}, true},
        {"o", Coding{"z", "ん", ""}, false},
        {"free", Coding{"z", "ん", ""}, true},
        {"r", Reference{"Case/1", ""}, true},
        {"r", Reference{}, false},
        {"q", Quantity{{"46.2"}, "kg"}, true},
        {"q", Quantity{{"300.5"}, "kg"}, false},
        {"q", Quantity{{"x"}, "kg"}, false},
        {"g", "x"s, false},
        {"x", "x"s, false},
    };
    for (const Case& c : cases) {
        const Item* item = form.find(c.item);
        REQUIRE(item != nullptr);
        CAPTURE(c.item, text_of(c.value));
        const Status status = check_value(*item, c.value);
        CHECK(status.has_value() == c.fits);
        if (!status) CHECK(status.error().fault == Fault::bad_value);
        CHECK(check_value(*item, Value{}).has_value());
    }
}
