// Owns waiting: a Future is completed once, by whoever holds its Promise, on the one thread there is.
// Coroutines that return Future start at once and are resumed where the completion happens.
#pragma once

#include "core/error.h"

#include <cassert>
#include <coroutine>
#include <cstdlib>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

namespace tsunagi {

namespace async_detail {
// Where a coroutine begins. Its body is then in the function that resumes it and in no other: beginning
// without suspending would put all of it into the function that is called as well.
struct Begin {
    bool await_ready() const noexcept { return false; }
    [[gnu::noinline]] void await_suspend(std::coroutine_handle<> handle) const noexcept { handle.resume(); }
    void await_resume() const noexcept {}
};

template <class T>
struct Shared {
    std::optional<T> value;
    std::coroutine_handle<> waiting;
    std::function<void(T)> then;

    void complete(T result) {
        assert(!value && "completed twice");
        if (then) {
            auto call = std::exchange(then, nullptr);
            call(std::move(result));
            return;
        }
        value = std::move(result);
        if (auto next = std::exchange(waiting, nullptr)) next.resume();
    }
};
}  // namespace async_detail

template <class T>
class Promise;

// Await it once, or give it one continuation with then(); not both. Movable, not copyable.
template <class T>
class [[nodiscard]] Future {
  public:
    struct promise_type {
        std::shared_ptr<async_detail::Shared<T>> shared = std::make_shared<async_detail::Shared<T>>();
        Future get_return_object() { return Future(shared); }
        async_detail::Begin initial_suspend() noexcept { return {}; }
        std::suspend_never final_suspend() noexcept { return {}; }
        void unhandled_exception() noexcept { std::abort(); }
        // The value is handed on after the frame's locals are still alive; keep no references into the frame.
        template <class U>
        void return_value(U&& value) {
            shared->complete(T(std::forward<U>(value)));
        }
    };

    explicit Future(std::shared_ptr<async_detail::Shared<T>> shared) : shared_(std::move(shared)) {}
    Future(Future&&) noexcept = default;
    Future& operator=(Future&&) noexcept = default;
    Future(const Future&) = delete;
    Future& operator=(const Future&) = delete;

    bool is_ready() const { return shared_->value.has_value(); }
    T take() {
        assert(is_ready());
        return std::move(*shared_->value);
    }
    void then(std::function<void(T)> call) {
        if (is_ready()) {
            call(take());
        } else {
            shared_->then = std::move(call);
        }
    }

    bool await_ready() const noexcept { return shared_->value.has_value(); }
    void await_suspend(std::coroutine_handle<> handle) noexcept { shared_->waiting = handle; }
    T await_resume() { return std::move(*shared_->value); }

  private:
    std::shared_ptr<async_detail::Shared<T>> shared_;
};

template <class T>
class Promise {
  public:
    Promise() : shared_(std::make_shared<async_detail::Shared<T>>()) {}
    Future<T> future() const { return Future<T>(shared_); }
    void complete(T value) const { shared_->complete(std::move(value)); }

  private:
    std::shared_ptr<async_detail::Shared<T>> shared_;
};

template <class T>
Future<T> ready(T value) {
    Promise<T> promise;
    promise.complete(std::move(value));
    return promise.future();
}

}  // namespace tsunagi
