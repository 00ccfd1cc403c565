// The page under its own headers: the app runs, and what an attacker would try inside it is refused by the browser.
import assert from "node:assert/strict";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

import { start_server } from "../../web/serve.mjs";
import { Bench } from "./support/browser.mjs";

const site = resolve(fileURLToPath(import.meta.url), "../../../build/site");

let bench;
let device;
let outside;
let outside_url;
const asked_outside = [];

before(async () => {
    // A server of somebody else's that would welcome everything.
    outside = createServer((request, response) => {
        asked_outside.push(request.url);
        response.writeHead(200, { "Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin",
                                  "Content-Type": request.url.endsWith(".js") ? "text/javascript" : "image/svg+xml" });
        response.end(request.url.endsWith(".js") ? "globalThis.intruder = true" : "<svg xmlns='http://www.w3.org/2000/svg'/>");
    });
    await new Promise((done) => outside.listen(0, "127.0.0.1", done));
    outside_url = `http://127.0.0.1:${outside.address().port}`;
    bench = await Bench.open();
    device = await bench.device();
});
after(async () => {
    await bench.close();
    outside.closeAllConnections();
    await new Promise((done) => outside.close(done));
});

// Runs act in the page and gives its answer, once the browser has reported that it refused by this directive.
function watch(act, argument, directive) {
    return device.page.evaluate(async ([source, argument, directive]) => {
        const reported = directive ? new Promise((done) => {
            document.addEventListener("securitypolicyviolation", function note(event) {
                if (event.effectiveDirective !== directive) return;
                document.removeEventListener("securitypolicyviolation", note);
                done();
            });
        }) : null;
        const steps = {
            inline_script() {
                const script = document.createElement("script");
                try { script.text = "globalThis.intruder = true"; } catch (error) { return error.name; }
                document.head.append(script);
                return "ran";
            },
            inline_handler() {
                const node = document.createElement("div");
                try { node.setAttribute("onclick", "globalThis.intruder = true"); } catch (error) { return error.name; }
                document.body.append(node);
                node.click();
                node.remove();
                return String(globalThis.intruder);
            },
            inner_html() {
                try { document.createElement("div").innerHTML = "<img>"; } catch (error) { return error.name; }
                return "taken";
            },
            document_write() {
                try { document.write("<p>"); } catch (error) { return error.name; }
                return "taken";
            },
            async fetch(url) { return fetch(`${url}/a.svg`).then(() => "went", () => "refused"); },
            async beacon(url) { return navigator.sendBeacon(`${url}/beacon`, "x") ? "queued" : "refused"; },
            async socket(url) {
                return new Promise((done) => {
                    const socket = new WebSocket(url.replace("http", "ws"));
                    socket.onopen = () => done("went");
                    socket.onerror = () => done("refused");
                });
            },
            async image(url) {
                return new Promise((done) => {
                    const image = new Image();
                    image.onload = () => done("went");
                    image.onerror = () => done("refused");
                    image.src = `${url}/a.svg`;
                });
            },
            script(url) {
                const script = document.createElement("script");
                try { script.src = `${url}/a.js`; } catch (error) { return error.name; }
                return "taken";
            },
            worker(url) {
                try { new Worker(`${url}/a.js`); } catch (error) { return error.name; }
                return "started";
            },
            other_policy() {
                try { trustedTypes.createPolicy("mine", { createScriptURL: (text) => text }); } catch (error) { return error.name; }
                return "made";
            },
            async form(url) {
                const form = document.createElement("form");
                form.action = `${url}/form`;
                form.method = "post";
                document.body.append(form);
                form.submit();
                await reported;
                form.remove();
                return location.href.startsWith(url) ? "went" : "stayed";
            },
            async frame(url) {
                const frame = document.createElement("iframe");
                frame.src = `${url}/a.svg`;
                document.body.append(frame);
                await reported;
                frame.remove();
                return "stayed";
            },
            base(url) {
                const base = document.createElement("base");
                base.href = url;
                document.head.append(base);
                const moved = document.baseURI.startsWith(url);
                base.remove();
                return moved ? "moved" : "stayed";
            },
            style() {
                const node = document.createElement("div");
                node.setAttribute("style", "color: red");
                document.body.append(node);
                const color = getComputedStyle(node).color;
                node.remove();
                return color === "rgb(255, 0, 0)" ? "styled" : "plain";
            },
        };
        const answer = await steps[source](argument);
        await reported;
        return answer;
    }, [act, argument, directive]);
}

