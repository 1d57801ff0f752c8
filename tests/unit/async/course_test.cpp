// The course that the model comes from, lesson by lesson: what its learners see on the screen, and
// when, without waiting for it.
#include "common/async/async.h"
#include "tests/unit/manual_time.h"
#include "tests/unit/story.h"

#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

using namespace async;
using namespace std::chrono_literals;
using story::Story;

namespace {

Task<std::string> in_pieces(Story& story, std::string name) {
    story.tell(name + " begins");
    co_await sleep_for(500ms);
    story.tell(name + " is in the middle");
    co_await sleep_for(1s);
    story.tell(name + " ends");
    co_return name + " in pieces";
}

Task<std::vector<std::string>> two_in_pieces(Story& story) {
    std::vector<Task<std::string>> tasks;
    tasks.push_back(in_pieces(story, "run1"));
    tasks.push_back(in_pieces(story, "run2"));
    std::vector<std::string> results = co_await gather(std::move(tasks));
    co_return results;
}

/// Like in_pieces, but keeps the processor for its second piece.
Task<void> famine(Story& story, ManualTime& time, std::string name) {
    story.tell(name + " begins");
    co_await sleep_for(500ms);
    story.tell(name + " is in the middle");
    time.advance(1s);
    story.tell(name + " ends");
}

Task<void> count_down(Story& story, int n) {
    for (; n >= 0; --n) {
        story.tell(".");
        co_await sleep_for(50ms);
    }
}

Task<void> compute(Story& story, ManualTime& time, int n, bool breathes) {
    for (int i = 0; i < n; ++i) {
        time.advance(50ms);
        story.tell("x");
        if (breathes) co_await sleep_for(0s);
    }
}

Task<int> finish_after(Story& story, Duration duration, int result) {
    co_await sleep_for(duration);
    story.tell(std::to_string(result) + " is ready");
    co_return result;
}

Task<std::vector<int>> three_results(Story& story) {
    std::vector<Task<int>> tasks;
    tasks.push_back(finish_after(story, 1s, 1));
    tasks.push_back(finish_after(story, 500ms, 2));
    tasks.push_back(finish_after(story, 1500ms, 3));
    std::vector<int> results = co_await gather(std::move(tasks));
    co_return results;
}

Task<int> mark(Story& story, std::string name) {
    story.tell("yield " + name);
    co_await next_turn();
    co_return 1;
}

Task<int> level_2(Story& story) {
    const int first = co_await mark(story, "first");
    const int second = co_await mark(story, "second");
    co_return first + second;
}

Task<int> level_3(Story& story) {
    const int result = co_await level_2(story);
    co_return result + 1;
}

Task<int> level_4(Story& story) {
    const int result = co_await level_3(story);
    co_return result + 1;
}

Task<int> divide_by(int n) {
    co_await sleep_for(1s);
    if (n == 0) throw std::domain_error("division by zero");
    co_return 1 / n;
}

}  // namespace

TEST_CASE("course: a coroutine that is only called does nothing") {
    ManualTime time;
    Story story(time);
    {
        const Task<std::string> task = in_pieces(story, "run");
    }
    CHECK(story.text().empty());
}

TEST_CASE("course: one run alone") {
    ManualTime time;
    Story story(time);
    Loop loop(time);
    CHECK(loop.run(in_pieces(story, "run")) == "run in pieces");
    CHECK(story.text() ==
          "0 run begins\n"
          "0.5 run is in the middle\n"
          "1.5 run ends\n");
}

TEST_CASE("course: two runs of three pieces interleave") {
    ManualTime time;
    Story story(time);
    Loop loop(time);
    const std::vector<std::string> results = loop.run(two_in_pieces(story));
    CHECK(results == std::vector<std::string>{"run1 in pieces", "run2 in pieces"});
    CHECK(story.text() ==
          "0 run1 begins\n"
          "0 run2 begins\n"
          "0.5 run1 is in the middle\n"
          "0.5 run2 is in the middle\n"
          "1.5 run1 ends\n"
          "1.5 run2 ends\n");
}

TEST_CASE("course: a task that holds the processor starves the others") {
    ManualTime time;
    Story story(time);
    Loop loop(time);
    loop.run(gather(famine(story, time, "run1"), famine(story, time, "run2")));
    CHECK(story.text() ==
          "0 run1 begins\n"
          "0 run2 begins\n"
          "0.5 run1 is in the middle\n"
          "1.5 run1 ends\n"
          "1.5 run2 is in the middle\n"
          "2.5 run2 ends\n");
}

TEST_CASE("course: a computation starves a countdown") {
    ManualTime time;
    Story story(time);
    Loop loop(time);
    loop.run(gather(count_down(story, 2), compute(story, time, 3, false)));
    CHECK(story.text() == "0 .\n0.05 x\n0.1 x\n0.15 x\n0.15 .\n0.2 .\n");
}

TEST_CASE("course: a computation that breathes lets the countdown go on") {
    ManualTime time;
    Story story(time);
    Loop loop(time);
    loop.run(gather(count_down(story, 2), compute(story, time, 3, true)));
    CHECK(story.text() == "0 .\n0.05 x\n0.1 x\n0.1 .\n0.15 x\n0.15 .\n");
}

TEST_CASE("course: the results of gather come in the order asked") {
    ManualTime time;
    Story story(time);
    Loop loop(time);
    CHECK(loop.run(three_results(story)) == std::vector<int>{1, 2, 3});
    CHECK(story.text() ==
          "0.5 2 is ready\n"
          "1 1 is ready\n"
          "1.5 3 is ready\n");
}

TEST_CASE("course: awaiting forwards results through four levels") {
    ManualTime time;
    Story story(time);
    Loop loop(time);
    CHECK(loop.run(level_4(story)) == 4);
    CHECK(story.text() == "0 yield first\n0 yield second\n");
}

TEST_CASE("course: an exception in one of two tasks surfaces and is not lost") {
    const auto two = []() -> Task<std::vector<int>> {
        std::vector<Task<int>> tasks;
        tasks.push_back(divide_by(1));
        tasks.push_back(divide_by(0));
        std::vector<int> results = co_await gather(std::move(tasks));
        co_return results;
    };
    ManualTime time;
    Loop loop(time);
    CHECK_THROWS_WITH_AS(loop.run(two()), "division by zero", std::domain_error);
}
