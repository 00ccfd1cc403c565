// Everything that can be pressed is at least 48 px wide and high, on every screen and in every dialog, at every width: gloved
// fingers, in a hurry.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { Bench, sizes } from "./support/browser.mjs";
import { start_practice } from "./support/ward.mjs";

const least_px = 47.5;  // layouts are rounded to half pixels
let bench;

before(async () => { bench = await Bench.open(); });
after(async () => { await bench?.close(); });

// Everything that can be pressed now, as it is seen: {id, name, width, height}. A field counts with all that takes a tap.
function pressable(device) {
    return device.page.evaluate(() => {
        const wanted = "button.node:enabled, input.node:enabled, [role=tab].node, [role=link].node, .field:enabled";
        return [...document.querySelectorAll(`#tree :is(${wanted})`)].filter((node) => {
            const style = getComputedStyle(node);
            return style.clipPath === "none";
        }).map((node) => {
            const { width, height } = node.getBoundingClientRect();
            return { id: node.dataset.id, name: node.getAttribute("aria-label") ?? node.textContent, width, height };
        });
    });
}

// What is cut off by the edge of what scrolls is measured where it is whole: the largest it is ever seen counts.
async function measure(device, largest, where) {
    const { width, height } = device.page.viewportSize();
    for (let pages = 0; pages < 40; ++pages) {
        for (const { id, name, width: w, height: h } of await pressable(device)) {
            const known = largest.get(`${where} ${id}`) ?? { name, width: 0, height: 0 };
            largest.set(`${where} ${id}`, { name, width: Math.max(known.width, w), height: Math.max(known.height, h) });
        }
        const seen = () => device.page.evaluate(() => [...document.querySelectorAll("#tree .node, #tree .field")]
            .map((node) => `${node.dataset.id} ${node.style.top}`).join());
        const was = await seen();
        await device.page.mouse.move(width / 2, height / 2);
        await device.page.mouse.wheel(0, height * 0.35);
        await device.settle();
        if (await seen() === was) return;
    }
}

function assert_large_enough(largest) {
    const small = [...largest].filter(([, { width, height }]) => width < least_px || height < least_px)
        .map(([id, { name, width, height }]) => `${id} "${name}" ${width}x${height}`);
    assert.deepEqual(small, []);
    assert.ok(largest.size > 0);
}

// Presses as a screen reader does, which needs no scrolling.
async function press(device, role, name) {
    const node = await device.wait_for(role, name);
    for (let tries = 0; tries < 2; ++tries) {
        if (!(await device.has(role, name))) return;
        const unseen = await node.evaluate((element) => {
            const hidden = getComputedStyle(element).clipPath !== "none";
            element.click();
            return hidden;
        });
        await device.settle();
        if (!unseen) return;
    }
}

const back_to = (place) => async (device) => {
    for (let i = 0; i < 4 && !(await device.has("link", place)) && (await device.has("button", "もどる")); ++i) {
        await press(device, "button", "もどる");
    }
    if (await device.has("link", place)) await press(device, "link", place);
    else {
        await press(device, "link", "その他");
        await press(device, "button", new RegExp(`^${place}`));
    }
};
const go = (place) => [back_to(place)];
const tap = (role, name) => async (device) => press(device, role, name);
const open_case = [...go("症例"), tap("button", /ハツヱ/)];
const open_note = [...go("今日"), tap("button", /会議(を始める|にもどる)/)];

// Where to go, and what to open there: each is opened, measured and left again.
const places = {
    "今日": go("今日"),
    "症例": go("症例"),
    "a new case": [...go("症例"), tap("button", "症例を追加")],
    "a case": open_case,
    "its checklist": [...open_case, tap("button", /^確認表/)],
    "会議": go("会議"),
    "a new meeting": [...go("会議"), tap("button", "会議を予定する")],
    "a conference": open_note,
    "受け渡し": go("受け渡し"),
    "a hand-over": [...open_case, tap("button", "受け渡し")],
    "台帳": go("台帳"),
    "設定": go("設定"),
};

for (const [shape, size] of Object.entries(sizes)) {
    describe(`at ${size.width}x${size.height} (${shape})`, () => {
        let device;

        test("before anybody has registered, and while registering", async () => {
            device = await bench.device({ size });
            const largest = new Map();
            await measure(device, largest, "first");
            await press(device, "button", "登録を始める");
            await measure(device, largest, "registering");
            assert_large_enough(largest);
            await device.reload();
            await start_practice(device);
        });

        for (const [name, steps] of Object.entries(places)) {
            test(name, async () => {
                for (const step of steps) await step(device);
                const largest = new Map();
                await measure(device, largest, name);
                // Tabs and sections of this place too.
                const tabs = await device.page.evaluate(() => [...document.querySelectorAll("#tree [role=tab].node")]
                    .map((node) => node.firstChild?.data ?? node.textContent));
                for (const tab of tabs) {
                    if (!(await device.has("tab", tab))) continue;
                    await press(device, "tab", tab);
                    await measure(device, largest, `${name}, ${tab}`);
                }
                assert_large_enough(largest);
                if (await device.page.locator("#tree [role=dialog]").count()) {
                    await press(device, "button", "やめる");
                }
            });
        }

        test("locked", async () => {
            await back_to("今日")(device);
            await press(device, "button", "ロック");
            await device.wait_for("heading", "お名前を選んでください");
            const largest = new Map();
            await measure(device, largest, "locked");
            assert_large_enough(largest);
            device.assert_no_problems();
        });
    });
}
