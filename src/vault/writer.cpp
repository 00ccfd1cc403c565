// Owns the way from the queue to the store: seal, chain, one strict transaction, and only then "saved".
#include "vault/vault_state.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace tsunagi {
namespace {

using Sealing = Future<Result<SealedRecord>>;
using Hashing = Future<Result<Digest>>;

// Revision 0: gone.
void replace_marks(const RecordMarks& changed, RecordMarks& to) {
    for (const auto& [id, mark] : changed) {
        if (mark.revision > 0) {
            to[id] = mark;
        } else {
            to.erase(id);
        }
    }
}

}  // namespace

std::string kept_key(const std::string& id, std::uint32_t revision) {
    return "kept." + id + "." + std::to_string(revision);
}

AuditLine Vault::State::line_of(AuditEvent event, AuditLine::About about) const {
    return {about, std::move(event), who.id, clock.now_ms(), clock.monotonic_ms()};
}

// What comes in while locked waits for the store it was last unlocked for, never for another one.
Pending& Vault::State::waiting() {
    if (is_unlocked()) return queue;
    Carried& kept = carried[store_id];
    ++kept.count;
    return kept.unsealed;
}

// Also what comes in after a lock is of whoever was unlocked before it.
bool Vault::State::is_reader() const {
    return is_unlocked() ? who.role == role_reader : is_last_a_reader;
}

// Of what is done without a save: a file made, given away or taken in is the work of those who may write, a
// whole store's of an administrator.
Status Vault::State::may_record(AuditAction action) const {
    switch (action) {
        case AuditAction::export_ledger:
        case AuditAction::restore: return may_administrate();
        case AuditAction::make_file:
        case AuditAction::check_file:
        case AuditAction::hand_over:
        case AuditAction::import:
        case AuditAction::make_backup:
        case AuditAction::decide_identity: return is_reader() ? fail(Fault::not_allowed, "reader") : Status{};
        default: return {};
    }
}

void Vault::State::put(std::vector<Document> documents, AuditAction action) {
    for (Document& document : documents) {
        AuditLine line = line_of({action, document.id, {}}, AuditLine::About::document);
        waiting().put(std::move(document), std::move(line));
    }
    start_writing();
}

void Vault::State::put(Draft draft) {
    if (draft.staff.empty()) draft.staff = who.id;
    draft.saved_at_ms = clock.now_ms();
    waiting().put(std::move(draft));
    start_writing();
}

void Vault::State::put(AuditEvent event) {
    queue.lines.push_back(line_of(std::move(event), AuditLine::About::nothing));
    start_writing();
}

void Vault::State::drop(const DraftKey& pattern) {
    const auto fits = [&pattern](const DraftKey& key) {
        return key.document == pattern.document && key.path == pattern.path &&
               (pattern.staff.empty() || key.staff == pattern.staff);
    };
    std::set<DraftKey> known = drafts_in_flight;
    for (const auto& [key, record] : drafts) known.insert(key);
    for (const auto& [key, draft] : queue.drafts) known.insert(key);
    for (const DraftKey& key : known) {
        if (fits(key)) queue.drop(key);
    }
    start_writing();
}

SaveState Vault::State::save_state() const {
    SaveState state;
    state.saved_at_ms = saved_at_ms;
    state.pending = queue.size() + in_flight;
    const auto kept = carried.find(store_id);
    const bool has_saves =
        kept != carried.end() && (kept->second.has_saves || kept->second.unsealed.has_saves());
    if (!is_unlocked() && has_saves) {
        state.phase = SaveState::Phase::failed;
        state.fault = Fault::locked;
        state.pending = kept->second.count;
    } else if (is_writing) {
        state.phase = SaveState::Phase::saving;
    } else if (last_fault != Fault::none && state.pending > 0) {
        state.phase = SaveState::Phase::failed;
        state.fault = last_fault;
    } else if (state.pending > 0) {
        state.phase = SaveState::Phase::saving;
    }
    return state;
}

bool Vault::State::holds_unsaved() const {
    if (is_unlocked() && last_fault != Fault::none && queue.has_saves()) return true;
    return std::ranges::any_of(
        carried, [](const auto& kept) { return kept.second.has_saves || kept.second.unsealed.has_saves(); });
}

Future<Status> Vault::State::flush() {
    if (queue.is_empty() && !is_writing) co_return Status{};
    if (!is_unlocked() || !is_loaded) co_return fail(Fault::locked);
    const Promise<Status> promise;
    flushing.push_back(promise);
    start_writing();
    auto done = promise.future();
    co_return co_await done;
}

