// Owns the files port for tests: assets from the source tree, picked files from a queue, saved files in a
// list.
#pragma once

#include "ports/files.h"
#include "support/shipped.h"

#include <deque>
#include <string>
#include <utility>
#include <vector>

namespace tsunagi {

struct FilesFolder final : Files {
    std::deque<PickedFile> to_pick;
    std::vector<PickedFile> saved;
    Fault refuse_save = Fault::none;
    bool holds_saves = false;  // a sheet that stays open
    std::deque<Promise<Status>> held_saves;
    void release_save() {
        const Promise<Status> promise = std::move(held_saves.front());
        held_saves.pop_front();
        promise.complete({});
    }

    Future<Result<PickedFile>> pick(std::string, std::size_t max_bytes) override {
        using Answer = Result<PickedFile>;
        if (to_pick.empty()) return ready<Answer>(fail(Fault::cancelled));
        PickedFile file = std::move(to_pick.front());
        to_pick.pop_front();
        if (file.bytes.size() > max_bytes) return ready<Answer>(fail(Fault::too_large));
        return ready<Answer>(std::move(file));
    }
    Future<Status> save(std::string name, std::string, Bytes bytes) override {
        if (refuse_save != Fault::none) return ready<Status>(fail(refuse_save));
        saved.push_back({std::move(name), std::move(bytes)});
        if (!holds_saves) return ready<Status>({});
        return held_saves.emplace_back().future();
    }
    Future<Status> share(std::string name, std::string mime, Bytes bytes) override {
        return save(std::move(name), std::move(mime), std::move(bytes));
    }
    std::vector<std::vector<std::string>> printed;
    Future<Status> print(std::vector<std::string> lines) override {
        printed.push_back(std::move(lines));
        return ready<Status>({});
    }
    bool can_share() const override { return true; }
    // Assets stay under way until released, one by one.
    bool holds_assets = false;
    std::deque<std::pair<Promise<Result<Bytes>>, std::string>> held_assets;
    void release_asset() {
        auto [promise, path] = std::move(held_assets.front());
        held_assets.pop_front();
        promise.complete(read_asset(path));
    }
    Future<Result<Bytes>> load_asset(std::string path) override {
        if (!holds_assets) return ready<Result<Bytes>>(read_asset(path));
        held_assets.emplace_back(Promise<Result<Bytes>>(), std::move(path));
        return held_assets.back().first.future();
    }
    Result<Bytes> read_asset(const std::string& path) const {
        if (!has_asset(path)) return fail(Fault::data_missing, path);
        return served_asset(path);
    }
};

}  // namespace tsunagi
