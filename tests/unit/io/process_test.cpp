#include "common/io/process.h"

#include "common/async/loop.h"
#include "common/async/sleep.h"
#include "common/async/task_group.h"
#include "common/io/file_descriptor.h"
#include "tests/unit/story.h"
#include "tests/unit/suspended_task.h"

#include <cerrno>
#include <chrono>
#include <deque>
#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <doctest/doctest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace async;
using namespace std::chrono_literals;
using story::run_in_time;

namespace {

ProcessOptions shell(const std::string& command) {
    ProcessOptions options;
    options.program = "/bin/sh";
    options.arguments = {"sh", "-c", command};
    options.environment = {"PATH=/usr/bin:/bin"};
    return options;
}

Task<ProcessEnd> run_shell(Children& children, std::string command) {
    const ProcessOptions options = shell(command);
    Process process(children, options);
    const ProcessEnd end = co_await process.wait();
    CHECK(process.end().has_value());
    const ProcessEnd again = co_await process.wait();  // at once
    CHECK(again.wait_status == end.wait_status);
    co_return end;
}

ProcessEnd end_of(const std::string& command) {
    SteadyTime time;
    Loop loop(time);
    Children children(loop);
    return run_in_time(loop, run_shell(children, command));
}

/// The errno with which the start fails; 0 if it does not.
int start_error(const ProcessOptions& options) {
    SteadyTime time;
    Loop loop(time);
    Children children(loop);
    try {
        const Process process(children, options);
    } catch (const std::system_error& error) {
        return error.code().value();
    }
    return 0;
}

/// Children that all wait until `release` closes, and end at once.
Task<void> end_together(Children& children, int count) {
    Pipe release = make_pipe();
    ProcessOptions options = shell("read line; exit 7");
    options.standard_input = release.read_end.get();
    std::deque<Process> processes;
    for (int i = 0; i < count; ++i)
        processes.emplace_back(children, options);
    release.write_end = FileDescriptor();
    for (Process& process : processes) {
        const ProcessEnd end = co_await process.wait();
        CHECK(end.exit_code() == 7);
    }
}

Task<void> wait_for(Process& process, int& told) {
    [[maybe_unused]] const ProcessEnd end = co_await process.wait();
    ++told;
}

Task<void> tell_all_who_wait(Children& children) {
    Pipe release = make_pipe();
    ProcessOptions options = shell("read line");
    options.standard_input = release.read_end.get();
    Process process(children, options);
    int told = 0;
    const TaskContext& context = co_await current_context();
    TaskGroup group(context);
    for (int i = 0; i < 3; ++i)
        group.start(wait_for(process, told));
    {
        TaskGroup stopped(context);
        stopped.start(wait_for(process, told));
        co_await next_turn();
        co_await next_turn();
        stopped.stop();
        co_await stopped.join();
        const story::SuspendedTask destroyed =
            story::run_until_it_waits(context, wait_for(process, told));
        co_await next_turn();
        co_await next_turn();
    }
    CHECK(told == 0);
    CHECK(!process.end().has_value());
    release.write_end = FileDescriptor();
    co_await group.join();
    CHECK(told == 3);
}

/// The state that `ps` shows: R, S, T for stopped, …
char state_of(const Process& process) {
    std::ifstream file("/proc/" + std::to_string(process.pid()) + "/stat");
    std::string pid;
    std::string name;
    char state = 0;
    file >> pid >> name >> state;
    return state;
}

Task<void> stop_and_continue(Children& children) {
    const ProcessOptions options = shell("kill -STOP $$; exit 3");
    Process process(children, options);
    while (state_of(process) != 'T')
        co_await sleep_for(1ms);
    CHECK(!process.end().has_value());
    process.signal_group(SIGCONT);
    const ProcessEnd end = co_await process.wait();
    CHECK(end.exit_code() == 3);
}

Task<void> kill_whole_group(Children& children) {
    Pipe alive = make_pipe();
    ProcessOptions options = shell("sleep 1000 & sleep 1000");
    options.standard_output = alive.write_end.get();
    Process process(children, options);
    alive.write_end = FileDescriptor();
    process.signal_group(SIGKILL);
    const ProcessEnd end = co_await process.wait();
    CHECK(!end.exited());
    CHECK(end.kill_signal() == SIGKILL);
    // Nobody who held the pipe is left, and signalling nobody is no error.
    char byte = 0;
    CHECK(::read(alive.read_end.get(), &byte, 1) == 0);
    process.signal_group(SIGKILL);
}

/// A child that is none of ours: its end must not stay behind.
Task<void> see_stranger_reaped(Children&) {
    const pid_t stranger = ::fork();
    if (stranger == 0) ::_exit(0);
    REQUIRE(stranger > 0);
    // The process id is free again as soon as somebody has waited for it.
    while (::kill(stranger, 0) == 0)
        co_await sleep_for(1ms);
    CHECK(errno == ESRCH);
}

Task<void> drop_a_running_process(Children& children) {
    pid_t dropped = 0;
    {
        Pipe release = make_pipe();
        ProcessOptions options = shell("read line");
        options.standard_input = release.read_end.get();
        const Process process(children, options);
        dropped = process.pid();
    }
    while (::kill(dropped, 0) == 0)
        co_await sleep_for(1ms);
}

}  // namespace

