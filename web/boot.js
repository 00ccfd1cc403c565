// Owns starting the page: what it needs is checked, its modules are joined with the program, the first screen is shown.

import { create_display } from "./display.js";
import { create_frames } from "./frames.js";
import { create_glyphs } from "./glyphs.js";
import { create_semantics } from "./semantics.js";
import { create_text_fields } from "./text_fields.js";
import { create_keeper } from "./keeper_client.js";
import * as passkeys from "./passkeys.js";
import { print } from "./print.js";
import * as files from "./files.js";
import { watch_reader } from "./reader.js";
import { shortcut_of } from "./shortcuts.js";
import { lock_when_hidden } from "./hiding.js";
import { find_neighbour } from "./origin.js";
import { follow_updates } from "./updates.js";
import { watch_viewport } from "./viewport.js";

const message = document.getElementById("message");
const canvas = document.getElementById("canvas");
const tree = document.getElementById("tree");

// Their places in these lists are the numbers src/platform/page_input.cpp knows them by.
const field_events = ["focus", "input", "selection", "blur", "enter", "escape", "tab", "shift_tab", "cut"];
const semantic_events = ["activate", "focus"];
const pointer_phases = ["down", "move", "up", "cancel"];
const keys = ["Tab", "Enter", " ", "Escape", "ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "PageUp", "PageDown",
              "Home", "End", "undo", "redo", "find", "go_on", "help"];
const version = document.querySelector("meta[name=version]").content;  // "1.0.0 3f2a91c044de8b17"
const line_px = 40;
const tap_slop_px = 8;

function find_missing() {
    if (typeof WebAssembly !== "object") return "WebAssembly";
    if (!document.createElement("canvas").getContext("webgl2")) return "WebGL 2";
    if (typeof OffscreenCanvas === "undefined") return "OffscreenCanvas";
    if (!globalThis.indexedDB) return "IndexedDB";
    if (!globalThis.crypto?.subtle) return "WebCrypto（https で開いてください）";
    return "";
}

function show_error(lines) {
    message.textContent = lines.join("\n");
    message.className = "error";
    message.setAttribute("role", "alert");
}

function to_pixels(event) {
    const unit = event.deltaMode === 1 ? line_px : event.deltaMode === 2 ? innerHeight : 1;
    return [event.deltaX * unit, event.deltaY * unit];
}

const refusals = {
    not_isolated: [
        "この置き場では開けません: ページがほかのページから切り離されていません。",
        "記録はこの端末に残っています。",
        "情報システムの担当者に、置き場が送るヘッダー（web/headers.json）を確かめてもらってください。",
    ],
    beside_others: [
        "この置き場では開けません: 同じ住所に、ほかのアプリも置ける場所です。",
        "記録はまだ何も作られていません。",
        "情報システムの担当者に、このアプリだけの住所（専用のホスト名かポート）に置いてもらってください。",
    ],
};

// What the modules tell, as calls of the program's exports. Before it runs there is nothing to tell.
function create_posts(program) {
    function with_text(texts, call) {
        const at = texts.map((text) => program.to_native_text(text));
        call(...at);
        for (const address of at) program._free(address);
    }
    return {
        field(kind, id, text, start, end, composing) {
            const number = field_events.indexOf(kind);
            with_text([id, text], (id_at, text_at) =>
                program._tsunagi_field_event(number, id_at, text_at, start, end, composing ? 1 : 0));
        },
        semantic(kind, id) {
            with_text([id], (id_at) => program._tsunagi_semantic_event(semantic_events.indexOf(kind), id_at));
        },
        pointer: (phase, x, y) => program._tsunagi_pointer_event(pointer_phases.indexOf(phase), x, y),
        wheel: (x, y, dx, dy) => program._tsunagi_wheel_event(x, y, dx, dy),
        key: (name, shift) => program._tsunagi_key_event(keys.indexOf(name), shift ? 1 : 0),
        code_read: (id) => with_text([id], (id_at) => program._tsunagi_code_read(id_at)),
        version: (text) => with_text([text], (text_at) => program._tsunagi_version(text_at)),
        updates: (held, offered) =>
            with_text([offered], (offered_at) => program._tsunagi_updates(held ? 1 : 0, offered_at)),
    };
}

