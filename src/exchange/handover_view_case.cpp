// Owns the blocks that come from the case document. Must not know how they are drawn.
#include "exchange/handover_view_build.h"

namespace tsunagi::view_detail {
namespace {

// The case's own text, then what the newest note that speaks of it says.
void add_both(Builder& builder, const Sources& sources, const char* key, const char* case_path,
              const char* note_path) {
    builder.add_row(key, sources.about->answers, case_path);
    const Source* note = newest_with(sources, note_path);
    if (note == nullptr) return;
    const ViewCell said = cell_at(note->answers, note_path);
    // A note begins with what the case says: shown twice it would look like two opinions.
    if (cell_words(said) == sources.about->answers.text(case_path)) return;
    builder.add_row("handover_view.at_conference",
                    {cell_of(date_text(note->answers.text("held_on")), ViewTone::muted), said});
}

ViewCell age_cell(const ViewPatient& patient) {
    ViewCell cell;
    if (patient.age_years >= 0)
        cell.text = keyed("handover_view.age", {{"n", std::to_string(patient.age_years)}});
    return cell;
}

}  // namespace

void add_identity(Builder& builder, const Sources& sources, const ViewPatient& patient) {
    const Answers& answers = sources.about->answers;
    builder.open(Section::identity, section_title(Section::identity));
    builder.add_rows(answers, {{"handover_view.patient_id", "patient_id"}});
    builder.add_row("handover_view.name", {cell_at(answers, "name"), cell_at(answers, "kana")});
    builder.add_row("handover_view.birth_date", {cell_at(answers, "birth_date"), age_cell(patient)});
    builder.add_rows(answers, {{"handover_view.sex", "sex"}});
    builder.add_row("handover_view.ward", {cell_at(answers, "ward"), cell_at(answers, "bed")});
    builder.add_rows(answers, {{"handover_view.admission_date", "admission_date"},
                               {"handover_view.planned_discharge_date", "planned_discharge_date"},
                               {"handover_view.actual_discharge_date", "actual_discharge_date"},
                               {"handover_view.discharge_destination", "discharge_destination"}});
    builder.add_row("handover_view.attending_physician",
                    {cell_at(answers, "attending_physician"), cell_at(answers, "attending_department")});
    builder.add_rows(answers, {{"handover_view.ward_nurse", "ward_nurse"},
                               {"handover_view.discharge_support_nurse", "discharge_support_nurse"},
                               {"handover_view.msw", "msw"}});
    builder.add_row("handover_view.care_manager",
                    {cell_at(answers, "care_manager_name"), cell_at(answers, "care_manager_office")});
}

void add_wish(Builder& builder, const Sources& sources) {
    builder.open(Section::wish, section_title(Section::wish));
    add_both(builder, sources, "handover_view.wish", "patient_wish", "patient_wish");
    builder.add_rows(sources.about->answers, {{"handover_view.acp", "acp"}});
    builder.open(Section::life_story, section_title(Section::life_story));
    builder.add_rows(sources.about->answers, {{"handover_view.life_story", "life_story"}});
}

void add_family(Builder& builder, const Sources& sources) {
    const Answers& answers = sources.about->answers;
    builder.open(Section::family, section_title(Section::family));
    builder.add_row("handover_view.key_person",
                    {cell_at(answers, "key_person_name"), cell_at(answers, "key_person_relation"),
                     cell_at(answers, "key_person_phone"), cell_at(answers, "key_person_note")});
    builder.add_rows(answers, {{"handover_view.decision_supporter", "decision_supporter"},
                               {"handover_view.contact_order", "contact_order"},
                               {"handover_view.family", "family"}});
    add_both(builder, sources, "handover_view.family_wishes", "family_wishes", "family_feelings");
    builder.add_rows(answers, {{"handover_view.informal_support", "informal_support"}});
}

void add_medical(Builder& builder, const Sources& sources) {
    const Answers& answers = sources.about->answers;
    builder.open(Section::medical, section_title(Section::medical));
    builder.add_group(answers, "diagnoses",
                      {{"handover_view.diagnosis", "name"}, {"handover_view.diagnosis_kind", "kind"}});
    builder.add_row("handover_view.disclosure",
                    {cell_at(answers, "disclosure_stage"), cell_at(answers, "disclosure_note")});
    builder.add_rows(answers, {{"handover_view.admission_reason", "admission_reason"},
                               {"handover_view.admission_type", "admission_type"},
                               {"handover_view.admission_route", "admission_route"}});
    if (const Source* note = newest_with(sources, "medical_outlook")) {
        builder.add_row("handover_view.medical_outlook", note->answers, "medical_outlook");
    }
    builder.add_row("handover_view.family_doctor", {cell_at(answers, "family_doctor")});
    builder.add_rows(answers, {{"handover_view.family_doctor_last_visit", "family_doctor_last_visit"}});
}

void add_troubles(Builder& builder, const Sources& sources) {
    const Answers& answers = sources.about->answers;
    builder.open(Section::troubles, section_title(Section::troubles));
    if (const Source* note = newest_with(sources, "troubles")) {
        builder.add_row("handover_view.troubles", note->answers, "troubles");
    }
    builder.add_rows(answers, {{"handover_view.obstacles", "obstacles"}});
    builder.add_group(
        answers, "difficulty_factors",
        {{"handover_view.difficulty_factor", "factor"}, {"handover_view.difficulty_reason", "reason"}});
}

void add_procedures(Builder& builder, const Sources& sources) {
    const Answers& answers = sources.about->answers;
    builder.open(Section::procedures, section_title(Section::procedures));
    for (const std::string& row : answers.rows("procedures")) {
        const auto at = [&](std::string_view field) {
            return cell_at(answers, row_path("procedures", row, field));
        };
        const std::string name = cell_words(at("name"));
        builder.begin_rows(name.empty() ? keyed("handover_view.procedure_unnamed") : typed(name));
        builder.add_row("handover_view.next_exchange_on", {at("next_exchange_on")});
        builder.add_row("handover_view.exchange", {at("exchange")});
        builder.add_row("handover_view.specification", {at("specification")});
        builder.add_row("handover_view.setting", {at("setting")});
        builder.add_row("handover_view.performed_by", {at("performed_by"), at("skill_stage")});
        builder.add_row("handover_view.supplies", {at("supplies"), at("supplier")});
        builder.add_row("handover_view.power_failure_plan", {at("power_failure_plan")});
        builder.add_row("handover_view.note", {at("note")});
    }
}

void add_medications(Builder& builder, const Sources& sources) {
    const Answers& answers = sources.about->answers;
    builder.open(Section::medications, section_title(Section::medications));
    // The column says アレルギー, so the colour is not alone.
    builder.add_group(answers, "allergies",
                      {{"handover_view.allergy", "what"}, {"handover_view.allergy_reaction", "reaction"}},
                      ViewTone::danger);
    builder.add_group(answers, "medications",
                      {{"handover_view.medication", "name"},
                       {"handover_view.dose", "dose"},
                       {"handover_view.note", "note"}});
    builder.add_rows(answers, {{"handover_view.medication_management", "medication_management"}});
    builder.add_group(answers, "infections",
                      {{"handover_view.infection", "what"},
                       {"handover_view.infection_result", "result"},
                       {"handover_view.infection_on", "on"}});
}

void add_living(Builder& builder, const Sources& sources) {
    const Answers& answers = sources.about->answers;
    builder.open(Section::adl, section_title(Section::adl));
    builder.add_rows(answers, {{"handover_view.adl_now", "adl_now"},
                               {"handover_view.adl_before", "adl_before"},
                               {"handover_view.adl_note", "adl_note"},
                               {"handover_view.bedridden_degree", "bedridden_degree"},
                               {"handover_view.dementia_degree", "dementia_degree"}});
    builder.add_row("handover_view.care_level",
                    {cell_at(answers, "care_level"), cell_at(answers, "care_level_valid_until")});
    builder.open(Section::home, section_title(Section::home));
    builder.add_rows(answers, {{"handover_view.housing", "housing"},
                               {"handover_view.services_before", "services_before"},
                               {"handover_view.disaster_readiness", "disaster_readiness"}});
    builder.open(Section::insurance, section_title(Section::insurance));
    builder.add_rows(answers, {{"handover_view.insurance", "insurance"}});
}

}  // namespace tsunagi::view_detail
