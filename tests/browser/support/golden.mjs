// Owns the golden accessibility trees: where they lie, how a device comes to show the same at every run.
import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";

const folder = resolve(fileURLToPath(import.meta.url), "../../golden");

// Noon of the day the practice records are written for: nothing is shifted, nothing grows late.
export const practice_noon = new Date("2026-11-21T12:00:00+09:00");

const path_of = (name) => resolve(folder, `${name}.txt`);

export function read_golden(name) {
    try {
        return readFileSync(path_of(name), "utf8");
    } catch {
        return "";
    }
}

export function write_golden(name, tree) {
    writeFileSync(path_of(name), tree);
}

// The first line that differs, with the one before it; "" when there is none.
export function first_difference(golden, tree) {
    const [wanted, found] = [golden.split("\n"), tree.split("\n")];
    for (let i = 0; i < Math.max(wanted.length, found.length); ++i) {
        if (wanted[i] !== found[i]) return `line ${i + 1}, after ${wanted[i - 1] ?? "the top"}\n- ${wanted[i] ?? ""}\n+ ${found[i] ?? ""}`;
    }
    return "";
}
