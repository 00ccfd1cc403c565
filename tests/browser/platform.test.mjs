// The page under every screen, tried on the gallery of widgets: frames, glyphs, fields, mirror, focus, offline.
import assert from "node:assert/strict";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { after, before, beforeEach, describe, test } from "node:test";

import { start_server } from "../../web/serve.mjs";
import { Bench, sizes } from "./support/browser.mjs";
import { count_color, find_shift, mean_darkness, read_png } from "./support/pixels.mjs";

const site = resolve(fileURLToPath(import.meta.url), "../../../build/site");
const gallery = "#gallery";
let bench;

before(async () => { bench = await Bench.open(); });
after(async () => { await bench?.close(); });

async function picture_of(device, clip) {
    return read_png(await device.page.screenshot({ clip }));
}

function is_checked(device, name) {
    return device.find("checkbox", name).evaluate((node) => node.checked);
}

describe("at rest", () => {
    test("nothing runs, nothing changes, nothing is asked of anybody else", async () => {
        const device = await bench.device({ hash: gallery });
        const work = await device.count_idle_work(5000);
        assert.deepEqual(work, { frames: 0, mutations: 0 });
        const foreign = device.requests.filter((url) => new URL(url).origin !== new URL(bench.url).origin);
        assert.deepEqual(foreign, []);
        device.assert_no_problems();
    });

    test("a hidden page draws nothing, and draws again when it is seen", async () => {
        const device = await bench.device({ hash: gallery });
        await device.settle();
        const frames = await device.page.evaluate(async () => {
            let count = 0;
            const real = window.requestAnimationFrame;
            window.requestAnimationFrame = (call) => (++count, real(call));
            const show = (hidden) => {
                Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
                document.dispatchEvent(new Event("visibilitychange"));
            };
            show(true);
            document.getElementById("canvas").dispatchEvent(new WheelEvent("wheel", { deltaY: 100 }));
            await new Promise((done) => setTimeout(done, 300));
            const hidden = count;
            show(false);
            await new Promise((done) => setTimeout(done, 300));
            window.requestAnimationFrame = real;
            return { hidden, shown: count - hidden };
        });
        assert.equal(frames.hidden, 0);
        assert.ok(frames.shown > 0);
    });
});

describe("words on the canvas", () => {
    for (const pixel_ratio of [1, 2]) {
        test(`stand where the field over them puts them, at ${pixel_ratio}x`, async () => {
            const device = await bench.device({ hash: gallery, pixel_ratio });
            const field = device.field("生活の見立て");
            await device.middle_of(field);
            await device.fill("生活の見立て", "見守りで歩ける。体重46.2kg、髙橋さん");
            await field.evaluate((node) => { node.style.caretColor = "transparent"; });
            await device.settle();
            const box = await field.boundingBox();
            const clip = { x: box.x + 6, y: box.y + 6, width: box.width - 12, height: 36 };
            const typed = await picture_of(device, clip);
            await field.evaluate((node) => node.blur());
            await device.settle();
            const drawn = await picture_of(device, clip);
            assert.ok(mean_darkness(drawn) > 2, "something is drawn");
            const shift = find_shift(typed, drawn, 3);
            assert.ok(Math.abs(shift.x) <= pixel_ratio && Math.abs(shift.y) <= pixel_ratio, JSON.stringify(shift));
            assert.ok(shift.difference < 12, `the same letters: ${JSON.stringify(shift)}`);
        });
    }

    test("and the shapes behind them keep their colours when the glyph atlas grows", async () => {
        const device = await bench.device({ hash: gallery });
        await device.settle();
        const accent = [0x0B, 0x60, 0x69];
        const whole = () => picture_of(device, { x: 0, y: 0, ...sizes.landscape });
        assert.ok(count_color(await whole(), accent) > 5000, "filled buttons");
        await device.middle_of(device.field("生活の見立て"));
        const kanji = Array.from({ length: 600 }, (_, i) => String.fromCodePoint(0x4E00 + i * 7)).join("");
        await device.fill("生活の見立て", kanji);
        await device.field("生活の見立て").evaluate((node) => node.blur());
        await device.settle();
        await device.page.mouse.move(300, 400);
        await device.page.mouse.wheel(0, -100_000);
        await device.settle();
        assert.ok(count_color(await whole(), accent) > 5000, "filled buttons after hundreds of new glyphs");
    });

    test("come back after the graphics context was lost", async () => {
        const device = await bench.device({ hash: gallery });
        const clip = { x: 0, y: 0, width: 600, height: 300 };
        await device.settle();
        const before_loss = await picture_of(device, clip);
        await device.page.evaluate(async () => {
            const canvas = document.getElementById("canvas");
            const handle = canvas.getContext("webgl2").getExtension("WEBGL_lose_context");
            handle.loseContext();
            await new Promise((done) => setTimeout(done, 200));
            const restored = new Promise((done) => canvas.addEventListener("webglcontextrestored", done, { once: true }));
            handle.restoreContext();
            await restored;
        });
        await device.settle();
        const after_loss = await picture_of(device, clip);
        assert.ok(mean_darkness(before_loss) > 2);
        assert.ok(Math.abs(find_shift(before_loss, after_loss, 0).difference) < 1);
        device.assert_no_problems();
    });
});

