/// scenarios/fetch.json, the course's experiment: four files at once, or one after the other.
#include "tests/end_to_end/deadline.h"
#include "tests/end_to_end/program.h"
#include "tests/end_to_end/story.h"

#include <chrono>
#include <csignal>

#include <doctest/doctest.h>

namespace tests {

namespace {

/// What it takes to serve a file is small beside this, even on a busy machine.
constexpr const char* delay = "2";

const std::string folder = SCENARIOS;

/// The server that comes with the scenario, on any free port.
class SlowServer {
  public:
    SlowServer() : program_(launch()) { program_.wait_for_output("\n"); }

    std::string url() const { return lines(program_.output()).front(); }

    Ending stop() {
        program_.signal(SIGTERM);
        return program_.wait_for_end();
    }

  private:
    static Launch launch() {
        Launch launch;
        launch.command = {"python3", folder + "/fetch/slow-server.py", "0", delay};
        return launch;
    }

    Program program_;
};

/// How long it takes to fetch all files.
std::chrono::duration<double> fetch_all(const std::string& url,
                                        const std::vector<std::string>& options) {
    Launch launch;
    launch.command = {GAME_PROGRAM, "--no-clock"};
    launch.add(options);
    launch.command.push_back(folder + "/fetch.json");
    launch.environment = {{"FETCH_URL", url}};

    const auto start = std::chrono::steady_clock::now();
    const Result result = run(launch);
    const auto end = std::chrono::steady_clock::now();

    check_story(result.output);
    CHECK(count(lines(result.output), " bytes in ") == 4);
    CHECK(result.errors.empty());
    CHECK(result.ending == exited(0));
    return end - start;
}

}  // namespace

TEST_SUITE("fetch") {
    TEST_CASE("at once is at least three times faster than one after the other") {
        SlowServer server;
        const auto at_once = fetch_all(server.url(), {});
        const auto in_turn = fetch_all(server.url(), {"--max-running", "1"});
        MESSAGE("at once: ", at_once.count(), " s, in turn: ", in_turn.count(), " s");
        CHECK(in_turn >= 3 * at_once);
        CHECK(server.stop() == killed_by(SIGTERM));
    }

    TEST_CASE("without a server, each worker says what is missing") {
        Launch launch;
        launch.command = {GAME_PROGRAM, "--no-clock", folder + "/fetch.json"};
        // Nobody listens on port 1.
        launch.environment = {{"FETCH_URL", "http://127.0.0.1:1"}};
        const Result result = run(launch);
        check_story(result.output);
        CHECK(count(only(lines(result.output), "got `curl: (7) "), " on stderr") == 4);
        CHECK(count(lines(result.output), " - exit code 7 - ") == 4);
        CHECK(result.ending == exited(1));
    }
}

}  // namespace tests
