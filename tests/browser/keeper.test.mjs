// The keeper in a real browser, without the program: WebCrypto and IndexedDB in its worker, under the page's own headers.
import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

import { start_server } from "../../web/serve.mjs";
import "./support/stage.mjs";  // notes what is read

const project = resolve(fileURLToPath(import.meta.url), "../../..");
const parts = ["keeper.js", "keeper_argon2.js", "keeper_client.js", "keeper_crypto.js", "keeper_database.js",
               "keeper_store.js", "passkeys.js", "port_message.js", "trusted.js"];
const root = mkdtempSync(join(tmpdir(), "tsunagi-keeper-"));
let server;
let browser;

before(async () => {
    for (const part of parts) copyFileSync(join(project, "web", part), join(root, part));
    copyFileSync(join(project, "build/web/argon2.wasm"), join(root, "argon2.wasm"));
    writeFileSync(join(root, "index.html"), "<!doctype html><title>keeper</title>");
    server = await start_server({ root, port: 0 });
    browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-quic", "--js-flags=--expose-gc"] });
});

after(async () => {
    await browser?.close();
    server?.server.close();
    rmSync(root, { recursive: true });
});

// A page with ask(op name, ...fields): resolves to {status, fields}, byte fields as arrays of numbers.
async function open_page(context, { worker_prelude = "" } = {}) {
    const page = await context.newPage();
    if (worker_prelude) {
        // A disk that is full, a transaction that is watched: put in front of the worker here, never in the product.
        await page.route("**/keeper.js", (route) => route.fulfill({
            contentType: "text/javascript", headers: { "Cross-Origin-Embedder-Policy": "require-corp" },
            body: worker_prelude + readFileSync(join(project, "web/keeper.js"), "utf8"),
        }));
    }
    await page.goto(server.url);
    await page.evaluate(async () => {
        const { create_keeper } = await import("/keeper_client.js");
        const { MessageReader, message_of, op } = await import("/port_message.js");
        const waiting = new Map();
        const keeper = create_keeper((answers) => {
            for (const { request, status, bytes } of answers) waiting.get(request)({ status, bytes });
        });
        let last = 0;
        globalThis.keeper = keeper;
        globalThis.ask_raw = (name, ...fields) => new Promise((done) => {
            waiting.set(++last, done);
            keeper.call(last, op[name], message_of(...fields));
        });
        globalThis.ask = async (name, ...fields) => {
            const as_bytes = (field) => (Array.isArray(field) ? Uint8Array.from(field) : field);
            const { status, bytes } = await ask_raw(name, ...fields.map(as_bytes));
            const reader = new MessageReader(bytes);
            const read = [];
            while (!reader.is_done) read.push([...reader.bytes()]);
            return { status, fields: read };
        };
        globalThis.number = (field) => new DataView(Uint8Array.from(field).buffer).getUint32(0, true);
    });
    return page;
}

const status = { ok: 0, cannot_open: 1, locked: 3, quota_exceeded: 5, conflict_elsewhere: 8, copy_unavailable: 12 };

test("a password opens the data key again after the worker has ended, and nothing held before does", async () => {
    const context = await browser.newContext();
    const page = await open_page(context);
    const result = await page.evaluate(async () => {
        const salt = new Array(16).fill(7);
        const derive = async (text) => number((await ask("derive_password_key", text, salt, 19456, 2, 1)).fields[0]);
        const kek = await derive("さくら病棟の朝は五時半から");
        const key = number((await ask("generate_key")).fields[0]);
        const [wrapped] = (await ask("wrap_key", kek, key)).fields;
        const pair = (await ask("generate_pair", 1)).fields;
        const sealed_pair = (await ask("seal_private", key, number(pair[0]))).fields;
        const sealed = (await ask("seal", key, "aad", "本文")).fields;
        keeper.end();
        const after_end = await ask("open", key, "aad", ...sealed);
        const again = number((await ask("unwrap_key", await derive("さくら病棟の朝は五時半から"), wrapped)).fields[0]);
        const wrong = await ask("unwrap_key", await derive("さくら病棟の朝は六時半から"), wrapped);
        const opened = await ask("open", again, "aad", ...sealed);
        const other_aad = await ask("open", again, "bad", ...sealed);
        const pair_again = await ask("open_private", again, ...sealed_pair, 1);
        return { after_end: after_end.status, wrong: wrong.status, other_aad: other_aad.status, opened,
                 same_point: JSON.stringify(pair_again.fields.slice(1)) === JSON.stringify(pair.slice(1)) };
    });
    assert.equal(result.after_end, status.locked);
    assert.equal(result.wrong, status.cannot_open);
    assert.equal(result.other_aad, status.cannot_open);
    assert.equal(Buffer.from(result.opened.fields[0]).toString(), "本文");
    assert.ok(result.same_point);
    await context.close();
});

