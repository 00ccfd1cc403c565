// Owns what a crypto port does by doing something else of it many times.
#include "ports/crypto.h"

#include <utility>

namespace tsunagi {

Future<Result<std::vector<std::optional<Bytes>>>> Crypto::open_all(KeyHandle key,
                                                                   std::vector<SealedItem> items) {
    std::vector<std::optional<Bytes>> opened;
    opened.reserve(items.size());
    for (SealedItem& item : items) {
        auto one = co_await open(key, std::move(item.aad), std::move(item.sealed));
        if (one) {
            opened.emplace_back(std::move(*one));
        } else if (one.error().fault == Fault::cannot_open) {
            opened.emplace_back();
        } else {
            co_return std::unexpected(one.error());
        }
    }
    co_return opened;
}

}  // namespace tsunagi
