// The keeper's keys, messages and client without a browser: against Node's own cryptography, step by step.
import assert from "node:assert/strict";
import * as node from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

globalThis.document ??= { baseURI: "http://localhost/" };  // where the client's worker would be loaded from
const { answer_call, check_version, create_calls } = await import("../../web/keeper.js");
const { create_argon2 } = await import("../../web/keeper_argon2.js");
const { create_keys, create_remembered } = await import("../../web/keeper_crypto.js");
const { create_keeper } = await import("../../web/keeper_client.js");
const { MessageReader, PortFault, border, message_of, op, status_of } = await import("../../web/port_message.js");

const bytes = (text) => new TextEncoder().encode(text);
const hex = (data) => Buffer.from(data).toString("hex");
const same = (actual, expected, what) => assert.equal(hex(actual), hex(expected), what);
const fault = (name) => (error) => error.fault === name;
const salt = new Uint8Array(16).fill(3);
const stub_hash = async (password) => new Uint8Array(node.createHash("sha256").update(password).digest());
const kw_iv = Buffer.from("A6A6A6A6A6A6A6A6", "hex");

function wrap_natively(kek, key) {
    const cipher = node.createCipheriv("id-aes256-wrap", kek, kw_iv);
    return Buffer.concat([cipher.update(key), cipher.final()]);
}
function unwrap_natively(kek, wrapped) {
    const decipher = node.createDecipheriv("id-aes256-wrap", kek, kw_iv);
    return Buffer.concat([decipher.update(wrapped), decipher.final()]);
}
function open_natively(key, aad, { iv, tag, ciphertext }) {
    const decipher = node.createDecipheriv("aes-256-gcm", key, iv).setAAD(aad).setAuthTag(tag);
    return Buffer.concat([decipher.update(ciphertext), decipher.final()]);
}
const kek_of = (password) =>
    new Uint8Array(node.hkdfSync("sha256", node.createHash("sha256").update(password).digest(), "", "tsunagi kek v1", 32));

// --- password keys, wrapping, sealing
{
    const keys = create_keys(stub_hash);
    const kek = await keys.derive_password_key(bytes("pw"), salt, {});
    const key = await keys.generate_key();
    const wrapped = await keys.wrap_key(kek, key);
    const raw = unwrap_natively(kek_of("pw"), wrapped);  // HKDF and AES key wrap are what the port says
    const aad = bytes('["doc/v1"]');
    const sealed = await keys.seal(key, aad, bytes("本文"));
    assert.equal(sealed.iv.length, 12);
    assert.equal(sealed.tag.length, 16);
    same(open_natively(raw, aad, sealed), bytes("本文"), "opened by Node");
    const again = await keys.unwrap_key(kek, wrapped);
    same(await keys.open(again, aad, sealed), bytes("本文"));
    assert.notEqual(hex((await keys.seal(key, aad, bytes("本文"))).iv), hex(sealed.iv), "a fresh iv each time");
    await assert.rejects(keys.open(key, bytes("other"), sealed), fault("cannot_open"));
    await assert.rejects(keys.open(key, aad, { ...sealed, tag: new Uint8Array(16) }), fault("cannot_open"));
    const other = await keys.derive_password_key(bytes("other"), salt, {});
    await assert.rejects(keys.unwrap_key(other, wrapped), fault("cannot_open"));
    await assert.rejects(keys.unwrap_key(kek, wrapped.subarray(1)), fault("cannot_open"));
    same(await keys.seal(key, aad, new Uint8Array()).then((empty) => keys.open(key, aad, empty)), new Uint8Array());
    const count = keys.size;
    keys.drop(key);
    assert.equal(keys.size, count - 1);
    await assert.rejects(keys.seal(key, aad, bytes("x")), fault("locked"));
    same(await keys.sha256(bytes("abc")), node.createHash("sha256").update("abc").digest());
}

