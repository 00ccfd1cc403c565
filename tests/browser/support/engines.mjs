// Owns the other engines some tests run in: Firefox by Marionette, WebKitGTK (the nearest to Safari here) by WebDriver,
// each in a window of one virtual display. What an Engine can do is what both protocols share: load, run, click, type, compose.
// Must not know any screen.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { compose_by_events, compose_in_firefox } from "./composing.mjs";
import { note_request } from "./stage.mjs";

const start_ms = 60_000;
const script_ms = 60_000;
const window_size = { width: 1180, height: 900 };

// Runs in the page.
export function wait_for_frames() {
    return new Promise((done) => {
        requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 30))));
    });
}

const wait = (ms) => new Promise((done) => setTimeout(done, ms));

async function until(what, find) {
    for (const end = Date.now() + start_ms; Date.now() < end; await wait(50)) {
        const found = await find();
        if (found) return found;
    }
    return assert.fail(`${what} did not come`);
}

function end(child) {
    return new Promise((done) => {
        if (child.exitCode !== null || child.signalCode !== null) return done();
        child.once("exit", done);
        child.kill("SIGTERM");
        return setTimeout(() => child.kill("SIGKILL"), 5000).unref();
    });
}

// A display nobody looks at. Its number is the server's choice.
async function open_display() {
    const server = spawn("Xvfb", ["-displayfd", "3", "-screen", "0", "1280x1280x24", "-nolisten", "tcp"],
        { stdio: ["ignore", "ignore", "ignore", "pipe"] });
    const number = await new Promise((done, fail) => {
        server.stdio[3].once("data", (bytes) => done(bytes.toString().trim()));
        server.once("error", fail);
        server.once("exit", () => fail(new Error("Xvfb ended")));
    });
    return { name: `:${number}`, close: () => end(server) };
}

function environment(display, home) {
    return { ...process.env, DISPLAY: display.name, HOME: home, XDG_RUNTIME_DIR: home, XDG_CACHE_HOME: home,
             XDG_CONFIG_HOME: home, XDG_DATA_HOME: home, LIBGL_ALWAYS_SOFTWARE: "1", GDK_BACKEND: "x11",
             MOZ_CRASHREPORTER_DISABLE: "1", NO_AT_BRIDGE: "1", LANG: "C.UTF-8", WEBKIT_DISABLE_DMABUF_RENDERER: "1" };
}

// --- Firefox: [0, id, command, parameters] in JSON behind its length, over TCP.
class Marionette {
    static async open(port) {
        const link = new Marionette();
        link.waiting = new Map();
        link.next_id = 1;
        link.rest = Buffer.alloc(0);
        link.socket = await until("Marionette", () => new Promise((done) => {
            const socket = connect(port, "127.0.0.1");
            socket.once("connect", () => done(socket));
            socket.once("error", () => done(null));
        }));
        link.socket.on("data", (bytes) => link.take(bytes));
        return link;
    }

    take(bytes) {
        this.rest = Buffer.concat([this.rest, bytes]);
        for (;;) {
            const colon = this.rest.indexOf(":");
            const length = Number(this.rest.subarray(0, colon));
            if (colon < 0 || this.rest.length < colon + 1 + length) return;
            const message = JSON.parse(this.rest.subarray(colon + 1, colon + 1 + length));
            this.rest = this.rest.subarray(colon + 1 + length);
            if (!Array.isArray(message)) continue;
            const [, id, error, value] = message;
            const { done, fail } = this.waiting.get(id);
            this.waiting.delete(id);
            if (error) fail(new Error(`${error.error}: ${error.message}`));
            else done(value);
        }
    }

    send(command, parameters = {}) {
        const id = this.next_id++;
        const text = JSON.stringify([0, id, command, parameters]);
        this.socket.write(`${Buffer.byteLength(text)}:${text}`);
        return new Promise((done, fail) => this.waiting.set(id, { done, fail }));
    }
}

