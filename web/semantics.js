// Owns the mirror of the canvas for screen readers, keyboards and tests: one element per widget, over its place.
// Must not know what a screen means, and never touches what a person typed.
//
// update(steps) takes a list to be applied one by one:
//   ["insert", id, parent, after, {property: value}]   after: the sibling before it, "" when it comes first
//   ["move", id, parent, after]
//   ["update", id, {property: value}]                  only what changed; the role never does
//   ["remove", id]                                     with everything in it
// Parent "" is the page. Properties: role (ARIA's words), name, value, description, rect [x, y, w, h] and clip [x, y, w, h]
// in page pixels, disabled, selected, current, invalid, busy, required (booleans), checked ("", "off", "on", "mixed"),
// expanded ("", "closed", "open"), level, now (0..1), focuses.
// A textbox is the text field of the same id, put in its place among its siblings. Only while there is none, because the
// widget is out of sight, a stand-in keeps the place: whoever walks to it gets the widget scrolled into view.

const elements = {
    button: ["button"], link: ["button", "link"], tab: ["button", "tab"],
    checkbox: ["input", "", "checkbox"], radio: ["input", "", "radio"],
    text: ["p"], list: ["ul", "list"], listitem: ["li", "listitem"], img: ["div", "img"],
    table: ["div", "table"], row: ["div", "row"], cell: ["div", "cell"], columnheader: ["div", "columnheader"],
    navigation: ["nav"], region: ["section"],
};
// Their name is their text; all others are named by aria-label.
const named_by_text = new Set([
    "button", "link", "tab", "heading", "text", "status", "alert", "listitem", "cell", "columnheader",
]);
// The roles that have a selected state of their own say it; a button that stays down says pressed.
const says_selected = { tab: "aria-selected", row: "aria-selected", button: "aria-pressed" };
const native_focus = new Set(["BUTTON", "INPUT"]);
const default_level = 2;
const thousandths = 1000;

function make_element(role, level) {
    if (role === "heading") return document.createElement(`h${level || default_level}`);
    const [tag, aria, type] = elements[role] ?? ["div", role];
    const element = document.createElement(tag);
    if (type) element.type = type;
    else if (tag === "button") element.type = "button";
    if (aria) element.setAttribute("role", aria);
    return element;
}

function set_attribute(element, name, value) {
    if (value === "" || value === false || value === null) element.removeAttribute(name);
    else element.setAttribute(name, String(value));
}

function visible_part(rect, clip) {
    const left = Math.max(rect[0], clip[0]);
    const top = Math.max(rect[1], clip[1]);
    const right = Math.min(rect[0] + rect[2], clip[0] + clip[2]);
    const bottom = Math.min(rect[1] + rect[3], clip[1] + clip[3]);
    return right - left >= 1 && bottom - top >= 1 ? [left, top, right - left, bottom - top] : null;
}

function lay_out(element, rect, clip) {
    const part = visible_part(rect, clip);
    const [x, y, width, height] = part ?? rect;
    const style = element.style;
    style.left = `${x}px`;
    style.top = `${y}px`;
    style.width = `${width}px`;
    style.height = `${height}px`;
    element.classList.toggle("unseen", !part);
}

function set_name(node, name) {
    if (!named_by_text.has(node.role)) {
        set_attribute(node.element, "aria-label", name);
        return;
    }
    // One text node, always the first child, so that the children after it stay where they are.
    if (!node.text) {
        node.text = document.createTextNode(name);
        node.element.prepend(node.text);
    } else if (node.text.data !== name) {
        node.text.data = name;
    }
}

// A native checkbox or radio has its state as a property; the rest say it by ARIA.
function set_checked({ element }, state) {
    if (element.tagName === "INPUT") {
        element.checked = state === "on";
        element.indeterminate = state === "mixed";
    } else {
        set_attribute(element, "aria-checked", { off: "false", on: "true", mixed: "mixed" }[state] ?? "");
    }
}

// What a thing holds is read after its name, and then what is to be said about it.
function describe({ element, role, value, description }) {
    const parts = [role === "progressbar" ? "" : value, description];
    set_attribute(element, "aria-description", parts.filter(Boolean).join(" "));
}

const setters = {
    name: set_name,
    checked: set_checked,
    value: (node, value) => {
        node.value = value;
        if (node.role === "progressbar") set_attribute(node.element, "aria-valuetext", value);
        else describe(node);
    },
    description: (node, text) => {
        node.description = text;
        describe(node);
    },
    disabled: ({ element }, disabled) => {
        if (native_focus.has(element.tagName)) element.disabled = disabled;
        else set_attribute(element, "aria-disabled", disabled);
    },
    selected: ({ element, role }, selected) => {
        if (says_selected[role]) set_attribute(element, says_selected[role], String(selected));
    },
    expanded: ({ element }, state) => set_attribute(element, "aria-expanded", { closed: "false", open: "true" }[state] ?? ""),
    current: ({ element }, current) => set_attribute(element, "aria-current", current),
    invalid: ({ element }, invalid) => set_attribute(element, "aria-invalid", invalid),
    busy: ({ element }, busy) => set_attribute(element, "aria-busy", busy),
    required: ({ element }, required) => set_attribute(element, "aria-required", required),
    now: ({ element, role }, now) => {
        if (role === "progressbar") set_attribute(element, "aria-valuenow", Math.round(now * thousandths) / 10);
    },
    focuses: ({ element }, focuses) => {
        if (native_focus.has(element.tagName)) element.tabIndex = focuses ? 0 : -1;
        else if (focuses) element.tabIndex = 0;
    },
};