// --- two factors: HKDF over Argon2id's 32 bytes and the passkey's 32 bytes
{
    const keys = create_keys(stub_hash);
    const second = new Uint8Array(32).fill(9);
    const factor = await keys.import_secret(second.slice());
    const kek = await keys.derive_two_factor_key(bytes("pw"), salt, {}, factor);
    const both = Buffer.concat([node.createHash("sha256").update("pw").digest(), second]);
    const expected = new Uint8Array(node.hkdfSync("sha256", both, "", "tsunagi kek v1", 32));
    const key = await keys.generate_key();
    const sealed = await keys.seal(key, bytes(""), bytes("本文"));
    same(open_natively(unwrap_natively(expected, await keys.wrap_key(kek, key)), Buffer.alloc(0), sealed), bytes("本文"));
    await assert.rejects(keys.derive_two_factor_key(bytes("pw"), salt, {}, 999), fault("locked"));
}

// --- a key under a PIN outlives the session, not the fifth wrong PIN
{
    const remembered = create_remembered(stub_hash);
    const keys = create_keys(stub_hash, 1, remembered);
    const key = await keys.generate_key();
    const sealed = await keys.seal(key, bytes(""), bytes("本文"));
    await keys.remember_key("a", bytes("2580"), {}, key);
    await keys.remember_key("b", bytes("1357"), {}, key);
    const next = create_keys(stub_hash, 1_000, remembered);
    await assert.rejects(next.open(key, bytes(""), sealed), fault("locked"), "the session's own keys are gone");
    same(await next.open(await next.recall_key("a", bytes("2580")), bytes(""), sealed), bytes("本文"));
    await assert.rejects(next.recall_key("c", bytes("2580")), fault("locked"));
    for (let wrong = 0; wrong < 4; ++wrong) await assert.rejects(next.recall_key("a", bytes("0000")), fault("cannot_open"));
    await next.recall_key("a", bytes("2580"));
    const all = await Promise.allSettled(Array.from({ length: 9 }, () => next.recall_key("a", bytes("0000"))));
    assert.equal(all.filter(({ reason }) => reason.fault === "cannot_open").length, 5, "asking at once is no way around");
    assert.equal(remembered.size, 0, "everybody's is gone");
    await assert.rejects(next.recall_key("b", bytes("1357")), fault("locked"));
    await keys.remember_key("b", bytes("1357"), {}, key);
    keys.forget_key("b");
    await assert.rejects(next.recall_key("b", bytes("1357")), fault("locked"));
}

// --- P-256: pairs, private keys sealed and brought back, ES256
{
    const keys = create_keys(stub_hash);
    const kek = await keys.generate_key();
    for (const use of [0, 1]) {
        const pair = await keys.generate_pair(use);
        const sealed = await keys.seal_private(kek, pair.handle);
        assert.equal(sealed.ciphertext.length, 96);
        const opened = await keys.open_private(kek, sealed, use);
        same(opened.x, pair.x);
        same(opened.y, pair.y);
        assert.notEqual(opened.handle, pair.handle);
    }
    const pair = await keys.generate_pair(0);
    const signature = await keys.sign(pair.handle, bytes("data"));
    const base64url = (data) => Buffer.from(data).toString("base64url");
    const jwk = { kty: "EC", crv: "P-256", x: base64url(pair.x), y: base64url(pair.y) };
    const key = node.createPublicKey({ key: jwk, format: "jwk" });
    assert.ok(node.verify("sha256", bytes("data"), { key, dsaEncoding: "ieee-p1363" }, signature));
    assert.equal(await keys.verify(pair.x, pair.y, bytes("data"), signature), true);
    assert.equal(await keys.verify(pair.x, pair.y, bytes("date"), signature), false);
    assert.equal(await keys.verify(pair.x, pair.y, bytes("data"), signature.subarray(1)), false);
    await assert.rejects(keys.verify(pair.x, pair.x, bytes("data"), signature), fault("bad_key"));
    const agreeing = await keys.generate_pair(1);
    await assert.rejects(keys.sign(agreeing.handle, bytes("data")), fault("crypto_failed"));

    const made = node.generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ format: "jwk" });
    const part = (name) => new Uint8Array(Buffer.from(made[name], "base64url"));
    for (const use of [0, 1]) {
        const imported = await keys.import_private(part("x"), part("y"), part("d"), use);
        same(imported.x, part("x"));
    }
    const wrong = part("d");
    wrong[31] ^= 1;
    for (const use of [0, 1]) {
        await assert.rejects(keys.import_private(part("x"), part("y"), wrong, use), fault("bad_key"));
        await assert.rejects(keys.import_private(part("x"), part("x"), part("d"), use), fault("bad_key"));
        await assert.rejects(keys.import_private(part("x"), part("y"), new Uint8Array(31), use), fault("bad_key"));
    }
}

