// As trusted databases are tried: the browser is killed (SIGKILL) at seeded moments while it saves, imports and rewrites;
// afterwards every acknowledged write is there, and of every other one all or nothing.
// TSUNAGI_ROUNDS: how often it is killed (40). TSUNAGI_SEED: which moments.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { appendFileSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join, resolve } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const project = resolve(fileURLToPath(import.meta.url), "../../..");
const rounds = Number(process.env.TSUNAGI_ROUNDS ?? 40);
const seed = Number(process.env.TSUNAGI_SEED ?? 20261122);
const most_before_kill = 24;  // acknowledgements, then somewhere within the next ones
const types = { ".js": "text/javascript", ".html": "text/html", ".wasm": "application/wasm" };

// mulberry32
function create_random(state) {
    return () => {
        state = (state + 0x6D2B79F5) | 0;
        let t = Math.imul(state ^ (state >>> 15), 1 | state);
        t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
        return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
    };
}

// Runs in the page, over the product's own keeper: tells what lies on the disk, then writes and tells each
// acknowledgement, until it is killed. Writes carry their number in every record they touch.
function work() {
    const kinds = ["save", "import", "rewrite", "restore"];
    const collection = { meta: 0, records: 2, audit: 4 };
    const many = 40;
    const waiting = new Map();
    let last = 0;
    const tell = (path, body) => fetch(path, { method: "POST", body: JSON.stringify(body) });

    async function start() {
        const { create_keeper } = await import("/keeper_client.js");
        const { MessageReader, message_of, op } = await import("/port_message.js");
        const keeper = create_keeper((answers) => {
            for (const { request, status, bytes } of answers) waiting.get(request)({ status, bytes });
        });
        const ask = (name, ...fields) => new Promise((done) => {
            waiting.set(++last, done);
            keeper.call(last, op[name], message_of(...fields));
        });
        async function read_all(name) {
            const { status, bytes } = await ask("read_all", collection[name]);
            if (status !== 0) throw new Error(`read_all ${name}: status ${status}`);
            const reader = new MessageReader(bytes);
            const found = [];
            while (!reader.is_done) found.push([reader.text(), Number(reader.text())]);
            return found;
        }
        // A killed browser's processes may hold the files for a moment: refused is not empty.
        let opened = await ask("open_store", 0);
        for (let tries = 0; opened.status !== 0 && tries < 50; ++tries) {
            await new Promise((done) => setTimeout(done, 200));
            opened = await ask("open_store", 0);
        }
        if (opened.status !== 0) throw new Error(`open_store: status ${opened.status}`);
        const disk = { head: await read_all("meta"), records: await read_all("records"), audit: await read_all("audit") };
        const { next } = await (await tell("/report", disk)).json();

        const group_of = (kind, n) => (kind === "save" ? [`save.${n}`] : Array.from({ length: many }, (_, i) => (
            kind === "import" ? `import.${n}.${i}` : `${kind}.${i}`)));
        for (let n = next;; ++n) {
            const kind = kinds[n % kinds.length];
            const put = (name, key) => [collection[name], key, 1, `${n}`];
            const writes = group_of(kind, n).flatMap((key) => put("records", key));
            // What was there goes with what comes, in the same transaction.
            if (kind === "restore") writes.push(collection.records, `save.${n - 3}`, 0, new Uint8Array());
            writes.push(...put("audit", String(n).padStart(12, "0")), ...put("meta", "head"));
            const { status } = await ask("commit", ...writes);
            await tell("/ack", { n, status });
        }
    }
    start().catch((error) => tell("/failed", String(error?.stack ?? error)));
}

// What must lie on the disk when the writes up to `head` have happened and no other.
function expected_records(head) {
    const records = new Map();
    const many = 40;
    for (let n = 1; n <= head; ++n) {
        const kind = ["save", "import", "rewrite", "restore"][n % 4];
        if (kind === "save") records.set(`save.${n}`, n);
        for (let i = 0; i < many && kind !== "save"; ++i) records.set(kind === "import" ? `import.${n}.${i}` : `${kind}.${i}`, n);
        if (kind === "restore") records.delete(`save.${n - 3}`);
    }
    return records;
}

function check_disk({ head, records, audit }, acknowledged) {
    const reached = head.length === 0 ? 0 : head[0][1];
    assert.ok(reached >= acknowledged, `write ${acknowledged} was acknowledged and ${reached} is there`);
    assert.ok(reached <= acknowledged + 1, "one write at most was under way");
    assert.deepEqual(audit, Array.from({ length: reached }, (_, i) => [String(i + 1).padStart(12, "0"), i + 1]));
    assert.deepEqual(new Map(records), expected_records(reached), "no write is half there");
    return reached;
}

