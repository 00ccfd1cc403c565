// Owns the page's one trusted types policy: the only scripts that may be started by address are listed here.

const startable = new Set(["keeper.js", "sw.js"].map((name) => new URL(name, document.baseURI).href));

function check(address) {
    const url = new URL(address, document.baseURI).href;
    if (!startable.has(url)) throw new TypeError("not one of our scripts");
    return url;
}

const policy = globalThis.trustedTypes?.createPolicy("tsunagi", { createScriptURL: check });

// For `new Worker` and `serviceWorker.register`.
export function script_url(name) {
    return policy ? policy.createScriptURL(name) : check(name);
}
