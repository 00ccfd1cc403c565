// What a thief finds on the disk: after a day's work and a lock, no word of it, no password and no key lies readable in
// the browser's profile.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { after, before, test } from "node:test";

import { Bench } from "./support/browser.mjs";
import { add_patient, agree, go_to, password, register, wait_until_saved } from "./support/ward.mjs";

const patient = {
    name: "金糸雀 ことね", kana: "かなりあ ことね", patient_id: "CANARY-7731", birth_date: "1938-04-03", ward: "A3病棟", bed: "1187-9",
};
const task = "金糸雀の籠を退院前に窓辺へ移す約束";

let profile;
let bench;
before(async () => {
    profile = mkdtempSync(join(tmpdir(), "tsunagi-canary-"));
    bench = await Bench.open();
});
after(async () => {
    await bench.close();
    rmSync(profile, { recursive: true });
});

// The same words as a browser, a database or a log could have written them.
function forms_of(words) {
    const utf8 = Buffer.from(words, "utf8");
    const utf16 = Buffer.from(words, "utf16le");
    const forms = { utf8, utf16le: utf16, utf16be: Buffer.from(utf16).swap16() };
    for (const [name, bytes] of Object.entries({ utf8, utf16 })) {
        forms[`hex of ${name}`] = Buffer.from(bytes.toString("hex"));
        // Base64 shifts with what stands before: the middle is the same in one of three ways.
        for (let shift = 0; shift < 3; ++shift) {
            const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString("base64").replace(/=+$/, "");
            forms[`base64+${shift} of ${name}`] = Buffer.from(text.slice(4, -2));
        }
    }
    return Object.entries(forms).filter(([, bytes]) => bytes.length >= 6);
}

function* files_under(folder) {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
        if (entry.isFile()) yield join(entry.parentPath ?? entry.path, entry.name);
    }
}

function find_in_profile(words) {
    const found = [];
    for (const path of files_under(profile)) {
        const content = readFileSync(path);
        for (const [form, bytes] of forms_of(words)) {
            if (content.includes(bytes)) found.push(`${relative(profile, path)}: ${form}`);
        }
    }
    return found;
}

test("after a session and a lock the profile holds none of it", async () => {
    // The keys as bytes, told by the worker while it works: what must not be found is known exactly.
    const device = await bench.device({ profile });
    await register(device);
    const [keeper] = device.page.workers();
    await keeper.evaluate(() => {
        globalThis.seen_keys = [];
        for (const name of ["importKey", "generateKey", "unwrapKey"]) {
            const real = crypto.subtle[name].bind(crypto.subtle);
            crypto.subtle[name] = async (...args) => {
                const key = await real(...args);
                if (key.type === "secret" && key.extractable) {
                    const raw = new Uint8Array(await crypto.subtle.exportKey("raw", key));
                    seen_keys.push([...raw].map((byte) => byte.toString(16).padStart(2, "0")).join(""));
                }
                return key;
            };
        }
    });
    await add_patient(device, patient);
    await device.tap("button", "課題を追加");
    await device.fill(/^すること/, task);
    await device.fill(/^期限/, "2026-12-01");
    await device.tap("button", "加える");
    await device.wait_for("button", new RegExp(task));
    await wait_until_saved(device);
    await go_to(device, "受け渡し");
    await device.tap("radio", /一覧にない相手/);
    await agree(device, "訪問看護ステーション このは坂");
    await device.tap("button", /ファイルを作る/);
    await device.wait_for("button", "ファイルを保存", { timeout: 30_000 });
    const file = await device.download(() => device.tap("button", "ファイルを保存"));
    const passphrase = (await device.tree()).match(/\d{4}(?:[- ]\d{4}){5}/)[0].replaceAll(" ", "-");
    const keys = await keeper.evaluate(() => seen_keys);
    assert.ok(keys.length > 0, "keys were seen");
    await wait_until_saved(device);
    await device.tap("button", "ロック");
    await device.wait_for("heading", "お名前を選んでください");
    await bench.close_device(device);

    const kept = [...files_under(profile)];
    const stored = kept.filter((path) => /IndexedDB/.test(path));
    assert.ok(stored.some((path) => readFileSync(path).length > 1000), "the records were written to this profile");
    for (const words of [patient.name, patient.name.split(" ")[1], patient.kana, patient.patient_id, patient.bed, task,
        task.slice(0, 8), password, passphrase, passphrase.replaceAll("-", "")]) {
        assert.deepEqual(find_in_profile(words), [], `"${words}" is nowhere`);
    }
    for (const key of keys) {
        const raw = Buffer.from(key, "hex");
        for (const path of kept) {
            const content = readFileSync(path);
            for (const bytes of [raw, Buffer.from(key), Buffer.from(raw.toString("base64").slice(0, -1)),
                Buffer.from(raw.toString("base64url"))]) {
                assert.ok(!content.includes(bytes), `a key in ${relative(profile, path)}`);
            }
        }
    }
    // The search itself finds what is there: the name on the lock screen is the one thing that is meant to be readable.
    assert.notDeepEqual(find_in_profile("渡辺 ゆかり"), []);
    // And the file that went out holds none of it either.
    for (const words of [patient.name, task, passphrase]) {
        for (const [form, bytes] of forms_of(words)) assert.ok(!file.bytes.includes(bytes), `${words}: ${form}`);
    }
});