void Vault::State::start_writing() {
    if (is_writing || queue.is_empty() || !is_unlocked() || !is_loaded) {
        changed();
        return;
    }
    is_writing = true;
    last_fault = Fault::none;
    changed();
    write_all().then([this](Status written) {
        is_writing = false;
        last_fault = written ? Fault::none : written.error().fault;
        changed();
        for (const Promise<Status>& promise : std::exchange(flushing, {})) promise.complete(written);
        if (!written) return;
        start_writing();  // what was put meanwhile by those told
        resume_rotation();
    });
}

Future<Status> Vault::State::write_all() {
    while (!queue.is_empty()) {
        Status written = co_await write_batch();
        if (!written) co_return written;
        changed();
    }
    co_return Status{};
}

Future<Status> Vault::State::write_batch() {
    Batch batch;
    batch.pending = std::exchange(queue, {});
    in_flight = batch.pending.size();
    on_its_way = &batch.pending;
    for (const auto& [key, draft] : batch.pending.drafts) drafts_in_flight.insert(key);
    batch.writes = batch.pending.writes;
    Status done = co_await seal_documents(batch);
    if (done) done = co_await seal_drafts(batch);
    if (done) done = co_await reseal(batch);
    if (done) add_slots(batch);
    if (done) done = co_await seal_lines(batch);
    if (done && !batch.writes.empty()) done = co_await store.commit(std::move(batch.writes));
    in_flight = 0;
    on_its_way = nullptr;
    drafts_in_flight.clear();
    if (done) {
        take_effect(batch);
    } else {
        queue.put_back(std::move(batch.pending));
    }
    co_return done;
}

Future<Status> Vault::State::seal_documents(Batch& batch) {
    std::vector<std::pair<DocumentId, Sealing>> sealings;
    std::vector<std::pair<DocumentId, Hashing>> hashings;
    for (const auto& [id, document] : batch.pending.documents) {
        const auto mark = records.find(id);
        std::uint32_t& revision = revisions[id];
        revision = std::max(revision, mark == records.end() ? 0 : mark->second.revision) + 1;
        batch.records[id].revision = revision;
        Bytes content = bytes_of(json_of(document));
        assert(parse_document(text_of(content), {256u << 20, 1, 1'000'000, 16u << 20},
                              DocumentSource::own_records) &&
               "would not open again");
        hashings.emplace_back(id, crypto.sha256(content));
        sealings.emplace_back(id, sealer->seal({record_type::document, id, revision}, std::move(content)));
    }
    for (auto& [id, hashing] : hashings) {
        auto hash = co_await hashing;
        if (!hash) co_return std::unexpected(hash.error());
        batch.hashes[id] = *hash;
    }
    for (auto& [id, sealing] : sealings) {
        auto sealed = co_await sealing;
        if (!sealed) co_return std::unexpected(sealed.error());
        batch.records[id].tag = sealed->tag;
        if (isolated_ids.contains(id)) {
            // What could not be believed is kept beside, not overwritten: somebody may still want to look at
            // it.
            auto kept = co_await store.read(Collection::records, id);
            if (!kept) co_return std::unexpected(kept.error());
            if (*kept)
                batch.writes.push_back({Collection::meta, kept_key(id, batch.records[id].revision), *kept});
        }
        batch.writes.push_back({Collection::records, id, std::move(sealed->bytes)});
    }
    co_return Status{};
}

Future<Status> Vault::State::seal_drafts(Batch& batch) {
    std::vector<std::pair<std::string, Sealing>> sealings;
    for (const auto& [key, draft] : batch.pending.drafts) {
        const auto known = drafts.find(key);
        if (!draft) {
            if (known != drafts.end()) {
                batch.writes.push_back({Collection::drafts, known->second, std::nullopt});
                batch.draft_marks[known->second] = {};
            }
            batch.drafts[key] = std::nullopt;
            continue;
        }
        const std::string record = known == drafts.end() ? make_id(random) : known->second;
        const std::uint32_t revision = ++revisions[record];
        batch.drafts[key] = record;
        batch.draft_marks[record].revision = revision;
        sealings.emplace_back(
            record, sealer->seal({record_type::draft, record, revision}, bytes_of(json_of(*draft))));
    }
    for (auto& [record, sealing] : sealings) {
        auto sealed = co_await sealing;
        if (!sealed) co_return std::unexpected(sealed.error());
        batch.draft_marks[record].tag = sealed->tag;
        batch.writes.push_back({Collection::drafts, record, std::move(sealed->bytes)});
    }
    co_return Status{};
}

