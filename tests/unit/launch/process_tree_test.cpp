#include "game/launch/process_tree.h"

#include "common/io/file_descriptor.h"

#include <algorithm>
#include <chrono>
#include <functional>

#include <doctest/doctest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace game;
using namespace std::chrono_literals;

namespace {

/// A child that runs `body` and then waits to be killed.
pid_t fork_child(const std::function<void()>& body) {
    const pid_t pid = ::fork();
    REQUIRE(pid >= 0);
    if (pid > 0) return pid;
    body();
    for (;;)
        ::pause();
}

/// Written to by a child when it is ready.
class Ready {
  public:
    void tell() const {
        [[maybe_unused]] const ssize_t written = ::write(pipe_.write_end.get(), "!", 1);
    }
    void wait() const {
        char byte = 0;
        REQUIRE(::read(pipe_.read_end.get(), &byte, 1) == 1);
    }

  private:
    async::Pipe pipe_ = async::make_pipe();
};

/// Forks a chain of `depth` processes, each the child of the one before.
void fork_chain(int depth, const Ready& ready) {
    if (depth == 0) {
        ready.tell();
        return;
    }
    fork_child([&] { fork_chain(depth - 1, ready); });
}

bool contains(const std::vector<ProcessStatus>& processes, pid_t pid) {
    return std::any_of(processes.begin(), processes.end(),
                       [pid](const ProcessStatus& process) { return process.pid == pid; });
}

}  // namespace

TEST_CASE("a process is read from /proc") {
    const auto self = read_process(::getpid());
    REQUIRE(self.has_value());
    CHECK(self->pid == ::getpid());
    CHECK(self->parent == ::getppid());
    CHECK(self->group == ::getpgrp());
    CHECK(self->session == ::getsid(0));
    CHECK(self->threads == 1);
    CHECK(self->start_time > 0);
    CHECK_FALSE(self->is_zombie());
    CHECK_FALSE(read_process(0).has_value());
}

TEST_CASE("all processes below another are listed, parents first, whatever their session is") {
    constexpr int depth = 20;
    const Ready ready;
    const pid_t child = fork_child([&] {
        ::setsid();
        fork_chain(depth, ready);
    });
    ready.wait();
    const std::vector<ProcessStatus> all = list_below({child});
    CHECK(all.size() == depth);
    pid_t parent = child;
    for (const ProcessStatus& process : all) {
        CHECK(process.parent == parent);
        CHECK(process.session == child);
        parent = process.pid;
    }
    CHECK(contains(list_below({::getpid()}), child));
    const auto is_child = [child](pid_t pid) { return pid == child; };
    CHECK(list_below({::getpid()}, is_child).empty());
    CHECK_FALSE(adopt_orphans());
    CHECK(kill_descendants(5s).empty());
}

TEST_CASE("a signal does not reach another process that has the number now") {
    const pid_t child = fork_child([] {});
    auto status = read_process(child);
    REQUIRE(status.has_value());
    status->start_time += 1;
    signal_process(*status, SIGKILL);
    const auto later = read_process(child);
    REQUIRE(later.has_value());
    CHECK_FALSE(later->is_zombie());
    status->start_time -= 1;
    signal_process(*status, SIGKILL);
    int wait_status = 0;
    CHECK(::waitpid(child, &wait_status, 0) == child);
    CHECK(WTERMSIG(wait_status) == SIGKILL);
    signal_process(*status, SIGKILL);
}

TEST_CASE("a long chain of descendants is killed, and so is what is stopped") {
    constexpr int depth = 100;
    const Ready ready;
    CHECK_FALSE(adopt_orphans());
    fork_child([&] {
        ::setsid();
        fork_chain(depth, ready);
    });
    const pid_t stopped = fork_child([] { ::raise(SIGSTOP); });
    ready.wait();
    int status = 0;
    ::waitpid(stopped, &status, WUNTRACED);
    CHECK(kill_descendants(30s).empty());
    CHECK(list_below({::getpid()}).empty());
    CHECK(::waitpid(-1, nullptr, WNOHANG) == -1);
}

TEST_CASE("descendants are asked to end before they are killed") {
    static Ready told;
    CHECK_FALSE(adopt_orphans());
    Ready ready;
    fork_child([&] {
        ::signal(SIGTERM, [](int) {
            told.tell();
            ::_exit(0);
        });
        ready.tell();
    });
    fork_child([&] {
        ::signal(SIGTERM, SIG_IGN);
        ready.tell();
    });
    ready.wait();
    ready.wait();
    CHECK(end_descendants(100ms, 5s).empty());
    told.wait();
    CHECK(list_below({::getpid()}).empty());
}
