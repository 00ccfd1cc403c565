// The page under every screen, tried on the gallery of widgets: frames, glyphs, fields, mirror, focus.
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";

import { Bench, sizes } from "./support/browser.mjs";
import { let_time_pass, pass_time } from "./support/clock.mjs";
import { count_color, find_shift, mean_darkness, read_png } from "./support/pixels.mjs";
import { deep } from "./support/stage.mjs";

let bench;
let device;

const open_gallery = (more) => bench.device({ hash: "#gallery", pixel_ratio: 1, ...more });

before(async () => {
    bench = await Bench.open();
    device = await open_gallery({ prepare: let_time_pass });
});
after(async () => { await bench?.close(); });

async function picture_of(tablet, clip) {
    return read_png(await tablet.page.screenshot({ clip }));
}

function is_checked(name) {
    return device.find("checkbox", name).evaluate((node) => node.checked);
}

describe("at rest", () => {
    test("nothing runs, nothing changes, nothing is asked of anybody else", async () => {
        const work = await device.count_idle_work(deep ? 5000 : 1500);
        assert.deepEqual(work, { frames: 0, mutations: 0 });
        const foreign = device.requests.filter((url) => new URL(url).origin !== new URL(bench.url).origin);
        assert.deepEqual(foreign, []);
        device.assert_no_problems();
    });

    test("a hidden page draws nothing, and draws again when it is seen", async () => {
        await device.settle();
        await device.hide(true);
        const hidden = await device.page.evaluate(async () => {
            const real = window.requestAnimationFrame;
            globalThis.asked = 0;
            window.requestAnimationFrame = (call) => (++globalThis.asked, real(call));
            document.getElementById("canvas").dispatchEvent(new WheelEvent("wheel", { deltaY: 100 }));
            await new Promise((done) => setTimeout(done, 300));
            return globalThis.asked;
        });
        assert.equal(hidden, 0);
        await device.hide(false);
        await device.page.waitForFunction(() => globalThis.asked > 0, null, { polling: 50 });
    });
});

describe("words on the canvas", () => {
    for (const pixel_ratio of [1, 2]) {
        test(`stand where the field over them puts them, at ${pixel_ratio}x`, async () => {
            const tablet = pixel_ratio === 1 ? device : await open_gallery({ pixel_ratio });
            const field = tablet.field("生活の見立て");
            await tablet.middle_of(field);
            await tablet.fill("生活の見立て", "見守りで歩ける。体重46.2kg、髙橋さん");
            await field.evaluate((node) => { node.style.caretColor = "transparent"; });
            await tablet.settle();
            const box = await field.boundingBox();
            const clip = { x: box.x + 6, y: box.y + 6, width: box.width - 12, height: 36 };
            const typed = await picture_of(tablet, clip);
            await field.evaluate((node) => node.blur());
            await tablet.settle();
            const drawn = await picture_of(tablet, clip);
            assert.ok(mean_darkness(drawn) > 2, "something is drawn");
            const shift = find_shift(typed, drawn, 3);
            assert.ok(Math.abs(shift.x) <= pixel_ratio && Math.abs(shift.y) <= pixel_ratio, JSON.stringify(shift));
            assert.ok(shift.difference < 12, `the same letters: ${JSON.stringify(shift)}`);
        });
    }

    test("and the shapes behind them keep their colours when the glyph atlas grows", async () => {
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
        await device.turn_wheel(-100_000);
        await device.settle();
        assert.ok(count_color(await whole(), accent) > 5000, "filled buttons after hundreds of new glyphs");
    });

    test("come back after the graphics context was lost", async () => {
        const clip = { x: 0, y: 0, width: 600, height: 300 };
        await device.settle();
        const before_loss = await picture_of(device, clip);
        await device.page.evaluate(async () => {
            const canvas = document.getElementById("canvas");
            const handle = canvas.getContext("webgl2").getExtension("WEBGL_lose_context");
            const comes = (what) => new Promise((done) => canvas.addEventListener(what, done, { once: true }));
            const [lost, restored] = [comes("webglcontextlost"), comes("webglcontextrestored")];
            handle.loseContext();
            await lost;
            setTimeout(() => handle.restoreContext());  // allowed once everybody has been told of the loss
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
    const name = /医療処置と交換日/;
    // A touch and a click on the same thing within 300 ms are one act (ui_core.h); each test is an act of its own.
    beforeEach(() => pass_time(device, 500));

    test("a tap", async () => {
        const was = await is_checked(name);
        await device.tap("checkbox", name);
        assert.equal(await is_checked(name), !was);
    });

    test("a click from assistive technology, on the same element as before", async () => {
        const node = device.find("checkbox", name);
        await node.evaluate((element) => { element.kept = true; });
        const was = await is_checked(name);
        await node.evaluate((element) => element.click());
        await device.settle();
        assert.equal(await is_checked(name), !was);
        assert.equal(await node.evaluate((element) => element.kept), true);
    });

    test("Space on the focused element", async () => {
        const was = await is_checked(name);
        await device.find("checkbox", name).evaluate((element) => element.focus());
        await device.page.keyboard.press("Space");
        await device.settle();
        assert.equal(await is_checked(name), !was);
    });

    test("a tap and the click that comes with it count once", async () => {
        const was = await is_checked(name);
        const node = device.find("checkbox", name);
        const { x, y } = await device.middle_of(node);
        await node.evaluate((element) => {
            const canvas = document.getElementById("canvas");
            globalThis.hold_time(true);  // however long this machine takes for a frame
            globalThis.clicked = new Promise((done) => canvas.addEventListener("touchend", () => requestAnimationFrame(() => setTimeout(() => {
                element.click();
                done();
            })), { once: true }));
        });
        await device.tap_at({ x, y });
        await device.page.evaluate(() => globalThis.clicked);
        await device.settle();
        await device.page.evaluate(() => globalThis.hold_time(false));
        assert.equal(await is_checked(name), !was);
    });

    test("a finger that moved on does nothing", async () => {
        const was = await is_checked(name);
        const { x, y } = await device.middle_of(device.find("checkbox", name));
        await device.drag({ x, y }, { x, y: y - 60 });
        await device.settle();
        assert.equal(await is_checked(name), was);
    });
});

describe("text fields", () => {
    const label = "生活の見立て";
    const value = () => device.field(label).inputValue();

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
        await device.settle();  // the page may be shorter now, and move
        const { x, y } = await device.middle_of(field);
        const top = await field.evaluate((node) => node.getBoundingClientRect().top);
        await device.drag({ x, y }, { x, y: y + 60 });
        await device.settle();
        const moved = await field.evaluate((node) => node.getBoundingClientRect().top) - top;
        assert.ok(Math.abs(moved - 60) < 3, `moved by ${moved}`);
        assert.notEqual(await device.page.evaluate(() => document.activeElement.tagName), "TEXTAREA");
    });

    test("stays in sight when the soft keyboard comes", async () => {
        const shown = await open_gallery({
            size: sizes.portrait, prepare: () => {
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
        await device.page.evaluate(() => document.activeElement.blur());
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

describe("a browser that lacks something", () => {
    test("is told so in words", async () => {
        const context = await bench.context({ locale: "ja-JP" });
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
