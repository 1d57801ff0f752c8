#include "common/async/task_group.h"

#include "common/async/loop.h"
#include "common/async/semaphore.h"
#include "common/async/sleep.h"
#include "tests/unit/manual_time.h"
#include "tests/unit/story.h"

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

using namespace async;
using namespace std::chrono_literals;
using story::sleep_task;
using story::Story;

namespace {

Task<void> sleeper(Story& story, std::string name, Duration duration) {
    try {
        co_await sleep_for(duration);
        story.tell(name + " ends");
    } catch (const Cancelled&) {
        story.tell(name + " stops");
        throw;
    }
}

Task<void> fail_after(Duration duration, std::string what) {
    co_await sleep_for(duration);
    throw std::runtime_error(what);
}

/// Fails while it is being stopped.
Task<void> stop_badly(std::string what) {
    try {
        co_await sleep_for(1h);
    } catch (const Cancelled&) {
        throw std::runtime_error(what);
    }
}

Task<void> cancel_oneself() {
    co_await next_turn();
    throw Cancelled();
}

Task<void> stop_after(Loop& loop, Duration duration) {
    co_await sleep_for(duration);
    loop.stop();
}

Task<std::unique_ptr<int>> number(int value, Duration duration) {
    co_await sleep_for(duration);
    auto result = std::make_unique<int>(value);
    co_return result;
}

Task<int> sum(std::vector<Task<std::unique_ptr<int>>> numbers) {
    const std::vector<std::unique_ptr<int>> values = co_await gather(std::move(numbers));
    int total = 0;
    for (const std::unique_ptr<int>& value : values)
        total = 10 * total + *value;
    co_return total;
}

Task<void> gather_nested(Story& story) {
    Task<void> inner = gather(sleeper(story, "a", 1s), sleeper(story, "b", 9s));
    Task<void> outer = gather(sleeper(story, "c", 9s), fail_after(2s, "outer"));
    co_await gather(std::move(inner), std::move(outer));
}

/// Starts a task of the group that it runs in.
Task<void> start_another(Story& story, TaskGroup& group, int left) {
    co_await sleep_for(1s);
    story.tell(std::to_string(left) + " left");
    if (left > 0) group.start(start_another(story, group, left - 1));
}

Task<void> join_those_started_later(Story& story) {
    const TaskContext& context = co_await current_context();
    TaskGroup group(context);
    group.start(start_another(story, group, 2));
    co_await group.join();
    CHECK(group.is_empty());
    co_await group.join();  // at once: nothing is left
}

Task<void> stop_a_group(Story& story) {
    const TaskContext& context = co_await current_context();
    TaskGroup group(context);
    group.start(sleeper(story, "first", 1h));
    group.start(sleeper(story, "second", 1h));
    co_await sleep_for(1s);
    group.stop();
    group.start(sleeper(story, "too late", 1h));
    co_await group.join();  // who asks for the stop gets no Cancelled
    story.tell("joined");
}

/// Starts one more task in the turn in which the group's last one has ended.
Task<void> start_at(TaskGroup& group, Duration when, Task<void> task) {
    co_await sleep_for(when);
    group.start(std::move(task));
}

Task<void> join_and_race(Story& story, Loop& loop) {
    const TaskContext& context = co_await current_context();
    TaskGroup group(context);
    group.start(sleeper(story, "last", 1s));
    // Later in the same second: it begins to sleep later.
    co_await next_turn();
    co_await next_turn();
    loop.start(start_at(group, 1s, sleeper(story, "one more", 1s)));
    co_await group.join();
    story.tell("joined");
}

Task<void> abandon_group(std::shared_ptr<int> witness) {
    const TaskContext& context = co_await current_context();
    TaskGroup group(context);
    const auto hold = [](std::shared_ptr<int>) -> Task<void> {
        Semaphore never(0);
        co_await never.acquire();
    };
    group.start(hold(witness));
    co_await group.join();
}

/// Waits for the stop, then cleans up for a second that the stop does not reach.
Task<void> clean_up(Story& story, TaskGroup& outside) {
    try {
        co_await sleep_for(1h);
    } catch (const Cancelled&) {
        outside.start(sleeper(story, "cleaning", 1s));
        throw;
    }
}

Task<void> clean_up_outside(Story& story) {
    const TaskContext& context = co_await current_context();
    TaskGroup outside(context);
    TaskGroup inside(context);
    inside.start(clean_up(story, outside));
    co_await sleep_for(1s);
    inside.stop();
    co_await inside.join();
    co_await outside.join();
}

void run(Task<void> task, ManualTime& time) {
    Loop loop(time);
    loop.run(std::move(task));
}

}  // namespace

