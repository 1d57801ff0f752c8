/// game-scenario(5): restart and stop_when, with real processes.
#include "tests/end_to_end/match.h"
#include "tests/end_to_end/recording.h"
#include "tests/end_to_end/story.h"
#include "tests/end_to_end/text.h"

#include <csignal>

#include <doctest/doctest.h>

namespace tests {

namespace {

/// Fails the first time, and then succeeds.
const std::string twice =
    shell("test -e mark && exit 0; touch mark; exit 3",
          R"("name": "twice", "restart": "on-failure", "restart_delay": 0.01)");

const std::string endless = child({"sleep-forever"}, R"("name": "sleeper")");

int code_of(const std::string& entry, std::string_view stop_when,
            const Words& options = {"--no-clock"}) {
    const std::string more = R"("stop_when": )" + json_string(stop_when);
    const Result result = Match(scenario({endless, entry}, more), options).play();
    check_story(result.output);
    CHECK(result.errors.empty());
    return result.ending.number;
}

}  // namespace

TEST_SUITE("restart") {
    TEST_CASE("a worker that fails is restarted with a new number, and its failure counts") {
        const Result result = play({twice});
        check_story(result.output);
        CHECK(lines(result.output) ==
              Words{started(1, "twice"), ended(1, "exit code 3", 0, "twice"), started(2, "twice"),
                    ended(2, "exit code 0", 0, "twice"), bye});
        CHECK(result.ending == exited(1));
    }

    TEST_CASE("max_restarts ends it, and what cannot start is tried again") {
        const Result result =
            play({command({"/nonexistent"},
                          R"("restart": "on-failure", "restart_delay": 0, "max_restarts": 2)")});
        CHECK(count(lines(result.output), "cannot start") == 3);
        CHECK(result.ending == exited(1));
    }

    TEST_CASE("quit during the delay ends the run at once") {
        Match match(
            scenario({child({"exit", "0"}, R"("restart": "always", "restart_delay": 1e9)")}));
        match.launch.input = Source::pipe;
        Program game(match.launch);
        game.wait_for_output(ended(1, "exit code 0", 0));
        game.type("list\n");
        game.wait_for_errors("0 running, 1 waiting\n");
        game.type("quit\n");
        const Result result = game.wait();
        CHECK(result.output.ends_with("\n" + bye + "\n"));
        CHECK(result.ending == exited(0));
    }

    TEST_CASE("a replay of restarts tells the same story, with the same exit code") {
        Match match(scenario({twice, endless}, R"("stop_when": "twice")"));
        const std::string log = check_recording(match);
        CHECK(contains(log, R"("event":"stop","reason":"stop_when")"));
        CHECK(count(lines(log), R"("event":"start")") == 3);
    }
}

TEST_SUITE("stop_when") {
    TEST_CASE("the exit code is that of the worker whose end stops the run") {
        CHECK(code_of(child({"exit", "7"}), "any") == 7);
        CHECK(code_of(child({"exit", "7"}, R"("name": "it")"), "it") == 7);
        CHECK(code_of(child({"exit", "0"}, R"("name": "it", "count": 3)"), "it") == 0);
        CHECK(code_of(shell("kill -9 $$", R"("name": "it")"), "it") == 128 + SIGKILL);
        CHECK(code_of(child({"sleep-forever"}, R"("name": "it", "timeout": 0.1)"), "it") == 1);
        CHECK(code_of(command({"/nonexistent"}, R"("name": "it")"), "it") == 1);
    }

    TEST_CASE("--fail-fast comes first") {
        CHECK(code_of(child({"exit", "7"}), "any", {"--no-clock", "--fail-fast"}) == 1);
    }

    TEST_CASE("the others' failures do not change it") {
        CHECK(code_of(shell("exit 7", R"("name": "bad")") + ", " +
                          shell("sleep 0.2", R"("name": "it")"),
                      "it") == 0);
    }
}

}  // namespace tests
