/// Child processes: Children, which notices their ends, and Process, one of them.
#pragma once

#include "common/async/handle.h"
#include "common/async/loop.h"
#include "common/async/time.h"
#include "common/async/waiter.h"

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include <sys/resource.h>
#include <sys/types.h>
#include <uv.h>

namespace async {

class Process;

/// The children of this process, as one SIGCHLD watcher: it reaps every child that has ended, also
/// one that no Process stands for, at a cost that does not depend on how many live.
class Children {
  public:
    /// `loop` must outlive it. There can be one at a time. Throws std::system_error.
    explicit Children(Loop& loop);
    Children(const Children&) = delete;
    Children& operator=(const Children&) = delete;

  private:
    friend class Process;

    static void on_child_signal(uv_signal_t* handle, int signal);
    void reap();

    Handle<uv_signal_t> signal_;
    std::unordered_map<pid_t, Process*> running_;
};

/// What to run, and how.
struct ProcessOptions {
    std::string program;                   ///< a path; PATH is not searched
    std::vector<std::string> arguments;    ///< the first is the program's name for itself
    std::vector<std::string> environment;  ///< all of it, as NAME=VALUE
    std::optional<std::string> folder;  ///< where it runs, and relative to which `program` is found
    bool has_own_session = true;        ///< otherwise it shares ours, with its terminal
    // The descriptors it gets as 0, 1 and 2; ours to close. One below 3 can only be given as
    // itself.
    int standard_input = 0;
    int standard_output = 1;
    int standard_error = 2;
};

/// How a process ended, and what it used.
struct ProcessEnd {
    int wait_status = 0;  ///< as wait(2) gives it
    Duration user_time{0};
    Duration system_time{0};
    std::uint64_t max_rss_bytes = 0;  ///< its peak memory

    bool exited() const;      ///< rather than being killed by a signal
    int exit_code() const;    ///< only if it exited
    int kill_signal() const;  ///< only if it did not
};

/// The form in which exec takes lists of strings. The pointers are as valid as the strings.
std::vector<char*> null_terminated(const std::vector<std::string>& strings);

/// Starts a child with posix_spawn and returns its process id: in a session of its own without a
/// terminal (unless the options say otherwise), with the default signal mask and actions, and no
/// descriptor but 0, 1 and 2. Blocks for
/// as long as the file system does on which the program or the folder lies. May be called on any
/// thread. Throws std::system_error.
pid_t spawn(const ProcessOptions& options);

/// From what wait4(2) returns.
ProcessEnd make_process_end(int wait_status, const rusage& usage);

/// How child `pid` has ended, if it has. It stays a zombie, so that no other process gets its
/// number, until `reap` is called.
std::optional<ProcessEnd> find_end(pid_t pid);
void reap(pid_t pid);

/// Which children `find_ended_child` looks at: those of the whole process, or those that the
/// calling thread has started or that came to it as orphans.
enum class ChildrenOf { process, thread };

/// The first child that has ended and that is not reaped, in the order in which they were started.
std::optional<pid_t> find_ended_child(ChildrenOf whose);

/// A child that `spawn` has started, and that Children reaps.
class Process {
  public:
    class Wait;

    /// Starts it. `children` must outlive this. Throws std::system_error, also when it is the
    /// program that cannot be run.
    Process(Children& children, const ProcessOptions& options);
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;

    /// Does not end the child.
    ~Process();

    pid_t pid() const { return pid_; }

    /// The end, if it has come.
    const std::optional<ProcessEnd>& end() const { return end_; }

    /// `const ProcessEnd& end = co_await process.wait()` waits until it has ended; the result is as
    /// valid as the process.
    [[nodiscard]] Wait wait();

    /// Sends `signal` to the whole process group of a child with a session of its own; none once it
    /// has ended, since another process may have its number then.
    void signal_group(int signal) const;

  private:
    friend class Children;

    Children& children_;
    pid_t pid_;
    std::optional<ProcessEnd> end_;
    WaitList waiting_;
};

/// What `wait` returns.
class [[nodiscard]] Process::Wait : public Waiter {
  public:
    explicit Wait(Process& process) : process_(process) {}
    bool await_ready() const noexcept { return false; }
    template <class Promise>
    bool await_suspend(std::coroutine_handle<Promise> coroutine) {
        if (process_.end_) return false;
        return wait_in(process_.waiting_, coroutine, coroutine.promise().context());
    }
    const ProcessEnd& await_resume() {
        finish_wait();
        return *process_.end_;
    }

  private:
    Process& process_;
};

inline Process::Wait Process::wait() {
    return Wait(*this);
}

}  // namespace async
