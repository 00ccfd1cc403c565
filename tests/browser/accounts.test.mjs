// Accounts in a real browser: staff, roles, one's own password, the PIN, a passkey by a virtual authenticator, the
// recovery code, and the log of all of it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { Bench } from "./support/browser.mjs";
import { add_patient, add_staff, choose_own_password, go_to, open_settings, password, put_off_own_password, register, unlock_as, wait_until_saved,
         write_down_recovery_code } from "./support/ward.mjs";

const nurse = "渡辺 ゆかり";
const reader = { name: "閲覧 はな子", role: "閲覧者", password: "夕方の廊下を歩く三人の長い影" };
const readers_own = "春の土手に並ぶ自転車と赤い帽子";
const next_password = "冬の朝の白い息と長い坂道の先";
const patient = { name: "金子 ハル", kana: "かねこ はる", patient_id: "ACC-1", birth_date: "1940-01-02", ward: "A3病棟", bed: "12" };

let bench;
let device;
let code;
before(async () => {
    bench = await Bench.open();
    device = await bench.device();
    await device.cdp.send("WebAuthn.enable");
    await device.cdp.send("WebAuthn.addVirtualAuthenticator", { options: {
        protocol: "ctap2", ctap2Version: "ctap2_1", transport: "internal", hasResidentKey: true, hasUserVerification: true,
        isUserVerified: true, hasPrf: true, automaticPresenceSimulation: true,
    } });
    await device.reload();  // the page asks once whether there is one
});
after(async () => { await bench.close(); });

async function lock() {
    await device.tap("button", "ロック");
    await device.wait_for("heading", "お名前を選んでください", { timeout: 30_000 });
}
const is_open = () => device.wait_for("heading", "今日", { timeout: 60_000 });

test("the first account is given the recovery code once, and has to read it back", async () => {
    await device.tap("button", "登録を始める");
    await device.tap("button", "もどる");
    code = await register(device);
    assert.match(code, /^[0-9A-Z]{4}(-[0-9A-Z]{4}){6}$/);
    assert.ok(!(await device.page.evaluate(() => document.documentElement.outerHTML)).includes(code.slice(0, 9)));
    await add_patient(device, patient);
    await wait_until_saved(device);
});

test("a reader reads, is told why nothing can be written, and finds no way to write", async () => {
    await add_staff(device, reader);
    await lock();
    await unlock_as(device, reader.name, reader.password);
    await put_off_own_password(device);
    await is_open();
    await device.wait_for_text("閲覧者として開いています。");
    await go_to(device, "症例");
    assert.ok(await device.find("button", "症例を追加").isDisabled());
    await device.tap("button", new RegExp(patient.name));
    await device.wait_for("button", /^確認表/);
    assert.ok(await device.find("button", "課題を追加").isDisabled());
    await go_to(device, "設定");
    assert.ok(!(await device.has("button", /^職員/)), "staff is the administrators'");
    await lock();
});

test("a password that an administrator made is put off once at most, then it is the owner's own", async () => {
    await unlock_as(device, reader.name, reader.password);
    await device.wait_for_text("前回あとにしたので、変えてから使います。", { timeout: 60_000 });
    assert.ok(!(await device.has("button", "次に開いたときに変える")));
    await choose_own_password(device, reader.password, readers_own);
    await device.wait_for("heading", "設定");  // where the lock found them
    await lock();
    await unlock_as(device, reader.name, reader.password);
    await device.wait_for_text("パスワードが違います", { timeout: 60_000 });
    await device.reload();
    await unlock_as(device, reader.name, readers_own);
    await is_open();
    await lock();
    await unlock_as(device, nurse, password);
    await is_open();
});

test("a PIN opens again until the page is closed", async () => {
    await open_settings(device, /^自分のアカウント/);
    await device.tap("button", "PIN を決める");
    await device.fill_secret("PIN（4〜6けた）", "1234");
    await device.fill_secret("今のパスワード", password);
    await device.tap("button", "決める");
    await device.wait_for_text("当てにくい数字");
    await device.focus_field(device.secret("PIN（4〜6けた）"));
    await device.page.keyboard.press("Control+A");
    await device.cdp.send("Input.insertText", { text: "7291" });
    await device.tap("button", "決める");
    await device.wait_for("button", "PIN をやめる", { timeout: 30_000 });
    await lock();
    await device.tap("radio", new RegExp(nurse));
    await device.fill_secret("PIN", "7291");
    await device.tap("button", "開く");
    await device.wait_for("heading", "自分のアカウント", { timeout: 60_000 });  // where the lock found us
});

test("with a passkey the password alone does not open, and without it a new password does", async () => {
    await device.tap("button", "パスキーを登録する");
    await device.fill_secret("今のパスワード", password);
    await device.tap("button", "パスキーを登録する");
    await device.wait_for("button", "パスキーをやめる", { timeout: 60_000 });
    await device.reload();  // the PIN is gone with the page
    await unlock_as(device, nurse, password);
    await is_open();
    await open_settings(device, /^自分のアカウント/);
    await device.tap("button", "パスキーをやめる");
    await device.fill_secret("今のパスワード", password);
    await device.tap("button", "パスキーをやめる");
    await device.wait_for("button", "パスキーを登録する", { timeout: 60_000 });
    await device.tap("button", "パスワードを変える");
    await device.fill_secret("今のパスワード", password);
    await device.fill_secret("新しいパスワード", next_password);
    await device.wait_for_text("よい。");
    await device.fill_secret("パスワード(もう一度)", next_password);
    await device.tap("button", "変える");
    await device.wait_for("button", "パスワードを変える", { timeout: 60_000 });
});

test("the log says who did what, is whole, and goes out as a file", async () => {
    await open_settings(device, /^監査の記録/);
    await device.wait_for_text("パスキーを登録した");
    await device.tap("button", "つながりを確かめる");
    await device.wait_for_text("欠けも書き換えもありません", { timeout: 30_000 });
    const file = await device.download(() => device.tap("button", "ファイルに書き出す"));
    assert.match(file.name, /^tsunagi-audit-\d{4}-\d{2}-\d{2}\.jsonl$/);
    const lines = file.bytes.toString().trim().split("\n").map((line) => JSON.parse(line));
    assert.equal(lines.at(-1).kind, "tsunagi-audit");
    assert.equal(lines[0].seq, 1);
});

test("the recovery code opens with a new password, once, and gives a new code", async () => {
    await lock();
    await device.tap("button", "パスワードを忘れたとき：復旧コードで開く");
    await device.fill(/^復旧コード/, `${code.slice(0, -1)}${code.endsWith("0") ? "1" : "0"}`);
    await device.fill_secret("新しいパスワード", password);
    await device.fill_secret("パスワード(もう一度)", password);
    await device.tap("button", "新しいパスワードで開く");
    await device.wait_for_text("写し間違いがあります");
    await device.fill(/^復旧コード/, code.toLowerCase().replaceAll("-", " "));
    await device.tap("button", "新しいパスワードで開く");
    const fresh = await write_down_recovery_code(device);
    assert.notEqual(fresh, code);
    await go_to(device, "症例");
    await device.wait_for("button", new RegExp(patient.name));
    device.assert_no_problems();
});
