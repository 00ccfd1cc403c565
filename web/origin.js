// Owns whether this address is the app's alone: records lie by origin, so that another app beside this page could read
// and change what it keeps, and the page itself.

// Why the page must not start here: "" (it may), "not_isolated", "beside_others".
//
// Where it was set up before there was this rule its records lie at this address and nowhere else: it goes on, so that
// they can be backed up and moved.
export async function find_neighbour({ isolated = globalThis.crossOriginIsolated, address = location.href,
                                       workers = globalThis.navigator?.serviceWorker } = {}) {
    if (!isolated) return "not_isolated";
    const folder = new URL("./", address);
    const scopes = (await workers?.getRegistrations?.().catch(() => []) ?? []).map(({ scope }) => scope);
    if (scopes.includes(folder.href)) return "";
    return folder.pathname === "/" && scopes.length === 0 ? "" : "beside_others";
}
