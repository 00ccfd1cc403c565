// A paste larger than a field holds: what fits is taken, and that the rest was not is said.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { Bench, sizes } from "./support/browser.mjs";

const label = "生活の見立て";
const mebibyte = 1 << 20;
let bench;
let device;

before(async () => {
    bench = await Bench.open();
    device = await bench.device({ hash: "#gallery", size: sizes.phone });
});
after(async () => { await bench?.close(); });

test("a paste of more than 1 MiB is taken as far as it fits, and that is said", async () => {
    await device.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await device.fill(label, "前");
    const name = "葛\u{E0100}飾";
    await device.page.evaluate((words) => navigator.clipboard.writeText(words), name.repeat(Math.ceil(mebibyte / 10) + 10));
    const told = device.wait_for_text("貼り付けた文が長すぎるため", { timeout: 120_000 });
    await device.page.keyboard.press("Control+V");
    await told;
    const taken = await device.field(label).inputValue();
    const bytes = Buffer.byteLength(taken);
    assert.ok(bytes <= mebibyte && bytes > mebibyte - 20, `${bytes} bytes`);
    assert.match(taken, /^前(葛\u{E0100}飾)*(葛\u{E0100})?$/u, "no character is cut in two");
    device.assert_no_problems();
});
