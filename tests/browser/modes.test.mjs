// Screen modes, text size and what the system asks for, in a real browser: measured on pictures, not on promises.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { Bench, sizes } from "./support/browser.mjs";
import { let_time_pass, pass_time } from "./support/clock.mjs";
import { contrast, least_contrast } from "./support/contrast.mjs";
import { choose_mode, mode_of, modes } from "./support/modes.mjs";
import { read_png } from "./support/pixels.mjs";
import { screens } from "./support/screens.mjs";
import { practice_device } from "./support/seeds.mjs";
import { go_to } from "./support/ward.mjs";

let bench;
let device;

// Run in the page: counts what is drawn into anything but the screen.
function count_passes() {
    globalThis.passes = 0;
    const real_draw = WebGL2RenderingContext.prototype.drawArrays;
    WebGL2RenderingContext.prototype.drawArrays = function draw(...list) {
        ++globalThis.passes;
        return real_draw.apply(this, list);
    };
    const real_bind = WebGL2RenderingContext.prototype.bindFramebuffer;
    WebGL2RenderingContext.prototype.bindFramebuffer = function to(target, buffer) {
        if (buffer) ++globalThis.passes;
        return real_bind.call(this, target, buffer);
    };
}

before(async () => {
    bench = await Bench.open();
    device = await practice_device(bench, { pixel_ratio: 1, prepare: `(${count_passes})(); (${let_time_pass})();` });
});
after(async () => { await bench?.close(); });

describe("the screen mode", () => {
    test("by day draws straight to the screen, at night through one more pass", async () => {
        assert.equal(await device.page.evaluate(() => globalThis.passes), 0);
        await choose_mode(device, "contrast");
        await choose_mode(device, "day");
        await device.page.evaluate(() => { globalThis.passes = 0; });
        await go_to(device, "症例");
        assert.equal(await device.page.evaluate(() => globalThis.passes), 0);
        await choose_mode(device, "night");
        assert.ok(await device.page.evaluate(() => globalThis.passes) > 0);
    });

    test("words in a field that is typed in stand out", async () => {
        await go_to(device, "症例");
        for (const mode of modes) {
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

    test("at night is one hue", async () => {
        await choose_mode(device, "night");
        await device.settle();
        const { channels, data } = read_png(await device.page.screenshot());
        for (let at = 0; at < data.length; at += channels) {
            if (data[at + 1] > data[at] * 0.4 + 2 || data[at + 2] > data[at] * 0.32 + 2) {
                assert.fail(`pixel ${at / channels}: ${data[at]} ${data[at + 1]} ${data[at + 2]}`);
            }
        }
    });
});

describe("a page that is covered", () => {
    test("shows stones instead of words, and words again when one comes back", async () => {
        await choose_mode(device, "day");
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
        await go_to(device, "今日");
        await pass_time(device, 3 * 60_000 - 12_000);
        await device.wait_for("dialog", "まもなくロックします");
        await device.tap_at({ x: 40, y: 120 });
        await device.wait_until_gone("dialog", "まもなくロックします");
        assert.ok(await device.has("heading", "今日"));
    });
});

test("the mode is remembered on this device, and the button is on the lock screen", async () => {
    await screens.locked(device);
    await choose_mode(device, "night");
    const kept = await device.page.evaluate(() => ({ ...localStorage }));
    assert.deepEqual(Object.keys(kept), ["tsunagi-display"]);
    assert.deepEqual(JSON.parse(kept["tsunagi-display"]), { mode: "night" });
    await device.reload();
    await device.settle();
    assert.equal(await mode_of(device), "night");
});

describe("until somebody chooses", () => {
    let other;
    before(async () => { other = await practice_device(bench); });

    test("two fingers spread make it larger, press nothing, and it is remembered", async () => {
        await other.touch("touchStart", [{ x: 500, y: 400 }, { x: 600, y: 400 }]);
        for (let i = 1; i <= 5; ++i) {
            await other.touch("touchMove", [{ x: 500 - i * 5, y: 400 }, { x: 600 + i * 5, y: 400 }]);
        }
        await other.touch("touchEnd", []);
        await other.settle();
        assert.deepEqual(await other.page.evaluate(() => JSON.parse(localStorage["tsunagi-display"])), { text: 150 });
        assert.ok(await other.has("heading", "今日"));
        assert.ok(await other.has("link", "症例"));
    });

    test("the system's wish for more contrast is followed", async () => {
        await other.page.emulateMedia({ contrast: "more" });
        await other.settle();
        assert.equal(await mode_of(other), "contrast");
        await other.page.emulateMedia({ contrast: "no-preference", colorScheme: "dark" });
        await other.settle();
        assert.equal(await mode_of(other), "day", "dark is for the lamp at home, not for the ward at night");
        await choose_mode(other, "night");
        await other.page.emulateMedia({ contrast: "more" });
        await other.settle();
        assert.equal(await mode_of(other), "night");
    });
});

describe("reduced motion", () => {
    test("a page that was flung stands still at once", async () => {
        const phone = await practice_device(bench, { size: sizes.phone });
        const top = () => phone.find("heading", "今日").evaluate((node) => node.getBoundingClientRect().top);
        const fling = async () => {
            await phone.drag({ x: 200, y: 600 }, { x: 200, y: 480 }, { steps: 4, hold: false });
            return top();
        };
        await phone.page.emulateMedia({ reducedMotion: "reduce" });
        await phone.settle();
        await fling();
        await phone.settle();
        const stopped = await top();
        await phone.page.waitForTimeout(400);
        assert.equal(await top(), stopped);
        phone.assert_no_problems();
    });
});
