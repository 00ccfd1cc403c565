// Owns the service worker from the page's side: registering it, letting a new version take over where loading the page
// anew takes nothing away from anybody, and holding new versions back until an administrator has confirmed them.

import { script_url } from "./trusted.js";

const look_again_ms = 6 * 60 * 60 * 1000;
const open_pages = "tsunagi-open-pages";  // a lock: the pages that may not be replaced now hold it together

const name_of = (offered) => `${offered.release} ${offered.version}`;

// What an administrator has decided, where the service worker reads it before it installs (sw.js): a hold names the one
// version that may be installed. It is for honest hosts: a worker that somebody else wrote need not ask.
function create_hold(storage) {
    const told_cache = "updates-told";
    const told = (name) => new URL(`updates/${name}`, document.baseURI).href;
    async function with_cache(act) {
        try {
            return await act(await storage.open(told_cache));
        } catch {
            return null;  // a browser that keeps nothing holds nothing back either
        }
    }
    return {
        read: (name) => with_cache(async (cache) => await (await cache.match(told(name)))?.json() ?? null),
        write: (name, value) => with_cache((cache) => cache.put(told(name), new Response(JSON.stringify(value)))),
        remove: (name) => with_cache((cache) => cache.delete(told(name))),
    };
}

// Returns {kept, set_replaceable(replaceable), set_locked(locked), watch(tell), hold(held),
// confirm(version)}. A worker that is asked takes over when the browser finds
// it convenient, which may be after somebody has unlocked: the page then goes on, and begins anew once it may.
export function follow_updates({ container = navigator.serviceWorker, locks = navigator.locks, page = window,
                                 begin_anew = () => location.reload(), own_version = "",
                                 storage = globalThis.caches } = {}) {
    if (!container) {
        const nothing = () => {};
        return { kept: new Promise(nothing), set_replaceable: nothing, set_locked: nothing, watch: nothing, hold: nothing,
                 confirm: nothing };
    }
    const decided = create_hold(storage);
    let tell = () => {};
    let replaceable = false;
    let outdated = false;  // this page is of an older version than the worker
    let registration = null;
    let looked_at_ms = performance.now();
    let has_worker = container.controller !== null;
    let hold = null;
    let let_go = Promise.resolve();

    function hold_open() {
        if (!locks || hold) return;
        let release;
        const over = new Promise((done) => { release = done; });
        hold = { release, ended: locks.request(open_pages, { mode: "shared" }, () => over) };
    }
    function hold_no_more() {
        if (!hold) return;
        hold.release();
        let_go = hold.ended;
        hold = null;
    }

    async function hand_over() {
        if (!replaceable) return;
        if (outdated) {
            begin_anew();
            return;
        }
        // A worker that has no other before it waits only for a moment, and is of this page's version.
        if (!registration?.waiting || !registration.active) return;
        const ask = (nobody_works = true) => {
            if (!nobody_works || !replaceable) return;
            has_worker = true;
            registration.waiting?.postMessage("take over");
        };
        await let_go;
        if (locks) await locks.request(open_pages, { ifAvailable: true }, (lock) => ask(lock !== null));
        else ask();
    }

    container.addEventListener("controllerchange", () => {
        // The first worker of a page is of the version the page came with.
        outdated ||= has_worker;
        has_worker = true;
        hand_over();
    });
    async function tell_hold() {
        const [held, offered] = [await decided.read("hold"), await decided.read("offered")];
        tell(held !== null, held && offered ? name_of(offered) : "");
    }
    async function register() {
        try {
            registration = await container.register(script_url("sw.js"), { updateViaCache: "none" });
        } catch {
            return;  // private mode: the app works, only not without a network
        }
        registration.addEventListener("updatefound", () => {
            registration.installing?.addEventListener("statechange", ({ target }) => {
                if (target.state === "redundant") tell_hold();
                hand_over();
            });
        });
        hand_over();
    }
    if (page.document.readyState === "complete") register();
    else page.addEventListener("load", register);
    // Looking for a new version costs no timer: it happens when somebody comes back to the page.
    page.document.addEventListener("visibilitychange", () => {
        if (page.document.hidden || performance.now() - looked_at_ms < look_again_ms) return;
        looked_at_ms = performance.now();
        registration?.update().catch(() => {});
    });
    hold_open();

    return {
        // Resolves when a worker holds every file of the app.
        kept: container.ready,
        set_replaceable(now_replaceable) {
            replaceable = now_replaceable;
            if (replaceable) hold_no_more();
            else hold_open();
            hand_over();
        },
        // What the locked page does not need is fetched once somebody works.
        set_locked(locked) {
            if (!locked) container.ready.then(({ active }) => active?.postMessage("keep the rest"));
        },
        // told(held, offered) now and whenever it changes; offered: "release hash" of a version that is held back, or "".
        watch(told) {
            tell = told;
            tell_hold();
        },
        // A version that waits already when it begins was there before, and takes over as ever.
        async hold(held) {
            if (held) {
                await decided.write("hold", { confirmed: own_version });
            } else {
                await decided.remove("hold");
                await decided.remove("offered");
                registration?.update().catch(() => {});
            }
            await tell_hold();
        },
        // version: as it was told. Another one that was offered meanwhile is told instead.
        async confirm(version) {
            const offered = await decided.read("offered");
            if (!offered || name_of(offered) !== version) {
                await tell_hold();
                return;
            }
            await decided.write("hold", { confirmed: offered.version });
            await decided.remove("offered");
            await tell_hold();
            registration?.update().catch(() => {});
        },
    };
}
