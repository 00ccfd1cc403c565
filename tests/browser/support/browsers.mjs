// Owns running one test in every engine there is: {run(function, ...plain values), click_at, press, hold, release, settle,
// input_method} over a page of the site, as engines.mjs has them.
import { start_server } from "../../../web/serve.mjs";
import { Bench } from "./browser.mjs";
import { compose_in_chromium } from "./composing.mjs";
import { Engine, web_driver_keys } from "./engines.mjs";

const names_of_keys = { control: "Control", shift: "Shift", enter: "Enter", tab: "Tab", escape: "Escape",
                        backspace: "Backspace", end: "End", left: "ArrowLeft" };
const name_of_key = new Map(Object.entries(web_driver_keys).map(([name, code]) => [code, names_of_keys[name]]));

// What an Engine can do, over Playwright.
function drive_chromium(device) {
    const { mouse, keyboard } = device.page;
    const each = async (keys, act) => { for (const key of keys) await act(name_of_key.get(key) ?? key); };
    const settle = () => device.settle();
    return {
        device,
        settle,
        run: (work, ...args) => device.page.evaluate(`(${work})(...${JSON.stringify(args)})`),
        click_at: ({ x, y }) => mouse.click(Math.round(x), Math.round(y)),
        hold: (keys) => each(keys, (key) => keyboard.down(key)),
        release: (keys) => each(keys, (key) => keyboard.up(key)),
        async press(keys, { held = [] } = {}) {
            await this.hold(held);
            await each(keys, (key) => keyboard.press(key));
            await this.release(held);
        },
        input_method: compose_in_chromium({ cdp: device.cdp, settle }),
    };
}

// Each engine is started when it is first asked for.
export function open_browsers() {
    const open = [];
    let url = process.env.TSUNAGI_URL;

    async function find_url() {
        if (!url) {
            const server = await start_server();
            open.push({ close: () => new Promise((done) => server.server.close(done)) });
            url = server.url;
        }
        return url;
    }

    async function open_chromium(hash) {
        const bench = await Bench.open();
        open.push(bench);
        return drive_chromium(await bench.device({ hash }));
    }

    return {
        names: ["chromium", "firefox", "webkit"],
        async open(name, hash = "") {
            if (name === "chromium") return open_chromium(hash);
            const engine = await Engine.open(name);
            open.push(engine);
            await engine.load(new URL(hash, await find_url()).href);
            return engine;
        },
        async close() {
            for (const each of open.reverse()) await each.close();
        },
    };
}
