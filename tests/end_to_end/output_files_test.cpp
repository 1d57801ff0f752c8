/// game(1): the files of --log and --timeline.
#include "tests/end_to_end/deadline.h"
#include "tests/end_to_end/match.h"
#include "tests/end_to_end/recording.h"
#include "tests/end_to_end/story.h"

#include <csignal>
#include <filesystem>

#include <doctest/doctest.h>
#include <unistd.h>

namespace tests {

namespace {

/// To be run by Python: starts a program with descriptor 9, a file in memory that may not shrink.
constexpr const char* with_sealed_file = R"(
import fcntl, os, sys
F_ADD_SEALS, F_SEAL_SHRINK = 1033, 2
file = os.memfd_create("sealed", os.MFD_ALLOW_SEALING)
os.write(file, b"content")
fcntl.fcntl(file, F_ADD_SEALS, F_SEAL_SHRINK)
os.dup2(file, 9)
os.execv(sys.argv[1], sys.argv[1:])
)";

/// The library is named by a link, since there can be no space in LD_PRELOAD.
void let_close_fail(Launch& launch, const TemporaryFolder& folder, const std::string& file) {
    const std::string library = folder.path("failing_close.so");
    if (!std::filesystem::exists(library)) std::filesystem::create_symlink(FAILING_CLOSE, library);
    launch.environment = {{"LD_PRELOAD", library}, {"FAILING_CLOSE", file}};
}

}  // namespace

TEST_SUITE("output files") {
    // The sanitizers' runtime library has to be loaded first.
    TEST_CASE("an error of close() is a failure" * doctest::skip(sanitized)) {
        for (const char* const option : {"--log", "--timeline"}) {
            CAPTURE(option);
            Match match(scenario({child({"print", "hello"})}));
            const std::string file = match.folder.path("file");
            match.launch.add({option, file});
            let_close_fail(match.launch, match.folder, file);
            const Result result = match.play();
            CHECK(result.errors == "game: cannot write " + file + ": Disk quota exceeded\n");
            CHECK(result.output.ends_with(bye + "\n"));
            CHECK(result.ending == exited(1));
        }
    }

    TEST_CASE("an error of close() is a failure in a replay, too" * doctest::skip(sanitized)) {
        Match match(scenario({child({"print", "hello"})}));
        const std::string log = log_to_file(match);
        match.play();
        Launch again = replay_of(log);
        const std::string file = match.folder.path("file");
        again.add({"--log", file});
        let_close_fail(again, match.folder, file);
        const Result result = run(again);
        CHECK(result.errors == "game: cannot write " + file + ": Disk quota exceeded\n");
        CHECK(result.ending == exited(1));
    }

    TEST_CASE("a log that cannot be emptied is named, and nothing is launched") {
        Match match(scenario({child({"touch", "started"})}));
        match.launch.add({"--log", "/proc/self/fd/9"});
        Words& words = match.launch.command;
        words.insert(words.begin(), {"python3", "-c", with_sealed_file});
        const Result result = match.play();
        CHECK(result.errors == "game: cannot empty /proc/self/fd/9: Operation not permitted\n");
        CHECK(result.ending == exited(1));
        CHECK_FALSE(match.has("started"));
    }

    TEST_CASE("a picture's file that cannot be emptied is named at the end - exit code 1") {
        Match match(scenario({child({"print", "hello"})}));
        match.launch.add({"--timeline", "/proc/self/fd/9"});
        Words& words = match.launch.command;
        words.insert(words.begin(), {"python3", "-c", with_sealed_file});
        const Result result = match.play();
        CHECK(result.errors == "game: cannot write /proc/self/fd/9: Operation not permitted\n");
        CHECK(result.output.ends_with(bye + "\n"));
        CHECK(result.ending == exited(1));
    }

    TEST_CASE("a log that is emptied while it is written goes on at its begin") {
        Match match(scenario({child({"print", "one", "wait-file", "go", "print", "two"})}));
        const std::string log = log_to_file(match);
        Program game(match.launch);
        game.wait_for_output(got(1, "one"));
        REQUIRE(::truncate(log.c_str(), 0) == 0);
        match.release("go");
        CHECK(game.wait().ending == exited(0));
        CHECK(file_content(log).starts_with("{"));
        CHECK(contains(file_content(log), "\"two\""));
    }

    TEST_CASE("an older picture stays until the run ends") {
        Match match(scenario({child({"print", "hello", "sleep-forever"})}));
        const std::string picture = match.folder.write("run.svg", "old");
        match.launch.add({"--timeline", picture});
        Program game(match.launch);
        game.wait_for_output(got(1, "hello"));
        CHECK(file_content(picture) == "old");
        game.signal(SIGKILL);
        game.wait_for_end();
        wait_until_all_are_gone();
        CHECK(file_content(picture) == "old");
    }

    TEST_CASE("a log is not written over what standard error writes") {
        Match match(scenario({child({"touch", "started"})}));
        match.launch.add({"--log", "/dev/stderr"});
        match.launch.errors = Sink::file;
        const Result result = match.play();
        CHECK(is_one_line(result.errors));
        CHECK(
            contains(result.errors, "/dev/stderr is where standard error goes; take another file"));
        CHECK(result.ending == exited(2));
        CHECK_FALSE(match.has("started"));
    }
}

}  // namespace tests
