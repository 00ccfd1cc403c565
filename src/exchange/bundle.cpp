#include "exchange/bundle.h"

#include "core/calendar.h"
#include "core/sorting.h"
#include "exchange/bundle_build.h"

#include <algorithm>

namespace tsunagi {
namespace fhir {

std::vector<const SentDocument*> Draft::of_kind(Kind kind) const {
    std::vector<const SentDocument*> found;
    for (const SentDocument& one : sent) {
        if (one.document.kind == kind) found.push_back(&one);
    }
    return found;
}

void Draft::add_entry(const std::string& full_url, Json resource) {
    resource["id"] = full_url.substr(std::string_view("urn:uuid:").size());
    Json entry = Json::object();
    entry["fullUrl"] = full_url;
    entry["resource"] = std::move(resource);
    entries.push_back(std::move(entry));
}

Json resource_of(std::string_view type) {
    Json resource = Json::object();
    resource["resourceType"] = type;
    resource["id"] = "";  // keeps its place in front; add_entry fills it
    return resource;
}

Json author_agent(const std::string& signer_key, const std::string& return_key, Json who) {
    Json agent = Json::object();
    Json extensions = Json::array();
    if (!signer_key.empty())
        extensions.push_back(extension("urn:tsunagi:signer-key", "valueString", signer_key));
    if (!return_key.empty())
        extensions.push_back(extension("urn:tsunagi:return-key", "valueString", return_key));
    set(agent, "extension", std::move(extensions));
    agent["type"] = concept_of("http://terminology.hl7.org/CodeSystem/provenance-participant-type", "author");
    agent["who"] = std::move(who);
    return agent;
}

Json patient_reference(const Draft& draft) {
    return reference(draft.patient_url(), draft.case_document().answers.text("name"));
}

Json encounter_reference(const Draft& draft) {
    return reference(draft.url("Encounter"), {});
}

std::string instant_of(const Draft& draft, const Hlc& at) {
    return iso_of(local_date_time(at.wall_ms, draft.offset_minutes));
}

std::string row_text(const SentDocument& sent, std::string_view group, const std::string& row,
                     std::string_view field) {
    return sent.answers.text(row_path(group, row, field));
}

bool is_bundle_id(std::string_view id) {
    return id.size() == 32 && id.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

namespace {

// The part of a hand-over that may be sealed: base64url twice makes 16 bytes of 9.
constexpr std::size_t max_bundle_bytes = (std::size_t{16} << 20) / 16 * 9 - (64u << 10);

// The case, what belongs to it, and those who may have written it. Other cases never get as far as the
// filter.
std::vector<Document> about_case(const BundleInput& input) {
    std::vector<Document> documents;
    for (const Document& document : input.documents) {
        const bool is_case = document.kind == Kind::case_ && document.id == input.case_id;
        const bool belongs = document.kind != Kind::case_ && document.subject == input.case_id;
        if (is_case || belongs || document.kind == Kind::person) documents.push_back(document);
    }
    return select(documents, input.sections, input.audience, input.replies);
}

// Case first, notes by date, then as they came.
void sort_documents(std::vector<Document>& documents) {
    const auto rank = [](const Document& document) {
        if (document.kind == Kind::case_) return 0;
        return document.kind == Kind::note ? 1 : 2;
    };
    sort_by(documents, [&rank](const Document& document) {
        const bool is_note = document.kind == Kind::note;
        return std::pair(rank(document), is_note ? Answers(document).text("held_on") : std::string());
    });
}

Json tag(std::string_view system, std::string_view code) {
    return coding(system, code);
}

}  // namespace

Json meta_of(StoreKind store) {
    Json meta = Json::object();
    const bool practice = store == StoreKind::practice;
    if (practice) {
        // HTEST is HL7's own word for "not a real patient"; systems that know it keep the data apart.
        meta["security"] = Json::array({coding("http://terminology.hl7.org/CodeSystem/v3-ActReason", "HTEST"),
                                        tag("urn:tsunagi:practice", "practice")});
    }
    meta["tag"] = Json::array({tag("urn:tsunagi:format", "1")});
    if (practice) meta["tag"].push_back(tag("urn:tsunagi:practice", "practice"));
    return meta;
}

namespace {

Json bundle_of(Draft& draft) {
    Json bundle = Json::object();
    bundle["resourceType"] = "Bundle";
    bundle["id"] = uuid_of(draft.input.bundle_id);
    bundle["meta"] = meta_of(draft.input.store);
    bundle["meta"]["tag"].push_back(coding("urn:tsunagi:audience", info_of(draft.input.audience).code));
    bundle["identifier"]["system"] = "urn:ietf:rfc:3986";
    bundle["identifier"]["value"] = "urn:uuid:" + uuid_of(draft.input.bundle_id);
    bundle["type"] = "document";
    bundle["timestamp"] = draft.input.made_at;
    bundle["entry"] = Json::array();
    for (Json& entry : draft.entries) bundle["entry"].push_back(std::move(entry));
    return bundle;
}

Status prepare(Draft& draft) {
    const auto made_at = parse_date_time(draft.input.made_at);
    if (!made_at || !is_fhir_date_time(draft.input.made_at)) return fail(Fault::bad_value, "made_at");
    if (!is_bundle_id(draft.input.bundle_id)) return fail(Fault::bad_value, "bundle_id");
    draft.offset_minutes = made_at->offset_minutes;
    draft.sections = draft.input.sections.common(info_of(draft.input.audience).most);
    draft.sections.add(Section::identity);
    draft.documents = about_case(draft.input);
    sort_documents(draft.documents);
    if (draft.documents.empty() || draft.documents.front().kind != Kind::case_) {
        return fail(Fault::data_missing, "no case document of this id");
    }
    draft.changes = json_of(draft.documents);
    // Said before the other resources are made: in base64 alone it is too much.
    if (draft.changes.size() / 3 * 4 > max_bundle_bytes) return fail(Fault::too_large, "changes");
    if (const Status read = read_questionnaires(draft); !read) return read;
    for (const Document& document : draft.documents) draft.sent.emplace_back(document);
    return {};
}

void add_entries(Draft& draft) {
    collect_team(draft);
    make_responses(draft);
    add_composition(draft);  // FHIR wants it first
    add_patient(draft);
    add_encounter(draft);
    add_organisations(draft);
    add_practitioners(draft);
    add_care_team(draft);
    add_forms(draft);
    add_plan(draft);
    add_consent(draft);
    add_provenance(draft);
    add_changes(draft);
}

}  // namespace
}  // namespace fhir

std::string content_of(const BundleInput& input) {
    std::vector<Document> documents = fhir::about_case(input);
    fhir::sort_documents(documents);
    return json_of(documents);
}

Result<std::string> make_bundle(const BundleInput& input) {
    fhir::Draft draft(input);
    if (const Status ready = fhir::prepare(draft); !ready) return std::unexpected(ready.error());
    fhir::add_entries(draft);
    std::string text = dump_json(fhir::bundle_of(draft));
    if (text.size() > fhir::max_bundle_bytes) return fail(Fault::too_large, "bundle");
    return text;
}

}  // namespace tsunagi
