// When a new version of the app may take over: web/updates.js over a service worker, locks and pages that are played.
import assert from "node:assert/strict";

globalThis.document ??= { baseURI: "http://localhost/" };
const { follow_updates } = await import("../../web/updates.js");

const settled = () => new Promise((done) => setTimeout(done, 5));

// The locks of one browser, shared by its pages: as the specification has them, as far as they are used.
function play_locks() {
    const held = new Set();
    return {
        async request(name, { mode = "exclusive", ifAvailable = false }, run) {
            assert.ok(mode === "shared" || ifAvailable, "nothing waits for these locks");
            if (ifAvailable && held.size > 0) return run(null);
            const lock = { name, mode };
            held.add(lock);
            await Promise.resolve();  // never from inside the call
            try {
                return await run(lock);
            } finally {
                await Promise.resolve();
                held.delete(lock);
            }
        },
    };
}

// What the browser keeps by address, shared by the page and its workers.
function play_storage() {
    const kept = new Map();
    const cache = {
        match: async (address) => kept.get(address)?.clone(),
        put: async (address, response) => { kept.set(address, response); },
        delete: async (address) => kept.delete(address),
    };
    return {
        open: async () => cache,
        async read(name) { return await (await cache.match(`http://localhost/updates/${name}`))?.json(); },
        write: (name, value) => cache.put(`http://localhost/updates/${name}`, new Response(JSON.stringify(value))),
    };
}

// One page under a worker. waiting: a new version that is whole; it notes what it is told.
function open_page(locks, { controlled = true, storage = play_storage() } = {}) {
    const target = () => Object.assign(new EventTarget(), { fire(name) { this.dispatchEvent(new Event(name)); } });
    const said = [];
    let looked = 0;
    const registration = Object.assign(target(), { active: controlled ? {} : null, waiting: null, installing: null,
                                                   async update() { ++looked; } });
    const worker = { state: "installed", postMessage: (word) => said.push(word) };
    const container = Object.assign(target(), {
        controller: controlled ? {} : null, ready: new Promise(() => {}), register: async () => registration,
    });
    const page = Object.assign(target(), { document: Object.assign(target(), { hidden: false }) });
    let begun_anew = 0;
    const updates = follow_updates({ container, locks, page, begin_anew: () => { ++begun_anew; }, own_version: "0ld",
                                     storage });
    const told = [];
    updates.watch((held, offered) => told.push([held, offered]));
    return {
        said, updates, told,
        get looked() { return looked; },
        get begun_anew() { return begun_anew; },
        async load() { page.fire("load"); await settled(); },
        // Its worker has refused to install it.
        async version_is_held_back() {
            const coming = Object.assign(target(), worker, { state: "redundant" });
            registration.installing = coming;
            registration.fire("updatefound");
            registration.installing = null;
            coming.fire("statechange");
            await settled();
        },
        async version_comes() {
            const coming = Object.assign(target(), worker);
            registration.installing = coming;
            registration.fire("updatefound");
            registration.installing = null;
            registration.waiting = worker;
            coming.fire("statechange");
            await settled();
        },
        async worker_changes() {
            registration.active = worker;
            registration.waiting = null;
            container.fire("controllerchange");
            await settled();
        },
        async may_be_replaced(may) { updates.set_replaceable(may); await settled(); },
    };
}

// --- under somebody's hands nothing is asked for; locked, it is, and the page begins anew when it has happened
{
    const one = open_page(play_locks());
    await one.load();
    await one.version_comes();
    assert.deepEqual(one.said, [], "not under a nurse's hands");
    await one.may_be_replaced(true);
    assert.deepEqual(one.said, ["take over"]);
    assert.equal(one.begun_anew, 0);
    await one.worker_changes();
    assert.equal(one.begun_anew, 1);
}

// --- a version that comes while the page may be replaced is asked at once
{
    const one = open_page(play_locks());
    await one.load();
    await one.may_be_replaced(true);
    await one.version_comes();
    assert.deepEqual(one.said, ["take over"]);
}

