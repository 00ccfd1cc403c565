// Owns starting the browser the tests use, and one fresh profile per device a test plays.
// Must not know any screen.
import { mkdirSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

import { start_server } from "../../../web/serve.mjs";
import { Device } from "./device.mjs";

const project = resolve(fileURLToPath(import.meta.url), "../../../..");

// A real GPU is nowhere to be had; software WebGL is slow but exact.
const flags = [
    "--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--use-angle=swiftshader", "--enable-unsafe-swiftshader",
];

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

// What a test file needs: the site at an address, a browser, and devices that each begin empty.
export class Bench {
    static async open() {
        const bench = new Bench();
        bench.own_server = null;
        bench.url = process.env.TSUNAGI_URL;
        if (!bench.url) {
            bench.own_server = await start_server();
            bench.url = bench.own_server.url;
        }
        bench.browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: flags });
        bench.contexts = [];
        return bench;
    }

    // options: size (one of sizes; else the one named in TSUNAGI_SIZE, to look at a test on another screen), touch (default
    // true), pixel_ratio, url, hash, prepare (a function run in the page before its own scripts), profile (a folder: the
    // device keeps everything there, on the disk), now (a Date at which its clock stands still).
    async device(options = {}) {
        const { size = sizes[process.env.TSUNAGI_SIZE ?? "landscape"], touch = true, pixel_ratio = 1, url = this.url, hash = "",
                prepare, profile, now } = options;
        const settings = {
            viewport: size, hasTouch: touch, isMobile: false, deviceScaleFactor: pixel_ratio, locale: "ja-JP",
            timezoneId: "Asia/Tokyo", acceptDownloads: true,
        };
        const context = profile
            ? await chromium.launchPersistentContext(profile, { executablePath: "/usr/bin/chromium", args: flags, ...settings })
            : await this.browser.newContext(settings);
        this.contexts.push(context);
        const page = await context.newPage();
        if (now) await page.addInitScript(stand_still, now.getTime());
        if (prepare) await page.addInitScript(prepare);
        const device = new Device(page, await context.newCDPSession(page));
        await page.goto(new URL(hash, url).href);
        await device.ready();
        return device;
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
        await this.browser.close();
        await new Promise((done) => (this.own_server ? this.own_server.server.close(done) : done()));
    }
}
