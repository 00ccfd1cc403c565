// Owns dealing a long test out into cases that can run beside each other: TEMPLATE_LIST_TEST_CASE(name, tags,
// Parts<n>) has n of them, and deals() tells what is this one's share.
#pragma once

#include <cstddef>
#include <tuple>
#include <utility>

namespace tsunagi {

// One of `count` parts of a test.
template <std::size_t number, std::size_t count>
struct Part {
    // One by one, as cards are dealt, so that each part takes about as long.
    static constexpr bool deals(std::size_t index) { return index % count == number; }
};

template <std::size_t count, std::size_t... number>
std::tuple<Part<number, count>...> make_parts(std::index_sequence<number...>);

template <std::size_t count>
using Parts = decltype(make_parts<count>(std::make_index_sequence<count>{}));

}  // namespace tsunagi
