// Owns looking through everything a page holds in memory: the program's whole memory and every string of the page's
// scripts. What is looked for never enters the page.
import assert from "node:assert/strict";
import { gunzipSync } from "node:zlib";

// Run in the page before its own scripts: keeps hold of the program's memory.
export function note_memory() {
    const real = WebAssembly.instantiateStreaming;
    WebAssembly.instantiateStreaming = async (...given) => {
        const made = await real.call(WebAssembly, ...given);
        globalThis.program_memory =
            Object.values(made.instance.exports).find((one) => one instanceof WebAssembly.Memory);
        return made;
    };
}

export async function read_program_memory(device) {
    const packed = await device.page.evaluate(async () => {
        const stream = new Blob([program_memory.buffer]).stream().pipeThrough(new CompressionStream("gzip"));
        const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
        let text = "";
        for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
        return btoa(text);
    });
    return gunzipSync(Buffer.from(packed, "base64"));
}

// Every string of the page's scripts that is still in use, after what is not has been collected.
export async function read_script_strings(device) {
    await device.cdp.send("HeapProfiler.enable");
    const parts = [];
    const keep = ({ chunk }) => parts.push(chunk);
    device.cdp.on("HeapProfiler.addHeapSnapshotChunk", keep);
    for (let i = 0; i < 3; ++i) await device.cdp.send("HeapProfiler.collectGarbage");
    await device.cdp.send("HeapProfiler.takeHeapSnapshot", { reportProgress: false, captureNumericValue: false });
    device.cdp.off("HeapProfiler.addHeapSnapshotChunk", keep);
    await device.cdp.send("HeapProfiler.disable");
    const { strings } = JSON.parse(parts.join(""));
    assert.ok(strings.length > 1000);
    return strings;
}

function count_in(memory, words, encoding) {
    const wanted = Buffer.from(words, encoding);
    let count = 0;
    for (let at = memory.indexOf(wanted); at >= 0; at = memory.indexOf(wanted, at + 1)) ++count;
    return count;
}

// {words: how often they are found}, only those that are.
export async function find_in_memory(device, secrets) {
    const strings = await read_script_strings(device);
    const memory = await read_program_memory(device);
    const found = {};
    for (const words of secrets) {
        const in_program = count_in(memory, words, "utf8") + count_in(memory, words, "utf16le");
        const in_scripts = strings.filter((text) => text.includes(words)).length;
        if (in_program + in_scripts > 0) found[words] = { in_program, in_scripts };
    }
    return found;
}
