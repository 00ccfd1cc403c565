#include "bundle_fixture.h"

#include "exchange/bundle_fhir.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace tsunagi {

std::vector<DocumentId> practice_cases() {
    std::vector<DocumentId> cases;
    for (const Document& document : practice_documents()) {
        if (document.kind == Kind::case_) cases.push_back(document.id);
    }
    return cases;
}

std::vector<const Form*> form_pointers() {
    std::vector<const Form*> pointers;
    for (const auto& [name, shipped] : shipped_forms()) pointers.push_back(&shipped.form);
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

namespace {

std::vector<std::string> questionnaires_for(const std::vector<Document>& documents) {
    std::vector<std::string> texts;
    for (const auto& [name, shipped] : shipped_forms()) {
        if (std::ranges::contains(documents, shipped.form.reference(), &Document::form))
            texts.push_back(shipped.json);
    }
    return texts;
}

}  // namespace

BundleInput make_input(std::vector<Document> documents, const DocumentId& case_id, SectionSet sections) {
    BundleInput input;
    input.documents = std::move(documents);
    input.case_id = case_id;
    input.sections = sections;
    input.questionnaires = questionnaires_for(input.documents);
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

void keep_for_schema_check(const std::string& name, const std::string& bundle) {
    std::error_code error;
    const auto folder = std::filesystem::read_symlink("/proc/self/exe", error).parent_path() / "bundles";
    std::filesystem::create_directories(folder, error);
    std::ofstream(folder / (name + ".json"), std::ios::binary) << bundle;
}

}  // namespace tsunagi
