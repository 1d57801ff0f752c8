#include "game/play/running_matches.h"

#include "game/play/match_process.h"

#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

using game::ExitEvent;
using game::LineEvent;
using game::MatchAttempt;
using game::RunningMatches;
using game::TournamentPlayer;

namespace {

constexpr std::uint64_t worker = 5;

std::vector<TournamentPlayer> two_players() {
    std::vector<TournamentPlayer> players(2);
    players[0].name = "ann";
    players[1].name = "ben";
    return players;
}

struct World {
    std::vector<TournamentPlayer> players = two_players();
    RunningMatches matches{players};

    World() { matches.add(worker, MatchAttempt{{17, {0, 1}, 99}}); }

    std::string result_line(std::uint64_t match) const {
        game::tournament::MatchResult result;
        result.match = match;
        result.seed = 99;
        result.reason = "one left";
        for (const std::size_t player : {std::size_t{0}, std::size_t{1}}) {
            result.players.push_back({player});
            result.players.back().rank = player + 1;
            result.players.back().score = "1";
        }
        return format_result(result, players);
    }

    bool line(std::string_view text, bool continued = false,
              game::Stream stream = game::Stream::standard_output, std::uint64_t from = worker) {
        LineEvent event{};
        event.worker = from;
        event.stream = stream;
        event.text = text;
        event.continued = continued;
        return matches.take_line(event);
    }

    std::optional<std::uint64_t> end(std::uint64_t which = worker) {
        ExitEvent event{};
        event.worker = which;
        return matches.take_end(event);
    }
};

}  // namespace

TEST_SUITE("running matches") {
    TEST_CASE("the result is taken from the lines, also in pieces; all others are for people") {
        World world;
        const std::string result = world.result_line(17);
        CHECK_FALSE(world.line("hello"));
        CHECK_FALSE(world.line(result, false, game::Stream::standard_error));
        CHECK_FALSE(world.line(result, false, game::Stream::standard_output, 6));
        CHECK(world.line(result.substr(0, 10), true));
        CHECK(world.line(result.substr(10)));
        CHECK(world.end() == 2U);
        const std::vector<MatchAttempt> ended = world.matches.take_ended();
        REQUIRE(ended.size() == 1);
        REQUIRE(ended[0].result);
        CHECK(ended[0].result->reason == "one left");
        CHECK(ended[0].match.match == 17);
        CHECK(world.matches.size() == 0);
        CHECK_FALSE(world.matches.has_ended());
    }

    TEST_CASE("the result of another match is none") {
        World world;
        CHECK_FALSE(world.line(world.result_line(18)));
        CHECK(world.end() == 0U);
        CHECK_FALSE(world.matches.take_ended().at(0).result);
    }

    TEST_CASE("how far a match is, is told once") {
        World world;
        CHECK_FALSE(world.matches.take_turn(worker));
        CHECK(world.line(game::format_match_turn(42)));
        CHECK(world.line(game::format_match_turn(43)));
        CHECK(world.matches.take_turn(worker) == 43U);
        CHECK_FALSE(world.matches.take_turn(worker));
        CHECK_FALSE(world.line(R"({"turn":"x"})"));
        CHECK_FALSE(world.line(R"({"turn":)"));
        CHECK_FALSE(world.matches.take_turn(6));
    }

    TEST_CASE("that the log cannot be written, or that there is no room, is taken, too") {
        World world;
        CHECK(world.line(game::format_log_failure("disk full")));
        CHECK(world.line(game::format_start_failure("no \"room\"")));
        world.end();
        const MatchAttempt ended = world.matches.take_ended().at(0);
        CHECK(ended.log_failure == "disk full");
        CHECK(ended.start_failure == "no \"room\"");
    }

    TEST_CASE("workers that play no match do not count") {
        World world;
        CHECK_FALSE(world.end(6));
        CHECK(world.matches.find(6) == nullptr);
        CHECK(world.matches.find(worker)->match == 17);
        CHECK_FALSE(world.matches.has_ended());
    }

    TEST_CASE("those that were dropped are handed over, and the others stay") {
        World world;
        world.matches.add(6, MatchAttempt{{18, {1, 0}, 99}});
        const std::vector<MatchAttempt> dropped =
            world.matches.take_dropped([](std::uint64_t which) { return which == 6; });
        REQUIRE(dropped.size() == 1);
        CHECK(dropped[0].match.match == 18);
        CHECK(world.matches.workers() == std::vector<std::uint64_t>{worker});
        CHECK_FALSE(world.matches.has_ended());
    }
}
