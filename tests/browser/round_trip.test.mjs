// The way there and back in a real browser: a station that has never seen the page opens its first file, confirms it,
// writes how it went and asks; the file it saves comes home to the ward and is answered. Counts what it takes.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { Bench } from "./support/browser.mjs";
import { read_case } from "./support/case_text.mjs";
import { registered_device } from "./support/seeds.mjs";
import { add_patient, agree, assert_says, go_to, wait_until_saved } from "./support/ward.mjs";

const patient = read_case("TRN-0001");
// From the file's arrival to having confirmed it: what a hand does, words typed aside. A tap takes a tired person
// about two seconds and the two texts (24 digits, a name) half a minute: together under a minute.
const most_taps = 8;

let bench;
let ward;
let station;
let file;
let passphrase;
let answer;
let answer_number;
let sender_number;

const number_in = (tree, label) => tree.match(new RegExp(`${label} ((?:[0-9A-F]{4} ){7}[0-9A-F]{4})`))?.[1];

before(async () => { bench = await Bench.open(); });
after(async () => { await bench.close(); });

test("the ward hands over a file", async () => {
    ward = await registered_device(bench);
    await add_patient(ward, patient);
    await wait_until_saved(ward);
    await go_to(ward, "症例");
    await ward.tap("button", new RegExp(patient.name));
    await go_to(ward, "受け渡し");
    await ward.tap("radio", /一覧にない相手/);
    await agree(ward, "このは坂 訪問看護", ["本人の願い", "決定と共有先"]);
    await ward.tap("button", /ファイルを作る/);
    await ward.wait_for("button", "ファイルを保存", { timeout: 30_000 });
    file = await ward.download(() => ward.tap("button", "ファイルを保存"));
    passphrase = (await ward.tree()).match(/\d{4}(?:[- ]\d{4}){5}/)[0];
    await ward.tap("button", "渡したことを記録");
    await ward.tap("checkbox", "手渡し");
    await ward.tap("button", "記録する");
    await wait_until_saved(ward);
});

test(`an empty browser opens its first file and confirms it in ${most_taps} taps at most`, async () => {
    station = await bench.device();
    let taps = 0;
    const tap = async (role, name) => { taps += 1; await station.tap(role, name); };
    await station.choose_file(() => tap("button", "受け取ったファイルを開く"), file.name, file.bytes);
    taps += 1;  // the file itself, in the system's own dialog
    taps += 1;
    await station.fill(/^合言葉/, passphrase.replaceAll(/\D/g, ""));
    await tap("button", /^開く/);
    await station.wait_for_text(patient.name, { timeout: 30_000 });
    sender_number = number_in(await station.tree(), "送り主の照合番号");
    await assert_says(station, "この端末には登録がない");
    await tap("button", "受け取りを知らせる");
    await station.fill(/^機関/, "このは坂 訪問看護");
    taps += 1;
    await station.fill(/^受け取った人/, "梶谷 むつみ");
    await tap("button", "返送ファイルを作る");
    await station.wait_for("button", "返送ファイルを保存", { timeout: 30_000 });
    await station.download(() => tap("button", "返送ファイルを保存"));
    await station.wait_for_text("保存しました", { timeout: 10_000 });
    assert.ok(taps <= most_taps, `${taps} taps`);
});

test("it writes how it went and asks; leaving without the file is asked about", async () => {
    await station.tap("button", "書き足す");
    await station.tap("button", "その後メモを書く");
    await station.fill(/^予定とちがったこと/, "酸素の延長管が寝室まで届かない");
    await station.tap("button", "質問を書く");
    await station.fill(/への質問/, "夜間の連絡先はどこですか");
    await station.tap("button", "質問を加える");
    await station.tap("button", "閉じる");
    await station.wait_for("dialog", "返事を保存していません");
    await station.tap("button", "返事にもどる");
    await station.tap("button", "返送ファイルを作る");
    await station.wait_for("button", "返送ファイルを保存", { timeout: 30_000 });
    answer = await station.download(() => station.tap("button", "返送ファイルを保存"));
    assert.match(answer.name, /-reply\.tsunagi\.json$/);
    answer_number = number_in(await station.tree(), "ファイルの照合番号");
    assert.equal(JSON.parse(answer.bytes.toString()).recipients[0].header.alg, "ECDH-ES+A256KW");
    await station.tap("button", "閉じる");
    await station.wait_for("button", "登録を始める");
    station.assert_no_problems();
});

test("the ward takes it in: the receipt, the follow-up, the question, and its answer", async () => {
    await ward.drop_file(answer.name, answer.bytes);
    await ward.tap("button", /鍵で開く/);
    await ward.wait_for_text("酸素の延長管が寝室まで届かない", { timeout: 30_000 });
    await assert_says(ward, "この病棟への返事");  // nobody is called
    assert.ok(answer_number);
    assert.equal(number_in(await ward.tree(), "ファイルの照合番号"), answer_number);
    await ward.tap("button", "取り込む");
    await ward.wait_for_text("その後・質問", { timeout: 30_000 });
    await assert_says(ward, "このは坂 訪問看護");
    await ward.tap("button", /夜間の連絡先/);
    await ward.fill(/^返事/, "病棟の直通へお電話ください");
    await ward.tap("button", "返事を保存");
    await ward.wait_for("button", /返事あり/);
    await go_to(ward, "台帳");
    await assert_says(ward, "受領");
    await wait_until_saved(ward);
    // What the station had on its screen is what the ward would have read out.
    await go_to(ward, "設定");
    assert.ok(sender_number);
    assert.equal(number_in(await ward.tree(), "この端末の照合番号"), sender_number);
    ward.assert_no_problems();
});
