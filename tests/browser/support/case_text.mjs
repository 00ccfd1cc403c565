// Owns the real text the tests type: one case of the practice data, as its documents say it.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const practice = JSON.parse(readFileSync(fileURLToPath(new URL("../../../assets/practice/practice.json", import.meta.url))));

function text_of(value) {
    if (!value) return "";
    return value.string ?? value.date ?? value.time ?? value.coding?.display ?? String(Object.values(value)[0]);
}

// The newest value at each path; rows as {group: {row: {field: text}}}.
function read_answers(document) {
    const answers = {};
    for (const change of document.changes) answers[change.path] = text_of(change.value);
    return answers;
}

function rows_of(answers, group) {
    const rows = new Map();
    for (const [path, text] of Object.entries(answers)) {
        const found = path.match(/^(\w+)\[(\w+)\]\.(\w+)$/);
        if (!found || found[1] !== group) continue;
        rows.set(found[2], { ...rows.get(found[2]), [found[3]]: text });
    }
    return [...rows.values()];
}

export function read_case(patient_id) {
    const head = practice.documents.find((document) => document.kind === "case" &&
        read_answers(document).patient_id === patient_id);
    const notes = practice.documents
        .filter((document) => document.kind === "note" && document.subject === head.id)
        .map((document) => {
            const answers = read_answers(document);
            return { ...answers, participants: rows_of(answers, "participants"), decisions: rows_of(answers, "decisions") };
        })
        .sort((a, b) => a.held_on.localeCompare(b.held_on));
    return { ...read_answers(head), notes };
}
