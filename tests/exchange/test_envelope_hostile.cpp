// Files that are wrong outside are refused before anything is opened.
#include "hostile_case.h"

namespace tsunagi {
TEST_CASE("the unbent file opens, or the table would prove nothing") {
    Parties parties;
    for (const SealedFor sealed_for : {SealedFor::both, SealedFor::passphrase, SealedFor::two_stations}) {
        const Bytes file = HostileFile(parties).make({}, sealed_for);
        if (sealed_for != SealedFor::passphrase) CHECK(parties.open(file, parties.by_key()).has_value());
        if (sealed_for == SealedFor::two_stations) continue;
        CHECK(parties.open(file, ByPassphrase{.typed = test_passphrase}).has_value());
    }
}

TEST_CASE("what is wrong outside is refused before any key is touched") {
    Parties parties;
    for (const auto& cases : {text_cases(), member_cases(), recipient_cases()}) {
        for (const auto& one : cases) {
            check(parties, one);
            const Bytes file = HostileFile(parties).make(one.bends, one.sealed_for);
            INFO(one.name);
            CHECK(fault_of(inspect_file(file)) == one.expected);
        }
    }
    CHECK(parties.crypto.passphrase_derivations == 0);
    CHECK(parties.crypto.agreements == 0);
}

}  // namespace tsunagi
