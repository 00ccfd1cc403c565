// Owns the records on this device: where the browser has storage buckets (Chromium), two copies in two of them, the
// second written after the first; elsewhere one. Must not know what the bytes mean; they are sealed before they come. It
// reads one thing, which is in clear: the random id of the store.
//
// Why two: Chromium keeps IndexedDB in LevelDB. Killed in the midst of a write, the file ends in half a record; the next
// start writes on behind it, and the start after that reads "checksum mismatch" and deletes everything. Each bucket
// has its own files, and no kill is in the midst of both: the copy that is gone is made again from the other.
//
// The second one may have been left behind (its disk is full, it hangs). So there is a mark outside both while it holds
// all that was acknowledged. It is taken away before the first commit that the second misses is acknowledged: taking away
// needs no space. A first copy made again from a second without the mark is told to the vault: meta record "healed".
//
// A second copy that cannot be opened is not one that is not there. Another mark says that there is one: beside it an
// empty first copy is a lost one and no new tablet, and no wipe is one before both copies were seen without keys.
// A second copy of another store (set up while the second could not be opened) never becomes the first one, however many
// commits it has. It is set aside, which is told: meta record "aside".

import { delete_database, open_database } from "./keeper_database.js";
import { PortFault } from "./port_message.js";

const names = ["tsunagi-real", "tsunagi-practice"];  // by enum class StoreKind
const second_bucket = "tsunagi-second-copy";
const commit_within_ms = 5_000;
const level_within_ms = 60_000;
const marks = "second-copy-is-level";  // a cache: its files are neither's
// In meta, for the vault.
const told = (key) => ({ collection: 0, key, bytes: new TextEncoder().encode('{"v":1}') });

function name_of(kind) {
    const name = names[kind];
    if (!name) throw new PortFault("storage_failed");
    return name;
}
const aside_of = (name) => `${name}-aside`;

async function within(promise, within_ms) {
    let timer = 0;
    const late = new Promise((_resolve, reject) => { timer = setTimeout(reject, within_ms, new PortFault("copy_unavailable")); });
    try {
        return await Promise.race([promise, late]);
    } finally {
        clearTimeout(timer);
    }
}

// The second copy is a help and never a hindrance: what fails or hangs there leaves the first one alone on duty.
const or_null = (promise, within_ms) => within(promise, within_ms).catch(() => null);

// Marks are of a kind, "level" or "made", and of a database.
const mark_of = (kind, name) => new URL(`${kind}/${name}`, self.location);

// A mark that cannot be set is not there: that errs on the side of telling.
async function set_mark(kind, name, is_set) {
    const cache = await caches.open(marks);
    if (is_set) await cache.put(mark_of(kind, name), new Response(""));
    else await cache.delete(mark_of(kind, name));
}

async function has_mark(kind, name) {
    return Boolean(await (await caches.open(marks)).match(mark_of(kind, name)));
}

// Whether there has been a second copy of this one. A version before this one set the other mark alone.
async function was_made(name) {
    const found = await or_null(Promise.all([has_mark("made", name), has_mark("level", name)]), commit_within_ms);
    return Boolean(found?.includes(true));
}

// Held as long as the worker lives: Chromium ends a bucket's transactions with the object that stands for it.
let bucket = null;

// Null where there is no second copy and can be none. copy_unavailable where there may be one.
async function second_factory(name) {
    const buckets = navigator.storageBuckets;
    try {
        bucket ??= await buckets?.open(second_bucket) ?? null;
    } catch (error) {
        const known = await buckets.keys?.().catch(() => null) ?? [second_bucket];
        if (known.includes(second_bucket)) throw new PortFault("copy_unavailable", error);
    }
    if (!bucket && await was_made(name)) throw new PortFault("copy_unavailable");
    return bucket?.indexedDB ?? null;
}

async function open_second(name) {
    const factory = await second_factory(name);
    try {
        return factory && await open_database(factory, name);
    } catch (error) {
        throw new PortFault("copy_unavailable", error);
    }
}

async function are_of_two_stores(one, other) {
    const [id, other_id] = await Promise.all([one.store_id(), other.store_id()]);
    return id !== null && other_id !== null && id !== other_id;
}

// Whether the second copy holds what the first one has lost.
async function is_ahead(second, first) {
    if (await second.is_empty()) return false;
    if (await first.is_empty()) return true;
    return !await are_of_two_stores(first, second) && await first.last_commit() < await second.last_commit();
}

