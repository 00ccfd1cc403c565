// What ends when a session, a store or a job does: nothing behind the wait runs any more.
#include "app/guard.h"

#include <catch2/catch_test_macros.hpp>

#include <string>
#include <vector>

namespace tsunagi {

namespace {

struct Steps {
    Session session;
    JobNumber job;
    std::vector<std::string> done;
    int alive = 0;

    struct Life {
        explicit Life(int& count) : count_(count) { ++count_; }
        Life(const Life&) = delete;
        Life& operator=(const Life&) = delete;
        ~Life() { --count_; }

      private:
        int& count_;
    };

    Future<Result<int>> inner(Future<Result<int>> answer) {
        const Life life(alive);
        const Guard guard = session.guard(job);
        auto number = co_await guard(std::move(answer));
        done.emplace_back("inner");
        co_return number;
    }
    Future<Status> outer(Future<Result<int>> answer) {
        const Life life(alive);
        const Guard guard = session.guard(job);
        auto number = co_await guard(inner(std::move(answer)));
        done.emplace_back("outer");
        if (!number) co_return std::unexpected(number.error());
        co_return Status{};
    }
};

struct Run {
    Steps steps;
    Promise<Result<int>> answer;
    std::optional<Status> ended;

    Run() {
        steps.outer(answer.future()).then([this](Status status) { ended = std::move(status); });
    }
};

const std::vector<std::string> all{"inner", "outer"};

}  // namespace

TEST_CASE("a guarded step goes on with its answer, whichever it is") {
    Run well;
    CHECK(well.steps.alive == 2);
    well.answer.complete(3);
    CHECK(well.steps.done == all);
    CHECK(well.ended.value().has_value());
    CHECK(well.steps.alive == 0);

    Run badly;
    badly.answer.complete(fail(Fault::cannot_open));
    CHECK(badly.steps.done == all);
    CHECK(badly.ended.value().error().fault == Fault::cannot_open);
}

TEST_CASE("after a session or a job nothing runs behind the wait, and everybody is told") {
    const auto end_session = [](Steps& steps) { steps.session.end(); };
    const auto begin_job = [](Steps& steps) { steps.job = steps.session.new_job(); };
    const std::vector<std::function<void(Steps&)>> ends{end_session, begin_job};
    for (const auto& end : ends) {
        for (const bool well : {true, false}) {
            Run run;
            end(run.steps);
            CHECK_FALSE(run.ended.has_value());
            run.answer.complete(well ? Result<int>(3) : Result<int>(fail(Fault::cannot_open)));
            CHECK(run.steps.done.empty());
            CHECK(run.ended.value().error().fault == Fault::locked);
            CHECK(run.steps.alive == 0);
        }
    }
}

TEST_CASE("a step that is there already waits for nothing, and ends all the same when it was over before") {
    Steps steps;
    std::optional<Status> ended;
    const auto note = [&ended](Status status) { ended = std::move(status); };
    steps.outer(ready(Result<int>(3))).then(note);
    CHECK(steps.done == all);
    CHECK(ended.value().has_value());

    const Guard before = steps.session.guard();
    steps.session.end();
    const auto late = [](Guard guard, std::vector<std::string>& done) -> Future<Status> {
        (void)co_await guard(ready(Result<int>(3)));
        done.emplace_back("late");
        co_return Status{};
    };
    steps.done.clear();
    late(before, steps.done).then(note);
    CHECK(steps.done.empty());
    CHECK(ended.value().error().fault == Fault::locked);
}

}  // namespace tsunagi
