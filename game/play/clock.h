/// Clock: reports every second how long the game has run.
#pragma once

#include "common/async/async.h"
#include "game/events/audience.h"
#include "game/events/time_scale.h"

namespace game {

/// Reports each second of the scenario's time, beginning with 0. Each has its own deadline, counted
/// from the start, so that delays do not add up. Seconds that have passed meanwhile, while the
/// program was suspended or the audience was far behind, are left out.
///
/// Game owns it, and runs it beside the workers.
class Clock {
  public:
    /// All must outlive it.
    Clock(async::Loop& loop, const TimeScale& scale, Audience& audience)
        : loop_(loop), scale_(scale), audience_(audience) {}

    /// Runs until it is stopped.
    async::Task<void> run();

  private:
    async::Loop& loop_;
    const TimeScale& scale_;
    Audience& audience_;
};

}  // namespace game
