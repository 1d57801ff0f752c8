/// Player: the task that makes one player's moves.
#pragma once

#include "common/async/task.h"
#include "common/async/time.h"
#include "common/move.h"
#include "players/player_spec.h"
#include "players/random.h"

#include <functional>

namespace players {

/// Where moves go. What it throws ends the run.
using Announce = std::function<void(common::Direction, const std::string& player)>;

/// How long a sleep of `seconds` takes at `speed`, which is > 0. No more than some thirty years, so
/// that no clock overflows.
async::Duration sleep_time(double seconds, double speed);

/// One player on the field. Must outlive its run.
class Player {
  public:
    /// `speed` divides every duration.
    Player(PlayerSpec spec, double speed, Random random, Announce announce);

    /// Repeats, as many times as the player has cycles: announce a move, sleep for a random time
    /// shorter than the period. To be called once.
    async::Task<void> run();

  private:
    PlayerSpec spec_;
    double speed_;
    Random random_;
    Announce announce_;
};

/// Runs them all at the same time, to the end of the last one's last sleep. The first that cannot
/// announce a move stops the others. `players` must outlive the task.
async::Task<void> run_together(std::vector<Player>& players);

}  // namespace players
