// Owns a tablet with the whole app on it for tests: a disk that outlives reloads, everything else that does
// not.
#pragma once

#include "app/app.h"
#include "app/cases.h"
#include "app/keys.h"
#include "app/received.h"
#include "support/clock_fixed.h"
#include "support/crypto_remembering.h"
#include "support/files_folder.h"
#include "support/random_seeded.h"
#include "support/store_memory.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

namespace tsunagi {

inline const std::string nurse_password = "さくら病棟の朝は五時半から";

// One for all tablets: what is done with keys is tested here, that making one of a password takes its time in
// tests/vault.
inline CryptoRemembering& quick_keys() {
    static CryptoRemembering only;
    only.quick = true;
    return only;
}

struct Workplace {
    explicit Workplace(std::uint64_t seed = 1) : random(seed) { reload(); }

    MemoryDisk disk;
    ClockFixed clock;
    RandomSeeded random;
    CryptoRemembering& crypto = quick_keys();
    FilesFolder files;
    std::unique_ptr<StoreMemory> store;
    std::unique_ptr<App> app;

    // The page is gone and comes again: only the disk stays.
    void reload() {
        app.reset();
        store = std::make_unique<StoreMemory>(disk);
        app = std::make_unique<App>(
            Ports{crypto, *store, files, clock, random}, [] {},
            VaultOptions{.password_cost = Argon2Params{0, 0, 0}});
        app->start();
    }
    const AppState& state() const { return app->state(); }

    template <class Wish>
    void wish(Wish command) {
        Commands commands;
        commands.emplace_back(std::move(command));
        app->apply(std::move(commands));
    }
    void pass(std::int64_t milliseconds) {
        clock.advance(milliseconds);
        app->tick();
    }
    void set_up(const std::string& name = "渡辺 ゆかり", const std::string& facility = "汐見原総合病院") {
        REQUIRE(state().phase == Phase::first_run);
        wish(cmd::CreateAccount{name, "病棟看護師", nurse_password, facility, "A3病棟"});
        REQUIRE(state().phase == Phase::open);
    }
    void unlock(const std::string& password = nurse_password) {
        REQUIRE(state().staff.size() == 1);
        wish(cmd::Unlock{state().staff.front().id, password});
    }
    // Somebody called and found the number on the screen to be the same.
    void verify(const DocumentId& organisation, const std::string& by = "渡辺 ゆかり") {
        wish(cmd::MarkKeyVerified{organisation, by, device_number_of(state(), organisation)});
    }
    // As a person does who calls where the screen asks for it.
    void import_received() { wish(cmd::ImportReceived{.number_compared = asks_for_call(state())}); }
    bool says(Fault fault) const { return std::ranges::contains(state().notices, fault, &Notice::fault); }
    bool says(std::string_view text_key) const {
        return std::ranges::contains(state().notices, text_key, &Notice::text_key);
    }
};

// Where nobody agreed on record, a file leaves only with a reason: for tests that are not about consent.
inline cmd::MakeHandover with_reason(cmd::MakeHandover wish) {
    wish.beyond_consent = "急変・救急で、命と体を守るため";
    return wish;
}

// Documents of one case of the practice data: realistic text to type in.
struct CaseText {
    std::vector<Document> documents;
    const Document* find(Kind kind, std::size_t index = 0) const {
        for (const Document& document : documents) {
            if (document.kind == kind && index-- == 0) return &document;
        }
        return nullptr;
    }
};
CaseText read_case_text(const std::string& patient_id);

}  // namespace tsunagi
