// Owns the case document made from a source case. Answers get the day they became known.
import { coding, date, integer, is_date, string, time_of } from "./store.mjs";
import * as texts from "./texts.mjs";

const sexes = { 男性: "male", 女性: "female" };

function set_strings(document, fields, at, by) {
  for (const [path, text] of Object.entries(fields)) if (text) document.set(path, string(text), at, by);
}

function set_identity(document, source, at, by) {
  const { header } = source;
  set_strings(document, {
    patient_id: header.patient_id, name: header.name, kana: header.kana, bed: header.room_and_bed,
    admission_route: header.admission_route,
    admission_reason: header.diagnoses.filter(({ kind }) => kind === "主病名").map(({ name }) => name).join("、"),
    discharge_destination: header.discharge_destination, attending_physician: header.attending_physician,
    attending_department: header.attending_department, ward_nurse: header.ward_nurse_in_charge,
    discharge_support_nurse: header.discharge_support_nurse, msw: header.msw,
  }, at, by);
  document.set("birth_date", date(header.birth_date), at, by);
  document.set("sex", coding("sex", sexes[header.sex]), at, by);
  document.set("admission_date", date(header.admission_date), at, by);
}

// What changed during the stay keeps its history.
function set_course(document, source, at, by) {
  const { header } = source;
  const wards = header.ward_history ?? [{ ward: header.ward, from: header.admission_date }];
  for (const { ward, from } of wards) {
    document.set("ward", string(`${ward}病棟`), from === header.admission_date ? at : time_of(from, "14:00"), by);
  }
  document.set("admission_type", string(header.admission_type), at, by);
  for (const { form, consent_by, from } of (header.admission_form_history ?? []).slice(1)) {
    document.set("admission_type", string(`${form}（${consent_by}の同意、${from}から）`), time_of(from, "15:00"), by);
  }
  for (const { date: planned, set_on } of header.planned_discharge_history) {
    if (planned) document.set("planned_discharge_date", date(planned), time_of(set_on, "16:30"), by);
  }
  if (header.actual_discharge_date) {
    document.set("actual_discharge_date", date(header.actual_discharge_date), time_of(header.actual_discharge_date, "11:30"), by);
  }
}

function set_people(document, { header }, at, by) {
  const key_person = header.key_person ?? {};
  // A visit known only by its month is no date; it stays with the doctor's name.
  const visited = header.family_doctor.last_visit ?? "";
  const last_visit = visited.replace(/（.*）$/, "");
  const doctor_note = is_date(last_visit) ? /（(.*)）$/.exec(visited)?.[1] : visited && `最終受診 ${visited}`;
  set_strings(document, {
    key_person_name: key_person.name, key_person_relation: key_person.relation, key_person_phone: key_person.phone,
    key_person_note: key_person.note ?? header.key_person_note,
    decision_supporter: texts.decision_supporter_text(header.decision_supporter, key_person),
    contact_order: texts.contact_order_text(header.contact_order), family: texts.family_text(header.family),
    informal_support: texts.informal_support_text(header.informal_support),
    care_manager_name: header.care_manager?.name, care_manager_office: header.care_manager?.office,
    services_before: texts.services_text(header),
    family_doctor: header.family_doctor.name + (doctor_note ? `（${doctor_note}）` : ""),
    housing: texts.housing_text(header.housing), insurance: texts.insurance_text(header.insurance, header),
  }, at, by);
  if (is_date(last_visit)) document.set("family_doctor_last_visit", date(last_visit), at, by);
}

