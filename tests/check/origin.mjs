// Where the page may start: web/origin.js over addresses and service workers that are played.
import assert from "node:assert/strict";

import { find_neighbour } from "../../web/origin.js";

const at = (address, scopes = [], isolated = true) => find_neighbour({
    isolated, address, workers: { getRegistrations: async () => scopes.map((scope) => ({ scope })) },
});

assert.equal(await at("https://note.example/"), "");
assert.equal(await at("https://note.example/index.html#gallery"), "");
assert.equal(await at("https://note.example:8443/", ["https://note.example:8443/"]), "");

// Not cut off from other pages: the host does not send the headers.
assert.equal(await at("https://note.example/", [], false), "not_isolated");
assert.equal(await at("https://note.example/", ["https://note.example/"], false), "not_isolated");
assert.equal(await find_neighbour({ isolated: undefined, address: "https://note.example/" }), "not_isolated");

// Below the root, or under another app's service worker, somebody else may be there too.
assert.equal(await at("https://hospital.example/note/"), "beside_others");
assert.equal(await at("https://hospital.example/note/", ["https://hospital.example/"]), "beside_others");
assert.equal(await at("https://hospital.example/", ["https://hospital.example/menu/"]), "beside_others");

// Set up there before: its records lie at this address.
assert.equal(await at("https://hospital.example/note/", ["https://hospital.example/note/"]), "");
assert.equal(await at("https://hospital.example/note/", ["https://hospital.example/note/", "https://hospital.example/"]), "");

// A browser without service workers, or one that does not tell.
assert.equal(await find_neighbour({ isolated: true, address: "https://note.example/", workers: undefined }), "");
assert.equal(await find_neighbour({ isolated: true, address: "https://note.example/",
                                    workers: { getRegistrations: async () => { throw new Error("private"); } } }), "");
