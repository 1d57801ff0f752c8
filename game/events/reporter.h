/// This room has what happens in a run (events.h), and the interfaces of everything that is
/// informed.
///
/// Reporter, here, is where to begin: the only interface between a run and its outputs. A run and a
/// replay call it; the text, the log, the summary and the picture implement it. ReporterList passes
/// each event to several Reporters. An Audience is a Reporter that can make a run wait until it has
/// written everything. TimeScale converts between real time and the time of the run.
///
/// The room may use common only.
#pragma once

#include "game/events/events.h"
#include "game/events/match_events.h"
#include "game/events/tournament_events.h"

namespace game {

/// Takes each event as it happens, in order. An output overrides what it is interested in.
///
/// The calls must return soon and never wait: what cannot be written at once is queued (see
/// Output).
class Reporter {
  public:
    Reporter() = default;
    Reporter(const Reporter&) = delete;
    Reporter& operator=(const Reporter&) = delete;
    virtual ~Reporter() = default;

    virtual void scenario(const ScenarioEvent&) {}
    virtual void clock(const ClockEvent&) {}
    virtual void started(const StartEvent&) {}
    virtual void line(const LineEvent&) {}
    virtual void exited(const ExitEvent&) {}
    virtual void command(const CommandEvent&) {}
    virtual void stopping(const StopEvent&) {}
    virtual void match(const MatchEvent&) {}
    virtual void turn(const TurnEvent&) {}
    virtual void result(const ResultEvent&) {}
    virtual void tournament(const TournamentEvent&) {}
    virtual void match_started(const MatchStartEvent&) {}
    virtual void match_turn(const MatchTurnEvent&) {}
    virtual void match_ended(const MatchEndEvent&) {}
    virtual void standings(const StandingsEvent&) {}
    virtual void ended(const EndEvent&) {}
};

/// Passes an event of any kind on to a reporter, as a visitor: `std::visit(Report{reporter},
/// event)`.
struct Report {
    Reporter& reporter;

    void operator()(const ScenarioEvent& event) const { reporter.scenario(event); }
    void operator()(const ClockEvent& event) const { reporter.clock(event); }
    void operator()(const StartEvent& event) const { reporter.started(event); }
    void operator()(const LineEvent& event) const { reporter.line(event); }
    void operator()(const ExitEvent& event) const { reporter.exited(event); }
    void operator()(const CommandEvent& event) const { reporter.command(event); }
    void operator()(const StopEvent& event) const { reporter.stopping(event); }
    void operator()(const MatchEvent& event) const { reporter.match(event); }
    void operator()(const TurnEvent& event) const { reporter.turn(event); }
    void operator()(const ResultEvent& event) const { reporter.result(event); }
    void operator()(const TournamentEvent& event) const { reporter.tournament(event); }
    void operator()(const MatchStartEvent& event) const { reporter.match_started(event); }
    void operator()(const MatchEndEvent& event) const { reporter.match_ended(event); }
    void operator()(const StandingsEvent& event) const { reporter.standings(event); }
    void operator()(const EndEvent& event) const { reporter.ended(event); }
};

}  // namespace game
