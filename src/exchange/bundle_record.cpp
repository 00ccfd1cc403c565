// Owns Composition, Consent, Provenance and the Binary: what this document is, what it rests on, who made it,
// and the changes themselves.
#include "core/calendar.h"
#include "exchange/bundle_build.h"
#include "exchange/bundle_text.h"

namespace tsunagi::fhir {
namespace {

constexpr std::string_view section_system = "urn:tsunagi:section";

std::string title_of(const BundleInput& input) {
    return std::string(input.store == StoreKind::practice ? "【練習】" : "") + "退院支援の申し送り";
}

void append_heading(std::vector<TextRow>& rows, const SentDocument& sent) {
    std::string heading =
        sent.form != nullptr ? sent.form->title : std::string(kind_code(sent.document.kind));
    if (const std::string date = sent.answers.text("held_on"); !date.empty()) heading += " " + date;
    rows.push_back({0, std::move(heading), {}});
}

// A section's answers as text for people whose software knows nothing of ours, and references to the whole
// answers.
Json section_of(const Draft& draft, const SectionInfo& info) {
    std::vector<TextRow> rows;
    Json entries = Json::array();
    for (const SentDocument& sent : draft.sent) {
        if (sent.response_url.empty()) continue;
        const Json* items = find_array(sent.response, "item");
        if (items == nullptr) continue;
        auto found = rows_of_items(*items, [&](std::string_view link_id) {
            return sections_covering(sent.document.kind, link_id).has(info.section);
        });
        if (found.empty()) continue;
        append_heading(rows, sent);
        rows.insert(rows.end(), found.begin(), found.end());
        entries.push_back(reference(sent.response_url, {}));
    }
    Json section = Json::object();
    section["title"] = info.title;
    section["code"] = concept_of(section_system, info.code, info.title);
    section["text"]["status"] = "generated";
    section["text"]["div"] = narrative_of(rows.empty() ? std::vector<TextRow>{{0, "記載なし", {}}} : rows);
    if (entries.empty()) {
        section["emptyReason"] =
            concept_of("http://terminology.hl7.org/CodeSystem/list-empty-reason", "unavailable");
    } else {
        section["entry"] = std::move(entries);
    }
    return section;
}

// Receipts, follow-ups, questions: no section of the ward's, so they stand behind them all.
Json section_of_replies(const Draft& draft) {
    std::vector<TextRow> rows;
    Json entries = Json::array();
    for (const SentDocument& sent : draft.sent) {
        if (!is_reply(sent.document.kind) || sent.response_url.empty()) continue;
        const Json* items = find_array(sent.response, "item");
        if (items == nullptr) continue;
        append_heading(rows, sent);
        const auto found = rows_of_items(*items, [](std::string_view) { return true; });
        rows.insert(rows.end(), found.begin(), found.end());
        entries.push_back(reference(sent.response_url, {}));
    }
    if (entries.empty()) return {};
    Json section = Json::object();
    section["title"] = "返事";
    section["code"] = concept_of(section_system, "replies", "返事");
    section["text"]["status"] = "generated";
    section["text"]["div"] = narrative_of(rows);
    section["entry"] = std::move(entries);
    return section;
}

Json party_reference(const Draft& draft, const BundleParty& party) {
    if (!fit_text(party.organisation).text.empty()) {
        return reference(draft.url("Organization/" + party.organisation), party.organisation);
    }
    return reference({}, party.name);
}

// For people whose software does not know what the members mean. The scope is free text of the note's 共有先,
// which is covered by the decisions: without them it stays behind.
std::string consent_words(const Draft& draft) {
    const BundleConsent& consent = draft.input.consent;
    std::string words;
    const auto add = [&words](const std::string& part) {
        if (part.empty()) return;
        if (!words.empty()) words += " ";
        words += part;
    };
    add(consent.given_by);
    add(consent.given_by_name);
    add(consent.given_on);
    add(consent.until.empty() ? std::string() : "〜" + consent.until);
    add(consent.method);
    if (draft.sections.has(Section::decisions)) add(consent.scope);
    add(consent.beyond.empty() ? std::string() : "同意の範囲をこえて渡す理由：" + consent.beyond);
    return words;
}

Json section_codes(SectionSet sections) {
    Json codes = Json::array();
    for (const SectionInfo& info : section_table()) {
        if (sections.has(info.section)) codes.push_back(concept_of(section_system, info.code, info.title));
    }
    return codes;
}

// What HL7 calls breaking the glass: used although nobody agreed, with the reason kept.
Json break_the_glass() {
    return Json::array(
        {coding("http://terminology.hl7.org/CodeSystem/v3-ActReason", "BTG", "break the glass")});
}

Json period_of(const BundleConsent& consent) {
    Json period = Json::object();
    if (is_fhir_date(consent.given_on)) period["start"] = consent.given_on;
    if (is_fhir_date(consent.until)) period["end"] = consent.until;
    return period;
}

Json giver_of(const Draft& draft) {
    const BundleConsent& consent = draft.input.consent;
    if (consent.given_by == "本人") return patient_reference(draft);
    const bool named = !fit_text(consent.given_by_name).text.empty();
    return member_reference(draft, named ? consent.given_by_name : consent.given_by);
}

}  // namespace

void add_composition(Draft& draft) {
    const BundleInput& input = draft.input;
    Json composition = resource_of("Composition");
    composition["status"] = "final";
    composition["type"] = concept_of("http://loinc.org", "18761-7", "Transfer summary note");
    composition["subject"] = patient_reference(draft);
    composition["encounter"] = encounter_reference(draft);
    composition["date"] = input.made_at;
    composition["author"] = Json::array({sender_reference(draft)});
    composition["title"] = title_of(input);
    composition["confidentiality"] = "R";
    if (!fit_text(input.sender.organisation).text.empty()) {
        composition["custodian"] = party_reference(draft, input.sender);
    }
    Json sections = Json::array();
    for (const SectionInfo& info : section_table()) {
        const bool chosen = info.section == Section::identity || draft.sections.has(info.section);
        if (chosen) sections.push_back(section_of(draft, info));
    }
    if (Json replies = section_of_replies(draft); !replies.empty()) sections.push_back(std::move(replies));
    composition["section"] = std::move(sections);
    draft.add_entry(draft.url("Composition"), std::move(composition));
}

void add_consent(Draft& draft) {
    const BundleInput& input = draft.input;
    SectionSet covered = input.consent.covered;
    covered.add(Section::identity);
    const SectionSet agreed = draft.sections.common(covered);
    const SectionSet beyond = draft.sections.without(covered);
    const bool nothing_agreed = input.consent.covered.empty();
    Json consent = resource_of("Consent");
    if (!input.consent.beyond.empty()) {
        consent["extension"] =
            Json::array({extension("urn:tsunagi:beyond-consent", "valueString", input.consent.beyond)});
    }
    consent["status"] = nothing_agreed ? "proposed" : "active";
    consent["scope"] = concept_of("http://terminology.hl7.org/CodeSystem/consentscope", "patient-privacy");
    consent["category"] = Json::array({concept_of("http://loinc.org", "59284-0", "Patient Consent")});
    consent["patient"] = patient_reference(draft);
    if (is_fhir_date(input.consent.given_on)) consent["dateTime"] = input.consent.given_on;
    if (!fit_text(input.consent.given_by).text.empty()) consent["performer"] = Json::array({giver_of(draft)});
    consent["policyRule"] = concept_of("http://terminology.hl7.org/CodeSystem/v3-ActCode", "OPTIN");
    set_text(consent["policyRule"], "text", consent_words(draft));
    Json& provision = consent["provision"];
    provision["type"] = "permit";
    set(provision, "period", period_of(input.consent));
    if (Json recipient = party_reference(draft, input.recipient); !recipient.empty()) {
        Json actor = Json::object();
        actor["role"] = concept_of("http://terminology.hl7.org/CodeSystem/v3-ParticipationType", "IRCP",
                                   "information recipient");
        actor["reference"] = std::move(recipient);
        provision["actor"] = Json::array({actor});
    }
    if (nothing_agreed) {
        provision["purpose"] = break_the_glass();
        provision["code"] = section_codes(draft.sections);
    } else {
        provision["code"] = section_codes(agreed);
        if (!beyond.empty()) {
            Json more = Json::object();
            more["type"] = "permit";
            more["purpose"] = break_the_glass();
            more["code"] = section_codes(beyond);
            provision["provision"] = Json::array({more});
        }
    }
    draft.add_entry(draft.url("Consent"), std::move(consent));
}

void add_provenance(Draft& draft) {
    const BundleInput& input = draft.input;
    Json agent = author_agent(input.signer_key, input.return_key, sender_reference(draft));
    if (!fit_text(input.sender.organisation).text.empty())
        agent["onBehalfOf"] = party_reference(draft, input.sender);
    Json provenance = resource_of("Provenance");
    provenance["target"] =
        Json::array({reference(draft.url("Composition"), {}), reference(draft.url("Binary"), {})});
    provenance["recorded"] = input.made_at;
    provenance["agent"] = Json::array({agent});
    draft.add_entry(draft.url("Provenance"), std::move(provenance));
}

void add_changes(Draft& draft) {
    Json binary = resource_of("Binary");
    binary["contentType"] = changes_mime;
    binary["data"] = base64_of(view_of(draft.changes));
    draft.add_entry(draft.url("Binary"), std::move(binary));
}

}  // namespace tsunagi::fhir
