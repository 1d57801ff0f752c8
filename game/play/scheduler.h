/// Scheduler: launches the workers of the script at their times, and supervises them to their ends.
#pragma once

#include "common/async/async.h"
#include "common/part.h"
#include "game/play/ended_workers.h"
#include "game/play/launch_queue.h"
#include "game/play/restart_history.h"
#include "game/play/stop_rule.h"
#include "game/play/worker.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace game {

/// How the scheduler behaves.
struct SchedulerSettings {
    std::optional<std::uint64_t> max_running = std::nullopt;
    bool fail_fast = false;     ///< the first worker that fails for good stops all
    bool keep_running = false;  ///< goes on when the last worker has ended
    StopWhen stop_when = {};
    std::optional<common::Part> part = std::nullopt;  ///< the plan is that of a part of a scenario
    std::uint64_t workers_of_whole = 0;               ///< then: how many the whole script has
};

/// A worker that has ended, and whose entry is launched again later.
struct PlannedRestart {
    std::size_t entry;
    RestartHistory history;
    std::string label;    ///< of the one that has ended
    std::string outcome;  ///< how it ended
    async::Duration due;  ///< on the scenario's scale, since the start
};

/// Launches workers in the order in which they become due, numbered from 1, at most `max_running`
/// at once, and reports their ends. Owns them. Game runs it; the CommandHandler launches and stops
/// workers through it.
///
/// Workers are started one after the other. A start that hangs, for example on a dead file system,
/// delays the next one for a moment only. When descriptors or processes are short, a launch waits
/// until a worker has ended, or a second has passed, and is tried again.
///
/// A worker that ends is restarted if its entry says so, after a delay. Then it gets a new number,
/// and waits its turn as others do.
class Scheduler {
  public:
    using Workers = std::map<std::uint64_t, std::unique_ptr<Worker>>;

    /// By the number of the worker that has ended.
    using Restarts = std::map<std::uint64_t, PlannedRestart>;

    /// Takes the number of the worker that is launched in the place of another one; none if that
    /// does not happen, because the run or the worker is stopped before.
    using Relaunched = std::function<void(std::optional<std::uint64_t>)>;

    /// `services` must outlive it.
    Scheduler(const WorkerServices& services, SchedulerSettings settings);

    /// Runs until no worker is left, none waits and nothing is left in the script; or until all
    /// have ended after `stop`. To be called once.
    async::Task<void> run();

    /// Launches one worker of entry `entry`, now or when its turn has come. Returns its number;
    /// nothing if it is refused: after `stop`, or when too many wait.
    std::optional<std::uint64_t> launch(std::size_t entry);

    /// True if a worker that was launched now would have to wait until others have ended.
    bool is_full() const;

    /// Waits until all that operators launched or restarted has been started, or has to wait for
    /// its turn; for a moment at most.
    async::Task<void> wait_for_launches();

    /// Stops a worker as an operator asks. It is not restarted.
    void stop_worker(Worker& worker);

    /// Forgets worker `number`, which waits for its turn, or has ended and waits for its restart.
    /// Returns false if there is none.
    bool drop(std::uint64_t number);

    /// Grows whenever workers are forgotten that had not been launched, by whomever.
    std::uint64_t drops() const { return drops_; }

    /// As `drop`, for all workers of that name. Returns how many there were.
    std::uint64_t drop_named(std::string_view name);

    /// Stops a worker, and launches its entry again once it has ended.
    void restart(Worker& worker, Relaunched relaunched);

    /// Restarts, without further delay, the worker that has ended with that number. Returns the
    /// number of the new one; nothing if no such worker waits for its restart.
    std::optional<std::uint64_t> restart_now(std::uint64_t number);

    /// From now on no worker is restarted by its entry's policy, and none waits for that.
    void end_restarts();

    /// From now on it does not keep running when the last worker has ended.
    void end_when_idle();

    /// Launches nothing more, and stops all workers. `reason` is reported; only the first call
    /// counts.
    void stop(const std::string& reason);

    /// Kills all workers. After `stop`.
    void kill_all();

    /// Null if there is no such worker.
    Worker* find(std::uint64_t number) const;

    /// Those of `workers` that have that name.
    std::vector<Worker*> find_named(std::string_view name) const;

