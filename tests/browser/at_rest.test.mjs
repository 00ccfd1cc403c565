// A page nobody touches does nothing: no frame, no timer but the one that locks, no change of the document. It is a tablet's
// battery for a whole night shift.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { Bench } from "./support/browser.mjs";
import { come_to_rest, count_work, work_within } from "./support/counting.mjs";
import { practice_device, unlock_practice } from "./support/seeds.mjs";
import { deep, runs_alone } from "./support/stage.mjs";
import { go_to } from "./support/ward.mjs";

runs_alone("it counts what happens while nothing does");

const idle_ms = deep ? 3000 : 1500;
const nothing = { frames: 0, timers_set: 0, timers_fired: 0, mutations: 0, answers: 0 };
let bench;
let device;

before(async () => {
    bench = await Bench.open();
    device = await practice_device(bench, { prepare: count_work });
});
after(async () => { await bench?.close(); });

async function assert_rests(most_timers) {
    await come_to_rest(device);
    const { timers_waiting, ...work } = await work_within(device, idle_ms);
    assert.deepEqual(work, nothing);
    assert.ok(timers_waiting <= most_timers, `${timers_waiting} timers wait`);
}

describe("nothing happens", () => {
    test("on 今日", async () => {
        await go_to(device, "今日");
        await assert_rests(1);
    });

    test("on a case", async () => {
        await go_to(device, "症例");
        await device.tap("button", /ハツヱ/);
        await assert_rests(1);
    });

    test("in the checklist", async () => {
        await device.tap("button", /^確認表/);
        await assert_rests(1);
    });

    test("in a text field that has the focus", async () => {
        await go_to(device, "症例");
        await device.focus_field(device.field("名前・ID・病棟・病名で探す"));
        await assert_rests(1);
    });

    test("while it is hidden, and it is locked", async () => {
        await device.hide(true);
        await assert_rests(0);
        await device.hide(false);
        await device.wait_for("heading", "お名前を選んでください");
    });

    test("on the lock screen", async () => {
        await assert_rests(0);
    });
});

describe("one character typed", () => {
    test("is drawn in three frames at most, and one for each answer of the keeper", async () => {
        await unlock_practice(device);
        await device.wait_for("link", "症例", { timeout: 60_000 });
        // Outside a meeting: inside, the clock of the item is seen running.
        await go_to(device, "症例");
        await device.tap("button", /ハツヱ/);
        await device.tap("button", "会議の記録を書く");
        await device.focus_field(device.field("話し合い"));
        await device.page.keyboard.press("Control+End");
        await device.cdp.send("Input.insertText", { text: "家" });
        await come_to_rest(device);
        const count = () => device.page.evaluate(() => ({ ...globalThis.counted }));
        const before_it = await count();
        await device.cdp.send("Input.insertText", { text: "。" });
        await come_to_rest(device);
        const after_it = await count();
        const [frames, answers] = ["frames", "answers"].map((what) => after_it[what] - before_it[what]);
        assert.ok(frames <= 3 + answers, `${frames} frames, ${answers} answers`);
    });
});
