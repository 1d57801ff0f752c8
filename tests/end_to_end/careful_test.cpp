/// players(1) with --strategy careful: in matches, and by itself.
#include "tests/end_to_end/bots.h"
#include "tests/end_to_end/players.h"
#include "tests/end_to_end/program.h"
#include "tests/end_to_end/text.h"

#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace tests {

namespace {

/// Long enough on a busy machine.
const std::string patient = R"(, "first_limit": 30, "turn_limit": 30)";

std::string careful(std::string_view name, const Words& options = {}) {
    Words words = {PLAYERS_PROGRAM, "--strategy", "careful"};
    words.insert(words.end(), options.begin(), options.end());
    return command(words, named(name));
}

std::string straight_on(std::string_view name) {
    return shell(bot("echo N"), named(name));
}

/// A word for each turn: the hash of its state.
std::vector<std::string> hashes(const PlayedMatch& played) {
    std::vector<std::string> found;
    for (const Json& turn : played.of("turn"))
        found.push_back(turn["hash"]);
    return found;
}

/// All that the workers of a match wrote.
std::vector<std::string> answers(const PlayedMatch& played) {
    std::vector<std::string> found;
    for (const Json& line : played.of("line"))
        found.push_back(line["text"]);
    return found;
}

/// Why the player is out; empty if it is not.
std::string cause_of(const PlayedMatch& played, const std::string& player) {
    for (const Json& turn : played.of("turn")) {
        if (!turn.contains("events")) continue;
        for (const Json& event : turn["events"]) {
            if (event["player"] == player && event.contains("cause")) return event["cause"];
        }
    }
    return "";
}

Result run_careful(const std::string& input) {
    Launch launch = players({"--strategy", "careful"});
    launch.input = Source::file;
    launch.typed = input;
    return run(launch);
}

}  // namespace

TEST_SUITE("careful players") {
    TEST_CASE("two of them outlive two who go straight on, and the same seed repeats the match") {
        const std::string text =
            match_scenario({careful("zoe"), straight_on("sam"), careful("ben"), straight_on("max")},
                           R"("rules": "snake", "turns": 40)" + patient);
        const PlayedMatch first(text, {"--seed", "11"});
        CHECK(first.result.ending == exited(0));
        CHECK(first.result.errors.find("passed over") == std::string::npos);
        for (const char* player : {"zoe", "ben"}) {
            CAPTURE(player);
            CHECK(cause_of(first, player).empty());
            CHECK(first.total(player, "answered") == 40);
        }
        CHECK_FALSE(cause_of(first, "sam").empty());
        CHECK_FALSE(cause_of(first, "max").empty());

        const PlayedMatch again(text, {"--seed", "11"});
        CHECK(hashes(again) == hashes(first));
        const PlayedMatch other(text, {"--seed", "12"});
        CHECK(hashes(other) != hashes(first));
    }

    TEST_CASE("one of them plays two players of a match with another number of names") {
        const PlayedMatch played(
            match_scenario({command({PLAYERS_PROGRAM, "--strategy", "careful"},
                                    named("both", R"(, "plays": ["zoe", "ben"])")),
                            careful("zoe")},
                           R"("rules": "snake", "turns": 30)" + patient),
            {"--seed", "3"});
        for (const char* player : {"zoe", "ben", "zoe-2"}) {
            CAPTURE(player);
            CHECK(played.total(player, "answered") == 30);
        }
    }

    TEST_CASE("a seed of its own replaces the one of the match") {
        const auto text = [](const std::string& seed) {
            return match_scenario({careful("zoe", {"--seed", seed})},
                                  R"("rules": "snake", "turns": 20,
                                     "settings": {"variant": "solo", "food_chance": 0})" +
                                      patient);
        };
        const auto moves = [&text](const std::string& seed) {
            return answers(PlayedMatch(text(seed), {"--seed", "3"}));
        };
        CHECK(moves("1") == moves("1"));
        CHECK(moves("1") != moves("2"));
    }

    TEST_CASE("it paints") {
        const PlayedMatch played(
            match_scenario({careful("zoe")}, R"("rules": "paint", "turns": 30)" + patient),
            {"--seed", "3"});
        CHECK(played.total("zoe", "answered") == 30);
        CHECK(played.of("result").at(0)["ranks"][0]["score"] == 31);
    }

    TEST_CASE("a built-in referee as a program understands it") {
        const PlayedMatch played(
            match_scenario({careful("zoe"), careful("ben")},
                           R"("referee": )" + list({GAME_PROGRAM, "--referee", "snake"}) +
                               R"(, "turns": 20)" + patient),
            {"--seed", "3"});
        CHECK(played.total("zoe", "answered") == 20);
        CHECK(played.total("zoe", "illegal") == 0);
    }

    TEST_CASE("it ends with its input, and passes over lines that are no messages") {
        const Result result = run_careful(
            "N zoe\n{\"type\":1}\n"
            R"({"type":"turn","turn":3,"ask":["zoe"],"state":)"
            R"({"width":2,"height":1,"food":[],"hazards":[],"snakes":)"
            R"([{"name":"zoe","health":9,"body":[[0,0]]}]}})");
        CHECK(result.output == "{\"move\":\"E\",\"player\":\"zoe\",\"turn\":3}\n");
        CHECK(is_one_line(result.errors));
        CHECK(result.errors.starts_with(
            "players: line 1 of standard input is passed over: column 1: "));
        CHECK(result.ending == exited(0));
    }

    TEST_CASE("it ends at once without input") {
        const Result result = run_careful("");
        CHECK(result.output.empty());
        CHECK(result.errors.empty());
        CHECK(result.ending == exited(0));
    }
}

}  // namespace tests
