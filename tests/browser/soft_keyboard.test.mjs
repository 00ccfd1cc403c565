// The soft keyboard: wherever a text field is, its caret stays above the keys, and what is composed goes on.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { Bench, sizes } from "./support/browser.mjs";
import { practice_device } from "./support/seeds.mjs";
import { go_to } from "./support/ward.mjs";

let bench;

before(async () => { bench = await Bench.open(); });
after(async () => { await bench?.close(); });

// Stands in for window.visualViewport, which no test can make smaller.
function stand_in_viewport() {
    globalThis.tsunagi_viewport = Object.assign(new EventTarget(), { offsetTop: 0, scale: 1 });
    Object.defineProperty(globalThis.tsunagi_viewport, "height", { get: () => innerHeight - (globalThis.keyboard_px ?? 0) });
}

async function raise_keyboard(device, px) {
    await device.page.evaluate((height) => {
        globalThis.keyboard_px = height;
        globalThis.tsunagi_viewport.dispatchEvent(new Event("resize"));
    }, px);
    await device.settle();
    await device.settle();
}

// The line of the caret in the focused field: {top, bottom} in page px, as the browser itself lays the text out.
function caret_line(device) {
    return device.page.evaluate(() => {
        const field = document.activeElement;
        const box = field.getBoundingClientRect();
        const style = getComputedStyle(field);
        const line = parseFloat(style.lineHeight);
        const copy = document.createElement("div");
        for (const name of ["font", "lineHeight", "whiteSpace", "overflowWrap", "lineBreak", "fontKerning", "textRendering"]) {
            copy.style[name] = style[name];
        }
        const inner = box.width - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
        copy.style.cssText += `;position:fixed;visibility:hidden;width:${inner}px`;
        copy.append(document.createTextNode(`${field.value.slice(0, field.selectionEnd)}\u200B`));
        document.body.append(copy);
        const height = copy.getBoundingClientRect().height;
        copy.remove();
        const bottom = box.top + parseFloat(style.paddingTop) + height - field.scrollTop;
        return { top: bottom - line, bottom, seen: innerHeight - (globalThis.keyboard_px ?? 0) };
    });
}

async function assert_caret_seen(device, what) {
    const { top, bottom, seen } = await caret_line(device);
    assert.ok(top >= 0 && bottom <= seen, `${what}: the caret's line ${top} to ${bottom}, seen to ${seen}`);
}

test("a field in the way of a keyboard of 300 px is brought above it, and its composition lives", async () => {
    const device = await bench.device({ hash: "#gallery", prepare: stand_in_viewport });
    const field = device.field("生活の見立て");
    await device.middle_of(field);
    await device.focus_field(field);
    await device.page.keyboard.press("Control+End");
    await device.cdp.send("Input.imeSetComposition", { text: "えんがわ", selectionStart: 4, selectionEnd: 4 });
    await raise_keyboard(device, 300);
    const box = await field.boundingBox();
    assert.ok(box.y >= 0 && box.y + box.height <= sizes.landscape.height - 300, JSON.stringify(box));
    await device.cdp.send("Input.imeSetComposition", { text: "縁側", selectionStart: 2, selectionEnd: 2 });
    await device.cdp.send("Input.insertText", { text: "縁側" });
    await device.settle();
    assert.match(await field.inputValue(), /縁側$/);
    device.assert_no_problems();
});

describe("on a phone", () => {
    let device;
    const keyboard_px = 336;
    before(async () => { device = await practice_device(bench, { size: sizes.phone, prepare: stand_in_viewport }); });

    async function try_field(locator, what) {
        await device.middle_of(locator);
        await device.focus_field(locator);
        await raise_keyboard(device, keyboard_px);
        await assert_caret_seen(device, what);
        await device.page.keyboard.press("Control+End");
        await device.settle();
        await assert_caret_seen(device, `${what}, at the end`);
        await device.page.evaluate(() => document.activeElement.blur());
        await raise_keyboard(device, 0);
    }

    test("the search of the list of cases", async () => {
        await go_to(device, "症例");
        await try_field(device.field("名前・ID・病棟・病名で探す"), "search");
    });

    test("every field of a new case", async () => {
        await device.tap("button", "症例を追加");
        for (const name of [/^氏名/, /^(ふりがな|フリガナ)/, /^患者ID/, /^生年月日/, /^病棟/, /^部屋/, /^入院日/]) {
            await try_field(device.field(name), String(name));
        }
        await device.tap("button", "やめる");
    });

    test("a note as long as three screens, typed at its end, in its middle and at its beginning", async () => {
        if (await device.has("dialog", /症例を追加/)) await device.tap("button", "やめる");
        await go_to(device, "今日");
        await device.tap("button", /会議(を始める|にもどる)/);
        const field = device.field("話し合い");
        await device.focus_field(field);
        await raise_keyboard(device, keyboard_px);
        await device.page.keyboard.press("Control+A");
        for (let i = 0; i < 60; ++i) {
            await device.cdp.send("Input.insertText", { text: "自宅へ帰って縁側で将棋を指したい。" });
            if (i % 2 === 1) await device.page.keyboard.press("Enter");
        }
        await device.settle();
        await assert_caret_seen(device, "at the end");
        for (const text of ["もう", "少し", "\n", "続ける"]) {
            if (text === "\n") await device.page.keyboard.press("Enter");
            else await device.compose(text, text);
            await device.settle();
            await assert_caret_seen(device, `after ${text}`);
        }
        for (const at of [0, 500, 20]) {
            await field.evaluate((node, place) => node.setSelectionRange(place, place), at);
            await device.settle();
            await device.cdp.send("Input.insertText", { text: "、" });
            await device.settle();
            await assert_caret_seen(device, `at ${at}`);
        }
        await raise_keyboard(device, 0);
        const { scrolls, height } = await field.evaluate((node) => ({
            scrolls: node.scrollHeight > node.clientHeight + 1, height: node.clientHeight }));
        assert.ok(!scrolls, "it grows with its text and does not scroll by itself");
        assert.ok(height > sizes.phone.height, `${height} px`);
        device.assert_no_problems();
    });
});
