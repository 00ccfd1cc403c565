// What may be told leaves, and nothing else: consent cuts the file, names what it leaves out, can be gone beyond with a
// reason and be withdrawn; whoever was told an older 見立て gets the new one by one tap; one note reads differently for whom
// it is written.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { generalDecrypt } from "jose";

import { Bench } from "./support/browser.mjs";
import { registered_device } from "./support/seeds.mjs";
import { add_patient, agree, assert_says, go_to, wait_until_saved } from "./support/ward.mjs";

const patient = { name: "髙橋 𠮷乃", kana: "タカハシ ヨシノ", patient_id: "CS-3", birth_date: "1941-03-02", ward: "A3病棟", bed: "5" };
const station = "このは坂 訪問看護";
const wish = "家で猫と暮らしたい";
const thoughts = "長女は夜の付き添いに自信がない";
const views = ["夜はトイレまで見守りが要る", "夜も一人でトイレへ行ける"];

let bench;
let ward;
before(async () => { bench = await Bench.open(); });
after(async () => { await bench?.close(); });

async function open_case() {
    await go_to(ward, "症例");
    await ward.tap("button", new RegExp(patient.name));
}

async function write(section, words) {
    await ward.tap("tab", section);
    await ward.fill(section, words);
    await ward.page.keyboard.press("Tab");
    await wait_until_saved(ward);
}

async function make_file() {
    await ward.tap("button", /ファイルを作る/);
    return take_file();
}

async function take_file() {
    await ward.wait_for("button", "ファイルを保存", { timeout: 30_000 });
    const file = await ward.download(() => ward.tap("button", "ファイルを保存"));
    const passphrase = (await ward.tree()).match(/\d{4}(?:[- ]\d{4}){5}/)[0].replaceAll(" ", "-");
    await ward.tap("button", "渡したことを記録");
    await ward.tap("checkbox", "手渡し");
    await ward.tap("button", "記録する");
    await wait_until_saved(ward);
    return { ...file, passphrase };
}

// By software nobody here wrote: what the recipient holds when the file is open.
async function payload_of({ bytes, passphrase }) {
    const { plaintext } = await generalDecrypt(JSON.parse(bytes.toString("utf8")), new TextEncoder().encode(passphrase),
        { keyManagementAlgorithms: ["PBES2-HS512+A256KW"], maxPBES2Count: 10_000 });
    const jws = JSON.parse(new TextDecoder().decode(plaintext));
    return Buffer.from(jws.payload, "base64url").toString("utf8");
}

test("without a record of consent only who it is about is offered", async () => {
    ward = await registered_device(bench);
    await add_patient(ward, patient);
    await open_case();
    await ward.tap("button", "会議の記録を書く");
    await write("本人の願い", wish);
    await write("家族の思い", thoughts);
    await write("生活の見立て", views[0]);
    await open_case();
    await go_to(ward, "受け渡し");
    await ward.tap("radio", /一覧にない相手/);
    await ward.wait_for_text("同意の記録がありません");
    assert.ok(!(await ward.has("checkbox", /^本人の願い/)) || !(await ward.find("checkbox", /^本人の願い/).isEnabled()));
    assert.ok(!(await ward.tree()).includes(thoughts), "the preview shows what the recipient will see");
    await ward.screenshot("consent-none");
});

test("consent is recorded on the spot; what it does not cover is named and stays here", async () => {
    await agree(ward, station, ["家族の思いと連絡先"]);
    await ward.wait_for_text("同意の範囲の外です");
    await assert_says(ward, wish);
    await ward.screenshot("consent-given");
    const file = await make_file();
    const payload = await payload_of(file);
    assert.ok(payload.includes(wish));
    assert.ok(!payload.includes(thoughts), "what nobody agreed to is in no part of the file");
});

test("whoever was told the older view is marked, and one tap makes the update", async () => {
    await open_case();
    await ward.tap("button", /決定 \d+件/);
    await write("生活の見立て", views[1]);
    await open_case();
    await ward.wait_for_text("古い見立てを伝えた相手");
    await ward.screenshot("consent-told");
    await ward.tap("button", `更新のファイルを作る：${station}`);
    const payload = await payload_of(await take_file());
    assert.ok(payload.includes(views[1]));
    assert.ok(!payload.includes(thoughts));
    await open_case();
    assert.ok(!(await ward.has("button", `更新のファイルを作る：${station}`)));
});

test("one note is read differently by whom it is for", async () => {
    await go_to(ward, "受け渡し");
    if (await ward.has("button", "もう一つ作る")) await ward.tap("button", "もう一つ作る");
    await ward.tap("radio", /一覧にない相手/);
    await ward.tap("checkbox", "本人");
    await ward.wait_for_text("同意の記録はいりません");
    await assert_says(ward, "ご本人の願い");
    await ward.screenshot("consent-family");
    for (const audience of ["病棟", "訪問看護", "ケアマネ", "本人・家族"]) {
        await ward.tap("checkbox", audience);
        await ward.wait_for("checkbox", audience);
    }
});

test("a consent that was withdrawn offers nothing, a reason goes beyond it and is kept", async () => {
    await ward.fill(/^相手の名前/, station);
    await ward.tap("checkbox", "訪問看護");
    await ward.tap("button", "同意を取り消す");
    await ward.wait_for("dialog", "同意の取り消し");
    await ward.tap("checkbox", "本人");
    await ward.tap("button", "同意を取り消す");
    await ward.wait_for_text("取り消されています");
    await assert_says(ward, "すでに渡したもの");
    await ward.screenshot("consent-withdrawn");
    await ward.tap("button", "理由を書いて続ける");
    await ward.tap("checkbox", "急変・救急で、命と体を守るため");
    await ward.tap("button", "この理由で続ける");
    await ward.wait_for_text("同意の範囲をこえて渡す理由");
    await ward.tap("checkbox", /^本人の願い/);
    await ward.screenshot("consent-beyond");
    const payload = await payload_of(await make_file());
    assert.ok(payload.includes("急変・救急で、命と体を守るため"));
    assert.ok(payload.includes(wish));
    ward.assert_no_problems();
});
