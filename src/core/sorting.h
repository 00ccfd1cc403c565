// Owns sorting lists of records: one sort over places in the list, so that each kind of record costs a
// compare and not a sort of its own in the page's program.
#pragma once

#include <cstddef>
#include <functional>
#include <type_traits>
#include <utility>
#include <vector>

namespace tsunagi {

// The places 0..count-1 in order; places that are neither before the other keep theirs.
std::vector<std::size_t> sorted_places(std::size_t count,
                                       const std::function<bool(std::size_t, std::size_t)>& before);

enum class SortOrder : unsigned char { ascending, descending };

// Stable, by key(record), which is worked out once a record.
template <class Record, class Key>
void sort_by(std::vector<Record>& records, Key key, SortOrder order = SortOrder::ascending) {
    std::vector<std::decay_t<decltype(key(std::declval<const Record&>()))>> keys;
    keys.reserve(records.size());
    for (const Record& record : records) keys.push_back(key(record));
    const auto before = [&keys, order](std::size_t left, std::size_t right) {
        return order == SortOrder::ascending ? keys[left] < keys[right] : keys[right] < keys[left];
    };
    std::vector<Record> sorted;
    sorted.reserve(records.size());
    for (const std::size_t place : sorted_places(records.size(), before))
        sorted.push_back(std::move(records[place]));
    records = std::move(sorted);
}

}  // namespace tsunagi
