// Owns counting what a page does by itself: animation frames, timers, changes of the document, answers of its workers.

// Run in the page before its own scripts: globalThis.counted = {frames, timers_set, timers_fired, mutations, answers, pending}.
export function count_work() {
    const counted = { frames: 0, timers_set: 0, timers_fired: 0, mutations: 0, answers: 0, pending: 0 };
    const waiting = new Set();
    const [real_frame, real_timeout, real_interval] = [requestAnimationFrame, setTimeout, setInterval].map((f) => f.bind(window));
    const [real_clear, real_clear_interval] = [clearTimeout, clearInterval].map((f) => f.bind(window));
    const drop = (id) => {
        waiting.delete(id);
        counted.pending = waiting.size;
    };
    window.requestAnimationFrame = (call) => {
        ++counted.frames;
        return real_frame(call);
    };
    window.setTimeout = (call, ...rest) => {
        ++counted.timers_set;
        const id = real_timeout((...args) => {
            ++counted.timers_fired;
            drop(id);
            call(...args);
        }, ...rest);
        waiting.add(id);
        counted.pending = waiting.size;
        return id;
    };
    window.setInterval = (call, ...rest) => {
        ++counted.timers_set;
        const id = real_interval(() => {
            ++counted.timers_fired;
            call();
        }, ...rest);
        waiting.add(id);
        return id;
    };
    window.clearTimeout = (id) => {
        drop(id);
        real_clear(id);
    };
    window.clearInterval = (id) => {
        drop(id);
        real_clear_interval(id);
    };
    const RealWorker = window.Worker;
    window.Worker = class extends RealWorker {
        constructor(...how) {
            super(...how);
            this.addEventListener("message", () => { ++counted.answers; });
        }
    };
    window.requestIdleCallback = () => { ++counted.timers_set; };
    new MutationObserver((records) => { counted.mutations += records.length; })
        .observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    // Waiting and looking on is not the page's work.
    globalThis.counted = counted;
    globalThis.wait_uncounted = (ms) => new Promise((done) => { real_timeout(done, ms); });
}

// What the page has done within ms of being left alone, and how many of its timers still wait.
export async function work_within(device, ms) {
    return device.page.evaluate(async (wait_ms) => {
        const { counted } = globalThis;
        const before = { ...counted };
        await globalThis.wait_uncounted(wait_ms);
        return { frames: counted.frames - before.frames, timers_set: counted.timers_set - before.timers_set,
                 timers_fired: counted.timers_fired - before.timers_fired, mutations: counted.mutations - before.mutations,
                 answers: counted.answers - before.answers, timers_waiting: counted.pending };
    }, ms);
}

// Until the page has done nothing for a while.
export async function come_to_rest(device) {
    await device.page.evaluate(async () => {
        for (let still = 0, last = ""; still < 5;) {
            await globalThis.wait_uncounted(100);
            const { pending, ...done } = globalThis.counted;
            const now = JSON.stringify(done);
            still = now === last ? still + 1 : 0;
            last = now;
        }
    });
}
