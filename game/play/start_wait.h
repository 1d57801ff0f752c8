/// StartWait: holds a run back until a time of day (game(1), --start-at).
#pragma once

#include "common/async/async.h"
#include "common/text/wall_time.h"

#include <chrono>
#include <functional>
#include <utility>

namespace game {

/// The time of day, which may jump when somebody sets the clock.
using WallClock = std::function<std::chrono::system_clock::time_point()>;

/// Owned and awaited by Game, before anything else of its run.
class StartWait {
  public:
    /// How the wait has ended.
    struct Begin {
        async::TimePoint time;           ///< the loop's, that is time 0 of the run
        common::WallTime wall_time;      ///< the same, as a time of day
        std::chrono::milliseconds late;  ///< how long the wanted time was past, if over a second
    };

    /// `loop` must outlive it.
    StartWait(async::Loop& loop, common::WallTime start, WallClock clock)
        : loop_(loop), start_(start), clock_(std::move(clock)) {}

    /// Waits until the time of day is `start`, or until `give_up`. Time 0 is exactly that time; it
    /// is now, if that time has not come, or is past for more than a second. To be called once.
    async::Task<Begin> wait();

    /// Ends the wait.
    void give_up();

  private:
    async::Task<void> wait_until_given_up();

    async::Loop& loop_;
    common::WallTime start_;
    WallClock clock_;
    bool is_given_up_ = false;
    async::Condition given_up_;
};

}  // namespace game
