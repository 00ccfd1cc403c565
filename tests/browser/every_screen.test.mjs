// Every screen, visited as a nurse would go: what axe-core, the golden trees, the order of Tab, the width of the page and the
// contrast of the words say of it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { read_ax_tree } from "./support/ax_tree.mjs";
import { Bench, sizes } from "./support/browser.mjs";
import { find_faint_words } from "./support/contrast.mjs";
import { Findings } from "./support/findings.mjs";
import { first_difference, practice_noon, read_golden } from "./support/golden.mjs";
import { choose_mode, modes } from "./support/modes.mjs";
import { visit_screens } from "./support/screens.mjs";
import { locked_practice_device, open_practice } from "./support/seeds.mjs";
import { deep } from "./support/stage.mjs";
import { start_practice } from "./support/ward.mjs";

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

// The places in reading order that the first presses of Tab come to; "" where each is the next one.
async function find_stray_tabs(device) {
    const order = await device.page.evaluate(() => [...document.querySelectorAll(
        "#tree button.node:enabled, #tree input.node:enabled, #tree .field:enabled")].map((node) => node.dataset.id));
    const visited = [];
    for (let i = 0; i < Math.min(8, order.length); ++i) {
        await device.page.keyboard.press("Tab");
        await device.settle();
        visited.push(order.indexOf(await device.page.evaluate(() => document.activeElement.dataset.id ?? "")));
    }
    const steps = visited.slice(1).map((place, i) => (place - visited[i] + order.length) % order.length);
    return visited.length > 0 && visited.every((place) => place >= 0) && steps.every((step) => step === 1) ? "" : visited.join();
}

// What cannot be pressed or read because it lies outside the page.
function find_cut_off(device) {
    return device.page.evaluate(() => [...document.querySelectorAll("#tree .node")].flatMap((node) => {
        const box = node.getBoundingClientRect();
        const outside = box.left < -1 || box.right > innerWidth + 1;
        const shown = getComputedStyle(node).clipPath !== "inset(50%)";
        return outside && shown && node.matches("p, h1, h2, h3, button, input") && !node.closest("[data-sideways]")
            ? [`${node.getAttribute("aria-label") || node.firstChild?.data} ${box.left} ${box.right}`] : [];
    }));
}

describe("on a tablet", () => {
    const findings = new Findings("axe", "tree", "tab");
    before(async () => {
        const device = await bench.device({ size: sizes.landscape, now: practice_noon });
        const look = async (name) => {
            findings.note("tree", name, first_difference(read_golden(name), await read_ax_tree(device)));
            findings.note("axe", name, await find_violations(device));
        };
        await look("first_run");
        await start_practice(device);
        await visit_screens(device, async (name) => {
            await look(name);
            findings.note("tab", name, await find_stray_tabs(device));
        });
    });

    test("axe-core finds nothing", () => findings.assert_none("axe"));
    test("the tree is the golden one", () => findings.assert_none("tree", "renew with: node tests/browser/golden.mjs --renew"));
    test("Tab goes from one thing to the next in reading order", () => findings.assert_none("tab"));
});

// All sizes and widths: tests/views/test_text_size.cpp. Here, that the page follows.
for (const [name, percent, always] of [["phone", 100, true], ["phone", 200, true], ["portrait", 150, false]]) {
    if (!always && !deep) continue;
    describe(`on ${name} with text at ${percent} %`, () => {
        const findings = new Findings("axe", "cut");
        before(async () => {
            const device = await locked_practice_device(bench, {
                size: sizes[name], prepare: new Function(`localStorage.setItem("tsunagi-display", '{"text":${percent}}')`),
            });
            const look = async (screen) => {
                findings.note("cut", screen, await find_cut_off(device));
                findings.note("axe", screen, await find_violations(device));
            };
            await look("first_run");
            await open_practice(device);
            await visit_screens(device, look);
            device.assert_no_problems();
        });

        test("nothing pressable leaves the page", () => findings.assert_none("cut"));
        test("axe-core finds nothing", () => findings.assert_none("axe"));
    });
}

test("axe-core finds nothing in the gallery of widgets", async () => {
    const device = await bench.device({ hash: "#gallery" });
    assert.deepEqual(await find_violations(device), []);
});

describe("words stand out at 4.5:1 or more", () => {
    const ratio = 2;
    const findings = new Findings(...modes);
    const start = () => locked_practice_device(bench, { size: sizes.landscape, pixel_ratio: ratio });
    const look = async (device, mode, screen) => {
        await choose_mode(device, mode);
        findings.note(mode, screen, await find_faint_words(device, ratio));
    };
    before(async () => {
        const device = await start();
        if (deep) for (const mode of modes) await look(device, mode, "first_run");
        await open_practice(device);
        for (const mode of modes) await look(device, mode, "today");
        device.assert_no_problems();
        if (!deep) return;
        for (const mode of modes) {
            const other = await start();
            await open_practice(other);
            await choose_mode(other, mode);
            await visit_screens(other, async (screen) => findings.note(mode, screen, await find_faint_words(other, ratio)));
            other.assert_no_problems();
        }
    });

    for (const mode of modes) test(`in ${mode}`, () => findings.assert_none(mode));
});
