// Owns starting the browser the tests use, and one fresh profile per device a test plays.
// Must not know any screen.
import { mkdirSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

import { start_server } from "../../../web/serve.mjs";
import { Device } from "./device.mjs";
import { deep, note_request } from "./stage.mjs";

const project = resolve(fileURLToPath(import.meta.url), "../../../..");

// A real GPU is nowhere to be had; software WebGL is slow but exact. Putting the canvas on the page by it as well would only
// draw everything twice.
const flags = [
    "--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--disable-gpu-compositing",
];

// Pixels are what software pays for. Where none is looked at, a quarter of them is as good: everything lies at the same
// places on the page.
const coarse_ratio = deep ? 1 : 0.5;

export const sizes = {
    landscape: { width: 1180, height: 820 },
    portrait: { width: 820, height: 1180 },
    phone: { width: 390, height: 844 },
};

// A scratch place for screenshots, never part of the repository.
export function picture_path(name) {
    const path = resolve(project, "build/pictures", `${name}.png`);
    mkdirSync(dirname(path), { recursive: true });
    return path;
}

// Run in the page before its own scripts: the calendar stands still, what measures time goes on.
function stand_still(at_ms) {
    const Real = Date;
    globalThis.Date = class extends Real {
        constructor(...parts) {
            super(...(parts.length ? parts : [at_ms]));
        }

        static now() { return at_ms; }
    };
}

// Run in the page before the app starts: makes the database that seeds.mjs read from another tablet.
async function write_database({ name, version, stores }) {
    const request = indexedDB.open(name, version);
    request.onupgradeneeded = () => { for (const store of Object.keys(stores)) request.result.createObjectStore(store); };
    const database = await new Promise((done, fail) => {
        request.onsuccess = () => done(request.result);
        request.onerror = () => fail(request.error);
    });
    const writing = database.transaction(Object.keys(stores), "readwrite");
    for (const [store, records] of Object.entries(stores)) {
        for (const [key, value] of records) {
            writing.objectStore(store).put(typeof value === "number" ? value : Uint8Array.fromBase64(value), key);
        }
    }
    await new Promise((done, fail) => {
        writing.oncomplete = done;
        writing.onabort = () => fail(writing.error);
    });
    database.close();
}

const gallery = "#gallery";
const app_program = /\/tsunagi\.(js|xz)$/;

// What a context's pages and their workers ask of the site is what its test depends on. Not what a service worker keeps for
// later: the page that asks for it is noted then. And not the app's program where the gallery's runs (see without_app).
export function note_requests(context, site_url) {
    context.on("request", (request) => {
        if (request.serviceWorker()) return;
        if (app_program.test(request.url()) && request.frame().url().endsWith(gallery)) return;
        note_request(request.url(), site_url);
    });
}

// The page asks for the app's program before it knows which one it starts. In the gallery it gets nothing instead: no test
// there can come to depend on the app.
async function without_app(page) {
    await page.route(app_program, (route) => route.fulfill({ contentType: "text/javascript", body: "" }));
}

// What a test file needs: the site at an address, a browser, and devices that each begin empty.
export class Bench {
    #browser = null;

    // The browser starts with the first device.
    static async open() {
        const bench = new Bench();
        bench.own_server = null;
        bench.url = process.env.TSUNAGI_URL;
        if (!bench.url) {
            bench.own_server = await start_server();
            bench.url = bench.own_server.url;
        }
        bench.contexts = [];
        return bench;
    }

    async context(settings) {
        this.#browser ??= chromium.launch({ executablePath: "/usr/bin/chromium", args: flags });
        const context = await (await this.#browser).newContext(settings);
        note_requests(context, this.url);
        this.contexts.push(context);
        return context;
    }

    // options: size (one of sizes; else the one named in TSUNAGI_SIZE, to look at a test on another screen), touch (default
    // true), pixel_ratio (1 where pixels or fractions of them count), url, hash, prepare (a function run in the page before its own scripts), profile (a folder: the
    // device keeps everything there, on the disk), now (a Date at which its clock stands still), holds (a database that
    // lies on it already, see seeds.mjs).
    async device(options = {}) {
        const { size = sizes[process.env.TSUNAGI_SIZE ?? "landscape"], touch = true, pixel_ratio = coarse_ratio, url = this.url, hash = "",
                prepare, profile, now, holds } = options;
        const settings = {
            viewport: size, hasTouch: touch, isMobile: false, deviceScaleFactor: pixel_ratio, locale: "ja-JP",
            timezoneId: "Asia/Tokyo", acceptDownloads: true,
        };
        const context = profile ? await this.#persistent_context(profile, settings) : await this.context(settings);
        const page = await context.newPage();
        if (holds) {
            // The program waits for its own file while the page already stands.
            await page.route("**/tsunagi.js", async (route) => {
                await page.evaluate(write_database, holds);
                await route.continue();
            }, { times: 1 });
        }
        if (hash === gallery) await without_app(page);
        if (now) await page.addInitScript(stand_still, now.getTime());
        if (prepare) await page.addInitScript(prepare);
        const device = new Device(page, await context.newCDPSession(page));
        await page.goto(new URL(hash, url).href);
        await device.ready();
        return device;
    }

    async #persistent_context(profile, settings) {
        const context = await chromium.launchPersistentContext(profile, { executablePath: "/usr/bin/chromium", args: flags, ...settings });
        note_requests(context, this.url);
        this.contexts.push(context);
        return context;
    }

    // Another tab of the same device.
    async tab(device, prepare) {
        const context = device.page.context();
        const page = await context.newPage();
        if (prepare) await page.addInitScript(prepare);
        const other = new Device(page, await context.newCDPSession(page));
        await page.goto(device.page.url());
        await other.ready();
        return other;
    }

    async close_device(device) {
        const context = device.page.context();
        this.contexts.splice(this.contexts.indexOf(context), 1);
        await context.close();
    }

    async close() {
        for (const context of this.contexts) await context.close();
        await (await this.#browser)?.close();
        await new Promise((done) => (this.own_server ? this.own_server.server.close(done) : done()));
    }
}