test("the headers are those of web/headers.json, and the app runs isolated under them", async () => {
    assert.ok(await device.page.evaluate(() => crossOriginIsolated), "no other origin shares the process");
    await device.tap("button", "練習用データで試す");
    await device.wait_for("heading", "今日", { timeout: 90_000 });
    device.assert_no_problems();
});

test("text never becomes a program: eval, inline script, handlers, HTML", async () => {
    // By the page's own script, which the debugger's evaluate is not: it is asked through a timer.
    const evaluated = await device.page.evaluate(() => new Promise((done) => setTimeout(() => {
        const tries = { eval: () => (0, eval)("1 + 1"), constructor: () => new Function("return 2")() };
        done(Object.entries(tries).map(([name, attempt]) => {
            try { return [name, attempt()]; } catch (error) { return [name, error.name]; }
        }));
    })));
    assert.deepEqual(evaluated, [["eval", "EvalError"], ["constructor", "EvalError"]]);
    assert.equal(await watch("inline_script"), "TypeError");
    assert.notEqual(await watch("inline_handler"), "true");
    assert.equal(await watch("inner_html"), "TypeError");
    assert.equal(await watch("document_write"), "TypeError");
    assert.equal(await watch("other_policy"), "TypeError");
    assert.equal(await device.page.evaluate(() => globalThis.intruder), undefined);
});

test("nothing goes to another origin: fetch, socket, image, script, worker, form, frame", async () => {
    for (const [act, answer, directive] of [
        ["fetch", "refused", "connect-src"], ["socket", "refused", "connect-src"], ["image", "refused", "img-src"],
        ["form", "stayed", "form-action"], ["frame", "stayed", "frame-src"], ["base", "stayed", "base-uri"],
        ["style", "plain", "style-src-attr"],
    ]) {
        assert.equal(await watch(act, outside_url, directive), answer, act);
    }
    await watch("beacon", outside_url, "connect-src");
    assert.equal(await watch("script", outside_url), "TypeError");
    assert.equal(await watch("worker", outside_url), "TypeError");
    assert.deepEqual(asked_outside, [], "the other server was never asked");
});

test("no other page can frame this one", async () => {
    const context = await bench.context();
    const page = await context.newPage();
    await page.route("**/frame.html", (route) => route.fulfill({
        contentType: "text/html", body: `<iframe src="${bench.url}"></iframe>`,
    }));
    await page.goto(`${outside_url}/frame.html`);
    const [, frame] = page.frames();
    assert.match(frame.url(), /^chrome-error:/, "the browser shows its own refusal");
    await context.close();
});

// What stands on the page in place of the app.
async function refusal(page) {
    await page.waitForFunction(() => document.querySelector("#message.error"));
    assert.equal(await page.evaluate(() => performance.getEntriesByName("tsunagi-ready").length), 0);
    assert.equal(await page.evaluate(async () => (await indexedDB.databases()).length), 0, "nothing was made here");
    assert.equal(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length), 0);
    return page.locator("#message").textContent();
}

test("without the headers that cut it off from other pages the app does not start", async () => {
    const context = await bench.context();
    const page = await context.newPage();
    await page.route(bench.url, async (route) => {
        const response = await route.fetch();
        const headers = response.headers();
        delete headers["cross-origin-opener-policy"];
        await route.fulfill({ response, headers });
    });
    await page.goto(bench.url);
    assert.match(await refusal(page), /切り離されていません[^]*記録はこの端末に残っています/);
    await context.close();
});

test("where another app could sit beside it the app does not start, but goes on where it was before", async () => {
    const root = mkdtempSync(join(tmpdir(), "tsunagi-beside-"));
    cpSync(site, join(root, "note"), { recursive: true });
    const { server, url } = await start_server({ root });
    const context = await bench.context();
    try {
        const page = await context.newPage();
        await page.goto(`${url}note/`);
        assert.match(await refusal(page), /ほかのアプリも置ける/);
        // As an earlier version has left it behind there.
        await page.route("**/note/plain.html", (route) => route.fulfill({ contentType: "text/html", body: "" }));
        await page.goto(`${url}note/plain.html`);
        await page.evaluate(async () => {
            await navigator.serviceWorker.register("sw.js");
            await navigator.serviceWorker.ready;
        });
        await page.goto(`${url}note/`);
        await page.waitForFunction(() => performance.getEntriesByName("tsunagi-ready").length > 0, null, { timeout: 60_000 });
    } finally {
        await context.close();
        server.closeAllConnections();
        server.close();
        rmSync(root, { recursive: true });
    }
});
