/// RunState: what a log must repeat when it goes on in a new file.
#pragma once

#include "game/events/reporter.h"

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>

namespace game {

/// Remembers the scenario and the workers that run. Outputs owns one beside each log file, and asks
/// it when the log is opened again (game(1), SIGUSR1).
class RunState final : public Reporter {
  public:
    void scenario(const ScenarioEvent& event) override;
    void clock(const ClockEvent& event) override { t_ = event.t; }
    void started(const StartEvent& event) override;
    void line(const LineEvent& event) override;
    void exited(const ExitEvent& event) override;
    void command(const CommandEvent& event) override { t_ = event.t; }
    void stopping(const StopEvent& event) override { t_ = event.t; }
    void match(const MatchEvent& event) override { t_ = event.t; }
    void turn(const TurnEvent& event) override { t_ = event.t; }
    void result(const ResultEvent& event) override { t_ = event.t; }
    void tournament(const TournamentEvent& event) override { t_ = event.t; }
    void match_started(const MatchStartEvent& event) override { t_ = event.t; }
    void match_ended(const MatchEndEvent& event) override { t_ = event.t; }
    void standings(const StandingsEvent& event) override { t_ = event.t; }
    void ended(const EndEvent&) override { scenario_.reset(); }

    /// The event with which the new file has to begin, at the time of the latest event. None before
    /// the run has begun, and after its end. Valid until the next event.
    std::optional<ScenarioEvent> so_far();

  private:
    std::optional<ScenarioEvent> scenario_;
    std::string file_;  ///< that of `scenario_`
    async::Duration t_{0};
    std::uint64_t moves_ = 0;
    std::unordered_map<std::uint64_t, RunningWorker> running_;
    RunningWorker* latest_ = nullptr;  ///< who wrote the latest line, of `running_`
    RunSoFar so_far_;                  ///< that of the event handed out
};

}  // namespace game
