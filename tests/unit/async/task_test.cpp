#include "common/async/task.h"

#include "common/async/loop.h"
#include "common/async/sleep.h"
#include "tests/unit/manual_time.h"

#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

using namespace async;
using namespace std::chrono_literals;

namespace {

/// Counts its copies and its life; moved-from ones do not count.
class Witness {
  public:
    explicit Witness(int& alive) : alive_(&alive) { ++*alive_; }
    Witness(Witness&& other) noexcept : alive_(std::exchange(other.alive_, nullptr)) {}
    Witness(const Witness&) = delete;
    Witness& operator=(const Witness&) = delete;
    Witness& operator=(Witness&&) = delete;
    ~Witness() {
        if (alive_ != nullptr) --*alive_;
    }

  private:
    int* alive_;
};

Task<void> hold(Witness, int& steps) {
    ++steps;
    co_await next_turn();
    ++steps;
}

Task<std::unique_ptr<int>> make_one(bool wait) {
    if (wait) co_await next_turn();
    auto one = std::make_unique<int>(1);
    co_return one;
}

Task<int> use_one(bool wait) {
    const std::unique_ptr<int> one = co_await make_one(wait);
    co_return *one;
}

Task<int> fail(bool wait) {
    if (wait) co_await next_turn();
    throw std::runtime_error("no");
}

Task<std::string> catch_it(bool wait) {
    std::string caught;
    try {
        [[maybe_unused]] const int never = co_await fail(wait);
    } catch (const std::runtime_error& error) {
        caught = error.what();
    }
    // The catcher goes on as if nothing had been.
    co_await next_turn();
    co_return caught;
}

Task<int> pass_on(bool wait) {
    const int never = co_await fail(wait);
    co_return never;
}

Task<int> chain(int length) {
    if (length == 0) {
        co_await next_turn();
        co_return 0;
    }
    Task<int> shorter = chain(length - 1);
    const int rest = co_await std::move(shorter);
    co_return rest + 1;
}

Task<void> await_later(Task<void> task, int& steps) {
    CHECK(steps == 0);
    co_await std::move(task);
    CHECK(steps == 2);
}

/// Awaits the tasks from last to first.
Task<void> await_backwards(std::vector<Task<int>> tasks, std::string& order) {
    while (!tasks.empty()) {
        Task<int> task = std::move(tasks.back());
        tasks.pop_back();
        const int result = co_await std::move(task);
        order += std::to_string(result);
    }
}

Task<int> give(int value) {
    co_return value;
}

template <class T>
T run_alone(Task<T> task) {
    ManualTime time;
    Loop loop(time);
    return loop.run(std::move(task));
}

}  // namespace

TEST_CASE("a task does nothing before it is awaited, and then all") {
    int alive = 0;
    int steps = 0;
    run_alone(await_later(hold(Witness(alive), steps), steps));
    CHECK(alive == 0);
}

TEST_CASE("a task that is never awaited drops its arguments") {
    int alive = 0;
    int steps = 0;
    {
        const Task<void> task = hold(Witness(alive), steps);
        CHECK(alive == 1);
    }
    CHECK(alive == 0);
    CHECK(steps == 0);
}

TEST_CASE("a task can be moved, and assigned") {
    int alive = 0;
    int steps = 0;
    Task<void> task = hold(Witness(alive), steps);
    Task<void> moved = std::move(task);
    {
        moved = hold(Witness(alive), steps);
    }
    CHECK(alive == 1);  // what was assigned to is gone
    run_alone(std::move(moved));
    CHECK(steps == 2);
}

TEST_CASE("a result need not be copied, nor have a default") {
    CHECK(run_alone(use_one(false)) == 1);
    CHECK(run_alone(use_one(true)) == 1);
}

TEST_CASE("an exception surfaces where the task is awaited, whether it waited or not") {
    for (const bool wait : {false, true}) {
        CHECK(run_alone(catch_it(wait)) == "no");
        CHECK_THROWS_WITH_AS(run_alone(pass_on(wait)), "no", std::runtime_error);
    }
}

TEST_CASE("results pass through many levels") {
    CHECK(run_alone(chain(2000)) == 2000);
}

TEST_CASE("tasks run when they are awaited, not when they are made") {
    std::vector<Task<int>> tasks;
    for (int i = 0; i < 3; ++i)
        tasks.push_back(give(i));
    std::string order;
    run_alone(await_backwards(std::move(tasks), order));
    CHECK(order == "210");
}
