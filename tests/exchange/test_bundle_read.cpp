// Bundles from outside: those made elsewhere, those that lie, and those that are broken.
#include "exchange/bundle_fhir.h"
#include "exchange/bundle_text.h"
#include "support/outcome.h"

#include "bundle_fixture.h"

#include <algorithm>

namespace tsunagi {
namespace {

Fault fault_of(const std::string& text) {
    return tsunagi::fault_of(parse_bundle(text));
}

// Our own bundle with other documents inside its Binary.
std::string with_changes(const std::string& changes) {
    const Document about = make_document(Kind::case_, test_id(5), "case", "", {{"name", "乾"}});
    BundleInput input = make_input({about}, test_id(5), {});
    input.questionnaires.clear();
    Json bundle = parsed(make_bundle(input).value());
    for (Json& entry : bundle["entry"]) {
        if (*find_string(entry["resource"], "resourceType") != "Binary") continue;
        entry["resource"]["data"] = fhir::base64_of(view_of(changes));
    }
    return dump_json(bundle);
}

std::string with_documents(const std::vector<Document>& documents) {
    return with_changes(json_of(documents));
}

constexpr const char* foreign =
    R"({"resourceType":"Bundle","type":"document","timestamp":"2026-11-01T10:00:00Z","entry":[
 {"fullUrl":"urn:uuid:1","resource":{"resourceType":"Composition","id":"c","title":"看護サマリー",
  "author":[{"reference":"Practitioner/p"}],"custodian":{"reference":"Organization/o"},
  "section":[{"title":"経過","text":{"div":"<div>入院後 <b>安定</b><br/>水分 1.2L &lt;厳守&gt;</div>"},
   "section":[{"title":"細目","text":{"div":"<p>一</p><p>二</p>"}}]},{"title":"空"}]}},
 {"resource":{"resourceType":"Patient","id":"x","identifier":[{"value":"A-1"}],"gender":"male","birthDate":"1950-01-02",
  "name":[{"text":"カナ ナマエ","extension":[{"url":"http://hl7.org/fhir/StructureDefinition/iso21090-EN-representation","valueCode":"SYL"}]},
          {"family":"神林","given":["一","二"]}]}},
 {"resource":{"resourceType":"Practitioner","id":"p","name":[{"text":"外部 花子"}]}},
 {"resource":{"resourceType":"Organization","id":"o","name":"別の病院","telecom":[{"value":"00-0000-9999"}]}},
 {"resource":{"resourceType":"Questionnaire","url":"http://example.org/q","title":"問診"}},
 {"resource":{"resourceType":"QuestionnaireResponse","questionnaire":"http://example.org/q|2","item":[
   {"linkId":"1","text":"食事","answer":[{"valueString":"全量"},{"valueBoolean":true}]},
   {"linkId":"2","text":"移動","item":[{"linkId":"2.1","text":"歩行","answer":[{"valueCoding":{"code":"a","display":"自立"}}]},
     {"linkId":"2.2","answer":[{"valueQuantity":{"value":1.5,"unit":"m"}}]}]},{"linkId":"3","text":"空","item":[]}]}},
 {"resource":{"resourceType":"Observation"}},{"resource":{"resourceType":"Observation"}},
 {"resource":{"resourceType":"Binary","contentType":"application/pdf","data":"AAAA"}},
 {"resource":7},{"nothing":true},"text",null
]})";

}  // namespace

TEST_CASE("a bundle made elsewhere opens for reading") {
    const auto received = parse_bundle(foreign);
    REQUIRE(received.has_value());
    CHECK(received->origin == BundleOrigin::elsewhere);
    CHECK(received->documents.empty());
    CHECK(received->sections.empty());
    CHECK(received->title == "看護サマリー");
    CHECK(received->sender.name == "外部 花子");
    CHECK(received->sender.organisation == "別の病院");
    CHECK(received->sender.phone == "00-0000-9999");
    const ViewPatient& patient = received->readable.patient;
    CHECK(patient.patient_id == "A-1");
    CHECK(patient.name == "神林 一 二");
    CHECK(patient.kana == "カナ ナマエ");
    CHECK(patient.sex == "男性");
    CHECK(patient.birth_date == "1950-01-02");
    REQUIRE(received->not_read.size() == 4);
    CHECK(received->not_read[1].resource_type == "Observation");
    CHECK(received->not_read[1].count == 2);
}