// Keys outside text fields. Enter and Space on a focused node are its own click already.
function listen_to_keys(post, semantics) {
    window.addEventListener("keydown", (event) => {
        const shortcut = shortcut_of(event);
        if (shortcut) {
            event.preventDefault();
            post.key(shortcut, event.shiftKey);
            return;
        }
        if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey || !keys.includes(event.key)) return;
        const on_node = semantics.id_of(event.target) !== undefined;
        if (on_node && (event.key === "Enter" || event.key === " ") && event.target.matches("button, input")) return;
        event.preventDefault();
        post.key(event.key, event.shiftKey);
    });
}

// SDL keeps the browser from treating a tap on the canvas as one, so typing is ended here, before the tap does anything.
function leave_field_on_tap(fields) {
    let start = null;
    canvas.addEventListener("touchstart", (event) => { start = event.touches[0]; }, { capture: true, passive: true });
    canvas.addEventListener("touchend", (event) => {
        const end = event.changedTouches[0];
        const moved = start ? Math.hypot(end.clientX - start.clientX, end.clientY - start.clientY) : Infinity;
        if (event.touches.length === 0 && moved <= tap_slop_px) fields.leave();
    }, { capture: true, passive: true });
}

function listen_to_canvas(post, program, frames) {
    canvas.addEventListener("contextmenu", (event) => event.preventDefault());
    // SDL takes a cancelled touch for a finger lifted, which would press what lies under it.
    canvas.addEventListener("touchcancel", () => post.pointer("cancel", 0, 0), { capture: true });
    canvas.addEventListener("webglcontextlost", (event) => event.preventDefault());
    canvas.addEventListener("webglcontextrestored", () => program._tsunagi_context_restored());
    window.addEventListener("resize", () => frames.request(2));
}

function listen_to_drops(program) {
    files.accept_drops(({ name = "", bytes = new Uint8Array(), fault = "" }) => {
        program.answer_file(0, fault, name, bytes);
    }, (over) => program._tsunagi_file_over(over ? 1 : 0));
}

// What was copied out of the page does not outlive a lock on the clipboard. The browser allows it while the page has the
// focus: at once, or when somebody comes back to it.
function forget_copied() {
    let copied = false;
    let wanted = false;
    const note = () => { copied = true; };
    async function clear() {
        if (!wanted || !document.hasFocus()) return;
        wanted = false;
        await navigator.clipboard?.writeText("").then(() => { copied = false; }, () => { wanted = true; });
    }
    document.addEventListener("copy", note);
    document.addEventListener("cut", note);
    window.addEventListener("focus", clear);
    return () => {
        wanted ||= copied;
        clear();
    };
}

// The words of the question are the browser's own.
function ask_before_closing(event) {
    event.preventDefault();
}

