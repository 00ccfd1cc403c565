// What a field holds is what was put into it: long pastes, undo, and characters of more than one unit.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { Bench, sizes } from "./support/browser.mjs";

const label = "生活の見立て";
let bench;
let device;

before(async () => {
    bench = await Bench.open();
    device = await bench.device({ hash: "#gallery", size: sizes.phone });
});
after(async () => { await bench?.close(); });

const value = () => device.field(label).inputValue();

async function leave() {
    await device.page.evaluate(() => document.activeElement.blur());
    await device.settle();
}

// Through the clipboard and the keys, as a person does it.
async function paste(text) {
    await device.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await device.page.evaluate((words) => navigator.clipboard.writeText(words), text);
    await device.page.keyboard.press("Control+V");
    await device.settle();
}

describe("a paste", () => {
    test("of 5 KB with CRLF has every line once, and so has what is kept", async () => {
        const lines = Array.from({ length: 60 }, (_, i) => `${i + 1}. 家では手すりにつかまり歩いている。右膝が痛い。`);
        await device.fill(label, "");
        await paste(lines.join("\r\n"));
        assert.equal(await value(), lines.join("\n"));
        await leave();
        assert.equal(await value(), lines.join("\n"));
    });

    test("in front of what stands there takes nothing away from it", async () => {
        await device.fill("ふりがな", "とくながはつえ");
        await device.field("ふりがな").evaluate((node) => node.setSelectionRange(4, 4));
        await paste("さまさまさま");
        assert.equal(await device.field("ふりがな").inputValue(), "とくながさまさはつえ");
        await leave();
    });
});

describe("undo and redo", () => {
    test("go back over typing, composition and paste, and the app follows", async () => {
        await device.fill(label, "");
        await device.page.keyboard.type("ab");
        await device.compose("かんじゃ", "患者");
        await paste("（78歳）");
        assert.equal(await value(), "ab患者（78歳）");
        await device.page.keyboard.press("Control+Z");
        await device.settle();
        assert.equal(await value(), "ab患者");
        for (let i = 0; i < 10 && await value() !== ""; ++i) await device.page.keyboard.press("Control+Z");
        assert.equal(await value(), "");
        await device.settle();
        for (let i = 0; i < 12 && await value() !== "ab患者（78歳）"; ++i) await device.page.keyboard.press("Control+Shift+Z");
        await device.settle();
        assert.equal(await value(), "ab患者（78歳）");
        await device.page.keyboard.press("Control+Shift+Z");
        await leave();
        assert.equal(await value(), "ab患者（78歳）", "one more changes nothing");
    });

    test("take a phrase back that was put in by a button", async () => {
        await device.fill(label, "段差は");
        await device.find("button", "語句").evaluate((node) => node.click());
        await device.settle();
        assert.equal(await value(), "段差は語句");
        await device.page.keyboard.press("Control+Z");
        await device.settle();
        assert.equal(await value(), "段差は");
        await leave();
    });
});

describe("characters of more than one unit", () => {
    const clusters = ["𠮷", "葛\u{E0100}", "か\u3099", "👩\u200D⚕\uFE0F", "👨\u200D👩\u200D👧", "ｶﾞ", "🇯🇵", "字"];
    const text = clusters.join("");
    const borders = clusters.map((_, i) => clusters.slice(0, i).join("").length).concat(text.length);

    test("a caret comes back from every place it is put at", async () => {
        await device.fill(label, text);
        for (let at = 0; at <= text.length; ++at) {
            const back = await device.field(label).evaluate(async (node, place) => {
                node.setSelectionRange(place, place);
                await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
                return node.selectionStart;
            }, at);
            assert.equal(back, at);
        }
        assert.equal(await value(), text);
        await leave();
    });

    test("a phrase never comes to stand in one, wherever the caret was", async () => {
        for (let at = 0; at <= text.length; at += 3) {
            await device.fill(label, text);
            await device.field(label).evaluate((node, place) => node.setSelectionRange(place, place), at);
            await device.settle();
            await device.tap("button", "語句");
            const place = (await value()).indexOf("語句");
            assert.ok(borders.includes(place), `at ${at} it came to ${place}`);
            assert.equal((await value()).replace("語句", ""), text);
        }
    });

    test("a length is kept to without cutting one in two", async () => {
        await device.fill("ふりがな", "");
        await device.cdp.send("Input.insertText", { text: "一二三四五六七八か\u3099か\u3099" });
        await device.settle();
        assert.equal(await device.field("ふりがな").inputValue(), "一二三四五六七八か\u3099");
        await device.fill("ふりがな", "");
        await device.cdp.send("Input.insertText", { text: "一二三四五六七八九か\u3099" });
        await device.settle();
        assert.equal(await device.field("ふりがな").inputValue(), "一二三四五六七八九");
        await leave();
        device.assert_no_problems();
    });
});
