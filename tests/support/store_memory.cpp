// Owns an in-memory store with every fault a disk can have.
#include "support/store_memory.h"

#include <algorithm>
#include <utility>

namespace tsunagi {

std::size_t MemoryDisk::size_bytes() const {
    std::size_t total = 0;
    for (const auto& [kind, database] : databases) {
        for (const auto& [collection, records] : database) {
            for (const auto& [key, bytes] : records) total += key.size() + bytes.size();
        }
    }
    return total;
}

bool MemoryDisk::contains(std::string_view text) const {
    const ByteView wanted = view_of(text);
    for (const auto& [kind, database] : databases) {
        for (const auto& [collection, records] : database) {
            for (const auto& [key, bytes] : records) {
                if (key.contains(text) || !std::ranges::search(bytes, wanted).empty()) return true;
            }
        }
    }
    return false;
}

StoreMemory::~StoreMemory() {
    // Whoever still waits hears that it failed, so that nothing is left hanging.
    while (!held_.empty()) {
        const Promise<Status> promise = held_.front().first;
        held_.pop_front();
        promise.complete(fail(Fault::storage_failed, "store closed"));
    }
}

Status StoreMemory::next_step() {
    ++steps_;
    if (is_crashed()) return fail(Fault::storage_failed, "crashed");
    if (faults.fail_step == steps_) return fail(faults.fault, "failed step");
    return {};
}

Future<Status> StoreMemory::open(StoreKind kind) {
    Status step = next_step();
    if (step) kind_ = kind;
    return ready(std::move(step));
}

Future<Result<std::vector<StoredRecord>>> StoreMemory::read_all(Collection collection) {
    return read_range(collection, {}, "\x7f");
}

Future<Result<std::optional<Bytes>>> StoreMemory::read(Collection collection, std::string key) {
    using Read = Result<std::optional<Bytes>>;
    if (Status step = next_step(); !step) return ready(Read(std::unexpected(step.error())));
    const auto& records = disk_.at(collection, kind_);
    const auto found = records.find(key);
    return ready(found == records.end() ? Read(std::nullopt) : Read(found->second));
}

Future<Result<std::vector<StoredRecord>>> StoreMemory::read_range(Collection collection,
                                                                  std::string first_key,
                                                                  std::string last_key) {
    using Read = Result<std::vector<StoredRecord>>;
    if (Status step = next_step(); !step) return ready(Read(std::unexpected(step.error())));
    std::vector<StoredRecord> read;
    for (const auto& [key, bytes] : disk_.at(collection, kind_)) {
        if (key >= first_key && key <= last_key) read.push_back({key, bytes});
    }
    return ready(Read(std::move(read)));
}

Future<Result<std::uint64_t>> StoreMemory::count(Collection collection) {
    using Count = Result<std::uint64_t>;
    if (Status step = next_step(); !step) return ready(Count(std::unexpected(step.error())));
    return ready(Count(disk_.at(collection, kind_).size()));
}

std::size_t StoreMemory::size_after(const std::vector<Write>& writes) {
    std::size_t after = disk_.size_bytes();
    for (const Write& write : writes) {
        const auto& records = disk_.at(write.collection, kind_);
        const auto old = records.find(write.key);
        if (old != records.end()) after -= old->first.size() + old->second.size();
        if (write.bytes) after += write.key.size() + write.bytes->size();
    }
    return after;
}

Status StoreMemory::apply(const std::vector<Write>& writes) {
    if (faults.quota_bytes && size_after(writes) > *faults.quota_bytes) return fail(Fault::quota_exceeded);
    for (const Write& write : writes) {
        auto& records = disk_.at(write.collection, kind_);
        if (write.bytes) {
            records[write.key] = *write.bytes;
        } else {
            records.erase(write.key);
        }
    }
    return {};
}

Future<Status> StoreMemory::commit(std::vector<Write> writes) {
    ++commits_;
    Status step = next_step();
    const bool crashes_here = faults.crash_step == steps_ || faults.crash_commit == commits_;
    if (!step && crashes_here && faults.crash_after_commit) (void)apply(writes);
    if (step && (faults.refuse_commits || faults.fail_commit == commits_))
        step = fail(faults.fault, "refused");
    if (!step) return ready(std::move(step));
    last_writes_ = writes;
    if (holds_commits) {
        held_.emplace_back(Promise<Status>(), std::move(writes));
        return held_.back().first.future();
    }
    return ready(apply(writes));
}

void StoreMemory::release_commit() {
    auto [promise, writes] = std::move(held_.front());
    held_.pop_front();
    promise.complete(apply(writes));
}

Future<Status> StoreMemory::destroy_keys() {
    Status step = next_step();
    if (step && faults.second_unavailable) step = fail(Fault::copy_unavailable);
    if (step) {
        disk_.at(Collection::slots, kind_).clear();
        disk_.at(Collection::meta, kind_).erase("device");
    }
    return ready(std::move(step));
}

Future<Status> StoreMemory::destroy(StoreKind kind) {
    Status step = next_step();
    if (step && faults.second_unavailable) step = fail(Fault::copy_unavailable);
    if (step) disk_.databases.erase(kind);
    return ready(std::move(step));
}

// There is one tab only.
Future<Status> StoreMemory::take_over() {
    return ready(Status{});
}

Future<Result<StorageState>> StoreMemory::request_persistence() {
    if (never_answers_about_storage) return unanswered_.future();
    return ready(
        Result<StorageState>(StorageState{true, disk_.size_bytes(), faults.quota_bytes.value_or(1u << 30)}));
}

}  // namespace tsunagi
