// Checks that the hand-over bundles written by the native test of exchange are valid FHIR R4, by HL7's JSON schema and
// by the rules that the schema cannot say. Exits 1 when anything is wrong.
//   node tests/check/fhir_schema.mjs [FILE.json...]
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { fhir_validator } from "./support/fhir.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const written = join(here, "../../build/checked/tests/exchange/bundles");
const practice = join(here, "../../assets/practice/practice.json");
let faults = 0;
const fault = (text) => { if (++faults <= 40) console.error(`fault: ${text}`); };

// What FHIR requires of a resource (cardinality 1..) and its JSON schema does not hold.
const required = {
  Bundle: ["type"], CarePlan: ["status", "intent", "subject"], CareTeam: [], Binary: ["contentType"],
  Composition: ["status", "type", "date", "author", "title"], Consent: ["status", "scope", "category"],
  Encounter: ["status", "class"], Organization: ["name"], Patient: [], Practitioner: [], PractitionerRole: [],
  Provenance: ["target", "recorded", "agent"], Questionnaire: ["status"], QuestionnaireResponse: ["status"],
  Task: ["status", "intent"],
};

const wrong_with = fhir_validator();

// null, "", blank text, [] and {} do not exist in FHIR's JSON.
function check_values(value, path) {
  if (value === null) return fault(`${path} is null`);
  if (typeof value === "string" && !/[^\s\u3000]/u.test(value)) return fault(`${path} is blank`);
  if (typeof value !== "object") return;
  const entries = Object.entries(value);
  if (entries.length === 0) fault(`${path} is empty`);
  for (const [name, child] of entries) check_values(child, `${path}.${name}`);
}

function check_references(value, urls, path) {
  if (value === null || typeof value !== "object") return;
  if (typeof value.reference === "string" && !urls.has(value.reference)) fault(`${path} leads nowhere`);
  for (const [name, child] of Object.entries(value)) check_references(child, urls, `${path}.${name}`);
}

function check_resource(resource, path) {
  const type = resource.resourceType;
  if (!(type in required)) return fault(`${path}: ${type} is not among the resources of a hand-over`);
  const wrong = wrong_with(type, resource);
  if (wrong) fault(`${path} (${type}): ${wrong}`);
  for (const name of required[type]) if (!(name in resource)) fault(`${path} (${type}) lacks ${name}`);
  if (type === "Questionnaire") return;  // forms are checked where they are kept
  check_values(resource, `${path}.${type}`);
}

function check_bundle(name, bundle) {
  const wrong = wrong_with("Bundle", { ...bundle, entry: [] });
  if (wrong) fault(`${name}: ${wrong}`);
  if (bundle.type !== "document" || !bundle.identifier || !bundle.timestamp) fault(`${name} is no document`);
  if (bundle.entry[0].resource.resourceType !== "Composition") fault(`${name} does not begin with its Composition`);
  const urls = new Set(bundle.entry.map((entry) => entry.fullUrl));
  if (urls.size !== bundle.entry.length) fault(`${name} has one address twice`);
  bundle.entry.forEach((entry, i) => {
    if (!/^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(entry.fullUrl)) fault(`${name}: ${entry.fullUrl}`);
    check_resource(entry.resource, `${name} entry ${i}`);
  });
  check_references(bundle, urls, name);
}

// One bundle goes through the schema as a whole, the way anybody else would check it.
function check_whole(name, bundle) {
  const wrong = wrong_with("Bundle", bundle);
  if (wrong) fault(`${name} as a whole: ${wrong}`);
}

function check_that_it_can_fail(bundle) {
  const spoilt = structuredClone(bundle.entry[0].resource);
  spoilt.title = "\u2003";
  if (!wrong_with("Composition", spoilt)) fault("the schema lets a blank title pass");
  delete spoilt.author;
  if (!wrong_with("Composition", spoilt)) fault("the schema lets a Composition without author pass");
}

// A file of each practice case at the least: what is made by hand comes beside them.
function find_files() {
  if (process.argv.length > 2) return process.argv.slice(2);
  const names = existsSync(written) ? readdirSync(written).filter((name) => name.endsWith(".json")).sort() : [];
  const cases = JSON.parse(readFileSync(practice, "utf8")).documents.filter(({ kind }) => kind === "case");
  for (const { id } of cases) {
    if (!names.includes(`practice-${id.slice(0, 8)}.json`)) fault(`no bundle of case ${id}: run the native test of exchange first`);
  }
  return names.map((name) => join(written, name));
}

const files = find_files();
files.forEach((file, i) => {
  const bundle = JSON.parse(readFileSync(file, "utf8"));
  check_bundle(basename(file), bundle);
  if (i === 0) check_that_it_can_fail(bundle);
  if (i === 0 || i === files.length - 1) check_whole(basename(file), bundle);
});
console.log(`${faults === 0 ? "ok" : "not ok"}: ${files.length} hand-over bundles are valid FHIR R4`);
process.exit(faults === 0 ? 0 : 1);
