/// Retell: an event that was read from a log, told like one that happens.
#pragma once

#include "game/events/reporter.h"

namespace game {

/// A visitor of a LogEvent: `std::visit(Retell{reporter}, event)`.
struct Retell {
    Reporter& reporter;

    void operator()(const ScenarioEvent& event) const { reporter.scenario(event); }
    void operator()(const ClockEvent& event) const { reporter.clock(event); }
    void operator()(const StartEvent& event) const { reporter.started(event); }
    void operator()(const LineEvent& event) const { reporter.line(event); }
    void operator()(const ExitEvent& event) const { reporter.exited(event); }
    void operator()(const CommandEvent& event) const { reporter.command(event); }
    void operator()(const StopEvent& event) const { reporter.stopping(event); }
    void operator()(const EndEvent& event) const { reporter.ended(event); }
};

}  // namespace game
