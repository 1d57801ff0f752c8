/// game(1): what `game` prints, and how it ends.
#include "tests/end_to_end/match.h"
#include "tests/end_to_end/story.h"

#include <csignal>

#include <doctest/doctest.h>

namespace tests {

TEST_SUITE("game") {
    TEST_CASE("one worker - the whole story") {
        const Result result = play({child({"print", "N john", "print", "hello world"})});
        CHECK(lines(result.output) == Words{started(1), got(1, "N john"), got(1, "hello world"),
                                            ended(1, "exit code 0", 0), bye});
        CHECK(result.output.ends_with('\n'));
        CHECK(result.errors.empty());
        CHECK(result.ending == exited(0));
    }

    TEST_CASE("the lines are those of the manual, byte for byte") {
        const Match match(
            scenario({child({"print-err", "oops", "exit", "3"}, R"("name": "predef 1")")}),
            {"--speed", "0.001"});
        const Result result = match.play();
        CHECK(result.output ==
              "clock = 0000s\n"
              ">>>>>>>> worker ps#1 (predef 1)\n"
              "         got `oops` from ps#1 (predef 1) on stderr\n"
              "<<<<<<<< worker ps#1 (predef 1) - exit code 3 - 0 still running\n"
              "no process left - bye\n");
        CHECK(result.ending == exited(1));
    }

    TEST_CASE("an empty script ends at once") {
        for (const char* text : {"[]", R"({"script": []})"}) {
            const Match match(text);
            const Result result = match.play();
            CHECK(result.output == bye + "\n");
            CHECK(result.errors.empty());
            CHECK(result.ending == exited(0));
        }
        CHECK(Match("[]", {}).play().output == "clock = 0000s\n" + bye + "\n");
    }

    TEST_CASE("the model's own scenario") {
        Launch launch;
        launch.command = {GAME_PROGRAM, "--speed", "50", std::string(SCENARIOS) + "/demo.json"};
        const Result result = run(launch);
        check_story(result.output);
        const Words story = lines(result.output);
        REQUIRE_FALSE(story.empty());
        CHECK(story.front() == "clock = 0000s");
        CHECK(count(story, "` from " + label(1, "predef 1")) == 10);
        CHECK(count(story, "` from " + label(2, "predef 2")) == 9);
        CHECK(count(story, "` from " + label(3, "predef 3")) == 18);
        CHECK(count(story, "got `N ") + count(story, "got `E ") + count(story, "got `S ") +
                  count(story, "got `W ") ==
              37);
        CHECK(count(story, " - exit code 0 - ") == 3);
        CHECK(result.errors.empty());
        CHECK(result.ending == exited(0));
    }

    TEST_CASE("every installed scenario plays to its end") {
        for (const char* name : {"demo", "four", "window", "any-language"}) {
            CAPTURE(name);
            Launch launch;
            launch.command = {GAME_PROGRAM, "--speed", "100", "--no-clock",
                              std::string(SCENARIOS) + "/" + name + ".json"};
            const Result result = run(launch);
            check_story(result.output);
            CHECK(result.errors.empty());
            CHECK(result.ending == exited(0));
        }
    }

    TEST_CASE("workers are launched in the order of their times") {
        const Result result = play({shell("", R"("time": 0.3, "name": "third")"),
                                    shell("", R"("time": 0.1, "name": "first")"),
                                    shell("", R"("time": 0.2, "name": "second")")});
        check_story(result.output);
        const Words starts = only(lines(result.output), ">>>>");
        CHECK(starts == Words{started(1, "first"), started(2, "second"), started(3, "third")});
    }

    TEST_CASE("equal times keep the order of the file") {
        Words entries;
        Words expected;
        for (int i = 1; i <= 12; ++i) {
            const std::string name = std::to_string(i) + ".";
            entries.push_back(shell("", R"("time": 0.05, "name": ")" + name + "\""));
            expected.push_back(started(i, name));
        }
        const Result result = play(entries);
        check_story(result.output);
        CHECK(only(lines(result.output), ">>>>") == expected);
    }

    TEST_CASE("a predef is played by the players beside game") {
        const Result result = play({R"({"predef": 2})"}, {"--no-clock", "--speed", "100"});
        check_story(result.output);
        const Words story = lines(result.output);
        CHECK(result.output.starts_with(started(1, "predef 2")));
        CHECK(count(story, " bill` from") == 5);
        CHECK(count(story, " jane` from") == 4);
        CHECK(result.ending == exited(0));
    }

    TEST_CASE("the label is the name given, or the command's base name") {
        const Result result =
            play({command({"/bin/sh", "-c", ""}), shell("", R"("name": "zoe (the 1st) `é`")")});
        const Words starts = only(lines(result.output), ">>>>");
        CHECK(starts == Words{started(1, "sh"), started(2, "zoe (the 1st) `é`")});
    }

    TEST_CASE("count launches that many") {
        const Result result = play({shell("echo $GAME_WORKER", R"("count": 5)")});
        check_story(result.output);
        CHECK(result.output.find(started(5, "sh")) != std::string::npos);
        for (int worker = 1; worker <= 5; ++worker) {
            CHECK(contains(result.output, got(worker, std::to_string(worker), "sh")));
        }
    }

    TEST_CASE("a worker that fails makes exit code 1 - the others go on") {
        const Result result = play({child({"exit", "7"}), child({"sleep", "0.1", "print", "on"})});
        check_story(result.output);
        CHECK(contains(result.output, "worker " + label(1) + " - exit code 7 - "));
        CHECK(contains(result.output, got(2, "on")));
        CHECK(result.ending == exited(1));
    }

    TEST_CASE("a worker killed by a signal has the signal's number with a minus") {
        for (const int signal : {SIGKILL, SIGTERM, SIGSEGV, SIGUSR1}) {
            const std::string number = std::to_string(signal);
            const Result result = play({child({"kill-self", number})});
            CHECK(lines(result.output) ==
                  Words{started(1), ended(1, "exit code -" + number, 0), bye});
            CHECK(result.ending == exited(1));
        }
    }

    TEST_CASE("an exit code is passed on as it is") {
        for (const char* code : {"1", "2", "127", "255"}) {
            const Result result = play({child({"exit", code})});
            CHECK(contains(result.output, ended(1, std::string("exit code ") + code, 0)));
            CHECK(result.ending == exited(1));
        }
    }

    TEST_CASE("a worker stopped by its timeout") {
        const Result result =
            play({child({"print", "begin", "sleep-forever"}, R"("timeout": 0.5)")});
        check_story(result.output);
        CHECK(contains(result.output, ended(1, "timed out", 0)));
        CHECK(result.ending == exited(1));
    }

    TEST_CASE("a worker that times out and ignores it is killed after stop_timeout") {
        const Match match(scenario(
            {child({"ignore-term", "print", "deaf", "sleep-forever"}, R"("timeout": 0.5)")},
            R"("stop_timeout": 0.1)"));
        const Result result = match.play();
        CHECK(contains(result.output, ended(1, "timed out", 0)));
        CHECK(result.ending == exited(1));
    }
}

}  // namespace tests
