#include "game/play/worker.h"

#include "tests/unit/play/world.h"

#include <csignal>

#include <doctest/doctest.h>

namespace tests {

namespace {

using game::StopCause;
using game::Worker;
using State = Worker::State;
using OnTerminate = FakeProcess::OnTerminate;

/// One worker, without a scheduler, and its process.
struct Stage {
    explicit Stage(std::optional<async::Duration> timeout = std::nullopt)
        : world({entry(0s, 1, timeout)}), worker(world.services, 0, 1) {}

    FakeProcess& process() const { return world.process(1); }

    World world;
    Worker worker;
};

/// The worker's whole life, as the scheduler drives it.
async::Task<void> live(Stage& stage) {
    const std::error_code error = co_await stage.worker.start();
    if (error) {
        stage.worker.report_start_failure(error);
    } else {
        co_await stage.worker.run();
    }
    stage.world.audience.exited(stage.worker.end());
}

/// Plays the worker's life, and `plot` beside it. Returns the story.
Lines play(Stage& stage, async::Task<void> plot) {
    stage.world.run(async::gather(live(stage), std::move(plot)));
    CHECK(stage.worker.state() == State::ended);
    return stage.world.story();
}

enum class Happening {
    process_ends,
    outputs_end,
    rest_ends,
    stop,
    shutdown,
    kill,
    five_seconds_pass,
};

void apply(Stage& stage, Happening what) {
    switch (what) {
        case Happening::process_ends:
            return stage.process().exit_alone(7);
        case Happening::outputs_end:
            return stage.process().close_outputs();
        case Happening::rest_ends:
            return stage.process().end_group();
        case Happening::stop:
            return stage.worker.stop(StopCause::request);
        case Happening::shutdown:
            return stage.worker.stop(StopCause::shutdown);
        case Happening::kill:
            return stage.worker.kill();
        case Happening::five_seconds_pass:
            return;  // see `meet`
    }
}

/// Brings the worker into `state`. Its process then ignores SIGTERM.
async::Task<void> reach(Stage& stage, State state) {
    co_await settle();
    if (state == State::starting) co_return;
    stage.process().start(4711);
    co_await settle();
    stage.process().on_terminate = OnTerminate::ignore;
    if (state == State::stopping) stage.worker.stop(StopCause::request);
    if (state == State::draining) stage.process().exit_alone(7);
    if (state == State::ended) stage.process().exit(7);
    co_await settle();
}

/// A row of the table: what an event in a state leads to.
struct Row {
    State before;
    Happening what;
    State after;
    int terminated = 0;
    int killed = 0;
};

async::Task<void> meet(Stage& stage, Row row) {
    co_await reach(stage, row.before);
    CHECK(stage.worker.state() == row.before);
    stage.process().terminated = 0;
    apply(stage, row.what);
    if (row.what == Happening::five_seconds_pass) {
        co_await async::sleep_for(5s);
    }
    co_await settle();
    CHECK(stage.worker.state() == row.after);
    CHECK(stage.process().terminated == row.terminated);
    CHECK(stage.process().killed == row.killed);
    // On with it to its end.
    if (stage.worker.state() == State::starting) stage.process().start(4711);
    stage.process().exit(7);
}

async::Task<void> exit_at(Stage& stage, async::Duration when, int code) {
    co_await async::sleep_for(when);
    stage.process().exit(code);
}

}  // namespace

TEST_SUITE("worker") {
    TEST_CASE("what each event means in each state") {
        using enum State;
        using enum Happening;
        const std::vector<Row> rows = {
            {starting, stop, starting},
            {starting, shutdown, starting},
            {starting, five_seconds_pass, starting},
            {starting, kill, ended},
            {running, outputs_end, running},
            {running, process_ends, draining},
            {running, five_seconds_pass, running},
            {running, stop, stopping, 1},
            {running, shutdown, stopping, 1},
            {running, kill, ended, 1, 1},
            {stopping, outputs_end, stopping},
            {stopping, process_ends, stopping},
            {stopping, stop, stopping},
            {stopping, shutdown, stopping},
            {stopping, kill, ended, 0, 1},
            {stopping, five_seconds_pass, ended, 0, 1},
            {draining, outputs_end, ended},
            {draining, rest_ends, ended},
            {draining, stop, draining},
            {draining, shutdown, draining},
            {draining, kill, draining},
            {draining, five_seconds_pass, ended},
            {ended, stop, ended},
            {ended, shutdown, ended},
            {ended, kill, ended},
            {ended, five_seconds_pass, ended},
        };
        for (const Row& row : rows) {
            CAPTURE(static_cast<int>(row.before));
            CAPTURE(static_cast<int>(row.what));
            Stage stage;
            stage.world.launcher.on_launch = [](FakeProcess&, std::uint64_t) {};
            play(stage, meet(stage, row));
        }
    }

    TEST_CASE("it relays what its process writes until the end") {
        const auto plot = [](Stage& stage) -> async::Task<void> {
            co_await async::sleep_for(1s);
            stage.process().write("one\ntw");
            stage.process().write_error("oops\n");
            co_await async::sleep_for(1s);
            stage.process().write("o\nlast");
            stage.process().exit(0);
        };
        Stage stage;
        CHECK(play(stage, plot(stage)) == Lines{"0 start 1", "1 1: one", "1 1: oops on stderr",
                                                "2 1: two", "2 1: last",
                                                "2 end 1: exit code 0, 0 running"});
        CHECK(stage.world.audience.exits[0].lines == 4);
    }

    TEST_CASE("an exit code other than 0 and a signal are failures") {
        Stage exits;
        CHECK(play(exits, exit_at(exits, 1s, 3)).back() ==
              "1 end 1: exit code 3, 0 running, failed");
        const auto crash = [](Stage& stage) -> async::Task<void> {
            co_await async::sleep_for(1s);
            stage.process().die(SIGSEGV);
        };
        Stage crashes;
        CHECK(play(crashes, crash(crashes)).back() == "1 end 1: exit code -11, 0 running, failed");
    }

    TEST_CASE("something left behind that holds a pipe is read for one second, then killed") {
        const auto plot = [](Stage& stage) -> async::Task<void> {
            co_await async::sleep_for(1s);
            stage.process().exit_alone(0);
            co_await async::sleep_for(500ms);
            stage.process().write("late\n");
            co_await async::sleep_for(400ms);
            CHECK_FALSE(stage.process().is_released);
        };
        Stage stage;
        CHECK(play(stage, plot(stage)) ==
              Lines{"0 start 1", "1.5 1: late", "2 end 1: exit code 0, 0 running"});
        CHECK(stage.process().killed == 0);
        CHECK(stage.process().is_released);
    }

    TEST_CASE("how long it ran ends with its process, however late that is read to its end") {
        Stage stage;
        const auto plot = [](Stage& it) -> async::Task<void> {
            co_await async::sleep_for(250ms);
            it.process().exit_alone(0);
        };
        play(stage, plot(stage));
        CHECK(stage.world.audience.exits[0].t == 1250ms);
        CHECK(stage.world.audience.exits[0].ran == 250ms);
    }

    TEST_CASE("the whole group has stop_timeout, also when its first process ends sooner") {
        const auto plot = [](Stage& stage) -> async::Task<void> {
            co_await settle();
            stage.process().on_terminate = OnTerminate::ignore;
            stage.worker.stop(StopCause::request);
            stage.process().exit_alone(0);
            stage.process().write("saving\n");
            co_await async::sleep_for(4s);
            stage.process().write("saved\n");
            stage.process().end_group();
        };
        Stage stage;
        CHECK(play(stage, plot(stage)) ==
              Lines{"0 start 1", "0 1: saving", "4 1: saved", "4 end 1: exit code 0, 0 running"});
        CHECK(stage.process().killed == 0);
    }

    TEST_CASE("also when what is left holds no pipe") {
        const auto plot = [](Stage& stage) -> async::Task<void> {
            co_await settle();
            stage.process().on_terminate = OnTerminate::ignore;
            stage.worker.stop(StopCause::request);
            stage.process().exit_alone(0);
            stage.process().close_outputs();
            co_await async::sleep_for(4900ms);
            CHECK(stage.worker.state() == State::stopping);
            CHECK_FALSE(stage.process().is_released);
        };
        Stage stage;
        CHECK(play(stage, plot(stage)).back() == "5 end 1: exit code 0, 0 running");
        CHECK(stage.process().killed == 1);
    }

    TEST_CASE("one that was stopped on request has not failed; one that timed out has") {
        const auto kill = [](Stage& stage) -> async::Task<void> {
            co_await async::sleep_for(1s);
            stage.worker.stop(StopCause::request);
        };
        Stage stopped;
        CHECK(play(stopped, kill(stopped)).back() == "1 end 1: exit code -15, 0 running");
        Stage late(3s);
        CHECK(play(late, no_plot()).back() == "3 end 1: timed out, 0 running, failed");
        Stage in_time(3s);
        CHECK(play(in_time, exit_at(in_time, 1s, 0)).back() == "1 end 1: exit code 0, 0 running");
        Stage both(3s);  // the first cause counts
        CHECK(play(both, kill(both)).back() == "1 end 1: exit code -15, 0 running");
    }

    TEST_CASE("one whose process had ended before it was stopped is judged by its own end") {
        const auto plot = [](Stage& stage) -> async::Task<void> {
            co_await async::sleep_for(1s);
            stage.process().exit_alone(7);
            co_await async::sleep_for(500ms);
            stage.worker.stop(StopCause::shutdown);
        };
        Stage stage;
        CHECK(play(stage, plot(stage)).back() == "2 end 1: exit code 7, 0 running, failed");
    }

    TEST_CASE("also if that is heard of after the stop") {
        const auto plot = [](Stage& stage) -> async::Task<void> {
            co_await async::sleep_for(1s);
            stage.world.time.advance(1s);  // this turn began before its end, which comes only now
            stage.process().exit_early(7, 500ms);
            stage.worker.stop(StopCause::request);
        };
        Stage stage;
        CHECK(play(stage, plot(stage)).back() == "2 end 1: exit code 7, 0 running, failed");
    }

    TEST_CASE("one that cannot be stopped is named once, and goes on") {
        const auto plot = [](Stage& stage) -> async::Task<void> {
            co_await settle();
            stage.process().on_terminate = OnTerminate::refuse;
            stage.worker.stop(StopCause::request);
            co_await async::sleep_for(20s);
            stage.process().exit(0);
        };
        Stage stage;
        CHECK(play(stage, plot(stage)) ==
              Lines{"0 start 1",
                    "0 warning: cannot stop ps#1 (bot), process 1001: Operation not permitted",
                    "20 end 1: exit code 0, 0 running"});
    }

    TEST_CASE("a shutdown gives it up after stop_timeout") {
        const auto plot = [](Stage& stage) -> async::Task<void> {
            co_await settle();
            stage.process().on_terminate = OnTerminate::refuse;
            stage.worker.stop(StopCause::shutdown);
            stage.process().write("still here\n");
            co_return;
        };
        Stage stage;
        CHECK(play(stage, plot(stage)) ==
              Lines{"0 start 1",
                    "0 warning: cannot stop ps#1 (bot), process 1001: Operation not permitted",
                    "0 1: still here", "5 end 1: lost, 0 running, failed"});
    }

    TEST_CASE("or at once when it is to be killed") {
        const auto plot = [](Stage& stage) -> async::Task<void> {
            co_await settle();
            stage.process().on_terminate = OnTerminate::refuse;
            stage.worker.stop(StopCause::shutdown);
            co_await async::sleep_for(1s);
            stage.worker.kill();
        };
        Stage stage;
        CHECK(play(stage, plot(stage)).back() == "1 end 1: lost, 0 running, failed");
    }

    TEST_CASE("a shutdown gives up one that could not be killed before") {
        const auto plot = [](Stage& stage) -> async::Task<void> {
            co_await settle();
            stage.process().on_terminate = OnTerminate::refuse;
            stage.worker.stop(StopCause::request);
            co_await async::sleep_for(10s);
            stage.worker.stop(StopCause::shutdown);
        };
        Stage stage;
        CHECK(play(stage, plot(stage)).back() == "15 end 1: lost, 0 running, failed");
    }

    TEST_CASE("a killed process of which nothing is heard is lost two seconds later") {
        const auto plot = [](Stage& stage) -> async::Task<void> {
            co_await settle();
            stage.process().on_terminate = OnTerminate::ignore;
            stage.process().can_be_killed = false;
            stage.worker.stop(StopCause::shutdown);
            co_await async::sleep_for(1s);
            stage.worker.kill();
        };
        Stage stage;
        CHECK(play(stage, plot(stage)).back() == "3 end 1: lost, 0 running, failed");
    }

    TEST_CASE("not so if we were suspended meanwhile") {
        const auto plot = [](Stage& stage) -> async::Task<void> {
            co_await settle();
            stage.process().on_terminate = OnTerminate::ignore;
            stage.process().can_be_killed = false;
            stage.worker.stop(StopCause::shutdown);
            stage.worker.kill();
            co_await settle();
            stage.world.time.advance(100s);
            co_await settle();
            stage.process().die(SIGKILL);
        };
        Stage stage;
        CHECK(play(stage, plot(stage)).back() == "100 end 1: exit code -9, 0 running");
    }

    TEST_CASE("one whose end nobody can tell is lost") {
        const auto plot = [](Stage& stage) -> async::Task<void> {
            co_await async::sleep_for(1s);
            stage.process().write("before\n");
            stage.process().lose();
        };
        Stage stage;
        CHECK(play(stage, plot(stage)) ==
              Lines{"0 start 1", "1 1: before", "1 end 1: lost, 0 running, failed"});
    }

    TEST_CASE("no process runs for less than no time, however late its start is told") {
        const auto plot = [](Stage& stage) -> async::Task<void> {
            stage.process().exit_early(0, 1s);
            co_return;
        };
        Stage stage;
        play(stage, plot(stage));
        REQUIRE(stage.world.audience.exits.size() == 1);
        CHECK(stage.world.audience.exits[0].ran == 0s);
    }

    TEST_CASE("one that cannot be started says why") {
        Stage stage;
        stage.world.launcher.on_launch = [](FakeProcess& process, std::uint64_t) {
            process.fail(ENOENT);
        };
        CHECK(play(stage, no_plot()) ==
              Lines{"0 start 1",
                    "0 end 1: cannot start: bot: No such file or directory, 0 running, failed"});
    }

    TEST_CASE("one that is stopped while it starts is stopped as soon as it runs") {
        const auto plot = [](Stage& stage) -> async::Task<void> {
            co_await settle();
            stage.worker.stop(StopCause::request);
            co_await async::sleep_for(1s);
            stage.process().start(4711);
        };
        Stage stage;
        stage.world.launcher.on_launch = [](FakeProcess&, std::uint64_t) {};
        CHECK(play(stage, plot(stage)) == Lines{"1 start 1", "1 end 1: exit code -15, 0 running"});
    }

    TEST_CASE("a start that hangs is given up stop_timeout after the stop, or when it is killed") {
        const auto hang = [](FakeProcess&, std::uint64_t) {};
        const auto stop = [](Stage& stage) -> async::Task<void> {
            co_await async::sleep_for(1s);
            stage.worker.stop(StopCause::shutdown);
        };
        Stage stopped;
        stopped.world.launcher.on_launch = hang;
        CHECK(play(stopped, stop(stopped)) ==
              Lines{"6 start 1", "6 end 1: cannot start: Operation canceled, 0 running, failed"});
        CHECK(stopped.process().is_released);
        const auto kill = [](Stage& stage) -> async::Task<void> {
            co_await async::sleep_for(1s);
            stage.worker.stop(StopCause::shutdown);
            stage.worker.kill();
        };
        Stage killed;
        killed.world.launcher.on_launch = hang;
        CHECK(play(killed, kill(killed)).back() ==
              "1 end 1: cannot start: Operation canceled, 0 running, failed");
    }
}

}  // namespace tests
