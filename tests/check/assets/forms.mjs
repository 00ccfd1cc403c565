// Checks what has to hold for any form and what FHIR's schema cannot say: linkIds, languages, lists, rows and our own
// extensions.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { each_item, english_of, extensions, options_of, widget_of } from "./items.mjs";

const is_named = (type) => type === "choice" || type === "open-choice";
const is_row_group = (item) => item?.type === "group" && (item.repeats || widget_of(item) === "checklist-row");

// What the program shows in a way of its own, and on what. README's table for writers of forms names the same.
function read_widgets(project, fault) {
  const source = readFileSync(join(project, "src/core/form_extensions.cpp"), "utf8");
  const known = [...source.matchAll(/Named\{"([a-z-]+)"sv, ItemWidget::/g)].map(([, code]) => code);
  const row = /^\| `urn:tsunagi:widget` \|(.*?)\|/m.exec(readFileSync(join(project, "README.md"), "utf8"))?.[1] ?? "";
  const told = [...row.matchAll(/`([a-z-]+)`/g)].map(([, code]) => code);
  if (known.length === 0 || known.toSorted().join() !== told.toSorted().join()) fault(`README has the widgets ${told}, the program ${known}`);
  return new Set(known);
}

function check_words(item, say) {
  if (!item.text || !english_of(item._text)) say("lacks Japanese or English");
  if (!/^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*$/.test(item.linkId)) say("is no linkId as paths are made of");
}

function check_place(item, parent, around, say) {
  if ((item.type === "group") !== (item.item?.length > 0)) say("is a group without items, or has items and is none");
  const in_row = is_row_group(parent);
  const is_row_name = item.linkId.includes(".") && widget_of(item) !== "checklist-row";
  if (in_row !== is_row_name || (in_row && !item.linkId.startsWith(`${parent.linkId}.`))) say("is outside its row, or named as if it were in one");
  if (in_row && item.type === "group") say("is a group within a row");
  const carry = extensions(item, "urn:tsunagi:carry-over");
  const can_be_carried = around.every((outer) => !is_row_group(outer)) && (item.type !== "group" || item.repeats);
  if (carry.length > 0 && (carry.length > 1 || carry[0].valueBoolean !== true || !can_be_carried)) {
    say("cannot be carried over");
  }
}

function check_options(form, item, say) {
  const options = options_of(form, item);
  if (is_named(item.type) !== (options.length > 0)) say("and its options do not fit");
  if (item.answerOption && item.answerValueSet) say("has two lists");
  if (new Set(options.map(({ system }) => system)).size > 1) say("mixes lists");
  if (new Set(options.map(({ code }) => code)).size !== options.length) say("has a code twice");
  for (const { system, code, display, english } of options) {
    if (!/^urn:tsunagi:code:[a-z-]+$/.test(system) || !/^[a-z][a-z0-9_]*$/.test(code)) say(`has a strange code ${system} ${code}`);
    if (!display || !english) say(`lacks Japanese or English for ${code}`);
  }
}

const fits_widget = {
  "checklist-row": (item) => item.type === "group" && !item.repeats,
  section: (item) => item.type === "group" && !item.repeats,
  table: (item) => item.type === "group" && item.repeats,
  phrases: (item) => item.type === "text",
};

// So few phrases are not worth the room, and so many hide each other on a phone.
const phrases_least = 4;
const phrases_most = 10;

function check_extensions(item, widgets, say) {
  const widget = widget_of(item);
  if (widget !== undefined && (!widgets.has(widget) || fits_widget[widget]?.(item) === false)) say(`is not to be shown as ${widget}`);
  if (item.type === "group" && item.repeats && widget !== "table") say("repeats and is no table");
  const phrases = extensions(item, "urn:tsunagi:phrases").map(({ valueString }) => valueString);
  if ((widget === "phrases") !== (phrases.length > 0)) say("has phrases that are not shown, or shows none");
  if (phrases.length > 0 && (phrases.length < phrases_least || phrases.length > phrases_most)) say(`has ${phrases.length} phrases`);
  if (new Set(phrases).size !== phrases.length || phrases.includes("")) say("has a phrase twice or an empty one");
  const limit = (which) => extensions(item, `http://hl7.org/fhir/StructureDefinition/${which}Value`)[0]?.valueInteger;
  if (limit("min") > limit("max")) say("has no room between its least and its most");
}

function check_condition(form, items, item, say) {
  for (const { question, answerCoding: answer } of item.enableWhen ?? []) {
    const asked = items.get(question);
    if (!asked) say(`depends on ${question}, which is not asked`);
    else if (answer && !options_of(form, asked).some((option) => option.system === answer.system && option.code === answer.code)) {
      say(`waits for ${answer.code}, which ${question} does not offer`);
    }
  }
}

function check_form(name, { form, items }, widgets, fault) {
  if (form.url !== `urn:tsunagi:form:${name}` || form.id !== name || !/^[1-9]\d*$/.test(form.version)) fault(`${name}: url, id or version`);
  if (!form.title || !english_of(form._title)) fault(`${name}: the title lacks Japanese or English`);
  const outer = new Map();
  for (const [item, parent] of each_item(form.item)) {
    const say = (what) => fault(`${name}: ${item.linkId} ${what}`);
    if (outer.has(item.linkId)) say("is there twice");
    outer.set(item.linkId, parent ? [...outer.get(parent.linkId), parent] : []);
    check_words(item, say);
    check_place(item, parent, outer.get(item.linkId), say);
    check_options(form, item, say);
    check_extensions(item, widgets, say);
    check_condition(form, items, item, say);
  }
  for (const { id } of form.contained ?? []) {
    if (![...items.values()].some((item) => item.answerValueSet === `#${id}`)) fault(`${name}: nothing uses the list ${id}`);
  }
}

// One list says the same wherever it is used: an answer travels from form to form by its code.
function check_lists(forms, fault) {
  const lists = new Map();
  for (const [name, { form, items }] of forms) {
    for (const item of items.values()) {
      const options = options_of(form, item);
      const text = JSON.stringify(options);
      const known = lists.get(options[0]?.system) ?? text;
      if (options.length > 0 && known !== text) fault(`${name}: ${item.linkId} offers another ${options[0].system} than elsewhere`);
      if (options.length > 0) lists.set(options[0].system, text);
    }
  }
}

// The screen of a checklist draws all rows alike, and what is settled together is known by its name.
function check_checklist_rows(forms, fault) {
  const fields_of = (row) => row.item.map((field) => `${field.linkId.slice(row.linkId.length)} ${field.type}`).join();
  const rows = [...forms].flatMap(([name, { items }]) =>
    [...items.values()].filter((item) => widget_of(item) === "checklist-row").map((row) => [name, row]));
  for (const [name, row] of rows) {
    if (fields_of(row) !== fields_of(rows[0][1])) fault(`${name}: ${row.linkId} has other fields than ${rows[0][1].linkId}`);
    if (row.item[0].linkId !== `${row.linkId}.answer` || row.item[0].type !== "choice") fault(`${name}: ${row.linkId} is not answered by a choice`);
  }
  return rows.length;
}

export function check_forms({ project, forms, fault, say }) {
  const widgets = read_widgets(project, fault);
  for (const [name, form] of forms) check_form(name, form, widgets, fault);
  check_lists(forms, fault);
  const rows = check_checklist_rows(forms, fault);
  const items = [...forms.values()].reduce((sum, form) => sum + form.items.size, 0);
  say(`forms: ${items} items and ${rows} checklist rows in ${forms.size} forms, in both languages, every list and row as it should be`);
}
