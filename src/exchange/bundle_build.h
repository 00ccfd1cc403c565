// Owns what the makers of the single resources share while a bundle is being made. Only bundle*.cpp include
// it.
#pragma once

#include "core/document.h"
#include "core/form.h"
#include "core/json.h"
#include "exchange/bundle.h"
#include "exchange/bundle_fhir.h"

#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace tsunagi::fhir {

// A document as it leaves: only the chosen sections are in it.
struct SentDocument {
    explicit SentDocument(const Document& selected) : document(selected), answers(selected) {}
    const Document& document;
    Answers answers;
    const Form* form = nullptr;  // none when its questionnaire was not given
    std::string response_url;    // of its QuestionnaireResponse
    Json response;               // made first: the narrative is written from it
};

enum class MemberKind : std::uint8_t { practitioner, patient, family };

// Somebody who took part or is responsible, named once however often they are mentioned.
struct TeamMember {
    std::string name, profession, organisation;
    MemberKind kind = MemberKind::practitioner;
    std::string practitioner_url, role_url, organisation_url;  // empty where there is no such resource
};

struct Draft {
    explicit Draft(const BundleInput& made_from) : input(made_from) {}

    const BundleInput& input;
    SectionSet sections;     // what is sent: as chosen, of what the audience may have
    int offset_minutes = 0;  // of made_at; change times are written in the same zone
    std::vector<Document> documents;
    std::string changes;            // the documents as they are merged elsewhere
    std::deque<SentDocument> sent;  // case first, then notes by date, then the others
    std::vector<Form> forms;
    std::vector<Json> questionnaires;
    std::vector<TeamMember> team;
    std::vector<std::string> task_urls;  // in order of the entries
    std::vector<Json> entries;

    const SentDocument& case_document() const { return sent.front(); }
    std::vector<const SentDocument*> of_kind(Kind kind) const;
    // The same name always gives the same address within a bundle, so references can be written before their
    // targets.
    std::string url(std::string_view name) const {
        return "urn:uuid:" + uuid_of(input.case_id + "/" + std::string(name));
    }
    std::string patient_url() const { return "urn:uuid:" + uuid_of(input.case_id); }
    void add_entry(const std::string& full_url, Json resource);  // sets resource.id
};

Json resource_of(std::string_view type);
// Who made a bundle, in its Provenance: with the key that signs the file and the one that answers go to,
// where there are such.
Json author_agent(const std::string& signer_key, const std::string& return_key, Json who);
Json meta_of(StoreKind store);  // of the Bundle: format, and practice marked twice
bool is_bundle_id(std::string_view id);
Json patient_reference(const Draft& draft);
Json encounter_reference(const Draft& draft);
// By exact name; a plain display where nobody of that name is in the team.
Json member_reference(const Draft& draft, std::string_view name);
Json sender_reference(const Draft& draft);
std::string instant_of(const Draft& draft, const Hlc& at);
// An answer's text at "group[row].field".
std::string row_text(const SentDocument& sent, std::string_view group, const std::string& row,
                     std::string_view field);

// bundle_team.cpp
void collect_team(Draft& draft);
void add_organisations(Draft& draft);
void add_practitioners(Draft& draft);
void add_care_team(Draft& draft);
// bundle_patient.cpp
void add_patient(Draft& draft);
void add_encounter(Draft& draft);
// bundle_forms.cpp
Status read_questionnaires(Draft& draft);
void make_responses(Draft& draft);
void add_forms(Draft& draft);
// bundle_plan.cpp
void add_plan(Draft& draft);
// bundle_record.cpp
void add_composition(Draft& draft);
void add_consent(Draft& draft);
void add_provenance(Draft& draft);
void add_changes(Draft& draft);

}  // namespace tsunagi::fhir
