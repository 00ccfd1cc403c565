// Owns telling a barcode or wristband reader, which types as a keyboard, from a person who types.
// Must not know what an id is for: the program decides where it goes.
//
// A reader sends a whole code as keys a few milliseconds apart and ends it with Enter or Tab. Nobody types like that, and
// nothing a person types is ever held back: what a code put into a text field is taken out again when its end has come.
// With Japanese input on, the field gets full-width letters or kana; then the places of the keys say what was read.

const longest_gap_ms = 50;
const least_letters = 4;
const an_id = /^(?=.*\d)[0-9A-Za-z][0-9A-Za-z-]{3,19}$/;
const places = { Minus: "-", NumpadSubtract: "-" };
const process_key = 229;

function is_end(event) {
    return ["Enter", "NumpadEnter", "Tab"].includes(event.code) || event.key === "Enter" || event.key === "Tab";
}

// What a key stands for; "" where it cannot be told, undefined for keys that write nothing.
function letter_of(event) {
    if (event.keyCode !== process_key && event.key.length === 1) return event.key;
    if (event.keyCode !== process_key && event.key !== "Unidentified") return undefined;
    const [, digit, letter] = /^(?:Digit|Numpad)(\d)$|^Key([A-Z])$/.exec(event.code) ?? [];
    if (letter) return event.shiftKey !== event.getModifierState("CapsLock") ? letter : letter.toLowerCase();
    return digit ?? places[event.code] ?? "";
}

// fields: {mark(), take_back(mark, accept)} of text_fields.js. read(id): a code that may be a patient's id was read.
// Returns {forget()}: of what was typed so far nothing is kept.
export function watch_reader(fields, read) {
    let text = "";
    let count = 0;
    let readable = true;
    let mark;
    let last_ms = -Infinity;

    function forget() {
        text = "";
        count = 0;
        readable = true;
        mark = undefined;
    }

    function finish(event) {
        const id = readable && an_id.test(text) ? text : "";
        const [from, by_places] = [mark, event.keyCode === process_key];
        forget();
        if (!from) {
            if (id) read(id);
            return true;
        }
        if (!id && !by_places) return false;
        const take = () => fields.take_back(from, (typed) => {
            const written = typed.normalize("NFKC").trim();
            const found = id || (an_id.test(written) ? written : "");
            if (found) read(found);
            return found !== "";
        });
        // A key that belongs to a keyboard program cannot be refused: what its Enter does is waited for.
        if (by_places) setTimeout(take);
        else take();
        return true;
    }

    function swallow(event) {
        event.preventDefault();
        event.stopImmediatePropagation();
    }

    window.addEventListener("keydown", (event) => {
        if (["Shift", "CapsLock"].includes(event.key)) return;
        if (event.timeStamp - last_ms > longest_gap_ms) forget();
        last_ms = event.timeStamp;
        if (is_end(event)) {
            if (count >= least_letters && finish(event)) swallow(event);
            forget();
            return;
        }
        const letter = letter_of(event);
        if (letter === undefined || event.repeat || event.ctrlKey || event.altKey || event.metaKey) {
            forget();
            return;
        }
        if (count === 0) mark = fields.mark();
        // A password is nobody's code, however fast it comes.
        if (mark === null) return;
        ++count;
        text += letter;
        readable = readable && letter !== "";
        // Outside text fields nothing of a code may act as a key.
        if (mark === undefined && count > 1) swallow(event);
    }, { capture: true });

    return { forget };
}
