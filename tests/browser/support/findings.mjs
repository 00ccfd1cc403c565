// Owns what several checks have found on the screens of one walk, until a test each asks for it.
import assert from "node:assert/strict";

export class Findings {
    constructor(...checks) {
        this.wrong = Object.fromEntries(checks.map((check) => [check, []]));
        this.seen = Object.fromEntries(checks.map((check) => [check, 0]));
    }

    note(check, screen, found) {
        ++this.seen[check];
        for (const what of [found].flat().filter(Boolean)) this.wrong[check].push(`${screen}: ${what}`);
    }

    assert_none(check, hint) {
        assert.ok(this.seen[check] > 0);
        assert.equal(this.wrong[check].join("\n"), "", hint);
    }
}
