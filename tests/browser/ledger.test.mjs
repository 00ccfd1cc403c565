// Key cards and the ledger between a ward and a station: the QR code on the screen is read by software nobody here wrote and
// is the card; the key is verified, a file is handed over, withdrawn, and marked on the other side; the table is exported.
import assert from "node:assert/strict";
import { webcrypto } from "node:crypto";
import { after, before, test } from "node:test";
import jsqr from "jsqr";

import { Bench, sizes } from "./support/browser.mjs";
import { read_png } from "./support/pixels.mjs";
import { registered_device } from "./support/seeds.mjs";
import { add_patient, agree_for_chosen, assert_says, go_to, register, wait_until_saved } from "./support/ward.mjs";

const station_name = "訪問看護ステーション このは坂";
const patient = { name: "髙橋 𠮷乃", kana: "たかはし よしの", patient_id: "LG-1", birth_date: "1941-03-02", ward: "A3病棟", bed: "5" };
const groups = /[0-9A-F]{4}(?: [0-9A-F]{4}){7}/;

let bench;
let ward;
let station;
let card;
let code;
let file;
let number;
before(async () => { bench = await Bench.open(); });
after(async () => { await bench?.close(); });

// The text of the QR code in the picture of a page; null where no reader finds one.
function read_qr(png) {
    const { width, height, channels, data } = read_png(png);
    const rgba = new Uint8ClampedArray(width * height * 4);
    for (let i = 0; i < width * height; ++i) {
        for (let c = 0; c < 3; ++c) rgba[4 * i + c] = data[channels * i + c];
        rgba[4 * i + 3] = 255;
    }
    return jsqr.default ? jsqr.default(rgba, width, height)?.data : jsqr(rgba, width, height)?.data;
}

// What the head of src/exchange/key_card_code.h says, by somebody else.
function read_code(text) {
    const [mark, letters] = text.split("-");
    assert.equal(mark, "TNK1");
    const bits = [...letters].map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0")).join("");
    const bytes = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
    assert.equal(bytes[0], 1);
    let at = 1;
    const take = (count) => bytes.subarray(at, at += count);
    const take_text = () => take(take(2).readUInt16BE()).toString("utf8");
    const key = () => ({ kty: "EC", crv: "P-256", x: take(32).toString("base64url"), y: take(32).toString("base64url") });
    const read = { agreement_key: key(), signing_key: key(), signature: take(64), created: take_text(), name: take_text(), organisation: take_text() };
    assert.equal(at, bytes.length);
    return read;
}

const number_in = (tree, label) => tree.match(new RegExp(`${label} (${groups.source})`))?.[1];

async function import_file(device, picked, passphrase) {
    await device.drop_file(picked.name, picked.bytes);
    if (passphrase) await device.fill(/合言葉/, passphrase.replaceAll(/\D/g, ""));
    await device.tap("button", passphrase ? "開く" : "この端末の鍵で開く");
}

test("a station's key card comes as a file and as a QR code", async () => {
    station = await bench.device({ size: sizes.phone, pixel_ratio: 2 });
    await register(station, { name: "梶谷 むつみ", facility: station_name, ward: "本所" });
    await go_to(station, "その他");
    card = await station.download(() => station.tap("button", "鍵カードを作る"));
    const picture = await station.wait_for("img", /鍵カードの QR/);
    await station.middle_of(picture);
    await station.settle();
    code = read_qr(await station.page.screenshot());
    assert.ok(code, "jsQR reads the code from the picture");
    assert.match(code, /^TNK1-[A-Z2-7]+$/);
    const read = read_code(code);
    const jws = JSON.parse(card.bytes.toString("utf8"));
    const payload = JSON.parse(Buffer.from(jws.payload, "base64url").toString("utf8"));
    for (const part of ["agreement_key", "signing_key", "created", "name", "organisation"]) {
        assert.deepEqual(read[part], payload[part], part);
    }
    assert.equal(payload.organisation, station_name);
    // The code holds the whole signed card: its signature fits what the file says.
    const key = await webcrypto.subtle.importKey("jwk", read.signing_key, { name: "ECDSA", namedCurve: "P-256" }, false, ["verify"]);
    assert.ok(await webcrypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, read.signature,
        Buffer.from(`${jws.protected}.${jws.payload}`)));
    station.assert_no_problems();
});

