// Owns one tablet of a test: it finds things by role and visible name as a person would, and uses real touch and IME.
// Must not know any screen.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

import { picture_path } from "./browser.mjs";

const patience_ms = 30_000;  // for a machine that does much else

export class Device {
    constructor(page, cdp) {
        this.page = page;
        this.cdp = cdp;
        this.problems = [];
        this.requests = [];
        page.on("pageerror", (error) => this.problems.push(`error: ${error.message}`));
        page.on("console", (entry) => {
            if (entry.type() === "error") this.problems.push(`console: ${entry.text()} ${entry.location().url}`);
        });
        page.on("request", (request) => this.requests.push(request.url()));
    }

    // Waits for performance.mark("tsunagi-ready"); says what stands on the page when it does not come.
    async ready() {
        try {
            await this.page.waitForFunction(() => performance.getEntriesByName("tsunagi-ready").length > 0, null,
                { timeout: patience_ms * 2 });
        } catch {
            const message = await this.page.locator("#message").textContent().catch(() => "");
            assert.fail(`the page is not ready: ${message} ${this.problems.join(" | ")}`);
        }
    }

    // --- finding
    // In the mirror, by role and name (whole text, or a RegExp).
    find(role, name, { nth = 0 } = {}) {
        const exact = typeof name === "string";
        return this.page.locator("#tree").getByRole(role, { name, exact, disabled: undefined }).nth(nth);
    }

    async wait_for(role, name, options = {}) {
        const found = this.find(role, name, options);
        try {
            await found.waitFor({ state: "attached", timeout: options.timeout ?? patience_ms });
        } catch {
            assert.fail(`no ${role} ${name} among:\n${await this.tree()}`);
        }
        return found;
    }

    async wait_until_gone(role, name, options = {}) {
        await this.find(role, name).waitFor({ state: "detached", timeout: options.timeout ?? patience_ms });
    }

    async has(role, name) {
        return (await this.find(role, name).count()) > 0;
    }

    // Waits for any node or field whose text, name or description contains these words.
    async wait_for_text(text, { timeout = patience_ms } = {}) {
        await this.page.waitForFunction((wanted) => {
            const says = (node) => (node.getAttribute("aria-label") ?? "").includes(wanted) ||
                (node.getAttribute("aria-description") ?? "").includes(wanted) ||
                (node.firstChild?.nodeType === Node.TEXT_NODE && node.firstChild.data.includes(wanted));
            return [...document.querySelectorAll("#tree .node, #tree .field")].some(says);
        }, text, { timeout }).catch(async () => assert.fail(`no "${text}" on the page:\n${await this.tree()}`));
    }

    // Everything the mirror says, one line a node: for messages of failed tests.
    async tree() {
        return this.page.evaluate(() => [...document.querySelectorAll("#tree .node, #tree .field")].map((node) => {
            const role = node.getAttribute("role") ?? node.tagName.toLowerCase();
            const text = node.firstChild?.nodeType === Node.TEXT_NODE ? node.firstChild.data : "";
            return `${role} "${node.getAttribute("aria-label") ?? text}" ${node.value ?? ""}`;
        }).join("\n"));
    }

    // --- touching
    // Brings a thing into sight by scrolling as a finger would, and returns its middle.
    async middle_of(locator) {
        await locator.waitFor({ state: "attached", timeout: patience_ms });
        for (let tries = 0; tries < 40; ++tries) {
            const place = await locator.evaluate((node) => {
                const box = node.getBoundingClientRect();
                const { clipPath } = getComputedStyle(node);
                // Of what is partly cut off, the middle of what is left: inset(top right bottom left), the last ones as before.
                const [top = 0, right = top, bottom = top, left = right] = (clipPath.match(/[\d.]+(?=px)/g) ?? []).map(Number);
                return { x: (box.left + left + box.right - right) / 2, y: (box.top + top + box.bottom - bottom) / 2,
                         height: innerHeight, width: innerWidth, ratio: devicePixelRatio, unseen: clipPath === "inset(50%)" };
            });
            if (!place.unseen) return place;
            await this.scroll_towards(place);
        }
        assert.fail(`out of reach: ${await locator.evaluate((node) => node.dataset.id)}`);
    }

    // Where the mouse is, which goes away again: one that rests on the page is pointer enough to come between two touches.
    async turn_wheel(by) {
        await this.page.mouse.wheel(0, by);
        await this.page.mouse.move(0, 0);
    }

    async scroll_towards({ x, y, width, height, ratio }) {
        const middle = height / 2;
        // Far away is reached in one turn of a wheel: each touch is drawn, and drawing is slow here.
        if (Math.abs(middle - y) > height) {
            await this.page.mouse.move(Math.min(Math.max(x, 8), width - 8), middle);
            await this.turn_wheel((y - middle) * ratio);  // Chromium takes them for the screen's pixels
            return this.settle();
        }
        const way = Math.max(-middle * 0.7, Math.min(middle * 0.7, middle - y));
        const column = Math.min(Math.max(x, 8), width - 8);
        await this.drag({ x: column, y: middle - way / 2 }, { x: column, y: middle + way / 2 });
        await this.settle();
        return this.stands();
    }

    async touch(type, points) {
        await this.cdp.send("Input.dispatchTouchEvent", { type, touchPoints: points.map((p, id) => ({ ...p, id })) });
    }

    async tap_at({ x, y }) {
        await this.touch("touchStart", [{ x, y }]);
        await this.touch("touchEnd", []);
    }

