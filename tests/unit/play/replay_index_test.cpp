#include "game/play/replay_index.h"

#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace tests {

using namespace std::chrono_literals;

namespace {

const game::ScenarioEvent scenario{0s, "x.json", {}, 1, 1};

/// Adds events one after the other.
struct Indexed {
    game::ReplayIndex index;
    std::uint64_t position = 0;

    void add(const game::LogEvent& event) { index.add(event, ++position); }
};

game::TurnEvent turn(std::uint64_t number, std::span<const game::PlayerEvent> events = {}) {
    game::TurnEvent event;
    event.t = std::chrono::seconds(number);
    event.turn = number;
    event.events = events;
    return event;
}

}  // namespace

TEST_SUITE("replay index") {
    TEST_CASE("in a match, steps are turns") {
        Indexed log;
        log.add(scenario);
        log.add(game::ClockEvent{0s, 0});
        log.add(game::ClockEvent{5s, 5});  // no step: it is before the match
        log.add(game::MatchEvent{});       // 4
        log.add(turn(1));                  // 5
        log.add(game::ClockEvent{6s, 6});
        const std::vector<game::PlayerEvent> outs = {{"zoe", "wall", "", ""}};
        log.add(turn(2, outs));  // 7
        log.add(turn(3));        // 8
        log.add(game::EndEvent{9s, 1, 0, 0});
        const game::ReplayIndex& index = log.index;
        CHECK(index.turns(0) == 3);
        CHECK(index.step_at(6).turn == 1);
        CHECK(index.after(1) == 4);
        CHECK(index.after(6) == 7);
        CHECK(index.before(7) == 5);
        CHECK(index.before(6) == 4);
        CHECK(index.before(1) == 1);
        CHECK(index.after(8) == 9);
        CHECK(index.after(9) == 9);
        CHECK(index.out_after(5) == 7);
        CHECK_FALSE(index.out_after(7));
        CHECK(index.out_before(9) == 7);
        CHECK_FALSE(index.out_before(7));
        REQUIRE(index.outs(0).size() == 1);
        CHECK(index.outs(0).front().player == "zoe");
    }

    TEST_CASE("in a run without a match, steps are seconds in which something happens") {
        Indexed log;
        log.add(scenario);
        log.add(game::ClockEvent{200ms, 0});   // 2
        log.add(game::ClockEvent{1200ms, 1});  // 3
        log.add(game::ClockEvent{1300ms, 1});  // 4
        log.add(game::ClockEvent{1000s, 1000});
        game::ExitEvent failure;
        failure.t = 1000s;
        failure.failed = true;
        log.add(failure);  // 6
        const game::ReplayIndex& index = log.index;
        CHECK(index.turns(0) == 1000);
        CHECK(index.after(1) == 2);
        CHECK(index.after(2) == 4);
        CHECK(index.before(4) == 2);
        CHECK(index.out_after(1) == 6);
    }

    TEST_CASE("in a tournament, steps are the ends of matches") {
        Indexed log;
        log.add(scenario);
        log.add(game::ClockEvent{5s, 5});
        log.add(game::TournamentEvent{});  // 3
        log.add(game::ClockEvent{6s, 6});
        log.add(game::MatchEndEvent{});  // 5
        const std::vector<game::MatchPlayerResult> crash = {
            {.player = "zoe", .rank = 2, .crashed = true}, {.player = "ben", .rank = 1}};
        game::MatchEndEvent match;
        match.players = crash;
        log.add(match);  // 6
        log.add(game::ClockEvent{9s, 9});
        game::MatchEndEvent failure;
        failure.is_void = true;
        log.add(failure);  // 8
        log.add(game::EndEvent{9s, 1, 0, 0});
        const game::ReplayIndex& index = log.index;
        CHECK(index.turns(0) == 3);
        CHECK(index.step_at(7).turn == 2);
        CHECK(index.after(1) == 3);
        CHECK(index.after(3) == 5);
        CHECK(index.before(8) == 6);
        CHECK(index.out_after(1) == 6);
        CHECK(index.out_after(6) == 8);
        CHECK_FALSE(index.out_after(8));
    }

    TEST_CASE("a log may begin in the middle of a tournament") {
        Indexed log;
        log.add(scenario);
        log.add(game::ClockEvent{5s, 5});
        log.add(game::MatchEndEvent{});  // 3
        CHECK(log.index.turns(0) == 1);
        CHECK(log.index.after(1) == 2);
        CHECK(log.index.after(2) == 3);
    }

    TEST_CASE("runs one after the other") {
        Indexed log;
        log.add(scenario);
        log.add(game::EndEvent{1s, 0, 0, 0});
        log.add(scenario);
        log.add(game::MatchEvent{});
        log.add(turn(1));
        CHECK(log.index.step_at(2).run == 0);
        CHECK(log.index.step_at(5).run == 1);
        CHECK(log.index.turns(1) == 1);
        CHECK(log.index.before(4) == 3);
    }
}

}  // namespace tests
