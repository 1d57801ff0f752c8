/// Matches beside the rest of a run: restarts, outputs, the picture.
#include "tests/end_to_end/bots.h"

#include <string>

namespace tests {

TEST_SUITE("match run") {
    TEST_CASE("when the match is over no worker is restarted, and the run ends") {
        const PlayedMatch played(match_scenario(
            {good_bot, shell(bot("echo N"),
                             named("again", R"(, "restart": "always", "restart_delay": 0.01)"))},
            R"("rules": "paint", "turns": 2, "first_limit": 20)"));
        CHECK(played.result.ending == exited(0));
        CHECK(played.of("start").size() == 2);
    }

    TEST_CASE("a worker whose restart would come after the match is not restarted") {
        const PlayedMatch played(
            match_scenario({good_bot, shell("exit 3", named("again", R"(, "restart": "on-failure",
                                                                     "restart_delay": 1000)"))},
                           R"("rules": "paint", "turns": 2, "first_limit": 20)"));
        CHECK(played.result.ending == exited(1));
        CHECK(played.of("start").size() == 2);
    }

    TEST_CASE("a worker that is restarted in lockstep is only relayed") {
        const PlayedMatch played(match_scenario(
            {shell(bot("until test -e again; do sleep 0.01; done; echo N"), named("good")),
             shell("test -e once && touch again; touch once; exit 3",
                   named("bad", R"(, "restart": "on-failure", "restart_delay": 0)"))},
            R"("rules": "paint", "turns": 2, "first_limit": 20)"));
        CHECK(played.result.ending == exited(1));
        CHECK(played.of("result").at(0)["ranks"].size() == 2);
        CHECK(contains(played.result.errors,
                       "game: in lockstep only workers of time 0 take part: others are only "
                       "relayed\n"));
    }

    TEST_CASE("a log without room ends the run, which has not begun") {
        Match match(match_scenario({good_bot}, R"("rules": "paint")"),
                    {"--no-clock", "--log", "/dev/full"});
        const Result result = match.play();
        CHECK(result.ending == exited(1));
        CHECK(contains(result.errors, "cannot write /dev/full: No space left on device\n"));
    }

    TEST_CASE("a match whose players cannot all be started is void, and its run ends") {
        Match match(match_scenario({shell(bot("echo N"), named("many", R"(, "count": 40)"))},
                                   R"("rules": "paint")"));
        match.launch.command.insert(match.launch.command.begin(), {"prlimit", "--nofile=70"});
        const Result result = match.play();
        CHECK(result.ending == exited(1));
        CHECK(contains(result.output,
                       "======== match void - not all workers can be started: Too many open "
                       "files\n"));
        CHECK(count(lines(result.output), "- exit code 0 -") == 40);
    }

    TEST_CASE("workers that are killed before they are launched do not keep a match waiting") {
        Match match(
            match_scenario({good_bot, shell(bot("echo N"), named("many", R"(, "count": 30)"))},
                           R"("rules": "paint", "turns": 2, "first_limit": 20)"));
        match.launch.input = Source::file;
        match.launch.typed = "kill many\n";
        const Result result = match.play();
        CHECK(result.ending == exited(0));
        CHECK(contains(result.output, "======== match of 31 players - paint, lockstep\n"));
        CHECK(contains(result.output, "======== match over in turn 2 - last turn\n"));
    }

    TEST_CASE("an input that a process left behind keeps open does not keep the run from its end") {
        const PlayedMatch played(
            match_scenario({shell(bot_with("20", "echo >full; echo N"), named("good")),
                            shell("exec 3<&0; setsid sleep 600 <&3 >/dev/null 2>&1 & until test -e "
                                  "full; do sleep 0.01; done",
                                  named("bad"))},
                           R"("rules": "paint", "turns": 25, "first_limit": 5, "turn_limit": 0.1,
               "settings": {"width": 100, "height": 100})"));
        CHECK(played.result.ending == exited(0));
        CHECK(played.total("bad", "answered") == 0);
    }

    TEST_CASE("the picture shows when players went out") {
        const PlayedMatch played(
            match_scenario({good_bot, shell("read -r line; read -r line; exit 3", named("bad"))},
                           R"("rules": "paint", "turns": 2, "first_limit": 20)"),
            {"--timeline", "run.svg"});
        const std::string svg = file_content(played.match.folder.path("run.svg"));
        CHECK(contains(svg, "<title>bad is out in turn 1 - crashed, exit code 3, at "));
        CHECK(contains(svg, ">a player is out</text>"));
    }
}

}  // namespace tests
