// Restarts, and what stops a run by itself.

#include "game/play/scheduler.h"
#include "tests/unit/play/world.h"

#include <algorithm>
#include <cerrno>

#include <doctest/doctest.h>

namespace tests {

namespace {

using game::RestartWhen;
using game::StopWhen;

game::Entry restarted_bot(RestartWhen when, std::optional<std::uint32_t> max = std::nullopt) {
    game::Entry it = entry(0s);
    it.restart = when;
    it.max_restarts = max;
    return it;
}

async::Task<void> exit_later(World& world, std::uint64_t worker, async::Duration after, int code) {
    co_await async::sleep_for(after);
    world.process(worker).exit(code);
}

/// Every process ends one second after its start, worker K with the K-th code, or the last one.
void let_all_exit_with(World& world, const std::vector<int>& codes) {
    world.launcher.on_launch = [&world, codes](FakeProcess& process, std::uint64_t worker) {
        process.start(static_cast<pid_t>(1000 + worker));
        world.loop.start(exit_later(world, worker, 1s, codes[std::min(worker, codes.size()) - 1]));
    };
}

async::Task<void> quit_at(World& world, async::Duration when) {
    co_await async::sleep_for(when);
    world.scheduler.stop("quit");
}

}  // namespace

TEST_SUITE("scheduler, restarts") {
    TEST_CASE(
        "on-failure restarts with a new number, after a delay that doubles, until all is well") {
        World world({restarted_bot(RestartWhen::on_failure)});
        let_all_exit_with(world, {1, 1, 1, 0});
        world.play(no_plot());
        CHECK(world.story() == Lines{"0 start 1", "1 end 1: exit code 1, 0 running, failed",
                                     "2 start 2", "3 end 2: exit code 1, 0 running, failed",
                                     "5 start 3", "6 end 3: exit code 1, 0 running, failed",
                                     "10 start 4", "11 end 4: exit code 0, 0 running"});
        CHECK(world.scheduler.failed() == 3);
        CHECK(world.scheduler.launched() == 4);
    }

    TEST_CASE("always restarts after a success too, max_restarts times") {
        World world({restarted_bot(RestartWhen::always, 2)});
        let_all_exit_with(world, {0});
        world.play(no_plot());
        CHECK(world.story().back() == "6 end 3: exit code 0, 0 running");
        CHECK(world.scheduler.launched() == 3);
    }

    TEST_CASE("each of several workers has restarts of its own") {
        game::Entry two = restarted_bot(RestartWhen::on_failure, 1);
        two.count = 2;
        World world({two});
        let_all_exit_with(world, {1});
        world.play(no_plot());
        CHECK(world.scheduler.launched() == 4);
    }

    TEST_CASE("what times out or cannot start is restarted, too") {
        game::Entry late = restarted_bot(RestartWhen::on_failure, 1);
        late.timeout = 3s;
        World world({late});
        world.launcher.on_launch = [](FakeProcess& process, std::uint64_t worker) {
            if (worker == 1) return process.fail(ENOENT);
            process.start(1002);
        };
        world.play(no_plot());
        CHECK(world.story() ==
              Lines{"0 start 1",
                    "0 end 1: cannot start: bot: No such file or directory, 0 running, failed",
                    "1 start 2", "4 end 2: timed out, 0 running, failed"});
    }

    TEST_CASE("the delay is on the scenario's scale") {
        World world({restarted_bot(RestartWhen::always, 1)}, {}, 10);
        let_all_exit_with(world, {0});
        world.play(no_plot());
        CHECK(world.story() == Lines{"0 start 1", "1 end 1: exit code 0, 0 running", "1.1 start 2",
                                     "2.1 end 2: exit code 0, 0 running"});
    }

    TEST_CASE("a stop during the delay ends the run without a restart") {
        World world({restarted_bot(RestartWhen::always)});
        let_all_exit_with(world, {0});
        world.play(quit_at(world, 1500ms));
        CHECK(world.story() ==
              Lines{"0 start 1", "1 end 1: exit code 0, 0 running", "1.5 stop: quit"});
    }

    TEST_CASE("one that was stopped on request is not restarted, however it ends") {
        const auto plot = [](World& world) -> async::Task<void> {
            co_await async::sleep_for(1s);
            world.scheduler.stop_worker(*world.scheduler.find(1));
        };
        World world({restarted_bot(RestartWhen::always)});
        world.play(plot(world));
        CHECK(world.story() == Lines{"0 start 1", "1 end 1: exit code -15, 0 running"});
    }

    TEST_CASE("a restarted worker waits its turn") {
        World world({restarted_bot(RestartWhen::always, 1), entry(0s, 2)}, {.max_running = 1});
        let_all_exit_with(world, {0});
        world.play(no_plot());
        CHECK(world.story() == Lines{"0 start 1", "1 end 1: exit code 0, 0 running", "1 start 2",
                                     "2 end 2: exit code 0, 0 running", "2 start 3",
                                     "3 end 3: exit code 0, 0 running", "3 start 4",
                                     "4 end 4: exit code 0, 0 running"});
    }

    TEST_CASE("--fail-fast stops at the failure that no restart follows") {
        World world({restarted_bot(RestartWhen::on_failure, 1), named_entry("other")},
                    {.fail_fast = true});
        world.launcher.on_launch = [&world](FakeProcess& process, std::uint64_t worker) {
            process.start(static_cast<pid_t>(1000 + worker));
            if (worker != 2) world.loop.start(exit_later(world, worker, 1s, 7));
        };
        world.play(no_plot());
        CHECK(world.story() == Lines{"0 start 1", "0 start 2",
                                     "1 end 1: exit code 7, 1 running, failed", "2 start 3",
                                     "3 end 3: exit code 7, 1 running, failed", "3 stop: fail-fast",
                                     "3 end 2: exit code -15, 0 running"});
    }

    TEST_CASE("restart launches the entry again once the worker has ended") {
        const auto plot = [](World& world) -> async::Task<void> {
            co_await async::sleep_for(1s);
            world.process(1).on_terminate = FakeProcess::OnTerminate::ignore;
            world.scheduler.restart(*world.scheduler.find(1),
                                    [&world](std::optional<std::uint64_t> number) {
                                        world.audience.note(number ? "replaced" : "not replaced");
                                    });
            co_await async::sleep_for(2s);
            world.process(1).exit(1);
            co_await async::sleep_for(1s);
            world.process(2).exit(0);
        };
        World world({entry(0s)});
        world.play(plot(world));
        CHECK(world.story() == Lines{"0 start 1", "3 end 1: exit code 1, 0 running", "3 replaced",
                                     "3 start 2", "4 end 2: exit code 0, 0 running"});
    }

    TEST_CASE("unless it is stopped for good, or the run is, before it has ended") {
        for (const bool is_run_stopped : {false, true}) {
            const auto plot = [](World& world, bool stop_run) -> async::Task<void> {
                co_await async::sleep_for(1s);
                game::Worker& worker = *world.scheduler.find(1);
                world.process(1).on_terminate = FakeProcess::OnTerminate::ignore;
                world.scheduler.restart(worker, [&world](std::optional<std::uint64_t> number) {
                    world.audience.note(number ? "replaced" : "not replaced");
                });
                if (stop_run) world.scheduler.stop("quit");
                if (!stop_run) world.scheduler.stop_worker(worker);
                world.process(1).exit(0);
            };
            World world({entry(0s)});
            world.play(plot(world, is_run_stopped));
            Lines expected{"0 start 1", "1 not replaced", "1 end 1: exit code 0, 0 running"};
            if (is_run_stopped) expected.insert(expected.begin() + 1, "1 stop: quit");
            CHECK(world.story() == expected);
        }
    }

    TEST_CASE("what waits for its turn or its restart can be dropped, which may end the run") {
        const auto plot = [](World& world) -> async::Task<void> {
            co_await async::sleep_for(1500ms);
            CHECK(world.scheduler.waiting() == 2);
            CHECK(world.scheduler.drop(1));
            CHECK_FALSE(world.scheduler.drop(1));
            CHECK(world.scheduler.drop(3));
            CHECK_FALSE(world.scheduler.drop(2));
            world.process(2).exit(0);
        };
        World world({restarted_bot(RestartWhen::always), entry(0s, 2)}, {.max_running = 1});
        world.launcher.on_launch = [&world](FakeProcess& process, std::uint64_t worker) {
            process.start(static_cast<pid_t>(1000 + worker));
            if (worker == 1) world.loop.start(exit_later(world, worker, 1s, 0));
        };
        world.play(plot(world));
        CHECK(world.story() == Lines{"0 start 1", "1 end 1: exit code 0, 0 running", "1 start 2",
                                     "1.5 end 2: exit code 0, 0 running"});
    }

    TEST_CASE("a planned restart can be brought forward") {
        const auto plot = [](World& world) -> async::Task<void> {
            co_await async::sleep_for(1200ms);
            CHECK(world.scheduler.restart_now(1) == 2);
            CHECK_FALSE(world.scheduler.restart_now(1));
        };
        World world({restarted_bot(RestartWhen::always, 1)});
        let_all_exit_with(world, {0});
        world.play(plot(world));
        CHECK(world.story().at(2) == "1.2 start 2");
        CHECK(world.scheduler.launched() == 2);
    }
}

TEST_SUITE("scheduler, stop_when") {
    TEST_CASE("any: the first end stops all") {
        World world({named_entry("a"), named_entry("b")},
                    {.stop_when = {StopWhen::Event::any_ends}});
        world.play(exit_later(world, 2, 1s, 3));
        CHECK(world.story() == Lines{"0 start 1", "0 start 2",
                                     "1 end 2: exit code 3, 1 running, failed", "1 stop: stop_when",
                                     "1 end 1: exit code -15, 0 running"});
        CHECK(world.scheduler.stop_code() == 3);
    }

    TEST_CASE("a name: the end of that entry does, and no other") {
        World world({named_entry("a"), named_entry("b"), named_entry("b", 1, 9s)},
                    {.stop_when = {StopWhen::Event::entry_ends, "a"}});
        world.play(async::gather(exit_later(world, 2, 1s, 3), exit_later(world, 1, 2s, 0)));
        CHECK(world.story() == Lines{"0 start 1", "0 start 2",
                                     "1 end 2: exit code 3, 1 running, failed",
                                     "2 end 1: exit code 0, 0 running", "2 stop: stop_when"});
        CHECK(world.scheduler.stop_code() == 0);
    }

    TEST_CASE("a worker that is restarted has not ended") {
        World world({restarted_bot(RestartWhen::on_failure, 1), named_entry("other", 1, 99s)},
                    {.stop_when = {StopWhen::Event::entry_ends, "bot"}});
        let_all_exit_with(world, {4, 5});
        world.play(no_plot());
        CHECK(world.story() == Lines{"0 start 1", "1 end 1: exit code 4, 0 running, failed",
                                     "2 start 2", "3 end 2: exit code 5, 0 running, failed",
                                     "3 stop: stop_when"});
        CHECK(world.scheduler.stop_code() == 5);
    }

    TEST_CASE("a daemon stops so, too") {
        World world({named_entry("a")},
                    {.keep_running = true, .stop_when = {StopWhen::Event::any_ends}});
        let_all_exit_with(world, {0});
        world.play(no_plot());
        CHECK(world.story().back() == "1 stop: stop_when");
    }

    TEST_CASE("dropping the last one of that name stops the run") {
        const auto plot = [](World& world) -> async::Task<void> {
            co_await async::sleep_for(1500ms);
            CHECK(world.scheduler.drop_named("bot") == 1);
        };
        World world({restarted_bot(RestartWhen::always), named_entry("other", 1, 99s)},
                    {.stop_when = {StopWhen::Event::entry_ends, "bot"}});
        let_all_exit_with(world, {0});
        world.play(plot(world));
        CHECK(world.story() ==
              Lines{"0 start 1", "1 end 1: exit code 0, 0 running", "1.5 stop: stop_when"});
    }

    TEST_CASE("--fail-fast comes first, and a stop for another reason has no code") {
        World failing({named_entry("a")},
                      {.fail_fast = true, .stop_when = {StopWhen::Event::any_ends}});
        let_all_exit_with(failing, {3});
        failing.play(no_plot());
        CHECK(failing.story().back() == "1 stop: fail-fast");
        CHECK_FALSE(failing.scheduler.stop_code());
        World stopped({named_entry("a")}, {.stop_when = {StopWhen::Event::any_ends}});
        stopped.play(quit_at(stopped, 1s));
        CHECK_FALSE(stopped.scheduler.stop_code());
    }

    TEST_CASE("in a part, workers keep their numbers, and restarted ones get numbers of the part") {
        std::vector<game::Entry> script = {restarted_bot(RestartWhen::on_failure, 1),
                                           named_entry("other", 0, 99s),
                                           named_entry("last", 2, 5s)};
        script[0].first_worker = 2;
        script[2].first_worker = 8;
        World world(std::move(script), {.part = common::Part{2, 3}, .workers_of_whole = 12});
        let_all_exit_with(world, {0, 4, 0});
        world.play(no_plot());
        CHECK(world.story() == Lines{"0 start 2", "1 end 2: exit code 4, 0 running, failed",
                                     "2 start 14", "3 end 14: exit code 0, 0 running", "5 start 8",
                                     "5 start 11", "6 end 8: exit code 0, 1 running",
                                     "6 end 11: exit code 0, 0 running"});
    }
}

}  // namespace tests
