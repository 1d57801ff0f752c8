#include "common/async/sleep.h"

#include "common/async/loop.h"
#include "common/async/task_group.h"
#include "common/io/signals.h"
#include "tests/unit/manual_time.h"
#include "tests/unit/story.h"

#include <csignal>
#include <string>
#include <utility>

#include <doctest/doctest.h>

using namespace async;
using namespace std::chrono_literals;
using story::run_in_time;
using story::sleep_task;
using story::Story;
using story::wait_for_ever;

namespace {

Task<void> tell_at(Story& story, TimePoint deadline, std::string name) {
    co_await sleep_until(deadline);
    story.tell(name);
}

Task<void> count_turns(int& turns) {
    for (;;) {
        ++turns;
        co_await next_turn();
    }
}

/// The machine may be busy; then some sleeps are late.
Task<void> sleep_until_one_is_precise(Loop& loop) {
    for (;;) {
        const auto begin = std::chrono::floor<std::chrono::milliseconds>(loop.exact_now());
        const TimePoint deadline = begin + 2ms + 100us;
        co_await sleep_until(deadline);
        if (loop.exact_now() - deadline < 500us) co_return;
    }
}

Task<void> breathe(int& turns, Duration duration) {
    const int before = turns;
    co_await sleep_for(duration);
    CHECK(turns > before);
}

Task<void> tell_if_stopped(Story& story, Duration duration) {
    try {
        co_await sleep_for(duration);
        story.tell("slept");
    } catch (const Cancelled&) {
        story.tell("stopped");
        throw;
    }
}

/// The sleeper is due in the very turn in which it is asked to stop, after having been woken.
Task<void> stop_who_is_woken(Story& story) {
    const TaskContext& context = co_await current_context();
    TaskGroup group(context);
    co_await next_turn();
    const auto stop = [](TaskGroup& sleepers) -> Task<void> {
        co_await sleep_for(1s);
        sleepers.stop();
    };
    Task<void> stopping = stop(group);
    group.start(std::move(stopping));
    group.start(tell_if_stopped(story, 1s));
    group.start(tell_if_stopped(story, 2s));
    co_await group.join();
}

Task<void> sleep_when_stopped(Story& story) {
    try {
        co_await sleep_for(1s);
    } catch (const Cancelled&) {
        story.tell("stopped");
    }
    // Who goes on regardless is told again, at once.
    co_await sleep_for(1s);
    story.tell("never");
}

/// Something else that could wake the loop, but does not: then libuv has reason to wait for ever.
Task<void> sleep_beside_a_watcher(Loop& loop, TimePoint deadline) {
    const SignalWatcher watcher(loop, {SIGUSR2});
    co_await sleep_until(deadline);
}

Task<void> take_a_nap(Loop& loop, Duration duration) {
    const TimePoint deadline = later(loop.now(), duration);
    co_await sleep_until(deadline);
    CHECK(loop.now() >= deadline);
}

Task<void> take_naps(Loop& loop) {
    const SignalWatcher watcher(loop, {SIGUSR2});
    for (int i = 0; i < 20; ++i)
        co_await take_a_nap(loop, i * 100us);
}

}  // namespace

TEST_CASE("sleepers wake in the order of their deadlines, then first come first served") {
    ManualTime time;
    Story story(time);
    Loop loop(time);
    loop.start(tell_at(story, TimePoint(2s), "c"));
    loop.start(tell_at(story, TimePoint(1s), "a"));
    loop.start(tell_at(story, TimePoint(2s), "d"));
    loop.start(tell_at(story, TimePoint(1500ms), "b"));
    loop.run(sleep_task(3s));
    CHECK(story.text() == "1 a\n1.5 b\n2 c\n2 d\n");
}

TEST_CASE("who is late, and sleeps until deadlines that have passed, wakes in their order") {
    ManualTime time;
    Story story(time);
    Loop loop(time);
    const auto tell_all = [](Story& to, std::vector<TimePoint> deadlines) -> Task<void> {
        for (const TimePoint deadline : deadlines) {
            co_await sleep_until(deadline);
            to.tell(std::to_string(deadline.time_since_epoch() / 1s));
        }
    };
    loop.start(tell_all(story, {TimePoint(1s), TimePoint(2s), TimePoint(5s)}));
    loop.start(tell_all(story, {TimePoint(3s), TimePoint(4s)}));
    time.advance(10s);
    loop.run(sleep_task(1s));
    CHECK(story.text() == "10 1\n10 2\n10 3\n10 4\n10 5\n");
}

TEST_CASE("a deadline that has passed lets others run, and time does not go back") {
    for (const Duration duration : {Duration(0), Duration(-1s), Duration::min()}) {
        ManualTime time;
        time.advance(1h);
        int turns = 0;
        Loop loop(time);
        loop.start(count_turns(turns));
        loop.run(breathe(turns, duration));
        CHECK(time.now() == TimePoint(1h));
    }
}

TEST_CASE("a sleeper that is late because another held the processor does not set time back") {
    ManualTime time;
    Loop loop(time);
    const auto hold = [](ManualTime& clock) -> Task<void> {
        clock.advance(5s);
        co_return;
    };
    loop.start(sleep_task(1s));
    loop.run(gather(hold(time), sleep_task(1s)));
    CHECK(time.now() == TimePoint(5s));
}

TEST_CASE("a deadline at the end of time is waited for, until a stop") {
    ManualTime time;
    Story story(time);
    Loop loop(time);
    loop.start(tell_if_stopped(story, Duration::max()));
    loop.run(sleep_task(1s));
    CHECK(story.text() == "1 stopped\n");
}

TEST_CASE("what happened first wins, where a stop and the deadline come in one turn") {
    ManualTime time;
    Story story(time);
    Loop loop(time);
    loop.run(stop_who_is_woken(story));
    CHECK(story.text() == "1 slept\n1 stopped\n");
}

TEST_CASE("who is stopped cannot sleep any more") {
    ManualTime time;
    Story story(time);
    Loop loop(time);
    loop.start(sleep_when_stopped(story));
    loop.run(sleep_task(500ms));
    CHECK(story.text() == "0.5 stopped\n");
}

TEST_CASE("real time: a past deadline wakes at once, whatever else the loop waits for") {
    for (const TimePoint deadline : {TimePoint::min(), TimePoint(-1s), TimePoint(0s)}) {
        SteadyTime time;
        Loop loop(time);
        run_in_time(loop, sleep_beside_a_watcher(loop, deadline));
    }
}

TEST_CASE("real time: nobody wakes early") {
    SteadyTime time;
    Loop loop(time);
    run_in_time(loop, take_naps(loop));
}

TEST_CASE("real time: a sleep ends within less than a millisecond of its deadline") {
    SteadyTime time;
    Loop loop(time);
    run_in_time(loop, sleep_until_one_is_precise(loop));
}

TEST_CASE("real time: the run ends with its root, however long others would sleep") {
    SteadyTime time;
    Loop loop(time);
    loop.start(wait_for_ever());
    run_in_time(loop, sleep_task(1ms));
}
