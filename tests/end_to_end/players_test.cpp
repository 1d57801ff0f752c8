/// players(1): what `players` plays.
#include "tests/end_to_end/players.h"

#include "tests/end_to_end/program.h"
#include "tests/end_to_end/text.h"

#include <csignal>
#include <map>
#include <set>

#include <doctest/doctest.h>

namespace tests {

namespace {

/// The directions of each player's moves, in order. Fails the test on a line that is no move.
std::map<std::string, std::string> moves_by_player(const std::string& output) {
    std::map<std::string, std::string> moves;
    for (const std::string& line : lines(output)) {
        CAPTURE(line);
        REQUIRE(line.size() > 2);
        CHECK(contains("NESW", line.substr(0, 1)));
        CHECK(line[1] == ' ');
        moves[line.substr(2)] += line[0];
    }
    return moves;
}

std::map<std::string, std::size_t> move_counts(const std::string& output) {
    std::map<std::string, std::size_t> counts;
    for (const auto& [player, directions] : moves_by_player(output)) {
        counts[player] = directions.size();
    }
    return counts;
}

using Counts = std::map<std::string, std::size_t>;

}  // namespace

TEST_SUITE("players") {
    TEST_CASE("--list prints the four predefs and ends") {
        const Result result = run(players({"--list"}));
        CHECK(result.output ==
              "predefined 1: [Players john: 3x0.8s + mary: 7x0.4s]\n"
              "predefined 2: [Players bill: 5x0.5s + jane: 4x0.7s]\n"
              "predefined 3: [Players augustin: 8x0.8s + randalphe: 10x0.6s]\n"
              "predefined 4: [Players bertrand: 12x0.5s + juliette: 8x0.7s]\n");
        CHECK(result.errors.empty());
        CHECK(result.ending == exited(0));
    }

    TEST_CASE("each predef plays its players with their numbers of moves") {
        const std::map<std::string, Counts> expected{
            {"1", {{"john", 3}, {"mary", 7}}},
            {"2", {{"bill", 5}, {"jane", 4}}},
            {"3", {{"augustin", 8}, {"randalphe", 10}}},
            {"4", {{"bertrand", 12}, {"juliette", 8}}},
        };
        for (const auto& [predef, counts] : expected) {
            CAPTURE(predef);
            const Result result = run(players({"--speed", "1000", predef}));
            CHECK(move_counts(result.output) == counts);
            CHECK(result.output.ends_with('\n'));
            CHECK(result.errors.empty());
            CHECK(result.ending == exited(0));
        }
    }

    TEST_CASE("without a predef the first is played") {
        const Result result = run(players({"--speed", "1000"}));
        CHECK(move_counts(result.output) == Counts{{"john", 3}, {"mary", 7}});
    }

    TEST_CASE("both players move at once at the start") {
        const Result result = run(players({"--speed", "10", "4"}));
        const std::vector<std::string> moves = lines(result.output);
        REQUIRE(moves.size() == 20);
        const std::set<std::string> first_two{moves[0].substr(2), moves[1].substr(2)};
        CHECK(first_two == std::set<std::string>{"bertrand", "juliette"});
    }

    TEST_CASE("the same seed gives the same moves - another seed gives others") {
        const auto play = [](const std::string& seed) {
            return run(players({"--seed", seed, "--speed", "100", "4"})).output;
        };
        const auto first = moves_by_player(play("7"));
        CHECK(moves_by_player(play("7")) == first);
        CHECK(moves_by_player(play("8")) != first);
    }

    TEST_CASE("the same seed gives one player the same output byte for byte at any speed") {
        const auto play = [](const std::string& speed) {
            return run(players({"--player", "zoe:200x0.001s", "--seed", "12345", "--speed", speed}))
                .output;
        };
        const std::string first = play("1");
        CHECK(lines(first).size() == 200);
        CHECK(play("1") == first);
        CHECK(play("1000") == first);
    }

    TEST_CASE("the largest seed is a seed") {
        const Result result = run(players({"--seed", "18446744073709551615", "--speed", "1000"}));
        CHECK(result.ending == exited(0));
    }

    TEST_CASE("without a seed two runs differ") {
        const auto play = [] { return run(players({"--player", "zoe:64x0"})).output; };
        CHECK(play() != play());
    }

    TEST_CASE("directions are all drawn") {
        const std::string output = run(players({"--player", "zoe:400x0"})).output;
        const std::string directions = moves_by_player(output)["zoe"];
        CHECK(std::set<char>(directions.begin(), directions.end()) ==
              std::set<char>{'N', 'E', 'S', 'W'});
    }

    TEST_CASE("--player plays these players instead of a predef") {
        const std::string longest(64, 'n');
        const std::map<std::string, Counts> expected{
            {"zoe:5x0.3s", {{"zoe", 5}}},
            {"zoe:5x0.3", {{"zoe", 5}}},
            {"zoe:0x1s", {}},
            {"zoe:3x0s", {{"zoe", 3}}},
            {"Zoé:2x.5s", {{"Zoé", 2}}},
            {longest + ":1x1", {{longest, 1}}},
            {"N:1x1", {{"N", 1}}},
            {"-x-:1x1e0s", {{"-x-", 1}}},
        };
        for (const auto& [player, counts] : expected) {
            CAPTURE(player);
            const Result result = run(players({"--player=" + player, "--speed", "1000"}));
            CHECK(move_counts(result.output) == counts);
            CHECK(result.errors.empty());
            CHECK(result.ending == exited(0));
        }
    }

    TEST_CASE("--player can be repeated") {
        const Result result = run(players({"--player", "zoe:2x0.1s", "--player", "max:3x0.1s",
                                           "--player", "eve:1x0.1s", "--speed", "100"}));
        CHECK(move_counts(result.output) == Counts{{"eve", 1}, {"max", 3}, {"zoe", 2}});
    }

    TEST_CASE("--help and --version tell and end with 0") {
        const Result help = run(players({"--help"}));
        CHECK(help.ending == exited(0));
        CHECK(help.errors.empty());
        for (const char* option : {"--list", "--player", "--seed", "--speed", "--version"}) {
            CHECK_MESSAGE(contains(help.output, option), option);
        }
        const Result version = run(players({"--version"}));
        CHECK(version.ending == exited(0));
        CHECK(version.errors.empty());
        CHECK(is_one_line(version.output));
    }

    TEST_CASE("SIGINT and SIGTERM end it at once by that signal") {
        for (const int signal : {SIGINT, SIGTERM}) {
            CAPTURE(signal);
            Program program(players({"--player", "zoe:2x1000000000"}));
            program.wait_for_output(" zoe\n");
            program.signal(signal);
            CHECK(program.wait().ending == killed_by(signal));
        }
    }
}

}  // namespace tests
