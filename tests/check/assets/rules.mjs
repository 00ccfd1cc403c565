// Checks assets/rules: every path is in a form, every date is a date, every value says where it comes from.
import { readFileSync } from "node:fs";
import { join } from "node:path";

const is_open_date = (text) => text === null || /^\d{4}-\d\d-\d\d$/.test(text);

function check_common(rule, fault) {
  for (const member of ["id", "title", "title_en", "source"]) {
    if (typeof rule[member] !== "string" || rule[member] === "") fault(`rule ${rule.id}: ${member}`);
  }
  if (!["S", "F", "B", "?"].includes(rule.provenance)) fault(`rule ${rule.id}: provenance`);
  if (typeof rule.verify !== "boolean") fault(`rule ${rule.id}: verify`);
  if (rule.provenance === "B" && !rule.verify) fault(`rule ${rule.id}: background knowledge must be verified`);
  if (!is_open_date(rule.valid_from) || !is_open_date(rule.valid_to)) fault(`rule ${rule.id}: validity`);
  if (rule.valid_from && rule.valid_to && rule.valid_from > rule.valid_to) fault(`rule ${rule.id}: never in force`);
}

function check_deadline(rule, forms, fault) {
  if (rule.kind !== "deadline" || !Number.isInteger(rule.days)) fault(`rule ${rule.id}: kind or days`);
  if (forms.get("case").items.get(rule.from)?.type !== "date") fault(`rule ${rule.id}: ${rule.from} is no date of the case form`);
  const { checklist, note, ...other } = rule.done_when ?? {};
  if (checklist && !forms.get("discharge-checklist").items.has(`${checklist}.answer`)) fault(`rule ${rule.id}: no item ${checklist}`);
  if (note && note !== "any") fault(`rule ${rule.id}: note ${note}`);
  if ((!checklist && !note) || Object.keys(other).length > 0) fault(`rule ${rule.id}: done_when`);
}

function check_stay(rule, forms, fault) {
  if (rule.kind !== "ward_stay" || !forms.get("case").items.has(rule.path) || rule.wards.length === 0) fault(`rule ${rule.id}: kind, path or wards`);
  if (!(rule.warn_days < rule.late_days && rule.late_days <= rule.limit_days)) fault(`rule ${rule.id}: days`);
}

// Two versions of one rule must not be in force on the same day.
function check_overlap(rules, fault) {
  for (const a of rules) {
    for (const b of rules) {
      const is_same = a !== b && a.id.replace(/\.\d{4}$/, "") === b.id.replace(/\.\d{4}$/, "");
      if (is_same && a.valid_from <= b.valid_from && (a.valid_to === null || b.valid_from <= a.valid_to)) {
        fault(`rules ${a.id} and ${b.id} overlap`);
      }
    }
  }
}

export function check_rules({ assets, forms, fault, say }) {
  const read = (name) => JSON.parse(readFileSync(join(assets, "rules", name), "utf8")).rules;
  const deadlines = read("deadlines.json");
  const stays = read("ward-stays.json");
  const ids = [...deadlines, ...stays].map(({ id }) => id);
  if (new Set(ids).size !== ids.length) fault("a rule's id is used twice");
  for (const rule of [...deadlines, ...stays]) check_common(rule, fault);
  for (const rule of deadlines) check_deadline(rule, forms, fault);
  for (const rule of stays) check_stay(rule, forms, fault);
  check_overlap(deadlines, fault);
  say(`rules: ${deadlines.length} deadlines and ${stays.length} ward stay, paths, validity and provenance`);
}
