#include "game/hosts/host_launcher.h"

#include "tests/unit/hosts/fake_hosts.h"
#include "tests/unit/play/world.h"

#include <algorithm>
#include <cerrno>
#include <map>
#include <memory>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <doctest/doctest.h>
#include <signal.h>
#include <unistd.h>

namespace tests {

namespace {

game::Host host_with_slots(const std::string& name, std::uint32_t slots) {
    game::Host host;
    host.name = name;
    host.slots = slots;
    if (name != game::local_host) host.connect = FakeHosts::command(name);
    return host;
}

/// The plan of these tests: one entry of the script, and the server of `--serve`.
game::LaunchPlan launch_plan() {
    game::Scenario scenario;
    scenario.script = {entry(0s)};
    game::LaunchSettings settings{"players", {}, std::nullopt, std::nullopt};
    settings.web_server = {"game-web"};
    return {scenario, settings};
}

/// A worker that was launched, and the reading ends of its pipes.
struct Launched {
    std::unique_ptr<game::Child> child;
    async::FileDescriptor output;
    async::FileDescriptor error;
    std::string failure;  ///< why it could not be started
    bool has_started = false;
};

/// A HostLauncher in virtual time.
class Launching {
  public:
    explicit Launching(const std::vector<game::Host>& there)
        : plan(launch_plan()), launcher(services(), plan, there) {
        ::signal(SIGPIPE, SIG_IGN);  // as in the program
    }

    /// Runs `plot` beside the launcher, which it has to finish.
    void play(async::Task<void> plot) { loop.run(async::gather(launcher.run(), std::move(plot))); }

    /// Launches a worker of the script, or of another entry.
    Launched& launch(std::size_t entry = 0) {
        Launched& launched = launch_unwatched(entry);
        loop.start(wait_for_start(launched));
        return launched;
    }

    /// One whose start nobody waits for, so that it may be dropped before.
    Launched& launch_unwatched(std::size_t entry = 0) {
        const std::uint64_t number = all.size() + 1;
        async::Pipe output = async::make_pipe();
        async::Pipe error = async::make_pipe();
        Launched& launched = all[number];
        launched.output = std::move(output.read_end);
        launched.error = std::move(error.read_end);
        launched.child = launcher.launch(
            entry, number, {.output = output.write_end.get(), .error = error.write_end.get()});
        return launched;
    }

    async::ManualTime time;
    async::Loop loop{time};
    FakeLauncher here{loop};
    FakeHosts hosts{loop};
    std::vector<std::string> warnings;
    game::LaunchPlan plan;
    game::HostLauncher launcher;
    std::map<std::uint64_t, Launched> all;

  private:
    game::HostServices services() {
        return {loop, here,
                [this](const game::ProcessDescription& command,
                       const game::StandardDescriptors& descriptors) {
                    return hosts.connect(command, descriptors);
                },
                ".", [this](const std::string& message) { warnings.push_back(message); }};
    }

