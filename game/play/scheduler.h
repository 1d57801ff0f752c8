/// Scheduler: launches the workers of the script at their times, and looks after them to their
/// ends.
#pragma once

#include "common/async/async.h"
#include "game/play/worker.h"

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <system_error>

namespace game {

/// How the scheduler behaves.
struct SchedulerSettings {
    std::optional<std::uint64_t> max_running;
    bool fail_fast = false;     ///< the first worker that fails stops all
    bool keep_running = false;  ///< the last worker's end is not the end
};

class Scheduler {
  public:
    /// `services` must outlive it. `warn` takes what is to be said to the operator, without
    /// newline.
    Scheduler(const WorkerServices& services, SchedulerSettings settings,
              std::function<void(const std::string&)> warn);

    /// Until no worker runs, none waits its turn and nothing is left in the script; or until all
    /// have ended after `stop`.
    async::Task<void> run();

    /// Launches one worker of entry `entry` now, or when its turn has come. False if it is not
    /// launched: after `stop`, or since too many wait their turn.
    bool launch(std::size_t entry);

    /// Launches nothing more, and stops all workers. `reason` is for the reporter; only the first
    /// counts.
    void stop(const std::string& reason);

    /// Kills all workers, also one that is just being launched. After `stop`.
    void kill_all();

    /// Null if no such worker runs.
    Worker* find(std::uint64_t number) const;

    /// Those that run, by number.
    const std::map<std::uint64_t, std::unique_ptr<Worker>>& running() const { return running_; }

    /// How many workers wait their turn.
    std::uint64_t waiting() const;

    bool is_stopping() const { return is_stopping_; }

    /// How many were launched so far, and how many of them failed.
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
    async::Task<void> launch_one(std::size_t entry);
    async::Task<std::error_code> start_when_possible(Worker& worker);
    async::Task<void> wait_for_an_end(const std::error_code& shortage);
    void take_in(std::unique_ptr<Worker> worker);
    async::Task<void> attend(Worker& worker);
    bool is_over() const;
    bool is_full_for(std::size_t entry) const;
    void enqueue(Batch batch);
    std::size_t take_waiting();
    void report_end(ExitEvent end);

    const WorkerServices& services_;
    SchedulerSettings settings_;
    std::function<void(const std::string&)> warn_;
    std::optional<async::Semaphore> permits_;  ///< of max_running
    std::deque<Batch> waiting_;                ///< first come first served
    std::map<std::uint64_t, std::unique_ptr<Worker>> running_;
    async::TaskGroup* company_ = nullptr;  ///< all that `run` does, and who attends a worker each
    std::uint64_t launched_ = 0;
    std::uint64_t failed_ = 0;
    bool is_launching_ = false;
    bool is_script_done_ = false;
    bool is_stopping_ = false;
    bool is_killing_ = false;
    bool has_warned_ = false;
    async::Condition due_;      ///< launch_waiting, while nothing is due
    async::Condition changed_;  ///< those who wait for a worker's end, or for the stop
};

}  // namespace game
