/// scenarios/fetch.json, the course's experiment: four files at once, or one after the other.
#include "tests/end_to_end/processes.h"
#include "tests/end_to_end/program.h"
#include "tests/end_to_end/story.h"

#include <csignal>

#include <doctest/doctest.h>

namespace tests {

namespace {

const std::string folder = SCENARIOS;

/// The server that comes with the scenario, on any free port.
class SlowServer {
  public:
    SlowServer() : program_(launch()) { program_.wait_for_output("\n"); }

    /// From now on nothing is answered, until answer_again().
    void stop_answering() {
        program_.signal(SIGSTOP);
        program_.wait_until("the server is stopped", [&] { return is_stopped(program_.pid()); });
    }
    void answer_again() { program_.signal(SIGCONT); }

    Launch fetch_all(const std::vector<std::string>& options) const {
        Launch launch;
        launch.command = {GAME_PROGRAM, "--no-clock"};
        launch.add(options);
        launch.command.push_back(folder + "/fetch.json");
        launch.environment = {{"FETCH_URL", lines(program_.output()).front()}};
        return launch;
    }

    Ending end() {
        program_.signal(SIGTERM);
        return program_.wait_for_end();
    }

  private:
    static Launch launch() {
        Launch launch;
        launch.command = {"python3", folder + "/fetch/slow-server.py", "0", "0.01"};
        return launch;
    }

    Program program_;
};

void check_fetched(const Result& result) {
    check_story(result.output);
    CHECK(count(lines(result.output), " bytes in ") == 4);
    CHECK(result.errors.empty());
    CHECK(result.ending == exited(0));
}

}  // namespace

TEST_SUITE("fetch") {
    TEST_CASE("at once all wait for the server together") {
        SlowServer server;
        server.stop_answering();
        Program game(server.fetch_all({}));
        game.wait_for_output(started(4, "west"));
        CHECK_FALSE(contains(game.output(), "<<<<<<<<"));
        server.answer_again();
        check_fetched(game.wait());
        CHECK(server.end() == killed_by(SIGTERM));
    }

    TEST_CASE("one after the other, each waits for the one before") {
        SlowServer server;
        const Result result = run(server.fetch_all({"--max-running", "1"}));
        check_fetched(result);
        CHECK(count(lines(result.output), " - 0 still running") == 4);
        CHECK(server.end() == killed_by(SIGTERM));
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
