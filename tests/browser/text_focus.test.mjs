// Where the focus goes: a tap on a field is the browser's own, a tap on anything else never is, and nothing behind a dialog
// can be reached.
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

const active_label = () => device.page.evaluate(() => document.activeElement.getAttribute("aria-label"));
const is_active = (name) => device.field(name).evaluate((node) => node === document.activeElement);

async function leave() {
    await device.page.evaluate(() => document.activeElement.blur());
    await device.settle();
}

describe("a tap", () => {
    test("on empty canvas focuses nothing", async () => {
        await device.tap_at({ x: 4, y: 400 });
        await device.settle();
        assert.equal(await device.page.evaluate(() => document.activeElement.tagName), "BODY");
    });

    test("on a field focuses it at once, the app knows within two frames, and the canvas sees no touch", async () => {
        const { x, y } = await device.middle_of(device.field(label));
        await device.page.evaluate((name) => {
            globalThis.touches_on_canvas = 0;
            for (const kind of ["touchstart", "pointerdown", "mousedown"]) {
                document.getElementById("canvas").addEventListener(kind, () => { ++globalThis.touches_on_canvas; });
            }
            const field = document.querySelector(`.field[aria-label="${name}"]`);
            field.addEventListener("touchend", () => {
                globalThis.focused_by_tap = null;
                setTimeout(() => { globalThis.focused_by_tap ??= document.activeElement === field; });
            }, { once: true });
        }, label);
        await device.tap_at({ x, y });
        await device.settle();
        assert.equal(await is_active(label), true);
        assert.equal(await device.page.evaluate(() => globalThis.touches_on_canvas), 0);
        // The app's own drawing of the focus: the box has an edge of the accent's colour.
        await device.cdp.send("Input.insertText", { text: "。" });
        await device.settle();
        assert.ok((await device.field(label).inputValue()).includes("。"));
    });

    test("on the canvas leaves the field, and a second tap on the field focuses it again at once", async () => {
        await device.focus_field(device.field(label));
        const box = await device.field(label).boundingBox();
        await device.tap_at({ x: 4, y: box.y });
        await device.settle();
        assert.equal(await is_active(label), false);
        await device.tap_at({ x: box.x + 20, y: box.y + 20 });
        await device.settle();
        assert.equal(await is_active(label), true);
        await leave();
    });

    test("that becomes a drag of 30 px scrolls and focuses nothing", async () => {
        const { x, y } = await device.middle_of(device.field(label));
        const top = () => device.field(label).evaluate((node) => node.getBoundingClientRect().top);
        const was = await top();
        await device.drag({ x, y }, { x, y: y - 30 });
        await device.settle();
        assert.equal(await is_active(label), false);
        assert.ok(Math.abs(was - await top() - 30) < 3, `moved by ${was - await top()}`);
    });
});

describe("a hardware keyboard", () => {
    test("writes one character for one key", async () => {
        await device.fill(label, "");
        await device.page.keyboard.press("a");
        await device.settle();
        assert.equal(await device.field(label).inputValue(), "a");
        await leave();
        assert.equal(await device.field(label).inputValue(), "a");
    });

    test("has no key stuck when the focus changed while it was down", async () => {
        await device.focus_field(device.field(label));
        await device.page.keyboard.down("Shift");
        await device.page.keyboard.down("ArrowLeft");
        await leave();
        await device.page.keyboard.up("ArrowLeft");
        await device.page.keyboard.up("Shift");
        const scrolled = () => device.field(label).evaluate((node) => node.getBoundingClientRect().top);
        const was = await scrolled();
        await device.settle();
        assert.equal(await scrolled(), was, "no arrow key goes on scrolling");
        await device.focus_field(device.field(label));
        await device.page.keyboard.press("End");
        await device.page.keyboard.press("b");
        await device.settle();
        assert.match(await device.field(label).inputValue(), /b/, "no Shift is left down");
        await leave();
    });
});

describe("behind a dialog", () => {
    test("nothing can be pressed or read, and what it covered comes back", async () => {
        const covered = await device.find("checkbox", /医療処置と交換日/).elementHandle();
        const checked = await covered.evaluate((node) => node.checked);
        const { x, y } = await device.middle_of(device.find("checkbox", /医療処置と交換日/));
        await device.tap("button", "対話");
        await device.wait_for("dialog", /症例を追加/);
        assert.equal(await device.has("checkbox", /医療処置と交換日/), false);
        assert.equal(await device.has("textbox", label), false);
        await covered.evaluate((node) => node.click());
        await device.settle();
        const others = await device.page.evaluate(() => [...document.querySelectorAll("#tree button.node, #tree input.node, #tree .field")]
            .filter((node) => !node.closest("[role=dialog]")).map((node) => node.getAttribute("aria-label") ?? node.textContent));
        assert.deepEqual(others, []);
        await device.tap_at({ x, y: Math.min(y, 800) });  // beside the dialog, this puts it away and does nothing else
        await device.settle();
        if (await device.has("button", "やめる")) await device.tap("button", "やめる");
        await device.wait_for("checkbox", /医療処置と交換日/);
        assert.equal(await device.find("checkbox", /医療処置と交換日/).evaluate((node) => node.checked), checked);
        assert.equal(await active_label() === label, false);
    });
});

describe("the elements of the mirror", () => {
    test("stay the same over a hundred frames, and one click is one action", async () => {
        const name = /医療処置と交換日/;
        await device.middle_of(device.find("checkbox", name));
        const changed = await device.page.evaluate(async () => {
            const nodes = () => [...document.querySelectorAll("#tree .node, #tree .field")];
            const before = new Map(nodes().map((node) => [node.dataset.id, node]));
            const canvas = document.getElementById("canvas");
            for (let i = 0; i < 100; ++i) {
                canvas.dispatchEvent(new MouseEvent("mousemove", { clientX: 4 + (i % 2), clientY: 200, bubbles: true }));
                await new Promise((done) => requestAnimationFrame(done));
            }
            return nodes().filter((node) => before.has(node.dataset.id) && before.get(node.dataset.id) !== node).length;
        });
        assert.equal(changed, 0);
        const was = await device.find("checkbox", name).evaluate((node) => node.checked);
        await device.page.waitForTimeout(400);
        await device.find("checkbox", name).evaluate((node) => node.click());
        await device.settle();
        assert.equal(await device.find("checkbox", name).evaluate((node) => node.checked), !was);
        device.assert_no_problems();
    });
});
