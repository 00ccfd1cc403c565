// Two tabs, two versions and a disk that lost something: one tab writes, nothing is lost when another takes over, data of
// a newer version is left alone, and an update waits for a lock and for its hashes.
import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

import { start_server } from "../../web/serve.mjs";
import { Bench } from "./support/browser.mjs";
import { locked_practice_device, locked_registered_device, open_practice, registered_device } from "./support/seeds.mjs";
import { add_patient, go_to, open_settings, unlock, wait_until_saved } from "./support/ward.mjs";

const site = resolve(fileURLToPath(import.meta.url), "../../../build/site");
const patient = { name: "金子 ハル", kana: "かねこ はる", patient_id: "TAB-1", birth_date: "1940-01-02", ward: "A3病棟", bed: "12" };
const task = "窓口で二人に確かめる";

let bench;
let first;
before(async () => { bench = await Bench.open(); });
after(async () => { await bench.close(); });

const dump = (device, name = "tsunagi-real") => device.page.evaluate((database_name) => new Promise((done, failed) => {
    const opening = indexedDB.open(database_name);
    opening.onerror = () => failed(opening.error);
    opening.onsuccess = async () => {
        const database = opening.result;
        const found = { version: database.version };
        for (const store of database.objectStoreNames) {
            const reading = database.transaction(store).objectStore(store);
            const read = (request) => new Promise((resolve) => { request.onsuccess = () => resolve(request.result); });
            const [keys, values] = await Promise.all([read(reading.getAllKeys()), read(reading.getAll())]);
            found[store] = keys.map((key, i) => [key, values[i].join?.(",") ?? ""]);
        }
        database.close();
        done(found);
    };
}), name);

test("a second tab only reads and says so", async () => {
    first = await registered_device(bench);
    await add_patient(first, patient);
    await wait_until_saved(first);
    const second = await bench.tab(first);
    await second.wait_for_text("このタブは読むだけです");
    await unlock(second);
    await second.wait_for("heading", "今日", { timeout: 60_000 });
    await second.wait_for_text("読むだけ");
    await go_to(second, "症例");
    await second.wait_for("button", new RegExp(patient.name));
    await second.page.close();
});

test("another tab takes over: what was being typed in the first is kept, and the first only reads", async () => {
    const second = await bench.tab(first);
    await second.wait_for_text("このタブは読むだけです");
    await first.page.bringToFront();
    await go_to(first, "症例");
    await first.tap("button", new RegExp(patient.name));
    await first.tap("button", "課題を追加");
    await first.fill(/^すること/, task);
    await first.fill(/^期限/, "2026-12-01");
    await first.tap("button", "加える");
    await first.wait_for("button", new RegExp(task));
    await second.page.bringToFront();
    const loaded = second.page.waitForEvent("load", { timeout: 30_000 });
    await second.tap("button", "このタブで書く", { leaves: true });
    await loaded;
    await second.ready();
    await first.wait_for("heading", "お名前を選んでください");
    await first.wait_for_text("このタブは読むだけです");
    await unlock(second);
    await second.wait_for("heading", "今日", { timeout: 60_000 });
    await go_to(second, "症例");
    await second.tap("button", new RegExp(patient.name));
    await second.wait_for("button", new RegExp(task));
    await second.tap("button", "課題を追加");
    await second.fill(/^すること/, "二つ目");
    await second.fill(/^期限/, "2026-12-02");
    await second.tap("button", "加える");
    await wait_until_saved(second);
    await second.page.close();
    first.assert_no_problems();
});

test("data of a newer version is refused politely and left as it is", async () => {
    const device = await locked_registered_device(bench);
    await device.wait_for("heading", "お名前を選んでください");
    await device.page.evaluate(() => new Promise((done, failed) => {
        const opening = indexedDB.open("tsunagi-real", 99);
        opening.onerror = () => failed(opening.error);
        opening.onsuccess = () => { opening.result.close(); done(); };
    }));
    const before_it = await dump(device);
    await device.reload();
    await device.wait_for_text("新しい版のつなぎノートで作られています。");
    assert.deepEqual(await dump(device), before_it, "nothing was changed");
});

test("slots that are gone are told, never shown as an empty tablet", async () => {
    const device = await locked_registered_device(bench);
    await device.wait_for("heading", "お名前を選んでください");
    await device.page.evaluate(() => new Promise((done, failed) => {
        const opening = indexedDB.open("tsunagi-real");
        opening.onerror = () => failed(opening.error);
        opening.onsuccess = () => {
            const clearing = opening.result.transaction("slots", "readwrite");
            clearing.objectStore("slots").clear();
            clearing.oncomplete = () => { opening.result.close(); done(); };
        };
    }));
    await device.reload();
    await device.wait_for_text("データが見つかりません。");
    assert.ok(!(await device.has("button", "登録を始める")), "no empty beginning over what was there");
});

