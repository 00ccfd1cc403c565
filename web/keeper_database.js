// Owns one copy of the records: an IndexedDB database, one strict transaction a commit, and in it the number of the
// last commit, by which two copies are compared. Must not know what the bytes mean, nor that there is another copy.

import { PortFault } from "./port_message.js";

const schema_version = 2;  // 2: the number of the last commit
const collections = ["meta", "slots", "records", "drafts", "audit"];  // by enum class Collection
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
    // Runs `write` inside one transaction. All or nothing; done when the transaction is complete.
    function writing(stores, write) {
        const running = transaction([...stores, numbers], "readwrite");
        return new Promise((resolve, reject) => {
            let cause = null;
            let number = 0;
            running.oncomplete = () => resolve(number);
            running.onabort = () => {
                cause ??= running.error;
                reject(new PortFault(fault_of(cause, "storage_failed"), cause));
            };
            const watch = (done) => { done.onerror = () => { cause ??= done.error; }; };
            try {
                write(running, watch, (written) => {
                    number = written;
                    watch(running.objectStore(numbers).put(written, last));
                });
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
        // writes: [{collection, key, bytes or null}]. Resolves to the number of this commit. Where `expected` is given it
        // has to be that one, or nothing is written: this copy has missed something.
        async commit(writes, expected) {
            const stores = [...new Set(writes.map(({ collection }) => collection_name(collection)))];
            return writing(stores, (running, watch, number_is) => {
                const asked = running.objectStore(numbers).get(last);
                asked.onsuccess = () => {
                    const number = (asked.result ?? 0) + 1;
                    if (expected === undefined || number === expected) number_is(number);
                    else running.abort();
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
        close() {
            database?.close();
            database = null;
        },
    };
}

export const delete_database = async (factory, name) => { await result_of(factory.deleteDatabase(name)); };
