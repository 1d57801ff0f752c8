/// Subprocess and run_process: running another program, and what it writes.
#pragma once

#include "common/async/task.h"
#include "common/io/file_descriptor.h"
#include "common/io/line_reader.h"
#include "common/io/process.h"
#include "common/io/readiness.h"

#include <optional>
#include <string>
#include <vector>

#include <sys/types.h>

namespace async {

/// A running program, as asyncio.create_subprocess_exec starts it: found on PATH, with our
/// environment and folder, its output and errors as lines. Its standard input is /dev/null.
///
///     const std::vector<std::string> command = {"players", "2"};
///     Subprocess players(loop, command);
///     const std::optional<std::string> move = co_await players.output().next();
///     …
///     const ProcessEnd end = co_await players.wait();
///
/// Read both streams, side by side: a program waits when a stream that it writes to is full. For
/// thousands of processes use Process, which needs fewer descriptors; not both kinds in one
/// program, since Children reaps all children.
class Subprocess {
  public:
    /// Starts `command`: the program and its arguments. `loop` must outlive this. Throws
    /// std::system_error if it cannot be started.
    Subprocess(Loop& loop, const std::vector<std::string>& command);
    Subprocess(const Subprocess&) = delete;
    Subprocess& operator=(const Subprocess&) = delete;

    /// Kills a program that still runs, with its process group.
    ~Subprocess() = default;

    pid_t pid() const { return child_.pid; }

    LineReader& output() { return output_lines_; }
    LineReader& errors() { return error_lines_; }

    /// Waits until it has ended, and returns how. For one coroutine at a time.
    Task<ProcessEnd> wait();

    /// Sends `signal` to its process group. Does nothing once `wait` has returned.
    void signal(int signal) const;

  private:
    /// A child of ours, until it is reaped. The destructor kills and reaps it.
    struct Child {
        explicit Child(pid_t number) : pid(number) {}
        Child(const Child&) = delete;
        Child& operator=(const Child&) = delete;
        ~Child();

        pid_t pid;
        std::optional<ProcessEnd> end;  ///< once it has been reaped
    };

    Subprocess(Loop& loop, const std::vector<std::string>& command, Pipe output, Pipe errors);

    FileDescriptor output_;
    FileDescriptor errors_;
    Child child_;
    FileDescriptor process_;  ///< a pidfd, which is readable once the process has ended
    LineReader output_lines_;
    LineReader error_lines_;
    Readiness has_ended_;
};

/// What a program did.
struct ProcessResult {
    ProcessEnd end;
    std::string output;
    std::string errors;
};

/// Runs `command` to its end, as Subprocess does, and returns all that it wrote. When stopped,
/// kills it.
///
///     const std::vector<std::string> command = {"ls", "-l"};
///     const ProcessResult listing = co_await run_process(command);
Task<ProcessResult> run_process(std::vector<std::string> command);

}  // namespace async
