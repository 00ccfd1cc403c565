// Owns the service worker from the page's side: registering it, and letting a new version take over while locked.

import { script_url } from "./trusted.js";

const look_again_ms = 6 * 60 * 60 * 1000;

// Returns {kept, set_locked(locked)}. A page that was already under a worker starts over when a new one takes over.
export function follow_updates() {
    const container = navigator.serviceWorker;
    if (!container) return { kept: new Promise(() => {}), set_locked: () => {} };
    let locked = false;
    let registration = null;
    let looked_at_ms = performance.now();
    const had_worker = container.controller !== null;

    function hand_over() {
        if (locked && registration?.waiting && container.controller) registration.waiting.postMessage("take over");
    }

    container.addEventListener("controllerchange", () => {
        if (had_worker) location.reload();
    });
    window.addEventListener("load", async () => {
        try {
            registration = await container.register(script_url("sw.js"), { updateViaCache: "none" });
        } catch {
            return;  // private mode: the app works, only not without a network
        }
        registration.addEventListener("updatefound", () => {
            registration.installing?.addEventListener("statechange", hand_over);
        });
        hand_over();
    });
    // Looking for a new version costs no timer: it happens when somebody comes back to the page.
    document.addEventListener("visibilitychange", () => {
        if (document.hidden || performance.now() - looked_at_ms < look_again_ms) return;
        looked_at_ms = performance.now();
        registration?.update().catch(() => {});
    });

    return {
        // Resolves when a worker holds every file of the app.
        kept: container.ready,
        set_locked(now_locked) {
            locked = now_locked;
            hand_over();
            if (!locked) container.ready.then(({ active }) => active?.postMessage("keep the rest"));
        },
    };
}
