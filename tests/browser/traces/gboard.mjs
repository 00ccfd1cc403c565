// Gboard in Chrome on Android: every key is 229 without a name or a place; a word touched becomes a composition again; what
// completes it is deleted first and then put in, and not every composition is ended.
import { begin, change, compose, finish, key, pause, select } from "./steps.mjs";

const touch = () => key("Unidentified");

export const gboard = [
    {
        name: "flick kana and a candidate make one word",
        kind: "lines", start: ["", 0],
        steps: [touch(), begin(), ...compose("か", "か"), pause(), touch(), ...compose("かん", "かん"),
                touch(), ...compose("かんし", "かんし"), touch(), ...compose("かんじ", "かんじ"), pause(),
                touch(), ...compose("かんじゃ", "かんじゃ"), ...compose("患者", "患者"), finish("患者")],
        value: "患者", commits: 1, submits: 0,
    },
    {
        name: "229 and deleteContentBackward remove one character",
        kind: "lines", start: ["見守りで可", 5],
        steps: [touch(), change("deleteContentBackward", null, "見守りで")],
        value: "見守りで", commits: 1, submits: 0,
    },
    {
        name: "a backspace within a composition takes from the composition alone",
        kind: "lines", start: ["自宅", 2],
        steps: [touch(), begin(), ...compose("へ", "自宅へ"), touch(), ...compose("へや", "自宅へや"), pause(), touch(),
                change("deleteContentBackward", null, "自宅へ", { composing: true }), pause(), ...compose("へ", "自宅へ"),
                finish("へ")],
        value: "自宅へ", commits: 1, submits: 0,
    },
    {
        name: "a word that is touched and completed is replaced, although its composition never ends",
        kind: "lines", start: ["段差がある", 2],
        steps: [begin("段差"), ...compose("段差", "段差がある", 2), pause(),
                change("deleteContentBackward", null, "がある", { caret: 0 }),
                change("insertText", "手すり", "手すりがある", { caret: 3 }), pause()],
        value: "手すりがある", commits: 1, submits: 0,
    },
    {
        name: "a length is kept to after a composition that never ended",
        kind: "line", start: ["", 0],
        steps: [touch(), begin(), ...compose("とくながはつえ", "とくながはつえ"), pause(),
                change("insertText", "とくながはつえさんです", "とくながはつえさんです")],
        value: "とくながはつえさんで", commits: 1, submits: 0,
    },
    {
        name: "a suggestion put in by insertReplacementText is what the app holds",
        kind: "lines", start: ["よごれたシャツ", 2],
        steps: [select(0, 4), change("insertReplacementText", "汚れた", "汚れたシャツ", { caret: 3 })],
        value: "汚れたシャツ", commits: 1, submits: 0,
    },
];
