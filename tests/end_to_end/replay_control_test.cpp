/// game(1): replays from anywhere to anywhere, at any speed, and how they are stopped.
#include "tests/end_to_end/deadline.h"
#include "tests/end_to_end/recording.h"
#include "tests/end_to_end/story.h"

#include <chrono>
#include <csignal>

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tests {

namespace {

const std::string scenario_line =
    R"({"t":0,"event":"scenario","version":1,"file":"x","seed":null,"speed":1,"workers":0})"
    "\n";

std::string clock_line(double t) {
    const std::string seconds = std::to_string(static_cast<int>(t));
    return R"({"t":)" + std::to_string(t) + R"(,"event":"clock","seconds":)" + seconds + "}\n";
}

std::string end_line(double t, int code) {
    return R"({"t":)" + std::to_string(t) +
           R"(,"event":"end","workers":0,"failed":0,"moves":0,"seconds":0,"exit_code":)" +
           std::to_string(code) + "}\n";
}

/// A log of a clock that shows these times, with this exit code.
std::string clock_log(const std::vector<double>& times, int code) {
    std::string log = scenario_line;
    for (const double t : times)
        log += clock_line(t);
    return log + end_line(times.back(), code);
}

/// A log that lasts for an hour, and one that says very much at once.
const std::string slow_log = clock_log({0, 3600}, 0);
constexpr int clock_lines = 300'000;
std::string flood_log() {
    return clock_log(std::vector<double>(clock_lines, 1), 0);
}

std::chrono::duration<double> time_of(const Launch& launch) {
    const auto begin = std::chrono::steady_clock::now();
    CHECK(run(launch).ending == exited(0));
    return std::chrono::steady_clock::now() - begin;
}

}  // namespace

TEST_SUITE("replay control") {
    TEST_CASE("a replay takes as long as the run, divided by --speed") {
        const TemporaryFolder folder;
        const std::string log = folder.write("log", clock_log({0, 0.6}, 0));
        CHECK(time_of(replay_of(log, {})).count() >= 0.6);
        CHECK(time_of(replay_of(log, {"--speed", "0.5"})).count() >= 1.2);
        // An hour would take longer than a test waits.
        time_of(replay_of(folder.write("slow", slow_log), {"--speed", "100000"}));
    }

    TEST_CASE("each line comes at its time") {
        const TemporaryFolder folder;
        Program game(replay_of(folder.write("log", slow_log), {}));
        game.wait_for_output("clock = 0000s\n");
        wait_until_idle(game.pid());
        CHECK(game.output() == "clock = 0000s\n");
        game.signal(SIGTERM);
        CHECK(game.wait().ending == killed_by(SIGTERM));
    }

    TEST_CASE("a log may come from anywhere") {
        const std::string log = clock_log({0, 1}, 3);
        for (const Source source : {Source::file, Source::pipe, Source::socket}) {
            CAPTURE(to_string(source));
            Launch launch = replay_of("/dev/stdin");
            launch.input = source;
            if (source == Source::file) launch.typed = log;
            Program game(launch);
            if (source != Source::file) game.type(log);
            game.close_input();
            const Result result = game.wait();
            CHECK(lines(result.output) == Words{"clock = 0000s", "clock = 0001s", bye});
            CHECK(result.errors.empty());
            CHECK(result.ending == exited(3));
        }
    }

    TEST_CASE("a log may come through a named pipe, piece by piece") {
        const TemporaryFolder folder;
        const std::string path = folder.path("pipe");
        REQUIRE(::mkfifo(path.c_str(), 0600) == 0);
        Program game(replay_of(path));
        Descriptor pipe(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
        const auto write = [&pipe](std::string_view text) {
            REQUIRE(::write(pipe.get(), text.data(), text.size()) ==
                    static_cast<ssize_t>(text.size()));
        };
        write(scenario_line + clock_line(0) + clock_line(1).substr(0, 10));
        game.wait_for_output("clock = 0000s\n");
        write(clock_line(1).substr(10));
        game.wait_for_output("clock = 0001s\n");
        write(end_line(1, 0));
        pipe.close();
        CHECK(game.wait().ending == exited(0));
    }

    TEST_CASE("no log, no replay") {
        const TemporaryFolder folder;
        for (const std::string& path : {folder.path("missing"), folder.path()}) {
            const Result result = replay(path);
            CHECK(result.output.empty());
            CHECK(is_one_line(result.errors));
            CHECK(contains(result.errors, path));
            CHECK(result.ending == exited(2));
        }
    }

    TEST_CASE("what only a run can do is refused, and so is a second source") {
        const TemporaryFolder folder;
        const std::string log = folder.write("log", clock_log({0}, 0));
        for (const Words& options :
             {Words{"--seed", "1"}, Words{"--players", "x"}, Words{"--launcher", "x"},
              Words{"--max-running", "1"}, Words{"--stop-timeout", "1"}, Words{"--fail-fast"},
              Words{"--keep-running"}, Words{"--control", "x"}, Words{"--check"},
              Words{std::string(SCENARIOS) + "/demo.json"}, Words{"--log", log},
              Words{"--timeline", log},
              Words{"--log", folder.path("new"), "--timeline", folder.path("new")}}) {
            CAPTURE(options);
            const Result result = replay(log, options);
            CHECK(result.output.empty());
            CHECK(is_one_line(result.errors));
            CHECK(result.ending == exited(2));
        }
        CHECK(file_content(log) == clock_log({0}, 0));
    }

    TEST_CASE("a signal ends a replay") {
        const TemporaryFolder folder;
        const std::string log = folder.write("log", slow_log);
        for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
            CAPTURE(signal);
            Program game(replay_of(log, {}));
            game.wait_for_output("clock = 0000s\n");
            game.signal(signal);
            const Result result = game.wait();
            CHECK(result.output == "clock = 0000s\n");
            CHECK(result.errors.empty());
            CHECK(result.ending == killed_by(signal));
        }
    }

    TEST_CASE("a signal ends a replay whose reader sleeps") {
        const TemporaryFolder folder;
        Program game(replay_of(folder.write("log", flood_log())));
        game.hold_output();
        wait_until_idle(game.pid());
        game.signal(SIGTERM);
        CHECK(game.wait_for_end() == killed_by(SIGTERM));
    }

    TEST_CASE("a signal ends a replay whose log does not come") {
        Launch launch = replay_of("/dev/stdin");
        launch.input = Source::pipe;
        launch.typed = scenario_line + clock_line(0);
        Program game(launch);
        game.wait_for_output("clock = 0000s\n");
        game.signal(SIGINT);
        CHECK(game.wait().ending == killed_by(SIGINT));
    }

    TEST_CASE("Ctrl-C ends a replay that has always more to play") {
        const TemporaryFolder folder;
        const std::string path = folder.path("pipe");
        REQUIRE(::mkfifo(path.c_str(), 0600) == 0);
        const std::string line = clock_line(1).substr(0, clock_line(1).size() - 1);
        Program writer(Launch::of("/bin/sh", {"-c", R"({ printf %s "$1"; exec yes "$2"; } >"$3")",
                                              "sh", scenario_line, line, path}));
        Program game(replay_of(path));
        game.wait_for_output("clock = 0001s\n");
        game.signal(SIGINT);
        CHECK(game.wait().ending == killed_by(SIGINT));
        CHECK(writer.wait().ending == killed_by(SIGPIPE));
    }

    TEST_CASE("while the reader sleeps memory stays bounded - then every line arrives") {
        const TemporaryFolder folder;
        Program game(replay_of(folder.write("log", flood_log())));
        game.hold_output();
        wait_until_idle(game.pid());
        if (!sanitized) CHECK(resident_kib({*find_process(game.pid())}) < 16L << 10);
        game.release_output();
        const Result result = game.wait();
        CHECK(result.output.size() ==
              clock_lines * std::string("clock = 0001s\n").size() + bye.size() + 1);
        CHECK(result.ending == exited(0));
    }

    TEST_CASE("a reader that goes away ends a replay silently - exit code 141") {
        const TemporaryFolder folder;
        const std::string log = folder.write("log", flood_log());
        Program game(replay_of(log));
        game.hold_output();
        wait_until_idle(game.pid());
        game.close_output();
        const Result result = game.wait();
        CHECK(result.errors.empty());
        CHECK(result.ending == exited(141));
    }

    TEST_CASE("a full disk ends a replay with one line - exit code 1") {
        const TemporaryFolder folder;
        const std::string log = folder.write("log", slow_log);
        Launch launch = replay_of(log, {});
        launch.output = Sink::full_device;
        for (const Launch& full : {launch, replay_of(log, {"--log", "/dev/full"})}) {
            const Result result = run(full);
            CHECK(is_one_line(result.errors));
            CHECK(contains(result.errors, "No space left on device"));
            CHECK(result.ending == exited(1));
        }
    }
}

}  // namespace tests
