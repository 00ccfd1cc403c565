// The save queue: what is said to be saved is saved, and what is not is never lost.
#include "tablet.h"

#include <algorithm>

using namespace tsunagi;
using Phase = SaveState::Phase;

namespace {
std::size_t writes_to(const StoreMemory& store, Collection collection) {
    return static_cast<std::size_t>(std::ranges::count(store.last_writes(), collection, &Write::collection));
}
}  // namespace

TEST_CASE("What was saved is there after a restart, to the last code point") {
    Tablet tablet;
    tablet.set_up();
    Document document = note("n1", "髙﨑さん、葛󠄀城の家へ。神\u3000ﾊﾟ");
    document.changes.push_back(text_change("c2", "discussion", "改行\nと\"引用\"", 5));
    tablet.vault->save(document, AuditAction::create);
    CHECK(tablet.is_saved());
    CHECK(tablet.vault->save_state().saved_at_ms == tablet.clock.now_ms());
    const Loaded loaded = tablet.restart_and_load();
    CHECK(loaded.isolated.empty());
    REQUIRE(loaded.documents.size() == 1);
    CHECK(json_of(loaded.documents[0]) == json_of(document));
}

TEST_CASE("Nothing readable reaches the disk but the names on the lock screen") {
    Tablet tablet;
    tablet.set_up();
    tablet.vault->save(note("3f9a", "カナリア本文"), AuditAction::create);
    tablet.vault->save_draft({"3f9a", "カナリア経路", "カナリア下書き", {}, 0});
    REQUIRE(done(tablet.vault->record({AuditAction::make_file, "カナリア対象", "カナリア宛先"})));
    REQUIRE(done(tablet.vault->lock()));
    CHECK(tablet.disk.contains("佐藤 花子"));
    const std::string subject = id_of("case-1");
    for (const std::string_view text :
         {std::string_view("カナリア"), std::string_view("patient_wish"), std::string_view(subject),
          std::string_view("make_file"), std::string_view("conference-note"), std::string_view("1795230")}) {
        CAPTURE(text);
        CHECK_FALSE(tablet.disk.contains(text));
    }
    CHECK_FALSE(tablet.disk.contains(good_password));
}

TEST_CASE("Saved is said when the store is done, not before") {
    Tablet tablet;
    tablet.set_up();
    std::vector<Phase> seen;
    tablet.vault->set_on_change([&] { seen.push_back(tablet.vault->save_state().phase); });
    tablet.store->holds_commits = true;
    tablet.vault->save(note("n1", "家に帰りたい"), AuditAction::create);
    CHECK(tablet.vault->save_state().phase == Phase::saving);
    CHECK(tablet.vault->save_state().pending == 2);  // the document and its entry
    auto flushed = tablet.vault->flush();
    CHECK_FALSE(flushed.is_ready());
    CHECK(tablet.disk.at(Collection::records).empty());
    tablet.clock.advance(30);
    tablet.store->release_commit();
    CHECK(done(std::move(flushed)));
    CHECK(tablet.is_saved());
    CHECK(tablet.vault->save_state().saved_at_ms == tablet.clock.now_ms());
    CHECK(tablet.disk.at(Collection::records).size() == 1);
    REQUIRE(seen.size() >= 2);
    CHECK(seen.front() == Phase::saving);
    CHECK(seen.back() == Phase::saved);
}

TEST_CASE("Saves of one document become one, keep their order, and leave an entry each for what was done") {
    Tablet tablet;
    tablet.set_up();
    tablet.store->holds_commits = true;
    const Document first = note("n1", "一");
    const Document second = longer(first, "c2", "二");
    const Document third = longer(second, "c3", "三");
    tablet.vault->save(first, AuditAction::create);
    tablet.vault->save(second, AuditAction::edit);
    tablet.vault->save(third, AuditAction::edit);
    tablet.vault->save(third, AuditAction::finalise);
    REQUIRE(tablet.store->held() == 1);
    const std::size_t before = tablet.store->commits();
    tablet.store->release_commit();
    REQUIRE(tablet.store->held() == 1);
    CHECK(tablet.vault->save_state().phase == Phase::saving);
    CHECK(writes_to(*tablet.store, Collection::records) == 1);
    CHECK(writes_to(*tablet.store, Collection::audit) == 2);
    tablet.store->release_commit();
    CHECK(tablet.store->commits() == before + 1);
    CHECK(tablet.is_saved());

    const Loaded loaded = tablet.restart_and_load();
    REQUIRE(find_document(loaded, "n1"));
    CHECK(json_of(*find_document(loaded, "n1")) == json_of(third));
    const auto page = done(tablet.vault->read_audit(3, 5));
    REQUIRE(page);
    REQUIRE(page->entries.size() == 3);
    CHECK(page->entries[0].action == AuditAction::create);
    CHECK(page->entries[0].version == 1);
    CHECK(page->entries[1].action == AuditAction::edit);
    CHECK(page->entries[2].action == AuditAction::finalise);
    CHECK(page->entries[2].version == 2);
    CHECK(page->entries[2].object_hash == done(tablet.crypto->sha256(bytes_of(json_of(third)))).value());
}