test("records are there after a reload, in order, and a range, a count and a deletion are what they say", async () => {
    const context = await browser.newContext();
    let page = await open_page(context);
    await page.evaluate(async () => {
        await ask("open_store", 0);
        await ask("commit", 2, "b", 1, [2, 2], 2, "a", 1, [1], 4, "0001", 1, [9], 0, "store", 1, []);
        await ask("commit", 2, "c", 1, [3], 2, "b", 0, []);
    });
    page.close();  // a reload does not wait for the old page either
    page = await open_page(context);
    const found = await page.evaluate(async () => ({
        opened: (await ask("open_store", 0)).status,
        written: (await ask("commit", 3, "draft", 1, [4])).status,
        records: (await ask("read_all", 2)).fields,
        range: (await ask("read_range", 2, "b", "c")).fields,
        empty: await ask("read", 0, "store"),
        absent: await ask("read", 0, "nothing"),
        count: (await ask("count", 2)).fields,
        practice: (await ask("open_store", 1)).status,
        practice_records: (await ask("read_all", 2)).fields,
        destroyed: (await ask("destroy", 1)).status,
        storage: (await ask("request_persistence")).fields.length,
    }));
    const text = (field) => Buffer.from(field).toString();
    assert.deepEqual(found.records.map((field, at) => (at % 2 ? field : text(field))), ["a", [1], "c", [3]]);
    assert.deepEqual(found.range.map((field, at) => (at % 2 ? field : text(field))), ["c", [3]]);
    assert.deepEqual(found.empty.fields, [[]]);
    assert.deepEqual(found.absent, { status: 0, fields: [] });
    assert.deepEqual(found.count, [[2, 0, 0, 0, 0, 0, 0, 0]]);
    assert.equal(found.written, status.ok, "the same tab may write again");
    assert.deepEqual([found.opened, found.practice, found.destroyed, found.storage], [0, 0, 0, 3]);
    assert.deepEqual(found.practice_records, []);
    await context.close();
});

test("a full disk takes back the whole commit and says so; strict is what every commit asks for", async () => {
    const context = await browser.newContext();
    const page = await open_page(context, { worker_prelude: `
        const put = IDBObjectStore.prototype.put;
        IDBObjectStore.prototype.put = function (value, key) {
            if (key === "too much") throw new DOMException("full", "QuotaExceededError");
            return put.call(this, value, key);
        };
        const transaction = IDBDatabase.prototype.transaction;
        IDBDatabase.prototype.transaction = function (stores, mode, options) {
            if (mode === "readwrite" && options?.durability !== "strict") throw new Error("not strict");
            return transaction.call(this, stores, mode, options);
        };
    ` });
    const result = await page.evaluate(async () => {
        await ask("open_store", 0);
        const first = await ask("commit", 2, "kept", 1, [1]);
        const refused = await ask("commit", 2, "kept", 1, [2], 2, "new", 1, [3], 2, "too much", 1, [4]);
        const records = (await ask("read_all", 2)).fields;
        const next = await ask("commit", 2, "kept", 1, [5]);
        return { first: first.status, refused: refused.status, next: next.status, records };
    });
    assert.equal(result.first, status.ok);
    assert.equal(result.refused, status.quota_exceeded);
    assert.deepEqual(result.records.slice(1), [[1]]);
    assert.equal(result.next, status.ok);
    await context.close();
});

// The copies as they lie on the disk: [key of the one record, number of the last commit] of each.
function read_copies() {
    const wait = (request) => new Promise((done) => { request.onsuccess = () => done(request.result); });
    return navigator.storageBuckets.open("tsunagi-second-copy").then(({ indexedDB: second }) => Promise.all(
        [indexedDB, second].map(async (factory) => {
            const database = await wait(factory.open("tsunagi-real"));
            const running = database.transaction(["records", "commits"]);
            const found = [await wait(running.objectStore("records").getAllKeys()), await wait(running.objectStore("commits").get("last"))];
            database.close();
            return found;
        })));
}

