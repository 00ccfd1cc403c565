// Puts the static site together: the page's files, what the web build made, and the assets, and tells the service
// worker which files there are and their hashes. Writes only what changed, removes what no longer belongs.
//   node web/assemble.mjs --build build/web --out build/site
//   --draft: of the program that is linked quickly, packed quickly, and without the gallery
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, extname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const project = resolve(fileURLToPath(import.meta.url), "../..");

// Emscripten's own dependency.
const terser = (() => {
    try {
        return createRequire(import.meta.url)("terser");
    } catch {
        return null;
    }
})();

// Of web/ only what a browser reads; *.mjs, shell scripts, the linker's library and the header list stay at home.
const page_extensions = new Set([".html", ".css", ".js", ".svg", ".png", ".ico", ".webmanifest", ".txt"]);
// The wasm travels packed: boot.js and sw.js unpack it. The dictionary holds the whole program; the unpacker takes as much
// memory as it is large.
const pack = (preset, file) => execFileSync("xz",
    ["--format=xz", "--check=crc32", `--lzma2=preset=${preset},dict=4MiB,lc=4,lp=0,pb=0`, "--stdout", file], { maxBuffer: 1 << 26 });
const shipped = (build) => ({ folder: build, programs: ["tsunagi", "gallery"], preset: "9e" });
const draft = (build) => ({ folder: join(build, "draft"), programs: ["tsunagi"], preset: "0" });
const service_worker = "sw.js";

// A file of an npm package the page ships (tests/package.json); NODE_PATH says where packages lie.
function read_package(path) {
    return readFileSync(createRequire(import.meta.url).resolve(path));
}

function list_files(folder) {
    if (!existsSync(folder)) return [];
    return readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)));
}

// What people need to read of our own modules, a browser does not. Without a terser on the host they stay as they are.
async function make_smaller(path, content) {
    if (extname(path) !== ".js" || path === service_worker || !terser) return content;
    const { code } = await terser.minify(content.toString("utf8"), { module: true, toplevel: true, ecma: 2022 });
    return Buffer.from(code);
}

function is_page_file(path) {
    return page_extensions.has(extname(path)) && !path.startsWith("library_");
}

// Forms and words are indented for people; the wire needs none of it.
function without_indent(path, content) {
    return extname(path) === ".json" ? Buffer.from(JSON.stringify(JSON.parse(content))) : content;
}

// Site path -> content, the service worker not yet among them.
async function collect_site(build, { folder, programs, preset }) {
    const files = new Map();
    for (const path of list_files(join(project, "web"))) {
        if (is_page_file(path)) files.set(path, await make_smaller(path, readFileSync(join(project, "web", path))));
    }
    for (const name of programs) {
        files.set(`${name}.js`, await make_smaller(`${name}.js`, readFileSync(join(folder, `${name}.js`))));
        files.set(`${name}.xz`, pack(preset, join(folder, `${name}.wasm`)));
    }
    files.set("argon2.wasm", readFileSync(join(build, "argon2.wasm")));
    files.set("xz-decompress.js", read_package("xz-decompress/dist/package/xz-decompress.min.js"));
    // What other steps of the build made for the page (icons), in the same places as in the site.
    for (const path of list_files(join(build, "site"))) files.set(path, readFileSync(join(build, "site", path)));
    const start = {};
    for (const path of list_files(join(project, "assets"))) {
        if (extname(path) === ".mjs") continue; // how an asset is written, not what ships
        const content = readFileSync(join(project, "assets", path));
        if (is_for_start(path)) start[path] = JSON.parse(content);
        else files.set(join("assets", path), without_indent(path, content));
    }
    files.set("assets/start.json", Buffer.from(JSON.stringify(start)));
    return files;
}

// What the program reads before the first screen comes in one file: {path: content} (web/files.js).
function is_for_start(path) {
    return /^(forms\/|rules\/deadlines|glossary|strings\/ja)/.test(path) && extname(path) === ".json";
}

// Not needed for the first screen: the service worker fetches these when somebody has begun to work with the app.
function is_for_later(path) {
    return path.startsWith("assets/practice/") || /^icons\/.*\.png$/.test(path) || path === "assets/strings/en.json";
}

// For those who build the app; nobody needs it without a network.
function is_kept(path) {
    return !path.startsWith("gallery.");
}

function sha256(content) {
    return createHash("sha256").update(content).digest("hex");
}

function replace_marker(text, marker, value) {
    if (text.split(marker).length !== 2) throw new Error(`${marker} must be there exactly once`);
    return text.replace(marker, () => value);
}

// What the lock screen shows and hospitals compare: the release, and a hash over every file of the site as it is before
// the hash is written into it.
function version_of(files) {
    const list = [...files].filter(([path]) => is_kept(path)).map(([path, content]) => [path, sha256(content)]).sort();
    return { release: readFileSync(join(project, "web/VERSION"), "utf8").trim(), hash: sha256(JSON.stringify(list)).slice(0, 16) };
}

function write_version(files, { release, hash }) {
    const page = files.get("index.html").toString("utf8");
    files.set("index.html", Buffer.from(replace_marker(page, "VERSION", `${release} ${hash}`), "utf8"));
}

// index.html is listed as "./": hosts that redirect index.html to its folder would give an answer no cache may keep.
function add_precache_list(files, { release, hash }) {
    const template = files.get(service_worker);
    if (!template) return;
    files.delete(service_worker);
    const list = [...files]
        .filter(([path]) => is_kept(path))
        .map(([path, content]) => ({
            url: path === "index.html" ? "./" : path,
            sha256: sha256(content),
            ...(is_for_later(path) && { later: true }),
        }))
        .sort((a, b) => (a.url < b.url ? -1 : 1));
    const json = JSON.stringify(list);
    let text = template.toString("utf8");
    text = replace_marker(text, "/*PRECACHE*/[]", json);
    text = replace_marker(text, '/*RELEASE*/""', JSON.stringify(release));
    text = replace_marker(text, '/*VERSION*/""', JSON.stringify(hash));
    files.set(service_worker, Buffer.from(text, "utf8"));
}

function write_site(files, out) {
    mkdirSync(out, { recursive: true });
    for (const path of list_files(out)) {
        if (!files.has(path)) rmSync(join(out, path));
    }
    let written = 0;
    for (const [path, content] of files) {
        const target = join(out, path);
        if (existsSync(target) && readFileSync(target).equals(content)) continue;
        mkdirSync(dirname(target), { recursive: true });
        writeFileSync(target, content);
        ++written;
    }
    return written;
}

const { values } = parseArgs({
    options: {
        build: { type: "string", default: join(project, "build/web") },
        out: { type: "string", default: join(project, "build/site") },
        draft: { type: "boolean", default: false },
    },
});
const build = resolve(values.build);
const files = await collect_site(build, values.draft ? draft(build) : shipped(build));
const version = version_of(files);
write_version(files, version);
add_precache_list(files, version);
const written = write_site(files, resolve(values.out));
const bytes = [...files.values()].reduce((sum, content) => sum + content.length, 0);
console.log(`site: ${version.release} ${version.hash}, ${files.size} files, ${Math.round(bytes / 1024)} KiB, ${written} written`);
