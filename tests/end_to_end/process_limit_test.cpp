/// SPEC section 5: too few processes.
#include "tests/end_to_end/deadline.h"
#include "tests/end_to_end/match.h"
#include "tests/end_to_end/story.h"

#include <doctest/doctest.h>
#include <unistd.h>

namespace tests {

namespace {

/// A user with no process but those of this test: the limit counts all of a user's.
uid_t stranger() {
    constexpr uid_t first = 100'000;
    return first + static_cast<uid_t>(::getpid());
}

/// The game is played by the stranger, who may have so many processes.
void limit_processes(Match& match, int most) {
    if (::chown(match.folder.path().c_str(), stranger(), stranger()) != 0) throw_errno("chown");
    const std::string id = std::to_string(stranger());
    Words& words = match.launch.command;
    words.insert(words.begin(), {"setpriv", "--reuid", id, "--regid", id, "--clear-groups",
                                 "prlimit", "--nproc=" + std::to_string(most)});
}

/// Only root can become somebody else, who may lack the way to our programs.
bool can_limit_processes() {
    if (::geteuid() != 0) return false;
    Match match("[]");
    constexpr int enough = 10;
    limit_processes(match, enough);
    return match.play().ending == exited(0);
}

}  // namespace

// The leak checker needs a process of its own.
TEST_SUITE("process limit" * doctest::skip(tests::sanitized)) {
    TEST_CASE("8 processes for 30 workers - they wait, and are told of once") {
        if (!can_limit_processes()) {
            MESSAGE("not tested: this takes root, and programs that all may run");
            return;
        }
        Match match(scenario({child({"sleep", "0.1"}, R"("count": 30)")}));
        limit_processes(match, 8);
        const Result result = match.play();
        check_story(result.output);
        CHECK(count(lines(result.output), "exit code 0") == 30);
        CHECK(is_one_line(result.errors));
        CHECK(contains(result.errors, "waiting until a worker ends"));
        CHECK(result.ending == exited(0));
    }

    TEST_CASE("a worker that finds no process and nobody to wait for cannot start") {
        if (!can_limit_processes()) {
            MESSAGE("not tested: this takes root, and programs that all may run");
            return;
        }
        Match match(scenario({child({"print", "hello"})}));
        limit_processes(match, 2);
        const Result result = match.play();
        CHECK(
            lines(result.output) ==
            Words{started(1), ended(1, "cannot start: Resource temporarily unavailable", 0), bye});
        CHECK(result.errors.empty());
        CHECK(result.ending == exited(1));
    }

    TEST_CASE("a game that cannot have its own two processes says so") {
        if (!can_limit_processes()) {
            MESSAGE("not tested: this takes root, and programs that all may run");
            return;
        }
        Match match(scenario({child({"print", "hello"})}));
        limit_processes(match, 1);
        const Result result = match.play();
        CHECK(result.output.empty());
        CHECK(is_one_line(result.errors));
        CHECK(result.errors.starts_with("game: "));
        CHECK(result.ending == exited(1));
    }
}

}  // namespace tests
