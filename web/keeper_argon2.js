// Owns Argon2id: the reference C code as a small wasm of its own (argon2.wasm), used once per instance and wiped.
// Must not know what the password opens.

import { PortFault } from "./port_message.js";

const hash_size = 32;

// It asks the system for nothing; what the C library could call on a failed assertion ends the derivation.
function imports_of(module) {
    const imports = {};
    for (const { module: from, name, kind } of WebAssembly.Module.imports(module)) {
        if (kind !== "function") continue;
        imports[from] ??= {};
        imports[from][name] = name.includes("memory_growth") ? () => {} : () => { throw new PortFault("crypto_failed"); };
    }
    return imports;
}

// load() gives the compiled module. Gives the hash_password that keeper_crypto.js asks for.
export function create_argon2(load) {
    let loading = null;

    return async function hash_password(password, salt, { memory_kib, passes, lanes }) {
        loading ??= load();
        let module;
        try {
            module = await loading;
        } catch (error) {
            loading = null;  // offline for a moment: the next try loads it again
            throw new PortFault("crypto_failed", error);
        }
        const { exports } = await WebAssembly.instantiate(module, imports_of(module));
        exports._initialize?.();
        const at = exports.malloc(password.length + salt.length + hash_size);
        if (at === 0) throw new PortFault("crypto_failed");
        const salt_at = at + password.length;
        const hash_at = salt_at + salt.length;
        const memory = () => new Uint8Array(exports.memory.buffer);  // growing gives it another buffer
        memory().set(password, at);
        memory().set(salt, salt_at);
        const failed = exports.argon2id_hash_raw(passes, memory_kib, lanes, at, password.length, salt_at, salt.length,
                                                 hash_at, hash_size);
        const hash = memory().slice(hash_at, hash_at + hash_size);
        memory().fill(0);
        if (failed !== 0) throw new PortFault("crypto_failed");
        return hash;
    };
}
