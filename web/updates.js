// Owns the service worker from the page's side: registering it, and letting a new version take over where loading the page
// anew takes nothing away from anybody.

import { script_url } from "./trusted.js";

const look_again_ms = 6 * 60 * 60 * 1000;
const open_pages = "tsunagi-open-pages";  // a lock: the pages that may not be replaced now hold it together

// Returns {kept, set_replaceable(replaceable), set_locked(locked)}. A worker that is asked takes over when the browser finds
// it convenient, which may be after somebody has unlocked: the page then goes on, and begins anew once it may.
export function follow_updates({ container = navigator.serviceWorker, locks = navigator.locks, page = window,
                                 begin_anew = () => location.reload() } = {}) {
    if (!container) return { kept: new Promise(() => {}), set_replaceable: () => {}, set_locked: () => {} };
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
    async function register() {
        try {
            registration = await container.register(script_url("sw.js"), { updateViaCache: "none" });
        } catch {
            return;  // private mode: the app works, only not without a network
        }
        registration.addEventListener("updatefound", () => {
            registration.installing?.addEventListener("statechange", hand_over);
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
    };
}
