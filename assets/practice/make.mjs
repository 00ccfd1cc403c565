// Owns how the practice records are made from a folder of fictional source cases; the JSON beside this file ships.
//   node assets/practice/make.mjs FOLDER
// The same folder gives the same bytes. Texts are taken code point by code point: nothing here tidies or normalises.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { make_case } from "./parts/case.mjs";
import { make_checklist } from "./parts/checklist.mjs";
import { make_directory } from "./parts/directory.mjs";
import { make_consents, make_follow_ups, make_ledger } from "./parts/handover.mjs";
import { make_meetings } from "./parts/meetings.mjs";
import { make_note } from "./parts/note.mjs";
import { Store } from "./parts/store.mjs";

const folder = process.argv[2];
if (!folder) {
  console.error("usage: node assets/practice/make.mjs FOLDER");
  process.exit(2);
}
const read = (name) => JSON.parse(readFileSync(join(folder, name), "utf8"));
const hospital = read("hospital.json");
const cases = readdirSync(folder).filter((name) => /^case-\d+\.json$/.test(name)).sort().map(read);

const store = new Store(hospital);
make_directory(store, hospital);
for (const source of cases) make_case(store, source);
make_meetings(store, cases, hospital);
for (const source of cases) {
  for (const note of source.conference_notes) make_note(store, source, note);
  make_checklist(store, source);
  make_ledger(store, source);
  make_follow_ups(store, source);
}
// Last: ids count up, and what was there before keeps its own.
for (const source of cases) make_consents(store, source);

const lines = store.documents.map((document) => JSON.stringify(document.finished()));
const head = `{"v":1,"reference_date":${JSON.stringify(hospital.reference_date)},"documents":[\n`;
const text = `${head}${lines.join(",\n")}\n]}\n`;
const file = join(dirname(fileURLToPath(import.meta.url)), "practice.json");
writeFileSync(file, text);
console.log(`${lines.length} documents, ${store.documents.reduce((sum, document) => sum + document.changes.length, 0)} changes,`
  + ` ${Buffer.byteLength(text)} bytes, ${gzipSync(text, { level: 9 }).length} compressed`);
