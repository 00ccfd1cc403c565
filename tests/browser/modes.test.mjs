// Screen modes, text size and what the system asks for, in a real browser: measured on pictures, not on promises.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { Bench, sizes } from "./support/browser.mjs";
import { contrast, measure_lines } from "./support/contrast.mjs";
import { read_png } from "./support/pixels.mjs";
import { screens, step_out } from "./support/screens.mjs";
import { go_to, start_practice } from "./support/ward.mjs";

const least_contrast = 4.5;
let bench;

before(async () => { bench = await Bench.open(); });
after(async () => { await bench?.close(); });

// Presses the button for the screen colours until they are these.
async function choose_mode(device, mode) {
    for (let presses = 0; presses < 3; ++presses) {
        if (await mode_of(device) === mode) return;
        await device.tap("button", /^画面の色を変える/);
    }
    assert.equal(await mode_of(device), mode);
}

const mode_of = (device) => device.page.evaluate(() => document.documentElement.dataset.mode);

// Every node that shows words, where it can be seen: {name, box in CSS px, words: nothing but words in it}.
function words_on(device) {
    return device.page.evaluate(() => [...document.querySelectorAll("#tree .node, #tree .field")].flatMap((node) => {
        const style = getComputedStyle(node);
        const words = node.matches("p, h1, h2, h3, h4, h5, h6");
        if (!words && !node.matches("button, input, .field")) return [];
        if (style.clipPath === "inset(50%)" || node.disabled) return [];
        const box = node.getBoundingClientRect();
        const clip = style.clipPath.match(/inset\(([^)]*)\)/)?.[1].split(" ").map(parseFloat) ?? [0, 0, 0, 0];
        const [top, right, bottom, left] = [clip[0], clip[1] ?? clip[0], clip[2] ?? clip[0], clip[3] ?? clip[1] ?? clip[0]];
        if (top + bottom > box.height / 2 || left + right > 0 || box.width < 8) return [];
        const name = node.getAttribute("aria-label") || node.firstChild?.data || "";
        return [{ name, words, x: box.x, y: box.y + top, width: box.width, height: box.height - top - bottom }];
    }));
}

async function find_faint_words(device, ratio) {
    await device.settle();
    const picture = read_png(await device.page.screenshot());
    const faint = [];
    for (const { name, words, x, y, width, height } of await words_on(device)) {
        const edge = words ? 0 : 5;
        const rect = { x: (x + edge) * ratio, y: (y + edge) * ratio, width: (width - 2 * edge) * ratio,
                       height: (height - 2 * edge) * ratio };
        for (const line of measure_lines(picture, rect, 9 * ratio)) {
            if (line.contrast < least_contrast) {
                faint.push(`${name}: ${line.contrast.toFixed(2)} #${line.ink.toString(16)} on #${line.ground.toString(16)}`);
            }
        }
    }
    return faint;
}

describe("words stand out at 4.5:1 or more on every screen", () => {
    for (const mode of ["day", "night", "contrast"]) {
        test(`in ${mode}`, async () => {
            const ratio = 2;
            const device = await bench.device({ size: sizes.landscape, pixel_ratio: ratio });
            await choose_mode(device, mode);
            assert.deepEqual(await find_faint_words(device, ratio), [], "first run");
            await start_practice(device);
            for (const [name, open] of Object.entries(screens)) {
                await open(device);
                assert.deepEqual(await find_faint_words(device, ratio), [], name);
                await step_out(device);
            }
            device.assert_no_problems();
        });
    }

    test("and in a field that is typed in", async () => {
        const device = await bench.device();
        await start_practice(device);
        await go_to(device, "症例");
        for (const mode of ["day", "night", "contrast"]) {
            await choose_mode(device, mode);
            await device.fill("名前・ID・病棟・病名で探す", "渡邉");
            const [ink, ground] = await device.field("名前・ID・病棟・病名で探す").evaluate((node) => {
                const style = getComputedStyle(node);
                const number = (color) => color.match(/\d+/g).slice(0, 3).reduce((sum, part) => sum * 256 + Number(part), 0);
                return [number(style.color), number(style.backgroundColor)];
            });
            assert.ok(contrast(ink, ground) >= least_contrast, `${mode}: ${contrast(ink, ground)}`);
        }
    });
});

describe("the screen mode", () => {
    test("at night is one hue", async () => {
        const device = await bench.device();
        await start_practice(device);
        await choose_mode(device, "night");
        const { channels, data } = read_png(await device.page.screenshot());
        for (let at = 0; at < data.length; at += channels) {
            if (data[at + 1] > data[at] * 0.4 + 2 || data[at + 2] > data[at] * 0.32 + 2) {
                assert.fail(`pixel ${at / channels}: ${data[at]} ${data[at + 1]} ${data[at + 2]}`);
            }
        }
    });

    test("is remembered on this device, and the button is on the lock screen", async () => {
        const device = await bench.device();
        await start_practice(device);
        await screens.locked(device);
        await choose_mode(device, "night");
        const kept = await device.page.evaluate(() => ({ ...localStorage }));
        assert.deepEqual(Object.keys(kept), ["tsunagi-display"]);
        assert.deepEqual(JSON.parse(kept["tsunagi-display"]), { mode: "night" });
        await device.reload();
        await device.settle();
        assert.equal(await mode_of(device), "night");
    });

    test("by day draws straight to the screen, at night through one more pass", async () => {
        const device = await bench.device({
            prepare: () => {
                globalThis.passes = 0;
                const real = WebGL2RenderingContext.prototype.drawArrays;
                WebGL2RenderingContext.prototype.drawArrays = function draw(...list) {
                    ++globalThis.passes;
                    return real.apply(this, list);
                };
                const bind = WebGL2RenderingContext.prototype.bindFramebuffer;
                WebGL2RenderingContext.prototype.bindFramebuffer = function to(target, buffer) {
                    if (buffer) ++globalThis.passes;
                    return bind.call(this, target, buffer);
                };
            },
        });
        await start_practice(device);
        assert.equal(await device.page.evaluate(() => globalThis.passes), 0);
        await choose_mode(device, "contrast");
        await choose_mode(device, "day");
        await device.page.evaluate(() => { globalThis.passes = 0; });
        await go_to(device, "症例");
        assert.equal(await device.page.evaluate(() => globalThis.passes), 0);
        await choose_mode(device, "night");
        assert.ok(await device.page.evaluate(() => globalThis.passes) > 0);
    });

    test("follows the system's wish for more contrast until somebody chooses", async () => {
        const device = await bench.device();
        await device.page.emulateMedia({ contrast: "more" });
        await device.settle();
        assert.equal(await mode_of(device), "contrast");
        await device.page.emulateMedia({ contrast: "no-preference", colorScheme: "dark" });
        await device.settle();
        assert.equal(await mode_of(device), "day", "dark is for the lamp at home, not for the ward at night");
        await choose_mode(device, "night");
        await device.page.emulateMedia({ contrast: "more" });
        await device.settle();
        assert.equal(await mode_of(device), "night");
    });
});

