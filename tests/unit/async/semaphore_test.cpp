#include "common/async/semaphore.h"

#include "common/async/loop.h"
#include "common/async/sleep.h"
#include "common/async/task_group.h"
#include "tests/unit/manual_time.h"
#include "tests/unit/story.h"
#include "tests/unit/suspended_task.h"

#include <stdexcept>
#include <string>
#include <utility>

#include <doctest/doctest.h>

using namespace async;
using namespace std::chrono_literals;
using story::Story;

namespace {

Task<void> hold(Story& story, Semaphore& semaphore, std::string name, Duration duration) {
    try {
        co_await semaphore.acquire();
    } catch (const Cancelled&) {
        story.tell(name + " stops");
        throw;
    }
    story.tell(name + " has it");
    co_await sleep_for(duration);
    semaphore.release();
}

Task<void> release_after(Semaphore& semaphore, Duration duration) {
    co_await sleep_for(duration);
    semaphore.release();
}

Task<void> stop_one_who_waits(Story& story, Semaphore& semaphore) {
    const TaskContext& context = co_await current_context();
    TaskGroup stopped(context);
    TaskGroup others(context);
    stopped.start(hold(story, semaphore, "a", 1s));
    others.start(hold(story, semaphore, "b", 1s));
    co_await sleep_for(1s);
    stopped.stop();
    semaphore.release();  // in the same turn: a is no longer in the queue
    co_await stopped.join();
    co_await others.join();
}

/// The permit is given first, the stop comes second: it is taken, and can be given back.
Task<void> stop_one_who_was_given(Story& story, Semaphore& semaphore) {
    const TaskContext& context = co_await current_context();
    TaskGroup group(context);
    group.start(hold(story, semaphore, "a", 0s));
    co_await sleep_for(1s);
    semaphore.release();
    group.stop();
    co_await group.join();
}

/// The frame of one who waits is destroyed.
Task<void> destroy_one_who_waits(Story& story, Semaphore& semaphore) {
    const TaskContext& context = co_await current_context();
    {
        const story::SuspendedTask waiting =
            story::run_until_it_waits(context, hold(story, semaphore, "a", 1s));
        co_await sleep_for(1s);
    }
    semaphore.release();
}

Task<void> take(Semaphore& semaphore, bool& has_it) {
    co_await semaphore.acquire();
    has_it = true;
}

}  // namespace

TEST_CASE("permits are given in the order in which they were asked for") {
    ManualTime time;
    Story story(time);
    Semaphore semaphore(2);
    Loop loop(time);
    loop.run(gather(hold(story, semaphore, "a", 2s), hold(story, semaphore, "b", 3s),
                    hold(story, semaphore, "c", 2s), hold(story, semaphore, "d", 1s)));
    CHECK(story.text() == "0 a has it\n0 b has it\n2 c has it\n3 d has it\n");
    CHECK(semaphore.free() == 2);
}

TEST_CASE("a permit given back while others wait cannot be snatched by a newcomer") {
    ManualTime time;
    Story story(time);
    Semaphore semaphore(0);
    Loop loop(time);
    loop.start(hold(story, semaphore, "old", 1s));
    const auto release_and_take = [](Semaphore& permits, bool& has_it) -> Task<void> {
        co_await sleep_for(1s);
        permits.release();
        co_await permits.acquire();
        has_it = true;
    };
    bool has_it = false;
    loop.run(release_and_take(semaphore, has_it));
    CHECK(has_it);
    CHECK(story.text() == "1 old has it\n");
    CHECK(time.now() == TimePoint(2s));
}

TEST_CASE("permits can be added") {
    ManualTime time;
    Story story(time);
    Semaphore semaphore(0);
    Loop loop(time);
    loop.run(gather(hold(story, semaphore, "a", 0s), release_after(semaphore, 1s)));
    CHECK(story.text() == "1 a has it\n");
    CHECK(semaphore.free() == 1);
}

TEST_CASE("a permit never goes to one who was stopped") {
    ManualTime time;
    Story story(time);
    Semaphore semaphore(0);
    Loop loop(time);
    loop.run(stop_one_who_waits(story, semaphore));
    CHECK(story.text() == "1 a stops\n1 b has it\n");
    CHECK(semaphore.free() == 1);
}

TEST_CASE("one who was given a permit before the stop has it") {
    ManualTime time;
    Story story(time);
    Semaphore semaphore(0);
    Loop loop(time);
    loop.run(stop_one_who_was_given(story, semaphore));
    CHECK(story.text() == "1 a has it\n");
    CHECK(semaphore.free() == 0);  // a was stopped when it slept, and did not give it back
}

TEST_CASE("a frame that is destroyed while it waits takes no permit") {
    ManualTime time;
    Story story(time);
    Semaphore semaphore(0);
    Loop loop(time);
    loop.run(destroy_one_who_waits(story, semaphore));
    CHECK(story.text().empty());
    CHECK(semaphore.free() == 1);
}

TEST_CASE("a semaphore may die before those who wait for it, who wait for ever then") {
    ManualTime time;
    bool has_it = false;
    {
        Loop loop(time);
        Semaphore semaphore(0);
        CHECK_THROWS_AS(loop.run(take(semaphore, has_it)), std::logic_error);
    }
    CHECK(!has_it);
}
