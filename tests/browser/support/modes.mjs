// Owns the screen's colours as a person chooses them.
import assert from "node:assert/strict";

export const modes = ["day", "night", "contrast"];

export const mode_of = (device) => device.page.evaluate(() => document.documentElement.dataset.mode);

// Presses the button for the screen colours until they are these.
export async function choose_mode(device, mode) {
    for (let presses = 0; presses < modes.length; ++presses) {
        if (await mode_of(device) === mode) return;
        await device.tap("button", /^画面の色を変える/);
    }
    assert.equal(await mode_of(device), mode);
}