    // Slow enough at the end that nothing is flung.
    async drag(from, to, { steps = 8, hold = true } = {}) {
        await this.touch("touchStart", [from]);
        for (let i = 1; i <= steps; ++i) {
            const k = i / steps;
            await this.touch("touchMove", [{ x: from.x + (to.x - from.x) * k, y: from.y + (to.y - from.y) * k }]);
        }
        if (hold) {
            await new Promise((done) => setTimeout(done, 150));
            await this.touch("touchMove", [to]);
        }
        await this.touch("touchEnd", []);
    }

    // leaves: the page goes away by it (another one loads), so there is nothing to settle.
    async tap(role, name, { leaves = false, ...options } = {}) {
        const { x, y } = await this.middle_of(await this.wait_for(role, name, options));
        await this.stands();
        await this.tap_at({ x, y });
        if (!leaves) await this.settle();
    }

    // A touch on what still runs stops it and presses nothing, as a person expects.
    async stands() {
        await this.page.waitForFunction(() => !document.querySelector("#tree.flinging"), null, { timeout: patience_ms });
    }

    // --- typing
    field(name, options = {}) {
        return this.find("textbox", name, options);
    }

    // Password fields have no role; they are found by their label.
    secret(name) {
        const label = `[aria-label="${name}"]`;
        return this.page.locator(`#tree input.field${label}, #tree [role=textbox]${label}`);
    }

    async focus_field(locator) {
        const { x, y } = await this.middle_of(locator);
        await this.tap_at({ x, y });
        await assert.doesNotReject(
            this.page.waitForFunction((node) => document.activeElement === node, await locator.elementHandle(),
                { timeout: patience_ms }), "the tapped field has the focus");
    }

    // As a Japanese keyboard does it: the reading grows letter by letter, is converted, and is committed.
    async compose(reading, result) {
        const letters = [...reading];
        for (let i = 1; i <= letters.length; ++i) {
            const text = letters.slice(0, i).join("");
            await this.cdp.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
        }
        await this.cdp.send("Input.imeSetComposition",
            { text: result, selectionStart: result.length, selectionEnd: result.length });
        await this.cdp.send("Input.insertText", { text: result });
    }

    // Long texts go in as the keyboard commits them: phrase by phrase.
    async type(text) {
        for (const phrase of text.match(/[^、。\n]*[、。\n]?/g).filter(Boolean)) {
            if (phrase.endsWith("\n")) {
                if (phrase.length > 1) await this.cdp.send("Input.insertText", { text: phrase.slice(0, -1) });
                await this.page.keyboard.press("Enter");
            } else {
                await this.cdp.send("Input.insertText", { text: phrase });
            }
        }
    }

    async fill(name, text, options = {}) {
        await this.focus_field(this.field(name, options));
        await this.page.keyboard.press("Control+A");
        await this.page.keyboard.press("Delete");
        await this.type(text);
        await this.settle();
    }

    async fill_secret(name, text) {
        await this.focus_field(this.secret(name));
        await this.cdp.send("Input.insertText", { text });
        await this.settle();
    }

    // --- the rest
    // Until the page has nothing more to draw.
    async settle() {
        await this.page.evaluate(() => new Promise((done) => {
            requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 30))));
        }));
    }

    // Kept as NAME-WIDTH.png, to be looked at.
    async screenshot(name) {
        await this.settle();
        const path = picture_path(`${name}-${this.page.viewportSize().width}`);
        await this.page.screenshot({ path });
        return path;
    }

    // Covered by something else, or seen again.
    async hide(hidden) {
        await this.page.evaluate((is_hidden) => {
            Object.defineProperty(document, "hidden", { get: () => is_hidden, configurable: true });
            document.dispatchEvent(new Event("visibilitychange"));
        }, hidden);
    }

    async set_offline(offline) {
        await this.page.context().setOffline(offline);
    }

    async reload() {
        await this.page.reload();
        await this.ready();
    }

    // Runs act, which offers a download, and returns its name and bytes.
    async download(act) {
        const [download] = await Promise.all([this.page.waitForEvent("download", { timeout: patience_ms * 2 }), act()]);
        return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
    }

    // Runs act, which opens the file picker, and gives it one file.
    async choose_file(act, name, bytes) {
        const [chooser] = await Promise.all([this.page.waitForEvent("filechooser", { timeout: patience_ms }), act()]);
        await chooser.setFiles({ name, mimeType: "application/octet-stream", buffer: Buffer.from(bytes) });
    }

    async drop_file(name, bytes) {
        await this.page.evaluate(({ name, base64 }) => {
            const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
            const data = new DataTransfer();
            data.items.add(new File([bytes], name));
            const options = { dataTransfer: data, bubbles: true, cancelable: true };
            window.dispatchEvent(new DragEvent("dragover", options));
            window.dispatchEvent(new DragEvent("drop", options));
        }, { name, base64: Buffer.from(bytes).toString("base64") });
    }

    // Animation frames and DOM changes of the page within ms of doing nothing. Begins when the page has come to rest.
    async count_idle_work(ms) {
        await this.settle();
        return this.page.evaluate((wait_ms) => new Promise((done) => {
            const real = window.requestAnimationFrame;
            let frames = 0;
            let mutations = 0;
            window.requestAnimationFrame = (call) => {
                ++frames;
                return real(call);
            };
            const observer = new MutationObserver((records) => { mutations += records.length; });
            observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
            setTimeout(() => {
                observer.disconnect();
                window.requestAnimationFrame = real;
                done({ frames, mutations });
            }, wait_ms);
        }), ms);
    }

    assert_no_problems() {
        assert.deepEqual(this.problems, []);
    }
}
