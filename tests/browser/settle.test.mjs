// Two tablets of a ward write at the same place without a network and their files meet: both texts are shown where they
// are until somebody settles them; history, 確定 and comparing; the same id with another name is asked about.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { Bench, sizes } from "./support/browser.mjs";
import { step_out } from "./support/screens.mjs";
import { registered_device } from "./support/seeds.mjs";
import { add_patient, agree, assert_says, go_to, register, step_on_to, wait_until_saved } from "./support/ward.mjs";

const patient = { name: "髙橋 𠮷乃", kana: "タカハシ ヨシノ", patient_id: "ST-7", birth_date: "1941-03-02", ward: "A3病棟", bed: "5" };
const first_wish = "家で猫と暮らしたい";
const wishes = { day: "家で猫と暮らしたい。娘の家の近くがよい", night: "家で猫と暮らしたい。夜だけ施設もよい" };

let bench;
let day;
let night;
before(async () => { bench = await Bench.open(); });
after(async () => { await bench?.close(); });

async function open_case(device, name = patient.name) {
    await step_out(device);
    await go_to(device, "症例");
    await device.tap("button", new RegExp(name));
}

async function open_note(device) {
    await open_case(device);
    await device.tap("button", /決定 \d+件/);
    await open_section(device);
}

// A narrow page shows one section at a time, the first that is empty.
async function open_section(device) {
    if (await device.has("tab", "本人の願い")) await device.tap("tab", "本人の願い");
    while (!(await device.has("heading", "本人の願い"))) await device.tap("button", "前へ");
}

async function make_file(device, { agreed = false } = {}) {
    await open_case(device);
    await go_to(device, "受け渡し");
    if (await device.has("button", "もう一つ作る")) await device.tap("button", "もう一つ作る");
    await device.tap("radio", /一覧にない相手/);
    if (agreed) await device.fill(/^相手の名前/, "夜勤の端末");
    else await agree(device, "夜勤の端末", []);
    await step_on_to(device, "button", /ファイルを作る/);
    await device.tap("button", /ファイルを作る/);
    await device.wait_for("button", "ファイルを保存", { timeout: 30_000 });
    const file = await device.download(() => device.tap("button", "ファイルを保存"));
    const passphrase = (await device.tree()).match(/\d{4}(?:[- ]\d{4}){5}/)[0];
    await device.tap("button", "渡したことを記録");
    await device.tap("checkbox", "手渡し");
    await device.tap("button", "記録する");
    await wait_until_saved(device);
    return { ...file, passphrase };
}

async function open_file(device, { name, bytes, passphrase }) {
    await device.drop_file(name, bytes);
    await device.fill(/^合言葉/, passphrase.replaceAll(/\D/g, ""));
    await device.tap("button", /^開く/);
    await device.wait_for("button", "取り込む", { timeout: 30_000 });
}

async function take_in(device, file) {
    await open_file(device, file);
    await device.tap("button", "取り込む");
    await device.tap("button", "番号が同じでした。取り込む");
    await device.wait_for_text("取り込みました", { timeout: 30_000 });
    await wait_until_saved(device);
}

async function write_wish(device, words) {
    await open_note(device);
    await device.fill("本人の願い", words);
    await wait_until_saved(device);
}

test("two tablets get the same case", async () => {
    day = await registered_device(bench);
    await add_patient(day, patient);
    await open_case(day);
    await day.tap("button", "会議の記録を書く");
    await open_section(day);
    await day.fill("本人の願い", first_wish);
    await wait_until_saved(day);
    night = await bench.device({ size: sizes.portrait });
    await register(night, { name: "藤川 美咲" });
    await take_in(night, await make_file(day));
    await open_note(night);
    assert.equal(await night.field("本人の願い").inputValue(), first_wish);
});

test("what both wrote stands at the field, on the case and on 今日, with who and when", async () => {
    await write_wish(night, wishes.night);
    await write_wish(day, wishes.day);
    await take_in(day, await make_file(night));
    await go_to(day, "今日");
    await day.wait_for_text("食い違いが1件あります");
    await day.screenshot("settle-today");
    await open_case(day);
    await day.wait_for("heading", "食い違い");
    await assert_says(day, "藤川 美咲");
    await assert_says(day, "渡辺 ゆかり");
    await day.screenshot("settle-case");
    await open_note(day);
    await day.wait_for("button", /食い違い：内容を選ぶ/);
    await day.screenshot("settle-field");
});

