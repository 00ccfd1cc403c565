// The main job in a real browser, by touch and IME, on real text: a conference becomes a note, stays sealed on the
// tablet through a reload without any network, and reaches the station.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { Bench } from "./support/browser.mjs";
import { read_case } from "./support/case_text.mjs";
import { add_patient, agree, assert_says, go_to, password, register, unlock, wait_until_saved } from "./support/ward.mjs";

const patient = read_case("TRN-0001");
const note = patient.notes[2];
const sections = [["本人の願い", note.patient_wish], ["家族の思い", note.family_feelings],
                  ["医療の見通し", note.medical_outlook], ["生活の見立て", note.life_assessment],
                  ["困りごと", note.troubles], ["急変時", note.sudden_change]];

let bench;
let ward;
let file;
let passphrase;

before(async () => { bench = await Bench.open(); });
after(async () => { await bench.close(); });

async function open_section(device, name) {
    await device.tap("tab", name);
}

test("the first nurse registers and adds the patient", async () => {
    ward = await bench.device();
    await register(ward);
    await add_patient(ward, patient);
    await wait_until_saved(ward);
});

test("the conference is planned, begun, and its clock runs", async () => {
    await go_to(ward, "会議");
    await ward.tap("button", "会議を予定する");
    await ward.tap("button", "予定に入れる");
    await ward.tap("button", "症例を加える");
    await ward.tap("button", new RegExp(patient.name));
    await ward.tap("button", "閉じる");
    await ward.tap("button", "会議を始める");
    await ward.wait_for("tab", "本人の願い");
});

test("every section takes the case's text, by IME", async () => {
    for (const [name, text] of sections) {
        await open_section(ward, name);
        await ward.focus_field(ward.field(name));
        await ward.type(text);
        await ward.settle();
        assert.equal(await ward.field(name).inputValue(), text, name);
    }
    await open_section(ward, "本人の願い");
    await ward.focus_field(ward.field("本人の願い"));
    await ward.page.keyboard.press("Control+End");
    await ward.compose("しょうぎ", "将棋");
    await ward.settle();
    assert.ok((await ward.field("本人の願い").inputValue()).endsWith("将棋"));
});

test("a participant and a decision with owner and due date become a task", async () => {
    await ward.tap("button", "参加者を追加");
    const [who] = note.participants.filter((person) => person.profession === "MSW" || person.name === "濵田 くるみ");
    await ward.fill(/^氏名/, who.name);
    await ward.fill(/^機関/, who.organisation);
    await ward.tap("button", "加える");
    await ward.tap("checkbox", new RegExp(who.name));
    await ward.tap("button", "決定を追加");
    const decision = note.decisions[0];
    await ward.fill(/^決めたこと/, decision.what);
    await ward.tap("checkbox", new RegExp(who.name));
    await ward.fill(/^期限/, decision.due);
    await ward.tap("button", "加える");
    await ward.wait_for("button", new RegExp(decision.what.slice(0, 8)));
    await ward.tap("button", "この症例を終える");
    await ward.wait_for("dialog", "会議を終えますか");
    await ward.tap("button", "会議を終える");
    await go_to(ward, "今日");
    await assert_says(ward, decision.what);
});

test("after a reload and a wrong password everything is there", async () => {
    await wait_until_saved(ward);
    await ward.reload();
    await unlock(ward, password + "ちがう");
    await ward.wait_for_text("パスワードが違います", { timeout: 30_000 });
    await ward.page.keyboard.press("Control+A");
    await ward.fill_secret("パスワード", "");
    await ward.focus_field(ward.secret("パスワード"));
    await ward.page.keyboard.press("Control+A");
    await ward.cdp.send("Input.insertText", { text: password });
    await ward.tap("button", "開く");
    await ward.wait_for("heading", "今日", { timeout: 60_000 });
    await assert_says(ward, note.decisions[0].what);
    await go_to(ward, "症例");
    await ward.tap("button", new RegExp(patient.name));
    await ward.tap("button", /決定 1件/);
    for (const [name, text] of sections) {
        await open_section(ward, name);
        const kept = await ward.field(name).inputValue();
        assert.equal(kept, name === "本人の願い" ? `${text}将棋` : text, name);
    }
});

test("with the network off the page loads, and the checklist is ticked", async () => {
    await ward.page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
    await ward.set_offline(true);
    await ward.reload();
    await unlock(ward);
    await ward.wait_for("heading", "今日", { timeout: 60_000 });
    await go_to(ward, "症例");
    await ward.tap("button", new RegExp(patient.name));
    await ward.tap("button", /^確認表/);
    await ward.tap("tab", /^退院前/);
    await ward.tap("radio", "済");
    await ward.wait_for("tab", /退院前 1\/14/);
    await wait_until_saved(ward);
});

test("the file is made without a network, checked, taken out and written down", async () => {
    await go_to(ward, "受け渡し");
    await ward.wait_for("button", new RegExp(patient.name));
    await ward.tap("radio", /一覧にない相手/);
    await agree(ward, "訪問看護ステーション このは坂", ["退院支援チェックリスト"]);
    await ward.tap("checkbox", /^退院支援チェックリスト/);
    await ward.tap("button", /ファイルを作る/);
    await ward.wait_for("button", "ファイルを保存", { timeout: 30_000 });
    file = await ward.download(() => ward.tap("button", "ファイルを保存"));
    passphrase = (await ward.tree()).match(/\d{4}(?:[- ]\d{4}){5}/)?.[0];
    assert.ok(passphrase, "the passphrase is on the page");
    assert.match(file.name, /^\d{8}-[0-9a-f]{6}\.tsunagi\.json$/);
    assert.deepEqual(Object.keys(JSON.parse(file.bytes.toString())).sort(),
        ["ciphertext", "iv", "protected", "recipients", "tag"]);
    await ward.tap("button", "渡したことを記録");
    await ward.tap("checkbox", "手渡し");
    await ward.tap("button", "記録する");
    await wait_until_saved(ward);
});

test("the station opens it in an empty browser, without a network, by drop and by passphrase", async () => {
    const station = await bench.device();
    await station.page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
    await station.set_offline(true);
    await station.reload();
    await station.drop_file(file.name, file.bytes);
    const digits = station.find("textbox", /合言葉/);
    await station.focus_field(digits);
    await station.type("000000000000000000000000");
    await station.tap("button", /^開く/);
    await station.wait_for_text("開けませんでした", { timeout: 30_000 });
    await station.focus_field(digits);
    await station.page.keyboard.press("Control+A");
    await station.type(passphrase.replaceAll(/\D/g, ""));
    await station.tap("button", /^開く/);
    await station.wait_for_text(patient.name, { timeout: 30_000 });
    const tree = await station.tree();
    for (const words of [note.life_assessment.slice(0, 40), note.decisions[0].what, "退院前"]) {
        assert.ok(tree.includes(words), `${words}\n${tree}`);
    }
    station.assert_no_problems();
});

test("nothing was asked of anybody but the own origin, and nothing went wrong unseen", () => {
    const origin = new URL(bench.url).origin;
    for (const url of ward.requests) assert.ok(url.startsWith(origin) || url.startsWith("blob:"), url);
    ward.assert_no_problems();
});
