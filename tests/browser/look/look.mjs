// Writes every screen at the three widths as PNG into build/pictures, to be looked at beside the design's references.
//   node tests/browser/look/look.mjs [screen ...]
import { Bench, sizes } from "../support/browser.mjs";
import { screens, step_out } from "../support/screens.mjs";
import { start_practice } from "../support/ward.mjs";

const wanted = process.argv.slice(2);

const bench = await Bench.open();
for (const size of Object.values(sizes)) {
    const device = await bench.device({ size });
    if (!wanted.length || wanted.includes("first_run")) await device.screenshot("first_run");
    await start_practice(device);
    for (const [name, open] of Object.entries(screens)) {
        if (wanted.length && !wanted.includes(name)) continue;
        try {
            await open(device);
            await device.screenshot(name);
            console.log(`${name}-${size.width}`);
        } catch (error) {
            console.log(`${name}-${size.width}: ${error.message.split("\n")[0]}`);
            await device.screenshot(`${name}-failed`);
        }
        await step_out(device);
    }
    for (const problem of device.problems) console.log(`problem: ${problem}`);
}
await bench.close();