const firefox_settings = {
    "marionette.port": 0, "browser.shell.checkDefaultBrowser": false, "datareporting.policy.dataSubmissionEnabled": false,
    "app.update.disabledForTesting": true, "browser.startup.page": 0, "browser.aboutwelcome.enabled": false,
    "toolkit.telemetry.enabled": false, "extensions.update.enabled": false, "app.normandy.enabled": false,
    "services.settings.server": "data:,none", "network.captive-portal-service.enabled": false,
    "network.connectivity-service.enabled": false, "browser.region.network.url": "", "webgl.force-enabled": true,
    "security.sandbox.content.level": 0, "intl.accept_languages": "ja", "browser.tabs.remote.autostart": true,
    "dom.min_background_timeout_value": 4, "widget.non-native-theme.enabled": true,
};

async function open_firefox(display, folder) {
    writeFileSync(join(folder, "user.js"), Object.entries(firefox_settings)
        .map(([key, value]) => `user_pref(${JSON.stringify(key)}, ${JSON.stringify(value)});\n`).join(""));
    const child = spawn("firefox-esr", ["--marionette", "--profile", folder, "--no-remote", "--new-instance"],
        { stdio: "ignore", env: environment(display, folder) });
    const port_file = join(folder, "MarionetteActivePort");
    const port = await until("Firefox", () => existsSync(port_file) && Number(readFileSync(port_file, "utf8")));
    const link = await Marionette.open(port);
    await link.send("WebDriver:NewSession", { strictFileInteractability: true });
    await link.send("WebDriver:SetTimeouts", { script: script_ms, pageLoad: start_ms });
    await link.send("WebDriver:SetWindowRect", window_size);
    return {
        load: (url) => link.send("WebDriver:Navigate", { url }),
        execute: async (script, args) => (await link.send("WebDriver:ExecuteAsyncScript",
            { script, args, sandbox: null, newSandbox: false })).value,
        // With the rights of the browser itself, beside the page.
        system: async (script, args) => (await link.send("WebDriver:ExecuteAsyncScript",
            { script, args, sandbox: "system", newSandbox: false })).value,
        act: (actions) => link.send("WebDriver:PerformActions", { actions }),
        close: async () => {
            await link.send("Marionette:Quit", { flags: ["eForceQuit"] }).catch(() => null);
            link.socket.destroy();
            await end(child);
        },
    };
}

// --- WebKitGTK: WebDriver over HTTP.
function mini_browser() {
    const libraries = "/usr/lib/x86_64-linux-gnu";
    const found = readdirSync(libraries).filter((name) => /^webkit(2)?gtk-/.test(name)).sort()
        .map((name) => join(libraries, name, "MiniBrowser")).find(existsSync);
    return found ?? assert.fail("no MiniBrowser in this root");
}

async function free_port() {
    const server = createServer().listen(0, "127.0.0.1");
    await new Promise((done) => server.once("listening", done));
    const { port } = server.address();
    await new Promise((done) => server.close(done));
    return port;
}

async function open_webkit(display, folder) {
    const port = await free_port();
    const child = spawn("WebKitWebDriver", [`--port=${port}`], { stdio: "ignore", env: environment(display, folder) });
    const ask = async (method, path, body) => {
        const answer = await fetch(`http://127.0.0.1:${port}${path}`,
            { method, body: body ? JSON.stringify(body) : undefined });
        const { value } = await answer.json();
        if (!answer.ok) throw new Error(`${value?.error}: ${value?.message}`);
        return value;
    };
    await until("WebKitWebDriver", () => ask("GET", "/status").catch(() => null));
    const { sessionId } = await ask("POST", "/session", { capabilities: { alwaysMatch: {
        "webkitgtk:browserOptions": { binary: mini_browser(), args: ["--automation"] },
    } } });
    const send = (name, body) => ask("POST", `/session/${sessionId}/${name}`, body);
    await send("timeouts", { script: script_ms, pageLoad: start_ms });
    await send("window/rect", window_size);
    return {
        load: (url) => send("url", { url }),
        execute: (script, args) => send("execute/async", { script, args }),
        act: (actions) => send("actions", { actions }),
        close: async () => {
            await ask("DELETE", `/session/${sessionId}`).catch(() => null);
            await end(child);
        },
    };
}

