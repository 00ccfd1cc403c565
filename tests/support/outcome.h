// Owns taking apart what a call came to: the value it must have, or the fault it failed with.
#pragma once

#include "core/error.h"
#include "ports/async.h"

#include <catch2/catch_test_macros.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace tsunagi {

// The ports of tests complete at once, so a step that is not done yet is a bug, or was held on purpose.
template <class T>
T done(Future<T> future) {
    REQUIRE(future.is_ready());
    return future.take();
}

template <class T>
T value_of(Result<T> result) {
    if (!result) FAIL(fault_code(result.error().fault) << ": " << result.error().detail);
    return std::move(*result);
}
template <class T>
T value_of(Future<Result<T>> future) {
    return value_of(done(std::move(future)));
}

template <class T>
Fault fault_of(const Result<T>& result) {
    return result ? Fault::none : result.error().fault;
}
template <class T>
Fault fault_of(Future<Result<T>> future) {
    return fault_of(done(std::move(future)));
}

// A text that is wrong in one place: `from` must be in it.
inline std::string replaced(std::string text, std::string_view from, std::string_view to) {
    const std::size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

}  // namespace tsunagi
