// The copy of the app that the service worker keeps: it starts without a network, and holds nothing that is not on the list.
import assert from "node:assert/strict";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

import { start_server } from "../../web/serve.mjs";
import { Bench } from "./support/browser.mjs";

const site = resolve(fileURLToPath(import.meta.url), "../../../build/site");
let bench;

before(async () => { bench = await Bench.open(); });
after(async () => { await bench?.close(); });

test("the page starts from what the service worker keeps", async () => {
    const device = await bench.device();
    await device.page.evaluate(async () => { await navigator.serviceWorker.ready; });
    await device.set_offline(true);
    await device.reload();
    assert.ok(await device.has("button", "練習用データで試す"));
    device.assert_no_problems();
});

test("a file that is not what the list says is never kept", async () => {
    const folder = mkdtempSync(join(tmpdir(), "tsunagi-site-"));
    cpSync(site, folder, { recursive: true });
    writeFileSync(join(folder, "style.css"), "/* another file */");
    const { server, url } = await start_server({ root: folder });
    try {
        const device = await bench.device({ url });
        const end = await device.page.evaluate(async () => {
            for (let tries = 0; tries < 100; ++tries) {
                const registration = await navigator.serviceWorker.getRegistration();
                if (registration?.active) return "kept";
                await new Promise((done) => setTimeout(done, 100));
                if (tries > 20 && !registration?.installing && !registration?.waiting) return "refused";
            }
            return "undecided";
        });
        assert.equal(end, "refused");
    } finally {
        server.close();
        rmSync(folder, { recursive: true });
    }
});