TEST_CASE("narratives and answers made elsewhere become blocks") {
    const auto received = parse_bundle(foreign);
    REQUIRE(received.has_value());
    std::string seen;
    for (const ViewBlock& block : received->readable.blocks) {
        seen += block.title.typed + "|";
        for (const ViewCell& item : block.items) seen += item.text.typed + "|";
        for (const ViewRow& row : block.rows)
            seen += row.label.typed + "=" + row.values.front().text.typed + "|";
    }
    CHECK(
        seen ==
        "看護サマリー|経過||入院後 安定\n水分 1.2L <厳守>|細目||一\n二|空|問診||食事=全量|食事=はい|移動||歩行=自立|"
        "2.2=1.5 m|");
}

TEST_CASE("what is no bundle for us is refused by its own fault") {
    CHECK(fault_of("") == Fault::bad_json);
    CHECK(fault_of("{") == Fault::bad_json);
    CHECK(fault_of("[]") == Fault::not_our_file);
    CHECK(fault_of(R"({"resourceType":"Patient"})") == Fault::not_our_file);
    CHECK(fault_of(R"({"resourceType":"Bundle","type":"searchset","entry":[]})") == Fault::not_our_file);
    CHECK(fault_of(R"({"resourceType":"Bundle","type":7,"entry":[]})") == Fault::not_our_file);
    CHECK(fault_of(R"({"resourceType":"Bundle","type":"document"})") == Fault::wrong_type);
    CHECK(fault_of(R"({"resourceType":"Bundle","type":"document","entry":{}})") == Fault::wrong_type);
    CHECK(fault_of(R"({"resourceType":"Bundle","type":"document","type":"document","entry":[]})") ==
          Fault::duplicate_key);
    CHECK(fault_of(R"({"resourceType":"Bundle","type":"document","entry":[]})") == Fault::none);
}

TEST_CASE("a later format is kept for a later version, a strange one is refused") {
    const auto with_tag = [](const std::string& code) {
        return R"({"resourceType":"Bundle","type":"document","meta":{"tag":[{"system":"urn:tsunagi:format","code":")" +
               code + R"("}]},"entry":[]})";
    };
    CHECK(fault_of(with_tag("2")) == Fault::future_version);
    CHECK(fault_of(with_tag("17")) == Fault::future_version);
    CHECK(fault_of(with_tag("0")) == Fault::wrong_type);
    CHECK(fault_of(with_tag("x")) == Fault::wrong_type);
    CHECK(fault_of(with_tag("")) == Fault::wrong_type);
    CHECK(fault_of(with_tag("1")) == Fault::none);
}

TEST_CASE("only one case and its own documents come out of a file") {
    const Document about = make_document(Kind::case_, test_id(5), "case", "", {{"name", "乾"}});
    const Document note =
        make_document(Kind::note, test_id(6), "conference-note", test_id(5), {{"troubles", "x"}});
    CHECK(fault_of(with_documents({about, note})) == Fault::none);
    const Document elsewhere =
        make_document(Kind::note, test_id(7), "conference-note", test_id(8), {{"troubles", "x"}});
    CHECK(fault_of(with_documents({about, elsewhere})) == Fault::wrong_type);
    const Document second = make_document(Kind::case_, test_id(8), "case", "", {{"name", "別の人"}});
    CHECK(fault_of(with_documents({about, second})) == Fault::wrong_type);
    const Document loose = make_document(Kind::note, test_id(9), "conference-note", "", {{"troubles", "x"}});
    CHECK(fault_of(with_documents({loose})) == Fault::wrong_type);
    for (const Kind kind : {Kind::organisation, Kind::settings, Kind::ledger, Kind::meeting, Kind::consent}) {
        const Document smuggled =
            make_document(kind, test_id(9), "organisation", test_id(5), {{"agreement_key", "{}"}});
        CHECK(fault_of(with_documents({about, smuggled})) == Fault::wrong_type);
    }
}

