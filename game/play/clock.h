/// Clock: says every second how long the game has run.
#pragma once

#include "common/async/async.h"
#include "game/events/time_scale.h"
#include "game/reporters/outputs.h"

namespace game {

class Clock {
  public:
    /// All must outlive it.
    Clock(async::Loop& loop, const TimeScale& scale, Outputs& outputs)
        : loop_(loop), scale_(scale), outputs_(outputs) {}

    /// Until it is stopped.
    async::Task<void> run();

  private:
    async::Loop& loop_;
    const TimeScale& scale_;
    Outputs& outputs_;
};

}  // namespace game
