/// Replay: plays a logged run again.
#pragma once

#include "common/async/async.h"
#include "common/io/input.h"
#include "common/io/io.h"
#include "common/listening_address.h"
#include "game/events/time_scale.h"
#include "game/launch/direct_launcher.h"
#include "game/launch/launch_plan.h"
#include "game/log/lines.h"
#include "game/log/reader.h"
#include "game/play/event_source.h"
#include "game/play/log_files.h"
#include "game/play/web_server.h"
#include "game/reporters/outputs.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace game {

/// What is replayed, and how.
struct ReplaySettings {
    std::vector<std::filesystem::path> files;  ///< the log, or one of each part of the run
    double speed = 1;                          ///< seconds of the log in one real second; above 0
    bool has_clock = true;
    OutputSettings output;
    std::optional<common::ListeningAddress> serve = std::nullopt;  ///< the log can be seen there
    std::vector<std::string> web_server = {};                      ///< the command for that
};

/// How a replay went.
struct ReplayResult {
    int exit_code;              ///< the run's own, or that of what stopped the replay
    std::string errors;         ///< for standard error, as whole lines
    std::optional<int> signal;  ///< the one that stopped the replay; not one that stopped the run
};

/// Another source of a run's events: a log in place of workers. Nothing is started, and the
/// keyboard is not read. `main` makes one, and awaits `run`.
///
/// Each event is reported as long after the first one of its run as it was logged after it, on the
/// log's own scale times `speed`. An output that is too slow for that delays all later events.
///
/// With `serve`, browsers get the whole log at once, and go through it as they like: so it goes on
/// when all has been played, until a signal stops it.
///
/// A file may have several runs, one after the other: each is played when the one before has ended.
/// A run that is cut short or damaged is left at that place, for the next one that is found.
///
/// Several files are those of the parts of one run, and are played as one (MergedLogs).
class Replay {
  public:
    /// Opens the log, then makes the outputs. `loop` must outlive it. Throws common::UsageError if
    /// the log cannot be opened; std::system_error if an output cannot be made.
    Replay(async::Loop& loop, const ReplaySettings& settings);

    /// Plays, to be called once. By its end all is written.
    async::Task<ReplayResult> run();

  private:
    async::Task<void> run_to_end(async::TaskGroup& background);
    void stop_playing();
    void add_web_server();
    async::Task<void> serve();
    async::Task<void> keep_serving();
    async::Task<void> play();
    async::Task<void> play_parts();
    async::Task<void> play_complete_lines();
    async::Task<void> play_line(std::string_view line);
    async::Task<void> play_event(const LogEvent& event);
    void begin_run(const ScenarioEvent& scenario);
    async::Task<void> handle_signals();
    void check_end();
    async::Task<void> reopen_log();
    void report(const LogEvent& event);
    async::TimePoint due(const LogEvent& event) const;
    void note_damage(std::uint64_t line, const std::string& problem);
    void warn(const std::string& message);
    int exit_code() const;

    async::Loop& loop_;
    ReplaySettings settings_;
    async::FileDescriptor file_;  ///< open unless there are several
    async::Input input_;
    std::unique_ptr<LogFiles> parts_;      ///< null unless there are several
    std::unique_ptr<EventSource> source_;  ///< likewise: what reads them
    async::FileDescriptor listening_;      ///< with `serve`; before the outputs empty their files
    Outputs outputs_;
    LogLines lines_;
    LogReader reader_;
    async::TaskGroup* playing_ = nullptr;  ///< while it plays
    std::optional<TimeScale> scale_;       ///< of the run that is played
    async::Duration first_t_{0};           ///< the time with which its log begins
    std::uint64_t lines_read_ = 0;
    bool is_damaged_ = false;   ///< some run in the log
    bool is_skipping_ = false;  ///< until the next run begins
    bool is_over_ = false;      ///< nothing more is read
    std::optional<int> stop_signal_;
    std::string errors_;

    // Only with `serve`:
    std::optional<LaunchPlan> plan_;
    std::optional<DirectLauncher> launcher_;
    std::unique_ptr<WebServer> web_server_;
    bool is_serving_only_ = false;  ///< all has been played
    bool is_dismissed_ = false;     ///< a signal has come since, or the server has ended
    async::Condition dismissed_;    ///< that has changed
};

}  // namespace game
