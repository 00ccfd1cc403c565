// Screen readers and keyboards: elements that stay the same, the language, keys. What holds on every screen: every_screen.test.mjs.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { Bench } from "./support/browser.mjs";
import { screens } from "./support/screens.mjs";
import { practice_device } from "./support/seeds.mjs";
import { go_to } from "./support/ward.mjs";

let bench;

before(async () => { bench = await Bench.open(); });
after(async () => { await bench?.close(); });

describe("the tree", () => {
    let device;
    before(async () => { device = await practice_device(bench); });

    test("keeps its elements over 100 frames", async () => {
        const kept = await device.page.evaluate(async () => {
            const nodes = [...document.querySelectorAll("#tree [data-id]")];
            const ids = nodes.map((node) => node.dataset.id);
            for (let i = 0; i < 100; ++i) {
                window.dispatchEvent(new Event("resize"));
                await new Promise((done) => requestAnimationFrame(done));
            }
            const now = [...document.querySelectorAll("#tree [data-id]")];
            return { same: now.length === nodes.length && now.every((node, i) => node === nodes[i] && node.dataset.id === ids[i]), count: now.length };
        });
        assert.ok(kept.count > 50);
        assert.ok(kept.same);
    });

    test("speaks the language of the screen", async () => {
        assert.equal(await device.page.evaluate(() => document.documentElement.lang), "ja");
        await go_to(device, "設定");
        await device.tap("radio", "English");
        await device.wait_for("link", "Settings");
        assert.equal(await device.page.evaluate(() => document.documentElement.lang), "en");
        await device.reload();
        await device.wait_for("button", "Try with practice data");
        assert.equal(await device.page.evaluate(() => document.documentElement.lang), "en", "kept by the tablet, while locked too");
    });
});

describe("the keyboard", () => {
    let device;
    before(async () => { device = await practice_device(bench); });

    async function go_to_search() {
        await device.page.keyboard.press("Control+f");
        await device.page.waitForFunction(() => document.activeElement.classList.contains("field"));
    }

    test("Ctrl+Z takes back what was answered, Ctrl+Y brings it again", async () => {
        await screens.checklist(device);
        const name = await device.page.evaluate(() => [...document.querySelectorAll("#tree [role=radiogroup]")]
            .find((node) => !node.querySelector("input:checked[aria-label=未]") && node.querySelector("input[aria-label=未]"))?.dataset.id);
        const place = await device.middle_of(device.page.locator(`#tree [data-id="${name}"] input[aria-label="未"]`));
        const radios = () => device.page.evaluate(() => [...document.querySelectorAll("#tree input[type=radio]")]
            .map((node) => (node.checked ? "x" : "-")).join(""));
        const before_it = await radios();
        await device.tap_at(place);
        await device.settle();
        const after_it = await radios();
        assert.notEqual(after_it, before_it);
        await device.page.keyboard.press("Control+z");
        await device.settle();
        assert.equal(await radios(), before_it);
        await device.page.keyboard.press("Control+y");
        await device.settle();
        assert.equal(await radios(), after_it);
    });

    test("F1 lists the keys, Escape closes the list", async () => {
        await device.page.keyboard.press("F1");
        await device.wait_for("dialog", "キーボードの使い方");
        await device.page.keyboard.press("Escape");
        await device.wait_until_gone("dialog", "キーボードの使い方");
        await device.page.keyboard.press("?");
        await device.wait_for("dialog", "キーボードの使い方");
        await device.page.keyboard.press("Escape");
        await device.wait_until_gone("dialog", "キーボードの使い方");
    });

    test("Ctrl+F goes to the search of cases, by name, kana or number", async () => {
        await go_to_search();
        await device.type("ワタナベ");
        await device.wait_for("button", /渡邉 清次郎/);
    });

    test("no shortcut fires while composing", async () => {
        await go_to(device, "今日");
        await go_to_search();
        for (const key of ["F1", "f", "z", "Enter"]) {
            await device.page.evaluate((pressed) => document.activeElement.dispatchEvent(new KeyboardEvent("keydown",
                { key: pressed, ctrlKey: pressed !== "F1", isComposing: true, bubbles: true, cancelable: true })), key);
        }
        await device.settle();
        assert.equal(await device.has("dialog", "キーボードの使い方"), false);
        assert.ok(await device.page.evaluate(() => document.activeElement.classList.contains("field")));
    });
});
