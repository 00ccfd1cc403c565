// Owns the page's side of the keeper: the worker's life, the numbers of calls under way, and which tab may write.
// Locking ends the worker: the keys are gone with it, and what was under way is answered with `locked`. While it
// remembers a key under a PIN it begins anew instead, with no other key.

import * as passkeys from "./passkeys.js";
import { MessageReader, PortFault, border, message_of, op, is_store_op, status_of, status_ok } from "./port_message.js";
import { script_url } from "./trusted.js";

const handles_per_worker = 1 << 20;
const patience_ms = 1_500;  // a page that was just closed or reloaded lets go of its lock a moment later
const answer_within_ms = 5_000;
const uses_key = new Set([op.remember_key, op.seal, op.open, op.open_all, op.sign]);
const writes_store = new Set([op.commit, op.destroy, op.destroy_keys]);
const own_request = 0;  // nobody waits for its answer: opening again after a lock, dropping a key

function start_worker() {
    return new Worker(script_url("keeper.js"), { type: "module", name: "keeper" });
}

// One tab writes a kind of store at a time. Held from opening until another kind is opened, another tab takes over or the
// page goes, also while the page is locked: what another tab wrote meanwhile would not be in this one's memory.
// A tab that wants to write asks on a channel; the one that writes commits, locks, and lets go.
function create_writing(locks = navigator.locks, channel = new BroadcastChannel("tsunagi-writing")) {
    let held_kind = null;
    let release = null;
    let told = () => {};
    let asked = () => {};

    function hold(kind, options) {
        return new Promise((resolve) => {
            const held = locks.request(`tsunagi-store-${kind}`, options, () => {
                held_kind = kind;
                resolve(true);
                return new Promise((done) => { release = done; });
            });
            // Refused, given up waiting, or taken away while it was held.
            held.catch(() => {
                resolve(false);
                if (held_kind === kind) let_go();
            });
        });
    }
    function let_go() {
        release?.();
        release = null;
        held_kind = null;
        told(false);
    }
    channel.onmessage = ({ data }) => {
        if (held_kind !== null && data === held_kind) asked();
    };
    return {
        get may_write() { return held_kind !== null || !locks; },
        let_go,
        // changed(may_write) whenever that is known; wanted() when another tab asks for it.
        listen(changed, wanted) { told = changed; asked = wanted; },
        async turn_to(kind) {
            if (locks && held_kind !== kind) {
                if (held_kind !== null) let_go();
                await hold(kind, { signal: AbortSignal.timeout(patience_ms) });
            }
            told(this.may_write);
        },
        // A tab that does not answer has hung or sleeps: what it says to have saved is saved.
        async take_over(kind) {
            if (!locks || held_kind === kind) return;
            channel.postMessage(kind);
            if (!await hold(kind, { signal: AbortSignal.timeout(answer_within_ms) })) await hold(kind, { steal: true });
        },
    };
}

async function request_persistence() {
    const storage = navigator.storage;
    const persistent = await storage?.persist?.().catch(() => false) ?? false;
    const { usage = 0, quota = 0 } = await storage?.estimate?.().catch(() => ({})) ?? {};
    return message_of(persistent ? 1 : 0, BigInt(Math.floor(usage)), BigInt(Math.floor(quota)));
}

