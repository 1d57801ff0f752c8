/// StopScans: looks for what belongs to stopped workers, as often as that is needed.
#pragma once

#include "common/async/async.h"
#include "game/launch/stopped_workers.h"

#include <cstdint>
#include <functional>
#include <utility>

#include <sys/types.h>

namespace game {

/// Calls StoppedWorkers. The class that starts the workers as children of this process owns one,
/// and runs the tasks `run_wanted` and `run_again`.
class StopScans {
  public:
    /// `is_worker` says whether a process is one of the workers' own; `report_gone` is called for
    /// each stopped worker of which nothing lives any more. `loop` must outlive it.
    StopScans(async::Loop& loop, std::function<bool(pid_t)> is_worker,
              std::function<void(std::uint64_t)> report_gone)
        : loop_(loop), is_worker_(std::move(is_worker)), report_gone_(std::move(report_gone)) {}

    /// As those of StoppedWorkers; the scan that they mean comes soon.
    void terminate(std::uint64_t id, pid_t pid, bool has_ended);
    void kill(std::uint64_t id, pid_t pid, bool has_ended);
    void set_ended(std::uint64_t id);

    /// Before the worker's number is given up: kills what still has to be killed.
    void forget(std::uint64_t id);

    /// Does the scans that are wanted, until stopped.
    async::Task<void> run_wanted();

    /// Wants one now and then while something is being stopped: what a worker left behind ends
    /// without a signal to this process. Until stopped.
    async::Task<void> run_again();

  private:
    void want();
    void scan();

    async::Loop& loop_;
    std::function<bool(pid_t)> is_worker_;
    std::function<void(std::uint64_t)> report_gone_;
    StoppedWorkers stopped_;
    bool is_wanted_ = false;
    async::Condition wanted_;
    async::TimePoint last_;
    async::Duration cost_{0};
};

}  // namespace game
