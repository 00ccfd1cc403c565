// Owns the words traces of keyboards are written in. A trace is what a keyboard makes a text field go through:
//   {name, kind: "line" or "lines", start: [value, caret, caret end], steps, value, commits, submits}
// value is what field and app must hold at the end, commits and submits how often the app kept and sent it (the field is
// left at the end). Orders of events are those the browsers have been seen to send; what differs is said beside them.

// A key with its place, at: ms since the trace began, where that matters. 229 says that the key belongs to a keyboard
// program, whatever else it may be.
export const key = (name, { code = "", number = 229, composing = false, at } = {}) =>
    ({ type: "keydown", key: name, code, number, composing, at });

export const begin = (data = "") => ({ type: "compositionstart", data });
export const update = (data) => ({ type: "compositionupdate", data });
export const finish = (data) => ({ type: "compositionend", data });

// One change of the text: afterwards the field holds value, with the caret at caret (the end unless said).
export const change = (how, data, value, { caret = value.length, composing = false } = {}) =>
    ({ type: "input", how, data, value, caret, composing });

export const select = (start, end = start) => ({ type: "select", start, end });

// Time for the app to answer: two frames.
export const pause = () => ({ type: "pause" });

// A composition seen from one of its steps to the next, as Chromium on Android and on Windows does it.
export const compose = (text, value, caret) =>
    [update(text), change("insertCompositionText", text, value, { caret, composing: true })];
