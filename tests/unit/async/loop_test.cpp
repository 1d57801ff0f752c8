#include "common/async/loop.h"

#include "common/async/semaphore.h"
#include "common/async/sleep.h"
#include "common/io/file_descriptor.h"
#include "common/io/pipe_reader.h"
#include "tests/unit/manual_time.h"
#include "tests/unit/story.h"

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

#include <doctest/doctest.h>
#include <unistd.h>

using namespace async;
using namespace std::chrono_literals;
using story::sleep_task;
using story::wait_for_ever;

namespace {

Task<int> answer(Duration after) {
    co_await sleep_for(after);
    co_return 42;
}

Task<void> fail_after(Duration duration, std::string what) {
    co_await sleep_for(duration);
    throw std::runtime_error(what);
}

Task<void> stop_now(Loop& loop) {
    loop.stop();
    co_return;
}

Task<void> acquire(Semaphore& semaphore) {
    co_await semaphore.acquire();
}

/// Waits for what never comes, with a handle in its frame.
Task<void> wait_with_handle(Loop& loop, ReadBuffer& buffer, FileDescriptor end, Semaphore& never,
                            std::shared_ptr<int>) {
    const PipeReader reader(loop, std::move(end), buffer);
    co_await never.acquire();
}

Task<void> wait_on_a_paused_reader(Loop& loop, ReadBuffer& buffer, FileDescriptor end) {
    buffer.pause();
    PipeReader reader(loop, std::move(end), buffer);
    [[maybe_unused]] const std::string_view never = co_await reader.read();
}

Task<void> watch_now(Loop& loop, ManualTime& time) {
    const TimePoint begin = loop.now();
    time.advance(1s);
    CHECK(loop.now() == begin);
    co_await next_turn();
    CHECK(loop.now() == begin + 1s);
}

}  // namespace

TEST_CASE("run returns what the root returns, or throws what it throws") {
    ManualTime time;
    {
        Loop loop(time);
        CHECK(loop.run(answer(1s)) == 42);
    }
    Loop loop(time);
    CHECK_THROWS_WITH(loop.run(fail_after(1s, "root")), "root");
}

TEST_CASE("the failure of a task beside the root ends the run") {
    ManualTime time;
    {
        Loop loop(time);
        loop.start(fail_after(1s, "background"));
        CHECK_THROWS_WITH(loop.run(wait_for_ever()), "background");
    }
    Loop loop(time);
    loop.start(fail_after(1s, "background"));
    CHECK_THROWS_WITH(loop.run(answer(2s)), "background");
}

TEST_CASE("a run that is stopped has no result") {
    ManualTime time;
    {
        Loop loop(time);
        loop.start(stop_now(loop));
        loop.run(wait_for_ever());
    }
    Loop loop(time);
    loop.start(stop_now(loop));
    CHECK_THROWS_AS(loop.run(answer(1s)), Cancelled);
}

TEST_CASE("a loop stopped before it runs does not begin") {
    ManualTime time;
    Loop loop(time);
    loop.stop();
    loop.run(fail_after(0s, "begun"));
}

TEST_CASE("a deadlock is reported") {
    ManualTime time;
    Semaphore never(0);
    Loop loop(time);
    CHECK_THROWS_AS(loop.run(acquire(never)), std::logic_error);
}

TEST_CASE("a deadlock of those who read with nobody to resume the reading is reported") {
    ManualTime time;
    ReadBuffer buffer;
    Loop loop(time);
    Pipe pipe = make_pipe();
    CHECK_THROWS_AS(loop.run(wait_on_a_paused_reader(loop, buffer, std::move(pipe.read_end))),
                    std::logic_error);
}

TEST_CASE("a loop that is destroyed destroys the frames of its tasks, and closes their handles") {
    ManualTime time;
    ReadBuffer buffer;
    Semaphore never(0);
    const auto witness = std::make_shared<int>();
    {
        Loop loop(time);
        Pipe pipe = make_pipe();
        loop.start(wait_with_handle(loop, buffer, std::move(pipe.read_end), never, witness));
        CHECK_THROWS_AS(loop.run(acquire(never)), std::logic_error);
        CHECK(witness.use_count() == 2);
    }
    CHECK(witness.use_count() == 1);
}

TEST_CASE("a loop that never runs drops what was started") {
    ManualTime time;
    const auto witness = std::make_shared<int>();
    const auto hold = [](std::shared_ptr<int>) -> Task<void> { co_await next_turn(); };
    {
        Loop loop(time);
        loop.start(hold(witness));
        CHECK(witness.use_count() == 2);
    }
    CHECK(witness.use_count() == 1);
}

TEST_CASE("now stands still during a turn") {
    ManualTime time;
    Loop loop(time);
    loop.run(watch_now(loop, time));
}

TEST_CASE("what is asked before the run is no part of its first turn") {
    ManualTime time;
    Loop loop(time);
    CHECK(loop.now() == TimePoint());
    time.advance(1h);
    loop.run(sleep_task(1s));
    CHECK(time.now() == TimePoint(1h + 1s));
}

TEST_CASE("a loop runs once") {
    ManualTime time;
    Loop loop(time);
    loop.run(sleep_task(1s));
    CHECK_THROWS_AS(loop.run(sleep_task(1s)), std::logic_error);
    CHECK(time.now() == TimePoint(1s));
}

TEST_CASE("async::run runs one task on a loop of its own") {
    const auto answer = []() -> Task<int> {
        co_await sleep_for(1ms);
        co_return 42;
    };
    CHECK(async::run(answer()) == 42);
    async::run(sleep_task(1ms));
    const auto fail = []() -> Task<void> {
        co_await next_turn();
        throw std::runtime_error("broken");
    };
    CHECK_THROWS_WITH(async::run(fail()), "broken");
}