const makers = { firefox: open_firefox, webkit: open_webkit };

export class Engine {
    static async open(name) {
        const engine = new Engine();
        engine.name = name;
        engine.folder = mkdtempSync(join(tmpdir(), `tsunagi-${name}-`));
        engine.display = await open_display();
        engine.session = await makers[name](engine.display, engine.folder);
        const { system } = engine.session;
        const means = { system, run: (...what) => engine.run(...what), settle: () => engine.settle() };
        engine.input_method = system ? compose_in_firefox(means) : compose_by_events(means);
        return engine;
    }

    // Loads a page of the site and waits for its first screen.
    async load(url) {
        await this.session.load("about:blank");
        await this.session.load(url);
        const message = await this.run(async () => {
            for (let tries = 0; tries < 600; ++tries) {
                if (performance.getEntriesByName("tsunagi-ready").length > 0) return "";
                await new Promise((done) => setTimeout(done, 50));
            }
            return document.getElementById("message")?.textContent || "nothing";
        });
        assert.equal(message, "", `${this.name}: the page is not ready`);
        // Without what the page has been told to fetch beforehand and has not used.
        const asked = await this.run(() => performance.getEntriesByType("resource")
            .filter(({ name, initiatorType }) => initiatorType !== "link" || !/tsunagi\.(js|xz)$/.test(name)).map(({ name }) => name));
        for (const each of [url, ...asked]) note_request(each, url);
    }

    // Runs a function of plain values in the page and gives back what it returns or resolves to.
    async run(work, ...args) {
        const script = `const done = arguments[arguments.length - 1];
            Promise.resolve().then(() => (${work})(...Array.prototype.slice.call(arguments, 0, -1)))
                .then((value) => done({ value: value === undefined ? null : value }),
                      (error) => done({ error: String(error && error.stack || error) }));`;
        const { value, error } = await this.session.execute(script, args);
        if (error) throw new Error(`${this.name}: ${error}`);
        return value;
    }

    async click_at({ x, y }) {
        await this.session.act([{ type: "pointer", id: "mouse", parameters: { pointerType: "mouse" }, actions: [
            { type: "pointerMove", duration: 0, x: Math.round(x), y: Math.round(y), origin: "viewport" },
            { type: "pointerDown", button: 0 }, { type: "pointerUp", button: 0 },
        ] }]);
    }

    // Keys of a real keyboard, one after the other; with: a key held down meanwhile.
    async press(keys, { held = [] } = {}) {
        const tap = (value) => [{ type: "keyDown", value }, { type: "keyUp", value }];
        await this.session.act([{ type: "key", id: "keyboard", actions: [
            ...held.map((value) => ({ type: "keyDown", value })), ...[...keys].flatMap(tap),
            ...held.map((value) => ({ type: "keyUp", value })),
        ] }]);
    }

    // Keys that stay down until they are let go.
    async hold(keys) { await this.move_keys("keyDown", keys); }
    async release(keys) { await this.move_keys("keyUp", keys); }

    async move_keys(type, keys) {
        await this.session.act([{ type: "key", id: "keyboard", actions: keys.map((value) => ({ type, value })) }]);
    }

    // Until the page has drawn what was done to it.
    async settle() {
        await this.run(wait_for_frames);
    }

    async close() {
        await this.session?.close();
        await this.display?.close();
        rmSync(this.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    }
}

export const web_driver_keys = {
    control: "\uE009", shift: "\uE008", enter: "\uE007", tab: "\uE004", escape: "\uE00C", backspace: "\uE003",
    end: "\uE010", left: "\uE012",
};
