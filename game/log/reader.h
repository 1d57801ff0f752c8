/// LogReader: from the lines of a log back to the events of its run.
#pragma once

#include "common/json/json_text.h"
#include "game/events/events.h"
#include "game/events/match_events.h"
#include "game/log/match_reader.h"
#include "game/log/start_order.h"
#include "game/log/tournament_reader.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

namespace game {

class LogFields;

using LogEvent =
    std::variant<ScenarioEvent, ClockEvent, StartEvent, LineEvent, ExitEvent, CommandEvent,
                 StopEvent, MatchEvent, TurnEvent, ResultEvent, TournamentEvent, MatchStartEvent,
                 MatchEndEvent, StandingsEvent, EndEvent>;

/// The time of an event of any kind.
inline async::Duration time_of(const LogEvent& event) {
    return std::visit([](const auto& any) { return any.t; }, event);
}

/// Why a line is not one of a log, or cannot stand where it does: `/worker: 3 does not run`. One
/// line of bounded length.
struct LogProblem {
    std::string what;
};

/// Passive: its owner passes it a log (README, "The log") line by line, and gets the events that
/// LogWriter was told, each as it was but for parts of a microsecond. The memory that it takes
/// depends on the longest line and on how many workers run at once.
///
/// A log may hold anything. Every event that is returned has values within the bounds of its types,
/// and comes in an order in which a run can happen: the scenario first, time never backwards, lines
/// and ends only of workers that run, with as many lines as were read. Keys that are not known are
/// ignored. After a problem, only a scenario makes sense: another run, or another part of this one.
class LogReader {
  public:
    /// Reads the next line, without its newline. Views in the event are valid until the next call.
    std::variant<LogEvent, LogProblem> read(std::string_view line);

    /// What a scenario begins.
    enum class Beginning {
        run,            ///< a run, the first or after the end of another; or a later part of one
        run_after_cut,  ///< the same, but what was before has no end
        next_file,      ///< nothing: the same run goes on, in what was another file of its log
    };

    /// What the latest event was, if it was a ScenarioEvent.
    Beginning beginning() const { return beginning_; }

    /// The exit code of the run, once its last event has been read.
    const std::optional<int>& exit_code() const { return exit_code_; }

  private:
    /// A worker that runs.
    struct Worker {
        std::string label;
        std::uint64_t lines = 0;
    };

    LogEvent event(const LogFields& fields);
    void check_order(const LogFields& fields);
    ScenarioEvent scenario(const LogFields& fields);
    static RunningWorker running_worker(const common::Json& member, async::Duration t);
    bool goes_on(const ScenarioEvent& event) const;
    void begin(const ScenarioEvent& event);
    StartEvent start(const LogFields& fields);
    LineEvent line(const LogFields& fields);
    ExitEvent exit(const LogFields& fields);
    CommandEvent command(const LogFields& fields);
    EndEvent end(const LogFields& fields);
    Worker& running(std::uint64_t number);

    common::Json line_;       ///< the latest; owns the texts of its event
    std::string exact_text_;  ///< what stood in base64
    MatchLogReader match_;
    TournamentLogReader tournament_;
    std::vector<std::string> command_;  ///< of the worker that started last
    std::string host_;                  ///< of that one
    std::string ended_label_;           ///< of the worker that ended last
    std::unordered_map<std::uint64_t, Worker> running_;
    StartOrder order_;  ///< of the run
    bool has_begun_ = false;
    bool is_lost_ = false;         ///< since the last scenario, a line was not understood
    bool is_lost_before_ = false;  ///< that, before the line that is being read
    Beginning beginning_ = Beginning::run;
    std::string file_;                         ///< the run's
    std::optional<common::WallTime> started_;  ///< likewise
    RunSoFar so_far_;                          ///< of the latest scenario
    async::Duration t_{0};                     ///< of the latest event
    std::optional<int> exit_code_;
};

}  // namespace game