// --- the browser lets it take over when somebody works again: the page goes on, and begins anew at the next lock
{
    const one = open_page(play_locks());
    await one.load();
    await one.version_comes();
    await one.may_be_replaced(true);
    await one.may_be_replaced(false);
    await one.worker_changes();
    assert.equal(one.begun_anew, 0, "not under a nurse's hands");
    await one.may_be_replaced(true);
    assert.equal(one.begun_anew, 1);
}

// --- a page that had no worker when it was loaded, and works for days: its second worker is another version
{
    const one = open_page(play_locks(), { controlled: false });
    await one.load();
    await one.may_be_replaced(true);
    await one.version_comes();
    assert.deepEqual(one.said, [], "the first one waits for nobody");
    await one.worker_changes();
    assert.equal(one.begun_anew, 0, "the first worker is of this page's version");
    await one.version_comes();
    await one.worker_changes();
    assert.equal(one.begun_anew, 1);
}

// --- somebody works in another tab: this one waits, and that one asks when it is locked
{
    const locks = play_locks();
    const locked = open_page(locks);
    const working = open_page(locks);
    for (const page of [locked, working]) await page.load();
    await locked.may_be_replaced(true);
    for (const page of [locked, working]) await page.version_comes();
    assert.deepEqual([locked.said, working.said], [[], []]);
    await working.may_be_replaced(true);
    assert.deepEqual([locked.said, working.said], [[], ["take over"]]);
}

// --- however often it turns, a page holds its lock once, and lets go of it
{
    const locks = play_locks();
    const one = open_page(locks);
    const other = open_page(locks);
    for (const page of [one, other]) await page.load();
    for (const may of [true, false, true, false, false, true]) one.updates.set_replaceable(may);
    await settled();
    await other.version_comes();
    await other.may_be_replaced(true);
    assert.deepEqual(other.said, ["take over"]);
}

// --- held back: only what an administrator confirmed may be installed, and the page says what waits for that
{
    const storage = play_storage();
    const one = open_page(play_locks(), { storage });
    await one.load();
    assert.deepEqual(one.told, [[false, ""]]);
    await one.updates.hold(true);
    assert.deepEqual(await storage.read("hold"), { confirmed: "0ld" });
    assert.deepEqual(one.told.at(-1), [true, ""]);
    await one.updates.confirm("1.0.1 fe15");
    assert.deepEqual(await storage.read("hold"), { confirmed: "0ld" }, "nothing was offered");

    await storage.write("offered", { release: "1.0.1", version: "fe15" });  // as sw.js does
    await one.version_is_held_back();
    assert.deepEqual(one.told.at(-1), [true, "1.0.1 fe15"]);
    assert.equal(one.looked, 0);
    await storage.write("offered", { release: "1.0.2", version: "0dd" });  // while the other one was being read
    await one.updates.confirm("1.0.1 fe15");
    assert.deepEqual(await storage.read("hold"), { confirmed: "0ld" }, "not the one that was on the screen");
    assert.deepEqual(one.told.at(-1), [true, "1.0.2 0dd"]);
    await storage.write("offered", { release: "1.0.1", version: "fe15" });
    await one.updates.confirm("1.0.1 fe15");
    assert.deepEqual(await storage.read("hold"), { confirmed: "fe15" });
    assert.deepEqual(one.told.at(-1), [true, ""]);
    assert.equal(one.looked, 1, "it is looked for again");

    // After a reload it is still held.
    const again = open_page(play_locks(), { storage });
    await again.load();
    assert.deepEqual(again.told, [[true, ""]]);
    await again.updates.hold(false);
    assert.equal(await storage.read("hold"), undefined);
    assert.deepEqual(again.told.at(-1), [false, ""]);
    assert.equal(again.looked, 1);
}

// --- without locks (an old browser) and without a worker (private mode)
{
    const one = open_page(null);
    await one.load();
    await one.version_comes();
    await one.may_be_replaced(true);
    assert.deepEqual(one.said, ["take over"]);
    follow_updates({ container: null, locks: null, page: null }).set_replaceable(true);
}
