// Owns the records on this device, in IndexedDB: one database a kind, one strict transaction a commit.
// Must not know what the bytes mean; they are sealed before they come here.

import { PortFault } from "./port_message.js";

const schema_version = 1;
const names = ["tsunagi-real", "tsunagi-practice"];                         // by enum class StoreKind
const collections = ["meta", "slots", "records", "drafts", "audit"];        // by enum class Collection

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

function result_of(request) {
    return new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(new PortFault(fault_of(request.error, "storage_failed"), request.error));
    });
}

function open_database(name) {
    return new Promise((resolve, reject) => {
        let request;
        try {
            request = indexedDB.open(name, schema_version);
        } catch (error) {
            reject(new PortFault("storage_unavailable", error));
            return;
        }
        request.onupgradeneeded = () => {
            for (const collection of collections) request.result.createObjectStore(collection);
        };
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(new PortFault(fault_of(request.error, "storage_unavailable"), request.error));
        request.onblocked = () => {};  // another tab is closing its own; success follows
    });
}

function delete_database(name) {
    return new Promise((resolve, reject) => {
        const request = indexedDB.deleteDatabase(name);
        request.onsuccess = () => resolve();
        request.onerror = () => reject(new PortFault("storage_failed", request.error));
    });
}

export function create_store() {
    let database = null;
    let name = "";
    let opening = Promise.resolve();  // whatever comes while the database opens waits for it

    async function transaction(stores, mode) {
        await opening;
        if (!database) throw new PortFault("storage_failed");
        try {
            // Strict: `complete` comes when the disk has it, not when the system's cache has.
            return database.transaction(stores, mode, { durability: "strict" });
        } catch (error) {
            throw new PortFault("storage_failed", error);
        }
    }
    function close() {
        database?.close();
        database = null;
    }
    async function reading(collection) {
        const store = collection_name(collection);
        return (await transaction([store], "readonly")).objectStore(store);
    }
    async function read_records(collection, range) {
        const store = await reading(collection);
        const [keys, values] = await Promise.all([result_of(store.getAllKeys(range)), result_of(store.getAll(range))]);
        return keys.flatMap((key, index) => [key, values[index]]);
    }

    return {
        open(kind) {
            close();
            name = names[kind];
            if (!name) throw new PortFault("storage_failed");
            const opened = open_database(name).then((ready) => {
                ready.onversionchange = () => ready.close();  // another tab wants it gone, or newer
                ready.onclose = () => { if (database === ready) database = null; };
                database = ready;
            });
            opening = opened.catch(() => {});
            return opened;
        },
        // [key, bytes, key, bytes, ...] in key order
        read_all: (collection) => read_records(collection),
        read_range: (collection, first, last) => read_records(collection, IDBKeyRange.bound(first, last)),
        read: async (collection, key) => result_of((await reading(collection)).get(key)),
        count: async (collection) => result_of((await reading(collection)).count()),
        // writes: [{collection, key, bytes or null}]. All or nothing; done when the transaction is complete.
        async commit(writes) {
            const stores = [...new Set(writes.map(({ collection }) => collection_name(collection)))];
            const running = await transaction(stores, "readwrite");
            return new Promise((resolve, reject) => {
                let cause = null;
                running.oncomplete = () => resolve();
                running.onabort = () => {
                    cause ??= running.error;
                    reject(new PortFault(fault_of(cause, "storage_failed"), cause));
                };
                try {
                    for (const { collection, key, bytes } of writes) {
                        const store = running.objectStore(collection_name(collection));
                        const request = bytes === null ? store.delete(key) : store.put(bytes, key);
                        request.onerror = () => { cause ??= request.error; };
                    }
                } catch (error) {
                    cause = error;
                    running.abort();
                }
            });
        },
        async destroy(kind) {
            const doomed = names[kind];
            if (!doomed) throw new PortFault("storage_failed");
            if (doomed === name) close();
            await delete_database(doomed);
        },
    };
}
