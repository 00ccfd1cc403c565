// The assembled site: what the service worker lists is what is there, by hash, and nothing that only builds it is shipped.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const site = resolve(fileURLToPath(import.meta.url), "../../../build/site");
const present = readdirSync(site, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(site, join(entry.parentPath ?? entry.path, entry.name)));

const worker = readFileSync(join(site, "sw.js"), "utf8");
assert.ok(!worker.includes("/*PRECACHE*/") && !worker.includes("/*VERSION*/"), "markers are filled in");
const list = JSON.parse(/\[\{"url":.*?\}\]/s.exec(worker)[0]);
const file_of = (url) => (url === "./" ? "index.html" : url);

// The gallery of widgets is not part of the app: nobody needs it without a network.
const kept = present.filter((path) => path !== "sw.js" && !path.startsWith("gallery."));
assert.deepEqual(list.map(({ url }) => file_of(url)).sort(), kept.sort());
for (const { url, sha256 } of list) {
    const content = readFileSync(join(site, file_of(url)));
    assert.equal(createHash("sha256").update(content).digest("hex"), sha256, url);
}
// The version that the lock screen shows is a hash over all of it, as it was before the version was written into it.
const [, release, version] = /<meta name="version" content="(\d+\.\d+\.\d+) ([0-9a-f]{16})">/.exec(
    readFileSync(join(site, "index.html"), "utf8"));
assert.equal(release, readFileSync(resolve(site, "../../web/VERSION"), "utf8").trim());
assert.ok(worker.includes(`"${version}"`) && worker.includes(`"${release}"`), "page and worker are of one version");
const sha256_of = (content) => createHash("sha256").update(content).digest("hex");
const before = (path) => {
    if (path === "sw.js") return readFileSync(resolve(site, "../../web/sw.js"));
    const content = readFileSync(join(site, path));
    return path === "index.html" ? content.toString("utf8").replace(`${release} ${version}`, "VERSION") : content;
};
const hashes = [...kept, "sw.js"].map((path) => [path, sha256_of(before(path))]).sort();
assert.equal(sha256_of(JSON.stringify(hashes)).slice(0, 16), version);

for (const needed of ["index.html", "tsunagi.js", "tsunagi.xz", "gallery.xz", "xz-decompress.js", "argon2.wasm", "sw.js"]) {
    assert.ok(present.includes(needed), `${needed} is part of the site`);
}
for (const path of present) {
    assert.ok(!/\.(mjs|sh|lock|cmake)$|^(run|toolchain|headers\.json|library_)/.test(path), `${path} must not be shipped`);
}
assert.ok(!existsSync(join(site, "node_modules")));
