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

// One page under a worker. waiting: a new version that is whole; it notes what it is told.
function open_page(locks, { controlled = true } = {}) {
    const target = () => Object.assign(new EventTarget(), { fire(name) { this.dispatchEvent(new Event(name)); } });
    const said = [];
    const registration = Object.assign(target(), { active: controlled ? {} : null, waiting: null, installing: null,
                                                   async update() {} });
    const worker = { state: "installed", postMessage: (word) => said.push(word) };
    const container = Object.assign(target(), {
        controller: controlled ? {} : null, ready: new Promise(() => {}), register: async () => registration,
    });
    const page = Object.assign(target(), { document: Object.assign(target(), { hidden: false }) });
    let begun_anew = 0;
    const updates = follow_updates({ container, locks, page, begin_anew: () => { ++begun_anew; } });
    return {
        said, updates,
        get begun_anew() { return begun_anew; },
        async load() { page.fire("load"); await settled(); },
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

// --- without locks (an old browser) and without a worker (private mode)
{
    const one = open_page(null);
    await one.load();
    await one.version_comes();
    await one.may_be_replaced(true);
    assert.deepEqual(one.said, ["take over"]);
    follow_updates({ container: null, locks: null, page: null }).set_replaceable(true);
}
