// A barcode or wristband reader that types as a keyboard, and people who do not type like one.
import { begin, change, compose, finish, key, pause, select } from "./steps.mjs";

const code_of = (letter) => (/\d/.test(letter) ? `Digit${letter}` : `Key${letter.toUpperCase()}`);
const wide = (text) => text.replace(/[!-~]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xFEE0));

// Letters put between before and after, gap_ms apart, then Enter (a line's end, where it is not refused).
function typed(text, before, after, gap_ms) {
    const steps = [...text].flatMap((letter, i) => {
        const so_far = before + text.slice(0, i + 1);
        return [key(letter, { code: code_of(letter), number: letter.toUpperCase().charCodeAt(0), at: i * gap_ms }),
                change("insertText", letter, so_far + after, { caret: so_far.length })];
    });
    const whole = `${before}${text}\n`;
    return [...steps, key("Enter", { code: "Enter", number: 13, at: text.length * gap_ms }),
            change("insertLineBreak", null, whole + after, { caret: whole.length })];
}

// The same with Japanese input on: everything is 229, and digits become a composition.
function composed(text, before, after, gap_ms) {
    const keys = [...text].flatMap((letter, i) => {
        const so_far = wide(text.slice(0, i + 1));
        return [key("Process", { code: code_of(letter), composing: i > 0, at: i * gap_ms }), ...(i === 0 ? [begin()] : []),
                ...compose(so_far, before + so_far + after, before.length + so_far.length)];
    });
    const value = before + wide(text) + after;
    return [...keys, key("Process", { code: "Enter", composing: true, at: text.length * gap_ms }),
            ...compose(wide(text), value, before.length + text.length), finish(wide(text))];
}

export const reader = [
    { name: "what it reads does not stay in free text", kind: "lines", start: ["家に帰りたい", 2],
      steps: [...typed("20431187", "家に", "帰りたい", 8), pause()], value: "家に帰りたい", commits: 0, submits: 0 },
    { name: "what was marked comes back too", kind: "lines", start: ["家に帰りたい", 0, 2],
      steps: [...typed("A2043118", "", "帰りたい", 20), pause()], value: "家に帰りたい", commits: 0, submits: 0 },
    { name: "neither in a line that is as long as it may be", kind: "line", start: ["とくながはつえさんで", 4],
      steps: [...typed("20431187", "とくなが", "はつえさんで", 8), pause()], value: "とくながはつえさんで", commits: 0, submits: 0 },
    { name: "nor with Japanese input on", kind: "lines", start: ["家に帰りたい", 2],
      steps: [...composed("20431187", "家に", "帰りたい", 8), pause()], value: "家に帰りたい", commits: 0, submits: 0 },
    { name: "what a person types stays, however fast", kind: "lines", start: ["血圧", 2],
      steps: [...typed("118", "血圧", "", 12), pause()], value: "血圧118\n", commits: 1, submits: 0 },
    { name: "and so do eight digits typed by hand", kind: "lines", start: ["電話", 2],
      steps: [...typed("20431187", "電話", "", 90), pause()], value: "電話20431187\n", commits: 1, submits: 0 },
    { name: "a code that cannot be an id is left where it was put", kind: "lines", start: ["", 0],
      steps: [select(0), ...typed("abcdefgh", "", "", 8), pause()], value: "abcdefgh\n", commits: 1, submits: 0 },
];
