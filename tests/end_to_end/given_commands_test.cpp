/// game(1): commands on the command line, in place of a scenario.
#include "tests/end_to_end/match.h"
#include "tests/end_to_end/recording.h"
#include "tests/end_to_end/story.h"

#include <doctest/doctest.h>

namespace tests {

namespace {

Launch with_commands(const Words& words, const Words& options = {"--no-clock"}) {
    Launch launch = Launch::of(GAME_PROGRAM, options);
    launch.add({"--"});
    launch.add(words);
    return launch;
}

void check_refused(const Words& arguments, const std::string& error) {
    const Result result = run(Launch::of(GAME_PROGRAM, arguments));
    CHECK(result.errors == "game: " + error + "\n");
    CHECK(result.output.empty());
    CHECK(result.ending == exited(2));
}

}  // namespace

TEST_SUITE("given commands") {
    TEST_CASE("they run at once, with their base names as labels, words as they are") {
        const TemporaryFolder folder;
        folder.write_program("bot", "#!/bin/sh\necho \"$# $1 $2\"\n");
        Launch launch = with_commands({"./bot", "--seed", "a  b", ":::", "pwd"});
        launch.folder = folder.path();
        const Result result = run(launch);
        check_story(result.output);
        CHECK(contains(result.output, got(1, "2 --seed a  b", "bot") + "\n"));
        CHECK(contains(result.output, got(2, folder.path(), "pwd") + "\n"));
        CHECK(result.errors.empty());
        CHECK(result.ending == exited(0));
    }

    TEST_CASE("options work as with a scenario, the keyboard too") {
        Launch limited = with_commands({"true", ":::", "false", ":::", "true"},
                                       {"--no-clock", "--max-running", "1", "--summary"});
        const Result result = run(limited);
        CHECK(contains(result.output, ended(1, "exit code 0", 0, "true")));
        CHECK(contains(result.output, "3 workers"));
        CHECK(result.ending == exited(1));
        Launch lasting = with_commands({"sleep", "1000"});
        lasting.input = Source::file;
        lasting.typed = "9\nquit\n";
        const Result stopped = run(lasting);
        CHECK(contains(stopped.output, "9 must be between 1 and 4\n"));
        CHECK(stopped.ending == exited(0));
    }

    TEST_CASE("--check shows them and starts none") {
        const TemporaryFolder folder;
        Launch launch = with_commands({"touch", folder.path("x"), ":::", "nosuch"}, {"--check"});
        launch.environment = {{"PATH", "/usr/bin:/bin"}};
        const Result result = run(launch);
        CHECK(contains(result.output, "2 entries, 2 workers\n"));
        CHECK(result.errors ==
              "--: ps#2 (nosuch) cannot start: nosuch: No such file or "
              "directory\n");
        CHECK(result.ending == exited(1));
        CHECK_FALSE(std::filesystem::exists(folder.path("x")));
    }

    TEST_CASE("their log is replayed, whatever bytes their names have") {
        const TemporaryFolder folder;
        const std::string log = folder.path("run.ndjson");
        const std::string odd = folder.write_program("b\xff\n\xc3\xa9", "#!/bin/sh\necho odd\n");
        const Result result = run(with_commands({odd, "\xff"}, {"--no-clock", "--log", log}));
        CHECK(contains(result.output, got(1, "odd", "b??\u00e9")));
        CHECK(contains(file_content(log), R"("file":"--")"));
        check_replay(log, result);
    }

    TEST_CASE("what cannot be run is refused") {
        const std::string empty = " is empty, takes a program and its arguments (see --help)";
        check_refused({"--"}, "COMMAND: command 1" + empty);
        check_refused({"--", "true", ":::"}, "COMMAND: command 2" + empty);
        check_refused({"--", ":::", "true"}, "COMMAND: command 1" + empty);
        check_refused({"--", "true", ":::", ""},
                      "COMMAND: \"\" is not the name of a program, in command 2");
        check_refused({"demo.json", "--", "true"}, "SCENARIO: cannot be combined with -- COMMAND");
        check_refused({"--replay", "log", "--", "true"},
                      "COMMAND: cannot be combined with --replay");
        check_refused({"--referee", "snake", "--", "true"},
                      "COMMAND: cannot be combined with --referee");
    }
}

}  // namespace tests
