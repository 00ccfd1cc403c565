// Owns the real text fields over the canvas: one per visible text widget, transparent until it has the focus.
// While a field has the focus it alone knows the text; the canvas is told, never asked. Must not know what a text means.
//
// update(list) takes [[id, {property: value}], ...] with new fields and changed properties, or [id, null] for a field gone.
// Properties: kind ("line", "lines", "secret"), rect [x, y, w, h] of the text, box [x, y, w, h] of all that takes a tap,
// clip [x, y, w, h] in page pixels, font and line (px), weight, ink and ground (CSS colours), value, generation (another
// record lies behind the field: native undo must not reach across), mode (inputmode), enter (enterkeyhint), max (code
// points, 0 = any), label, hint (placeholder), description, invalid, required, disabled, revealed.
// command(kind, id, text): "focus", "blur", "replace" (the whole text), "insert" (at the caret); the last two wait until
// a composition has ended.
// mark() and take_back(mark, accept) undo what was not typed by a person (reader.js).

import { shortcut_of } from "./shortcuts.js";

const drag_starts_px = 8;
const composition_ends_ms = 300;
const most_bytes = 1 << 20;  // of one field, as src/views/ui_field.cpp takes them
const most_bytes_a_unit = 3;
const encoder = new TextEncoder();
const segmenter = new Intl.Segmenter("ja", { granularity: "grapheme" });
const composes = /Composition/;  // the input types that belong to one

function make_element(id, { kind }) {
    const element = document.createElement(kind === "lines" ? "textarea" : "input");
    if (kind === "lines") element.rows = 1;
    else element.type = kind === "secret" ? "password" : "text";
    element.className = "field";
    element.lang = "ja";
    element.autocomplete = "off";
    element.spellcheck = false;
    element.autocapitalize = "off";
    element.dataset.id = id;
    return element;
}

function set_clip(style, box, clip) {
    const left = Math.max(clip[0] - box[0], 0);
    const top = Math.max(clip[1] - box[1], 0);
    const right = Math.max(box[0] + box[2] - clip[0] - clip[2], 0);
    const bottom = Math.max(box[1] + box[3] - clip[1] - clip[3], 0);
    const gone = top + bottom >= box[3] || left + right >= box[2];
    const whole = !(left || top || right || bottom);
    // A field scrolled away keeps its focus and its composition, so it is clipped, never hidden.
    style.clipPath = gone ? "inset(50%)" : whole ? "" : `inset(${top}px ${right}px ${bottom}px ${left}px)`;
}

function lay_out({ element, rect, box, clip }) {
    const style = element.style;
    style.left = `${box[0]}px`;
    style.top = `${box[1]}px`;
    style.width = `${box[2]}px`;
    style.height = `${box[3]}px`;
    const right = box[0] + box[2] - rect[0] - rect[2];
    const bottom = box[1] + box[3] - rect[1] - rect[3];
    style.padding = `${rect[1] - box[1]}px ${right}px ${bottom}px ${rect[0] - box[0]}px`;
    set_clip(style, box, clip);
}

function set_attribute(element, name, value) {
    if (value === "" || value === false) element.removeAttribute(name);
    else element.setAttribute(name, String(value));
}

const setters = {
    font: (element, px) => { element.style.fontSize = `${px}px`; },
    line: (element, px) => { element.style.lineHeight = `${px}px`; },
    weight: (element, weight) => { element.style.fontWeight = String(weight); },
    ink: (element, color) => element.style.setProperty("--ink", color),
    ground: (element, color) => element.style.setProperty("--ground", color),
    mode: (element, mode) => { element.inputMode = mode; },
    enter: (element, hint) => { element.enterKeyHint = hint; },
    label: (element, label) => set_attribute(element, "aria-label", label),
    hint: (element, hint) => { element.placeholder = hint; },
    description: (element, text) => set_attribute(element, "aria-description", text),
    disabled: (element, disabled) => { element.disabled = disabled; },
    invalid: (element, invalid) => set_attribute(element, "aria-invalid", invalid),
    required: (element, required) => set_attribute(element, "aria-required", required),
};

