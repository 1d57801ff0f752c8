/// game(1), --live --play NAME: somebody plays with the keys of the terminal.
#include "tests/end_to_end/bots.h"
#include "tests/end_to_end/live_screen.h"
#include "tests/end_to_end/match.h"
#include "tests/end_to_end/skip.h"

#include <string>

#include <doctest/doctest.h>

namespace tests {

TEST_SUITE("play at the terminal") {
    TEST_CASE("keys are moves, and : is for commands") {
        if (skip_without("tmux")) return;
        // Nobody is in anybody's way on this board for as long as the test may take.
        const Match match(match_scenario(
            {child({"wait-file", "go"})},
            R"("rules": "paint", "mode": "ticks", "tick": 0.05, "settings": {"width": 20, "height": 9})"));
        LiveScreen screen({90, 30, match.folder.path()});
        screen.enter(shell_word(GAME_PROGRAM) +
                     " --live --play zoe --log run.ndjson scenario.json; echo code=$?");
        screen.wait_for("you are zoe");
        screen.wait_for("arrows or w a s d move");
        const auto has_moved = [&](const std::string& direction) {
            const std::string move = R"("zoe":{"status":"ok","move":")" + direction + '"';
            return contains(file_content(match.folder.path("run.ndjson")), move);
        };
        screen.press({"Up"});
        screen.wait_until("zoe moves north", [&] { return has_moved("N"); });
        screen.type("d");
        screen.wait_until("zoe moves east", [&] { return has_moved("E"); });
        screen.type(":");
        screen.type("list");
        screen.press({"Enter"});
        screen.wait_for("ps#1 (zoe) - process ");
        CHECK_FALSE(has_moved("S"));
        screen.type(":");
        screen.type("kill zoe");
        screen.press({"Enter"});
        match.release("go");
        screen.wait_for("code=0");
        CHECK(contains(file_content(match.folder.path("run.ndjson")), "\"ps#1 (zoe)\""));
    }

    TEST_CASE("it needs a name") {
        const auto refusal = [](const std::string& text, const Words& options) {
            const Result result = Match(text, options).play();
            CHECK(result.ending == exited(2));
            return result.errors;
        };
        const std::string lockstep = match_scenario({good_bot}, R"("rules": "paint")");
        CHECK(refusal(lockstep, {"--live", "--play", "two words"}) ==
              "game: --play: \"two words\" is not a name: 1 to 64 bytes without white space and "
              "control characters\n");
    }
}

TEST_SUITE("seat") {
    TEST_CASE("the process of a seat says what is wrong") {
        Launch launch = Launch::of(GAME_PROGRAM, {"--seat", "@nobody-listens-here"});
        const Result alone = run(launch);
        CHECK(alone.ending == exited(2));
        CHECK(alone.errors == "game: --seat: is for workers of game, which have GAME_WORKER\n");
        launch.environment = {{"GAME_WORKER", "1"}};
        const Result nobody = run(launch);
        CHECK(nobody.ending == exited(1));
        CHECK(nobody.errors == "game: the socket @nobody-listens-here: Connection refused\n");
    }
}

}  // namespace tests
