/// Worker: one child process, from its launch to its last line.
#pragma once

#include "common/async/async.h"
#include "common/io/io.h"
#include "game/events/reporter.h"
#include "game/events/time_scale.h"
#include "game/launch/launch_plan.h"
#include "game/launch/launcher.h"
#include "game/reporters/outputs.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <system_error>

namespace game {

/// What every worker uses; all of it outlives them.
struct WorkerServices {
    async::Loop& loop;
    const TimeScale& scale;
    Launcher& launcher;
    const LaunchPlan& plan;
    async::ReadBuffer& buffer;
    Outputs& outputs;
    Reporter& reporter;            ///< the outputs'
    async::Duration stop_timeout;  ///< of the world's time
};

/// Why a worker is stopped before it ends by itself.
enum class StopCause { timeout, request };

class Worker {
  public:
    /// Worker number `number`, of entry `entry` of the plan.
    Worker(const WorkerServices& services, std::size_t entry, std::uint64_t number);

    /// Starts the process, and reports it. Returns why it cannot be started, if it cannot; may be
    /// called again then.
    async::Task<std::error_code> try_to_start();

    /// Reports that it could not be started, and returns its end, yet to be reported.
    ExitEvent give_up(int error);

    /// Relays what the process writes until it has ended, stopping it when it is time. Once it
    /// has been started.
    async::Task<void> run();

    /// Its end, yet to be reported. Once `run` has ended.
    ExitEvent end() const;

    /// Asks the process to end, and kills it when its time is up. Returns at once.
    void stop(StopCause cause);

    /// Kills it, and its process group. Once it has been started.
    void kill() const;

    std::uint64_t number() const { return number_; }
    const std::string& label() const { return label_; }

    /// Once it has been started.
    pid_t pid() const { return pid_; }
    async::TimePoint start_time() const { return start_time_; }

  private:
    async::Task<void> start();
    void report_start(std::optional<pid_t> pid);
    async::Task<void> relay(async::PipeReader& pipe, Stream stream);
    async::Task<void> live();
    async::Task<void> limit_time(async::Duration timeout);
    async::Task<void> terminate();
    async::Task<void> finish();
    async::Task<void> end_outputs_after_grace();
    ExitEvent end_as(ExitStatus status) const;

    const WorkerServices& services_;
    std::size_t entry_;
    std::uint64_t number_;
    std::string label_;
    std::optional<async::PipeReader> standard_output_;
    std::optional<async::PipeReader> standard_error_;
    std::unique_ptr<Child> child_;
    pid_t pid_ = 0;
    async::TimePoint start_time_;
    std::optional<StopCause> stop_cause_;
    std::optional<async::TaskGroup> limits_;  ///< what stops it, while it lives
    int open_outputs_ = 2;                    ///< that are yet to be relayed to their ends
    async::Condition relayed_;                ///< `finish`, while there are such
    std::uint64_t lines_ = 0;
};

}  // namespace game
