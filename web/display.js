// Owns how the page beside the canvas looks, what this tablet remembers of it, and what its system asks for: high
// contrast, reduced motion, two fingers for the text size, and whether somebody is looking. Nothing of a person is kept.
//
// take(look) follows the program: {mode: "day" | "night" | "contrast", text: percent, covered, language,
// colors: {CSS variable: colour}}.

const storage_key = "tsunagi-display";
const modes = ["day", "night", "contrast"];
const sizes = [100, 115, 130, 150, 175, 200];

function recall() {
    try {
        const { mode, text, language } = JSON.parse(localStorage.getItem(storage_key)) ?? {};
        return { mode: modes.includes(mode) ? mode : undefined, text: sizes.includes(text) ? text : undefined,
                 language: language === "en" ? language : undefined };
    } catch {
        return {};
    }
}

function remember(chosen) {
    try {
        localStorage.setItem(storage_key, JSON.stringify(chosen));
    } catch {
        // A browser that keeps nothing shows the first look again next time.
    }
}

function apart([a, b]) {
    return Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
}

// tell(mode number, percent, still, away): how it is to look now. cancel_touch(): two fingers press nothing.
// speak_english(): that was chosen here before.
export function create_display(tell, cancel_touch, speak_english) {
    const chosen = recall();
    const contrast = matchMedia("(prefers-contrast: more)");
    const still = matchMedia("(prefers-reduced-motion: reduce)");
    let away = document.hidden;
    let pinch = null;
    let spoken;  // the language of the screen, once it is known

    const mode = () => chosen.mode ?? (contrast.matches ? "contrast" : "day");
    const text = () => chosen.text ?? 100;
    const report = () => tell(modes.indexOf(mode()), text(), still.matches, away);

    function choose(what, value) {
        chosen[what] = value;
        remember(chosen);
    }

    function set_away(now) {
        if (away === now) return;
        away = now;
        document.documentElement.classList.toggle("away", away);
        report();
    }

    function follow_pinch(event) {
        if (event.touches.length !== 2) {
            pinch = null;
            return;
        }
        if (!pinch) {
            pinch = { from: apart(event.touches), text: text() };
            cancel_touch();
        }
        const wanted = pinch.text * apart(event.touches) / pinch.from;
        const nearest = sizes.reduce((best, size) => (Math.abs(size - wanted) < Math.abs(best - wanted) ? size : best));
        if (nearest === text()) return;
        choose("text", nearest);
        report();
    }

    function take(look) {
        if (look.mode !== mode()) choose("mode", look.mode);
        if (look.text !== text()) choose("text", look.text);
        // It begins in Japanese; what comes after that was chosen.
        if (spoken !== undefined && look.language !== spoken) choose("language", look.language);
        spoken = look.language;
        const page = document.documentElement;
        page.lang = look.language;
        page.dataset.mode = look.mode;
        page.classList.toggle("covered", look.covered);
        page.style.colorScheme = look.mode === "night" ? "dark" : "light";
        for (const [name, color] of Object.entries(look.colors)) page.style.setProperty(name, color);
        document.querySelector("meta[name=theme-color]")?.setAttribute("content", look.colors["--page-bar"]);
    }

    function start() {
        for (const query of [contrast, still]) query.addEventListener("change", report);
        addEventListener("blur", () => set_away(true));
        addEventListener("focus", () => set_away(document.hidden));
        addEventListener("pointerdown", () => set_away(false), { capture: true, passive: true });
        document.addEventListener("visibilitychange", () => set_away(document.hidden));
        for (const name of ["touchstart", "touchmove", "touchend", "touchcancel"]) {
            addEventListener(name, follow_pinch, { passive: true });
        }
        // With Ctrl a wheel, or two fingers on a touch pad, is the browser's own zoom.
        addEventListener("wheel", (event) => { if (event.ctrlKey) event.stopPropagation(); }, { capture: true, passive: true });
        report();
        if (chosen.language === "en") speak_english();
    }

    return { start, take };
}
