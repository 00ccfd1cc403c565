// As trusted databases are tried: the browser is killed (SIGKILL) at seeded moments while the keeper saves, imports and
// rewrites, and while it brings an older database up to date; afterwards every acknowledged write is there, and of every
// other one all or nothing. TSUNAGI_SEED: which moments.
import assert from "node:assert/strict";
import { appendFileSync, readFileSync, readdirSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, resolve } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { Profile, chance, how_often } from "./support/killing.mjs";
import { runs_alone } from "./support/stage.mjs";

runs_alone("it kills browsers at moments counted from their start");

const project = resolve(fileURLToPath(import.meta.url), "../../..");
const rounds = how_often({ deep: 40, otherwise: 5 });
const upgrade_rounds = how_often({ deep: 10, otherwise: 3 });
const most_before_kill = 24;  // acknowledgements, then somewhere within the next ones
const types = { ".js": "text/javascript", ".html": "text/html", ".wasm": "application/wasm" };

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

// Serves the keeper's modules and a page that runs `work`, and takes what it tells: answers of {path: function(body)}.
async function serve_page(work, answers, failed) {
    const server = createServer(async (request, response) => {
        const path = request.url.split("?")[0];
        if (request.method === "POST") {
            const parts = [];
            for await (const part of request) parts.push(part);
            try {
                response.end(JSON.stringify(answers[path](JSON.parse(Buffer.concat(parts))) ?? {}));
            } catch (error) {
                response.end("{}");
                failed(error);
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
    return { url: `http://127.0.0.1:${server.address().port}/`, cut: () => server.closeAllConnections(), close: () => server.close() };
}

// One start of the browser, until `ended` is called with what went wrong, or nothing; then it is killed.
async function start_and_kill(profile, page, ended_is) {
    profile.start(page.url);
    const problem = await new Promise((done) => {
        ended_is(done);
        profile.gone.then(() => done(new Error("the browser ended by itself")));
    });
    await profile.kill();
    page.cut();
    if (problem) throw problem;
}

// Kills the browser `rounds` times; after each start and at the end what lies on the disk is looked at.
// after_kill(round, profile): between a kill and the next start
async function kill_and_look(t, rounds, after_kill = () => {}) {
    const random = chance();
    const profile = new Profile();
    let acknowledged = 0;
    let under_way = 0;
    let kill_after = Infinity;
    let ended;
    const page = await serve_page(work, {
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
        },
        "/failed": (what) => { throw new Error(what); },
    }, (error) => ended(error));
    const round = () => {
        kill_after = 1 + Math.floor(random() * most_before_kill);
        return start_and_kill(profile, page, (done) => { ended = done; });
    };
    try {
        for (let i = 0; i < rounds; ++i) {
            await round();
            after_kill(i, profile.folder);
        }
        kill_after = 1;  // the last look at the disk
        await round();
        t.diagnostic(`${rounds} kills, ${acknowledged} acknowledged writes, ${under_way} completed unacknowledged, none lost or half`);
    } finally {
        page.cut();
        page.close();
        await profile.close();
    }
}

test(`${rounds} times killed while writing`, (t) => kill_and_look(t, rounds));

// The browser deletes such a copy at the second start after: each of the two in turn, and nothing is lost.
test("half a record left in the browser's own file", (t) => kill_and_look(t, 8, (round, profile) => {
    if (round === 0) tear(profile, "first");
    if (round === 4) tear(profile, "second");
}));

// Runs in the page: looks at what the keeper makes of the database of the last round, then puts one of the form before
// (version 1: no number of a commit, no second copy) in its place and opens that until it is killed.
function bring_up_to_date() {
    const many = 300;
    const collections = ["meta", "slots", "records", "drafts", "audit"];
    const tell = async (path, body) => (await fetch(path, { method: "POST", body: JSON.stringify(body) })).json();
    const result_of = (request) => new Promise((done, fail) => {
        request.onsuccess = () => done(request.result);
        request.onerror = () => fail(request.error);
    });

    async function put_old(n) {
        await result_of(indexedDB.deleteDatabase("tsunagi-real"));
        await navigator.storageBuckets.delete("tsunagi-second-copy");
        const request = indexedDB.open("tsunagi-real", 1);
        request.onupgradeneeded = () => { for (const name of collections) request.result.createObjectStore(name); };
        const database = await result_of(request);
        const writing = database.transaction(collections, "readwrite", { durability: "strict" });
        for (const name of collections) {
            for (let i = 0; i < many; ++i) writing.objectStore(name).put(new TextEncoder().encode(`${n}`), `${name}.${i}`);
        }
        await new Promise((done) => { writing.oncomplete = done; });
        database.close();
    }

    async function start() {
        const { create_keeper } = await import("/keeper_client.js");
        const { MessageReader, message_of, op } = await import("/port_message.js");
        const waiting = new Map();
        const keeper = create_keeper((answers) => {
            for (const { request, status, bytes } of answers) waiting.get(request)({ status, bytes });
        });
        let last = 0;
        const ask = (name, ...fields) => new Promise((done) => {
            waiting.set(++last, done);
            keeper.call(last, op[name], message_of(...fields));
        });
        async function open() {
            let opened = await ask("open_store", 0);
            for (let tries = 0; opened.status !== 0 && tries < 50; ++tries) {
                await new Promise((done) => setTimeout(done, 200));
                opened = await ask("open_store", 0);
            }
            if (opened.status !== 0) throw new Error(`open_store: status ${opened.status}`);
        }
        const there = (await indexedDB.databases()).find(({ name }) => name === "tsunagi-real");
        let found = null;
        if (there) {
            await open();
            found = {};
            for (const [number, name] of collections.entries()) {
                const reader = new MessageReader((await ask("read_all", number)).bytes);
                const values = [];
                while (!reader.is_done) {
                    reader.text();
                    values.push(reader.text());
                }
                found[name] = [values.length, [...new Set(values)]];
            }
            await ask("destroy", 0);
        }
        const { next } = await tell("/report", { found, was: there?.version ?? null });
        await put_old(next);
        await tell("/opening", {});
        await open();
        // As the app does next: the first commit of the new form.
        const { status } = await ask("commit", 0, "meta.0", 1, `${next}`);
        await tell("/opened", { status });
    }
    start().catch((error) => tell("/failed", String(error?.stack ?? error)));
}

test(`${upgrade_rounds} times killed while a database of the form before is brought up to date`, async (t) => {
    const random = chance();
    const profile = new Profile();
    const versions = { 1: 0, 2: 0 };
    let n = 0;
    let delay = 0;
    let ended;
    const page = await serve_page(bring_up_to_date, {
        "/report": ({ found, was }) => {
            if (n > 0) {
                const whole = [300, [String(n)]];
                assert.deepEqual(found, { meta: whole, slots: whole, records: whole, drafts: whole, audit: whole });
                ++versions[was];
            }
            return { next: ++n };
        },
        "/opening": () => { setTimeout(() => ended(), delay); },
        "/opened": ({ status }) => assert.equal(status, 0),
        "/failed": (what) => { throw new Error(what); },
    }, (error) => ended(error));
    try {
        for (let i = 0; i <= upgrade_rounds; ++i) {
            delay = random() ** 2 * 150;  // most of it happens early
            await start_and_kill(profile, page, (done) => { ended = done; });
        }
        t.diagnostic(`${upgrade_rounds} kills; ${versions[1]} before the new form was there, ${versions[2]} after`);
    } finally {
        page.cut();
        page.close();
        await profile.close();
    }
});
