// Safari on iPad. A composition is taken out and put in again by its end; the Enter that ended it comes after the end, as 229.
// Older versions never say isComposing with what changes the text.
import { begin, change, finish, key, pause, update } from "./steps.mjs";

const letter = (text, value, composing) => [key(text, { number: 229 }), update(text),
    change("insertCompositionText", text, value, { composing }), pause()];

const commit = (text, without, value, composing) => [
    change("deleteCompositionText", null, without, { composing }),
    change("insertFromComposition", text, value, { composing }), finish(text)];

const kana = (composing) => [begin(), ...letter("は", "は", composing), ...letter("はつえ", "はつえ", composing),
    ...commit("ハツヱ", "", "ハツヱ", composing)];

export const ios = [
    { name: "kana become a name", kind: "line", start: ["", 0], steps: kana(true), value: "ハツヱ", commits: 1, submits: 0 },
    { name: "kana become a name where no event says that it composes", kind: "line", start: ["", 0], steps: kana(false),
      value: "ハツヱ", commits: 1, submits: 0 },
    {
        name: "a composition longer than the field may be is cut when it has ended, not before",
        kind: "line", start: ["いろは", 3],
        steps: [begin(), ...letter("にほへとちりぬ", "いろはにほへとちりぬ", false),
                ...letter("にほへとちりぬるを", "いろはにほへとちりぬるを", false),
                ...commit("爾保閉止知利奴流遠", "いろは", "いろは爾保閉止知利奴流遠", false)],
        value: "いろは爾保閉止知利奴", commits: 1, submits: 0,
    },
    {
        name: "the Enter that ended a composition sends nothing, the next one does",
        kind: "line", start: ["", 0],
        steps: [...kana(true), key("Enter", { code: "Enter", number: 229 }), pause(),
                key("Enter", { code: "Enter", number: 13 }), pause()],
        value: "ハツヱ", commits: 1, submits: 1,
    },
    {
        name: "words converted anew are replaced, by two compositions after each other",
        kind: "lines", start: ["病院へ行く", 0, 2],
        steps: [change("deleteByComposition", null, "へ行く", { caret: 0 }), begin(), update("病院"),
                change("insertCompositionText", "病院", "病院へ行く", { caret: 2, composing: true }),
                change("deleteCompositionText", null, "へ行く", { caret: 0, composing: true }), finish(""), pause(),
                begin(), update("美容院"), change("insertCompositionText", "美容院", "美容院へ行く", { caret: 3, composing: true }),
                pause(), change("deleteCompositionText", null, "へ行く", { caret: 0, composing: true }),
                change("insertFromComposition", "美容院", "美容院へ行く", { caret: 3, composing: true }), finish("美容院")],
        value: "美容院へ行く", commits: 1, submits: 0,
    },
    {
        name: "dictation that grows and corrects itself, each time told twice, is there once",
        kind: "lines", start: ["会議の記録。", 6],
        steps: ["きょう", "今日は", "今日は雨で", "今日は雨でした", "今日は雨でした。"].flatMap((text) => {
            const value = `会議の記録。${text}`;
            return [change("insertReplacementText", text, value), change("insertReplacementText", text, value), pause()];
        }),
        value: "会議の記録。今日は雨でした。", commits: 1, submits: 0,
    },
];
