#include "common/io/signals.h"

#include "common/async/loop.h"
#include "common/async/sleep.h"
#include "common/async/task_group.h"
#include "tests/unit/story.h"
#include "tests/unit/suspended_task.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>
#include <signal.h>

using namespace async;
using namespace std::chrono_literals;
using story::run_in_time;

namespace {

Task<void> note_signals(SignalWatcher& watcher, std::vector<int>& signals, std::size_t count) {
    while (signals.size() < count) {
        const int signal = co_await watcher.next();
        signals.push_back(signal);
    }
}

Task<void> raise_one_by_one(const std::vector<int>& seen, const std::vector<int>& signals) {
    for (std::size_t i = 0; i < signals.size(); ++i) {
        ::raise(signals[i]);
        while (seen.size() <= i)
            co_await next_turn();
    }
}

/// Signals that come before anybody asks, or to one who is stopped, are kept for the next.
Task<void> raise_while_nobody_waits(SignalWatcher& watcher, std::vector<int>& seen) {
    ::raise(SIGUSR1);
    co_await sleep_for(1ms);
    const TaskContext& context = co_await current_context();
    {
        TaskGroup group(context);
        group.start(note_signals(watcher, seen, 2));
        while (seen.empty())
            co_await next_turn();
        group.stop();
        ::raise(SIGUSR2);
        co_await group.join();
    }
    CHECK(seen.size() == 1);
    co_await note_signals(watcher, seen, 2);
}

Task<void> destroy_who_waits(SignalWatcher& watcher, std::vector<int>& seen) {
    const TaskContext& context = co_await current_context();
    {
        const story::SuspendedTask waiting =
            story::run_until_it_waits(context, note_signals(watcher, seen, 1));
        co_await next_turn();
        co_await next_turn();
        ::raise(SIGUSR1);
    }
    co_await note_signals(watcher, seen, 1);
}

/// The watcher goes while a signal is on its way.
Task<void> drop_the_watcher(Loop& loop) {
    auto watcher = std::make_unique<SignalWatcher>(loop, std::initializer_list<int>{SIGUSR1});
    ::raise(SIGUSR1);
    watcher = nullptr;
    co_await next_turn();
    SignalWatcher another(loop, {SIGUSR1});
    ::raise(SIGUSR1);
}

}  // namespace

TEST_CASE("a watcher tells its signals as they come") {
    SteadyTime time;
    Loop loop(time);
    SignalWatcher watcher(loop, {SIGUSR1, SIGUSR2, SIGHUP});
    std::vector<int> seen;
    const std::vector<int> signals{SIGUSR2, SIGHUP, SIGUSR2, SIGUSR1};
    run_in_time(loop, gather(note_signals(watcher, seen, 4), raise_one_by_one(seen, signals)));
    CHECK(seen == signals);
}

TEST_CASE("signals that come while nobody waits are told later") {
    SteadyTime time;
    Loop loop(time);
    SignalWatcher watcher(loop, {SIGUSR1, SIGUSR2});
    std::vector<int> seen;
    run_in_time(loop, raise_while_nobody_waits(watcher, seen));
    CHECK(seen == std::vector<int>{SIGUSR1, SIGUSR2});
}

TEST_CASE("a frame that is destroyed while it waits takes no signal with it") {
    SteadyTime time;
    Loop loop(time);
    SignalWatcher watcher(loop, {SIGUSR1});
    std::vector<int> seen;
    run_in_time(loop, destroy_who_waits(watcher, seen));
    CHECK(seen == std::vector<int>{SIGUSR1});
}

TEST_CASE("two watchers of one signal are both told") {
    SteadyTime time;
    Loop loop(time);
    SignalWatcher one(loop, {SIGUSR1});
    SignalWatcher two(loop, {SIGUSR1});
    std::vector<int> seen_by_one;
    std::vector<int> seen_by_two;
    ::raise(SIGUSR1);
    run_in_time(loop, gather(note_signals(one, seen_by_one, 1), note_signals(two, seen_by_two, 1)));
    CHECK(seen_by_one == seen_by_two);
}

TEST_CASE("a watcher may go while a signal is on its way") {
    SteadyTime time;
    Loop loop(time);
    run_in_time(loop, drop_the_watcher(loop));
}

TEST_CASE("when a watcher goes, its signals have their default action") {
    SteadyTime time;
    Loop loop(time);
    {
        const SignalWatcher watcher(loop, {SIGUSR1});
    }
    struct sigaction action{};
    REQUIRE(::sigaction(SIGUSR1, nullptr, &action) == 0);
    const bool is_default = action.sa_handler == SIG_DFL;
    CHECK(is_default);
}

TEST_CASE("what is no signal cannot be watched") {
    SteadyTime time;
    Loop loop(time);
    CHECK_THROWS(SignalWatcher(loop, {SIGUSR1, 0}));
    CHECK_THROWS(SignalWatcher(loop, {SIGKILL}));
}
