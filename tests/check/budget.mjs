// The first load over the wire: every file the page and its service worker fetch before anybody has opened a store,
// gzipped as a server does it. What comes later (practice data, large icons) is told, too.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const budget_bytes = 700_000;
const site = resolve(fileURLToPath(import.meta.url), "../../../build/site");
const worker = readFileSync(join(site, "sw.js"), "utf8");
const list = JSON.parse(/\[\{"url":.*?\}\]/s.exec(worker)[0]);

function sizes_of(entries) {
    return entries.map(({ url }) => {
        const path = url === "./" ? "index.html" : url;
        return [path, gzipSync(readFileSync(join(site, path))).length];
    }).sort(([, a], [, b]) => b - a);
}
const total_of = (sizes) => sizes.reduce((total, [, size]) => total + size, 0);

const sizes = [...sizes_of(list.filter(({ later }) => !later)), ["sw.js", gzipSync(worker).length]];
const sum = total_of(sizes);
console.log(`${total_of(sizes_of(list.filter(({ later }) => later)))} bytes later`);
for (const [path, size] of sizes.slice(0, 6)) console.log(`${size} ${path}`);
console.log(`${sum} of ${budget_bytes} bytes`);
assert.ok(sum <= budget_bytes, `the first load is ${sum - budget_bytes} bytes over its budget`);
