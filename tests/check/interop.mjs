// Owns the proof that other tools read and write our files: npm jose and Debian's jose command against tsunagi-file.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as jose from "jose";

const project = join(dirname(fileURLToPath(import.meta.url)), "../..");
const command = process.env.TSUNAGI_FILE ?? join(project, "build/native/tsunagi-file");
if (!existsSync(command)) {
    const built = spawnSync("web/build", ["native"], { cwd: project, stdio: "inherit" });
    assert.equal(built.status, 0, "tsunagi-file does not build");
}
const folder = mkdtempSync(join(tmpdir(), "tsunagi-interop-"));
const path = (name) => join(folder, name);
const write = (name, content) => {
    const is_raw = typeof content === "string" || content instanceof Uint8Array;
    writeFileSync(path(name), is_raw ? content : JSON.stringify(content));
    return path(name);
};

const run = (program, args, input = "") => {
    const { status, stdout, stderr, error } = spawnSync(program, args, { input, maxBuffer: 64 << 20 });
    assert.equal(error, undefined, `${program} does not start`);
    return { status, out: stdout, err: stderr.toString() };
};
const tsunagi = (...args) => run(command, args);
const succeed = (result) => {
    assert.equal(result.status, 0, result.err);
    return result;
};
const utf8 = (text) => new TextEncoder().encode(text);

// What people type: an ideographic space, compatibility ideographs, a supplementary kanji, a variation sequence.
const bundle = utf8(
    '{\n  "resourceType" : "Bundle", "type":"document",\r\n "entry":[], "note":"本人の願い　神﨑 髙橋 𠮷野家 葛󠄀 \\u00e9 =HYPERLINK(1)"}\n');

async function make_station(alg = "ECDH-ES+A256KW") {
    const pair = await jose.generateKeyPair(alg, { extractable: true, crv: "P-256" });
    const jwk = await jose.exportJWK(pair.publicKey);
    const private_jwk = await jose.exportJWK(pair.privateKey);
    return { ...pair, jwk, private_jwk, kid: await jose.calculateJwkThumbprint(jwk) };
}

const checks = [];
const check = (name, body) => checks.push({ name, body });

const signer = await make_station("ES256");
const station = await make_station();
const other = await make_station();
const stranger = await make_station();
const bundle_path = write("bundle.json", bundle);
const signer_path = write("signer.jwk", signer.jwk);
const sign_path = write("sign.jwk", signer.private_jwk);
const station_path = write("station.jwk", station.jwk);
const key_path = write("key.jwk", station.private_jwk);
const other_path = write("other.jwk", other.jwk);
const other_key_path = write("other-key.jwk", other.private_jwk);

const made_to_station = succeed(tsunagi("make", bundle_path, "--to", station_path, "--sign", sign_path));
const made_by_passphrase = succeed(tsunagi("make", bundle_path, "--passphrase", "--sign", sign_path));
const made_to_all = succeed(tsunagi(
    "make", bundle_path, "--to", station_path, "--to", other_path, "--passphrase", "--sign", sign_path));
const passphrase_of = (made) => made.err.trim();

// By npm jose, as somebody does who knows nothing but its documentation and the recipe.
async function open_by_npm(file, key) {
    const { plaintext, protectedHeader } = await jose.generalDecrypt(JSON.parse(file), key, {
        keyManagementAlgorithms: ["ECDH-ES+A256KW", "PBES2-HS512+A256KW"], contentEncryptionAlgorithms: ["A256GCM"] });
    assert.deepEqual(protectedHeader, { enc: "A256GCM", typ: "tsunagi+jwe", cty: "jose+json" });
    const verified = await jose.flattenedVerify(JSON.parse(new TextDecoder().decode(plaintext)), signer.publicKey);
    return { payload: verified.payload, header: verified.protectedHeader };
}

// By Debian's jose: decrypt, then verify what came out.
function open_by_debian(file, decrypt_args, decrypt_input) {
    const jwe = write("debian.jwe", file);
    const inner = decrypt_input === undefined
        ? succeed(run("jose", ["jwe", "dec", "-i", jwe, ...decrypt_args])).out
        : type_password(["jwe", "dec", "-i", jwe, ...decrypt_args, "-O", path("debian.jws")], decrypt_input);
    const jws = write("debian.jws", inner);
    return succeed(run("jose", ["jws", "ver", "-i", jws, "-k", signer_path, "-O", "-"])).out;
}

// jose -p asks on the terminal, so it gets one.
function type_password(args, password) {
    const script = `import os, pty, sys
child, terminal = pty.fork()
if child == 0:
    os.execvp("jose", ["jose"] + sys.argv[2:])
seen = b""
while b":" not in seen:
    seen += os.read(terminal, 1024)
os.write(terminal, sys.argv[1].encode() + b"\\n")
try:
    while os.read(terminal, 1024):
        pass
except OSError:
    pass
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
`;
    succeed(run("python3", ["-c", script, password, ...args]));
    return readFileSync(path("debian.jws"));
}

