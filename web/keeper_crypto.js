// Owns the keys and what is done with them, over WebCrypto. Keys live here, under numbers, and die with the worker.
// Must not know documents, formats or the page; runs in a worker and, for tests, in Node.

import { PortFault } from "./port_message.js";

const subtle = globalThis.crypto.subtle;
const curve = { namedCurve: "P-256" };
const es256 = { name: "ECDSA", hash: "SHA-256" };
const use_sign = 0;  // the numbers of enum class PrivateKeyUse
const empty = new Uint8Array();
const ascii = (text) => new TextEncoder().encode(text);

function base64url_of(bytes) {
    return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function bytes_of_base64url(text) {
    return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
}

function concat(...parts) {
    const joined = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
    let at = 0;
    for (const part of parts) {
        joined.set(part, at);
        at += part.length;
    }
    return joined;
}

function u32_big_endian(value) {
    const bytes = new Uint8Array(4);
    new DataView(bytes.buffer).setUint32(0, value);
    return bytes;
}

function random(size) {
    return globalThis.crypto.getRandomValues(new Uint8Array(size));
}

async function or_fault(fault, work) {
    try {
        return await work;
    } catch (error) {
        throw error instanceof PortFault ? error : new PortFault(fault, error);
    }
}

// Content keys must be wrapped, so they are extractable; nothing outside this worker can ask for their bytes.
function import_secret(raw) {
    return subtle.importKey("raw", raw, "AES-GCM", true, ["encrypt", "decrypt"]);
}

function import_wrapping(raw) {
    return subtle.importKey("raw", raw, "AES-KW", false, ["wrapKey", "unwrapKey"]);
}

function import_public(x, y, algorithm, usages) {
    return or_fault("bad_key", subtle.importKey("raw", concat(Uint8Array.of(4), x, y), { name: algorithm, ...curve },
                                                true, usages));
}

async function import_scalar(x, y, d, algorithm, usages) {
    const jwk = { kty: "EC", crv: "P-256", x: base64url_of(x), y: base64url_of(y), d: base64url_of(d) };
    return or_fault("bad_key", subtle.importKey("jwk", jwk, { name: algorithm, ...curve }, true, usages));
}

// Not every browser checks that d belongs to the point; a signature that verifies shows it.
async function check_pair(x, y, d) {
    const own = await import_scalar(x, y, d, "ECDSA", ["sign"]);
    const probe = random(32);
    const signature = await or_fault("bad_key", subtle.sign(es256, own, probe));
    const point = await import_public(x, y, "ECDSA", ["verify"]);
    if (!await subtle.verify(es256, point, signature, probe)) throw new PortFault("bad_key");
}

async function point_of(public_key) {
    const raw = new Uint8Array(await subtle.exportKey("raw", public_key));
    return { x: raw.slice(1, 33), y: raw.slice(33, 65) };
}

// RFC 7518 section 4.6.2 with empty apu and apv, for a 256-bit key: one round of SHA-256.
async function agree(own, other) {
    const algorithm = ascii("ECDH-ES+A256KW");
    const shared = new Uint8Array(await subtle.deriveBits({ name: "ECDH", public: other }, own, 256));
    const input = concat(u32_big_endian(1), shared, u32_big_endian(algorithm.length), algorithm, u32_big_endian(0),
                         u32_big_endian(0), u32_big_endian(256));
    const raw = new Uint8Array(await subtle.digest("SHA-256", input));
    const kek = await import_wrapping(raw);
    for (const secret of [shared, input, raw]) secret.fill(0);
    return kek;
}

async function derive_by_passphrase(passphrase, p2s, p2c) {
    const salt = concat(ascii("PBES2-HS512+A256KW"), Uint8Array.of(0), p2s);
    const base = await subtle.importKey("raw", passphrase, "PBKDF2", false, ["deriveBits"]);
    const parameters = { name: "PBKDF2", hash: "SHA-512", salt, iterations: p2c };
    const raw = new Uint8Array(await subtle.deriveBits(parameters, base, 256));
    const kek = await import_wrapping(raw);
    raw.fill(0);
    return kek;
}

async function unwrap_secret(kek, wrapped) {
    if (wrapped.length !== 40) throw new PortFault("cannot_open");
    return or_fault("cannot_open",
                    subtle.unwrapKey("raw", wrapped, kek, "AES-KW", "AES-GCM", true, ["encrypt", "decrypt"]));
}

async function seal_bytes(key, aad, plaintext) {
    const iv = random(12);
    const whole = new Uint8Array(await subtle.encrypt({ name: "AES-GCM", iv, additionalData: aad }, key, plaintext));
    const end = whole.length - 16;
    return { iv, tag: whole.slice(end), ciphertext: whole.subarray(0, end) };
}

async function open_bytes(key, aad, { iv, tag, ciphertext }) {
    const whole = concat(ciphertext, tag);
    const parameters = { name: "AES-GCM", iv, additionalData: aad };
    return new Uint8Array(await or_fault("cannot_open", subtle.decrypt(parameters, key, whole)));
}

async function derive_kek(...secrets) {
    const input = concat(...secrets);
    const base = await subtle.importKey("raw", input, "HKDF", false, ["deriveBits"]);
    const parameters = { name: "HKDF", hash: "SHA-256", salt: empty, info: ascii("tsunagi kek v1") };
    const raw = new Uint8Array(await subtle.deriveBits(parameters, base, 256));
    for (const secret of [...secrets, input]) secret.fill(0);
    return raw;
}

// Keys kept under a PIN beyond the end of a session, until the worker is gone: {salt, cost, wrapped, tries} by name.
export function create_remembered(hash_password) {
    const max_tries = 5;  // max_pin_tries in ports/crypto.h
    const kept = new Map();
    async function wrapping_of(pin, { salt, cost }) {
        const hash = await hash_password(pin, salt, cost);
        const wrapping = await import_wrapping(hash);
        hash.fill(0);
        return wrapping;
    }

    return {
        get size() { return kept.size; },
        forget: (name) => { kept.delete(name); },
        async remember(name, pin, cost, key) {
            const entry = { salt: random(16), cost, tries: 0 };
            entry.wrapped = await subtle.wrapKey("raw", key, await wrapping_of(pin, entry), "AES-KW");
            kept.set(name, entry);
        },
        async recall(name, pin) {
            const entry = kept.get(name);
            if (!entry) throw new PortFault("locked");
            // Counted before it is worked out: asking many times at once is no way around it.
            if (++entry.tries > max_tries) throw new PortFault("locked");
            const wrapping = await wrapping_of(pin, entry);
            try {
                const key = await unwrap_secret(wrapping, new Uint8Array(entry.wrapped));
                entry.tries = 0;
                return key;
            } catch (error) {
                if (entry.tries >= max_tries) kept.clear();
                throw error;
            }
        },
    };
}

// hash_password(password, salt, {memory_kib, passes, lanes}) gives 32 bytes of Argon2id. first_handle keeps the numbers
// of one worker apart from those of the next, so that a key of a closed session is unknown and not another one.
export function create_keys(hash_password, first_handle = 1, remembered = create_remembered(hash_password)) {
    const kept = new Map();
    let next_handle = first_handle;

    function keep(entry) {
        const handle = next_handle++;
        kept.set(handle, entry);
        return handle;
    }
    function find(handle, kind) {
        const entry = kept.get(handle);
        if (!entry) throw new PortFault("locked");
        if (entry.kind !== kind) throw new PortFault("crypto_failed");
        return entry;
    }
    const find_secret = (handle) => find(handle, "secret").key;
    // WebCrypto asks for one key object per purpose; the one for wrapping is made when it is first needed.
    async function find_wrapping(handle) {
        const entry = find(handle, "secret");
        if (!entry.wrapping) {
            const raw = new Uint8Array(await subtle.exportKey("raw", entry.key));
            entry.wrapping = await import_wrapping(raw);
            raw.fill(0);
        }
        return entry.wrapping;
    }
    async function keep_pair(x, y, d, use) {
        await check_pair(x, y, d);
        const key = use === use_sign ? await import_scalar(x, y, d, "ECDSA", ["sign"])
                                     : await import_scalar(x, y, d, "ECDH", ["deriveBits"]);
        return { handle: keep({ kind: "private", use, key }), x: x.slice(), y: y.slice() };
    }
    function find_private(handle, use) {
        const entry = find(handle, "private");
        if (use !== undefined && entry.use !== use) throw new PortFault("crypto_failed");
        return entry.key;
    }

    return {
        get size() { return kept.size; },
        drop: (handle) => { kept.delete(handle); },

        // HKDF-SHA-256 without salt over Argon2id, as ports/crypto.h says.
        async derive_password_key(password, salt, cost) {
            const raw = await derive_kek(await hash_password(password, salt, cost));
            const key = await import_secret(raw);
            raw.fill(0);
            return keep({ kind: "secret", key });
        },
        async derive_two_factor_key(password, salt, cost, factor) {
            const second = new Uint8Array(await subtle.exportKey("raw", find_secret(factor)));
            const raw = await derive_kek(await hash_password(password, salt, cost), second);
            const key = await import_secret(raw);
            raw.fill(0);
            return keep({ kind: "secret", key });
        },
        // What a passkey gives: 32 bytes, used as a factor alone.
        import_secret: async (raw) => keep({ kind: "secret", key: await import_secret(raw) }),
        remember_key: async (name, pin, cost, handle) => remembered.remember(name, pin, cost, find_secret(handle)),
        recall_key: async (name, pin) => keep({ kind: "secret", key: await remembered.recall(name, pin) }),
        forget_key: (name) => remembered.forget(name),
        async generate_key() {
            const parameters = { name: "AES-GCM", length: 256 };
            return keep({ kind: "secret", key: await subtle.generateKey(parameters, true, ["encrypt", "decrypt"]) });
        },
        async wrap_key(kek, handle) {
            const key = find_secret(handle);
            return new Uint8Array(await subtle.wrapKey("raw", key, await find_wrapping(kek), "AES-KW"));
        },
        async unwrap_key(kek, wrapped) {
            return keep({ kind: "secret", key: await unwrap_secret(await find_wrapping(kek), wrapped) });
        },

        seal: async (handle, aad, plaintext) => seal_bytes(find_secret(handle), aad, plaintext),
        open: async (handle, aad, sealed) => open_bytes(find_secret(handle), aad, sealed),
        // null for what does not open; anything else that is wrong concerns the whole call.
        open_if_possible(handle, aad, sealed) {
            return open_bytes(find_secret(handle), aad, sealed).catch((error) => {
                if (error.fault === "cannot_open") return null;
                throw error;
            });
        },
        async sha256(data) { return new Uint8Array(await subtle.digest("SHA-256", data)); },

        async generate_pair(use) {
            const [name, usages] = use === use_sign ? ["ECDSA", ["sign", "verify"]] : ["ECDH", ["deriveBits"]];
            const pair = await subtle.generateKey({ name, ...curve }, true, usages);
            const handle = keep({ kind: "private", use, key: pair.privateKey });
            return { handle, ...await point_of(pair.publicKey) };
        },
        // Inside: x 32, y 32, d 32.
        async seal_private(kek, handle) {
            const jwk = await subtle.exportKey("jwk", find_private(handle));
            const plaintext = concat(...[jwk.x, jwk.y, jwk.d].map(bytes_of_base64url));
            const sealed = await seal_bytes(find_secret(kek), empty, plaintext);
            plaintext.fill(0);
            return sealed;
        },
        async open_private(kek, sealed, use) {
            const plaintext = await open_bytes(find_secret(kek), empty, sealed);
            if (plaintext.length !== 96) throw new PortFault("bad_key");
            const [x, y, d] = [0, 32, 64].map((at) => plaintext.subarray(at, at + 32));
            const pair = await keep_pair(x, y, d, use);
            plaintext.fill(0);
            return pair;
        },
        async import_private(x, y, d, use) {
            if (d.length !== 32) throw new PortFault("bad_key");
            return keep_pair(x, y, d, use);
        },

        async sign(handle, data) {
            return new Uint8Array(await subtle.sign(es256, find_private(handle, use_sign), data));
        },
        async verify(x, y, data, signature) {
            const key = await import_public(x, y, "ECDSA", ["verify"]);
            return signature.length === 64 && subtle.verify(es256, key, signature, data);
        },

        async wrap_for(x, y, handle) {
            const key = find_secret(handle);
            const other = await import_public(x, y, "ECDH", []);
            const own = await subtle.generateKey({ name: "ECDH", ...curve }, false, ["deriveBits"]);
            const kek = await agree(own.privateKey, other);
            const wrapped = new Uint8Array(await subtle.wrapKey("raw", key, kek, "AES-KW"));
            return { ...await point_of(own.publicKey), wrapped };
        },
        async unwrap_agreed(handle, x, y, wrapped) {
            const own = find_private(handle, 1);
            const other = await or_fault("cannot_open", import_public(x, y, "ECDH", []).catch((error) => {
                throw error.cause ?? error;  // a point off the curve opens nothing either
            }));
            const kek = await or_fault("cannot_open", agree(own, other));
            return keep({ kind: "secret", key: await unwrap_secret(kek, wrapped) });
        },
        async wrap_by_passphrase(passphrase, p2s, p2c, handle) {
            const key = find_secret(handle);
            const kek = await derive_by_passphrase(passphrase, p2s, p2c);
            return new Uint8Array(await subtle.wrapKey("raw", key, kek, "AES-KW"));
        },
        async unwrap_by_passphrase(passphrase, p2s, p2c, wrapped) {
            const kek = await derive_by_passphrase(passphrase, p2s, p2c);
            return keep({ kind: "secret", key: await unwrap_secret(kek, wrapped) });
        },
    };
}
