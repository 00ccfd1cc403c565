// Owns a tablet like Workplace whose ports can be slow: what a lock does while something is under way.
#pragma once

#include "support/gated_ports.h"
#include "support/passkeys_memory.h"

#include "workplace.h"

namespace tsunagi {

// Longer than a lock waits for the disk, and than it then waits for the sealing.
inline constexpr std::int64_t past_patience_ms = 20'000;

struct GatedWorkplace {
    explicit GatedWorkplace(std::uint64_t seed = 1) : random(seed) { reload(); }
    GatedWorkplace(const GatedWorkplace&) = delete;
    GatedWorkplace& operator=(const GatedWorkplace&) = delete;
    ~GatedWorkplace() { answer_all(); }

    MemoryDisk disk;
    ClockFixed clock;
    RandomSeeded random;
    CryptoRemembering plain_crypto;
    FilesFolder plain_files;
    PasskeysMemory plain_passkeys{plain_crypto};
    Gate gate;
    GatedCrypto crypto{plain_crypto, gate};
    GatedFiles files{plain_files, gate};
    GatedPasskeys passkeys{plain_passkeys, gate};
    std::unique_ptr<StoreMemory> plain_store;
    std::unique_ptr<GatedStore> store;
    std::unique_ptr<App> app;

    void reload() {
        app.reset();
        plain_store = std::make_unique<StoreMemory>(disk);
        store = std::make_unique<GatedStore>(*plain_store, gate);
        plain_crypto.quick = true;
        app = std::make_unique<App>(
            Ports{crypto, *store, files, clock, random}, [] {},
            VaultOptions{.password_cost = Argon2Params{0, 0, 0}, .passkeys = &passkeys});
        app->start();
    }
    // Another disk, and the app that was started once: reading the forms anew is what starting costs here.
    void start_over(const MemoryDisk& with = {}) {
        answer_all();
        wish(cmd::Lock{});
        wait_for_lock();
        // Of the disk before, and it would come to this one: what is unsaved, and keys that slots were opened
        // by.
        const bool is_other = app->holds_unsaved() || slots_of(disk) != slots_of(with);
        disk = with;
        if (is_other) {
            reload();
        } else {
            wish(cmd::OpenRealStore{});
        }
        REQUIRE(state().phase == (with.databases.empty() ? Phase::first_run : Phase::locked));
    }
    static MemoryDisk::Records slots_of(const MemoryDisk& of) {
        const auto database = of.databases.find(StoreKind::real);
        if (database == of.databases.end()) return {};
        const auto slots = database->second.find(Collection::slots);
        return slots == database->second.end() ? MemoryDisk::Records{} : slots->second;
    }
    // Nothing is left waiting, and nothing waits from now on.
    void answer_all() {
        gate.hold_nothing();
        while (gate.held() > 0) gate.release_as_locked();
    }
    const AppState& state() const { return app->state(); }

    template <class Wish>
    void wish(Wish command) {
        Commands commands;
        commands.emplace_back(Command(std::move(command)));
        app->apply(commands);
    }
    void pass(std::int64_t milliseconds) {
        clock.advance(milliseconds);
        app->tick();
    }
    // As long as a lock can take, whatever answers.
    void wait_for_lock() {
        for (int i = 0; i < 5; ++i) pass(past_patience_ms);
    }
    void set_up() {
        REQUIRE(state().phase == Phase::first_run);
        wish(cmd::CreateAccount{"渡辺 ゆかり", "病棟看護師", nurse_password, "汐見原総合病院", "A3病棟"});
        REQUIRE(state().phase == Phase::open);
    }
    void unlock(const std::string& password = nurse_password) {
        REQUIRE_FALSE(state().staff.empty());
        wish(cmd::Unlock{state().staff.front().id, password});
    }
    void verify(const DocumentId& organisation) {
        wish(cmd::MarkKeyVerified{organisation, "渡辺 ゆかり", device_number_of(state(), organisation)});
    }
    void import_received() { wish(cmd::ImportReceived{.number_compared = asks_for_call(state())}); }
    DocumentId add_patient() {
        wish(cmd::CreateCase{{{"name", Value{std::string("金子 ハル")}},
                              {"patient_id", Value{std::string("TRN-0901")}},
                              {"birth_date", Value{Date{"1941-03-02"}}},
                              {"patient_wish", Value{std::string("うちの畳で寝たい")}}}});
        REQUIRE(state().place.screen == Screen::case_home);
        return state().place.case_id;
    }
};

// Nothing of a record, a file or a code can be read in the state: what the lock screen needs is all there is.
void check_blank(const AppState& state);

}  // namespace tsunagi
