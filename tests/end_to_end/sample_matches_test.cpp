/// The matches in scenarios/, and the bots that people copy from: see scenarios/bots/README.md.
#include "tests/end_to_end/bots.h"
#include "tests/end_to_end/skip.h"

#include <algorithm>
#include <string>
#include <vector>

namespace tests {

namespace {

/// A folder that has nothing to do with the scenarios, and the log of a match played there.
struct ElsewhereFolder {
    TemporaryFolder root;
    std::string path = root.make_folder("some where");

    std::string log() const { return path + "/run.ndjson"; }

    /// To play a scenario that we ship.
    Launch launch(const std::string& name, const Words& options) const {
        Launch game = Launch::of(GAME_PROGRAM, {"--no-clock", "--log", log()});
        game.folder = path;
        game.add(options);
        game.add({std::string(SCENARIOS) + "/" + name + ".json"});
        return game;
    }

    Json event(const std::string& kind) const {
        for (const std::string& line : lines(file_content(log()))) {
            Json event = Json::parse(line);
            if (event["event"] == kind) return event;
        }
        return {};
    }
};

/// Nobody was late, silent or wrong. Gives the number of answers of each player.
std::vector<int> check_answers(const Json& result) {
    std::vector<int> answers;
    for (const Json& player : result["players"]) {
        const std::string name = player["player"];
        CAPTURE(name);
        CHECK(player["late"] == 0);
        CHECK(player["missing"] == 0);
        CHECK(player["illegal"] == 0);
        answers.push_back(player["answered"]);
        CHECK(answers.back() > 0);
    }
    return answers;
}

/// Plays a lockstep match of two or more players to its end.
Json check_sample(const std::string& name, const std::string& seed = "4") {
    const ElsewhereFolder folder;
    const Result played = run(folder.launch(name, {"--speed", "1000", "--seed", seed}));
    CHECK(played.ending == exited(0));
    CHECK(contains(played.output, "\n======== match over in turn "));
    check_replay(folder.log(), played);
    Json result = folder.event("result");
    check_answers(result);
    return result;
}

struct Starter {
    std::string file;
    std::string interpreter;
    Words command;
};

const std::vector<Starter> starters{
    {"starter.py", "python3", {"python3", "starter.py"}},
    {"starter.js", "node", {"node", "starter.js"}},
    {"starter.c", "cc", {"sh", "compile-and-run.sh", "starter.c"}},
    {"starter.cpp", "c++", {"sh", "compile-and-run.sh", "starter.cpp"}},
    {"starter.sh", "sh", {"sh", "starter.sh"}},
};

const std::string bot_folder = std::string(SCENARIOS) + "/bots";

std::string bot_entry(const std::string& name, const Words& words) {
    return command(words, named(name, ", \"cwd\": " + json_string(bot_folder)));
}

const std::string patient_snake = R"("rules": "snake", "turn_limit": 30, "first_limit": 60)";

/// A match with one of our referees in Python.
std::string referee_keys(const std::string& file) {
    return R"("turn_limit": 30, "first_limit": 60, "referee": )" +
           list({"python3", bot_folder + "/referees/" + file});
}

}  // namespace

TEST_SUITE("sample matches") {
    TEST_CASE("four bots in four languages play snake") {
        for (const std::string program : {"python3", "node", "cc"}) {
            if (skip_without(program)) return;
        }
        const Json result = check_sample("snake");
        CHECK(result["ranks"].size() == 4);
        CHECK(result["turn"] > 1);
    }

    TEST_CASE("a bot that looks ahead wins at Connect Four") {
        if (skip_without("python3")) return;
        const Json result = check_sample("connect-four");
        CHECK(result["reason"] == "four in a row");
        CHECK(result["ranks"][0]["player"] == "zoe");
    }

    TEST_CASE("Kuhn poker is played to its last hand, for nothing in sum") {
        if (skip_without("python3")) return;
        const Json result = check_sample("kuhn-poker");
        CHECK(result["reason"] == "all hands played");
        const int first = result["ranks"][0]["score"];
        const int second = result["ranks"][1]["score"];
        CHECK(first == -second);
    }

    TEST_CASE("Kuhn poker: nobody is told the other one's card, not even at the end") {
        if (skip_without("python3")) return;
        // They write what they are told on standard error.
        const std::string teller =
            R"(while read -r line; do echo "$line" >&2; )"
            R"(case $line in '{"type":"turn"'*'"ask":["'*) echo b ;; esac; done)";
        const PlayedMatch played(
            match_scenario({shell(teller, named("zoe")), shell(teller, named("ben"))},
                           referee_keys("kuhn-poker.py") +
                               R"(, "settings": {"hands": 1}, "start": {"cards": [1, 2]})"));
        CHECK(played.result.ending == exited(0));
        CHECK(contains(played.result.output, "\n         1. ben - 2\n         2. zoe - -2\n"));
        std::size_t turns = 0;
        for (const Json& said : played.of("line")) {
            if (said["stream"] != "stderr") continue;
            const std::string text = said["text"];
            const bool is_zoe = said["worker"] == 1;
            CAPTURE(text);
            CHECK_FALSE(contains(text, is_zoe ? R"("card":2)" : R"("card":1)"));
            if (!contains(text, R"({"type":"turn")")) continue;
            const Json view = Json::parse(text)["views"];
            CHECK(view.size() == 1);
            CHECK(view[is_zoe ? "zoe" : "ben"]["card"] == (is_zoe ? 1 : 2));
            ++turns;
        }
        CHECK(turns == 4);
    }

    TEST_CASE("Connect Four: an illegal column is a strike, and the match goes on") {
        if (skip_without("python3")) return;
        const PlayedMatch played(match_scenario(
            {shell(bot("echo 9"), named("zoe")), bot_entry("ben", {"python3", "four-ahead.py"})},
            referee_keys("connect-four.py") + R"(, "strikes": 3)"));
        CHECK(played.result.ending == exited(0));
        CHECK(played.total("zoe", "illegal") == 3);
        CHECK(contains(played.result.output, ": zoe is out - strikes\n"));
        CHECK(contains(played.result.output, "\n         1. ben - 1\n         2. zoe - 0\n"));
    }

    TEST_CASE("rock paper scissors needs a shell only") {
        const Json result = check_sample("rock-paper-scissors");
        CHECK(result["turn"] == 20);
        CHECK(result["ranks"][0] == Json::parse(R"({"player":"zoe","rank":1,"score":10})"));
        CHECK(result["ranks"][1] == Json::parse(R"({"player":"ben","rank":2,"score":0})"));
    }

    TEST_CASE("the predefs paint until the last turn") {
        const ElsewhereFolder folder;
        const Result played = run(folder.launch("paint", {"--speed", "4", "--seed", "4"}));
        CHECK(played.ending == exited(0));
        CHECK(contains(played.output, "\n======== match over in turn "));
        CHECK(contains(played.output, " (predef 4) - exit code 0 - "));
        check_replay(folder.log(), played);
        CHECK(folder.event("result")["ranks"].size() == 24);
    }

    TEST_CASE("random players join the open match when somebody types their number") {
        if (skip_without("python3")) return;
        const ElsewhereFolder folder;
        Launch launch = folder.launch("snake-open", {"--speed", "5", "--seed", "4"});
        launch.input = Source::pipe;
        Program program(launch);
        program.wait_for_output("======== match of 1 player - snake, ticks\n");
        program.type("1\n4\n");
        program.wait_for_output("` from ps#3 (predef 4)\n");
        program.wait_for_output("` from ps#1 (monty)\n");
        program.type("quit\n");
        const Result played = program.wait();
        CHECK(played.ending == exited(0));
        CHECK(contains(played.output, "\n         1. "));
        check_replay(folder.log(), played);
        CHECK(folder.event("result")["ranks"].size() >= 3);
    }

    TEST_CASE("every starter bot answers every turn of a whole match") {
        for (const Starter& starter : starters) {
            if (skip_without(starter.interpreter)) continue;
            CAPTURE(starter.file);
            const PlayedMatch played(match_scenario({bot_entry("zoe", starter.command),
                                                     bot_entry("ben", starter.command)},
                                                    patient_snake + R"(, "turns": 60)"),
                                     {"--seed", "4"});
            CHECK(played.result.ending == exited(0));
            CHECK_FALSE(contains(played.result.output, " on stderr\n"));
            const Json result = played.of("result").at(0);
            const std::vector<int> answers = check_answers(result);
            CHECK(*std::max_element(answers.begin(), answers.end()) == result["turn"]);
            // It has looked: without that, nobody lives so long.
            CHECK(result["turn"] > 7);
        }
    }

    TEST_CASE("a starter bot is short") {
        for (const Starter& starter : starters) {
            CAPTURE(starter.file);
            const std::string text = file_content(bot_folder + "/" + starter.file);
            CHECK(!text.empty());
            CHECK(lines(text).size() <= 40);
        }
    }

    TEST_CASE("every starter bot beats the one that moves at random") {
        if (skip_without("python3")) return;
        for (const Starter& starter : starters) {
            if (skip_without(starter.interpreter)) continue;
            CAPTURE(starter.file);
            const PlayedMatch played(
                match_scenario({bot_entry("zoe", starter.command),
                                bot_entry("random", {"python3", "random-bot.py"})},
                               patient_snake),
                {"--seed", "4"});
            CHECK(played.of("result").at(0)["ranks"][0]["player"] == "zoe");
        }
    }

    TEST_CASE("the faulty bot turns into its own neck, always in the same turn") {
        if (skip_without("python3")) return;
        for (int time = 0; time < 2; ++time) {
            const PlayedMatch played(match_scenario({bot_entry("zoe", {"python3", "faulty.py"}),
                                                     bot_entry("ben", {"python3", "starter.py"})},
                                                    patient_snake),
                                     {"--seed", "5"});
            CHECK(contains(played.result.output,
                           "\n-------- turn 18: zoe is out - snake-self-collision, zoe\n"));
            CHECK(contains(played.result.output,
                           "got `my head is at 3,6, and I go to the food at 0,9` from ps#1 (zoe) "
                           "on stderr\n"));
            CHECK(played.of("turn").at(16)["moves"]["zoe"]["move"] == "E");
            CHECK(played.of("turn").at(17)["moves"]["zoe"]["move"] == "W");
        }
    }

    TEST_CASE("a program that is missing is named") {
        const ElsewhereFolder folder;
        Launch launch = folder.launch("snake", {"--speed", "1000"});
        launch.environment = {{"PATH", folder.path}};
        const Result played = run(launch);
        CHECK(played.ending == exited(1));
        CHECK(contains(played.output, " (jasper) - cannot start: node: No such file or directory"));
        CHECK(contains(played.output,
                       ": jasper is out - crashed, cannot start: node: No such file or directory"));
        launch.command = {GAME_PROGRAM, "--check", launch.command.back()};
        const Result checked = run(launch);
        CHECK(checked.ending == exited(1));
        CHECK(contains(checked.errors, "ps#2 (jasper) cannot start: node: "));
    }
}

}  // namespace tests
