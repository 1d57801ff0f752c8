/// ReporterList: several reporters as one.
#pragma once

#include "game/events/reporter.h"

#include <memory>
#include <utility>
#include <vector>

namespace game {

/// Passes every event on to its members, most of which it owns, in the order in which they were
/// added.
class ReporterList final : public Reporter {
  public:
    void add(std::unique_ptr<Reporter> member) {
        members_.push_back(member.get());
        owned_.push_back(std::move(member));
    }

    /// Adds one that is not owned, and must outlive this.
    void add(Reporter& member) { members_.push_back(&member); }

    void scenario(const ScenarioEvent& event) override { pass(&Reporter::scenario, event); }
    void clock(const ClockEvent& event) override { pass(&Reporter::clock, event); }
    void started(const StartEvent& event) override { pass(&Reporter::started, event); }
    void line(const LineEvent& event) override { pass(&Reporter::line, event); }
    void exited(const ExitEvent& event) override { pass(&Reporter::exited, event); }
    void command(const CommandEvent& event) override { pass(&Reporter::command, event); }
    void stopping(const StopEvent& event) override { pass(&Reporter::stopping, event); }
    void match(const MatchEvent& event) override { pass(&Reporter::match, event); }
    void turn(const TurnEvent& event) override { pass(&Reporter::turn, event); }
    void result(const ResultEvent& event) override { pass(&Reporter::result, event); }
    void tournament(const TournamentEvent& event) override { pass(&Reporter::tournament, event); }
    void match_started(const MatchStartEvent& event) override {
        pass(&Reporter::match_started, event);
    }
    void match_turn(const MatchTurnEvent& event) override { pass(&Reporter::match_turn, event); }
    void match_ended(const MatchEndEvent& event) override { pass(&Reporter::match_ended, event); }
    void standings(const StandingsEvent& event) override { pass(&Reporter::standings, event); }
    void ended(const EndEvent& event) override { pass(&Reporter::ended, event); }

  private:
    template <class Event>
    void pass(void (Reporter::*call)(const Event&), const Event& event) {
        for (Reporter* const member : members_)
            (member->*call)(event);
    }

    std::vector<Reporter*> members_;
    std::vector<std::unique_ptr<Reporter>> owned_;
};

}  // namespace game
