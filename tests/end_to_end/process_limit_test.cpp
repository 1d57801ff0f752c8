/// game(1): too few processes.
#include "tests/end_to_end/deadline.h"
#include "tests/end_to_end/match.h"
#include "tests/end_to_end/skip.h"
#include "tests/end_to_end/story.h"
#include "tests/end_to_end/stranger.h"

#include <optional>

#include <doctest/doctest.h>

namespace tests {

namespace {

/// Somebody who may have so many processes plays the scenario; nothing if nobody can.
std::optional<Result> play_with_processes(int most, std::string_view scenario_text) {
    if (sanitized) {
        skip("the leak checker needs a process of its own");
        return std::nullopt;
    }
    Match match(scenario_text);
    if (!let_stranger_play(match, {"prlimit", "--nproc=" + std::to_string(most)})) {
        return std::nullopt;
    }
    return match.play();
}

}  // namespace

TEST_SUITE("process limit") {
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
