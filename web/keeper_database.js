// Owns one copy of the records: an IndexedDB database, one strict transaction a commit, and in it the number of the
// last commit, by which two copies are compared. Must not know what the bytes mean, nor that there is another copy.

import { PortFault } from "./port_message.js";

const schema_version = 2;  // 2: the number of the last commit
const collections = ["meta", "slots", "records", "drafts", "audit"];  // by enum class Collection
const [meta, slots] = [0, 1];
const device_keys = "device";  // in meta, like the two below
const store_record = "store";
const numbers = "commits";
const last = "last";

function collection_name(number) {
    const name = collections[number];
    if (!name) throw new PortFault("storage_failed");
    return name;
}

function fault_of(error, otherwise) {
    if (error?.name === "QuotaExceededError") return "quota_exceeded";
    if (error?.name === "VersionError") return "future_version";
    return otherwise;
}

function result_of(request, otherwise = "storage_failed") {
    return new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(new PortFault(fault_of(request.error, otherwise), request.error));
    });
}

// factory: an IDBFactory
export async function open_database(factory, name) {
    let request;
    try {
        request = factory.open(name, schema_version);
    } catch (error) {
        throw new PortFault("storage_unavailable", error);
    }
    request.onupgradeneeded = () => {
        const there = request.result.objectStoreNames;
        for (const store of [...collections, numbers]) if (!there.contains(store)) request.result.createObjectStore(store);
    };
    request.onblocked = () => {};  // another tab is closing its own; success follows
    let database = await result_of(request, "storage_unavailable");
    database.onversionchange = () => database?.close();  // another tab wants it gone, or newer
    database.onclose = () => { database = null; };

    function transaction(stores, mode) {
        if (!database) throw new PortFault("storage_failed");
        try {
            // Strict: `complete` comes when the disk has it, not when the system's cache has.
            return database.transaction(stores, mode, { durability: "strict" });
        } catch (error) {
            throw new PortFault("storage_failed", error);
        }
    }
    // Runs `write(running, watch, number_is, give_up)` inside one transaction. All or nothing; done when the transaction is
    // complete.
    function writing(stores, write) {
        const running = transaction([...stores, numbers], "readwrite");
        return new Promise((resolve, reject) => {
            let cause = null;
            let number = 0;
            running.oncomplete = () => resolve(number);
            running.onabort = () => {
                cause ??= running.error;
                reject(cause instanceof PortFault ? cause : new PortFault(fault_of(cause, "storage_failed"), cause));
            };
            const watch = (done) => { done.onerror = () => { cause ??= done.error; }; };
            const number_is = (written) => {
                number = written;
                watch(running.objectStore(numbers).put(written, last));
            };
            const give_up = (fault) => {
                cause = new PortFault(fault);
                running.abort();
            };
            try {
                write(running, watch, number_is, give_up);
            } catch (error) {
                cause = error;
                running.abort();
            }
        });
    }
    const reading = (store) => transaction([store], "readonly").objectStore(store);

    return {
        // The number of the last commit; 0 where there was none.
        last_commit: async () => await result_of(reading(numbers).get(last)) ?? 0,
        // [key, bytes, key, bytes, ...] in key order
        async read(collection, range) {
            const store = reading(collection_name(collection));
            const [keys, values] = await Promise.all([result_of(store.getAllKeys(range)), result_of(store.getAll(range))]);
            return keys.flatMap((key, index) => [key, values[index]]);
        },
        read_one: async (collection, key) => result_of(reading(collection_name(collection)).get(key)),
        count: async (collection) => result_of(reading(collection_name(collection)).count()),
        async is_empty() {
            const counts = await Promise.all(collections.map((name) => result_of(reading(name).count())));
            return counts.every((count) => count === 0);
        },
        // The random id that the store was given when it was set up: two copies with different ones are copies of two
        // stores. Null where it cannot be read.
        async store_id() {
            const bytes = await result_of(reading(collections[meta]).get(store_record));
            try {
                const { id } = JSON.parse(new TextDecoder().decode(bytes));
                return typeof id === "string" && id !== "" ? id : null;
            } catch {
                return null;
            }
        },
        // writes: [{collection, key, bytes or null}]. Resolves to `expected`, the number of this commit. Where it is not
        // the one after the last, nothing is written (conflict_elsewhere): this copy has missed a commit, or whoever
        // writes here has.
        async commit(writes, expected) {
            const stores = [...new Set(writes.map(({ collection }) => collection_name(collection)))];
            return writing(stores, (running, watch, number_is, give_up) => {
                const asked = running.objectStore(numbers).get(last);
                asked.onsuccess = () => {
                    if (expected === (asked.result ?? 0) + 1) number_is(expected);
                    else give_up("conflict_elsewhere");
                };
                for (const { collection, key, bytes } of writes) {
                    const store = running.objectStore(collection_name(collection));
                    watch(bytes === null ? store.delete(key) : store.put(bytes, key));
                }
            });
        },
        // Everything `other` holds, in place of everything here.
        async become(other) {
            const number = await other.last_commit();
            const everything = await Promise.all(collections.map((_, collection) => other.read(collection)));
            await writing(collections, (running, watch, number_is) => {
                everything.forEach((records, collection) => {
                    const store = running.objectStore(collections[collection]);
                    watch(store.clear());
                    for (let i = 0; i < records.length; i += 2) watch(store.put(records[i + 1], records[i]));
                });
                number_is(number);
            });
        },
        // Nothing here can be opened any more. Seen, and not only asked for.
        async destroy_keys() {
            const names = [collections[slots], collections[meta]];
            await writing(names, (running, watch) => {
                watch(running.objectStore(collections[slots]).clear());
                watch(running.objectStore(collections[meta]).delete(device_keys));
            });
            if (await this.count(slots) > 0) throw new PortFault("storage_failed");
        },
        // Made again from another copy at the next opening, whatever is in it.
        forget_number: () => writing([], (_running, _watch, number_is) => number_is(0)),
        close() {
            database?.close();
            database = null;
        },
    };
}

export const delete_database = async (factory, name) => { await result_of(factory.deleteDatabase(name)); };
