// Owns documents, changes, ids and times of the practice records. Knows nothing of what they say.
import { createHash } from "node:crypto";
import * as lists from "../../forms/parts/lists.mjs";

const device_id = "tablet-2";
const hash_of = (key) => createHash("sha256").update(`tsunagi practice ${key}`).digest("hex");

// Milliseconds of a time of day in Japan, which has no summer time.
export const time_of = (date, clock = "17:00") => Date.parse(`${date}T${clock}:00+09:00`);
export const is_date = (text) => /^\d{4}-\d\d-\d\d$/.test(text ?? "");

export const string = (text) => ({ string: text });
export const integer = (number) => ({ integer: number });
export const boolean = (answer) => ({ boolean: answer });
export const date = (iso) => ({ date: iso });
export const time = (clock) => ({ time: `${clock}:00` });
export const date_time = (day, clock) => ({ dateTime: `${day}T${clock}:00+09:00` });
export const reference = (target, display) => ({ reference: { target, display } });

export function coding(list, code) {
  const entry = lists[list].find(([candidate]) => candidate === code);
  if (!entry) throw new Error(`no ${code} in ${list}`);
  return { coding: { code, display: entry[1], system: `urn:tsunagi:code:${list.replaceAll("_", "-")}` } };
}

// A word of the list is coded, any other word stays as typed.
export function coding_or_string(list, word) {
  const entry = lists[list].find(([, display]) => display === word);
  return entry ? coding(list, entry[0]) : string(word);
}

const hex = (number, digits) => number.toString(16).padStart(digits, "0");

class Document {
  constructor(key, number, kind, form, subject) {
    this.id = hash_of(key).slice(0, 32);
    Object.assign(this, { number, kind, form, subject, changes: [], current: new Map(), rows: new Map() });
  }

  // Later answers replace earlier ones. Empty values are left out: not asked is not answered.
  // Change ids count up rather than being random: six thousand random ids would take 100 kB that no compression wins back.
  set(path, value, at, by) {
    if (value === undefined || value === null || Object.values(value)[0] === "") return this;
    const previous = this.current.get(path);
    const id = hex(this.number, 28) + hex(this.changes.length + 1, 4);
    const change = { id, at, by, path, value, replaces: previous ? [previous] : [] };
    this.current.set(path, change.id);
    this.changes.push(change);
    return this;
  }

  add_row(group, fields, at, by) {
    const number = (this.rows.get(group) ?? 0) + 1;
    this.rows.set(group, number);
    const row = `r${hex(number, 2)}`;
    for (const [field, value] of Object.entries(fields)) this.set(`${group}[${row}].${field}`, value, at, by);
    return row;
  }

  finished() {
    const changes = [...this.changes].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
    return {
      id: this.id,
      kind: this.kind,
      form: `urn:tsunagi:form:${this.form}|1`,
      subject: this.subject,
      changes: changes.map(({ id, at, by, path, value, replaces }) =>
        ({ id, at: `${at}.0`, by, on: device_id, path, value, replaces })),
    };
  }
}

export class Store {
  constructor(hospital) {
    this.documents = [];
    this.by_key = new Map();
    this.people = new Map();  // name -> person
    this.organisations = new Map();  // name -> id of the document
    this.reference_date = hospital.reference_date;
    this.note_rows = new Map();  // note id -> id of the meeting's document
  }

  add(key, kind, form, subject = "") {
    const document = new Document(key, this.documents.length + 1, kind, form, subject);
    if (this.by_key.has(key)) throw new Error(`two documents ${key}`);
    this.by_key.set(key, document);
    this.documents.push(document);
    return document;
  }

  id_of(key) { return hash_of(key).slice(0, 32); }

  // Who wrote it; the discharge-support nurse where the source names nobody who is staff.
  writer(...names) {
    const name = names.find((candidate) => this.people.has(candidate)) ?? "濵田 くるみ";
    return this.people.get(name).id;
  }
}

// Lines "label：text" of what is there.
export function labelled(pairs) {
  return pairs.filter(([, text]) => text !== undefined && text !== null && text !== "")
    .map(([label, text]) => (label ? `${label}：${text}` : `${text}`)).join("\n");
}
