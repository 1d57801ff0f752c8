// Many tasks that wait for everything at once, and are stopped and destroyed at random: whatever
// happens, nothing is lost, nothing leaks, and the loop comes to its end.
#include "common/async/async.h"
#include "common/io/io.h"
#include "tests/unit/manual_time.h"
#include "tests/unit/story.h"
#include "tests/unit/suspended_task.h"

#include <deque>
#include <memory>
#include <optional>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>
#include <unistd.h>

using namespace async;
using namespace std::chrono_literals;

namespace {

/// A permit that is given back whatever happens.
class Permit {
  public:
    explicit Permit(Semaphore& semaphore) : semaphore_(semaphore) {}
    Permit(const Permit&) = delete;
    Permit& operator=(const Permit&) = delete;
    ~Permit() { semaphore_.release(); }

  private:
    Semaphore& semaphore_;
};

/// What all tasks share.
struct World {
    explicit World(unsigned seed) : random(seed) {}

    int below(int n) { return std::uniform_int_distribution<int>(0, n - 1)(random); }

    std::mt19937 random;
    ManualTime time;
    Semaphore semaphore{3};
    Queue<int> queue{2};
    int busy = 0;
    int pushed = 0;
    int popped = 0;
};

Task<void> use_semaphore(World& world) {
    co_await world.semaphore.acquire();
    const Permit permit(world.semaphore);
    ++world.busy;
    CHECK(world.busy <= 3);
    const Duration duration = world.below(3) * 1ms;
    const auto leave = [&world](void*) { --world.busy; };
    const std::unique_ptr<void, decltype(leave)> left(&world, leave);
    co_await sleep_for(duration);
}

Task<void> push_some(World& world) {
    for (int i = world.below(5); i > 0; --i) {
        co_await world.queue.push(1);
        ++world.pushed;
    }
}

Task<void> pop_some(World& world) {
    for (int i = world.below(5); i > 0; --i) {
        const int value = co_await world.queue.pop();
        world.popped += value;
    }
}

Task<void> do_something(World& world, int depth);

Task<void> stop_sometime(World& world, TaskGroup& group) {
    const Duration duration = world.below(4) * 1ms;
    co_await sleep_for(duration);
    const int turns = world.below(3);
    for (int i = 0; i < turns; ++i)
        co_await next_turn();
    group.stop();
}

/// A group whose tasks are stopped sooner or later.
Task<void> run_group(World& world, int depth) {
    const TaskContext& context = co_await current_context();
    TaskGroup group(context);
    for (int i = world.below(4); i >= 0; --i)
        group.start(do_something(world, depth + 1));
    group.start(stop_sometime(world, group));
    co_await group.join();
}

Task<void> do_something(World& world, int depth) {
    const int what = world.below(depth < 4 ? 5 : 3);
    if (what == 0) co_await use_semaphore(world);
    if (what == 1) co_await push_some(world);
    if (what == 2) co_await pop_some(world);
    if (what >= 3) co_await run_group(world, depth);
}

/// Time that ends after some turns: the loop is left as it is then, with all its tasks.
class EndingTime final : public TimeSource {
  public:
    explicit EndingTime(int turns) : turns_(turns) {}
    TimePoint now() override {
        if (turns_-- <= 0) throw std::runtime_error("the end of time");
        return time_.now();
    }
    bool can_skip() const override { return true; }
    void skip_to(TimePoint deadline) override { time_.skip_to(deadline); }

  private:
    ManualTime time_;
    int turns_;
};

Task<void> stop_groups(World& world) {
    for (int round = 0; round < 10; ++round) {
        co_await run_group(world, 0);
        CHECK(world.semaphore.free() == 3);
        CHECK(world.busy == 0);
        CHECK(world.pushed == world.popped + static_cast<int>(world.queue.size()));
    }
}

/// Reads what it gets, between stops; a stopped read loses nothing.
Task<void> read_until_stopped(PipeReader& reader, std::size_t& count, bool& at_end) {
    for (;;) {
        const std::string_view bytes = co_await reader.read();
        if (bytes.empty()) break;
        count += bytes.size();
    }
    at_end = true;
}

Task<void> write_randomly(World& world, FileDescriptor end, std::size_t& count) {
    const std::string bytes(1000, 'x');
    for (int i = 0; i < 200; ++i) {
        const auto size = 1 + static_cast<std::size_t>(world.below(1000));
        CHECK(::write(end.get(), bytes.data(), size) == static_cast<ssize_t>(size));
        count += size;
        const int turns = 1 + world.below(3);
        for (int turn = 0; turn < turns; ++turn)
            co_await next_turn();
    }
}

Task<void> some_turns(World& world) {
    for (int turns = world.below(6); turns > 0; --turns) {
        co_await next_turn();
    }
}

Task<void> stop_after_some_turns(World& world, TaskGroup& group) {
    co_await some_turns(world);
    group.stop();
}

Task<void> read_between_stops(World& world, ReadBuffer& buffer, PipeReader& reader,
                              std::size_t& count) {
    const TaskContext& context = co_await current_context();
    bool at_end = false;
    while (!at_end) {
        const bool is_paused = world.below(4) == 0;
        if (is_paused) buffer.pause();
        const bool is_destroyed = world.below(3) == 0;
        if (is_destroyed) {
            const story::SuspendedTask reading =
                story::run_until_it_waits(context, read_until_stopped(reader, count, at_end));
            co_await some_turns(world);
        } else {
            TaskGroup group(context);
            group.start(read_until_stopped(reader, count, at_end));
            group.start(stop_after_some_turns(world, group));
            co_await group.join();
        }
        if (is_paused) buffer.resume();
    }
}

}  // namespace

TEST_CASE("stress: tasks that are stopped lose no permit and no value") {
    for (unsigned seed = 0; seed < 100; ++seed) {
        World world(seed);
        Loop loop(world.time);
        loop.run(stop_groups(world));
    }
}

TEST_CASE("stress: frames can be destroyed wherever they wait") {
    for (unsigned seed = 0; seed < 1000; ++seed) {
        World world(seed);
        EndingTime time(world.below(12));
        Loop loop(time);
        for (int i = 0; i < 10; ++i)
            loop.start(do_something(world, 0));
        try {
            loop.run(story::wait_for_ever());
        } catch (const std::runtime_error&) {
            // On purpose: the loop is destroyed as it is.
        }
    }
}

TEST_CASE("stress: readers that are stopped, destroyed, paused and resumed lose no byte") {
    for (unsigned seed = 0; seed < 30; ++seed) {
        World world(seed);
        ReadBuffer buffer;
        Loop loop(world.time);
        Pipe pipe = make_pipe();
        PipeReader reader(loop, std::move(pipe.read_end), buffer);
        std::size_t written = 0;
        std::size_t read = 0;
        loop.run(gather(write_randomly(world, std::move(pipe.write_end), written),
                        read_between_stops(world, buffer, reader, read)));
        CHECK(read == written);
    }
}