// A copy of the site with other content in one file; honest: the service worker's list says its new hash.
function publish(root, version, { honest }) {
    const changed = JSON.stringify({ ...JSON.parse(readFileSync(join(site, "app.webmanifest"), "utf8")), id: version });
    writeFileSync(join(root, "app.webmanifest"), changed);
    const worker = readFileSync(join(site, "sw.js"), "utf8");
    const hash = createHash("sha256").update(honest ? changed : `${changed}?`).digest("hex");
    const listed = worker.replace(/("url":"app\.webmanifest","sha256":")[0-9a-f]{64}/, `$1${hash}`);
    assert.notEqual(listed, worker);
    writeFileSync(join(root, "sw.js"), listed.replace(/const version = "[0-9a-f]+"/, `const version = "${version}"`));
}

test("an administrator holds updates: a new version is not installed before its number was confirmed", async () => {
    const root = mkdtempSync(join(tmpdir(), "tsunagi-held-"));
    cpSync(site, root, { recursive: true });
    const { server, url } = await start_server({ root });
    try {
        const device = await locked_registered_device(bench, { url });
        await device.page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
        const own = await device.page.evaluate(() => document.querySelector("meta[name=version]").content);
        const groups = (hash) => hash.match(/.{4}/g).join(" ");
        await device.wait_for_text(groups(own.split(" ")[1]));
        await device.reload();  // under its worker from now on
        await unlock(device);
        await device.wait_for("heading", "今日", { timeout: 60_000 });
        await open_settings(device, /^端末と保存/);
        await device.tap("checkbox", "確認するまで更新しない");
        await wait_until_saved(device);
        const look = () => device.page.evaluate(async () => {
            const registration = await navigator.serviceWorker.getRegistration();
            await registration.update().catch(() => {});
            const coming = registration.installing;
            if (coming) {
                await new Promise((done) => coming.addEventListener("statechange", () => coming.state !== "installing" && done()));
            }
            return registration.waiting?.state ?? "none";
        });
        publish(root, "b00dfeedb00dfeed", { honest: true });
        assert.equal(await look(), "none");
        await device.wait_for_text(groups("b00dfeedb00dfeed"));
        await device.tap("button", "番号を確認しました。この版に替える");
        await device.page.waitForFunction(async () =>
            (await navigator.serviceWorker.getRegistration()).waiting?.state === "installed");
        const loaded = device.page.waitForEvent("load", { timeout: 30_000 });
        await device.tap("button", "ロック", { leaves: true });
        await loaded;
        await device.ready();
        const names = await device.page.evaluate(() => globalThis.caches.keys());
        assert.ok(names.includes("tsunagi-b00dfeedb00dfeed"));
        // The next one is held again.
        publish(root, "feedb00dfeedb00d", { honest: true });
        assert.equal(await look(), "none");
        await bench.close_device(device);
    } finally {
        server.closeAllConnections();
        server.close();
        rmSync(root, { recursive: true });
    }
});

test("an update whose hashes do not match is never taken; one that is whole waits for the lock", async () => {
    const root = mkdtempSync(join(tmpdir(), "tsunagi-site-"));
    cpSync(site, root, { recursive: true });
    const { server, url } = await start_server({ root });
    try {
        const device = await locked_practice_device(bench, { url });
        await device.page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
        await device.reload();  // under its worker from now on
        await open_practice(device);
        await device.page.evaluate(() => { globalThis.same_page = true; });
        const waiting = ({ page }) => page.evaluate(async () =>
            (await navigator.serviceWorker.getRegistration()).waiting?.state ?? "none");
        const update = () => device.page.evaluate(async () => {
            const registration = await navigator.serviceWorker.getRegistration();
            await registration.update().catch(() => {});
            const coming = registration.installing;
            if (coming) {
                await new Promise((done) => coming.addEventListener("statechange", () => coming.state !== "installing" && done()));
            }
            return registration.waiting?.state ?? "none";
        });
        publish(root, "bad0", { honest: false });
        assert.equal(await update(), "none");
        publish(root, "b00d", { honest: true });
        assert.equal(await update(), "installed");
        await device.settle();
        assert.ok(await device.page.evaluate(() => globalThis.same_page), "not under a nurse's hands");
        // A tab nobody has touched could begin anew, but not while somebody works in this one.
        const second = await bench.tab(device);
        await second.settle();
        assert.equal(await waiting(second), "installed");
        await device.page.bringToFront();
        assert.ok(await device.page.evaluate(() => globalThis.same_page), "not from another tab either");
        const loaded = [device, second].map(({ page }) => page.waitForEvent("load", { timeout: 30_000 }));
        await device.tap("button", "ロック", { leaves: true });
        await Promise.all(loaded);
        await device.ready();
        await second.ready();
        const caches = await device.page.evaluate(() => globalThis.caches.keys());
        assert.deepEqual(caches.filter((name) => name.startsWith("tsunagi-")), ["tsunagi-b00d"]);
        await bench.close_device(device);
    } finally {
        server.closeAllConnections();
        server.close();
        rmSync(root, { recursive: true });
    }
});
