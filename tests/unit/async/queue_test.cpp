#include "common/async/queue.h"

#include "common/async/loop.h"
#include "common/async/sleep.h"
#include "common/async/task_group.h"
#include "tests/unit/manual_time.h"
#include "tests/unit/story.h"
#include "tests/unit/suspended_task.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

using namespace async;
using namespace std::chrono_literals;
using story::Story;

namespace {

using Numbers = Queue<std::unique_ptr<int>>;

Task<void> push(Story& story, Numbers& queue, int number) {
    auto value = std::make_unique<int>(number);
    try {
        co_await queue.push(std::move(value));
        story.tell(std::to_string(number) + " is in");
    } catch (const Cancelled&) {
        story.tell(std::to_string(number) + " stops");
        throw;
    }
}

Task<void> pop(Story& story, Numbers& queue, std::string name) {
    try {
        const std::unique_ptr<int> value = co_await queue.pop();
        story.tell(name + " gets " + std::to_string(*value));
    } catch (const Cancelled&) {
        story.tell(name + " stops");
        throw;
    }
}

Task<void> pop_later(Story& story, Numbers& queue, Duration duration, int count) {
    co_await sleep_for(duration);
    for (int i = 0; i < count; ++i)
        co_await pop(story, queue, "it");
}

Task<void> push_later(Story& story, Numbers& queue, Duration duration, int count) {
    co_await sleep_for(duration);
    for (int i = 1; i <= count; ++i)
        co_await push(story, queue, i);
}

Task<void> stop_a_pusher(Story& story, Numbers& queue) {
    const TaskContext& context = co_await current_context();
    TaskGroup stopped(context);
    TaskGroup others(context);
    others.start(push(story, queue, 1));
    stopped.start(push(story, queue, 2));
    others.start(push(story, queue, 3));
    co_await sleep_for(1s);
    stopped.stop();
    others.start(pop_later(story, queue, 0s, 2));
    co_await stopped.join();
    co_await others.join();
}

Task<void> stop_a_popper(Story& story, Numbers& queue) {
    const TaskContext& context = co_await current_context();
    TaskGroup stopped(context);
    TaskGroup others(context);
    stopped.start(pop(story, queue, "a"));
    others.start(pop(story, queue, "b"));
    co_await sleep_for(1s);
    stopped.stop();
    co_await push(story, queue, 1);  // before a has heard of its stop
    co_await stopped.join();
    co_await others.join();
}

/// The value is handed over first, the stop comes second: neither end loses it.
Task<void> stop_after_the_hand_over(Story& story, Numbers& queue) {
    const TaskContext& context = co_await current_context();
    TaskGroup group(context);
    group.start(pop(story, queue, "a"));
    co_await sleep_for(1s);
    co_await push(story, queue, 1);
    group.stop();
    co_await group.join();
    co_await push(story, queue, 2);
    TaskGroup pushers(context);
    pushers.start(push(story, queue, 3));
    co_await sleep_for(1s);
    co_await pop(story, queue, "b");
    pushers.stop();
    co_await pushers.join();
    co_await pop(story, queue, "b");
}

Task<void> destroy_both_ends(Story& story, Numbers& queue) {
    const TaskContext& context = co_await current_context();
    {
        const story::SuspendedTask waiting =
            story::run_until_it_waits(context, pop(story, queue, "dead"));
        co_await next_turn();
        co_await next_turn();
    }
    co_await push(story, queue, 1);
    {
        const story::SuspendedTask waiting =
            story::run_until_it_waits(context, push(story, queue, 2));
        co_await next_turn();
        co_await next_turn();
    }
    co_await pop(story, queue, "alive");
    CHECK(queue.size() == 0);
}

/// Asks for what is there at once although it has been asked to stop.
Task<void> use_when_stopped(Story& story, Numbers& queue) {
    try {
        co_await sleep_for(1h);
    } catch (const Cancelled&) {
        story.tell("it is asked to stop");
    }
    co_await push(story, queue, 1);
    co_await pop(story, queue, "it");
    co_await pop(story, queue, "it");  // would have to wait
}

}  // namespace

TEST_CASE("values come in the order in which they were pushed") {
    ManualTime time;
    Story story(time);
    Numbers queue(2);
    Loop loop(time);
    loop.run(gather(push_later(story, queue, 0s, 4), pop_later(story, queue, 1s, 4)));
    CHECK(story.text() ==
          "0 1 is in\n0 2 is in\n"
          "1 it gets 1\n1 it gets 2\n1 it gets 3\n"
          "1 3 is in\n1 4 is in\n"
          "1 it gets 4\n");
    CHECK(queue.size() == 0);
}

TEST_CASE("those who wait for values get them in the order in which they came") {
    ManualTime time;
    Story story(time);
    Numbers queue(1);
    Loop loop(time);
    loop.run(gather(pop(story, queue, "a"), pop(story, queue, "b"), pop(story, queue, "c"),
                    push_later(story, queue, 1s, 3)));
    CHECK(story.text() == "1 1 is in\n1 2 is in\n1 3 is in\n1 a gets 1\n1 b gets 2\n1 c gets 3\n");
}

TEST_CASE("a push that is stopped queues nothing") {
    ManualTime time;
    Story story(time);
    Numbers queue(1);
    Loop loop(time);
    loop.run(stop_a_pusher(story, queue));
    CHECK(story.text() == "0 1 is in\n1 2 stops\n1 it gets 1\n1 it gets 3\n1 3 is in\n");
}

TEST_CASE("a pop that is stopped takes nothing") {
    ManualTime time;
    Story story(time);
    Numbers queue(1);
    Loop loop(time);
    loop.run(stop_a_popper(story, queue));
    CHECK(story.text() == "1 1 is in\n1 a stops\n1 b gets 1\n");
}

TEST_CASE("a value handed over before a stop arrives") {
    ManualTime time;
    Story story(time);
    Numbers queue(1);
    Loop loop(time);
    loop.run(stop_after_the_hand_over(story, queue));
    CHECK(story.text() == "1 1 is in\n1 a gets 1\n1 2 is in\n2 b gets 2\n2 3 is in\n2 b gets 3\n");
}

TEST_CASE("frames destroyed while they push or pop are forgotten") {
    ManualTime time;
    Story story(time);
    Numbers queue(1);
    Loop loop(time);
    loop.run(destroy_both_ends(story, queue));
    CHECK(story.text() == "0 1 is in\n0 alive gets 1\n");
}

TEST_CASE("who is asked to stop can do what needs no waiting") {
    ManualTime time;
    Story story(time);
    Numbers queue(1);
    Loop loop(time);
    loop.start(use_when_stopped(story, queue));
    loop.run(story::sleep_task(1s));
    CHECK(story.text() == "1 it is asked to stop\n1 1 is in\n1 it gets 1\n1 it stops\n");
}
