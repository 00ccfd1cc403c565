// The server the site is tried with: its headers, its types, and that it gives away nothing but the site.
import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { get } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { start_server } from "../../web/serve.mjs";

const root = mkdtempSync(join(tmpdir(), "tsunagi-serve-"));
writeFileSync(join(root, "index.html"), "<!doctype html><title>つなぎ</title>");
writeFileSync(join(root, "a.wasm"), Buffer.alloc(5000));
writeFileSync(`${root}-secret`, "not part of the site");

const { server, url } = await start_server({ root, port: 0 });

// By node's own client: fetch would tidy the path before it is sent.
async function request(path, headers = {}) {
    const [response] = await once(get({ port: new URL(url).port, host: "127.0.0.1", path, headers }), "response");
    const parts = [];
    for await (const part of response) parts.push(part);
    return { status: response.statusCode, headers: response.headers, body: Buffer.concat(parts) };
}

try {
    assert.equal(server.address().address, "127.0.0.1", "reachable from this machine only");

    const page = await request("/");
    assert.equal(page.status, 200);
    assert.equal(page.headers["content-type"], "text/html; charset=utf-8");
    assert.match(page.body.toString(), /つなぎ/);
    const wanted = JSON.parse(readFileSync(new URL("../../web/headers.json", import.meta.url), "utf8"));
    for (const [name, value] of Object.entries(wanted)) assert.equal(page.headers[name.toLowerCase()], value);
    assert.match(page.headers["content-security-policy"], /default-src 'none'/);

    const wasm = await request("/a.wasm", { "accept-encoding": "gzip" });
    assert.equal(wasm.headers["content-type"], "application/wasm");
    assert.equal(wasm.headers["content-encoding"], "gzip");
    assert.equal(gunzipSync(wasm.body).length, 5000);
    assert.ok(wasm.body.length < 500);
    const plain = await request("/a.wasm?version=2");
    assert.equal(plain.headers["content-encoding"], undefined);
    assert.equal(plain.body.length, 5000);

    const again = await request("/a.wasm", { "if-none-match": plain.headers.etag });
    assert.equal(again.status, 304);
    assert.equal(again.body.length, 0);

    for (const path of ["/missing", "/../x", `/..%2f${root.split("/").pop()}-secret`, `/../${root.split("/").pop()}-secret`,
        "/%00", "/%zz", "//etc/passwd"]) {
        const answer = await request(path);
        assert.equal(answer.status, 404, path);
        assert.ok(answer.headers["content-security-policy"], "errors carry the headers too");
    }
} finally {
    server.close();
    server.closeAllConnections();
    rmSync(root, { recursive: true });
    rmSync(`${root}-secret`);
}