function set_lists(document, source, at, late, by) {
  for (const { name, kind } of source.header.diagnoses) {
    document.add_row("diagnoses", { name: string(name), kind: string(kind) }, at, by);
  }
  for (const { from, to, reason } of source.header.previous_admissions ?? []) {
    document.add_row("diagnoses", { name: string(`${reason}（${from}〜${to}）`), kind: string("前の入院") }, at, by);
  }
  const { operation } = source.header;
  if (operation) document.add_row("diagnoses", { name: string(`${operation.name}（${operation.on}）`), kind: string("手術") }, late, by);
  for (const { what, reaction } of source.allergies) {
    document.add_row("allergies", { what: string(what), reaction: string(reaction) }, at, by);
  }
  for (const procedure of source.medical_procedures) {
    const skills = (procedure.skill_stage ?? []).map(({ who, stage }) => `${who}：${stage}`).join("、");
    const fields = { name: procedure.procedure, specification: procedure.specification, setting: procedure.setting,
      supplier: procedure.supplier, exchange: procedure.exchange, performed_by: procedure.performed_by, skill_stage: skills,
      supplies: procedure.supplies, power_failure_plan: procedure.power_failure_plan, note: texts.procedure_note(procedure) };
    const values = Object.entries(fields).filter(([, text]) => text).map(([field, text]) => [field, string(text)]);
    if (is_date(procedure.next_exchange_on)) values.splice(4, 0, ["next_exchange_on", date(procedure.next_exchange_on)]);
    document.add_row("procedures", Object.fromEntries(values), late, by);
  }
  for (const { name, dose, note } of source.medications) {
    document.add_row("medications", { name: string(name), dose: string(dose), note: string(note ?? "") }, late, by);
  }
}

function set_findings(store, document, source, at, by) {
  for (const { what, result, on, note } of source.infections) {
    const day = is_date(on) ? date(on) : undefined;
    document.add_row("infections", { what: string(what), result: string(note ? `${result}（${note}）` : result), on: day },
      day ? Math.max(at, time_of(on)) : at, by);
  }
  for (const { factor, reason, found_on, found_by } of source.discharge_difficulty_factors) {
    document.add_row("difficulty_factors", { factor: string(factor), reason: string(reason) },
      Math.max(at, time_of(found_on, "15:30")), store.writer(found_by));
  }
  const { before_admission: before, current } = source.adl_barthel;
  if (before) document.set("adl_before", integer(before.total), time_of(before.assessed_on), store.writer(before.assessed_by));
  // A score that does not apply to a small child is written in the note, not counted.
  if (current && !source.development) {
    document.set("adl_now", integer(current.total), time_of(current.assessed_on), store.writer(current.assessed_by));
  }
}

function set_texts(store, document, source, late, by) {
  const { header } = source;
  const degrees = header.daily_living_independence;
  const first_visit = source.checklist_answers.find(({ phase }) => phase === "before_discharge")
    .answers.find(({ item_no }) => item_no === 6).note;
  set_strings(document, {
    disclosure_note: texts.disclosure_text(header.disclosure), care_level: texts.care_level_text(header.care_level),
    bedridden_degree: degrees.bedridden_degree_now, dementia_degree: degrees.dementia_degree,
    life_story: source.life_story, patient_wish: source.patient_wish,
    family_wishes: source.family_wishes.map(({ who, words }) => `${who}：${words}`).join("\n"),
    medication_management: texts.medication_management_text(source.medication_management), adl_note: texts.adl_text(source),
    obstacles: texts.obstacles_text(source), disaster_readiness: texts.disaster_text(source.disaster_readiness), first_visit,
  }, late, by);
  document.set("disclosure_stage", coding("disclosure_stage", "explained"), time_of(header.disclosure.explained_on), store.writer(header.disclosure.explained_by));
  if (is_date(header.care_level.valid_until)) document.set("care_level_valid_until", date(header.care_level.valid_until), late, by);
  const last = source.acp.at(-1);
  const said = texts.acp_text(source.acp, header.outcome);
  if (said) document.set("acp", string(said), time_of(header.outcome?.on ?? last.on, "17:30"), store.writer(last.by));
}

export function make_case(store, source) {
  const { header } = source;
  const document = store.add(`case ${header.patient_id}`, "case", "case");
  const by = store.writer(header.ward_nurse_in_charge);
  const at = time_of(header.admission_date, header.admission_time);
  const last_note = source.conference_notes.filter((note) => !header.actual_discharge_date || note.date <= header.actual_discharge_date).at(-1);
  const late = time_of(last_note.date, "17:10");
  set_identity(document, source, at, by);
  set_course(document, source, at, by);
  set_people(document, source, at + 3_600_000, by);
  set_lists(document, source, at + 3_600_000, late, by);
  set_findings(store, document, source, at + 7_200_000, by);
  set_texts(store, document, source, late, by);
}
