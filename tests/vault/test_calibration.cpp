// How dear a password's key is made on fast and slow devices, and that a slot says what it was made with.
#include "vault/calibration.h"
#include "vault/slot.h"

#include "tablet.h"

namespace tsunagi {

namespace {

bool is(const Argon2Params& cost, std::uint32_t mib, std::uint32_t passes) {
    return cost.memory_kib == mib * 1024 && cost.passes == passes && cost.lanes == 1;
}

// A device that works out `per_ms` KiB-passes a millisecond.
struct Paced {
    MemoryDisk disk;
    ClockFixed clock;
    RandomSeeded random;
    CryptoRemembering crypto;
    StoreMemory store{disk};
    Vault vault;
    std::vector<Argon2Params> derived;

    explicit Paced(std::int64_t per_ms) : vault(crypto, store, clock, random, VaultOptions{}) {
        crypto.quick = true;
        crypto.on_derive = [this, per_ms](const Argon2Params& params) {
            derived.push_back(params);
            clock.advance(std::int64_t{params.memory_kib} * params.passes / per_ms);
        };
        REQUIRE(done(vault.open_store(StoreKind::real)));
    }
    Argon2Params cost_of_first() {
        REQUIRE(done(vault.create_account({"佐藤 花子", "看護師", "recorder"}, good_password)));
        auto stored = done(store.read(Collection::slots, vault.who().id));
        REQUIRE((stored && *stored));
        auto slot = parse_slot(text_of(**stored));
        REQUIRE(slot);
        return slot->pair.cost;
    }
};

}  // namespace

TEST_CASE(
    "the cost is the dearest that stays within a second, between the floor and what an old tablet has") {
    CHECK(is(cost_within_wait(0), 64, 8));
    CHECK(is(cost_within_wait(100), 64, 4));
    CHECK(is(cost_within_wait(197), 64, 3));
    CHECK(is(cost_within_wait(198), 64, 2));
    CHECK(is(cost_within_wait(500), 32, 2));
    CHECK(is(cost_within_wait(1000), 19, 2));
    CHECK(is(cost_within_wait(60'000), 19, 2));
}

TEST_CASE("a slow tablet makes cheaper slots than a quick one, and each slot says its own cost") {
    Paced slow(40);
    CHECK(is(slow.cost_of_first(), 19, 2));
    Paced quick(2000);
    CHECK(is(quick.cost_of_first(), 64, 8));
}

TEST_CASE("it is measured once while the page is open, with two runs at the floor") {
    Paced tablet(200);
    REQUIRE(is(tablet.cost_of_first(), 64, 3));
    REQUIRE(tablet.derived.size() == 3);
    CHECK(is(tablet.derived[0], 19, 2));
    CHECK(is(tablet.derived[1], 19, 2));
    CHECK(is(tablet.derived[2], 64, 3));
    REQUIRE(done(tablet.vault.create_account({"藤川 美咲", "看護師", "recorder"}, good_password + "夜")));
    REQUIRE(tablet.derived.size() == 4);
    CHECK(is(tablet.derived[3], 64, 3));
}

}  // namespace tsunagi
