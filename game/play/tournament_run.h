/// TournamentRun: plays a tournament, whose matches are workers.
#pragma once

#include "common/async/async.h"
#include "common/async/work_thread.h"
#include "common/io/file_descriptor.h"
#include "common/part.h"
#include "game/events/reporter_list.h"
#include "game/events/time_scale.h"
#include "game/play/match_logs.h"
#include "game/play/match_process.h"
#include "game/play/running_matches.h"
#include "game/play/scheduler.h"
#include "game/play/tournament_audience.h"
#include "game/tournament/results_file.h"
#include "game/tournament/schedule.h"
#include "game/tournament/standings.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace game {

/// How a tournament goes, beyond its matches.
struct TournamentOptions {
    MatchTerms terms;
    std::uint64_t seed = 0;         ///< for results that are new and settings that have none
    std::uint64_t max_running = 1;  ///< matches at once
    std::vector<std::filesystem::path> standings = {};  ///< files to be written at the end
    std::optional<common::Part> part = std::nullopt;    ///< only its matches are played
    bool is_watched = false;                            ///< see MatchLogs
};

/// The results of a tournament, read and ready for more. Made before it begins.
struct OpenTournament {
    std::unique_ptr<tournament::ResultsFile> file;
    tournament::Schedule schedule;       ///< with the results that were there
    std::optional<std::string> dropped;  ///< a message about the file
    std::unique_ptr<MatchLogs> logs;
};

/// Opens the file of results, and makes the folder of logs. Throws common::UsageError if the
/// results are not of this tournament, or in use; std::system_error.
OpenTournament open_tournament(const TournamentOptions& options);

/// What a TournamentRun uses. Everything that this refers to must outlive it.
struct TournamentServices {
    async::Loop& loop;
    const TimeScale& scale;
    const LaunchPlan& plan;
    Audience& outputs;
    std::function<void(const std::string&)> warn;  ///< takes a message for the operator
    std::function<void(const std::string&)> note;  ///< takes a line that is not from us
    async::WorkThread* disk = nullptr;             ///< waits for the disk; null: the loop does
};

/// Launches the matches of a tournament through the Scheduler, at most `max_running` at once, and
/// takes their results. Game owns it, and runs it beside the scheduler.
///
/// A result counts once it is on the disk. Matches go on while the disk is waited for, and results
/// that come meanwhile are written together. A match that is void, or whose process fails, is
/// played again, at most three times; then it is void for good. When the results or the log of a
/// match cannot be written, the tournament stops; the same command goes on with it later.
class TournamentRun final : private MatchWatcher {
  public:
    TournamentRun(const TournamentServices& services, TournamentOptions options,
                  OpenTournament opened);

    /// What workers and the scheduler report to.
    Audience& audience() { return audience_; }

    /// See WorkerServices.
    async::FileDescriptor open_input(std::uint64_t worker) const;

    /// Plays until the tournament is over, or nothing runs any more after `drain` or a stop of the
    /// scheduler. `scheduler` must outlive it. Then writes the standings.
    async::Task<void> run(Scheduler& scheduler);

    /// Reports to `to` how far the matches are, if they tell; see MatchTerms. `to` must outlive the
    /// run.
    void report_turns_to(Reporter& to) { spectators_.add(to); }

    /// Reports the standings to `to` every ten seconds, if they have changed, until stopped.
    async::Task<void> report_now_and_then(Reporter& to);

    /// Notices matches that are stopped before they have started, until stopped.
    async::Task<void> watch_dropped(Scheduler& scheduler);

    /// No more matches are launched, and those that wait for their start are not started.
    void drain();
    bool is_draining() const { return is_draining_; }

    /// The scheduler has ended.
    void conclude();

    async::Task<void> wait_until_done();

    /// How many matches have a result, and the standings that come of these.
    std::uint64_t played() const { return schedule_.played_matches(); }
    tournament::Standings standings() const;

    /// How many matches run.
    std::size_t running() const { return matches_.size(); }

    /// 1 if a match stayed void, or an output failed.
    int exit_code() const;

  private:
    bool take_line(const LineEvent& event) override;
    std::uint64_t take_end(const ExitEvent& event) override;
    void note_command(const CommandEvent& event) override;

    void forget_dropped();
    bool is_finished() const;
    void launch_more();
    bool launch(const tournament::PlannedMatch& match, std::uint64_t attempt);
    async::Task<void> play();
    void judge_ended();
    async::Task<void> record_results();
    async::Task<void> append(std::span<const tournament::MatchResult> results);
    void count(std::vector<tournament::MatchResult> results);
    std::size_t unrecorded() const { return recording_ + unrecorded_.size(); }
    void report_match(const tournament::MatchResult& result, const std::filesystem::path& log);
    void stop_the_rest();
    void fail(const std::string& message);
    void report_start();
    void report_standings(Reporter& to);
    void write_standings();
    const std::vector<TournamentPlayer>& players() const {
        return options_.terms.tournament.players;
    }
    async::Duration now() const { return services_.scale.since_start(services_.loop.now()); }

    TournamentServices services_;
    TournamentOptions options_;
    OpenTournament opened_;
    std::shared_ptr<tournament::ResultsFile> file_;  ///< of `opened_`, shared with a write
    tournament::Schedule& schedule_;                 ///< of `opened_`
    TournamentAudience audience_;
    Scheduler* scheduler_ = nullptr;
    RunningMatches matches_;
    ReporterList spectators_;
    std::vector<std::pair<tournament::PlannedMatch, std::uint64_t>> again_;  ///< with the attempt
    std::vector<tournament::MatchResult> unrecorded_;  ///< results that are not on the disk
    std::size_t recording_ = 0;                        ///< how many are being written
    std::uint64_t drops_ = 0;     ///< of the scheduler, when they were looked at last
    std::uint64_t reported_ = 0;  ///< matches in the standings that were reported last
    bool is_full_ = false;        ///< there was no room for a match beside those that run
    bool is_draining_ = false;
    bool is_concluded_ = false;
    bool has_failed_ = false;
    bool is_played_ = false;  ///< no more results come
    bool is_done_ = false;
    async::Condition changed_;
    async::Condition judged_;
    async::Condition done_;
};

}  // namespace game
