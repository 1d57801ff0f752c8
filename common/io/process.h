/// Child processes: Children, who notices their ends, and Process, one of them.
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

/// The children of this process, as one SIGCHLD watcher: it reaps every child that has ended, those
/// that nobody waits for included, at a cost that does not depend on how many live.
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

/// Starts a process as `options` say, which the caller has to reap. Throws std::system_error, also
/// when the program cannot be run.
pid_t spawn_process(const ProcessOptions& options);

/// From what wait4(2) returns.
ProcessEnd make_process_end(int wait_status, const rusage& usage);

/// One child, started with posix_spawn: in a process group of its own, with the default signal mask
/// and actions, and no descriptor but 0, 1 and 2.
class Process {
  public:
    class Wait;

    /// Starts it. `children` must outlive this. Throws std::system_error, also when it is the
    /// program that cannot be run.
    Process(Children& children, const ProcessOptions& options);
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;

    /// Leaves a child that still runs to itself.
    ~Process();

    pid_t pid() const { return pid_; }

    /// The end, if it has come.
    const std::optional<ProcessEnd>& end() const { return end_; }

    /// `const ProcessEnd& end = co_await process.wait()` waits until it has ended; the result is as
    /// valid as the process.
    Wait wait();

    /// Sends `signal` to the whole process group, if something is left of it.
    void signal_group(int signal) const;

  private:
    friend class Children;

    Children& children_;
    pid_t pid_;
    std::optional<ProcessEnd> end_;
    WaitList waiting_;
};

/// What `wait` makes.
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