TEST_CASE("gather waits for all, and gives results in the order asked") {
    ManualTime time;
    Loop loop(time);
    std::vector<Task<std::unique_ptr<int>>> numbers;
    numbers.push_back(number(1, 2s));
    numbers.push_back(number(2, 3s));
    numbers.push_back(number(3, 1s));
    CHECK(loop.run(sum(std::move(numbers))) == 123);
    CHECK(time.now() == TimePoint(3s));
}

TEST_CASE("gather of nothing ends at once") {
    ManualTime time;
    run(gather(std::vector<Task<void>>()), time);
    CHECK(time.now() == TimePoint());
}

TEST_CASE("the first error asks the others to stop, and surfaces when they have") {
    ManualTime time;
    Story story(time);
    CHECK_THROWS_WITH(run(gather(sleeper(story, "early", 1s), fail_after(2s, "first"),
                                 sleeper(story, "late", 3s), fail_after(3s, "second")),
                          time),
                      "first");
    CHECK(story.text() == "1 early ends\n2 late stops\n");
}

TEST_CASE("where two fail at the same time, the first error wins") {
    ManualTime time;
    CHECK_THROWS_WITH(run(gather(fail_after(1s, "a"), fail_after(1s, "b")), time), "a");
    CHECK_THROWS_WITH(run(gather(stop_badly("late"), fail_after(1s, "early")), time), "early");
}

TEST_CASE("an error while stopping is not swallowed") {
    ManualTime time;
    Loop loop(time);
    loop.start(stop_badly("cannot close"));
    CHECK_THROWS_WITH(loop.run(sleep_task(1s)), "cannot close");
}

TEST_CASE("a Cancelled that nobody asked for is an error") {
    ManualTime time;
    Story story(time);
    CHECK_THROWS_AS(run(gather(cancel_oneself(), sleeper(story, "other", 1h)), time), Cancelled);
    CHECK(story.text() == "0 other stops\n");
}

TEST_CASE("a failure reaches every nested group") {
    ManualTime time;
    Story story(time);
    CHECK_THROWS_WITH(run(gather_nested(story), time), "outer");
    CHECK(story.text() == "1 a ends\n2 c stops\n2 b stops\n");
}

TEST_CASE("a stop reaches every nested group, and is no error of theirs") {
    ManualTime time;
    Story story(time);
    Loop loop(time);
    loop.start(stop_after(loop, 1500ms));
    loop.run(gather_nested(story));
    CHECK(story.text() == "1 a ends\n1.5 c stops\n1.5 b stops\n");
}

TEST_CASE("join waits for the tasks that tasks start") {
    ManualTime time;
    Story story(time);
    run(join_those_started_later(story), time);
    CHECK(story.text() == "1 2 left\n2 1 left\n3 0 left\n");
}

TEST_CASE("join waits for a task started while it was being woken") {
    ManualTime time;
    Story story(time);
    Loop loop(time);
    loop.run(join_and_race(story, loop));
    CHECK(story.text() == "1 last ends\n2 one more ends\n2 joined\n");
}

TEST_CASE("a stopped group takes no more tasks, and joins without error") {
    ManualTime time;
    Story story(time);
    run(stop_a_group(story), time);
    CHECK(story.text() == "1 second stops\n1 first stops\n1 joined\n");
}

TEST_CASE("a loop that is destroyed destroys the frames of all tasks and of their groups") {
    ManualTime time;
    const auto witness = std::make_shared<int>();
    {
        Loop loop(time);
        CHECK_THROWS_AS(loop.run(abandon_group(witness)), std::logic_error);
        CHECK(witness.use_count() > 1);
    }
    CHECK(witness.use_count() == 1);
}

TEST_CASE("a stopped task can leave work outside of what was stopped") {
    ManualTime time;
    Story story(time);
    run(clean_up_outside(story), time);
    CHECK(story.text() == "2 cleaning ends\n");
}
