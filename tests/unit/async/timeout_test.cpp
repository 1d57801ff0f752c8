#include "common/async/timeout.h"

#include "common/async/loop.h"
#include "common/async/sleep.h"
#include "tests/unit/manual_time.h"
#include "tests/unit/story.h"

#include <stdexcept>
#include <string>
#include <utility>

#include <doctest/doctest.h>

using namespace async;
using namespace std::chrono_literals;
using story::Story;

namespace {

Task<int> answer_after(Story& story, Duration duration) {
    try {
        co_await sleep_for(duration);
    } catch (const Cancelled&) {
        story.tell("stopped");
        throw;
    }
    co_return 42;
}

Task<int> fail_after(Duration duration) {
    co_await sleep_for(duration);
    throw std::runtime_error("broken");
}

/// Gives its answer although it is stopped.
Task<int> answer_when_stopped() {
    try {
        co_await sleep_for(1h);
    } catch (const Cancelled&) {
        // On purpose.
    }
    co_return 7;
}

Task<void> stop_loop_after(Loop& loop, Duration duration) {
    co_await sleep_for(duration);
    loop.stop();
}

template <class T>
T run(ManualTime& time, Task<T> task) {
    Loop loop(time);
    return loop.run(std::move(task));
}

}  // namespace

TEST_CASE("a task that ends in time returns its result, at its own time") {
    ManualTime time;
    Story story(time);
    CHECK(run(time, with_timeout(2s, answer_after(story, 1s))) == 42);
    CHECK(time.now() == TimePoint(1s));
    run(time, with_timeout(2s, story::sleep_task(1s)));
    CHECK(time.now() == TimePoint(2s));
    CHECK(story.text().empty());
}

TEST_CASE("a task that takes longer is stopped, and TimedOut thrown") {
    ManualTime time;
    Story story(time);
    CHECK_THROWS_AS(run(time, with_timeout(2s, answer_after(story, 1h))), TimedOut);
    CHECK(story.text() == "2 stopped\n");
    CHECK_THROWS_WITH_AS(run(time, with_timeout(0s, story::sleep_task(1s))), "timed out", TimedOut);
}

TEST_CASE("an error of the task passes") {
    ManualTime time;
    CHECK_THROWS_WITH(run(time, with_timeout(2s, fail_after(1s))), "broken");
    CHECK(time.now() == TimePoint(1s));
}

TEST_CASE("a result that comes in spite of the stop counts") {
    ManualTime time;
    CHECK(run(time, with_timeout(1s, answer_when_stopped())) == 7);
}

TEST_CASE("a stop from outside is no timeout") {
    ManualTime time;
    Story story(time);
    Loop loop(time);
    loop.start(stop_loop_after(loop, 1s));
    CHECK_THROWS_AS(loop.run(with_timeout(2s, answer_after(story, 1h))), Cancelled);
    CHECK(story.text() == "1 stopped\n");
}