// Changes the text of the focused element as typing would, so that native undo can take it back.
function type_text(element, text) {
    return text === "" ? document.execCommand("delete") : document.execCommand("insertText", false, text);
}

function replace_text(element, text) {
    if (element.value === text) return;
    if (document.activeElement === element) {
        element.select();
        if (type_text(element, text) && element.value === text) return;
    }
    element.value = text;
}

const count_letters = (text) => [...text].length;
const count_bytes = (text) => encoder.encode(text).length;

// Takes whole characters out of an element until count(value) is at most `most`: those before the caret first, because they
// came last, then from the end. True when something was taken.
function shorten(element, most, count) {
    let over = count(element.value) - most;
    if (over <= 0) return false;
    const { value } = element;
    const caret = element.selectionStart ?? value.length;
    const rest = (text) => {
        const clusters = Array.from(segmenter.segment(text), ({ segment }) => segment);
        while (over > 0 && clusters.length > 0) over -= count(clusters.pop());
        return clusters.join("");
    };
    const before = rest(value.slice(0, caret));
    element.value = before + rest(value.slice(caret));
    element.setSelectionRange(before.length, before.length);
    return true;
}

// What was put in place of the marked selection; nothing where more than that has changed.
function typed_since({ element, value, start, end }) {
    const [before, after] = [value.slice(0, start), value.slice(end)];
    const now = element.value;
    if (now.length < before.length + after.length || !now.startsWith(before) || !now.endsWith(after)) return undefined;
    return now.slice(before.length, now.length - after.length);
}

function insert_text(element, text) {
    if (document.activeElement === element && type_text(element, text)) return;
    element.setRangeText(text, element.selectionStart, element.selectionEnd, "end");
}