TEST_CASE("a process ends with an exit code") {
    for (const int code : {0, 1, 42, 255}) {
        const ProcessEnd end = end_of("exit " + std::to_string(code));
        CHECK(end.exited());
        CHECK(end.exit_code() == code);
    }
}

TEST_CASE("a process ends by a signal") {
    for (const int signal : {SIGTERM, SIGKILL, SIGSEGV}) {
        const ProcessEnd end = end_of("kill -" + std::to_string(signal) + " $$");
        CHECK(!end.exited());
        CHECK(end.kill_signal() == signal);
    }
}

TEST_CASE("a process that is stopped and continued has not ended") {
    SteadyTime time;
    Loop loop(time);
    Children children(loop);
    run_in_time(loop, stop_and_continue(children));
}

TEST_CASE("the end of a process says what it used") {
    const ProcessEnd end = end_of("i=0; while [ $i -lt 20000 ]; do i=$((i+1)); done");
    CHECK(end.user_time + end.system_time > Duration(0));
    CHECK(end.max_rss_bytes > 0);
}

TEST_CASE("what cannot be run is an error that says why") {
    ProcessOptions options = shell("exit 0");
    options.program = "/no/such/program";
    CHECK(start_error(options) == ENOENT);
    options.program = "sh";  // PATH is not searched
    CHECK(start_error(options) == ENOENT);
    options.program = "/etc";
    CHECK(start_error(options) == EACCES);
    options = shell("exit 0");
    options.folder = "/no/such/folder";
    CHECK(start_error(options) == ENOENT);
    options = shell("exit 0");
    options.standard_output = 1000000;
    CHECK(start_error(options) == EBADF);
    CHECK(start_error(shell("exit 0")) == 0);
}

TEST_CASE("200 processes that end at once are all noticed") {
    SteadyTime time;
    Loop loop(time);
    Children children(loop);
    run_in_time(loop, end_together(children, 200));
}

TEST_CASE("all who wait for a process are told, but for those stopped or destroyed") {
    SteadyTime time;
    Loop loop(time);
    Children children(loop);
    run_in_time(loop, tell_all_who_wait(children));
}

TEST_CASE("a signal reaches the whole process group") {
    SteadyTime time;
    Loop loop(time);
    Children children(loop);
    run_in_time(loop, kill_whole_group(children));
}

TEST_CASE("a stranger's end is noticed") {
    SteadyTime time;
    Loop loop(time);
    Children children(loop);
    run_in_time(loop, see_stranger_reaped(children));
}

TEST_CASE("a process that nobody owns any more leaves no zombie") {
    SteadyTime time;
    Loop loop(time);
    Children children(loop);
    run_in_time(loop, drop_a_running_process(children));
}
