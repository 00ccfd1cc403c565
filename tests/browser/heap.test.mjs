// After a lock nothing of what was open or typed is left in memory: not in the program's whole memory, and in no string of
// the page's scripts.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { Bench } from "./support/browser.mjs";
import { find_in_memory, note_memory } from "./support/memory.mjs";
import { add_patient, agree, go_to, password, register, unlock, wait_until_saved } from "./support/ward.mjs";

const patient = { name: "髙橋 𠮷乃", kana: "タカハシ ヨシノ", patient_id: "HEAP-4711", birth_date: "1941-03-02", ward: "A3病棟", bed: "1187" };
const task = "窓辺の鳥籠を退院前に移す";
const wrong_password = "まちがえて打った長い合言葉";

let bench;
before(async () => { bench = await Bench.open(); });
after(async () => { await bench.close(); });

const locked = (device) => device.wait_for("heading", "お名前を選んでください", { timeout: 60_000 });

let file;
let passphrase;

test("a day's work: names, password, recovery code and passphrase are gone with the lock", async () => {
    const device = await bench.device({ prepare: note_memory });
    const code = await register(device);
    await add_patient(device, patient);
    await device.tap("button", "課題を追加");
    await device.fill(/^すること/, task);
    await device.fill(/^期限/, "2026-12-01");
    await device.tap("button", "加える");
    await wait_until_saved(device);
    await go_to(device, "受け渡し");
    await device.tap("radio", /一覧にない相手/);
    await agree(device, "訪問看護ステーション このは坂");
    await device.tap("button", /ファイルを作る/);
    await device.wait_for("button", "ファイルを保存", { timeout: 30_000 });
    file = await device.download(() => device.tap("button", "ファイルを保存"));
    passphrase = (await device.tree()).match(/\d{4}(?:[- ]\d{4}){5}/)[0].replaceAll(" ", "-");
    await wait_until_saved(device);
    const secrets = [patient.name, patient.kana, patient.patient_id, task, task.slice(0, 5), passphrase,
                     passphrase.replaceAll("-", " "), passphrase.replaceAll("-", ""), password, code,
                     code.replaceAll("-", " "), code.replaceAll("-", "")];
    const open = await find_in_memory(device, [patient.name, task, passphrase]);
    for (const words of [patient.name, task, passphrase]) assert.ok(open[words]?.in_program > 0, `${words} is found while it is open`);

    await device.tap("button", "ロック");
    await locked(device);
    await device.settle();
    assert.deepEqual(await find_in_memory(device, secrets), {});

    // What is typed on the lock screen goes when the page is hidden, and what was wrong as soon as it was refused.
    await device.fill_secret("パスワード", wrong_password);
    assert.ok(wrong_password in await find_in_memory(device, [wrong_password]));
    await device.page.evaluate(() => {
        Object.defineProperty(document, "hidden", { get: () => true, configurable: true });
        document.dispatchEvent(new Event("visibilitychange"));
        Object.defineProperty(document, "hidden", { get: () => false, configurable: true });
        document.dispatchEvent(new Event("visibilitychange"));
    });
    await device.settle();
    assert.deepEqual(await find_in_memory(device, [wrong_password]), {});

    await unlock(device);
    await device.wait_for("button", "ロック", { timeout: 60_000 });
    await device.tap("button", "ロック");
    await locked(device);
    await device.settle();
    assert.deepEqual(await find_in_memory(device, secrets), {});
    device.assert_no_problems();
});

test("a file read without an account: its record, its passphrase and the answer begun are gone with the lock", async () => {
    const device = await bench.device({ prepare: note_memory });
    const name = "梶谷 むつみ";
    await device.drop_file(file.name, file.bytes);
    await device.fill(/^合言葉/, passphrase);
    await device.tap("button", "開く");
    await device.tap("button", "受け取りを知らせる");
    await device.fill(/^受け取った人/, name);
    const secrets = [patient.name, patient.patient_id, task, passphrase, passphrase.replaceAll("-", ""), name];
    assert.ok(patient.name in await find_in_memory(device, secrets));
    await device.tap("button", "ロック");
    await device.wait_for_text("書きかけの返事は、暗号化してこのページに残してあります");
    await device.settle();
    assert.deepEqual(await find_in_memory(device, secrets), {});
    await device.fill(/^合言葉/, passphrase);
    await device.tap("button", "開く");
    await device.page.waitForFunction(() => document.querySelector("#tree .field[aria-label^=受け取った人]")?.value !== "");
    assert.equal(await device.field(/^受け取った人/).inputValue(), name);
    device.assert_no_problems();
});