// Run before the keeper: the disk of the second copy has no room for what is called "too much".
const full = `
    const put = IDBObjectStore.prototype.put;
    const open = IDBFactory.prototype.open;
    const seconds = new WeakSet();
    IDBFactory.prototype.open = function (...how) {
        const request = open.apply(this, how);
        if (this !== self.indexedDB) request.addEventListener("success", () => seconds.add(request.result));
        return request;
    };
    IDBObjectStore.prototype.put = function (value, key) {
        if (key === "too much" && seconds.has(this.transaction.db)) throw new DOMException("full", "QuotaExceededError");
        return put.call(this, value, key);
    };`;

test("a first copy that is made again from a second that was left behind says so, one that was not does not", async () => {
    const context = await browser.newContext();
    const with_page = async (options, work, ...args) => {
        const page = await open_page(context, options);
        const result = await page.evaluate(work, ...args);
        await page.close();
        return result;
    };
    const write = async (keys) => {
        await ask("open_store", 0);
        const said = [];
        for (const key of keys) said.push((await ask("commit", 2, key, 1, [1])).status);
        return said;
    };
    const lose_first = () => new Promise((done) => { indexedDB.deleteDatabase("tsunagi-real").onsuccess = () => done(); });
    const look = async () => {
        await ask("open_store", 0);
        const keys = (await ask("read_all", 2)).fields.filter((_, at) => at % 2 === 0);
        return { keys: keys.map((key) => String.fromCharCode(...key)), told: (await ask("read", 0, "healed")).fields.length > 0 };
    };

    assert.deepEqual(await with_page({}, write, ["a", "b"]), [0, 0]);
    await with_page({}, lose_first);
    assert.deepEqual(await with_page({}, look), { keys: ["a", "b"], told: false });

    assert.deepEqual(await with_page({ worker_prelude: full }, write, ["c", "too much", "d"]), [0, 0, 0]);
    await with_page({}, lose_first);
    assert.deepEqual(await with_page({}, look), { keys: ["a", "b", "c"], told: true }, "too much and d are gone");
    // It stays until the vault has taken it out, and is in both copies.
    assert.deepEqual(await with_page({}, async () => {
        await ask("open_store", 0);
        return (await ask("commit", 0, "healed", 0, [])).status;
    }), 0);
    await with_page({}, lose_first);
    assert.deepEqual(await with_page({}, look), { keys: ["a", "b", "c"], told: false }, "level again");

    // A second copy that cannot be opened at all is left behind, too.
    const gone = "Object.defineProperty(navigator, 'storageBuckets', { value: { open: () => Promise.reject(new Error('no')) } });";
    assert.deepEqual(await with_page({ worker_prelude: gone }, write, ["e"]), [0]);
    await with_page({}, lose_first);
    assert.deepEqual(await with_page({}, look), { keys: ["a", "b", "c"], told: true });
    await context.close();
});

// The second copy's bucket is there and cannot be had.
const refused = `StorageBucketManager.prototype.open = () => Promise.reject(new DOMException("no", "UnknownError"));`;
const lose_first = () => new Promise((done) => { indexedDB.deleteDatabase("tsunagi-real").onsuccess = () => done(); });
// A ward's store: its clear record, a slot, the device's keys and a few records, one commit each.
const set_up = async ({ id, records }) => {
    const opened = (await ask("open_store", 0)).status;
    const said = [(await ask("commit", 0, "store", 1, `{"v":2,"id":"${id}"}`, 1, `nurse-${id}`, 1, [1], 0, "device", 1, [1])).status];
    for (let i = 0; i < records; ++i) said.push((await ask("commit", 2, `${id}-${i}`, 1, [i])).status);
    return [opened, ...new Set(said)];
};
const look = async () => {
    const opened = (await ask("open_store", 0)).status;
    if (opened !== 0) return { opened };
    await ask("commit", 0, "nothing", 0, []);  // comes after the second copy was brought level
    const text = (field) => String.fromCharCode(...field);
    const keys = async (collection) => (await ask("read_all", collection)).fields.filter((_, at) => at % 2 === 0).map(text);
    return { opened, slots: await keys(1), records: (await keys(2)).length, meta: await keys(0) };
};

