// Serves the built site on this machine only, with the headers every host of it must send (web/headers.json).
// Must not know what the site is: it maps paths to files and nothing else.
//   node web/serve.mjs [--root build/site] [--port 8080]     port 0 takes a free one; prints the address when ready
import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";
import { gzip } from "node:zlib";

const project = resolve(fileURLToPath(import.meta.url), "../..");
const compress = promisify(gzip);

const mime_types = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".webmanifest": "application/manifest+json; charset=utf-8",
    ".wasm": "application/wasm",
    ".xz": "application/x-xz",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".ico": "image/x-icon",
    ".txt": "text/plain; charset=utf-8",
    ".md": "text/plain; charset=utf-8",
};
const already_compressed = new Set([".png", ".ico", ".xz"]);

// Where a request path lies under root; nothing for anything that would leave it.
function find_file(root, request_path) {
    let path;
    try {
        path = decodeURIComponent(request_path);
    } catch {
        return undefined;
    }
    if (path.includes("\0")) return undefined;
    if (path.endsWith("/")) path += "index.html";
    const file = normalize(join(root, path));
    return file.startsWith(root + sep) ? file : undefined;
}

// One file as it goes over the wire, kept until the file changes.
function make_cache() {
    const entries = new Map();
    return async function load(file) {
        const { mtimeMs, size } = await stat(file);
        const known = entries.get(file);
        if (known && known.mtimeMs === mtimeMs && known.size === size) return known;
        const plain = await readFile(file);
        const packed = already_compressed.has(extname(file)) ? undefined : await compress(plain, { level: 9 });
        const etag = `"${createHash("sha256").update(plain).digest("base64url").slice(0, 22)}"`;
        const entry = { mtimeMs, size, plain, packed, etag };
        entries.set(file, entry);
        return entry;
    };
}

export async function start_server({ root = join(project, "build/site"), port = 0 } = {}) {
    const site = resolve(root);
    const headers = JSON.parse(await readFile(join(project, "web/headers.json"), "utf8"));
    const load = make_cache();

    async function answer(request, response) {
        for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
        if (request.method !== "GET" && request.method !== "HEAD") {
            response.writeHead(405, { Allow: "GET, HEAD" }).end();
            return;
        }
        const file = find_file(site, request.url.split(/[?#]/, 1)[0]);
        const entry = file && (await load(file).catch(() => undefined));
        if (!entry) {
            response.writeHead(404, { "Content-Type": "text/plain; charset=utf-8" }).end("not found\n");
            return;
        }
        const accepts_gzip = /\bgzip\b/.test(request.headers["accept-encoding"] ?? "");
        const body = accepts_gzip && entry.packed ? entry.packed : entry.plain;
        if (body === entry.packed) response.setHeader("Content-Encoding", "gzip");
        response.setHeader("Vary", "Accept-Encoding");
        response.setHeader("ETag", entry.etag);
        if (request.headers["if-none-match"] === entry.etag) {
            response.writeHead(304).end();
            return;
        }
        response.writeHead(200, {
            "Content-Type": mime_types[extname(file)] ?? "application/octet-stream",
            "Content-Length": body.length,
        });
        response.end(request.method === "HEAD" ? undefined : body);
    }

    const server = createServer((request, response) => {
        answer(request, response).catch(() => response.destroy());
    });
    await new Promise((done, failed) => {
        server.once("error", failed);
        server.listen(port, "127.0.0.1", done);
    });
    return { server, url: `http://localhost:${server.address().port}/` };
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
    const { values } = parseArgs({
        options: { root: { type: "string" }, port: { type: "string", default: "8080" } },
    });
    const port = Number(values.port);
    if (!Number.isInteger(port) || port < 0 || port > 65535) {
        console.error("--port needs a number from 0 to 65535");
        process.exit(2);
    }
    try {
        const { url } = await start_server({ root: values.root, port });
        console.log(url);
    } catch (error) {
        console.error(error.code === "EADDRINUSE" ? `port ${port} is in use; try --port 0` : String(error));
        process.exit(1);
    }
    for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(0));
}
