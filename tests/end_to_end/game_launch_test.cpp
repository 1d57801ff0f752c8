/// game-scenario(5) and game(1): what workers find when they start, or why they cannot.
#include "tests/end_to_end/match.h"
#include "tests/end_to_end/story.h"

#include <filesystem>

#include <doctest/doctest.h>

namespace tests {

namespace {

/// What the only worker said, without the lines around.
Words said_by_child(const Result& result) {
    Words said;
    const std::string start = "         got `";
    const std::string end = "` from " + label(1);
    for (const std::string& line : only(lines(result.output), start)) {
        said.push_back(line.substr(start.size(), line.size() - start.size() - end.size()));
    }
    return said;
}

/// A stand-in for `players` that says how it was called.
const std::string echoing_players = "#!/bin/sh\necho \"called with $*\"\n";

}  // namespace

TEST_SUITE("game launch") {
    TEST_CASE("a program that cannot be started says why, and the others go on") {
        Match match(scenario({command({"./missing"}), command({"./script"}), command({"./noise"}),
                              command({"./folder"}), command({"no-such-program-on-path"}),
                              child({"print", "on"})}));
        match.launch.environment = {{"PATH", "/usr/bin:/bin"}};  // folders that anybody may search
        match.folder.write("script", "#!/bin/sh\n");
        match.folder.write_program("noise", "this is no program\n");
        match.folder.make_folder("folder");
        const Result result = match.play();
        check_story(result.output);
        const auto check_why = [&](int worker, const std::string& name, const std::string& why) {
            const std::string line = "worker " + label(worker, name) + " - cannot start: " + why;
            CHECK_MESSAGE(contains(result.output, line + " - "), line);
        };
        check_why(1, "missing", "./missing: No such file or directory");
        check_why(2, "script", "./script: Permission denied");
        check_why(3, "noise", "./noise: Exec format error");
        check_why(4, "folder", "./folder: Permission denied");
        check_why(5, "no-such-program-on-path",
                  "no-such-program-on-path: No such file or directory");
        CHECK(contains(result.output, got(6, "on")));
        CHECK(result.ending == exited(1));
    }

    TEST_CASE("the lines of a worker that cannot be started") {
        const Result result = play({command({"/nonexistent/program"})});
        CHECK(lines(result.output) ==
              Words{started(1, "program"),
                    ended(1, "cannot start: /nonexistent/program: No such file or directory", 0,
                          "program"),
                    bye});
        CHECK(result.ending == exited(1));
    }

    TEST_CASE("a script whose interpreter is missing cannot be started") {
        const Match match(scenario({command({"./script"})}));
        match.folder.write_program("script", "#!/nonexistent/shell\n");
        CHECK(contains(match.play().output,
                       ended(1,
                             "cannot start: ./script: interpreter /nonexistent/shell: "
                             "No such file or directory",
                             0, "script")));
    }

    TEST_CASE("a folder that is missing is a reason, too") {
        const Result result = play({child({}, R"("cwd": "nowhere")")});
        CHECK(contains(result.output,
                       ended(1, "cannot start: cwd nowhere: No such file or directory", 0)));
        CHECK(result.ending == exited(1));
    }

    TEST_CASE("a worker runs in the scenario's folder, or in its cwd relative to that") {
        Match match(scenario({child({"print-cwd"}), child({"print-cwd"}, R"("cwd": "bots")"),
                              child({"print-cwd"}, R"("cwd": "/")")}));
        const std::string bots = match.folder.make_folder("bots");
        match.launch.folder = "/usr";
        const Result result = match.play();
        CHECK(contains(result.output,
                       got(1, std::filesystem::canonical(match.folder.path()).string())));
        CHECK(contains(result.output, got(2, std::filesystem::canonical(bots).string())));
        CHECK(contains(result.output, got(3, "/")));
    }

    TEST_CASE("a scenario named without a folder has one all the same") {
        Match match(scenario({child({"print-cwd", "touch", "here"})}));
        match.launch.folder = match.folder.path();
        match.launch.command.back() = "scenario.json";
        CHECK(match.play().ending == exited(0));
        CHECK(match.has("here"));
    }

    TEST_CASE("the environment is ours and what the entry adds") {
        Match match(
            scenario({child({"print-env", "LEVEL", "print-env", "MOOD", "print-env", "TERM"},
                            R"("env": {"LEVEL": "3 = \"three\"", "TERM": ""})")}));
        match.launch.environment = {{"MOOD", "good"}, {"LEVEL", "1"}};
        CHECK(said_by_child(match.play()) == Words{"LEVEL=3 = \"three\"", "MOOD=good", "TERM="});
    }

    TEST_CASE("GAME_WORKER is the worker's number, GAME_SEED and GAME_SPEED are set where given") {
        const Words entries{child(
            {"print-env", "GAME_WORKER", "print-env", "GAME_SEED", "print-env", "GAME_SPEED"})};
        CHECK(said_by_child(play(entries)) ==
              Words{"GAME_WORKER=1", "GAME_SEED is not set", "GAME_SPEED is not set"});
        CHECK(said_by_child(play(entries, {"--no-clock", "--seed", "42", "--speed", "50"})) ==
              Words{"GAME_WORKER=1", "GAME_SEED=42", "GAME_SPEED=50"});
    }

    TEST_CASE("players get their seed and speed by option, others do not") {
        const Match match(scenario({R"({"predef": 1})", R"({"predef": 3})",
                                    command({"./players", "own"}, R"("name": "other")")},
                                   R"("players": "players")"),
                          {"--no-clock", "--seed", "7", "--speed", "50"});
        match.folder.write_program("players", echoing_players);
        const Result result = match.play();
        check_story(result.output);
        const auto called = [&](int worker) {
            return only(lines(result.output), "` from ps#" + std::to_string(worker)).at(0);
        };
        CHECK(contains(called(1), "--seed 7"));
        CHECK(contains(called(1), "--speed 50"));
        CHECK(contains(called(1), " 1`"));
        CHECK(contains(called(2), "--seed 8"));
        CHECK(contains(called(2), " 3`"));
        CHECK(contains(called(3), "`called with own`"));
    }

    TEST_CASE("without seed and speed players are called plainly") {
        const Match match(scenario({R"({"predef": 4})"}, R"("players": "./players")"));
        match.folder.write_program("players", echoing_players);
        CHECK(contains(match.play().output, got(1, "called with 4", "predef 4")));
    }

    TEST_CASE("--players wins over the file") {
        Match match(scenario({R"({"predef": 1})"}, R"("players": "/nonexistent")"));
        const std::string other = match.folder.write_program("other", echoing_players);
        match.launch.add({"--players", other});
        CHECK(contains(match.play().output, got(1, "called with 1", "predef 1")));
    }

    TEST_CASE("--players counts from the folder of the person who typed it") {
        Match match(scenario({R"({"predef": 1})"}));
        const TemporaryFolder elsewhere;
        elsewhere.write_program("other", echoing_players);
        match.launch.folder = elsewhere.path();
        match.launch.add({"--players", "./other"});
        CHECK(contains(match.play().output, got(1, "called with 1", "predef 1")));
    }

    TEST_CASE("players are found on PATH where none are beside game") {
        Match match(scenario({R"({"predef": 1})"}));
        const std::string bin = match.folder.make_folder("bin");
        const std::string path_bin = match.folder.make_folder("path");
        std::filesystem::copy_file(GAME_PROGRAM, bin + "/game");
        match.folder.write_program("path/players", echoing_players);
        match.launch.command.front() = bin + "/game";
        match.launch.environment = {{"PATH", path_bin + ":/usr/bin:/bin"}};
        CHECK(contains(match.play().output, got(1, "called with 1", "predef 1")));
    }

    TEST_CASE("a predef without any players to be found cannot start") {
        const Match match(scenario({R"({"predef": 1})"}, R"("players": "nowhere")"));
        const Result result = match.play();
        check_story(result.output);
        CHECK(contains(result.output, "cannot start: " + match.folder.path("nowhere") +
                                          ": No such file or directory - 0 still running\n"));
        CHECK(result.ending == exited(1));
    }

    TEST_CASE("a word of a command is one argument, whatever is in it") {
        const Result result = play({command({"sh", "-c", R"(for a; do echo "[$a]"; done)", "",
                                             "two words", "", "$HOME", "*", "'\"", "a\nb"})});
        CHECK(only(lines(result.output), "got") ==
              Words{got(1, "[two words]", "sh"), got(1, "[]", "sh"), got(1, "[$HOME]", "sh"),
                    got(1, "[*]", "sh"), got(1, "['\"]", "sh"), got(1, "[a", "sh"),
                    got(1, "b]", "sh")});
    }

    TEST_CASE("workers never read the keyboard") {
        Match match(scenario({child({"read-stdin"})}));
        match.launch.input = Source::file;
        match.launch.typed = "\n\n\n";
        CHECK(contains(match.play().output, got(1, "read 0 bytes")));
    }
}

}  // namespace tests
