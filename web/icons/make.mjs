// Makes the PNG icons from app.svg by Chromium; run it after changing app.svg and commit what it writes.
//   web/toolchain exec node web/icons/make.mjs
import { readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";

const here = new URL("./", import.meta.url);
const { chromium } = createRequire(new URL("../../tests/", here))("playwright-core");

// A maskable icon is cut to any shape: no round corners of its own, everything inside the middle 80 %.
const pictures = [
    { name: "app-180.png", size: 180, square: true, scale: 1 },
    { name: "app-192.png", size: 192, square: false, scale: 1 },
    { name: "app-512.png", size: 512, square: false, scale: 1 },
    { name: "app-512-maskable.png", size: 512, square: true, scale: 0.85 },
];

const svg = await readFile(new URL("app.svg", here), "utf8");
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
for (const { name, size, square, scale } of pictures) {
    const shape = square ? svg.replace('rx="96"', "") : svg;
    const inner = scale === 1 ? shape : shape.replace("translate(36 36) scale(11)",
        `translate(${256 - 220 * scale} ${256 - 220 * scale}) scale(${11 * scale})`);
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    await page.setContent(`<style>*{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${inner}`);
    await writeFile(new URL(name, here), await page.screenshot({ omitBackground: true }));
    await page.close();
}
await browser.close();
