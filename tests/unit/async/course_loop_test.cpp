// The second half of the model's course: queues, windows, and the life of a loop.
#include "common/async/async.h"
#include "tests/unit/manual_time.h"
#include "tests/unit/story.h"

#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

using namespace async;
using namespace std::chrono_literals;
using story::Story;
using story::wait_for_ever;

namespace {

Task<void> produce(Queue<std::string>& queue, int count, Duration period) {
    for (int i = 1; i <= count; ++i) {
        std::string tick = "tick" + std::to_string(i);
        co_await queue.push(std::move(tick));
        co_await sleep_for(period);
    }
}

Task<void> consume(Story& story, Queue<std::string>& queue, int count, Duration pause) {
    for (int i = 0; i < count; ++i) {
        const std::string received = co_await queue.pop();
        story.tell("got " + received);
        co_await sleep_for(pause);
    }
}

/// A producer that tells when there was room for what it made.
Task<void> produce_in_haste(Story& story, Queue<std::string>& queue, int count) {
    for (int i = 1; i <= count; ++i) {
        std::string tick = "tick" + std::to_string(i);
        co_await queue.push(tick);
        story.tell("put " + tick);
    }
}

/// Not all take the same time.
Task<void> work(Story& story, int i) {
    const auto duration = (i % 3 + 1) * 1s;
    const std::string name = "job" + std::to_string(i);
    story.tell("> " + name);
    co_await sleep_for(duration);
    story.tell("< " + name);
}

Task<void> job_with_token(Story& story, Queue<bool>& window, int i) {
    co_await window.push(true);
    co_await work(story, i);
    [[maybe_unused]] const bool token = co_await window.pop();
}

Task<void> job_with_permit(Story& story, Semaphore& window, int i) {
    co_await window.acquire();
    co_await work(story, i);
    window.release();
}

const char* const eight_jobs_in_a_window_of_four =
    "0 > job0\n0 > job1\n0 > job2\n0 > job3\n"
    "1 < job0\n1 < job3\n1 > job4\n1 > job5\n"
    "2 < job1\n2 > job6\n"
    "3 < job2\n3 < job4\n3 < job6\n3 > job7\n"
    "4 < job5\n"
    "5 < job7\n";

Task<void> second(Story& story) {
    story.tell("> c2");
    co_await sleep_for(2s);
    story.tell("< c2");
}

Task<void> first(Story& story, Loop& loop, Task<void> forked) {
    story.tell("> c1");
    co_await sleep_for(1s);
    story.tell("forking");
    loop.start(std::move(forked));
    co_await sleep_for(1s);
    story.tell("< c1");
}

Task<void> second_then_stop(Story& story, Loop& loop) {
    co_await second(story);
    loop.stop();
    story.tell("still mine until I await");
}

/// Works for `duration`, and says so if it was asked to stop before.
Task<void> job(Story& story, std::string name, Duration duration) {
    story.tell("> " + name);
    try {
        co_await sleep_for(duration);
        story.tell("< " + name);
    } catch (const Cancelled&) {
        story.tell("closing " + name);
        throw;
    }
}

}  // namespace

TEST_CASE("course: a consumer gets each message when its producer makes it") {
    ManualTime time;
    Story story(time);
    Loop loop(time);
    Queue<std::string> queue(1);
    loop.run(gather(produce(queue, 3, 1s), consume(story, queue, 3, 0s)));
    CHECK(story.text() == "0 got tick1\n1 got tick2\n2 got tick3\n");
}

TEST_CASE("course: a bounded queue holds a hasty producer back") {
    ManualTime time;
    Story story(time);
    Loop loop(time);
    Queue<std::string> queue(1);
    loop.run(gather(produce_in_haste(story, queue, 4), consume(story, queue, 4, 1s)));
    CHECK(story.text() ==
          "0 put tick1\n"
          "0 got tick1\n"
          "0 put tick2\n"  // there was room as soon as the first was taken
          "1 got tick2\n"
          "1 put tick3\n"
          "2 got tick3\n"
          "2 put tick4\n"
          "3 got tick4\n");
}

TEST_CASE("course: a window of 4 over 8 jobs, as a queue of tokens") {
    ManualTime time;
    Story story(time);
    Loop loop(time);
    Queue<bool> window(4);
    std::vector<Task<void>> jobs;
    for (int i = 0; i < 8; ++i)
        jobs.push_back(job_with_token(story, window, i));
    loop.run(gather(std::move(jobs)));
    CHECK(story.text() == eight_jobs_in_a_window_of_four);
}

TEST_CASE("course: a window of 4 over 8 jobs, as a semaphore") {
    ManualTime time;
    Story story(time);
    Loop loop(time);
    Semaphore window(4);
    std::vector<Task<void>> jobs;
    for (int i = 0; i < 8; ++i)
        jobs.push_back(job_with_permit(story, window, i));
    loop.run(gather(std::move(jobs)));
    CHECK(story.text() == eight_jobs_in_a_window_of_four);
    CHECK(window.free() == 4);
}

TEST_CASE("course: a task launched before the loop starts, and one from a running task") {
    ManualTime time;
    Story story(time);
    Loop loop(time);
    loop.start(first(story, loop, second_then_stop(story, loop)));
    CHECK(story.text().empty());
    loop.run(wait_for_ever());
    CHECK(story.text() ==
          "0 > c1\n"
          "1 forking\n"
          "1 > c2\n"
          "2 < c1\n"
          "3 < c2\n"
          "3 still mine until I await\n");
}

TEST_CASE("course: stop from inside ends the run, and what was left is closed cleanly") {
    ManualTime time;
    Story story(time);
    Loop loop(time);
    loop.start(job(story, "long", 10s));
    loop.start(first(story, loop, second_then_stop(story, loop)));
    loop.run(job(story, "root", 20s));
    CHECK(story.text() ==
          "0 > long\n0 > c1\n0 > root\n"
          "1 forking\n1 > c2\n2 < c1\n"
          "3 < c2\n"
          "3 still mine until I await\n"
          "3 closing root\n"
          "3 closing long\n");
}

TEST_CASE("course: the run ends with its root, and asks the others to stop") {
    ManualTime time;
    Story story(time);
    Loop loop(time);
    loop.start(job(story, "long", 2s));
    loop.run(job(story, "short", 1s));
    CHECK(story.text() == "0 > long\n0 > short\n1 < short\n1 closing long\n");
}
