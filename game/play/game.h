/// Game: one run, from the first tick of the clock to the last worker's end.
#pragma once

#include "common/async/async.h"
#include "common/io/io.h"
#include "game/commands/command_queue.h"
#include "game/commands/control.h"
#include "game/commands/keyboard.h"
#include "game/events/time_scale.h"
#include "game/launch/fork_server.h"
#include "game/output/output.h"
#include "game/play/clock.h"
#include "game/play/command_handler.h"
#include "game/play/scheduler.h"
#include "game/reporters/outputs.h"

#include <optional>

#include <sys/types.h>

namespace game {

/// How a run goes, beyond its plan.
struct GameSettings {
    std::string file;                   ///< the scenario's, as it was named
    std::optional<std::uint64_t> seed;  ///< as it was given; the plan has it too
    std::uint64_t planned_workers = 0;
    SchedulerSettings scheduler;
    async::Duration stop_timeout = std::chrono::seconds(5);
    double speed = 1;
    bool has_clock = true;
    OutputSettings output;
};

/// What has to be there before a game begins.
struct GameFoundation {
    async::FileDescriptor fork_server;  ///< our end of its socket
    pid_t fork_server_pid;              ///< its process, a child
    OutputFiles output_files;           ///< those of the settings
    const ControlSocket* control;       ///< null if there is to be none; must outlive the game
};

class Game {
  public:
    /// `loop` and `plan` must outlive it. Uses the descriptors 0, 1 and 2, which must be open.
    /// Throws std::system_error.
    Game(async::Loop& loop, const LaunchPlan& plan, const GameSettings& settings,
         GameFoundation foundation);

    /// Plays, and returns the exit code. If the stop signals were held back until then (see
    /// stop_signals.h), they arrive now; they are held back once more from the end on.
    async::Task<int> run();

  private:
    async::Task<void> tell_story(async::TaskGroup& foundation);
    async::Task<void> run_scheduler(async::TaskGroup& company);
    async::Task<void> heed_signals();
    async::Task<void> next_decision(async::SignalWatcher& signals, int first);
    async::Task<void> heed_fork_server();
    async::Task<void> keep_fork_server_going();
    async::Task<void> write_what_is_left();
    void say(const std::string& message);
    int exit_code() const;

    async::Loop& loop_;
    GameSettings settings_;
    TimeScale scale_;
    async::ReadBuffer buffer_;  ///< the workers'
    Outputs outputs_;
    Output diagnostics_;
    ForkServer fork_server_;
    pid_t fork_server_pid_;
    WorkerServices services_;
    Scheduler scheduler_;
    async::ReadBuffer clients_buffer_;
    CommandQueue commands_;  ///< holds clients, who use that buffer
    Commander commander_;
    Clock clock_;
    Keyboard keyboard_;
    std::optional<Control> control_;
    std::optional<int> stop_signal_;
    bool has_lost_fork_server_ = false;
};

}  // namespace game
