#include "game/play/start_wait.h"

#include "tests/unit/play/world.h"

#include <doctest/doctest.h>

namespace tests {

namespace {

/// When a test begins, by the clock.
constexpr common::WallTime noon(std::chrono::hours(12));

/// A wait in virtual time, beside a clock that can be set.
struct Waiting {
    async::ManualTime time;
    async::Loop loop{time};
    async::TimePoint begin = loop.now();
    async::Duration set_by{0};  ///< by how much the clock has been set forward
    game::StartWait wait;
    std::optional<game::StartWait::Begin> result;

    explicit Waiting(common::WallTime start)
        : wait(loop, start, [this] {
              const auto now = noon + (time.now() - begin) + set_by;
              return std::chrono::time_point_cast<std::chrono::system_clock::duration>(now);
          }) {}

    async::Task<void> run() {
        const game::StartWait::Begin begun = co_await wait.wait();
        result = begun;
    }

    /// How long it took.
    async::Duration took() { return time.now() - begin; }
};

async::Task<void> set_clock_after(Waiting& waiting, async::Duration delay, async::Duration by) {
    co_await async::sleep_for(delay);
    waiting.set_by = by;
}

async::Task<void> give_up_after(Waiting& waiting, async::Duration delay) {
    co_await async::sleep_for(delay);
    waiting.wait.give_up();
}

}  // namespace

TEST_SUITE("start wait") {
    TEST_CASE("the run begins at that time") {
        Waiting waiting(noon + 3500ms);
        waiting.loop.run(waiting.run());
        CHECK(waiting.took() == 3500ms);
        CHECK(waiting.result->time - waiting.begin == 3500ms);
        CHECK(waiting.result->wall_time == noon + 3500ms);
        CHECK(waiting.result->late == 0ms);
    }

    TEST_CASE("a time that is just past is still the time 0") {
        Waiting waiting(noon - 800ms);
        waiting.loop.run(waiting.run());
        CHECK(waiting.took() == 0ms);
        CHECK(waiting.result->time - waiting.begin == -800ms);
        CHECK(waiting.result->wall_time == noon - 800ms);
        CHECK(waiting.result->late == 0ms);
    }

    TEST_CASE("a time that is long past is late") {
        Waiting waiting(noon - 90s);
        waiting.loop.run(waiting.run());
        CHECK(waiting.took() == 0ms);
        CHECK(waiting.result->time == waiting.begin);
        CHECK(waiting.result->wall_time == noon);
        CHECK(waiting.result->late == 90s);
    }

    TEST_CASE("a clock that is set forward is followed") {
        Waiting waiting(noon + 1h);
        waiting.loop.start(set_clock_after(waiting, 10s, 30min));
        waiting.loop.run(waiting.run());
        CHECK(waiting.took() == 30min);
        CHECK(waiting.result->wall_time == noon + 1h);
    }

    TEST_CASE("a clock that is set back is followed") {
        Waiting waiting(noon + 10s);
        waiting.loop.start(set_clock_after(waiting, 5s, -1min));
        waiting.loop.run(waiting.run());
        CHECK(waiting.took() == 70s);
    }

    TEST_CASE("it can be given up") {
        Waiting waiting(noon + 24h * 365 * 5000);
        waiting.loop.start(give_up_after(waiting, 2500ms));
        waiting.loop.run(waiting.run());
        CHECK(waiting.took() == 2500ms);
        CHECK(waiting.result->time - waiting.begin == 2500ms);
        CHECK(waiting.result->wall_time == noon + 2500ms);
        CHECK(waiting.result->late == 0ms);
    }
}

}  // namespace tests
