// Owns what a test file and tests/browser_stage.py tell each other: how deep to try, whether others may run meanwhile, and
// what the verdict depends on: the project files the test's process reads and the files of the site its pages ask for.
import assert from "node:assert/strict";
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { isAbsolute, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const project = resolve(fileURLToPath(import.meta.url), "../../../..");
const inputs_path = process.env.TSUNAGI_TEST_INPUTS;
const inputs = new Set();

// 0: the little that every run tries. 1: everything. More: that many times as many kills.
export const deep = Number(process.env.TSUNAGI_DEEP ?? 0);

// Called at the top of a file that counts or kills: no other file runs meanwhile. The stage finds the call in the text.
export function runs_alone(why) {
    assert.ok(why);
    assert.ok(!inputs_path || process.env.TSUNAGI_TEST_ALONE, "the stage has overlooked that this file runs alone");
}

function note(path) {
    const name = relative(project, resolve(path instanceof URL ? fileURLToPath(path) : String(path)));
    if (name.startsWith("..") || isAbsolute(name) || name.split("/").includes("node_modules")) return;
    inputs.add(name);
}

// Every one of them takes the path first; reading a whole folder is noted as the folder.
function watch_reading() {
    for (const [owner, names] of [[fs, ["readFileSync", "readFile", "openSync", "open", "createReadStream", "readdirSync", "copyFileSync", "cpSync"]],
                                  [fs.promises, ["readFile", "open", "readdir", "copyFile", "cp"]]]) {
        for (const name of names) {
            const real = owner[name];
            owner[name] = function read(path, ...rest) {
                if (typeof path === "string" || path instanceof URL) note(path);
                return real.call(this, path, ...rest);
            };
        }
    }
    syncBuiltinESMExports();
}

// A page of the site at this address has asked for this file of it.
export function note_request(asked, site_url) {
    const { origin, pathname } = new URL(asked);
    if (origin !== new URL(site_url).origin) return;
    if (pathname === "/sw.js") return;  // its list of files differs with every build; what it is made from is noted below
    // How the file travels, and the worker that may answer in the server's place. Its list of files is of no interest.
    for (const name of ["web/serve.mjs", "web/headers.json", "web/sw.js"]) inputs.add(name);
    inputs.add(join("build/site", decodeURIComponent(pathname.endsWith("/") ? `${pathname}index.html` : pathname)));
}

if (inputs_path) {
    const write = fs.writeFileSync;
    watch_reading();
    process.on("exit", () => write(inputs_path, JSON.stringify([...inputs].sort())));
}