TEST_CASE("broken changes are refused, not read around") {
    CHECK(fault_of(with_changes("")) == Fault::bad_json);
    CHECK(fault_of(with_changes("[]")) == Fault::wrong_type);
    CHECK(fault_of(with_changes(R"({"v":2,"documents":[]})")) == Fault::future_version);
    Json bundle = parsed(with_documents({}));
    std::size_t binary = 0;
    while (*find_string(bundle["entry"][binary]["resource"], "resourceType") != "Binary") ++binary;
    bundle["entry"][binary]["resource"]["data"] = "A===";
    CHECK(fault_of(dump_json(bundle)) == Fault::wrong_type);
    bundle["entry"][binary]["resource"]["data"] = 5;
    CHECK(fault_of(dump_json(bundle)) == Fault::wrong_type);
    bundle["entry"].push_back(bundle["entry"][binary]);
    CHECK(fault_of(dump_json(bundle)) == Fault::wrong_type);
}

TEST_CASE("no shape of any part crashes the reader") {
    const Json whole = parsed(foreign);
    const Json ours =
        parsed(with_documents({make_document(Kind::case_, test_id(5), "case", "", {{"name", "乾"}})}));
    const Json shapes[] = {
        Json(nullptr), Json(7),        Json("x"),        Json(true),
        Json::array(), Json::object(), Json::array({7}), Json::array({Json::array({Json::object()})})};
    int read = 0;
    for (const Json* source : {&whole, &ours}) {
        const Json flat = source->flatten();
        for (const auto& [pointer, value] : flat.items()) {
            for (Json::json_pointer at(pointer); !at.empty(); at.pop_back()) {
                for (const Json& shape : shapes) {
                    if (read % 311 == 0) {  // a spread of all combinations
                        Json broken = *source;
                        broken[at] = shape;
                        const auto received = parse_bundle(dump_json(broken));
                        CHECK((received.has_value() || received.error().fault != Fault::none));
                    }
                    ++read;
                }
            }
        }
    }
    CHECK(read > 1000);
}

TEST_CASE("strict base64 and FHIR's own types") {
    for (const std::string& text : {std::string(), std::string("f"), std::string("fo"), std::string("foo"),
                                    std::string("\xff\xfe\xfd\xfc")}) {
        const auto back = fhir::parse_base64(fhir::base64_of(view_of(text)));
        REQUIRE(back.has_value());
        CHECK(text_of(*back) == text);
    }
    CHECK(fhir::base64_of(view_of("fo")) == "Zm8=");
    for (const char* bad : {"Zm8", "Zm9=", "Zm 8=", "Zm8=\n", "-_-_", "====",
                            "Zg=="
                            "Zg=="}) {
        INFO(bad);
        CHECK_FALSE(fhir::parse_base64(bad).has_value());
    }
    CHECK(fhir::uuid_of("0123456789abcdef0123456789abcdef") == "01234567-89ab-cdef-0123-456789abcdef");
    CHECK(fhir::uuid_of("a") != fhir::uuid_of("b"));
    CHECK(fhir::uuid_of("a").size() == 36);
    CHECK(fhir::uuid_of("a")[14] == '8');
    CHECK(fhir::is_code("a b"));
    CHECK_FALSE(fhir::is_code("a  b"));
    CHECK_FALSE(fhir::is_code(" a"));
    CHECK_FALSE(fhir::is_code(""));
    CHECK_FALSE(fhir::is_uri("a b"));
    CHECK(fhir::fit_text(" \n\u3000").text.empty());
    CHECK(fhir::fit_text(" a ").text == " a ");
    CHECK_FALSE(fhir::fit_text("a\u3000b").changed);
    CHECK(fhir::fit_text(std::string_view("a\0b", 3)).text == "a\uFFFDb");
}

TEST_CASE("narratives are escaped on the way out and harmless on the way in") {
    const std::string div = fhir::narrative_of({{0, "願い", "<script>&\n\"\x01"}});
    CHECK(
        div ==
        "<div xmlns=\"http://www.w3.org/1999/xhtml\"><p><b>願い</b><br/>&lt;script&gt;&amp;<br/>&quot;\uFFFD</p></div>");
    CHECK(fhir::text_of_narrative(div) == "願い\n<script>&\n\"\uFFFD");
    CHECK(fhir::text_of_narrative("a &amp;lt; &#x3042;&#12354; &unknown; &#0; &#x110000; & < b") ==
          "a &lt; ああ &unknown; \uFFFD \uFFFD & < b");
    CHECK(fhir::text_of_narrative("<<<>>>").size() < 7);
    CHECK(fhir::text_of_narrative("&") == "&");
}

}  // namespace tsunagi