// --- JWE key management, composed by Node from its parts
{
    const keys = create_keys(stub_hash);
    const content = await keys.generate_key();
    const sealed = await keys.seal(content, bytes(""), bytes("内容"));
    const own = node.createECDH("prime256v1");
    own.generateKeys();
    const point = own.getPublicKey();
    const [x, y] = [point.subarray(1, 33), point.subarray(33)];
    const agreed = await keys.wrap_for(new Uint8Array(x), new Uint8Array(y), content);
    const shared = own.computeSecret(Buffer.concat([Buffer.of(4), agreed.x, agreed.y]));
    const u32 = (value) => { const field = Buffer.alloc(4); field.writeUInt32BE(value); return field; };
    const algorithm = Buffer.from("ECDH-ES+A256KW");
    const derived = node.createHash("sha256")
        .update(Buffer.concat([u32(1), shared, u32(algorithm.length), algorithm, u32(0), u32(0), u32(256)])).digest();
    const raw = unwrap_natively(derived, agreed.wrapped);
    same(open_natively(raw, Buffer.alloc(0), sealed), bytes("内容"), "ECDH-ES+A256KW");

    const d = new Uint8Array(32);
    d.set(own.getPrivateKey(), 32 - own.getPrivateKey().length);
    const mine = await keys.import_private(new Uint8Array(x), new Uint8Array(y), d, 1);
    const opened = await keys.unwrap_agreed(mine.handle, agreed.x, agreed.y, agreed.wrapped);
    same(await keys.open(opened, bytes(""), sealed), bytes("内容"));
    for (const [ex, ey, wrapped] of [[agreed.x, agreed.x, agreed.wrapped], [agreed.x, agreed.y, new Uint8Array(40)],
                                     [agreed.x, agreed.y, new Uint8Array(39)]]) {
        await assert.rejects(keys.unwrap_agreed(mine.handle, ex, ey, wrapped), fault("cannot_open"));
    }
    await assert.rejects(keys.wrap_for(agreed.x, agreed.x, content), fault("bad_key"));

    const phrase = bytes("123456-123456");
    const by_phrase = await keys.wrap_by_passphrase(phrase, salt, 10_000, content);
    const full_salt = Buffer.concat([Buffer.from("PBES2-HS512+A256KW\0"), salt]);
    same(by_phrase, wrap_natively(node.pbkdf2Sync(phrase, full_salt, 10_000, 32, "sha512"), raw), "PBES2-HS512+A256KW");
    const back = await keys.unwrap_by_passphrase(phrase, salt, 10_000, by_phrase);
    same(await keys.open(back, bytes(""), sealed), bytes("内容"));
    await assert.rejects(keys.unwrap_by_passphrase(bytes("x"), salt, 10_000, by_phrase), fault("cannot_open"));
}

// --- Argon2id: the reference implementation's own example, and a derivation leaves nothing behind
{
    const file = fileURLToPath(new URL("../../build/site/argon2.wasm", import.meta.url));
    const hash = create_argon2(() => WebAssembly.compile(readFileSync(file)));
    const cost = { memory_kib: 65_536, passes: 2, lanes: 1 };
    assert.equal(hex(await hash(bytes("password"), bytes("somesalt"), cost)),
                 "09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7");
    await assert.rejects(hash(bytes("password"), bytes("short"), cost), fault("crypto_failed"));
    let tries = 0;
    const flaky = create_argon2(async () => {
        if (++tries === 1) throw new TypeError("offline");
        return WebAssembly.compile(readFileSync(file));
    });
    await assert.rejects(flaky(bytes("password"), bytes("somesalt"), cost), fault("crypto_failed"));
    assert.equal((await flaky(bytes("password"), bytes("somesalt"), cost)).length, 32);
}

