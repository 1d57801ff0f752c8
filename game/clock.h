/// Clock: says every second how long the game has run.
#pragma once

#include "common/async/async.h"
#include "game/reporter.h"
#include "game/time_scale.h"

namespace game {

class Clock {
  public:
    /// All must outlive it.
    Clock(async::Loop& loop, const TimeScale& scale, Reporter& reporter)
        : loop_(loop), scale_(scale), reporter_(reporter) {}

    /// Until it is stopped.
    async::Task<void> run();

  private:
    async::Loop& loop_;
    const TimeScale& scale_;
    Reporter& reporter_;
};

}  // namespace game
