// Microsoft's Japanese keyboard in Chromium on Windows: its keys are "Process" with their place and 229.
import { begin, change, compose, finish, key, pause } from "./steps.mjs";

const process = (code) => key("Process", { code, composing: true });

export const ms_ime = [
    {
        name: "か, かんじゃ, 患者",
        kind: "lines", start: ["", 0],
        steps: [process("KeyK"), begin(), ...compose("ｋ", "ｋ"), process("KeyA"), ...compose("か", "か"), pause(),
                process("KeyN"), ...compose("かｎ", "かｎ"), process("KeyJ"), ...compose("かんｊ", "かんｊ"),
                process("KeyY"), ...compose("かんｊｙ", "かんｊｙ"), process("KeyA"), ...compose("かんじゃ", "かんじゃ"), pause(),
                process("Space"), ...compose("患者", "患者"), process("Enter"), ...compose("患者", "患者"), finish("患者")],
        value: "患者", commits: 1, submits: 0,
    },
    {
        name: "変換 on committed words replaces them",
        kind: "lines", start: ["病院へ行く", 0, 2],
        steps: [key("Process", { code: "Convert" }), begin("病院"), ...compose("病院", "病院へ行く", 2), pause(),
                process("Space"), ...compose("美容院", "美容院へ行く", 3), pause(), process("Enter"),
                ...compose("美容院", "美容院へ行く", 3), finish("美容院")],
        value: "美容院へ行く", commits: 1, submits: 0,
    },
    {
        name: "a composition given up by Escape leaves the text and keeps nothing",
        kind: "lines", start: ["前後", 1],
        steps: [process("KeyK"), begin(), ...compose("かん", "前かん後", 3), pause(), process("Escape"),
                ...compose("", "前後", 1), finish("")],
        value: "前後", commits: 0, submits: 0,
    },
    {
        name: "Tab, Escape and arrows while composing stay with the keyboard",
        kind: "line", start: ["", 0],
        steps: [process("KeyH"), begin(), ...compose("はつ", "はつ"), process("Tab"), process("ArrowDown"), process("ArrowLeft"),
                process("Escape"), pause(), ...compose("初", "初"), process("Enter"), ...compose("初", "初"), finish("初"), pause()],
        value: "初", commits: 1, submits: 0,
    },
    {
        name: "the Enter that ends a composition sends nothing, the next one does",
        kind: "line", start: ["", 0],
        steps: [process("KeyH"), begin(), ...compose("はつ", "はつ"), process("Enter"), ...compose("初", "初"), finish("初"),
                pause(), key("Enter", { code: "Enter", number: 13 }), pause()],
        value: "初", commits: 1, submits: 1,
    },
];