// --- messages: what does not fit is refused, never read beyond its end
{
    const message = message_of("鍵", 7, 9n, new Uint8Array([1, 2]));
    const reader = new MessageReader(message);
    assert.equal(reader.text(), "鍵");
    assert.equal(reader.number(), 7);
    same(reader.bytes(8), Uint8Array.of(9, 0, 0, 0, 0, 0, 0, 0));
    same(reader.bytes(), Uint8Array.of(1, 2));
    assert.ok(reader.is_done);
    for (let size = 1; size < message.length; ++size) {
        const cut = new MessageReader(message.subarray(0, size));
        assert.throws(() => { cut.text(); cut.number(); cut.bytes(8); cut.bytes(2); }, fault("crypto_failed"), `${size}`);
    }
    const huge = new Uint8Array([255, 255, 255, 255, 1]);
    assert.throws(() => new MessageReader(huge).bytes(), fault("crypto_failed"));
    assert.throws(() => new MessageReader(message_of(new Uint8Array(5))).number(), fault("crypto_failed"));
}

// --- calls: from bytes to bytes; secrets in a message are wiped; nothing but a fault's number leaves on failure
{
    const keys = create_keys(stub_hash, 1_000);
    const committed = [];
    const store = {
        open: async () => {}, destroy: async () => {},
        destroy_keys: async () => { throw new PortFault("copy_unavailable"); },
        read: async (collection, key) => (key === "there" ? new Uint8Array([5]) : undefined),
        read_all: async () => ["a", new Uint8Array([1]), "b", new Uint8Array()],
        count: async () => 3,
        commit: async (writes) => { committed.push(writes); },
    };
    const calls = create_calls(keys, store);
    const ask = (number, message) => answer_call(calls, { request: 9, number, bytes: message });
    const password = message_of("pw", salt, 19_456, 2, 1);
    const derived = await ask(op.derive_password_key, password);
    assert.deepEqual([derived.request, derived.status], [9, 0]);
    const kek = new MessageReader(derived.bytes).number();
    assert.ok(kek >= 1_000);
    assert.ok(password.every((byte) => byte === 0), "the message is wiped");
    assert.equal((await ask(op.seal, message_of(1, "aad", "text"))).status, status_of("locked"));
    assert.equal((await ask(op.seal, message_of(kek))).status, status_of("crypto_failed"));
    assert.equal((await ask(999, message_of())).status, status_of("crypto_failed"));
    assert.equal((await ask(op.destroy_keys, message_of())).status, status_of("copy_unavailable"));
    assert.equal((await ask(op.read, message_of(2, "absent"))).bytes.length, 0);
    const { iv, tag, ciphertext } = await keys.seal(kek, bytes("a"), bytes("本文"));
    const many = await ask(op.open_all, message_of(kek, "a", iv, tag, ciphertext, "b", iv, tag, ciphertext));
    assert.equal(hex(many.bytes), hex(message_of(1, "本文", 0, "")));
    assert.equal((await ask(op.open_all, message_of(1, "a", iv, tag, ciphertext))).status, status_of("locked"));
    assert.equal((await ask(op.open_all, message_of(kek, "a", iv, tag))).status, status_of("crypto_failed"));
    same(new MessageReader((await ask(op.read, message_of(2, "there"))).bytes).bytes(), Uint8Array.of(5));
    const all = new MessageReader((await ask(op.read_all, message_of(2))).bytes);
    assert.deepEqual([all.text(), hex(all.bytes()), all.text(), hex(all.bytes()), all.is_done], ["a", "01", "b", "", true]);
    assert.equal((await ask(op.commit, message_of(2, "k1", 1, new Uint8Array([7]), 3, "k2", 0, new Uint8Array()))).status, 0);
    assert.deepEqual(committed[0].map(({ collection, key, bytes: kept }) => [collection, key, kept && hex(kept)]),
                     [[2, "k1", "07"], [3, "k2", null]]);
    assert.equal((await ask(op.commit, message_of(2, "k1", 1))).status, status_of("crypto_failed"));
    assert.equal(committed.length, 1, "half a message commits nothing");
    store.read_all = async () => Array.from({ length: 400_000 }, (_, i) => (i % 2 ? new Uint8Array() : "k"));
    const log = await ask(op.read_all, message_of(4));
    assert.deepEqual([log.status, log.bytes.length], [0, 200_000 * 9], "years of a log");
}

