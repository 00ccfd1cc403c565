// Owns running one test in every engine there is: {run(function, ...plain values), close()} over a page of the site.
import { start_server } from "../../../web/serve.mjs";
import { Bench } from "./browser.mjs";
import { Engine } from "./engines.mjs";

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
        const device = await bench.device({ hash });
        return { run: (work, ...args) => device.page.evaluate(`(${work})(...${JSON.stringify(args)})`), device };
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
