// Reads the QR code that the native test of exchange made of a key card with jsQR, and checks that it says the card's code.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const modules = process.env.TSUNAGI_NODE_MODULES ?? process.env.NODE_PATH ?? join(here, "../node_modules");
const jsqr = createRequire(join(modules, "index.js"))("jsqr");

// First line the code, then a line of # and . for each row of squares.
const [code, ...rows] = readFileSync(join(here, "../../build/checked/tests/exchange/key_card_qr.txt"), "utf8").trim().split("\n");
const [zoom, quiet] = [4, 4];
const side = (rows.length + 2 * quiet) * zoom;
const picture = new Uint8ClampedArray(side * side * 4).fill(255);
rows.forEach((row, y) => [...row].forEach((square, x) => {
    if (square !== "#") return;
    for (let i = 0; i < zoom * zoom; ++i) {
        const at = ((quiet + y) * zoom + Math.floor(i / zoom)) * side + (quiet + x) * zoom + (i % zoom);
        picture.fill(0, at * 4, at * 4 + 3);
    }
}));
assert.equal((jsqr.default ?? jsqr)(picture, side, side)?.data, code);
console.log(`ok: jsQR reads the key card's code of ${code.length} letters from ${rows.length} squares a side`);
