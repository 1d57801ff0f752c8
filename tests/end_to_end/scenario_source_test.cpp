/// game(1): where a scenario comes from - a file, standard input, a Procfile, the command line -
/// and when there is no keyboard.
#include "tests/end_to_end/match.h"
#include "tests/end_to_end/recording.h"
#include "tests/end_to_end/story.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

namespace tests {

namespace {

/// What would be six commands, as well as a scenario.
const std::string many_lines = "[\n  [\n    0,\n    1\n  ]\n]\n";

Launch from_standard_input(const std::string& name, Source source, const std::string& text) {
    Launch launch = Launch::of(GAME_PROGRAM, {"--no-clock", "--speed", "1000", name});
    launch.input = source;
    launch.typed = text;
    return launch;
}

}  // namespace

TEST_SUITE("scenario source") {
    TEST_CASE("a scenario on standard input is played once, and there is no keyboard") {
        for (const Source source : {Source::file, Source::pipe, Source::socket}) {
            for (const std::string name : {"-", "/dev/stdin", "/proc/self/fd/0"}) {
                if (source == Source::socket && name != "-") continue;  // cannot be opened
                CAPTURE(to_string(source));
                CAPTURE(name);
                Program game(from_standard_input(name, source, many_lines));
                if (source != Source::file) game.type("");  // until what is typed is on its way
                game.close_input();
                const Result result = game.wait();
                check_story(result.output);
                CHECK(count(lines(result.output), ">>>>>>>>") == 1);
                CHECK_FALSE(contains(result.output, "must be between"));
                CHECK(result.errors.empty());
                CHECK(result.ending == exited(0));
            }
        }
    }

    TEST_CASE("a file that is also standard input is not read for commands") {
        Match match(many_lines, {"--no-clock", "--speed", "1000"});
        const Descriptor file(::open(match.folder.path("scenario.json").c_str(), O_RDONLY));
        match.launch.input_descriptor = file.get();
        const Result result = match.play();
        CHECK(count(lines(result.output), ">>>>>>>>") == 1);
        CHECK(::lseek(file.get(), 0, SEEK_CUR) == 0);
    }

    TEST_CASE("another file is") {
        Match match(scenario({child({"print", "ready"})}));
        match.launch.input = Source::file;
        match.launch.typed = "9\n";
        CHECK(contains(match.play().output, "9 must be between 1 and 4\n"));
    }

    TEST_CASE("what is wrong with a scenario on standard input is said of -") {
        const Result result = run(from_standard_input("-", Source::file, R"([[0, 7]])"));
        CHECK(result.errors == "-: /0/1: 7 is not between 1 and 4\n");
        CHECK(result.ending == exited(2));
    }

    TEST_CASE("a scenario on standard input runs in our folder, and its log is replayed") {
        const TemporaryFolder folder;
        folder.make_folder("bots");
        Launch launch = from_standard_input("-", Source::file,
                                            scenario({command({"pwd"}, R"("cwd": "bots")")}));
        launch.folder = folder.path();
        const std::string log = folder.path("run.ndjson");
        launch.add({"--log", log});
        const Result result = run(launch);
        CHECK(contains(result.output, "got `" + folder.path("bots") + "`"));
        CHECK(contains(file_content(log), R"("file":"-")"));
        check_replay(log, result);
    }

    TEST_CASE("--no-keyboard reads nothing from standard input") {
        Match match(scenario({child({"print", "ready"})}), {"--no-clock", "--no-keyboard"});
        const std::string list = match.folder.write("list", "9\nquit\n");
        const Descriptor file(::open(list.c_str(), O_RDONLY));
        match.launch.input_descriptor = file.get();
        const Result result = match.play();
        CHECK(lines(result.output) ==
              Words{started(1), got(1, "ready"), ended(1, "exit code 0", 0), bye});
        CHECK(::lseek(file.get(), 0, SEEK_CUR) == 0);
    }

    TEST_CASE("a loop that reads a list plays all of it") {
        const Match match(scenario({shell("echo $GAME_WORKER")}));
        const std::string file = shell_word(match.folder.path("scenario.json"));
        match.folder.write("list", "one\ntwo\nthree\n");
        Launch loop = Launch::of(
            "sh", {"-c", "while read -r name; do echo \"$name\"; " + shell_word(GAME_PROGRAM) +
                             " --no-clock --no-keyboard " + file + "; done <list"});
        loop.folder = match.folder.path();
        const Result result = run(loop);
        CHECK(count(lines(result.output), bye) == 3);
        CHECK_FALSE(contains(result.output, "no such command"));
        CHECK(only(lines(result.output), "three").size() == 1);
    }
}

}  // namespace tests
