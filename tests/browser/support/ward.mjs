// Owns what a nurse does in every test: registering, unlocking, adding a patient, going about.
import assert from "node:assert/strict";

export const password = "さくら病棟の朝は五時半から";

export async function register(device, { name = "渡辺 ゆかり", facility = "汐見原総合病院", ward = "A3病棟" } = {}) {
    await device.tap("button", "登録を始める");
    await device.fill(/^氏名/, name);
    await device.fill(/^職種/, "病棟看護師");
    await device.fill(/^施設名/, facility);
    await device.fill(/^病棟・部署/, ward);
    await device.fill_secret("パスワード", password);
    await device.fill_secret("パスワード(もう一度)", password);
    await device.tap("button", "登録して始める");
    const code = await write_down_recovery_code(device);
    await device.wait_for("heading", "今日", { timeout: 60_000 });
    return code;
}

// The sheet with the recovery code, as it is shown once: read, checked, put away. Gives the code.
export async function write_down_recovery_code(device) {
    await device.wait_for("heading", "復旧コードを書き写してください", { timeout: 60_000 });
    const groups = (await device.tree()).match(/[0-9A-Z]{4}(?: [0-9A-Z]{4}){6}/)[0].split(" ");
    await device.fill("2番目の4文字", groups[1]);
    await device.fill("6番目の4文字", groups[5]);
    await device.tap("button", "書き写しました");
    await device.wait_until_gone("heading", "復旧コードを書き写してください");
    return groups.join("-");
}

// Another account, made by the administrator whose session is open.
export async function add_staff(device, { name, role = "記録者", password: words }) {
    await open_settings(device, /^職員/);
    await device.tap("button", "職員を追加");
    await device.fill(/^氏名/, name);
    await device.tap("radio", role);
    await device.fill_secret("新しいパスワード", words);
    await device.fill_secret("パスワード(もう一度)", words);
    await device.tap("button", "登録する");
    await device.wait_for("button", new RegExp(name), { timeout: 60_000 });
}

export async function open_settings(device, row) {
    await go_to(device, (await device.has("link", "設定")) ? "設定" : "その他");
    await device.tap("button", row);
}

// Unlocks as one of several.
export async function unlock_as(device, name, words) {
    await device.wait_for("heading", "お名前を選んでください", { timeout: 60_000 });
    await device.tap("radio", new RegExp(name));
    await device.fill_secret("パスワード", words);
    await device.tap("button", "開く");
}

const own_password_asked = "ご自分のパスワードを決めてください";

// Whoever opens with a password that an administrator made is asked for one of their own; it can be put off once.
export async function put_off_own_password(device) {
    await device.wait_for("dialog", own_password_asked, { timeout: 60_000 });
    await device.tap("button", "次に開いたときに変える");
    await device.wait_until_gone("dialog", own_password_asked);
}

export async function choose_own_password(device, given, own) {
    await device.wait_for("dialog", own_password_asked, { timeout: 60_000 });
    await device.fill_secret("いま使ったパスワード", given);
    await device.fill_secret("新しいパスワード", own);
    await device.fill_secret("パスワード(もう一度)", own);
    await device.tap("button", "変える");
    await device.wait_until_gone("dialog", own_password_asked, { timeout: 60_000 });
}

export async function unlock(device, words = password) {
    await device.wait_for("heading", "お名前を選んでください", { timeout: 60_000 });
    await device.fill_secret("パスワード", words);
    await device.tap("button", "開く");
}

export async function start_practice(device) {
    await device.tap("button", "練習用データで試す");
    await device.wait_for("heading", "今日", { timeout: 90_000 });
}

export async function lock(device) {
    await device.tap("button", "ロック");
    await device.wait_for("heading", "お名前を選んでください", { timeout: 60_000 });
}

export async function go_to(device, place) {
    await device.tap("link", place);
}

export async function add_patient(device, patient) {
    await go_to(device, "症例");
    await device.tap("button", "症例を追加");
    await device.fill(/^氏名/, patient.name);
    await device.fill(/^(ふりがな|フリガナ|カナ|よみ)/, patient.kana);
    await device.fill(/^(患者)?ID/, patient.patient_id);
    await device.fill(/^生年月日/, patient.birth_date);
    await device.fill(/^病棟/, patient.ward);
    await device.fill(/^(病室|ベッド|部屋)/, patient.bed);
    await device.tap("button", "追加する");
    await device.wait_for("button", new RegExp(patient.name));
}

export async function wait_until_saved(device) {
    await device.page.waitForFunction(() => [...document.querySelectorAll("#tree .node")].some((node) =>
        /^保存済み/.test(node.getAttribute("aria-label") ?? node.textContent ?? "")), null, { timeout: 20_000 });
}

export async function assert_says(device, words) {
    const tree = await device.tree();
    assert.ok(tree.includes(words), `"${words}" is on the page:\n${tree}`);
}

// On a phone a hand-over goes step by step: on to the one that has this.
export async function step_on_to(device, role, name) {
    const next = ["button", /^次へ：/];
    for (;;) {
        await device.find(role, name).or(device.find(...next)).first().waitFor({ state: "attached", timeout: 30_000 });
        if (await device.has(role, name)) return;
        await device.tap(...next);
    }
}

// Somebody who is not listed may be told: a guardian agreed in writing, to what is proposed and to these sections.
export async function agree(device, name, more = []) {
    await device.fill(/^相手の名前/, name);
    await agree_for_chosen(device, more);
}

// The same for the station that is chosen.
export async function agree_for_chosen(device, more = []) {
    await step_on_to(device, "button", "同意を記録");
    await device.tap("button", "同意を記録");
    await device.wait_for("dialog", "同意を記録");
    await device.tap("checkbox", "後見人");
    await device.tap("checkbox", "書面");
    for (const section of more) await device.tap("checkbox", section);
    await device.tap("button", "記録する");
    await device.wait_for_text("後見人（書面）");
}
