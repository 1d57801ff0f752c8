/// Matches with the real programs: what is printed, logged and told.
#include "tests/end_to_end/bots.h"

#include <csignal>
#include <string>
#include <vector>

namespace tests {

namespace {

const std::string paint =
    R"("rules": "paint", "turn_limit": 5, "settings": {"width": 4, "height": 4})";

}  // namespace

TEST_SUITE("match") {
    TEST_CASE("a match is told from its beginning to its ranks") {
        const PlayedMatch played(
            match_scenario({shell(bot("echo N"), named("zoe")), shell(bot("echo S"), named("ben"))},
                           R"("rules": "snake", "turn_limit": 5)"),
            {"--seed", "7"});
        CHECK(played.result.ending == exited(0));
        CHECK(played.result.errors.empty());
        const Words story = only(lines(played.result.output), "------");
        const Words header = only(lines(played.result.output), "========");
        REQUIRE(header.size() == 2);
        CHECK(header[0] == "======== match of 2 players - snake, lockstep");
        CHECK(header[1].starts_with("======== match over in turn "));
        REQUIRE(!story.empty());
        CHECK(contains(story[0], " is out - "));
        CHECK(contains(played.result.output, "\n         1. "));
        const std::vector<Json> turns = played.of("turn");
        CHECK(header[1] == "======== match over in turn " + std::to_string(turns.size()) + " - " +
                               played.of("result").at(0)["reason"].get<std::string>());
        const std::string label = "got `N` from ps#1 (zoe)";
        CHECK(count(lines(played.result.output), label) >= turns.size() - 1);
    }

    TEST_CASE("the log has the match, each turn, and the result") {
        const PlayedMatch played(match_scenario({good_bot}, paint + R"(, "turns": 3)"),
                                 {"--seed", "5"});
        const Json match = played.of("match").at(0);
        CHECK(match["rules"] == "paint");
        CHECK(match["seed"] == 5);
        CHECK(match["players"] == Json::parse(R"([{"player":"good","worker":1}])"));
        CHECK(match["settings"]["edges"] == "wrap");
        CHECK(played.statuses("good") == "ok ok ok");
        CHECK(played.of("turn").at(2)["moves"]["good"]["move"] == "N");
        const Json result = played.of("result").at(0);
        CHECK(result["reason"] == "last turn");
        CHECK(result["ranks"][0]["rank"] == 1);
        CHECK(result["players"][0]["answered"] == 3);
        CHECK(result["players"][0]["seconds"]["median"].get<double>() > 0);
        const std::vector<Json> said = played.of("line");
        REQUIRE(said.size() == 3);
        for (int turn = 1; turn <= 3; ++turn)
            CHECK(said[static_cast<std::size_t>(turn) - 1]["turn"] == turn);
    }

    TEST_CASE("a match is replayed byte for byte") {
        const PlayedMatch played(match_scenario({good_bot, shell(bot("echo S"), named("other")),
                                                 shell("read -r line; exit 3", named("bad"))},
                                                R"("rules": "snake", "turn_limit": 5)"));
        CHECK(played.result.ending == exited(1));
        CHECK(contains(played.result.output, "bad is out - crashed, exit code 3"));
        const Result again = replay(played.match.folder.path("run.ndjson"));
        CHECK(again.output == played.result.output);
        CHECK(again.ending == played.result.ending);
    }

    TEST_CASE("the same seed and the same moves give the same match") {
        const auto hashes = [](const std::string& seed) {
            const PlayedMatch played(
                match_scenario({good_bot, shell(bot("echo S"), named("other"))},
                               R"("rules": "snake", "turn_limit": 5)"),
                {"--seed", seed});
            Words all = {played.of("match").at(0)["hash"]};
            for (const Json& turn : played.of("turn"))
                all.push_back(turn["hash"]);
            return all;
        };
        CHECK(hashes("7") == hashes("7"));
        CHECK(hashes("7") != hashes("8"));
    }

    TEST_CASE("a worker is told what the match is, and not the seed") {
        const PlayedMatch played(
            match_scenario({shell("read -r line; echo \"$line\" >&2; echo seed=$GAME_SEED >&2; "
                                  "read -r line; echo \"$line\" >&2; echo N; " +
                                      bot("echo N"),
                                  named("zoe"))},
                           paint + R"(, "turns": 2)"),
            {"--seed", "4711"});
        const std::vector<Json> said = played.of("line");
        REQUIRE(said.size() >= 3);
        const Json hello = Json::parse(said[0]["text"].get<std::string>());
        CHECK(hello["type"] == "hello");
        CHECK(hello["protocol"] == 1);
        CHECK(hello["you"]["worker"] == 1);
        CHECK(hello["you"]["players"] == Json({"zoe"}));
        CHECK(hello["you"]["seed"] != 4711);
        CHECK(said[1]["text"] == "seed=");
        const Json turn = Json::parse(said[2]["text"].get<std::string>());
        CHECK(turn["type"] == "turn");
        CHECK(turn["limit"] == 5);
    }

    TEST_CASE("a worker with input none has nothing to read, and is never waited for") {
        const PlayedMatch played(
            match_scenario({good_bot, shell("read -r line || echo empty >&2; sleep 0.2; echo E",
                                            named("deaf", R"(, "input": "none")"))},
                           paint + R"(, "turns": 3, "pace": 0.3)"));
        CHECK(contains(played.result.output, "got `empty` from ps#2 (deaf) on stderr"));
        CHECK(contains(played.statuses("deaf"), "ok"));
        CHECK(played.total("good", "answered") == 3);
    }

    TEST_CASE("workers that run on after the match are stopped, which is no failure") {
        const PlayedMatch played(match_scenario({good_bot, shell("exec sleep 100", named("idle"))},
                                                R"("rules": "paint", "turns": 1, "turn_limit": 0.1,
                                                   "first_limit": 0.2)",
                                                R"("stop_timeout": 0.2)"));
        CHECK(played.result.ending == exited(0));
        CHECK(contains(played.result.output, "(idle) - exit code -15"));
    }

