// Owns the records on this device: where the browser has storage buckets (Chromium), two copies in two of them, the
// second written after the first; elsewhere one. Must not know what the bytes mean; they are sealed before they come.
//
// Why two: Chromium keeps IndexedDB in LevelDB. Killed in the midst of a write, the file ends in half a record; the next
// start writes on behind it, and the start after that reads "checksum mismatch" and deletes everything. Each bucket
// has its own files, and no kill is in the midst of both: the copy that is gone is made again from the other.

import { delete_database, open_database } from "./keeper_database.js";
import { PortFault } from "./port_message.js";

const names = ["tsunagi-real", "tsunagi-practice"];  // by enum class StoreKind
const second_bucket = "tsunagi-second-copy";

function name_of(kind) {
    const name = names[kind];
    if (!name) throw new PortFault("storage_failed");
    return name;
}

// Null where there are no buckets, or this one cannot be had.
async function second_factory() {
    try {
        return (await navigator.storageBuckets?.open(second_bucket))?.indexedDB ?? null;
    } catch {
        return null;
    }
}

// The second copy is a help and never a hindrance: what fails there leaves the first one alone on duty.
async function or_null(promise) {
    try {
        return await promise;
    } catch {
        return null;
    }
}

async function open_second(name) {
    const factory = await second_factory();
    return factory && or_null(open_database(factory, name));
}

// Both as far as the one that is further. What a kill between the two left out is unacknowledged, and whole.
async function level(first, second) {
    const [here, there] = await Promise.all([first.last_commit(), second.last_commit()]);
    if (here < there) await first.become(second);
    if (here > there) await second.become(first);
    return second;
}

export function create_store() {
    let first = null;
    let second = null;
    let name = "";
    let opening = Promise.resolve();  // whatever comes while the databases open waits for them
    let committing = Promise.resolve();

    // A tab that only reads leaves the second copy to the one that writes.
    async function open_both(database_name, writes) {
        first = await open_database(indexedDB, database_name);
        if (!writes) return;
        second = await open_second(database_name);
        if (!second) return;
        const behind = await first.last_commit() < (await or_null(second.last_commit()) ?? 0);
        // A first copy that cannot be made whole is a fault; a second one is left until the next opening.
        const levelled = level(first, second);
        second = await (behind ? levelled : or_null(levelled));
    }
    function close() {
        first?.close();
        second?.close();
        first = second = null;
    }
    async function opened() {
        await opening;
        if (!first) throw new PortFault("storage_failed");
        return first;
    }
    async function commit_both(writes) {
        const number = await (await opened()).commit(writes);
        // One after the other, and acknowledged after both.
        if (second && await or_null(second.commit(writes, number)) === null) {
            second.close();
            second = null;
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
            const committed = committing.then(() => commit_both(writes));
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
