// What goes wrong is said, with what is safe and what to do, and loses nothing: a full disk, a damaged file, a file of
// another kind.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { Bench } from "./support/browser.mjs";
import { open_practice, practice_device } from "./support/seeds.mjs";
import { go_to, wait_until_saved } from "./support/ward.mjs";

const words = "満杯の端末でも残る文";

let bench;
before(async () => { bench = await Bench.open(); });
after(async () => { await bench.close(); });

// The disk of this tablet is full from now on, or has room again. Done in the keeper's worker from outside.
async function fill_disk(device, full) {
    const [keeper] = device.page.workers();
    await keeper.evaluate((is_full) => {
        globalThis.real_put ??= IDBObjectStore.prototype.put;
        IDBObjectStore.prototype.put = is_full
            ? function refuse() { throw new DOMException("no room", "QuotaExceededError"); }
            : globalThis.real_put;
    }, full);
}

test("a full disk keeps the words on screen, says what to do, and saves them when there is room", async () => {
    const device = await practice_device(bench);
    await go_to(device, "症例");
    await device.tap("button", /ハツヱ/);
    await device.tap("button", "課題を追加");
    await device.fill(/^すること/, words);
    await device.fill(/^期限/, "2026-10-01");  // the most pressing one stands first
    await fill_disk(device, true);
    await device.tap("button", "加える");
    await device.wait_for_text("端末の空きが足りず、保存できませんでした。");
    await device.wait_for_text("ページを閉じずに空きを増やし");
    await device.wait_for("button", new RegExp(words));
    assert.ok(await device.has("button", "未保存"), "the save state tells the truth");
    await fill_disk(device, false);
    await device.tap("button", "もう一度保存");
    await wait_until_saved(device);
    assert.ok(!(await device.has("button", "もう一度保存")));
    await device.reload();
    await open_practice(device);
    await go_to(device, "症例");
    await device.tap("button", /ハツヱ/);
    await device.wait_for("button", new RegExp(words));
});

test("files that are damaged or not ours are refused with a reason, and nothing changes", async () => {
    const device = await bench.device();
    await device.drop_file("broken.tsunagi.json", Buffer.from('{"protected":'));
    await device.wait_for_text("ファイルがこわれているため開きませんでした。");
    await device.tap("button", "閉じる");
    await device.drop_file("letter.json", Buffer.from('{"a":1}'));
    await device.wait_for_text("端末の記録はそのままです。");
    await device.tap("button", "閉じる");
    await device.wait_for("button", "登録を始める");
    device.assert_no_problems();
});
