// Checks the shipped forms, practice records, rules and words: plain node, no build needed. Exits 1 when anything is wrong.
//   node tests/check/assets.mjs [--no-schema]
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { check_forms } from "./assets/forms.mjs";
import { check_history } from "./assets/history.mjs";
import { read_forms } from "./assets/items.mjs";
import { check_named_in_source } from "./assets/named_in_source.mjs";
import { check_practice } from "./assets/practice.mjs";
import { check_rules } from "./assets/rules.mjs";
import { fhir_validator } from "./support/fhir.mjs";

const project = resolve(fileURLToPath(import.meta.url), "../../..");
const assets = join(project, "assets");
const practice_budget = 165_000;  // bytes, gzip -9; the texts alone take 87 000
const faults = [];
const fault = (text) => { if (faults.push(text) <= 40) console.error(`fault: ${text}`); };
let faults_said = 0;
const say = (text) => {
  console.log(`${faults.length === faults_said ? "ok" : "not ok"}: ${text}`);
  faults_said = faults.length;
};

function check_schema(forms) {
  const is_valid = fhir_validator();
  const check = (name, resource) => {
    const wrong = is_valid(resource.resourceType, resource);
    if (wrong) fault(`${name}: ${wrong}`);
  };
  for (const [name, { form }] of forms) {
    check(name, form);
    for (const set of form.contained ?? []) check(`${name}: ${set.id}`, set);
  }
  const [{ form }] = forms.values();
  if (!is_valid("Questionnaire", { ...form, item: [{ ...form.item[0], type: "words" }] })) fault("the schema lets a wrong item type pass");
  say(`${forms.size} forms are valid FHIR R4 Questionnaires`);
}

function check_practice_file(forms) {
  const file = join(assets, "practice/practice.json");
  if (!existsSync(file)) return fault("no practice/practice.json");
  const text = readFileSync(file, "utf8");
  check_practice({ text, forms, fault, say });
  const size = gzipSync(text, { level: 9 }).length;
  if (size > practice_budget) fault(`practice.json takes ${size} bytes compressed, more than ${practice_budget}`);
  say(`practice.json: ${text.length} characters, ${size} bytes compressed`);
}

// The page about the guideline and README say the same, row by row and nothing else.
function check_guideline() {
  const ja = JSON.parse(readFileSync(join(assets, "strings/ja.json"), "utf8"));
  const readme = readFileSync(join(project, "README.md"), "utf8");
  const table = /ガイドライン[^\n]*\n\n\|.*\n\|[-|]+\n((?:\|.*\n)+)/.exec(readme)?.[1] ?? "";
  const in_readme = table.split("\n").slice(0, -1);
  const names = Object.keys(ja).flatMap((key) => /^guideline\.(\w+)\.asked$/.exec(key)?.[1] ?? []);
  const told = names.map((name) => `| ${["asked", "app", "hospital"].map((part) => ja[`guideline.${name}.${part}`]).join(" | ")} |`);
  for (const row of told) if (!in_readme.includes(row)) fault(`README has not the row ${row}`);
  for (const row of in_readme) if (!told.includes(row)) fault(`the page about the guideline has not the row ${row}`);
  if (told.length === 0) fault("no requirement of the guideline is found");
  say(`guideline: ${told.length} requirements, as in README`);
}

const forms = read_forms(join(assets, "forms"));
check_forms({ project, forms, fault, say });
check_history({ project, forms, fault, say });
check_named_in_source({ project, forms, fault, say });
if (!process.argv.includes("--no-schema")) check_schema(forms);
check_rules({ assets, forms, fault, say });
check_practice_file(forms);
check_guideline();

if (faults.length > 0) {
  console.error(`${faults.length} faults in assets/`);
  process.exit(1);
}
