// Owns whether a step that has waited may still go on: the same session, the same store, and the same job as
// when it began. Must not know what the step does.
#pragma once

#include "ports/async.h"

#include <coroutine>
#include <cstdint>
#include <optional>
#include <utility>

namespace tsunagi {

// Which job a part of the state belongs to (a file being opened, a backup being made). Each job has a number
// of its own, so replacing or dismissing one changes it. 0: no job.
struct JobNumber {
    std::uint32_t value = 0;
    bool operator==(const JobNumber&) const = default;
};

template <class T>
class Guarded;

// Taken when a coroutine begins; every await before which it wrote, or after which it writes, into the state
// goes through it:
//     const Guard guard = session_.guard(state_.received.job);
//     auto digest = co_await guard(ports_.crypto.sha256(bytes));
// When the wait is over and the session, the store or the job is another one, the coroutine ends right there
// with Fault::locked: nothing below that line runs. What must happen in any case belongs into a destructor.
class Guard {
  public:
    Guard(const std::uint32_t& session, const JobNumber* job)
        : session_(&session), job_(job), session_begun_(session), job_begun_(job ? *job : JobNumber{}) {}

    bool holds() const { return *session_ == session_begun_ && (job_ == nullptr || *job_ == job_begun_); }

    template <class T>
    Guarded<T> operator()(Future<Result<T>> step) const {
        return Guarded<T>(std::move(step), *this);
    }

  private:
    const std::uint32_t* session_;
    const JobNumber* job_;
    std::uint32_t session_begun_;
    JobNumber job_begun_;
};

// Only of a coroutine that returns Future<Result<...>>.
template <class T>
class Guarded {
  public:
    Guarded(Future<Result<T>> step, Guard guard) : step_(std::move(step)), guard_(guard) {}

    bool await_ready() const { return step_.is_ready() && guard_.holds(); }
    template <class Promise>
    void await_suspend(std::coroutine_handle<Promise> waiting) {
        step_.then([this, waiting](Result<T> result) {
            if (guard_.holds()) {
                result_ = std::move(result);
                waiting.resume();
                return;
            }
            // This object lies in the frame that goes first; whoever waits for the coroutine is told after
            // that.
            const auto told = waiting.promise().shared;
            waiting.destroy();
            told->complete(fail(Fault::locked, "over"));
        });
    }
    Result<T> await_resume() { return result_ ? std::move(*result_) : step_.take(); }

  private:
    Future<Result<T>> step_;
    Guard guard_;
    std::optional<Result<T>> result_;
};

// Counts sessions: a lock and a change of the store each begin another one.
class Session {
  public:
    void end() { ++number_; }
    Guard guard() const { return Guard(number_, nullptr); }
    // job: outlives what is guarded.
    Guard guard(const JobNumber& job) const { return Guard(number_, &job); }
    JobNumber new_job() { return {++last_job_}; }

  private:
    std::uint32_t number_ = 0;
    std::uint32_t last_job_ = 0;
};

}  // namespace tsunagi
