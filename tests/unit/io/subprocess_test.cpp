#include "common/io/subprocess.h"

#include "common/async/loop.h"
#include "common/async/sleep.h"
#include "common/async/timeout.h"
#include "tests/unit/story.h"

#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <doctest/doctest.h>
#include <signal.h>

using namespace async;
using namespace std::chrono_literals;
using story::run_in_time;

namespace {

using Command = std::vector<std::string>;

ProcessResult result_of(Command command) {
    SteadyTime time;
    Loop loop(time);
    return run_in_time(loop, run_process(std::move(command)));
}

Task<void> talk_line_by_line(Loop& loop) {
    const Command command = {"sh", "-c", "echo one; echo two; exit 3"};
    Subprocess process(loop, command);
    const std::optional<std::string> first = co_await process.output().next();
    CHECK(first == "one");
    const std::optional<std::string> second = co_await process.output().next();
    CHECK(second == "two");
    const std::optional<std::string> none = co_await process.output().next();
    CHECK_FALSE(none);
    const ProcessEnd end = co_await process.wait();
    CHECK(end.exit_code() == 3);
    const ProcessEnd again = co_await process.wait();
    CHECK(again.exit_code() == 3);
    process.signal(SIGKILL);  // its number may be another's by now: nothing is sent
}

Task<void> signal_one(Loop& loop) {
    const Command command = {"sleep", "1000"};
    Subprocess process(loop, command);
    process.signal(SIGTERM);
    const ProcessEnd end = co_await process.wait();
    CHECK_FALSE(end.exited());
    CHECK(end.kill_signal() == SIGTERM);
}

Task<void> drop_one(Loop& loop) {
    pid_t pid = 0;
    {
        const Command command = {"sleep", "1000"};
        const Subprocess process(loop, command);
        pid = process.pid();
        co_await next_turn();
    }
    CHECK(::kill(pid, 0) != 0);
    CHECK(errno == ESRCH);
}

Task<void> give_up_on_one() {
    const Command command = {"sleep", "1000"};
    Task<ProcessResult> running = run_process(command);
    bool is_late = false;
    try {
        co_await with_timeout(10ms, std::move(running));
    } catch (const TimedOut&) {
        is_late = true;
    }
    CHECK(is_late);
}

Task<std::vector<ProcessResult>> run_many(int count) {
    std::vector<Task<ProcessResult>> tasks;
    for (int i = 0; i < count; ++i) {
        const Command command = {"sh", "-c", "echo " + std::to_string(i)};
        tasks.push_back(run_process(command));
    }
    std::vector<ProcessResult> results = co_await gather(std::move(tasks));
    co_return results;
}

}  // namespace

TEST_CASE("a program runs in one call, found on PATH, and returns what it wrote") {
    const ProcessResult result = result_of({"sh", "-c", "echo out; echo err >&2; exit 7"});
    CHECK(result.output == "out\n");
    CHECK(result.errors == "err\n");
    CHECK(result.end.exited());
    CHECK(result.end.exit_code() == 7);
}

TEST_CASE("a program in one call has our environment, and reads nothing") {
    ::setenv("SUBPROCESS_TEST", "inherited", 1);
    CHECK(result_of({"sh", "-c", "cat; echo $SUBPROCESS_TEST"}).output == "inherited\n");
    ::unsetenv("SUBPROCESS_TEST");
}

TEST_CASE("much output on both streams does not make a program wait") {
    const ProcessResult result =
        result_of({"sh", "-c", "head -c 300000 /dev/zero >&2; head -c 300000 /dev/zero"});
    CHECK(result.output.size() == 300'000);
    CHECK(result.errors.size() == 300'000);
}

TEST_CASE("a program that is not there cannot be started") {
    CHECK_THROWS_WITH_AS(result_of({"no-such-program-anywhere"}),
                         "cannot start no-such-program-anywhere: No such file or directory",
                         std::system_error);
    CHECK_THROWS_AS(result_of({}), std::system_error);
}

TEST_CASE("many programs run side by side") {
    SteadyTime time;
    Loop loop(time);
    const std::vector<ProcessResult> results = run_in_time(loop, run_many(20));
    for (int i = 0; i < 20; ++i) {
        CHECK(results[static_cast<std::size_t>(i)].output == std::to_string(i) + "\n");
    }
}

TEST_CASE("a program's lines are read while it runs, and its end is told") {
    SteadyTime time;
    Loop loop(time);
    run_in_time(loop, talk_line_by_line(loop));
}

TEST_CASE("a program gets signals, and is killed when it is dropped or stopped") {
    SteadyTime time;
    Loop loop(time);
    run_in_time(loop, signal_one(loop));
    Loop second(time);
    run_in_time(second, drop_one(second));
    Loop third(time);
    run_in_time(third, give_up_on_one());
}
