// Owns when a frame is drawn: one-shot animation frames, one timer for the nearest deadline; while hidden only what a
// deadline asks for (a lock that the disk does not answer to).
// Must not know what a frame shows.

const soonest_timer_ms = 4;
const longest_timer_ms = 0x7fffffff;

// draw(time_ms) is called once per frame; time_ms is the monotonic page time.
export function create_frames(draw) {
    let wanted = 0;
    let handle = 0;
    let timer = 0;
    let unseen = 0;
    let due_ms = Infinity;

    function step(time_ms) {
        handle = 0;
        if (wanted > 0) --wanted;
        draw(time_ms);
        schedule();
    }

    function schedule() {
        if (wanted > 0 && handle === 0 && !document.hidden) handle = requestAnimationFrame(step);
    }

    function set_timer() {
        clearTimeout(timer);
        timer = 0;
        if (due_ms === Infinity) return;
        const wait_ms = Math.min(Math.max(due_ms - performance.now(), soonest_timer_ms), longest_timer_ms);
        timer = setTimeout(() => {
            timer = 0;
            due_ms = Infinity;
            draw_unseen();
        }, wait_ms);
    }

    // At least count more frames, the next at the next vertical blank.
    function request(count) {
        wanted = Math.max(wanted, count);
        schedule();
    }

    // Page time in milliseconds at which one frame is wanted; Infinity for never. Replaces the earlier one.
    function set_deadline(at_ms) {
        if (at_ms === due_ms) return;
        due_ms = at_ms;
        set_timer();
    }

    // One frame although nobody looks, so that what must not be seen any more is gone from the canvas too.
    function draw_unseen() {
        if (!document.hidden) {
            request(1);
        } else if (unseen === 0) {
            unseen = setTimeout(() => {
                unseen = 0;
                draw(performance.now());
            });
        }
    }

    document.addEventListener("visibilitychange", () => {
        if (document.hidden) {
            cancelAnimationFrame(handle);
            handle = 0;
        } else {
            request(2);
        }
    });

    return { request, set_deadline, draw_unseen };
}