check("npm jose opens ours by station key", async () => {
    const { payload, header } = await open_by_npm(made_to_station.out, station.privateKey);
    assert.deepEqual(Buffer.from(payload), Buffer.from(bundle));
    assert.deepEqual(Object.keys(header), ["alg", "kid", "typ", "id", "created", "to"]);
    assert.equal(header.alg, "ES256");
    assert.equal(header.kid, signer.kid);
    assert.equal(header.typ, "tsunagi+jws");
    assert.match(header.id, /^[0-9a-f]{32}$/);
    assert.match(header.created, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/);
    assert.ok(Math.abs(Date.parse(header.created) - Date.now()) < 600_000);
    assert.deepEqual(header.to, [station.kid]);
});

check("npm jose opens ours by passphrase", async () => {
    assert.match(made_by_passphrase.err, /^\d{4}(-\d{4}){5}\n$/);
    const { payload, header } = await open_by_npm(made_by_passphrase.out, utf8(passphrase_of(made_by_passphrase)));
    assert.deepEqual(Buffer.from(payload), Buffer.from(bundle));
    assert.deepEqual(header.to, []);
});

check("npm jose opens ours for every one of three recipients", async () => {
    for (const key of [station.privateKey, other.privateKey, utf8(passphrase_of(made_to_all))]) {
        const { payload, header } = await open_by_npm(made_to_all.out, key);
        assert.deepEqual(Buffer.from(payload), Buffer.from(bundle));
        assert.deepEqual(header.to, [station.kid, other.kid]);
    }
    await assert.rejects(open_by_npm(made_to_all.out, stranger.privateKey));
});

check("Debian's jose opens ours by station key", () => {
    assert.deepEqual(open_by_debian(made_to_station.out, ["-k", key_path]), Buffer.from(bundle));
    assert.deepEqual(open_by_debian(made_to_all.out, ["-k", other_key_path]), Buffer.from(bundle));
});

check("Debian's jose opens ours by passphrase, typed at its prompt", () => {
    const opened = open_by_debian(made_by_passphrase.out, ["-p"], passphrase_of(made_by_passphrase));
    assert.deepEqual(opened, Buffer.from(bundle));
});

check("Debian's jose opens ours by passphrase as a key file", () => {
    const oct = write("passphrase.jwk", { kty: "oct", k: jose.base64url.encode(passphrase_of(made_to_all)) });
    assert.deepEqual(open_by_debian(made_to_all.out, ["-k", oct]), Buffer.from(bundle));
});

// To the recipe, by npm jose alone.
async function make_by_npm({ to = [], passphrase, header = {} }) {
    const jws = await new jose.FlattenedSign(bundle)
        .setProtectedHeader({ alg: "ES256", kid: signer.kid, typ: "tsunagi+jws", id: randomBytes(16).toString("hex"),
            created: "2026-11-21T14:05:00+09:00", to: to.map((one) => one.kid), ...header })
        .sign(signer.privateKey);
    const jwe = new jose.GeneralEncrypt(utf8(JSON.stringify(jws)))
        .setProtectedHeader({ enc: "A256GCM", typ: "tsunagi+jwe", cty: "jose+json" });
    for (const one of to) jwe.addRecipient(one.publicKey).setUnprotectedHeader({ alg: "ECDH-ES+A256KW", kid: one.kid });
    if (passphrase) {
        jwe.addRecipient(utf8(passphrase)).setUnprotectedHeader({ alg: "PBES2-HS512+A256KW" })
            .setKeyManagementParameters({ p2c: 10000 });
    }
    return write("npm.json", await jwe.encrypt());
}
const passphrase = "0412-7783-9051-2266-4039-8817";
const open_by_passphrase = (file, typed, ...more) =>
    run(command, ["open", file, "--passphrase-stdin", ...more], typed);

check("ours opens what npm jose made for a station, for two, and for two and a passphrase", async () => {
    for (const file_options of [{ to: [station] }, { to: [other, station] }, { to: [station, other], passphrase }]) {
        const file = await make_by_npm(file_options);
        const opened = succeed(tsunagi("open", file, "--key", key_path, "--signer", signer_path));
        assert.deepEqual(opened.out, Buffer.from(bundle));
        assert.equal(opened.err, "");
    }
});

check("ours opens what npm jose made by passphrase, however it is typed", async () => {
    const digits = passphrase.replaceAll("-", "");
    for (const file_options of [{ passphrase }, { to: [station], passphrase }, { passphrase: digits }]) {
        const file = await make_by_npm(file_options);
        for (const typed of [passphrase, `${passphrase}\n`, `${digits}\r\n`, "０４１２　7783 9051ー2266－4039.8817"]) {
            assert.deepEqual(succeed(open_by_passphrase(file, typed, "--signer", signer_path)).out, Buffer.from(bundle));
        }
    }
});

