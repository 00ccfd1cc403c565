// Checks assets/practice/practice.json: the order and authorship of changes, references, that every screen has something
// to show, and that intended imperfections of the texts are still there code point by code point. Whether each value
// fits its form is tested with the program's own reader, in tests/core.
import { each_item, extensions, widget_of } from "./items.mjs";

const id_pattern = /^[0-9a-f]{32}$/;

// Code points that a tidy program would change, each where the source has it.
const imperfections = [
  ["神林 with U+FA19, a person's name", "person", "name", /^\u{fa19}林 朋恵$/u],
  ["神林 with U+FA19, a physician of a case", "case", "attending_physician", /^\u{fa19}林 朋恵$/u],
  ["か + U+3099, not が", "note", "life_assessment", /面談メモ_11か\u3099つ\.txt/u],
  ["𠮷野 U+20BB7", "case", "name", /^\u{20bb7}野 千鶴子$/u],
  ["髙𣘺 U+9AD9 U+2363A", "case", "name", /^\u{9ad9}\u{2363a} 美佐緒$/u],
  ["辻 with U+E0100", "case", "name", /^\u{8fbb}\u{e0100} 雅臣$/u],
  ["葛 with U+E0100", "person", "name", /^\u{845b}\u{e0100}岡 澄江$/u],
  ["山﨑 U+FA11", "case", "name", /^山\u{fa11} 凪人$/u],
  ["德永 U+5FB7", "case", "name", /^\u{5fb7}永 冨美夫$/u],
  ["ハツヱ", "case", "name", /^齋藤 ハツ\u{30f1}$/u],
  ["a tab and an empty line", "note", "medical_outlook", /。\n\n体重\t7\.7㎏\n/u],
  ["trailing spaces", "note", "troubles", /置が体交のたびにずれる {2}(\n|$)/u],
  ["half-width kana", "case", "acp", /ｺｷｭｳｷﾊ ﾊｽﾞｻﾅｲ．/u],
  ["full-width Latin", "note", "medical_outlook", /ＰＴ介入は9\/2～/u],
  ["U+FF0D minus", "note", "medical_outlook", /吸引圧\uff0d20kPa/u],
  ["U+2212 minus", "note", "medical_outlook", /\u22123\.7）/u],
  ["+ at the start of a line", "note", "sudden_change", /(^|\n)\+2\.5㎏以上/u],
  ["@ at the start of a line, and <", "note", "sudden_change", /\n@自宅：SpO2<90%/u],
  ["conversion slip 移行", "note", "troubles", /移行が強い/u],
  ["conversion slip 対称", "note", "troubles", /説明の対称は/u],
  ["one section of more than 3,000 characters", "note", "life_assessment", /^[^]{3000,}$/u],
];

const words_of = (value) => value.string ?? value.coding?.display ?? value.reference?.display;
const link_id_of = (path) => path.replace(/\[[^\]]+\]/g, "");

function check_changes(document, context, say_fault) {
  const { people, latest_ms } = context;
  const standing = new Map();
  const seen = new Set();
  let before = [0, 0, ""];
  for (const change of document.changes) {
    if (Object.keys(change).join() !== "id,at,by,on,path,value,replaces") say_fault("members of a change");
    if (!id_pattern.test(change.id) || context.change_ids.has(change.id)) say_fault(`change id ${change.id}`);
    context.change_ids.add(change.id);
    const [, wall, count] = /^(\d{13})\.(\d+)$/.exec(change.at) ?? [];
    const now = [Number(wall), Number(count), change.id];
    if (!(now[0] > before[0] || (now[0] === before[0] && (now[1] > before[1] || (now[1] === before[1] && now[2] > before[2]))))) {
      say_fault(`${change.path}: order of changes`);
    }
    if (!(now[0] <= latest_ms)) say_fault(`${change.path}: written after the practice day`);
    before = now;
    if (!people.has(change.by)) say_fault(`${change.path}: written by nobody known`);
    for (const id of change.replaces) if (!seen.has(id) || standing.get(change.path) !== id) say_fault(`${change.path}: replaces`);
    if (standing.has(change.path) && change.replaces.length !== 1) say_fault(`${change.path}: a conflict`);
    standing.set(change.path, change.id);
    seen.add(change.id);
  }
}

const name_of_form = (document) => /^urn:tsunagi:form:(.+)\|/.exec(document.form)?.[1];

// A reference names the kind of what it leads to; a document of a form about a patient belongs to a case.
function check_references(documents, by_id, forms, fault) {
  for (const document of documents) {
    for (const { path, value } of document.changes) {
      if (!value.reference) continue;
      const [type, id] = value.reference.target.split("/");
      if (by_id.get(id)?.kind !== type.toLowerCase()) fault(`${document.kind} ${path}: ${value.reference.target} leads nowhere`);
    }
    const is_about_patient = forms.get(name_of_form(document))?.form.subjectType?.includes("Patient") && document.kind !== "case";
    const subject = by_id.get(document.subject);
    if (is_about_patient ? subject?.kind !== "case" : document.subject !== "") fault(`${document.kind} ${document.id}: subject`);
  }
}

const answer = (document, path) => document.changes.findLast((change) => change.path === path)?.value;

