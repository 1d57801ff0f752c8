#include "game/play/clock.h"

#include "tests/unit/play/world.h"

#include <doctest/doctest.h>

namespace tests {

namespace {

/// Runs the clock for `duration` of real time, and `plot` beside it.
async::Task<void> tell_time(World& world, async::Duration duration, async::Task<void> plot) {
    game::Clock clock(world.loop, world.scale, world.audience);
    world.loop.start(std::move(plot));
    async::Task<void> running = clock.run();
    try {
        co_await async::with_timeout(duration, std::move(running));
    } catch (const async::TimedOut&) {
        // On purpose: a clock has no end of its own.
    }
}

async::Task<void> suspend(World& world, async::Duration begin, async::Duration duration) {
    co_await async::sleep_for(begin);
    world.time.advance(duration);
}

async::Task<void> fall_behind(World& world, async::Duration begin, async::Duration duration) {
    co_await async::sleep_for(begin);
    world.audience.set_behind(true);
    co_await async::sleep_for(duration);
    world.audience.set_behind(false);
}

}  // namespace

TEST_SUITE("clock") {
    TEST_CASE("it reports every second, from 0") {
        World world({});
        world.run(tell_time(world, 3500ms, no_plot()));
        CHECK(world.story() == Lines{"0 clock 0", "1 clock 1", "2 clock 2", "3 clock 3"});
    }

    TEST_CASE("its seconds are the scenario's") {
        World world({}, {}, 4);
        world.run(tell_time(world, 600ms, no_plot()));
        CHECK(world.story() == Lines{"0 clock 0", "0.25 clock 1", "0.5 clock 2"});
    }

    TEST_CASE("a delay does not add up") {
        World world({});
        world.run(tell_time(world, 3500ms, suspend(world, 900ms, 300ms)));
        CHECK(world.story() == Lines{"0 clock 0", "1.2 clock 1", "2 clock 2", "3 clock 3"});
    }

    TEST_CASE("after a suspension it reports the true time, once") {
        World world({});
        world.run(tell_time(world, 6500ms, suspend(world, 1500ms, 3200ms)));
        CHECK(world.story() ==
              Lines{"0 clock 0", "1 clock 1", "4.7 clock 4", "5 clock 5", "6 clock 6"});
    }

    TEST_CASE("so it does when its audience was far behind") {
        World world({});
        world.run(tell_time(world, 6500ms, fall_behind(world, 1500ms, 3200ms)));
        CHECK(world.story() ==
              Lines{"0 clock 0", "1 clock 1", "4.7 clock 4", "5 clock 5", "6 clock 6"});
    }

    TEST_CASE("after a day it has no drift") {
        World world({}, {}, 1000);
        world.run(tell_time(world, 86'400ms, no_plot()));
        CHECK(world.story().size() == 86'401);
        CHECK(world.story()[3600] == "3.6 clock 3600");
        CHECK(world.story()[86'399] == "86.399 clock 86399");
    }
}

}  // namespace tests
