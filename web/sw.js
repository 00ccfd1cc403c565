// Owns the copy of the app kept for work without a network: a versioned cache, each file checked against its hash.
// Must not keep or serve anything that is not on the list; a new version waits until the page says it may take over.

const files = /*PRECACHE*/[];
const release = /*RELEASE*/"";
const version = /*VERSION*/"";  // a hash over all of it
const cache_name = `tsunagi-${version}`;
const root = new URL("./", self.location.href);
const listed = new Set(files.map(({ url }) => new URL(url, root).pathname));
const start_page = new URL("./", root).pathname;
const start_page_by_name = new URL("index.html", root).pathname;
// The only script this worker starts, where the browser asks for a policy to start one.
const unpacker = "xz-decompress.js";
const policy = self.trustedTypes?.createPolicy("tsunagi", { createScriptURL: (name) => {
    if (name !== unpacker) throw new TypeError("not one of our scripts");
    return name;
} });
importScripts(policy ? policy.createScriptURL(unpacker) : unpacker);
// They tell how the bytes travelled, which is over.
const travel_headers = ["content-encoding", "content-length", "transfer-encoding", "vary"];

function to_hex(buffer) {
    return [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function fetch_checked({ url, sha256 }) {
    const response = await fetch(new URL(url, root), { cache: "no-cache", credentials: "same-origin" });
    if (!response.ok) throw new Error(`${url}: ${response.status}`);
    const bytes = await response.arrayBuffer();
    if (to_hex(await crypto.subtle.digest("SHA-256", bytes)) !== sha256) throw new Error(`${url}: changed on the way`);
    // A new response: one that was redirected may not answer a navigation.
    const headers = new Headers(response.headers);
    for (const name of travel_headers) headers.delete(name);
    if (!url.endsWith(".xz")) return new Response(bytes, { status: 200, headers });
    // The program is kept unpacked: later starts need not do it, and the browser may keep what it made of it.
    headers.set("content-type", "application/wasm");
    const unpacked = new self["xz-decompress"].XzReadableStream(new Response(bytes).body);
    return new Response(await new Response(unpacked).arrayBuffer(), { status: 200, headers });
}

// What the page and its workers tell each other (updates.js): whether an administrator holds updates back, and which
// version waits for that to be confirmed.
const told_cache = "updates-told";
const told = (name) => new URL(`updates/${name}`, root);

async function is_held_back() {
    const cache = await caches.open(told_cache);
    const hold = await cache.match(told("hold"));
    if (!hold || (await hold.json()).confirmed === version) return false;
    await cache.put(told("offered"), new Response(JSON.stringify({ release, version })));
    return true;
}

async function install() {
    if (await is_held_back()) throw new Error("held back until it is confirmed");
    const first = files.filter(({ later }) => !later);
    const checked = await Promise.all(first.map(async (file) => [file.url, await fetch_checked(file)]));
    const cache = await caches.open(cache_name);
    for (const [url, response] of checked) await cache.put(new URL(url, root), response);
}

// What the first screen does not need (the practice data) comes once somebody works with the app, not at the first load.
async function keep_the_rest() {
    const cache = await caches.open(cache_name);
    for (const file of files.filter(({ later }) => later)) {
        const address = new URL(file.url, root);
        if (!(await cache.match(address))) await cache.put(address, await fetch_checked(file));
    }
}

async function remove_old_versions() {
    const names = await caches.keys();
    const old = names.filter((name) => name.startsWith("tsunagi-") && name !== cache_name);
    await Promise.all(old.map((name) => caches.delete(name)));
    await self.clients.claim();
}

async function answer(path, request) {
    const cache = await caches.open(cache_name);
    return (await cache.match(new URL(path, root))) ?? fetch(request);
}

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(remove_old_versions()));

self.addEventListener("message", (event) => {
    if (event.data === "take over") self.skipWaiting();
    if (event.data === "keep the rest") event.waitUntil(keep_the_rest().catch(() => {}));  // again at the next unlocking
});

self.addEventListener("fetch", (event) => {
    const url = new URL(event.request.url);
    if (event.request.method !== "GET" || url.origin !== root.origin) return;
    const path = url.pathname === start_page_by_name ? start_page : url.pathname;
    if (listed.has(path)) event.respondWith(answer(path, event.request));
});
