// What a child finds around itself: its descriptors, signals, process group, folder and
// environment.
#include "common/async/async.h"
#include "common/io/io.h"
#include "tests/unit/story.h"

#include <filesystem>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

using namespace async;
using story::run_in_time;

namespace {

/// The scripted child, told to do `actions`.
ProcessOptions scripted(std::vector<std::string> actions) {
    ProcessOptions options;
    options.program = CHILD_PROGRAM;
    options.arguments = std::move(actions);
    options.arguments.insert(options.arguments.begin(), "child");
    return options;
}

Task<std::string> output_of(Loop& loop, ProcessOptions options) {
    Children children(loop);
    ReadBuffer buffer;
    Pipe pipe = make_pipe();
    options.standard_output = pipe.write_end.get();
    Process process(children, options);
    pipe.write_end = FileDescriptor();
    PipeReader reader(loop, std::move(pipe.read_end), buffer);
    std::string output;
    for (;;) {
        const std::string_view bytes = co_await reader.read();
        if (bytes.empty()) break;
        output += bytes;
    }
    const ProcessEnd end = co_await process.wait();
    CHECK(end.exited());
    CHECK(end.exit_code() == 0);
    co_return output;
}

std::string output_of(ProcessOptions options) {
    SteadyTime time;
    Loop loop(time);
    return run_in_time(loop, output_of(loop, std::move(options)));
}

/// Waits for a child that says its own process id and group.
Task<void> compare_group(Loop& loop) {
    const ProcessOptions options = scripted({"print-pid", "print-pgrp"});
    const std::string output = co_await output_of(loop, options);
    std::istringstream words(output);
    std::string word;
    pid_t pid = 0;
    pid_t group = 0;
    words >> word >> pid >> word >> group;
    CHECK(pid > 0);
    CHECK(group == pid);
    CHECK(group != ::getpgrp());
}

}  // namespace

TEST_CASE("a child runs in the folder that it is given") {
    ProcessOptions options = scripted({"print-cwd"});
    CHECK(output_of(options) == std::filesystem::current_path().string() + "\n");
    options.folder = "/";
    CHECK(output_of(options) == "/\n");
    // A relative program is looked for from there.
    options.folder = "/bin";
    options.program = "./sh";
    options.arguments = {"sh", "-c", "echo found"};
    CHECK(output_of(options) == "found\n");
}

TEST_CASE("a child has the environment that it is given, and no more") {
    ProcessOptions options = scripted({"print-env", "NAME", "print-env", "PATH"});
    options.environment = {"NAME=value = more"};
    CHECK(output_of(options) == "NAME=value = more\nPATH is not set\n");
}

TEST_CASE("a child leads a process group of its own") {
    SteadyTime time;
    Loop loop(time);
    run_in_time(loop, compare_group(loop));
}

TEST_CASE("a child has default signals, whatever we block or ignore") {
    sigset_t blocked;
    sigset_t former;
    sigfillset(&blocked);
    sigdelset(&blocked, SIGCHLD);
    REQUIRE(::sigprocmask(SIG_BLOCK, &blocked, &former) == 0);
    ::signal(SIGPIPE, SIG_IGN);
    ::signal(SIGHUP, SIG_IGN);
    const std::string output = output_of(scripted({"print-signals"}));
    ::signal(SIGHUP, SIG_DFL);
    ::signal(SIGPIPE, SIG_DFL);
    REQUIRE(::sigprocmask(SIG_SETMASK, &former, nullptr) == 0);
    CHECK(output == "blocked 0000000000000000\nignored 0000000000000000\n");
}

TEST_CASE("a child's output is a real pipe, which it can open again") {
    CHECK(output_of(scripted({"is-pipe"})) ==
          "standard output is a pipe\nwritten through /dev/stdout\n");
}

TEST_CASE("a child gets three descriptors, and none of ours besides") {
    const FileDescriptor null(::open("/dev/null", O_RDWR | O_CLOEXEC));
    const Pipe another = make_pipe();
    ProcessOptions options = scripted({"print-fds"});
    options.standard_input = null.get();
    options.standard_error = null.get();
    std::istringstream output(output_of(options));
    std::vector<std::string> lines;
    for (std::string line; std::getline(output, line);)
        lines.push_back(line);
    REQUIRE(lines.size() == 3);
    CHECK(lines[0] == "fd 0 /dev/null");
    CHECK(lines[1].starts_with("fd 1 pipe:"));
    CHECK(lines[2] == "fd 2 /dev/null");
}

TEST_CASE("a child reads the standard input that it is given") {
    Pipe input = make_pipe();
    REQUIRE(::write(input.write_end.get(), "1234567", 7) == 7);
    input.write_end = FileDescriptor();
    ProcessOptions options = scripted({"read-stdin"});
    options.standard_input = input.read_end.get();
    CHECK(output_of(options) == "read 7 bytes\n");
}