// root: where fields live until the mirror gives them their place in the reading order.
// post: {field(kind, id, text, start, end, composing), pointer(phase, x, y), wheel(event), key(shortcut)}; start and end
// in UTF-16 units. kind: "focus", "input", "selection", "blur", "enter", "escape", "tab", "shift_tab", "cut" (not all of
// it fitted).
// phase: "down", "move", "up", "cancel".
// places: {came(id, element), goes(id, element)}, told when a field is new and before it is taken out.
export function create_text_fields(root, post, places) {
    const fields = new Map();

    function report(field, kind) {
        const { element } = field;
        const end = element.value.length;
        post.field(kind, field.id, element.value, element.selectionStart ?? end, element.selectionEnd ?? end, field.composing);
    }

    function fit(field) {
        const { element } = field;
        if (element.tagName !== "TEXTAREA") return;
        element.classList.toggle("tall", element.scrollHeight > element.clientHeight + 1);
    }

    function enforce_limit(field) {
        if (field.composing) return;
        if (field.max) shorten(field.element, field.max, count_letters);
        const may_be_long = field.element.value.length * most_bytes_a_unit > most_bytes;
        if (may_be_long && shorten(field.element, most_bytes, count_bytes)) report(field, "cut");
    }

    // One change of the text by the app: told back once, as one input.
    function apply_command(field, kind, text) {
        field.quiet = true;
        if (kind === "replace") replace_text(field.element, text);
        else insert_text(field.element, text);
        field.quiet = false;
        enforce_limit(field);
        fit(field);
        report(field, "input");
        // Nobody will leave a field that nobody is in: what was put into it is kept at once.
        if (document.activeElement !== field.element) report(field, "blur");
    }

    function end_composition(field) {
        field.composing = false;
        enforce_limit(field);
        const waiting = field.waiting.splice(0);
        for (const [kind, ...rest] of waiting) {
            if (kind === "take_back") take_back(...rest);
            else apply_command(field, kind, ...rest);
        }
    }

    function make_field(id, properties) {
        const field = { id, element: make_element(id, properties), kind: properties.kind, generation: properties.generation,
                        composing: false, quiet: false, waiting: [], max: 0, rect: null, box: null, clip: null, all: {},
                        found: "", typed: false, idle_steps: 0 };
        listen(field);
        fields.set(id, field);
        return field;
    }

    function create(id, properties) {
        const field = make_field(id, properties);
        root.append(field.element);
        places.came(id, field.element);
        return field;
    }

    // What leaves the page may live on in the browser (its undo list, the last event): without words.
    function let_go(field) {
        Object.assign(field, { gone: true, all: {}, found: "", waiting: [] });
        field.element.value = "";
        for (const name of field.element.getAttributeNames()) {
            if (name.startsWith("aria-")) field.element.removeAttribute(name);
        }
    }

    // Another record or another kind of field: a new element in the same place, and nothing of the old one is reported.
    function renew(field, properties) {
        const { element } = field;
        const all = { ...field.all, ...properties };
        const fresh = make_field(field.id, all);
        field.quiet = true;
        field.gone = true;
        element.replaceWith(fresh.element);
        let_go(field);
        apply(fresh, all);
    }

    function apply(field, properties) {
        const { element } = field;
        Object.assign(field.all, properties);
        if (properties.rect || properties.box || properties.clip) {
            for (const key of ["rect", "box", "clip"]) field[key] = properties[key] ?? field[key];
            lay_out(field);
        }
        if ("max" in properties) field.max = properties.max;
        if ("revealed" in properties && field.kind === "secret") element.type = properties.revealed ? "text" : "password";
        for (const [key, value] of Object.entries(properties)) setters[key]?.(element, value);
        if ("value" in properties && document.activeElement !== element && element.value !== properties.value) {
            element.value = properties.value;
        }
        fit(field);
    }

    function change(id, properties) {
        const field = fields.get(id) ?? create(id, properties);
        const other_record = "generation" in properties && properties.generation !== field.generation;
        const other_kind = "kind" in properties && properties.kind !== field.kind;
        if (other_record || other_kind) renew(field, properties);
        else apply(field, properties);
    }

    function remove(id) {
        const field = fields.get(id);
        if (!field) return;
        // What was typed is told before the field goes.
        if (document.activeElement === field.element) field.element.blur();
        field.gone = true;
        fields.delete(id);
        places.goes(id, field.element);
        field.element.remove();
        let_go(field);
    }

    function update(list) {
        for (const [id, properties] of list) {
            if (properties === null) remove(id);
            else change(id, properties);
        }
    }

    // Where the caret goes is said as "start,end"; without it the browser knows.
    function focus({ element }, selection) {
        element.focus({ preventScroll: true });
        if (selection) element.setSelectionRange(...selection.split(",").map(Number));
    }

    function command(kind, id, text) {
        const field = fields.get(id);
        if (!field) return;
        if (kind === "focus") focus(field, text);
        else if (kind === "blur") field.element.blur();
        else if (field.composing) field.waiting.push([kind, text]);
        else apply_command(field, kind, text);
    }

    // Undo is the text's own until it stands as it was found, redo as long as anything was typed into it. A step of the
    // browser's may change nothing that is seen: only a second one in a row that does nothing is an end. Then, and with all
    // other shortcuts, the field is left first, so that what was typed is kept.
    function take_shortcut(field, event, shortcut) {
        if (shortcut !== "undo" && shortcut !== "redo") {
            event.preventDefault();
            field.element.blur();
            post.key(shortcut);
            return;
        }
        const before = field.element.value;
        setTimeout(() => {
            if (field.gone || field.composing) return;
            if (field.element.value !== before) {
                field.idle_steps = 0;
                return;
            }
            const own = shortcut === "redo" ? field.typed : before !== field.found && ++field.idle_steps < 2;
            if (own) return;
            field.element.blur();
            post.key(shortcut);
        });
    }

    function on_key(field, event) {
        // Neither the canvas nor the mirror may see what is meant for the text.
        event.stopPropagation();
        if (event.isComposing || event.keyCode === 229) return;
        const shortcut = event.key === "?" ? "" : shortcut_of(event);
        if (shortcut) {
            take_shortcut(field, event, shortcut);
            return;
        }
        const multiline = field.element.tagName === "TEXTAREA";
        if (event.key === "Enter" && !multiline) {
            event.preventDefault();
            report(field, "enter");
        } else if (event.key === "Escape") {
            report(field, "escape");
        } else if (event.key === "Tab") {
            report(field, event.shiftKey ? "shift_tab" : "tab");
        }
    }

    function listen(field) {
        const { element } = field;
        const on = (name, act, options) => element.addEventListener(name, (event) => {
            if (!field.gone) act(event);
        }, options);
        on("focus", () => {
            Object.assign(field, { found: element.value, typed: false, idle_steps: 0 });
            report(field, "focus");
        });
        on("blur", () => {
            // A composition cut short by leaving the field has ended, whatever the keyboard says.
            end_composition(field);
            report(field, "blur");
        });
        on("compositionstart", () => { field.composing = true; });
        on("compositionend", () => {
            end_composition(field);
            report(field, "input");
        });
        on("input", (event) => {
            field.typed = true;
            if (field.quiet) return;
            // Some keyboards never end a composition that another key ended; the event itself knows. Where it does not
            // say isComposing at all (older Safari), what it did to the text tells.
            if (field.composing && event.isComposing === false && !composes.test(event.inputType)) field.composing = false;
            enforce_limit(field);
            fit(field);
            report(field, "input");
        });
        on("keydown", (event) => on_key(field, event));
        for (const name of ["keyup", "keypress"]) on(name, (event) => event.stopPropagation());
        on("wheel", (event) => {
            if (scrolls_itself(element)) return;
            event.preventDefault();
            post.wheel(event);
        }, { passive: false });
        drag_to_scroll(element, post);
    }

    // Where typing in the active field stands: undefined where there is none, null for a secret, which is left alone.
    function mark() {
        const field = find_active();
        if (!field) return undefined;
        if (field.kind === "secret") return null;
        const { element } = field;
        return { field, element, value: element.value, start: element.selectionStart, end: element.selectionEnd };
    }

    // Takes out what has been typed since a mark when accept(typed) says so. A composition is let end first.
    function take_back(from, accept) {
        const { field, element, value, start } = from;
        if (field.composing) {
            field.waiting.push(["take_back", from, accept]);
            setTimeout(() => {
                if (field.composing) element.blur();
            }, composition_ends_ms);
            return;
        }
        if (field.gone || !accept(typed_since(from) ?? element.value)) return;
        apply_command(field, "replace", value);
        if (document.activeElement === element) element.setSelectionRange(start, start);
    }

    function find_active() {
        const field = fields.get(document.activeElement?.dataset?.id);
        return field?.element === document.activeElement ? field : undefined;
    }

    document.addEventListener("selectionchange", () => {
        const field = find_active();
        if (field && !field.quiet) report(field, "selection");
    });

    return {
        update,
        command,
        mark,
        take_back,
        find: (id) => fields.get(id)?.element,
        // Ends typing; what stands in the field has been reported when this returns.
        leave: () => find_active()?.element.blur(),
    };
}

