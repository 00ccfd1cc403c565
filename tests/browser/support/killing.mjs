// Owns a Chromium that can be killed (SIGKILL, with all its processes: as a battery that falls out) and starts again over the
// same files, and seeded chance. Must not know what is tried with it.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

import { note_requests } from "./browser.mjs";
import { Device } from "./device.mjs";
import { deep } from "./stage.mjs";

const start_ms = 60_000;
const seed = Number(process.env.TSUNAGI_SEED ?? 20261122);

// TSUNAGI_DEEP=8 kills eight times as often as a deep run.
export function how_often({ deep: often, otherwise }) {
    return deep ? often * deep : otherwise;
}

// mulberry32: numbers from 0 to 1, the same in every run.
export function chance() {
    let state = seed;
    return () => {
        state = (state + 0x6D2B79F5) | 0;
        let t = Math.imul(state ^ (state >>> 15), 1 | state);
        t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
        return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
    };
}

const flags = ["--headless=new", "--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking",
               "--disable-component-update", "--disable-sync", "--disable-extensions", "--disable-crash-reporter",
               "--disable-breakpad"];

export class Profile {
    constructor() {
        this.folder = mkdtempSync(join(tmpdir(), "tsunagi-killed-"));
        this.browser = null;
    }

    start(url, more = ["--disable-gpu"]) {
        this.browser = spawn("/usr/bin/chromium", [...flags, ...more, `--user-data-dir=${this.folder}`, url],
            { stdio: "ignore", detached: true });
        this.gone = new Promise((done) => this.browser.once("exit", done));
    }

    // As start(), and a Device that plays a person on the page.
    async play(url, { width = 1180, height = 820 } = {}) {
        const port_file = join(this.folder, "DevToolsActivePort");
        rmSync(port_file, { force: true });
        this.start("about:blank", ["--remote-debugging-port=0", "--use-angle=swiftshader", "--enable-unsafe-swiftshader",
            "--lang=ja", "--touch-events=enabled", `--window-size=${width},${height}`]);
        for (const end = Date.now() + start_ms; !existsSync(port_file) || !readFileSync(port_file, "utf8").includes("\n");) {
            if (Date.now() > end) throw new Error("Chromium did not start");
            await new Promise((done) => setTimeout(done, 50));
        }
        const [port] = readFileSync(port_file, "utf8").split("\n");
        this.link = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
        const [context] = this.link.contexts();
        note_requests(context, url);
        const page = context.pages()[0] ?? await context.newPage();
        await page.setViewportSize({ width, height });
        const device = new Device(page, await context.newCDPSession(page));
        await page.goto(url);
        await device.ready();
        return device;
    }

    async kill() {
        if (!this.browser) return;
        const { browser, link } = this;
        this.browser = this.link = null;
        // Its children are in its group: all of them at once.
        process.kill(-browser.pid, "SIGKILL");
        await this.gone;
        await link?.close().catch(() => null);
    }

    async close() {
        await this.kill();
        rmSync(this.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    }
}
