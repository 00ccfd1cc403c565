#include "exchange/bundle_read.h"

#include "exchange/bundle_fhir.h"

#include <algorithm>

namespace tsunagi {
namespace fhir {

std::string_view type_of(const Json& resource) {
    const std::string* type = find_string(resource, "resourceType");
    return type != nullptr ? std::string_view(*type) : std::string_view{};
}

std::string text_member(const Json* object, std::string_view name) {
    const std::string* text = object != nullptr ? find_string(*object, name) : nullptr;
    return text != nullptr ? *text : std::string{};
}

const Json* object_member(const Json* object, std::string_view name) {
    return object != nullptr ? find_object(*object, name) : nullptr;
}

const Json* first_member(const Json* object, std::string_view name) {
    const Json* list = object != nullptr ? find_array(*object, name) : nullptr;
    return list != nullptr && !list->empty() && list->front().is_object() ? &list->front() : nullptr;
}

std::string human_name_text(const Json* name) {
    if (name == nullptr) return {};
    std::string text = text_member(name, "text");
    if (!text.empty()) return text;
    text = text_member(name, "family");
    if (const Json* given = find_array(*name, "given")) {
        for (const Json& part : *given) {
            if (!part.is_string()) continue;
            if (!text.empty()) text += ' ';
            text += part.get_ref<const std::string&>();
        }
    }
    return text;
}

std::string code_in(const Json* concept_json, std::string_view system) {
    const Json* codings = concept_json != nullptr ? find_array(*concept_json, "coding") : nullptr;
    if (codings == nullptr) return {};
    for (const Json& coding : *codings) {
        if (text_member(&coding, "system") == system) return text_member(&coding, "code");
    }
    return {};
}

Resources::Resources(const Json& entries) {
    for (const Json& entry : entries) {
        const Json* resource = find_object(entry, "resource");
        if (resource == nullptr) continue;
        resources_.push_back(resource);
        if (const std::string url = text_member(&entry, "fullUrl"); !url.empty())
            by_address_.emplace(url, resource);
        const std::string id = text_member(resource, "id");
        if (!id.empty()) by_address_.emplace(std::string(type_of(*resource)) + "/" + id, resource);
    }
}

std::vector<const Json*> Resources::of_type(std::string_view type) const {
    std::vector<const Json*> found;
    std::ranges::copy_if(resources_, std::back_inserter(found),
                         [type](const Json* resource) { return type_of(*resource) == type; });
    return found;
}

const Json* Resources::first_of_type(std::string_view type) const {
    const auto found =
        std::ranges::find_if(resources_, [type](const Json* resource) { return type_of(*resource) == type; });
    return found != resources_.end() ? *found : nullptr;
}

const Json* Resources::follow(const Json* reference) const {
    const auto found = by_address_.find(text_member(reference, "reference"));
    return found != by_address_.end() ? found->second : nullptr;
}

namespace {

enum class FormatTag : std::uint8_t { none, current, later, broken };

FormatTag format_of(const Json* meta) {
    const Json* tags = meta != nullptr ? find_array(*meta, "tag") : nullptr;
    if (tags == nullptr) return FormatTag::none;
    for (const Json& tag : *tags) {
        if (text_member(&tag, "system") != "urn:tsunagi:format") continue;
        const std::string code = text_member(&tag, "code");
        if (code == "1") return FormatTag::current;
        const bool number = !code.empty() && code.size() < 10 && code[0] != '0' &&
                            code.find_first_not_of("0123456789") == std::string::npos;
        return number ? FormatTag::later : FormatTag::broken;
    }
    return FormatTag::none;
}

// Either place counts: a mark lost on the way must not turn practice data into real ones.
bool is_practice(const Json* meta) {
    for (const std::string_view name : {"tag", "security"}) {
        const Json* marks = meta != nullptr ? find_array(*meta, name) : nullptr;
        if (marks == nullptr) continue;
        for (const Json& mark : *marks) {
            if (text_member(&mark, "system") == "urn:tsunagi:practice") return true;
        }
    }
    return false;
}

void read_organisation(const Json* organisation, BundleParty& party) {
    if (organisation == nullptr || type_of(*organisation) != "Organization") return;
    party.organisation = text_member(organisation, "name");
    party.phone = text_member(first_member(organisation, "telecom"), "value");
}

BundleParty read_author(const Resources& resources, const Json* composition) {
    BundleParty party;
    const Json* author = first_member(composition, "author");
    party.name = text_member(author, "display");
    const Json* who = resources.follow(author);
    if (who != nullptr && type_of(*who) == "PractitionerRole") {
        party.profession = text_member(first_member(who, "code"), "text");
        read_organisation(resources.follow(object_member(who, "organization")), party);
        who = resources.follow(object_member(who, "practitioner"));
    }
    if (who != nullptr && type_of(*who) == "Organization") {
        party.name.clear();
        read_organisation(who, party);
    } else if (who != nullptr && type_of(*who) == "Practitioner") {
        const std::string name = human_name_text(first_member(who, "name"));
        if (!name.empty()) party.name = name;
    }
    if (party.organisation.empty())
        read_organisation(resources.follow(object_member(composition, "custodian")), party);
    return party;
}

Audience read_audience(const Json* meta) {
    const Json* tags = meta != nullptr ? find_array(*meta, "tag") : nullptr;
    if (tags == nullptr) return Audience::visiting_nurse;
    for (const Json& tag : *tags) {
        if (text_member(&tag, "system") != "urn:tsunagi:audience") continue;
        return find_audience(text_member(&tag, "code")).value_or(Audience::visiting_nurse);
    }
    return Audience::visiting_nurse;
}

SectionSet read_codes(const Json* provision) {
    SectionSet sections;
    const Json* codes = provision != nullptr ? find_array(*provision, "code") : nullptr;
    if (codes == nullptr) return sections;
    for (const Json& one : *codes) {
        if (const auto section = find_section(code_in(&one, "urn:tsunagi:section"))) sections.add(*section);
    }
    return sections;
}

// Only to be shown: nothing here is decided by what a file says it was allowed.
BundleConsent read_consent(const Resources& resources) {
    BundleConsent consent;
    consent.covered = {};
    const Json* resource = resources.first_of_type("Consent");
    if (resource == nullptr) return consent;
    const Json* provision = object_member(resource, "provision");
    const Json* period = object_member(provision, "period");
    const Json* performer = first_member(resource, "performer");
    const Json* giver = resources.follow(performer);
    const bool by_patient = giver != nullptr && type_of(*giver) == "Patient";
    consent.given_by = by_patient ? "本人" : text_member(performer, "display");
    consent.given_on = text_member(resource, "dateTime");
    consent.until = text_member(period, "end");
    if (text_member(resource, "status") == "active") consent.covered = read_codes(provision);
    const Json* extensions = find_array(*resource, "extension");
    if (extensions == nullptr) return consent;
    for (const Json& one : *extensions) {
        if (text_member(&one, "url") == "urn:tsunagi:beyond-consent")
            consent.beyond = text_member(&one, "valueString");
    }
    return consent;
}

BundleParty read_recipient(const Resources& resources) {
    BundleParty party;
    const Json* provision = object_member(resources.first_of_type("Consent"), "provision");
    const Json* target = object_member(first_member(provision, "actor"), "reference");
    read_organisation(resources.follow(target), party);
    if (party.organisation.empty()) party.name = text_member(target, "display");
    return party;
}

SectionSet read_sections(const Json* composition) {
    SectionSet sections;
    const Json* list = composition != nullptr ? find_array(*composition, "section") : nullptr;
    if (list == nullptr) return sections;
    for (const Json& one : *list) {
        const auto section = find_section(code_in(object_member(&one, "code"), "urn:tsunagi:section"));
        if (section) sections.add(*section);
    }
    return sections;
}

void read_keys(const Resources& resources, ReceivedBundle& received) {
    const Json* agent = first_member(resources.first_of_type("Provenance"), "agent");
    const Json* extensions = agent != nullptr ? find_array(*agent, "extension") : nullptr;
    if (extensions == nullptr) return;
    for (const Json& one : *extensions) {
        const std::string url = text_member(&one, "url");
        if (url == "urn:tsunagi:signer-key") received.signer_key = text_member(&one, "valueString");
        if (url == "urn:tsunagi:return-key") received.return_key = text_member(&one, "valueString");
    }
}

// One case and what belongs to it. A file that also brought a directory entry or settings along could put a
// key of its choice in a station's place when it is merged; another case's document could change a patient
// nobody is looking at.
// A notice of withdrawal is about a file and travels alone.
Status check_documents(const std::vector<Document>& documents) {
    DocumentId case_id;
    if (documents.size() == 1 && documents.front().kind == Kind::withdrawal) {
        if (!documents.front().subject.empty()) return fail(Fault::wrong_type, "a withdrawal about a case");
        return {};
    }
    for (const Document& document : documents) {
        if (!may_travel(document.kind) || document.kind == Kind::withdrawal)
            return fail(Fault::wrong_type, "a kind that does not travel");
        if (document.kind == Kind::person) continue;
        const DocumentId& belongs_to = document.kind == Kind::case_ ? document.id : document.subject;
        if (belongs_to.empty()) return fail(Fault::wrong_type, "a document without a case");
        if (!case_id.empty() && case_id != belongs_to)
            return fail(Fault::wrong_type, "documents of two cases");
        case_id = belongs_to;
    }
    return {};
}

Result<std::vector<Document>> read_documents(const Json& binary) {
    const std::string* data = find_string(binary, "data");
    if (data == nullptr) return fail(Fault::wrong_type, "changes without data");
    const auto bytes = parse_base64(*data);
    if (!bytes) return fail(Fault::wrong_type, "changes are not base64");
    auto documents = parse_documents(text_of(*bytes));
    if (!documents) return documents;
    if (const Status checked = check_documents(*documents); !checked) return std::unexpected(checked.error());
    return documents;
}

// None when it was made elsewhere. wrong_type for two of them: which one would be true?
Result<const Json*> find_changes(const Resources& resources) {
    const Json* found = nullptr;
    for (const Json* binary : resources.of_type("Binary")) {
        if (text_member(binary, "contentType") != changes_mime) continue;
        if (found != nullptr) return fail(Fault::wrong_type, "two sets of changes");
        found = binary;
    }
    return found;
}

Status read_ours(const Resources& resources, const Json& changes, ReceivedBundle& received) {
    auto documents = read_documents(changes);
    if (!documents) return std::unexpected(documents.error());
    received.origin = BundleOrigin::tsunagi;
    received.documents = std::move(*documents);
    received.sections = read_sections(resources.first_of_type("Composition"));
    received.recipient = read_recipient(resources);
    received.consent = read_consent(resources);
    for (const Json* form : resources.of_type("Questionnaire"))
        received.questionnaires.push_back(dump_json(*form));
    return {};
}

bool is_readable_bundle(const Json& json) {
    if (!json.is_object() || type_of(json) != "Bundle") return false;
    const std::string type = text_member(&json, "type");
    return type == "document" || type == "collection";
}

}  // namespace
}  // namespace fhir

bool may_travel(Kind kind) {
    switch (kind) {
        case Kind::case_:
        case Kind::note:
        case Kind::checklist:
        case Kind::tasks:
        case Kind::plan:
        case Kind::assessment:
        case Kind::follow_up:
        case Kind::receipt:
        case Kind::consult:
        case Kind::person:
        case Kind::withdrawal: return true;
        default: return false;
    }
}

Result<ReceivedBundle> parse_bundle(std::string_view text) {
    using namespace fhir;
    const auto json = parse_json(text);
    if (!json) return std::unexpected(json.error());
    if (!is_readable_bundle(*json)) return fail(Fault::not_our_file, "no bundle of type document");
    const Json* meta = find_object(*json, "meta");
    const FormatTag format = format_of(meta);
    if (format == FormatTag::later) return fail(Fault::future_version, "bundle format");
    if (format == FormatTag::broken) return fail(Fault::wrong_type, "format tag");
    const Json* entries = find_array(*json, "entry");
    if (entries == nullptr) return fail(Fault::wrong_type, "bundle without entries");
    if (entries->size() > max_entries) return fail(Fault::too_large, "bundle entries");

    const Resources resources(*entries);
    const Json* composition = resources.first_of_type("Composition");
    ReceivedBundle received;
    received.store = is_practice(meta) ? StoreKind::practice : StoreKind::real;
    received.title = text_member(composition, "title");
    received.made_at = text_member(&*json, "timestamp");
    received.audience = read_audience(meta);
    received.sender = read_author(resources, composition);
    read_keys(resources, received);
    const auto changes = find_changes(resources);
    if (!changes) return std::unexpected(changes.error());
    if (format == FormatTag::current && *changes != nullptr) {
        if (const Status read = read_ours(resources, **changes, received); !read)
            return std::unexpected(read.error());
        return received;
    }
    received.readable = read_foreign(resources);
    received.not_read = list_not_read(resources);
    return received;
}

}  // namespace tsunagi
