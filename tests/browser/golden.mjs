// Writes the accessibility tree of every screen into tests/browser/golden, to be read through before it is committed.
//   node tests/browser/golden.mjs --renew
import { parseArgs } from "node:util";

import { read_ax_tree } from "./support/ax_tree.mjs";
import { Bench, sizes } from "./support/browser.mjs";
import { practice_noon, write_golden } from "./support/golden.mjs";
import { visit_screens } from "./support/screens.mjs";
import { start_practice } from "./support/ward.mjs";

const { values } = parseArgs({ options: { renew: { type: "boolean" } } });
if (!values.renew) {
    console.error("node tests/browser/golden.mjs --renew");
    process.exit(2);
}
const bench = await Bench.open();
const device = await bench.device({ size: sizes.landscape, now: practice_noon });
write_golden("first_run", await read_ax_tree(device));
await start_practice(device);
await visit_screens(device, async (name) => {
    write_golden(name, await read_ax_tree(device));
    console.log(name);
});
await bench.close();
