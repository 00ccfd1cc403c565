// Owns an in-memory store with every fault a disk can have, for tests.
#pragma once

#include "ports/store.h"

#include <array>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>

namespace tsunagi {

// What lies on the "disk": outlives the stores opened on it, so a new StoreMemory is a restart.
struct MemoryDisk {
    using Records = std::map<std::string, Bytes>;
    using Database = std::map<Collection, Records>;
    std::map<StoreKind, Database> databases;

    Records& at(Collection collection, StoreKind kind = StoreKind::real) {
        return databases[kind][collection];
    }
    std::size_t size_bytes() const;
    bool contains(std::string_view text) const;  // anywhere in a key or in bytes
};

class StoreMemory final : public Store {
  public:
    explicit StoreMemory(MemoryDisk& disk) : disk_(disk) {}
    ~StoreMemory() override;

    // The faults. Steps are counted from 1 over every call but request_persistence.
    struct Faults {
        std::optional<std::size_t> fail_step;     // this one step is refused
        std::optional<std::size_t> fail_commit;   // this one commit is refused (counted over commits alone)
        std::optional<std::size_t> crash_step;    // from this step on nothing happens any more
        std::optional<std::size_t> crash_commit;  // the same, counted over commits alone
        bool crash_after_commit =
            false;                    // the commit it crashes at does reach the disk, but nobody hears of it
        bool refuse_commits = false;  // all of them, until turned off
        bool second_unavailable = false;  // there is a second copy, and it cannot be opened
        Fault fault = Fault::storage_failed;
        std::optional<std::size_t> quota_bytes;  // a commit that would end above it is quota_exceeded
    };
    Faults faults;

    // Commits stay under way until released, one by one.
    bool holds_commits = false;
    std::size_t held() const { return held_.size(); }
    void release_commit();

    bool never_answers_about_storage = false;  // a browser that asks the person, who looks away

    std::size_t steps() const { return steps_; }
    std::size_t commits() const { return commits_; }
    const std::vector<Write>& last_writes() const { return last_writes_; }

    Future<Status> open(StoreKind kind) override;
    Future<Result<std::vector<StoredRecord>>> read_all(Collection collection) override;
    Future<Result<std::optional<Bytes>>> read(Collection collection, std::string key) override;
    Future<Result<std::vector<StoredRecord>>> read_range(Collection collection, std::string first_key,
                                                         std::string last_key) override;
    Future<Result<std::uint64_t>> count(Collection collection) override;
    Future<Status> commit(std::vector<Write> writes) override;
    Future<Status> destroy_keys() override;
    Future<Status> destroy(StoreKind kind) override;
    Future<Status> take_over() override;
    Future<Result<StorageState>> request_persistence() override;

  private:
    Status next_step();
    std::size_t size_after(const std::vector<Write>& writes);
    Status apply(const std::vector<Write>& writes);
    bool is_crashed() const {
        return (faults.crash_step && steps_ >= *faults.crash_step) ||
               (faults.crash_commit && commits_ >= *faults.crash_commit);
    }

    MemoryDisk& disk_;
    StoreKind kind_ = StoreKind::real;
    std::size_t steps_ = 0;
    std::size_t commits_ = 0;
    std::vector<Write> last_writes_;
    std::deque<std::pair<Promise<Status>, std::vector<Write>>> held_;
    Promise<Result<StorageState>> unanswered_;
};

}  // namespace tsunagi
