// The acceptance cases of text and touch in Chromium, Firefox and WebKit, by the number each of them has in the design.
// Chromium and Firefox compose by themselves; in WebKit the events it sends are played (support/composing.mjs).
//
// What no engine but Chromium can be made to do, and what stands in for it here:
//   1, 2, 22: a finger (touch_scroll, text_focus): here a click of the mouse, which takes the same way to the focus.
//   3: a finger's drag (text_focus, touch_scroll): here its touch events, without the browser's own part in it.
//   17: in WebKit no composition is real and no key means undo: typing and pasting, and its own undo command.
//   23: a soft keyboard: nowhere real; window.visualViewport is made to say so.
//   25: the browser's own tree for readers (access.test.mjs): here the page's elements, the same in every engine.
// Not here: 6, 13, 14, 15 (what a certain keyboard does): traces, in every engine (text_keyboards.test.mjs).
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { open_browsers } from "./support/browsers.mjs";
import { web_driver_keys as keys } from "./support/engines.mjs";

const lines = "生活の見立て";
const line = "ふりがな";
const browsers = open_browsers();
let seen_in_chromium;  // what the mirror holds

after(async () => { await browsers.close(); });

// --- Runs in the page, once: what the cases need there.
function bring_tools() {
    const pause = () => new Promise((done) => {
        requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 30))));
    });
    const roles = { button: "button.node", checkbox: "input.node[type=checkbox]", textbox: ".field, #tree [role=textbox]" };
    const name_of = (node) => node.getAttribute("aria-label") ?? node.firstChild?.data ?? "";
    const find = (role, name) => [...document.querySelectorAll(`#tree ${roles[role]}`)].find((node) => name_of(node) === name);
    const unseen = (node) => getComputedStyle(node).clipPath === "inset(50%)";

    // A thing in sight; what is not yet is brought there as a keyboard would.
    async function show(role, name) {
        for (let tries = 0; tries < 100; ++tries) {
            const node = find(role, name);
            const ready = node && !unseen(node) && (role !== "textbox" || node.classList.contains("field"));
            if (ready) return node;
            node?.focus();
            await pause();
        }
        throw new Error(`no ${role} ${name}`);
    }
    // The middle of what is seen of it.
    async function place(role, name) {
        const node = await show(role, name);
        const box = node.getBoundingClientRect();
        const [top = 0, right = top, bottom = top, left = right] =
            (getComputedStyle(node).clipPath.match(/[\d.]+(?=px)/g) ?? []).map(Number);
        return { x: (box.left + left + box.right - right) / 2, y: (box.top + top + box.bottom - bottom) / 2 };
    }
    function counts() {
        const told = [...document.querySelectorAll("#tree .node")].map((node) => /^確定 (\d+)回・送信 (\d+)回$/.exec(name_of(node)));
        const [, commits, submits] = told.find(Boolean);
        return { commits: Number(commits), submits: Number(submits) };
    }
    async function leave() {
        document.activeElement.blur();
        await pause();
    }
    // Begins with this text, kept already, and the caret at a place in it.
    async function begin(name, text, caret = text.length) {
        document.activeElement.blur();
        const field = await show("textbox", name);
        field.focus();
        Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value").set.call(field, text);
        field.dispatchEvent(new InputEvent("input", { inputType: "insertText", data: text, bubbles: true }));
        await pause();
        await leave();
        field.focus();
        field.setSelectionRange(caret, caret);
        await pause();
        return counts();
    }
    window.tools = { pause, find, show, place, counts, leave, begin, name_of };
}

// --- What a case does, in any engine.
const value_of = (page, name) => page.run((label) => window.tools.find("textbox", label).value, name);
const begin = (page, ...how) => page.run((...all) => window.tools.begin(...all), ...how);
const leave = (page) => page.run(() => window.tools.leave());
const place_of = (page, role, name) => page.run((...what) => window.tools.place(...what), role, name);
const is_active = (page, name) => page.run((label) => window.tools.find("textbox", label) === document.activeElement, name);
// WebKitGTK has no key for them: there its own command does it, and the app is told the same.
const step = (page, command, held) => (page.name === "webkit" ? page.run((what) => { document.execCommand(what); }, command)
    : page.press("z", { held }));
const undo = (page) => step(page, "undo", [keys.control]);
const redo = (page) => step(page, "redo", [keys.control, keys.shift]);

async function kept_since(page, { commits, submits }) {
    const now = await page.run(() => window.tools.counts());
    return { commits: now.commits - commits, submits: now.submits - submits };
}

async function click(page, role, name) {
    await page.click_at(await place_of(page, role, name));
    await page.settle();
}

