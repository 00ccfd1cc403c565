// A barcode or wristband reader that types as a keyboard: what it reads goes to the field for patients' ids, never into
// what happens to be typed in, and never presses anything.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { Bench } from "./support/browser.mjs";
import { practice_device } from "./support/seeds.mjs";
import { go_to } from "./support/ward.mjs";

const id = "20431187";
let bench;

before(async () => { bench = await Bench.open(); });
after(async () => { await bench?.close(); });

function key_of(letter) {
    const number = letter.toUpperCase().charCodeAt(0);
    const digit = /\d/.test(letter);
    return { key: letter, text: letter, code: digit ? `Digit${letter}` : `Key${letter.toUpperCase()}`, windowsVirtualKeyCode: number };
}
const enter = { key: "Enter", code: "Enter", text: "\r", windowsVirtualKeyCode: 13 };

// Real keys, gap_ms apart by the clock the keyboard itself keeps.
async function read_code(device, text, { gap_ms = 8 } = {}) {
    let at = Date.now() / 1000;
    for (const key of [...[...text].map(key_of), enter]) {
        await device.cdp.send("Input.dispatchKeyEvent", { type: "keyDown", timestamp: at, ...key });
        await device.cdp.send("Input.dispatchKeyEvent", { type: "keyUp", timestamp: at + 0.002, ...key, text: undefined });
        at += gap_ms / 1000;
    }
    await device.settle();
}

async function open_note(device) {
    await go_to(device, "今日");
    await device.tap("button", /会議(を始める|にもどる)/);
    await device.tap("tab", "本人の願い");
    return device.field("本人の願い");
}

describe("a code read", () => {
    let device;
    before(async () => { device = await practice_device(bench); });

    test("anywhere is said, and offers to find the patient", async () => {
        await read_code(device, id);
        await device.wait_for_text(`患者ID ${id} を読み取りました`);
        await device.tap("button", "症例を探す");
        await device.wait_for("heading", "症例");
        assert.equal(await device.field("名前・ID・病棟・病名で探す").inputValue(), id);
    });

    test("on the list of cases is searched for at once, in place of what was searched", async () => {
        await read_code(device, "99887766");
        assert.equal(await device.field("名前・ID・病棟・病名で探す").inputValue(), "99887766");
        await device.focus_field(device.field("名前・ID・病棟・病名で探す"));
        await read_code(device, "1234567");
        assert.equal(await device.field("名前・ID・病棟・病名で探す").inputValue(), "1234567");
    });

    test("while a new patient's name is typed becomes the id, and the name stays", async () => {
        await device.tap("button", "症例を追加");
        await device.fill(/^氏名/, "山際 ソメ");
        await read_code(device, id);
        assert.equal(await device.field(/^患者ID/).inputValue(), id);
        assert.equal(await device.field(/^氏名/).inputValue(), "山際 ソメ");
        await device.tap("button", "やめる");
    });

    test("presses nothing, whatever has the focus", async () => {
        await go_to(device, "症例");
        await device.find("button", "症例を追加").evaluate((node) => node.focus());
        await read_code(device, "12 34567");
        assert.equal(await device.has("dialog", /症例を追加/), false);
    });

    test("in free text is taken out again, and nothing of it is kept", async () => {
        const field = await open_note(device);
        await device.focus_field(field);
        await device.page.keyboard.press("Control+End");
        await device.type("縁側で将棋を指したい。");
        const text = await field.inputValue();
        await read_code(device, id);
        assert.equal(await field.inputValue(), text);
        await device.wait_for_text(`読み取ったID ${id} は、開いている患者のものではありません`);
        await field.evaluate((node) => node.blur());
        await device.tap("tab", "家族の思い");
        await device.tap("tab", "本人の願い");
        assert.equal(await field.inputValue(), text);
        device.assert_no_problems();
    });

    test("with Japanese input on is read by the places of the keys", async () => {
        const field = await open_note(device);
        await device.focus_field(field);
        const text = await field.inputValue();
        let at = Date.now() / 1000;
        let wide = "";
        const process = async (code) => {
            const key = { key: "Process", code, windowsVirtualKeyCode: 229, timestamp: at };
            await device.cdp.send("Input.dispatchKeyEvent", { type: "rawKeyDown", ...key });
            at += 0.008;
        };
        for (const digit of id) {
            await process(`Digit${digit}`);
            wide += String.fromCharCode(digit.charCodeAt(0) + 0xFEE0);
            await device.cdp.send("Input.imeSetComposition", { text: wide, selectionStart: wide.length, selectionEnd: wide.length });
        }
        await process("Enter");
        await device.cdp.send("Input.insertText", { text: wide });
        await device.settle();
        assert.equal(await field.inputValue(), text);
        await device.wait_for_text(`読み取ったID ${id}`);
    });

    test("is left alone in a password", async () => {
        const gallery = await bench.device({ hash: "#gallery" });
        // What takes its place while it is out of sight brings it there.
        await gallery.page.locator("#tree [aria-label=パスワード]").last().evaluate((node) => node.focus());
        await gallery.settle();
        await gallery.secret("パスワード").last().evaluate((node) => node.focus());
        await gallery.page.keyboard.press("Control+A");
        await read_code(gallery, "a1b2c3d4");
        assert.equal(await gallery.secret("パスワード").last().inputValue(), "a1b2c3d4");
    });
});