TEST_CASE("A refused commit loses nothing, says why, and is tried again by retry or the next save") {
    Tablet tablet;
    tablet.set_up();
    const Document first = note("n1", "一");
    tablet.vault->save(first, AuditAction::create);
    const std::int64_t saved_at_ms = tablet.vault->save_state().saved_at_ms;
    tablet.clock.advance(5'000);
    tablet.store->faults.quota_bytes = tablet.disk.size_bytes();
    tablet.vault->save(longer(first, "c2", "二"), AuditAction::edit);
    tablet.vault->save_draft({"n1", "troubles", "書きかけ", {}, 0});
    SaveState state = tablet.vault->save_state();
    CHECK(state.phase == Phase::failed);
    CHECK(state.fault == Fault::quota_exceeded);
    CHECK(state.pending == 3);
    CHECK(state.saved_at_ms == saved_at_ms);
    const Status flushed = done(tablet.vault->flush());
    REQUIRE_FALSE(flushed);
    CHECK(flushed.error().fault == Fault::quota_exceeded);
    CHECK(tablet.vault->save_state().pending == 3);

    tablet.store->faults.quota_bytes.reset();
    SECTION("retry") {
        tablet.vault->retry();
    }
    SECTION("the next save") {
        tablet.vault->save(note("n2", "別"), AuditAction::create);
    }
    CHECK(tablet.is_saved());
    const Loaded loaded = tablet.restart_and_load();
    REQUIRE(find_document(loaded, "n1"));
    CHECK(find_document(loaded, "n1")->changes.size() == 2);
    REQUIRE(loaded.drafts.size() == 1);
    CHECK(loaded.drafts[0].text == "書きかけ");
    CHECK(loaded.isolated.empty());
}

TEST_CASE("What came while a commit was being refused wins over what was refused") {
    Tablet tablet;
    tablet.set_up();
    const Document first = note("n1", "一");
    const Document second = longer(first, "c2", "二");
    tablet.store->holds_commits = true;
    tablet.store->faults.quota_bytes = tablet.disk.size_bytes();
    tablet.vault->save(first, AuditAction::create);
    tablet.vault->save_draft({"n1", "troubles", "古い", {}, 0});
    tablet.vault->save(second, AuditAction::edit);
    tablet.vault->save_draft({"n1", "troubles", "新しい", {}, 0});
    tablet.store->release_commit();
    CHECK(tablet.vault->save_state().phase == Phase::failed);
    tablet.store->faults.quota_bytes.reset();
    tablet.store->holds_commits = false;
    tablet.vault->retry();
    const Loaded loaded = tablet.restart_and_load();
    REQUIRE(loaded.documents.size() == 1);
    CHECK(json_of(loaded.documents[0]) == json_of(second));
    REQUIRE(loaded.drafts.size() == 1);
    CHECK(loaded.drafts[0].text == "新しい");
    const auto page = done(tablet.vault->read_audit(3, 4));
    REQUIRE(page);
    REQUIRE(page->entries.size() == 2);
    CHECK(page->entries[0].action == AuditAction::create);
    CHECK(page->entries[1].action == AuditAction::edit);
    CHECK(page->entries[1].version > 1);  // a revision is never used for two contents
}

TEST_CASE(
    "Whichever step of a session fails, what was acknowledged is there and what was not is still queued") {
    for (std::size_t step = 1;; ++step) {
        CAPTURE(step);
        Tablet tablet;
        tablet.set_up();
        const std::size_t before = tablet.store->steps();
        tablet.store->faults.fail_step = before + step;
        std::map<std::string, std::string> given;
        std::map<std::string, std::string> acknowledged;
        for (const char* id : {"n1", "n2", "n3"}) {
            Document document = note(id, "一");
            for (int edit = 0; edit < 2; ++edit) {
                document = longer(document, std::string(id) + std::to_string(edit), "次");
                given[id_of(id)] = json_of(document);
                tablet.vault->save(document, AuditAction::edit);
                if (tablet.is_saved()) acknowledged = given;
            }
        }
        const bool was_reached = tablet.store->steps() >= before + step;
        SECTION("the tablet dies") {
            const Loaded loaded = tablet.restart_and_load();
            CHECK(loaded.isolated.empty());
            for (const auto& [id, json] : acknowledged) {
                const auto document = std::ranges::find(loaded.documents, id, &Document::id);
                REQUIRE(document != loaded.documents.end());
                CHECK(json_of(*document) == json);
            }
        }
        SECTION("it is tried again") {
            tablet.vault->retry();
            CHECK(tablet.is_saved());
            const Loaded loaded = tablet.restart_and_load();
            CHECK(loaded.isolated.empty());
            REQUIRE(loaded.documents.size() == given.size());
            for (const Document& document : loaded.documents) CHECK(json_of(document) == given[document.id]);
        }
        if (!was_reached) break;
    }
}

TEST_CASE("A crash at any moment leaves the last acknowledged state or the one being committed, whole") {
    for (const bool after_commit : {false, true}) {
        for (std::size_t commit = 1; commit <= 4; ++commit) {
            CAPTURE(after_commit, commit);
            Tablet tablet;
            tablet.set_up();
            tablet.store->faults.crash_step = tablet.store->steps() + commit;
            tablet.store->faults.crash_after_commit = after_commit;
            Document document = note("n1", "一");
            std::size_t acknowledged = 0;
            for (int edit = 0; edit < 4; ++edit) {
                tablet.vault->save(document, AuditAction::edit);
                if (tablet.is_saved()) acknowledged = document.changes.size();
                document = longer(document, "c" + std::to_string(edit), "次");
            }
            const Loaded loaded = tablet.restart_and_load();
            CHECK(loaded.isolated.empty());
            const Document* found = find_document(loaded, "n1");
            const std::size_t there = found ? found->changes.size() : 0;
            CHECK(there >= acknowledged);
            CHECK(there <= acknowledged + (after_commit ? 2 : 0));
        }
    }
}

TEST_CASE("A draft is found again after a crash, and leaves in the same transaction as what it became") {
    Tablet tablet;
    tablet.set_up();
    const Document document = note("n1", "一");
    tablet.vault->save(document, AuditAction::create);
    tablet.clock.advance(2'000);
    tablet.vault->save_draft({"n1", "troubles", "夜間の吸", {}, 0});
    tablet.vault->save_draft({"n1", "troubles", "夜間の吸引が不安", {}, 0});
    tablet.vault->save_draft({"n1", "troubles", "別の人の", "other", 0});
    CHECK(tablet.disk.at(Collection::drafts).size() == 2);

    Loaded loaded = tablet.restart_and_load();
    REQUIRE(loaded.drafts.size() == 2);
    CHECK(std::ranges::find(loaded.drafts, Draft{"n1", "troubles", "夜間の吸引が不安", tablet.staff,
                                                 tablet.clock.now_ms() - 60'000}) != loaded.drafts.end());

    tablet.store->faults.refuse_commits = true;
    tablet.vault->save(longer(document, "c2", "夜間の吸引が不安"), AuditAction::edit);
    tablet.vault->drop_draft("n1", "troubles", tablet.staff);
    loaded = tablet.restart_and_load();
    CHECK(loaded.drafts.size() == 2);  // not durable yet, so the draft is still there

    tablet.vault->save(longer(document, "c2", "夜間の吸引が不安"), AuditAction::edit);
    tablet.vault->drop_draft("n1", "troubles", tablet.staff);
    loaded = tablet.restart_and_load();
    REQUIRE(loaded.drafts.size() == 1);
    CHECK(loaded.drafts[0].staff == "other");
    tablet.vault->drop_draft("n1", "troubles");
    CHECK(tablet.disk.at(Collection::drafts).empty());
    const std::size_t commits = tablet.store->commits();
    tablet.vault->drop_draft("n1", "nothing_here");
    CHECK(tablet.store->commits() == commits);
}

TEST_CASE("A lock with a full disk keeps what was queued, sealed, until the next unlock") {
    Tablet tablet;
    tablet.set_up();
    const Document first = note("n1", "一");
    tablet.vault->save(first, AuditAction::create);
    CHECK_FALSE(tablet.vault->holds_unsaved());
    tablet.store->faults.refuse_commits = true;
    tablet.store->faults.fault = Fault::quota_exceeded;
    CHECK_FALSE(done(tablet.vault->record({AuditAction::view, "n1", {}})));
    CHECK_FALSE(tablet.vault->holds_unsaved());  // a line of the log is nobody's words
    const Document second = longer(first, "c2", "二");
    tablet.vault->save(second, AuditAction::edit);
    tablet.vault->save_draft({"n1", "troubles", "書きかけ", {}, 0});
    CHECK(tablet.vault->holds_unsaved());
    const Status locked = done(tablet.vault->lock());
    REQUIRE_FALSE(locked);
    CHECK(locked.error().fault == Fault::quota_exceeded);
    CHECK_FALSE(tablet.vault->is_unlocked());
    CHECK(tablet.crypto->key_count() == 0);
    CHECK(tablet.vault->save_state().phase == Phase::failed);
    CHECK(tablet.vault->save_state().pending > 0);

    // Another store in between does not get it.
    tablet.store->faults = {};
    REQUIRE(done(tablet.vault->open_store(StoreKind::practice)));
    REQUIRE(done(tablet.vault->create_account({"練習", "", "admin"}, "renshu-renshu-2026")));
    CHECK(tablet.is_saved());
    CHECK(tablet.disk.at(Collection::records, StoreKind::practice).empty());
    REQUIRE(done(tablet.vault->lock()));
    CHECK(tablet.vault->holds_unsaved());  // whichever store is open

    REQUIRE(tablet.unlock());
    const auto loaded = done(tablet.vault->load());
    REQUIRE(loaded);
    CHECK(tablet.is_saved());
    CHECK_FALSE(tablet.vault->holds_unsaved());
    REQUIRE(loaded->documents.size() == 1);
    CHECK(json_of(loaded->documents[0]) == json_of(second));
    REQUIRE(loaded->drafts.size() == 1);
    CHECK(tablet.is_saved());
    CHECK(json_of(tablet.restart_and_load().documents.at(0)) == json_of(second));
}

TEST_CASE("What is handed over after a lock waits for the next unlock") {
    Tablet tablet;
    tablet.set_up();
    REQUIRE(done(tablet.vault->lock()));
    tablet.vault->save(note("n1", "遅れて"), AuditAction::create);
    CHECK(tablet.vault->save_state().phase == Phase::failed);
    CHECK(tablet.vault->save_state().fault == Fault::locked);
    REQUIRE(tablet.unlock());
    const auto loaded = done(tablet.vault->load());
    REQUIRE(loaded);
    CHECK(find_document(*loaded, "n1"));
    CHECK(tablet.is_saved());
}

TEST_CASE("A commit costs the same with one document and with hundreds") {
    Tablet tablet;
    tablet.set_up();
    Document document = note("n1", "一");
    tablet.vault->save(document, AuditAction::create);
    const auto cost_of_a_save = [&tablet, &document] {
        const std::size_t steps = tablet.store->steps();
        tablet.vault->save(document, AuditAction::edit);
        std::size_t bytes = 0;
        for (const Write& write : tablet.store->last_writes()) bytes += write.bytes ? write.bytes->size() : 0;
        return std::pair{tablet.store->steps() - steps, bytes};
    };
    const auto [few_steps, few_bytes] = cost_of_a_save();
    tablet.store->holds_commits = true;
    for (int i = 0; i < 300; ++i)
        tablet.vault->save(note("m" + std::to_string(i), "他"), AuditAction::create);
    while (tablet.store->held() > 0) tablet.store->release_commit();
    tablet.store->holds_commits = false;
    REQUIRE(tablet.disk.at(Collection::records).size() == 301);
    const auto [many_steps, many_bytes] = cost_of_a_save();
    CHECK(few_steps == 1);
    CHECK(many_steps == 1);
    CHECK(many_bytes <= few_bytes + 16);  // longer numbers
}
