// Locking: in time, at once when nobody can see the page, by one tap; what was typed is kept, nothing of it is left on
// the page, and only the same person comes back to where they were.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { Bench } from "./support/browser.mjs";
import { let_time_pass, pass_time } from "./support/clock.mjs";
import { read_png } from "./support/pixels.mjs";
import { registered_device } from "./support/seeds.mjs";
import { add_patient, add_staff, go_to, password, put_off_own_password, unlock_as, wait_until_saved } from "./support/ward.mjs";

const nurse = "渡辺 ゆかり";
const other = { name: "小坂 亮", password: "夕方の廊下を歩く三人の長い影" };
const patient = { name: "金子 ハル", kana: "かねこ はる", patient_id: "LOCK-1", birth_date: "1940-01-02", ward: "A3病棟", bed: "12" };
const words = "家に帰って庭の柿を見たい";
const brand_width = 440;  // the panel at the left, which says when was last saved

let bench;
let device;
before(async () => {
    bench = await Bench.open();
    device = await registered_device(bench, { pixel_ratio: 1, prepare: let_time_pass });
});
after(async () => { await bench.close(); });

const locked = () => device.wait_for("heading", "お名前を選んでください", { timeout: 30_000 });

async function open_wish() {
    await go_to(device, "会議");
    await device.tap("button", /会議(にもどる|を始める)/);
    await device.wait_for("tab", "本人の願い");
    await device.tap("tab", "本人の願い");
}

// Everything the page holds as text: the tree, attributes, and what stands in fields.
const page_text = () => device.page.evaluate(() =>
    document.documentElement.outerHTML + [...document.querySelectorAll("input, textarea")].map((field) => field.value).join("\n"));

async function picture() {
    await device.settle();
    return read_png(await device.page.screenshot({ clip: { x: brand_width, y: 0, width: 1180 - brand_width, height: 820 } }));
}

test("two people have accounts, and a conference is under way", async () => {
    await add_staff(device, other);
    await add_patient(device, patient);
    await go_to(device, "会議");
    await device.tap("button", "会議を予定する");
    await device.tap("button", "予定に入れる");
    await device.tap("button", "症例を加える");
    await device.tap("button", new RegExp(patient.name));
    await device.tap("button", "閉じる");
    await device.tap("button", "会議を始める");
    await device.wait_for("tab", "困りごと");
    await wait_until_saved(device);
});

test("out of sight it locks at once: draft kept, canvas, fields, tree and worker emptied", async () => {
    await device.tap("tab", "困りごと");
    await device.focus_field(device.field("困りごと"));
    await device.type(words);
    const [keeper] = device.page.workers();
    const ended = new Promise((done) => keeper.once("close", done));
    await device.hide(true);
    await locked();
    await ended;
    await device.hide(false);
    const left = await page_text();
    for (const secret of [words, words.slice(0, 6), patient.name, patient.patient_id, password]) {
        assert.ok(!left.includes(secret), `"${secret}" is gone from the page`);
    }
    assert.equal(await device.page.locator("#tree .field").count(), 1, "only the password's field");
    assert.equal(await device.page.locator("#tree .field").inputValue(), "");
    // The same picture as a page that never was open, with the same person chosen.
    await device.tap("radio", new RegExp(nurse));
    const after_lock = await picture();
    await device.reload();
    await locked();
    await device.tap("radio", new RegExp(nurse));
    const never_open = await picture();
    // Letters may lie elsewhere among the glyphs kept, which rounds an edge otherwise; a single word would be thousands.
    const other = after_lock.data.filter((byte, i) => byte !== never_open.data[i]).length;
    assert.ok(other < 64, `no pixel of the record is left: ${other} bytes differ`);
});

test("what was typed is there again", async () => {
    await unlock_as(device, nurse, password);
    await device.wait_for("heading", "今日", { timeout: 60_000 });
    await open_wish();
    await device.tap("tab", "困りごと");
    assert.equal(await device.field("困りごと").inputValue(), words);
});

