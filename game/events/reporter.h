/// Reporter: the one interface between a run and its outputs.
#pragma once

#include "game/events/events.h"

namespace game {

/// Is told each event as it happens, in order. An output overrides what it is interested in.
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
    virtual void ended(const EndEvent&) {}
};

}  // namespace game
