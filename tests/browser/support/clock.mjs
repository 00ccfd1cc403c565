// Owns a page's clock that a test can put ahead or stop: the app asks it, and is woken by a frame.

// Run in the page before its own scripts.
export function let_time_pass() {
    const real = performance.now.bind(performance);
    let passed = 0;
    let held = null;
    performance.now = () => held ?? real() + passed;
    globalThis.pass_time = (ms) => {
        passed += ms;
        window.dispatchEvent(new Event("resize"));
    };
    globalThis.hold_time = (hold) => {
        const now = performance.now();
        if (!hold) passed += now - (real() + passed);
        held = hold ? now : null;
    };
}

export async function pass_time(device, ms) {
    await device.page.evaluate((by) => globalThis.pass_time(by), ms);
    await device.settle();
}