function scrolls_itself(element) {
    return element.classList.contains("tall") && document.activeElement === element;
}

// A finger that moves further than a tap takes the screen along instead of the caret.
function drag_to_scroll(element, post) {
    let start = null;
    let dragging = false;

    function finish(phase, event) {
        if (dragging) {
            const touch = event.changedTouches[0];
            post.pointer(phase, touch.clientX, touch.clientY);
            if (event.cancelable) event.preventDefault();
        }
        start = null;
        dragging = false;
    }

    element.addEventListener("touchstart", (event) => {
        if (dragging) finish("cancel", event);
        start = event.touches.length === 1 && !scrolls_itself(element) ? event.touches[0] : null;
    }, { passive: true });
    element.addEventListener("touchmove", (event) => {
        if (!start) return;
        const touch = event.touches[0];
        if (!dragging) {
            if (Math.hypot(touch.clientX - start.clientX, touch.clientY - start.clientY) <= drag_starts_px) return;
            dragging = true;
            post.pointer("down", start.clientX, start.clientY);
        }
        if (event.cancelable) event.preventDefault();
        post.pointer("move", touch.clientX, touch.clientY);
    }, { passive: false });
    element.addEventListener("touchend", (event) => finish("up", event), { passive: false });
    element.addEventListener("touchcancel", (event) => finish("cancel", event), { passive: false });
}
