#include "common/async/condition.h"

#include "common/async/loop.h"
#include "common/async/sleep.h"
#include "common/async/task_group.h"
#include "tests/unit/manual_time.h"
#include "tests/unit/story.h"

#include <string>
#include <utility>

#include <doctest/doctest.h>

using namespace async;
using namespace std::chrono_literals;
using story::Story;

namespace {

struct Door {
    Condition changed;
    int open = 0;  ///< how many may pass
};

Task<void> pass(Story& story, Door& door, std::string name) {
    while (door.open == 0) {
        co_await door.changed.wait();
    }
    --door.open;
    story.tell(name + " passes");
}

Task<void> open_for_one(Door& door) {
    co_await sleep_for(1s);
    CHECK(door.changed.has_waiters());
    door.open = 1;
    door.changed.notify_one();
    co_await sleep_for(1s);
    door.open = 2;
    door.changed.notify_all();
    co_await sleep_for(1s);
    CHECK_FALSE(door.changed.has_waiters());
}

Task<void> stop_the_first(Story& story, Door& door) {
    const TaskContext& context = co_await current_context();
    TaskGroup stopped(context);
    TaskGroup others(context);
    stopped.start(pass(story, door, "a"));
    others.start(pass(story, door, "b"));
    others.start(open_for_one(door));
    stopped.stop();
    co_await stopped.join();
    co_await others.join();
}

Task<void> wait_twice(Story& story, Condition& condition) {
    co_await condition.wait();
    story.tell("first");
    co_await condition.wait();
    story.tell("second");
}

Task<void> notify_every_second(Condition& condition, int times) {
    for (int i = 0; i < times; ++i) {
        co_await sleep_for(1s);
        condition.notify_all();
    }
}

}  // namespace

TEST_CASE("a condition wakes one task, the one that has waited longest, or all") {
    ManualTime time;
    Story story(time);
    Door door;
    Loop loop(time);
    loop.run(gather(pass(story, door, "a"), pass(story, door, "b"), pass(story, door, "c"),
                    open_for_one(door)));
    CHECK(story.text() == "1 a passes\n2 b passes\n2 c passes\n");
}

TEST_CASE("a notification that nobody waits for is not kept") {
    ManualTime time;
    Story story(time);
    Condition condition;
    condition.notify_one();
    condition.notify_all();
    Loop loop(time);
    loop.run(gather(wait_twice(story, condition), notify_every_second(condition, 2)));
    CHECK(story.text() == "1 first\n2 second\n");
}

TEST_CASE("a task that is stopped does not take another's notification") {
    ManualTime time;
    Story story(time);
    Door door;
    Loop loop(time);
    loop.run(stop_the_first(story, door));
    CHECK(story.text() == "1 b passes\n");
}
