#include "game/launch/child_launcher.h"

#include "game/scenario/scenario.h"
#include "tests/unit/story.h"

#include <cerrno>
#include <chrono>
#include <memory>
#include <string>
#include <system_error>
#include <utility>

#include <doctest/doctest.h>
#include <signal.h>
#include <unistd.h>

using namespace game;
using namespace std::chrono_literals;
using story::run_in_time;

namespace {

LaunchPlan plan_of(std::vector<std::string> command) {
    Scenario scenario;
    Entry& entry = scenario.script.emplace_back();
    entry.name = "child";
    entry.command = std::move(command);
    return {scenario, {}};
}

LaunchPlan shell(const std::string& command) {
    return plan_of({"/bin/sh", "-c", command});
}

/// The descriptors of a child; its standard output is a pipe, which tells when nobody holds it.
struct Streams {
    async::Pipe output = async::make_pipe();

    StandardDescriptors given() const { return {-1, output.write_end.get(), STDERR_FILENO}; }

    /// What it has written, once all who hold the pipe have ended.
    std::string read_to_end() {
        output.write_end = {};
        std::string text;
        char byte = 0;
        while (::read(output.read_end.get(), &byte, 1) == 1)
            text += byte;
        return text;
    }

    /// Waits until it writes something.
    void wait_for_byte() const {
        char byte = 0;
        CHECK(::read(output.read_end.get(), &byte, 1) == 1);
    }
};

/// A launcher that runs, for a story told by `tell`.
template <class Tell>
async::Task<void> with_launcher(async::Loop& loop, const LaunchPlan& plan, Tell tell) {
    const async::TaskContext& context = co_await async::current_context();
    ChildLauncher launcher(loop, plan);
    async::TaskGroup tasks(context);
    tasks.start(launcher.run());
    async::Task<void> story = tell(launcher);
    co_await std::move(story);
    tasks.stop();
    co_await tasks.join();
}

template <class Tell>
void run(const LaunchPlan& plan, Tell tell) {
    sigset_t child;
    sigset_t former;
    ::sigemptyset(&child);
    ::sigaddset(&child, SIGCHLD);
    ::sigprocmask(SIG_BLOCK, &child, &former);
    {
        async::SteadyTime time;
        async::Loop loop(time);
        run_in_time(loop, with_launcher(loop, plan, tell));
    }
    ::sigprocmask(SIG_SETMASK, &former, nullptr);
}

async::Task<void> see_it_end(ChildLauncher& launcher) {
    Streams streams;
    const std::unique_ptr<Child> child = launcher.launch(0, 3, streams.given());
    const pid_t pid = co_await child->wait_until_started();
    CHECK(streams.read_to_end() == "3\n");
    co_await child->wait_until_ended();
    CHECK(child->end().process.exit_code() == 7);
    CHECK(child->end().time >= child->start_time());
    CHECK(::kill(pid, 0) == 0);  // it holds its number
}

async::Task<void> see_it_fail(ChildLauncher& launcher) {
    const Streams streams;
    const std::unique_ptr<Child> child = launcher.launch(0, 1, streams.given());
    int error = 0;
    try {
        [[maybe_unused]] const pid_t pid = co_await child->wait_until_started();
    } catch (const std::system_error& failure) {
        error = failure.code().value();
    }
    CHECK(error == ENOENT);
}

/// Its child in another session is asked as well, and both have to be gone.
async::Task<void> stop_it(ChildLauncher& launcher) {
    Streams streams;
    const std::unique_ptr<Child> child = launcher.launch(0, 1, streams.given());
    [[maybe_unused]] const pid_t pid = co_await child->wait_until_started();
    streams.wait_for_byte();
    CHECK_FALSE(child->terminate());
    co_await child->wait_until_gone();
    co_await child->wait_until_ended();
    CHECK(child->end().process.kill_signal() == SIGTERM);
    CHECK(streams.read_to_end().empty());
}

async::Task<void> kill_it(ChildLauncher& launcher) {
    Streams streams;
    const std::unique_ptr<Child> child = launcher.launch(0, 1, streams.given());
    [[maybe_unused]] const pid_t pid = co_await child->wait_until_started();
    streams.wait_for_byte();
    CHECK_FALSE(child->terminate());
    CHECK_FALSE(child->kill());
    co_await child->wait_until_ended();
    CHECK(child->end().process.kill_signal() == SIGKILL);
    co_await child->wait_until_gone();
}

async::Task<void> drop_it(ChildLauncher& launcher) {
    Streams streams;
    pid_t pid = 0;
    {
        const std::unique_ptr<Child> child = launcher.launch(0, 1, streams.given());
        pid = co_await child->wait_until_started();
        streams.wait_for_byte();
    }
    CHECK(streams.read_to_end().empty());
    while (::kill(pid, 0) == 0)  // until it is reaped
        co_await async::sleep_for(1ms);
}

}  // namespace

TEST_CASE("a child launcher tells how its child has ended, which holds its number until then") {
    run(shell("echo $GAME_WORKER; exit 7"), see_it_end);
}

TEST_CASE("a start that fails is told to who waits for it") {
    run(plan_of({"/no/such/program"}), see_it_fail);
}

TEST_CASE("all that belongs to a child is asked to end") {
    run(shell("setsid sh -c 'echo; exec sleep 1000' & wait"), stop_it);
}

TEST_CASE("what does not end when it is asked is killed") {
    run(shell("trap '' TERM; echo; while :; do sleep 1000; done"), kill_it);
}

TEST_CASE("a child that nobody owns any more is killed with its group, and reaped") {
    run(shell("sleep 1000 & echo; wait"), drop_it);
}
