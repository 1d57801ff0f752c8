#include "game/launch/stopped_workers.h"

#include "common/io/file_descriptor.h"

#include <chrono>
#include <functional>
#include <string>

#include <doctest/doctest.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace game;

namespace {

using Ids = std::vector<std::uint64_t>;

async::Pipe& reports() {
    static async::Pipe pipe = async::make_pipe();
    return pipe;
}

void report(char byte) {
    [[maybe_unused]] const ssize_t written = ::write(reports().write_end.get(), &byte, 1);
}

char next_report() {
    char byte = 0;
    REQUIRE(::read(reports().read_end.get(), &byte, 1) == 1);
    return byte;
}

bool has_report() {
    pollfd readable{reports().read_end.get(), POLLIN, 0};
    return ::poll(&readable, 1, 0) == 1;
}

/// A child in a session of its own that says that it is ready, and reports `name` at SIGTERM.
pid_t fork_session(const std::function<void()>& body, void (*at_term)(int)) {
    reports();  // before the fork, so that both have the same pipe
    const pid_t pid = ::fork();
    REQUIRE(pid >= 0);
    if (pid > 0) return pid;
    ::setsid();
    ::signal(SIGTERM, at_term);
    body();
    report('r');
    for (;;)
        ::pause();
}

void die_of(pid_t pid) {
    ::kill(pid, SIGKILL);
    siginfo_t info{};
    ::waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED | WNOWAIT);
}

}  // namespace

TEST_CASE("what has left the session of a worker is asked to end, and waited for") {
    CHECK_FALSE(adopt_orphans());
    pid_t worker = 0;
    worker = fork_session([] { fork_session([] {}, [](int) { report('o'); }); },
                          [](int) { report('w'); });
    CHECK(next_report() == 'r');
    CHECK(next_report() == 'r');
    const auto is_worker = [worker](pid_t pid) { return pid == worker; };

    StoppedWorkers stopped;
    CHECK(stopped.is_empty());
    stopped.terminate(7, worker);
    CHECK(stopped.scan(is_worker).empty());
    const std::string both{next_report(), next_report()};
    CHECK((both == "ow" || both == "wo"));
    CHECK(stopped.scan(is_worker).empty());
    CHECK_FALSE(has_report());

    die_of(worker);
    CHECK(stopped.set_ended(7));
    CHECK(stopped.scan(is_worker).empty());  // the orphan is remembered
    CHECK_FALSE(stopped.is_empty());

    stopped.kill(7, worker);
    CHECK(stopped.has_to_kill(7));
    const Ids gone = {7};
    Ids found;
    while (found.empty())
        found = stopped.scan(is_worker);
    CHECK(found == gone);
    CHECK(stopped.is_empty());
    kill_descendants(std::chrono::seconds(5));
}

TEST_CASE(
    "a worker that is not stopped is left alone, and so are orphans that were never its own") {
    CHECK_FALSE(adopt_orphans());
    const pid_t other = fork_session([] {}, [](int) { report('t'); });
    const pid_t worker = fork_session([] {}, [](int) { report('t'); });
    CHECK(next_report() == 'r');
    CHECK(next_report() == 'r');
    die_of(worker);
    StoppedWorkers stopped;
    CHECK_FALSE(stopped.set_ended(1));
    stopped.terminate(1, worker);
    stopped.kill(1, worker);
    CHECK(stopped.set_ended(1));
    CHECK(stopped.scan([worker](pid_t pid) { return pid == worker; }) == Ids{1});
    CHECK_FALSE(has_report());
    const auto still = read_process(other);
    REQUIRE(still.has_value());
    CHECK_FALSE(still->is_zombie());
    kill_descendants(std::chrono::seconds(5));
}
