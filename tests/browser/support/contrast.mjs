// Owns measuring on a picture how well words stand out: the contrast of WCAG 2 between ink and ground.
// Must not know any screen.
import { read_png } from "./pixels.mjs";

export const least_contrast = 4.5;

function linear(part) {
    const v = part / 255;
    return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
}

export function luminance(color) {
    return 0.2126 * linear(color >> 16) + 0.7152 * linear((color >> 8) & 255) + 0.0722 * linear(color & 255);
}

export function contrast(a, b) {
    const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
    return (high + 0.05) / (low + 0.05);
}

function color_at({ width, channels, data }, x, y) {
    const at = (y * width + x) * channels;
    return (data[at] << 16) | (data[at + 1] << 8) | data[at + 2];
}

function most_frequent(counts) {
    let best = 0;
    let most = -1;
    for (const [color, count] of counts) {
        if (count > most) [best, most] = [color, count];
    }
    return best;
}

// The rows of pixels in which something is written, as [top, end) pairs.
function bands_of(rows) {
    const bands = [];
    for (let y = 0; y < rows.length; ++y) {
        if (!rows[y]) continue;
        const last = bands.at(-1);
        if (last && last[1] === y) last[1] = y + 1;
        else bands.push([y, y + 1]);
    }
    return bands;
}

// Contrast of each line of words within rect (device px): [{contrast, ink, ground}]. A line is a band of rows at least
// `least_px` high that hold ink; its ground is its commonest colour, its ink what is furthest from that in luminance in
// at least a handful of pixels.
export function measure_lines(picture, { x, y, width, height }, least_px) {
    const [left, top] = [Math.max(0, Math.ceil(x)), Math.max(0, Math.ceil(y))];
    const right = Math.min(picture.width, Math.floor(x + width));
    const bottom = Math.min(picture.height, Math.floor(y + height));
    if (right - left < 4 || bottom - top < least_px) return [];
    const all = new Map();
    for (let row = top; row < bottom; ++row) {
        for (let column = left; column < right; ++column) {
            const color = color_at(picture, column, row);
            all.set(color, (all.get(color) ?? 0) + 1);
        }
    }
    const paper = most_frequent(all);
    const rows = [];
    for (let row = top; row < bottom; ++row) {
        let inked = 0;
        for (let column = left; column < right; ++column) {
            if (contrast(color_at(picture, column, row), paper) > 1.3) ++inked;
        }
        rows.push(inked > 1);
    }
    return bands_of(rows).filter(([from, to]) => to - from >= least_px).map(([from, to]) => {
        const counts = new Map();
        for (let row = top + from; row < top + to; ++row) {
            for (let column = left; column < right; ++column) {
                const color = color_at(picture, column, row);
                counts.set(color, (counts.get(color) ?? 0) + 1);
            }
        }
        const ground = most_frequent(counts);
        let best = { contrast: 1, ink: ground, ground };
        for (const [ink, count] of counts) {
            if (count < 4) continue;
            const reached = contrast(ink, ground);
            if (reached > best.contrast) best = { contrast: reached, ink, ground };
        }
        return best;
    });
}

// Every node that shows words, where it can be seen: {name, box in CSS px, words: nothing but words in it}.
function words_on(device) {
    return device.page.evaluate(() => [...document.querySelectorAll("#tree .node, #tree .field")].flatMap((node) => {
        const style = getComputedStyle(node);
        const words = node.matches("p, h1, h2, h3, h4, h5, h6");
        if (!words && !node.matches("button, input, .field")) return [];
        if (style.clipPath === "inset(50%)" || node.disabled) return [];
        const box = node.getBoundingClientRect();
        const clip = style.clipPath.match(/inset\(([^)]*)\)/)?.[1].split(" ").map(parseFloat) ?? [0, 0, 0, 0];
        const [top, right, bottom, left] = [clip[0], clip[1] ?? clip[0], clip[2] ?? clip[0], clip[3] ?? clip[1] ?? clip[0]];
        if (top + bottom > box.height / 2 || left + right > 0 || box.width < 8) return [];
        const name = node.getAttribute("aria-label") || node.firstChild?.data || "";
        return [{ name, words, x: box.x, y: box.y + top, width: box.width, height: box.height - top - bottom }];
    }));
}

// Words of less contrast than they need, on a device of this many pixels per CSS px.
export async function find_faint_words(device, ratio) {
    await device.settle();
    const picture = read_png(await device.page.screenshot());
    const faint = [];
    for (const { name, words, x, y, width, height } of await words_on(device)) {
        const edge = words ? 0 : 5;
        const rect = { x: (x + edge) * ratio, y: (y + edge) * ratio, width: (width - 2 * edge) * ratio,
                       height: (height - 2 * edge) * ratio };
        for (const line of measure_lines(picture, rect, 9 * ratio)) {
            if (line.contrast < least_contrast) {
                faint.push(`${name}: ${line.contrast.toFixed(2)} #${line.ink.toString(16)} on #${line.ground.toString(16)}`);
            }
        }
    }
    return faint;
}