async function with_context(work) {
    const context = await browser.newContext();
    await work(async (options, evaluated, argument) => {
        const page = await open_page(context, options);
        const result = await page.evaluate(evaluated, argument);
        await page.close();
        return result;
    });
    await context.close();
}

test("no wipe while the second copy cannot be opened; afterwards both are seen without keys, and nothing comes back", () =>
    with_context(async (with_page) => {
        assert.deepEqual(await with_page({}, set_up, { id: "old", records: 5 }), [0, 0]);
        const whole = { opened: 0, slots: ["nurse-old"], records: 5, meta: ["device", "store"] };
        const wipe = async () => {
            await ask("open_store", 0);
            return [(await ask("destroy_keys")).status, (await ask("destroy", 0)).status];
        };
        const only_keys = async () => {
            await ask("open_store", 0);
            return [(await ask("destroy_keys")).status];
        };
        const unavailable = status.copy_unavailable;
        const gone = "Object.defineProperty(navigator, 'storageBuckets', { value: undefined });";
        for (const worker_prelude of [refused, gone]) {
            assert.deepEqual(await with_page({ worker_prelude }, wipe), [unavailable, unavailable]);
            assert.deepEqual(await with_page({}, look), whole);
        }
        // It can be opened, and gives up on the way: the first one is whole, and the second is made again from it.
        const fails_there = `
            const clear = IDBObjectStore.prototype.clear;
            IDBObjectStore.prototype.clear = function () { throw new DOMException("no", "UnknownError"); };`;
        assert.deepEqual(await with_page({ worker_prelude: fails_there }, only_keys), [6]);
        assert.deepEqual(await with_page({}, look), whole);
        await with_page({}, lose_first);
        assert.deepEqual(await with_page({}, look), whole);

        // The keys alone, as when the browser is killed before the databases go: neither copy brings them back.
        assert.deepEqual(await with_page({}, only_keys), [0]);
        const keyless = { opened: 0, slots: [], records: 5, meta: ["store"] };
        assert.deepEqual(await with_page({}, look), keyless);
        await with_page({}, lose_first);
        assert.deepEqual((await with_page({}, look)).slots, []);
        assert.deepEqual(await with_page({}, wipe), [0, 0]);
        assert.deepEqual(await with_page({}, look), { opened: 0, slots: [], records: 0, meta: [] });
    }));

test("an empty first copy beside a second that cannot be opened is no new tablet", () => with_context(async (with_page) => {
    assert.deepEqual(await with_page({ worker_prelude: refused }, look), { opened: 0, slots: [], records: 0, meta: [] },
                     "where nothing was ever made it is one");
    assert.deepEqual(await with_page({}, set_up, { id: "old", records: 2 }), [0, 0]);
    await with_page({}, lose_first);
    assert.deepEqual(await with_page({ worker_prelude: refused }, look), { opened: status.copy_unavailable });
    assert.deepEqual(await with_page({}, look), { opened: 0, slots: ["nurse-old"], records: 2, meta: ["device", "store"] });
}));

test("a copy of another store never becomes the first one, whatever its commits count, and is set aside", () =>
    with_context(async (with_page) => {
        assert.deepEqual(await with_page({}, set_up, { id: "old", records: 5 }), [0, 0]);
        await with_page({}, async () => {
            await new Promise((done) => { indexedDB.deleteDatabase("tsunagi-real").onsuccess = () => done(); });
            await caches.delete("second-copy-is-level");
        });
        assert.deepEqual(await with_page({ worker_prelude: refused }, set_up, { id: "new", records: 1 }), [0, 0]);
        const fresh = { opened: 0, slots: ["nurse-new"], records: 1, meta: ["device", "store"] };
        assert.deepEqual(await with_page({}, async () => {
            await ask("open_store", 0);
            return (await ask("commit", 3, "draft", 0, [])).status;  // waits until the copies are level
        }), 0);
        const with_note = { ...fresh, meta: ["aside", "device", "store"] };
        assert.deepEqual(await with_page({}, look), with_note, "it is told");
        await with_page({}, lose_first);
        assert.deepEqual(await with_page({}, look), with_note, "the second copy is of the new store");
        const aside = await with_page({}, async () => {
            const wait = (request) => new Promise((done) => { request.onsuccess = () => done(request.result); });
            const second = (await navigator.storageBuckets.open("tsunagi-second-copy")).indexedDB;
            const database = await wait(second.open("tsunagi-real-aside"));
            const keys = await wait(database.transaction("records").objectStore("records").getAllKeys());
            database.close();
            return keys.length;
        });
        assert.equal(aside, 5, "the other one is not lost");
        const left = await with_page({}, async () => {
            await ask("open_store", 0);
            const said = [(await ask("destroy_keys")).status, (await ask("destroy", 0)).status];
            const second = (await navigator.storageBuckets.open("tsunagi-second-copy")).indexedDB;
            return [...said, (await second.databases()).length];
        });
        assert.deepEqual(left, [0, 0, 0], "a wipe takes it too");
    }));

