// Owns playing the trace of a keyboard into a text field (tests/browser/traces). play() runs in the page, in any engine.

// Finds the field of this label on the gallery, goes through the trace and leaves the field. Gives back {value, commits,
// submits, own_writes}: what field and app hold, how often the gallery was told to keep or send it, and the texts the app
// itself put into the field while something was composed.
export async function play(label, trace) {
    // Two frames of the page.
    const pause = () => new Promise((done) => {
        requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 20)));
    });

    const field = () => document.querySelector(`#tree .field[aria-label="${label}"]`);
    // What is out of sight has a stand-in that brings it into sight.
    for (let tries = 0; !field(); ++tries) {
        if (tries === 50) throw new Error(`no field ${label}`);
        document.querySelector(`#tree [role=textbox][aria-label="${label}"]`)?.focus();
        await pause();
    }
    const element = field();
    const native = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(element), "value");
    const own_writes = [];
    let composing = false;
    let refused = false;

    function counts() {
        const words = [...document.querySelectorAll("#tree .node")].map((node) => node.firstChild?.data ?? "");
        const [, commits, submits] = words.map((text) => /^確定 (\d+)回・送信 (\d+)回$/.exec(text)).find(Boolean);
        return { commits: Number(commits), submits: Number(submits) };
    }

    function fire(event, extra = {}) {
        for (const [name, value] of Object.entries(extra)) {
            if (value !== undefined) Object.defineProperty(event, name, { value });
        }
        return element.dispatchEvent(event);
    }

    function write(value, start, end = start) {
        native.set.call(element, value);
        element.setSelectionRange(start, end);
    }

    const bubbles = true;
    const acts = {
        keydown({ key, code, number, composing: isComposing, at }) {
            const options = { key, code, isComposing, bubbles, cancelable: true, composed: true };
            const timeStamp = at === undefined ? undefined : began_ms + at;
            refused = !fire(new KeyboardEvent("keydown", options), { keyCode: number, timeStamp }) && number !== 229;
            fire(new KeyboardEvent("keyup", options), { keyCode: number, timeStamp });
        },
        compositionstart({ data }) {
            composing = true;
            fire(new CompositionEvent("compositionstart", { data, bubbles }));
        },
        compositionupdate: ({ data }) => fire(new CompositionEvent("compositionupdate", { data, bubbles })),
        compositionend({ data }) {
            composing = false;
            fire(new CompositionEvent("compositionend", { data, bubbles }));
        },
        input({ how, data, value, caret, composing: isComposing }) {
            if (refused) return;
            composing = composing && (isComposing || how.includes("Composition"));
            // Named behind its back: an engine leaves out the names it does not send itself.
            const options = { data, isComposing, bubbles };
            fire(new InputEvent("beforeinput", { ...options, cancelable: !isComposing }), { inputType: how });
            write(value, caret);
            fire(new InputEvent("input", options), { inputType: how });
        },
        select: ({ start, end }) => element.setSelectionRange(start, end),
        pause,
    };

    Object.defineProperty(element, "value", {
        configurable: true,
        get() { return native.get.call(this); },
        set(text) {
            if (composing) own_writes.push(text);
            native.set.call(this, text);
        },
    });
    const [value, start, end] = trace.start;
    element.focus();
    write(value, start, end);
    fire(new InputEvent("input", { inputType: "insertText", data: value, bubbles }));
    await pause();
    element.blur();
    await pause();
    await pause();
    const before = counts();
    element.focus();
    element.setSelectionRange(start, end ?? start);
    await pause();
    const began_ms = performance.now();
    for (const step of trace.steps) await acts[step.type](step);
    await pause();
    element.blur();
    delete element.value;
    await pause();
    await pause();
    const after = counts();
    return { value: field().value, commits: after.commits - before.commits, submits: after.submits - before.submits,
             own_writes };
}
