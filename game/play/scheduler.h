/// Scheduler: launches the workers of the script at their times, and supervises them to their ends.
#pragma once

#include "common/async/async.h"
#include "game/play/worker.h"

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <system_error>

namespace game {

/// How the scheduler behaves.
struct SchedulerSettings {
    std::optional<std::uint64_t> max_running = std::nullopt;
    bool fail_fast = false;     ///< the first worker that fails stops all
    bool keep_running = false;  ///< goes on when the last worker has ended
};

/// Launches workers in the order in which they become due, numbered from 1, at most `max_running`
/// at once, and reports their ends. Owns them. Game runs it; the CommandHandler launches and stops
/// workers through it.
///
/// Workers are started one after the other. A start that hangs, for example on a dead file system,
/// delays the next one for a moment only. When descriptors or processes are short, a launch waits
/// until a worker has ended, or a second has passed, and is tried again.
class Scheduler {
  public:
    using Workers = std::map<std::uint64_t, std::unique_ptr<Worker>>;

    /// `services` must outlive it.
    Scheduler(const WorkerServices& services, SchedulerSettings settings);

    /// Runs until no worker is left, none waits and nothing is left in the script; or until all
    /// have ended after `stop`. To be called once.
    async::Task<void> run();

    /// Launches one worker of entry `entry`, now or when its turn has come. False if it is refused:
    /// after `stop`, or when too many wait.
    bool launch(std::size_t entry);

    /// Launches nothing more, and stops all workers. `reason` is reported; only the first call
    /// counts.
    void stop(const std::string& reason);

    /// Kills all workers. After `stop`.
    void kill_all();

    /// Null if there is no such worker.
    Worker* find(std::uint64_t number) const;

    /// By number: those that run, and those that are being started.
    const Workers& workers() const { return workers_; }

    /// How many run.
    std::uint64_t running() const { return running_; }

    /// How many wait for their turn, or for their start.
    std::uint64_t waiting() const;

    bool is_stopping() const { return is_stopping_; }

    /// Waits until one of these counts and states may have changed.
    async::Task<void> wait_for_change() const;

    /// How many were launched so far, and how many of them have failed.
    std::uint64_t launched() const { return launched_; }
    std::uint64_t failed() const { return failed_; }

  private:
    /// Workers of one entry that are due.
    struct Batch {
        std::size_t entry;
        std::uint64_t count;
    };

    async::Task<void> stop_when_over();
    async::Task<void> follow_script();
    async::Task<void> launch_waiting();
    async::Task<void> wait_for_start();
    async::Task<void> limit_starts();
    async::Task<void> supervise(Worker& worker);
    async::Task<std::error_code> start_when_possible(Worker& worker);
    async::Task<void> wait_for_resources();
    async::Task<void> wait_for_end();
    Worker& adopt(std::size_t entry);
    void settle(const Worker& worker);
    void remove(const Worker& worker);
    bool is_over() const;
    bool is_full_for(std::size_t entry) const;
    void enqueue(Batch batch);
    std::size_t take_waiting();
    void report_end(const Worker& worker);
    void warn_of_shortage(const std::error_code& error);

    const WorkerServices& services_;
    SchedulerSettings settings_;
    std::optional<async::Semaphore> permits_;  ///< of max_running
    std::deque<Batch> waiting_;                ///< first come first served
    Workers workers_;
    std::optional<async::TaskGroup> tasks_;  ///< all that `run` does
    std::uint64_t last_number_ = 0;
    std::uint64_t running_ = 0;
    std::uint64_t launched_ = 0;
    std::uint64_t ended_ = 0;  ///< also of those that could not start
    std::uint64_t failed_ = 0;
    std::uint64_t short_of_resources_ = 0;   ///< workers that wait to be started once more
    std::optional<std::uint64_t> starting_;  ///< the worker whose start the next one waits for
    bool is_script_done_ = false;
    bool is_stopping_ = false;
    bool has_warned_ = false;
    async::Condition due_;                     ///< `launch_waiting` may be able to go on
    async::Condition begun_;                   ///< `starting_` has been set
    async::Condition settled_;                 ///< `starting_` has been reset, or time has passed
    async::Condition changed_;                 ///< a worker has ended, or the run is being stopped
    mutable async::Condition counts_changed_;  ///< or another count has changed
};

}  // namespace game