// --- the client: numbers, locking, one writer
{
    const workers = [];
    const start = () => {
        const worker = { sent: [], ended: false, postMessage(data) { this.sent.push(data); }, terminate() { this.ended = true; } };
        workers.push(worker);
        return worker;
    };
    const answers = [];
    const writing = { may_write: true, kinds: [], async turn_to(kind) { this.kinds.push(kind); } };
    const keeper = create_keeper((batch) => answers.push(...batch), start, writing);
    const settled = () => new Promise((resolve) => setTimeout(resolve));

    keeper.call(0, op.drop, message_of(1));
    assert.equal(workers.length, 0, "dropping a key needs no worker");
    keeper.call(1, op.open_store, message_of(1));
    await settled();
    keeper.call(2, op.generate_key, message_of());
    keeper.call(3, op.sha256, message_of("x"));
    await settled();
    assert.deepEqual(writing.kinds, [1]);
    assert.deepEqual(workers[0].sent.slice(1).map((batch) => batch.map(({ request }) => request)), [[1], [2, 3]],
                     "calls of one moment travel together, in order");
    workers[0].onmessage({ data: [{ request: 1, status: 0, bytes: message_of() }, { request: 77, status: 0, bytes: message_of() }] });
    assert.deepEqual(answers.map(({ request }) => request), [1], "an answer nobody waits for is dropped");

    keeper.end();
    assert.ok(workers[0].ended);
    assert.equal(answers.length, 1, "never from inside a call");
    await settled();
    assert.deepEqual(answers.slice(1).map(({ request, status }) => [request, status]),
                     [[2, status_of("locked")], [3, status_of("locked")]]);
    workers[0].onmessage({ data: [{ request: 2, status: 0, bytes: message_of(5) }] });
    assert.equal(answers.length, 3, "a late answer of an ended worker changes nothing");

    keeper.call(4, op.read_all, message_of(1));
    await settled();
    assert.equal(workers.length, 2);
    assert.equal(workers[1].sent[0].border, border, "each session says which version the page is of");
    assert.notEqual(workers[1].sent[0].first_handle, workers[0].sent[0].first_handle, "old key numbers stay unknown");
    assert.deepEqual(workers[1].sent[1].map(({ number }) => number), [op.open_store, op.read_all], "the store opens again");

    writing.may_write = false;
    for (const number of [op.commit, op.destroy, op.destroy_keys]) {
        keeper.call(5, number, message_of());
        await settled();
        assert.deepEqual(answers.at(-1), { request: 5, status: status_of("conflict_elsewhere"), bytes: new Uint8Array() });
    }
    workers[1].onerror();
    await settled();
    assert.equal(answers.at(-1).status, status_of("storage_failed"));
    assert.ok(workers[1].ended);

    keeper.call(8, op.remember_key, message_of("a"));
    await settled();
    keeper.end();
    await settled();
    assert.ok(!workers[2].ended, "what a PIN is to open again stays in its worker");
    assert.ok(workers[2].sent.at(-1).first_handle > workers[2].sent[0].first_handle, "with a new table of keys");
    assert.deepEqual([answers.at(-1).request, answers.at(-1).status], [8, status_of("locked")]);

    // A worker that does not answer goes, whatever it remembers, and everything that waits for it is told.
    keeper.call(9, op.read_all, message_of(1));
    await settled();
    keeper.abort();
    assert.ok(workers[2].ended);
    await settled();
    assert.deepEqual([answers.at(-1).request, answers.at(-1).status], [9, status_of("locked")]);
    keeper.call(10, op.read_all, message_of(1));
    await settled();
    assert.equal(workers.length, 4);
    keeper.end();
    assert.ok(workers[3].ended, "nothing is remembered any more");
}

// --- a page of another version is refused before it is understood
{
    assert.throws(() => check_version({ border: border.replace("destroy", "commit") }), /another version/);
    assert.throws(() => check_version({}), /another version/);
    check_version({ border });
}
