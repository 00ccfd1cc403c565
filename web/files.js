// Owns the way of files into and out of the page: picker, drop, download, share sheet, and the app's own assets.
// Must not read what is in them.

const dropped_limit_bytes = 256 * 1024 * 1024;
const revoke_after_ms = 60_000;
const focus_grace_ms = 1500;

// Faults are the stable names of core/error.h.
export class FileFault extends Error {
    constructor(code) {
        super(code);
        this.code = code;
    }
}

async function read(file, max_bytes) {
    if (file.size > max_bytes) throw new FileFault("too_large");
    try {
        const bytes = new Uint8Array(await file.arrayBuffer());
        if (bytes.length > max_bytes) throw new FileFault("too_large");
        return { name: file.name, bytes };
    } catch (error) {
        throw error instanceof FileFault ? error : new FileFault("file_not_read");
    }
}

function choose(accept) {
    return new Promise((resolve, reject) => {
        const input = document.createElement("input");
        input.type = "file";
        input.accept = accept;
        input.className = "away";
        input.tabIndex = -1;
        input.setAttribute("aria-hidden", "true");
        let done = false;
        const finish = (file) => {
            if (done) return;
            done = true;
            window.removeEventListener("focus", came_back);
            input.remove();
            if (file) resolve(file);
            else reject(new FileFault("cancelled"));
        };
        // Older browsers send no `cancel`: the window gets the focus back and no file comes.
        const came_back = () => setTimeout(() => finish(input.files[0]), focus_grace_ms);
        input.addEventListener("change", () => finish(input.files[0]));
        input.addEventListener("cancel", () => finish(null));
        if (!("oncancel" in input)) window.addEventListener("focus", came_back);
        document.body.append(input);
        input.click();
    });
}

let open_sheets = 0;

// Whether a sheet of the system lies over the page because the app asked for it.
export function is_busy() {
    return open_sheets > 0;
}

async function with_sheet(work) {
    ++open_sheets;
    try {
        return await work();
    } finally {
        --open_sheets;
    }
}

// Resolves to {name, bytes}; rejects with FileFault cancelled, too_large (before reading), file_not_read.
export async function pick(accept, max_bytes) {
    return read(await with_sheet(() => choose(accept)), max_bytes);
}

// Offers bytes as a download. The browser does not tell whether the person kept it.
export function save(name, mime, bytes) {
    const url = URL.createObjectURL(new Blob([bytes], { type: mime }));
    const link = document.createElement("a");
    link.href = url;
    link.download = name;
    link.className = "away";
    document.body.append(link);
    try {
        link.click();
    } catch {
        throw new FileFault("file_not_saved");
    } finally {
        link.remove();
        setTimeout(() => URL.revokeObjectURL(url), revoke_after_ms);
    }
}

export function can_share() {
    if (!navigator.canShare) return false;
    const probe = new File([new Uint8Array(1)], "a.txt", { type: "text/plain" });
    return navigator.canShare({ files: [probe] });
}

export async function share(name, mime, bytes) {
    const files = [new File([bytes], name, { type: mime })];
    if (!navigator.canShare?.({ files })) throw new FileFault("file_not_saved");
    try {
        await with_sheet(() => navigator.share({ files }));
    } catch (error) {
        throw new FileFault(error?.name === "AbortError" ? "cancelled" : "file_not_saved");
    }
}

async function fetch_asset(path) {
    let response;
    try {
        response = await fetch(`assets/${path}`);
    } catch {
        throw new FileFault("data_missing");
    }
    if (!response.ok) throw new FileFault("data_missing");
    return response;
}

// What is read before the first screen, {path: content}: one file for all of it (web/assemble.mjs).
let start_assets = null;
function read_start_assets() {
    start_assets ??= fetch_asset("start.json").then((response) => response.json());
    start_assets.catch(() => { start_assets = null; });  // it may be there the next time
    return start_assets;
}

// A file of assets/.
export async function load_asset(path) {
    if (!/^[a-z0-9_-]+(\/[a-z0-9_-]+)*\.json$/.test(path)) throw new FileFault("data_missing");
    const start = await read_start_assets();
    if (Object.hasOwn(start, path)) return new TextEncoder().encode(JSON.stringify(start[path]));
    return new Uint8Array(await (await fetch_asset(path)).arrayBuffer());
}

// take({name, bytes} or {fault}) gets the first file dropped anywhere on the page; over(is_over) tells while one is held
// over it.
export function accept_drops(take, over) {
    const holds_files = (event) => event.dataTransfer?.types.includes("Files");
    window.addEventListener("dragover", (event) => {
        if (!holds_files(event)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = "copy";
        over(true);
    });
    window.addEventListener("dragleave", (event) => {
        if (event.relatedTarget === null) over(false);
    });
    window.addEventListener("drop", (event) => {
        if (!holds_files(event)) return;
        event.preventDefault();
        over(false);
        const file = event.dataTransfer.files[0];
        if (!file) return;
        read(file, dropped_limit_bytes).then(take, (error) => take({ fault: error.code }));
    });
}
