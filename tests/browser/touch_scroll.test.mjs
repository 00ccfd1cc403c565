// Scrolling by touch: the content stays under the finger, runs on as it was let go, and a touch that stops it does nothing
// else, wherever it lands.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { Bench } from "./support/browser.mjs";

const label = "生活の見立て";
let bench;
let device;

before(async () => {
    bench = await Bench.open();
    device = await bench.device({ hash: "#gallery" });
});
after(async () => { await bench?.close(); });

const place_of = (locator) => locator.evaluate((node) => {
    const box = node.getBoundingClientRect();
    return { x: box.x + box.width / 2, y: box.y + box.height / 2, top: box.top };
});

// Lets go while the finger still moves. Each step is seen before the next, or the browser makes one of them all; the last
// one and letting go come together, however long a frame takes here.
async function fling(from, by) {
    const step = (i) => device.touch("touchMove", [{ x: from.x, y: from.y + by * i / 8 }]);
    await device.touch("touchStart", [from]);
    for (let i = 1; i < 8; ++i) await step(i);
    await Promise.all([step(8), device.touch("touchEnd", [])]);
}

// The tops of the field in every frame in which everything runs on by itself, from the next such frame until it stands.
const watch_run = () => device.page.evaluate((name) => new Promise((done) => {
    const seen = [];
    const runs = () => document.querySelector("#tree.flinging") !== null;
    requestAnimationFrame(function look() {
        if (runs()) seen.push(document.querySelector(`#tree [aria-label="${name}"]`).getBoundingClientRect().top);
        if (seen.length > 0 && !runs()) done(seen);
        else requestAnimationFrame(look);
    });
}), label);

// Flings, and touches this thing while it runs. Gives what state() was before and after. Where the touch came when it already
// stood, or beside it, that is no answer.
async function touch_running(locator, from, by, state) {
    for (let tries = 0; tries < 20; ++tries) {
        await device.page.evaluate(() => document.activeElement.blur());
        await device.settle();
        await device.middle_of(locator);
        const was = await state();
        await locator.evaluate((node) => {
            globalThis.met = false;
            addEventListener("touchstart", function look({ touches: [{ clientX: x, clientY: y }] }) {
                const { left, right, top, bottom } = node.getBoundingClientRect();
                const runs = document.querySelector("#tree.flinging") !== null;
                globalThis.met ||= runs && x > left && x < right && y > top && y < bottom;
            }, { capture: true });
        });
        await fling(from, by);
        await device.tap_at(await place_of(locator));
        await device.stands();
        await device.settle();
        if (await device.page.evaluate(() => globalThis.met)) return { was, now: await state() };
    }
    return assert.fail("it never ran on long enough to be touched");
}

describe("a finger on the page", () => {
    test("takes the content along, one to one", async () => {
        await device.middle_of(device.field(label));
        const { top } = await place_of(device.field(label));
        await device.touch("touchStart", [{ x: 8, y: 500 }]);
        for (const y of [480, 450, 420, 460]) {
            await device.touch("touchMove", [{ x: 8, y }]);
            await device.settle();
            const now = (await place_of(device.field(label))).top;
            assert.ok(Math.abs(top - now - (500 - y)) <= 1, `finger ${500 - y}, content ${top - now}`);
        }
        await device.touch("touchEnd", []);
        await device.settle();
    });

    test("that lets go leaves it running, slower and slower, until it stands", async () => {
        const run = watch_run();
        await fling({ x: 8, y: 600 }, -128);
        const seen = await run;
        assert.ok(seen.at(-1) < seen[0] - 20, seen.join(" "));
    });
});

describe("a touch that stops what runs", () => {
    test("focuses no field it lands on", async () => {
        const active = () => device.page.evaluate(() => document.activeElement.tagName);
        const { now } = await touch_running(device.field(label), { x: 8, y: 700 }, -128, active);
        assert.equal(now, "BODY");
        const { y } = await place_of(device.field(label));
        await device.settle();
        assert.equal((await place_of(device.field(label))).y, y, "it stands");
    });

    test("presses nothing, and the next tap does", async () => {
        const name = /医療処置と交換日/;
        const checked = () => device.find("checkbox", name).evaluate((node) => node.checked);
        const { was, now } = await touch_running(device.find("checkbox", name), { x: 8, y: 400 }, 128, checked);
        assert.equal(now, was);
        await device.tap("checkbox", name);
        assert.equal(await checked(), !was);
        device.assert_no_problems();
    });
});