// What LevelDB's file looks like when its process ends between a record's header and its content: type 1, 96 bytes, none
// of them there. `copy`: the first, or the second in its storage bucket.
function tear(profile, copy) {
    const place = { first: /^IndexedDB\/[^/]*\/\d+\.log$/, second: /^WebStorage\/\d+\/IndexedDB\/[^/]*\/\d+\.log$/ }[copy];
    const logs = readdirSync(join(profile, "Default"), { recursive: true }).filter((path) => place.test(path));
    assert.equal(logs.length, 1, `one log of the ${copy} copy`);
    appendFileSync(join(profile, "Default", logs[0]), Uint8Array.of(0x5a, 0x5a, 0x5a, 0x5a, 96, 0, 1));
}

// Kills the browser `rounds` times; after each start and at the end what lies on the disk is looked at.
// after_kill(round, profile): between a kill and the next start
async function kill_and_look(t, rounds, after_kill = () => {}) {
    const random = create_random(seed);
    const profile = mkdtempSync(join(tmpdir(), "tsunagi-crash-"));
    let acknowledged = 0;
    let under_way = 0;
    let kill_after = Infinity;
    let ended;  // of the round: a function that takes what went wrong, or nothing
    let browser;

    const answers = {
        "/report": (disk) => {
            const reached = check_disk(disk, acknowledged);
            if (reached > acknowledged) ++under_way;
            acknowledged = reached;
            return { next: reached + 1 };
        },
        "/ack": ({ n, status }) => {
            assert.equal(status, 0, "the write was taken");
            assert.equal(n, acknowledged + 1);
            acknowledged = n;
            // Not at the acknowledgement itself: somewhere in the writes that follow it.
            if (--kill_after <= 0) setTimeout(ended, random() * 12);
            return {};
        },
        "/failed": (what) => { throw new Error(what); },
    };
    const server = createServer(async (request, response) => {
        const path = request.url.split("?")[0];
        if (request.method === "POST") {
            const parts = [];
            for await (const part of request) parts.push(part);
            try {
                response.end(JSON.stringify(answers[path](JSON.parse(Buffer.concat(parts)))));
            } catch (error) {
                response.end("{}");
                ended(error);
            }
            return;
        }
        const files = { "/": null, "/argon2.wasm": "build/web/argon2.wasm" };
        const content = path === "/" ? `<!doctype html><title>crash</title><script type="module">(${work})()</script>`
            : /^\/[a-z0-9_]+\.js$/.test(path) ? readFileSync(join(project, "web", path)) : files[path] ? readFileSync(join(project, files[path])) : "";
        response.writeHead(content === "" ? 404 : 200, { "Content-Type": types[path === "/" ? ".html" : extname(path)] ?? "text/plain" });
        response.end(content);
    });
    await new Promise((done) => server.listen(0, "127.0.0.1", done));
    const url = `http://127.0.0.1:${server.address().port}/`;

    async function round() {
        kill_after = 1 + Math.floor(random() * most_before_kill);
        browser = spawn("/usr/bin/chromium", ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions",
            "--disable-crash-reporter", "--disable-breakpad", `--user-data-dir=${profile}`, url],
        { stdio: "ignore", detached: true });
        const gone = new Promise((done) => browser.once("exit", done));
        const problem = await new Promise((done) => {
            ended = done;
            browser.once("exit", () => done(new Error("the browser ended by itself")));
        });
        // Its children are in its group: all of them at once, as a battery that falls out.
        process.kill(-browser.pid, "SIGKILL");
        await gone;
        server.closeAllConnections();
        if (problem) throw problem;
    }
    try {
        for (let i = 0; i < rounds; ++i) {
            await round();
            after_kill(i, profile);
        }
        kill_after = 1;  // the last look at the disk
        await round();
        t.diagnostic(`${rounds} kills, ${acknowledged} acknowledged writes, ${under_way} completed unacknowledged, none lost or half`);
    } finally {
        server.closeAllConnections();
        server.close();
        rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    }
}

test(`${rounds} times killed while writing`, (t) => kill_and_look(t, rounds));

// The browser deletes such a copy at the second start after: each of the two in turn, and nothing is lost.
test("half a record left in the browser's own file", (t) => kill_and_look(t, 8, (round, profile) => {
    if (round === 0) tear(profile, "first");
    if (round === 4) tear(profile, "second");
}));
