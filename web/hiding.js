// Owns when a page that is out of sight locks: at once, and while a file or share sheet of the system covers it, after a
// little while. Must not know what locking does.

const sheet_grace_ms = 10_000;

// is_busy(): a sheet of the system lies over the page because the app asked for it. The rest is there for tests.
export function lock_when_hidden(lock, is_busy, { page = document, monotonic_ms = () => performance.now(),
                                                  wall_ms = () => Date.now(), wait = setTimeout, stop = clearTimeout } = {}) {
    let timer = 0;
    let hidden_at = null;  // under a sheet

    // A page that the system has put to sleep runs no timer, and on some devices its monotonic clock stands still.
    function is_overdue() {
        return hidden_at !== null &&
            Math.max(monotonic_ms() - hidden_at.monotonic, wall_ms() - hidden_at.wall) >= sheet_grace_ms;
    }
    function lock_now() {
        hidden_at = null;
        lock();
    }
    page.addEventListener("visibilitychange", () => {
        stop(timer);
        if (!page.hidden) {
            if (is_overdue()) lock_now();
            hidden_at = null;
        } else if (is_busy()) {
            hidden_at ??= { monotonic: monotonic_ms(), wall: wall_ms() };
            timer = wait(lock_now, sheet_grace_ms);
        } else {
            lock_now();
        }
    });
}
