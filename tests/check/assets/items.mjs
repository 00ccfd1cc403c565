// Owns reading the shipped forms: their items by linkId, and what extensions, translations and lists say.
import { readFileSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";

// Every item with the one around it, outermost first.
export function* each_item(items, parent = null) {
  for (const item of items) {
    yield [item, parent];
    yield* each_item(item.item ?? [], item);
  }
}

export const extensions = (item, url) => (item.extension ?? []).filter((entry) => entry.url === url);
export const widget_of = (item) => extensions(item, "urn:tsunagi:widget")[0]?.valueCode;
export const english_of = (element) =>
  extensions(element ?? {}, "http://hl7.org/fhir/StructureDefinition/translation")[0]
    ?.extension.find((entry) => entry.url === "content")?.valueString;

const contained_list = (form, item) => form.contained?.find(({ id }) => `#${id}` === item.answerValueSet);

// The options of an item as { system, code, display, english }, wherever they are written; none for any other item.
export function options_of(form, item) {
  if (item.answerOption) {
    return item.answerOption.map(({ valueCoding: { _display, ...coding } }) => ({ ...coding, english: english_of({ ..._display }) }));
  }
  const include = contained_list(form, item)?.compose.include ?? [];
  return include.flatMap(({ system, concept }) => concept.map(({ code, display, designation }) =>
    ({ system, code, display, english: designation?.find(({ language }) => language === "en")?.value })));
}

// Every form in a folder by its name: { form, items }, items by linkId.
export function read_forms(folder) {
  const names = readdirSync(folder).filter((name) => name.endsWith(".json")).sort();
  return new Map(names.map((name) => {
    const form = JSON.parse(readFileSync(join(folder, name), "utf8"));
    return [basename(name, ".json"), { form, items: new Map([...each_item(form.item)].map(([item]) => [item.linkId, item])) }];
  }));
}
