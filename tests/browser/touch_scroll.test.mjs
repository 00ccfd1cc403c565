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

async function tops(count) {
    return device.field(label).evaluate(async (node, frames) => {
        const seen = [];
        for (let i = 0; i < frames; ++i) {
            await new Promise((done) => requestAnimationFrame(done));
            seen.push(document.querySelector(`.field[aria-label="${node.getAttribute("aria-label")}"]`)?.getBoundingClientRect().top);
        }
        return seen;
    }, count);
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
        await fling({ x: 8, y: 600 }, -128);
        const seen = (await tops(12)).filter((top) => top !== undefined);
        assert.ok(seen.at(-1) < seen[0] - 20, seen.join(" "));
        await device.page.waitForFunction(() => !document.querySelector("#tree.flinging"));
    });
});

describe("a touch that stops what runs", () => {
    test("focuses no field it lands on", async () => {
        await device.middle_of(device.field(label));
        await fling({ x: 8, y: 700 }, -128);
        await device.page.waitForSelector("#tree.flinging", { state: "attached" });
        const { x, y } = await place_of(device.field(label));
        await device.tap_at({ x, y });
        await device.page.waitForFunction(() => !document.querySelector("#tree.flinging"));
        assert.equal(await device.page.evaluate(() => document.activeElement.tagName), "BODY");
        await device.settle();
        const { y: now } = await place_of(device.field(label));
        await device.settle();
        assert.equal((await place_of(device.field(label))).y, now, "it stands");
    });

    test("presses nothing, and the next tap does", async () => {
        const name = /医療処置と交換日/;
        await device.middle_of(device.find("checkbox", name));
        const checked = () => device.find("checkbox", name).evaluate((node) => node.checked);
        const was = await checked();
        await fling({ x: 8, y: 400 }, 128);
        await device.page.waitForSelector("#tree.flinging", { state: "attached" });
        await device.tap_at(await place_of(device.find("checkbox", name)));
        await device.page.waitForFunction(() => !document.querySelector("#tree.flinging"));
        await device.settle();
        assert.equal(await checked(), was);
        await device.tap("checkbox", name);
        assert.equal(await checked(), !was);
        device.assert_no_problems();
    });
});
