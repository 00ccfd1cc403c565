// Checks assets/practice/practice.json: the document format, paths and values against the forms, references, and that
// intended imperfections of the texts are still there code point by code point.

const id_pattern = /^[0-9a-f]{32}$/;
const forms_of_kind = {
  case: "case", note: "conference-note", checklist: "discharge-checklist", meeting: "meeting", organisation: "organisation",
  person: "person", ledger: "ledger", consent: "consent", follow_up: "follow-up", settings: "settings",
};
const expected_counts = {
  case: 8, note: 23, checklist: 8, person: 72, organisation: 31, ledger: 6, follow_up: 11, settings: 1, consent: 6,
};
const has_subject = ["note", "checklist", "ledger", "consent", "follow_up"];
const date_pattern = /^\d{4}-\d\d-\d\d$/;
const value_checks = {
  boolean: (value) => typeof value === "boolean",
  integer: (value) => Number.isInteger(value),
  string: (value) => typeof value === "string" && value !== "",
  date: (value) => date_pattern.test(value) && !Number.isNaN(Date.parse(value)),
  dateTime: (value) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+09:00$/.test(value) && !Number.isNaN(Date.parse(value)),
  time: (value) => /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/.test(value),
  coding: (value) => Object.keys(value).join() === "code,display,system",
  reference: (value) => Object.keys(value).join() === "target,display",
};
const value_types = {
  boolean: ["boolean"], integer: ["integer"], string: ["string"], text: ["string"], date: ["date"], dateTime: ["dateTime"],
  time: ["time"], choice: ["coding"], "open-choice": ["coding", "string"], reference: ["reference"],
};
const kind_of_target = { Case: "case", Note: "note", Meeting: "meeting", Organisation: "organisation" };

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

function options_of(form, item) {
  if (item.answerOption) return item.answerOption.map(({ valueCoding }) => valueCoding);
  const set = form.contained.find(({ id }) => `#${id}` === item.answerValueSet);
  return set.compose.include.flatMap(({ system, concept }) => concept.map((entry) => ({ ...entry, system })));
}

function check_value(change, item, form, say_fault) {
  const [type, ...more] = Object.keys(change.value);
  const value = change.value[type];
  if (more.length > 0 || !value_types[item.type]?.includes(type) || !value_checks[type](value)) {
    say_fault(`${change.path}: a ${item.type} holds ${type}`);
    return;
  }
  if (type === "coding" && !options_of(form, item).some(({ code, display, system }) =>
    code === value.code && display === value.display && system === value.system)) {
    say_fault(`${change.path}: ${value.code} is not in its list`);
  }
  const bound = (url) => item.extension?.find((entry) => entry.url.endsWith(url))?.valueInteger;
  if (type === "integer" && (value < (bound("minValue") ?? value) || value > (bound("maxValue") ?? value))) {
    say_fault(`${change.path}: ${value} is out of range`);
  }
  if (type === "string" && item.maxLength && [...value].length > item.maxLength) say_fault(`${change.path}: too long`);
}

// A row belongs to a repeating group, and only there.
function check_path(path, items, say_fault) {
  const item = items.get(link_id_of(path));
  if (!item) return say_fault(`no item for ${path}`);
  const group = /^([^[]+)\[[^\]]+\]\./.exec(path)?.[1];
  if (group ? !items.get(group)?.repeats : [...items.values()].some((parent) => parent.repeats && parent.item?.includes(item))) {
    say_fault(`${path}: row`);
  }
  return item;
}

function check_changes(document, context, say_fault) {
  const { people, items, form, latest_ms } = context;
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
    const item = check_path(change.path, items, say_fault);
    if (item) check_value(change, item, form, say_fault);
    for (const id of change.replaces) if (!seen.has(id) || standing.get(change.path) !== id) say_fault(`${change.path}: replaces`);
    if (standing.has(change.path) && change.replaces.length !== 1) say_fault(`${change.path}: a conflict`);
    standing.set(change.path, change.id);
    seen.add(change.id);
  }
}

function check_references(documents, by_id, fault) {
  for (const document of documents) {
    for (const { path, value } of document.changes) {
      if (!value.reference) continue;
      const [type, id] = value.reference.target.split("/");
      if (!kind_of_target[type] || by_id.get(id)?.kind !== kind_of_target[type]) fault(`${document.kind} ${path}: ${value.reference.target} leads nowhere`);
    }
    const subject = by_id.get(document.subject);
    if (has_subject.includes(document.kind) ? subject?.kind !== "case" : document.subject !== "") fault(`${document.kind} ${document.id}: subject`);
  }
}

const answer = (document, path) => document.changes.findLast((change) => change.path === path)?.value;

function check_next_meeting(documents, by_id, reference_date, fault) {
  const next = documents.filter((document) => document.kind === "meeting" && answer(document, "status")?.coding.code === "planned");
  if (next.length !== 1 || answer(next[0], "held_on").date !== reference_date) return fault("one meeting must be next, on the practice day");
  const of_field = (field) => next[0].changes.filter(({ path }) => link_id_of(path) === `agenda.${field}`).map(({ value }) => value);
  const minutes = of_field("minutes").map(({ integer }) => integer);
  if (minutes.join() !== "12,10,14,12,12") fault(`minutes of the next meeting: ${minutes}`);
  if (of_field("carried_times").map(({ integer }) => integer).filter((times) => times > 0).join() !== "1") fault("one case was carried over once");
  for (const { reference } of of_field("case")) {
    const patient = by_id.get(reference.target.slice("Case/".length));
    if (answer(patient, "actual_discharge_date")) fault(`${reference.display} is no longer in hospital`);
  }
}

function check_completeness(documents, fault) {
  for (const [kind, count] of Object.entries(expected_counts)) {
    const found = documents.filter((document) => document.kind === kind).length;
    if (found !== count) fault(`${found} documents of kind ${kind}, not ${count}`);
  }
  const answers = documents.filter(({ kind }) => kind === "checklist")
    .flatMap(({ changes }) => changes.filter(({ path }) => path.endsWith(".answer")));
  if (answers.length !== 494) fault(`${answers.length} checklist answers, not 494`);
  for (const note of documents.filter(({ kind }) => kind === "note")) {
    for (const path of ["patient_wish", "family_feelings", "medical_outlook", "life_assessment", "troubles", "sudden_change", "meeting"]) {
      if (!answer(note, path)) fault(`note ${note.id} lacks ${path}`);
    }
  }
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

export function check_practice({ text, form_items, forms, fault, say }) {
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
    const name = forms_of_kind[document.kind];
    if (Object.keys(document).join() !== "id,kind,form,subject,changes") say_fault("members");
    if (!name || !id_pattern.test(document.id)) { say_fault("kind or id"); continue; }
    if (document.form !== `urn:tsunagi:form:${name}|1`) say_fault("form");
    check_changes(document, { people, items: form_items[name], form: forms[name], latest_ms, change_ids }, say_fault);
  }
  say(`practice: ${documents.length} documents, ${change_ids.size} changes fit the format and their forms`);
  check_references(documents, by_id, fault);
  check_completeness(documents, fault);
  check_next_meeting(documents, by_id, reference_date, fault);
  say("practice: references, subjects, counts and the next meeting");
  check_imperfections(documents, fault);
  say(`practice: ${imperfections.length} intended imperfections as typed`);
}
