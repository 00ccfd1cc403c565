// Owns the way to every screen from any other, as a nurse would go.
// Must not know what a screen says beyond what is pressed on the way.
import { go_to, open_settings } from "./ward.mjs";

export const screens = {
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
    async account(device) { await open_settings(device, /^自分のアカウント/); },
    async storage(device) { await open_settings(device, /^端末と保存/); },
    async audit(device) {
        await open_settings(device, /^監査の記録/);
        await device.settle();
    },
    async adding_case(device) {
        await go_to(device, "症例");
        await device.tap("button", "症例を追加");
        await device.wait_for("dialog", /症例を追加/);
    },
    async keys(device) {
        if (await device.has("dialog", /症例を追加/)) await device.tap("button", "やめる");
        await screens.settings(device);
        await device.tap("button", "キーボードの使い方");
        await device.wait_for("dialog", "キーボードの使い方");
    },
    async locked(device) {
        if (await device.has("dialog", "キーボードの使い方")) await device.page.keyboard.press("Escape");
        await device.settle();
        await device.tap("button", "ロック");
        await device.wait_for("heading", "お名前を選んでください");
    },
};

// look(name) on every screen in turn.
export async function visit_screens(device, look) {
    for (const [name, open] of Object.entries(screens)) {
        await open(device);
        await look(name);
        await step_out(device);
    }
}

async function open_case(device) {
    await go_to(device, "症例");
    await device.tap("button", /ハツヱ/);
}

// Out of a conference on a phone there is no navigation but back.
export async function step_out(device) {
    for (let back = 0; back < 3 && !(await device.has("link", "今日")) && (await device.has("button", "もどる")); ++back) {
        await device.tap("button", "もどる");
    }
}
