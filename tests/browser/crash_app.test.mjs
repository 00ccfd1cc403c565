// The browser is killed (SIGKILL) while the app exchanges its data key: every record opens afterwards. TSUNAGI_SEED: which
// moments.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { Bench } from "./support/browser.mjs";
import { Profile, chance, how_often } from "./support/killing.mjs";
import { runs_alone } from "./support/stage.mjs";
import { add_patient, assert_says, go_to, open_settings, password, register, unlock, wait_until_saved } from "./support/ward.mjs";

runs_alone("it kills browsers at moments counted from a press");

const rounds = how_often({ deep: 5, otherwise: 2 });
const patients = ["𠮷野 髙子", "勘解由小路 綾"].map((name, i) => (
    { name, kana: "てすと", patient_id: `K-${i}`, birth_date: "1938-04-05", ward: "A3病棟", bed: String(i + 1) }));
// Whether the store lies between two keys, as the disk has it.
function is_between_keys() {
    return new Promise((done) => {
        const request = indexedDB.open("tsunagi-real");
        request.onsuccess = () => {
            const asked = request.result.transaction("meta").objectStore("meta").getKey("rotation");
            asked.onsuccess = () => {
                request.result.close();
                done(asked.result !== undefined);
            };
        };
    });
}

// Waits until it does, for two seconds at most.
async function wait_between_keys(is_between) {
    for (const end = Date.now() + 2000; Date.now() < end;) if (await is_between()) return;
}

let bench;
before(async () => { bench = await Bench.open(); });
after(async () => { await bench.close(); });

test(`${rounds} times killed while the data key is exchanged`, async (t) => {
    const { url } = bench;
    const random = chance();
    const profile = new Profile();
    let under_way = 0;
    try {
        let device = await profile.play(url);
        await register(device);
        for (const patient of patients) await add_patient(device, patient);
        await wait_until_saved(device);
        for (let i = 0; i <= rounds; ++i) {
            if (i > 0) {
                device = await profile.play(url);
                if (await device.page.evaluate(is_between_keys)) ++under_way;
                await unlock(device, password);
                await device.wait_for("link", "症例", { timeout: 60_000 });
                assert.ok(!(await device.tree()).includes("前に保存したものと合いません"), `round ${i}`);
                await go_to(device, "症例");
                for (const { name } of patients) await device.wait_for("button", new RegExp(name));
                await device.tap("button", new RegExp(patients[i % patients.length].name));
                await assert_says(device, patients[i % patients.length].patient_id);
            }
            await open_settings(device, /^自分のアカウント/);
            await device.wait_for("button", "鍵を新しくする");
            await device.page.waitForFunction(() => [...document.querySelectorAll("#tree button.node")]
                .some((node) => node.textContent === "鍵を新しくする" && !node.disabled), null, { timeout: 60_000 });
            if (i === rounds) break;
            await device.tap("button", "鍵を新しくする");
            await device.wait_for("dialog", /鍵/);
            const { x, y } = await device.middle_of(device.page.locator("#tree [role=dialog]").getByRole("button", { name: "鍵を新しくする" }));
            const between = device.page.evaluate(`(${wait_between_keys})(${is_between_keys})`)
                .catch(() => null);  // it dies with the page
            await device.tap_at({ x, y });
            // At any moment after the press, or somewhere in what follows the exchange itself.
            if (i % 2 === 0) await between;
            await new Promise((done) => setTimeout(done, random() * (i % 2 === 0 ? 40 : 500)));
            await profile.kill();
            await between;
        }
        t.diagnostic(`${rounds} kills, ${under_way} left the store between two keys`);
    } finally {
        await profile.close();
    }
});