describe("one act is one action", () => {
    let device;
    const name = /医療処置と交換日/;
    // A touch and a click on the same thing within 300 ms are one act (ui_core.h); each test is an act of its own.
    beforeEach(() => new Promise((done) => setTimeout(done, 500)));
    before(async () => { device = await bench.device({ hash: gallery }); });

    test("a tap", async () => {
        const was = await is_checked(device, name);
        await device.tap("checkbox", name);
        assert.equal(await is_checked(device, name), !was);
    });

    test("a click from assistive technology, on the same element as before", async () => {
        const node = device.find("checkbox", name);
        await node.evaluate((element) => { element.kept = true; });
        const was = await is_checked(device, name);
        await node.evaluate((element) => element.click());
        await device.settle();
        assert.equal(await is_checked(device, name), !was);
        assert.equal(await node.evaluate((element) => element.kept), true);
    });

    test("Space on the focused element", async () => {
        const was = await is_checked(device, name);
        await device.find("checkbox", name).evaluate((element) => element.focus());
        await device.page.keyboard.press("Space");
        await device.settle();
        assert.equal(await is_checked(device, name), !was);
    });

    test("a tap and the click that comes with it count once", async () => {
        const was = await is_checked(device, name);
        const node = device.find("checkbox", name);
        const { x, y } = await device.middle_of(node);
        await node.evaluate((element) => {
            const canvas = document.getElementById("canvas");
            canvas.addEventListener("touchend", () => setTimeout(() => element.click(), 20), { once: true });
        });
        await device.tap_at({ x, y });
        await device.page.waitForTimeout(200);
        await device.settle();
        assert.equal(await is_checked(device, name), !was);
    });

    test("a finger that moved on does nothing", async () => {
        const was = await is_checked(device, name);
        const { x, y } = await device.middle_of(device.find("checkbox", name));
        await device.drag({ x, y }, { x, y: y - 60 });
        await device.settle();
        assert.equal(await is_checked(device, name), was);
    });
});

describe("text fields", () => {
    let device;
    const label = "生活の見立て";
    const value = () => device.field(label).inputValue();
    before(async () => { device = await bench.device({ hash: gallery }); });

    test("a tap gives the focus to the real field", async () => {
        await device.focus_field(device.field(label));
        assert.equal(await device.page.evaluate(() => document.activeElement.tagName), "TEXTAREA");
    });

    test("か, かんじゃ, 患者 is committed once", async () => {
        await device.fill(label, "");
        await device.compose("かんじゃ", "患者");
        assert.equal(await value(), "患者");
        await device.field(label).evaluate((node) => node.blur());
        await device.settle();
        assert.equal(await value(), "患者");
    });

    test("a phrase goes to where the caret was", async () => {
        await device.fill(label, "前後");
        await device.field(label).evaluate((node) => node.setSelectionRange(1, 1));
        await device.settle();
        await device.tap("button", "語句");
        await device.settle();
        assert.equal(await value(), "前語句後");
    });

    test("a drag of 60 px from a field scrolls and gives no focus", async () => {
        const field = device.field(label);
        await field.evaluate((node) => node.blur());
        const { x, y } = await device.middle_of(field);
        const top = await field.evaluate((node) => node.getBoundingClientRect().top);
        await device.drag({ x, y }, { x, y: y + 60 });
        await device.settle();
        const moved = await field.evaluate((node) => node.getBoundingClientRect().top) - top;
        assert.ok(Math.abs(moved - 60) < 3, `moved by ${moved}`);
        assert.notEqual(await device.page.evaluate(() => document.activeElement.tagName), "TEXTAREA");
    });

    test("stays in sight when the soft keyboard comes", async () => {
        const shown = await bench.device({
            hash: gallery, size: sizes.portrait, prepare: () => {
                globalThis.tsunagi_viewport = Object.assign(new EventTarget(), { height: innerHeight, offsetTop: 0, scale: 1 });
            },
        });
        const field = shown.field(label);
        await shown.focus_field(field);
        await shown.page.evaluate(() => {
            globalThis.tsunagi_viewport.height = innerHeight - 500;
            globalThis.tsunagi_viewport.dispatchEvent(new Event("resize"));
        });
        await shown.settle();
        await shown.settle();
        const box = await field.boundingBox();
        assert.ok(box.y >= 0 && box.y + box.height <= sizes.portrait.height - 500, JSON.stringify(box));
        assert.equal(await shown.page.evaluate(() => document.activeElement.tagName), "TEXTAREA");
    });
});

