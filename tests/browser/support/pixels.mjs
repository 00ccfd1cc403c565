// Owns reading screenshots: 8-bit PNG as Chromium writes it, and where the ink lies.
import assert from "node:assert/strict";
import { inflateSync } from "node:zlib";

const signature_bytes = 8;

function paeth(a, b, c) {
    const [pa, pb, pc] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)];
    return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
}

function read_chunks(png) {
    const chunks = {};
    for (let at = signature_bytes; at < png.length;) {
        const length = png.readUInt32BE(at);
        const kind = png.toString("latin1", at + 4, at + 8);
        (chunks[kind] ??= []).push(png.subarray(at + 8, at + 8 + length));
        at += length + 12;
    }
    return chunks;
}

// {width, height, channels, data}
export function read_png(png) {
    const { IHDR: [header], IDAT } = read_chunks(png);
    const [width, height, depth, color] = [header.readUInt32BE(0), header.readUInt32BE(4), header[8], header[9]];
    const channels = { 2: 3, 6: 4 }[color];
    assert.ok(depth === 8 && channels, "an 8-bit RGB or RGBA picture");
    const packed = inflateSync(Buffer.concat(IDAT));
    const stride = width * channels;
    const data = Buffer.alloc(stride * height);
    for (let y = 0; y < height; ++y) {
        const filter = packed[y * (stride + 1)];
        for (let x = 0; x < stride; ++x) {
            const raw = packed[y * (stride + 1) + 1 + x];
            const left = x >= channels ? data[y * stride + x - channels] : 0;
            const up = y > 0 ? data[(y - 1) * stride + x] : 0;
            const corner = x >= channels && y > 0 ? data[(y - 1) * stride + x - channels] : 0;
            const add = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter];
            data[y * stride + x] = (raw + add) & 0xFF;
        }
    }
    return { width, height, channels, data };
}

function darkness({ width, channels, data }, x, y) {
    const at = (y * width + x) * channels;
    return 255 - (data[at] + data[at + 1] + data[at + 2]) / 3;
}

// How far the second picture has to be moved to lie best on the first: {x, y, difference} with the mean difference left
// over (0..255). Whole pixels, up to `reach` each way.
export function find_shift(first, second, reach = 3) {
    let best = null;
    for (let dy = -reach; dy <= reach; ++dy) {
        for (let dx = -reach; dx <= reach; ++dx) {
            let sum = 0;
            let count = 0;
            for (let y = reach; y < first.height - reach; ++y) {
                for (let x = reach; x < first.width - reach; ++x) {
                    sum += Math.abs(darkness(first, x, y) - darkness(second, x + dx, y + dy));
                    ++count;
                }
            }
            const difference = sum / count;
            if (!best || difference < best.difference) best = { x: -dx, y: -dy, difference };
        }
    }
    return best;
}

// How many pixels have exactly this colour, [red, green, blue].
export function count_color({ channels, data }, color) {
    let count = 0;
    for (let at = 0; at < data.length; at += channels) {
        if (color.every((part, i) => data[at + i] === part)) ++count;
    }
    return count;
}

// Mean darkness, 0..255: text that is there gives some, an empty box next to none.
export function mean_darkness(picture) {
    let sum = 0;
    for (let y = 0; y < picture.height; ++y) {
        for (let x = 0; x < picture.width; ++x) sum += darkness(picture, x, y);
    }
    return sum / (picture.width * picture.height);
}