// root: the element that holds the mirror. find_field(id): the DOM text field of that id, or nothing.
// post: {activate(id), focus(id)}: focus that came from outside the app, by keyboard or assistive technology.
export function create_semantics(root, find_field, post) {
    const nodes = new Map();
    const ids = new WeakMap();
    let moving_focus = false;

    function element_of(id) {
        const node = nodes.get(id);
        if (!node) return undefined;
        return (node.role === "textbox" && find_field(id)) || node.element;
    }

    function create(id, parent, properties) {
        const { role } = properties;
        const node = { id, parent, role, element: null, text: null, rect: null, clip: null, value: "",
                       description: "" };
        nodes.set(id, node);
        node.element = make_element(role, properties.level);
        node.element.classList.add("node");
        node.element.dataset.id = id;
        ids.set(node.element, id);
        if (role === "radio") node.element.name = parent;
        if (role === "tab") node.element.setAttribute("aria-selected", "false");
        if (role === "dialog") {
            node.element.tabIndex = -1;
            node.element.setAttribute("aria-modal", "true");
        }
        return node;
    }

    // Moving an element takes its focus and its composition away, so what has the focus stays until it has left.
    function place(id, parent_id, after_id) {
        const element = element_of(id);
        const parent = parent_id === "" ? root : nodes.get(parent_id)?.element;
        if (!element || !parent) return;
        const before = after_id === "" ? null : element_of(after_id);
        let next = before?.parentNode === parent ? before.nextSibling : parent.firstChild;
        if (next?.nodeType === Node.TEXT_NODE) next = next.nextSibling;
        if (parent !== root) parent.classList.add("group");
        if (element.parentNode === parent && (element === next || element.nextSibling === next)) return;
        if (element.contains(document.activeElement)) {
            if (parent.moveBefore) parent.moveBefore(element, next);
            return;
        }
        parent.insertBefore(element, next);
    }

    function change(id, properties) {
        const node = nodes.get(id);
        if (!node) return;
        if (properties.rect || properties.clip) {
            node.rect = properties.rect ?? node.rect;
            node.clip = properties.clip ?? node.clip;
            lay_out(node.element, node.rect, node.clip);
        }
        for (const [key, value] of Object.entries(properties)) setters[key]?.(node, value);
    }

    function remove(id) {
        const node = nodes.get(id);
        if (!node) return;
        forget(id);
        // A field in it belongs to text_fields.js and stays on the page until its owner takes it out.
        for (const field of node.element.querySelectorAll(".field")) root.append(field);
        node.element.remove();
    }

    function forget(id) {
        const node = nodes.get(id);
        nodes.delete(id);
        for (const child of node?.element?.children ?? []) {
            const child_id = child.dataset.id;
            if (child_id !== undefined && nodes.has(child_id)) forget(child_id);
        }
    }

    function give_focus(element) {
        moving_focus = true;
        element.focus({ preventScroll: true });
        moving_focus = false;
    }

    function update(steps) {
        for (const [kind, id, ...rest] of steps) {
            if (kind === "remove") {
                remove(id);
            } else if (kind === "insert") {
                const [parent, after, properties] = rest;
                create(id, parent, properties);
                change(id, properties);
                place(id, parent, after);
            } else if (kind === "move") {
                place(id, ...rest);
            } else {
                change(id, ...rest);
            }
        }
    }

    function field_came(id, field) {
        const node = nodes.get(id);
        if (node?.element.isConnected) node.element.replaceWith(field);
    }

    // Before the field is taken out.
    function field_goes(id, field) {
        const node = nodes.get(id);
        if (node) field.replaceWith(node.element);
    }

    function focus(id) {
        const element = element_of(id);
        if (element && element !== document.activeElement) give_focus(element);
    }

    // Taps go to the canvas; a click here comes from assistive technology or from Enter and Space on the focused element.
    root.addEventListener("click", (event) => {
        const id = ids.get(event.target);
        if (id === undefined) return;
        // The state that shows is the one the app gives back, not the one the browser assumes.
        event.preventDefault();
        post.activate(id);
    });
    root.addEventListener("focusin", (event) => {
        const id = ids.get(event.target);
        if (id !== undefined && !moving_focus) post.focus(id);
    });

    return { update, focus, field_came, field_goes, id_of: (element) => ids.get(element) };
}
