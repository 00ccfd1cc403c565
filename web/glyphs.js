// Owns turning text and icons into pixels by the browser's own fonts, one glyph at a time, for the glyph atlas.
// Must not know the atlas. Sizes here are device pixels.

const families = '"BIZ UDPGothic", "Hiragino Sans", "Noto Sans JP", "Noto Sans CJK JP", sans-serif';
const leading_px = 10;  // what most lines of the app have
const margin_px = 1;  // anti-aliasing may touch the pixel beside the measured box

// icons: {name: [code point, path data, grid = 24, stroke = 2]}, round caps and joins, not filled.
export function create_glyphs(icons) {
    const canvas = new OffscreenCanvas(256, 256);
    const context = canvas.getContext("2d", { willReadFrequently: true });
    const paths = new Map();
    const last = { pixels: null, width: 0, height: 0, coloured: false };
    let font = "";

    for (const [code, data, grid = 24, stroke = 2] of Object.values(icons)) {
        paths.set(code, { path: new Path2D(data), grid, stroke });
    }

    function use_font(px, weight) {
        const wanted = `${weight} ${px}px ${families}`;
        if (font === wanted) return;
        font = wanted;
        context.font = wanted;
        // Widths must be the ones a DOM field gives the same text: linear, unhinted, no kerning (see style.css).
        context.textRendering = "geometricPrecision";
        context.fontKerning = "none";
        if ("lang" in context) context.lang = "ja";
        context.textBaseline = "alphabetic";
    }

    function grow_to(width, height) {
        if (canvas.width >= width && canvas.height >= height) return;
        canvas.width = Math.max(canvas.width, width);
        canvas.height = Math.max(canvas.height, height);
        const again = font.match(/^(\d+) ([\d.]+)px/);
        font = "";
        if (again) use_font(Number(again[2]), Number(again[1]));
    }

    function take_pixels(width, height) {
        const data = context.getImageData(0, 0, width, height).data;
        last.width = width;
        last.height = height;
        last.pixels = data;
        last.coloured = false;
        for (let i = 0; i < data.length; i += 4) {
            // Text is painted black, so colour means a colour font (emoji). Bright grey is not rounding noise.
            if (data[i] > 40 || data[i + 1] > 40 || data[i + 2] > 40) {
                last.coloured = data[i + 3] > 40;
                if (last.coloured) break;
            }
        }
    }

    // Where the baseline lies in a line box as high as the font: px below its top. Every engine rounds ascent, descent and
    // leading in its own way, so it is asked of a real line of text, and the canvas agrees with the fields over it.
    function find_baseline(css_px, weight) {
        const line = document.createElement("div");
        const mark = document.createElement("span");
        line.className = "probe";
        line.style.fontSize = `${css_px}px`;
        line.style.fontWeight = String(weight);
        line.style.lineHeight = `${css_px + leading_px}px`;
        line.append("永", mark);
        document.body.append(line);
        const below_top = mark.getBoundingClientRect().bottom - line.getBoundingClientRect().top;
        line.remove();
        return below_top - leading_px / 2;
    }

    // Advance alone, without painting.
    function measure(text, px, weight) {
        use_font(px, weight);
        return context.measureText(text).width;
    }

    // Paints text so that copy() can fetch it. Returns {advance, left, top, width, height, coloured}: the box relative to
    // the pen on the baseline, y down; horizontally in 1/stretch pixels.
    function paint(text, px, weight, stretch) {
        use_font(px, weight);
        const metrics = context.measureText(text);
        const left = Math.floor(-metrics.actualBoundingBoxLeft * stretch) - margin_px;
        const right = Math.ceil(metrics.actualBoundingBoxRight * stretch) + margin_px;
        const top = Math.floor(-metrics.actualBoundingBoxAscent) - margin_px;
        const bottom = Math.ceil(metrics.actualBoundingBoxDescent) + margin_px;
        const width = right - left;
        const height = bottom - top;
        const empty = metrics.actualBoundingBoxRight + metrics.actualBoundingBoxLeft <= 0;
        if (empty || width <= 0 || height <= 0) {
            last.pixels = null;
            return { advance: metrics.width, left: 0, top: 0, width: 0, height: 0, coloured: false };
        }
        grow_to(width, height);
        context.setTransform(1, 0, 0, 1, 0, 0);
        context.clearRect(0, 0, width, height);
        context.setTransform(stretch, 0, 0, 1, -left, -top);
        context.fillStyle = "#000";
        context.fillText(text, 0, 0);
        take_pixels(width, height);
        return { advance: metrics.width, left, top, width, height, coloured: last.coloured };
    }

    // Strokes an icon into a square and returns its side in device pixels; 0 where there is no such icon.
    function paint_icon(code, px) {
        const icon = paths.get(code);
        if (!icon) return 0;
        const side = Math.ceil(px);
        grow_to(side, side);
        context.setTransform(1, 0, 0, 1, 0, 0);
        context.clearRect(0, 0, side, side);
        context.setTransform(px / icon.grid, 0, 0, px / icon.grid, 0, 0);
        context.lineWidth = icon.stroke;
        context.lineCap = "round";
        context.lineJoin = "round";
        context.strokeStyle = "#000";
        context.stroke(icon.path);
        take_pixels(side, side);
        return side;
    }

    // Copies what was painted last: alpha bytes, or RGBA where coloured.
    function copy(heap, offset) {
        const { pixels, width, height, coloured } = last;
        if (!pixels) return;
        if (coloured) {
            heap.set(pixels, offset);
            return;
        }
        const count = width * height;
        for (let i = 0; i < count; ++i) heap[offset + i] = pixels[i * 4 + 3];
    }

    return { find_baseline, measure, paint, paint_icon, copy };
}
