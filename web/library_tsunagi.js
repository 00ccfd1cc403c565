// Owns the glue that the linker puts between C++ (src/platform/page.h) and the page's modules. Holds no logic:
// every call goes to Module.page, which boot.js fills before main() runs.

addToLibrary({
    // C++ exports take UTF-8; this hands them JavaScript's text, any lone surrogate replaced.
    $to_native_text__deps: ["malloc"],
    $to_native_text: (text) => {
        const most = text.length * 3;
        const at = _malloc(most + 1);
        const { written } = new TextEncoder().encodeInto(text, HEAPU8.subarray(at, at + most));
        HEAPU8[at + written] = 0;
        return at;
    },

    $answer_file__deps: ["$to_native_text", "malloc", "free"],
    $answer_file: (request, fault, name, bytes) => {
        const fault_at = to_native_text(fault);
        const name_at = to_native_text(name);
        const bytes_at = _malloc(bytes.length + 1);
        HEAPU8.set(bytes, bytes_at);
        Module["_tsunagi_file_answer"](request, fault_at, name_at, bytes_at, bytes.length);
        _free(fault_at);
        _free(name_at);
        _free(bytes_at);
    },

    $run_file_request__deps: ["$answer_file"],
    $run_file_request: async (request, work, fallback_fault) => {
        let answer;
        try {
            answer = await work();
        } catch (error) {
            answer_file(request, error?.code ?? fallback_fault, "", new Uint8Array());
            return;
        }
        answer_file(request, "", answer?.name ?? "", answer?.bytes ?? new Uint8Array());
    },

    tsunagi_glyph_paint: (text, px, weight, stretch, box) => {
        const { advance, left, top, width, height, coloured } =
            Module["page"].glyphs.paint(UTF8ToString(text), px, weight, stretch);
        HEAPF64.set([advance, left, top, width, height], box >> 3);
        return coloured ? 1 : 0;
    },
    tsunagi_glyph_paint_icon: (code_point, px) => Module["page"].glyphs.paint_icon(code_point, px),
    tsunagi_glyph_copy: (pixels) => Module["page"].glyphs.copy(HEAPU8, pixels),
    tsunagi_glyph_advance: (text, px, weight) => Module["page"].glyphs.measure(UTF8ToString(text), px, weight),
    tsunagi_font_baseline: (css_px, weight) => Module["page"].glyphs.find_baseline(css_px, weight),

    tsunagi_page_update: (json) => Module["page"].update(JSON.parse(UTF8ToString(json))),
    tsunagi_page_ready: () => Module["page"].ready(),
    tsunagi_page_hold: (held) => Module["page"].hold(held !== 0),
    tsunagi_page_set_locked: (locked) => Module["page"].set_locked(locked !== 0),
    tsunagi_page_set_replaceable: (replaceable) => Module["page"].set_replaceable(replaceable !== 0),
    tsunagi_page_insets: (out) => HEAPF64.set(Module["page"].insets(), out >> 3),
    tsunagi_page_pixel_ratio: () => devicePixelRatio,

    tsunagi_request_frames: (count) => Module["page"].frames.request(count),
    tsunagi_draw_unseen: () => Module["page"].frames.draw_unseen(),
    tsunagi_set_deadline: (at_ms) => Module["page"].frames.set_deadline(at_ms < 0 ? Infinity : at_ms),
    tsunagi_now_ms: () => performance.now(),

    tsunagi_file_pick__deps: ["$run_file_request"],
    tsunagi_file_pick: (request, accept, max_bytes) => {
        const kinds = UTF8ToString(accept);
        run_file_request(request, () => Module["page"].files.pick(kinds, max_bytes), "file_not_read");
    },
    tsunagi_file_save__deps: ["$run_file_request"],
    tsunagi_file_save: (request, name, mime, bytes, size) => {
        const copy = HEAPU8.slice(bytes, bytes + size);
        const [file, type] = [UTF8ToString(name), UTF8ToString(mime)];
        run_file_request(request, async () => Module["page"].files.save(file, type, copy), "file_not_saved");
    },
    tsunagi_file_share__deps: ["$run_file_request"],
    tsunagi_file_share: (request, name, mime, bytes, size) => {
        const copy = HEAPU8.slice(bytes, bytes + size);
        const [file, type] = [UTF8ToString(name), UTF8ToString(mime)];
        run_file_request(request, () => Module["page"].files.share(file, type, copy), "file_not_saved");
    },
    tsunagi_file_load_asset__deps: ["$run_file_request"],
    tsunagi_file_load_asset: (request, path) => {
        const wanted = UTF8ToString(path);
        const load = async () => ({ bytes: await Module["page"].files.load_asset(wanted) });
        run_file_request(request, load, "data_missing");
    },
    tsunagi_file_print__deps: ["$run_file_request"],
    tsunagi_file_print: (request, lines) => {
        const sheet = UTF8ToString(lines).split("\n");
        run_file_request(request, () => Module["page"].print(sheet), "file_not_saved");
    },
    tsunagi_passkeys_available: () => (Module["page"].passkeys.is_available() ? 1 : 0),
    tsunagi_file_can_share: () => (Module["page"].files.can_share() ? 1 : 0),

    tsunagi_updates_hold: (held) => Module["page"].updates.hold(held !== 0),
    tsunagi_updates_confirm: (version) => Module["page"].updates.confirm(UTF8ToString(version)),

    tsunagi_random_fill: (bytes, size) => {
        const most = 65536;  // what getRandomValues gives at once
        for (let at = bytes; at < bytes + size; at += most) {
            crypto.getRandomValues(HEAPU8.subarray(at, Math.min(at + most, bytes + size)));
        }
    },
    tsunagi_wall_clock_ms: () => Date.now(),
    tsunagi_offset_minutes: () => -new Date().getTimezoneOffset(),
});
