/// This room plays one run, or shows one again from its log.
///
/// Game, here, makes the parts of a run and waits for its end. Begin with Clock (clock.h), the
/// smallest of them; then Scheduler (scheduler.h), which starts the workers at their times, and
/// Worker (worker.h), which leads one worker from its start to its end. What the Scheduler decides
/// by itself is in small classes without tasks: LaunchQueue, RestartHistory, StopRule.
/// CommandInputs has the keyboard and the control clients, CommandHandler does what their commands
/// ask for, and RunStatus answers `list` and `status`; StopDecisions are what signals ask for.
/// Replay is another source of the same events. Scheduler, Worker and Clock know interfaces only
/// (Launcher, Audience), so that tests run them without a process and in virtual time.
///
/// The room may use all others. It is the only one that knows how a run goes.
#pragma once

#include "common/async/async.h"
#include "common/io/io.h"
#include "common/listening_address.h"
#include "game/events/time_scale.h"
#include "game/hosts/host_launcher.h"
#include "game/launch/child_launcher.h"
#include "game/launch/fork_server.h"
#include "game/match/match.h"
#include "game/output/output.h"
#include "game/play/clock.h"
#include "game/play/command_inputs.h"
#include "game/play/key_player.h"
#include "game/play/live_run.h"
#include "game/play/people.h"
#include "game/play/scheduler.h"
#include "game/play/service_notices.h"
#include "game/play/start_wait.h"
#include "game/play/tournament_run.h"
#include "game/play/web_server.h"
#include "game/reporters/outputs.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

namespace game {

/// How a run ended.
struct GameResult {
    int exit_code;
    std::optional<int> signal;  ///< the one that stopped the run, if that made the exit code
    bool has_output_failed = false;
};

/// How a run goes, beyond its plan.
struct GameSettings {
    std::string file;                   ///< the scenario's, as it was named
    std::optional<std::uint64_t> seed;  ///< as it was given; the plan has it too
    std::uint64_t planned_workers = 0;
    SchedulerSettings scheduler;
    async::Duration stop_timeout = std::chrono::seconds(5);
    double speed = 1;
    bool has_clock = true;
    bool has_keyboard = true;  ///< otherwise standard input is left alone
    std::optional<MatchOptions> match = std::nullopt;
    OutputSettings output;
    std::optional<common::ListeningAddress> serve = std::nullopt;  ///< the run can be watched there
    bool lets_people_play = false;                                 ///< in the match, from there
    std::optional<common::WallTime> start_at = std::nullopt;       ///< none: at once
    std::vector<Host> hosts = {};  ///< on which the workers run; none: on this machine
    std::string folder = {};       ///< the scenario's
    bool has_key_player = false;  ///< the plan has a person who plays with the keys of the terminal
    std::optional<TournamentOptions> tournament = std::nullopt;
    Reporter* reporter = nullptr;  ///< is told of everything; must outlive the game; null: none

    /// Called when all has ended and everything is written. It may end the process, which saves
    /// the ending of the game's tasks. Null: nothing is called.
    std::function<void(const GameResult&)> leave = nullptr;
};

/// The fork server of a game.
struct GameForkServer {
    ForkSockets sockets;  ///< our ends
    pid_t pid;            ///< its process, a child
};

/// What has to be there before a game begins.
struct GameResources {
    std::optional<GameForkServer> fork_server;  ///< none: workers are children of this process
    OutputFiles output_files;                   ///< those of the settings
    const ControlSocket* control;               ///< null if there is none; must outlive the game
    async::FileDescriptor listening;            ///< of the settings' `serve`
    std::optional<OpenTournament> tournament = std::nullopt;  ///< that of the settings
};

/// One run of a scenario: owns the parts of it, and runs them side by side on one loop until the
/// last worker has ended and everything is written. `main` makes one, and awaits `run`.
///
/// Two groups of tasks: in the background those that serve the others (outputs, fork server,
/// signals, control clients), and the run itself (scheduler, clock, keyboard). The run ends with
/// the scheduler; the background ends when everything is written.
class Game {
  public:
    /// `loop` and `plan` must outlive it. Uses the descriptors 0, 1 and 2, which must be open.
    /// Without a fork server there can be no hosts, and SIGCHLD must be blocked. Throws
    /// std::system_error.
    Game(async::Loop& loop, LaunchPlan& plan, const GameSettings& settings,
         GameResources resources);

    /// Plays. If the stop signals were held back until then (see
    /// stop_signals.h), they arrive now; they are held back again at the end.
    async::Task<GameResult> run();

  private:
    async::Task<void> run_to_end(async::TaskGroup& background);
    async::Task<void> wait_for_start(async::TaskGroup& background);
    void begin();
    void stop(const std::string& reason);
    async::Task<void> run_scheduler(async::TaskGroup& tasks);
    std::unique_ptr<Match> make_match(const LaunchPlan& plan);
    std::unique_ptr<TournamentRun> make_tournament(const LaunchPlan& plan,
                                                   std::optional<OpenTournament> opened);
    WorkerServices make_services(const LaunchPlan& plan);
    async::Task<void> run_match();
    std::unique_ptr<HostLauncher> make_hosts(const LaunchPlan& plan);
    Launcher& local_launcher();
    Launcher& launcher();
    void add_web_server(LaunchPlan& plan);
    void add_key_player(const LaunchPlan& plan);
    async::Task<void> stop_workers_after_match();
    async::Task<void> handle_signals();
    void say_why_it_goes_on(const std::string& message);
    async::Task<void> reopen_log();
    async::Task<void> handle_loss_of_fork_server();
    async::Task<void> keep_fork_server_running();
    async::Task<void> write_what_is_left();
    void show_live();
    async::Task<void> close_live();
    void warn(const std::string& message);
    bool is_stopped_by_signal() const;
    int exit_code() const;
    GameResult game_result() const;

    async::Loop& loop_;
    GameSettings settings_;
    TimeScale scale_;
    common::WallTime started_;
    async::ReadBuffer buffer_;  ///< the workers'
    Outputs outputs_;
    Output diagnostics_;
    std::string_view warning_prefix_;                ///< of each line of it, in the journal
    std::unique_ptr<ForkServer> fork_server_;        ///< null if there is none
    pid_t fork_server_pid_;                          ///< 0 then
    std::unique_ptr<ChildLauncher> child_launcher_;  ///< in its place
    std::unique_ptr<HostLauncher> hosts_;            ///< null if there are none
    MatchServices match_services_;
    std::unique_ptr<Match> match_;  ///< null if there is none
    bool is_match_done_ = false;
    async::Condition match_done_;
    std::optional<async::WorkThread> disk_;      ///< of a tournament
    std::unique_ptr<TournamentRun> tournament_;  ///< null if there is none
    WorkerServices services_;
    Scheduler scheduler_;
    CommandInputs commands_;
    ServiceNotices service_notices_;
    Clock clock_;
    std::optional<KeyPlayer> key_player_;
    std::optional<LiveRun> live_;
    async::FileDescriptor listening_;  ///< where spectators connect
    std::optional<People> people_;
    std::unique_ptr<WebServer> web_server_;  ///< null if nobody can watch
    EventFeed* web_events_ = nullptr;        ///< what it gets; one of the outputs
    std::optional<StartWait> start_wait_;
    bool has_begun_ = false;                 ///< the outputs know of the run
    std::optional<std::string> early_stop_;  ///< the reason, if it is stopped before
    std::optional<int> stop_signal_;
    bool has_lost_fork_server_ = false;
};

}  // namespace game
