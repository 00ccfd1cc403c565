// The hosts' example configurations say the same headers as web/headers.json, each once, and nothing else.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

const read = (path) => readFileSync(new URL(`../../web/${path}`, import.meta.url), "utf8");
const wanted = JSON.parse(read("headers.json"));
const lines_of = {
    "hosts/nginx.conf": /^\s*add_header (\S+) "(.*)" always;$/gm,
    "hosts/apache.htaccess": /^Header always set (\S+) "(.*)"$/gm,
    "hosts/static_headers": /^ {2}([A-Za-z-]+): (.*)$/gm,
};

for (const [path, line] of Object.entries(lines_of)) {
    const said = [...read(path).matchAll(line)].map(([, name, value]) => [name, value]);
    assert.deepEqual(Object.fromEntries(said), wanted, path);
    assert.equal(said.length, Object.keys(wanted).length, `${path}: each header once`);
}
const policy = wanted["Content-Security-Policy"];
for (const part of ["default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'", "base-uri 'none'", "form-action 'none'",
    "frame-ancestors 'none'", "require-trusted-types-for 'script'", "trusted-types tsunagi"]) {
    assert.ok(policy.split("; ").includes(part), part);
}
// Two years: long enough that a tablet which is used at all never asks over plain HTTP again.
assert.ok(Number(/^max-age=(\d+)$/.exec(wanted["Strict-Transport-Security"])?.[1]) >= 2 * 365 * 24 * 3600, "HTTPS only");
assert.ok(!/unsafe-inline|unsafe-eval'|https?:|\*/.test(policy.replace("'wasm-unsafe-eval'", "")), "nothing is let in");