test("it blocks nothing: another field is written, and settling joins both texts", async () => {
    await day.tap("button", /食い違い：内容を選ぶ/);
    await day.wait_for("dialog", "どの内容にしますか");
    await day.wait_for("radio", wishes.day);
    await day.wait_for("radio", wishes.night);
    await day.screenshot("settle-dialog");
    await day.tap("radio", "両方を残す");
    assert.deepEqual((await day.field("残す文").inputValue()).split("\n"), [wishes.night, wishes.day]);
    await day.screenshot("settle-both");
    await day.tap("button", "この内容に決める");
    await day.wait_until_gone("dialog", "どの内容にしますか");
    assert.equal(await day.field("本人の願い").inputValue(), `${wishes.night}\n${wishes.day}`);
    await wait_until_saved(day);
    await go_to(day, "今日");
    assert.ok(!(await day.tree()).includes("食い違いが"));
});

test("the settlement reaches the other tablet, where nothing is asked any more", async () => {
    await take_in(night, await make_file(day, { agreed: true }));
    await open_note(night);
    assert.equal(await night.field("本人の願い").inputValue(), `${wishes.night}\n${wishes.day}`);
    assert.ok(!(await night.has("button", /食い違い：内容を選ぶ/)));
});

test("the field's past names who wrote what, and 確定 what was changed since", async () => {
    await open_note(day);
    await day.tap("button", /本人の願い.*履歴|履歴.*本人の願い|これまでの内容/);
    await day.wait_for("dialog", /これまでの内容/);
    for (const words of [first_wish, wishes.day, wishes.night, "藤川 美咲", "渡辺 ゆかり"]) await assert_says(day, words);
    await day.screenshot("settle-past");
    await day.tap("button", "閉じる");
    await day.tap("button", "確定する");
    await day.wait_for("dialog", "この内容で確定しますか");
    await day.tap("button", "確定する");
    await day.wait_for_text("確定 渡辺 ゆかり");
    await day.fill("本人の願い", "家で猫と暮らす");
    await day.page.keyboard.press("Tab");
    await wait_until_saved(day);
    await day.wait_for_text("確定後に変更 1か所");
    await day.tap("button", "版を比べる");
    await day.wait_for("dialog", "版を比べる");
    await assert_says(day, "家で猫と暮らす");
    await day.screenshot("settle-versions");
    await day.tap("button", "閉じる");
    day.assert_no_problems();
});

test("the same id with another name is asked about; another person's file stays outside", async () => {
    const other = await bench.device();
    await register(other, { name: "北条 真" });
    await add_patient(other, { ...patient, name: "高階 芳野", kana: "タカシナ ヨシノ" });
    await open_case(other, "高階 芳野");
    await go_to(other, "受け渡し");
    await other.tap("radio", /一覧にない相手/);
    await agree(other, "日勤の端末", ["本人の願い"]);
    await other.tap("button", /ファイルを作る/);
    await other.wait_for("button", "ファイルを保存", { timeout: 30_000 });
    const file = await other.download(() => other.tap("button", "ファイルを保存"));
    const passphrase = (await other.tree()).match(/\d{4}(?:[- ]\d{4}){5}/)[0];
    await open_file(day, { ...file, passphrase });
    await day.tap("button", "取り込む");
    if (await day.has("button", "番号が同じでした。取り込む")) await day.tap("button", "番号が同じでした。取り込む");
    await day.wait_for_text("同じ人ですか", { timeout: 30_000 });
    await assert_says(day, "高階 芳野");
    await assert_says(day, patient.name);
    await day.screenshot("settle-identity");
    await day.tap("button", "別の人です");
    await day.wait_for_text("取り込んでいません", { timeout: 30_000 });
    await go_to(day, "症例");
    assert.ok(!(await day.has("button", /高階 芳野/)));
    day.assert_no_problems();
    night.assert_no_problems();
});