describe("the mirror", () => {
    test("holds nothing behind a dialog, takes the focus into it and gives it back", async () => {
        const device = await bench.device({ hash: gallery });
        await device.tap("button", "対話");
        await device.wait_for("dialog", /症例を追加/);
        assert.equal(await device.has("button", "対話"), false);
        assert.equal(await device.page.evaluate(() =>
            document.querySelector("#tree [role=dialog]").contains(document.activeElement)), true);
        await device.page.keyboard.press("Escape");
        await device.settle();
        if (await device.has("dialog", /症例を追加/)) await device.tap("button", "やめる");
        await device.wait_for("button", "対話");
        device.assert_no_problems();
    });

    test("Tab goes from one thing to the next in reading order", async () => {
        const device = await bench.device({ hash: gallery, touch: false });
        const order = await device.page.evaluate(() => [...document.querySelectorAll("#tree button.node:enabled, " +
            "#tree input.node:enabled, #tree .field:enabled")].map((node) => node.dataset.id));
        const visited = [];
        for (let i = 0; i < 6; ++i) {
            await device.page.keyboard.press("Tab");
            await device.settle();
            visited.push(await device.page.evaluate(() => document.activeElement.dataset.id ?? ""));
        }
        const places = visited.map((id) => order.indexOf(id));
        assert.ok(places.every((place) => place >= 0), visited.join());
        assert.deepEqual(places, [...places].sort((a, b) => a - b));
        assert.equal(new Set(places).size, places.length);
    });
});

describe("without a network", () => {
    test("the page starts from what the service worker keeps", async () => {
        const device = await bench.device();
        await device.page.evaluate(async () => { await navigator.serviceWorker.ready; });
        await device.set_offline(true);
        await device.reload();
        assert.ok(await device.has("button", "練習用データで試す"));
        device.assert_no_problems();
    });

    test("a file that is not what the list says is never kept", async () => {
        const folder = mkdtempSync(join(tmpdir(), "tsunagi-site-"));
        cpSync(site, folder, { recursive: true });
        writeFileSync(join(folder, "style.css"), "/* another file */");
        const { server, url } = await start_server({ root: folder });
        try {
            const device = await bench.device({ hash: gallery, url });
            const end = await device.page.evaluate(async () => {
                for (let tries = 0; tries < 100; ++tries) {
                    const registration = await navigator.serviceWorker.getRegistration();
                    if (registration?.active) return "kept";
                    await new Promise((done) => setTimeout(done, 100));
                    if (tries > 20 && !registration?.installing && !registration?.waiting) return "refused";
                }
                return "undecided";
            });
            assert.equal(end, "refused");
        } finally {
            server.close();
            rmSync(folder, { recursive: true });
        }
    });
});

describe("a browser that lacks something", () => {
    test("is told so in words", async () => {
        const context = await bench.browser.newContext({ locale: "ja-JP" });
        const page = await context.newPage();
        await page.addInitScript(() => {
            const real = HTMLCanvasElement.prototype.getContext;
            HTMLCanvasElement.prototype.getContext = function get(kind, ...rest) {
                return kind === "webgl2" ? null : real.call(this, kind, ...rest);
            };
        });
        await page.goto(bench.url);
        await page.getByRole("alert").waitFor();
        assert.match(await page.getByRole("alert").textContent(), /WebGL 2 がありません/);
        await context.close();
    });
});