// The same content under another key, and for a record under its next revision. What does not open stays as
// it is: it is told at the next unlock.
Future<Status> Vault::State::reseal(Batch& batch) {
    const Reseal& wanted = batch.pending.reseal;
    const std::string_view type = wanted.collection == Collection::records  ? record_type::document
                                  : wanted.collection == Collection::drafts ? record_type::draft
                                                                            : record_type::audit;
    std::vector<StoredRecord> stored;
    for (const std::string& key : wanted.keys) {
        const bool is_written = std::ranges::any_of(batch.writes, [&](const Write& write) {
            return write.collection == wanted.collection && write.key == key;
        });
        if (is_written) continue;
        auto bytes = co_await store.read(wanted.collection, key);
        if (!bytes) co_return std::unexpected(bytes.error());
        if (*bytes) stored.push_back({key, std::move(**bytes)});
    }
    if (stored.empty()) co_return Status{};
    std::vector<std::string> keys;
    for (const StoredRecord& record : stored) keys.push_back(record.key);
    auto opened = co_await sealer->open_all(type, std::move(stored));
    if (!opened) co_return std::unexpected(opened.error());
    for (std::size_t i = 0; i < keys.size(); ++i) {
        auto& record = (*opened)[i];
        if (!record || record->key_id == sealer->key_id()) continue;
        std::uint32_t revision = record->revision;
        if (wanted.collection != Collection::audit) {
            std::uint32_t& last = revisions[keys[i]];
            last = std::max(last, revision) + 1;
            revision = last;
        }
        auto sealed = co_await sealer->seal({type, keys[i], revision}, std::move(record->plaintext));
        if (!sealed) co_return std::unexpected(sealed.error());
        if (wanted.collection == Collection::records) {
            batch.records[keys[i]] = {revision, sealed->tag};
            batch.resealed.push_back(keys[i]);
        }
        if (wanted.collection == Collection::drafts) batch.draft_marks[keys[i]] = {revision, sealed->tag};
        batch.writes.push_back({wanted.collection, keys[i], std::move(sealed->bytes)});
    }
    co_return Status{};
}

void Vault::State::add_slots(Batch& batch) {
    for (const auto& [id, slot] : batch.pending.slots) {
        if (!slot) {
            batch.slots[id] = {};
            batch.writes.push_back({Collection::slots, id, std::nullopt});
            continue;
        }
        batch.writes.push_back({Collection::slots, id, bytes_of(json_of(*slot))});
        if (slot->card.empty()) {  // gives no right to anything
            batch.slots[id] = {};
            continue;
        }
        auto card = parse_envelope(ByteView(slot->card).subspan(sizeof(slot->revision)));
        assert(card && "we sealed it");
        batch.slots[id] = {slot->revision, card->sealed.tag};
    }
}

// The next entry after `last`, which becomes it. What the entry is about has been sealed already.
AuditEntry Vault::State::next_entry(const AuditLine& line, const Batch& batch, Checkpoint& last) const {
    AuditEntry entry;
    entry.seq = ++last.seq;
    entry.prev = batch.head;
    entry.utc_ms = line.utc_ms;
    entry.monotonic_ms = line.monotonic_ms;
    entry.clock_set_back = line.utc_ms < last.utc_ms;
    entry.staff = line.staff;
    entry.action = line.event.action;
    entry.object = line.event.object;
    entry.detail = line.event.detail;
    const RecordMarks& marks = line.about == AuditLine::About::slot ? batch.slots : batch.records;
    const auto mark = marks.find(entry.object);
    const bool is_one = line.about == AuditLine::About::document || line.about == AuditLine::About::slot;
    if (is_one && mark != marks.end()) {
        entry.version = mark->second.revision;
        entry.seal = mark->second.tag;
        const auto hash = batch.hashes.find(entry.object);
        if (hash != batch.hashes.end()) entry.object_hash = hash->second;
    }
    if (line.about == AuditLine::About::many) {
        for (const auto& [id, slot_mark] : batch.slots) append_mark(entry.marks, 's', id, slot_mark);
        for (const std::string& id : batch.resealed) append_mark(entry.marks, 'r', id, batch.records.at(id));
    }
    last.utc_ms = line.utc_ms;
    last.prev = entry.prev;
    last.entry_json = json_of(entry);
    return entry;
}

// All the records of these leaves as they will be: few, however many records there are.
RecordMarks Vault::State::marks_of_leaves(const std::set<std::string>& names,
                                          const RecordMarks& changed) const {
    RecordMarks marks;
    for (const std::string& name : names) {
        for (auto item = records.lower_bound(name); item != records.end() && leaf_of(item->first) == name;
             ++item) {
            marks.insert(*item);
        }
    }
    for (const auto& [id, mark] : changed) marks[id] = mark;
    return marks;
}

