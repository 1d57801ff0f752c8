#include "game/match/turn_deadlines.h"

#include "tests/unit/match/match_world.h"

#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

namespace tests {

namespace {

using game::Player;

/// Two players, each of a worker of its own, who are asked.
struct DeadlinesStage {
    explicit DeadlinesStage(game::MatchSettings settings) {
        options.settings = std::move(settings);
    }

    Player& player(std::size_t index) { return roster.players()[index]; }

    /// Opens a turn that waits for both.
    void open(std::optional<async::Duration> wanted = std::nullopt) {
        deadlines.open(wanted);
        for (Player& each : roster.players()) {
            each.is_asked = each.was_asked = true;
            deadlines.await(each);
        }
        deadlines.start();
    }

    /// Runs `wait`, and `plot` beside it. Returns how long that took.
    async::Duration run(async::Task<void> wait, async::Task<void> plot) {
        const async::TimePoint begin = time.now();
        loop.run(async::gather(std::move(wait), std::move(plot)));
        return time.now() - begin;
    }

    async::ManualTime time;
    async::Loop loop{time};
    game::TimeScale scale{loop.now(), 1};
    MatchStory audience;
    game::MatchServices services{loop, scale, audience, [](const std::string&) {}};
    game::MatchOptions options;
    game::Roster roster{game::AnswerReader::Moves::directions};
    game::Contestant& zoe = roster.add(1, {"zoe"});
    game::Contestant& ben = roster.add(2, {"ben"});
    game::Alarm alarm;
    game::TurnDeadlines deadlines{services, options, roster, alarm};
};

game::MatchSettings lockstep_settings() {
    game::MatchSettings settings;
    settings.mode = game::MatchMode::lockstep;
    settings.turn_limit = 1s;
    settings.first_limit = 5s;
    return settings;
}

async::Task<void> nothing_happens() {
    co_return;
}

async::Task<void> answer_after(DeadlinesStage& stage, std::size_t index, async::Duration delay) {
    co_await async::sleep_for(delay);
    stage.deadlines.charge(stage.player(index));
    stage.deadlines.stop_awaiting(stage.player(index));
}

async::Task<void> answer_both(DeadlinesStage& stage) {
    co_await answer_after(stage, 0, 100ms);
    co_await answer_after(stage, 1, 200ms);
}

async::Task<void> answer_second(DeadlinesStage& stage) {
    co_await answer_after(stage, 1, 1500ms);
}

async::Task<void> wait_for_ticks(DeadlinesStage& stage) {
    co_await stage.deadlines.wait_for_tick();
    stage.time.advance(50ms);  // the next one comes in time all the same
    co_await stage.deadlines.wait_for_tick();
    CHECK(stage.scale.since_start(stage.loop.now()) == 400ms);
    stage.time.advance(3s);
    co_await async::next_turn();
    co_await stage.deadlines.wait_for_tick();
    CHECK(stage.scale.since_start(stage.loop.now()) == 3600ms);
}

}  // namespace

TEST_CASE("the limit of a turn is the settings', unless the referee or a newcomer wants another") {
    DeadlinesStage stage(lockstep_settings());
    stage.deadlines.open(std::nullopt);
    CHECK(stage.deadlines.limit() == 1s);
    stage.deadlines.open(2s);
    CHECK(stage.deadlines.limit() == 2s);
    stage.player(0).is_asked = true;
    stage.deadlines.open(2s);
    CHECK(stage.deadlines.limit() == 5s);
    stage.player(0).was_asked = true;
    stage.deadlines.open(std::nullopt);
    CHECK(stage.deadlines.limit() == 1s);
    stage.options.has_limits = false;
    stage.deadlines.open(2s);
    CHECK_FALSE(stage.deadlines.limit());
}

TEST_CASE("a turn waits until all who are awaited have answered") {
    DeadlinesStage stage(lockstep_settings());
    stage.open();
    CHECK(stage.deadlines.awaited() == 2);
    CHECK(stage.run(stage.deadlines.wait_for_answers(), answer_both(stage)) == 300ms);
    CHECK(stage.deadlines.awaited() == 0);
    CHECK(stage.deadlines.since_asked() == 300ms);
}

TEST_CASE("a turn waits beyond its limit for those who have a bank") {
    DeadlinesStage stage(lockstep_settings());
    stage.player(1).bank = 800ms;
    stage.open();
    CHECK(stage.run(stage.deadlines.wait_for_answers(), answer_second(stage)) == 1500ms);
    CHECK_FALSE(stage.player(0).is_awaited);
    CHECK(stage.player(0).bank == 0s);
    CHECK(stage.player(1).bank == 300ms);
}

TEST_CASE("a bank that is used up ends the turn") {
    DeadlinesStage stage(lockstep_settings());
    stage.player(1).bank = 800ms;
    stage.open();
    CHECK(stage.run(stage.deadlines.wait_for_answers(), nothing_happens()) == 1800ms);
    CHECK(stage.player(1).bank == 0s);
}

TEST_CASE("ticks keep to their timetable, but make up for no long pause") {
    game::MatchSettings settings;
    settings.mode = game::MatchMode::ticks;
    settings.tick = 200ms;
    DeadlinesStage stage(settings);
    stage.deadlines.begin_ticks();
    stage.run(wait_for_ticks(stage), nothing_happens());
}

TEST_CASE("a pace is kept for as long as somebody can be watched") {
    game::MatchSettings settings = lockstep_settings();
    settings.pace = 300ms;
    DeadlinesStage stage(settings);
    stage.open();
    stage.zoe.has_ended = true;
    SUBCASE("somebody") {
        CHECK(stage.run(stage.deadlines.keep_pace(), nothing_happens()) == 300ms);
    }
    SUBCASE("nobody") {
        stage.ben.has_ended = true;
        CHECK(stage.run(stage.deadlines.keep_pace(), nothing_happens()) == 0s);
    }
}

}  // namespace tests
