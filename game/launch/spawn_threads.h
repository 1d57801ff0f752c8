/// SpawnThreads: the threads on which the fork server starts processes.
#pragma once

#include "common/async/async.h"
#include "common/io/file_descriptor.h"
#include "common/io/readiness.h"
#include "game/launch/fork_server_process.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include <pthread.h>
#include <sys/types.h>
#include <uv.h>

namespace game {

/// What became of a request to start a process.
struct SpawnResult {
    std::uint64_t id = 0;      ///< the request's
    std::size_t thread = 0;    ///< the number of the thread that it is a child of
    pid_t pid = 0;             ///< if it was started
    async::TimePoint time;     ///< just before it was started
    int error = 0;             ///< as in errno; 0 if it was started
    bool is_fork = false;      ///< of this process, and runs no program
    bool is_reported = false;  ///< what `report` returned
};

/// Receives requests to start a process, and starts it, beside the loop: that takes as long as the
/// file system does on which the program lies, which may be for ever (a dead NFS server). Normally
/// there is one thread; when nothing was begun for a while and all are busy, one more is made, up
/// to a limit. A thread receives by itself, so a start costs no turn of the loop. Owned by the fork
/// server's task, on whose loop `run` and `wait_for_results` are driven.
///
/// A thread stays as long as this does, since the children of a thread that ends would become the
/// main thread's, which has only orphans (see ChildrenOf).
class SpawnThreads {
  public:
    /// Called on the thread as soon as a process has been started, or has not. Returns true if
    /// nothing is left to report: then the loop is not woken for the result. Not called after
    /// `close`.
    using Report = std::function<bool(const SpawnResult&)>;

    /// Takes the socket on which the requests come, each with its two outputs and perhaps an input.
    /// `loop` must outlive this. Throws std::system_error.
    SpawnThreads(async::Loop& loop, async::FileDescriptor requests, ProcessMaker maker,
                 Report report);
    SpawnThreads(const SpawnThreads&) = delete;
    SpawnThreads& operator=(const SpawnThreads&) = delete;
    ~SpawnThreads() { close(); }

    /// One more release was handled: a start that finds no process waits until as many were handled
    /// as were sent before it, and is tried again.
    void count_release();

    /// Makes threads when they are needed, until stopped.
    async::Task<void> run();

    /// The results that are there and were not taken yet. Whatever was reported is among them.
    std::vector<SpawnResult> take_results();

    /// Waits until there are results, and returns them. Those that need not wake the loop are there
    /// when something else has woken it. Throws what has ended a thread.
    async::Task<std::vector<SpawnResult>> wait_for_results();

    /// The loop is woken for the next result, if a process is being started now.
    void wake_for_next_result();

    /// Starts nothing more, and ends the threads; the results stay. False if one is blocked: it is
    /// left to itself, and the process has to end by _exit.
    bool close();

  private:
    struct Shared;
    struct Thread;

    static void on_wake(uv_async_t* handle);
    static void* run_thread(void* argument);
    bool add_thread();
    bool are_all_busy() const;
    async::Task<void> make_first_thread();
    void rethrow_failure();

    std::shared_ptr<Shared> shared_;  ///< with the threads
    async::Readiness requested_;
    async::Readiness silent_;
    async::Handle<uv_async_t> wake_;
    std::vector<pthread_t> threads_;
    async::Condition arrived_;
};

}  // namespace game
