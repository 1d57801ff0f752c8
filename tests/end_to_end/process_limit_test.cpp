/// SPEC section 5: too few processes.
#include "tests/end_to_end/deadline.h"
#include "tests/end_to_end/match.h"
#include "tests/end_to_end/story.h"

#include <optional>

#include <doctest/doctest.h>
#include <unistd.h>

namespace tests {

namespace {

/// A user with no process but those of this test: the limit counts all of a user's.
uid_t stranger() {
    constexpr uid_t first = 100'000;
    return first + static_cast<uid_t>(::getpid());
}

/// The stranger, who may have so many processes, runs `words`.
Words as_stranger(int most, const Words& words) {
    const std::string id = std::to_string(stranger());
    Words command = {"setpriv", "--reuid",        id,        "--regid",
                     id,        "--clear-groups", "prlimit", "--nproc=" + std::to_string(most)};
    command.insert(command.end(), words.begin(), words.end());
    return command;
}

/// The stranger plays the scenario. Nothing unless we are root, who alone can become somebody else,
/// and the stranger can reach our programs.
std::optional<Result> play_with_processes(int most, std::string_view scenario_text) {
    Match match(scenario_text);
    constexpr int enough = 10;
    Launch trial;
    trial.command = as_stranger(enough, {GAME_PROGRAM, "--version"});
    if (::geteuid() != 0 || ::chown(match.folder.path().c_str(), stranger(), stranger()) != 0 ||
        run(trial).ending != exited(0)) {
        MESSAGE("not tested: this takes root, and programs that all may run");
        return std::nullopt;
    }
    match.launch.command = as_stranger(most, match.launch.command);
    return match.play();
}

}  // namespace

// The leak checker needs a process of its own.
TEST_SUITE("process limit" * doctest::skip(tests::sanitized)) {
    TEST_CASE("8 processes for 30 workers - they wait, and are told of once") {
        const auto result =
            play_with_processes(8, scenario({child({"sleep", "0.1"}, R"("count": 30)")}));
        if (!result) return;
        check_story(result->output);
        CHECK(count(lines(result->output), "exit code 0") == 30);
        CHECK(is_one_line(result->errors));
        CHECK(contains(result->errors, "waiting until a worker ends"));
        CHECK(result->ending == exited(0));
    }

    TEST_CASE("a worker that finds no process and nobody to wait for cannot start") {
        const auto result = play_with_processes(2, scenario({child({"print", "hello"})}));
        if (!result) return;
        CHECK(
            lines(result->output) ==
            Words{started(1), ended(1, "cannot start: Resource temporarily unavailable", 0), bye});
        CHECK(result->errors.empty());
        CHECK(result->ending == exited(1));
    }

    TEST_CASE("a game that cannot have its own two processes says so") {
        const auto result = play_with_processes(1, scenario({child({"print", "hello"})}));
        if (!result) return;
        CHECK(result->output.empty());
        CHECK(is_one_line(result->errors));
        CHECK(result->errors.starts_with("game: "));
        CHECK(result->ending == exited(1));
    }
}

}  // namespace tests
