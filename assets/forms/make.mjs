// Owns how the shipped forms are written: the short notation in parts/ becomes FHIR R4 Questionnaires.
// The JSON beside this file is what ships; after a change run: node assets/forms/make.mjs
import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as lists from "./parts/lists.mjs";
import { case_form } from "./parts/case.mjs";
import { checklist_forms } from "./parts/checklists.mjs";
import { conference_note } from "./parts/conference-note.mjs";
import { other_forms } from "./parts/others.mjs";

const sdc = "http://hl7.org/fhir/StructureDefinition/";
const own = "urn:tsunagi:";
const list_name = (list) => list.replaceAll("_", "-");
const code_system = (list) => `${own}code:${list_name(list)}`;

const translation = (english) => ({
  extension: [
    {
      url: `${sdc}translation`,
      extension: [
        { url: "lang", valueCode: "en" },
        { url: "content", valueString: english },
      ],
    },
  ],
});

const extension_of = {
  widget: (code) => [{ url: `${own}widget`, valueCode: code }],
  phrases: (phrases) => phrases.map((phrase) => ({ url: `${own}phrases`, valueString: phrase })),
  carry_over: () => [{ url: `${own}carry-over`, valueBoolean: true }],
  control: (code) => [
    {
      url: `${sdc}questionnaire-itemControl`,
      valueCodeableConcept: { coding: [{ system: "http://hl7.org/fhir/questionnaire-item-control", code }] },
    },
  ],
  min: (value) => [{ url: `${sdc}minValue`, valueInteger: value }],
  max: (value) => [{ url: `${sdc}maxValue`, valueInteger: value }],
  unit: ([code, display]) => [
    { url: `${sdc}questionnaire-unit`, valueCoding: { system: "http://unitsofmeasure.org", code, display } },
  ],
  hidden: () => [{ url: `${sdc}questionnaire-hidden`, valueBoolean: true }],
};

function answer_options(list) {
  return lists[list].map(([code, display, english]) => ({
    valueCoding: { system: code_system(list), code, display, _display: translation(english) },
  }));
}

// A list used more than once in a form is written once, as a contained ValueSet.
const value_set_of = (list) => ({
  resourceType: "ValueSet",
  id: list_name(list),
  status: "active",
  compose: {
    include: [
      {
        system: code_system(list),
        concept: lists[list].map(([code, display, english]) => ({
          code,
          display,
          designation: [{ language: "en", value: english }],
        })),
      },
    ],
  },
});

function count_lists(items, counts = new Map()) {
  for (const [, , , , options = {}, children = []] of items) {
    if (options.list) counts.set(options.list, (counts.get(options.list) ?? 0) + 1);
    count_lists(children, counts);
  }
  return counts;
}

// Shown only while another question has one of these answers: [linkId, list, codes].
const enable_when = ([question, list, ...codes]) =>
  codes.map((code) => {
    const [, display] = lists[list].find(([known]) => known === code);
    return { question, operator: "=", answerCoding: { system: code_system(list), code, display } };
  });

// One entry of the notation: [linkId, type, Japanese, English, options, children].
function item_of(shared, [link_id, type, text, english, options = {}, children = []]) {
  const extension = Object.entries(extension_of)
    .filter(([name]) => options[name] !== undefined)
    .flatMap(([name, make]) => make(options[name]));
  const item = {};
  if (extension.length > 0) item.extension = extension;
  Object.assign(item, { linkId: link_id, text, _text: translation(english), type });
  if (options.when) item.enableWhen = enable_when(options.when);
  if (item.enableWhen?.length > 1) item.enableBehavior = "any";
  if (options.required) item.required = true;
  if (options.repeats) item.repeats = true;
  if (options.read_only) item.readOnly = true;
  if (options.max_length) item.maxLength = options.max_length;
  if (shared.includes(options.list)) item.answerValueSet = `#${list_name(options.list)}`;
  else if (options.list) item.answerOption = answer_options(options.list);
  if (children.length > 0) item.item = children.map((child) => item_of(shared, child));
  return item;
}

function questionnaire_of({ name, title, english, subject, items }) {
  const shared = [...count_lists(items)].filter(([, uses]) => uses > 1).map(([list]) => list);
  return {
    resourceType: "Questionnaire",
    id: name,
    language: "ja",
    ...(shared.length > 0 ? { contained: shared.map(value_set_of) } : {}),
    url: `${own}form:${name}`,
    version: "1",
    name: name.replace(/(^|-)([a-z])/g, (_, __, letter) => letter.toUpperCase()),
    title,
    _title: translation(english),
    status: "active",
    ...(subject ? { subjectType: [subject] } : {}),
    publisher: "つなぎノート",
    item: items.map((item) => item_of(shared, item)),
  };
}

// Two spaces a level; what fits in a line of 120 columns stays in one.
function text_of(value, indent = "") {
  const line = JSON.stringify(value, null, 1).replace(/\n */g, " ");
  if (indent.length + line.length <= 110 || value === null || typeof value !== "object") return line;
  const deeper = `${indent}  `;
  if (Array.isArray(value)) {
    return `[\n${value.map((entry) => deeper + text_of(entry, deeper)).join(",\n")}\n${indent}]`;
  }
  const members = Object.entries(value).map(([key, entry]) => `${deeper}"${key}": ${text_of(entry, deeper)}`);
  return `{\n${members.join(",\n")}\n${indent}}`;
}

const folder = dirname(fileURLToPath(import.meta.url));
for (const form of [case_form, conference_note, ...checklist_forms, ...other_forms]) {
  writeFileSync(join(folder, `${form.name}.json`), `${text_of(questionnaire_of(form))}\n`);
}
