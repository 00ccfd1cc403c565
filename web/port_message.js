// Owns the bytes that travel between the program and the keeper, on JavaScript's side. C++'s side: platform/port_calls.h.
// Must not know what they mean.
//
// message := field*          field := length:u32 bytes          (little endian; a number is a field of 4 or 8 bytes)
// call    := request:u32 op:u32 message          answer := request:u32 status:u32 message (empty unless status is ok)

// The same numbers as enum class PortOp.
export const op = Object.freeze({
    derive_password_key: 1, generate_key: 2, wrap_key: 3, unwrap_key: 4, drop: 5, seal: 6, open: 7, sha256: 8,
    generate_pair: 9, seal_private: 10, open_private: 11, import_private: 12, sign: 13, verify: 14, wrap_for: 15,
    unwrap_agreed: 16, wrap_by_passphrase: 17, unwrap_by_passphrase: 18, open_all: 19,
    derive_two_factor_key: 20, remember_key: 21, recall_key: 22, forget_key: 23, import_secret: 24,
    open_store: 32, read_all: 33, read: 34, read_range: 35, count: 36, commit: 37, destroy: 38, destroy_keys: 39,
    request_persistence: 64, take_over: 65, enroll_passkey: 66, ask_passkey: 67,
});

export const is_store_op = (number) => number >= op.open_store && number <= op.destroy_keys;

// The same order as in platform/port_calls.cpp. Names are those of core/error.h.
const statuses = ["ok", "cannot_open", "crypto_failed", "locked", "bad_key", "quota_exceeded", "storage_failed",
                  "storage_unavailable", "conflict_elsewhere", "future_version", "cancelled", "not_allowed",
                  "copy_unavailable"];

export function status_of(fault) {
    const number = statuses.indexOf(fault);
    return number > 0 ? number : statuses.indexOf("crypto_failed");
}

export const status_ok = 0;

// Page and keeper are of one version as long as they say the same here.
export const border = JSON.stringify([op, statuses]);

export class PortFault extends Error {
    constructor(fault, cause) {
        super(fault, { cause });
        this.fault = fault;
    }
}

// Reads fields in order; each throws where the message ends too early or a field has another size.
export class MessageReader {
    #bytes;
    #view;
    #at = 0;

    constructor(bytes) {
        this.#bytes = bytes;
        this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    }

    get is_done() { return this.#at === this.#bytes.length; }

    // A view into the message, not a copy.
    bytes(size) {
        if (this.#bytes.length - this.#at < 4) throw new PortFault("crypto_failed");
        const length = this.#view.getUint32(this.#at, true);
        if (length > this.#bytes.length - this.#at - 4 || (size !== undefined && length !== size)) {
            throw new PortFault("crypto_failed");
        }
        const start = this.#at + 4;
        this.#at = start + length;
        return this.#bytes.subarray(start, start + length);
    }

    number() {
        const field = this.bytes(4);
        return new DataView(field.buffer, field.byteOffset, 4).getUint32(0, true);
    }

    text() { return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(this.bytes()); }

    end() {
        if (!this.is_done) throw new PortFault("crypto_failed");
    }
}

// Fields: Uint8Array or ArrayBuffer as they are, numbers as u32, bigints as u64, text as UTF-8.
export const message_of = (...fields) => message_from(fields);

// The same of a list, which may be longer than a call has room for arguments.
export function message_from(fields) {
    const parts = fields.map((field) => {
        if (typeof field === "string") return new TextEncoder().encode(field);
        if (typeof field === "number") return new Uint8Array(Uint32Array.of(field).buffer);
        if (typeof field === "bigint") return new Uint8Array(BigUint64Array.of(field).buffer);
        return field instanceof Uint8Array ? field : new Uint8Array(field);
    });
    const message = new Uint8Array(parts.reduce((size, part) => size + 4 + part.length, 0));
    const view = new DataView(message.buffer);
    let at = 0;
    for (const part of parts) {
        view.setUint32(at, part.length, true);
        message.set(part, at + 4);
        at += 4 + part.length;
    }
    return message;
}
