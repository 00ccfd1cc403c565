// Owns how much of the page can be seen: notches, home bars and the soft keyboard.

const keyboard_at_least_px = 80;  // less is a browser bar or an accessory row

// viewport: window.visualViewport, or something like it in tests. changed() is called when an inset has changed.
export function watch_viewport(viewport, changed) {
    let known = "";
    let values = [0, 0, 0, 0, 0];

    function read_safe(name) {
        return Number.parseFloat(getComputedStyle(document.documentElement).getPropertyValue(name)) || 0;
    }

    // Zoomed in by two fingers the viewport is smaller too, but nothing covers the page.
    function read_keyboard() {
        if (!viewport || viewport.scale > 1.01) return 0;
        const covered = innerHeight - viewport.height - viewport.offsetTop;
        return covered >= keyboard_at_least_px ? covered : 0;
    }

    function read() {
        values = [...["--safe-left", "--safe-top", "--safe-right", "--safe-bottom"].map(read_safe), read_keyboard()];
        if (values.join() === known) return;
        known = values.join();
        changed();
    }

    viewport?.addEventListener("resize", read);
    viewport?.addEventListener("scroll", read);
    addEventListener("resize", read);
    read();
    // [left, top, right, bottom, keyboard] in CSS px.
    return () => values;
}
