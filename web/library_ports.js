// Owns the glue between C++ (src/platform/port_calls.cpp) and the keeper's client: bytes out, bytes in.
// Module.page.keeper is made by boot.js with create_keeper(program.answer_ports) before the first call.

addToLibrary({
    // Copies each answer in, then lets the program go on with all of them.
    $answer_ports__deps: ["malloc", "free"],
    $answer_ports: (answers) => {
        for (const { request, status, bytes } of answers) {
            const at = _malloc(bytes.length + 1);
            HEAPU8.set(bytes, at);
            Module["_tsunagi_complete"](request, status, at, bytes.length);
            bytes.fill(0);
            _free(at);
        }
        Module["_tsunagi_drain_completions"]();
    },

    tsunagi_port_call__deps: ["$answer_ports"],
    tsunagi_port_call: (request, op, bytes, size) =>
        Module["page"].keeper.call(request, op, HEAPU8.slice(bytes, bytes + size)),
    tsunagi_keeper_end: () => Module["page"].keeper.end(),
    tsunagi_keeper_abort: () => Module["page"].keeper.abort(),
});
