// A backup is made, rehearsed, and restored: onto a tablet that is empty and onto one that is in use. What was there stays.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { Bench, sizes } from "./support/browser.mjs";
import { recovery_code, registered_device } from "./support/seeds.mjs";
import { add_patient, assert_says, go_to, open_settings, register, wait_until_saved } from "./support/ward.mjs";

const patient = { name: "𠮷野 髙子", kana: "よしの たかこ", patient_id: "BK-1", birth_date: "1938-04-05", ward: "A3病棟", bed: "7" };
const there_before = { name: "辻󠄀 雅臣", kana: "つじ まさおみ", patient_id: "BK-2", birth_date: "1951-06-07", ward: "B2病棟", bed: "3" };

let bench;
let device;
let code;
let file;
before(async () => { bench = await Bench.open(); });
after(async () => { await bench?.close(); });

const open_storage = (on) => open_settings(on, /^端末と保存/);
const with_last_changed = (text) => text.slice(0, -1) + (text.endsWith("0") ? "1" : "0");

async function pick(on, bytes = file.bytes) {
    await on.choose_file(() => on.tap("button", "バックアップを確かめる・戻す"), file.name, bytes);
    await on.wait_for("textbox", /^復旧コード/);
}

async function check(on, words = code) {
    await on.fill(/^復旧コード/, words);
    await on.tap("button", "開いて確かめる");
}

async function restore(on) {
    await open_storage(on);
    await pick(on);
    await check(on);
    await on.wait_for("button", "この端末に戻す", { timeout: 60_000 });
    await on.tap("button", "この端末に戻す");
    await on.wait_for("dialog", "この端末に戻しますか");
    await on.tap("button", "この端末に戻す");
    await on.wait_for_text("戻しました", { timeout: 60_000 });
}

test("one is made, opened again by itself, and offered", async () => {
    device = await registered_device(bench);
    code = await recovery_code(bench);
    await add_patient(device, patient);
    await wait_until_saved(device);
    await open_storage(device);
    await assert_says(device, "まだありません");
    file = await device.download(() => device.tap("button", "バックアップを作る"));
    await device.wait_for_text("開いて確かめました", { timeout: 60_000 });
    await assert_says(device, "最後のバックアップ：今日");
    const text = file.bytes.toString("utf8");
    for (const secret of [patient.name, patient.patient_id, "渡辺 ゆかり"]) assert.ok(!text.includes(secret), secret);
});

test("a rehearsal opens it to its end and changes nothing; another code or a changed file opens nothing", async () => {
    await pick(device);
    await check(device, with_last_changed(code));
    await device.wait_for_text("写し間違い");
    await device.tap("button", "閉じる");
    // One character in the middle of what is sealed: the file reads as well as before.
    const text = file.bytes.toString("utf8");
    const half = Math.floor(text.length / 2);
    const at = half + text.slice(half).search(/[\w-]{64}/u);
    const changed = Buffer.from(text.slice(0, at) + (text[at] === "A" ? "B" : "A") + text.slice(at + 1));
    await pick(device, changed);
    await check(device);
    await device.wait_for_text("開けません", { timeout: 60_000 });
    await device.tap("button", "閉じる");
    await pick(device);
    await check(device);
    await device.wait_for_text("この端末の記録は変わっていません", { timeout: 60_000 });
    await assert_says(device, "渡辺 ゆかり");
    await device.tap("button", "閉じる");
    device.assert_no_problems();
});

test("onto an empty tablet everything comes", async () => {
    const empty = await bench.device({ size: sizes.phone });
    await register(empty, { name: "濵田 くるみ" });
    await restore(empty);
    await go_to(empty, "症例");
    await empty.wait_for("button", new RegExp(patient.name));
    empty.assert_no_problems();
    await bench.close_device(empty);
});

test("into a tablet in use it is added to, and nothing that was there goes", async () => {
    const used = await bench.device({ size: sizes.portrait });
    await register(used, { name: "濵田 くるみ" });
    await add_patient(used, there_before);
    await restore(used);
    await go_to(used, "症例");
    await used.wait_for("button", new RegExp(patient.name));
    await used.wait_for("button", new RegExp(there_before.name));
    used.assert_no_problems();
});
