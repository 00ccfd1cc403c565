// Owns the browser half of the files port: requests go out by number, answers come back through one exported
// function.
#pragma once

#include "ports/files.h"

#include <cstdint>
#include <functional>
#include <map>

namespace tsunagi {

class FilesBrowser final : public Files {
  public:
    FilesBrowser();
    ~FilesBrowser() override;
    FilesBrowser(const FilesBrowser&) = delete;
    FilesBrowser& operator=(const FilesBrowser&) = delete;

    Future<Result<PickedFile>> pick(std::string accept, std::size_t max_bytes) override;
    Future<Status> save(std::string name, std::string mime, Bytes bytes) override;
    Future<Status> share(std::string name, std::string mime, Bytes bytes) override;
    Future<Status> print(std::vector<std::string> lines) override;
    bool can_share() const override;
    Future<Result<Bytes>> load_asset(std::string path) override;

    // A file dropped anywhere on the page.
    std::function<void(Result<PickedFile>)> on_drop;

    // request 0 is a drop. An answer nobody waits for is ignored.
    void take_answer(std::uint32_t request, Result<PickedFile> answer);

  private:
    std::uint32_t begin(Promise<Result<PickedFile>> promise);

    std::map<std::uint32_t, Promise<Result<PickedFile>>> waiting_;
    std::uint32_t last_request_ = 0;
};

}  // namespace tsunagi