// The first one to come is kept.
async function set_aside(copy, name) {
    const aside = await open_database(bucket.indexedDB, aside_of(name));
    if (await aside.is_empty()) await aside.become(copy);
    aside.close();
}

export function create_store() {
    let first = null;
    let second = null;
    let name = "";
    let number = null;  // of the last commit this tab knows of; null in one that only reads
    let opening = Promise.resolve();  // whatever comes while the databases open waits for them
    let committing = Promise.resolve();

    const leave_behind = (database_name) => or_null(set_mark("level", database_name, false), commit_within_ms);

    // What a kill between the two left out of the second is unacknowledged, and whole. Making the second one again takes as
    // long as there is much to copy: only what is written next waits for it.
    async function level(from, copy, database_name) {
        const done = async () => {
            await set_mark("made", database_name, true);
            const is_another = await are_of_two_stores(from, copy);
            if (is_another) {
                await set_aside(copy, database_name);
                number = await from.commit([told("aside")], await from.last_commit() + 1);
            }
            if (is_another || await from.last_commit() !== await copy.last_commit()) await copy.become(from);
            return first === from;
        };
        if (await or_null(done(), level_within_ms)) {
            second = copy;
            await or_null(set_mark("level", database_name, true), commit_within_ms);
        } else {
            copy.close();
            await leave_behind(database_name);
        }
    }
    // A tab that only reads leaves the second copy to the one that writes.
    async function open_both(database_name, writes) {
        const from = await open_database(indexedDB, database_name);
        first = from;
        number = null;
        if (!writes) return;
        let copy = null;
        let ahead = false;
        try {
            copy = await within(open_second(database_name), commit_within_ms);
            ahead = copy !== null && await within(is_ahead(copy, from), commit_within_ms);
        } catch (error) {
            copy = null;
            // What is missing here may be there.
            if (await from.is_empty() && await was_made(database_name)) throw new PortFault("copy_unavailable", error);
        }
        // A first copy that cannot be made whole is a fault; a second one is left until the next opening.
        if (ahead) {
            const is_whole = await or_null(has_mark("level", database_name), commit_within_ms);
            await from.become(copy);
            if (!is_whole) await from.commit([told("healed")], await from.last_commit() + 1);
        }
        number = await from.last_commit();
        committing = committing.then(() => (copy ? level(from, copy, database_name) : leave_behind(database_name)));
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
        const into = await opened(database_name);
        // A tab that slept while another took over goes on with what it knew: not over what the other has written.
        if (number === null) throw new PortFault("conflict_elsewhere");
        number = await into.commit(writes, number + 1);
        // One after the other, and acknowledged after both.
        if (second && await or_null(second.commit(writes, number), commit_within_ms) === null) {
            second.close();
            second = null;
            await leave_behind(database_name);
        }
    }
    // The second one first: a fault or a kill on the way leaves the first one whole, and the second is made again from it.
    async function destroy_keys(database_name) {
        const from = await opened(database_name);
        if (number === null || await from.last_commit() !== number) throw new PortFault("conflict_elsewhere");
        const copy = second ?? await within(open_second(database_name), commit_within_ms);
        second = null;
        if (copy) {
            await leave_behind(database_name);
            await within(copy.forget_number(), commit_within_ms);
            await within(copy.destroy_keys(), commit_within_ms);
            copy.close();
            await within(delete_database(bucket.indexedDB, aside_of(database_name)), commit_within_ms);
        }
        await from.destroy_keys();
    }
    // In the order they came.
    function in_turn(step) {
        const done = committing.then(step);
        committing = done.catch(() => {});
        return done;
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
        // writes: [{collection, key, bytes or null}]. All or nothing; done when the disk has it.
        commit(writes) {
            const into = name;
            return in_turn(() => commit_both(into, writes));
        },
        // Every slot, and the device's keys, out of every copy. copy_unavailable, and everything is as it was, where one
        // of them cannot be opened.
        destroy_keys() {
            const of = name;
            return in_turn(() => destroy_keys(of));
        },
        async destroy(kind) {
            const doomed = name_of(kind);
            const factory = await within(second_factory(doomed), commit_within_ms);
            if (doomed === name) close();
            // The first one last: killed in between, nothing has happened.
            if (factory) {
                await delete_database(factory, aside_of(doomed));
                await delete_database(factory, doomed);
            }
            await delete_database(indexedDB, doomed);
            for (const kind_of of ["level", "made"]) await or_null(set_mark(kind_of, doomed, false), commit_within_ms);
        },
    };
}
