#include "game/play/scheduler.h"

#include "tests/unit/play/world.h"

#include <cerrno>
#include <set>

#include <doctest/doctest.h>

namespace tests {

namespace {

using OnTerminate = FakeProcess::OnTerminate;

/// Ends worker `worker` at `when`.
async::Task<void> exit_at(World& world, async::Duration when, std::uint64_t worker, int code = 0) {
    co_await async::sleep_for(when);
    world.process(worker).exit(code);
}

async::Task<void> stop_at(World& world, async::Duration when) {
    co_await async::sleep_for(when);
    world.scheduler.stop("quit");
}

/// Every process ends one second after its start.
void let_all_end_after_a_second(World& world) {
    world.launcher.on_launch = [&world](FakeProcess& process, std::uint64_t worker) {
        process.start(static_cast<pid_t>(1000 + worker));
        world.loop.start(exit_at(world, 1s, worker));
    };
}

/// Launches beyond `limit` processes fail with `error`.
void limit_processes(World& world, std::size_t limit, int error) {
    const auto running = std::make_shared<std::set<std::uint64_t>>();
    const auto exit = [](World& it, std::uint64_t worker,
                         std::shared_ptr<std::set<std::uint64_t>> all) -> async::Task<void> {
        co_await async::sleep_for(10s);
        all->erase(worker);
        it.process(worker).exit(0);
    };
    world.launcher.on_launch = [=, &world](FakeProcess& process, std::uint64_t worker) {
        if (running->size() >= limit) return process.fail(error);
        running->insert(worker);
        process.start(static_cast<pid_t>(1000 + worker));
        world.loop.start(exit(world, worker, running));
    };
}

}  // namespace

TEST_SUITE("scheduler") {
    TEST_CASE("an empty script ends at once") {
        World world({});
        world.play(no_plot());
        CHECK(world.story().empty());
    }

    TEST_CASE("entries are launched at their times, equal times in the order of the script") {
        World world({entry(500ms), entry(1s, 2), entry(1s), entry(6s)});
        let_all_end_after_a_second(world);
        world.play(no_plot());
        CHECK(world.story() ==
              Lines{"0.5 start 1", "1 start 2", "1 start 3", "1 start 4",
                    "1.5 end 1: exit code 0, 3 running", "2 end 2: exit code 0, 2 running",
                    "2 end 3: exit code 0, 1 running", "2 end 4: exit code 0, 0 running",
                    "6 start 5", "7 end 5: exit code 0, 0 running"});
        CHECK(world.scheduler.launched() == 5);
        CHECK(world.scheduler.failed() == 0);
    }

    TEST_CASE("its times are the scenario's") {
        World world({entry(10s)}, {}, 10);
        let_all_end_after_a_second(world);
        world.play(no_plot());
        CHECK(world.story() == Lines{"1 start 1", "2 end 1: exit code 0, 0 running"});
    }

    TEST_CASE("at most max_running at once, first come first served") {
        World world({entry(0s, 3), entry(1500ms)}, {.max_running = 2});
        let_all_end_after_a_second(world);
        world.play(no_plot());
        CHECK(world.story() == Lines{"0 start 1", "0 start 2", "1 end 1: exit code 0, 1 running",
                                     "1 end 2: exit code 0, 0 running", "1 start 3", "1.5 start 4",
                                     "2 end 3: exit code 0, 1 running",
                                     "2.5 end 4: exit code 0, 0 running"});
    }

    TEST_CASE("a worker that cannot be started gives its place to the next") {
        World world({entry(0s, 2)}, {.max_running = 1});
        world.launcher.on_launch = [](FakeProcess& process, std::uint64_t) {
            process.fail(ENOENT);
        };
        world.play(no_plot());
        CHECK(world.scheduler.launched() == 2);
        CHECK(world.scheduler.failed() == 2);
    }

    TEST_CASE("--fail-fast stops all at the first failure") {
        World world({entry(0s, 3), entry(9s)}, {.fail_fast = true});
        world.play(async::gather(exit_at(world, 1s, 1, 0), exit_at(world, 2s, 2, 1)));
        CHECK(world.story() == Lines{"0 start 1", "0 start 2", "0 start 3",
                                     "1 end 1: exit code 0, 2 running",
                                     "2 end 2: exit code 1, 1 running, failed", "2 stop: fail-fast",
                                     "2 end 3: exit code -15, 0 running"});
        CHECK(world.scheduler.failed() == 1);
    }

    TEST_CASE("what times out or cannot start is a failure, too") {
        World late({entry(0s, 1, 1s), entry(0s)}, {.fail_fast = true});
        late.play(no_plot());
        CHECK(late.story() == Lines{"0 start 1", "0 start 2",
                                    "1 end 1: timed out, 1 running, failed", "1 stop: fail-fast",
                                    "1 end 2: exit code -15, 0 running"});
        World missing({entry(0s), entry(1s), entry(2s)}, {.fail_fast = true});
        missing.launcher.on_launch = [](FakeProcess& process, std::uint64_t worker) {
            if (worker == 2) return process.fail(ENOENT);
            process.start(1001);
        };
        missing.play(no_plot());
        CHECK(missing.story() ==
              Lines{"0 start 1", "1 start 2",
                    "1 end 2: cannot start: bot: No such file or directory, 1 running, failed",
                    "1 stop: fail-fast", "1 end 1: exit code -15, 0 running"});
    }

    TEST_CASE("a stop launches nothing more, and stops all") {
        World world({entry(0s, 3), entry(9s)}, {.max_running = 2});
        world.play(stop_at(world, 1s));
        CHECK(world.story() == Lines{"0 start 1", "0 start 2", "1 stop: quit",
                                     "1 end 1: exit code -15, 1 running",
                                     "1 end 2: exit code -15, 0 running"});
        CHECK_FALSE(world.scheduler.launch(0));
    }

    TEST_CASE("a stop before anything is launched ends the run") {
        World world({entry(9s)});
        world.play(stop_at(world, 1s));
        CHECK(world.story() == Lines{"1 stop: quit"});
    }

    TEST_CASE("kill_all kills those that will not end") {
        const auto plot = [](World& world) -> async::Task<void> {
            co_await async::sleep_for(1s);
            world.process(1).on_terminate = OnTerminate::ignore;
            world.scheduler.stop("quit");
            co_await async::sleep_for(1s);
            world.scheduler.kill_all();
        };
        World world({entry(0s)});
        world.play(plot(world));
        CHECK(world.story() ==
              Lines{"0 start 1", "1 stop: quit", "2 end 1: exit code -9, 0 running"});
    }

    TEST_CASE("keep_running waits for more until it is stopped") {
        const auto plot = [](World& world) -> async::Task<void> {
            co_await async::sleep_for(5s);
            CHECK(world.scheduler.launch(world.plan.typed(2)));
            co_await async::sleep_for(5s);
            world.scheduler.stop("quit");
        };
        World world({}, {.keep_running = true});
        let_all_end_after_a_second(world);
        world.play(plot(world));
        CHECK(world.story() ==
              Lines{"5 start 1", "6 end 1: exit code 0, 0 running", "10 stop: quit"});
    }

    TEST_CASE("a shortage waits until a worker ends, and is said once") {
        World world({entry(0s, 5)});
        limit_processes(world, 2, EAGAIN);
        world.play(no_plot());
        CHECK(world.story() ==
              Lines{"0 start 1", "0 start 2",
                    "0 warning: Resource temporarily unavailable: waiting until a worker ends",
                    "10 end 1: exit code 0, 1 running", "10 end 2: exit code 0, 0 running",
                    "10 start 3", "10 start 4", "20 end 3: exit code 0, 1 running",
                    "20 end 4: exit code 0, 0 running", "20 start 5",
                    "30 end 5: exit code 0, 0 running"});
    }

    TEST_CASE("a stop or a restart of a worker that waits for that is done at once") {
        const auto plot = [](World& world) -> async::Task<void> {
            co_await async::sleep_for(500ms);
            std::optional<std::uint64_t> successor;
            world.scheduler.restart(*world.scheduler.find(2), [&](auto it) { successor = it; });
            co_await async::sleep_for(100ms);
            CHECK(successor == 3);
            CHECK(world.scheduler.find(2) == nullptr);
            world.scheduler.stop_worker(*world.scheduler.find(3));
            co_await async::sleep_for(100ms);
            CHECK(world.scheduler.workers().size() == 1);
            CHECK(world.scheduler.waiting() == 0);
        };
        World world({entry(0s, 2)});
        limit_processes(world, 1, EMFILE);
        world.play(plot(world));
        CHECK(world.story() == Lines{"0 start 1",
                                     "0 warning: Too many open files: waiting until a worker ends",
                                     "10 end 1: exit code 0, 0 running"});
    }

    TEST_CASE("or a second has passed") {
        World world({entry(0s, 2)});
        world.launcher.on_launch = [&world](FakeProcess& process, std::uint64_t worker) {
            if (worker == 2 && world.launcher.launches < 4) return process.fail(ENOSPC);
            process.start(static_cast<pid_t>(1000 + worker));
        };
        world.play(async::gather(exit_at(world, 5s, 1), exit_at(world, 5s, 2)));
        CHECK(world.story() ==
              Lines{"0 start 1", "0 warning: No space left on device: waiting until a worker ends",
                    "2 start 2", "5 end 1: exit code 0, 1 running",
                    "5 end 2: exit code 0, 0 running"});
    }

    TEST_CASE("nothing else is launched while one is tried again") {
        World world({entry(0s, 3)});
        world.launcher.on_launch = [&world](FakeProcess& process, std::uint64_t worker) {
            const bool is_tried_again = world.launcher.launches == 3;
            if (worker == 2 && world.launcher.launches == 2) process.fail(EAGAIN);
            if (worker != 2 || world.launcher.launches > 3)
                process.start(static_cast<pid_t>(1000 + worker));
            CHECK((!is_tried_again || worker == 2));
        };
        const auto plot = [](World& it) -> async::Task<void> {
            co_await async::sleep_for(1100ms);
            CHECK(it.launcher.launches == 3);
            it.process(2).fail(EAGAIN);
            co_await async::sleep_for(500ms);
            CHECK(it.launcher.launches == 3);
        };
        world.play(async::gather(plot(world), exit_at(world, 5s, 1), exit_at(world, 5s, 2),
                                 exit_at(world, 5s, 3)));
        CHECK(world.story() ==
              Lines{"0 start 1",
                    "0 warning: Resource temporarily unavailable: waiting until a worker ends",
                    "2.1 start 2", "2.1 start 3", "5 end 1: exit code 0, 2 running",
                    "5 end 2: exit code 0, 1 running", "5 end 3: exit code 0, 0 running"});
    }

    TEST_CASE("nor is one that waited for its permit meanwhile") {
        World world({entry(0s, 3)}, {.max_running = 2});
        std::vector<std::uint64_t> launched;
        world.launcher.on_launch = [&launched](FakeProcess& process, std::uint64_t worker) {
            launched.push_back(worker);
            const bool hangs = launched.size() == 2;
            if (!hangs) process.start(static_cast<pid_t>(1000 + worker));
        };
        const auto plot = [](World& it) -> async::Task<void> {
            co_await async::sleep_for(500ms);
            it.process(2).fail(EAGAIN);
        };
        world.play(async::gather(plot(world), exit_at(world, 900ms, 1), exit_at(world, 5s, 2),
                                 exit_at(world, 5s, 3)));
        CHECK(launched == std::vector<std::uint64_t>{1, 2, 2, 3});
    }

    TEST_CASE("those that wait for resources are counted as waiting, and dropped by a stop") {
        const auto plot = [](World& world) -> async::Task<void> {
            co_await async::sleep_for(1500ms);
            CHECK(world.scheduler.running() == 1);
            CHECK(world.scheduler.waiting() == 2);
            world.scheduler.stop("quit");
        };
        World world({entry(0s, 3)});
        limit_processes(world, 1, EMFILE);
        world.play(plot(world));
        CHECK(world.story() == Lines{"0 start 1",
                                     "0 warning: Too many open files: waiting until a worker ends",
                                     "1.5 stop: quit", "1.5 end 1: exit code -15, 0 running"});
        CHECK(world.scheduler.launched() == 1);
        CHECK(world.scheduler.waiting() == 0);
    }

    TEST_CASE("with no worker running a shortage is a failure to start") {
        World world({entry(0s)});
        limit_processes(world, 0, ENOMEM);
        world.play(no_plot());
        CHECK(
            world.story() ==
            Lines{"0 start 1", "0 end 1: cannot start: Cannot allocate memory, 0 running, failed"});
    }

    TEST_CASE("unless the last one has ended since the start was asked for") {
        World world({entry(0s, 2)});
        world.launcher.on_launch = [&world](FakeProcess& process, std::uint64_t worker) {
            const bool is_asked_early = worker == 2 && world.launcher.launches == 2;
            if (!is_asked_early) process.start(static_cast<pid_t>(1000 + worker));
        };
        const auto plot = [](World& it) -> async::Task<void> {
            co_await async::sleep_for(1s);
            it.process(1).exit(0);
            co_await async::sleep_for(1s);
            it.process(2).fail(EAGAIN);
        };
        world.play(async::gather(plot(world), exit_at(world, 5s, 2)));
        CHECK(world.story() == Lines{"0 start 1", "1 end 1: exit code 0, 0 running", "2 start 2",
                                     "5 end 2: exit code 0, 0 running"});
    }

    TEST_CASE("a start that hangs delays the others for a moment only") {
        World world({entry(0s, 3)}, {.max_running = 2});
        world.launcher.on_launch = [](FakeProcess& process, std::uint64_t worker) {
            if (worker != 1) process.start(static_cast<pid_t>(1000 + worker));
        };
        const auto plot = [](World& it) -> async::Task<void> {
            co_await async::sleep_for(1s);
            it.process(2).exit(0);
            co_await async::sleep_for(1s);
            it.process(1).start(1001);
            co_await settle();
            it.process(1).exit(0);
            it.process(3).exit(0);
        };
        world.play(plot(world));
        CHECK(world.story() == Lines{"0.2 start 2", "1 end 2: exit code 0, 0 running", "1 start 3",
                                     "2 start 1", "2 end 1: exit code 0, 1 running",
                                     "2 end 3: exit code 0, 0 running"});
    }

    TEST_CASE("its timeout stops it") {
        World world({entry(0s, 1, 500ms)});
        world.launcher.on_launch = [](FakeProcess&, std::uint64_t) {};
        world.play(no_plot());
        CHECK(
            world.story() ==
            Lines{"5.5 start 1", "5.5 end 1: cannot start: Operation canceled, 0 running, failed"});
    }

    TEST_CASE("a stop gives it up after stop_timeout") {
        World world({entry(0s, 2)});
        world.launcher.on_launch = [](FakeProcess& process, std::uint64_t worker) {
            if (worker != 1) process.start(static_cast<pid_t>(1000 + worker));
        };
        world.play(stop_at(world, 1s));
        CHECK(world.story() ==
              Lines{"0.2 start 2", "1 stop: quit", "1 end 2: exit code -15, 0 running", "6 start 1",
                    "6 end 1: cannot start: Operation canceled, 0 running, failed"});
    }

    TEST_CASE("a far behind audience delays launches") {
        const auto plot = [](World& world) -> async::Task<void> {
            world.audience.set_behind(true);
            co_await async::sleep_for(3s);
            world.audience.set_behind(false);
        };
        World world({entry(1s)});
        let_all_end_after_a_second(world);
        world.play(plot(world));
        CHECK(world.story() == Lines{"3 start 1", "4 end 1: exit code 0, 0 running"});
    }

    TEST_CASE("one entry that is asked for without end takes no memory; many are refused") {
        const auto plot = [](World& world) -> async::Task<void> {
            co_await settle();
            for (int i = 0; i < 1'000'000; ++i)
                REQUIRE(world.scheduler.launch(1));
            int taken = 0;
            while (world.scheduler.launch(static_cast<std::size_t>(1 + taken % 2)))
                ++taken;
            CHECK(taken < 200'000);
            world.scheduler.stop("quit");
        };
        World world({entry(0s)}, {.max_running = 1});
        world.play(plot(world));
        CHECK(world.scheduler.launched() == 1);
    }
}

}  // namespace tests
