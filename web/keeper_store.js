// Owns the records on this device: where the browser has storage buckets (Chromium), two copies in two of them, the
// second written after the first; elsewhere one. Must not know what the bytes mean; they are sealed before they come.
//
// Why two: Chromium keeps IndexedDB in LevelDB. Killed in the midst of a write, the file ends in half a record; the next
// start writes on behind it, and the start after that reads "checksum mismatch" and deletes everything. Each bucket
// has its own files, and no kill is in the midst of both: the copy that is gone is made again from the other.
//
// The second one may have been left behind (its disk is full, it hangs). So there is a mark outside both while it holds
// all that was acknowledged. It is taken away before the first commit that the second misses is acknowledged: taking away
// needs no space. A first copy made again from a second without the mark is told to the vault: meta record "healed".

import { delete_database, open_database } from "./keeper_database.js";
import { PortFault } from "./port_message.js";

const names = ["tsunagi-real", "tsunagi-practice"];  // by enum class StoreKind
const second_bucket = "tsunagi-second-copy";
const commit_within_ms = 5_000;
const level_within_ms = 60_000;
const marks = "second-copy-is-level";  // a cache: its files are neither's
const healed = { collection: 0, key: "healed", bytes: new TextEncoder().encode('{"v":1}') };  // in meta

function name_of(kind) {
    const name = names[kind];
    if (!name) throw new PortFault("storage_failed");
    return name;
}

// Held as long as the worker lives: Chromium ends a bucket's transactions with the object that stands for it.
let bucket = null;

// Null where there are no buckets, or this one cannot be had.
async function second_factory() {
    try {
        bucket ??= await navigator.storageBuckets?.open(second_bucket) ?? null;
        return bucket?.indexedDB ?? null;
    } catch {
        return null;
    }
}

// The second copy is a help and never a hindrance: what fails or hangs there leaves the first one alone on duty.
async function or_null(promise, within_ms) {
    let timer = 0;
    const late = new Promise((resolve) => { timer = setTimeout(resolve, within_ms, null); });
    try {
        return await Promise.race([promise, late]);
    } catch {
        return null;
    } finally {
        clearTimeout(timer);
    }
}

const mark_of = (name) => new URL(`level/${name}`, self.location);

// A mark that cannot be set is not there: that errs on the side of telling.
async function set_level(name, is_level) {
    const cache = await caches.open(marks);
    if (is_level) await cache.put(mark_of(name), new Response(""));
    else await cache.delete(mark_of(name));
}

async function is_level(name) {
    return Boolean(await (await caches.open(marks)).match(mark_of(name)));
}

async function open_second(name) {
    const factory = await second_factory();
    return factory && open_database(factory, name);
}

export function create_store() {
    let first = null;
    let second = null;
    let name = "";
    let opening = Promise.resolve();  // whatever comes while the databases open waits for them
    let committing = Promise.resolve();

    // What a kill between the two left out of the second is unacknowledged, and whole. Making the second one again takes as
    // long as there is much to copy: only what is written next waits for it.
    async function level(from, copy, there, database_name) {
        const done = async () => {
            if (await from.last_commit() !== there) await copy.become(from);
            return first === from;
        };
        if (await or_null(done(), level_within_ms)) {
            second = copy;
            await or_null(set_level(database_name, true), commit_within_ms);
        } else {
            copy.close();
            await leave_behind(database_name);
        }
    }
    const leave_behind = (database_name) => or_null(set_level(database_name, false), commit_within_ms);
    // A tab that only reads leaves the second copy to the one that writes.
    async function open_both(database_name, writes) {
        const from = await open_database(indexedDB, database_name);
        first = from;
        if (!writes) return;
        const copy = await or_null(open_second(database_name), commit_within_ms);
        const there = copy && await or_null(copy.last_commit(), commit_within_ms);
        if (there === null) {
            committing = committing.then(() => leave_behind(database_name));
            return;
        }
        // A first copy that cannot be made whole is a fault; a second one is left until the next opening.
        if (await from.last_commit() < there) {
            const is_whole = await or_null(is_level(database_name), commit_within_ms);
            await from.become(copy);
            if (!is_whole) await from.commit([healed]);
        }
        committing = committing.then(() => level(from, copy, there, database_name));
    }
    function close() {
        first?.close();
        second?.close();
        first = second = null;
    }
    async function opened(database_name = name) {
        await opening;
        if (!first || name !== database_name) throw new PortFault("storage_failed");
        return first;
    }
    async function commit_both(database_name, writes) {
        const number = await (await opened(database_name)).commit(writes);
        // One after the other, and acknowledged after both.
        if (second && await or_null(second.commit(writes, number), commit_within_ms) === null) {
            second.close();
            second = null;
            await leave_behind(database_name);
        }
    }

    return {
        // writes: no other tab writes this kind of store
        open(kind, writes) {
            close();
            name = name_of(kind);
            const both = open_both(name, writes).catch((error) => {
                close();
                throw error;
            });
            opening = both.catch(() => {});
            return both;
        },
        read_all: async (collection) => (await opened()).read(collection),
        read_range: async (collection, from, to) => (await opened()).read(collection, IDBKeyRange.bound(from, to)),
        read: async (collection, key) => (await opened()).read_one(collection, key),
        count: async (collection) => (await opened()).count(collection),
        // writes: [{collection, key, bytes or null}]. All or nothing; done when the disk has it. In the order they came.
        commit(writes) {
            const into = name;
            const committed = committing.then(() => commit_both(into, writes));
            committing = committed.catch(() => {});
            return committed;
        },
        async destroy(kind) {
            const doomed = name_of(kind);
            if (doomed === name) close();
            // The first one last: killed in between, nothing has happened.
            const factory = await second_factory();
            if (factory) await delete_database(factory, doomed);
            await delete_database(indexedDB, doomed);
        },
    };
}