    /// By number: those that run, and those that are being started.
    const Workers& workers() const { return workers_; }

    /// How many run.
    std::uint64_t running() const { return running_; }

    /// How many wait for their turn, for their start, or to be restarted.
    std::uint64_t waiting() const;

    /// Those that wait for their turn, and have not been started.
    const LaunchQueue& queue() const { return queue_; }

    const Restarts& restarts() const { return restarts_; }

    /// The first entry of the script that is not due yet; `script_size` if all are.
    std::size_t next_entry() const { return next_entry_; }

    bool is_stopping() const { return is_stopping_; }

    /// Waits until one of these counts and states may have changed.
    async::Task<void> wait_for_change() const;

    /// How many were launched so far, and how those ended that have ended.
    std::uint64_t launched() const { return launched_; }
    const EndedWorkers& ended() const { return ends_; }
    std::uint64_t failed() const { return ends_.failed(); }

    /// The exit code that `stop_when` demands, once it has stopped the run.
    const std::optional<int>& stop_code() const { return stop_code_; }

  private:
    async::Task<void> stop_when_over();
    async::Task<void> follow_script();
    async::Task<void> launch_waiting();
    async::Task<void> wait_for_start();
    async::Task<void> limit_starts();
    async::Task<void> supervise(Worker& worker, RestartHistory history);
    async::Task<std::error_code> start_when_possible(Worker& worker);
    async::Task<void> wait_for_resources();
    async::Task<void> wait_for_end();
    async::Task<void> restart_at(async::TimePoint due, std::uint64_t number);
    async::Task<void> wait_for_latest_launch();
    Worker& adopt(const LaunchQueue::Launch& launch);
    void settle(const Worker& worker);
    void remove(const Worker& worker);
    bool is_over() const;
    bool is_about_to_start(std::uint64_t number) const;
    void enqueue_script(std::size_t index, const Entry& entry);
    std::uint64_t enqueue(std::size_t entry, const RestartHistory& history = {});
    ExitEvent report_end(Worker& worker);
    void replace_or_stop(const Worker& worker, RestartHistory history, const ExitEvent& end);
    void plan_restart(const Worker& worker, const RestartHistory& history, const ExitEvent& end,
                      async::Duration delay);
    std::uint64_t enqueue_restart(const PlannedRestart& planned);
    bool relaunch(const Worker& worker);
    void give_up_launch(Worker& worker);
    void withdraw_from_match(std::uint64_t number, std::size_t entry);
    void settle_dropped(std::size_t entry, std::uint64_t count);
    void give_up_relaunches();
    void warn_of_shortage(const std::error_code& error);

    const WorkerServices& services_;
    SchedulerSettings settings_;
    std::optional<async::Semaphore> permits_;  ///< of max_running
    LaunchQueue queue_;
    Workers workers_;
    Restarts restarts_;
    std::map<std::uint64_t, Relaunched> relaunches_;  ///< of workers that `restart` has stopped
    StopRule stop_rule_;
    EndedWorkers ends_;
    std::optional<async::TaskGroup> tasks_;  ///< all that `run` does
    std::size_t next_entry_ = 0;
    std::uint64_t latest_launch_ = 0;  ///< the number of the last one that was asked for
    std::uint64_t running_ = 0;
    std::uint64_t launched_ = 0;
    std::uint64_t drops_ = 0;
    std::uint64_t ended_ = 0;                ///< also of those that could not start
    std::uint64_t short_of_resources_ = 0;   ///< workers that wait to be started once more
    std::optional<std::uint64_t> starting_;  ///< the worker whose start the next one waits for
    bool is_script_done_ = false;
    bool is_stopping_ = false;
    bool has_ended_restarts_ = false;
    std::optional<int> stop_code_;
    bool has_warned_ = false;
    async::Condition due_;                     ///< `launch_waiting` may be able to go on
    async::Condition begun_;                   ///< `starting_` has been set
    async::Condition settled_;                 ///< `starting_` has been reset, or time has passed
    async::Condition changed_;                 ///< a worker has ended, or the run is being stopped
    mutable async::Condition counts_changed_;  ///< or another count has changed
};

}  // namespace game
