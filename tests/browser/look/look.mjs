// Writes every screen at the three widths as PNG into build/pictures, to be looked at beside the design's references.
//   node tests/browser/look/look.mjs [screen ...]
import { Bench, sizes } from "../support/browser.mjs";
import { go_to, start_practice } from "../support/ward.mjs";

const wanted = process.argv.slice(2);

const screens = {
    async today(device) { await go_to(device, "今日"); },
    async cases(device) { await go_to(device, "症例"); },
    async case_home(device) { await open_case(device); },
    async checklist(device) {
        await open_case(device);
        await device.tap("button", /^確認表/);
    },
    async meetings(device) { await go_to(device, "会議"); },
    async conference(device) {
        await go_to(device, "今日");
        await device.tap("button", /会議(を始める|にもどる)/);
        if (await device.has("tab", "生活の見立て")) await device.tap("tab", "生活の見立て");
    },
    async handover(device) {
        await open_case(device);
        await device.tap("button", "受け渡し");
    },
    async ledger(device) {
        if (await device.has("link", "台帳")) return go_to(device, "台帳");
        await go_to(device, "その他");
        await device.tap("button", /^台帳/);
    },
    async settings(device) { await go_to(device, (await device.has("link", "設定")) ? "設定" : "その他"); },
    async locked(device) {
        await device.tap("button", "ロック");
        await device.wait_for("heading", "お名前を選んでください");
    },
};

async function open_case(device) {
    await go_to(device, "症例");
    await device.tap("button", /ハツヱ/);
}

const bench = await Bench.open();
for (const size of Object.values(sizes)) {
    const device = await bench.device({ size });
    if (!wanted.length || wanted.includes("first_run")) await device.screenshot(`first_run-${size.width}`);
    await start_practice(device);
    for (const [name, open] of Object.entries(screens)) {
        if (wanted.length && !wanted.includes(name)) continue;
        try {
            await open(device);
            await device.screenshot(`${name}-${size.width}`);
            console.log(`${name}-${size.width}`);
        } catch (error) {
            console.log(`${name}-${size.width}: ${error.message.split("\n")[0]}`);
            await device.screenshot(`${name}-${size.width}-failed`);
        }
        // Out of a conference on a phone there is no navigation but back.
        for (let back = 0; back < 3 && !(await device.has("link", "今日")) && (await device.has("button", "もどる")); ++back) {
            await device.tap("button", "もどる");
        }
    }
    for (const problem of device.problems) console.log(`problem: ${problem}`);
}
await bench.close();
