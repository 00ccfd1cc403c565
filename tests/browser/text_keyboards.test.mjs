// What keyboards make a field go through, as they have been seen to do it, played to every engine: the app holds what the
// field shows, keeps it once, and never writes into a composition.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { open_browsers } from "./support/browsers.mjs";
import { play } from "./support/replay.mjs";
import { gboard } from "./traces/gboard.mjs";
import { ios } from "./traces/ios.mjs";
import { ms_ime } from "./traces/ms_ime.mjs";
import { reader } from "./traces/reader.mjs";

const keyboards = { "Gboard on Android": gboard, "the keyboard and dictation of iPad": ios, "Microsoft IME": ms_ime,
                    "a reader": reader };
const labels = { line: "ふりがな", lines: "生活の見立て" };
const browsers = open_browsers();

after(async () => { await browsers.close(); });

for (const name of browsers.names) {
    describe(`in ${name}`, () => {
        let page;
        before(async () => { page = await browsers.open(name, "#gallery"); });

        for (const [keyboard, traces] of Object.entries(keyboards)) {
            for (const trace of traces) {
                test(`${keyboard}: ${trace.name}`, async () => {
                    const seen = await page.run(play, labels[trace.kind], trace);
                    const { value, commits, submits } = trace;
                    assert.deepEqual(seen, { value, commits, submits, own_writes: [] });
                });
            }
        }
    });
}
