/// game(1): why a worker cannot be started, in a run and by --check.
#include "tests/end_to_end/match.h"
#include "tests/end_to_end/recording.h"
#include "tests/end_to_end/story.h"

#include <filesystem>

#include <doctest/doctest.h>

namespace tests {

namespace {

/// How the only worker could not start, without `cannot start: `; empty if it could.
std::string reason(const Match& match) {
    const std::string output = match.play().output;
    const std::string begin = " - cannot start: ";
    const std::string end = " - 0 still running\n";
    const std::size_t from = output.find(begin);
    if (from == std::string::npos) return "";
    const std::size_t to = output.find(end, from);
    return output.substr(from + begin.size(), to - from - begin.size());
}

}  // namespace

TEST_SUITE("start failure") {
    TEST_CASE("a folder that is missing is named as the scenario names it") {
        CHECK(reason(Match(scenario({command({"pwd"}, R"("cwd": "nosuch")")}))) ==
              "cwd nosuch: No such file or directory");
        CHECK(reason(Match(scenario({command({"pwd"}, R"("cwd": "/nosuch/folder")")}))) ==
              "cwd /nosuch/folder: No such file or directory");
        const Match file(scenario({command({"pwd"}, R"("cwd": "scenario.json")")}));
        CHECK(reason(file) == "cwd scenario.json: Not a directory");
    }

    TEST_CASE("an interpreter that is missing is named, control characters escaped") {
        const Match match(scenario({command({"./x.sh"})}));
        match.folder.write_program("x.sh", "#!/bin/sh\r\necho hi\n");
        CHECK(reason(match) == R"(./x.sh: interpreter /bin/sh\x0d: No such file or directory)");
        match.folder.write_program("x.sh", "#! \t/nosuch/python -u\n");
        CHECK(reason(match) == "./x.sh: interpreter /nosuch/python: No such file or directory");
        match.folder.write_program("x.sh", "#!/usr\n");
        CHECK(reason(match) == "./x.sh: interpreter /usr: Permission denied");
    }

    TEST_CASE("a program in the worker's own folder is looked for there") {
        const Match match(scenario({command({"./x"}, R"("cwd": "below")")}));
        match.folder.make_folder("below");
        match.folder.write_program("x", "#!/bin/sh\n");
        CHECK(reason(match) == "./x: No such file or directory");
        match.folder.write_program("below/x", "#!/bin/sh\n");
        CHECK(reason(match).empty());
    }

    TEST_CASE("a name that no line may hold is escaped, and a long one is cut") {
        CHECK(reason(Match(scenario({command({"a\nb\x1b[31m"})}))) ==
              R"(a\x0ab\x1b[31m: No such file or directory)");
        const std::string long_name(300, 'x');
        CHECK(reason(Match(scenario({command({long_name})}))) ==
              std::string(200, 'x') + "...: No such file or directory");
    }

    TEST_CASE("for players that are nowhere it is said where they were sought") {
        Match match(scenario({R"({"predef": 1})"}));
        const std::string bin = match.folder.make_folder("bin");
        std::filesystem::copy_file(GAME_PROGRAM, bin + "/game");
        match.launch.command.front() = bin + "/game";
        match.launch.environment = {{"PATH", "/usr/bin:/bin"}};
        CHECK(reason(match) ==
              "players, sought in " + bin + " and on PATH: No such file or directory");
    }

    TEST_CASE("the log has the reason, and its replay") {
        Match match(scenario({command({"nosuch"}), command({"pwd"}, R"("cwd": "nosuch")")}));
        CHECK(
            contains(check_recording(match), R"("error":"cwd nosuch: No such file or directory")"));
    }

    TEST_CASE("--check finds them, behind the timetable") {
        Match match("", {});
        match.folder.write("s.json",
                           scenario({command({"nosuch"}, R"("count": 2)"), command({"true"}),
                                     command({"true"}, R"("cwd": "below")"),
                                     command({"./x.sh"}, R"("name": "script")")}));
        match.folder.write_program("x.sh", "#!/nosuch/shell\n");
        match.launch = Launch::of(GAME_PROGRAM, {"--check", "s.json"});
        match.launch.folder = match.folder.path();
        match.launch.environment = {{"PATH", "/usr/bin:/bin"}};
        const Result result = match.play();
        CHECK(contains(result.output, "4 entries, 5 workers\n"));
        CHECK(lines(result.errors) ==
              Words{"s.json: ps#1 to ps#2 (nosuch) cannot start: nosuch: No such file or directory",
                    "s.json: ps#4 (true) cannot start: cwd below: No such file or directory",
                    "s.json: ps#5 (script) cannot start: ./x.sh: interpreter /nosuch/shell: "
                    "No such file or directory"});
        CHECK(result.ending == exited(1));
        match.launch.add({"--launcher", "nosuch-launcher -n"});
        const Result launched = match.play();
        CHECK(count(lines(launched.errors), " cannot start: nosuch-launcher: ") == 3);
        CHECK(launched.ending == exited(1));
    }

    TEST_CASE("--check finds text that is no script, as the run does") {
        for (const char* const text : {"echo hi\n", "", "#!\n", "\xEF\xBB\xBF#!/bin/sh\n"}) {
            CAPTURE(text);
            Match match(scenario({command({"./x"})}));
            match.folder.write_program("x", text);
            CHECK(reason(match) == "./x: Exec format error");
            match.launch.add({"--check"});
            const Result result = match.play();
            CHECK(contains(result.errors, "ps#1 (x) cannot start: ./x: Exec format error\n"));
            CHECK(result.ending == exited(1));
        }
    }

    TEST_CASE("--check names the first hundred, and counts the others") {
        std::vector<std::string> entries(103, command({"nosuch"}));
        const Result result = Match(scenario(entries), {"--check"}).play();
        const Words problems = lines(result.errors);
        REQUIRE(problems.size() == 101);
        CHECK(contains(problems.back(), "and 3 more problems"));
        CHECK(result.ending == exited(1));
    }
}

}  // namespace tests
