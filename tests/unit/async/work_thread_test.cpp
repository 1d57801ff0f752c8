#include "common/async/work_thread.h"

#include "common/async/sleep.h"
#include "common/async/task_group.h"
#include "tests/unit/story.h"

#include <functional>
#include <future>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>

#include <doctest/doctest.h>

using namespace async;
using story::run_in_time;

namespace {

Task<void> set_after_turns(std::promise<void>& promise, int turns) {
    for (int i = 0; i < turns; ++i)
        co_await next_turn();
    promise.set_value();
}

/// The loop must go on while the work waits, or it would wait for ever.
Task<void> work_beside_the_loop(Loop& loop) {
    WorkThread thread(loop);
    const TaskContext& context = co_await current_context();
    TaskGroup tasks(context);
    std::promise<void> promise;
    tasks.start(set_after_turns(promise, 3));
    std::thread::id where;
    std::function<void()> work = [&] {
        promise.get_future().wait();
        where = std::this_thread::get_id();
    };
    co_await thread.run(std::move(work));
    CHECK(where != std::thread::id());
    CHECK(where != std::this_thread::get_id());
    co_await tasks.join();
}

Task<void> work_in_order(Loop& loop) {
    WorkThread thread(loop);
    std::string story;
    for (const char letter : {'a', 'b', 'c'}) {
        std::function<void()> work = [&story, letter] { story += letter; };
        co_await thread.run(std::move(work));
        story += ' ';
    }
    CHECK(story == "a b c ");
}

Task<void> work_that_fails(Loop& loop) {
    WorkThread thread(loop);
    std::string what;
    std::function<void()> failing = [] { throw std::runtime_error("no disk"); };
    try {
        co_await thread.run(std::move(failing));
    } catch (const std::runtime_error& error) {
        what = error.what();
    }
    CHECK(what == "no disk");
    bool is_done = false;
    std::function<void()> work = [&] { is_done = true; };
    co_await thread.run(std::move(work));
    CHECK(is_done);
}

Task<void> work_that_is_stopped(Loop& loop) {
    const TaskContext& context = co_await current_context();
    bool is_done = false;
    std::promise<void> promise;
    {
        WorkThread thread(loop);
        TaskGroup tasks(context);
        std::function<void()> work = [&] {
            promise.get_future().wait();
            is_done = true;
        };
        tasks.start(thread.run(std::move(work)));
        co_await next_turn();
        co_await next_turn();
        tasks.stop();
        co_await tasks.join();
        promise.set_value();
    }
    CHECK(is_done);
}

}  // namespace

TEST_CASE("the loop goes on while a thread works") {
    SteadyTime time;
    Loop loop(time);
    run_in_time(loop, work_beside_the_loop(loop));
}

TEST_CASE("one piece of work is done after the other") {
    SteadyTime time;
    Loop loop(time);
    run_in_time(loop, work_in_order(loop));
}

TEST_CASE("work throws where it is waited for, and the next is done all the same") {
    SteadyTime time;
    Loop loop(time);
    run_in_time(loop, work_that_fails(loop));
}

TEST_CASE("work that is not waited for any more is done before its thread is gone") {
    SteadyTime time;
    Loop loop(time);
    run_in_time(loop, work_that_is_stopped(loop));
}
