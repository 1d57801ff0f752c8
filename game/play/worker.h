/// Worker: one child process, from its start to its last line.
#pragma once

#include "common/async/async.h"
#include "game/launch/launcher.h"
#include "game/match/input_pipe.h"
#include "game/match/match.h"
#include "game/play/worker_outputs.h"
#include "game/play/worker_services.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <system_error>

namespace game {

/// Why a worker is stopped before it ends by itself.
enum class StopCause {
    timeout,   ///< its entry's
    request,   ///< of an operator, for this worker
    shutdown,  ///< the whole run is stopped
};

/// One child process: starts it, relays what it writes, stops it when it is time, and knows how it
/// ended. Owned and driven by the Scheduler, which calls `start`, then `run`, then asks for `end`.
///
/// A worker ends when its process has ended and both its pipes are at their ends. If something that
/// the process left behind holds a pipe open, it is read for one second more. Then what is left of
/// the process group is killed.
///
/// A worker that is stopped gets SIGTERM. Its whole process group then has `stop_timeout`, also if
/// its first process ends sooner; then it gets SIGKILL. In a shutdown, a worker that cannot be
/// killed is given up: it is lost.
///
/// `handle` decides what each event means in each state.
class Worker final : public MatchProcess {
  public:
    enum class State {
        starting,  ///< the process does not run yet
        running,
        stopping,  ///< asked to end; its process group may live on
        draining,  ///< the process has ended; its pipes are read to their ends
        ended,
    };

    /// Worker number `number`, of entry `entry` of the plan. `services` must outlive it.
    Worker(const WorkerServices& services, std::size_t entry, std::uint64_t number);
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    /// Starts the process. Returns why it cannot be started, if it cannot; may be called again
    /// then. ECANCELED means that it was stopped before it had started.
    async::Task<std::error_code> start();

    /// Reports the start, and relays what the process writes until the worker has ended. To be
    /// called as soon as `start` has succeeded, before anything else is awaited.
    async::Task<void> run();

    /// Reports the start of a worker that could not be started, which ends it.
    void report_start_failure(const std::error_code& error);

    /// Tells the match, if it takes part in one, how it has ended.
    void leave_match(const ExitEvent& end);

    /// Tells the match, if it takes part in one, that it will not be launched.
    void withdraw_from_match();

    /// Reads what its standard output holds now, without waiting, as `run` does.
    std::size_t read_pending() override { return outputs_.read_pending(); }

    /// The event of its end, which the caller reports. Once it has ended.
    ExitEvent end() const;

    /// Asks the process to end, and kills it when its time is up. Returns at once. A second cause
    /// changes nothing, except that a shutdown gives up what cannot be killed.
    void stop(StopCause cause);

    /// Kills its process group without waiting longer. In a shutdown.
    void kill() { handle(Event::kill_requested); }

    State state() const { return state_; }
    std::uint64_t number() const { return number_; }
    const std::string& label() const { return label_; }

    std::size_t entry() const { return entry_; }

    /// True once somebody or something has asked it to end.
    bool is_stopped() const { return stop_cause_.has_value(); }

    /// True once an operator has.
    bool is_stopped_on_request() const { return is_requested_to_stop_; }

    /// Once it has started.
    pid_t pid() const { return pid_; }

    /// The name of the host that it runs on, once it has started; empty if there are no hosts.
    const std::string& host() const { return host_; }

    /// True if its process has ended; something that the process left behind may live on.
    bool has_process_ended() const { return process_end_.has_value(); }

    /// When the process was started; until then, when that was asked for.
    async::TimePoint start_time() const { return start_time_; }

  private:
    enum class Event {
        process_ended,
        outputs_ended,
        group_gone,
        stop_requested,
        shutdown_requested,
        stop_timeout_over,
        kill_requested,
        kill_timeout_over,
        grace_over,
    };

    /// How the worker ended, as far as its process does not say that.
    enum class Verdict { by_itself, stopped, lost };

    void handle(Event event);
    void stop_process();
    void kill_process();
    void give_up_start();
    void give_up_process();
    void drain();
    void finish();
    async::Task<void> limit_outputs();

    void launch();
    async::Task<void> wait_until_started();
    async::Task<void> wait_until_ended();
    async::Task<void> wait_until_gone();
    void enter_match();
    async::Task<void> handle_after(async::Duration duration, Event event);
    void start_timeout();
    async::Task<void> limit_time(async::Duration timeout);
    async::Task<void> limit_kill();
    void report_start(std::optional<pid_t> pid) const;
    void warn_once(const std::error_code& error);

    const WorkerServices& services_;
    std::size_t entry_;
    std::uint64_t number_;
    std::string label_;
    State state_ = State::starting;
    Contestant* contestant_;  ///< its part in the match; null if it has none
    WorkerOutputs outputs_;
    std::unique_ptr<InputPipe> input_;  ///< until it has entered the match
    std::unique_ptr<Child> child_;
    std::optional<async::TaskGroup> tasks_;  ///< of `start`, then of `run`
    std::error_code start_error_;
    std::string start_failure_;  ///< the same in words, once it is reported
    std::string host_;           ///< where it runs; empty if there are no hosts
    pid_t pid_ = 0;
    async::TimePoint start_time_;
    std::optional<StopCause> stop_cause_;  ///< the first
    async::TimePoint stop_time_;           ///< of that
    bool is_requested_to_stop_ = false;
    bool is_shutdown_ = false;
    bool is_killed_ = false;
    bool has_warned_ = false;
    Verdict verdict_ = Verdict::by_itself;
    std::optional<ChildEnd> process_end_;  ///< none if it could not be started, or is lost
};

}  // namespace game