test("the ward takes it in by its text, and both read the same number", async () => {
    ward = await registered_device(bench);
    await add_patient(ward, patient);
    await go_to(ward, "受け渡し");
    await ward.tap("button", "QRの文字で鍵を取り込む");
    await ward.fill("鍵カードの文字", `${code.slice(0, 200).toLowerCase()}\n${code.slice(200)}`);
    await ward.tap("button", "取り込む");
    await ward.tap("radio", new RegExp(station_name));
    await ward.tap("button", "電話で照合する");
    await ward.wait_for("dialog", "電話で鍵を照合");
    const theirs = number_in(await ward.tree(), "相手の照合番号");
    const ours = number_in(await station.tree(), "この端末の照合番号");
    assert.ok(theirs);
    assert.equal(theirs, ours);
    number = theirs;
    await ward.tap("button", "番号が同じでした");
    await ward.wait_for("radio", /鍵 照合済/);
    await agree_for_chosen(ward, ["本人の願い", "決定と共有先"]);
    await ward.tap("button", /ファイルを作る/);
    await ward.wait_for("button", "ファイルを保存", { timeout: 30_000 });
    file = await ward.download(() => ward.tap("button", "ファイルを保存"));
    await ward.tap("button", "渡したことを記録");
    await ward.tap("checkbox", "手渡し");
    await ward.tap("button", "記録する");
    await wait_until_saved(ward);
    await import_file(station, file);
    await station.wait_for_text(patient.name, { timeout: 30_000 });
    await station.tap("button", "取り込む");
    await station.tap("button", "番号が同じでした。取り込む");
    await station.wait_for_text("取り込みました", { timeout: 30_000 });
});

test("the entry says what left, to which key, and the notice of withdrawal takes it back on both sides", async () => {
    await go_to(ward, "台帳");
    await ward.tap("button", new RegExp(patient.name));
    await ward.wait_for("heading", "台帳の1件");
    await assert_says(ward, station_name);
    assert.equal(number_in(await ward.tree(), "相手の照合番号"), number);
    await ward.screenshot("ledger-entry");
    await ward.tap("button", "撤回を知らせる");
    await ward.tap("checkbox", "渡す相手を間違えた");
    await ward.screenshot("ledger-withdrawing");
    await ward.tap("button", "お知らせを作る");
    await ward.wait_for("button", "ファイルを保存", { timeout: 30_000 });
    const notice = await ward.download(() => ward.tap("button", "ファイルを保存"));
    await ward.tap("button", "渡したことを記録");
    await ward.tap("checkbox", "メール");
    await ward.tap("button", "記録する");
    await ward.wait_for_text("撤回を知らせました");
    await wait_until_saved(ward);
    await ward.screenshot("ledger-withdrawn");

    await import_file(station, notice);
    await station.wait_for("heading", "撤回のお知らせ", { timeout: 30_000 });
    await assert_says(station, "渡す相手を間違えた");
    await assert_says(station, patient.name);
    await station.screenshot("withdrawal");
    await station.tap("button", "撤回の印をつける");
    await station.wait_for_text("撤回されました", { timeout: 30_000 });
    await station.screenshot("withdrawn-case");
    station.assert_no_problems();
});

test("the ledger is exported for those who check it", async () => {
    await go_to(ward, "台帳");
    const table = await ward.download(() => ward.tap("button", "台帳を書き出す（CSV）"));
    assert.match(table.name, /^tsunagi-ledger-\d{4}-\d\d-\d\d\.csv$/);
    assert.deepEqual([...table.bytes.subarray(0, 3)], [0xEF, 0xBB, 0xBF]);
    const lines = table.bytes.subarray(3).toString("utf8").split("\r\n");
    assert.equal(lines.length, 4);
    assert.equal(lines.at(-1), "");
    assert.ok(lines[0].startsWith("向き,種類,患者ID,患者氏名,相手,"));
    assert.ok(lines[1].includes(`渡した,申し送り,${patient.patient_id},${patient.name},${station_name},鍵,`), lines[1]);
    assert.ok(lines[2].startsWith("渡した,撤回のお知らせ,"), lines[2]);
    await ward.screenshot("ledger");
    ward.assert_no_problems();
});