test("a tab that slept while another one wrote commits nothing over it", async () => {
    const context = await browser.newContext();
    const slept = await open_page(context);
    await slept.evaluate(async () => { await ask("open_store", 0); await ask("commit", 2, "a", 1, [1]); });
    const other = await open_page(context);
    // As the browser does it for a tab that does not answer: the lock is stolen, and the first one hears of it later.
    await other.evaluate(async () => {
        await ask("take_over");
        await ask("open_store", 0);
        await ask("commit", 2, "a", 1, [2], 2, "b", 1, [2]);
    });
    const commit = await slept.evaluate(async () => {
        const { create_store } = await import("/keeper_store.js");
        const store = create_store();
        await store.open(0, true);  // what this tab knew; then the other one goes on
        globalThis.store = store;
    }).then(() => other.evaluate(async () => (await ask("commit", 2, "c", 1, [3])).status))
        .then(() => slept.evaluate(() => globalThis.store.commit([{ collection: 2, key: "a", bytes: new Uint8Array([9]) }])
            .then(() => "committed", ({ fault }) => fault)));
    assert.equal(commit, "conflict_elsewhere");
    const found = await other.evaluate(async () => (await ask("read_all", 2)).fields.filter((_, at) => at % 2 === 1));
    assert.deepEqual(found, [[2], [2], [3]]);
    await context.close();
});

test("five wrong PINs end the worker, and so does the last PIN that is forgotten while the page is locked", async () => {
    const context = await browser.newContext();
    const page = await open_page(context);
    const seen = await page.evaluate(async () => {
        let ends = 0;
        const { terminate } = Worker.prototype;
        Worker.prototype.terminate = function () {
            ++ends;
            terminate.call(this);
        };
        const remember = async (name) => {
            const key = number((await ask("generate_key")).fields[0]);
            return (await ask("remember_key", name, "2580", 19456, 2, 1, key)).status;
        };
        const { op, message_of } = await import("/port_message.js");
        // As the vault does it: nobody waits for the answer.
        const forget = (name) => keeper.call(0, op.forget_key, message_of(name));
        const said = [await remember("a"), await remember("b")];
        keeper.end();
        const kept = ends;
        for (let i = 0; i < 5; ++i) said.push((await ask("recall_key", "a", "1111")).status);
        const other = (await ask("recall_key", "b", "2580")).status;
        forget("a");
        const one_left = ends;
        forget("b");
        const none_left = ends;
        const right = (await ask("recall_key", "a", "2580")).status;
        return { said, other, right, ends: [kept, one_left, none_left] };
    });
    assert.deepEqual(seen.said, [0, 0, 1, 1, 1, 1, 1]);
    assert.deepEqual([seen.other, seen.right], [status.locked, status.locked], "everybody's is gone");
    assert.deepEqual(seen.ends, [0, 0, 1]);
    await context.close();
});

