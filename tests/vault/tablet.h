// Owns a tablet for the vault's tests: a disk that outlives restarts, and everything else that does not.
#pragma once

#include "support/clock_fixed.h"
#include "support/crypto_remembering.h"
#include "support/outcome.h"
#include "support/random_seeded.h"
#include "support/store_memory.h"
#include "vault/vault.h"

#include <catch2/catch_test_macros.hpp>

#include <memory>
#include <string>

namespace tsunagi {

inline const std::string good_password = "さくら病棟の朝は五時半から";  // 13 code points

// One for all tests: the same password and salt (the randomness is seeded) is worked out once.
inline CryptoRemembering& remembered_keys() {
    static CryptoRemembering only;
    return only;
}

struct Tablet {
    MemoryDisk disk;
    ClockFixed clock;
    RandomSeeded random;
    CryptoRemembering* crypto = &remembered_keys();
    std::unique_ptr<StoreMemory> store;
    std::unique_ptr<Vault> vault;
    StaffId staff;

    Tablet() { restart(); }

    // The page is gone and comes again: only the disk stays.
    void restart() {
        vault.reset();
        store.reset();
        store = std::make_unique<StoreMemory>(disk);
        vault = std::make_unique<Vault>(*crypto, *store, clock, random,
                                        VaultOptions{.password_cost = Argon2Params{0, 0, 0}});
        clock.advance(60'000);
    }

    // A first account, unlocked.
    void set_up() {
        REQUIRE(done(vault->open_store(StoreKind::real)).value().empty());
        REQUIRE(done(vault->create_account({"佐藤 花子", "看護師", "recorder"}, good_password)));
        staff = vault->who().id;
    }

    Status unlock(const std::string& password = good_password) {
        auto cards = done(vault->open_store(StoreKind::real));
        if (!cards) return std::unexpected(cards.error());
        return done(vault->unlock(staff, password));
    }

    Loaded restart_and_load() {
        restart();
        REQUIRE(unlock());
        auto loaded = done(vault->load());
        REQUIRE(loaded);
        return std::move(*loaded);
    }

    bool is_saved() const {
        const SaveState state = vault->save_state();
        return state.phase == SaveState::Phase::saved && state.pending == 0;
    }
};

// A document or change id that can be recognised: the name in hex, filled up.
inline std::string id_of(std::string_view name) {
    std::string id = hex_of(view_of(name));
    id.resize(32, '0');
    return id;
}

inline Change text_change(const std::string& id, const Path& path, const std::string& text,
                          std::int64_t at_ms = 1) {
    return {id_of(id), {at_ms, 0}, id_of("staff"), id_of("device"), path, Value{text}, {}};
}

inline Document note(const std::string& id, const std::string& text) {
    Document document;
    document.id = id_of(id);
    document.kind = Kind::note;
    document.form = "urn:tsunagi:form:conference-note|1";
    document.subject = id_of("case-1");
    document.changes.push_back(text_change("c1" + id, "patient_wish", text));
    return document;
}

inline Document longer(Document document, const std::string& change, const std::string& text) {
    const auto at_ms = static_cast<std::int64_t>(document.changes.size()) + 1;
    document.changes.push_back(text_change(change, "patient_wish", text, at_ms));
    return document;
}

inline const Document* find_document(const Loaded& loaded, const std::string& name) {
    for (const Document& document : loaded.documents) {
        if (document.id == id_of(name)) return &document;
    }
    return nullptr;
}

inline const IsolatedRecord* find_isolated(const Loaded& loaded, Collection collection,
                                           const std::string& key) {
    for (const IsolatedRecord& record : loaded.isolated) {
        if (record.collection == collection && record.key == key) return &record;
    }
    return nullptr;
}

}  // namespace tsunagi
