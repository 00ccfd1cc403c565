// Japanese input through the browser's own composition: what is composed is never written over, is kept once, and ends
// before anything else is done.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { Bench, sizes } from "./support/browser.mjs";

const label = "生活の見立て";
const line = "ふりがな";
let bench;
let device;

before(async () => {
    bench = await Bench.open();
    device = await bench.device({ hash: "#gallery", size: sizes.phone });
});
after(async () => { await bench?.close(); });

const value_of = (name) => device.field(name).inputValue();

// Composes without ending: what stands there is underlined.
async function compose(text, from = text.length) {
    await device.cdp.send("Input.imeSetComposition", { text, selectionStart: from, selectionEnd: from });
    await device.settle();
}
const commit = (text) => device.cdp.send("Input.insertText", { text });

async function counts() {
    const [, commits, submits] = /確定 (\d+)回・送信 (\d+)回/.exec(await device.tree());
    return { commits: Number(commits), submits: Number(submits) };
}

async function leave() {
    await device.page.evaluate(() => document.activeElement.blur());
    await device.settle();
}

// Begins with this text, kept already, and the caret at a place in it.
async function begin_with(name, text, caret = text.length) {
    await device.fill(name, text);
    await leave();
    await device.focus_field(device.field(name));
    await device.field(name).evaluate((node, at) => node.setSelectionRange(at, at), caret);
    await device.settle();
    return counts();
}

async function kept_since({ commits, submits }) {
    const now = await counts();
    return { commits: now.commits - commits, submits: now.submits - submits };
}

// The key the keyboard program takes for itself.
async function process_key(code) {
    const key = { key: "Process", code, windowsVirtualKeyCode: 229 };
    await device.cdp.send("Input.dispatchKeyEvent", { type: "rawKeyDown", ...key });
    await device.cdp.send("Input.dispatchKeyEvent", { type: "keyUp", ...key });
    await device.settle();
}

describe("a composition", () => {
    test("か, かんじゃ, 患者 is kept once, as 患者", async () => {
        const was = await begin_with(label, "");
        for (const text of ["ｋ", "か", "かん", "かんじ", "かんじゃ", "患者"]) await compose(text);
        await commit("患者");
        await leave();
        assert.equal(await value_of(label), "患者");
        assert.deepEqual(await kept_since(was), { commits: 1, submits: 0 });
    });

    test("that is given up leaves the text, and nothing is kept", async () => {
        const was = await begin_with(label, "自宅へ退院");
        await compose("かん");
        await compose("");
        await leave();
        assert.equal(await value_of(label), "自宅へ退院");
        assert.deepEqual(await kept_since(was), { commits: 0, submits: 0 });
    });

    test("in the middle of a text keeps what stands on both sides", async () => {
        await begin_with(label, "前後", 1);
        for (const text of ["ちゅ", "ちゅう", "中"]) await compose(text);
        await commit("中");
        await leave();
        assert.equal(await value_of(label), "前中後");
    });

    test("of words committed before takes their place", async () => {
        await begin_with(label, "病院へ行く");
        await device.cdp.send("Input.imeSetComposition",
            { text: "美容院", selectionStart: 3, selectionEnd: 3, replacementStart: 0, replacementEnd: 2 });
        await commit("美容院");
        await leave();
        assert.equal(await value_of(label), "美容院へ行く");
    });

    test("is not written to while its parts are moved between", async () => {
        await begin_with(label, "");
        await device.field(label).evaluate((node) => {
            const native = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value");
            globalThis.writes = 0;
            Object.defineProperty(node, "value", { configurable: true, get: native.get, set(text) {
                ++globalThis.writes;
                native.set.call(this, text);
            } });
        });
        const text = "きょうはいしゃにいく";
        for (const from of [0, 4, 7, 10]) await compose(text, from);
        for (const other of ["今日は医者に行く", "今日歯医者に行く", "今日は医者に行く"]) await compose(other, 3);
        await commit("今日は医者に行く");
        await leave();
        const writes = await device.field(label).evaluate((node) => {
            delete node.value;
            return globalThis.writes;
        });
        assert.equal(writes, 0);
        assert.equal(await value_of(label), "今日は医者に行く");
    });

    test("keeps Tab, Escape and the arrows to itself", async () => {
        await begin_with(label, "");
        await compose("かん");
        for (const code of ["Tab", "Escape", "ArrowDown", "ArrowUp", "ArrowLeft", "ArrowRight", "PageDown"]) {
            await process_key(code);
            assert.equal(await device.field(label).evaluate((node) => node === document.activeElement), true, code);
        }
        await compose("缶");
        await commit("缶");
        await leave();
        assert.equal(await value_of(label), "缶");
    });

    test("is ended by an Enter that sends nothing; the next one does, once", async () => {
        const was = await begin_with(line, "");
        await compose("はつえ");
        await process_key("Enter");
        await commit("ハツヱ");
        await device.settle();
        assert.deepEqual(await kept_since(was), { commits: 0, submits: 0 });
        await device.page.keyboard.press("Enter");
        await device.settle();
        assert.deepEqual(await kept_since(was), { commits: 1, submits: 1 });
        await leave();
        assert.deepEqual(await kept_since(was), { commits: 1, submits: 1 });
    });

    test("may be longer than the field; it is cut when it has ended", async () => {
        await begin_with(line, "");
        const long = "とくながはつえさんです";
        await compose(long);
        assert.equal(await value_of(line), long);
        await commit(long);
        await device.settle();
        assert.equal(await value_of(line), "とくながはつえさんで");
        await leave();
        assert.equal(await value_of(line), "とくながはつえさんで");
    });

    test("is not disturbed by a template, which comes when it has ended", async () => {
        const was = await begin_with(label, "もとの文");
        await compose("かん");
        // As a screen reader presses it: the focus stays where it is.
        await device.find("button", "ひな形").evaluate((node) => node.click());
        await device.settle();
        assert.equal(await value_of(label), "もとの文かん");
        await compose("缶");
        await commit("缶");
        await device.settle();
        assert.equal(await value_of(label), "家では　／病院では");
        await leave();
        assert.equal(await value_of(label), "家では　／病院では");
        assert.deepEqual(await kept_since(was), { commits: 1, submits: 0 });
    });

    test("is kept whole when a button is pressed in the middle of it", async () => {
        const was = await begin_with(label, "");
        await compose("えんがわ");
        await device.tap("button", "知らせ");
        await device.wait_for_text("1つ前に戻しました");
        await device.middle_of(device.find("textbox", label));  // the button may have been below it
        assert.equal(await value_of(label), "えんがわ");
        assert.deepEqual(await kept_since(was), { commits: 1, submits: 0 });
    });
});

test("a template put into a field that is not typed in is kept at once, and once", async () => {
    const was = await begin_with(label, "もとの文");
    await leave();
    await device.tap("button", "ひな形");
    await device.settle();
    assert.equal(await value_of(label), "家では　／病院では");
    assert.deepEqual(await kept_since(was), { commits: 1, submits: 0 });
    await device.focus_field(device.field(line));
    await leave();
    assert.equal(await value_of(label), "家では　／病院では");
    device.assert_no_problems();
});
