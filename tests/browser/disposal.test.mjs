// A tablet is given away: an administrator wipes its records, a certificate signed by the tablet is left, and nothing
// opens any more, neither in the app nor in the browser's database.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { flattenedVerify, importJWK } from "jose";

import { Bench } from "./support/browser.mjs";
import { registered_device } from "./support/seeds.mjs";
import { add_patient, open_settings, password, register, wait_until_saved } from "./support/ward.mjs";

const patient = { name: "髙橋 𠮷乃", kana: "タカハシ ヨシノ", patient_id: "DS-1", birth_date: "1941-03-02", ward: "A3病棟", bed: "5" };

let bench;
let ward;
before(async () => { bench = await Bench.open(); });
after(async () => { await bench?.close(); });

// How many records lie in every database of the origin, in the second storage bucket too.
async function count_records(device) {
    return device.page.evaluate(async () => {
        const factories = [indexedDB];
        for (const name of await navigator.storageBuckets?.keys() ?? []) {
            factories.push((await navigator.storageBuckets.open(name)).indexedDB);
        }
        let sum = 0;
        for (const factory of factories) {
            for (const { name } of await factory.databases()) {
                const database = await new Promise((done, failed) => {
                    const opening = factory.open(name);
                    opening.onsuccess = () => done(opening.result);
                    opening.onerror = () => failed(opening.error);
                });
                for (const store of database.objectStoreNames) {
                    sum += await new Promise((done, failed) => {
                        const counting = database.transaction(store).objectStore(store).count();
                        counting.onsuccess = () => done(counting.result);
                        counting.onerror = () => failed(counting.error);
                    });
                }
                database.close();
            }
        }
        return sum;
    });
}

test("a wrong password wipes nothing", async () => {
    ward = await registered_device(bench);
    await add_patient(ward, patient);
    await wait_until_saved(ward);
    await open_settings(ward, /^端末と保存/);
    await ward.tap("button", "記録をすべて消す");
    await ward.wait_for("dialog", "この端末の記録をすべて消しますか");
    await ward.screenshot("disposal-dialog");
    await ward.tap("checkbox", "元に戻せないことを確かめました");
    await ward.fill_secret("あなたのパスワード", `${password}ちがう`);
    await ward.tap("button", "すべて消す");
    await ward.wait_for_text("パスワードが違います", { timeout: 60_000 });
    assert.ok(await count_records(ward) > 0);
});

test("the right one leaves an empty database and a certificate that jose verifies", async () => {
    await ward.fill_secret("あなたのパスワード", password);
    await ward.tap("button", "すべて消す");
    await ward.wait_for("heading", "記録を消しました", { timeout: 60_000 });
    await ward.screenshot("disposal-done");
    const file = await ward.download(() => ward.tap("button", "消去証明書を保存"));
    assert.match(file.name, /^tsunagi-wipe-\d{8}\.json$/);
    const jws = JSON.parse(file.bytes.toString("utf8"));
    const told = JSON.parse(Buffer.from(jws.payload, "base64url").toString("utf8"));
    const { protectedHeader } = await flattenedVerify(jws, await importJWK(told.signing_key, "ES256"));
    assert.equal(protectedHeader.typ, "tsunagi-wipe+jws");
    assert.equal(told.by, "渡辺 ゆかり");
    assert.equal(told.emptied, true);
    assert.equal(told.slots, 2);
    assert.ok(told.records > 0);
    assert.equal(await count_records(ward), 0);
    await ward.tap("button", "閉じる");
    await ward.reload();
    await ward.wait_for("button", "登録を始める");
    assert.ok(!(await ward.tree()).includes("渡辺 ゆかり"));
    ward.assert_no_problems();
});

test("the tablet may be used anew", async () => {
    await register(ward, { name: "藤川 美咲" });
    await add_patient(ward, patient);
    await wait_until_saved(ward);
    await open_settings(ward, /^ガイドラインとの対応/);
    await ward.wait_for("heading", "廃棄");
    await ward.screenshot("guideline");
    ward.assert_no_problems();
});
