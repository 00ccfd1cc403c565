// Screen readers and keyboards: axe-core on every screen, golden trees, identities, reading order, keys.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { read_ax_tree } from "./support/ax_tree.mjs";
import { Bench, sizes } from "./support/browser.mjs";
import { first_difference, practice_noon, read_golden } from "./support/golden.mjs";
import { screens, step_out } from "./support/screens.mjs";
import { go_to, start_practice } from "./support/ward.mjs";

const modules = process.env.TSUNAGI_NODE_MODULES;
const require = createRequire(modules ? join(modules, "x.js") : import.meta.url);
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
let bench;

before(async () => { bench = await Bench.open(); });
after(async () => { await bench?.close(); });

async function find_violations(device) {
    await device.settle();
    if (!await device.page.evaluate(() => "axe" in globalThis)) await device.page.evaluate(axe);
    return device.page.evaluate(async () => {
        // Words are drawn on the canvas: their contrast is measured on pictures (modes.test.mjs).
        const options = { resultTypes: ["violations"], rules: { "color-contrast": { enabled: false } } };
        const { violations } = await globalThis.axe.run(document, options);
        return violations.map(({ id, impact, nodes }) => `${impact} ${id}: ${nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | ")}`);
    });
}

describe("axe-core finds nothing", () => {
    for (const [name, size] of [["a tablet", sizes.landscape], ["a phone", sizes.phone]]) {
        test(`on ${name}`, async () => {
            const device = await bench.device({ size });
            assert.deepEqual(await find_violations(device), [], "first run");
            await start_practice(device);
            for (const [screen, open] of Object.entries(screens)) {
                await open(device);
                assert.deepEqual(await find_violations(device), [], screen);
                await step_out(device);
            }
        });
    }

    test("in the gallery of widgets", async () => {
        const device = await bench.device({ hash: "#gallery" });
        assert.deepEqual(await find_violations(device), []);
    });
});

describe("the tree", () => {
    test("is the golden one on every screen", async () => {
        const device = await bench.device({ size: sizes.landscape, now: practice_noon });
        const wrong = [];
        const compare = async (name) => {
            const difference = first_difference(read_golden(name), await read_ax_tree(device));
            if (difference) wrong.push(`${name}: ${difference}`);
        };
        await compare("first_run");
        await start_practice(device);
        for (const [name, open] of Object.entries(screens)) {
            await open(device);
            await compare(name);
            await step_out(device);
        }
        assert.equal(wrong.join("\n"), "", "renew with: node tests/browser/golden.mjs --renew");
    });

    test("keeps its elements over 100 frames", async () => {
        const device = await bench.device();
        await start_practice(device);
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
        const device = await bench.device();
        await start_practice(device);
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
    const focused = (device) => device.page.evaluate(() => {
        const node = document.activeElement;
        const box = node.getBoundingClientRect();
        return { id: node.dataset.id ?? "", x: box.x, y: box.y, w: box.width, h: box.height };
    });
    const order_of = (device) => device.page.evaluate(() => [...document.querySelectorAll(
        "#tree button.node:enabled, #tree input.node:enabled, #tree .field:enabled")].map((node) => node.dataset.id));

    test("Tab walks every screen in the order it is read", async () => {
        const device = await bench.device({ touch: true });
        await start_practice(device);
        for (const [screen, open] of Object.entries(screens)) {
            await open(device);
            const order = await order_of(device);
            const visited = [];
            for (let i = 0; i < Math.min(8, order.length); ++i) {
                await device.page.keyboard.press("Tab");
                await device.settle();
                visited.push(order.indexOf((await focused(device)).id));
            }
            assert.ok(visited.every((place) => place >= 0), `${screen}: ${visited}`);
            const steps = visited.slice(1).map((place, i) => (place - visited[i] + order.length) % order.length);
            assert.ok(steps.every((step) => step === 1), `${screen}: ${visited}`);
            await step_out(device);
        }
    });

    test("F1 lists the keys, Escape closes the list", async () => {
        const device = await bench.device();
        await start_practice(device);
        await device.page.keyboard.press("F1");
        await device.wait_for("dialog", "キーボードの使い方");
        await device.page.keyboard.press("Escape");
        await device.wait_until_gone("dialog", "キーボードの使い方");
        await device.page.keyboard.press("?");
        await device.wait_for("dialog", "キーボードの使い方");
    });

    test("Ctrl+F goes to the search of cases, by name, kana or number", async () => {
        const device = await bench.device();
        await start_practice(device);
        await device.page.keyboard.press("Control+f");
        await device.page.waitForFunction(() => document.activeElement.classList.contains("field"));
        await device.type("ワタナベ");
        await device.wait_for("button", /渡邉 清次郎/);
    });

    test("no shortcut fires while composing", async () => {
        const device = await bench.device();
        await start_practice(device);
        await device.page.keyboard.press("Control+f");
        await device.page.waitForFunction(() => document.activeElement.classList.contains("field"));
        for (const key of ["F1", "f", "z", "Enter"]) {
            await device.page.evaluate((pressed) => document.activeElement.dispatchEvent(new KeyboardEvent("keydown",
                { key: pressed, ctrlKey: pressed !== "F1", isComposing: true, bubbles: true, cancelable: true })), key);
        }
        await device.settle();
        assert.equal(await device.has("dialog", "キーボードの使い方"), false);
        assert.ok(await device.page.evaluate(() => document.activeElement.classList.contains("field")));
    });

    test("Ctrl+Z takes back what was answered, Ctrl+Y brings it again", async () => {
        const device = await bench.device();
        await start_practice(device);
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
});