function check_next_meeting(documents, by_id, reference_date, fault) {
  const next = documents.filter((document) => document.kind === "meeting" && answer(document, "status")?.coding.code === "planned");
  if (next.length !== 1 || answer(next[0], "held_on").date !== reference_date) return fault("one meeting must be next, on the practice day");
  const of_field = (field) => next[0].changes.filter(({ path }) => link_id_of(path) === `agenda.${field}`).map(({ value }) => value);
  const minutes = of_field("minutes").reduce((sum, { integer }) => sum + integer, 0);
  const at = (field) => Date.parse(`${reference_date}T${answer(next[0], field).time}Z`) / 60_000;
  if (!(minutes > 0 && minutes <= at("end_time") - at("start_time"))) fault(`${minutes} minutes do not fit into the next meeting`);
  if (of_field("carried_times").every(({ integer }) => integer === 0)) fault("no case of the next meeting was carried over");
  for (const { reference } of of_field("case")) {
    const patient = by_id.get(reference.target.slice("Case/".length));
    if (answer(patient, "actual_discharge_date")) fault(`${reference.display} is no longer in hospital`);
  }
}

// Each phase is answered as a whole or not begun, and after the discharge none is left.
function check_checklist(checklist, form, is_discharged, say_fault) {
  const phases = new Map();
  for (const [row, phase] of each_item(form.item)) {
    if (widget_of(row) !== "checklist-row") continue;
    const answers = phases.get(phase.linkId) ?? [];
    phases.set(phase.linkId, [...answers, answer(checklist, `${row.linkId}.answer`) !== undefined]);
  }
  const begun = [...phases.values()].filter((answers) => answers.some(Boolean));
  if (begun.some((answers) => !answers.every(Boolean))) say_fault("a phase is answered in part");
  if (begun.length === 0 || (begun.length === phases.size) !== is_discharged) say_fault("phases do not fit the discharge");
}

// What a case needs so that no screen of it is empty; after the discharge there is what came of it, too.
function check_case(patient, documents, forms, fault) {
  const say_fault = (what) => fault(`case ${patient.id}: ${what}`);
  const of_kind = (kind) => documents.filter((document) => document.kind === kind && document.subject === patient.id);
  const is_discharged = answer(patient, "actual_discharge_date") !== undefined;
  const is_carried = (item) => item.type === "text" && extensions(item, "urn:tsunagi:carry-over").length > 0;
  const texts = [...forms.get("conference-note").items.values()].filter(is_carried);
  for (const note of of_kind("note")) {
    for (const { linkId } of texts) if (!answer(note, linkId)) say_fault(`note ${note.id} lacks ${linkId}`);
    if (!answer(note, "meeting")) say_fault(`note ${note.id} is of no meeting`);
  }
  const checklists = of_kind("checklist");
  if (checklists.length !== 1) say_fault(`${checklists.length} checklists`);
  for (const checklist of checklists) check_checklist(checklist, forms.get(name_of_form(checklist)).form, is_discharged, say_fault);
  for (const kind of ["note", ...(is_discharged ? ["consent", "ledger", "follow_up"] : [])]) if (of_kind(kind).length === 0) say_fault(`no ${kind}`);
}

function check_completeness(documents, forms, fault) {
  const cases = documents.filter(({ kind }) => kind === "case");
  for (const patient of cases) check_case(patient, documents, forms, fault);
  const discharged = cases.filter((patient) => answer(patient, "actual_discharge_date"));
  if (discharged.length === 0 || discharged.length === cases.length) fault("some patients must be in hospital, and some discharged");
  if (documents.filter(({ kind }) => kind === "settings").length !== 1) fault("a tablet has its settings once");
  const keys = documents.flatMap(({ changes }) => changes.filter(({ path }) => /^(agreement|signing)_key$/.test(path)));
  if (keys.length > 0) fault("keys of stations are made at run time, not shipped");
}

function check_imperfections(documents, fault) {
  for (const [name, kind, link_id, pattern] of imperfections) {
    const is_there = documents.some((document) => document.kind === kind
      && document.changes.some(({ path, value }) => link_id_of(path) === link_id && pattern.test(words_of(value) ?? "")));
    if (!is_there) fault(`lost: ${name}`);
  }
}

export function check_practice({ text, forms, fault, say }) {
  const practice = JSON.parse(text);
  if (Object.keys(practice).join() !== "v,reference_date,documents" || practice.v !== 1) fault("practice.json: members");
  const { documents, reference_date } = practice;
  const by_id = new Map(documents.map((document) => [document.id, document]));
  if (by_id.size !== documents.length) fault("a document id is used twice");
  const people = new Set(documents.filter(({ kind }) => kind === "person").map(({ id }) => id));
  const latest_ms = Date.parse(`${reference_date}T12:00:00+09:00`);
  const change_ids = new Set();
  for (const document of documents) {
    const say_fault = (what) => fault(`${document.kind} ${document.id}: ${what}`);
    if (Object.keys(document).join() !== "id,kind,form,subject,changes") say_fault("members");
    if (!id_pattern.test(document.id) || !forms.has(name_of_form(document))) say_fault("id or form");
    check_changes(document, { people, latest_ms, change_ids }, say_fault);
  }
  say(`practice: ${documents.length} documents, ${change_ids.size} changes in order, by people who are known`);
  check_references(documents, by_id, forms, fault);
  check_completeness(documents, forms, fault);
  check_next_meeting(documents, by_id, reference_date, fault);
  say("practice: references, subjects, something to show on every screen, and the next meeting");
  check_imperfections(documents, fault);
  say(`practice: ${imperfections.length} intended imperfections as typed`);
}