describe("a page that is covered", () => {
    test("shows stones instead of words, and words again when one comes back", async () => {
        const device = await bench.device();
        await start_practice(device);
        const clip = { x: 120, y: 130, width: 400, height: 300 };
        const colors = async () => {
            const { width, height, channels, data } = read_png(await device.page.screenshot({ clip }));
            let edges = 0;
            for (let y = 0; y < height; ++y) {
                for (let x = 1; x < width; ++x) {
                    const at = (y * width + x) * channels;
                    if (Math.abs(data[at] - data[at - channels]) > 8) ++edges;
                }
            }
            return edges / (width * height);
        };
        const open = await colors();
        await device.page.evaluate(() => window.dispatchEvent(new Event("blur")));
        await device.settle();
        assert.ok(await colors() < open / 4, "next to no edges are left");
        await device.page.evaluate(() => window.dispatchEvent(new Event("focus")));
        await device.settle();
        assert.ok(Math.abs(await colors() - open) < open / 10);
    });

    test("warns before it locks by itself, and a touch goes on without pressing anything", async () => {
        const device = await bench.device({ prepare: () => {
            const real = performance.now.bind(performance);
            globalThis.ahead_ms = 0;
            performance.now = () => real() + globalThis.ahead_ms;
        } });
        await start_practice(device);
        await device.page.evaluate(() => { globalThis.ahead_ms = 3 * 60_000 - 12_000; });
        await device.page.evaluate(() => window.dispatchEvent(new Event("resize")));
        await device.wait_for("dialog", "まもなくロックします");
        await device.tap_at({ x: 40, y: 120 });
        await device.wait_until_gone("dialog", "まもなくロックします");
        assert.ok(await device.has("heading", "今日"));
    });
});

describe("text size", () => {
    const cut = (device) => device.page.evaluate(() => [...document.querySelectorAll("#tree .node")].flatMap((node) => {
        const box = node.getBoundingClientRect();
        const outside = box.left < -1 || box.right > innerWidth + 1;
        const shown = getComputedStyle(node).clipPath !== "inset(50%)";
        return outside && shown && node.matches("p, h1, h2, h3, button, input") && !node.closest("[data-sideways]")
            ? [`${node.getAttribute("aria-label") || node.firstChild?.data} ${box.left} ${box.right}`] : [];
    }));

    // All sizes and widths: tests/views/test_text_size.cpp. Here, that the page follows.
    for (const [name, percent] of [["portrait", 150], ["phone", 200]]) {
        test(`${percent} % on ${name}: nothing pressable leaves the page`, async () => {
            const device = await bench.device({
                size: sizes[name], prepare: new Function(`localStorage.setItem("tsunagi-display", '{"text":${percent}}')`),
            });
            await start_practice(device);
            for (const [screen, open] of Object.entries(screens)) {
                await open(device);
                assert.deepEqual(await cut(device), [], screen);
                await step_out(device);
            }
            device.assert_no_problems();
        });
    }

    test("two fingers spread make it larger, press nothing, and it is remembered", async () => {
        const device = await bench.device();
        await start_practice(device);
        await device.touch("touchStart", [{ x: 500, y: 400 }, { x: 600, y: 400 }]);
        for (let i = 1; i <= 5; ++i) {
            await device.touch("touchMove", [{ x: 500 - i * 5, y: 400 }, { x: 600 + i * 5, y: 400 }]);
        }
        await device.touch("touchEnd", []);
        await device.settle();
        assert.deepEqual(await device.page.evaluate(() => JSON.parse(localStorage["tsunagi-display"])), { text: 150 });
        assert.ok(await device.has("heading", "今日"));
        assert.ok(await device.has("link", "症例"));
    });
});

describe("reduced motion", () => {
    test("a page that was flung stands still at once", async () => {
        const device = await bench.device({ size: sizes.phone });
        await start_practice(device);
        const top = () => device.find("heading", "今日").evaluate((node) => node.getBoundingClientRect().top);
        const fling = async () => {
            await device.drag({ x: 200, y: 600 }, { x: 200, y: 480 }, { steps: 4, hold: false });
            return top();
        };
        await device.page.emulateMedia({ reducedMotion: "reduce" });
        await device.settle();
        await fling();
        await device.settle();
        const stopped = await top();
        await device.page.waitForTimeout(400);
        assert.equal(await top(), stopped);
        device.assert_no_problems();
    });
});
