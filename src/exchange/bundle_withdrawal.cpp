// Owns the bundle of a notice of withdrawal: which file, why, who says so. It names no patient.
#include "core/calendar.h"
#include "core/form.h"
#include "exchange/bundle_build.h"
#include "exchange/bundle_text.h"

namespace tsunagi {
namespace fhir {
namespace {

struct Notice {
    const WithdrawalInput& input;
    Answers answers;
    Form form;
    std::vector<Json> entries;

    std::string url(std::string_view name) const {
        return "urn:uuid:" + uuid_of(input.notice.id + "/" + std::string(name));
    }
    void add(const std::string& full_url, Json resource) {
        resource["id"] = full_url.substr(std::string_view("urn:uuid:").size());
        Json entry = Json::object();
        entry["fullUrl"] = full_url;
        entry["resource"] = std::move(resource);
        entries.push_back(std::move(entry));
    }
    bool has_organisation() const { return !fit_text(input.sender.organisation).text.empty(); }
    Json sender() const { return reference(url("PractitionerRole"), input.sender.name); }
};

std::vector<TextRow> rows_of(const Notice& notice) {
    std::vector<TextRow> rows;
    for (const Item& item : notice.form.items) {
        const std::string text = notice.answers.text(item.link_id);
        if (!text.empty()) rows.push_back({0, item.text, text});
    }
    return rows;
}

void add_head(Notice& notice) {
    const WithdrawalInput& input = notice.input;
    Json composition = resource_of("Composition");
    composition["status"] = "final";
    composition["type"] = concept_of("urn:tsunagi:code:file-kind", "withdrawal", notice.form.title);
    composition["date"] = input.made_at;
    composition["author"] = Json::array({notice.sender()});
    composition["title"] =
        std::string(input.store == StoreKind::practice ? "【練習】" : "") + notice.form.title;
    if (notice.has_organisation()) {
        composition["custodian"] = reference(notice.url("Organization"), input.sender.organisation);
    }
    Json section = Json::object();
    section["title"] = notice.form.title;
    section["text"]["status"] = "generated";
    section["text"]["div"] = narrative_of(rows_of(notice));
    section["entry"] = Json::array({reference(notice.url("QuestionnaireResponse"), {})});
    composition["section"] = Json::array({section});
    notice.add(notice.url("Composition"), std::move(composition));
}

void add_sender(Notice& notice) {
    const BundleParty& sender = notice.input.sender;
    if (notice.has_organisation()) {
        Json organisation = resource_of("Organization");
        set_text(organisation, "name", sender.organisation);
        if (!fit_text(sender.phone).text.empty()) {
            Json phone = Json::object();
            phone["system"] = "phone";
            set_text(phone, "value", sender.phone);
            organisation["telecom"] = Json::array({phone});
        }
        notice.add(notice.url("Organization"), std::move(organisation));
    }
    Json practitioner = resource_of("Practitioner");
    Json name = Json::object();
    set_text_or_reason(name, "text", sender.name);
    practitioner["name"] = Json::array({name});
    notice.add(notice.url("Practitioner"), std::move(practitioner));
    Json role = resource_of("PractitionerRole");
    role["practitioner"] = reference(notice.url("Practitioner"), sender.name);
    if (notice.has_organisation()) {
        role["organization"] = reference(notice.url("Organization"), sender.organisation);
    }
    if (Json profession = concept_text(sender.profession); !profession.empty()) {
        role["code"] = Json::array({profession});
    }
    notice.add(notice.url("PractitionerRole"), std::move(role));
}

void add_response(Notice& notice, Json questionnaire) {
    const WithdrawalInput& input = notice.input;
    notice.add(notice.url("Questionnaire"), std::move(questionnaire));
    Json response = resource_of("QuestionnaireResponse");
    response["identifier"]["system"] = "urn:tsunagi:document";
    response["identifier"]["value"] = input.notice.id;
    if (is_uri(input.notice.form)) response["questionnaire"] = input.notice.form;
    response["status"] = "completed";
    response["authored"] = input.made_at;
    response["author"] = notice.sender();
    Json items = Json::array();
    for (const Item& item : notice.form.items) {
        const Value& value = notice.answers.value(item.link_id);
        Json answer = Json::object();
        if (const auto* time = std::get_if<DateTime>(&value); time && is_fhir_date_time(time->iso)) {
            answer["valueDateTime"] = time->iso;
        } else if (!set_text(answer, "valueString", text_of(value))) {
            continue;
        }
        Json question = Json::object();
        set_text(question, "linkId", item.link_id);
        set_text(question, "text", item.text);
        question["answer"] = Json::array({answer});
        items.push_back(std::move(question));
    }
    set(response, "item", std::move(items));
    notice.add(notice.url("QuestionnaireResponse"), std::move(response));
}

void add_record(Notice& notice) {
    const WithdrawalInput& input = notice.input;
    Json agent = author_agent(input.signer_key, input.return_key, notice.sender());
    Json provenance = resource_of("Provenance");
    provenance["target"] =
        Json::array({reference(notice.url("Composition"), {}), reference(notice.url("Binary"), {})});
    provenance["recorded"] = input.made_at;
    provenance["agent"] = Json::array({agent});
    notice.add(notice.url("Provenance"), std::move(provenance));
    Json binary = resource_of("Binary");
    binary["contentType"] = changes_mime;
    binary["data"] = base64_of(view_of(json_of(std::vector<Document>{input.notice})));
    notice.add(notice.url("Binary"), std::move(binary));
}

Json bundle_of(Notice& notice) {
    const WithdrawalInput& input = notice.input;
    Json bundle = Json::object();
    bundle["resourceType"] = "Bundle";
    bundle["id"] = uuid_of(input.bundle_id);
    bundle["meta"] = meta_of(input.store);
    bundle["identifier"]["system"] = "urn:ietf:rfc:3986";
    bundle["identifier"]["value"] = "urn:uuid:" + uuid_of(input.bundle_id);
    bundle["type"] = "document";
    bundle["timestamp"] = input.made_at;
    bundle["entry"] = Json::array();
    for (Json& entry : notice.entries) bundle["entry"].push_back(std::move(entry));
    return bundle;
}

}  // namespace
}  // namespace fhir

Result<std::string> make_withdrawal_bundle(const WithdrawalInput& input) {
    using namespace fhir;
    if (input.notice.kind != Kind::withdrawal || !input.notice.subject.empty()) {
        return fail(Fault::bad_value, "no notice of withdrawal");
    }
    if (!is_fhir_date_time(input.made_at)) return fail(Fault::bad_value, "made_at");
    if (!is_bundle_id(input.bundle_id)) return fail(Fault::bad_value, "bundle_id");
    auto form = parse_form(input.questionnaire);
    if (!form) return std::unexpected(form.error());
    auto questionnaire = parse_json(input.questionnaire);
    if (!questionnaire) return std::unexpected(questionnaire.error());
    Notice notice{input, Answers(input.notice), std::move(*form), {}};
    add_head(notice);
    add_sender(notice);
    add_response(notice, std::move(*questionnaire));
    add_record(notice);
    return dump_json(bundle_of(notice));
}

}  // namespace tsunagi
