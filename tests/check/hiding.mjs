// When a page out of sight locks: web/hiding.js over a page and clocks that are played.
import assert from "node:assert/strict";

import { lock_when_hidden } from "../../web/hiding.js";

const grace_ms = 10_000;

// A page whose timers run only when the test lets them, as under a system that puts pages to sleep.
function open_page() {
    const page = Object.assign(new EventTarget(), { hidden: false });
    const now = { monotonic: 0, wall: 1_000_000 };
    const timers = new Map();
    let locks = 0;
    let sheet = false;
    let last = 0;
    lock_when_hidden(() => { ++locks; }, () => sheet, {
        page, monotonic_ms: () => now.monotonic, wall_ms: () => now.wall,
        wait: (run, ms) => { timers.set(++last, { run, ms }); return last; },
        stop: (timer) => timers.delete(timer),
    });
    return {
        get locks() { return locks; },
        now, timers,
        open_sheet(open) { sheet = open; },
        hide(hidden) {
            page.hidden = hidden;
            page.dispatchEvent(new Event("visibilitychange"));
        },
        pass(ms) {
            now.monotonic += ms;
            now.wall += ms;
        },
        run_timers() {
            for (const [id, { run }] of [...timers]) {
                timers.delete(id);
                run();
            }
        },
    };
}

// --- out of sight without a sheet: at once
{
    const page = open_page();
    page.hide(true);
    assert.equal(page.locks, 1);
    page.hide(false);
    assert.equal(page.locks, 1);
}

// --- under a sheet: after the grace, by its timer
{
    const page = open_page();
    page.open_sheet(true);
    page.hide(true);
    assert.equal(page.locks, 0);
    assert.deepEqual([...page.timers.values()].map(({ ms }) => ms), [grace_ms]);
    page.pass(grace_ms);
    page.run_timers();
    assert.equal(page.locks, 1);
    page.hide(false);
    assert.equal(page.locks, 1, "once is enough");
}

// --- back within the grace: open, and the timer is gone
{
    const page = open_page();
    page.open_sheet(true);
    page.hide(true);
    page.pass(grace_ms - 1);
    page.hide(false);
    assert.equal(page.locks, 0);
    assert.equal(page.timers.size, 0);
}

// --- back after it, and no timer ran because the system slept: locked at the return, by either clock
for (const clock of ["monotonic", "wall"]) {
    const page = open_page();
    page.open_sheet(true);
    page.hide(true);
    page.now[clock] += grace_ms;
    page.hide(false);
    assert.equal(page.locks, 1, clock);
    page.hide(true);
    page.hide(false);
    assert.equal(page.locks, 1, "the next sheet has its own grace");
}
