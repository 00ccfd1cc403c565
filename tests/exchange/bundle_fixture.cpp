#include "bundle_fixture.h"

#include "exchange/bundle_fhir.h"

#include <fstream>
#include <iterator>

namespace tsunagi {

std::string read_project_file(const std::string& path) {
    std::ifstream stream(std::string(TSUNAGI_SOURCE_DIR "/") + path, std::ios::binary);
    INFO(path);
    REQUIRE(stream.good());
    return {std::istreambuf_iterator<char>(stream), {}};
}

const std::vector<Document>& practice_documents() {
    static const std::vector<Document> documents = [] {
        auto practice = parse_json(read_project_file("assets/practice/practice.json"));
        REQUIRE(practice.has_value());
        practice->erase("reference_date");
        auto parsed = parse_documents(dump_json(*practice));
        REQUIRE(parsed.has_value());
        return std::move(*parsed);
    }();
    return documents;
}

std::vector<DocumentId> practice_cases() {
    std::vector<DocumentId> cases;
    for (const Document& document : practice_documents()) {
        if (document.kind == Kind::case_) cases.push_back(document.id);
    }
    return cases;
}

std::vector<Document> about_practice_case(const DocumentId& case_id) {
    std::vector<Document> documents;
    for (const Document& document : practice_documents()) {
        if (document.id == case_id || document.subject == case_id) documents.push_back(document);
    }
    return documents;
}

const std::vector<std::string>& questionnaires() {
    static const std::vector<std::string> texts = {
        read_project_file("assets/forms/case.json"), read_project_file("assets/forms/conference-note.json"),
        read_project_file("assets/forms/discharge-checklist.json"),
        read_project_file("assets/forms/tasks.json"), read_project_file("assets/forms/meeting.json")};
    return texts;
}

const std::vector<Form>& forms() {
    static const std::vector<Form> parsed = [] {
        std::vector<Form> all;
        for (const std::string& text : questionnaires()) {
            auto form = parse_form(text);
            REQUIRE(form.has_value());
            all.push_back(std::move(*form));
        }
        return all;
    }();
    return parsed;
}

std::vector<const Form*> form_pointers() {
    std::vector<const Form*> pointers;
    for (const Form& form : forms()) pointers.push_back(&form);
    return pointers;
}

std::string test_id(int number) {
    std::string digits = std::to_string(number);
    return std::string(32 - digits.size(), '0') + digits;
}

Coding choice(const std::string& code, const std::string& word) {
    return {code, word, "urn:tsunagi:code:test"};
}

Document make_document(Kind kind, const std::string& id, const std::string& form, const std::string& subject,
                       const std::vector<std::pair<Path, Value>>& answers) {
    Document document{id, kind, "urn:tsunagi:form:" + form + "|1", subject, {}};
    for (const auto& [path, value] : answers) change(document, path, value);
    return document;
}

void change(Document& document, const Path& path, Value value) {
    static int next_change = 1'000'000;
    const Hlc at{1'790'000'000'000 + next_change, 0};
    auto made =
        make_change(document, path, std::move(value), at, test_id(77), "tablet", test_id(next_change++));
    REQUIRE(made.has_value());
    add_changes(document, {std::move(*made)});
}

BundleInput make_input(std::vector<Document> documents, const DocumentId& case_id, SectionSet sections) {
    BundleInput input;
    input.documents = std::move(documents);
    input.case_id = case_id;
    input.sections = sections;
    input.questionnaires = questionnaires();
    input.bundle_id = "0123456789abcdef0123456789abcdef";
    input.made_at = "2026-11-21T14:05:00+09:00";
    input.store = StoreKind::practice;
    input.sender = {"渡辺 ゆかり", "病棟看護師", "汐見原総合病院 A3病棟", "00-0000-0113"};
    input.recipient = {"梶谷 むつみ", "訪問看護師", "訪問看護ステーション このは坂", "00-0000-0201"};
    input.consent = {"本人", "2026-09-10", "書面", "すべて"};
    input.signer_key = R"({"kty":"EC","crv":"P-256","x":"signer","y":"signer"})";
    input.return_key = R"({"kty":"EC","crv":"P-256","x":"return","y":"return"})";
    return input;
}

Json parsed(const std::string& bundle) {
    auto json = parse_json(bundle);
    REQUIRE(json.has_value());
    return std::move(*json);
}

std::vector<Json> resources_of(const Json& bundle, const std::string& type) {
    std::vector<Json> found;
    for (const Json& entry : bundle["entry"]) {
        const Json& resource = entry["resource"];
        if (*find_string(resource, "resourceType") == type) found.push_back(resource);
    }
    return found;
}

std::string changes_text(const Json& bundle) {
    const auto binaries = resources_of(bundle, "Binary");
    REQUIRE(binaries.size() == 1);
    const std::string* data = find_string(binaries.front(), "data");
    REQUIRE(data != nullptr);
    const auto bytes = fhir::parse_base64(*data);
    REQUIRE(bytes.has_value());
    return text_of(*bytes);
}

}  // namespace tsunagi