    TEST_CASE("predefs play paint in ticks, and the match ends with them") {
        const PlayedMatch played(
            match_scenario({R"({"predef": 1})", R"({"predef": 2})"},
                           R"("rules": "paint", "mode": "ticks", "tick": 0.5)"),
            {"--speed", "20", "--players", PLAYERS_PROGRAM});
        CHECK(played.result.ending == exited(0));
        const Words header = only(lines(played.result.output), "========");
        REQUIRE(header.size() == 2);
        CHECK(header[0].ends_with(" players - paint, ticks"));
        CHECK(contains(header[1], "none left"));
        CHECK(played.of("result").at(0)["ranks"].size() == 4);
        const Result again = replay(played.match.folder.path("run.ndjson"));
        CHECK(again.output == played.result.output);
    }

    TEST_CASE("a board that is too small makes the match void") {
        const PlayedMatch played(
            match_scenario({shell(bot("echo N"), named("zoe", R"(, "count": 5)"))},
                           R"("rules": "snake", "settings": {"width": 2, "height": 2})"));
        CHECK(played.result.ending == exited(1));
        CHECK(contains(played.result.errors, "/match/settings/width: 2 is too small"));
        CHECK(contains(played.result.output, "======== match void - "));
    }

    TEST_CASE("what is wrong with a match is said before anything starts") {
        const auto problem = [](const std::string& keys, const std::string& more) {
            Match match(match_scenario({good_bot, good_bot}, keys, more));
            match.launch.folder = match.folder.path("");
            match.launch.command.back() = "scenario.json";
            const Result result = match.play();
            CHECK(result.ending == exited(2));
            CHECK(result.output.empty());
            return result.errors;
        };
        CHECK(problem(R"("rules": "snake", "settings": {"width": 0})", R"("name": "x")") ==
              "scenario.json: /match/settings/width: 0 is not between 1 and 100\n");
        CHECK(problem(R"("rules": "snake")", R"("max_running": 1)") ==
              "scenario.json: /max_running: 1 is less than the number of workers in the match, "
              "2\n");
    }

    TEST_CASE("Ctrl-C ends a match, and nobody has lost") {
        Match match(match_scenario({shell(bot("sleep 100"), named("zoe"))},
                                   R"("rules": "paint", "first_limit": 100)"));
        Program game(match.launch);
        game.wait_for_output("======== match of 1 player");
        game.signal(SIGINT);
        const Result result = game.wait();
        CHECK(contains(result.output, "======== match void - the run was stopped by SIGINT\n"));
    }
}

}  // namespace tests
