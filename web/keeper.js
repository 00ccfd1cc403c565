// Owns the worker that holds the keys and the records: takes calls, hands them to the right part, answers by number.
// A lock ends it, and everything it held with it; where a PIN is to open again, all but what that PIN opens. The bytes of a message are described in port_message.js.

import { create_argon2 } from "./keeper_argon2.js";
import { create_keys, create_remembered } from "./keeper_crypto.js";
import { create_store } from "./keeper_store.js";
import { MessageReader, PortFault, border, is_store_op, message_from, message_of, op, status_of, status_ok } from "./port_message.js";

// What each call reads from its message, in this order, and what its answer holds.
export function create_calls(keys, store) {
    const read_sealed = (m) => ({ iv: m.bytes(12), tag: m.bytes(16), ciphertext: m.bytes() });
    const sealed_message = ({ iv, tag, ciphertext }) => message_of(iv, tag, ciphertext);
    const pair_message = ({ handle, x, y }) => message_of(handle, x, y);
    const read_cost = (m) => ({ memory_kib: m.number(), passes: m.number(), lanes: m.number() });
    return {
        [op.derive_password_key]: async (m) =>
            message_of(await keys.derive_password_key(m.bytes(), m.bytes(16), read_cost(m))),
        [op.derive_two_factor_key]: async (m) =>
            message_of(await keys.derive_two_factor_key(m.bytes(), m.bytes(16), read_cost(m), m.number())),
        [op.import_secret]: async (m) => message_of(await keys.import_secret(m.bytes(32))),
        [op.remember_key]: async (m) => {
            await keys.remember_key(m.text(), m.bytes(), read_cost(m), m.number());
            return message_of();
        },
        [op.recall_key]: async (m) => message_of(await keys.recall_key(m.text(), m.bytes())),
        [op.forget_key]: async (m) => { keys.forget_key(m.text()); return message_of(); },
        [op.generate_key]: async () => message_of(await keys.generate_key()),
        [op.wrap_key]: async (m) => message_of(await keys.wrap_key(m.number(), m.number())),
        [op.unwrap_key]: async (m) => message_of(await keys.unwrap_key(m.number(), m.bytes())),
        [op.drop]: async (m) => { keys.drop(m.number()); return message_of(); },
        [op.seal]: async (m) => sealed_message(await keys.seal(m.number(), m.bytes(), m.bytes())),
        [op.open]: async (m) => message_of(await keys.open(m.number(), m.bytes(), read_sealed(m))),
        [op.open_all]: async (m) => {
            const key = m.number();
            const openings = [];
            while (!m.is_done) openings.push(keys.open_if_possible(key, m.bytes(), read_sealed(m)));
            const opened = await Promise.all(openings);
            return message_from(opened.flatMap((plaintext) => (plaintext ? [1, plaintext] : [0, new Uint8Array()])));
        },
        [op.sha256]: async (m) => message_of(await keys.sha256(m.bytes())),
        [op.generate_pair]: async (m) => pair_message(await keys.generate_pair(m.number())),
        [op.seal_private]: async (m) => sealed_message(await keys.seal_private(m.number(), m.number())),
        [op.open_private]: async (m) => pair_message(await keys.open_private(m.number(), read_sealed(m), m.number())),
        [op.import_private]: async (m) =>
            pair_message(await keys.import_private(m.bytes(32), m.bytes(32), m.bytes(), m.number())),
        [op.sign]: async (m) => message_of(await keys.sign(m.number(), m.bytes())),
        [op.verify]: async (m) =>
            message_of(await keys.verify(m.bytes(32), m.bytes(32), m.bytes(), m.bytes()) ? 1 : 0),
        [op.wrap_for]: async (m) => {
            const { x, y, wrapped } = await keys.wrap_for(m.bytes(32), m.bytes(32), m.number());
            return message_of(x, y, wrapped);
        },
        [op.unwrap_agreed]: async (m) =>
            message_of(await keys.unwrap_agreed(m.number(), m.bytes(32), m.bytes(32), m.bytes())),
        [op.wrap_by_passphrase]: async (m) =>
            message_of(await keys.wrap_by_passphrase(m.bytes(), m.bytes(16), m.number(), m.number())),
        [op.unwrap_by_passphrase]: async (m) =>
            message_of(await keys.unwrap_by_passphrase(m.bytes(), m.bytes(16), m.number(), m.bytes())),

        [op.open_store]: async (m) => { await store.open(m.number(), m.number() === 1); return message_of(); },
        [op.read_all]: async (m) => message_from(await store.read_all(m.number())),
        [op.read]: async (m) => {
            const bytes = await store.read(m.number(), m.text());
            return bytes === undefined ? message_of() : message_of(bytes);
        },
        [op.read_range]: async (m) => message_from(await store.read_range(m.number(), m.text(), m.text())),
        [op.count]: async (m) => message_of(BigInt(await store.count(m.number()))),
        [op.commit]: async (m) => {
            const writes = [];
            while (!m.is_done) {
                const [collection, key, is_kept, bytes] = [m.number(), m.text(), m.number(), m.bytes()];
                writes.push({ collection, key, bytes: is_kept ? bytes.slice() : null });
            }
            await store.commit(writes);
            return message_of();
        },
        [op.destroy_keys]: async () => { await store.destroy_keys(); return message_of(); },
        [op.destroy]: async (m) => { await store.destroy(m.number()); return message_of(); },
    };
}

// One call from its bytes to its answer. Never throws; never says in a message what a key or a text was.
export async function answer_call(calls, { request, number, bytes }) {
    try {
        const call = calls[number];
        if (!call) throw new PortFault("crypto_failed");
        const answer = await call(new MessageReader(bytes));
        return { request, status: status_ok, bytes: answer };
    } catch (error) {
        const fault = error instanceof PortFault ? error.fault : is_store_op(number) ? "storage_failed" : "crypto_failed";
        return { request, status: status_of(fault), bytes: new Uint8Array() };
    } finally {
        bytes.fill(0);
    }
}

// Answers that are ready together travel together.
function create_outbox() {
    let answers = [];
    const wake = new MessageChannel();
    wake.port1.onmessage = () => {
        const batch = answers;
        answers = [];
        self.postMessage(batch, batch.map(({ bytes }) => bytes.buffer));
    };
    return (answer) => {
        answers.push(answer);
        if (answers.length === 1) wake.port2.postMessage(0);
    };
}

const load_argon2 = () => WebAssembly.compileStreaming(fetch("argon2.wasm"));

// A page that was open while the app was renewed may mean another call by the same number.
export function check_version({ border: of_page }) {
    if (of_page !== border) throw new Error("the page is of another version");
}

// A session's keys begin empty; what is under way for the one before ends there, unseen. The open store and what is
// remembered under PINs stay.
function create_sessions() {
    const hash_password = create_argon2(load_argon2);
    const remembered = create_remembered(hash_password);
    const store = create_store();
    const send = create_outbox();
    return (first_handle) => {
        const calls = create_calls(create_keys(hash_password, first_handle, remembered), store);
        return (batch) => {
            for (const call of batch) answer_call(calls, call).then(send);
        };
    };
}

if (globalThis.WorkerGlobalScope && self instanceof WorkerGlobalScope) {
    const begin = create_sessions();
    let take = null;
    self.onmessage = ({ data }) => {
        if (Array.isArray(data)) {
            take(data);
        } else {
            check_version(data);
            take = begin(data.first_handle);
        }
    };
}
