// A character is drawn on the canvas as the field over it shows it, however many code points it has; what deceives the eye
// is drawn by its name.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { Bench, sizes } from "./support/browser.mjs";
import { find_shift, mean_darkness, read_png } from "./support/pixels.mjs";

const label = "生活の見立て";
let bench;
let device;

before(async () => {
    bench = await Bench.open();
    device = await bench.device({ hash: "#gallery", size: sizes.phone, pixel_ratio: 2 });
});
after(async () => { await bench?.close(); });

// Pictures of the first line of the field: as the browser shows it, typed in, and as the canvas does, left.
async function pictures(text) {
    const field = device.field(label);
    await device.fill(label, text);
    await field.evaluate((node) => { node.style.caretColor = "transparent"; });
    await device.settle();
    const box = await field.boundingBox();
    const clip = { x: box.x + 6, y: box.y + 6, width: box.width - 12, height: 36 };
    const shown = read_png(await device.page.screenshot({ clip }));
    await field.evaluate((node) => node.blur());
    await device.settle();
    return { shown, drawn: read_png(await device.page.screenshot({ clip })) };
}

describe("drawn as one, like in the field", () => {
    const words = {
        "a variation sequence": "葛\u{E0100}飾区の葛城",
        "combining dakuten and handakuten": "か\u3099か\u309Aは\u3099は\u309A",
        "half-width kana with their marks": "ﾄｸﾅｶﾞ ﾊﾟﾝ",
        "a character beyond the first plane": "𠮷野家と𩸽",
        "emoji joined to one": "👩\u200D⚕\uFE0Fと👨\u200D👩\u200D👧",
    };
    for (const [name, text] of Object.entries(words)) {
        test(name, async () => {
            const { shown, drawn } = await pictures(text);
            assert.ok(mean_darkness(drawn) > 1, "something is drawn");
            const shift = find_shift(shown, drawn, 3);
            assert.ok(Math.abs(shift.x) <= 2 && Math.abs(shift.y) <= 2, JSON.stringify(shift));
            assert.ok(shift.difference < 12, `the same letters: ${JSON.stringify(shift)}`);
        });
    }
});

describe("drawn by its name", () => {
    const words = { "a turned direction": ["服薬\u202E止", "服薬⟦U+202E⟧止"], "a space of no width": ["朝\u200B夕", "朝⟦U+200B⟧夕"] };
    for (const [name, [hidden, told]] of Object.entries(words)) {
        test(name, async () => {
            const { drawn } = await pictures(hidden);
            const { drawn: wanted } = await pictures(told);
            const shift = find_shift(wanted, drawn, 2);
            assert.ok(Math.abs(shift.x) <= 1 && Math.abs(shift.y) <= 1 && shift.difference < 6, JSON.stringify(shift));
            assert.equal(await device.field(label).inputValue(), told);
        });
    }
});