// answer([{request, status, bytes}]) takes answers, from the event loop and never from inside a call.
// on: {writing(may_write), wanted(), taken_over()}: this tab writes or only reads; another one wants to write; this one
// does from now on, and has to begin anew.
export function create_keeper(answer, start = start_worker, writing = create_writing(), on = {}) {
    let worker = null;
    let generation = 0;
    let open_kind = null;
    let outgoing = [];
    const waiting = new Map();  // request -> op, until answered
    const remembered = new Set();  // who may be remembered under a PIN
    let is_locked = true;          // no session holds a key

    writing.listen?.((may_write) => on.writing?.(may_write), () => on.wanted?.());

    function settle(answers) {
        const wanted = answers.filter(({ request }) => waiting.delete(request));
        if (wanted.length > 0) answer(wanted);
    }
    function settle_all(fault_of) {
        const answers = [...waiting].map(([request, number]) =>
            ({ request, status: status_of(fault_of(number)), bytes: new Uint8Array() }));
        outgoing = [];
        queueMicrotask(() => settle(answers));
    }
    function flush() {
        const batch = outgoing;
        outgoing = [];
        if (batch.length > 0) worker?.postMessage(batch, batch.map(({ bytes }) => bytes.buffer));
    }
    function stop() {
        worker?.terminate();
        worker = null;
        remembered.clear();
    }
    // The last PIN is gone while the page is locked: nothing is left that the worker would be needed for.
    function forget(name) {
        remembered.delete(name);
        if (is_locked && remembered.size === 0 && waiting.size === 0) stop();
    }
    function begin_session() {
        worker.postMessage({ border, first_handle: generation++ % 4095 * handles_per_worker + 1 });
    }
    function make_sure_of_worker() {
        if (worker) return;
        const started = start();
        worker = started;
        started.onmessage = ({ data }) => settle(data);
        started.onerror = () => {
            if (worker !== started) return;
            stop();
            settle_all((number) => (is_store_op(number) ? "storage_failed" : "crypto_failed"));
        };
        begin_session();
        if (open_kind !== null) post(own_request, op.open_store, opening_of(open_kind));
    }
    function post(request, number, bytes) {
        outgoing.push({ request, number, bytes });
        if (outgoing.length === 1) queueMicrotask(flush);
    }
    const opening_of = (kind) => message_of(kind, writing.may_write ? 1 : 0);
    function refuse(request, fault) {
        queueMicrotask(() => settle([{ request, status: status_of(fault), bytes: new Uint8Array() }]));
    }
    async function open_store(request, bytes) {
        const kind = new MessageReader(bytes).number();
        await writing.turn_to(kind);
        if (!waiting.has(request)) return;
        open_kind = null;
        make_sure_of_worker();
        open_kind = kind;
        post(request, op.open_store, opening_of(kind));
    }

    async function take_over(request) {
        await writing.take_over(open_kind ?? 0);
        settle([{ request, status: status_ok, bytes: new Uint8Array() }]);
        on.taken_over?.();
    }

    // WebAuthn is the window's. What a passkey gives goes on to the keeper, under the same number.
    async function use_passkey(request, number, reader) {
        try {
            if (number === op.enroll_passkey) {
                const bytes = await passkeys.enroll(reader.text(), reader.text());
                settle([{ request, status: status_ok, bytes }]);
                return;
            }
            const secret = await passkeys.ask(reader.bytes().slice(), reader.bytes(32).slice());
            if (!waiting.has(request)) return;
            make_sure_of_worker();
            post(request, op.import_secret, message_of(secret));
            secret.fill(0);
        } catch (error) {
            refuse(request, error instanceof PortFault ? error.fault : "crypto_failed");
        }
    }

    return {
        // Everything is committed and locked: another tab may write.
        let_go() { if (writing.may_write) writing.let_go(); },
        // bytes become the keeper's.
        call(request, number, bytes) {
            if ((number === op.drop || number === op.forget_key) && !worker) return;  // went with the worker
            if (request !== own_request) waiting.set(request, number);
            if (uses_key.has(number)) is_locked = false;
            if (number === op.remember_key) remembered.add(new MessageReader(bytes).text());
            if (number === op.request_persistence) {
                request_persistence().then((message) => settle([{ request, status: status_ok, bytes: message }]));
            } else if (number === op.enroll_passkey || number === op.ask_passkey) {
                use_passkey(request, number, new MessageReader(bytes));
            } else if (number === op.take_over) {
                take_over(request);
            } else if (number === op.open_store) {
                open_store(request, bytes);
            } else if (writes_store.has(number) && !writing.may_write) {
                refuse(request, "conflict_elsewhere");
            } else {
                make_sure_of_worker();
                const name = number === op.forget_key ? new MessageReader(bytes).text() : null;
                post(request, number, bytes);
                if (name !== null) forget(name);
            }
        },
        // Every key is gone; the store opens again by itself at the next call.
        end() {
            is_locked = true;
            if (worker && remembered.size > 0) begin_session();
            else stop();
            settle_all(() => "locked");
        },
        // The same for a worker that does not answer: what it remembers goes with it.
        abort() {
            is_locked = true;
            stop();
            settle_all(() => "locked");
        },
    };
}
