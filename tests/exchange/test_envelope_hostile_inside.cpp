// Files that open and are wrong inside.
#include "hostile_case.h"

namespace tsunagi {
TEST_CASE("any change to what is sealed is one and the same refusal") {
    Parties parties;
    for (const auto& one : tampering_cases()) check(parties, one);
}

TEST_CASE("what is wrong inside is refused although it opens") {
    Parties parties;
    for (const auto& one : inner_cases()) check(parties, one);
}

TEST_CASE("a file sealed for somebody its maker did not name is refused") {
    Parties parties;
    for (const auto& one : addressing_cases(parties)) check(parties, one);
}

TEST_CASE("a signature by another key under a known name is refused") {
    Parties parties;
    KeyPair impostor = value_of(parties.crypto.generate_pair(PrivateKeyUse::sign));
    std::swap(impostor.handle, parties.signer.handle);
    const Bytes file = HostileFile(parties).make({}, SealedFor::both);
    CHECK(fault_of(parties.open(file, parties.by_key())) == Fault::bad_signature);
    // Where the name is unknown it is not believed either, once the key turns up.
    const OpenedFile opened = value_of(open_file(parties.crypto, file, parties.by_key(), {}));
    CHECK(opened.trust == SignerTrust::unknown);
    CHECK_FALSE(value_of(check_signer(parties.crypto, opened, parties.signer.public_key)));
}

}  // namespace tsunagi
