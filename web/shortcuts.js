// Owns which keys are shortcuts. The list a person reads is src/views/key_help.cpp.

// "undo", "redo", "find", "go_on", "help", or "". Never while an input method is composing.
export function shortcut_of(event) {
    if (event.isComposing || event.keyCode === 229 || event.altKey) return "";
    if (event.key === "F1") return "help";
    if (!event.ctrlKey && !event.metaKey) return event.key === "?" ? "help" : "";
    switch (event.key.toLowerCase()) {
        case "z": return event.shiftKey ? "redo" : "undo";
        case "y": return "redo";
        case "f": return "find";
        case "enter": return "go_on";
        default: return "";
    }
}
