// Owns the Patient and Encounter resources: who it is about and this stay in hospital.
#include "core/calendar.h"
#include "exchange/bundle_build.h"

namespace tsunagi::fhir {
namespace {

// How a name is written: IDE in kanji, SYL in kana (as the Japanese profiles of FHIR have it).
Json human_name(std::string_view name, std::string_view representation) {
    Json json = Json::object();
    if (!set_text(json, "text", name)) return Json::object();
    json["extension"] =
        Json::array({extension("http://hl7.org/fhir/StructureDefinition/iso21090-EN-representation",
                               "valueCode", std::string(representation))});
    json["use"] = "official";
    return json;
}

std::string gender_code(const Value& sex) {
    const auto* choice = std::get_if<Coding>(&sex);
    const std::string code = choice != nullptr ? choice->code : std::string{};
    const std::string word = text_of(sex);
    if (code == "male" || word == "男性") return "male";
    if (code == "female" || word == "女性") return "female";
    return word.empty() ? "unknown" : "other";
}

Json key_person_of(const Answers& answers) {
    Json contact = Json::object();
    if (const std::string relation = answers.text("key_person_relation"); !fit_text(relation).text.empty()) {
        contact["relationship"] = Json::array({concept_text(relation)});
    }
    Json name = Json::object();
    if (set_text(name, "text", answers.text("key_person_name"))) contact["name"] = std::move(name);
    Json phone = Json::object();
    phone["system"] = "phone";
    if (set_text(phone, "value", answers.text("key_person_phone"))) contact["telecom"] = Json::array({phone});
    return contact;
}

Json stay_of(const Answers& answers) {
    Json period = Json::object();
    if (const std::string from = answers.text("admission_date"); is_fhir_date(from)) period["start"] = from;
    if (const std::string to = answers.text("actual_discharge_date"); is_fhir_date(to)) period["end"] = to;
    return period;
}

void add_encounter_people(const Draft& draft, Json& encounter) {
    Json participants = Json::array();
    for (const std::string_view path :
         {"attending_physician", "ward_nurse", "discharge_support_nurse", "msw"}) {
        const std::string name = draft.case_document().answers.text(path);
        if (fit_text(name).text.empty()) continue;
        Json participant = Json::object();
        participant["individual"] = member_reference(draft, name);
        participants.push_back(std::move(participant));
    }
    set(encounter, "participant", std::move(participants));
}

}  // namespace

void add_patient(Draft& draft) {
    const Answers& answers = draft.case_document().answers;
    Json patient = resource_of("Patient");
    Json identifier = Json::object();
    identifier["system"] = "urn:tsunagi:patient-id";
    if (set_text(identifier, "value", answers.text("patient_id")))
        patient["identifier"] = Json::array({identifier});
    Json names = Json::array();
    if (Json name = human_name(answers.text("name"), "IDE"); !name.empty()) names.push_back(std::move(name));
    if (Json kana = human_name(answers.text("kana"), "SYL"); !kana.empty()) names.push_back(std::move(kana));
    set(patient, "name", std::move(names));
    patient["gender"] = gender_code(answers.value("sex"));
    if (const std::string born = answers.text("birth_date"); is_fhir_date(born)) patient["birthDate"] = born;
    if (Json contact = key_person_of(answers); !contact.empty()) patient["contact"] = Json::array({contact});
    draft.add_entry(draft.patient_url(), std::move(patient));
}

void add_encounter(Draft& draft) {
    const Answers& answers = draft.case_document().answers;
    Json encounter = resource_of("Encounter");
    encounter["status"] = answers.text("actual_discharge_date").empty() ? "in-progress" : "finished";
    encounter["class"] =
        coding("http://terminology.hl7.org/CodeSystem/v3-ActCode", "IMP", "inpatient encounter");
    encounter["subject"] = patient_reference(draft);
    add_encounter_people(draft, encounter);
    set(encounter, "period", stay_of(answers));
    if (Json reason = concept_text(answers.text("admission_reason")); !reason.empty()) {
        encounter["reasonCode"] = Json::array({reason});
    }
    if (Json destination = concept_text(answers.text("discharge_destination")); !destination.empty()) {
        encounter["hospitalization"]["dischargeDisposition"] = std::move(destination);
    }
    std::string place = answers.text("ward");
    if (const std::string bed = answers.text("bed"); !bed.empty()) place += (place.empty() ? "" : " ") + bed;
    if (Json location = reference({}, place); !location.empty()) {
        Json at = Json::object();
        at["location"] = std::move(location);
        encounter["location"] = Json::array({at});
    }
    draft.add_entry(draft.url("Encounter"), std::move(encounter));
}

}  // namespace tsunagi::fhir