    static async::Task<void> wait_for_start(Launched& launched) {
        try {
            co_await launched.child->wait_until_started();
            launched.has_started = true;
        } catch (const game::StartFailure& failure) {
            launched.failure = failure.words();
        }
    }
};

/// Long enough for everything that follows from what has happened.
constexpr std::chrono::milliseconds moment(100);

async::Task<void> a_moment() {
    co_await async::sleep_for(moment);
}

/// No worker is left.
async::Task<void> finish(Launching& run) {
    for (auto& [number, launched] : run.all)
        launched.child.reset();
    co_await run.launcher.finish();
}

std::vector<std::string> hosts_of(const std::vector<Launched*>& workers) {
    std::vector<std::string> names;
    for (const Launched* const worker : workers)
        names.emplace_back(worker->child->host());
    return names;
}

std::string read_all(const async::FileDescriptor& pipe) {
    std::string bytes(1000, '\0');
    const ssize_t count = ::read(pipe.get(), bytes.data(), bytes.size());
    bytes.resize(static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
    return bytes;
}

async::Task<void> spread_workers(Launching& run) {
    co_await a_moment();
    std::vector<Launched*> workers;
    for (int i = 0; i < 5; ++i)
        workers.push_back(&run.launch());
    co_await a_moment();
    CHECK(hosts_of(workers) == Lines{"b", "a", "b", "a", "b"});
    CHECK(run.hosts["a"].workers().size() == 2);
    CHECK(run.hosts["b"].newest().process.words == Lines{"bot"});
    workers[1]->child.reset();
    co_await a_moment();
    CHECK(run.hosts["a"].workers().size() == 1);
    workers[1] = &run.launch();
    co_await a_moment();
    CHECK(workers[1]->child->host() == "a");
    co_await finish(run);
}

async::Task<void> relay_and_end(Launching& run) {
    co_await a_moment();
    Launched& worker = run.launch();
    co_await a_moment();
    REQUIRE(worker.has_started);
    FakeHost& host = run.hosts["a"];
    host.write(host.newest(), "7 john\n");
    host.end(host.newest(), 3 << 8);
    co_await worker.child->wait_until_ended();
    CHECK(worker.child->end().process.exit_code() == 3);
    CHECK_FALSE(worker.child->end().is_lost);
    CHECK(read_all(worker.output) == "7 john\n");
    co_await finish(run);
    CHECK(run.warnings.empty());
}

async::Task<void> wait_for_slot(Launching& run) {
    co_await a_moment();
    CHECK(run.launcher.has_room());
    Launched& first = run.launch();
    CHECK_FALSE(run.launcher.has_room());
    Launched& second = run.launch();
    co_await async::sleep_for(10min);
    CHECK(first.has_started);
    CHECK_FALSE(second.has_started);
    CHECK(second.child->host().empty());
    first.child.reset();
    co_await a_moment();
    CHECK(second.has_started);
    CHECK_FALSE(run.launcher.has_room());
    second.child.reset();
    co_await run.launcher.wait_for_room();
    co_await finish(run);
}

async::Task<void> drop_waiting(Launching& run) {
    co_await a_moment();
    Launched& first = run.launch();
    Launched& dropped = run.launch_unwatched();
    Launched& last = run.launch();
    co_await a_moment();
    dropped.child.reset();
    CHECK_FALSE(last.has_started);
    first.child.reset();
    co_await a_moment();
    CHECK(last.has_started);
    CHECK(run.hosts["a"].workers().size() == 1);
    co_await finish(run);
}

async::Task<void> lose_host(Launching& run, bool in_silence) {
    co_await a_moment();
    Launched& lost = run.launch();
    co_await a_moment();
    CHECK(lost.child->host() == "a");
    const async::TimePoint begin = run.loop.now();
    if (in_silence) {
        run.hosts["a"].fall_silent();
    } else {
        run.hosts["a"].disconnect(255 << 8);
    }
    co_await lost.child->wait_until_ended();
    CHECK(lost.child->end().is_lost);
    CHECK(run.loop.now() - begin <= 6s);
    CHECK(read_all(lost.output).empty());
    co_await lost.child->wait_until_gone();
    lost.child.reset();
    Launched& next = run.launch();
    co_await a_moment();
    CHECK(next.child->host() == "b");
    co_await finish(run);
    CHECK(run.warnings == Lines{in_silence
                                    ? "host a is lost: nothing was heard from it for 5 s"
                                    : "host a is lost: its connection ended: exit code 255"});
}

async::Task<void> lose_host_before_start(Launching& run) {
    co_await a_moment();
    run.hosts["a"].on_start = [](FakeHost&, FarWorker&) {};  // it hangs
    Launched& worker = run.launch();
    co_await a_moment();
    CHECK(run.hosts["a"].workers().size() == 1);
    CHECK_FALSE(worker.has_started);
    run.hosts["a"].disconnect(SIGKILL);
    co_await a_moment();
    CHECK(worker.has_started);
    CHECK(worker.child->host() == "b");
    co_await finish(run);
}

async::Task<void> lose_all(Launching& run) {
    co_await a_moment();
    Launched& lost = run.launch();
    Launched& waiting = run.launch();
    co_await a_moment();
    run.hosts["a"].disconnect(0);
    co_await a_moment();
    CHECK(lost.child->end().is_lost);
    CHECK(waiting.failure == "no host can be reached");
    CHECK(run.launcher.has_room());  // a start fails at once
    Launched& next = run.launch();
    co_await a_moment();
    CHECK(next.failure == "no host can be reached");
    co_await finish(run);
}

async::Task<void> fail_to_start(Launching& run) {
    co_await a_moment();
    run.hosts["a"].on_start = [](FakeHost& host, FarWorker& worker) { host.fail(worker, ENOENT); };
    Launched& worker = run.launch();
    co_await a_moment();
    CHECK(worker.failure == "it cannot be started there");
    worker.child.reset();
    CHECK(run.launcher.has_room());
    co_await finish(run);
}

async::Task<void> terminate_there(Launching& run) {
    co_await a_moment();
    Launched& worker = run.launch();
    co_await a_moment();
    CHECK(worker.child->terminate() == std::error_code());
    co_await worker.child->wait_until_gone();
    CHECK(worker.child->end().process.kill_signal() == SIGTERM);
    CHECK_FALSE(worker.child->end().is_lost);
    co_await finish(run);
}

/// Host b answers after `answer`.
async::Task<void> wait_for_hosts(Launching& run, async::Duration answer, async::Duration room) {
    const async::TimePoint begin = run.loop.now();
    const auto answer_late = [](FakeHost& host, async::Duration after) -> async::Task<void> {
        co_await async::sleep_for(after);
        host.answer();
    };
    run.loop.start(answer_late(run.hosts["b"], answer));
    co_await a_moment();
    CHECK_FALSE(run.launcher.has_room());
    co_await run.launcher.wait_for_room();
    const async::Duration waited = run.loop.now() - begin;
    CHECK(waited >= room);
    CHECK(waited < room + 1s);
    co_await async::sleep_for(20s);
    Launched& worker = run.launch();  // b has more slots
    co_await a_moment();
    CHECK(worker.child->host() == "b");
    co_await finish(run);
}

async::Task<void> run_here(Launching& run) {
    co_await a_moment();
    Launched& worker = run.launch();
    run.launch_unwatched(run.plan.web_server());
    co_await a_moment();
    CHECK(worker.child->host() == "local");
    CHECK(run.here.launches == 2);
    CHECK_FALSE(run.launcher.has_room());  // only the worker takes a slot
    run.here.process(1).exit(4);
    co_await worker.child->wait_until_ended();
    CHECK(worker.child->end().process.exit_code() == 4);
    worker.child.reset();
    CHECK(run.launcher.has_room());
    co_await finish(run);
}

}  // namespace

TEST_SUITE("host launcher") {
    TEST_CASE("workers are spread over the hosts, and a slot is used again") {
        Launching run({host_with_slots("a", 2), host_with_slots("b", 3)});
        run.play(spread_workers(run));
    }

    TEST_CASE("what a worker writes there, and how it ends, is known here") {
        Launching run({host_with_slots("a", 2)});
        run.play(relay_and_end(run));
    }

    TEST_CASE("a worker waits until a slot is free") {
        Launching run({host_with_slots("a", 1)});
        run.play(wait_for_slot(run));
    }

    TEST_CASE("a worker that is dropped while it waits takes nobody's place") {
        Launching run({host_with_slots("a", 1)});
        run.play(drop_waiting(run));
    }

    TEST_CASE("a worker whose host is lost is lost, and the others are used") {
        for (const bool in_silence : {false, true}) {
            CAPTURE(in_silence);
            Launching run({host_with_slots("a", 2), host_with_slots("b", 1)});
            run.play(lose_host(run, in_silence));
        }
    }

    TEST_CASE("a worker that has not started when its host is lost starts on another one") {
        Launching run({host_with_slots("a", 2), host_with_slots("b", 1)});
        run.play(lose_host_before_start(run));
    }

    TEST_CASE("without a host, starts fail at once") {
        Launching run({host_with_slots("a", 1)});
        run.play(lose_all(run));
    }

    TEST_CASE("a start that fails there fails here, and takes no slot") {
        Launching run({host_with_slots("a", 1)});
        run.play(fail_to_start(run));
    }

    TEST_CASE("a worker is stopped where it runs") {
        Launching run({host_with_slots("a", 1)});
        run.play(terminate_there(run));
    }

    TEST_CASE("nothing is started until every host has answered") {
        Launching run({host_with_slots("a", 1), host_with_slots("b", 2)});
        run.hosts["b"].answers_at_once = false;
        run.play(wait_for_hosts(run, 3s, 3s));
        CHECK(run.warnings.empty());
    }

    TEST_CASE("a host that does not answer for ten seconds is not waited for, but used later") {
        Launching run({host_with_slots("a", 1), host_with_slots("b", 2)});
        run.hosts["b"].answers_at_once = false;
        run.play(wait_for_hosts(run, 15s, 10s));
        CHECK(
            run.warnings ==
            Lines{
                "host b has not answered within 10 s; the others are used without waiting for it"});
    }

    TEST_CASE("workers of this machine run here, and what is of game itself takes no slot") {
        Launching run({host_with_slots("local", 1)});
        run.play(run_here(run));
    }
}

}  // namespace tests