test("two copies: each is made again from the other, and a full disk of the second stops nothing", async () => {
    const context = await browser.newContext();
    const with_page = async (options, work) => {
        const page = await open_page(context, options);
        const result = await page.evaluate(work);
        await page.close();
        return result;
    };
    const copies = () => with_page({}, read_copies);
    const both = (keys, number) => [[keys, number], [keys, number]];

    assert.deepEqual(await with_page({ worker_prelude: full }, async () => {
        await ask("open_store", 0);
        const said = [];
        for (const key of ["a", "too much", "b"]) said.push((await ask("commit", 2, key, 1, [1])).status);
        return said;
    }), [0, 0, 0]);
    assert.deepEqual(await copies(), [[["a", "b", "too much"], 3], [["a"], 1]], "the second one is as it was, and whole");

    // A commit waits until the copies are level.
    const open = async () => {
        const opened = (await ask("open_store", 0)).status;
        const count = (await ask("count", 2)).fields[0][0];
        return [opened, count, (await ask("commit", 3, "draft", 0, [])).status];
    };
    assert.deepEqual(await with_page({}, open), [0, 3, 0]);
    assert.deepEqual(await copies(), both(["a", "b", "too much"], 4));

    await with_page({}, () => new Promise((done) => { indexedDB.deleteDatabase("tsunagi-real").onsuccess = () => done(); }));
    assert.deepEqual(await with_page({}, open), [0, 3, 0], "the browser lost the first one");
    assert.deepEqual(await copies(), both(["a", "b", "too much"], 5));

    assert.deepEqual(await with_page({ worker_prelude: "setInterval(() => self.gc(), 10);" }, async () => {
        await ask("open_store", 0);
        const said = [];
        for (let i = 0; i < 20; ++i) {
            await new Promise((done) => setTimeout(done, 20));
            said.push((await ask("commit", 2, "a", 1, [i])).status);
        }
        return [...new Set(said)];
    }), [0], "the browser forgets what nobody holds");
    assert.deepEqual(await copies(), both(["a", "b", "too much"], 25));

    await with_page({}, () => navigator.storageBuckets.delete("tsunagi-second-copy"));
    assert.deepEqual(await with_page({}, open), [0, 3, 0], "the browser lost the second one");
    assert.deepEqual(await copies(), both(["a", "b", "too much"], 26));

    assert.equal(await with_page({}, async () => {
        await ask("open_store", 0);
        return (await ask("destroy", 0)).status;
    }), status.ok);
    assert.deepEqual(await with_page({}, open), [0, 0, 0], "what was deleted is deleted twice");
    await context.close();
});

test("one tab writes, the other reads and is told so, until it opens the store after the first has gone", async () => {
    const context = await browser.newContext();
    const first = await open_page(context);
    const second = await open_page(context);
    const commit = (page) => page.evaluate(async () => (await ask("commit", 2, "a", 1, [1])).status);
    const open = (page) => page.evaluate(async () => (await ask("open_store", 0)).status);
    await open(first);
    assert.equal(await open(second), status.ok);
    assert.equal(await commit(first), status.ok);
    assert.equal(await commit(second), status.conflict_elsewhere);
    await first.evaluate(() => keeper.end());
    assert.equal(await commit(first), status.ok, "a lock does not give the store away");
    assert.equal(await second.evaluate(async () => (await ask("read_all", 2)).fields.length), 2);
    await first.close();
    assert.equal(await commit(second), status.conflict_elsewhere, "what the other wrote is not in this one's memory");
    assert.equal(await open(second), status.ok);
    assert.equal(await commit(second), status.ok);
    await context.close();
});

test("two thousand records open, and a commit is acknowledged, in times worth knowing", async (t) => {
    const context = await browser.newContext();
    const page = await open_page(context);
    const times = await page.evaluate(async () => {
        await ask("open_store", 0);
        const key = number((await ask("generate_key")).fields[0]);
        const sealed = (await ask("seal", key, "aad", "本文".repeat(500))).fields;
        const one = ["aad", ...sealed.map((field) => Uint8Array.from(field))];
        const began = performance.now();
        const { status, bytes } = await ask_raw("open_all", key, ...Array.from({ length: 2000 }, () => one).flat());
        const opened_at = performance.now();
        const commits = [];
        for (let i = 0; i < 20; ++i) {
            const start = performance.now();
            await ask("commit", 2, `r${i}`, 1, sealed[2], 4, `${i}`, 1, sealed[2], 0, "head", 1, sealed[2]);
            commits.push(performance.now() - start);
        }
        return { all_good: status === 0 && bytes.length === 2000 * (8 + 4 + 3000), open_ms: opened_at - began,
                 commit_ms: commits.sort((a, b) => a - b)[10] };
    });
    assert.ok(times.all_good);
    t.diagnostic(`2000 opens: ${times.open_ms.toFixed(0)} ms; commit, median of 20: ${times.commit_ms.toFixed(1)} ms`);
    await context.close();
});
