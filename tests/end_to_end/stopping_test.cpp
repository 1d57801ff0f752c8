/// game(1): how workers are stopped, and what counts as a failure then.
#include "tests/end_to_end/match.h"
#include "tests/end_to_end/recording.h"
#include "tests/end_to_end/story.h"
#include "tests/end_to_end/stranger.h"

#include <csignal>
#include <filesystem>
#include <string>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>
#include <sys/stat.h>

namespace tests {

namespace {

/// Its process ends at once with exit code 7, and leaves something in another session that holds
/// its pipes.
const std::string leaves_pipe_open =
    child({"fork-session", "sleep-forever", "end", "exit", "7"}, R"("name": "left")");

/// Waits until `list` says that worker 1 has ended, or its end is reported.
void wait_until_process_has_ended(Program& game) {
    game.wait_until("the process of ps#1 has ended", [&game] {
        game.type("list\n");
        return contains(game.errors(), label(1, "left") + " - ended, reading its output") ||
               contains(game.output(), ended(1, "exit code 7", 1, "left"));
    });
}

/// The only event of that kind and worker.
nlohmann::json event_of(const Words& log, const std::string& kind, int worker) {
    for (const std::string& line : log) {
        nlohmann::json event = nlohmann::json::parse(line);
        if (event.at("event") == kind && event.at("worker") == worker) return event;
    }
    return {};
}

}  // namespace

TEST_SUITE("stopping") {
    TEST_CASE("the whole group has stop_timeout, also when its first process ends sooner") {
        for (const std::string how : {"kill 1\n", "quit\n"}) {
            CAPTURE(how);
            Match match(
                scenario({shell("(exec > said; trap 'echo > saving; until [ -e go ]; do sleep "
                                "0.01; done; echo saved; exit' TERM; echo > up; while :; do sleep "
                                "0.01; done); true")}),
                {"--no-clock", "--stop-timeout", "100"});
            match.launch.input = Source::pipe;
            Program game(match.launch);
            match.wait_for("up");
            game.type(how);
            match.wait_for("saving");
            match.release("go");
            const Result result = game.wait();
            CHECK(file_content(match.folder.path("said")) == "saved\n");
            CHECK(result.ending == exited(0));
        }
    }

    TEST_CASE("a worker whose process had failed before quit has failed") {
        for (const std::string how : {"kill 1\n", ""}) {
            CAPTURE(how);
            Match match(scenario({leaves_pipe_open, child({"sleep-forever"})}));
            match.launch.input = Source::pipe;
            Program game(match.launch);
            wait_until_process_has_ended(game);
            game.type(how + "quit\n");
            const Result result = game.wait();
            CHECK(contains(result.output, "worker " + label(1, "left") + " - exit code 7 - "));
            CHECK(contains(result.output, "worker " + label(2) + " - exit code -15 - "));
            CHECK(result.ending == exited(1));
        }
    }

    TEST_CASE("how long it ran ends with its process, not with what it left behind") {
        Match match(scenario({leaves_pipe_open}));
        match.launch.add({"--output", "ndjson"});
        const Words log = lines(match.play().output);
        const nlohmann::json exit = event_of(log, "exit", 1);
        constexpr double grace = 1;  // it was launched at 0 s
        CHECK(exit.at("seconds").get<double>() <= exit.at("t").get<double>() - grace);
    }

    TEST_CASE("a worker that may not be signalled is named, and not waited for") {
        Match match(
            scenario({command({"./become", "--reuid=0", "sh", "-c", "echo $$; exec sleep 1000"})},
                     R"("stop_timeout": 0.2)"));
        if (!let_stranger_play(match)) return;
        const std::string become = match.folder.path("become");
        std::filesystem::copy_file("/usr/bin/setpriv", become);
        REQUIRE(::chmod(become.c_str(), 04755) == 0);
        for (const bool is_killed : {false, true}) {
            CAPTURE(is_killed);
            Program game(match.launch);
            game.wait_for_output("got `");
            const std::string output = game.output();
            const pid_t worker = std::stoi(output.substr(output.find("got `") + 5));
            game.signal(SIGTERM);
            game.wait_for_errors("game: cannot stop ps#1 (become), process " +
                                 std::to_string(worker) + ": Operation not permitted\n");
            if (is_killed) game.signal(SIGINT);
            game.wait_for_output(ended(1, "lost", 0, "become"));
            ::kill(worker, SIGKILL);
            const Result result = game.wait();
            CHECK(is_one_line(result.errors));
            CHECK(result.ending == killed_by(SIGTERM));
        }
    }
}

}  // namespace tests