function create_page(updates) {
    let program = null;
    let post = null;
    let reader = null;
    let ready = false;
    let is_locked = false;
    const clear_copied = forget_copied();
    let is_wanted = false;
    const frames = create_frames((time_ms) => program?._tsunagi_frame(time_ms));
    const fields = create_text_fields(tree, {
        field: (...event) => post.field(...event),
        pointer: (...event) => post.pointer(...event),
        wheel: (event) => post.wheel(event.clientX, event.clientY, ...to_pixels(event)),
        key: (name) => post.key(name, false),
    }, {
        came: (id, element) => semantics.field_came(id, element),
        goes: (id, element) => semantics.field_goes(id, element),
    });
    const semantics = create_semantics(tree, fields.find, {
        activate: (id) => post.semantic("activate", id),
        focus: (id) => post.semantic("focus", id),
    });
    // Another tab wants to write: what is open here is committed and locked first.
    function let_go() {
        is_wanted = false;
        keeper.let_go();
    }
    const keeper = create_keeper((answers) => program.answer_ports(answers), undefined, undefined, {
        writing: (may_write) => program?._tsunagi_writing(may_write ? 1 : 0),
        wanted() {
            is_wanted = true;
            if (is_locked) let_go();
            else program?._tsunagi_lock();
        },
        taken_over: () => location.reload(),
    });
    const display = create_display((mode, text, still, away) =>
        program._tsunagi_display(mode, text, still ? 1 : 0, away ? 1 : 0), () => post.pointer("cancel", 0, 0),
    () => program._tsunagi_english());
    const insets = watch_viewport(globalThis.tsunagi_viewport ?? globalThis.visualViewport, () => frames.request(2));

    function update({ look, fields: list, tree: steps, commands, focus, cursor, flinging }) {
        if (look) display.take(look);
        if (list) fields.update(list);
        if (steps) semantics.update(steps);
        for (const [kind, id, text] of commands ?? []) fields.command(kind, id, text);
        if (focus !== undefined) {
            if (focus === "") document.activeElement?.blur();
            else semantics.focus(focus);
        }
        if (cursor !== undefined) canvas.style.cursor = cursor;
        // A touch that stops what scrolls is the canvas's, so that no field is focused by it.
        if (flinging !== undefined) tree.classList.toggle("flinging", flinging);
    }

    return {
        frames, files, insets, update, passkeys, print, updates,
        glyphs: null,
        keeper,
        hold(held) {
            if (held) addEventListener("beforeunload", ask_before_closing);
            else removeEventListener("beforeunload", ask_before_closing);
        },
        set_locked(now_locked) {
            is_locked = now_locked;
            updates.set_locked(now_locked);
            if (now_locked) {
                reader.forget();
                clear_copied();
            }
            if (now_locked && is_wanted) let_go();
        },
        set_replaceable: (replaceable) => updates.set_replaceable(replaceable),
        ready() {
            if (ready) return;
            ready = true;
            message.textContent = "";
            performance.mark("tsunagi-ready");
        },
        start(running) {
            program = running;
            post = create_posts(program);
            reader = watch_reader(fields, post.code_read);
            listen_to_keys(post, semantics);
            listen_to_canvas(post, program, frames);
            leave_field_on_tap(fields);
            listen_to_drops(program);
            lock_when_hidden(() => program._tsunagi_lock(), files.is_busy);
            for (const name of ["online", "offline"]) {
                window.addEventListener(name, () => program._tsunagi_online(navigator.onLine ? 1 : 0));
            }
            program._tsunagi_online(navigator.onLine ? 1 : 0);
            display.start();
            post.version(version);
            updates.watch(post.updates);
            updates.kept.then(() => program._tsunagi_offline_ready());
            frames.request(1);
        },
    };
}

async function load_icons() {
    return JSON.parse(new TextDecoder().decode(await files.load_asset("icons.json")));
}

// The app, or with #gallery the widgets in every state.
const program_name = location.hash === "#gallery" ? "gallery" : "tsunagi";

// The program travels packed, a quarter smaller than any host's gzip; the service worker (sw.js) answers it unpacked.
async function fetch_program() {
    const response = await fetch(`${program_name}.xz`);
    if (!response.ok) throw new Error(`${program_name}: ${response.status}`);
    const type = { "content-type": "application/wasm" };
    if (response.headers.get("content-type") === type["content-type"]) return response;
    const { XzReadableStream } = globalThis["xz-decompress"];
    return new Response(new XzReadableStream(response.body), { headers: type });
}

function instantiate(imports, receive) {
    WebAssembly.instantiateStreaming(fetch_program(), imports)
        .then(({ instance, module }) => receive(instance, module), () => show_error([
            "アプリを読み込めませんでした。",
            "記録はこの端末に残っています。",
            "通信を確かめてから、ページを開き直してください。",
        ]));
    return {};
}

async function start() {
    const missing = find_missing();
    if (missing) {
        show_error([
            `このブラウザーでは使えません: ${missing} がありません。`,
            "記録は消えていません。",
            "新しい Safari、Chrome、Edge、Firefox で開いてください。",
        ]);
        return;
    }
    const refusal = await find_neighbour();
    if (refusal) {
        show_error(refusals[refusal]);
        return;
    }
    const page = create_page(follow_updates({ own_version: version.split(" ")[1] }));
    page.glyphs = create_glyphs(await load_icons());
    await passkeys.looked_up;
    const { default: create_program } = await import(`./${program_name}.js`);
    page.start(await create_program({ page, canvas, instantiateWasm: instantiate }));
}

start().catch((error) => {
    console.error(error);
    show_error([
        "アプリを始められませんでした。",
        "記録はこの端末に残っています。",
        "ページを開き直してください。",
    ]);
});
