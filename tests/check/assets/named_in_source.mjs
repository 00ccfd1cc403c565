// Checks that every linkId the program names is asked by some form. What is a linkId is read from the source itself: a
// word given where a function has a parameter called path, group or field, or a name in a list of Fields.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

const folders = ["core", "app", "exchange", "views"];
const is_source = /^(?!.*gallery).*\.(h|cpp)$/;  // the gallery of widgets has words of its own

// Without comments; a literal that cannot be a linkId becomes an empty one, so that no bracket within it counts.
function simplify(text) {
  const token = /R"\([^]*?\)"|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)'|\/\/[^\n]*|\/\*[^]*?\*\//g;
  return text.replace(token, (all) => (all[0] === "/" ? " " : /^"[a-z][\w.]*"$/.test(all) ? all : '""'));
}

const read_source = (project) => folders.flatMap((folder) => {
  const root = join(project, "src", folder);
  return readdirSync(root, { recursive: true }).filter((name) => is_source.test(name))
    .map((name) => ({ name: `src/${folder}/${name}`, text: simplify(readFileSync(join(root, name), "utf8")) }));
});

// What stands between the bracket at `open` and its counterpart, parted at its commas; null where it is no list.
function split_list(text, open) {
  const parts = [];
  let depth = 0;
  let from = open + 1;
  for (let i = open; i < text.length; ++i) {
    const c = text[i];
    if ("([{".includes(c)) ++depth;
    else if (")]}".includes(c)) --depth;
    else if (c === ";" && depth === 1) return null;
    if (depth === 0 || (c === "," && depth === 1)) {
      parts.push(text.slice(from, i).trim());
      from = i + 1;
    }
    if (depth === 0) return parts;
  }
  return null;
}

// Every call, declaration or definition: { file, method, name, parts }.
function* each_call(sources) {
  for (const { name: file, text } of sources) {
    for (const found of text.matchAll(/(\w*)(\.|->)?\b([A-Za-z_]\w*)\s*\(/g)) {
      const parts = split_list(text, found.index + found[0].length - 1);
      if (parts) yield { file, of: found[2] ? found[1] : "", name: found[3], parts };
    }
  }
}

// Where functions take a linkId: by name, what the parameter at a place is.
function find_parameters(sources) {
  const found = new Map();
  for (const { name, parts } of each_call(sources)) {
    parts.forEach((part, place) => {
      const parameter = /^(?:const )?(?:(?:Path|std::string_view|std::string)\s*&?\s*(path|group|field)|(Fields)\s*&?\s*\w+)(?:\s*=.*)?$/.exec(part);
      if (!parameter) return;
      if (!found.has(name)) found.set(name, new Map());
      found.get(name).set(place, parameter[1] ?? "fields");
    });
  }
  return found;
}

const word_of = (part) => /^"([\w.]+)"$/.exec(part ?? "")?.[1];
// The names in {{"name", value}, ...}.
const names_of = (list) => (list?.startsWith("{") ? split_list(list, 0) : []).flatMap((pair) => (pair.startsWith("{") ? word_of(split_list(pair, 0)[0]) ?? [] : []));

// Every name as { file, name, is }: a path, the group of rows it is, or a field of the group where that is known.
function* each_name(sources) {
  const parameters = find_parameters(sources);
  for (const { file, of, name, parts } of each_call(sources)) {
    if (of === "forms") continue;  // a form by its name
    const places = parameters.get(name) ?? new Map();
    let group;
    for (const [place, is] of places) {
      if (is === "fields") for (const field of names_of(parts[place])) yield { file, name: field, is };
      const word = word_of(parts[place]);
      if (!word) continue;
      if (is === "group") group = word;
      yield { file, name: is === "field" && group ? `${group}.${word}` : word, is };
    }
  }
  for (const { name: file, text } of sources) {
    for (const [, variable] of text.matchAll(/\bFields (\w+)\b/g)) {
      for (const found of text.matchAll(new RegExp(`\\bFields ${variable}(?=\\{)|\\b${variable}\\.emplace_back(?=\\()`, "g"))) {
        const list = split_list(text, found.index + found[0].length) ?? [];
        const names = found[0].startsWith("Fields") ? names_of(`{${list.join()}}`) : [word_of(list[0]) ?? []].flat();
        for (const name of names) yield { file, name, is: "fields" };
      }
    }
  }
}

export function check_named_in_source({ project, forms, fault, say }) {
  const items = [...forms.values()].flatMap((form) => [...form.items.values()]);
  const groups = new Set(items.filter((item) => item.repeats).map(({ linkId }) => linkId));
  const paths = new Set(items.map(({ linkId }) => linkId));
  const in_rows = new Set([...paths].filter((path) => path.includes(".")).map((path) => path.slice(path.lastIndexOf(".") + 1)));
  const named = new Map([...each_name(read_source(project))].map((found) => [`${found.file} ${found.is} ${found.name}`, found]));
  for (const { file, name, is } of named.values()) {
    // A field of a row is named in full only where its group stands beside it.
    const known = is === "group" ? groups.has(name) : paths.has(name) || in_rows.has(name);
    if (!known) fault(`${file} names ${name}, which no form ${is === "group" ? "has as a group of rows" : "asks"}`);
  }
  const kinds = new Set([...named.values()].map(({ is }) => is));
  for (const is of ["path", "group", "field", "fields"]) if (!kinds.has(is)) fault(`no ${is} is found in src: it is named in another way now`);
  say(`source: ${new Set([...named.values()].map(({ name }) => name)).size} linkIds that it names are asked by a form`);
}
