// Owns tablets that already hold something: what one tablet was given by hand, once a run, put into every other that needs
// it. They begin locked, as a tablet does, and it costs one password to open them.
import { randomUUID } from "node:crypto";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { lock, password, register, start_practice, unlock } from "./ward.mjs";

// What the app itself gives the account that everybody knows.
const practice_password = "renshu-renshu-2026";

// Each makes one tablet and gives what a test needs to know of it.
const makers = {
    account: { database: "tsunagi-real", make: async (device) => ({ code: await register(device) }) },
    practice: {
        database: "tsunagi-practice",
        async make(device) {
            await start_practice(device);
            await device.wait_for("button", /^会議を始める/, { timeout: 60_000 });  // the records come after the screen
        },
    },
};
const made = new Map();  // name -> a promise of its seed, in this process

// New slots cost the least there is where the first two derivations take long (src/vault/calibration.cpp), as on an old
// tablet: opening them is then quick on every machine.
async function be_slow_at_first(device) {
    const [keeper] = device.page.workers();
    await keeper.evaluate(() => {
        const real = WebAssembly.instantiate;
        let slow = 2;
        WebAssembly.instantiate = async (...how) => {
            if (slow-- > 0) await new Promise((done) => setTimeout(done, 700));
            return real.apply(WebAssembly, how);
        };
    });
}

// Runs in the page: {version, stores: {name: [[key, bytes in base64, or a number]]}}. One copy is enough: the app makes its second.
async function read_database(name) {
    const result_of = (request) => new Promise((done, fail) => {
        request.onsuccess = () => done(request.result);
        request.onerror = () => fail(request.error);
    });
    const database = await result_of(indexedDB.open(name));
    const stores = {};
    const running = database.transaction([...database.objectStoreNames]);
    for (const store of database.objectStoreNames) {
        const [keys, values] = await Promise.all([result_of(running.objectStore(store).getAllKeys()), result_of(running.objectStore(store).getAll())]);
        stores[store] = keys.map((key, i) => [key, typeof values[i] === "number" ? values[i] : values[i].toBase64()]);
    }
    const { version } = database;
    database.close();
    return { name, version, stores };
}

async function make(bench, name) {
    const { database, make: make_it } = makers[name];
    const device = await bench.device();
    await be_slow_at_first(device);
    const told = await make_it(device);
    await lock(device);  // which waits until everything is on the disk
    const seed = { ...told, database: await device.page.evaluate(read_database, database) };
    await bench.close_device(device);
    return seed;
}

// Two files that begin together may both make one: the later one counts, and either is good.
async function find_or_make(bench, name) {
    const folder = process.env.TSUNAGI_SEEDS;
    const path = folder && join(folder, `${name}.json`);
    try {
        if (path) return JSON.parse(readFileSync(path));
    } catch (error) {
        if (error.code !== "ENOENT") throw error;
    }
    const seed = await make(bench, name);
    if (path) {
        const unfinished = `${path}.${randomUUID()}`;
        writeFileSync(unfinished, JSON.stringify(seed));
        renameSync(unfinished, path);
    }
    return seed;
}

function seed_of(bench, name) {
    if (!made.has(name)) made.set(name, find_or_make(bench, name));
    return made.get(name);
}

// A tablet with the practice records, locked.
export async function locked_practice_device(bench, options) {
    const { database } = await seed_of(bench, "practice");
    return bench.device({ ...options, holds: database });
}

export const unlock_practice = (device) => unlock(device, practice_password);

export async function open_practice(device) {
    await device.tap("button", "練習用データで試す");
    await unlock_practice(device);
    await device.wait_for("heading", "今日", { timeout: 60_000 });
}

export async function practice_device(bench, options) {
    const device = await locked_practice_device(bench, options);
    await open_practice(device);
    return device;
}

// A tablet on which the first nurse has an account and nothing is written, locked.
export async function locked_registered_device(bench, options) {
    const { database } = await seed_of(bench, "account");
    return bench.device({ ...options, holds: database });
}

export async function registered_device(bench, options) {
    const device = await locked_registered_device(bench, options);
    await unlock(device, password);
    await device.wait_for("heading", "今日", { timeout: 60_000 });
    return device;
}

// The one that opens every registered device.
export async function recovery_code(bench) {
    return (await seed_of(bench, "account")).code;
}
