// Owns what handing files over must offer: picking, saving, sharing, and the app's own assets.
#pragma once

#include "core/bytes.h"
#include "ports/async.h"

#include <string>
#include <vector>

namespace tsunagi {

struct PickedFile {
    std::string name;
    Bytes bytes;
};

class Files {
  public:
    virtual ~Files() = default;
    // Asks the person for a file; cancelled, too_large (checked before reading), file_not_read.
    virtual Future<Result<PickedFile>> pick(std::string accept, std::size_t max_bytes) = 0;
    // Offers the bytes as a download named name. file_not_saved when refused.
    virtual Future<Status> save(std::string name, std::string mime, Bytes bytes) = 0;
    // The system's share sheet; file_not_saved where there is none, cancelled when the person closed it.
    virtual Future<Status> share(std::string name, std::string mime, Bytes bytes) = 0;
    // A plain sheet on the system's printer dialogue: a title, then lines. file_not_saved where there is
    // none.
    virtual Future<Status> print(std::vector<std::string> lines) = 0;
    virtual bool can_share() const = 0;
    // A file of the site under assets/ ("forms/note.json"); data_missing when absent.
    virtual Future<Result<Bytes>> load_asset(std::string path) = 0;
};

}  // namespace tsunagi