// The records of keys are not in the census: the checkpoint names them one by one.
void Vault::State::note_keys_in(const std::vector<Write>& writes, Checkpoint& next) const {
    for (const Write& write : writes) {
        if (write.collection != Collection::meta) continue;
        if (write.key == device_record && write.bytes) next.device = tag_of_record(*write.bytes);
        if (write.key == rotation_record) next.key_before = write.bytes ? sealer->before().id : 0;
    }
}

// What should be in the store after this batch.
Future<Result<Checkpoint>> Vault::State::counted(Batch& batch) {
    Checkpoint next = checkpoint;
    note_keys_in(batch.writes, next);
    if (next.drafts) replace_marks(batch.draft_marks, *next.drafts);
    if (!batch.records.empty()) {
        std::set<std::string> names;
        std::uint64_t added = 0;
        for (const auto& [id, mark] : batch.records) {
            names.insert(leaf_of(id));
            if (!records.contains(id)) ++added;
        }
        auto renewed = co_await leaves_of(crypto, marks_of_leaves(names, batch.records), names);
        if (!renewed) co_return std::unexpected(renewed.error());
        batch.leaves = leaves;
        for (auto& [name, leaf] : *renewed) batch.leaves[name] = leaf;
        auto census = co_await census_of(crypto, batch.leaves, records.size() + added);
        if (!census) co_return std::unexpected(census.error());
        next.records = *census;
    }
    if (!batch.slots.empty()) {
        RecordMarks after = slots;
        replace_marks(batch.slots, after);
        if (next.summed) next.summed->slots = summed_census_of(after);
        auto census = co_await census_of(crypto, after);
        if (!census) co_return std::unexpected(census.error());
        next.slots = *census;
    }
    co_return next;
}

// The lines that come with it, and the checkpoint that fits both.
Future<Status> Vault::State::seal_lines(Batch& batch) {
    if (batch.pending.lines.empty() && batch.draft_marks.empty()) co_return Status{};
    auto counting = co_await counted(batch);
    if (!counting) co_return std::unexpected(counting.error());
    Checkpoint next = std::move(*counting);
    next.seals += sealer->take_seals();
    batch.head = head;
    std::vector<std::pair<std::string, Sealing>> sealings;
    std::vector<Hashing> heads;  // one after the other: each entry names the head before it
    for (const AuditLine& line : batch.pending.lines) {
        if (!heads.empty()) {
            auto hashed = co_await heads.back();
            if (!hashed) co_return std::unexpected(hashed.error());
            batch.head = *hashed;
        }
        const AuditEntry entry = next_entry(line, batch, next);
        heads.push_back(crypto.sha256(head_input(entry.prev, next.entry_json)));
        Label label{record_type::audit, audit_key(entry.seq), static_cast<std::uint32_t>(entry.seq)};
        sealings.emplace_back(label.id, sealer->seal(label, bytes_of(next.entry_json)));
    }
    Label label{record_type::checkpoint, "head", static_cast<std::uint32_t>(next.seq)};
    auto sealing_checkpoint = sealer->seal(std::move(label), bytes_of(json_of(next)));
    if (!heads.empty()) {
        auto hashed = co_await heads.back();
        if (!hashed) co_return std::unexpected(hashed.error());
        batch.head = *hashed;
    }
    for (auto& [key, sealing] : sealings) {
        auto sealed = co_await sealing;
        if (!sealed) co_return std::unexpected(sealed.error());
        batch.writes.push_back({Collection::audit, key, std::move(sealed->bytes)});
    }
    auto sealed = co_await sealing_checkpoint;
    if (!sealed) co_return std::unexpected(sealed.error());
    batch.writes.push_back({Collection::meta, "head", std::move(sealed->bytes)});
    batch.checkpoint = std::move(next);
    co_return Status{};
}

void Vault::State::take_effect(Batch& batch) {
    for (auto& [id, mark] : batch.records) {
        records[id] = mark;
        isolated_ids.erase(id);
    }
    if (!batch.leaves.empty()) leaves = std::move(batch.leaves);
    replace_marks(batch.slots, slots);
    for (auto& [key, record] : batch.drafts) {
        if (record) {
            drafts[key] = *record;
        } else {
            drafts.erase(key);
        }
    }
    if (batch.checkpoint) {
        checkpoint = std::move(*batch.checkpoint);
        head = batch.head;
    }
    if (batch.pending.has_saves()) saved_at_ms = clock.now_ms();
}

}  // namespace tsunagi
