// Owns reading everything after unlocking, and naming what cannot be believed.
#include "core/sorting.h"
#include "vault/vault_state.h"

#include <algorithm>
#include <utility>

namespace tsunagi {
namespace {

constexpr std::size_t chunk_records = 512;  // opened at once: bounds what lies in memory twice

bool is_beyond(const RecordMarks& there, const RecordMarks& by_log) {
    return std::ranges::any_of(there, [&by_log](const auto& item) {
        const auto known = by_log.find(item.first);
        return known == by_log.end() || known->second.revision < item.second.revision;
    });
}

}  // namespace

Future<Result<Loaded>> Vault::State::load() {
    if (!is_unlocked()) co_return fail(Fault::locked);
    Loaded loaded;
    if (is_loaded) {
        if (records.empty() && queue.documents.empty()) co_return loaded;
        co_return fail(Fault::not_allowed, "loaded already");
    }
    loaded.isolated = found;
    Status status = co_await load_documents(loaded);
    if (status) status = co_await load_drafts(loaded);
    if (status) status = co_await take_back_carried(loaded);
    if (!status) co_return std::unexpected(status.error());
    found.clear();
    limit_rights();
    loaded.are_rights_limited = are_rights_limited;
    if (!loaded.isolated.empty()) {
        AuditEvent event{AuditAction::find_damage, {}, std::to_string(loaded.isolated.size())};
        queue.lines.push_back(line_of(std::move(event), AuditLine::About::nothing));
    }
    is_loaded = true;
    stale.audit_last = sealer->before().handle != 0 ? checkpoint.seq : 0;
    start_writing();
    if (opened_by == OpenedBy::recovery_code && checkpoint.slots_in_doubt) (void)co_await settle_doubt();
    // What cannot be written now is done at the next unlock; until then the older format is kept as it is.
    (void)co_await migrate();
    // What is due can be tried again at the next unlock.
    if (const RotationReason reason = due_rotation();
        reason != RotationReason::none && sealer->before().handle == 0 && !are_rights_limited)
        (void)co_await begin_rotation(
            {.event = {AuditAction::start_rotation, {}, std::string(rotation_reason_code(reason))}});
    resume_rotation();
    co_return loaded;
}

// One chunk of documents, opened; what cannot be read is named and left where it is.
void Vault::State::take_documents(std::vector<std::string> keys, std::vector<Result<OpenedRecord>> opened,
                                  Loaded& loaded) {
    for (std::size_t i = 0; i < keys.size(); ++i) {
        if (!opened[i]) {
            loaded.isolated.push_back({Collection::records, keys[i], opened[i].error().fault, {}});
            continue;
        }
        records[keys[i]] = {opened[i]->revision, opened[i]->tag};
        std::string json = text_of(opened[i]->plaintext);
        wipe(opened[i]->plaintext);
        auto document = parse_document(json, own_limits, DocumentSource::own_records);
        wipe(json);
        if (document && document->id != keys[i]) document = fail(Fault::wrong_type, "id");
        if (document) {
            if (opened[i]->key_id != sealer->key_id()) stale.records.push_back(keys[i]);
            loaded.documents.push_back(std::move(*document));
        } else {
            loaded.isolated.push_back({Collection::records, keys[i], document.error().fault, {}});
        }
    }
}

Future<Status> Vault::State::open_documents(std::vector<StoredRecord> stored, Loaded& loaded) {
    for (std::size_t first = 0; first < stored.size(); first += chunk_records) {
        const std::size_t last = std::min(stored.size(), first + chunk_records);
        std::vector<StoredRecord> chunk;
        std::vector<std::string> keys;
        for (std::size_t i = first; i < last; ++i) {
            keys.push_back(stored[i].key);
            chunk.push_back(std::move(stored[i]));
        }
        auto opened = co_await sealer->open_all(record_type::document, std::move(chunk));
        if (!opened) co_return std::unexpected(opened.error());
        take_documents(std::move(keys), std::move(*opened), loaded);
    }
    co_return Status{};
}

Future<Status> Vault::State::load_documents(Loaded& loaded) {
    auto stored = co_await store.read_all(Collection::records);
    if (!stored) co_return std::unexpected(stored.error());
    records.clear();
    stale = {};
    Status opened = co_await open_documents(std::move(*stored), loaded);
    if (!opened) co_return opened;
    auto fits = co_await fit_documents();
    if (!fits) co_return std::unexpected(fits.error());
    if (!*fits) {
        auto replay = co_await replay_log(crypto, store, *sealer, checkpoint.seq);
        if (!replay) co_return std::unexpected(replay.error());
        // Newer than the log says: its end was taken away, and with it perhaps what a role was changed by.
        if (is_beyond(records, replay->records)) checkpoint.slots_in_doubt = true;
        isolate_documents(replay->records, loaded);
        auto by_log = co_await fit_documents();
        if (!by_log) co_return std::unexpected(by_log.error());
        // The log cannot name it either: it is damaged too, and this is all that can be said.
        if (!*by_log) loaded.isolated.push_back({Collection::records, {}, Fault::data_missing, {}});
    }
    auto counted = co_await census_of(crypto, leaves, records.size());
    if (!counted) co_return std::unexpected(counted.error());
    checkpoint.records = *counted;
    checkpoint.summed.reset();
    for (const IsolatedRecord& record : loaded.isolated) {
        if (record.collection == Collection::records) isolated_ids.insert(record.key);
    }
    std::erase_if(stale.records, [this](const std::string& id) { return isolated_ids.contains(id); });
    sort_by(loaded.documents, [](const Document& document) { return document.id; });
    co_return Status{};
}

// Whether records are what the checkpoint says. Counts them anew.
Future<Result<bool>> Vault::State::fit_documents() {
    auto hashed = co_await leaves_of(crypto, records);
    if (!hashed) co_return std::unexpected(hashed.error());
    leaves = std::move(*hashed);
    if (checkpoint.summed) co_return summed_census_of(records) == checkpoint.summed->records;
    auto census = co_await census_of(crypto, leaves, records.size());
    if (!census) co_return std::unexpected(census.error());
    co_return *census == checkpoint.records;
}

// Something is older than it should be, or gone; the log says what. Marks become what should be there, so
// that the census stays wrong, and says so at every unlock, until each of them has been saved anew.
void Vault::State::isolate_documents(const RecordMarks& expected, Loaded& loaded) {
    const auto is_named = [&loaded](const std::string& id) {
        return std::ranges::any_of(loaded.isolated, [&id](const IsolatedRecord& record) {
            return record.collection == Collection::records && record.key == id;
        });
    };
    for (const auto& [id, mark] : expected) {
        const auto there = records.find(id);
        const bool is_newer = there != records.end() && there->second.revision > mark.revision;
        if (is_newer || (there != records.end() && there->second == mark)) continue;
        if (!is_named(id)) {
            IsolatedRecord isolated{Collection::records, id, Fault::data_missing, {}};
            if (there != records.end()) {
                isolated.reason = Fault::rolled_back;
                const auto copy = std::ranges::find(loaded.documents, id, &Document::id);
                if (copy != loaded.documents.end()) {
                    isolated.older_copy = std::move(*copy);
                    loaded.documents.erase(copy);
                }
            }
            loaded.isolated.push_back(std::move(isolated));
        }
        records[id] = mark;
    }
}

Future<Status> Vault::State::load_drafts(Loaded& loaded) {
    auto stored = co_await store.read_all(Collection::drafts);
    if (!stored) co_return std::unexpected(stored.error());
    drafts.clear();
    std::vector<std::string> keys;
    RecordMarks there;
    for (const StoredRecord& record : *stored) keys.push_back(record.key);
    auto opened = co_await sealer->open_all(record_type::draft, std::move(*stored));
    if (!opened) co_return std::unexpected(opened.error());
    for (std::size_t i = 0; i < keys.size(); ++i) {
        const std::string& key = keys[i];
        auto& record = (*opened)[i];
        auto draft =
            record ? parse_draft(text_of(record->plaintext)) : Result<Draft>(std::unexpected(record.error()));
        if (!draft) {
            loaded.isolated.push_back({Collection::drafts, key, draft.error().fault, {}});
            if (checkpoint.drafts && checkpoint.drafts->contains(key))
                there[key] = checkpoint.drafts->at(key);
            continue;
        }
        wipe(record->plaintext);
        revisions[key] = record->revision;
        const RecordMark mark{record->revision, record->tag};
        if (is_rolled_back(key, mark)) {
            loaded.isolated.push_back({Collection::drafts, key, Fault::rolled_back, {}});
            if (Status aside = co_await set_draft_aside(key, mark.revision); !aside) co_return aside;
            continue;
        }
        there[key] = mark;
        if (record->key_id != sealer->key_id()) stale.drafts.push_back(key);
        drafts[key_of(*draft)] = key;
        loaded.drafts.push_back(std::move(*draft));
    }
    find_missing_drafts(there, loaded);
    checkpoint.drafts = std::move(there);
    sort_by(loaded.drafts, [](const Draft& draft) { return draft.saved_at_ms; });
    co_return Status{};
}

// A draft that was kept or thrown away since, or written on. One newer than the checkpoint says is not: then
// it is the checkpoint that was put back.
bool Vault::State::is_rolled_back(const std::string& draft, const RecordMark& mark) const {
    if (!checkpoint.drafts) return false;
    const auto expected = checkpoint.drafts->find(draft);
    if (expected == checkpoint.drafts->end()) return true;
    return expected->second != mark && expected->second.revision >= mark.revision;
}

// Out of what is shown as unsaved words, and not lost: somebody may still want to look at it.
Future<Status> Vault::State::set_draft_aside(std::string key, std::uint32_t revision) {
    auto bytes = co_await store.read(Collection::drafts, key);
    if (!bytes) co_return std::unexpected(bytes.error());
    if (*bytes) queue.writes.push_back({Collection::meta, kept_key(key, revision), std::move(*bytes)});
    queue.writes.push_back({Collection::drafts, key, std::nullopt});
    co_return Status{};
}

void Vault::State::find_missing_drafts(const RecordMarks& there, Loaded& loaded) const {
    if (!checkpoint.drafts) return;
    for (const auto& [key, mark] : *checkpoint.drafts) {
        const bool is_named = std::ranges::any_of(loaded.isolated, [&key](const IsolatedRecord& isolated) {
            return isolated.collection == Collection::drafts && isolated.key == key;
        });
        if (!there.contains(key) && !is_named)
            loaded.isolated.push_back({Collection::drafts, key, Fault::data_missing, {}});
    }
}

// With whichever of the two keys it was sealed with that is in use.
Future<Result<Pending>> Vault::State::open_carried(const Carried& kept) {
    auto opened = co_await sealer->open(record_type::carried, "carried", kept.sealed);
    if (!opened && !kept.sealed_before.empty() && is_of_record(opened.error().fault))
        opened = co_await sealer->open(record_type::carried, "carried", kept.sealed_before);
    if (!opened) co_return std::unexpected(opened.error());
    auto parsed = parse_pending(text_of(opened->plaintext));
    wipe(opened->plaintext);
    co_return parsed;
}

Future<Status> Vault::State::take_back_carried(Loaded& loaded) {
    const auto kept = carried.find(sealer->store_id());
    if (kept == carried.end()) co_return Status{};
    Pending pending = kept->second.unsealed;
    if (!kept->second.sealed.empty()) {
        auto opened = co_await open_carried(kept->second);
        if (!opened && opened.error().fault == Fault::locked) co_return std::unexpected(opened.error());
        if (!opened) {  // told, and kept in memory: the store opens all the same
            loaded.isolated.push_back({Collection::drafts, "carried", opened.error().fault, {}});
            co_return Status{};
        }
        pending.put_back(std::move(*opened));
    }
    for (auto& [id, document] : pending.documents) {
        const auto there = std::ranges::find(loaded.documents, id, &Document::id);
        if (there == loaded.documents.end()) {
            loaded.documents.push_back(document);
        } else if (merge(*there, document)) {
            document = *there;
        }
    }
    for (const auto& [key, draft] : pending.drafts) {
        std::erase_if(loaded.drafts, [&key](const Draft& stored) { return key_of(stored) == key; });
        if (draft) loaded.drafts.push_back(*draft);
    }
    queue.put_back(std::move(pending));
    carried.erase(sealer->store_id());
    co_return Status{};
}

}  // namespace tsunagi