// Through the clipboard: what is copied in the focused field by the keys is this text.
async function paste(page, text) {
    await page.run((words) => {
        document.addEventListener("copy", (event) => {
            event.clipboardData.setData("text/plain", words);
            event.preventDefault();
        }, { once: true, capture: true });
        const field = document.activeElement;
        window.was_marked = [field.selectionStart, field.selectionEnd];
        field.select();  // nothing is copied where nothing is marked
    }, text);
    await page.press("c", { held: [keys.control] });
    await page.settle();
    await page.run(() => document.activeElement.setSelectionRange(...window.was_marked));
    await page.press("v", { held: [keys.control] });
    await page.settle();
}

const cases = {
    "1: a tap on empty canvas focuses nothing": async (page) => {
        await begin(page, lines, "");
        await page.click_at({ x: 4, y: 400 });
        await page.settle();
        // By a mouse the canvas itself may come to hold it.
        assert.match(await page.run(() => document.activeElement.id || document.activeElement.localName), /^(body|canvas)$/);
    },

    "2: a tap on a field focuses it at once, the app draws that within two frames, the canvas sees nothing": async (page) => {
        await begin(page, lines, "");
        await leave(page);
        const at = await place_of(page, "textbox", lines);
        await page.run(async (label) => {
            const canvas = document.getElementById("canvas");
            const field = window.tools.find("textbox", label);
            const box = field.getBoundingClientRect();
            // What the app has drawn there, taken in the frame it drew it in.
            const draw = () => {
                const copy = document.createElement("canvas");
                const ratio = canvas.width / canvas.getBoundingClientRect().width;
                [copy.width, copy.height] = [Math.ceil(box.width + 8), Math.ceil(box.height + 8)];
                const context = copy.getContext("2d", { willReadFrequently: true });
                context.drawImage(canvas, (box.left - 4) * ratio, (box.top - 4) * ratio, copy.width * ratio, copy.height * ratio,
                    0, 0, copy.width, copy.height);
                return context.getImageData(0, 0, copy.width, copy.height).data.join();
            };
            const drawn = () => new Promise((done) => { requestAnimationFrame(() => done(draw())); });
            window.dispatchEvent(new Event("resize"));  // one frame of its own
            const seen = window.seen = { before: await drawn(), after: [], touches: 0, at_once: null };
            for (const kind of ["touchstart", "pointerdown", "mousedown"]) {
                canvas.addEventListener(kind, () => { ++seen.touches; }, { once: true });
            }
            field.addEventListener("mousedown", () => setTimeout(() => { seen.at_once = document.activeElement === field; }), { once: true });
            field.addEventListener("focus", async () => {
                while (seen.after.length < 2) seen.after.push(await drawn());
            }, { once: true });
        }, lines);
        await page.click_at(at);
        await page.settle();
        const seen = await page.run(() => {
            const { before, after, touches, at_once } = window.seen;
            return { touches, at_once, drawn: after.map((picture) => picture !== before) };
        });
        assert.deepEqual([seen.at_once, seen.touches], [true, 0]);
        assert.equal(seen.drawn.length, 2);
        assert.ok(seen.drawn.includes(true), "its edge has changed");
        assert.equal(await is_active(page, lines), true);
    },

    "3: a drag of 30 px from a field scrolls and focuses nothing": async (page) => {
        await leave(page);
        const at = await place_of(page, "textbox", lines);
        const seen = await page.run(async (label, { x, y }) => {
            const field = window.tools.find("textbox", label);
            const was = field.getBoundingClientRect().top;
            let refused = 0;
            const touch = (kind, way, down) => {
                const event = new Event(kind, { bubbles: true, cancelable: true });
                const point = { identifier: 0, target: field, clientX: x, clientY: y + way };
                Object.defineProperty(event, "touches", { value: down ? [point] : [] });
                Object.defineProperty(event, "changedTouches", { value: [point] });
                if (!field.dispatchEvent(event)) ++refused;
                return window.tools.pause();
            };
            // Against the way that is left: at the end of the page it goes back.
            await touch("touchstart", 0, true);
            for (const way of [10, 20, 30, 30]) await touch("touchmove", way, true);
            await new Promise((done) => setTimeout(done, 150));
            await touch("touchmove", 30, true);
            await touch("touchend", 30, false);
            return { moved: field.getBoundingClientRect().top - was, active: document.activeElement === field, refused };
        }, lines, at);
        assert.ok(Math.abs(seen.moved - 30) < 3, `moved by ${seen.moved}`);
        assert.equal(seen.active, false);
        assert.ok(seen.refused > 0, "the browser is told to leave it alone");
    },

    "4: か, かんじゃ, 患者 is kept once, as 患者": async (page) => {
        const was = await begin(page, lines, "");
        for (const text of ["ｋ", "か", "かん", "かんじ", "かんじゃ", "患者"]) await page.input_method.compose(text);
        await page.input_method.commit("患者");
        await leave(page);
        assert.equal(await value_of(page, lines), "患者");
        assert.deepEqual(await kept_since(page, was), { commits: 1, submits: 0 });
    },

    "5: a composition given up leaves the text, and nothing is kept": async (page) => {
        const was = await begin(page, lines, "自宅へ退院");
        await page.input_method.compose("かん");
        assert.equal(await value_of(page, lines), "自宅へ退院かん");
        await page.input_method.compose("");
        await leave(page);
        assert.equal(await value_of(page, lines), "自宅へ退院");
        assert.deepEqual(await kept_since(page, was), { commits: 0, submits: 0 });
    },

    "7: a composition in the middle of a text keeps both sides": async (page) => {
        await begin(page, lines, "前後", 1);
        for (const text of ["ちゅ", "ちゅう", "中"]) await page.input_method.compose(text);
        await page.input_method.commit("中");
        await leave(page);
        assert.equal(await value_of(page, lines), "前中後");
    },

    "8: nothing is written into a composition whose parts are moved between": async (page) => {
        await begin(page, lines, "");
        await page.run((label) => {
            const field = window.tools.find("textbox", label);
            const native = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value");
            window.writes = 0;
            Object.defineProperty(field, "value", { configurable: true, get: native.get, set(text) {
                ++window.writes;
                native.set.call(this, text);
            } });
        }, lines);
        for (const at of [0, 4, 7, 10]) await page.input_method.compose("きょうはいしゃにいく", at);
        for (const other of ["今日は医者に行く", "今日歯医者に行く", "今日は医者に行く"]) await page.input_method.compose(other, 3);
        await page.input_method.commit("今日は医者に行く");
        await leave(page);
        const writes = await page.run((label) => {
            delete window.tools.find("textbox", label).value;
            return window.writes;
        }, lines);
        assert.equal(writes, 0);
        assert.equal(await value_of(page, lines), "今日は医者に行く");
    },

    "9: the Enter that ends a composition sends nothing, the next one does, once": async (page) => {
        const was = await begin(page, line, "");
        await page.input_method.compose("はつえ");
        await page.input_method.key("Enter");
        await page.input_method.commit("ハツヱ");
        assert.deepEqual(await kept_since(page, was), { commits: 0, submits: 0 });
        await page.press([keys.enter]);
        await page.settle();
        assert.deepEqual(await kept_since(page, was), { commits: 1, submits: 1 });
        await leave(page);
        assert.deepEqual(await kept_since(page, was), { commits: 1, submits: 1 });
        assert.equal(await value_of(page, line), "ハツヱ");
    },

    "10: Tab, Escape and arrows while composing stay with the input method": async (page) => {
        const was = await begin(page, line, "");
        await page.input_method.compose("かん");
        for (const key of ["Tab", "Escape", "ArrowDown", "ArrowUp", "ArrowLeft", "ArrowRight", "PageDown"]) {
            await page.input_method.key(key);
            assert.equal(await is_active(page, line), true, key);
        }
        await page.input_method.commit("缶");
        assert.equal(await value_of(page, line), "缶");
        assert.deepEqual(await kept_since(page, was), { commits: 0, submits: 0 });
        await page.press([keys.tab]);  // and then it is the app's again
        await page.settle();
        assert.equal(await is_active(page, line), false);
        assert.deepEqual(await kept_since(page, was), { commits: 1, submits: 0 });
    },

    "11: one key is one character": async (page) => {
        await begin(page, lines, "");
        await page.press("a");
        await page.settle();
        assert.equal(await value_of(page, lines), "a");
        await leave(page);
        assert.equal(await value_of(page, lines), "a");
    },

    "12: no key is stuck when the focus changed while it was down": async (page) => {
        await begin(page, lines, "a");
        await page.hold([keys.shift, keys.left]);
        await leave(page);
        await page.release([keys.left, keys.shift]);
        const top = () => page.run((label) => window.tools.find("textbox", label).getBoundingClientRect().top, lines);
        const was = await top();
        await page.settle();
        assert.equal(await top(), was, "no arrow key goes on scrolling");
        await click(page, "textbox", lines);
        await page.press([keys.end, "b"]);
        await page.settle();
        assert.match(await value_of(page, lines), /^(ab|ba)$/, "no Shift is left down");
        await leave(page);
    },

    "16: a paste of 5 KB with CRLF has every line once": async (page) => {
        const text = Array.from({ length: 60 }, (_, i) => `${i + 1}. 家では手すりにつかまり歩いている。右膝が痛い。`);
        assert.ok(Buffer.byteLength(text.join("\r\n")) > 4096);
        const was = await begin(page, lines, "");
        await paste(page, text.join("\r\n"));
        assert.equal(await value_of(page, lines), text.join("\n"));
        await leave(page);
        assert.equal(await value_of(page, lines), text.join("\n"));
        assert.deepEqual(await kept_since(page, was), { commits: 1, submits: 0 });
    },

    "17: undo and redo go over typing, composition and paste, and the app follows": async (page) => {
        await begin(page, lines, "");
        await page.press("ab");
        if (page.input_method.real) {
            for (const text of ["かんじゃ", "患者"]) await page.input_method.compose(text);
            await page.input_method.commit("患者");
        }
        const typed = page.input_method.real ? "ab患者" : "ab";
        await paste(page, "（78歳）");
        assert.equal(await value_of(page, lines), `${typed}（78歳）`);
        await undo(page);
        await page.settle();
        assert.equal(await value_of(page, lines), typed);
        const repeat_until = async (act, wanted) => {
            for (let i = 0; i < 10 && await value_of(page, lines) !== wanted; ++i) {
                await act(page);
                await page.settle();
            }
        };
        await repeat_until(undo, "");
        assert.equal(await value_of(page, lines), "");
        await repeat_until(redo, `${typed}（78歳）`);
        await leave(page);
        assert.equal(await value_of(page, lines), `${typed}（78歳）`);
    },

    "18: a caret comes back from every place, also within characters of more than one unit": async (page) => {
        const text = ["𠮷", "葛\u{E0100}", "か\u3099", "👩\u200D⚕\uFE0F", "👨\u200D👩\u200D👧", "ｶﾞ", "🇯🇵", "字"].join("");
        await begin(page, lines, text);
        const moved = await page.run(async (label) => {
            const field = window.tools.find("textbox", label);
            const wrong = [];
            for (let at = 0; at <= field.value.length; ++at) {
                field.setSelectionRange(at, at);
                await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
                if (field.selectionStart !== at || field.selectionEnd !== at) wrong.push(at);
            }
            return wrong;
        }, lines);
        assert.deepEqual(moved, []);
        await leave(page);
        assert.equal(await value_of(page, lines), text);
    },

    "19: a composition may be longer than the field; it is cut when it has ended": async (page) => {
        await begin(page, line, "");
        const long = "とくながはつえさんです";
        await page.input_method.compose(long);
        assert.equal(await value_of(page, line), long);
        await page.input_method.commit(long);
        assert.equal(await value_of(page, line), "とくながはつえさんで");
        await leave(page);
        assert.equal(await value_of(page, line), "とくながはつえさんで");
    },

    "20: a template waits until the composition has ended": async (page) => {
        const was = await begin(page, lines, "もとの文");
        await page.input_method.compose("かん");
        // As a screen reader presses it: the focus stays where it is.
        await page.run(() => window.tools.find("button", "ひな形").click());
        await page.settle();
        assert.equal(await value_of(page, lines), "もとの文かん");
        await page.input_method.commit("缶");
        assert.equal(await value_of(page, lines), "家では　／病院では");
        await leave(page);
        assert.equal(await value_of(page, lines), "家では　／病院では");
        assert.deepEqual(await kept_since(page, was), { commits: 1, submits: 0 });
    },

    "21: a button pressed in the middle of a composition finds the text kept": async (page) => {
        const was = await begin(page, lines, "");
        await page.input_method.compose("えんがわ");
        const at = await page.run(() => {
            const box = window.tools.find("button", "ひな形").getBoundingClientRect();
            return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
        });
        await page.run(() => { window.composition = null; });  // it ends with the focus
        await page.click_at(at);
        await page.settle();
        // Once for what was composed, once for the template that came in its place.
        assert.deepEqual(await kept_since(page, was), { commits: 2, submits: 0 });
        assert.equal(await value_of(page, lines), "家では　／病院では");
    },

    "22: a field that was left is focused again by the first tap": async (page) => {
        await begin(page, lines, "");
        const at = await place_of(page, "textbox", lines);
        await page.click_at({ x: 4, y: 400 });
        await page.settle();
        assert.equal(await is_active(page, lines), false);
        await page.click_at(at);
        assert.equal(await is_active(page, lines), true);
        await leave(page);
    },

    "23: over a keyboard of 300 px the field is seen whole and its composition lives": async (page) => {
        await begin(page, lines, "縁側");
        await page.input_method.compose("から");
        const seen = await page.run(async (label) => {
            const keyboard = (px) => {
                Object.defineProperty(visualViewport, "height", { configurable: true, value: innerHeight - px });
                visualViewport.dispatchEvent(new Event("resize"));
            };
            const field = window.tools.find("textbox", label);
            // First to where the keyboard will be.
            for (let i = 0; i < 40 && field.getBoundingClientRect().bottom < innerHeight - 100; ++i) {
                field.dispatchEvent(new WheelEvent("wheel", { deltaY: -100, clientX: 400, clientY: 400, bubbles: true, cancelable: true }));
                await window.tools.pause();
            }
            const was = field.getBoundingClientRect();
            keyboard(300);
            for (let i = 0; i < 4; ++i) await window.tools.pause();
            const { top, bottom } = field.getBoundingClientRect();
            const result = { top, bottom, was: was.bottom, until: visualViewport.height, active: document.activeElement === field,
                             same: field === window.tools.find("textbox", label), value: field.value };
            delete visualViewport.height;
            visualViewport.dispatchEvent(new Event("resize"));
            await window.tools.pause();
            return result;
        }, lines);
        assert.ok(seen.was > seen.until, "the keyboard was in its way");
        assert.ok(seen.top >= 0 && seen.bottom <= seen.until, JSON.stringify(seen));
        assert.deepEqual([seen.active, seen.same, seen.value], [true, true, "縁側から"]);
        await page.input_method.commit("から");
        await leave(page);
        assert.equal(await value_of(page, lines), "縁側から");
    },

    "24: behind a dialog nothing can be pressed or read": async (page) => {
        await page.run(() => { window.covered = window.tools.find("checkbox", "医療処置と交換日"); });
        const was = await page.run(() => window.covered.checked);
        await click(page, "button", "対話");
        const others = await page.run(async () => {
            for (let i = 0; i < 50 && !document.querySelector("#tree [role=dialog]"); ++i) await window.tools.pause();
            window.covered.click();
            await window.tools.pause();
            return [...document.querySelectorAll("#tree button.node, #tree input.node, #tree .field")]
                .filter((node) => !node.closest("[role=dialog]")).map(window.tools.name_of);
        });
        assert.deepEqual(others, []);
        await click(page, "button", "やめる");
        await place_of(page, "checkbox", "医療処置と交換日");
        assert.equal(await page.run(() => window.tools.find("checkbox", "医療処置と交換日").checked), was);
    },

    "25: the mirror is the same in every engine, stays the same over 100 frames, and a click is one action": async (page) => {
        const seen = await page.run(async () => {
            const nodes = () => [...document.querySelectorAll("#tree [data-id]")];
            const before = new Map(nodes().map((node) => [node.dataset.id, node]));
            for (let i = 0; i < 100; ++i) {
                window.dispatchEvent(new Event("resize"));
                await new Promise((done) => requestAnimationFrame(done));
            }
            const replaced = nodes().filter((node) => before.has(node.dataset.id) && before.get(node.dataset.id) !== node);
            // What a field holds stands in it while it is seen, and in its description while it is not.
            const says = (node) => (node.matches(".field, [role=textbox]") ? ["textbox", window.tools.name_of(node)]
                : [node.getAttribute("role") ?? node.localName, window.tools.name_of(node), node.checked ?? "",
                   node.getAttribute("aria-description") ?? ""]).join("|");
            const counted = /確定 \d/;
            const told = nodes().map(says).filter((words) => !counted.test(words));
            const box = window.tools.find("checkbox", "医療処置と交換日");
            const was = box.checked;
            box.click();
            await window.tools.pause();
            const once = box.checked !== was;
            await new Promise((done) => setTimeout(done, 400));
            box.click();
            await window.tools.pause();
            return { replaced: replaced.length, same: before.size === nodes().length, told, once, twice: box.checked === was };
        });
        const { told, ...rest } = seen;
        assert.deepEqual(rest, { replaced: 0, same: true, once: true, twice: true });
        assert.ok(told.length > 100);
        seen_in_chromium ??= told;
        assert.deepEqual(told, seen_in_chromium);
    },
};

for (const name of browsers.names) {
    describe(`in ${name}`, () => {
        let page;
        before(async () => {
            page = await browsers.open(name, "#gallery");
            await page.run(bring_tools);
        });
        for (const [what, act] of Object.entries(cases)) test(what, () => act(page));
    });
}