test("it warns before the idle lock, a touch goes on, and the same person comes back to the same field and caret", async () => {
    await device.tap("tab", "本人の願い");
    await device.focus_field(device.field("本人の願い"));
    await device.type("一二三四五六七八九十");
    for (let i = 0; i < 4; ++i) await device.page.keyboard.press("ArrowLeft");
    await device.settle();
    await pass_time(device, 165_000);
    await device.wait_for_text("あと20秒でロックします");
    await device.page.keyboard.press("ArrowLeft");  // taken by the warning, not by the text
    await device.settle();
    await pass_time(device, 100_000);
    await device.settle();
    assert.ok(await device.has("tab", "本人の願い"), "the touch began the time anew");
    await pass_time(device, 100_000);
    await locked();
    await unlock_as(device, nurse, password);
    await device.wait_for("tab", "本人の願い", { timeout: 60_000 });
    await device.page.waitForFunction(() => document.activeElement?.matches("textarea.field"));
    const field = device.field("本人の願い");
    assert.equal(await field.inputValue(), "一二三四五六七八九十");
    await device.settle();
    assert.deepEqual(await field.evaluate((node) => [document.activeElement === node, node.selectionStart, node.selectionEnd]),
        [true, 6, 6]);
});

test("one tap locks; somebody else begins at 今日 and is led nowhere", async () => {
    await device.tap("button", "ロック");
    await locked();
    await unlock_as(device, other.name, other.password);
    await put_off_own_password(device);
    await device.wait_for("heading", "今日", { timeout: 60_000 });
    await device.settle();
    assert.ok(!(await device.has("tab", "本人の願い")));
    assert.equal(await device.page.evaluate(() => document.activeElement?.matches(".field") ?? false), false);
    await device.tap("button", "ロック");
    await unlock_as(device, nurse, password);
    await device.wait_for("heading", "今日", { timeout: 60_000 });
});

test("what was copied out of the page is not on the clipboard after a lock", async () => {
    await device.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await open_wish();
    await device.focus_field(device.field("本人の願い"));
    await device.page.keyboard.press("Control+A");
    await device.page.keyboard.press("Control+C");
    assert.match(await device.page.evaluate(() => navigator.clipboard.readText()), /一二三/);
    await device.tap("button", "ロック");
    await locked();
    await device.page.waitForFunction(() => navigator.clipboard.readText().then((text) => text === ""));
    device.assert_no_problems();
});

test("hidden while the password is worked out: it does not open, and opens when it is asked again", async () => {
    await device.reload();
    await locked();
    await device.tap("radio", new RegExp(nurse));
    await device.fill_secret("パスワード", password);
    const [keeper] = device.page.workers();
    const ended = new Promise((done) => keeper.once("close", done));
    await device.tap("button", "開く");
    await device.hide(true);
    await ended;  // the keys of what was opened meanwhile are gone again
    await device.hide(false);
    await device.settle();
    assert.ok(await device.has("heading", "お名前を選んでください"));
    assert.ok(!(await device.has("heading", "今日")));
    assert.equal(await device.page.locator("#tree .field").inputValue(), "", "what was typed is gone");
    await unlock_as(device, nurse, password);
    await device.wait_for("heading", "今日", { timeout: 60_000 });
});

test("out of sight the page is blank before the browser goes on, whatever the worker does; it ends, and nothing is lost", async () => {
    await go_to(device, "症例");
    await device.tap("button", new RegExp(patient.name));
    await device.wait_for("button", "課題を追加");
    const [keeper] = device.page.workers();
    const ended = new Promise((done) => keeper.once("close", done));
    // Not in the evaluation itself: a browser ends no worker that is busy for its debugger.
    await keeper.evaluate(() => { setTimeout(() => { for (;;); }, 50); });
    await device.tap("button", "課題を追加");
    await device.fill(/^すること/, "止まった端末の記録");
    await device.fill(/^期限/, "2026-12-01");
    await device.tap("button", "加える");
    const left = await device.page.evaluate(() => {
        Object.defineProperty(document, "hidden", { get: () => true, configurable: true });
        document.dispatchEvent(new Event("visibilitychange"));
        return document.documentElement.outerHTML;
    });
    for (const secret of [patient.name, patient.patient_id, "止まった端末の記録"]) assert.ok(!left.includes(secret), secret);
    await device.hide(false);
    for (let i = 0; i < 3; ++i) await pass_time(device, 15_000);
    await ended;
    await device.wait_for_text("まだ保存できていない記録があります。");
    await unlock_as(device, nurse, password);
    await device.wait_for("button", /止まった端末の記録/, { timeout: 60_000 });
    await wait_until_saved(device);
    device.assert_no_problems();
});
