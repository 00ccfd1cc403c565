// Owns the browser half of the store port: IndexedDB in the keeper's worker.
#pragma once

#include "ports/store.h"

namespace tsunagi {

class StoreBrowser final : public Store {
  public:
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
};

}  // namespace tsunagi
