// The payload of a hand-over: what stands in it, that it says the truth, and that it comes back as it went.
#include "exchange/bundle_fhir.h"
#include "support/outcome.h"

#include "bundle_fixture.h"

#include <algorithm>
#include <set>

namespace tsunagi {
namespace {

std::string made(const BundleInput& input) {
    auto bundle = make_bundle(input);
    INFO((bundle ? "" : bundle.error().detail));
    REQUIRE(bundle.has_value());
    return std::move(*bundle);
}

void collect_references(const Json& json, std::vector<std::string>& out) {
    if (json.is_object()) {
        if (const std::string* target = find_string(json, "reference")) out.push_back(*target);
    }
    if (json.is_structured()) {
        for (const Json& child : json) collect_references(child, out);
    }
}

void check_addresses(const Json& bundle) {
    std::set<std::string> urls;
    for (const Json& entry : bundle["entry"]) {
        const std::string url = *find_string(entry, "fullUrl");
        CHECK(urls.insert(url).second);
        CHECK(url == "urn:uuid:" + *find_string(entry["resource"], "id"));
    }
    std::vector<std::string> references;
    collect_references(bundle, references);
    CHECK(references.size() > 10);
    for (const std::string& reference : references) {
        INFO(reference);
        CHECK(urls.contains(reference));
    }
}

std::vector<Document> make_awkward_documents() {
    const std::string id = test_id(5);
    std::vector<Document> documents;
    documents.push_back(make_document(Kind::case_, id, "case", "",
                                      {{"patient_id", "TRN-9999"},
                                       {"name", "𠮷野　神\uFA19子"},
                                       {"kana", "ﾖｼﾉ ｶﾐｺ"},
                                       {"birth_date", Date{"1940-02-29"}},
                                       {"sex", choice("female", "女性")},
                                       {"ward", " \u3000\t"},
                                       {"life_story", "１行目\n\n\t2行目\r\n  <b>&amp;\"'"},
                                       {"housing", "空白\u00A0と\u2028行"},
                                       {"insurance", "\u200B"},
                                       {"family", "か\u3099 葛󠄀 辻󠄀 👩‍👩‍👧"},
                                       {"adl_now", std::int64_t{85}},
                                       {"adl_before", std::int64_t{5'000'000'000}},
                                       {"admission_date", Date{"2026-11"}},
                                       {"care_level_valid_until", Date{"2027-03-31"}},
                                       {"diagnoses[a].name", "慢性心不全"},
                                       {"diagnoses[a].kind", Coding{"", "主病名", ""}},
                                       {"diagnoses[b].name", "\u3000"},
                                       {"medications[m].name", "薬\v改"},
                                       {"medications[m].dose", "1.50 mg"},
                                       {"procedures[p].name", "在宅酸素"},
                                       {"procedures[p].next_exchange_on", Date{"2026-12-01"}}}));
    documents.push_back(make_document(Kind::note, test_id(6), "conference-note", id,
                                      {{"held_on", Date{"2026-11-20"}},
                                       {"start_time", Time{"14:35:00"}},
                                       {"participants[x].name", "髙𣘺"},
                                       {"participants[x].profession", "医師"},
                                       {"participants[x].organisation", "汐見原総合病院"},
                                       {"participants[x].spoken", true},
                                       {"participants[y].name", "本人"},
                                       {"participants[y].profession", "本人"},
                                       {"participants[y].organisation", "本人・家族"},
                                       {"patient_wish", "=HYPERLINK(\"x\") <img onerror=1>"},
                                       {"decisions[d].what", "@酸素を頼む"},
                                       {"decisions[d].owner", "髙𣘺"},
                                       {"decisions[d].due", Date{"2026-11-30"}},
                                       {"decisions[d].status", choice("done", "済")},
                                       {"decisions[e].what", "  "}}));
    return documents;
}

const std::vector<Document>& awkward_documents() {
    static const std::vector<Document> documents = make_awkward_documents();
    return documents;
}

}  // namespace

TEST_CASE("a bundle is one document about one patient, composition first") {
    const DocumentId case_id = practice_cases().front();
    const Json bundle = parsed(made(make_input(practice_documents(), case_id, SectionSet::all())));
    CHECK(*find_string(bundle, "resourceType") == "Bundle");
    CHECK(*find_string(bundle, "type") == "document");
    CHECK(*find_string(bundle, "timestamp") == "2026-11-21T14:05:00+09:00");
    CHECK(*find_string(bundle["identifier"], "value") == "urn:uuid:01234567-89ab-cdef-0123-456789abcdef");
    CHECK(*find_string(bundle["entry"][0]["resource"], "resourceType") == "Composition");
    for (const char* type :
         {"Composition", "Patient", "Encounter", "CareTeam", "CarePlan", "Consent", "Provenance", "Binary"}) {
        INFO(type);
        CHECK(resources_of(bundle, type).size() == 1);
    }
    for (const char* type : {"Organization", "Practitioner", "PractitionerRole", "Questionnaire",
                             "QuestionnaireResponse", "Task"}) {
        INFO(type);
        CHECK(resources_of(bundle, type).size() >= 2);
    }
    check_addresses(bundle);
}

TEST_CASE("equal input gives equal bytes, whatever else the tablet holds") {
    const DocumentId case_id = practice_cases().front();
    const BundleInput input = make_input(practice_documents(), case_id, SectionSet::all());
    const std::string bundle = made(input);
    CHECK(bundle == made(input));
    std::vector<Document> only_this;
    for (const Document& document : practice_documents()) {
        const bool of_case = document.id == case_id || document.subject == case_id;
        if (of_case || document.kind == Kind::person) only_this.push_back(document);
    }
    CHECK(only_this.size() < practice_documents().size());
    CHECK(bundle == made(make_input(only_this, case_id, SectionSet::all())));
}

TEST_CASE("every practice case goes out and comes back change for change") {
    for (const DocumentId& case_id : practice_cases()) {
        const std::string text = made(make_input(about_practice_case(case_id), case_id, SectionSet::all()));
        keep_for_schema_check("practice-" + case_id.substr(0, 8), text);
        const auto received = parse_bundle(text);
        REQUIRE(received.has_value());
        CHECK(received->origin == BundleOrigin::tsunagi);
        CHECK(received->sections == SectionSet::all());
        REQUIRE(!received->documents.empty());
        for (const Document& back : received->documents) {
            const auto sent = std::ranges::find(practice_documents(), back.id, &Document::id);
            REQUIRE(sent != practice_documents().end());
            if (back.kind == Kind::person) continue;
            const auto selected = select({*sent}, SectionSet::all());
            REQUIRE(selected.size() == 1);
            CHECK(json_of(selected.front()) == json_of(back));
        }
        CHECK(std::ranges::count(received->documents, Kind::case_, &Document::kind) == 1);
    }
}

TEST_CASE("who sent it, to whom, and with which keys is read back") {
    const auto received = parse_bundle(
        made(make_input(practice_documents(), practice_cases()[1], {Section::wish, Section::sudden})));
    REQUIRE(received.has_value());
    CHECK(received->store == StoreKind::practice);
    CHECK(received->title == "【練習】退院支援の申し送り");
    CHECK(received->made_at == "2026-11-21T14:05:00+09:00");
    CHECK(received->sender.name == "渡辺 ゆかり");
    CHECK(received->sender.profession == "病棟看護師");
    CHECK(received->sender.organisation == "汐見原総合病院 A3病棟");
    CHECK(received->sender.phone == "00-0000-0113");
    CHECK(received->recipient.organisation == "訪問看護ステーション このは坂");
    CHECK(received->signer_key.find("signer") != std::string::npos);
    CHECK(received->return_key.find("return") != std::string::npos);
    CHECK(received->sections == SectionSet{Section::identity, Section::wish, Section::sudden});
    CHECK(received->questionnaires.size() == 2);  // the case and the note; no checklist was chosen
    CHECK(received->not_read.empty());
}

TEST_CASE("real data carry no practice mark, practice data carry it three times") {
    BundleInput input = make_input(practice_documents(), practice_cases().front(), {});
    input.store = StoreKind::real;
    const std::string real = made(input);
    CHECK(real.find("urn:tsunagi:practice") == std::string::npos);
    CHECK(real.find("【練習】") == std::string::npos);
    CHECK(parse_bundle(real)->store == StoreKind::real);
    const Json practice = parsed(made(make_input(practice_documents(), practice_cases().front(), {})));
    CHECK(*find_string(practice["meta"]["tag"][1], "code") == "practice");
    CHECK(*find_string(practice["meta"]["security"][0], "code") == "HTEST");
    CHECK(*find_string(practice["meta"]["security"][1], "system") == "urn:tsunagi:practice");
}

TEST_CASE("what was typed is in the Binary code point by code point, and fits FHIR's strings beside it") {
    const std::string text = made(make_input(awkward_documents(), test_id(5), SectionSet::all()));
    keep_for_schema_check("awkward", text);
    const Json bundle = parsed(text);
    check_addresses(bundle);
    const auto received = parse_bundle(text);
    REQUIRE(received.has_value());
    CHECK(json_of(received->documents) == json_of(awkward_documents()));

    const Json patient = resources_of(bundle, "Patient").front();
    CHECK(*find_string(patient["name"][0], "text") == "𠮷野　神\uFA19子");
    CHECK(*find_string(patient, "gender") == "female");
    CHECK(*find_string(patient, "birthDate") == "1940-02-29");
    CHECK_FALSE(resources_of(bundle, "Encounter").front().contains("location"));  // the ward is blank
    CHECK(*find_string(resources_of(bundle, "Encounter").front()["period"], "start") == "2026-11");
}

TEST_CASE("answers that FHIR's types do not take are still there to be read") {
    const Json bundle = parsed(made(make_input(awkward_documents(), test_id(5), SectionSet::all())));
    const std::string text = dump_json(bundle);
    CHECK(
        text.find(
            R"("_valueString":{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/data-absent-reason")") !=
        std::string::npos);
    CHECK(text.find(R"("valueString":"空白 と\n行","_valueString")") != std::string::npos);
    CHECK(text.find(R"("valueDecimal":5000000000)") != std::string::npos);
    CHECK(text.find("\u2028") == std::string::npos);
    CHECK(text.find("&lt;img onerror=1&gt;") != std::string::npos);  // in the narrative
    CHECK(resources_of(bundle, "Task").size() == 1);                 // the blank decision is none
}

TEST_CASE("the consent says for whom and for which sections, and its scope only with the decisions") {
    BundleInput input = make_input(awkward_documents(), test_id(5), {Section::wish});
    input.consent.scope = "HOTまで";
    Json consent = resources_of(parsed(made(input)), "Consent").front();
    CHECK(*find_string(consent["policyRule"], "text") == "本人 2026-09-10 書面");
    CHECK(*find_string(consent["provision"]["actor"][0]["reference"], "display") ==
          "訪問看護ステーション このは坂");
    REQUIRE(consent["provision"]["code"].size() == 2);
    CHECK(*find_string(consent["provision"]["code"][1]["coding"][0], "code") == "wish");
    input.sections.add(Section::decisions);
    consent = resources_of(parsed(made(input)), "Consent").front();
    CHECK(*find_string(consent["policyRule"], "text") == "本人 2026-09-10 書面 HOTまで");
}

TEST_CASE("the consent carries its giver, its end, and apart from it what goes beyond it, with the reason") {
    BundleInput input =
        make_input(awkward_documents(), test_id(5), {Section::wish, Section::home, Section::decisions});
    input.consent = {"家族",        "2026-09-10", "書面",          "",
                     "次女 さつき", "2027-03-31", {Section::wish}, "急変のため"};
    const std::string text = made(input);
    keep_for_schema_check("consent-beyond", text);
    const Json consent = resources_of(parsed(text), "Consent").front();
    CHECK(*find_string(consent, "status") == "active");
    CHECK(*find_string(consent["performer"][0], "display") == "次女 さつき");
    CHECK(*find_string(consent["provision"]["period"], "start") == "2026-09-10");
    CHECK(*find_string(consent["provision"]["period"], "end") == "2027-03-31");
    CHECK(consent["provision"]["code"].size() == 2);  // identity and the wish
    const Json& beyond = consent["provision"]["provision"][0];
    CHECK(*find_string(beyond["purpose"][0], "code") == "BTG");
    CHECK(beyond["code"].size() == 2);
    CHECK(find_string(consent["policyRule"], "text")->contains("急変のため"));
    const auto received = parse_bundle(text);
    REQUIRE(received);
    CHECK(received->consent.beyond == "急変のため");
    CHECK(received->consent.covered == SectionSet{Section::identity, Section::wish});

    input.consent = {.covered = {}, .beyond = "救急"};
    const std::string bare = made(input);
    keep_for_schema_check("consent-none", bare);
    const Json none = resources_of(parsed(bare), "Consent").front();
    CHECK(*find_string(none, "status") == "proposed");
    CHECK(*find_string(none["provision"]["purpose"][0], "code") == "BTG");
    CHECK_FALSE(none.contains("performer"));
}

TEST_CASE("a file says for whom it is written, and an unknown reader is read whole") {
    for (const AudienceInfo& info : audience_table()) {
        BundleInput input = make_input(practice_documents(), practice_cases().front(), SectionSet::all());
        input.audience = info.audience;
        std::string text = made(input);
        keep_for_schema_check("audience-" + std::string(info.code), text);
        const auto received = parse_bundle(text);
        REQUIRE(received);
        CHECK(received->audience == info.audience);
        CHECK(received->sections == info.most);
        if (info.audience != Audience::family) continue;
        const std::string tag = R"("code":"family")";
        const auto at = text.find(tag);
        REQUIRE(at != std::string::npos);
        text.replace(at, tag.size(), R"("code":"pharmacy")");
        CHECK(parse_bundle(text)->audience == Audience::visiting_nurse);
    }
}

TEST_CASE("a decision becomes a task with its owner, due date and state") {
    const Json bundle = parsed(made(make_input(awkward_documents(), test_id(5), {Section::decisions})));
    const Json task = resources_of(bundle, "Task").front();
    CHECK(*find_string(task, "description") == "@酸素を頼む");
    CHECK(*find_string(task, "status") == "completed");
    CHECK(*find_string(task["owner"], "display") == "髙𣘺");
    CHECK(*find_string(task["restriction"]["period"], "end") == "2026-11-30");
    CHECK(*find_string(task["code"]["coding"][0], "code") == "decision");
}

TEST_CASE("both texts of a conflict are in the answers, marked") {
    std::vector<Document> documents = awkward_documents();
    Change rival = documents[0].changes.front();
    rival.id = test_id(999);
    rival.path = "housing";
    rival.value = "別の人が書いた";
    rival.replaces.clear();
    add_changes(documents[0], {rival});
    const std::string text = made(make_input(documents, test_id(5), {Section::home}));
    keep_for_schema_check("conflict", text);
    CHECK(text.find("urn:tsunagi:conflict") != std::string::npos);
    CHECK(text.find("別の人が書いた") != std::string::npos);
    CHECK(text.find("空白 と") != std::string::npos);
}

TEST_CASE("a form nobody gave along still leaves its answers readable") {
    BundleInput input = make_input(awkward_documents(), test_id(5), SectionSet::all());
    input.questionnaires.clear();
    const std::string text = made(input);
    keep_for_schema_check("without-forms", text);
    CHECK(resources_of(parsed(text), "Questionnaire").empty());
    CHECK(text.find(R"("linkId":"decisions[d].what")") != std::string::npos);
    CHECK(parse_bundle(text).has_value());
}

TEST_CASE("hardly anything known still makes a valid document") {
    const Document about = make_document(Kind::case_, test_id(5), "case", "", {{"bed", "1108-2"}});
    BundleInput input = make_input({about}, test_id(5), {});
    input.sender = {};
    input.recipient = {};
    input.consent = {};
    input.signer_key.clear();
    input.return_key.clear();
    const std::string text = made(input);
    keep_for_schema_check("bare", text);
    const auto received = parse_bundle(text);
    REQUIRE(received.has_value());
    CHECK(received->signer_key.empty());
    CHECK(Answers(received->documents.front()).text("bed") == "1108-2");
}

TEST_CASE("what cannot be made is refused") {
    const auto fault = [](const BundleInput& input) { return fault_of(make_bundle(input)); };
    BundleInput input = make_input(awkward_documents(), test_id(5), {});
    CHECK(fault(input) == Fault::none);
    input.case_id = test_id(4);
    CHECK(fault(input) == Fault::data_missing);
    input.case_id = test_id(6);  // a note is no case
    CHECK(fault(input) == Fault::data_missing);
    input = make_input(awkward_documents(), test_id(5), {});
    input.made_at = "2026-11-21 14:05";
    CHECK(fault(input) == Fault::bad_value);
    input = make_input(awkward_documents(), test_id(5), {});
    input.bundle_id = "x";
    CHECK(fault(input) == Fault::bad_value);
    input = make_input(awkward_documents(), test_id(5), {});
    input.questionnaires.push_back("{}");
    CHECK(fault(input) == Fault::bad_form);
    input = make_input(awkward_documents(), test_id(5), SectionSet::all());
    for (int i = 0; i < 8; ++i)
        change(input.documents[0], "life_story", std::string(900'000, static_cast<char>('a' + i)));
    CHECK(fault(input) == Fault::too_large);
}

}  // namespace tsunagi
