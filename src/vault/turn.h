// Owns waiting for one's turn: steps that must not overlap, on the one thread there is.
#pragma once

#include "ports/async.h"

#include <deque>
#include <utility>

namespace tsunagi {

// auto hold = co_await turn.take();  The turn is given back when hold goes, after the step's result was
// handed on.
class Turn {
  public:
    class Hold {
      public:
        explicit Hold(Turn* turn) : turn_(turn) {}
        Hold(Hold&& other) noexcept : turn_(std::exchange(other.turn_, nullptr)) {}
        Hold& operator=(Hold&& other) noexcept {
            std::swap(turn_, other.turn_);
            return *this;
        }
        Hold(const Hold&) = delete;
        Hold& operator=(const Hold&) = delete;
        ~Hold() {
            if (turn_) turn_->give_back();
        }

      private:
        Turn* turn_;
    };

    Future<Hold> take() {
        Promise<Hold> promise;
        if (taken_) {
            waiting_.push_back(promise);
        } else {
            taken_ = true;
            promise.complete(Hold(this));
        }
        return promise.future();
    }

  private:
    void give_back() {
        if (waiting_.empty()) {
            taken_ = false;
            return;
        }
        const Promise<Hold> next = std::move(waiting_.front());
        waiting_.pop_front();
        next.complete(Hold(this));
    }

    bool taken_ = false;
    std::deque<Promise<Hold>> waiting_;
};

}  // namespace tsunagi