// A file put together with the command line of Debian's jose.
check("ours opens what Debian's jose made", () => {
    const header = { alg: "ES256", kid: signer.kid, typ: "tsunagi+jws", id: randomBytes(16).toString("hex"),
        created: "2026-11-21T05:05:00Z", to: [station.kid] };
    const jws = succeed(run("jose", ["jws", "sig", "-I", bundle_path, "-k", sign_path,
        "-s", JSON.stringify({ protected: header })])).out.toString();
    const inner = write("debian-inner.json", jws.trim());
    const outer = succeed(run("jose", ["jwe", "enc", "-I", inner, "-k", station_path,
        "-i", JSON.stringify({ protected: { enc: "A256GCM", typ: "tsunagi+jwe", cty: "jose+json" } }),
        "-r", JSON.stringify({ header: { alg: "ECDH-ES+A256KW", kid: station.kid } })])).out.toString();
    const flattened = JSON.parse(outer);
    // jose writes a single recipient flattened; the format is the general form.
    const { header: recipient_header, encrypted_key, ...rest } = flattened;
    const file = write("debian-made.json", { ...rest, recipients: [{ header: recipient_header, encrypted_key }] });
    assert.deepEqual(succeed(tsunagi("open", file, "--key", key_path, "--signer", signer_path)).out, Buffer.from(bundle));
});

const refuses = (result, status, code) => {
    assert.equal(result.status, status, result.err);
    assert.equal(result.out.length, 0);
    assert.match(result.err, new RegExp(`^fault: ${code}( [^\\n]*)?\\n$`));
};

check("what npm jose made but not to the recipe is refused", async () => {
    refuses(tsunagi("open", await make_by_npm({ to: [station], header: { to: [other.kid] } }), "--key", key_path,
        "--signer", signer_path), 3, "not_addressed");
    refuses(tsunagi("open", await make_by_npm({ to: [station], header: { v: 2 } }), "--key", key_path,
        "--signer", signer_path), 3, "future_version");
    refuses(tsunagi("open", await make_by_npm({ to: [station], header: { kid: other.kid } }), "--key", key_path,
        "--signer", other_path), 3, "bad_signature");
    refuses(tsunagi("open", await make_by_npm({ to: [station] }), "--key", other_key_path), 3, "cannot_open");
    refuses(open_by_passphrase(await make_by_npm({ passphrase }), "0412-7783-9051-2266-4039-8816"), 3, "cannot_open");
});

// As README says: the thumbprints by Debian's jose, the hash by anything.
const number_of = (agreement_path, signing_path) => {
    const thumbprint = (file) => succeed(run("jose", ["jwk", "thp", "-i", file])).out.toString().trim();
    const hash = createHash("sha256").update(`tsunagi-device-v1.${thumbprint(agreement_path)}.${thumbprint(signing_path)}`);
    return hash.digest("hex").slice(0, 32).match(/.{4}/g).join(" ");
};

check("a key card of npm jose is read, and its device's number is the one README's recipe gives", async () => {
    const { kty, crv, x, y } = station.jwk;
    const card = { v: 1, kind: "key-card", name: "梶谷 むつみ", organisation: "このは坂",
        agreement_key: { kty, crv, x, y }, created: "2026-11-21T14:05:00+09:00",
        signing_key: { kty: "EC", crv: "P-256", x: signer.jwk.x, y: signer.jwk.y } };
    const jws = await new jose.FlattenedSign(utf8(JSON.stringify(card)))
        .setProtectedHeader({ alg: "ES256", kid: signer.kid, typ: "tsunagi-card+jws" }).sign(signer.privateKey);
    const read = JSON.parse(succeed(tsunagi("card", write("card.json", jws))).out);
    assert.equal(read.number, number_of(station_path, signer_path));
    assert.notEqual(read.number, number_of(station_path, other_path));
    assert.deepEqual(read.signing_key, card.signing_key);
});

check("an unknown signer is an exit code of its own", async () => {
    const file = await make_by_npm({ to: [station] });
    refuses(tsunagi("open", file, "--key", key_path), 4, "unknown_signer");
    refuses(tsunagi("open", file, "--key", key_path, "--signer", other_path), 4, "unknown_signer");
    const accepted = succeed(tsunagi("open", file, "--key", key_path, "--accept-unknown-signer"));
    assert.deepEqual(accepted.out, Buffer.from(bundle));
});

let failed = 0;
for (const { name, body } of checks) {
    try {
        await body();
    } catch (error) {
        failed += 1;
        console.log(`   not ok: ${name}\n${error.stack}`);
    }
}
rmSync(folder, { recursive: true });
console.log(`   ${checks.length - failed} of ${checks.length} interoperability checks passed`);
process.exit(failed === 0 ? 0 : 1);
