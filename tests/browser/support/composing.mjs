// Owns composing in every engine as an input method does: in Chromium and Firefox by the engine's own (the text, the events
// and the undo are real), in WebKit by the events it sends. One of them: {real, compose(text, caret), commit(text), key(name)}.
// Must not know any screen.

// The key the input method takes for itself.
const process_key = { key: "Process", windowsVirtualKeyCode: 229 };

export function compose_in_chromium({ cdp, settle }) {
    return {
        real: true,
        async compose(text, caret = text.length) {
            await cdp.send("Input.imeSetComposition", { text, selectionStart: caret, selectionEnd: caret });
            await settle();
        },
        async commit(text) {
            await cdp.send("Input.insertText", { text });
            await settle();
        },
        async key(code) {
            await cdp.send("Input.dispatchKeyEvent", { type: "rawKeyDown", ...process_key, code });
            await cdp.send("Input.dispatchKeyEvent", { type: "keyUp", ...process_key, code });
            await settle();
        },
    };
}

// Runs with the rights of Firefox itself, beside the page. Once begun it lives as long as the page.
const in_firefox = `
    const done = arguments[arguments.length - 1];
    if (!globalThis.method) {
        globalThis.method = Cc["@mozilla.org/text-input-processor;1"].createInstance(Ci.nsITextInputProcessor);
    }
    const method = globalThis.method;
    // Keys of the test in between take the turn away.
    if (!method.hasComposition) {
        method.beginInputTransactionForTests(window, (own, { type }) => {
            if (type === "request-to-commit") own.commitComposition();
            if (type === "request-to-cancel") own.cancelComposition();
            return true;
        });
    }
    const [act, text, caret] = arguments;
    if (act === "key") {
        const event = new KeyboardEvent("", { key: text, code: text });
        method.keydown(event);
        method.keyup(event);
    } else if (act === "commit") {
        method.commitCompositionWith(text);
    } else if (text === "") {
        method.cancelComposition();
    } else {
        method.setPendingCompositionString(text);
        method.appendClauseToPendingComposition(text.length, method.ATTR_RAW_CLAUSE);
        method.setCaretInPendingComposition(caret);
        method.flushPendingComposition();
    }
    done(null);`;

export function compose_in_firefox({ system, settle }) {
    const act = async (...what) => {
        await system(in_firefox, what);
        await settle();
    };
    return {
        real: true,
        compose: (text, caret = text.length) => act("compose", text, caret),
        commit: (text) => act("commit", text),
        key: (name) => act("key", name),
    };
}

// Runs in the page: one step of a composition in the focused field, told by WebKit's events in WebKit's order.
function play_step(act, text, caret) {
    const element = document.activeElement;
    const native = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(element), "value");
    const bubbles = true;
    const fire = (event, more = {}) => {
        for (const [name, value] of Object.entries(more)) Object.defineProperty(event, name, { value });
        element.dispatchEvent(event);
    };
    const tell = (name, data) => fire(new CompositionEvent(name, { data, bubbles }));
    const change = (how, data, at, isComposing) => {
        const { start, length } = window.composition;
        fire(new InputEvent("beforeinput", { data, isComposing, bubbles }), { inputType: how });
        const was = native.get.call(element);
        native.set.call(element, was.slice(0, start) + data + was.slice(start + length));
        element.setSelectionRange(start + at, start + at);
        window.composition.length = data.length;
        fire(new InputEvent("input", { data, isComposing, bubbles }), { inputType: how });
    };
    if (act === "key") {
        for (const kind of ["keydown", "keyup"]) {
            const options = { key: text, code: text, isComposing: Boolean(window.composition), bubbles, cancelable: true };
            fire(new KeyboardEvent(kind, options), { keyCode: 229 });
        }
        return;
    }
    if (!window.composition) {
        window.composition = { start: element.selectionStart, length: element.selectionEnd - element.selectionStart };
        tell("compositionstart", "");
    }
    if (act === "compose" && text !== "") {
        tell("compositionupdate", text);
        change("insertCompositionText", text, caret, true);
        return;
    }
    change("deleteCompositionText", "", 0, true);
    if (text !== "") change("insertFromComposition", text, text.length, true);
    tell("compositionend", text);
    window.composition = null;
}

export function compose_by_events({ run, settle }) {
    const act = async (...what) => {
        await run(play_step, ...what);
        await settle();
    };
    return {
        real: false,
        compose: (text, caret = text.length) => act("compose", text, caret),
        commit: (text) => act("commit", text),
        key: (name) => act("key", name),
    };
}
