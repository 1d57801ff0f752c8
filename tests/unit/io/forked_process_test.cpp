#include "common/io/forked_process.h"

#include "common/async/loop.h"
#include "common/io/file_descriptor.h"
#include "common/io/signals.h"
#include "tests/unit/story.h"

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <system_error>
#include <thread>

#include <doctest/doctest.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace async;
using story::run_in_time;

namespace {

ProcessOptions bare_options(const std::string& variable) {
    ProcessOptions options;
    options.environment = {variable};
    return options;
}

int status_at_end(pid_t pid) {
    int status = 0;
    CHECK(::waitpid(pid, &status, 0) == pid);
    return status;
}

/// The exit code of a fork that runs `body`.
int fork_exit_code(const ProcessOptions& options, const ProcessBody& body) {
    const int status = status_at_end(fork_to_run(options, body));
    CHECK(WIFEXITED(status));
    return WEXITSTATUS(status);
}

int fork_error(const ProcessOptions& options) {
    try {
        status_at_end(fork_to_run(options, [] { return 0; }));
    } catch (const std::system_error& error) {
        return error.code().value();
    }
    return 0;
}

bool is_open_here(int descriptor) {
    return ::fcntl(descriptor, F_GETFD) >= 0;
}

Task<int> signal_itself(SignalWatcher& signals) {
    ::kill(::getpid(), SIGUSR2);
    const int signal = co_await signals.next();
    co_return signal;
}

/// Uses a loop as a program would. True if it works.
bool can_watch_signals() {
    SteadyTime time;
    Loop loop(time);
    SignalWatcher signals(loop, {SIGUSR2});
    return loop.run(signal_itself(signals)) == SIGUSR2;
}

Task<void> fork_within_a_loop() {
    CHECK(fork_exit_code(bare_options("A=b"), [] { return can_watch_signals() ? 7 : 1; }) == 7);
    co_return;
}

}  // namespace

TEST_CASE("a fork runs its body, and its result is the exit code") {
    for (const int code : {0, 1, 42})
        CHECK(fork_exit_code(bare_options("A=b"), [code] { return code; }) == code);
}

TEST_CASE("a fork has the folder, the environment and the session that it is to have") {
    ProcessOptions options = bare_options("COLOUR=green");
    options.folder = "/usr/bin";
    const auto body = [] {
        const char* const colour = std::getenv("COLOUR");
        const bool is_green = colour != nullptr && colour == std::string("green");
        const bool is_alone = std::getenv("PATH") == nullptr;
        const bool is_there = std::filesystem::current_path() == "/usr/bin";
        return is_green && is_alone && is_there && ::getsid(0) == ::getpid() ? 7 : 1;
    };
    CHECK(fork_exit_code(options, body) == 7);
    options.has_own_session = false;
    CHECK(fork_exit_code(options, [] { return ::getsid(0) == ::getpid() ? 1 : 7; }) == 7);
}

TEST_CASE("a fork has no descriptor but the three that it is given") {
    const Pipe pipe = make_pipe();
    ProcessOptions options = bare_options("A=b");
    options.standard_output = pipe.write_end.get();
    // A number that nothing gets which is opened in the child.
    const FileDescriptor high(::fcntl(pipe.read_end.get(), F_DUPFD_CLOEXEC, 200));
    const int other = high.get();
    const auto body = [other] {
        const bool has_written = ::write(STDOUT_FILENO, "x", 1) == 1;
        return has_written && is_open_here(0) && is_open_here(2) && !is_open_here(other) ? 7 : 1;
    };
    CHECK(fork_exit_code(options, body) == 7);
    char byte = 0;
    CHECK(::read(pipe.read_end.get(), &byte, 1) == 1);
}

TEST_CASE("a fork has the default signal mask and actions") {
    sigset_t all;
    sigset_t former;
    ::sigfillset(&all);
    ::sigprocmask(SIG_SETMASK, &all, &former);
    const auto former_action = ::signal(SIGTERM, SIG_IGN);
    const pid_t pid = fork_to_run(bare_options("A=b"), [] {
        for (;;)
            ::pause();
        return 0;
    });
    ::signal(SIGTERM, former_action);
    ::sigprocmask(SIG_SETMASK, &former, nullptr);
    // At once: it is the leader of its group as soon as it is known.
    CHECK(::kill(-pid, SIGCONT) == 0);
    CHECK(::kill(-pid, SIGTERM) == 0);
    // Sent before it had set its actions, the signal may have been ignored.
    int status = 0;
    while (::waitpid(pid, &status, WNOHANG) == 0)
        ::kill(-pid, SIGTERM);
    CHECK(WIFSIGNALED(status));
    CHECK(WTERMSIG(status) == SIGTERM);
}

TEST_CASE("why a fork cannot begin is an error") {
    ProcessOptions options = bare_options("A=b");
    options.folder = "/no/such/folder";
    CHECK(fork_error(options) == ENOENT);
    options.folder.reset();
    options.standard_output = 1000000;
    CHECK(fork_error(options) == EBADF);
    CHECK(fork_error(bare_options("A=b")) == 0);
    CHECK(::waitpid(-1, nullptr, WNOHANG) < 0);  // nothing is left behind
}

TEST_CASE("a fork can have a loop of its own, also when it is made within one, on another thread") {
    CHECK(can_watch_signals());
    SteadyTime time;
    Loop loop(time);
    run_in_time(loop, fork_within_a_loop());
    std::thread thread([] {
        const int status = status_at_end(
            fork_to_run(bare_options("A=b"), [] { return can_watch_signals() ? 7 : 1; }));
        CHECK(WEXITSTATUS(status) == 7);
    });
    thread.join();
}
