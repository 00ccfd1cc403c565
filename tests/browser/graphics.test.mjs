// The graphics card is asked nothing once the first picture stands: every question waits for another process.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { Bench, sizes } from "./support/browser.mjs";
import { choose_mode, modes } from "./support/modes.mjs";
import { visit_screens } from "./support/screens.mjs";
import { start_practice } from "./support/ward.mjs";

const questions = ["getParameter", "isEnabled", "getError", "readPixels", "getUniformLocation", "getVertexAttrib"];

// Run in the page before its own scripts. Frames are told by what each begins with.
function count_calls(names) {
    const context = WebGL2RenderingContext.prototype;
    globalThis.asked = {};
    globalThis.frames_drawn = 0;
    for (const name of names) {
        const real = context[name];
        context[name] = function (...given) {
            if (globalThis.frames_drawn > 0) globalThis.asked[name] = (globalThis.asked[name] ?? 0) + 1;
            return real.apply(this, given);
        };
    }
    const clear = context.clear;
    context.clear = function (...given) {
        ++globalThis.frames_drawn;
        return clear.apply(this, given);
    };
    new PerformanceObserver((list) => {
        if (list.getEntriesByName("tsunagi-ready").length > 0) globalThis.frames_at_ready ??= globalThis.frames_drawn;
    }).observe({ type: "mark", buffered: true });
}

let bench;
before(async () => { bench = await Bench.open(); });
after(async () => { await bench?.close(); });

describe("every screen, in every mode", () => {
    let device;
    before(async () => {
        device = await bench.device({ size: sizes.landscape,
            prepare: new Function(`(${count_calls})(${JSON.stringify(questions)})`) });
    });

    test("is ready after two frames at most", async () => {
        await device.settle();
        assert.ok(await device.page.evaluate(() => globalThis.frames_at_ready) <= 2);
    });

    test("asks nothing", async () => {
        await start_practice(device);
        await visit_screens(device, async () => {});
        for (const mode of modes) await choose_mode(device, mode);
        await device.hide(true);  // locks, and covers what could be read
        await device.hide(false);
        await device.settle();
        assert.ok(await device.page.evaluate(() => globalThis.frames_drawn) > 40);
        assert.deepEqual(await device.page.evaluate(() => globalThis.asked), {});
        device.assert_no_problems();
    });

    test("comes back after the context was lost, asking nothing but how programs linked", async () => {
        const drawn = await device.page.evaluate(async () => {
            const canvas = document.getElementById("canvas");
            const context = canvas.getContext("webgl2");
            const restored = new Promise((done) => canvas.addEventListener("webglcontextrestored", done, { once: true }));
            const extension = context.getExtension("WEBGL_lose_context");
            extension.loseContext();
            await new Promise((done) => setTimeout(done, 100));
            const before = globalThis.frames_drawn;
            extension.restoreContext();
            await restored;
            await new Promise((done) => setTimeout(done, 300));
            return globalThis.frames_drawn - before;
        });
        assert.ok(drawn > 0);
        assert.deepEqual(await device.page.evaluate(() => globalThis.asked), {});
    });
});
